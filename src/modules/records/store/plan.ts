import { sql } from "kysely";
import type { Ctx } from "../../../platform/db/index.ts";
import { type Aussonderungsart, compareUnits, type PlanUnit } from "../model/aktenplan.ts";
import type { AktenzeichenRule } from "../model/aktenzeichen.ts";
import { actorInHistory } from "../model/history.ts";
import type { Sight } from "../model/sight.ts";
import { tables, type Where } from "./tables.ts";

const columnsOf = (unit: PlanUnit) => ({
  title: unit.title,
  aufbewahrungsdauer: unit.retentionYears,
  aussonderungsart: unit.aussonderungsart,
  source: unit.source,
  takes_akten: unit.takesAkten,
  closed: unit.closed,
  aktenzeichen_rule: unit.rule,
});

/** Adds units; those the town already has stay as they are. */
export async function insertPlanUnits(ctx: Where, units: readonly PlanUnit[]): Promise<void> {
  await tables(ctx)
    .insertInto("records.plan_unit")
    .values(units.map((unit) => ({ tenant_id: ctx.tenant, plan_unit: unit.planUnit, ...columnsOf(unit) })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function updatePlanUnit(ctx: Where, unit: PlanUnit): Promise<void> {
  await tables(ctx)
    .updateTable("records.plan_unit")
    .set(columnsOf(unit))
    .where("tenant_id", "=", ctx.tenant)
    .where("plan_unit", "=", unit.planUnit)
    .execute();
}

/** Removes a unit in which no Akte was ever opened; the database refuses every other. */
export async function deletePlanUnit(ctx: Where, planUnit: string): Promise<void> {
  await tables(ctx)
    .deleteFrom("records.plan_unit")
    .where("tenant_id", "=", ctx.tenant)
    .where("plan_unit", "=", planUnit)
    .execute();
}

/** Units in which an Akte was ever opened, wherever it is now and whoever may see it. */
export async function selectUsedUnits(ctx: Where): Promise<ReadonlySet<string>> {
  const rows = await tables(ctx)
    .selectFrom("records.counter")
    .select("plan_unit")
    .distinct()
    .where("tenant_id", "=", ctx.tenant)
    .execute();
  return new Set(rows.map((row) => row.plan_unit));
}

/** Lets one change of a town's plan wait for the other: each sees the whole plan. */
export async function lockPlan(ctx: Where): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('records.plan', ${ctx.tenant}::int))`.execute(ctx.tx);
}

/** What was done to a unit. Stored for ever. */
export type PlanAction = "angelegt" | "geaendert" | "entfernt";

/** An entry of the history of the plan. */
export interface PlanEntry {
  readonly entryId: string;
  readonly planUnit: string;
  readonly action: PlanAction;
  readonly recordedAt: Date;
  /** Null where the program did it. */
  readonly who: string | null;
  readonly before: PlanUnit | null;
  readonly after: PlanUnit | null;
}

export async function insertPlanEntries(
  ctx: Pick<Ctx, "tx" | "tenant" | "actor" | "now">,
  entries: readonly Pick<PlanEntry, "entryId" | "planUnit" | "action" | "before" | "after">[],
): Promise<void> {
  const actor = actorInHistory(ctx.actor);
  await tables(ctx)
    .insertInto("records.plan_history")
    .values(
      entries.map((entry) => ({
        tenant_id: ctx.tenant,
        plan_history_id: entry.entryId,
        plan_unit: entry.planUnit,
        action: entry.action,
        recorded_at: ctx.now,
        actor_kind: actor.kind,
        actor_id: actor.id,
        actor_name: actor.name,
        before: entry.before === null ? null : JSON.stringify(entry.before),
        after: entry.after === null ? null : JSON.stringify(entry.after),
      })),
    )
    .execute();
}

/** The history of a unit, or of the whole plan, newest first, in pages by key. */
export async function selectPlanEntries(
  ctx: Where,
  which: { readonly planUnit?: string; readonly before?: string; readonly limit: number },
): Promise<readonly PlanEntry[]> {
  let query = tables(ctx)
    .selectFrom("records.plan_history")
    .select(["plan_history_id", "plan_unit", "action", "recorded_at", "actor_kind", "actor_name", "before", "after"])
    .where("tenant_id", "=", ctx.tenant)
    .orderBy("plan_history_id", "desc")
    .limit(which.limit);
  if (which.planUnit !== undefined) query = query.where("plan_unit", "=", which.planUnit);
  if (which.before !== undefined) query = query.where("plan_history_id", "<", which.before);
  return (await query.execute()).map((row) => ({
    entryId: row.plan_history_id,
    planUnit: row.plan_unit,
    action: row.action as PlanAction,
    recordedAt: row.recorded_at,
    who: row.actor_kind === "staff" ? row.actor_name : null,
    before: row.before as PlanUnit | null,
    after: row.after as PlanUnit | null,
  }));
}

/** The rules that units make Aktenzeichen by, and those that they had before: what bears one of them keeps it. */
export async function selectRulesEver(ctx: Where): Promise<readonly AktenzeichenRule[]> {
  const { rows } = await sql<AktenzeichenRule>`
    select plan_unit as "planUnit", aktenzeichen_rule as rule from records.plan_unit where tenant_id = ${ctx.tenant}
    union
    select plan_unit, before ->> 'rule' from records.plan_history
    where tenant_id = ${ctx.tenant} and before ->> 'rule' is not null`.execute(tables(ctx));
  return rows;
}

/** The town's Aktenplan in its order, each unit with the number of Akten in it that the sight reaches by circle. */
export async function selectPlanUnits(
  ctx: Where,
  sight: Sight,
): Promise<readonly (PlanUnit & { readonly akten: number })[]> {
  const rows = await tables(ctx)
    .selectFrom("records.plan_unit as u")
    .leftJoin("records.plan_unit_count as c", (join) =>
      join
        .onRef("c.tenant_id", "=", "u.tenant_id")
        .onRef("c.plan_unit", "=", "u.plan_unit")
        .on(sight.everything ? sql<boolean>`true` : sql<boolean>`c.circle_id = any(${sight.circles}::int[])`),
    )
    .select([
      "u.plan_unit",
      "u.title",
      "u.aufbewahrungsdauer",
      "u.aussonderungsart",
      "u.source",
      "u.takes_akten",
      "u.closed",
      "u.aktenzeichen_rule",
      sql<number>`coalesce(sum(c.akten), 0)::int`.as("akten"),
    ])
    .where("u.tenant_id", "=", ctx.tenant)
    .groupBy(["u.tenant_id", "u.plan_unit"])
    .execute();
  return rows
    .map((row) => ({
      planUnit: row.plan_unit,
      title: row.title,
      retentionYears: row.aufbewahrungsdauer,
      aussonderungsart: row.aussonderungsart as Aussonderungsart,
      source: row.source,
      takesAkten: row.takes_akten,
      closed: row.closed,
      rule: row.aktenzeichen_rule,
      akten: row.akten,
    }))
    .sort((one, other) => compareUnits(one.planUnit, other.planUnit));
}
