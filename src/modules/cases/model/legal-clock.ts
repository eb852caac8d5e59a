import { addDays, dayInBerlin, daysBetween, type Localized, type PlainDay, weekday } from "../../../kernel/index.ts";
import type { Case, Deadline } from "./case.ts";

/** How far the statutory time of a case has run. The clock stands still once the answer has been given. */
export interface LegalClock {
  readonly what: Localized;
  readonly dueOn: PlainDay;
  readonly counting: Deadline["counting"];
  readonly source: string;
  /** Length of the time, and how much of it is over, in days as they are counted. */
  readonly days: number;
  readonly passed: number;
  /** Days from today to the last day, as they are counted; negative when it is over. */
  readonly left: number;
  readonly met: boolean;
  /** The answer came, or did not come, after the last day. */
  readonly late: boolean;
  /** Holidays and weekends that are not counted. */
  readonly notCounted: readonly { readonly day: PlainDay; readonly name: Localized }[];
}

/** What the clock has to know of the calendar. */
export interface Calendar {
  isWorkingDay(day: PlainDay): boolean;
  findHoliday(day: PlainDay): { readonly name: Localized } | undefined;
}

const weekend: Record<number, Localized> = {
  6: { de: "Samstag", en: "Saturday" },
  7: { de: "Sonntag", en: "Sunday" },
};

/** Days counted after the first up to and including the second; negative when it is earlier. */
function countedDays(from: PlainDay, to: PlainDay, counts: (day: PlainDay) => boolean): number {
  const [first, last, sign] = from <= to ? [from, to, 1] : [to, from, -1];
  let counted = 0;
  for (let day = addDays(first, 1); day <= last; day = addDays(day, 1)) if (counts(day)) counted += 1;
  return counted * sign || 0;
}

/** @returns undefined where the law sets no time */
export function legalClock(subject: Case, now: Date, calendar: Calendar): LegalClock | undefined {
  const { deadline, dueOn } = subject;
  if (deadline === undefined || dueOn === undefined) return undefined;
  const start = dayInBerlin(subject.receivedAt);
  const until = dayInBerlin(subject.deadlineMetAt ?? now);
  const working = deadline.counting === "working-days";
  const counts = (day: PlainDay) => !working || calendar.isWorkingDay(day);
  const total = Math.max(1, countedDays(start, dueOn, counts));
  const notCounted = [];
  for (let day = addDays(start, 1); day <= dueOn; day = addDays(day, 1)) {
    const name = calendar.findHoliday(day)?.name ?? (working ? weekend[weekday(day)] : undefined);
    if (name !== undefined && notCounted.length < 20) notCounted.push({ day, name });
  }
  return {
    what: deadline.what ?? { de: "Antwort", en: "Answer" },
    dueOn,
    counting: deadline.counting,
    source: deadline.source,
    days: total,
    passed: Math.min(total, Math.max(0, countedDays(start, until, counts))),
    left: countedDays(until, dueOn, counts),
    met: subject.deadlineMetAt !== undefined,
    late: daysBetween(dueOn, until) > 0,
    notCounted,
  };
}
