import { addDays, dayInBerlin, instantInBerlin } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { findSeenAkten, type SeenAkte, sightOf } from "../../records/index.ts";
import {
  byNumber,
  fewRanges,
  intersect,
  isPhrase,
  joinDocs,
  type KeyRange,
  rangesAround,
  type SeenKeys,
  scoreOf,
  unionOf,
} from "../model/match.ts";
import { cellRange, type Docs, keyOf, numberOf, readPlaces, windowOf } from "../model/postings.ts";
import { type Clause, markedTerms, type Plan, planOf, type Question, type Unanswerable } from "../model/question.ts";
import {
  type IndexedDokument,
  selectAktenOf,
  selectByNumber,
  selectCells,
  selectFiledBetween,
  selectHeads,
  selectNumbersOfAkten,
  selectRanges,
} from "../store/index.ts";

/** Hits are counted up to here; then there are more. */
export const mostCounted = 1000;
/** So many of the newest that fit are compared to find those that fit best. */
export const mostCompared = 5000;

/** Letters of the text that come with a hit. */
export const textOfHit = 60_000;

/** Where the next page begins. */
export interface SearchCursor {
  readonly number: number;
  readonly score: number;
}

/** One Dokument that was found. */
export interface Hit {
  readonly dokument: IndexedDokument;
  /** As it stands now. */
  readonly akte: SeenAkte;
}

export type SearchOutcome =
  | { readonly kind: "unanswerable"; readonly why: Unanswerable }
  | {
      readonly kind: "found";
      readonly hits: readonly Hit[];
      /** Of the first page only: all hits, or that there are more than `mostCounted`. */
      readonly count?: { readonly hits: number; readonly more: boolean };
      readonly next?: SearchCursor;
      /** Words too frequent to tell anything. */
      readonly ignored: readonly string[];
      /** Terms to mark in what was found. */
      readonly marked: ReadonlySet<string>;
      /** Not all that fits was compared: `mostCompared` of the newest were. */
      readonly partly: boolean;
    };

interface Candidate {
  readonly key: number;
  readonly score: number;
}

/** What a plan asks of the index, each list one thing that has to be: one of its terms. */
interface Asked {
  readonly groups: readonly (readonly string[])[];
  /** How many of the groups count for the score: those of words come first. */
  readonly scored: number;
  readonly phrases: readonly Clause[];
  readonly excludedWords: readonly string[];
  readonly excludedPhrases: readonly Clause[];
}

function askedBy(plan: Plan): Asked {
  const words = [...new Set(plan.all.flatMap(({ terms }) => terms))];
  const isPhraseClause = ({ terms }: Clause) => terms.length > 1;
  return {
    groups: [...words.map((term) => [term]), ...plan.properties],
    scored: words.length,
    phrases: plan.all.filter(isPhraseClause),
    excludedWords: plan.none.filter(({ terms }) => terms.length === 1).flatMap(({ terms }) => terms),
    excludedPhrases: plan.none.filter(isPhraseClause),
  };
}

interface Cells {
  readonly seen: SeenKeys;
  /** Newest first, each with what may be seen of it. */
  readonly windows: readonly { readonly ranges: readonly KeyRange[]; readonly dokumente: number }[];
}

/** Where there is anything that who acts may see. */
async function cellsFor(ctx: Ctx, before: number | undefined): Promise<Cells> {
  const sight = await sightOf(ctx);
  const circles = sight.everything ? undefined : sight.circles;
  const [cells, single] = await Promise.all([
    selectCells(ctx, circles),
    selectNumbersOfAkten(ctx, sight.everything ? [] : sight.akten),
  ]);
  const seen: SeenKeys = {
    everything: sight.everything,
    circles: new Set(circles ?? []),
    keys: new Set(single.map(({ number, circleId }) => keyOf(circleId, number))),
  };
  const windows = new Map<number, { ranges: KeyRange[]; dokumente: number }>();
  const add = (window: number, range: KeyRange, dokumente: number) => {
    const known = windows.get(window) ?? { ranges: [], dokumente: 0 };
    known.ranges.push(range);
    known.dokumente += dokumente;
    windows.set(window, known);
  };
  for (const { window, circle, dokumente } of cells) add(window, cellRange(window, circle), dokumente);
  for (const key of seen.keys) if (!seen.circles.has(key)) add(windowOf(key), { from: key, to: key }, 1);
  const newest = before === undefined ? Number.POSITIVE_INFINITY : windowOf(keyOf(0, before));
  return {
    seen,
    windows: [...windows]
      .filter(([window]) => window <= newest)
      .sort(([a], [b]) => b - a)
      .map(([, { ranges, dokumente }]) => ({ ranges, dokumente })),
  };
}

