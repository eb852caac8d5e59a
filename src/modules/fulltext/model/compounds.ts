import { baseWords } from "./base-words.ts";
import { stemOf } from "./stem.ts";
import { foldWord } from "./words.ts";

/** What stands between the parts of a compound, beside nothing. */
const links = ["", "s", "es", "n", "en", "er", "e"];
const shortest = 7;
const longest = 50;
const mostParts = 4;

const base: ReadonlySet<string> = new Set(baseWords.map((word) => foldWord(word)));
const baseStems: ReadonlySet<string> = new Set([...base].map(stemOf));

/** Whether a word is one of those that the program knows from the start. */
export function isBaseWord(folded: string): boolean {
  return base.has(folded) || (folded.length >= 5 && baseStems.has(stemOf(folded)));
}

/** Words that may be a compound at all. */
export function maybeCompound(folded: string): boolean {
  return folded.length >= shortest && folded.length <= longest && /^[a-z]+$/.test(folded);
}

/** Beginnings and ends that a split of this word could ask the town's own words for. */
export function pieces(folded: string): readonly string[] {
  const found: string[] = [];
  for (let from = 0; from <= folded.length - 4; from++) {
    for (let to = from + 4; to <= folded.length; to++) if (to - from < folded.length) found.push(folded.slice(from, to));
  }
  return found;
}

interface Split {
  readonly parts: readonly (readonly [number, number])[];
  readonly least: number;
}

/**
 * The parts of a German compound: `gewerbeanmeldung` gives `gewerbe` and `anmeldung`. Of several ways that with the
 * fewest and then the longest parts is taken. Source of the approach: Koehn & Knight 2003, section 3, with a trusted
 * list in place of frequencies.
 * @param knows whether the town's own words contain this one
 * @returns the parts in their order, longer ones made of several with them; none where it is no compound
 */
export function partsOf(folded: string, knows: (word: string) => boolean = () => false): readonly string[] {
  if (!maybeCompound(folded)) return [];
  const known = (word: string) => (word.length >= 3 && isBaseWord(word)) || (word.length >= 4 && knows(word));
  const best: (Split | undefined)[] = Array.from({ length: folded.length + 1 }, () => undefined);
  best[0] = { parts: [], least: Number.POSITIVE_INFINITY };
  for (let from = 0; from < folded.length; from++) {
    const before = best[from];
    if (before === undefined || before.parts.length === mostParts) continue;
    for (let to = from + 3; to <= folded.length; to++) {
      if (to - from === folded.length || !known(folded.slice(from, to))) continue;
      const split = {
        parts: [...before.parts, [from, to] as const],
        least: Math.min(before.least, to - from),
      };
      for (const link of links) {
        const next = to + link.length;
        if (next > folded.length || (next === folded.length && link !== "")) continue;
        if (!folded.startsWith(link, to)) continue;
        const there = best[next];
        const better =
          there === undefined ||
          split.parts.length < there.parts.length ||
          (split.parts.length === there.parts.length && split.least > there.least);
        if (better) best[next] = split;
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
      if (to - from < folded.length) found.add(folded.slice(from, to));
    }
  }
  return [...found];
}
