import { allowedSlips, foldLetters, slipsBetween } from "../../../kernel/index.ts";
import type { CodeList, CodeListEntry } from "./code-list.ts";

/** Marks the beginning of a label in the folded text of an entry. */
const start = "\u0001";

interface Indexed {
  readonly entry: CodeListEntry;
  readonly code: string;
  /** All spellings of its labels, each behind `start`, words with one blank between, ended by `start`. */
  readonly text: string;
}

interface Word {
  readonly text: string;
  /** Which letters occur, one bit each: words with too many other letters cannot be a slip away. */
  readonly letters: number;
  /** Positions of entries that have it. */
  readonly entries: number[];
}

interface Index {
  /** By label. */
  readonly entries: readonly Indexed[];
  readonly words: readonly Word[];
}

function lettersOf(word: string): number {
  let letters = 0;
  for (let index = 0; index < word.length; index++) letters |= 1 << (word.charCodeAt(index) % 31);
  return letters;
}

function bits(value: number): number {
  let count = 0;
  for (let rest = value; rest !== 0; rest &= rest - 1) count++;
  return count;
}

const folded = (text: string, umlaut: "ae" | "a"): string =>
  foldLetters(text, umlaut)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

const indexes = new WeakMap<CodeList, Index>();
const order = new Intl.Collator("de", { numeric: true });

function indexOf(list: CodeList): Index {
  let index = indexes.get(list);
  if (index === undefined) {
    const words = new Map<string, Word>();
    const entries = [...list.entries]
      .sort((one, other) => order.compare(one.label, other.label))
      .map((entry, at) => {
        const labels = entry.labelEn === undefined ? [entry.label] : [entry.label, entry.labelEn];
        const spellings = [...new Set(labels.flatMap((label) => [folded(label, "ae"), folded(label, "a")]))];
        for (const text of new Set(spellings.join(" ").split(" "))) {
          const word = words.get(text) ?? { text, letters: lettersOf(text), entries: [] };
          word.entries.push(at);
          words.set(text, word);
        }
        return { entry, code: entry.code.toLowerCase(), text: `${start}${spellings.join(start)}${start}` };
      });
    index = { entries, words: [...words.values()] };
    indexes.set(list, index);
  }
  return index;
}

/** 0 the code, 1 the whole label, 2 begins so, 3 the code begins so, 4 a later word begins so, 5 somewhere; 9 not at all. */
function rankOf({ code, text }: Indexed, typed: string, raw: string): number {
  if (code === raw) return 0;
  const at = text.indexOf(typed);
  if (at === -1) return code.startsWith(raw) ? 3 : 9;
  if (text.includes(start + typed)) return text.includes(start + typed + start) ? 1 : 2;
  if (code.startsWith(raw)) return 3;
  return text.includes(` ${typed}`) ? 4 : 5;
}

/** Entries that have a word like this one. */
function alikeTo(text: string, words: readonly Word[]): ReadonlySet<number> {
  const allowed = allowedSlips(text);
  const letters = lettersOf(text);
  const found = new Set<number>();
  for (const word of words) {
    const near =
      word.text.startsWith(text) ||
      (allowed > 0 &&
        Math.abs(word.text.length - text.length) <= allowed &&
        bits(word.letters ^ letters) <= 2 * allowed &&
        slipsBetween(word.text, text, allowed) <= allowed);
    if (near) for (const at of word.entries) found.add(at);
  }
  return found;
}

/**
 * Entries for what somebody typed: a code, a label or its beginning, a word of it, in any case, with or without
 * umlauts, with typing mistakes where nothing else is found. Best first, then by label. A few milliseconds for ten
 * thousand entries; the first search of a list takes longer, because it builds an index.
 */
export function searchEntries(list: CodeList, query: string, limit = 20): readonly CodeListEntry[] {
  const raw = query.slice(0, 120).trim().toLowerCase();
  const typed = folded(raw, "ae");
  const { entries, words } = indexOf(list);
  if (raw === "") return entries.slice(0, limit).map(({ entry }) => entry);
  const ranked: Indexed[][] = [[], [], [], [], [], []];
  for (const entry of entries) {
    const rank = typed === "" ? (entry.code.startsWith(raw) ? 3 : 9) : rankOf(entry, typed, raw);
    const same = ranked[rank];
    if (same !== undefined && same.length < limit) same.push(entry);
  }
  const found = ranked.flat();
  if (found.length > 0 || typed === "") return found.slice(0, limit).map(({ entry }) => entry);
  const [first, ...others] = typed.split(" ").map((word) => alikeTo(word, words));
  const alike = [...(first ?? [])].filter((at) => others.every((set) => set.has(at))).sort((one, other) => one - other);
  return alike.slice(0, limit).map((at) => (entries[at] as Indexed).entry);
}
