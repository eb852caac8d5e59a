import { dayInBerlin, isId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Deputyship, Standing, Unit, UnitMember } from "../model/unit.ts";
import { selectDeputies, selectMembers, selectStanding, selectUnits } from "../store/units.ts";

/** The units of the town by code, also those that are dissolved: names of colleagues, for everybody at the desk. */
export function listUnits(ctx: Ctx): Promise<readonly Unit[]> {
  return selectUnits(ctx);
}

/** Who is in which unit, heads first. */
export function listMembers(ctx: Ctx): Promise<readonly UnitMember[]> {
  return selectMembers(ctx);
}

/** Deputyships that run today or begin later. */
export function listDeputies(ctx: Ctx): Promise<readonly Deputyship[]> {
  return selectDeputies(ctx, dayInBerlin(ctx.now));
}

/** Whom the actor stands in for today. */
export async function listDeputised(ctx: Ctx): Promise<readonly Deputyship[]> {
  if (ctx.actor.kind !== "staff" || !isId(ctx.actor.staffId)) return [];
  const today = dayInBerlin(ctx.now);
  const all = await selectDeputies(ctx, today, { deputy: ctx.actor.staffId });
  return all.filter(({ fromDay }) => fromDay <= today);
}

/** Where the actor stands today. Undefined for who is no member of staff. */
export async function findStanding(ctx: Ctx): Promise<Standing | undefined> {
  if (ctx.actor.kind !== "staff" || !isId(ctx.actor.staffId)) return undefined;
  return selectStanding(ctx, ctx.actor.staffId, dayInBerlin(ctx.now));
}
