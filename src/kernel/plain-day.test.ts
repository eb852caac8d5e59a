import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  addMonths,
  daysBetween,
  type PlainDay,
  parsePlainDay,
  parseTypedDay,
  plainDay,
  weekday,
} from "./plain-day.ts";

const two = (value: number) => String(value).padStart(2, "0");
const days = fc
  .date({ min: new Date("0300-01-01"), max: new Date("9700-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10) as PlainDay);
const temporal = (day: PlainDay) => Temporal.PlainDate.from(day);

describe("a day", () => {
  test("is one exactly where the calendar has it", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9999 }),
        fc.integer({ min: 0, max: 14 }),
        fc.integer({ min: 0, max: 33 }),
        (year, month, day) => {
          const text = `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
          let known = true;
          try {
            Temporal.PlainDate.from(text, { overflow: "reject" });
          } catch {
            known = false;
          }
          expect(parsePlainDay(text)).toBe(known ? text : undefined);
        },
      ),
      { numRuns: 2000 },
    );
    for (const text of ["", "2026-1-1", "2026-01-01T00:00", " 2026-01-01", "+2026-01-01", "0000-01-01"]) {
      expect(parsePlainDay(text)).toBeUndefined();
    }
  });

  test("is counted on and compared as the calendar does", () => {
    fc.assert(
      fc.property(
        days,
        fc.integer({ min: -40_000, max: 40_000 }),
        fc.integer({ min: -600, max: 600 }),
        (day, count, months) => {
          expect(addDays(day, count)).toBe(temporal(day).add({ days: count }).toString());
          expect(addMonths(day, months)).toBe(temporal(day).add({ months }).toString());
          expect(daysBetween(day, addDays(day, count))).toBe(count);
          expect(weekday(day)).toBe(temporal(day).dayOfWeek);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("is read as people write it; a year of two digits is of this century, or the last one that may be meant", () => {
    for (const text of ["2.11.2026", "02.11.26", " 2. 11. 2026 ", "2026-11-02"])
      expect(parseTypedDay(text)).toBe("2026-11-02");
    for (const text of ["31.2.2026", "gestern", "", "1.13.2026", "2.11.126"])
      expect(parseTypedDay(text)).toBeUndefined();
    expect(parseTypedDay("2.11.98")).toBe("2098-11-02");
    expect(["2.11.98", "2.11.00", "2.11.26", "2.11.27"].map((text) => parseTypedDay(text, 2026))).toEqual([
      "1998-11-02",
      "2000-11-02",
      "2026-11-02",
      "1927-11-02",
    ]);
    expect(parseTypedDay("2.1.00", 2100)).toBe("2100-01-02");
  });

  test("that is none is refused where it is stored", () => {
    expect(() => plainDay("2026-02-30")).toThrow(RangeError);
  });
});
