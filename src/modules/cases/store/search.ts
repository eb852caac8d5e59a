import { type SqlBool, sql } from "kysely";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Case } from "../model/case.ts";
import type { QueryWord } from "../model/search-terms.ts";
import { caseColumns, toCase } from "./cases.ts";
import { listedCircles } from "./circles.ts";
import { pageSize, tables } from "./tables.ts";

/** Less than every id. */
const firstId = "00000000-0000-0000-0000-000000000000";
/** Greater than every id. */
const lastId = "ffffffff-ffff-ffff-ffff-ffffffffffff";
/** Most stored words that one typed word may stand for. */
const maxExpansion = 64;
/** How often a stored word stands is told from so many of its newest cases. */
const weighed = 100;
/** With several words, so many cases of the rarest are looked at for one page; the next page goes on from there. */
const maxCandidates = 1500;

interface Expansion {
  readonly word: QueryWord;
  readonly terms: readonly string[];
  readonly tooBroad: boolean;
  /** All cases it stands in, where they are so few that one page looks at each. */
  readonly few: number | undefined;
  /** Cases in a millisecond it stands in, looking back from where the page begins. */
  readonly density: number;
}

/** When an id was made, in milliseconds. Source: RFC 9562 section 5.7. */
const madeAt = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

/** The stored words that a typed word stands for: found by skipping from one to the next in the index. */
async function expand(
  ctx: Ctx,
  circles: readonly number[],
  word: QueryWord,
  weigh: boolean,
  before: string,
): Promise<Expansion> {
  const { rows } = await sql<{ term: string; cases: number; oldest: string | null }>`
    with recursive found (circle_id, term, n) as (
      select w.circle_id, (select t.term from cases.search_term t where t.tenant_id = ${ctx.tenant}
        and t.circle_id = w.circle_id and t.term >= ${word.from} and t.term < ${word.before} order by t.term limit 1), 1
      from unnest(${[...circles]}::int[]) as w (circle_id)
      union all
      select found.circle_id, (select t.term from cases.search_term t where t.tenant_id = ${ctx.tenant}
        and t.circle_id = found.circle_id and t.term > found.term and t.term < ${word.before} order by t.term limit 1), found.n + 1
      from found where found.term is not null and found.n <= ${maxExpansion}
    ), terms as (
      select distinct term from found where term is not null
      union select ${word.stem ?? null}::text where ${word.stem ?? null}::text is not null
    )
    ${
      weigh
        ? sql`select terms.term, newest.cases, newest.oldest from terms cross join lateral (
            select count(*)::integer as cases, min(x.case_id::text) as oldest from (
              select y.case_id from unnest(${[...circles]}::int[]) as w (circle_id) cross join lateral (
                select t.case_id from cases.search_term t
                where t.tenant_id = ${ctx.tenant} and t.circle_id = w.circle_id and t.term = terms.term and t.case_id < ${before}::uuid
                order by t.case_id desc limit ${weighed}
              ) y order by y.case_id desc limit ${weighed}
            ) x
          ) newest`
        : sql`select term, 0 as cases, null::text as oldest from terms`
    }`.execute(ctx.tx);
  const now = before === lastId ? ctx.now.getTime() : madeAt(before);
  const cases = rows.reduce((sum, row) => sum + row.cases, 0);
  const known = rows.every((row) => row.cases < weighed) && cases <= maxCandidates;
  return {
    word,
    terms: rows.map((row) => row.term).slice(0, maxExpansion + 1),
    tooBroad: rows.length > maxExpansion,
    few: known ? cases : undefined,
    density: rows.reduce(
      (sum, { cases, oldest }) => sum + (oldest === null ? 0 : cases / Math.max(1, now - madeAt(oldest))),
      0,
    ),
  };
}

/** The rarest first. What stands for more words than were looked at comes last: it can be checked, but not lead. */
function byRarity(a: Expansion, b: Expansion): number {
  return (
    Number(a.tooBroad) - Number(b.tooBroad) ||
    (a.few ?? Number.MAX_SAFE_INTEGER) - (b.few ?? Number.MAX_SAFE_INTEGER) ||
    a.density - b.density
  );
}

/** A page of cases. */
export interface CasePage {
  readonly cases: readonly Case[];
  /** Give it as `before` to get the next page. May be there with fewer than 50 cases: older ones were not looked at. */
  readonly next?: string;
  /** A word stands for so many others that not all were looked at: more letters help. */
  readonly tooBroad: boolean;
}

