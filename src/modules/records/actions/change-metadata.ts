import { Conflict, Invalid, NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Aussonderungsart } from "../model/aktenplan.ts";
import { checkedMetadata, checkedTitle, type DokumentKind, type DokumentMetadata } from "../model/dokument.ts";
import { requireRecordsDuty, requireRegistryDuty } from "../model/duty.ts";
import {
  selectAkteValues,
  selectHeldDokumente,
  selectHeldVorgaenge,
  selectTeilakten,
  updateAkte,
  updateDokument,
  updateTeilakte,
  updateVorgang,
} from "../store/index.ts";
import { differences, editAkte, lockOpenAkteHolding, refreshTerms } from "./edit-akte.ts";

function titleOrThrow(title: string | undefined): string | undefined {
  if (title === undefined) return undefined;
  const checked = checkedTitle(title);
  if (checked === undefined) throw new Invalid("records.bad-title");
  return checked;
}

/**
 * Changes what is said about an Akte. What is not given stays. The registry alone changes how long it is kept.
 * @throws Forbidden `records.duty-missing`, `records.registry-duty-missing`; NotFound `records.no-such-akte`;
 * Conflict `records.akte-closed`; Invalid `records.bad-title`, `records.bad-metadata`
 */
export async function changeAkte(
  ctx: Ctx,
  change: {
    readonly akteId: string;
    readonly betreff?: string;
    /** 001 elektronisch, 002 hybrid, 003 Papier. */
    readonly medium?: string;
    readonly retentionYears?: number;
    readonly aussonderungsart?: Aussonderungsart;
  },
): Promise<void> {
  requireRecordsDuty(ctx.actor);
  const { akteId, betreff, medium, retentionYears, aussonderungsart } = change;
  if (medium !== undefined && !["001", "002", "003"].includes(medium))
    throw new Invalid("records.bad-metadata", { name: "medium" });
  if (
    retentionYears !== undefined &&
    !(Number.isInteger(retentionYears) && retentionYears >= 0 && retentionYears <= 200)
  )
    throw new Invalid("records.bad-metadata", { name: "retentionYears" });
  const wanted = { betreff: titleOrThrow(betreff), medium, retentionYears, aussonderungsart };
  const akte = await lockOpenAkteHolding(ctx, { akteIds: [akteId] }, "records.no-such-akte");
  const changed = differences(await selectAkteValues(ctx, akte.akteId), wanted);
  if (changed === undefined) return;
  if ("retentionYears" in changed.after || "aussonderungsart" in changed.after) requireRegistryDuty(ctx.actor);
  const edit = editAkte(ctx, akte);
  edit.record({ action: "akte.geaendert", vorgangId: null, details: { ...changed } });
  updateAkte(ctx, akte.akteId, changed.after);
  await edit.save();
  if ("betreff" in changed.after) await refreshTerms(ctx, akte.akteId);
}

/**
 * Gives a Teilakte another Betreff.
 * @throws Forbidden `records.duty-missing`, NotFound `records.no-such-teilakte`, Conflict `records.akte-closed`,
 * Invalid `records.bad-title`
 */
export async function changeTeilakte(
  ctx: Ctx,
  change: { readonly teilakteId: string; readonly betreff: string },
): Promise<void> {
  requireRecordsDuty(ctx.actor);
  const { teilakteId } = change;
  const wanted = { betreff: titleOrThrow(change.betreff) };
  const akte = await lockOpenAkteHolding(ctx, { teilakteIds: [teilakteId] }, "records.no-such-teilakte");
  const teilakte = (await selectTeilakten(ctx, { everything: true }, akte.akteId)).find(
    (one) => one.teilakteId === teilakteId,
  );
  if (teilakte === undefined) throw new NotFound("records.no-such-teilakte");
  const changed = differences({ betreff: teilakte.betreff }, wanted);
  if (changed?.after.betreff === undefined) return;
  const edit = editAkte(ctx, akte);
  edit.record({ action: "teilakte.geaendert", vorgangId: null, details: { teilakteId, ...changed } });
  updateTeilakte(ctx, teilakteId, { betreff: changed.after.betreff });
  await edit.save();
  await refreshTerms(ctx, akte.akteId);
}

