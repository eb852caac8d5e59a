import fc from "fast-check";
import { expect, test } from "vitest";
import { plainDay } from "../../../kernel/index.ts";
import { batchStart, checkRecipient, isTarget } from "./delivery.ts";
import { addressOf, changesBetween, matchKeyOf, termsOfEntry } from "./entry.ts";
import { termRanges, wordsOf } from "./search-terms.ts";

const facts = {
  name: "Änne Müller",
  businessName: "Tischlerei Müller",
  rechtsform: "einzelunternehmen",
  owners: ["Änne Müller"],
  strasse: "Lindenstraße",
  hausnummer: "17 a",
  plz: "33098",
  ort: "Paderborn",
  activity: "Herstellung von Möbeln",
};

test("only what differs is a change, with old and new", () => {
  const { businessName: _, ...without } = facts;
  expect(changesBetween(facts, facts)).toEqual([]);
  expect(changesBetween(facts, { ...without, strasse: "Neuer Weg" })).toEqual([
    { what: "businessName", oldValue: "Tischlerei Müller" },
    {
      what: "address",
      oldValue: "Lindenstraße 17 a, 33098 Paderborn",
      newValue: "Neuer Weg 17 a, 33098 Paderborn",
    },
  ]);
});

test.each([
  [{ name: "ÄNNE MÜLLER" }, true],
  [{ name: "Aenne Mueller" }, true],
  [{ strasse: "Lindenstr." }, true],
  [{ strasse: "Linden-Straße" }, true],
  [{ hausnummer: "17A" }, true],
  [{ hausnummer: "17" }, false],
  [{ plz: "33129" }, false],
  [{ name: "Anne Müller" }, false],
])("%j means the same business: %s", (change, same) => {
  expect(matchKeyOf({ ...facts, ...change }) === matchKeyOf(facts)).toBe(same);
});

test("an entry is found by name, business name, address and activity, by their beginnings", () => {
  const terms = termsOfEntry(facts);
  for (const typed of ["mueller", "Müll", "TISCHLEREI", "lindenstrasse", "33098", "möbel", "17"]) {
    const [range] = termRanges(typed);
    expect([typed, terms.some((term) => range !== undefined && term >= range.from && term < range.before)]).toEqual([
      typed,
      true,
    ]);
  }
  expect(addressOf(facts)).toBe("Lindenstraße 17 a, 33098 Paderborn");
});

test("every word of a text lies in its own range, and a range holds beginnings only", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("a", "b", "ß", "Ü", "ł", "1", " ", "-"), maxLength: 30 }), (text) => {
      for (const word of wordsOf(text)) {
        const [range] = termRanges(word);
        expect(range !== undefined && word >= range.from && word < range.before).toBe(true);
        expect(`zz${word}` < (range?.before ?? "")).toBe(false);
      }
    }),
  );
});

test.each([
  ["2026-11-25", "2026-12-01T01:00:00.000Z"],
  ["2026-12-31", "2027-01-01T01:00:00.000Z"],
  ["2027-01-31", "2027-02-01T01:00:00.000Z"],
  ["2027-06-30", "2027-07-01T00:00:00.000Z"],
])("what is certified on %s goes to the statistical office from %s", (day, start) => {
  expect(batchStart(plainDay(day)).toISOString()).toBe(start);
});

test.each([
  ["folder", "ihk-ostwestfalen", true],
  ["folder", "../ihk", false],
  ["folder", "IHK", false],
  ["https", "https://empfang.example/gewerbe?von=1", true],
  ["https", "http://empfang.example/", false],
  ["https", "https://user:secret@empfang.example/", false],
  ["https", "empfang.example", false],
] as const)("%s %s is a target: %s", (adapter, target, right) => {
  expect(isTarget(adapter, target)).toBe(right);
});

test.each([
  ["ihk", true],
  ["registergericht", true],
  ["statistik", false],
  ["zoll", false],
  ["gemeinde", false],
] as const)("%s may waive: %s", (key, may) => {
  const mistakes = checkRecipient({ key, name: "x", adapter: "folder", target: "x", waived: true });
  expect(mistakes.waived === undefined).toBe(may);
});
