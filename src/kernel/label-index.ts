import { allowedSlips, foldLetters, slipsBetween } from "./words.ts";

/** Marks the beginning of a label in the folded text of an entry. */
const start = "\u0001";

interface Indexed<Item> {
  readonly item: Item;
  readonly code: string;
  /** All spellings of its labels, each behind `start`, words with one blank between, ended by `start`. */
  readonly text: string;
}

interface Word {
  readonly text: string;
  /** Which letters occur, one bit each: words with too many other letters cannot be a slip away. */
  readonly letters: number;
  /** Positions of items that have it. */
  readonly items: number[];
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

/** 0 the code, 1 the whole label, 2 begins so, 3 the code begins so, 4 a later word begins so, 5 somewhere; 9 not at all. */
function rankOf({ code, text }: Indexed<unknown>, typed: string, raw: string): number {
  if (code === raw) return 0;
  const at = text.indexOf(typed);
  if (at === -1) return code.startsWith(raw) ? 3 : 9;
  if (text.includes(start + typed)) return text.includes(start + typed + start) ? 1 : 2;
  if (code.startsWith(raw)) return 3;
  return text.includes(` ${typed}`) ? 4 : 5;
}

/** Positions of items that have a word like this one. */
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
    if (near) for (const at of word.items) found.add(at);
  }
  return found;
}

/**
 * Finds in a list what somebody typed: a code, a label or its beginning, a word of it, in any case, with or without
 * umlauts, with typing mistakes where nothing else is found. A few milliseconds for ten thousand items; making the
 * index takes longer.
 */
export class LabelIndex<Item> {
  readonly #items: readonly Indexed<Item>[];
  readonly #words: readonly Word[];

  /** @param items in the order that decides between those that fit equally well */
  constructor(
    items: readonly Item[],
    read: (item: Item) => { readonly code: string; readonly labels: readonly string[] },
  ) {
    const words = new Map<string, Word>();
    this.#items = items.map((item, at) => {
      const { code, labels } = read(item);
      const spellings = [...new Set(labels.flatMap((label) => [folded(label, "ae"), folded(label, "a")]))];
      for (const text of new Set(spellings.join(" ").split(" "))) {
        const word = words.get(text) ?? { text, letters: lettersOf(text), items: [] };
        word.items.push(at);
        words.set(text, word);
      }
      return { item, code: code.toLowerCase(), text: `${start}${spellings.join(start)}${start}` };
    });
    this.#words = [...words.values()];
  }

  /** The best first; nothing for nothing typed. */
  search(query: string, limit: number): readonly Item[] {
    const raw = query.slice(0, 120).trim().toLowerCase();
    if (raw === "") return [];
    const typed = folded(raw, "ae");
    const ranked: Indexed<Item>[][] = [[], [], [], [], [], []];
    for (const indexed of this.#items) {
      const rank = typed === "" ? (indexed.code.startsWith(raw) ? 3 : 9) : rankOf(indexed, typed, raw);
      const same = ranked[rank];
      if (same !== undefined && same.length < limit) same.push(indexed);
    }
    const found = ranked.flat();
    if (found.length > 0 || typed === "") return found.slice(0, limit).map(({ item }) => item);
    const [first, ...others] = typed.split(" ").map((word) => alikeTo(word, this.#words));
    const alike = [...(first ?? [])]
      .filter((at) => others.every((set) => set.has(at)))
      .sort((one, other) => one - other);
    return alike.slice(0, limit).map((at) => (this.#items[at] as Indexed<Item>).item);
  }
}