async function searchIds(
  ctx: Ctx,
  circles: readonly number[],
  words: readonly QueryWord[],
  limit: number,
  before: string,
): Promise<{ readonly ids: readonly string[]; readonly tooBroad: boolean; readonly searchedTo?: string }> {
  const weigh = words.length > 1;
  const expansions = await Promise.all(words.map((word) => expand(ctx, circles, word, weigh, before)));
  if (expansions.some((expansion) => expansion.terms.length === 0)) return { ids: [], tooBroad: false };
  // The rarest word leads, the others are looked up for each of its cases.
  const [first, ...others] = expansions.toSorted(byRarity) as [Expansion, ...Expansion[]];
  const perTerm = others.length === 0 ? limit : Math.max(limit, Math.ceil(maxCandidates / first.terms.length));
  // One look into the index for each: the stem stands before the word in the order of the index. The limit keeps
  // PostgreSQL from reading every case of a frequent word to compare them at once.
  const inAll = sql.join(
    others.map(
      ({ word }, at) => sql`cross join lateral (select 1 from cases.search_term o where o.tenant_id = ${ctx.tenant}
        and o.case_id = c.case_id and o.term >= ${word.stem ?? word.from} and o.term < ${word.before}
        and (o.term >= ${word.from} or o.term = ${word.stem ?? null}) limit 1) ${sql.ref(`other${at}`)}`,
    ),
    sql` `,
  );
  // Below `reached` not every candidate of every term has been read: the next page begins there. The cases come in the
  // order of the page, so that looking ends with the page.
  const { rows } = await sql<{ case_id: string | null; reached: string | null }>`
    with candidate as materialized (
      select hit.case_id, hit.position from unnest(${[...first.terms]}::text[]) as w (term)
      cross join unnest(${[...circles]}::int[]) as z (circle_id)
      cross join lateral (
        select s.case_id, row_number() over (order by s.case_id desc) as position from cases.search_term s
        where s.tenant_id = ${ctx.tenant} and s.circle_id = z.circle_id and s.term = w.term and s.case_id < ${before}::uuid
        order by s.case_id desc limit ${perTerm}
      ) hit
    ), reached as (
      select case_id from candidate where position = ${perTerm} order by case_id desc limit 1
    ), found as (
      select c.case_id from (
        select distinct case_id from candidate
        where case_id >= coalesce((select case_id from reached), ${firstId}::uuid) order by case_id desc
      ) c ${inAll}
      order by c.case_id desc limit ${limit}
    )
    select found.case_id, (select case_id from reached) as reached from (values (1)) one left join found on true
    order by found.case_id desc`.execute(ctx.tx);
  const ids = rows.flatMap((row) => row.case_id ?? []);
  const reached = rows[0]?.reached;
  return { ids, tooBroad: first.tooBroad, ...(reached && ids.length < limit ? { searchedTo: reached } : {}) };
}

/** Ids of the newest cases that hold all these words, at most 200, for filters of other lists. */
export async function listCaseIds(ctx: Ctx, words: readonly QueryWord[]): Promise<readonly string[]> {
  return words.length === 0 ? [] : (await searchIds(ctx, await listedCircles(ctx), words, 200, lastId)).ids;
}

/** Cases that hold all these words, the newest first; all cases where there are none. */
export async function searchCases(ctx: Ctx, words: readonly QueryWord[], before?: string): Promise<CasePage> {
  const from = before ?? lastId;
  const circles = await listedCircles(ctx);
  let rows = tables(ctx).selectFrom("cases.case").select(caseColumns).where("tenant_id", "=", ctx.tenant);
  let tooBroad = false;
  let searchedTo: string | undefined;
  if (words.length === 0) {
    const [circle, ...further] = circles;
    rows =
      circle !== undefined && further.length === 0
        ? rows.where("circle_id", "=", circle).where("case_id", "<", from)
        : rows.where(sql<SqlBool>`case_id in (
            select page.case_id from unnest(${[...circles]}::int[]) as w (circle_id) cross join lateral (
              select n.case_id from cases.case n
              where n.tenant_id = ${ctx.tenant} and n.circle_id = w.circle_id and n.case_id < ${from}::uuid
              order by n.case_id desc limit ${pageSize + 1}
            ) page)`);
  } else {
    const hits = await searchIds(ctx, circles, words, pageSize + 1, from);
    ({ tooBroad, searchedTo } = hits);
    rows = rows.where(sql<SqlBool>`case_id = any(${[...hits.ids]}::uuid[])`);
  }
  const found = await rows
    .orderBy("case_id", "desc")
    .limit(pageSize + 1)
    .execute();
  const cases = found.slice(0, pageSize).map(toCase);
  const next = found.length > pageSize ? cases.at(-1)?.caseId : searchedTo;
  return { cases, tooBroad, ...(next === undefined ? {} : { next }) };
}
