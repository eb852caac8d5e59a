import { randomBytes } from "node:crypto";
import { dayInBerlin } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { renderLetter } from "../../../platform/pdf/index.ts";
import { requireDuty } from "../../accounts/index.ts";
import { addCaseHistory, type Case, meetDeadline } from "../../cases/index.ts";
import { describeFees, getOnlineLeistung, listCharges } from "../../forms/index.ts";
import { postMessage } from "../../messaging/index.ts";
import { fileDokument } from "../../records/index.ts";
import { getTenant, markSvg } from "../../tenants/index.ts";
import { deliverySettings } from "../adapters/settings.ts";
import { anzeigenOf } from "../case-anzeigen.ts";
import { actorName } from "../model/actor-name.ts";
import { ownersOf } from "../model/entry.ts";
import { registerFacts } from "../model/index.ts";
import { receiptLetter, receiptTitle } from "../receipt-letter.ts";
import { findHandover, findProofOfCase, insertProof } from "../store/index.ts";

const noticeBody = {
  de: "Guten Tag,\n\nhier ist Ihre Empfangsbescheinigung. Sie bestätigt, dass Ihre Anzeige bei uns eingegangen ist. Sie ist keine Genehmigung.\n\nMit dem QR-Code auf dem Schreiben kann jeder prüfen, ob es echt ist.",
  en: "Hello,\n\nhere is your official receipt, in German. It confirms that your notification has reached us. It is not an approval.\n\nWith the QR code on the letter anyone can check that it is genuine.",
} as const;

const noticeSubject = {
  de: "Ihre Empfangsbescheinigung",
  en: "Your official receipt (Empfangsbescheinigung)",
} as const;

/**
 * Issues the Empfangsbescheinigung of a case, once: sets the letter, files it, keeps what proves it, puts it into the
 * mailbox and stops the legal clock. Source: § 15 Abs. 1 GewO.
 * @throws Forbidden `accounts.duty-missing`
 */
export async function issueReceipt(ctx: Ctx, subject: Case): Promise<void> {
  requireDuty(ctx.actor, "casework");
  if ((await findProofOfCase(ctx, subject.caseId)) !== undefined) return;
  const tenant = await getTenant(ctx);
  const handover = await findHandover(ctx, subject.caseId);
  const { online } = await getOnlineLeistung(ctx, subject.leistungId, subject.leistungVersion);
  const anzeigen = await anzeigenOf(ctx, subject);
  const { kind } = anzeigen[0];
  const issuedOn = dayInBerlin(ctx.now);
  const token = randomBytes(16).toString("base64url");
  const pdf = await renderLetter(
    receiptLetter({
      town: { ...tenant, markSvg: markSvg(tenant.name, tenant.accent) },
      anzeigen,
      business: registerFacts(anzeigen),
      owners: ownersOf(anzeigen),
      aktenzeichen: subject.aktenzeichen,
      receivedOn: dayInBerlin(subject.receivedAt),
      issuedOn,
      issuedBy: ctx.actor.kind === "staff" ? ctx.actor.name : tenant.contact.officeName,
      fee: describeFees(
        listCharges(online, subject.answers, dayInBerlin(subject.receivedAt), tenant.settings.fees ?? {}),
      ).de,
      ...(handover?.direction === "in" ? { passedOnBy: handover.otherName } : {}),
      verifyUrl: `${deliverySettings().publicUrl}/${tenant.slug}/echtheit/${token}`,
    }),
    { now: ctx.now },
  );
  const file = {
    title: receiptTitle(kind),
    filename: `Empfangsbescheinigung-${subject.aktenzeichen.replaceAll(/[^0-9A-Za-z]+/g, "-")}.pdf`,
    mediaType: "application/pdf",
  };
  const filed = await fileDokument(ctx, {
    ...file,
    vorgangId: subject.vorgangId,
    kind: "bescheinigung",
    bytes: pdf,
    author: actorName(ctx.actor),
  });
  await insertProof(ctx, {
    token,
    caseId: subject.caseId,
    dokumentId: filed.dokumentId,
    kind,
    aktenzeichen: subject.aktenzeichen,
    issuedOn,
    sha256: filed.sha256,
  });
  await postMessage(ctx, {
    mailboxId: subject.mailboxId,
    caseId: subject.caseId,
    direction: "to-citizen",
    kind: "notice",
    subject: noticeSubject[subject.language],
    body: noticeBody[subject.language],
    attachments: [{ ...file, documentId: filed.dokumentId, sha256: filed.sha256, sizeBytes: filed.sizeBytes }],
    author: tenant.officialName,
  });
  await meetDeadline(ctx, subject.caseId);
  await addCaseHistory(ctx, subject.caseId, {
    action: "gewerbe.bescheinigt",
    text: { de: "Empfangsbescheinigung ausgestellt", en: "Official receipt issued" },
    citizenText: {
      de: "Ihre Empfangsbescheinigung liegt in Ihrem Postfach.",
      en: "Your official receipt is in your mailbox.",
    },
    details: { dokumentId: filed.dokumentId, sha256: filed.sha256 },
  });
}
