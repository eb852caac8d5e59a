import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { folderOfPath, titleOfFile } from "./items.ts";
import { findAktenzeichen, isTarget, parseSeparatorCode, separatorCode } from "./separator.ts";
import { lettersOf, pagesToCompare, proposeSplits, type SeenPage } from "./split-pile.ts";
import { typedDay } from "./typed.ts";

const seen = (word: string): readonly SeenPage[] =>
  [...word].map((sign) => {
    if (sign === "|") return { found: "separator" };
    if (sign === "!") return { found: "separator", target: "32.40-2026-00017" };
    return { found: sign === "_" ? "blank" : "page" };
  });
const fates = (word: string, blank: "keep" | "drop" | "split") =>
  proposeSplits(seen(word), blank)
    .map(({ fate, target }) => `${fate[0]}${target === undefined ? "" : "!"}`)
    .join(" ");

describe("a pile is parted", () => {
  test.each([
    ["ppp", "keep", "s c c"],
    ["pp|p", "keep", "s c d s"],
    ["|p||p|", "keep", "d s d d s d"],
    ["!pp|p", "drop", "d s! c d s"],
    ["p_p", "keep", "s c c"],
    ["p_p", "drop", "s d c"],
    ["p_p", "split", "s d s"],
    ["!_p", "drop", "d d s!"],
    ["", "keep", ""],
  ] as const)("%s with empty pages to %s: %s", (pile, blank, expected) => {
    expect(fates(pile, blank)).toBe(expected);
  });

  test("into letters that hold every page that stays, once and in order", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("start", "continue", "drop")), (given) => {
        const pages = given.map((fate, number) => ({ fate: fate as "start" | "continue" | "drop", number }));
        const letters = lettersOf(pages);
        expect(letters.flat()).toEqual(pages.filter(({ fate }) => fate !== "drop"));
        expect(letters.every((letter) => letter.length > 0)).toBe(true);
      }),
    );
  });
});

test("at least one page and never more than there are is compared", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 100 }), (pages, percent) => {
      const chosen = pagesToCompare(pages, percent, Math.random);
      expect(chosen.size).toBe(Math.min(pages, Math.max(1, Math.ceil((pages * percent) / 100))));
      for (const page of chosen) expect(page >= 1 && page <= pages).toBe(true);
    }),
  );
});

test("a separator sheet says what it belongs to, and other codes say nothing", () => {
  for (const target of ["", "32.40", "32.40-2026-00017", "32.40-2026-00017/01"]) {
    expect(parseSeparatorCode(separatorCode(target))).toBe(target);
  }
  for (const code of ["https://example.org", "klickamt:trennblatt:2", "klickamt:trennblatt:1:<b>", ""]) {
    expect(parseSeparatorCode(code), code).toBeUndefined();
  }
  expect(isTarget("32.40-2026-17")).toBe(false);
});

test("Aktenzeichen are found in recognised text, each once", () => {
  expect(
    findAktenzeichen("Ihr Zeichen: 32.40 - 2026 - 00017/01, unser 7/26, 32.40-2026-00017/01 und 10-2025-00002."),
  ).toEqual(["32.40-2026-00017/01", "10-2025-00002"]);
  expect(findAktenzeichen("Telefon 05251-2026-000171, IBAN DE02 1203 0000")).toEqual([]);
});

test("names of files and folders become titles and remarks that lead nowhere", () => {
  expect(titleOfFile("2026_11_02_Bescheid.final.pdf")).toBe("2026 11 02 Bescheid.final");
  expect(titleOfFile(".pdf")).toBe(".pdf");
  expect(folderOfPath("Bauantrag/../Pläne/Plan 1.pdf")).toBe("Bauantrag/Pläne");
  expect(folderOfPath("a.pdf")).toBe("");
});

test("days are read as people write them", () => {
  expect(["2.11.2026", "02.11.26", "2026-11-02", "2. 11. 2026"].map(typedDay)).toEqual(Array(4).fill("2026-11-02"));
  expect(["31.2.2026", "gestern", "", "1.13.2026"].map(typedDay)).toEqual(Array(4).fill(undefined));
});
