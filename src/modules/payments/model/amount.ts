import { type Cents, cents } from "../../../kernel/index.ts";

/** An amount as people type it: `46`, `46,00`, `1.234,56`, `45.99 €`. @returns undefined for anything else, and for zero */
export function parseAmount(text: string): Cents | undefined {
  const plain = text.replaceAll(/[\s€]|EUR/g, "");
  const german = /^(\d{1,3}(?:\.\d{3})+|\d{1,9})(?:,(\d{1,2}))?$/.exec(plain);
  const match = german ?? /^(\d{1,9})\.(\d{1,2})$/.exec(plain);
  if (match === null) return undefined;
  const value = Number((match[1] as string).replaceAll(".", "")) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
  return value > 0 ? cents(value) : undefined;
}
