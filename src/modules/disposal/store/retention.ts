import { sql } from "kysely";
import { newId } from "../../../kernel/index.ts";
import type { RetentionRules } from "../../records/index.ts";
import type { DueNote, RetentionChange } from "../model/retention-change.ts";
import { tables, type Where } from "./tables.ts";

interface RetentionRow {
  plan_unit: string | null;
  akte_id: string | null;
  rule: string;
  years: number | null;
  reason: string;
  set_at: Date;
  set_by: string;
}

const toChange = (row: RetentionRow): RetentionChange => ({
  ...(row.plan_unit === null ? {} : { planUnit: row.plan_unit }),
  ...(row.akte_id === null ? {} : { akteId: row.akte_id }),
  rule: row.rule as RetentionChange["rule"],
  ...(row.years === null ? {} : { years: row.years }),
  reason: row.reason,
  setAt: row.set_at,
  setBy: row.set_by,
});

/** The newest word about each unit and each Akte. */
export async function selectRetentionChanges(ctx: Where): Promise<readonly RetentionChange[]> {
  const { rows } = await sql<RetentionRow>`
    select distinct on (plan_unit, akte_id) plan_unit, akte_id, rule, years, reason, set_at, set_by
    from disposal.retention where tenant_id = ${ctx.tenant}::int
    order by plan_unit, akte_id, position desc`.execute(ctx.tx);
  return rows.map(toChange);
}

/** The rules that count now, as the E-Akte asks for them. */
export async function selectRules(ctx: Where): Promise<RetentionRules> {
  const changes = (await selectRetentionChanges(ctx)).filter(({ rule }) => rule !== "standard");
  return {
    units: changes.flatMap(({ planUnit, years = null }) => (planUnit === undefined ? [] : [{ planUnit, years }])),
    akten: changes.flatMap(({ akteId, years = null }) => (akteId === undefined ? [] : [{ akteId, years }])),
  };
}

export async function insertRetentionChange(ctx: Where, change: RetentionChange): Promise<void> {
  await tables(ctx)
    .insertInto("disposal.retention")
    .values({
      tenant_id: ctx.tenant,
      retention_id: newId(change.setAt.getTime()),
      plan_unit: change.planUnit ?? null,
      akte_id: change.akteId ?? null,
      rule: change.rule,
      years: change.years ?? null,
      reason: change.reason,
      set_at: change.setAt,
      set_by: change.setBy,
    })
    .execute();
}

/** Forgets what was said about an Akte that is gone. */
export async function deleteRetentionOfAkte(ctx: Where, akteId: string): Promise<void> {
  await tables(ctx)
    .deleteFrom("disposal.retention")
    .where("tenant_id", "=", ctx.tenant)
    .where("akte_id", "=", akteId)
    .execute();
}

/** Notes what has fallen due; what was noted before stays, with the number of now. */
export async function upsertDueNotes(ctx: Where, notes: readonly DueNote[], now: Date): Promise<void> {
  if (notes.length === 0) return;
  await tables(ctx)
    .insertInto("disposal.due_note")
    .values(
      notes.map((note) => ({
        tenant_id: ctx.tenant,
        due_year: note.year,
        plan_unit: note.planUnit,
        aussonderungsart: note.aussonderungsart,
        akten: note.akten,
        noted_at: now,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(["tenant_id", "due_year", "plan_unit", "aussonderungsart"])
        .doUpdateSet((eb) => ({ akten: eb.ref("excluded.akten") })),
    )
    .execute();
}

/** When the job has noted something first that fell due since a moment; undefined where it has not. */
export async function findFirstDueSince(ctx: Where, since: Date): Promise<Date | undefined> {
  const row = await tables(ctx)
    .selectFrom("disposal.due_note")
    .select("noted_at")
    .where("tenant_id", "=", ctx.tenant)
    .where("noted_at", ">=", since)
    .orderBy("noted_at")
    .limit(1)
    .executeTakeFirst();
  return row?.noted_at;
}
