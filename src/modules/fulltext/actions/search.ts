import { addDays, dayInBerlin, instantInBerlin, isId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { findSeenAkten, type SeenAkte, sightOf } from "../../records/index.ts";
import {
  byNumber,
  intersect,
  isPhrase,
  joinDocs,
  type KeyRange,
  rowsHolding,
  rowsIn,
  type SeenKeys,
  scoreOf,
  unionOf,
} from "../model/match.ts";
import { cellRange, circleOf, type Docs, keyOf, numberOf, readPlaces, windowOf } from "../model/postings.ts";
import { type Clause, isWholeMonths, type Plan, planOf, type Question, type Unanswerable } from "../model/question.ts";
import { termOfWord } from "../model/terms.ts";
import {
  type IndexedDokument,
  selectAktenOf,
  selectByNumber,
  selectCells,
  selectDirectory,
  selectFiledBetween,
  selectNumbersOfAkte,
  selectNumbersOfAkten,
  selectRows,
  selectTermsBeginning,
  selectWaitingNumbers,
} from "../store/index.ts";

/** Hits are counted up to here; then there are more. */
export const mostCounted = 1000;
/** So many of the newest that fit are compared to find those that fit best. */
export const mostCompared = 5000;

/** Words of the index that may begin as somebody types. */
const mostBeginnings = 400;
/** So many Dokumente of Akten whose changes wait are asked about one by one; where there are more, all are. */
const mostWaiting = 20_000;
/** Rows of a word that are read at once, however old: 12,000 Dokumente at most. */
const fewRows = 48;

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
  /** Which of the groups is the time: rows tell as well. */
  readonly time: number | undefined;
  readonly phrases: readonly Clause[];
  readonly excludedWords: readonly string[];
  readonly excludedPhrases: readonly Clause[];
}

/** All words of the index that begin as somebody typed, by what was typed; undefined where they are too many. */
async function beginningsOf(ctx: Ctx, plan: Plan): Promise<ReadonlyMap<string, readonly string[]> | undefined> {
  const beginnings = [...plan.all, ...plan.none].flatMap(({ terms, begins }) => (begins === true ? terms : []));
  const found = new Map<string, readonly string[]>();
  for (const beginning of new Set(beginnings)) {
    const terms = await selectTermsBeginning(ctx, beginning, mostBeginnings + 1);
    if (terms.length > mostBeginnings) return undefined;
    // What was typed may be a whole word with an ending that the index does not keep.
    found.set(beginning, [...new Set([...terms, termOfWord(beginning)])]);
  }
  return found;
}

function askedBy(plan: Plan, beginnings: ReadonlyMap<string, readonly string[]>): Asked {
  const plain = (clauses: readonly Clause[]) => clauses.filter(({ begins }) => begins !== true);
  const begun = (clauses: readonly Clause[]) =>
    clauses
      .filter(({ begins }) => begins === true)
      .map(({ terms: [beginning = ""] }) => beginnings.get(beginning) ?? []);
  const words = [...new Set(plain(plan.all).flatMap(({ terms }) => terms))];
  const scored = [...words.map((term) => [term]), ...begun(plan.all)];
  const others = [...scored, ...plan.properties];
  const isPhraseClause = ({ terms }: Clause) => terms.length > 1;
  return {
    groups: plan.times.length === 0 ? others : [...others, plan.times],
    scored: scored.length,
    time: plan.times.length === 0 ? undefined : others.length,
    phrases: plan.all.filter(isPhraseClause),
    excludedWords: [
      ...plain(plan.none)
        .filter(({ terms }) => terms.length === 1)
        .flatMap(({ terms }) => terms),
      ...begun(plan.none).flat(),
    ],
    excludedPhrases: plan.none.filter(isPhraseClause),
  };
}

