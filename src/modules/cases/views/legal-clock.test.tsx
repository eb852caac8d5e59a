import { renderToString } from "preact-render-to-string";
import { describe, expect, test } from "vitest";
import { plainDay } from "../../../kernel/index.ts";
import type { ViewContext } from "../../../platform/ui/index.ts";
import type { LegalClock } from "../model/legal-clock.ts";
import { Clock } from "./legal-clock.tsx";

const clock: LegalClock = {
  what: { de: "Bescheinigung", en: "Certificate" },
  dueOn: plainDay("2026-11-26"),
  counting: "working-days",
  source: "§ 15 Abs. 1 GewO",
  days: 3,
  passed: 0,
  left: 3,
  met: false,
  late: false,
  notCounted: [],
};
const textOf = (language: "de" | "en", more: Partial<LegalClock>) =>
  renderToString(<Clock view={{ language } as ViewContext} clock={{ ...clock, ...more }} />);

describe("the clock of a case", () => {
  test.each([
    ["on the day of receipt", { passed: 0, left: 3 }, "0 von 3 Werktagen vorbei", "0 of 3 working days gone"],
    ["on the way", { passed: 2, left: 1 }, "2. von 3 Werktagen", "day 2 of 3 working days"],
    ["on the last day, which is not over yet", { passed: 3, left: 0 }, "3. von 3 Werktagen", "day 3 of 3 working days"],
    ["too late", { passed: 3, left: -1, late: true }, "3 von 3 Werktagen vorbei", "3 of 3 working days gone"],
  ])("says how far the time has run: %s", (_when, more, german, english) => {
    expect(textOf("de", more)).toContain(german);
    expect(textOf("en", more)).toContain(english);
    if (!("late" in more) && more.passed > 0) expect(textOf("de", more)).not.toContain("vorbei");
  });

  test("has no bar once the answer was given", () => {
    expect(textOf("de", { met: true })).not.toContain("von 3 Werktagen");
  });
});
