import { asTerm, foldLetters, soughtBy, type TermRange, wordsIn } from "../../../kernel/index.ts";

const mostTerms = 80;

/** Words of a text as they are stored and looked up: folded, without signs, each once, in their order. */
export function wordsOf(text: string): readonly string[] {
  return [...new Set(wordsIn(foldLetters(text, "ae")).map(asTerm))].slice(0, mostTerms);
}

/** Ranges for what somebody typed, at most six. */
export function termRanges(text: string): readonly TermRange[] {
  return wordsOf(text.slice(0, 200)).slice(0, 6).map(soughtBy);
}
