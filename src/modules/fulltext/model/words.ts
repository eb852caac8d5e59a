import { asTerm, foldLetters } from "../../../kernel/index.ts";

/** A word of a text and where it stands. */
export interface Word {
  /** As `foldWord` gives it. */
  readonly folded: string;
  readonly from: number;
  readonly to: number;
  /** A noun or a name, or the beginning of a sentence. */
  readonly capital: boolean;
  /** A hyphen joins it to the word before. */
  readonly joined: boolean;
}

/** Where a line ends within a word. PDFs say it with signs of their own. */
const softBreaks = /[\u00ad\u0002\ufffe]|-\r?\n/gu;
const pattern =
  /[\p{L}\p{N}\p{M}]+(?:(?:[\u00ad\u0002\ufffe](?:\r?\n)?|(?<=\p{L})-\r?\n(?=\p{Ll}))[\p{L}\p{N}\p{M}]+)*/gu;

/**
 * A word in the letters that everybody can type, so that all ways to write it give the same: `Müller`, `Mueller` and
 * `Muller` give `muller`, `Straße` and `Strasse` `strasse`. After a vowel or q an e belongs to itself: `Steuer`, `Quelle`.
 */
export function foldWord(word: string): string {
  const folded = foldLetters(word, "a");
  return asTerm(folded.includes("e") ? folded.replace(/(?<![aeiouyq])([aou])e/g, "$1") : folded);
}

/** The words of a text in their order, with their places. */
export function wordsOf(text: string): readonly Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(pattern)) {
    const from = match.index;
    const raw = match[0];
    const before = words.at(-1);
    const plain = /[\u00ad\u0002\ufffe\n]/u.test(raw) ? raw.replace(softBreaks, "").replace(/\r?\n/g, "") : raw;
    words.push({
      folded: foldWord(plain),
      from,
      to: from + raw.length,
      capital: /^\p{Lu}/u.test(raw),
      joined: before !== undefined && before.to === from - 1 && text[from - 1] === "-",
    });
  }
  return words;
}
