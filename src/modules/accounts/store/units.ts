import { type RawBuilder, sql } from "kysely";
import { newId, type PlainDay } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { type Vertraulichkeitsstufe, vertraulichkeitsstufen } from "../model/clearance.ts";
import type { Deputyship, Standing, Unit, UnitMember, UnitRole } from "../model/unit.ts";
import type { AccountsTables } from "../tables.ts";

type Where = Pick<Ctx, "tx" | "tenant">;

const db = (ctx: Where) => ctx.tx.withTables<AccountsTables>();

/** All units of a town, also those that are dissolved, by code. */
export async function selectUnits(ctx: Where): Promise<readonly Unit[]> {
  const rows = await db(ctx)
    .selectFrom("accounts.unit")
    .select(["unit_id", "code", "name", "parent_id", "dissolved_at"])
    .where("tenant_id", "=", ctx.tenant)
    .orderBy("code")
    .execute();
  return rows.map((row) => ({
    unitId: row.unit_id,
    code: row.code,
    name: row.name,
    ...(row.parent_id === null ? {} : { parentId: row.parent_id }),
    ...(row.dissolved_at === null ? {} : { dissolvedAt: row.dissolved_at }),
  }));
}

/** The same, and nobody else changes what belongs where before this transaction ends. */
export async function selectUnitsForUpdate(ctx: Where): Promise<readonly Unit[]> {
  await db(ctx)
    .selectFrom("accounts.unit")
    .select("unit_id")
    .where("tenant_id", "=", ctx.tenant)
    .orderBy("unit_id")
    .forUpdate()
    .execute();
  // Read anew: who waited for a lock has not seen the units that came meanwhile.
  return selectUnits(ctx);
}

