import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, type PlainDay, plainDay } from "../../../kernel/index.ts";
import { compileFeel } from "../../../platform/feel/index.ts";
import { ageOn, birthdayOf } from "./age.ts";
import { days } from "./testing/days.ts";

test.each([
  ["2010-11-22", "2026-11-21", 15],
  ["2010-11-22", "2026-11-22", 16],
  ["2004-02-29", "2028-02-28", 23],
  ["2004-02-29", "2028-02-29", 24],
  ["2003-02-28", "2027-02-28", 24],
  ["2012-02-29", "2022-02-28", 9],
  ["2012-02-29", "2022-03-01", 10],
  ["2026-11-22", "2026-11-22", 0],
  ["2026-11-23", "2026-11-22", -1],
])("born on %s, on %s somebody is %i", (bornOn, day, age) => {
  expect(ageOn(plainDay(bornOn), plainDay(day))).toBe(age);
});

test("a birthday is the first day of an age", () => {
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 110 }), (bornOn, years) => {
      const first = birthdayOf(bornOn, years);
      expect(ageOn(bornOn, first)).toBe(years);
      expect(ageOn(bornOn, addDays(first, -1))).toBe(years - 1);
    }),
  );
});

test("conditions of forms count ages in the same way", () => {
  const younger = compileFeel('born > today() - duration("P24Y")');
  fc.assert(
    fc.property(days, days, (born, today) => {
      expect(younger.evaluate({ born, today })).toBe(ageOn(born, today) < 24);
    }),
    { numRuns: 2000, examples: [["2004-02-29" as PlainDay, "2028-02-28" as PlainDay]] },
  );
});
