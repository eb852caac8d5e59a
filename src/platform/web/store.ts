import { type Ctx, defer } from "../db/index.ts";
import type { PlatformTables } from "../db/tables.ts";

/** Answers get lost while somebody waits for them; a form that is sent again later sets no cookies. */
const cookiesCountMs = 3_600_000;

/** Where a submission led to. */
interface EarlierAnswer {
  readonly location: string;
  /** Its cookies, sealed. */
  readonly cookies?: string;
}

/**
 * Claims a submission key. Of two equal ones at once the second waits for the first.
 * @returns where the first one led to; undefined for the first one itself. Its cookies for an hour
 */
export async function findEarlierAnswer(ctx: Ctx, key: string): Promise<EarlierAnswer | undefined> {
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
    .select(["location", "cookies", "received_at"])
    .where("tenant_id", "=", ctx.tenant)
    .where("submission_key", "=", key)
    .executeTakeFirst();
  if (earlier === undefined || earlier.location === null) return undefined;
  const { location, cookies, received_at } = earlier;
  const fresh = ctx.now.getTime() - received_at.getTime() < cookiesCountMs;
  return { location, ...(fresh && cookies !== null ? { cookies } : {}) };
}

/** Keeps where a submission led to, so that a repeat leads there too; goes with the commit. */
export function rememberAnswer(ctx: Ctx, key: string, { location, cookies }: EarlierAnswer): void {
  defer(
    ctx.tx,
    ctx.tx
      .withTables<PlatformTables>()
      .updateTable("platform.submission")
      .set({ location, ...(cookies === undefined ? {} : { cookies }) })
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
