import type { Ctx } from "../../../platform/db/index.ts";
import { tables } from "./tables.ts";

/** A GewA1 of a move that was passed on (`out`) or received (`in`). */
export interface HandoverRecord {
  readonly caseId: string;
  readonly direction: "out" | "in";
  readonly otherName: string;
  readonly otherAgs?: string;
  readonly otherAktenzeichen?: string;
  readonly sha256: string;
  readonly passedAt: Date;
  readonly receivedAt?: Date;
}

/** Writes a handover, once per case. @returns false where it is there already */
export async function insertHandover(ctx: Ctx, record: HandoverRecord): Promise<boolean> {
  const row = await tables(ctx)
    .insertInto("gewerbe.handover")
    .values({
      tenant_id: ctx.tenant,
      case_id: record.caseId,
      direction: record.direction,
      other_name: record.otherName,
      other_ags: record.otherAgs ?? null,
      other_aktenzeichen: record.otherAktenzeichen ?? null,
      sha256: record.sha256,
      passed_at: record.passedAt,
      received_at: record.receivedAt ?? null,
    })
    .onConflict((conflict) => conflict.columns(["tenant_id", "case_id"]).doNothing())
    .returning("case_id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function findHandover(ctx: Ctx, caseId: string): Promise<HandoverRecord | undefined> {
  const row = await tables(ctx)
    .selectFrom("gewerbe.handover")
    .selectAll()
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    caseId: row.case_id,
    direction: row.direction as "out" | "in",
    otherName: row.other_name,
    ...(row.other_ags === null ? {} : { otherAgs: row.other_ags }),
    ...(row.other_aktenzeichen === null ? {} : { otherAktenzeichen: row.other_aktenzeichen }),
    sha256: row.sha256,
    passedAt: row.passed_at,
    ...(row.received_at === null ? {} : { receivedAt: row.received_at }),
  };
}

/** Keeps under which reference the other municipality works on it, the first time. @returns whether it was the first */
export async function acknowledgeHandover(ctx: Ctx, caseId: string, aktenzeichen: string): Promise<boolean> {
  const row = await tables(ctx)
    .updateTable("gewerbe.handover")
    .set({ received_at: ctx.now, other_aktenzeichen: aktenzeichen })
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .where("received_at", "is", null)
    .returning("case_id")
    .executeTakeFirst();
  return row !== undefined;
}
