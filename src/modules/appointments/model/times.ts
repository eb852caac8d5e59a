import type { Language } from "../../../kernel/index.ts";

const clocks = new Intl.DateTimeFormat("de-DE", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Berlin" });

const shown = (instant: Date): string => clocks.format(instant);

/**
 * Time of day in Berlin: `09:30`. In the hour that comes twice, when summer time ends, it says which of the two.
 * @returns `02:30`, or `02:30 (Sommerzeit)` and `02:30 (Winterzeit)`
 */
export function formatTime(instant: Date, language: Language): string {
  const time = shown(instant);
  // The clocks of Berlin repeat the hour from two to three, and no other.
  if (!time.startsWith("02")) return time;
  const hourMs = 3_600_000;
  if (shown(new Date(instant.getTime() + hourMs)) === time) {
    return `${time} (${language === "de" ? "Sommerzeit" : "summer time"})`;
  }
  if (shown(new Date(instant.getTime() - hourMs)) === time) {
    return `${time} (${language === "de" ? "Winterzeit" : "winter time"})`;
  }
  return time;
}

/** `8`, `8:30`, `08.30` or `24:00` as minutes since midnight. @returns undefined where it is no time of day */
export function parseTimeOfDay(text: string): number | undefined {
  const match = /^\s*(\d{1,2})(?:[:.](\d{2}))?\s*$/.exec(text);
  if (match === null) return undefined;
  const minute = Number(match[1]) * 60 + Number(match[2] ?? "0");
  return Number(match[2] ?? "0") < 60 && minute <= 1440 ? minute : undefined;
}

/** `08:30`; 1440 as `24:00`. */
export function formatMinute(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}
