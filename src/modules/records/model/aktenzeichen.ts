import { Invalid } from "../../../kernel/index.ts";

/** The rule a unit has until somebody gives it another one: `32.40-2026-00017`. */
export const defaultRule = "{einheit}-{jahr}-{nummer:5}";

const form = /^\{einheit\}([-_ ][A-Za-z_ -]*)\{jahr\}([A-Za-z_ -]*[-_ ])\{nummer:([1-9])\}((?:[-_ ][A-Za-z]+)?)$/;

/**
 * Whether a text is a rule for Aktenzeichen: unit, year and number in this order, so that they sort, parted by
 * `-`, `_` or a space, and no digits of its own, so that unit, year and number can be read from every Aktenzeichen: no
 * two are ever alike, whatever rules the units have. A suffix may follow the number. `/` is what a Vorgang adds. Two
 * blanks in a row nobody sees and nobody types.
 */
export function isAktenzeichenRule(rule: string): boolean {
  return rule.length <= 80 && form.test(rule) && !rule.includes("  ");
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
export const mostCharacters = 200;

/** Whether a text is written like the Aktenzeichen of an Akte or of a Vorgang, by whatever rule its unit has. */
export function isAktenzeichen(text: string): boolean {
  return text.length <= mostCharacters && isPlanUnitNumber(written.exec(text)?.[1] ?? "");
}

/** A rule by which a unit makes Aktenzeichen, or once did. */
export interface AktenzeichenRule {
  readonly planUnit: string;
  readonly rule: string;
}

/** The signs of a rule as they are typed or read by a machine: strokes get long, and spaces come beside them. */
function asRead(literal: string): string {
  return literal.replaceAll(/ ?([-_]) ?| /g, (_signs, stroke: string | undefined) =>
    stroke === undefined ? "\\s" : stroke === "-" ? "\\s?[-–—]\\s?" : "\\s?_\\s?",
  );
}

/**
 * Aktenzeichen that stand in a text, in their order and each once, as their rules write them; with the number of a
 * Vorgang where it says one. Only of these units and by these rules: what else looks alike is none of ours.
 */
export function findAktenzeichen(text: string, rules: readonly AktenzeichenRule[]): readonly string[] {
  const found: { readonly from: number; readonly to: number; readonly aktenzeichen: string }[] = [];
  for (const [rule, own] of Map.groupBy(rules, ({ rule }) => rule)) {
    const parts = form.exec(rule);
    if (parts === null) continue;
    const [, first = "", second = "", digits = "", suffix = ""] = parts;
    const units = new Set(own.map(({ planUnit }) => planUnit));
    const pattern = new RegExp(
      `(?<![0-9A-Za-z.])([0-9A-Z]{1,8}(?:\\.[0-9A-Z]{1,8}){0,7})${asRead(first)}((?:19|20)\\d{2})${asRead(second)}` +
        `(\\d{${digits},9})${asRead(suffix)}(?:\\s?/\\s?(\\d{2,6}))?(?![0-9A-Za-z])`,
      "g",
    );
    for (const match of text.matchAll(pattern)) {
      const [whole, unit = "", year, number, vorgang] = match;
      if (!units.has(unit)) continue;
      const akte = `${unit}${first}${year}${second}${number}${suffix}`;
      const aktenzeichen = vorgang === undefined ? akte : `${akte}/${vorgang}`;
      found.push({ from: match.index, to: match.index + whole.length, aktenzeichen });
    }
  }
  // Where one rule reads the beginning of what another one writes, the whole of it is meant.
  const whole = found.filter(
    (one) => !found.some(({ from, to }) => from <= one.from && one.to <= to && to - from > one.to - one.from),
  );
  return [...new Set(whole.sort((one, other) => one.from - other.from).map(({ aktenzeichen }) => aktenzeichen))];
}
