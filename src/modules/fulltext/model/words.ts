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

const pattern = /[\p{L}\p{N}\p{M}]+(?:(?:\u00ad(?:\r?\n)?|(?<=\p{L})-\r?\n(?=\p{Ll}))[\p{L}\p{N}\p{M}]+)*/gu;

/** What was worked out for words that come again and again: a few thousand make up most of every text. */
export function remembered(work: (word: string) => string): (word: string) => string {
  const most = 60_000;
  let known = new Map<string, string>();
  return (word) => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const outcome = work(word);
    if (known.size >= most) known = new Map();
    known.set(word, outcome);
    return outcome;
  };
}

/**
 * A word in the letters that everybody can type, so that all ways to write it give the same: `Müller`, `Mueller` and
 * `Muller` give `muller`, `Straße` and `Strasse` `strasse`. After a vowel or q an e belongs to itself: `Steuer`, `Quelle`.
 */
export const foldWord: (word: string) => string = remembered((word) => {
  const folded = foldLetters(word, "a");
  return asTerm(folded.includes("e") ? folded.replace(/(?<![aeiouyq])([aou])e/g, "$1") : folded);
});

/** The words of a text in their order, with their places; those that a soft hyphen or the end of a line parts are one. */
export function wordsOf(text: string): readonly Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(pattern)) {
    const from = match.index;
    const raw = match[0];
    const before = words.at(-1);
    // Where a line ends within a word, nothing belongs to it.
    const plain = /[\u00ad\n]/u.test(raw) ? raw.replace(/\u00ad|-?\r?\n/gu, "") : raw;
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