/** Keys of those candidates in which the words of a phrase stand one after the other. */
async function holding(ctx: Ctx, phrase: Clause, keys: Float64Array): Promise<ReadonlySet<number>> {
  const wanted = new Set(keys);
  const terms = [...new Set(phrase.terms)];
  const rows = await selectRanges(ctx, terms, rangesAround(keys), true);
  const places = new Map(
    terms.map((term) => {
      const found = new Map<number, readonly number[]>();
      for (const row of rows.get(term) ?? []) {
        for (const [key, list] of readPlaces(row, row.places, (one) => wanted.has(one))) found.set(key, list);
      }
      return [term, found] as const;
    }),
  );
  const kept = new Set<number>();
  for (const key of wanted) {
    if (isPhrase(phrase.terms.map((term) => places.get(term)?.get(key) ?? []))) kept.add(key);
  }
  return kept;
}

/** Looks for candidates window by window, newest first. */
class Finder {
  readonly #ctx: Ctx;
  readonly #asked: Asked;
  readonly #cells: Cells;
  #rare: ReadonlyMap<string, Docs> = new Map();
  #window = 0;
  /** Of the words that count, in how many of the Dokumente looked at so far each stands. */
  readonly #frequency: number[];
  #dokumente = 0;

  constructor(ctx: Ctx, asked: Asked, cells: Cells) {
    this.#ctx = ctx;
    this.#asked = asked;
    this.#cells = cells;
    this.#frequency = Array.from({ length: asked.scored }, () => 0);
  }

  get done(): boolean {
    return this.#window >= this.#cells.windows.length;
  }

