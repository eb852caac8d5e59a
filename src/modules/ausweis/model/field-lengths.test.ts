import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { type CardFieldKey, cardFields, fitOf, mostCharacters } from "./field-lengths.ts";

const rows: Readonly<Record<CardFieldKey, string>> = {
  name: "Name (Familienname und Geburtsname)",
  vornamen: "Vornamen",
  geburtsdatum: "Tag der Geburt",
  geburtsort: "Ort der Geburt",
  staatsangehoerigkeit: "Staatsangehörigkeit",
  gueltigBis: "Gültig bis (letzter Tag der Gültigkeitsdauer)",
  wohnort: "Wohnort",
  strasseUndHausnummer: "Straße und Hausnummer",
  groesse: "Größe",
  augenfarbe: "Farbe der Augen",
  doktorgrad: "Doktorgrad",
  ordensOderKuenstlername: "Ordens- und Künstlername",
  ausstellendeBehoerde: "ausstellende Behörde",
  tagDerAusstellung: "Tag der Ausstellung",
};

const law = resolve(process.env.KLICKAMT_STANDARDS ?? "../shared/standards", "laws/PAuswV-BJNR146000010.md");
test.skipIf(!existsSync(law))(`lines and characters are those of the law (${law})`, () => {
  const text = readFileSync(law, "utf8");
  const cells = text
    .slice(text.indexOf("# Anlage 3\n"), text.indexOf("Abschnitt 2 (zu § 7"))
    .split("</tr>")
    .map((row) =>
      row.split("</td>").map((cell) =>
        cell
          .replace(/<sup[\s\S]*?<\/sup>/g, "")
          .replace(/<[^>]*>/g, " ")
          .replace(/\s+/g, " ")
          .trim(),
      ),
    );
  for (const [key, title] of Object.entries(rows)) {
    const row = cells.find(([first]) => first === title || first?.replace(/ ?2$/, "") === title);
    expect([title, row === undefined]).toEqual([title, false]);
    const [large, small] = (row as string[])
      .slice(1)
      .map((cell) => /(\d+) Zeichen pro Zeile; (\d+) Zeilen?/.exec(cell))
      .map((found) => (found === null ? undefined : { lines: Number(found[2]), perLine: Number(found[1]) }));
    const { source: _, ...field } = cardFields[key as CardFieldKey];
    expect([title, field]).toEqual([title, small === undefined ? { large } : { large, small }]);
  }
});

test.each<[CardFieldKey, readonly string[], string]>([
  ["name", ["Mustermann"], "large"],
  ["name", ["Mustermann", "Gabler"], "large"],
  ["name", ["x".repeat(27), "Gabler"], "small"],
  ["name", ["x".repeat(80), "x".repeat(40)], "small"],
  ["name", ["x".repeat(81), "x".repeat(40)], "shortened"],
  ["vornamen", ["x".repeat(26)], "large"],
  ["vornamen", ["x".repeat(81)], "shortened"],
  ["wohnort", ["x".repeat(51)], "shortened"],
])("%s with %j is %s", (key, texts, fit) => {
  expect(fitOf(key, texts)).toBe(fit);
});

test("the longest that fits", () => {
  expect([mostCharacters("name"), mostCharacters("vornamen"), mostCharacters("augenfarbe")]).toEqual([120, 80, 19]);
});
