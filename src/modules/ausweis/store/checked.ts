import type { Ctx } from "../../../platform/db/index.ts";
import { actorName } from "../model/card.ts";
import type { CheckKind } from "../model/visit-checks.ts";
import { tables } from "./tables.ts";

/** Something that was seen, given or signed for an application. */
export interface Checked {
  readonly what: CheckKind;
  /** What of it is kept: how it was signed, who authorised, who stands in. */
  readonly note: string;
  readonly byName: string;
  readonly at: Date;
}

export async function listChecked(ctx: Ctx, caseId: string): Promise<readonly Checked[]> {
  const rows = await tables(ctx)
    .selectFrom("ausweis.checked")
    .select(["what", "note", "checked_by_name", "checked_at"])
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .execute();
  return rows.map((row) => ({
    what: row.what as CheckKind,
    note: row.note,
    byName: row.checked_by_name,
    at: row.checked_at,
  }));
}

/** The last one counts. */
export async function saveChecked(ctx: Ctx, caseId: string, what: CheckKind, note: string): Promise<void> {
  const values = { note, checked_by_name: actorName(ctx.actor), checked_at: ctx.now };
  await tables(ctx)
    .insertInto("ausweis.checked")
    .values({ tenant_id: ctx.tenant, case_id: caseId, what, ...values })
    .onConflict((conflict) => conflict.columns(["tenant_id", "case_id", "what"]).doUpdateSet(values))
    .execute();
}

/** Takes a check back. */
export async function deleteChecked(ctx: Ctx, caseId: string, what: CheckKind): Promise<void> {
  await tables(ctx)
    .deleteFrom("ausweis.checked")
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .where("what", "=", what)
    .execute();
}

/** Deletes what was noted at the visit and at the handover of a case: names, signatures, by whom. */
export async function deleteVisitOf(ctx: Ctx, caseId: string): Promise<void> {
  for (const table of ["ausweis.checked", "ausweis.visit", "ausweis.handover"] as const) {
    await tables(ctx).deleteFrom(table).where("tenant_id", "=", ctx.tenant).where("case_id", "=", caseId).execute();
  }
}
