import { fullYear, type PlainDay, parsePlainDay } from "../../../kernel/index.ts";
import { type AktenzeichenRule, findAktenzeichen } from "../../records/index.ts";
import { latestYear } from "./typed.ts";

/** A recognised word, as far as reading a letter needs it. */
interface Word {
  readonly text: string;
  readonly line: number;
  /** Left, top, right, bottom. */
  readonly box: readonly [number, number, number, number];
}

/** A recognised page of a letter. */
export interface ReadPage {
  readonly number: number;
  readonly width: number;
  readonly height: number;
  readonly words: readonly Word[];
}

/** Something that the text says, and where it stands: nobody takes it for granted. */
export interface Proposed<Value> {
  readonly value: Value;
  readonly page: number;
  /** The line as it was recognised. */
  readonly line: string;
}

/** What a letter says about itself, as far as its text tells. */
export interface LetterProposals {
  readonly title?: Proposed<string>;
  readonly sender?: Proposed<string>;
  readonly letterDate?: Proposed<PlainDay>;
  /** Reference of the sender. */
  readonly theirReference?: Proposed<string>;
  /** Of ours, which the letter names. */
  readonly aktenzeichen?: Proposed<string>;
}

interface Line {
  readonly text: string;
  readonly page: number;
  /** Of the page's height, 0 to 1. */
  readonly top: number;
  readonly bottom: number;
}

/**
 * Lines as a person reads them: what stands beside each other on one height belongs to one line only where the
 * recognition says so, because an address and the facts beside it have nothing to do with each other.
 */
function linesOf(page: ReadPage): readonly Line[] {
  const lines = new Map<number, Word[]>();
  for (const word of page.words) lines.set(word.line, [...(lines.get(word.line) ?? []), word]);
  return [...lines.values()]
    .map((words) => ({
      text: words
        .map(({ text }) => text)
        .join(" ")
        .trim(),
      page: page.number,
      top: Math.min(...words.map(({ box }) => box[1])) / page.height,
      bottom: Math.max(...words.map(({ box }) => box[3])) / page.height,
    }))
    .filter(({ text }) => text !== "")
    .toSorted((a, b) => a.top - b.top);
}

const salutation = /^(?:sehr\s+geehrte|guten\s+(?:tag|morgen)|hallo\b|liebe[rs]?\s)/i;
const subjectLabel = /^(?:betreff|betr\.?|betrifft)\s*[:.]?\s*/i;
const ourLabel = /\bihr(?:e|em|er)?\s+(?:gesch(?:ä|ae)fts-?|akten-?)?(?:zeichen|az)\b|\bihr\s+az\b/i;
const theirLabel =
  /\b(?:unser|mein)(?:e|es)?\s+(?:gesch(?:ä|ae)fts-?|akten-?)?(?:zeichen|az)\b\.?\s*[:.]?\s*|^gesch(?:ä|ae)ftszeichen\s*[:.]?\s*/i;
const anyLabel =
  /\b(?:ihr|ihre|unser|unsere|mein|meine)\s+(?:\S*zeichen|az|nachricht|schreiben)\b|\b(?:aktenzeichen|telefon|telefax|e-mail|datum|durchwahl|auskunft)\b/i;
const dateOfOther = /\b(?:vom|geboren|geb\.|bis|seit|ab|frist)\b/i;
const postcode = /(?<!\d)\d{5}\s+\p{Lu}/u;
/** What parts name, street and town in the small line over an address; the middle dot is often read as a dash. */
const between = /\s*[·•|,]\s*|\s[-–—]\s/;
const addressee =
  /^(?:an\s+(?:die|das|den)?\b|stadt\s|gemeinde\s|stadtverwaltung|b(?:ü|ue)rgermeister|frau$|herrn?$|rathaus)/i;

const months = [
  "januar",
  "februar",
  "märz",
  "april",
  "mai",
  "juni",
  "juli",
  "august",
  "september",
  "oktober",
  "november",
  "dezember",
];

/** The first day that a line names. @param latest what years of two digits are read by */
function dayIn(text: string, latest: PlainDay): PlainDay | undefined {
  const figures = /(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?![\d.]\d)/.exec(text);
  const words = /(?<![\d.])(\d{1,2})\.\s?(\p{L}{3,9})\s?(\d{4})(?!\d)/u.exec(text);
  const [, day = "", month = "", year = ""] = figures ?? [];
  if (figures !== null) {
    return parsePlainDay(
      `${year.length === 2 ? fullYear(year, latestYear(latest)) : year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`,
    );
  }
  const number = months.indexOf((words?.[2] ?? "").toLowerCase().replace("maerz", "märz")) + 1;
  if (words === null || number === 0) return undefined;
  return parsePlainDay(`${words[3]}-${String(number).padStart(2, "0")}-${words[1]?.padStart(2, "0")}`);
}

const proposed = <Value>({ page, text }: Line, value: Value): Proposed<Value> => ({ value, page, line: text });

