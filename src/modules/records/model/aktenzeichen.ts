import { Invalid } from "../../../kernel/index.ts";

/** The rule a unit has until somebody gives it another one: `32.40-2026-00017`. */
export const defaultRule = "{einheit}-{jahr}-{nummer:5}";

const form = /^\{einheit\}([-_ ][A-Za-z_ -]*)\{jahr\}([A-Za-z_ -]*[-_ ])\{nummer:([1-9])\}((?:[-_ ][A-Za-z]+)?)$/;

/**
 * Whether a text is a rule for Aktenzeichen: unit, year and number in this order, so that they sort, parted by
 * `-`, `_` or a space, and no digits of its own, so that unit, year and number can be read from every Aktenzeichen: no
 * two are ever alike, whatever rules the units have. A suffix may follow the number. `/` is what a Vorgang adds.
 */
export function isAktenzeichenRule(rule: string): boolean {
  return rule.length <= 80 && form.test(rule);
}

/**
 * Aktenzeichen (Kennzeichen) of an Akte by the rule of its unit. A number with more digits than the rule has takes them.
 * @throws Invalid `records.bad-rule`
 */
export function aktenzeichenOf(planUnit: string, year: number, number: number, rule: string = defaultRule): string {
  const parts = form.exec(rule);
  if (parts === null) throw new Invalid("records.bad-rule");
  const [, first = "", second = "", digits, suffix = ""] = parts;
  return `${planUnit}${first}${year}${second}${String(number).padStart(Number(digits), "0")}${suffix}`;
}

/** Aktenzeichen of a Vorgang in its Akte: `32.40-2026-00017/01`. */
export function vorgangszeichenOf(akte: string, number: number): string {
  return `${akte}/${String(number).padStart(2, "0")}`;
}

/** Number of a unit: up to eight parts of capital letters and digits, parted by points. */
const unitNumber = /^[0-9A-Z]{1,8}(\.[0-9A-Z]{1,8}){0,7}$/;

export function isPlanUnitNumber(text: string): boolean {
  return unitNumber.test(text);
}

/** What a rule can make of unit, year and number, and what a Vorgang adds to it. */
const written = /^([^-_ /]+)[-_ ][A-Za-z_ -]*(?:19|20)\d{2}[A-Za-z_ -]*[-_ ]\d{1,9}(?:[-_ ][A-Za-z]+)?(?:\/\d{2,6})?$/;

/** Most characters of an Aktenzeichen that is typed or read. */
const mostCharacters = 200;

/** Whether a text is written like the Aktenzeichen of an Akte or of a Vorgang, by whatever rule its unit has. */
export function isAktenzeichen(text: string): boolean {
  return text.length <= mostCharacters && isPlanUnitNumber(written.exec(text)?.[1] ?? "");
}
