import { dayInBerlin, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { enqueue } from "../../../platform/jobs/index.ts";
import { requireDuty } from "../../accounts/index.ts";
import { addCaseHistory, type Case } from "../../cases/index.ts";
import { firstWorkingDayOfNextMonth, getTenant, type Tenant } from "../../tenants/index.ts";
import { anzeigenOf } from "../case-anzeigen.ts";
import { batchStart, type ConfiguredRecipient, type Delivery, deliveryFilename } from "../model/delivery.ts";
import {
  dataFor,
  deliveryXml,
  type Gewerbeanzeige,
  isMove,
  type Recipient,
  type RecipientKey,
  recipientsOf,
} from "../model/index.ts";
import { deliverPayload, passOnMovePayload } from "../payloads.ts";
import { findProofOfCase, insertDeliveries, listConfiguredRecipients } from "../store/index.ts";

/**
 * Queues what each recipient is to get of the Gewerbeanzeigen of a case: those that the town has set up, that have
 * not waived and that the Anzeige concerns, one message for each Anzeige. The bytes are fixed now, after the
 * Empfangsbescheinigung. A move also queues the way to the municipality that the business has left.
 * Source: § 14 Abs. 1 Satz 3 and Abs. 8 GewO; § 3 GewAnzV.
 * @throws Forbidden `accounts.duty-missing`
 */
export async function queueDeliveries(ctx: Ctx, subject: Case): Promise<void> {
  requireDuty(ctx.actor, "casework");
  const town = await getTenant(ctx);
  const configured = new Map((await listConfiguredRecipients(ctx)).map((one) => [one.key as string, one]));
  const waived = new Set([...configured.values()].filter((one) => one.waived).map((one) => one.key as RecipientKey));
  const customsIndications = typeof subject.variables.anhaltspunkteZoll === "string";
  const anzeigen = await anzeigenOf(ctx, subject);
  const certifiedOn = (await findProofOfCase(ctx, subject.caseId))?.issuedOn ?? dayInBerlin(ctx.now);
  const deliveries: Delivery[] = [];
  const missing = new Set<string>();
  for (const anzeige of anzeigen) {
    for (const recipient of recipientsOf(anzeige, { waived, customsIndications })) {
      const target = configured.get(recipient.key);
      if (target === undefined) missing.add(recipient.name.de);
      else deliveries.push(await prepare(ctx, subject, town, anzeige, recipient, target, certifiedOn));
    }
  }
  const added = await insertDeliveries(ctx, deliveries);
  for (const delivery of deliveries.filter(({ deliveryId }) => added.has(deliveryId)))
    await queueDelivery(ctx, delivery);
  await addCaseHistory(ctx, subject.caseId, {
    action: "gewerbe.uebermittlung-veranlasst",
    text: {
      de: `Weitergabe an ${added.size} Empfänger veranlasst${missing.size === 0 ? "" : `. Nicht eingerichtet: ${[...missing].join(", ")}`}`,
      en: `${added.size} transmissions queued${missing.size === 0 ? "" : `. Not set up: ${[...missing].join(", ")}`}`,
    },
    citizenText: {
      de: "Wir geben Ihre Angaben an die gesetzlich vorgesehenen Stellen weiter.",
      en: "We pass your details on to the bodies named by law.",
    },
    details: { recipients: deliveries.map(({ recipientKey }) => recipientKey), missing: [...missing] },
  });
  if (isMove(anzeigen[0])) {
    await enqueue(ctx, { name: "gewerbe.pass-on-move", payload: passOnMovePayload }, { caseId: subject.caseId });
  }
}

async function prepare(
  ctx: Ctx,
  subject: Case,
  town: Tenant,
  anzeige: Gewerbeanzeige,
  recipient: Recipient,
  target: ConfiguredRecipient,
  certifiedOn: Delivery["dueOn"],
): Promise<Delivery> {
  const deliveryId = newId();
  const xml = deliveryXml(recipient.key, anzeige, {
    messageId: deliveryId,
    ags: town.ags,
    municipality: town.name,
    aktenzeichen: subject.aktenzeichen,
    certifiedOn,
    createdAt: ctx.now,
    ...(recipient.key === "zoll" ? { customsIndications: String(subject.variables.anhaltspunkteZoll) } : {}),
  });
  const monthly = recipient.due === "first-working-day-of-next-month";
  return {
    deliveryId,
    caseId: subject.caseId,
    recipientKey: recipient.key,
    recipientName: target.name,
    cite: recipient.cite,
    anzeigeKind: anzeige.kind,
    person: anzeige.person,
    fields: Object.keys(dataFor(recipient.key, anzeige)).length,
    state: "queued",
    attempts: 0,
    gaveUp: false,
    dueOn: monthly ? firstWorkingDayOfNextMonth(certifiedOn) : certifiedOn,
    queuedAt: ctx.now,
    notBefore: monthly ? batchStart(certifiedOn) : ctx.now,
    filename: deliveryFilename(ctx.now, anzeige.kind, recipient.key, deliveryId, "xml"),
    mediaType: "application/xml",
    sha256: await ctx.files.put(Buffer.from(xml)),
    idempotencyKey: deliveryId,
  };
}

/** Queues the job of one delivery, not before its time. */
export async function queueDelivery(ctx: Ctx, delivery: Pick<Delivery, "deliveryId" | "notBefore">): Promise<void> {
  await enqueue(
    ctx,
    { name: "gewerbe.deliver", payload: deliverPayload },
    { deliveryId: delivery.deliveryId },
    delivery.notBefore > ctx.now ? { startAfter: delivery.notBefore } : {},
  );
}
