import { type PlainDay, parsePlainDay } from "../../../kernel/index.ts";

/** A day as people write it: `2.11.2026`, `02.11.26`, `2026-11-02`. @returns undefined where it is none */
export function typedDay(text: string): PlainDay | undefined {
  const [, day = "", month = "", year = ""] = /^(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4}|\d{2})$/.exec(text.trim()) ?? [];
  if (year === "") return parsePlainDay(text.trim());
  return parsePlainDay(`${year.length === 2 ? `20${year}` : year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
}

/** A field of a form as one text, no longer than `most`. */
export function typedText(value: string | readonly string[] | undefined, most: number): string {
  return (typeof value === "string" ? value : (value?.at(-1) ?? "")).normalize("NFC").trim().slice(0, most);
}
