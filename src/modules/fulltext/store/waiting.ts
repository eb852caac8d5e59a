import { sql } from "kysely";
import { newId } from "../../../kernel/index.ts";
import { type Ctx, defer } from "../../../platform/db/index.ts";
import { tables, type Where } from "./tables.ts";

/** Notes that an Akte has changed, at the latest with the commit. Nobody waits for anybody. */
export function noteChange(ctx: Pick<Ctx, "tx" | "tenant" | "now">, akteId: string): void {
  defer(
    ctx.tx,
    tables(ctx)
      .insertInto("fulltext.waiting")
      .values({
        tenant_id: ctx.tenant,
        akte_id: akteId,
        waiting_id: newId(ctx.now.getTime()),
        since: ctx.now,
      }),
  );
}

export async function selectWaiting(ctx: Where, akteId: string): Promise<readonly string[]> {
  const rows = await tables(ctx)
    .selectFrom("fulltext.waiting")
    .select("waiting_id")
    .where("tenant_id", "=", ctx.tenant)
    .where("akte_id", "=", akteId)
    .execute();
  return rows.map((row) => row.waiting_id);
}

/** Forgets every change of an Akte that waits. */
export async function deleteWaiting(ctx: Where, akteId: string): Promise<void> {
  await tables(ctx)
    .deleteFrom("fulltext.waiting")
    .where("tenant_id", "=", ctx.tenant)
    .where("akte_id", "=", akteId)
    .execute();
}

/** Forgets that these changes wait. @returns how many there still were */
export async function takeWaiting(ctx: Where, akteId: string, waitingIds: readonly string[]): Promise<number> {
  const taken = await tables(ctx)
    .deleteFrom("fulltext.waiting")
    .where("tenant_id", "=", ctx.tenant)
    .where("akte_id", "=", akteId)
    .where("waiting_id", "=", sql<string>`any(${waitingIds}::uuid[])`)
    .executeTakeFirst();
  return Number(taken.numDeletedRows);
}

/**
 * Numbers of the Dokumente in Akten whose changes wait: what the index says of all others is how it is.
 * @returns undefined where they are more than so many
 */
export async function selectWaitingNumbers(ctx: Where, most: number): Promise<ReadonlySet<number> | undefined> {
  const { rows } = await sql<{ count: number; numbers: string | null }>`
    select count(*)::int as count, string_agg(number::text, ',') as numbers from (
      select d.number from (select distinct akte_id from fulltext.waiting where tenant_id = ${ctx.tenant}::int) w
      join fulltext.dokument d on d.tenant_id = ${ctx.tenant}::int and d.akte_id = w.akte_id limit ${most + 1}::int
    ) found`.execute(ctx.tx);
  const [found] = rows;
  if (found === undefined || found.count > most) return undefined;
  return new Set((found.numbers ?? "").split(",").filter(Boolean).map(Number));
}
