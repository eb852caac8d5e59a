import type { BlankPages, PageFate, PilePage, Rotation } from "./collection.ts";

/** What is seen of a page before anybody has looked at it. */
export interface SeenPage {
  readonly found: PilePage["found"];
  /** What a separator sheet says. */
  readonly target?: string;
}

/**
 * Where letters begin, as far as separator sheets and empty pages tell it. A separator sheet goes; what it says holds for
 * the page that comes next.
 */
export function proposeSplits(
  pages: readonly SeenPage[],
  blankPages: BlankPages,
): readonly { readonly fate: PageFate; readonly target: string | undefined }[] {
  let starts = true;
  let target: string | undefined;
  return pages.map((page) => {
    if (page.found === "separator") {
      starts = true;
      target = page.target;
      return { fate: "drop", target: undefined };
    }
    if (page.found === "blank" && blankPages !== "keep") {
      if (blankPages === "split") starts = true;
      return { fate: "drop", target: undefined };
    }
    const proposed = { fate: starts ? ("start" as const) : ("continue" as const), target: starts ? target : undefined };
    if (starts) target = undefined;
    starts = false;
    return proposed;
  });
}

/**
 * The letters of a pile, each with its pages in order. What goes belongs to none; the first page that stays begins one
 * whatever is said of it.
 */
export function lettersOf<Page extends { readonly fate: PageFate }>(
  pages: readonly Page[],
): readonly (readonly Page[])[] {
  const letters: Page[][] = [];
  for (const page of pages) {
    if (page.fate === "drop") continue;
    const current = letters.at(-1);
    if (page.fate === "start" || current === undefined) letters.push([page]);
    else current.push(page);
  }
  return letters;
}

/** @returns undefined where the word is no fate */
export function parseFate(word: unknown): PageFate | undefined {
  return word === "start" || word === "continue" || word === "drop" ? word : undefined;
}

export function parseRotation(word: unknown): Rotation | undefined {
  return word === "0" || word === "90" || word === "180" || word === "270" ? (Number(word) as Rotation) : undefined;
}

/**
 * Which pages of a letter somebody compares: so many per cent, at least one, chosen without a pattern.
 * @param random from 0 to below 1
 * @returns numbers from 1
 */
export function pagesToCompare(pages: number, percent: number, random: () => number): ReadonlySet<number> {
  const wanted = Math.max(1, Math.ceil((pages * percent) / 100));
  const left = Array.from({ length: pages }, (_, index) => index + 1);
  const chosen = new Set<number>();
  while (chosen.size < wanted && left.length > 0) {
    const [page] = left.splice(Math.floor(random() * left.length), 1);
    if (page !== undefined) chosen.add(page);
  }
  return chosen;
}
