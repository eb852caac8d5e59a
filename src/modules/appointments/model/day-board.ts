import type { PlainDay } from "../../../kernel/index.ts";
import type { Appointment } from "./appointment.ts";
import { type Calendar, isServed, openSpans } from "./slots.ts";

const rowMs = 15 * 60_000;

/** A quarter of an hour at a counter. */
export interface BoardCell {
  readonly counterId: string;
  /** The counter serves then, whatever is booked. */
  readonly served: boolean;
  /** Appointments that begin here, by time. */
  readonly appointments: readonly Appointment[];
  /** First moment of it at which the counter serves and nothing is booked: where something can be moved to. */
  readonly freeFrom: Date | undefined;
}

/** A quarter of an hour at all counters of a place. */
export interface BoardRow {
  readonly start: Date;
  readonly cells: readonly BoardCell[];
}

/**
 * A day of a place as a table: quarters of an hour by counters, from the first opening or appointment to the last one.
 * @param appointments of this day and these counters
 */
export function dayBoard(
  calendar: Calendar,
  placeId: string,
  day: PlainDay,
  appointments: readonly Appointment[],
): readonly BoardRow[] {
  const spans = [
    ...openSpans(calendar, placeId, day),
    ...appointments.map(({ start, end }) => ({ start: start.getTime(), end: end.getTime() })),
  ];
  if (spans.length === 0) return [];
  const first = Math.floor(Math.min(...spans.map(({ start }) => start)) / rowMs) * rowMs;
  const last = Math.max(...spans.map(({ end }) => end));
  const counters = calendar.counters.filter((counter) => counter.placeId === placeId);
  const rows: BoardRow[] = [];
  for (let start = first; start < last; start += rowMs) {
    const end = start + rowMs;
    const cells = counters.map((counter): BoardCell => {
      const own = appointments.filter(({ counterId }) => counterId === counter.counterId);
      const served = isServed(calendar, counter, new Date(start), new Date(start + 60_000));
      let free = start;
      for (const one of own) if (one.start.getTime() <= free && free < one.end.getTime()) free = one.end.getTime();
      return {
        counterId: counter.counterId,
        served,
        appointments: own.filter((one) => start <= one.start.getTime() && one.start.getTime() < end),
        freeFrom: served && free < end ? new Date(free) : undefined,
      };
    });
    // Between two openings the table would only be long.
    if (cells.some((cell) => cell.served || cell.appointments.length > 0)) rows.push({ start: new Date(start), cells });
  }
  return rows;
}
