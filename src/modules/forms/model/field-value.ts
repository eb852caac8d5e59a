import { formatIban, inLanguage, isId, type Language, parseIban, parsePlainDay } from "../../../kernel/index.ts";
import type { Field, Option } from "../form.ts";
import { optionOf, optionTyped, typedOption } from "./code-list.ts";
import { decimalText, parseDecimal } from "./decimal.ts";
import { foreignCharacters, isLatinLines, isLatinName, isLatinText, plainSigns } from "./latin.ts";
import { mapPointText, parseMapPoint } from "./map-point.ts";
import { parseTimeOfDay } from "./time-of-day.ts";
import * as wording from "./wording.ts";

/**
 * What is stored and sent: days as `YYYY-MM-DD`, times as `HH:MM`, numbers with a point, `ja` and `nein`, values of
 * options, codes of code lists, ids of files.
 */
export type CanonicalValue = string | readonly string[];

/** `value` undefined: nothing was typed. */
export type ParsedValue =
  | { readonly ok: true; readonly value: CanonicalValue | undefined }
  | { readonly ok: false; readonly message: string };

export type Raw = string | readonly string[] | undefined;

/** Longest text taken over from a request, so that a mistake can be shown with what was typed. */
export const longestRaw = 10_000;

const nothing: ParsedValue = { ok: true, value: undefined };

function right(value: CanonicalValue): ParsedValue {
  return { ok: true, value };
}

function wrong(message: string): ParsedValue {
  return { ok: false, message };
}

/**
 * Reads what was typed. A canonical value reads as itself.
 * Required, computed bounds and checks across fields are the evaluator's.
 * @param options those that can be chosen at this moment; default all
 */
export function parseFieldValue(
  field: Field,
  raw: Raw,
  language: Language,
  options: readonly Option[] = field.options ?? [],
): ParsedValue {
  if (field.type === "choices") return parseChoices(field, raw, options, language);
  if (field.type === "file") return parseFiles(field, raw, language);
  const typed = typeof raw === "string" ? raw : (raw?.[0] ?? "");
  const text = (isPlainAscii(typed) ? typed : plainSigns(typed.normalize("NFC"))).trim();
  if (text === "") return nothing;
  switch (field.type) {
    case "text":
    case "name":
    case "multiline":
      return parseText(field, text, language);
    case "date":
      return parseDate(field, text, language);
    case "integer": {
      const number = parseInteger(text);
      return number === undefined ? wrong(wording.notAnInteger(field, language)) : right(number);
    }
    case "yes-no":
      return text === "ja" || text === "nein" ? right(text) : wrong(wording.missing(field, language));
    case "declaration":
      return right(text === "ja" ? "ja" : "nein");
    case "choice":
    case "select": {
      const option = optionMeant(field, options, text);
      return option === undefined ? wrong(wording.notChoosable(field, language)) : right(option.value);
    }
    case "email":
      return parseEmail(field, text, language);
    case "phone":
      return parsePhone(field, text, language);
    case "url":
      return parseUrl(field, text, language);
    case "postcode": {
      const digits = text.replace(/^D\s*-?\s*/i, "").replace(/\s/g, "");
      return /^(?:0[1-9]|[1-9]\d)\d{3}$/.test(digits) ? right(digits) : wrong(wording.notAPostcode(field, language));
    }
    case "time": {
      const time = parseTimeOfDay(text);
      return time === undefined ? wrong(wording.notATime(field, language)) : right(time);
    }
    case "number":
    case "currency":
      return parseNumber(field, text, language);
    case "iban": {
      const iban = parseIban(text);
      return typeof iban === "string" ? right(iban) : wrong(wording.notAnIban(field, iban, language));
    }
    case "map-point": {
      const point = parseMapPoint(text);
      return point === undefined ? wrong(wording.notAMapPoint(field, language)) : right(point);
    }
  }
}

/** From a code list people type what they read; of a few options only the value is sent. */
function optionMeant(field: Field, options: readonly Option[], text: string): Option | undefined {
  return field.codeList === undefined ? optionOf(options, text) : optionTyped(options, text);
}

/** Whether FEEL calculates with the answers. */
export function isNumeric(field: Field): boolean {
  return field.type === "integer" || field.type === "number" || field.type === "currency";
}

/** Digits after the point. */
export function decimalsOf(field: Field): number {
  return field.type === "currency" ? 2 : (field.decimals ?? 2);
}

function parseNumber(field: Field, text: string, language: Language): ParsedValue {
  const plain = field.type === "currency" ? text.replace(/\s*(?:€|EUR|Euro)$/i, "").replace(/,-{1,2}$/, "") : text;
  const number = parseDecimal(plain, decimalsOf(field));
  if (number === "no-number") return wrong(wording.notANumber(field, language));
  return number === "too-precise" ? wrong(wording.tooPrecise(field, decimalsOf(field), language)) : right(number);
}

