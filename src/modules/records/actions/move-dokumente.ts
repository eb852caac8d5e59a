import { Conflict, NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { tellMove } from "../extensions.ts";
import { requireRecordsDuty } from "../model/duty.ts";
import { digestOfHandover } from "../model/verification.ts";
import {
  type HeldDokument,
  moveVerweise,
  selectHeldDokumente,
  selectHeldVerweise,
  selectHeldVorgaenge,
  updateDokument,
} from "../store/index.ts";
import { type AkteEdit, editAkte, lockAktenHolding, requireMayLeave } from "./edit-akte.ts";
import { takenDokument } from "./move-vorgaenge.ts";

/** The Dokumente with all their Anlagen, in the order of filing. */
async function withAnlagen(ctx: Ctx, dokumentIds: readonly string[]): Promise<readonly HeldDokument[]> {
  const named = await selectHeldDokumente(ctx, { dokumentIds });
  const around = await selectHeldDokumente(ctx, { vorgangIds: [...new Set(named.map(({ vorgangId }) => vorgangId))] });
  const wanted = new Set(dokumentIds);
  for (let before = -1; before !== wanted.size; ) {
    before = wanted.size;
    for (const { dokumentId, parentId } of around)
      if (parentId !== null && wanted.has(parentId)) wanted.add(dokumentId);
  }
  return around.filter(({ dokumentId }) => wanted.has(dokumentId));
}

/** Where a Dokument lay before it was moved. */
export interface MovedDokument {
  readonly dokumentId: string;
  readonly vorgangId: string;
  readonly parentId: string | null;
}

/**
 * Moves Dokumente, with their Anlagen, into another Vorgang, of the same Akte or another one. An Anlage that is moved
 * without what it belongs to becomes a Dokument of its own. Bytes, author and time of filing stay. Nothing moves out of
 * or into what is z.d.A., nor out of an Akte under a legal hold.
 * @throws Forbidden `records.duty-missing`; NotFound `records.no-such-dokument`, `records.no-such-vorgang`; Conflict
 * `records.akte-closed`, `records.akte-held`, `records.vorgang-closed`
 */
export async function moveDokumente(
  ctx: Ctx,
  move: {
    readonly dokumentIds: readonly string[];
    readonly vorgangId: string;
    /** To what an Anlage belongs that comes back to it. */
    readonly parents?: ReadonlyMap<string, string | null>;
  },
): Promise<readonly MovedDokument[]> {
  requireRecordsDuty(ctx.actor);
  const { akten, akteOf } = await lockAktenHolding(ctx, {
    dokumentIds: move.dokumentIds,
    vorgangIds: [move.vorgangId],
  });
  const target = akten.get(akteOf.get(move.vorgangId) ?? "");
  if (target === undefined) throw new NotFound("records.no-such-vorgang");
  if (move.dokumentIds.some((dokumentId) => !akteOf.has(dokumentId))) throw new NotFound("records.no-such-dokument");
  const moving = (await withAnlagen(ctx, move.dokumentIds)).filter(({ vorgangId }) => vorgangId !== move.vorgangId);
  const vorgaenge = await selectHeldVorgaenge(ctx, {
    vorgangIds: [move.vorgangId, ...new Set(moving.map(({ vorgangId }) => vorgangId))],
  });
  for (const akte of akten.values())
    if (akte.closed) throw new Conflict("records.akte-closed", { aktenzeichen: akte.aktenzeichen });
  for (const akte of akten.values()) if (akte !== target) await requireMayLeave(ctx, akte);
  if (vorgaenge.some(({ zdaAt }) => zdaAt !== null)) throw new Conflict("records.vorgang-closed");
  const akteOfVorgang = new Map(vorgaenge.map(({ vorgangId, akteId }) => [vorgangId, akteId]));
  const movingIds = new Set(moving.map(({ dokumentId }) => dokumentId));
  const verweise = await selectHeldVerweise(ctx, { fromIds: [...movingIds] });

  const edits = new Map([...akten].map(([akteId, akte]) => [akteId, editAkte(ctx, akte)]));
  const to = edits.get(target.akteId) as AkteEdit;
  const handedOver: string[] = [];
  for (const dokument of moving) {
    const { dokumentId, vorgangId } = dokument;
    const parentId =
      dokument.parentId !== null && movingIds.has(dokument.parentId)
        ? dokument.parentId
        : (move.parents?.get(dokumentId) ?? null);
    const from = edits.get(akteOfVorgang.get(vorgangId) ?? "") as AkteEdit;
    if (from === to) {
      to.record({
        action: "dokument.verschoben",
        vorgangId: move.vorgangId,
        details: {
          dokumentId,
          after: { vorgangId: move.vorgangId, parentId },
          before: { vorgangId, parentId: dokument.parentId },
        },
      });
      updateDokument(ctx, dokumentId, { vorgangId: move.vorgangId, parentId });
      continue;
    }
    const taken = takenDokument(from.akte, dokument, parentId, verweise);
    const given = from.record({
      action: "dokument.abgegeben",
      vorgangId,
      details: {
        dokumentId,
        title: dokument.fields.title ?? null,
        toAkteId: target.akteId,
        toAktenzeichen: target.aktenzeichen,
        toVorgangId: move.vorgangId,
        content: digestOfHandover([taken]),
      },
    });
    const entry = to.record({
      action: "dokument.uebernommen",
      vorgangId: move.vorgangId,
      details: { ...taken, fromSequence: given.sequence, fromHash: given.hash },
    });
    updateDokument(ctx, dokumentId, { vorgangId: move.vorgangId, parentId, sequence: entry.sequence });
    handedOver.push(dokumentId);
  }
  moveVerweise(
    ctx,
    verweise.filter(({ fromId }) => handedOver.includes(fromId)).map(({ verweisId }) => verweisId),
    target.akteId,
  );
  await tellMove(ctx, {
    fromAkteIds: [...akten.keys()],
    toAkteId: target.akteId,
    dokumentIds: [...movingIds],
    toVorgangId: move.vorgangId,
  });
  for (const edit of edits.values()) await edit.save(edit === to ? [...movingIds] : []);
  return moving.map(({ dokumentId, vorgangId, parentId }) => ({ dokumentId, vorgangId, parentId }));
}

/** Moves one Dokument with its Anlagen, see `moveDokumente`. */
export async function moveDokument(
  ctx: Ctx,
  move: { readonly dokumentId: string; readonly vorgangId: string },
): Promise<void> {
  await moveDokumente(ctx, { dokumentIds: [move.dokumentId], vorgangId: move.vorgangId });
}