/** @returns false where another unit has the code */
export async function insertUnit(ctx: Where & Pick<Ctx, "now">, unit: Unit): Promise<boolean> {
  const row = await db(ctx)
    .insertInto("accounts.unit")
    .values({
      tenant_id: ctx.tenant,
      unit_id: unit.unitId,
      code: unit.code,
      name: unit.name,
      parent_id: unit.parentId ?? null,
      created_at: ctx.now,
      dissolved_at: null,
    })
    .onConflict((conflict) => conflict.columns(["tenant_id", "code"]).doNothing())
    .returning("unit_id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function updateUnit(ctx: Where, unit: Unit): Promise<void> {
  await db(ctx)
    .updateTable("accounts.unit")
    .set({
      code: unit.code,
      name: unit.name,
      parent_id: unit.parentId ?? null,
      dissolved_at: unit.dissolvedAt ?? null,
    })
    .where("tenant_id", "=", ctx.tenant)
    .where("unit_id", "=", unit.unitId)
    .execute();
}

/** Who is in which unit, heads first, then by name. People whose account is deactivated are in none any more. */
export async function selectMembers(ctx: Where): Promise<readonly UnitMember[]> {
  const rows = await db(ctx)
    .selectFrom("accounts.unit_member as m")
    .innerJoin("accounts.staff as s", (join) =>
      join.onRef("s.tenant_id", "=", "m.tenant_id").onRef("s.staff_id", "=", "m.staff_id"),
    )
    .select(["m.unit_id", "m.staff_id", "m.role", "s.name"])
    .where("m.tenant_id", "=", ctx.tenant)
    .where("s.deactivated_at", "is", null)
    .orderBy("m.role")
    .orderBy("s.name")
    .execute();
  return rows.map((row) => ({
    unitId: row.unit_id,
    staffId: row.staff_id,
    name: row.name,
    role: row.role as UnitRole,
  }));
}

/** Puts somebody into a unit, or changes what they are there; undefined takes them out. */
export async function saveMembership(
  ctx: Where,
  place: { readonly unitId: string; readonly staffId: string; readonly role: UnitRole | undefined },
): Promise<void> {
  if (place.role === undefined) {
    await db(ctx)
      .deleteFrom("accounts.unit_member")
      .where("tenant_id", "=", ctx.tenant)
      .where("staff_id", "=", place.staffId)
      .where("unit_id", "=", place.unitId)
      .execute();
    return;
  }
  const { role } = place;
  await db(ctx)
    .insertInto("accounts.unit_member")
    .values({ tenant_id: ctx.tenant, staff_id: place.staffId, unit_id: place.unitId, role })
    .onConflict((conflict) => conflict.columns(["tenant_id", "staff_id", "unit_id"]).doUpdateSet({ role }))
    .execute();
}

export async function saveClearance(ctx: Where, staffId: string, clearance: Vertraulichkeitsstufe): Promise<void> {
  await db(ctx)
    .updateTable("accounts.staff")
    .set({ clearance })
    .where("tenant_id", "=", ctx.tenant)
    .where("staff_id", "=", staffId)
    .execute();
}

/** Up to which level each member of staff is cleared. */
export async function selectClearances(ctx: Where): Promise<ReadonlyMap<string, Vertraulichkeitsstufe>> {
  const rows = await db(ctx)
    .selectFrom("accounts.staff")
    .select(["staff_id", "clearance"])
    .where("tenant_id", "=", ctx.tenant)
    .execute();
  return new Map(rows.map((row) => [row.staff_id, row.clearance as Vertraulichkeitsstufe]));
}

export async function insertDeputy(
  ctx: Where & Pick<Ctx, "now">,
  deputy: {
    readonly absent: string;
    readonly deputy: string;
    readonly fromDay: PlainDay;
    readonly untilDay: PlainDay;
  },
): Promise<string> {
  const deputyId = newId();
  await db(ctx)
    .insertInto("accounts.deputy")
    .values({
      tenant_id: ctx.tenant,
      deputy_id: deputyId,
      absent_staff: deputy.absent,
      deputy_staff: deputy.deputy,
      from_day: deputy.fromDay,
      until_day: deputy.untilDay,
      made_at: ctx.now,
      ended_at: null,
    })
    .execute();
  return deputyId;
}

/** @returns who stood in for whom; undefined where it had ended, or was never there */
export async function endDeputy(
  ctx: Where & Pick<Ctx, "now">,
  deputyshipId: string,
): Promise<{ readonly absent: string; readonly deputy: string } | undefined> {
  const row = await db(ctx)
    .updateTable("accounts.deputy")
    .set({ ended_at: ctx.now })
    .where("tenant_id", "=", ctx.tenant)
    .where("deputy_id", "=", deputyshipId)
    .where("ended_at", "is", null)
    .returning(["absent_staff", "deputy_staff"])
    .executeTakeFirst();
  return row && { absent: row.absent_staff, deputy: row.deputy_staff };
}

/** Deputyships that run on this day or begin later, the next to begin first. */
export async function selectDeputies(
  ctx: Where,
  today: PlainDay,
  of: { readonly deputy?: string } = {},
): Promise<readonly Deputyship[]> {
  const rows = await db(ctx)
    .selectFrom("accounts.deputy as d")
    .innerJoin("accounts.staff as a", (join) =>
      join.onRef("a.tenant_id", "=", "d.tenant_id").onRef("a.staff_id", "=", "d.absent_staff"),
    )
    .innerJoin("accounts.staff as b", (join) =>
      join.onRef("b.tenant_id", "=", "d.tenant_id").onRef("b.staff_id", "=", "d.deputy_staff"),
    )
    .select([
      "d.deputy_id",
      "d.absent_staff",
      "d.deputy_staff",
      "d.from_day",
      "d.until_day",
      "a.name as absent_name",
      "b.name as deputy_name",
    ])
    .where("d.tenant_id", "=", ctx.tenant)
    .where("d.until_day", ">=", today)
    .where("d.ended_at", "is", null)
    .$if(of.deputy !== undefined, (query) => query.where("d.deputy_staff", "=", of.deputy ?? ""))
    .orderBy("d.from_day")
    .orderBy("a.name")
    .execute();
  return rows.map((row) => ({
    deputyshipId: row.deputy_id,
    absent: { staffId: row.absent_staff, name: row.absent_name },
    deputy: { staffId: row.deputy_staff, name: row.deputy_name },
    fromDay: row.from_day,
    untilDay: row.until_day,
  }));
}

/**
 * Where somebody stands on a day, as a table of one row for statements of other modules: `clearance` (a rank from 1 in the
 * order of `vertraulichkeitsstufen`), `people`, `units` and `headed` as in `Standing`.
 */
export function standingTable(ctx: Pick<Ctx, "tenant">, staffId: string, day: PlainDay): RawBuilder<unknown> {
  return sql`accounts.standing(${ctx.tenant}::int, ${staffId}::uuid, ${day}::date)`;
}

/** Where somebody stands on a day. */
export async function selectStanding(ctx: Where, staffId: string, day: PlainDay): Promise<Standing> {
  const { rows } = await sql<{ clearance: number; people: string[]; units: string[]; headed: string[] }>`
    select clearance, people, units, headed from ${standingTable(ctx, staffId, day)}`.execute(ctx.tx);
  const row = rows[0];
  return {
    clearance: vertraulichkeitsstufen[(row?.clearance ?? 1) - 1] ?? "003",
    people: row?.people ?? [staffId],
    units: row?.units ?? [],
    headed: row?.headed ?? [],
  };
}
