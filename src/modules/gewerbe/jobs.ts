import { Failure } from "../../kernel/index.ts";
import { type AnyJob, defineJob } from "../../platform/jobs/index.ts";
import { addCaseHistory, getCase } from "../cases/index.ts";
import { fileDokument } from "../records/index.ts";
import { getTenant } from "../tenants/index.ts";
import { passOnMove } from "./actions/pass-on-move.ts";
import { noteTakenOver, takeOverMove } from "./actions/take-over-move.ts";
import { adapterFor } from "./adapters/settings.ts";
import type { ConfiguredRecipient, Delivery } from "./model/delivery.ts";
import { getRecipient } from "./model/index.ts";
import { deliverPayload, noteTakenOverPayload, passOnMovePayload, takeOverMovePayload } from "./payloads.ts";
import { getDelivery, getDeliveryForUpdate, listConfiguredRecipients, saveDelivery } from "./store/index.ts";

type Outcome =
  | { readonly kind: "delivered"; readonly bytes: Uint8Array }
  | { readonly kind: "withdrawn" }
  | { readonly kind: "refused"; readonly code: string }
  | { readonly kind: "nothing-to-do" };

/** Where a delivery goes now: what the town has set up since it was queued counts. */
function targetOf(
  delivery: Delivery,
  configured: readonly ConfiguredRecipient[],
): Pick<ConfiguredRecipient, "adapter" | "target" | "waived"> | undefined {
  const found = configured.find(({ key }) => key === delivery.recipientKey);
  if (found !== undefined) return found;
  return delivery.recipientKey === "gemeinde" ? { adapter: "folder", target: "gemeinde", waived: false } : undefined;
}

const hasWaived = (delivery: Delivery, waived: boolean): boolean =>
  waived && delivery.recipientKey !== "gemeinde" && getRecipient(delivery.recipientKey).mayWaive;

/**
 * Sends one delivery and keeps the proof: the bytes in the Akte, the day in the case. What the recipient refuses is
 * not tried again until a person says so. Source: § 14 Abs. 8 GewO; § 3 Abs. 4 and 5 GewAnzV.
 */
const deliver = defineJob<{ deliveryId: string }, Outcome>({
  name: "gewerbe.deliver",
  payload: deliverPayload,
  async outside(io, { deliveryId }) {
    const { delivery, configured, town, bytes } = await io.read(async (ctx) => {
      const found = await getDelivery(ctx, deliveryId);
      return {
        delivery: found,
        configured: await listConfiguredRecipients(ctx),
        town: await getTenant(ctx),
        bytes: await ctx.files.get(found.sha256),
      };
    });
    if (delivery.state === "delivered" || delivery.state === "withdrawn") return { kind: "nothing-to-do" };
    const target = targetOf(delivery, configured);
    if (target === undefined) return { kind: "refused", code: "gewerbe.recipient-not-set-up" };
    if (hasWaived(delivery, target.waived)) return { kind: "withdrawn" };
    const { filename, mediaType, idempotencyKey } = delivery;
    try {
      await adapterFor(target.adapter, town.slug).send(target.target, { filename, mediaType, bytes, idempotencyKey });
    } catch (error) {
      if (error instanceof Failure && error.kind === "invalid") return { kind: "refused", code: error.code };
      throw error;
    }
    return { kind: "delivered", bytes };
  },
  async inside(ctx, { deliveryId }, outcome) {
    if (outcome.kind === "nothing-to-do") return;
    const delivery = await getDeliveryForUpdate(ctx, deliveryId);
    if (delivery.state === "delivered") return;
    const attempts = delivery.attempts + 1;
    if (outcome.kind === "withdrawn") {
      await saveDelivery(ctx, { ...delivery, state: "withdrawn" });
      await addCaseHistory(ctx, delivery.caseId, {
        action: "gewerbe.verzichtet",
        text: {
          de: `${delivery.recipientName} hat verzichtet: nichts übermittelt`,
          en: `${delivery.recipientName} has waived: nothing transmitted`,
        },
      });
      return;
    }
    if (outcome.kind === "refused") {
      await saveDelivery(ctx, { ...delivery, state: "failed", gaveUp: true, attempts, lastError: outcome.code });
      return;
    }
    const subject = await getCase(ctx, delivery.caseId);
    const filed = await fileDokument(ctx, {
      vorgangId: subject.vorgangId,
      title: `Übermittlung an ${delivery.recipientName}, ${delivery.anzeigeKind}`,
      kind: "uebermittlung",
      filename: delivery.filename,
      mediaType: delivery.mediaType,
      bytes: outcome.bytes,
      author: ctx.actor.kind === "citizen" ? "" : (await getTenant(ctx)).officialName,
    });
    const { lastError: _, ...kept } = delivery;
    await saveDelivery(ctx, {
      ...kept,
      state: "delivered",
      gaveUp: false,
      attempts,
      deliveredAt: ctx.now,
      dokumentId: filed.dokumentId,
    });
    await addCaseHistory(ctx, delivery.caseId, {
      action: "gewerbe.uebermittelt",
      text:
        delivery.recipientKey === "gemeinde"
          ? {
              de: `Anmeldung für ${delivery.recipientName} im Ordner für andere Gemeinden abgelegt`,
              en: `Registration for ${delivery.recipientName} put into the folder for other municipalities`,
            }
          : {
              de: `An ${delivery.recipientName} übermittelt (${delivery.fields} Felder)`,
              en: `Transmitted to ${delivery.recipientName} (${delivery.fields} fields)`,
            },
      details: {
        cite: delivery.cite,
        recipient: delivery.recipientKey,
        dokumentId: filed.dokumentId,
        sha256: filed.sha256,
      },
    });
  },
  async failed(ctx, { deliveryId }, { code, last }) {
    const delivery = await getDeliveryForUpdate(ctx, deliveryId);
    if (delivery.state === "delivered" || delivery.state === "withdrawn") return;
    await saveDelivery(ctx, {
      ...delivery,
      state: "failed",
      gaveUp: last,
      attempts: delivery.attempts + 1,
      lastError: code,
    });
  },
});

const passOn = defineJob<{ caseId: string }>({
  name: "gewerbe.pass-on-move",
  payload: passOnMovePayload,
  inside: (ctx, { caseId }) => passOnMove(ctx, caseId),
});

const takeOver = defineJob({
  name: "gewerbe.take-over-move",
  payload: takeOverMovePayload,
  inside: (ctx, move) => takeOverMove(ctx, move),
});

const noted = defineJob({
  name: "gewerbe.note-taken-over",
  payload: noteTakenOverPayload,
  inside: (ctx, { caseId, aktenzeichen }) => noteTakenOver(ctx, caseId, aktenzeichen),
});

/** Background work of the module. */
export const gewerbeJobs: readonly AnyJob[] = [deliver, passOn, takeOver, noted];