/**
 * Gives a Vorgang another Betreff.
 * @throws Forbidden `records.duty-missing`; NotFound `records.no-such-vorgang`; Conflict `records.akte-closed`,
 * `records.vorgang-closed`; Invalid `records.bad-title`
 */
export async function changeVorgang(
  ctx: Ctx,
  change: { readonly vorgangId: string; readonly betreff: string },
): Promise<void> {
  requireRecordsDuty(ctx.actor);
  const { vorgangId } = change;
  const wanted = { betreff: titleOrThrow(change.betreff) };
  const akte = await lockOpenAkteHolding(ctx, { vorgangIds: [vorgangId] }, "records.no-such-vorgang");
  const [vorgang] = await selectHeldVorgaenge(ctx, { vorgangIds: [vorgangId] });
  if (vorgang === undefined) throw new NotFound("records.no-such-vorgang");
  if (vorgang.zdaAt !== null) throw new Conflict("records.vorgang-closed");
  const changed = differences({ betreff: vorgang.betreff }, wanted);
  if (changed === undefined) return;
  const edit = editAkte(ctx, akte);
  edit.record({ action: "vorgang.geaendert", vorgangId, details: { ...changed } });
  updateVorgang(ctx, vorgangId, changed.after);
  await edit.save();
  await refreshTerms(ctx, akte.akteId);
}

/** What may be changed of a Dokument; an empty text takes metadata away. Never its bytes, its author or when it was filed. */
export interface DokumentChange {
  readonly dokumentId: string;
  readonly title?: string;
  readonly kind?: DokumentKind;
  /** Given, it replaces all of them. */
  readonly metadata?: DokumentMetadata;
}

/**
 * Changes what is said about a Dokument.
 * @throws Forbidden `records.duty-missing`; NotFound `records.no-such-dokument`; Conflict `records.akte-closed`,
 * `records.vorgang-closed`; Invalid `records.bad-title`, `records.bad-metadata`
 */
export async function changeDokument(ctx: Ctx, change: DokumentChange): Promise<void> {
  requireRecordsDuty(ctx.actor);
  const { dokumentId } = change;
  const metadata = change.metadata === undefined ? undefined : checkedMetadata(change.metadata);
  const title = titleOrThrow(change.title);
  const akte = await lockOpenAkteHolding(ctx, { dokumentIds: [dokumentId] }, "records.no-such-dokument");
  const [dokument] = await selectHeldDokumente(ctx, { dokumentIds: [dokumentId] });
  const [vorgang] = await selectHeldVorgaenge(ctx, { vorgangIds: [dokument?.vorgangId ?? dokumentId] });
  if (dokument === undefined || vorgang === undefined) throw new NotFound("records.no-such-dokument");
  if (vorgang.zdaAt !== null && ctx.actor.kind !== "system") throw new Conflict("records.vorgang-closed");
  const changed = differences(dokument.fields as Readonly<Record<string, string | null>>, {
    title,
    kind: change.kind,
    ...(metadata === undefined
      ? {}
      : {
          posteingang: metadata.posteingang ?? null,
          postausgang: metadata.postausgang ?? null,
          datumDesSchreibens: metadata.datumDesSchreibens ?? null,
          fremdesGeschaeftszeichen: metadata.fremdesGeschaeftszeichen ?? null,
          bemerkung: metadata.bemerkung ?? null,
        }),
  });
  if (changed === undefined) return;
  const edit = editAkte(ctx, akte);
  edit.record({
    action: "dokument.geaendert",
    vorgangId: vorgang.vorgangId,
    details: {
      dokumentId,
      after: changed.after as Record<string, string | null>,
      before: changed.before as Record<string, string | null>,
    },
  });
  updateDokument(ctx, dokumentId, changed.after);
  await edit.save([dokumentId]);
}
