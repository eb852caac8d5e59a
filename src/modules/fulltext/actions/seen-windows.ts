import { isId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { findSeenAkten, sightOf } from "../../records/index.ts";
import { joinDocs, type KeyRange, type SeenKeys } from "../model/match.ts";
import { cellRange, circleOf, type Docs, keyOf, windowOf } from "../model/postings.ts";
import { selectCells, selectNumbersOfAkte, selectNumbersOfAkten, selectWaitingNumbers } from "../store/index.ts";

/** So many Dokumente of Akten whose changes wait are asked about one by one; where there are more, all are. */
const mostWaiting = 20_000;

export interface Window {
  readonly window: number;
  /** What may be seen of it. */
  readonly ranges: readonly KeyRange[];
  readonly dokumente: number;
}

export interface Cells {
  readonly seen: SeenKeys;
  /** Newest first. */
  readonly windows: readonly Window[];
  /** Numbers of Dokumente about which the index may be late; undefined: of all. */
  readonly unsure: ReadonlySet<number> | undefined;
}

/** Where there is anything that who acts may see. */
export async function cellsFor(ctx: Ctx, before: number | undefined): Promise<Cells> {
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
export async function docsOfAkte(ctx: Ctx, akteId: string, seen: SeenKeys): Promise<Docs> {
  const known = isId(akteId) && (await findSeenAkten(ctx, [akteId])).has(akteId);
  const found = known ? await selectNumbersOfAkte(ctx, akteId) : [];
  const keys = Float64Array.from(
    found.flatMap(({ circleId, numbers }) => numbers.map((number) => keyOf(circleId, number))),
  ).sort();
  return joinDocs([{ keys, weights: new Int32Array(keys.length) }], seen, everywhere);
}

const everywhere: KeyRange = { from: 0, to: Number.POSITIVE_INFINITY };

/** What of a list, ascending, lies in a range. */
export function sliceOf({ keys, weights }: Docs, { from, to }: KeyRange): Docs {
  const begin = keys.findIndex((key) => key >= from);
  const end = keys.findLastIndex((key) => key <= to);
  return begin === -1 || end < begin
    ? { keys: new Float64Array(0), weights: new Int32Array(0) }
    : { keys: keys.subarray(begin, end + 1), weights: weights.subarray(begin, end + 1) };
}

/** From the first key of some windows, newest first, to their last. */
export function reachOf(windows: readonly Window[]): KeyRange {
  return {
    from: cellRange(windows.at(-1)?.window ?? 0, 0).from,
    to: cellRange((windows[0]?.window ?? 0) + 1, 0).from - 1,
  };
}
