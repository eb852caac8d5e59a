import type { Language } from "./language.ts";

/** An amount of money in whole euro cents. */
export type Cents = number & { readonly __unit: "cents" };

/**
 * @param amount whole cents, safe integer
 * @throws RangeError for fractions and unsafe integers: a bug, never a user's mistake
 */
export function cents(amount: number): Cents {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not whole cents: ${amount}`);
  return amount as Cents;
}

const formats: Readonly<Record<Language, Intl.NumberFormat>> = {
  de: new Intl.NumberFormat("de-DE", { style: "currency", currency: "EUR" }),
  en: new Intl.NumberFormat("en-GB", { style: "currency", currency: "EUR" }),
};

/** As people write it: `46,00 €` in German, `€46.00` in English. */
export function formatCents(amount: Cents, language: Language): string {
  return formats[language].format(amount / 100);
}
