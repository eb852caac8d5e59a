import { type PlainDay, parsePlainDay } from "../../../kernel/index.ts";

/** A day as people type it: `1.2.2027`, `01.02.2027` or `2027-02-01`. Undefined where it is none. */
export function dayFromTyped(text: string): PlainDay | undefined {
  const parts = /^(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})$/.exec(text.trim());
  const day =
    parts === null
      ? parsePlainDay(text.trim())
      : parsePlainDay(`${parts[3]}-${(parts[2] ?? "").padStart(2, "0")}-${(parts[1] ?? "").padStart(2, "0")}`);
  // No calendar has a year 0, and the database refuses it.
  return day?.startsWith("0000") === true ? undefined : day;
}
