import { allowedSlips, foldLetters, slipsBetween } from "../../../kernel/index.ts";
import type { Option } from "../form.ts";

interface Sought {
  readonly option: Option;
  readonly code: string;
  /** Folded labels in both languages, and their words. */
  readonly labels: readonly string[];
  readonly words: readonly string[];
}

const prepared = new WeakMap<readonly Option[], readonly Sought[]>();

function fold(text: string): string {
  return foldLetters(text, "ae")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function prepare(options: readonly Option[]): readonly Sought[] {
  let found = prepared.get(options);
  if (found === undefined) {
    found = options.map((option) => {
      const labels = [...new Set([fold(option.label.de), fold(option.label.en)])];
      return { option, code: fold(option.value), labels, words: labels.flatMap((label) => label.split(" ")) };
    });
    prepared.set(options, found);
  }
  return found;
}

/** 0 is best; undefined where it does not fit. */
function rankOf({ code, labels, words }: Sought, typed: string): number | undefined {
  if (code === typed || labels.includes(typed)) return 0;
  if (labels.some((label) => label.startsWith(typed))) return 1;
  if (words.some((word) => word.startsWith(typed)) || code.startsWith(typed)) return 2;
  if (labels.some((label) => label.includes(typed))) return 3;
  const slips = allowedSlips(typed);
  if (slips > 0 && words.some((word) => slipsBetween(word, typed, slips) <= slips)) return 4;
  return undefined;
}

/**
 * Options that somebody may mean: beginnings before middles before typing mistakes, in any language, with or without
 * umlauts, or by the code.
 */
export function searchOptions(options: readonly Option[], query: string, limit: number): readonly Option[] {
  const typed = fold(query);
  if (typed === "") return [];
  const ranked: { readonly option: Option; readonly rank: number; readonly at: number }[] = [];
  prepare(options).forEach((sought, at) => {
    const rank = rankOf(sought, typed);
    if (rank !== undefined) ranked.push({ option: sought.option, rank, at });
  });
  return ranked
    .sort((a, b) => a.rank - b.rank || a.at - b.at)
    .slice(0, limit)
    .map(({ option }) => option);
}