  /** Reads all there is of rare words. */
  async begin(): Promise<void> {
    const { groups, excludedWords } = this.#asked;
    const terms = [...new Set([...groups.flat(), ...excludedWords])];
    const heads = await selectHeads(this.#ctx, terms);
    this.#rare = new Map(
      [...heads].filter(([, { whole }]) => whole).map(([term, { rows }]) => [term, joinDocs(rows, this.#cells.seen)]),
    );
    const absent = groups.some((group) => group.every((term) => this.#rare.get(term)?.keys.length === 0));
    if (absent) this.#window = this.#cells.windows.length;
  }

  /** Candidates of the next windows, with what counts for their score. */
  async next(): Promise<{ readonly keys: Float64Array; readonly weights: readonly Int32Array[] }> {
    const { groups, excludedWords, phrases, excludedPhrases, scored } = this.#asked;
    const wholeGroups = groups.filter((group) => group.every((term) => this.#rare.has(term)));
    const rarest = wholeGroups
      .map((group) => unionOf(group.map((term) => this.#rare.get(term) as Docs)))
      .sort((a, b) => a.keys.length - b.keys.length)[0];
    // What a rare word leads to is little, however old it is.
    const count = rarest === undefined ? Math.max(1, this.#window) : this.#cells.windows.length;
    const windows = this.#cells.windows.slice(this.#window, this.#window + count);
    this.#window += windows.length;
    const ranges =
      rarest === undefined ? fewRanges(windows.flatMap((window) => window.ranges)) : rangesAround(rarest.keys);
    const frequent = [...new Set([...groups.flat(), ...excludedWords])].filter((term) => !this.#rare.has(term));
    const rows = await selectRanges(this.#ctx, frequent, ranges, false);
    const found = new Map(frequent.map((term) => [term, joinDocs(rows.get(term) ?? [], this.#cells.seen)]));
    const listOf = (term: string): Docs => (this.#rare.get(term) ?? found.get(term)) as Docs;

    const lists = groups.map((group) => unionOf(group.map(listOf)));
    this.#dokumente += windows.reduce((sum, { dokumente }) => sum + dokumente, 0);
    for (let index = 0; index < scored; index++) {
      // Of a frequent word beside a rare one only what lies near is read: it counts as frequent.
      const whole = rarest === undefined || this.#rare.has((groups[index] as readonly string[])[0] as string);
      const seen = (lists[index] as Docs).keys.length;
      this.#frequency[index] = (this.#frequency[index] as number) + (whole ? seen : this.#dokumente / 4);
    }
    let { keys, weights } = intersect(lists, excludedWords.map(listOf));
    for (const [phrase, wanted] of [
      ...phrases.map((one) => [one, true] as const),
      ...excludedPhrases.map((one) => [one, false] as const),
    ]) {
      if (keys.length === 0) break;
      const kept = await holding(this.#ctx, phrase, keys);
      const places = Array.from(keys.keys()).filter((at) => kept.has(keys[at] as number) === wanted);
      weights = weights.map((list) => Int32Array.from(places, (at) => list[at] as number));
      keys = Float64Array.from(places, (at) => keys[at] as number);
    }
    return { keys, weights: weights.slice(0, scored) };
  }

  /** How much the occurrence of each word tells. */
  get rarity(): readonly number[] {
    return this.#frequency.map((frequency) => Math.log(1 + this.#dokumente / Math.max(1, frequency)));
  }
}

/** Of candidates those that may be shown, in their order: asked of the E-Akte itself, whatever the index believes. */
async function checked(
  ctx: Ctx,
  question: Question,
  candidates: readonly Candidate[],
): Promise<readonly (Candidate & { readonly akte: SeenAkte })[]> {
  if (candidates.length === 0) return [];
  const numbers = candidates.map(({ key }) => numberOf(key));
  const { from, to } = question;
  const [places, inTime] = await Promise.all([
    selectAktenOf(ctx, numbers),
    // Terms know months only.
    from === undefined && to === undefined
      ? undefined
      : selectFiledBetween(ctx, numbers, {
          from: from && instantInBerlin(from),
          before: to && instantInBerlin(addDays(to, 1)),
        }),
  ]);
  const akten = await findSeenAkten(ctx, [...new Set(places.values())]);
  return candidates.flatMap((candidate) => {
    const number = numberOf(candidate.key);
    const akte = akten.get(places.get(number) ?? "");
    return akte === undefined || inTime?.has(number) === false ? [] : [{ ...candidate, akte }];
  });
}

/**
 * Searches the full text of everything that who acts may see. The newest first, or what fits best among the newest
 * `mostCompared` that fit.
 * @param page.after of the page before
 * @throws Forbidden `records.duty-missing`
 */
export async function search(
  ctx: Ctx,
  question: Question,
  page: { readonly limit: number; readonly after?: SearchCursor },
): Promise<SearchOutcome> {
  const plan = planOf(question, dayInBerlin(ctx.now));
  if ("unanswerable" in plan) return { kind: "unanswerable", why: plan.unanswerable };
  const fitting = question.order === "fitting";
  const { after, limit } = page;
  const cells = await cellsFor(ctx, fitting ? undefined : after?.number);
  const finder = new Finder(ctx, askedBy(plan), cells);
  await finder.begin();
  // A first page needs as many as are counted, every other one its own and whether there is another.
  const enough = after === undefined ? mostCounted + 1 : limit + 1;
  const shown: (Candidate & { readonly akte: SeenAkte })[] = [];
  let partly = false;

  if (fitting) {
    let pool: { key: number; weights: readonly number[] }[] = [];
    while (!finder.done && pool.length < mostCompared) {
      const { keys, weights } = await finder.next();
      const order = Array.from(keys.keys()).sort((a, b) => byNumber(keys[a] as number, keys[b] as number));
      const room = mostCompared - pool.length;
      if (order.length > room) partly = true;
      pool = pool.concat(
        order
          .slice(0, room)
          .map((at) => ({ key: keys[at] as number, weights: weights.map((list) => list[at] as number) })),
      );
    }
    if (!finder.done) partly = true;
    const { rarity } = finder;
    const candidates = pool
      .map(({ key, weights }) => ({ key, score: scoreOf(weights, rarity) }))
      .sort((a, b) => b.score - a.score || byNumber(a.key, b.key))
      .filter(
        ({ key, score }) =>
          after === undefined || score < after.score || (score === after.score && numberOf(key) < after.number),
      );
    for (let at = 0; at < candidates.length && shown.length < enough; at += mostCounted + 1) {
      shown.push(...(await checked(ctx, question, candidates.slice(at, at + mostCounted + 1))));
    }
  } else {
    while (!finder.done && shown.length < enough) {
      const { keys } = await finder.next();
      const candidates = Array.from(keys)
        .filter((key) => after === undefined || numberOf(key) < after.number)
        .sort(byNumber)
        .map((key) => ({ key, score: 0 }));
      const slice = enough + 20;
      for (let at = 0; at < candidates.length && shown.length < enough; at += slice) {
        shown.push(...(await checked(ctx, question, candidates.slice(at, at + slice))));
      }
    }
  }

  const here = shown.slice(0, limit);
  const rows = new Map(
    (
      await selectByNumber(
        ctx,
        here.map(({ key }) => numberOf(key)),
        textOfHit,
      )
    ).map((row) => [row.number, row]),
  );
  const last = here.at(-1);
  return {
    kind: "found",
    hits: here.flatMap(({ key, akte }) => {
      const dokument = rows.get(numberOf(key));
      return dokument === undefined ? [] : [{ dokument, akte }];
    }),
    ...(after === undefined
      ? { count: { hits: Math.min(shown.length, mostCounted), more: shown.length > mostCounted } }
      : {}),
    ...(shown.length > limit && last !== undefined ? { next: { number: numberOf(last.key), score: last.score } } : {}),
    ignored: plan.ignored,
    marked: markedTerms(plan),
    partly,
  };
}
