import type { Localized, PlainDay } from "../../../kernel/index.ts";

/** Three lines of thirty: the size of a card. Source: ICAO Doc 9303 Part 5 (TD1). */
export const mrzLineLength = 30;

/**
 * Letters that are more than their base letter with marks. All others lose their marks: Č, Ç, Ñ, Ř, Ş, Ů become
 * C, C, N, R, S, U.
 * Source: ICAO Doc 9303 Part 3 Section 6 A. There Å may be A or AA, Ö and Ü O and U, OE and UE, Ñ N or NXX; Germany
 * writes AE, OE, UE, SS. Letters that the table does not have (Ƈ, Ɨ, Ʒ, Ǥ, ĸ) go by their base letter.
 */
const letters: Readonly<Record<string, string>> = {
  Æ: "AE",
  Ð: "D",
  Đ: "D",
  Ə: "E",
  Ħ: "H",
  ı: "I",
  Ĳ: "IJ",
  ĸ: "K",
  Ł: "L",
  Ŀ: "L",
  ŉ: "N",
  Ŋ: "N",
  Ø: "OE",
  Œ: "OE",
  ß: "SS",
  ẞ: "SS",
  Ŧ: "T",
  Þ: "TH",
  Ƈ: "C",
  Ɨ: "I",
  Ʒ: "Z",
  Ǥ: "G",
};

const diaeresis = "\u0308";
const ring = "\u030a";
const twoLetters: Readonly<Record<string, string>> = {
  [`A${diaeresis}`]: "AE",
  [`O${diaeresis}`]: "OE",
  [`U${diaeresis}`]: "UE",
  [`A${ring}`]: "AA",
};

/**
 * A name as the machine-readable line writes it: A to Z, and `<` for blanks and hyphens. Apostrophes, full stops and
 * other signs fall away, and the parts beside them join (`D'Artagnan` is `DARTAGNAN`).
 * Source: ICAO Doc 9303 Part 3 Sections 4.6 and 6 A; letters of DIN 91379.
 * @returns never begins or ends with `<`
 */
export function transliterate(name: string): string {
  const text = name
    .normalize("NFD")
    // The letter with all marks on it, in any order: ạ̈ is an Ä.
    .replace(/(\p{L})(\p{M}*)/gu, (_, letter: string, marks: string) => letterOf(letter, marks))
    .replace(/[\s\u00a0-]+/g, "<")
    .replace(/[^A-Z<]/g, "");
  return text.replace(/<{2,}/g, "<").replace(/^<|<$/g, "");
}

function letterOf(letter: string, marks: string): string {
  const upper = letters[letter] === undefined ? letter.toUpperCase() : letter;
  const pair = [...marks].map((mark) => twoLetters[upper + mark]).find((found) => found !== undefined);
  return pair ?? letters[upper] ?? upper;
}

const weights = [7, 3, 1];

/**
 * Check digit of a part of the machine-readable lines: weights 7, 3, 1; `<` counts 0, A to Z 10 to 35.
 * Source: ICAO Doc 9303 Part 3 Section 4.9; § 2 Abs. 9 PAuswG.
 */
export function checkDigit(text: string): string {
  const sum = [...text].reduce((total, sign, at) => {
    const value = sign === "<" ? 0 : Number.parseInt(sign, 36);
    return total + value * (weights[at % 3] as number);
  }, 0);
  return String(sum % 10);
}

/** A place of the lines that nobody knows yet. */
export interface PendingPlace {
  readonly line: 1 | 2;
  /** First and last position, counted from 1. */
  readonly from: number;
  readonly to: number;
  readonly what: Localized;
}

/** The machine-readable lines of a Personalausweis, as far as they are known. */
export interface MachineReadableZone {
  readonly lines: readonly [string, string, string];
  /** Places that stand as `<` because the number or day is set only when the card is made. */
  readonly pending: readonly PendingPlace[];
  /** The name was too long for thirty characters. */
  readonly shortened: boolean;
}

/** What stands in the lines. Source: § 5 Abs. 4 Satz 2 PAuswG; sex is not among it. */
export interface ZoneData {
  readonly familienname: string;
  readonly vornamen: string;
  readonly bornOn: PlainDay;
  /** Absent until the card is issued. */
  readonly validUntil?: PlainDay;
  /** Nine characters; absent until the card is made. */
  readonly seriennummer?: string;
  /** Version of the pattern of the card, such as `2108`; absent until the card is made. */
  readonly version?: string;
}

/**
 * Lines of a Personalausweis as they will stand on its back. What is set by the producer is a place of `<` and named
 * in `pending`; the check digit over all is known only when everything is.
 * Source: § 5 Abs. 4 Satz 2 PAuswG; ICAO Doc 9303 Part 5 Section 4.2.
 * @throws RangeError where a Seriennummer is not nine letters and digits or a version not four digits
 */
