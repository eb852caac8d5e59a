import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { plainDay } from "../../../kernel/index.ts";
import { deletionRules, mustBeDeleted, registerRetention } from "./retention.ts";

test.each([
  ["2026-11-22", "2031-11-22"],
  ["2028-02-29", "2033-02-28"],
])("what belongs to a card that expired on %s is gone after %s", (validUntil, last) => {
  expect(registerRetention(plainDay(validUntil))).toEqual({ latest: last });
  expect(mustBeDeleted(plainDay(validUntil), plainDay(last))).toBe(false);
});

test("on the day after the five years it must be gone", () => {
  expect(mustBeDeleted(plainDay("2026-11-22"), plainDay("2031-11-23"))).toBe(true);
});

test("once a new card is issued it may go, but never has to wait beyond the five years", () => {
  const validUntil = plainDay("2026-11-22");
  expect(registerRetention(validUntil, plainDay("2026-10-01"))).toEqual({
    earliest: "2026-10-01",
    latest: "2031-11-22",
  });
  expect(registerRetention(validUntil, plainDay("2040-10-01"))).toEqual({
    earliest: "2031-11-22",
    latest: "2031-11-22",
  });
});

const laws = resolve(process.env.KLICKAMT_STANDARDS ?? "../shared/standards", "laws");
test.skipIf(!existsSync(laws))(`the law says so (${laws})`, () => {
  const law = readFileSync(resolve(laws, "PAuswG-BJNR134610009.md"), "utf8");
  const decree = readFileSync(resolve(laws, "PAuswV-BJNR146000010.md"), "utf8");
  expect(law).toMatch(/höchstens jedoch bis zu fünf Jahre nach dem Ablauf der Gültigkeit des Ausweises/);
  expect(law.slice(law.indexOf("# § 26 –"), law.indexOf("# § 27 –"))).toMatch(
    /\(2\) .*Fingerabdrücke sind spätestens nach Aushändigung des Personalausweises .* zu löschen/,
  );
  expect(decree.slice(decree.indexOf("# § 6a –"), decree.indexOf("# § 7 –"))).toContain(
    "längstens jedoch für 96 Stunden",
  );
  expect(new Set(deletionRules.map(({ key }) => key)).size).toBe(deletionRules.length);
});
