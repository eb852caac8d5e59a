import { Conflict, Invalid, isId, NotFound, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { mostCharacters } from "../model/dokument.ts";
import { requireRecordsDuty } from "../model/duty.ts";
import type { ShownVerweis, Verweis, VerweisEnd, VerweisKind } from "../model/verweis.ts";
import { deleteVerweis, insertVerweis, selectHeldVerweise, selectVerweise } from "../store/index.ts";
import { type AkteEdit, editAkte, lockAktenHolding } from "./edit-akte.ts";
import { sightOf } from "./sight-of.ts";

/** One end of a Verweis. */
export interface VerweisAt {
  readonly kind: VerweisEnd;
  readonly id: string;
}

const heldAt = ({ kind, id }: VerweisAt) =>
  kind === "akte" ? { akteIds: [id] } : kind === "vorgang" ? { vorgangIds: [id] } : { dokumentIds: [id] };

/** Writes a Verweis into an Akte that is being changed. */
export function writeVerweis(
  ctx: Ctx,
  edit: AkteEdit,
  verweis: { readonly from: VerweisAt; readonly to: VerweisAt; readonly kind: VerweisKind; readonly note?: string },
): string {
  const { from, to } = verweis;
  const row: Verweis = {
    verweisId: newId(ctx.now.getTime()),
    fromKind: from.kind,
    fromId: from.id,
    toKind: to.kind,
    toId: to.id,
    kind: verweis.kind,
    note: verweis.note === undefined || verweis.note.trim() === "" ? null : verweis.note.trim(),
  };
  edit.record({
    action: "verweis.angelegt",
    vorgangId: from.kind === "vorgang" ? from.id : null,
    details: { ...row },
  });
  insertVerweis(ctx, edit.akte.akteId, row);
  return row.verweisId;
}

/**
 * Relates two things in the E-Akte: both have to be there and to be seen by who does it. The Akte in which it begins
 * has to be open, and its history tells of it.
 * @throws Forbidden `records.duty-missing`; NotFound `records.no-such-end`; Conflict `records.akte-closed`; Invalid
 * `records.same-ends`, `records.bad-metadata`
 */
export async function addVerweis(
  ctx: Ctx,
  verweis: { readonly from: VerweisAt; readonly to: VerweisAt; readonly kind: VerweisKind; readonly note?: string },
): Promise<{ readonly verweisId: string }> {
  requireRecordsDuty(ctx.actor);
  const { from, to } = verweis;
  if (from.id === to.id) throw new Invalid("records.same-ends");
  if ((verweis.note?.length ?? 0) > mostCharacters.remark) throw new Invalid("records.bad-metadata", { name: "note" });
  const ends = [heldAt(from), heldAt(to)];
  const { akten, akteOf } = await lockAktenHolding(ctx, {
    akteIds: ends.flatMap((end) => end.akteIds ?? []),
    vorgangIds: ends.flatMap((end) => end.vorgangIds ?? []),
    dokumentIds: ends.flatMap((end) => end.dokumentIds ?? []),
  });
  const akte = akten.get(akteOf.get(from.id) ?? "");
  if (akte === undefined || !akteOf.has(to.id)) throw new NotFound("records.no-such-end");
  if (akte.closed) throw new Conflict("records.akte-closed", { aktenzeichen: akte.aktenzeichen });
  const edit = editAkte(ctx, akte);
  const verweisId = writeVerweis(ctx, edit, verweis);
  await edit.save(from.kind === "dokument" ? [from.id] : []);
  return { verweisId };
}

/**
 * Takes a Verweis away again; the history keeps that it was there.
 * @throws Forbidden `records.duty-missing`, NotFound `records.no-such-verweis`, Conflict `records.akte-closed`
 */
export async function removeVerweis(ctx: Ctx, verweisId: string): Promise<void> {
  requireRecordsDuty(ctx.actor);
  const [seen] = isId(verweisId) ? await selectHeldVerweise(ctx, { verweisId }) : [];
  if (seen === undefined) throw new NotFound("records.no-such-verweis");
  const { akten } = await lockAktenHolding(ctx, heldAt({ kind: seen.fromKind, id: seen.fromId }));
  // It may have gone, or moved with what it begins at, while we waited.
  const [verweis] = await selectHeldVerweise(ctx, { verweisId });
  const akte = akten.get(verweis?.akteId ?? "");
  if (verweis === undefined || akte === undefined) throw new NotFound("records.no-such-verweis");
  if (akte.closed) throw new Conflict("records.akte-closed", { aktenzeichen: akte.aktenzeichen });
  const edit = editAkte(ctx, akte);
  edit.record({
    action: "verweis.entfernt",
    vorgangId: verweis.fromKind === "vorgang" ? verweis.fromId : null,
    details: { verweisId, toKind: verweis.toKind, toId: verweis.toId },
  });
  deleteVerweis(ctx, verweisId);
  await edit.save(verweis.fromKind === "dokument" ? [verweis.fromId] : []);
}

/**
 * Verweise from and to something, from everything that lies in it where it is an Akte, and to what is named of that: at
 * most 200. Those whose other end may not be seen are left out.
 * @param within Vorgänge and Dokumente of the Akte; all of a large one would be too many to ask for
 * @throws Forbidden `records.duty-missing`
 */
export async function listVerweise(
  ctx: Ctx,
  at: VerweisAt,
  within: readonly string[] = [],
): Promise<readonly ShownVerweis[]> {
  const sight = await sightOf(ctx);
  return isId(at.id) ? selectVerweise(ctx, sight, at, within) : [];
}
