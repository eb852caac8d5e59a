import { addDays, dayInBerlin, instantInBerlin, type PlainDay, weekday } from "../../../kernel/index.ts";
import { type Closure, type Counter, minutesFor, type Opening, type Service } from "./places.ts";

const minuteMs = 60_000;

/** A span of time at a counter that is taken. */
export interface Busy {
  readonly counterId: string;
  readonly start: Date;
  readonly end: Date;
}

/** A time at which an appointment can begin. */
export interface Slot {
  readonly start: Date;
  readonly end: Date;
  readonly placeId: string;
  /** Counters that are free for the whole of it, by their position. */
  readonly counterIds: readonly string[];
}

/** When counters serve: everything that slots are computed from, but for what is booked. */
export interface Calendar {
  readonly counters: readonly Counter[];
  readonly openings: readonly Opening[];
  readonly closures: readonly Closure[];
  /** Public holidays: every place is closed. */
  isHoliday(day: PlainDay): boolean;
}

/** The instant of a minute of a day in Berlin. @param minute 0 to 1440 */
export function instantOfMinute(day: PlainDay, minute: number): Date {
  return minute >= 1440 ? instantInBerlin(addDays(day, 1)) : instantInBerlin(day, Math.floor(minute / 60), minute % 60);
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Spans in which a place is open on a day, as instants: on the days on which clocks change, an hour longer or shorter. */
export function openSpans(calendar: Calendar, placeId: string, day: PlainDay): readonly Span[] {
  if (calendar.isHoliday(day)) return [];
  const dayOfWeek = weekday(day);
  return calendar.openings
    .filter((opening) => opening.placeId === placeId && opening.weekday === dayOfWeek)
    .map(({ fromMinute, toMinute }) => ({
      start: instantOfMinute(day, fromMinute).getTime(),
      end: instantOfMinute(day, toMinute).getTime(),
    }))
    .filter((span) => span.start < span.end)
    .sort((one, other) => one.start - other.start);
}

const closes = (closure: Closure, counter: Counter): boolean =>
  closure.placeId === counter.placeId && (closure.counterId === undefined || closure.counterId === counter.counterId);

/** Whether a counter serves for the whole of a time, whatever is booked there. */
export function isServed(calendar: Calendar, counter: Counter, start: Date, end: Date): boolean {
  const inside = openSpans(calendar, counter.placeId, dayInBerlin(start)).some(
    (span) => span.start <= start.getTime() && end.getTime() <= span.end,
  );
  return inside && !calendar.closures.some((one) => closes(one, counter) && one.start < end && start < one.end);
}

/** Whether one of the spans, sorted and without overlaps, meets this one. */
function meets(spans: readonly Span[], start: number, end: number): boolean {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle] as Span).end <= start) low = middle + 1;
    else high = middle;
  }
  const next = spans[low];
  return next !== undefined && next.start < end;
}

/** Sorted, and joined where they overlap. */
function joined(spans: Span[]): readonly Span[] {
  const result: { start: number; end: number }[] = [];
  for (const span of spans.sort((one, other) => one.start - other.start)) {
    const last = result.at(-1);
    if (last !== undefined && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else result.push({ ...span });
  }
  return result;
}

/**
 * The free times of a service, in order: opening hours without holidays, closures, absences and what is booked or held.
 * They begin every `service.minutes` from each opening, counted in time that passes, so that on the night when the
 * clocks go back the hour that comes twice has times twice.
 * @param search.from first day
 * @param search.days how many days, 1 or more
 * @param search.busy at these counters, in any order
 */
export function freeSlots(
  calendar: Calendar,
  search: {
    readonly service: Service;
    readonly people: number;
    readonly from: PlainDay;
    readonly days: number;
    readonly busy: readonly Busy[];
    readonly now: Date;
  },
): readonly Slot[] {
  const { service, now } = search;
  const lengthMs = minutesFor(service, search.people) * minuteMs;
  const stepMs = service.minutes * minuteMs;
  const earliest = now.getTime() + service.leadMinutes * minuteMs;
  const lastDay = addDays(dayInBerlin(now), service.horizonDays);
  const counters = calendar.counters
    .filter((counter) => counter.services.includes(service.key))
    .sort((one, other) => one.position - other.position);
  const taken = new Map<string, Span[]>(counters.map(({ counterId }) => [counterId, []]));
  for (const { counterId, start, end } of search.busy) {
    taken.get(counterId)?.push({ start: start.getTime(), end: end.getTime() });
  }
  const blocked = counters.map((counter) => ({
    counter,
    spans: joined([
      ...(taken.get(counter.counterId) ?? []),
      ...calendar.closures
        .filter((one) => closes(one, counter))
        .map(({ start, end }) => ({ start: start.getTime(), end: end.getTime() })),
    ]),
  }));
  const places = [...new Set(counters.map(({ placeId }) => placeId))];
  const slots: Slot[] = [];
  for (let offset = 0; offset < search.days; offset++) {
    const day = addDays(search.from, offset);
    if (day > lastDay) break;
    for (const placeId of places) {
      const here = blocked.filter(({ counter }) => counter.placeId === placeId);
      for (const span of openSpans(calendar, placeId, day)) {
        for (let start = span.start; start + lengthMs <= span.end; start += stepMs) {
          if (start < earliest) continue;
          const end = start + lengthMs;
          const counterIds = here
            .filter(({ spans }) => !meets(spans, start, end))
            .map(({ counter }) => counter.counterId);
          if (counterIds.length > 0) slots.push({ start: new Date(start), end: new Date(end), placeId, counterIds });
        }
      }
    }
  }
  return slots.sort((one, other) => one.start.getTime() - other.start.getTime());
}
