import { asTerm, foldLetters, soughtBy, type TermRange, wordsIn } from "../../../kernel/index.ts";

/** Most words of one case or one query: a text that is longer says no more. */
const maxTerms = 60;

/** A reference such as `32.40-2026-00017/01`: digits with signs between them stay one word. */
const reference = /\d[\d./-]*\d/g;

/**
 * Words of a text as they are stored and looked up: folded, without signs, each once, in the order of the text.
 * References stay whole and give their running number too.
 */
export function wordsOf(text: string): readonly string[] {
  const words = new Set<string>();
  const rest = foldLetters(text, "ae").replace(reference, (found) => {
    words.add(found);
    for (const part of found.split(/[./-]/)) {
      if (/^0\d{3,}$/.test(part)) words.add(part).add(part.replace(/^0+/, "") || "0");
    }
    return " ";
  });
  for (const word of wordsIn(rest)) words.add(word);
  return [...new Set([...words].map(asTerm))].slice(0, maxTerms);
}

/** Words by which a case is found. */
export function termsOfCase(aktenzeichen: string, subjectName: string, texts: readonly string[]): readonly string[] {
  return wordsOf([aktenzeichen, subjectName, ...texts].join("\n"));
}

/** One word of a query: the terms it looks for. */
export interface QueryWord extends TermRange {
  /** The word without its ending, looked for as it is: "Bäckereien" finds "Bäckerei". */
  readonly stem?: string;
}

/** Endings of plural and case. Light on purpose: prefixes do the rest. */
const endings = ["en", "es", "e", "n", "s"] as const;

function stemOf(word: string): string | undefined {
  if (/\d/.test(word)) return undefined;
  const ending = endings.find((candidate) => word.endsWith(candidate) && word.length - candidate.length >= 4);
  return ending === undefined ? undefined : word.slice(0, -ending.length);
}

/** Words of what somebody typed into the search, at most six. Words of one or two letters are taken as they are. */
export function queryWords(text: string): readonly QueryWord[] {
  const typed = foldLetters(text.slice(0, 200), "ae");
  const words = new Set<string>();
  const rest = typed.replace(reference, (found) => {
    words.add(found);
    return " ";
  });
  for (const word of wordsIn(rest)) words.add(word);
  return [...words].slice(0, 6).map((word) => {
    const term = asTerm(word);
    const stem = stemOf(term);
    return { ...soughtBy(term), ...(stem === undefined ? {} : { stem }) };
  });
}
