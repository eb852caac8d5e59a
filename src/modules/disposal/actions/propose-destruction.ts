import { Conflict, Forbidden, Invalid, NotFound, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { enqueue } from "../../../platform/jobs/index.ts";
import { listAktenInRetention, orderDestruction, recordEvent, sightOf } from "../../records/index.ts";
import { type Destruction, type DoomedAkte, mostDoomed } from "../model/destruction.ts";
import { requireRegistrar } from "../model/duty.ts";
import { mayBeDestroyed } from "../model/process.ts";
import { destroy } from "../payloads.ts";
import {
  findDestruction,
  insertDestruction,
  type StoredItem,
  selectDoomed,
  selectDoomedAkteIds,
  selectItems,
  updateAllDoomed,
  updateDestruction,
} from "../store/index.ts";
import { listInRetention } from "./retention.ts";

function requireNote(note: string): string {
  const words = note.trim();
  if (words.length > 2000) throw new Invalid("disposal.note-too-long");
  return words;
}

/**
 * Proposes to destroy Akten that are due and that the Aktenplan marks V. Somebody else decides.
 * @throws Forbidden `disposal.duty-missing`; Invalid `disposal.too-many`; Conflict `disposal.not-due`
 */
export async function proposeDestruction(
  ctx: Ctx,
  input: { readonly akteIds: readonly string[]; readonly note: string },
): Promise<string> {
  const { staffId, name } = requireRegistrar(ctx.actor);
  const wanted = [...new Set(input.akteIds)];
  if (wanted.length === 0 || wanted.length > mostDoomed) throw new Invalid("disposal.too-many", { most: mostDoomed });
  const akten = await listInRetention(ctx, { akteIds: wanted, due: true, arten: ["V"], limit: mostDoomed });
  if (akten.length !== wanted.length) throw new Conflict("disposal.not-due", { akten: wanted.length - akten.length });
  const destructionId = newId(ctx.now.getTime());
  await insertDestruction(
    ctx,
    {
      destructionId,
      state: "proposed",
      note: requireNote(input.note),
      proposedAt: ctx.now,
      proposedBy: staffId,
      proposedByName: name,
    },
    akten.map(({ akteId, circleId, aktenzeichen, planUnit }, index) => ({
      destructionId,
      akteId,
      circleId,
      position: index + 1,
      aktenzeichen,
      planUnit,
      basis: "plan" as const,
      state: "proposed" as const,
    })),
  );
  for (const { akteId } of akten) {
    await recordEvent(ctx, { akteId, action: "disposal.vernichtung-vorgeschlagen", details: { destructionId } });
  }
  return destructionId;
}

function doomedOf(destructionId: string, items: readonly StoredItem[], state: DoomedAkte["state"]): DoomedAkte[] {
  return items.map((item, index) => ({
    destructionId,
    akteId: item.akteId,
    circleId: item.circleId,
    position: index + 1,
    aktenzeichen: item.aktenzeichen,
    planUnit: item.planUnit,
    basis: item.state === "taken" ? ("uebernahme" as const) : ("bewertung" as const),
    ...(item.confirmedBy === undefined ? {} : { confirmedBy: item.confirmedBy }),
    ...(item.archivkennung === undefined ? {} : { archivkennung: item.archivkennung }),
    ...(item.contentDigest === undefined || item.state !== "taken" ? {} : { contentDigest: item.contentDigest }),
    state,
  }));
}

/** Akten of a disposal that may go, and that no destruction has taken up. */
async function releasable(ctx: Ctx, processId: string): Promise<readonly StoredItem[]> {
  const doomed = new Set(await selectDoomedAkteIds(ctx));
  return (await selectItems(ctx, processId)).filter((item) => mayBeDestroyed(item) && !doomed.has(item.akteId));
}

/**
 * Proposes to destroy what a disposal has released: what the archive has, and what it does not want.
 * @throws Forbidden `disposal.duty-missing`; Conflict `disposal.nothing-released`
 */
export async function proposeReleased(ctx: Ctx, processId: string, note: string): Promise<string> {
  const { staffId, name } = requireRegistrar(ctx.actor);
  const items = (await releasable(ctx, processId)).slice(0, mostDoomed);
  if (items.length === 0) throw new Conflict("disposal.nothing-released");
  await requireSeesAll(
    ctx,
    items.map(({ akteId }) => akteId),
  );
  const destructionId = newId(ctx.now.getTime());
  await insertDestruction(
    ctx,
    {
      destructionId,
      processId,
      state: "proposed",
      note: requireNote(note),
      proposedAt: ctx.now,
      proposedBy: staffId,
      proposedByName: name,
    },
    doomedOf(destructionId, items, "proposed"),
  );
  for (const { akteId } of items) {
    await recordEvent(ctx, { akteId, action: "disposal.vernichtung-vorgeschlagen", details: { destructionId } });
  }
  return destructionId;
}

/**
 * Has destroyed at once what the archive has confirmed (0506), for towns that have decided so. What the archive does not
 * want still takes two people.
 */
export async function destroyConfirmed(ctx: Ctx, processId: string): Promise<void> {
  const items = (await releasable(ctx, processId)).filter(({ state }) => state === "taken").slice(0, mostDoomed);
  if (items.length === 0) return;
  const destructionId = newId(ctx.now.getTime());
  const doomed = doomedOf(destructionId, items, "ordered");
  await insertDestruction(
    ctx,
    {
      destructionId,
      processId,
      state: "approved",
      note: "",
      proposedAt: ctx.now,
      proposedBy: "xdomea-0506",
      proposedByName: "Bestätigung des Archivs (0506)",
      decided: { at: ctx.now, byName: "Bestätigung des Archivs (0506)", reason: "" },
    },
    doomed,
  );
  await orderAkten(ctx, { destructionId, proposedBy: "xdomea-0506" }, doomed);
  await enqueue(ctx, destroy, { destructionId });
}

async function orderAkten(
  ctx: Ctx,
  destruction: Pick<Destruction, "destructionId" | "proposedBy">,
  akten: readonly DoomedAkte[],
  approvedBy?: string,
): Promise<void> {
  await orderDestruction(
    ctx,
    akten.map(({ akteId, basis, confirmedBy, archivkennung }) => ({
      orderId: destruction.destructionId,
      akteId,
      basis,
      proposedBy: destruction.proposedBy,
      ...(approvedBy === undefined ? {} : { approvedBy }),
      ...(confirmedBy === undefined ? {} : { confirmedBy }),
      ...(archivkennung === undefined ? {} : { archivkennung }),
    })),
  );
}

/** @throws Forbidden `disposal.sees-not-all`: nobody decides about what they may not see */
async function requireSeesAll(ctx: Ctx, akteIds: readonly string[]): Promise<void> {
  await sightOf(ctx);
  const seen = await listAktenInRetention(ctx, { units: [], akten: [] }, { akteIds, limit: akteIds.length });
  if (seen.length !== akteIds.length) throw new Forbidden("disposal.sees-not-all");
}

async function getProposed(ctx: Ctx, destructionId: string): Promise<Destruction> {
  const found = await findDestruction(ctx, destructionId, "for-update");
  if (found === undefined) throw new NotFound("disposal.no-such-destruction");
  if (found.state !== "proposed") {
    throw new Conflict("disposal.already-decided", { by: found.decided?.byName ?? "" });
  }
  return found;
}

/**
 * Approves a destruction; the program then carries it out. Whoever proposed it may not, in whatever role.
 * @throws Forbidden `disposal.duty-missing`, `disposal.same-person`, `disposal.sees-not-all`; NotFound
 * `disposal.no-such-destruction`; Conflict `disposal.already-decided`
 */
export async function approveDestruction(ctx: Ctx, destructionId: string): Promise<void> {
  const { staffId, name } = requireRegistrar(ctx.actor);
  const proposed = await getProposed(ctx, destructionId);
  if (proposed.proposedBy === staffId) throw new Forbidden("disposal.same-person");
  const akten = await selectDoomed(ctx, destructionId);
  await requireSeesAll(
    ctx,
    akten.map(({ akteId }) => akteId),
  );
  await updateDestruction(ctx, {
    ...proposed,
    state: "approved",
    decided: { at: ctx.now, by: staffId, byName: name, reason: "" },
  });
  await updateAllDoomed(ctx, destructionId, "proposed", "ordered");
  await orderAkten(ctx, proposed, akten, staffId);
  await enqueue(ctx, destroy, { destructionId });
}

/**
 * Rejects a destruction: nothing goes, and its Akten may be proposed again. Whoever proposed it takes it back by this.
 * @throws Forbidden `disposal.duty-missing`; Invalid `disposal.reason-missing`; NotFound
 * `disposal.no-such-destruction`; Conflict `disposal.already-decided`
 */
export async function rejectDestruction(ctx: Ctx, destructionId: string, reason: string): Promise<void> {
  const { staffId, name } = requireRegistrar(ctx.actor);
  const words = reason.trim();
  if (words === "" || words.length > 2000) throw new Invalid("disposal.reason-missing");
  const proposed = await getProposed(ctx, destructionId);
  const own = proposed.proposedBy === staffId;
  await updateDestruction(ctx, {
    ...proposed,
    state: "rejected",
    decided: { at: ctx.now, ...(own ? {} : { by: staffId }), byName: name, reason: words },
  });
  await updateAllDoomed(ctx, destructionId, "proposed", "kept");
}
