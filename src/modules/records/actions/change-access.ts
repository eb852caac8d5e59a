import { Forbidden, Invalid, isId, NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { clears, findStanding, isVertraulichkeitsstufe, listUnits } from "../../accounts/index.ts";
import { tellCircle } from "../extensions.ts";
import { type AkteAccess, accessDetails, accessMistake } from "../model/access.ts";
import { requireRecordsDuty } from "../model/duty.ts";
import { extendChain } from "../model/history.ts";
import {
  circleOf,
  findAkteForUpdate,
  saveAccess,
  savePlanAccess,
  selectAccess,
  selectPlanAccess,
} from "../store/index.ts";
import { add } from "./add.ts";
import { forgetSight, requireMayWorkIn, sightOf } from "./sight-of.ts";

/**
 * Who may see an Akte.
 * @throws Forbidden `records.duty-missing`; NotFound `records.no-such-akte`
 */
export async function getAccess(ctx: Ctx, akteId: string): Promise<AkteAccess> {
  const access = isId(akteId) ? await selectAccess(ctx, await sightOf(ctx), akteId) : undefined;
  if (access === undefined) throw new NotFound("records.no-such-akte");
  return access;
}

/** Whether who acts may say who sees an Akte: the registry, and who heads the federführende unit. */
export async function mayManageAccess(ctx: Ctx, federfuehrung: string | null): Promise<boolean> {
  if (ctx.actor.kind === "system") return true;
  if (ctx.actor.kind !== "staff") return false;
  if (ctx.actor.duties.includes("records")) return true;
  return federfuehrung !== null && ((await findStanding(ctx))?.headed.includes(federfuehrung) ?? false);
}

async function requireSensible(ctx: Ctx, access: AkteAccess): Promise<string | null> {
  const mistake = accessMistake(access);
  const ids = [...access.grants.map(({ id }) => id), ...(access.federfuehrung === null ? [] : [access.federfuehrung])];
  if (
    mistake !== undefined ||
    !ids.every(isId) ||
    new Set(access.grants.map(({ id }) => id)).size < access.grants.length
  ) {
    throw new Invalid("records.access", { mistake: mistake ?? "ids" });
  }
  if (!isVertraulichkeitsstufe(access.vertraulichkeit)) throw new Invalid("records.access", { mistake: "level" });
  const standing = await findStanding(ctx);
  if (standing !== undefined && !clears(standing.clearance, access.vertraulichkeit)) {
    throw new Forbidden("records.not-cleared");
  }
  if (access.federfuehrung === null) return null;
  const unit = (await listUnits(ctx)).find(({ unitId }) => unitId === access.federfuehrung);
  if (unit === undefined) throw new NotFound("records.no-such-unit");
  return `${unit.code} ${unit.name}`;
}

/**
 * Says who may see an Akte and work in it. Holds at once, for its Vorgänge, Dokumente and cases too, and stands in the
 * history. The same access again changes nothing.
 * @throws Forbidden `records.duty-missing`, `records.read-only`, `records.may-not-manage`, `records.not-cleared` for a
 * level above the own; NotFound `records.no-such-akte`, `records.no-such-unit`; Invalid `records.access`
 */
export async function changeAccess(ctx: Ctx, akteId: string, access: AkteAccess): Promise<void> {
  const before = await getAccess(ctx, akteId);
  if (!(await mayManageAccess(ctx, before.federfuehrung))) throw new Forbidden("records.may-not-manage");
  const unitName = await requireSensible(ctx, access);
  const circleId = await circleOf(ctx, access);
  const akte = await findAkteForUpdate(ctx, akteId);
  if (akte === undefined) throw new NotFound("records.no-such-akte");
  await requireMayWorkIn(ctx, akte);
  if (akte.circleId === circleId && before.federfuehrung === access.federfuehrung) return;
  const caseIds = await saveAccess(ctx, akteId, access, circleId);
  const { entries, head } = extendChain(akte.head, { tenant: ctx.tenant, akteId, actor: ctx.actor, now: ctx.now }, [
    { action: "akte.zugriff", vorgangId: null, details: accessDetails(access, unitName) },
  ]);
  await add(ctx, { akteId, now: ctx.now, dokumente: [], entries, head, terms: [] });
  await tellCircle(ctx, { akteId, circleId, caseIds });
  forgetSight(ctx);
}

/**
 * Units of the Aktenplan that take Akten, each with what a new Akte begins with.
 * @throws Forbidden `records.duty-missing`
 */
export async function listPlanAccess(ctx: Ctx): ReturnType<typeof selectPlanAccess> {
  requireRecordsDuty(ctx.actor);
  return selectPlanAccess(ctx);
}

/**
 * Says what new Akten of a unit of the Aktenplan begin with. Those that are there stay as they are.
 * @throws Forbidden `records.may-not-manage`, `records.not-cleared`; NotFound `records.no-such-plan-unit`,
 * `records.no-such-unit`; Invalid `records.access`
 */
export async function setPlanAccess(ctx: Ctx, planUnit: string, access: Omit<AkteAccess, "grants">): Promise<void> {
  if (!(await mayManageAccess(ctx, null))) throw new Forbidden("records.may-not-manage");
  const whole = { ...access, grants: [] };
  await requireSensible(ctx, whole);
  if (!(await savePlanAccess(ctx, planUnit, whole, await circleOf(ctx, whole)))) {
    throw new NotFound("records.no-such-plan-unit", { planUnit });
  }
}
