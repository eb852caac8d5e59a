import type { Ctx } from "../../../platform/db/index.ts";
import { tables } from "./tables.ts";

/** What identity was established by. Stored. */
export type IdentityProof = "personalausweis" | "reisepass" | "geburtsurkunde" | "andere";

export interface Visit {
  readonly proof: IdentityProof;
  readonly checkedBy: string;
  readonly checkedByName: string;
  readonly checkedAt: Date;
}

export async function findVisit(ctx: Ctx, caseId: string): Promise<Visit | undefined> {
  const row = await tables(ctx)
    .selectFrom("ausweis.visit")
    .selectAll()
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    proof: row.proof as IdentityProof,
    checkedBy: row.checked_by,
    checkedByName: row.checked_by_name,
    checkedAt: row.checked_at,
  };
}

/** The last check counts. */
export async function saveVisit(ctx: Ctx, caseId: string, visit: Visit): Promise<void> {
  const values = {
    proof: visit.proof,
    checked_by: visit.checkedBy,
    checked_by_name: visit.checkedByName,
    checked_at: visit.checkedAt,
  };
  await tables(ctx)
    .insertInto("ausweis.visit")
    .values({ tenant_id: ctx.tenant, case_id: caseId, ...values })
    .onConflict((conflict) => conflict.columns(["tenant_id", "case_id"]).doUpdateSet(values))
    .execute();
}

export interface Handover {
  readonly receivedBy: "selbst" | "vertretung" | "bevollmaechtigt";
  readonly name: string;
  /** Path of a drawn signature; empty where it is on paper. */
  readonly signature: string;
  readonly oldCard: "entwertet" | "einbehalten" | "abhandengekommen" | "keiner";
  readonly byName: string;
  readonly at: Date;
}

export async function findHandover(ctx: Ctx, caseId: string): Promise<Handover | undefined> {
  const row = await tables(ctx)
    .selectFrom("ausweis.handover")
    .selectAll()
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    receivedBy: row.received_by as Handover["receivedBy"],
    name: row.name,
    signature: row.signature,
    oldCard: row.old_card as Handover["oldCard"],
    byName: row.by_name,
    at: row.at,
  };
}

/** What was noted last counts, until the card has been handed over. */
export async function saveHandover(ctx: Ctx, caseId: string, handover: Handover): Promise<void> {
  const values = {
    received_by: handover.receivedBy,
    name: handover.name,
    signature: handover.signature,
    old_card: handover.oldCard,
    by_name: handover.byName,
    at: handover.at,
  };
  await tables(ctx)
    .insertInto("ausweis.handover")
    .values({ tenant_id: ctx.tenant, case_id: caseId, ...values })
    .onConflict((conflict) => conflict.columns(["tenant_id", "case_id"]).doUpdateSet(values))
    .execute();
}
