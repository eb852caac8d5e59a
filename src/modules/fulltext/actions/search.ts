import { addDays, dayInBerlin, instantInBerlin } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { findSeenAkten, type SeenAkte } from "../../records/index.ts";
import { byNumber, scoreOf } from "../model/match.ts";
import { numberOf } from "../model/postings.ts";
import { isWholeMonths, planOf, type Question, type Unanswerable } from "../model/question.ts";
import { type IndexedDokument, selectAktenOf, selectByNumber, selectFiledBetween } from "../store/index.ts";
import { askedBy, beginningsOf, markedTerms } from "./asked-terms.ts";
import { Finder } from "./finder.ts";
import { cellsFor, docsOfAkte } from "./seen-windows.ts";

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
