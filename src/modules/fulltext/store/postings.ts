import { sql } from "kysely";
import { beginningWith } from "../../../kernel/index.ts";
import { type Chunk, type ChunkChange, changeChunks, type Docs, readDocs, type TermChange } from "../model/postings.ts";
import type { Where } from "./tables.ts";

/**
 * Makes this transaction the only one that writes the index of the town, until it ends.
 * @returns the last number that was given
 */
export async function lockIndex(ctx: Where): Promise<number> {
  const { rows } = await sql<{ last_number: number }>`
    insert into fulltext.counter as c (tenant_id, last_number) values (${ctx.tenant}::int, 0)
    on conflict (tenant_id) do update set last_number = c.last_number
    returning last_number`.execute(ctx.tx);
  return rows[0]?.last_number ?? 0;
}

export async function updateLastNumber(ctx: Where, number: number): Promise<void> {
  await sql`update fulltext.counter set last_number = ${number}::int where tenant_id = ${ctx.tenant}::int`.execute(
    ctx.tx,
  );
}

interface ChunkRow {
  readonly term: string;
  readonly first_key: number;
  readonly last_key: number;
  readonly docs: Uint8Array;
  readonly places: Uint8Array;
}

/** Rows in which these keys lie or would have to lie, by word, ascending. */
async function selectChunksAt(
  ctx: Where,
  changes: ReadonlyMap<string, TermChange>,
): Promise<ReadonlyMap<string, readonly Chunk[]>> {
  const terms: string[] = [];
  const keys: number[] = [];
  for (const [term, { remove, add }] of changes) {
    for (const key of new Set([...remove, ...add.map((posting) => posting.key)])) {
      terms.push(term);
      keys.push(key);
    }
  }
  const { rows } = await sql<ChunkRow>`
    with wanted as (
      select distinct a.term, coalesce(
        (select p.first_key from fulltext.posting p where p.tenant_id = ${ctx.tenant}::int and p.term = a.term
           and p.first_key <= a.key order by p.first_key desc limit 1),
        (select p.first_key from fulltext.posting p where p.tenant_id = ${ctx.tenant}::int and p.term = a.term
           and p.first_key > a.key order by p.first_key limit 1)) as first_key
      from unnest(${terms}::text[], ${keys}::bigint[]) as a(term, key)
    )
    select p.term, p.first_key, p.last_key, p.docs, p.places from wanted w
    join fulltext.posting p on p.tenant_id = ${ctx.tenant}::int and p.term = w.term collate "C" and p.first_key = w.first_key
    order by p.term, p.first_key`.execute(ctx.tx);
  const found = new Map<string, Chunk[]>();
  for (const row of rows) {
    const chunk = { firstKey: row.first_key, lastKey: row.last_key, docs: row.docs, places: row.places };
    const list = found.get(row.term);
    if (list === undefined) found.set(row.term, [chunk]);
    else list.push(chunk);
  }
  return found;
}

/** Writes what changes, word by word. The index has to be locked. */
export async function writePostings(ctx: Where, changes: ReadonlyMap<string, TermChange>): Promise<void> {
  if (changes.size === 0) return;
  const chunks = await selectChunksAt(ctx, changes);
  const gone: { term: string; key: number }[] = [];
  const written: { term: string; chunk: Chunk }[] = [];
  for (const [term, change] of changes) {
    const outcome: ChunkChange = changeChunks(chunks.get(term) ?? [], change);
    for (const key of outcome.gone) gone.push({ term, key });
    for (const chunk of outcome.written) written.push({ term, chunk });
  }
  if (gone.length > 0) {
    await sql`
      delete from fulltext.posting p using unnest(${gone.map(({ term }) => term)}::text[], ${gone.map(({ key }) => key)}::bigint[])
        as g(term, key)
      where p.tenant_id = ${ctx.tenant}::int and p.term = g.term collate "C" and p.first_key = g.key`.execute(ctx.tx);
  }
  if (written.length > 0) {
    await sql`
      insert into fulltext.posting (tenant_id, term, first_key, last_key, docs, places)
      select ${ctx.tenant}::int, w.* from unnest(${written.map(({ term }) => term)}::text[],
        ${written.map(({ chunk }) => chunk.firstKey)}::bigint[], ${written.map(({ chunk }) => chunk.lastKey)}::bigint[],
        ${written.map(({ chunk }) => chunk.docs)}::bytea[], ${written.map(({ chunk }) => chunk.places)}::bytea[]) as w
      on conflict (tenant_id, term, first_key) do update
        set last_key = excluded.last_key, docs = excluded.docs, places = excluded.places`.execute(ctx.tx);
  }
}

