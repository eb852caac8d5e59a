import { addDays, type Localized, type PlainDay, plainDay, weekday } from "../../../kernel/index.ts";

export interface Holiday {
  readonly day: PlainDay;
  readonly name: Localized;
}

const pad = (value: number): string => String(value).padStart(2, "0");

/** Easter Sunday of the Gregorian calendar (Gauss, in the form of Meeus, Jones and Butcher). */
function easterSunday(year: number): PlainDay {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return plainDay(`${year}-${pad(Math.floor(n / 31))}-${pad((n % 31) + 1)}`);
}

const years = new Map<number, readonly Holiday[]>();

/**
 * The eleven public holidays of North Rhine-Westphalia, in order.
 * Source: § 2 Abs. 1 Feiertagsgesetz NW.
 */
export function listHolidays(year: number): readonly Holiday[] {
  let holidays = years.get(year);
  if (holidays === undefined) {
    const easter = easterSunday(year);
    const fixed = (date: string): PlainDay => plainDay(`${year}-${date}`);
    const entry = (day: PlainDay, de: string, en: string): Holiday => ({ day, name: { de, en } });
    holidays = [
      entry(fixed("01-01"), "Neujahr", "New Year’s Day"),
      entry(addDays(easter, -2), "Karfreitag", "Good Friday"),
      entry(addDays(easter, 1), "Ostermontag", "Easter Monday"),
      entry(fixed("05-01"), "Tag der Arbeit", "Labour Day"),
      entry(addDays(easter, 39), "Christi Himmelfahrt", "Ascension Day"),
      entry(addDays(easter, 50), "Pfingstmontag", "Whit Monday"),
      entry(addDays(easter, 60), "Fronleichnam", "Corpus Christi"),
      entry(fixed("10-03"), "Tag der Deutschen Einheit", "Day of German Unity"),
      entry(fixed("11-01"), "Allerheiligen", "All Saints’ Day"),
      entry(fixed("12-25"), "1. Weihnachtstag", "Christmas Day"),
      entry(fixed("12-26"), "2. Weihnachtstag", "Boxing Day"),
    ].sort((a, b) => a.day.localeCompare(b.day));
    years.set(year, holidays);
  }
  return holidays;
}

/** The public holiday of NRW on this day. */
export function findHoliday(day: PlainDay): Holiday | undefined {
  return listHolidays(Number(day.slice(0, 4))).find((holiday) => holiday.day === day);
}

/** Monday to Friday, and no public holiday: the days that § 31 Abs. 3 VwVfG NRW leaves. */
export function isWorkingDay(day: PlainDay): boolean {
  return weekday(day) <= 5 && findHoliday(day) === undefined;
}

/** This day where it is a working day, else the first one after it. */
export function nextWorkingDay(day: PlainDay): PlainDay {
  let next = day;
  while (!isWorkingDay(next)) next = addDays(next, 1);
  return next;
}

/** The working day so many working days after this day, which itself does not count. @param days 0 or more */
export function addWorkingDays(day: PlainDay, days: number): PlainDay {
  let end = day;
  for (let left = days; left > 0; left--) end = nextWorkingDay(addDays(end, 1));
  return end;
}

/**
 * Last day of a time that starts with an event on `startDay`. That day does not count (§ 31 Abs. 1 VwVfG NRW,
 * § 187 Abs. 1 BGB). Calendar days that end on a Saturday, a Sunday or a holiday end with the next working day
 * (§ 31 Abs. 3 VwVfG NRW).
 */
export function deadlineEnd(startDay: PlainDay, days: number, counting: "working-days" | "calendar-days"): PlainDay {
  return counting === "working-days" ? addWorkingDays(startDay, days) : nextWorkingDay(addDays(startDay, days));
}

/** Last day for the statistical offices. Source: § 3 Abs. 5 Satz 2 GewAnzV. */
export function firstWorkingDayOfNextMonth(day: PlainDay): PlainDay {
  const [year, month] = day.split("-").map(Number) as [number, number];
  return nextWorkingDay(plainDay(month === 12 ? `${year + 1}-01-01` : `${year}-${pad(month + 1)}-01`));
}
