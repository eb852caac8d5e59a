import { Invalid, isId, NotFound, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { LegalHold } from "../model/legal-hold.ts";
import { insertHold, selectHolds, updateHoldAsLifted } from "../store/index.ts";
import { getAkte } from "./read-akten.ts";
import { recordEvent } from "./record-event.ts";
import { sightOf } from "./sight-of.ts";

function actorName(ctx: Ctx): string {
  return ctx.actor.kind === "citizen" ? "" : ctx.actor.name;
}

function requireReason(reason: string): string {
  const words = reason.trim();
  if (words === "" || words.length > 2000) throw new Invalid("records.hold-reason");
  return words;
}

/**
 * Places a legal hold on an Akte: a lawsuit, an inquiry, a request for access. It blocks every destruction and handing
 * over until it is lifted; several may lie on one Akte.
 * @throws Forbidden `records.duty-missing`, NotFound `records.no-such-akte`, Invalid `records.hold-reason`
 */
export async function placeHold(ctx: Ctx, akteId: string, reason: string): Promise<string> {
  const words = requireReason(reason);
  const akte = await getAkte(ctx, akteId);
  const holdId = newId(ctx.now.getTime());
  await recordEvent(ctx, { akteId: akte.akteId, action: "sperre.verhaengt", details: { holdId, reason: words } });
  await insertHold(ctx, { holdId, akteId, reason: words, placedAt: ctx.now, placedBy: actorName(ctx) });
  return holdId;
}

/**
 * Lifts a legal hold; with the last one the Akte may go when its time has come.
 * @throws Forbidden `records.duty-missing`, NotFound `records.no-such-hold`, Invalid `records.hold-reason`
 */
export async function liftHold(ctx: Ctx, akteId: string, holdId: string, reason: string): Promise<void> {
  const words = requireReason(reason);
  const holds = await selectHolds(ctx, await sightOf(ctx), { akteId: isId(akteId) ? akteId : "" });
  if (!holds.some((hold) => hold.holdId === holdId && hold.lifted === undefined)) {
    throw new NotFound("records.no-such-hold");
  }
  await recordEvent(ctx, { akteId, action: "sperre.aufgehoben", details: { holdId, reason: words } });
  const lifted = await updateHoldAsLifted(ctx, holdId, { at: ctx.now, by: actorName(ctx), reason: words });
  if (lifted === undefined) throw new NotFound("records.no-such-hold");
}

/**
 * Legal holds that are in force, newest first.
 * @throws Forbidden `records.duty-missing`
 */
export async function listHolds(ctx: Ctx, limit: number): Promise<readonly LegalHold[]> {
  return selectHolds(ctx, await sightOf(ctx), { inForce: true, limit });
}

/**
 * All legal holds that lay or lie on an Akte, newest first.
 * @throws Forbidden `records.duty-missing`
 */
export async function listHoldsOfAkte(ctx: Ctx, akteId: string): Promise<readonly LegalHold[]> {
  return isId(akteId) ? selectHolds(ctx, await sightOf(ctx), { akteId }) : [];
}
