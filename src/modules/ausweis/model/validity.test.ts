import fc from "fast-check";
import { expect, test } from "vitest";
import { addMonths, daysBetween, plainDay } from "../../../kernel/index.ts";
import { days } from "./testing/days.ts";
import { lastDayOfProvisional, lastDayOfValidity, validityOf } from "./validity.ts";

test.each([
  ["2002-11-23", "2026-11-22", 6, "§ 6 Abs. 3 PAuswG"],
  ["2002-11-22", "2026-11-22", 10, "§ 6 Abs. 1 PAuswG"],
  ["2004-02-29", "2028-02-28", 6, "§ 6 Abs. 3 PAuswG"],
  ["2026-01-01", "2026-11-22", 6, "§ 6 Abs. 3 PAuswG"],
])("born on %s and applying on %s: %i years, %s", (bornOn, appliedOn, years, source) => {
  expect(validityOf(plainDay(bornOn), plainDay(appliedOn))).toEqual({ years, source });
});

test.each([
  // The specimen of 2021: issued 2 August 2021, good until 1 August 2031.
  ["2021-08-02", 10, "2031-08-01"],
  ["2026-11-22", 6, "2032-11-21"],
  ["2028-02-29", 10, "2038-02-28"],
  ["2028-02-29", 6, "2034-02-28"],
  ["2028-03-01", 10, "2038-02-28"],
  ["2026-03-01", 6, "2032-02-29"],
  ["2027-01-01", 10, "2036-12-31"],
] as const)("issued on %s for %i years it is good until %s", (issuedOn, years, last) => {
  expect(lastDayOfValidity(plainDay(issuedOn), { years, source: "" })).toBe(last);
});

test.each([
  ["2026-11-22", undefined, "2027-02-21"],
  ["2026-11-30", undefined, "2027-02-28"],
  ["2026-11-29", undefined, "2027-02-28"],
  ["2026-11-22", "2026-12-24", "2026-12-24"],
  ["2026-11-22", "2027-12-24", "2027-02-21"],
])("a provisional card of %s, needed until %s, is good until %s", (issuedOn, until, last) => {
  expect(lastDayOfProvisional(plainDay(issuedOn), until === undefined ? undefined : plainDay(until))).toBe(last);
});

test("a provisional card is never good for more than three months", () => {
  fc.assert(
    fc.property(days, (issuedOn) => {
      const last = lastDayOfProvisional(issuedOn);
      expect(last <= addMonths(issuedOn, 3)).toBe(true);
      expect(daysBetween(issuedOn, last)).toBeGreaterThanOrEqual(88);
    }),
  );
});
