import { z } from "zod";
import { Unavailable } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import { type AnyJob, defineJob, enqueue } from "../../platform/jobs/index.ts";
import { findCase } from "../cases/index.ts";
import { getTenant } from "../tenants/index.ts";
import { forgetDeliveryEmail, forgetFingerprintsOfClosed, forgetUnusedPhotos, keepRegister } from "./actions/forget.ts";
import { takeReceipt } from "./actions/take-receipt.ts";
import { ausweisAdapters } from "./adapters/settings.ts";
import { applicationOf } from "./case-application.ts";
import { type OrderParts, orderXml } from "./model/order-xml.ts";
import { applicationPayload, orderPayload } from "./payloads.ts";
import { findBiometric, findPhoto, findSignatureOfCase, getCard, listChecked, markSent } from "./store/index.ts";

/** The signature as the producer gets it. Without a visit only one that was drawn beforehand counts. */
async function signatureOf(ctx: Ctx, caseId: string): Promise<OrderParts["signature"]> {
  const way = (await listChecked(ctx, caseId)).find(({ what }) => what === "unterschrift")?.note;
  if (way === "papier") return { kind: "papier" };
  const path = way === "unmoeglich" ? "" : ((await findSignatureOfCase(ctx, caseId))?.path ?? "");
  return path === "" ? { kind: "keine" } : { kind: "gezeichnet", path };
}

/** Hands an order to the producer, and asks for the receipt later. */
const order = defineJob<{ cardId: string }, "sent" | "nothing-to-do">({
  name: "ausweis.order",
  payload: orderPayload,
  async outside(io, { cardId }) {
    const xml = await io.read(async (ctx) => {
      const card = await getCard(ctx, cardId);
      const photo = await findPhoto(ctx, card.caseId);
      if (card.state !== "ordered" || card.sentAt !== undefined || photo === undefined) return undefined;
      const fingers = (await findBiometric(ctx, card.caseId))?.fingers.length ?? 0;
      const subject = await findCase(ctx, card.caseId);
      const application = subject === undefined ? undefined : applicationOf(subject);
      const email = application?.uebergabe === "versand" ? application.email : "";
      const { officialName, ags } = await getTenant(ctx);
      return orderXml(card, photo, {
        fingers,
        office: officialName,
        ags: application?.hauptwohnung === "hier" ? ags : "",
        deliveryEmail: email,
        signature: await signatureOf(ctx, card.caseId),
      });
    });
    if (xml === undefined) return "nothing-to-do";
    await ausweisAdapters().producer.order(cardId, xml);
    return "sent";
  },
  async inside(ctx, { cardId }, outcome) {
    if (outcome !== "sent") return;
    await markSent(ctx, cardId);
    const { secondsToReceipt } = ausweisAdapters().producer;
    const later = { startAfter: new Date(ctx.now.getTime() + secondsToReceipt * 1000) };
    await enqueue(ctx, receipt, { cardId }, secondsToReceipt > 0 ? later : {});
  },
});

/** Fetches the producer's receipt: the card is made, and its case goes on. */
const receipt = defineJob<{ cardId: string }, { readonly seriennummer: string }>({
  name: "ausweis.receipt",
  payload: orderPayload,
  async outside(_io, { cardId }) {
    const found = await ausweisAdapters().producer.receipt(cardId);
    // Tried again later, as with every outside system that does not answer yet.
    if (found === undefined) throw new Unavailable("ausweis.not-yet-produced");
    return found;
  },
  inside: (ctx, { cardId }, { seriennummer }) => takeReceipt(ctx, cardId, seriennummer),
});

const nothing = z.object({});

/** Background work of the module. */
export const ausweisJobs: readonly AnyJob[] = [
  order,
  receipt,
  defineJob<{ caseId: string }>({
    name: "ausweis.forget-email",
    payload: applicationPayload,
    inside: (ctx, { caseId }) => forgetDeliveryEmail(ctx, caseId),
  }),
  defineJob<object>({
    name: "ausweis.forget-fingerprints",
    payload: nothing,
    schedule: "10 2 * * *",
    inside: (ctx) => forgetFingerprintsOfClosed(ctx),
  }),
  defineJob<object>({
    name: "ausweis.forget-photos",
    payload: nothing,
    schedule: "5 * * * *",
    inside: (ctx) => forgetUnusedPhotos(ctx),
  }),
  defineJob<object>({
    name: "ausweis.keep-register",
    payload: nothing,
    schedule: "20 2 * * *",
    inside: (ctx) => keepRegister(ctx),
  }),
];
