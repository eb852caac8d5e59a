import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { queryWords, termsOfCase, wordsOf } from "./search-terms.ts";

describe("words of a text", () => {
  test.each([
    ["Müller-Lüdenscheidt", ["mueller", "luedenscheidt"]],
    ["Straße Fußgänger", ["strasse", "fussgaenger"]],
    ["Żółkiewski Đorđe Øresund", ["zolkiewski", "dorde", "oresund"]],
    ["Müller, Müller & Söhne", ["mueller", "soehne"]],
    ["Marienplatz 1", ["marienplatz", "1"]],
    ["", []],
  ])("%s", (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  test("keep an Aktenzeichen whole and give its running number too", () => {
    expect(termsOfCase("32.40-2026-00017/01", "Müller", [])).toEqual(["32.40-2026-00017/01", "00017", "17", "mueller"]);
  });

  test("are stored once, also where they differ only behind what is stored", () => {
    const long = "a".repeat(60);
    expect(wordsOf(`${long}b ${long}c`)).toEqual([long]);
  });

  test("are found again by whatever spelling they were typed in", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (text) => {
        const stored = wordsOf(text);
        for (const word of queryWords(text)) {
          expect(stored.some((term) => term >= word.from && term < word.before)).toBe(true);
        }
      }),
    );
  });
});

describe("words of a query", () => {
  test.each([
    ["short words stand for themselves", "ab", "ab", "ab\u0001", undefined],
    ["longer ones for all that begin like them", "mül", "muel", "muel\u{10ffff}", undefined],
    ["endings are tried without", "Bäckereien", "baeckereien", "baeckereien\u{10ffff}", "baeckerei"],
    ["references stay whole", "32.40-2026-00017", "32.40-2026-00017", "32.40-2026-00017\u{10ffff}", undefined],
  ])("%s", (_what, typed, from, before, stem) => {
    expect(queryWords(typed)).toEqual([{ from, before, ...(stem === undefined ? {} : { stem }) }]);
  });

  test("are six at most", () => {
    expect(queryWords("a b c d e f g h")).toHaveLength(6);
  });
});
