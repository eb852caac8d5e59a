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

function* occurrences(text: string, term: string): Generator<readonly [number, number]> {
  for (let at = text.indexOf(term); at !== -1; at = text.indexOf(term, at + 1)) yield [at, at + term.length];
}

/**
 * Words of a page that a term or a kind of data touches: always whole words, for the rest of one would give it away.
 * A term is found anywhere, also within a word. One with five digits or more is found however it is spaced.
 * @returns numbers of the words, ascending
 */
export function wordsToRedact(
  words: readonly PlacedWord[],
  terms: readonly string[],
  kinds: readonly RedactedKind[],
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
  for (const term of terms) {
    const wanted = folded(term).trim().replaceAll(/\s+/g, " ");
    if (wanted === "") continue;
    for (const range of occurrences(compared.text, wanted)) mark(compared, range);
    const tight = wanted.replaceAll(/[^a-z0-9]/g, "");
    if ((tight.match(/\d/g) ?? []).length >= 5) for (const range of occurrences(dense.text, tight)) mark(dense, range);
  }
  return [...found].sort((a, b) => a - b);
}
