import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allowedSlips, asTerm, beginningWith, foldLetters, slipsBetween, soughtBy, wordsIn } from "./words.ts";

const texts = fc.string({ unit: "grapheme", maxLength: 30 });

describe("Folded letters", () => {
  test.each([
    ["MÜLLER", "mueller", "muller"],
    ["Mu\u0308ller", "mueller", "muller"],
    ["Straße, STRAẞE", "strasse, strasse", "strasse, strasse"],
    ["Łódź", "lodz", "lodz"],
    ["Đorđe Øresund Þór", "dorde oresund thor", "dorde oresund thor"],
    ["Yıldırım İnönü", "yildirim inoenue", "yildirim inonu"],
    ["Ǽrø ǿ", "aero o", "aero o"],
    ["Αθήνα Москва", "αθηνα москва", "αθηνα москва"],
    ["32.40-2026-00017/01", "32.40-2026-00017/01", "32.40-2026-00017/01"],
  ])("%s is %s, or %s where umlauts are typed without dots", (text, spelledOut, dropped) => {
    expect([foldLetters(text, "ae"), foldLetters(text, "a")]).toEqual([spelledOut, dropped]);
  });

  test("stay as they are when folded again, however they were composed", () => {
    fc.assert(
      fc.property(texts, fc.constantFrom("ae" as const, "a" as const), (text, umlaut) => {
        const folded = foldLetters(text, umlaut);
        expect(foldLetters(folded, umlaut)).toBe(folded);
        expect(foldLetters(text.normalize("NFD"), umlaut)).toBe(folded);
        expect(folded).not.toMatch(/\p{M}/u);
      }),
    );
  });
});

describe("Words and terms", () => {
  test("are letters and digits, in their order, as often as they stand there", () => {
    expect(wordsIn("tischlerei müller & söhne, haus 17a – müller")).toEqual([
      "tischlerei",
      "müller",
      "söhne",
      "haus",
      "17a",
      "müller",
    ]);
    expect(wordsIn("?! …")).toEqual([]);
  });

  test("a term has 60 characters at most and no half of one", () => {
    expect(asTerm("kurz")).toBe("kurz");
    expect(asTerm("a".repeat(100))).toBe("a".repeat(60));
    expect(asTerm(`${"a".repeat(59)}\u{20000}`).isWellFormed()).toBe(true);
  });
});

describe("What a typed word looks for", () => {
  const holds = (term: string, { from, before }: { from: string; before: string }): boolean =>
    Buffer.compare(Buffer.from(term), Buffer.from(from)) >= 0 &&
    Buffer.compare(Buffer.from(term), Buffer.from(before)) < 0;

  test.each([
    ["mül", "müller", true],
    ["müller", "müller", true],
    ["müller", "mül", false],
    ["mül", "mum", false],
    ["an", "an", true],
    ["an", "anna", false],
    ["an", "am", false],
  ])("%s finds %s: %s", (typed, term, found) => {
    expect(holds(term, soughtBy(typed))).toBe(found);
  });

  test("a beginning finds exactly what begins so, in the order of bytes", () => {
    const words = fc.string({ unit: fc.constantFrom("a", "b", "z", "ı", "я", "\u{20000}"), maxLength: 6 });
    fc.assert(
      fc.property(words, words, (beginning, term) => {
        expect(holds(term, beginningWith(beginning))).toBe(term.startsWith(beginning));
      }),
    );
  });
});

describe("Slips", () => {
  test.each([
    ["gewreb", "gewerb", 1],
    ["anmeld", "abmeld", 1],
    ["anmeld", "ummeld", 2],
    ["", "ab", 2],
    ["gleich", "gleich", 0],
    ["kurz", "laengeres", 3],
  ])("%s and %s are %i apart", (one, other, slips) => {
    expect(slipsBetween(one, other, 2)).toBe(slips);
    expect(slipsBetween(other, one, 2)).toBe(slips);
  });

  test("are the fewer allowed the shorter the word", () => {
    expect(["amt", "pass", "gewerbe", "anmelden"].map(allowedSlips)).toEqual([0, 1, 1, 2]);
  });
});
