import { Conflict, NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { tellCircle, tellMove } from "../extensions.ts";
import { vorgangszeichenOf } from "../model/aktenzeichen.ts";
import { requireRegistryDuty } from "../model/duty.ts";
import type { HistoryDraft } from "../model/history.ts";
import { digestOfHandover } from "../model/verification.ts";
import {
  type HeldDokument,
  type HeldVerweis,
  type HeldVorgang,
  type HeldZeichen,
  moveVerweise,
  replaceFormer,
  selectFormer,
  selectHeldDokumente,
  selectHeldVerweise,
  selectHeldVorgaenge,
  selectTeilakten,
  updateAkte,
  updateDokument,
  updateVorgang,
} from "../store/index.ts";
import { type AkteEdit, editAkte, lockAktenHolding, refreshTerms, requireMayLeave } from "./edit-akte.ts";

/** Where Vorgänge are to go. */
export interface MoveOfVorgaenge {
  readonly vorgangIds: readonly string[];
  readonly akteId: string;
  /** A Teilakte of that Akte; null or left out: the Akte itself. */
  readonly teilakteId?: string | null;
}

type Details = HistoryDraft["details"];

const verweisDetails = (verweis: HeldVerweis): Details => ({
  verweisId: verweis.verweisId,
  fromKind: verweis.fromKind,
  fromId: verweis.fromId,
  toKind: verweis.toKind,
  toId: verweis.toId,
  kind: verweis.kind,
  note: verweis.note,
  madeAt: verweis.madeAt.toISOString(),
});

/** What the entry that takes a Dokument over says of it. */
export function takenDokument(
  from: { readonly akteId: string; readonly aktenzeichen: string },
  dokument: HeldDokument,
  parentId: string | null,
  verweise: readonly HeldVerweis[],
): Details {
  return {
    fromAkteId: from.akteId,
    fromAktenzeichen: from.aktenzeichen,
    dokumentId: dokument.dokumentId,
    ...dokument.fields,
    parentId,
    formats: dokument.formats,
    verweise: verweise.filter((verweis) => verweis.fromId === dokument.dokumentId).map(verweisDetails),
  };
}

/** A number that the Vorgang had in this Akte before, or the next one. */
function numberIn(akte: AkteEdit["akte"], last: number, former: readonly HeldZeichen[]): number {
  const prefix = `${akte.aktenzeichen}/`;
  const had = former.findLast((zeichen) => zeichen.aktenzeichen.startsWith(prefix));
  return had === undefined ? last + 1 : Number(had.aktenzeichen.slice(prefix.length));
}

/** Hands Vorgänge, with everything in them, from one Akte to another; both are locked and both chains say it. */
export async function handOver(
  ctx: Ctx,
  from: AkteEdit,
  to: AkteEdit & { lastVorgang: number },
  vorgaenge: readonly (HeldVorgang & { readonly toTeilakteId: string | null })[],
): Promise<readonly string[]> {
  const vorgangIds = vorgaenge.map(({ vorgangId }) => vorgangId);
  const dokumente = await selectHeldDokumente(ctx, { vorgangIds });
  const verweise = await selectHeldVerweise(ctx, {
    fromIds: [...vorgangIds, ...dokumente.map(({ dokumentId }) => dokumentId)],
  });
  const former = await selectFormer(ctx, { vorgangIds });
  const dokumenteOf = Map.groupBy(dokumente, ({ vorgangId }) => vorgangId);
  for (const vorgang of vorgaenge) {
    const { vorgangId } = vorgang;
    const own = dokumenteOf.get(vorgangId) ?? [];
    const had = former.filter((zeichen) => zeichen.vorgangId === vorgangId);
    const number = numberIn(to.akte, to.lastVorgang, had);
    to.lastVorgang = Math.max(to.lastVorgang, number);
    const aktenzeichen = vorgangszeichenOf(to.akte.aktenzeichen, number);
    const zeichen = [
      ...had.filter((one) => one.aktenzeichen !== aktenzeichen),
      { aktenzeichen: vorgang.aktenzeichen, vorgangId, planUnit: null, year: null, number: null, until: ctx.now },
    ];
    const taken: readonly Details[] = [
      {
        fromAkteId: from.akte.akteId,
        fromAktenzeichen: from.akte.aktenzeichen,
        number,
        aktenzeichen,
        betreff: vorgang.betreff,
        caseId: vorgang.caseId,
        teilakteId: vorgang.toTeilakteId,
        openedAt: vorgang.openedAt.toISOString(),
        zdaAt: vorgang.zdaAt?.toISOString() ?? null,
        zeichen: zeichen.map((one) => ({ aktenzeichen: one.aktenzeichen, until: one.until.toISOString() })),
        verweise: verweise.filter((verweis) => verweis.fromId === vorgangId).map(verweisDetails),
      },
      ...own.map((dokument) => takenDokument(from.akte, dokument, dokument.parentId, verweise)),
    ];
    const given = from.record({
      action: "vorgang.abgegeben",
      vorgangId,
      details: {
        toAkteId: to.akte.akteId,
        toAktenzeichen: to.akte.aktenzeichen,
        aktenzeichen: vorgang.aktenzeichen,
        newAktenzeichen: aktenzeichen,
        dokumente: own.length,
        content: digestOfHandover(taken),
      },
    });
    const origin = { fromSequence: given.sequence, fromHash: given.hash };
    updateVorgang(ctx, vorgangId, {
      akteId: to.akte.akteId,
      teilakteId: vorgang.toTeilakteId,
      number,
      aktenzeichen,
    });
    taken.forEach((details, index) => {
      const entry = to.record({
        action: index === 0 ? "vorgang.uebernommen" : "dokument.uebernommen",
        vorgangId,
        details: { ...details, ...origin },
      });
      const dokument = own[index - 1];
      if (dokument !== undefined) updateDokument(ctx, dokument.dokumentId, { sequence: entry.sequence });
    });
    replaceFormer(ctx, { akteId: to.akte.akteId, vorgangId }, zeichen);
  }
  moveVerweise(
    ctx,
    verweise.map(({ verweisId }) => verweisId),
    to.akte.akteId,
  );
  updateAkte(ctx, to.akte.akteId, { lastVorgang: to.lastVorgang });
  const caseIds = vorgaenge.flatMap(({ caseId }) => caseId ?? []);
  await tellCircle(ctx, { akteId: to.akte.akteId, circleId: to.akte.circleId, caseIds });
  await tellMove(ctx, { fromAkteIds: [from.akte.akteId], toAkteId: to.akte.akteId, vorgangIds });
  return dokumente.map(({ dokumentId }) => dokumentId);
}

/**
 * Moves Vorgänge, with all their Dokumente, into another Akte or to another place in theirs. In another Akte each gets
 * the next number, or the one it had there before; the old Aktenzeichen goes on finding it. A Vorgang that is z.d.A.
 * stays so. Neither Akte may be z.d.A., and none that is left may be under a legal hold.
 * @throws Forbidden `records.registry-duty-missing`, `records.duty-missing`; NotFound `records.no-such-vorgang`,
 * `records.no-such-akte`, `records.no-such-teilakte`; Conflict `records.akte-closed`, `records.akte-held`
 */
export async function moveVorgaenge(ctx: Ctx, move: MoveOfVorgaenge): Promise<void> {
  requireRegistryDuty(ctx.actor);
  const teilakteId = move.teilakteId ?? null;
  const { akten, akteOf } = await lockAktenHolding(ctx, { akteIds: [move.akteId], vorgangIds: move.vorgangIds });
  const target = akten.get(move.akteId);
  if (target === undefined) throw new NotFound("records.no-such-akte");
  if (move.vorgangIds.some((vorgangId) => !akteOf.has(vorgangId))) throw new NotFound("records.no-such-vorgang");
  for (const akte of akten.values())
    if (akte.closed) throw new Conflict("records.akte-closed", { aktenzeichen: akte.aktenzeichen });
  if (teilakteId !== null) {
    const teilakten = await selectTeilakten(ctx, { everything: true }, target.akteId);
    if (!teilakten.some((one) => one.teilakteId === teilakteId)) throw new NotFound("records.no-such-teilakte");
  }
  const to = { ...editAkte(ctx, target), lastVorgang: target.lastVorgang };
  const vorgaenge = await selectHeldVorgaenge(ctx, { vorgangIds: move.vorgangIds });
  const moved: string[] = [];
  for (const [akteId, own] of Map.groupBy(vorgaenge, (vorgang) => vorgang.akteId)) {
    if (akteId === target.akteId) {
      for (const vorgang of own.filter((one) => one.teilakteId !== teilakteId)) {
        to.record({
          action: "vorgang.verschoben",
          vorgangId: vorgang.vorgangId,
          details: { after: { teilakteId }, before: { teilakteId: vorgang.teilakteId } },
        });
        updateVorgang(ctx, vorgang.vorgangId, { teilakteId });
      }
      continue;
    }
    const from = editAkte(ctx, akten.get(akteId) as AkteEdit["akte"]);
    await requireMayLeave(ctx, from.akte);
    moved.push(
      ...(await handOver(
        ctx,
        from,
        to,
        own.map((one) => ({ ...one, toTeilakteId: teilakteId })),
      )),
    );
    await from.save();
    await refreshTerms(ctx, akteId);
  }
  await to.save(moved);
  await refreshTerms(ctx, target.akteId);
}

/** Moves one Vorgang, see `moveVorgaenge`. */
export function moveVorgang(
  ctx: Ctx,
  move: { readonly vorgangId: string; readonly akteId: string; readonly teilakteId?: string | null },
): Promise<void> {
  const { vorgangId, ...to } = move;
  return moveVorgaenge(ctx, { vorgangIds: [vorgangId], ...to });
}
