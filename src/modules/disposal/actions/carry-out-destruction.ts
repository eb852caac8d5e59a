import { dayInBerlin, NotFound } from "../../../kernel/index.ts";
import { beginRemoval, type Ctx } from "../../../platform/db/index.ts";
import { enqueue } from "../../../platform/jobs/index.ts";
import { renderSheet } from "../../../platform/pdf/index.ts";
import {
  closeVorgang,
  destroyAkte,
  fileDokument,
  getAkte,
  isDue,
  listAktenInRetention,
  listTombstones,
  openAkte,
  openVorgang,
  revokeDestruction,
} from "../../records/index.ts";
import { getTenant, markSvg } from "../../tenants/index.ts";
import { listDestructionParts } from "../contracts.ts";
import { type Destruction, type DoomedAkte, type KeptReason, mostDoomed } from "../model/destruction.ts";
import { mayBeDestroyed, noteChanged, noteDestroyed } from "../model/process.ts";
import { protocolOf } from "../model/protocol.ts";
import { removeContents } from "../payloads.ts";
import {
  deleteImportedObjectsOfAkte,
  deleteRetentionOfAkte,
  findDestruction,
  findNextDoomed,
  findProtocolAkte,
  forgetMessageContents,
  insertContentRemovals,
  insertProtocolAkte,
  selectDoomed,
  selectItems,
  selectRules,
  updateDestruction,
  updateDoomed,
} from "../store/index.ts";
import { findLoaded, saveProcess } from "./load-process.ts";
import { contentDigest, partsOfAkte } from "./pack-akte.ts";
import { yearOf } from "./retention.ts";
import { getSettings } from "./settings.ts";

/** Protocols are kept as long as the plan can say. */
const protocolYears = 200;

/** Where the protocol of a destruction lies: an Akte for each year, and in it a Vorgang for each destruction. */
async function openProtocol(ctx: Ctx, destruction: Destruction): Promise<NonNullable<Destruction["protocol"]>> {
  const year = yearOf(ctx);
  const { protocolUnit } = await getSettings(ctx);
  let akteId = await findProtocolAkte(ctx, year);
  if (akteId === undefined) {
    ({ akteId } = await openAkte(ctx, {
      planUnit: protocolUnit,
      title: `Aussonderung ${year}`,
      retentionYears: protocolYears,
    }));
    await insertProtocolAkte(ctx, year, akteId);
  }
  // The unit that the settings name may have changed since the Akte of this year was opened.
  const { planUnit } = await getAkte(ctx, akteId);
  const { vorgangId } = await openVorgang(ctx, {
    planUnit,
    akteId,
    akteTitle: "",
    retentionYears: protocolYears,
    subject: `Vernichtung vom ${dayInBerlin(destruction.decided?.at ?? ctx.now)}`,
    caseId: null,
  });
  return { akteId, vorgangId };
}

/** Why an Akte has to stay, as things stand now. */
async function reasonToKeep(ctx: Ctx, destruction: Destruction, doomed: DoomedAkte): Promise<KeptReason | undefined> {
  const [akte] = await listAktenInRetention(ctx, await selectRules(ctx), { akteIds: [doomed.akteId], limit: 1 });
  if (akte === undefined) {
    const [stone] = await listTombstones(ctx, { akteIds: [doomed.akteId], limit: 1 });
    return stone === undefined ? "reopened" : "gone";
  }
  if (akte.held) return "held";
  if (!isDue(akte.endsYear, dayInBerlin(ctx.now))) return "not-due";
  if (destruction.processId !== undefined) {
    const item = (await selectItems(ctx, destruction.processId)).find(({ akteId }) => akteId === doomed.akteId);
    if (item === undefined || !mayBeDestroyed(item)) return "withdrawn";
  }
  if (doomed.contentDigest !== undefined && (await contentDigest(ctx, doomed.akteId)) !== doomed.contentDigest) {
    return "changed";
  }
  return undefined;
}

async function keep(ctx: Ctx, destruction: Destruction, doomed: DoomedAkte, reason: KeptReason): Promise<void> {
  await revokeDestruction(ctx, destruction.destructionId, doomed.akteId);
  await updateDoomed(ctx, { ...doomed, state: "kept", keptBecause: reason });
  const loaded =
    destruction.processId === undefined || reason !== "changed"
      ? undefined
      : await findLoaded(ctx, destruction.processId);
  if (loaded !== undefined) {
    const remark = "Hat sich seit der Abgabe geändert und muss noch einmal abgegeben werden.";
    await saveProcess(ctx, loaded, noteChanged(loaded.process, doomed.akteId, remark));
  }
}

