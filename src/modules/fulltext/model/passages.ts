import { termsOfWord } from "./terms.ts";
import { foldWord } from "./words.ts";

/** A stretch of text that is marked, or is not. */
export interface Piece {
  readonly text: string;
  readonly marked: boolean;
}

/** Some words around what was found. */
export interface Passage {
  /** Page, sheet or slide, from 1. */
  readonly part: number;
  readonly pieces: readonly Piece[];
  /** Whether text before and after it was left out. */
  readonly before: boolean;
  readonly after: boolean;
}

const around = 110;
const mostPassages = 3;
const longestBeginning = 220;

const pattern = /[\p{L}\p{N}\p{M}\u00ad]+/gu;

interface Mark {
  readonly from: number;
  readonly to: number;
}

/** Looks up whether a word is one of those to mark; remembers, because words repeat. */
function marker(marked: ReadonlySet<string>, splits: readonly string[]): (word: string) => boolean {
  const parts = new Map(
    splits.map((line) => {
      const [word = "", ...rest] = line.split(" ");
      return [word, rest] as const;
    }),
  );
  const known = new Map<string, boolean>();
  return (word) => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const folded = foldWord(word.replaceAll("\u00ad", ""));
    const is = termsOfWord(folded, parts).some((term) => marked.has(term));
    known.set(word, is);
    return is;
  };
}

function* marksIn(text: string, isMarked: (word: string) => boolean): Generator<Mark> {
  pattern.lastIndex = 0;
  for (const match of text.matchAll(pattern)) {
    const from = match.index;
    const to = from + match[0].length;
    if (isMarked(match[0])) yield { from, to };
  }
}

/** Text as one line; a hyphen at the end of a line stays, since nobody can know whose it is. */
const flat = (text: string) => text.replace(/\u00ad\s*/g, "").replace(/\s+/g, " ");

function pieces(text: string, from: number, to: number, marks: readonly Mark[]): readonly Piece[] {
  const found: Piece[] = [];
  const put = (begin: number, end: number, marked: boolean) => {
    const piece = flat(text.slice(begin, end).toWellFormed());
    if (piece !== "") found.push({ text: piece, marked });
  };
  let at = from;
  for (const mark of marks) {
    if (mark.from < at || mark.to > to) continue;
    put(at, mark.from, false);
    put(mark.from, mark.to, true);
    at = mark.to;
  }
  put(at, to, false);
  return found;
}

/** A short text, all of it, with what was found in it marked. */
export function markedText(text: string, marked: ReadonlySet<string>, splits: readonly string[]): readonly Piece[] {
  return pieces(text, 0, text.length, [...marksIn(text, marker(marked, splits))]);
}

/** Nearest space at or before a place, so that no word is cut. */
function backToSpace(text: string, at: number, least: number): number {
  for (let place = at; place > Math.max(least, at - 30); place--)
    if (/\s/.test(text[place - 1] as string)) return place;
  return at;
}

function onToSpace(text: string, at: number, most: number): number {
  for (let place = at; place < Math.min(most, at + 30); place++) if (/\s/.test(text[place] as string)) return place;
  return at;
}

/**
 * Up to three passages in which something stands that was looked for; the beginning of the text where nothing does.
 * @param text its parts separated by form feeds
 */
export function passagesOf(
  text: string,
  marked: ReadonlySet<string>,
  splits: readonly string[],
): { readonly passages: readonly Passage[]; readonly found: boolean } {
  const isMarked = marker(marked, splits);
  const spans: { from: number; to: number; first: number; last: number }[] = [];
  const marks: Mark[] = [];
  for (const mark of marksIn(text, isMarked)) {
    const partFrom = text.lastIndexOf("\f", mark.from) + 1;
    const next = text.indexOf("\f", mark.to);
    const partTo = next === -1 ? text.length : next;
    const last = spans.at(-1);
    if (last !== undefined && mark.from <= last.to) {
      // The passage grows with what stands near, up to twice its length.
      if (mark.to <= last.first + 2 * around) {
        last.to = Math.min(partTo, onToSpace(text, Math.min(partTo, mark.to + around), partTo));
        last.last = mark.to;
      }
      if (mark.to <= last.to) marks.push(mark);
      continue;
    }
    if (spans.length === mostPassages) break;
    spans.push({
      from: backToSpace(text, Math.max(partFrom, mark.from - around), partFrom),
      to: onToSpace(text, Math.min(partTo, mark.to + around), partTo),
      first: mark.from,
      last: mark.to,
    });
    marks.push(mark);
  }
  if (spans.length === 0) {
    const end = text.indexOf("\f");
    const partTo = end === -1 ? text.length : end;
    const to = onToSpace(text, Math.min(partTo, longestBeginning), partTo);
    const shown = pieces(text, 0, to, []);
    return {
      passages: shown.length === 0 ? [] : [{ part: 1, pieces: shown, before: false, after: to < text.length }],
      found: false,
    };
  }
  let part = 1;
  let counted = 0;
  return {
    passages: spans.map((span) => {
      for (; counted < span.from; counted++) if (text[counted] === "\f") part++;
      return {
        part,
        pieces: pieces(
          text,
          span.from,
          span.to,
          marks.filter(({ from, to }) => from >= span.from && to <= span.to),
        ),
        before: span.from > 0,
        after: span.to < text.length,
      };
    }),
    found: true,
  };
}
