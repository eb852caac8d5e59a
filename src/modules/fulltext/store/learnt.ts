import { sql } from "kysely";
import { tables, type Where } from "./tables.ts";

/** Words that were learnt and not looked for yet, at most so many. */
export async function selectLearnt(ctx: Where, most: number): Promise<readonly string[]> {
  const rows = await tables(ctx)
    .selectFrom("fulltext.learnt")
    .select("word")
    .where("tenant_id", "=", ctx.tenant)
    .orderBy("word")
    .limit(most)
    .execute();
  return rows.map(({ word }) => word);
}

export async function insertLearnt(ctx: Where, words: readonly string[]): Promise<void> {
  if (words.length === 0) return;
  await sql`insert into fulltext.learnt (tenant_id, word) select ${ctx.tenant}::int, w from unnest(${words}::text[]) as w
    on conflict do nothing`.execute(ctx.tx);
}

export async function deleteLearnt(ctx: Where, words: readonly string[]): Promise<void> {
  await sql`delete from fulltext.learnt where tenant_id = ${ctx.tenant}::int and word = any(${words}::text[])`.execute(
    ctx.tx,
  );
}

/** Forgets what waits to be parted again: everything was. */
export async function emptyLearnt(ctx: Where): Promise<void> {
  for (const table of ["fulltext.learnt", "fulltext.part_again"] as const)
    await tables(ctx).deleteFrom(table).where("tenant_id", "=", ctx.tenant).execute();
}

/** Notes Dokumente whose compounds are to be parted again. */
export async function insertPartAgain(ctx: Where, numbers: readonly number[]): Promise<void> {
  if (numbers.length === 0) return;
  await sql`insert into fulltext.part_again (tenant_id, number) select ${ctx.tenant}::int, n from unnest(${numbers}::int[]) as n
    on conflict do nothing`.execute(ctx.tx);
}

/** Takes the next of them, at most so many. */
export async function takePartAgain(ctx: Where, most: number): Promise<readonly number[]> {
  const { rows } = await sql<{ number: number }>`
    delete from fulltext.part_again where tenant_id = ${ctx.tenant}::int and number in (
      select number from fulltext.part_again where tenant_id = ${ctx.tenant}::int order by number limit ${most}::int)
    returning number`.execute(ctx.tx);
  return rows.map(({ number }) => number);
}

/** Long words of the index in their order, a page of them: each is looked up once, however often it stands. */
export async function selectLongTerms(ctx: Where, after: string, limit: number): Promise<readonly string[]> {
  const { rows } = await sql<{ term: string }>`
    with recursive found(term, count) as (
      (select p.term, 1 from fulltext.posting p where p.tenant_id = ${ctx.tenant}::int and p.term > ${after}::text
        order by p.term limit 1)
      union all
      select (select p.term from fulltext.posting p where p.tenant_id = ${ctx.tenant}::int and p.term > f.term
        order by p.term limit 1), f.count + 1
      from found f where f.term is not null and f.count < ${limit}::int
    )
    select term from found where term is not null`.execute(ctx.tx);
  return rows.map(({ term }) => term);
}
