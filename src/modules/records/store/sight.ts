import { type RawBuilder, sql } from "kysely";
import type { PlainDay } from "../../../kernel/index.ts";
import { standingTable } from "../../accounts/index.ts";
import type { Sight } from "../model/sight.ts";
import type { Where } from "./tables.ts";

/** Condition that the Akte of a row may be seen; the table with that alias has `circle_id` and `akte_id`. */
export function seenBy(sight: Sight, alias: string): RawBuilder<boolean> {
  if (sight.everything) return sql`true`;
  const circle = sql.ref(`${alias}.circle_id`);
  const inCircle = sql<boolean>`${circle} = any(${sight.circles}::int[])`;
  return sight.akten.length === 0
    ? inCircle
    : sql`(${inCircle} or ${sql.ref(`${alias}.akte_id`)} = any(${sight.akten}::uuid[]))`;
}

/**
 * The circles and single Akten that a member of staff sees, in one statement: by units, by name, in Vertretung, and for
 * a time. `accounts` says where they stand.
 * @param question.registry sees the circles of all units
 */
export async function selectSight(
  ctx: Where,
  question: { readonly staffId: string; readonly day: PlainDay; readonly now: Date; readonly registry: boolean },
): Promise<{ circles: readonly number[]; works: readonly number[]; akten: readonly string[] }> {
  const { rows } = await sql<{ circles: number[]; works: number[]; akten: string[] }>`
    with me as materialized (
      select clearance, people, units, people || units as names
      from ${standingTable(ctx, question.staffId, question.day)}
    ), hit as (
      select c.circle_id, true as works from records.circle c, me
      where c.tenant_id = ${ctx.tenant}::int and c.scope = 'alle' and c.level <= me.clearance
      union all
      select c.circle_id, true from records.circle c, me
      where c.tenant_id = ${ctx.tenant}::int and c.unit_id is not null and c.level <= me.clearance
        and (${question.registry}::boolean or c.unit_id = any(me.units))
      union all
      select c.circle_id, g.may_work from me
      join records.circle_grant g on g.tenant_id = ${ctx.tenant}::int and g.grantee_id = any(me.names)
      join records.circle c on c.tenant_id = g.tenant_id and c.circle_id = g.circle_id
      where c.level <= me.clearance
    )
    select array(select distinct circle_id from hit) as circles, array(select distinct circle_id from hit where works) as works,
      array(
        select distinct i.akte_id from me
        join records.akte_insight i on i.tenant_id = ${ctx.tenant}::int and i.ended_at is null
          and i.grantee_id = any(me.names) and (i.kind = 'mitwirkung' or i.grantee_id = ${question.staffId}::uuid)
          and (i.until_at is null or i.until_at > ${question.now}::timestamptz)
        join records.akte a on a.tenant_id = i.tenant_id and a.akte_id = i.akte_id
        where array_position(array['003', '002', '005', '001', '004'], a.vertraulichkeit) <= me.clearance
      ) as akten`.execute(ctx.tx);
  return rows[0] ?? { circles: [], works: [], akten: [] };
}
