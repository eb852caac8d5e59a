import { beginningOf, type PlainDay, parseTypedDay, yearOf } from "../../../kernel/index.ts";

/** Letters are dated ahead around New Year. */
export const latestYear = (today: PlainDay): number => yearOf(today) + 1;

/**
 * A day as people write it. What comes in is dated by the past, often long ago: a letter from 1998 must not come to lie
 * in 2098.
 * @returns undefined where it is none
 */
export function typedDay(text: string, today: PlainDay): PlainDay | undefined {
  return parseTypedDay(text, latestYear(today));
}

/** A field of a form as one text, no longer than `most`. */
export function typedText(value: string | readonly string[] | undefined, most: number): string {
  return beginningOf((typeof value === "string" ? value : (value?.at(-1) ?? "")).normalize("NFC").trim(), most);
}
