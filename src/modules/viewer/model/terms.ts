import type { Box } from "./boxes.ts";

/** A word of a page and where it stands. */
export interface PlacedWord extends Box {
  readonly text: string;
  /** Counts up where a new line begins. */
  readonly line: number;
}

/** What can be blacked out everywhere without naming it. Stored for ever. */
export const redactedKinds = ["iban", "email", "phone", "date"] as const;
export type RedactedKind = (typeof redactedKinds)[number];

const patterns: Record<RedactedKind, RegExp> = {
  iban: /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/gi,
  email: /[^\s@<>()]+@[^\s@<>()]+/g,
  phone: /(?:\+|(?<![\p{L}\d./-])0)\d[\d\s/()–-]{4,20}\d/gu,
  date: /\b\d{1,2}\. ?\d{1,2}\. ?(?:\d{4}|\d{2})\b|\b(?:19|20)\d{2}-\d{2}-\d{2}\b/g,
};

const hyphens = /[-\u00ad\u2010-\u2015]/g;
const endsInHyphen = /[-\u00ad\u2010-\u2015]$/;
const inFigures = /[a-z0-9]/;

/**
 * Letters as they are compared: small, without marks, umlauts spelled out, without hyphens: a word that is parted at
 * the end of a line is found, and `Müller` as `MUELLER`.
 */
function folded(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll("ä", "ae")
    .replaceAll("ö", "oe")
    .replaceAll("ü", "ue")
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(hyphens, "");
}

/** A text put together of words, and which word each of its letters comes from. */
interface Line {
  readonly text: string;
  readonly wordAt: readonly number[];
}

function join(words: readonly PlacedWord[], write: (text: string) => string, parted: boolean): Line {
  let text = "";
  const wordAt: number[] = [];
  for (const [index, word] of words.entries()) {
    const letters = write(word.text);
    text += letters;
    for (let at = 0; at < letters.length; at++) wordAt.push(index);
    const next = words[index + 1];
    const goesOn = parted && next !== undefined && next.line !== word.line && endsInHyphen.test(word.text);
    if (!goesOn) {
      text += " ";
      wordAt.push(index);
    }
  }
  return { text, wordAt };
}

/** Letters that have to be put in, left out or changed to make one text of the other; `most + 1` where it is more. */
function distance(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const changed = (row[j - 1] as number) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    if (Math.min(...next) > most) return most + 1;
    row = next;
  }
  return row[other.length] as number;
}

/** From so many letters on a recognised word may differ by one, and by another for every six. */
const leastTolerated = 4;

/** Words that were meant by a term though the recognition has read a letter or so of them wrong. */
function* nearly(words: readonly string[], term: string): Generator<readonly [number, number]> {
  const parts = term.split(" ").filter((part) => part !== "");
  const wanted = parts.join("").replaceAll(/[^a-z0-9]/g, "");
  if (wanted.length < leastTolerated) return;
  const most = 1 + Math.floor(wanted.length / 6);
  for (let from = 0; from + parts.length <= words.length; from++) {
    const seen = words.slice(from, from + parts.length).join("");
    if (distance(seen, wanted, most) <= most) yield [from, from + parts.length];
  }
}

function* occurrences(text: string, term: string): Generator<readonly [number, number]> {
  for (let at = text.indexOf(term); at !== -1; at = text.indexOf(term, at + 1)) yield [at, at + term.length];
}

/**
 * Words of a page that a term or a kind of data touches: always whole words, for the rest of one would give it away.
 * A term is found anywhere, also within a word. One with five digits or more is found however it is spaced.
 * @param recognised the text was recognised in a picture: terms are found with a letter or so wrong too, because what is
 * blacked out for nothing is seen, and what is left standing is not
 * @returns numbers of the words, ascending
 */
export function wordsToRedact(
  words: readonly PlacedWord[],
  terms: readonly string[],
  kinds: readonly RedactedKind[],
  recognised = false,
): readonly number[] {
  const found = new Set<number>();
  const mark = ({ wordAt }: Line, [from, to]: readonly [number, number]): void => {
    for (let at = from; at < to; at++) found.add(wordAt[at] as number);
  };
  const plain = join(words, (text) => text, false);
  for (const kind of kinds) {
    for (const match of plain.text.matchAll(patterns[kind])) {
      mark(plain, [match.index, match.index + match[0].trimEnd().length]);
    }
  }
  const compared = join(words, folded, true);
  // Without what stands between: figures are written in groups.
  const kept = compared.wordAt.map((_, at) => inFigures.test(compared.text[at] as string));
  const dense: Line = {
    text: compared.text.replaceAll(/[^a-z0-9]/g, ""),
    wordAt: compared.wordAt.filter((_, at) => kept[at]),
  };
  const plainWords = recognised ? words.map(({ text }) => folded(text).replaceAll(/[^a-z0-9]/g, "")) : [];
  for (const term of terms) {
    const wanted = folded(term).trim().replaceAll(/\s+/g, " ");
    if (wanted === "") continue;
    for (const [from, to] of nearly(plainWords, wanted)) for (let at = from; at < to; at++) found.add(at);
    for (const range of occurrences(compared.text, wanted)) mark(compared, range);
    const tight = wanted.replaceAll(/[^a-z0-9]/g, "");
    if ((tight.match(/\d/g) ?? []).length >= 5) for (const range of occurrences(dense.text, tight)) mark(dense, range);
  }
  return [...found].sort((a, b) => a - b);
}
