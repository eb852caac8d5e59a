import type { PlainDay } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { DayClosing } from "../model/closing.ts";
import { tables } from "./tables.ts";

export async function insertClosing(ctx: Ctx, closing: DayClosing): Promise<boolean> {
  const row = await tables(ctx)
    .insertInto("payments.day_closing")
    .values({
      tenant_id: ctx.tenant,
      day: closing.day,
      entries: closing.entries,
      export_hash: closing.exportHash,
      closed_by: closing.closedBy,
      closed_at: closing.closedAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("day")
    .executeTakeFirst();
  return row !== undefined;
}

/** Latest first. */
export async function selectClosings(ctx: Ctx, limit: number): Promise<readonly DayClosing[]> {
  const rows = await tables(ctx)
    .selectFrom("payments.day_closing")
    .select(["day", "entries", "export_hash", "closed_by", "closed_at"])
    .where("tenant_id", "=", ctx.tenant)
    .orderBy("day", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    day: row.day,
    entries: row.entries,
    exportHash: row.export_hash,
    closedBy: row.closed_by,
    closedAt: row.closed_at,
  }));
}

export async function selectClosing(ctx: Ctx, day: PlainDay): Promise<DayClosing | undefined> {
  const row = await tables(ctx)
    .selectFrom("payments.day_closing")
    .select(["day", "entries", "export_hash", "closed_by", "closed_at"])
    .where("tenant_id", "=", ctx.tenant)
    .where("day", "=", day)
    .executeTakeFirst();
  return row === undefined
    ? undefined
    : {
        day: row.day,
        entries: row.entries,
        exportHash: row.export_hash,
        closedBy: row.closed_by,
        closedAt: row.closed_at,
      };
}