async function destroyOne(
  ctx: Ctx,
  destruction: Destruction & { readonly protocol: NonNullable<Destruction["protocol"]> },
  doomed: DoomedAkte,
): Promise<void> {
  const { destructionId, processId, protocol } = destruction;
  const { akteId } = doomed;
  const parts = await partsOfAkte(ctx, akteId);
  const contents = [...(await destroyAkte(ctx, { akteId, orderId: destructionId, proofAkteId: protocol.akteId }))];
  for (const part of listDestructionParts()) contents.push(...(await part.destroy(ctx, parts)));
  await deleteRetentionOfAkte(ctx, akteId);
  await deleteImportedObjectsOfAkte(ctx, akteId);
  await updateDoomed(ctx, { ...doomed, state: "destroyed" });
  if (processId !== undefined) {
    const loaded = await findLoaded(ctx, processId);
    if (loaded !== undefined) {
      await saveProcess(ctx, loaded, noteDestroyed(loaded.process, akteId));
      // What we sent says what the Akte was about, and carries it: it goes with the first Akte that was in it.
      contents.push(...(await forgetMessageContents(ctx, processId, akteId)));
    }
  }
  await insertContentRemovals(ctx, contents, ctx.now);
}

async function fileProtocol(
  ctx: Ctx,
  destruction: Destruction & { readonly protocol: NonNullable<Destruction["protocol"]> },
): Promise<void> {
  const akten = await selectDoomed(ctx, destruction.destructionId);
  const gone = akten.filter(({ state }) => state === "destroyed").map(({ akteId }) => akteId);
  const tombstones = await listTombstones(ctx, { akteIds: gone, limit: mostDoomed });
  const town = await getTenant(ctx);
  const protocol = protocolOf(destruction, akten, tombstones, ctx.now);
  const bytes = await renderSheet(
    {
      language: "de",
      head: { officialName: town.officialName, accent: town.accent, markSvg: markSvg(town.name, town.accent) },
      title: protocol.title,
      facts: protocol.facts,
      sections: protocol.sections,
      footer: `${protocol.title} ${destruction.destructionId}`,
    },
    { now: ctx.now },
  );
  const { vorgangId } = destruction.protocol;
  const { dokumentId } = await fileDokument(ctx, {
    vorgangId,
    title: `${protocol.title} vom ${dayInBerlin(ctx.now)}`,
    kind: "vermerk",
    filename: `vernichtungsprotokoll-${dayInBerlin(ctx.now)}.pdf`,
    mediaType: "application/pdf",
    bytes,
    author: town.officialName,
  });
  await closeVorgang(ctx, vorgangId);
  await updateDestruction(ctx, {
    ...destruction,
    state: "done",
    protocol: { ...destruction.protocol, dokumentId },
    doneAt: ctx.now,
  });
}

/**
 * Does the next step of an approved destruction: opens its protocol, destroys one Akte, or files the protocol. Each step
 * is whole by itself: after a crash the next run goes on where the last one ended.
 * @returns whether there is more to do
 * @throws NotFound `disposal.no-such-destruction`, Unavailable `platform.backup-running`
 */
export async function stepDestruction(ctx: Ctx, destructionId: string): Promise<boolean> {
  await beginRemoval(ctx.tx);
  const destruction = await findDestruction(ctx, destructionId, "for-update");
  if (destruction === undefined) throw new NotFound("disposal.no-such-destruction");
  if (destruction.state !== "approved") return false;
  const { protocol } = destruction;
  if (protocol === undefined) {
    await updateDestruction(ctx, { ...destruction, protocol: await openProtocol(ctx, destruction) });
    return true;
  }
  const next = await findNextDoomed(ctx, destructionId);
  if (next === undefined) {
    await fileProtocol(ctx, { ...destruction, protocol });
    await enqueue(ctx, removeContents, {});
    return false;
  }
  const reason = await reasonToKeep(ctx, destruction, next);
  if (reason === undefined) await destroyOne(ctx, { ...destruction, protocol }, next);
  else await keep(ctx, destruction, next, reason);
  return true;
}