/** Terms whose words are marked in a hit. */
function markedTerms(plan: Plan, beginnings: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  return new Set(
    plan.all.flatMap(({ terms, begins }) =>
      begins === true ? terms.flatMap((term) => beginnings.get(term) ?? []) : terms,
    ),
  );
}

interface Window {
  readonly window: number;
  /** What may be seen of it. */
  readonly ranges: readonly KeyRange[];
  readonly dokumente: number;
}

interface Cells {
  readonly seen: SeenKeys;
  /** Newest first. */
  readonly windows: readonly Window[];
  /** Numbers of Dokumente about which the index may be late; undefined: of all. */
  readonly unsure: ReadonlySet<number> | undefined;
}

/** Where there is anything that who acts may see. */
async function cellsFor(ctx: Ctx, before: number | undefined): Promise<Cells> {
  const sight = await sightOf(ctx);
  const circles = sight.everything ? undefined : sight.circles;
  // What waits is asked before the index is read: what changes from here on was not yet so when the search began.
  const [unsure, cells, single] = await Promise.all([
    selectWaitingNumbers(ctx, mostWaiting),
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
  for (const key of seen.keys) if (!seen.circles.has(circleOf(key))) add(windowOf(key), { from: key, to: key }, 1);
  const newest = before === undefined ? Number.POSITIVE_INFINITY : windowOf(keyOf(0, before));
  return {
    seen,
    unsure,
    windows: [...windows]
      .filter(([window]) => window <= newest)
      .sort(([a], [b]) => b - a)
      .map(([window, { ranges, dokumente }]) => ({
        window,
        ranges: ranges.toSorted((a, b) => a.from - b.from),
        dokumente,
      })),
  };
}

/** The Dokumente of one Akte as a list beside those of words. Of an Akte that is hidden, or none at all, there are none. */
async function docsOfAkte(ctx: Ctx, akteId: string, seen: SeenKeys): Promise<Docs> {
  const known = isId(akteId) && (await findSeenAkten(ctx, [akteId])).has(akteId);
  const found = known ? await selectNumbersOfAkte(ctx, akteId) : [];
  const keys = Float64Array.from(
    found.flatMap(({ circleId, numbers }) => numbers.map((number) => keyOf(circleId, number))),
  ).sort();
  return joinDocs([{ keys, weights: new Int32Array(keys.length) }], seen, everywhere);
}

const everywhere: KeyRange = { from: 0, to: Number.POSITIVE_INFINITY };

/** What of a list, ascending, lies in a range. */
function sliceOf({ keys, weights }: Docs, { from, to }: KeyRange): Docs {
  const begin = keys.findIndex((key) => key >= from);
  const end = keys.findLastIndex((key) => key <= to);
  return begin === -1 || end < begin
    ? { keys: new Float64Array(0), weights: new Int32Array(0) }
    : { keys: keys.subarray(begin, end + 1), weights: weights.subarray(begin, end + 1) };
}

/** From the first key of some windows, newest first, to their last. */
function reachOf(windows: readonly Window[]): KeyRange {
  return {
    from: cellRange(windows.at(-1)?.window ?? 0, 0).from,
    to: cellRange((windows[0]?.window ?? 0) + 1, 0).from - 1,
  };
}

/** Candidates of some windows. */
interface Found {
  readonly keys: Float64Array;
  /** By word that counts for the score. */
  readonly weights: readonly Int32Array[];
  /** Their time was not looked at. */
  readonly timeOpen: boolean;
}

/** Looks for candidates window by window, newest first. */
class Finder {
  readonly #ctx: Ctx;
  readonly #asked: Asked;
  readonly #cells: Cells;
  readonly #within: Docs | undefined;
  /** Where the rows of each word begin. */
  #directory: ReadonlyMap<string, Float64Array> = new Map();
  readonly #reached = new Map<string, readonly number[]>();
  #window = 0;
  /** Of the words that count, in how many of the Dokumente looked at so far each stands. */
  readonly #frequency: number[];
  #dokumente = 0;

  constructor(ctx: Ctx, asked: Asked, cells: Cells, within: Docs | undefined) {
    this.#ctx = ctx;
    this.#asked = asked;
    this.#cells = cells;
    this.#within = within;
    this.#frequency = Array.from({ length: asked.scored }, () => 0);
  }

  get done(): boolean {
    return this.#window >= this.#cells.windows.length;
  }

  #beginnings(term: string): Float64Array {
    return this.#directory.get(term) as Float64Array;
  }

  async begin(): Promise<void> {
    const { groups, excludedWords, phrases, excludedPhrases } = this.#asked;
    const inPhrases = [...phrases, ...excludedPhrases].flatMap(({ terms }) => terms);
    this.#directory = await selectDirectory(this.#ctx, [
      ...new Set([...groups.flat(), ...excludedWords, ...inPhrases]),
    ]);
    const absent = groups.some((group) => group.every((term) => this.#beginnings(term).length === 0));
    if (absent || this.#within?.keys.length === 0) this.#window = this.#cells.windows.length;
  }

  /** Rows of a word that reach into what may be seen of a range. */
  #rows(term: string, { from, to }: KeyRange): readonly number[] {
    let reached = this.#reached.get(term);
    if (reached === undefined) {
      const ranges = this.#cells.windows.toReversed().flatMap((window) => window.ranges);
      reached = rowsIn(this.#beginnings(term), ranges);
      this.#reached.set(term, reached);
    }
    // The last that begins before the range may end in it.
    const begin = reached.findLastIndex((key) => key <= from);
    const end = reached.findLastIndex((key) => key <= to);
    return reached.slice(Math.max(0, begin), end + 1);
  }

  /** The windows to look at next: all where there is little to read, otherwise as many as were looked at before. */
  #take(): readonly Window[] {
    const rest = this.#cells.windows.slice(this.#window);
    const range = reachOf(rest);
    const rowsOf = (group: readonly string[]) => group.reduce((sum, term) => sum + this.#rows(term, range).length, 0);
    const little =
      (this.#within !== undefined && this.#within.keys.length < fewRows * 256) ||
      this.#asked.groups.some((group) => rowsOf(group) <= fewRows);
    const windows = little ? rest : rest.slice(0, Math.max(1, this.#window));
    this.#window += windows.length;
    return windows;
  }

  async #read(wanted: ReadonlyMap<string, readonly number[]>, range: KeyRange): Promise<ReadonlyMap<string, Docs>> {
    const rows = await selectRows(this.#ctx, wanted, false);
    return new Map([...rows].map(([term, list]) => [term, joinDocs(list, this.#cells.seen, range)]));
  }

  /** Candidates of the next windows, with what counts for their score. */
  async next(): Promise<Found> {
    const { groups, excludedWords, phrases, excludedPhrases, scored, time } = this.#asked;
    const windows = this.#take();
    const range = reachOf(windows);
    const within = this.#within && sliceOf(this.#within, range);
    const reach = new Map([...new Set(groups.flat())].map((term) => [term, this.#rows(term, range)] as const));
    const sizes = groups.map((group) => group.reduce((sum, term) => sum + (reach.get(term)?.length ?? 0), 0));
    const least = Math.min(...sizes, within === undefined ? Number.POSITIVE_INFINITY : within.keys.length >> 8);
    // What is rare is read first: of what is frequent only the rows are read then in which that stands.
    const first = sizes.map((size, index) => size <= (index === time ? least : 2 * Math.max(8, least)));
    const lists: Docs[] = [];
    const read = async (which: readonly number[], rowsOf: (term: string) => readonly number[]) => {
      const terms = new Set(which.flatMap((index) => groups[index] as readonly string[]));
      const docs = await this.#read(new Map([...terms].map((term) => [term, rowsOf(term)])), range);
      for (const index of which)
        lists[index] = unionOf((groups[index] as readonly string[]).map((term) => docs.get(term) as Docs));
    };
    const early = [...groups.keys()].filter((index) => first[index] === true);
    await read(early, (term) => reach.get(term) ?? []);
    const besides = within === undefined ? [] : [within];
    let { keys, weights } = intersect([...early.map((index) => lists[index] as Docs), ...besides], []);
    let order = early;

    // Few are asked about their day sooner than lists of months are read.
    const timeOpen = time !== undefined && first[time] !== true && (sizes[time] as number) * 8 > keys.length;
    const late = [...groups.keys()].filter((index) => first[index] !== true && !(index === time && timeOpen));
    if (keys.length > 0 && late.length + excludedWords.length > 0) {
      const candidates = keys;
      const excluded = await this.#read(
        new Map(excludedWords.map((term) => [term, rowsHolding(this.#beginnings(term), candidates)])),
        range,
      );
      await read(late, (term) => rowsHolding(this.#beginnings(term), candidates));
      order = [...early, ...late];
      ({ keys, weights } = intersect(
        [...order.map((index) => lists[index] as Docs), ...besides],
        excludedWords.map((term) => excluded.get(term) as Docs),
      ));
    }
    this.#dokumente += windows.reduce((sum, { dokumente }) => sum + dokumente, 0);
    for (let index = 0; index < scored; index++) {
      // Of a frequent word beside a rare one only what lies near was read: it counts as frequent.
      const seen = first[index] === true ? (lists[index] as Docs).keys.length : this.#dokumente / 4;
      this.#frequency[index] = (this.#frequency[index] as number) + seen;
    }
    const none = new Int32Array(keys.length);
    let counting = Array.from({ length: scored }, (_, index) => {
      const place = order.indexOf(index);
      return place === -1 ? none : (weights[place] as Int32Array);
    });
    for (const [phrase, wanted] of [
      ...phrases.map((one) => [one, true] as const),
      ...excludedPhrases.map((one) => [one, false] as const),
    ]) {
      if (keys.length === 0) break;
      const kept = await this.#holding(phrase, keys);
      const places = Array.from(keys.keys()).filter((at) => kept.has(keys[at] as number) === wanted);
      counting = counting.map((list) => Int32Array.from(places, (at) => list[at] as number));
      keys = Float64Array.from(places, (at) => keys[at] as number);
    }
    return { keys, weights: counting, timeOpen };
  }

  /** Keys of those candidates in which the words of a phrase stand one after the other. */
  async #holding(phrase: Clause, keys: Float64Array): Promise<ReadonlySet<number>> {
    const wanted = new Set(keys);
    const terms = [...new Set(phrase.terms)];
    const rows = await selectRows(
      this.#ctx,
      new Map(terms.map((term) => [term, rowsHolding(this.#beginnings(term), keys)])),
      true,
    );
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

  /** How much the occurrence of each word tells. */
  get rarity(): readonly number[] {
    return this.#frequency.map((frequency) => Math.log(1 + this.#dokumente / Math.max(1, frequency)));
  }
}

/** Of candidates those that may be counted, in their order. Where the index may be late, the E-Akte itself is asked. */
async function counted<T extends Candidate>(
  ctx: Ctx,
  question: Question,
  candidates: readonly T[],
  known: { readonly unsure: ReadonlySet<number> | undefined; readonly timeOpen: boolean },
): Promise<readonly T[]> {
  const { from, to } = question;
  let kept = candidates;
  if (kept.length > 0 && (from !== undefined || to !== undefined) && (known.timeOpen || !isWholeMonths(question))) {
    const inTime = await selectFiledBetween(
      ctx,
      kept.map(({ key }) => numberOf(key)),
      { from: from && instantInBerlin(from), before: to && instantInBerlin(addDays(to, 1)) },
    );
    kept = kept.filter(({ key }) => inTime.has(numberOf(key)));
  }
  const { unsure } = known;
  const doubtful = kept.map(({ key }) => numberOf(key)).filter((number) => unsure?.has(number) !== false);
  if (doubtful.length === 0) return kept;
  const places = await selectAktenOf(ctx, doubtful);
  const akten = await findSeenAkten(ctx, [...new Set(places.values())]);
  const asked = new Set(doubtful);
  return kept.filter(({ key }) => {
    const number = numberOf(key);
    return !asked.has(number) || akten.has(places.get(number) ?? "");
  });
}

/**
 * The first of these as they stand now, asked of the E-Akte itself, whatever the index believes.
 * @returns so many hits, with the candidates they were; and how many candidates were none
 */
async function hitsOf(
  ctx: Ctx,
  candidates: readonly Candidate[],
  limit: number,
): Promise<{ readonly hits: readonly (Hit & { readonly of: Candidate })[]; readonly gone: number }> {
  const hits: (Hit & { readonly of: Candidate })[] = [];
  let at = 0;
  while (at < candidates.length && hits.length < limit) {
    const some = candidates.slice(at, at + limit - hits.length);
    at += some.length;
    const rows = await selectByNumber(
      ctx,
      some.map(({ key }) => numberOf(key)),
      textOfHit,
    );
    const dokumente = new Map(rows.map((row) => [row.number, row]));
    const akten = await findSeenAkten(ctx, [...new Set(rows.map(({ akteId }) => akteId))]);
    for (const of of some) {
      const dokument = dokumente.get(numberOf(of.key));
      const akte = dokument && akten.get(dokument.akteId);
      if (dokument !== undefined && akte !== undefined) hits.push({ dokument, akte, of });
    }
  }
  return { hits, gone: at - hits.length };
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
  const beginnings = await beginningsOf(ctx, plan);
  if (beginnings === undefined) return { kind: "unanswerable", why: "wide-beginning" };
  const within = plan.akteId === undefined ? undefined : await docsOfAkte(ctx, plan.akteId, cells.seen);
  const finder = new Finder(ctx, askedBy(plan, beginnings), cells, within);
  await finder.begin();
  // A first page needs as many as are counted, every other one its own and whether there is another.
  const enough = after === undefined ? mostCounted + 1 : limit + 1;
  const found: Candidate[] = [];
  let partly = false;

  if (fitting) {
    let pool: { key: number; weights: readonly number[] }[] = [];
    let timeOpen = false;
    while (!finder.done && pool.length < mostCompared) {
      const next = await finder.next();
      const { keys, weights } = next;
      timeOpen ||= next.timeOpen;
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
    const known = { unsure: cells.unsure, timeOpen };
    for (let at = 0; at < candidates.length && found.length < enough; at += mostCounted + 1) {
      found.push(...(await counted(ctx, question, candidates.slice(at, at + mostCounted + 1), known)));
    }
  } else {
    while (!finder.done && found.length < enough) {
      const { keys, timeOpen } = await finder.next();
      const candidates = Array.from(keys)
        .filter((key) => after === undefined || numberOf(key) < after.number)
        .sort(byNumber)
        .map((key) => ({ key, score: 0 }));
      const slice = enough + 20;
      for (let at = 0; at < candidates.length && found.length < enough; at += slice) {
        found.push(
          ...(await counted(ctx, question, candidates.slice(at, at + slice), { unsure: cells.unsure, timeOpen })),
        );
      }
    }
  }

  const { hits, gone } = await hitsOf(ctx, found, limit);
  const count = found.length - gone;
  const last = hits.at(-1)?.of;
  return {
    kind: "found",
    hits,
    ...(after === undefined ? { count: { hits: Math.min(count, mostCounted), more: count > mostCounted } } : {}),
    ...(count > limit && last !== undefined ? { next: { number: numberOf(last.key), score: last.score } } : {}),
    ignored: plan.ignored,
    marked: markedTerms(plan, beginnings),
    partly,
  };
}
