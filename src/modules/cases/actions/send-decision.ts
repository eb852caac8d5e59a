import { dayInBerlin } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { renderLetter } from "../../../platform/pdf/index.ts";
import { postMessage } from "../../messaging/index.ts";
import { fileDokument } from "../../records/index.ts";
import { getTenant, markSvg } from "../../tenants/index.ts";
import { caseContent } from "../contracts.ts";
import { type DecisionKind, decisionLetter, decisionTitle } from "../decision-letter.ts";
import { decisionNames } from "../decision-tasks.ts";
import type { Case } from "../model/case.ts";
import { recordCaseEvent } from "./add-case-history.ts";
import { requireStaff } from "./duty.ts";
import { meetDeadline } from "./meet-deadline.ts";

const words = {
  granted: {
    subject: { de: "Ihr Bescheid", en: "Our decision" },
    body: {
      de: "Guten Tag,\n\nwir haben über Ihren Antrag entschieden. Den Bescheid finden Sie im Anhang.",
      en: "Hello,\n\nwe have decided on your application. The decision is attached, in German.",
    },
    history: { de: "Bescheid erlassen: stattgegeben", en: "Decision issued: granted" },
    citizen: { de: "Der Bescheid liegt in Ihrem Postfach.", en: "The decision is in your mailbox." },
  },
  refused: {
    subject: { de: "Ihr Bescheid", en: "Our decision" },
    body: {
      de: "Guten Tag,\n\nwir haben über Ihren Antrag entschieden. Den Bescheid mit der Begründung finden Sie im Anhang. Am Ende steht, was Sie tun können, wenn Sie nicht einverstanden sind, und bis wann.",
      en: "Hello,\n\nwe have decided on your application. The decision with its reasons is attached, in German. Its end says what you can do if you do not agree, and until when.",
    },
    history: { de: "Bescheid erlassen: abgelehnt", en: "Decision issued: refused" },
    citizen: { de: "Der Bescheid liegt in Ihrem Postfach.", en: "The decision is in your mailbox." },
  },
  confirmed: {
    subject: { de: "Ihre Bestätigung", en: "Your confirmation" },
    body: {
      de: "Guten Tag,\n\nwir haben Ihre Angaben geprüft und aufgenommen. Die Bestätigung finden Sie im Anhang.",
      en: "Hello,\n\nwe have checked your statements and taken them in. The confirmation is attached, in German.",
    },
    history: { de: "Bestätigung gesendet", en: "Confirmation sent" },
    citizen: { de: "Die Bestätigung liegt in Ihrem Postfach.", en: "The confirmation is in your mailbox." },
  },
} as const;

/**
 * Ends an application with a letter: sets it, files it in the Vorgang, puts it into the mailbox, stops the legal clock.
 * Says what the caseworker typed when the task was completed.
 * @throws Forbidden `accounts.duty-missing`
 */
export async function sendDecision(ctx: Ctx, subject: Case, kind: DecisionKind): Promise<void> {
  const staff = requireStaff(ctx, "casework");
  const tenant = await getTenant(ctx);
  const typed = (name: string): string => {
    const value = subject.variables[name];
    return typeof value === "string" ? value : "";
  };
  const titleIn = (language: "de" | "en") =>
    caseContent().leistungTitle(ctx, subject.leistungId, language, subject.leistungVersion);
  const leistung = await titleIn("de");
  const title = decisionTitle(kind, leistung);
  const bytes = await renderLetter(
    decisionLetter({
      kind,
      town: { ...tenant, markSvg: markSvg(tenant.name, tenant.accent) },
      title: leistung,
      subjectName: subject.subjectName,
      aktenzeichen: subject.aktenzeichen,
      receivedOn: dayInBerlin(subject.receivedAt),
      issuedOn: dayInBerlin(ctx.now),
      issuedBy: staff.name,
      text: typed(decisionNames.text),
      reasons: typed(decisionNames.reasons),
    }),
    { now: ctx.now },
  );
  const name = kind === "confirmed" ? "Bestaetigung" : "Bescheid";
  const file = {
    title,
    filename: `${name}-${subject.aktenzeichen.replaceAll(/[^0-9A-Za-z]+/g, "-")}.pdf`,
    mediaType: "application/pdf",
  };
  const filed = await fileDokument(ctx, {
    ...file,
    vorgangId: subject.vorgangId,
    kind: kind === "confirmed" ? "bescheinigung" : "schreiben",
    bytes,
    author: staff.name,
  });
  const { subject: about, body, history, citizen } = words[kind];
  await postMessage(ctx, {
    mailboxId: subject.mailboxId,
    caseId: subject.caseId,
    direction: "to-citizen",
    kind: "notice",
    subject: `${about[subject.language]}: ${await titleIn(subject.language)}`,
    body: body[subject.language],
    attachments: [{ ...file, documentId: filed.dokumentId, sha256: filed.sha256, sizeBytes: filed.sizeBytes }],
    author: tenant.officialName,
  });
  await meetDeadline(ctx, subject.caseId);
  await recordCaseEvent(ctx, subject, {
    action: "cases.decided",
    text: history,
    citizenText: citizen,
    details: { kind, dokumentId: filed.dokumentId, sha256: filed.sha256 },
  });
}