function parseFiles(field: Field, raw: Raw, language: Language): ParsedValue {
  const ids = [...new Set(typeof raw === "string" ? [raw] : (raw ?? []))].filter((id) => id !== "");
  if (ids.length === 0) return nothing;
  if (!ids.every(isId)) return wrong(wording.notAFile(field, language));
  const most = field.file?.maxFiles ?? 1;
  return ids.length > most ? wrong(wording.tooManyFiles(field, most, language)) : right(ids);
}

function isPlainAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7e) return false;
  return true;
}

function parseChoices(field: Field, raw: Raw, options: readonly Option[], language: Language): ParsedValue {
  const typed = (typeof raw === "string" ? [raw] : (raw ?? []))
    .map((item) => item.trim())
    .filter((item) => item !== "");
  if (typed.length === 0) return nothing;
  const chosen = new Set<string>();
  for (const item of typed) {
    const option = optionMeant(field, options, item);
    if (option === undefined) return wrong(wording.notChoosable(field, language));
    chosen.add(option.value);
  }
  // In the order of the form, each once: the order of ticking means nothing.
  return right((field.options ?? []).map((option) => option.value).filter((value) => chosen.has(value)));
}

function parseText(field: Field, typed: string, language: Language): ParsedValue {
  const many = field.type === "multiline";
  const text = many
    ? typed.replace(/\r\n?/g, "\n").replace(/[ \t]+\n/g, "\n")
    : typed.replace(/\t/g, " ").replace(/ {2,}/g, " ");
  if (!many && /[\r\n]/.test(text)) return wrong(wording.oneLineOnly(field, language));
  const allowed = field.type === "name" ? isLatinName(text) : many ? isLatinLines(text) : isLatinText(text);
  if (!allowed) {
    return wrong(wording.foreign(field, foreignCharacters(text, field.type === "name" ? "name" : "text"), language));
  }
  return inBounds(field, text, language);
}

function inBounds(field: Field, text: string, language: Language): ParsedValue {
  const length = text.length > 20 || !isPlainAscii(text) ? [...text].length : text.length;
  const most = longestOf(field);
  if (length > most) return wrong(wording.tooLong(field, most, length, language));
  if (field.minLength !== undefined && length < field.minLength) {
    return wrong(wording.tooShort(field, field.minLength, language));
  }
  if (field.pattern !== undefined && !wholeRegex(field.pattern.regex).test(text)) {
    return wrong(inLanguage(field.pattern.message, language));
  }
  return right(text);
}

/** Greatest number of characters of a text. */
export function longestOf(field: Field): number {
  return field.maxLength ?? (field.type === "multiline" ? 2000 : 200);
}

const regexes = new Map<string, RegExp>();

/**
 * A field's pattern, over the whole value.
 * @throws SyntaxError
 */
export function wholeRegex(source: string): RegExp {
  let regex = regexes.get(source);
  if (regex === undefined) {
    regex = new RegExp(`^(?:${source})$`, "u");
    regexes.set(source, regex);
  }
  return regex;
}

const months: readonly (readonly string[])[] = [
  ["januar", "jänner", "jan", "january"],
  ["februar", "feb", "february"],
  ["märz", "maerz", "mär", "mrz", "march", "mar"],
  ["april", "apr"],
  ["mai", "may"],
  ["juni", "jun", "june"],
  ["juli", "jul", "july"],
  ["august", "aug"],
  ["september", "sept", "sep"],
  ["oktober", "okt", "october", "oct"],
  ["november", "nov"],
  ["dezember", "dez", "december", "dec"],
];
const monthNumbers: ReadonlyMap<string, number> = new Map(
  months.flatMap((names, index) => names.map((name): [string, number] => [name, index + 1])),
);

function parseDate(field: Field, text: string, language: Language): ParsedValue {
  const parts = datePartsOf(text);
  if (parts === undefined) return wrong(wording.notADate(field, language));
  const [year, month, day] = parts;
  if (year.length === 2) return wrong(wording.shortYear(field, language));
  if (year.length !== 4 || year < "1000") return wrong(wording.notADate(field, language));
  const iso = parsePlainDay(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
  return iso === undefined ? wrong(wording.noSuchDay(field, language)) : right(iso);
}

/** Year, month and day as typed: day first, as Germany writes, or the ISO form. */
function datePartsOf(text: string): readonly [string, string, string] | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso !== null) return [iso[1] as string, iso[2] as string, iso[3] as string];
  const numbers =
    /^(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d+)\.?$/.exec(text) ??
    /^(\d{1,2})\s+(\d{1,2})\s+(\d+)$/.exec(text) ??
    /^(\d{2})(\d{2})(\d{4})$/.exec(text);
  if (numbers !== null) return [numbers[3] as string, numbers[2] as string, numbers[1] as string];
  const words = /^(\d{1,2})(?:st|nd|rd|th)?\.?\s*(\p{L}+)\.?,?\s*(\d+)$/u.exec(text);
  const english = words === null ? /^(\p{L}+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d+)$/u.exec(text) : null;
  const [day, month, year] = words !== null ? words.slice(1) : [english?.[2], english?.[1], english?.[3]];
  const number = monthNumbers.get((month ?? "").toLowerCase());
  return number === undefined ? undefined : [year as string, String(number), day as string];
}

