import { dayInBerlin, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { requireDuty } from "../../accounts/index.ts";
import { addCaseHistory, getCase } from "../../cases/index.ts";
import { getMailbox } from "../../messaging/index.ts";
import { fileDokument } from "../../records/index.ts";
import { findGemeindeByAddress, findTenantByAgs, getTenant } from "../../tenants/index.ts";
import { anzeigenOf } from "../case-anzeigen.ts";
import { deliveryFilename } from "../model/delivery.ts";
import { writeHandover } from "../model/handover.ts";
import { findFormerSite, isMove } from "../model/index.ts";
import { takeOverMovePayload } from "../payloads.ts";
import { findProofOfCase, insertDeliveries, insertHandover } from "../store/index.ts";
import { queueDelivery } from "./queue-deliveries.ts";

const legalBasis = "§ 14 Abs. 1 Satz 3 GewO; § 3 Abs. 2a GewAnzV";

/**
 * Passes the Anmeldung of a move on to the municipality that the business has left, once. Where that is on this
 * installation, its own job takes it over; otherwise a delivery for the recipient `gemeinde` is queued. A place that
 * cannot be told to be one municipality is a delivery too: a person has to look.
 * @throws Forbidden `accounts.duty-missing`
 */
export async function passOnMove(ctx: Ctx, caseId: string): Promise<void> {
  requireDuty(ctx.actor, "casework");
  const subject = await getCase(ctx, caseId);
  const [first] = await anzeigenOf(ctx, subject);
  const site = findFormerSite(first);
  if (!isMove(first) || site === undefined) return;
  const own = await getTenant(ctx);
  const gemeinde = findGemeindeByAddress(site.gemeinde, site.plz);
  if (gemeinde?.ags === own.ags) {
    await addCaseHistory(ctx, caseId, {
      action: "gewerbe.umzug-innerhalb",
      text: {
        de: "Als frühere Gemeinde ist diese Gemeinde angegeben: nichts weitergegeben, bitte prüfen",
        en: "This municipality itself is named as the former one: nothing passed on, please check",
      },
    });
    return;
  }
  const former = gemeinde === undefined ? undefined : await findTenantByAgs(ctx.tx, gemeinde.ags);
  const certifiedOn = (await findProofOfCase(ctx, caseId))?.issuedOn ?? dayInBerlin(ctx.now);
  const bytes = writeHandover({
    absender: { ags: own.ags, name: own.officialName },
    aktenzeichen: subject.aktenzeichen,
    eingegangen: dayInBerlin(subject.receivedAt),
    bescheinigt: certifiedOn,
    antworten: Object.fromEntries(
      Object.entries(subject.answers).map(([path, value]) => [path, typeof value === "string" ? value : [...value]]),
    ),
  });
  const sha256 = await ctx.files.put(bytes);
  const otherName = former?.officialName ?? gemeinde?.name ?? site.gemeinde;
  const isNew = await insertHandover(ctx, {
    caseId,
    direction: "out",
    otherName,
    ...(gemeinde === undefined ? {} : { otherAgs: gemeinde.ags }),
    sha256,
    passedAt: ctx.now,
  });
  if (!isNew) return;
  const deliveryId = newId();
  const filename = deliveryFilename(ctx.now, "GewA1", "gemeinde", deliveryId, "json");
  if (former === undefined) {
    const delivery = {
      deliveryId,
      caseId,
      recipientKey: "gemeinde",
      recipientName: otherName,
      cite: legalBasis,
      anzeigeKind: "GewA1",
      person: 0,
      fields: Object.keys(first.fields).length,
      state: "queued",
      attempts: 0,
      gaveUp: false,
      dueOn: certifiedOn,
      queuedAt: ctx.now,
      notBefore: ctx.now,
      filename,
      mediaType: "application/json",
      sha256,
      idempotencyKey: deliveryId,
    } as const;
    await insertDeliveries(ctx, [delivery]);
    await queueDelivery(ctx, delivery);
    await addCaseHistory(ctx, caseId, {
      action: "gewerbe.umzug-abgelegt",
      text: {
        de: `Frühere Gemeinde ${otherName} arbeitet nicht mit diesem System: Anmeldung zur Übermittlung bereitgelegt (${legalBasis})`,
        en: `The former municipality, ${otherName}, does not use this system: registration laid out for transmission (${legalBasis})`,
      },
      citizenText: {
        de: `Wir geben Ihre Anmeldung an ${otherName} weiter. Dort brauchen Sie nicht abzumelden.`,
        en: `We pass your registration on to ${otherName}. You need not deregister there.`,
      },
    });
    return;
  }
  await fileDokument(ctx, {
    vorgangId: subject.vorgangId,
    title: `Weitergabe der Anmeldung an ${otherName}`,
    kind: "uebermittlung",
    filename,
    mediaType: "application/json",
    bytes,
    author: own.officialName,
  });
  const { codeMac } = await getMailbox(ctx, subject.mailboxId);
  await ctx.jobs.send(
    { tx: ctx.tx, tenant: former.tenantId },
    "gewerbe.take-over-move",
    takeOverMovePayload.parse({ sha256, fromAgs: own.ags, fromCaseId: caseId, codeMac, language: subject.language }),
  );
  await addCaseHistory(ctx, caseId, {
    action: "gewerbe.umzug-weitergegeben",
    text: {
      de: `Anmeldung an ${otherName} weitergegeben (${legalBasis})`,
      en: `Registration passed on to ${otherName} (${legalBasis})`,
    },
    citizenText: {
      de: `Wir haben Ihre Anmeldung an ${otherName} weitergegeben. Dort brauchen Sie nicht abzumelden.`,
      en: `We have passed your registration on to ${otherName}. You need not deregister there.`,
    },
    details: { sha256, ags: former.ags },
  });
}
