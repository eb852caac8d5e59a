import { describe, expect, test } from "vitest";
import { instantInBerlin, plainDay } from "../../../kernel/index.ts";
import { findHoliday, isWorkingDay } from "../../tenants/index.ts";
import type { Case } from "./case.ts";
import { legalClock } from "./legal-clock.ts";

const calendar = { findHoliday, isWorkingDay };
const received = (day: string, dueOn: string, more: Partial<Case> = {}): Case =>
  ({
    receivedAt: instantInBerlin(plainDay(day), 9),
    dueOn: plainDay(dueOn),
    deadline: { days: 3, counting: "working-days", source: "§ 15 Abs. 1 GewO" },
    ...more,
  }) as Case;

describe("the legal clock", () => {
  test.each([
    ["on the day of receipt", "2026-11-23", 3, 0, false],
    ["the day after", "2026-11-24", 2, 1, false],
    ["on the last day", "2026-11-26", 0, 3, false],
    ["one working day late", "2026-11-27", -1, 3, true],
    ["on the weekend after", "2026-11-29", -1, 3, true],
  ])("%s", (_when, today, left, passed, late) => {
    const clock = legalClock(received("2026-11-23", "2026-11-26"), instantInBerlin(plainDay(today), 12), calendar);
    expect(clock).toMatchObject({ days: 3, left, passed, late, met: false });
  });

  test("names the holidays and weekends that do not count", () => {
    const clock = legalClock(
      received("2026-12-23", "2026-12-29"),
      instantInBerlin(plainDay("2026-12-23"), 12),
      calendar,
    );
    expect(clock?.notCounted.map((one) => one.name.de)).toEqual(["1. Weihnachtstag", "2. Weihnachtstag", "Sonntag"]);
    expect(clock).toMatchObject({ left: 3, days: 3 });
  });

  test("stands still once the answer was given", () => {
    const met = received("2026-11-23", "2026-11-26", { deadlineMetAt: instantInBerlin(plainDay("2026-11-24"), 15) });
    const clock = legalClock(met, instantInBerlin(plainDay("2027-03-01"), 12), calendar);
    expect(clock).toMatchObject({ met: true, late: false, left: 2 });
  });

  test("is absent where the law sets no time", () => {
    expect(legalClock({ receivedAt: new Date() } as Case, new Date(), calendar)).toBeUndefined();
  });
});
