import { baseWords } from "./base-words.ts";
import { foldWord } from "./words.ts";

/** What stands between the parts of a compound, beside nothing. */
const links = ["", "s", "es", "n", "en", "er", "e"];
const shortest = 7;
const longest = 50;
const mostParts = 4;

/** Words by their first three letters. `Schule` loses its e in `Schulamt`. */
const base: ReadonlyMap<string, readonly string[]> = (() => {
  const byBeginning = new Map<string, string[]>();
  const words = baseWords.map((word) => foldWord(word));
  const short = words.filter((word) => word.length >= 5 && word.endsWith("e")).map((word) => word.slice(0, -1));
  for (const word of new Set([...words, ...short])) {
    const beginning = word.slice(0, 3);
    const list = byBeginning.get(beginning);
    if (list === undefined) byBeginning.set(beginning, [word]);
    else list.push(word);
  }
  return byBeginning;
})();

/** Words that may be a compound at all. */
export function maybeCompound(folded: string): boolean {
  return folded.length >= shortest && folded.length <= longest && /^[a-z]+$/.test(folded);
}

/** Beginnings and ends that a split of this word could ask the town's own words for. */
export function pieces(folded: string): readonly string[] {
  const found: string[] = [];
  for (let from = 0; from <= folded.length - 4; from++) {
    for (let to = from + 4; to <= folded.length; to++)
      if (to - from < folded.length) found.push(folded.slice(from, to));
  }
  return found;
}

interface Split {
  readonly parts: readonly (readonly [number, number])[];
  readonly least: number;
}

/** Where a known word that begins here may end. */
function endsOfWords(folded: string, from: number, knows: ((word: string) => boolean) | undefined): readonly number[] {
  const ends = new Set<number>();
  for (const word of base.get(folded.slice(from, from + 3)) ?? []) {
    if (folded.startsWith(word, from)) ends.add(from + word.length);
  }
  if (knows !== undefined) {
    for (let to = from + 4; to <= folded.length; to++) if (knows(folded.slice(from, to))) ends.add(to);
  }
  return [...ends].filter((to) => to - from < folded.length);
}

/**
 * The parts of a German compound: `gewerbeanmeldungen` gives `gewerbe` and `anmeldung`. Of several ways that with the
 * fewest and then the longest parts is taken. Source of the approach: Koehn & Knight 2003, section 3, with a trusted
 * list in place of frequencies.
 * @param knows whether the town's own words contain this one
 * @returns the parts in their order, longer ones made of several with them; none where it is no compound
 */
export function partsOf(folded: string, knows?: (word: string) => boolean): readonly string[] {
  if (!maybeCompound(folded)) return [];
  const best: (Split | undefined)[] = Array.from({ length: folded.length + 1 }, () => undefined);
  best[0] = { parts: [], least: Number.POSITIVE_INFINITY };
  for (let from = 0; from < folded.length; from++) {
    const before = best[from];
    if (before === undefined || before.parts.length === mostParts) continue;
    for (const to of endsOfWords(folded, from, knows)) {
      const parts = [...before.parts, [from, to] as const];
      const least = Math.min(before.least, to - from);
      // What joins parts also ends words: `…anmeldung-s-…`, `…anmeldung-en`.
      for (const link of links) {
        const next = to + link.length;
        if (next > folded.length || !folded.startsWith(link, to)) continue;
        const there = best[next];
        const better =
          there === undefined ||
          parts.length < there.parts.length ||
          (parts.length === there.parts.length && least > there.least);
        if (better) best[next] = { parts, least };
      }
    }
  }
  const parts = best[folded.length]?.parts ?? [];
  if (parts.length < 2) return [];
  const found = new Set<string>();
  for (let first = 0; first < parts.length; first++) {
    for (let last = first; last < parts.length; last++) {
      const [from] = parts[first] as readonly [number, number];
      const [, to] = parts[last] as readonly [number, number];
      // The word itself without its ending is no part of it.
      if (first > 0 || last < parts.length - 1) found.add(folded.slice(from, to));
    }
  }
  return [...found];
}
