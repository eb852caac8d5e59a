import { addDays, type PlainDay } from "../../kernel/index.ts";
import { isWorkingDay } from "../../modules/tenants/index.ts";

/** So many working days before a day. */
export function workingDayBefore(today: PlainDay, workingDays: number): PlainDay {
  let day = today;
  for (let left = workingDays; left > 0; ) {
    day = addDays(day, -1);
    if (isWorkingDay(day)) left--;
  }
  return day;
}

export const earlier = (a: Date, b: Date): Date => (a < b ? a : b);

export const later = (a: Date, b: Date): Date => (a > b ? a : b);

export const minutesAfter = (instant: Date, minutes: number): Date => new Date(instant.getTime() + minutes * 60_000);
