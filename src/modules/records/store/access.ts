import { sql } from "kysely";
import { isId, newId } from "../../../kernel/index.ts";
import type { Vertraulichkeitsstufe } from "../../accounts/index.ts";
import { type AccessScope, type AkteAccess, type AkteGrant, circleKeyOf, openCircleKey } from "../model/access.ts";
import { openCircle, type Sight } from "../model/sight.ts";
import { seenBy } from "./sight.ts";
import { tables, type Where } from "./tables.ts";

export async function findCircleOfAkte(ctx: Where, akteId: string): Promise<number | undefined> {
  const row = await tables(ctx)
    .selectFrom("records.akte")
    .select("circle_id")
    .where("tenant_id", "=", ctx.tenant)
    .where("akte_id", "=", akteId)
    .executeTakeFirst();
  return row?.circle_id;
}

/**
 * The circle of this access; a new one where no Akte had it yet. Two that make the same at once wait for each other.
 */
export async function circleOf(ctx: Where, access: AkteAccess): Promise<number> {
  const key = circleKeyOf(access);
  if (key === openCircleKey) return openCircle;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`records.circle:${ctx.tenant}`}, 0))`.execute(ctx.tx);
  const { rows } = await sql<{ circle_id: number }>`
    with known as (
      select circle_id from records.circle where tenant_id = ${ctx.tenant}::int and access_key = ${key}
    ), made as (
      insert into records.circle (tenant_id, circle_id, scope, unit_id, vertraulichkeit, access_key)
      select ${ctx.tenant}::int,
        coalesce((select max(circle_id) from records.circle where tenant_id = ${ctx.tenant}::int), 0) + 1,
        ${access.scope}, ${access.scope === "einheit" ? access.federfuehrung : null}::uuid, ${access.vertraulichkeit}, ${key}
      where not exists (select 1 from known)
      returning circle_id
    ), granted as (
      insert into records.circle_grant (tenant_id, grantee_id, circle_id, grantee_kind, grantee_name, may_work)
      select ${ctx.tenant}::int, g.id, made.circle_id, g.kind, g.name, g."mayWork"
      from made, jsonb_to_recordset(${JSON.stringify(access.grants)}::jsonb) as g(id uuid, kind text, name text, "mayWork" boolean)
    )
    select circle_id from known union all select circle_id from made`.execute(ctx.tx);
  return (rows[0] as { circle_id: number }).circle_id;
}

/** Who may see an Akte, as it was set. Undefined where the Akte is outside the sight. */
export async function selectAccess(ctx: Where, sight: Sight, akteId: string): Promise<AkteAccess | undefined> {
  const { rows } = await sql<{
    federfuehrung: string | null;
    vertraulichkeit: string;
    scope: string | null;
    grants: { kind: AkteGrant["kind"]; id: string; name: string; mayWork: boolean }[];
  }>`
    select a.federfuehrung, a.vertraulichkeit, c.scope, coalesce((
      select jsonb_agg(jsonb_build_object('kind', g.grantee_kind, 'id', g.grantee_id, 'name', g.grantee_name, 'mayWork', g.may_work)
        order by g.grantee_name)
      from records.circle_grant g where g.tenant_id = a.tenant_id and g.circle_id = a.circle_id), '[]') as grants
    from records.akte a
    left join records.circle c on c.tenant_id = a.tenant_id and c.circle_id = a.circle_id
    where a.tenant_id = ${ctx.tenant}::int and a.akte_id = ${akteId}::uuid and ${seenBy(sight, "a")}`.execute(ctx.tx);
  const row = rows[0];
  return (
    row && {
      federfuehrung: row.federfuehrung,
      vertraulichkeit: row.vertraulichkeit as Vertraulichkeitsstufe,
      scope: (row.scope ?? "alle") as AccessScope,
      grants: row.grants,
    }
  );
}

/** Puts an Akte into another circle. @returns the cases of its Vorgänge, which keep the circle too */
export async function saveAccess(
  ctx: Where,
  akteId: string,
  access: AkteAccess,
  circleId: number,
): Promise<readonly string[]> {
  const { rows } = await sql<{ case_id: string }>`
    with moved as (
      update records.akte set circle_id = ${circleId}::int, federfuehrung = ${access.federfuehrung}::uuid,
        vertraulichkeit = ${access.vertraulichkeit}
      where tenant_id = ${ctx.tenant}::int and akte_id = ${akteId}::uuid
    )
    select case_id from records.vorgang
    where tenant_id = ${ctx.tenant}::int and akte_id = ${akteId}::uuid and case_id is not null`.execute(ctx.tx);
  return rows.map((row) => row.case_id);
}

/** What new Akten of a unit of the Aktenplan begin with. */
export async function savePlanAccess(
  ctx: Where,
  planUnit: string,
  access: AkteAccess,
  circleId: number,
): Promise<boolean> {
  const row = await tables(ctx)
    .updateTable("records.plan_unit")
    .set({ federfuehrung: access.federfuehrung, vertraulichkeit: access.vertraulichkeit, circle_id: circleId })
    .where("tenant_id", "=", ctx.tenant)
    .where("plan_unit", "=", planUnit)
    .returning("plan_unit")
    .executeTakeFirst();
  return row !== undefined;
}

/** Beginnings of new Akten, by unit of the Aktenplan. */
export async function selectPlanAccess(ctx: Where): Promise<
  readonly {
    readonly planUnit: string;
    readonly title: string;
    readonly federfuehrung: string | null;
    readonly vertraulichkeit: Vertraulichkeitsstufe;
    readonly scope: AccessScope;
  }[]
> {
  const rows = await tables(ctx)
    .selectFrom("records.plan_unit as p")
    .leftJoin("records.circle as c", (join) =>
      join.onRef("c.tenant_id", "=", "p.tenant_id").onRef("c.circle_id", "=", "p.circle_id"),
    )
    .select(["p.plan_unit", "p.title", "p.federfuehrung", "p.vertraulichkeit", "c.scope"])
    .where("p.tenant_id", "=", ctx.tenant)
    .where("p.takes_akten", "=", true)
    .orderBy("p.plan_unit")
    .execute();
  return rows.map((row) => ({
    planUnit: row.plan_unit,
    title: row.title,
    federfuehrung: row.federfuehrung,
    vertraulichkeit: row.vertraulichkeit as Vertraulichkeitsstufe,
    scope: (row.scope ?? "alle") as AccessScope,
  }));
}

// — For a time ——————————————————————————————————————————————————————————

/** Who may open an Akte with a reason, and for how long. */
export interface OpeningRule {
  readonly allowed: "niemand" | "leitung" | "alle";
  readonly hours: number;
}

export async function selectOpeningRule(ctx: Where): Promise<OpeningRule> {
  const row = await tables(ctx)
    .selectFrom("records.opening_rule")
    .select(["allowed", "hours"])
    .where("tenant_id", "=", ctx.tenant)
    .executeTakeFirst();
  return { allowed: (row?.allowed ?? "leitung") as OpeningRule["allowed"], hours: row?.hours ?? 24 };
}

export async function saveOpeningRule(ctx: Where, rule: OpeningRule): Promise<void> {
  await tables(ctx)
    .insertInto("records.opening_rule")
    .values({ tenant_id: ctx.tenant, ...rule })
    .onConflict((conflict) => conflict.column("tenant_id").doUpdateSet(rule))
    .execute();
}

/** Notes an attempt and counts those since then, this one included: of two at once the second sees the first. */
export async function countAttempt(
  ctx: Where,
  attempt: { readonly staffId: string; readonly at: Date; readonly since: Date },
): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`records.opening:${ctx.tenant}:${attempt.staffId}`}, 0))`.execute(
    ctx.tx,
  );
  await tables(ctx)
    .insertInto("records.opening_attempt")
    .values({
      tenant_id: ctx.tenant,
      attempt_id: newId(attempt.at.getTime()),
      staff_id: attempt.staffId,
      attempted_at: attempt.at,
    })
    .execute();
  const row = await tables(ctx)
    .selectFrom("records.opening_attempt")
    .select(sql<number>`count(*)::int`.as("count"))
    .where("tenant_id", "=", ctx.tenant)
    .where("staff_id", "=", attempt.staffId)
    .where("attempted_at", ">", attempt.since)
    .executeTakeFirst();
  return row?.count ?? 0;
}

