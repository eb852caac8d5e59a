import { Conflict, Invalid, NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { listUnits } from "../../accounts/index.ts";
import { accessDetails } from "../model/access.ts";
import { checkedTitle } from "../model/dokument.ts";
import { requireRegistryDuty } from "../model/duty.ts";
import {
  type LockedAkte,
  saveAccess,
  selectAccess,
  selectAktenForUpdate,
  selectHeldVorgaenge,
  updateAkte,
} from "../store/index.ts";
import { editAkte, lockAktenHolding } from "./edit-akte.ts";
import { moveVorgaenge } from "./move-vorgaenge.ts";
import { openAkte } from "./open-akte.ts";
import { listPlanUnits } from "./read-akten.ts";
import { forgetSight } from "./sight-of.ts";
import { writeVerweis } from "./verweise.ts";

async function lockedAgain(ctx: Ctx, akteId: string): Promise<LockedAkte> {
  const akte = (await lockAktenHolding(ctx, { akteIds: [akteId] })).akten.get(akteId);
  if (akte === undefined) throw new NotFound("records.no-such-akte");
  return akte;
}

/** Lets into a new Akte whom another one lets in, and says so in its history: what is split off is no less guarded. */
async function takeOverAccess(ctx: Ctx, from: LockedAkte, akteId: string): Promise<void> {
  const everything = { everything: true } as const;
  const access = await selectAccess(ctx, everything, from.akteId);
  const own = await selectAccess(ctx, everything, akteId);
  const akte = (await selectAktenForUpdate(ctx, everything, [akteId])).get(akteId);
  if (access === undefined || own === undefined || akte === undefined) throw new NotFound("records.no-such-akte");
  if (akte.circleId === from.circleId && own.federfuehrung === access.federfuehrung) return;
  const unit = (await listUnits(ctx)).find(({ unitId }) => unitId === access.federfuehrung);
  const edit = editAkte(ctx, akte);
  edit.record({
    action: "akte.zugriff",
    vorgangId: null,
    details: accessDetails(access, unit === undefined ? null : `${unit.code} ${unit.name}`),
  });
  await saveAccess(ctx, akteId, access, from.circleId);
  await edit.save();
  forgetSight(ctx);
}

/** Two Akten refer to each other: one goes on where the other came from. */
async function relate(ctx: Ctx, earlierAkteId: string, laterAkteId: string): Promise<readonly string[]> {
  const verweisIds: string[] = [];
  for (const [from, to, kind] of [
    [earlierAkteId, laterAkteId, "nachfolger"],
    [laterAkteId, earlierAkteId, "vorgaenger"],
  ] as const) {
    const edit = editAkte(ctx, await lockedAgain(ctx, from));
    verweisIds.push(writeVerweis(ctx, edit, { from: { kind: "akte", id: from }, to: { kind: "akte", id: to }, kind }));
    await edit.save();
  }
  return verweisIds;
}

/**
 * Splits an Akte: opens a new one, with the same access, and moves some of its Vorgänge there. Both refer to each other.
 * @throws Forbidden `records.registry-duty-missing`; NotFound `records.no-such-vorgang`, `records.no-such-plan-unit`;
 * Conflict `records.akte-closed`; Invalid `records.several-akten` where the Vorgänge do not lie in one Akte,
 * `records.bad-title`
 */
export async function splitAkte(
  ctx: Ctx,
  split: { readonly vorgangIds: readonly string[]; readonly planUnit: string; readonly betreff: string },
): Promise<{ readonly akteId: string; readonly aktenzeichen: string; readonly verweisIds: readonly string[] }> {
  requireRegistryDuty(ctx.actor);
  const betreff = checkedTitle(split.betreff);
  if (betreff === undefined) throw new Invalid("records.bad-title");
  const { akten, akteOf } = await lockAktenHolding(ctx, { vorgangIds: split.vorgangIds });
  const [akte, ...others] = akten.values();
  if (akte === undefined || split.vorgangIds.some((vorgangId) => !akteOf.has(vorgangId)))
    throw new NotFound("records.no-such-vorgang");
  if (others.length > 0) throw new Invalid("records.several-akten");
  if (akte.closed) throw new Conflict("records.akte-closed", { aktenzeichen: akte.aktenzeichen });
  const unit = (await listPlanUnits(ctx)).find(({ planUnit }) => planUnit === split.planUnit);
  if (unit === undefined) throw new NotFound("records.no-such-plan-unit", { planUnit: split.planUnit });
  const opened = await openAkte(ctx, {
    planUnit: unit.planUnit,
    title: betreff,
    retentionYears: unit.retentionYears,
  });
  await takeOverAccess(ctx, akte, opened.akteId);
  await moveVorgaenge(ctx, { vorgangIds: split.vorgangIds, akteId: opened.akteId });
  return { ...opened, verweisIds: await relate(ctx, akte.akteId, opened.akteId) };
}

/**
 * Closes an Akte whose Vorgänge all went into another one; its Aktenzeichen stays given, and leads there.
 * @throws Forbidden `records.registry-duty-missing`; NotFound `records.no-such-akte`; Conflict `records.akte-closed`,
 * `records.akte-not-empty`
 */
export async function closeEmptyAkte(ctx: Ctx, akteId: string, inAkteId: string): Promise<void> {
  requireRegistryDuty(ctx.actor);
  const akte = await lockedAgain(ctx, akteId);
  const into = await lockedAgain(ctx, inAkteId);
  if (akte.closed) throw new Conflict("records.akte-closed", { aktenzeichen: akte.aktenzeichen });
  if ((await selectHeldVorgaenge(ctx, { akteId })).length > 0) throw new Conflict("records.akte-not-empty");
  const edit = editAkte(ctx, akte);
  edit.record({
    action: "akte.aufgegangen",
    vorgangId: null,
    details: { inAkteId, inAktenzeichen: into.aktenzeichen },
  });
  updateAkte(ctx, akteId, { zdaAt: ctx.now });
  await edit.save();
}

/**
 * Opens an Akte again that was closed because it was merged, and only such a one.
 * @throws Forbidden `records.registry-duty-missing`, NotFound `records.no-such-akte`
 */
export async function reopenMergedAkte(ctx: Ctx, akteId: string): Promise<void> {
  requireRegistryDuty(ctx.actor);
  const edit = editAkte(ctx, await lockedAgain(ctx, akteId));
  edit.record({
    action: "akte.wiedereroeffnet",
    vorgangId: null,
    details: { grund: "Zusammenführung zurückgenommen" },
  });
  updateAkte(ctx, akteId, { zdaAt: null });
  await edit.save();
}

/**
 * Merges an Akte into another one: all its Vorgänge go there, both refer to each other, and the empty one is closed.
 * @throws as `moveVorgaenge`; Invalid `records.same-ends`
 */
export async function mergeAkte(
  ctx: Ctx,
  merge: { readonly akteId: string; readonly inAkteId: string },
): Promise<{ readonly verweisIds: readonly string[] }> {
  requireRegistryDuty(ctx.actor);
  const { akteId, inAkteId } = merge;
  if (akteId === inAkteId) throw new Invalid("records.same-ends");
  await lockAktenHolding(ctx, { akteIds: [akteId, inAkteId] });
  const vorgaenge = await selectHeldVorgaenge(ctx, { akteId });
  await moveVorgaenge(ctx, { vorgangIds: vorgaenge.map(({ vorgangId }) => vorgangId), akteId: inAkteId });
  const akte = await lockedAgain(ctx, akteId);
  if (akte.closed) throw new Conflict("records.akte-closed", { aktenzeichen: akte.aktenzeichen });
  const verweisIds = await relate(ctx, akteId, inAkteId);
  await closeEmptyAkte(ctx, akteId, inAkteId);
  return { verweisIds };
}