function subjectOf(lines: readonly Line[], greets: number, latest: PlainDay): Proposed<string> | undefined {
  const labelled = lines.findIndex(({ text }) => subjectLabel.test(text));
  const line = lines[labelled];
  if (line !== undefined) {
    const rest = line.text.replace(subjectLabel, "");
    const next = lines[labelled + 1];
    if (rest !== "") return proposed(line, rest);
    if (next !== undefined && !salutation.test(next.text)) return proposed(next, next.text);
  }
  // What stands directly above the salutation, in one or two lines.
  const above = greets === -1 ? [] : lines.slice(Math.max(0, greets - 2), greets);
  const last = above.at(-1);
  const isSubject = (one: Line) =>
    /\p{L}{3}/u.test(one.text) && !anyLabel.test(one.text) && !postcode.test(one.text) && !isOnlyDate(one.text, latest);
  if (last === undefined || last.top < 0.15 || !isSubject(last)) return undefined;
  const first = above.at(-2);
  const height = last.bottom - last.top;
  const together =
    first !== undefined && isSubject(first) && last.top - first.bottom < height * 0.9 && first.top > 0.15;
  return together ? { ...proposed(first, `${first.text} ${last.text}`), line: first.text } : proposed(last, last.text);
}

/** `Paderborn, den 20. November 2026`, and nothing else. */
const isOnlyDate = (text: string, latest: PlainDay): boolean =>
  dayIn(text, latest) !== undefined &&
  text.replaceAll(/[\d.,\s]/g, "").length < 30 &&
  !/\b(?:vom|gegen|auf|wegen)\b/i.test(text);

function senderOf(lines: readonly Line[], latest: PlainDay): Proposed<string> | undefined {
  // The small line over the address: name and address of the sender in one.
  const window = lines.find(({ text, top }) => top < 0.35 && postcode.test(text) && between.test(text));
  if (window !== undefined) {
    const [name = ""] = window.text.split(between);
    if (/\p{L}{3}/u.test(name) && !addressee.test(name)) return proposed(window, name.trim());
  }
  const head = lines.find(
    ({ text, top }) =>
      top < 0.2 && /\p{L}{3}/u.test(text) && !addressee.test(text) && !anyLabel.test(text) && !isOnlyDate(text, latest),
  );
  return head === undefined ? undefined : proposed(head, head.text);
}

function dateOf(lines: readonly Line[], latest: PlainDay): Proposed<PlainDay> | undefined {
  const dated = lines.flatMap((line) => {
    const day = line.top < 0.5 ? dayIn(line.text, latest) : undefined;
    return day === undefined || day > latest || (dateOfOther.test(line.text) && !/^datum\b/i.test(line.text))
      ? []
      : [{ line, day }];
  });
  const best =
    dated.find(({ line }) => /\bdatum\b/i.test(line.text)) ?? dated.find(({ line }) => isOnlyDate(line.text, latest));
  return best === undefined ? undefined : proposed(best.line, best.day);
}

function theirReferenceOf(lines: readonly Line[], rules: readonly AktenzeichenRule[]): Proposed<string> | undefined {
  for (const line of lines) {
    const match = theirLabel.exec(line.text);
    if (match === null) continue;
    const rest = line.text.slice(match.index + match[0].length);
    const next = anyLabel.exec(rest);
    const value = (next === null ? rest : rest.slice(0, next.index)).replace(/^[:\s]+|[,;\s]+$/g, "");
    if (/\d/.test(value) && value.length <= 60 && findAktenzeichen(value, rules).length === 0)
      return proposed(line, value);
  }
  return undefined;
}

/** What stands behind "Ihr Zeichen", where it may be an Aktenzeichen. */
function behindLabel(text: string): readonly string[] {
  const match = ourLabel.exec(text);
  const rest = match === null ? "" : text.slice(match.index + match[0].length).replace(/^[\s.:]+/, "");
  const next = anyLabel.exec(rest);
  const value = (next === null ? rest : rest.slice(0, next.index)).replace(/[,;\s]+$/, "");
  return /^\d{2}\S*\d/.test(value) && /^[\p{L}\d./-]{5,60}$/u.test(value) ? [value] : [];
}

/**
 * The Aktenzeichen of ours that a letter names: the one it calls "Ihr Zeichen", otherwise the first.
 * @param rules by which the town makes them, or once did
 */
export function aktenzeichenIn(
  pages: readonly ReadPage[],
  rules: readonly AktenzeichenRule[],
): Proposed<string> | undefined {
  const named = pages.flatMap((page) => {
    const lines = linesOf(page);
    return lines.flatMap((line, index) => {
      const asOurs = ourLabel.test(line.text);
      const ours = findAktenzeichen(line.text, rules);
      // It may be misread, or come from elsewhere: then what stands behind the label is taken as it is.
      const values = ours.length > 0 || !asOurs ? ours : behindLabel(line.text);
      // A label may stand over it, too.
      return values.map((value) => ({ line, value, asOurs: asOurs || ourLabel.test(lines[index - 1]?.text ?? "") }));
    });
  });
  const best = named.find(({ asOurs }) => asOurs) ?? named[0];
  return best === undefined ? undefined : proposed(best.line, best.value);
}

/**
 * What a letter says of its subject, its sender, its date and the references, for a person to take or leave: from its
 * first page, the Aktenzeichen from all of them.
 * @param latest the day it was scanned: no letter is younger
 * @param rules by which the town makes Aktenzeichen, or once did
 */
export function proposeFromText(
  pages: readonly ReadPage[],
  latest: PlainDay,
  rules: readonly AktenzeichenRule[],
): LetterProposals {
  const [first] = pages;
  const lines = first === undefined ? [] : linesOf(first);
  const greets = lines.findIndex(({ text }) => salutation.test(text));
  const head = greets === -1 ? lines.filter(({ top }) => top < 0.5) : lines.slice(0, greets);
  const found = {
    title: subjectOf(lines, greets, latest),
    sender: senderOf(head, latest),
    letterDate: dateOf(head, latest),
    theirReference: theirReferenceOf(head, rules),
    aktenzeichen: aktenzeichenIn(pages, rules),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as LetterProposals;
}