/**
 * The Akte that bears an Aktenzeichen, or in which the Vorgang lies that does; also where it did so before. Up to these
 * levels, seen or not.
 */
export async function findAkteByAktenzeichen(
  ctx: Where,
  aktenzeichen: string,
  levels: readonly string[],
): Promise<{ readonly akteId: string; readonly circleId: number } | undefined> {
  const { rows } = await sql<{ akteId: string; circleId: number }>`
    with found as (
      select akte_id, 1 as rank from records.akte
      where tenant_id = ${ctx.tenant}::int and aktenzeichen = ${aktenzeichen}
      union all
      select akte_id, 2 from records.vorgang
      where tenant_id = ${ctx.tenant}::int and aktenzeichen = ${aktenzeichen}
      union all
      select akte_id, 3 from records.former_aktenzeichen
      where tenant_id = ${ctx.tenant}::int and aktenzeichen = ${aktenzeichen}
    )
    select a.akte_id as "akteId", a.circle_id as "circleId" from found f
    join records.akte a on a.tenant_id = ${ctx.tenant}::int and a.akte_id = f.akte_id
    where a.vertraulichkeit = any(${[...levels]}::text[]) order by f.rank limit 1`.execute(tables(ctx));
  return rows[0];
}

/** Lets somebody read an Akte besides. */
export async function insertInsight(
  ctx: Where,
  insight: {
    readonly akteId: string;
    readonly granteeId: string;
    readonly granteeName: string;
    readonly kind: "begruendung" | "mitwirkung";
    readonly reason: string;
    readonly at: Date;
    readonly until: Date | null;
  },
): Promise<string> {
  const insightId = newId(insight.at.getTime());
  await tables(ctx)
    .insertInto("records.akte_insight")
    .values({
      tenant_id: ctx.tenant,
      insight_id: insightId,
      akte_id: insight.akteId,
      grantee_id: insight.granteeId,
      grantee_name: insight.granteeName,
      kind: insight.kind,
      reason: insight.reason,
      began_at: insight.at,
      until_at: insight.until,
      ended_at: null,
    })
    .execute();
  return insightId;
}

