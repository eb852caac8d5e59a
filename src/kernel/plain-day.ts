import type { Language } from "./language.ts";

/** A calendar day `YYYY-MM-DD`. Legal days are days in Europe/Berlin. */
export type PlainDay = string & { readonly __unit: "day" };

const berlin = "Europe/Berlin";

/**
 * @param text `YYYY-MM-DD`
 * @returns undefined where there is no such day (30 February), nor such a year: no calendar has a year 0, and the
 * database refuses it
 */
export function parsePlainDay(text: string): PlainDay | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith("0000")) return undefined;
  const month = Number(text.slice(5, 7));
  const day = Number(text.slice(8));
  if (month < 1 || month > 12 || day < 1 || day > daysIn(Number(text.slice(0, 4)), month)) return undefined;
  return text as PlainDay;
}

/** The year of a day. */
export const yearOf = (day: PlainDay): number => Number(day.slice(0, 4));

/** The year that two digits stand for: the last one that is no later than `latest`. */
export function fullYear(twoDigits: string, latest: number): string {
  const year = latest - (latest % 100) + Number(twoDigits);
  return String(year > latest ? year - 100 : year);
}

/**
 * A day as people write it: `31.12.2026`, `31.12.26`, or `2026-12-31`.
 * @param latest the last year that two digits stand for, for days of the past; without it they are of this century
 */
export function parseTypedDay(text: string, latest = 2099): PlainDay | undefined {
  const german = /^\s*(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{2}|\d{4})\s*$/.exec(text);
  if (german === null) return parsePlainDay(text.trim());
  const [, day = "", month = "", typed = ""] = german;
  const year = typed.length === 2 ? fullYear(typed, latest) : typed;
  return parsePlainDay(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
}

/** @param month 1 to 12 */
function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

// Days are counted as milliseconds of UTC, which has no summer time: pages do this often, and `Temporal` is ten times
// as slow. Zones are left to it.
const dayMs = 86_400_000;
const startOf = (day: PlainDay): number => Date.parse(`${day}T00:00:00Z`);

/** @throws RangeError where there is no such day: for constants and stored values */
export function plainDay(text: string): PlainDay {
  const day = parsePlainDay(text);
  if (day === undefined) throw new RangeError(`no such day: ${text}`);
  return day;
}

/** Offsets from UTC change at full quarters of an hour only, so within one the day stays the same. */
const quarterHourMs = 900_000;
let lastQuarter = Number.NaN;
let lastDay = "" as PlainDay;

/** The day in Europe/Berlin on which an instant falls. */
export function dayInBerlin(instant: Date): PlainDay {
  const quarter = Math.floor(instant.getTime() / quarterHourMs);
  if (quarter !== lastQuarter) {
    lastDay = dayOf(instant);
    lastQuarter = quarter;
  }
  return lastDay;
}

function dayOf(instant: Date): PlainDay {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(berlin)
    .toPlainDate()
    .toString() as PlainDay;
}

/** The instant at which a time of day is shown by the clocks of Berlin (the later one does not exist: shifted forward). */
export function instantInBerlin(day: PlainDay, hour = 0, minute = 0): Date {
  const zoned = Temporal.PlainDate.from(day).toZonedDateTime({
    timeZone: berlin,
    plainTime: { hour, minute },
  });
  return new Date(zoned.epochMilliseconds);
}

/** @throws RangeError beyond the year 9999 */
export function addDays(day: PlainDay, days: number): PlainDay {
  return plainDay(new Date(startOf(day) + days * dayMs).toISOString().slice(0, 10));
}

/** The last day of the month where it is shorter: a month after 31 January is 28 February. */
export function addMonths(day: PlainDay, months: number): PlainDay {
  const count = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const year = Math.floor(count / 12);
  const month = (count % 12) + 1;
  const last = Math.min(Number(day.slice(8)), daysIn(year, month));
  return plainDay(
    `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(last).padStart(2, "0")}`,
  );
}

/** 1 Monday … 7 Sunday. */
export function weekday(day: PlainDay): number {
  return new Date(startOf(day)).getUTCDay() || 7;
}

/** Days from one to the other; negative when `to` is earlier. */
export function daysBetween(from: PlainDay, to: PlainDay): number {
  return (startOf(to) - startOf(from)) / dayMs;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(key: string, language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = `${key}:${language}`;
  let found = formats.get(name);
  if (found === undefined) {
    found = new Intl.DateTimeFormat(language === "de" ? "de-DE" : "en-GB", options);
    formats.set(name, found);
  }
  return found;
}

/** `Mittwoch, 25. November 2026`. */
export function formatDay(day: PlainDay, language: Language): string {
  return format("day", language, { dateStyle: "full", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
}

/** `25.11.2026`. */
export function formatDayShort(day: PlainDay, language: Language): string {
  return format("short", language, { day: "2-digit", month: "2-digit", year: "numeric", timeZone: "UTC" }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

/** `25. November 2026 um 14:05 Uhr` in Berlin. */
export function formatInstant(instant: Date, language: Language): string {
  const text = format("instant", language, { dateStyle: "long", timeStyle: "short", timeZone: berlin }).format(instant);
  return language === "de" ? `${text} Uhr` : text;
}
