import { asTerm, foldLetters } from "../../../kernel/index.ts";

/** Words of letters and digits; signs within, as an Aktenzeichen and a double name have them, keep them together. */
function foldedWords(text: string): readonly string[] {
  return foldLetters(text, "a").match(/[\p{L}\p{N}]+(?:[./-][\p{L}\p{N}]+)*/gu) ?? [];
}

/**
 * Words of a text as the search compares them: small letters without marks (`Müller` gives `muller`), so
 * that a name is found with and without them. An Aktenzeichen stays one word.
 */
export function termsOf(text: string): readonly string[] {
  const terms = new Set<string>();
  for (const word of foldedWords(text)) {
    terms.add(asTerm(word));
    for (const part of word.split(/[./-]/)) if (/\p{L}/u.test(part)) terms.add(asTerm(part));
  }
  return [...terms];
}

/** Words that somebody looks for, longest first (it leads to the fewest), at most six. */
export function searchedTerms(text: string): readonly string[] {
  return [...new Set(foldedWords(text).map(asTerm))].sort((a, b) => b.length - a.length).slice(0, 6);
}