function parseInteger(text: string): string | undefined {
  const plain = text.replace(/^[\u2212]/, "-");
  if (!/^[+-]?(?:\d{1,15}|\d{1,3}(?:[.\s\u00a0]\d{3}){1,4})$/.test(plain)) return undefined;
  return String(Number(plain.replace(/[.\s\u00a0+]/g, "")) + 0);
}

function parseEmail(field: Field, text: string, language: Language): ParsedValue {
  const parts = /^([^\s@<>"(),:;[\]\\]+)@([^\s@]+)$/u.exec(text);
  const local = parts?.[1] ?? "";
  const domain = parts?.[2]?.toLowerCase() ?? "";
  const name = /^[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u;
  const labels = domain.split(".");
  const allowed =
    local !== "" &&
    local.length <= 64 &&
    !/^\.|\.\.|\.$/.test(local) &&
    labels.length > 1 &&
    labels.every((label) => label.length <= 63 && name.test(label)) &&
    (labels.at(-1) as string).length > 1;
  return allowed ? inBounds(field, `${local}@${domain}`, language) : wrong(wording.notAnEmail(field, language));
}

function parsePhone(field: Field, text: string, language: Language): ParsedValue {
  const plain = text.replace(/\s+/g, " ");
  const digits = plain.replace(/\D/g, "").length;
  const allowed = /^\+?[\d /().-]+$/.test(plain) && digits >= 3 && digits <= 20;
  return allowed ? inBounds(field, plain, language) : wrong(wording.notAPhone(field, language));
}

function parseUrl(field: Field, text: string, language: Language): ParsedValue {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (/\s/.test(address) || !URL.canParse(address)) return wrong(wording.notAUrl(field, language));
  const url = new URL(address);
  const web = url.protocol === "https:" || url.protocol === "http:";
  if (!web || url.username !== "" || !/[^.]\.[^.]{2,}$/.test(url.hostname)) {
    return wrong(wording.notAUrl(field, language));
  }
  return inBounds(field, address, language);
}

/** A canonical value as people read it: the option's label, `31.12.1990`, `Ja`, `1.234,50 €`. */
export function displayValue(field: Field, value: CanonicalValue, language: Language): string {
  if (field.type === "file") return wording.files(typeof value === "string" ? 1 : value.length, language);
  if (typeof value !== "string") return value.map((item) => labelOf(field, item, language)).join(", ");
  switch (field.type) {
    case "date":
      return parsePlainDay(value) === undefined ? value : value.split("-").reverse().join(".");
    case "yes-no":
    case "declaration":
      return inLanguage(value === "ja" ? wording.yes : wording.no, language);
    case "choice":
    case "select":
      return labelOf(field, value, language);
    case "integer":
    case "number":
      return decimalText(value, language);
    case "currency":
      return language === "de" ? `${decimalText(value, language)} €` : `€${decimalText(value, language)}`;
    case "time":
      return language === "de" ? `${value} Uhr` : value;
    case "iban":
      return formatIban(value);
    case "map-point":
      return mapPointText(value, language);
    default:
      return value;
  }
}

/**
 * What stands in the input: what was typed where it cannot be read, otherwise as people write it, without what they
 * do not type (`1234,50`, `31.12.1990`, `DE02 1203 …`).
 */
export function inputText(field: Field, raw: Raw, language: Language): string {
  const typed = typeof raw === "string" ? raw : (raw?.[0] ?? "");
  const parsed = parseFieldValue(field, typed, language);
  if (!parsed.ok || typeof parsed.value !== "string") return typed;
  switch (field.type) {
    case "number":
    case "currency":
      return language === "de" ? parsed.value.replace(".", ",") : parsed.value;
    case "date":
    case "iban":
      return displayValue(field, parsed.value, language);
    case "time":
      return parsed.value;
    case "choice":
    case "select": {
      const option = optionOf(field.options ?? [], parsed.value);
      return option === undefined ? typed : typedOption(field.options ?? [], option, language);
    }
    default:
      return typed;
  }
}

function labelOf(field: Field, value: string, language: Language): string {
  const option = optionOf(field.options ?? [], value);
  return option === undefined ? value : inLanguage(option.label, language);
}
