import { foldLetters } from "../../../kernel/index.ts";

/**
 * Spelling that does not matter for finding: capitals, accents, `ß`, and umlauts written either way
 * (`Führerschein`, `Fuehrerschein`, `Fuhrerschein` are one).
 */
export function foldSpelling(text: string): string {
  return foldLetters(text, "a").replaceAll(/([aou])e/g, "$1");
}

const endings = [
  "ungen",
  "ation",
  "ungs",
  "ung",
  "ings",
  "ing",
  "ern",
  "est",
  "en",
  "er",
  "em",
  "es",
  "ed",
  "e",
  "n",
  "s",
];
const participle = /^(ab|an|auf|aus|ein|mit|nach|um|vor|zu)ge(.{3,}?)(?:et|t|en)$/;
const shortestStem = 4;

function withoutEnding(word: string): string {
  for (const ending of endings) {
    if (word.length - ending.length >= shortestStem && word.endsWith(ending)) return word.slice(0, -ending.length);
  }
  return word;
}

/**
 * What forms of a word share: `anmelden`, `Anmeldung` and `angemeldet` give the same. Made for looking things up,
 * not for showing; light, for German and English alike.
 * @param word folded by `foldSpelling`
 */
export function stemOf(word: string): string {
  const parts = participle.exec(word);
  if (parts !== null) return `${parts[1]}${parts[2]}`;
  return withoutEnding(withoutEnding(word));
}

/** A word from its full spelling, folded, to its stem. An ending cut off by mistake (`anmled-en`) may have been none. */
export function formsOf(word: Word): readonly string[] {
  return [...new Set([word.stem, withoutEnding(word.folded), word.folded])];
}

/** A word as it was written, with its spelling folded and with what it is looked up by. */
export interface Word {
  readonly written: string;
  readonly folded: string;
  readonly stem: string;
}

/** Words that say nothing about what is wanted. */
const emptyWords = new Set(
  [
    "ich du er sie es wir der die das den dem des ein eine einen einem einer eines mein meine meinen meinem meiner unser",
    "und oder mit ohne für von vom zu zum zur in im am auf aus bei nach über will möchte muss kann soll würde gern gerne",
    "brauche habe hat ist sind sein werden wird wie wo was wer wann welche bitte hallo mich mir sich nicht",
    "i we you a an the my our to of for at on how do does where what when want need would like can get is are please",
  ]
    .join(" ")
    .split(" ")
    .map(foldSpelling),
);

/** Prefixes that German puts at the end: "melde mein Gewerbe an". */
const separable = new Set(["an", "ab", "um", "aus", "ein", "auf"]);

/** The words of a text that say something. `apart` are separable prefixes that stand alone. */
export function wordsOf(text: string): { readonly words: readonly Word[]; readonly apart: readonly string[] } {
  const words: Word[] = [];
  const apart: string[] = [];
  for (const written of text.split(/[^\p{L}\p{N}\p{M}]+/u)) {
    if (written === "") continue;
    const folded = foldSpelling(written);
    if (separable.has(folded)) apart.push(folded);
    else if (!emptyWords.has(folded)) words.push({ written, folded, stem: stemOf(folded) });
  }
  return { words, apart };
}