export function machineReadableZone(data: ZoneData): MachineReadableZone {
  const { seriennummer, validUntil, version } = data;
  if (seriennummer !== undefined && !/^[A-Z0-9]{9}$/.test(seriennummer)) throw new RangeError("no Seriennummer");
  if (version !== undefined && !/^\d{4}$/.test(version)) throw new RangeError("no version of a pattern");
  const number = seriennummer === undefined ? blank(10) : withCheckDigit(seriennummer);
  const born = withCheckDigit(shortDay(data.bornOn));
  const until = validUntil === undefined ? blank(7) : withCheckDigit(shortDay(validUntil));
  const first = padded(`IDD<<${number}`);
  const second = padded(`${born}<${until}D<<${version ?? ""}`, mrzLineLength - 1);
  const known = seriennummer !== undefined && validUntil !== undefined && version !== undefined;
  const overall = known
    ? checkDigit(first.slice(5) + second.slice(0, 7) + second.slice(8, 15) + second.slice(18))
    : "<";
  const name = nameLine(data.familienname, data.vornamen);
  return {
    lines: [first, second + overall, name.line],
    pending: [
      ...(seriennummer === undefined ? [pendingNumber] : []),
      ...(validUntil === undefined ? [pendingDay] : []),
      ...(version === undefined ? [pendingVersion] : []),
      ...(known ? [] : [pendingCheck]),
    ],
    shortened: name.shortened,
  };
}

const pendingNumber: PendingPlace = {
  line: 1,
  from: 6,
  to: 15,
  what: {
    de: "Seriennummer mit Prüfziffer: vergibt der Hersteller",
    en: "Document number with its check digit: set by the producer",
  },
};
const pendingDay: PendingPlace = {
  line: 2,
  from: 9,
  to: 15,
  what: {
    de: "Letzter Tag der Gültigkeit mit Prüfziffer: zählt ab dem Tag der Ausstellung",
    en: "Last day of validity with its check digit: counts from the day of issue",
  },
};
const pendingVersion: PendingPlace = {
  line: 2,
  from: 19,
  to: 22,
  what: { de: "Version des Ausweismusters: setzt der Hersteller ein", en: "Version of the card: set by the producer" },
};
const pendingCheck: PendingPlace = {
  line: 2,
  from: 30,
  to: 30,
  what: { de: "Prüfziffer über alles", en: "Check digit over all" },
};

/**
 * The line of the name: family name, `<<`, given names. What is too long loses its end: given names first, and the
 * family name so far that two `<` and one letter of the given names fit. The last place of a shortened line is a
 * letter, so that a reader sees that it goes on, unless only single letters of the given names fit.
 * Source: ICAO Doc 9303 Part 3 Section 4.6 and Part 5 Section 4.2.3 (several ways are allowed; this is 4.2.3.1 b).
 */
export function nameLine(
  familienname: string,
  vornamen: string,
): { readonly line: string; readonly shortened: boolean } {
  const [family, given] = [transliterate(familienname), transliterate(vornamen)];
  const whole = [family, given].filter((part) => part !== "").join("<<");
  if (whole.length <= mrzLineLength) return { line: padded(whole), shortened: false };
  if (family === "" || given === "") return { line: shortenedTo(whole, mrzLineLength), shortened: true };
  const primary = family.length <= mrzLineLength - 3 ? family : shortenedTo(family, mrzLineLength - 3);
  return { line: padded(`${primary}<<${shortenedTo(given, mrzLineLength - 2 - primary.length)}`), shortened: true };
}

/**
 * The beginning, with a letter at its end: `ABCD<` before `EFG` becomes `ABC<E`, and `ABCD<E<` before `F` `ABC<E<F`.
 * Where all parts are single letters the end falls away.
 */
function shortenedTo(text: string, length: number): string {
  const cut = text.slice(0, length);
  if (!cut.endsWith("<") || text.length <= length) return cut;
  const room = /^(.*[A-Z])[A-Z]((?:<[A-Z])*<)$/.exec(cut);
  return room === null ? cut.slice(0, -1) : `${room[1]}${room[2]}${text[length]}`;
}

function padded(text: string, length: number = mrzLineLength): string {
  return text.padEnd(length, "<");
}

function blank(length: number): string {
  return "<".repeat(length);
}

function withCheckDigit(text: string): string {
  return text + checkDigit(text);
}

/** `YYMMDD`. */
function shortDay(day: PlainDay): string {
  return day.slice(2).replaceAll("-", "");
}
