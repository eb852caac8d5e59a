import { type Ctx, defer } from "../db/index.ts";
import type { PlatformTables } from "../db/tables.ts";

/**
 * Claims a submission key. Of two equal ones at once the second waits for the first.
 * @returns where the first one led to; undefined for the first one itself
 */
export async function findEarlierAnswer(ctx: Ctx, key: string): Promise<string | undefined> {
  if (!/^[A-Za-z0-9_-]{8,80}$/.test(key)) return undefined;
  const db = ctx.tx.withTables<PlatformTables>();
  const claimed = await db
    .insertInto("platform.submission")
    .values({ tenant_id: ctx.tenant, submission_key: key, location: null, received_at: ctx.now })
    .onConflict((conflict) => conflict.doNothing())
    .returning("submission_key")
    .executeTakeFirst();
  if (claimed !== undefined) return undefined;
  const earlier = await db
    .selectFrom("platform.submission")
    .select("location")
    .where("tenant_id", "=", ctx.tenant)
    .where("submission_key", "=", key)
    .executeTakeFirst();
  return earlier?.location ?? undefined;
}

/** Keeps where a submission led to, so that a repeat leads there too; goes with the commit. */
export function rememberAnswer(ctx: Ctx, key: string, location: string): void {
  defer(
    ctx.tx,
    ctx.tx
      .withTables<PlatformTables>()
      .updateTable("platform.submission")
      .set({ location })
      .where("tenant_id", "=", ctx.tenant)
      .where("submission_key", "=", key),
  );
}

/** Removes keys older than a week: nobody repeats a form that late. */
export async function forgetOldSubmissions(ctx: Ctx, olderThan: Date): Promise<void> {
  await ctx.tx
    .withTables<PlatformTables>()
    .deleteFrom("platform.submission")
    .where("tenant_id", "=", ctx.tenant)
    .where("received_at", "<", olderThan)
    .execute();
}
