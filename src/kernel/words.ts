const umlauts: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue" };

/** Letters of the Latin script that are none with a mark: taking marks away leaves them as they are. */
const otherLetters: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ħ: "h",
  ŧ: "t",
  ı: "i",
};

/**
 * A text in the letters that everybody can type, for comparing: small, without marks (`Łódź` gives `lodz`).
 * Other scripts stay. What is folded already stays as it is.
 * @param umlaut how ä, ö and ü come out: `ae` as Germans spell them out, `a` as others type them
 */
export function foldLetters(text: string, umlaut: "ae" | "a"): string {
  const small = text.normalize("NFC").toLowerCase();
  return (umlaut === "ae" ? small.replace(/[äöü]/g, (letter) => umlauts[letter] ?? letter) : small)
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[ßæœøłđðþħŧı]/g, (letter) => otherLetters[letter] ?? letter);
}

/** Runs of letters and digits, in their order. */
export function wordsIn(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}]+/gu) ?? [];
}

const longestTerm = 60;

/** A word as an index keeps it: its first 60 characters, since nobody types more to find something. */
export function asTerm(word: string): string {
  // The cut may halve a letter; no database takes a half.
  return word.slice(0, longestTerm).toWellFormed();
}

/** Terms from `from` to before `before`, where an index keeps them in the order of their bytes (collation `C`). */
export interface TermRange {
  readonly from: string;
  readonly before: string;
}

/** All terms that begin so. */
export function beginningWith(term: string): TermRange {
  return { from: term, before: `${term}\u{10ffff}` };
}

/** What a typed word looks for: terms that begin so. One or two letters begin too many and stand for themselves. */
export function soughtBy(term: string): TermRange {
  // U+0001 is less than every letter: the range holds the term alone.
  return term.length < 3 ? { from: term, before: `${term}\u0001` } : beginningWith(term);
}

/** Slips that somebody who means this word may have made. Short words allow none: too many others are one letter away. */
export function allowedSlips(word: string): number {
  if (word.length < 4) return 0;
  return word.length < 8 ? 1 : 2;
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

/**
 * The beginning of a text. A character that is cut in two goes as a whole: neither JSON nor a database keeps half of one.
 * @param most of its UTF-16 units
 */
export function beginningOf(text: string, most: number): string {
  return text.slice(0, most).replace(/[\ud800-\udbff]$/, "");
}