/** Ends what somebody could read because something was asked of them. */
export async function endInsight(
  ctx: Where,
  of: { readonly akteId: string; readonly reason: string; readonly granteeId?: string; readonly at: Date },
): Promise<void> {
  await tables(ctx)
    .updateTable("records.akte_insight")
    .set({ ended_at: of.at })
    .where("tenant_id", "=", ctx.tenant)
    .where("akte_id", "=", of.akteId)
    .where("kind", "=", "mitwirkung")
    .where("reason", "=", of.reason)
    .where("ended_at", "is", null)
    .$if(of.granteeId !== undefined, (query) => query.where("grantee_id", "=", of.granteeId ?? ""))
    .execute();
}

/** An Akte that somebody opened with a reason. */
export interface OpenedWithReason {
  readonly insightId: string;
  readonly akteId: string;
  readonly aktenzeichen: string;
  readonly staffId: string;
  readonly name: string;
  readonly reason: string;
  readonly at: Date;
  readonly until: Date;
}

/**
 * Openings of Akten that the sight reaches, of those of the units, and those of the person, the newest first; at most 200.
 */
export async function selectOpenings(
  ctx: Where,
  sight: Sight,
  of: { readonly staffId: string; readonly headed: readonly string[]; readonly akteId?: string },
): Promise<readonly OpenedWithReason[]> {
  const staffId = isId(of.staffId) ? of.staffId : null;
  const { rows } = await sql<{
    insight_id: string;
    akte_id: string;
    aktenzeichen: string;
    grantee_id: string;
    grantee_name: string;
    reason: string;
    began_at: Date;
    until_at: Date;
  }>`
    select i.insight_id, i.akte_id, a.aktenzeichen, i.grantee_id, i.grantee_name, i.reason, i.began_at, i.until_at
    from records.akte_insight i
    join records.akte a on a.tenant_id = i.tenant_id and a.akte_id = i.akte_id
    where i.tenant_id = ${ctx.tenant}::int and i.kind = 'begruendung'
      and (${of.akteId ?? null}::uuid is null or i.akte_id = ${of.akteId ?? null}::uuid)
      and (${seenBy(sight, "a")} or a.federfuehrung = any(${of.headed}::uuid[]) or i.grantee_id = ${staffId}::uuid)
    order by i.began_at desc limit 200`.execute(ctx.tx);
  return rows.map((row) => ({
    insightId: row.insight_id,
    akteId: row.akte_id,
    aktenzeichen: row.aktenzeichen,
    staffId: row.grantee_id,
    name: row.grantee_name,
    reason: row.reason,
    at: row.began_at,
    until: row.until_at,
  }));
}
