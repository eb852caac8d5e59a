import { type RawBuilder, sql } from "kysely";
import type { Ctx } from "../../../platform/db/index.ts";
import { type CircleChange, circlesOf } from "../../records/index.ts";

/**
 * The circles whose cases lists read, each as a range of its own. What somebody may only read for a time is in no list.
 * For jobs and citizens: all circles that have cases.
 */
export async function listedCircles(ctx: Ctx): Promise<readonly number[]> {
  const sight = await circlesOf(ctx);
  if (!sight.everything) return sight.circles;
  const { rows } = await sql<{ circle_id: number }>`
    with recursive circle (circle_id) as (
      (select circle_id from cases.case where tenant_id = ${ctx.tenant} order by circle_id limit 1)
      union all
      select (select c.circle_id from cases.case c where c.tenant_id = ${ctx.tenant} and c.circle_id > circle.circle_id
        order by c.circle_id limit 1) from circle where circle.circle_id is not null
    )
    select circle_id from circle where circle_id is not null`.execute(ctx.tx);
  return rows.map((row) => row.circle_id);
}

/** The circle of a case that is stored already. */
export const circleOfCase = (ctx: Ctx, caseId: string): RawBuilder<number> =>
  sql<number>`(select circle_id from cases.case where tenant_id = ${ctx.tenant} and case_id = ${caseId}::uuid)`;

/** Puts cases into the circle of their Akte: with their tasks and the words by which they are found. */
export async function saveCircle(ctx: Ctx, { akteId, circleId, caseIds }: CircleChange): Promise<void> {
  await sql`
    with tasks as (
      update cases.task set circle_id = ${circleId}
      where tenant_id = ${ctx.tenant} and case_id = any(${[...caseIds]}::uuid[]) and circle_id <> ${circleId}
    ), words as (
      update cases.search_term set circle_id = ${circleId}
      where tenant_id = ${ctx.tenant} and case_id = any(${[...caseIds]}::uuid[]) and circle_id <> ${circleId}
    )
    update cases.case set circle_id = ${circleId}, akte_id = ${akteId}
    where tenant_id = ${ctx.tenant} and case_id = any(${[...caseIds]}::uuid[])`.execute(ctx.tx);
}
