import { sql } from "kysely";
import type { Where } from "./tables.ts";

/** In so many Dokumente a word has to stand before compounds are made of it: a slip of the pen does not. */
const trustedFrom = 3;

/** Of these words those that the town's own Akten use often enough. */
export async function selectTrustedWords(ctx: Where, words: readonly string[]): Promise<ReadonlySet<string>> {
  if (words.length === 0) return new Set();
  const { rows } = await sql<{ word: string }>`
    select w.word from unnest(${words}::text[]) as a(word)
    join fulltext.word w on w.tenant_id = ${ctx.tenant}::int and w.word = a.word collate "C" and w.dokumente >= ${trustedFrom}::int`.execute(
    ctx.tx,
  );
  return new Set(rows.map(({ word }) => word));
}

/**
 * Counts words that stand in so many more Dokumente each, up to what makes them trusted.
 * @returns those that are trusted from now on
 */
export async function countWords(
  ctx: Where,
  words: readonly { readonly word: string; readonly by: number }[],
): Promise<readonly string[]> {
  if (words.length === 0) return [];
  const { rows } = await sql<{ word: string; dokumente: number }>`
    insert into fulltext.word as w (tenant_id, word, dokumente)
    select ${ctx.tenant}::int, a.word, least(a.by, ${trustedFrom}::int)
    from unnest(${words.map(({ word }) => word)}::text[], ${words.map(({ by }) => by)}::int[]) as a(word, by) order by 2
    on conflict (tenant_id, word) do update set dokumente = least(w.dokumente + excluded.dokumente, ${trustedFrom}::int)
      where w.dokumente < ${trustedFrom}::int
    returning word, dokumente`.execute(ctx.tx);
  return rows.flatMap(({ word, dokumente }) => (dokumente >= trustedFrom ? [word] : []));
}

/** Takes words of a Dokument that goes out of the count again; those that are trusted by now are nobody's any more. */
export async function uncountWords(ctx: Where, words: readonly string[]): Promise<void> {
  if (words.length === 0) return;
  await sql`
    delete from fulltext.word w where w.tenant_id = ${ctx.tenant}::int and w.word = any(${words}::text[]) and w.dokumente = 1`.execute(
    ctx.tx,
  );
  await sql`
    update fulltext.word w set dokumente = w.dokumente - 1
    where w.tenant_id = ${ctx.tenant}::int and w.word = any(${words}::text[]) and w.dokumente < ${trustedFrom}::int`.execute(
    ctx.tx,
  );
}
