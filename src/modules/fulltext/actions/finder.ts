import type { Ctx } from "../../../platform/db/index.ts";
import { intersect, isPhrase, joinDocs, type KeyRange, rowsHolding, rowsIn, unionOf } from "../model/match.ts";
import { type Docs, readPlaces } from "../model/postings.ts";
import type { Clause } from "../model/question.ts";
import { selectDirectory, selectRows } from "../store/index.ts";
import type { Asked } from "./asked-terms.ts";
import { type Cells, reachOf, sliceOf, type Window } from "./seen-windows.ts";

/** Rows of a word that are read at once, however old: 12,000 Dokumente at most. */
const fewRows = 48;

/** Candidates of some windows. */
interface Found {
  readonly keys: Float64Array;
  /** By word that counts for the score. */
  readonly weights: readonly Int32Array[];
  /** Their time was not looked at. */
  readonly timeOpen: boolean;
}

/** Looks for candidates window by window, newest first. */
export class Finder {
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
