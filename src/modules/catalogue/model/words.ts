/**
 * Spelling that does not matter for finding: capitals, accents, `ß`, and umlauts written either way
 * (`Führerschein`, `Fuehrerschein`, `Fuhrerschein` are one).
 */
export function foldSpelling(text: string): string {
  return text
    .toLowerCase()
    .replaceAll("ß", "ss")
    .normalize("NFD")
    .replaceAll(/\p{M}+/gu, "")
    .replaceAll(/([aou])e/g, "$1");
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

/** A word as it was written, with what it is looked up by. */
export interface Word {
  readonly written: string;
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
    else if (!emptyWords.has(folded)) words.push({ written, stem: stemOf(folded) });
  }
  return { words, apart };
}

/**
 * Slips between two words: letters too many, missing, wrong, or two swapped (Damerau-Levenshtein, restricted).
 * @returns the number, or `limit + 1` where there are more
 */
export function slipsBetween(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  let before: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= other.length; column++) {
      const same = one.charCodeAt(row - 1) === other.charCodeAt(column - 1);
      let slips = Math.min(
        (above[column] as number) + 1,
        (current[column - 1] as number) + 1,
        (above[column - 1] as number) + (same ? 0 : 1),
      );
      const swapped =
        row > 1 &&
        column > 1 &&
        one.charCodeAt(row - 1) === other.charCodeAt(column - 2) &&
        one.charCodeAt(row - 2) === other.charCodeAt(column - 1);
      if (swapped) slips = Math.min(slips, (before[column - 2] as number) + 1);
      current.push(slips);
      if (slips < least) least = slips;
    }
    if (least > limit) return limit + 1;
    before = above;
    above = current;
  }
  return above[other.length] as number;
}
