import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { foreignCharacters, isLatinLines, isLatinName, isLatinText, plainSigns } from "./latin.ts";

const standards = process.env["KLICKAMT_STANDARDS"] ?? join(process.cwd(), "../shared/standards");
const schema = join(standards, "xdomea/4.0.0/din-norm-91379-datatypes.xsd");

function patternOf(xsd: string, type: string): RegExp {
  const found = new RegExp(`simpleType name="datatype${type}"[\\s\\S]*?xs:pattern value="([^"]*)"`).exec(xsd);
  if (found?.[1] === undefined) throw new Error(`no pattern of data type ${type}`);
  // The schema writes its ranges as [a;-b], with a stray semicolon.
  const source = found[1]
    .replace(/\[&#x([0-9A-F]{4});-\\?&#x([0-9A-F]{4});\]/g, "[\\u$1-\\u$2]")
    .replace(/&#x([0-9A-F]{4});/g, "\\u$1");
  return new RegExp(`^${source}$`, "u");
}

describe("letters of DIN 91379", () => {
  it("takes names from all over Europe", () => {
    for (const name of [
      "Müller-Lüdenscheidt",
      "Gżegżółka",
      "Şükrü",
      "Đặng Thị",
      "O’Brien",
      "Jean-Luc",
      "C̆ek̄a N̂",
      "ẞ",
    ]) {
      expect(isLatinName(name), name).toBe(true);
    }
  });

  it("refuses other scripts, digits and signs in a name, and says which", () => {
    for (const name of ["Иванов", "Παπάς", "R2D2", "Müller & Söhne", "😀", "a\u0300\u0301\u0302"]) {
      expect(isLatinName(name), name).toBe(false);
    }
    expect(foreignCharacters("Max 2 Иx", "name")).toEqual(["2", "И"]);
    expect(foreignCharacters("Max 2 Иx 😀", "text")).toEqual(["И", "😀"]);
  });

  it("knows lines from a line", () => {
    expect(isLatinText("Zeile 1\nZeile 2")).toBe(false);
    expect(isLatinLines("Zeile 1\nZeile 2")).toBe(true);
  });

  it("puts back what a phone made of quotation marks and dashes", () => {
    expect(plainSigns("„Zum Löwen“ – seit 1900…")).toBe('"Zum Löwen" - seit 1900...');
    expect(isLatinText(plainSigns("„Zum Löwen“ – seit 1900…"))).toBe(true);
  });

  it.skipIf(!existsSync(schema))("agrees with the published schema on every character and every sequence", () => {
    const xsd = readFileSync(schema, "utf8");
    const [a, c] = [patternOf(xsd, "A"), patternOf(xsd, "C")];
    const candidates: string[] = [];
    for (let code = 0; code < 0x10000; code++) {
      if (code < 0xd800 || code > 0xdfff) candidates.push(String.fromCharCode(code));
    }
    const bases = candidates.filter((character) => a.test(character));
    const marks = ["\u0300", "\u0301", "\u0302", "\u0304", "\u0306", "\u0307", "\u0308", "\u030b", "\u030c", "\u030d"];
    marks.push("\u0310", "\u0315", "\u031b", "\u0323", "\u0325", "\u0326", "\u0327", "\u0328", "\u0331", "\u035f");
    for (const base of bases) {
      for (const mark of marks) {
        candidates.push(base + mark);
        for (const second of ["\u0304", "\u0306", "H", "h"]) candidates.push(base + mark + second);
      }
    }
    expect(candidates.filter((text) => isLatinName(text) !== a.test(text))).toEqual([]);
    expect(candidates.filter((text) => isLatinLines(text) !== c.test(text))).toEqual([]);
  });
});