/** Where the rows of words begin, ascending by word: an index alone answers it, some 600 rows for 100,000 Dokumente. */
export async function selectDirectory(
  ctx: Where,
  terms: readonly string[],
): Promise<ReadonlyMap<string, Float64Array>> {
  const found = new Map<string, Float64Array>(terms.map((term) => [term, new Float64Array(0)]));
  if (terms.length === 0) return found;
  const { rows } = await sql<{ term: string; keys: string }>`
    select t.term, p.keys from unnest(${terms}::text[]) as t(term)
    cross join lateral (
      select string_agg(q.first_key::text, ',' order by q.first_key) as keys from fulltext.posting q
      where q.tenant_id = ${ctx.tenant}::int and q.term = t.term
    ) p where p.keys is not null`.execute(ctx.tx);
  for (const { term, keys } of rows) found.set(term, Float64Array.from(keys.split(","), Number));
  return found;
}

/** A row of a word, as far as it was asked for. */
export interface PostingRow extends Docs {
  readonly places: Uint8Array;
}

/** These rows of words, ascending by word. */
export async function selectRows(
  ctx: Where,
  wanted: ReadonlyMap<string, readonly number[]>,
  withPlaces: boolean,
): Promise<ReadonlyMap<string, readonly PostingRow[]>> {
  const found = new Map<string, PostingRow[]>();
  const terms: string[] = [];
  const keys: number[] = [];
  for (const [term, firstKeys] of wanted) {
    found.set(term, []);
    for (const key of firstKeys) {
      terms.push(term);
      keys.push(key);
    }
  }
  if (terms.length === 0) return found;
  const { rows } = await sql<{ term: string; first_key: number; docs: Uint8Array; places: Uint8Array | null }>`
    select p.term, p.first_key, p.docs, case when ${withPlaces}::boolean then p.places end as places
    from unnest(${terms}::text[], ${keys}::bigint[]) as w(term, first_key)
    join fulltext.posting p
      on p.tenant_id = ${ctx.tenant}::int and p.term = w.term collate "C" and p.first_key = w.first_key`.execute(
    ctx.tx,
  );
  const none = new Uint8Array(0);
  for (const { term, first_key, docs, places } of rows) {
    found.get(term)?.push({ ...readDocs(first_key, docs), places: places ?? none });
  }
  for (const list of found.values()) list.sort((a, b) => (a.keys[0] as number) - (b.keys[0] as number));
  return found;
}

/** Words of the index that begin like this, in their order; at most so many. */
export async function selectTermsBeginning(ctx: Where, beginning: string, most: number): Promise<readonly string[]> {
  const { from, before } = beginningWith(beginning);
  const { rows } = await sql<{ term: string }>`
    with recursive found(term, count) as (
      (select p.term, 1 from fulltext.posting p
        where p.tenant_id = ${ctx.tenant}::int and p.term >= ${from}::text and p.term < ${before}::text
        order by p.term limit 1)
      union all
      select (select p.term from fulltext.posting p
        where p.tenant_id = ${ctx.tenant}::int and p.term > f.term and p.term < ${before}::text order by p.term limit 1), f.count + 1
      from found f where f.term is not null and f.count < ${most}::int
    )
    select term from found where term is not null`.execute(ctx.tx);
  return rows.map(({ term }) => term);
}
