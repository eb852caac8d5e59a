import { dayInBerlin, instantInBerlin, type PlainDay, parsePlainDay } from "../../../kernel/index.ts";

/** The instant an ISO 8601 duration from now, counted by the calendar and clocks of Berlin. */
export function instantAfter(now: Date, duration: string): Date {
  const zoned = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO("Europe/Berlin");
  return new Date(zoned.add(Temporal.Duration.from(duration)).epochMilliseconds);
}

/** The day an ISO 8601 duration from now. */
export function dayAfter(now: Date, duration: string): PlainDay {
  return dayInBerlin(instantAfter(now, duration));
}

/** The instant of a timer: a day begins at midnight in Berlin. */
export function instantOf(at: string): Date {
  const day = parsePlainDay(at);
  return day === undefined ? new Date(at) : instantInBerlin(day);
}

/** The earlier of two days, where there are any. */
export function earlierDay(a: PlainDay | undefined, b: PlainDay | undefined): PlainDay | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
}
