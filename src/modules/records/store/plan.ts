import { sql } from "kysely";
import type { Aussonderungsart, PlanUnit } from "../model/aktenplan.ts";
import type { Sight } from "../model/sight.ts";
import { tables, type Where } from "./tables.ts";

/** Adds units; those the town already has stay as they are. */
export async function insertPlanUnits(ctx: Where, units: readonly PlanUnit[]): Promise<void> {
  await tables(ctx)
    .insertInto("records.plan_unit")
    .values(
      units.map((unit) => ({
        tenant_id: ctx.tenant,
        plan_unit: unit.planUnit,
        title: unit.title,
        aufbewahrungsdauer: unit.retentionYears,
        aussonderungsart: unit.aussonderungsart,
        source: unit.source,
        takes_akten: unit.takesAkten,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
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
      sql<number>`coalesce(sum(c.akten), 0)::int`.as("akten"),
    ])
    .where("u.tenant_id", "=", ctx.tenant)
    .groupBy(["u.tenant_id", "u.plan_unit"])
    .orderBy("u.plan_unit")
    .execute();
  return rows.map((row) => ({
    planUnit: row.plan_unit,
    title: row.title,
    retentionYears: row.aufbewahrungsdauer,
    aussonderungsart: row.aussonderungsart as Aussonderungsart,
    source: row.source,
    takesAkten: row.takes_akten,
    akten: row.akten,
  }));
}
