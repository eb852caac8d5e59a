import { beginningOf, type PlainDay, parsePlainDay } from "../../../kernel/index.ts";

/**
 * The year that two digits stand for: the latest that is no later than the next one. What comes in is dated by the past,
 * often long ago; a letter from 1998 must not come to lie in 2098. The next year is there for letters that are dated ahead
 * around New Year.
 */
export function fullYear(twoDigits: string, today: PlainDay): string {
  const latest = Number(today.slice(0, 4)) + 1;
  const year = latest - (latest % 100) + Number(twoDigits);
  return String(year > latest ? year - 100 : year);
}

/**
 * A day as people write it: `2.11.2026`, `02.11.26`, `2026-11-02`.
 * @param today what years of two digits are read by
 * @returns undefined where it is none
 */
export function typedDay(text: string, today: PlainDay): PlainDay | undefined {
  const [, day = "", month = "", year = ""] = /^(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4}|\d{2})$/.exec(text.trim()) ?? [];
  if (year === "") return parsePlainDay(text.trim());
  return parsePlainDay(
    `${year.length === 2 ? fullYear(year, today) : year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`,
  );
}

/** A field of a form as one text, no longer than `most`. */
export function typedText(value: string | readonly string[] | undefined, most: number): string {
  return beginningOf((typeof value === "string" ? value : (value?.at(-1) ?? "")).normalize("NFC").trim(), most);
}
