import { Conflict, isId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { addCaseHistory, type Case, getCase, listHistory, queryWords, searchCases } from "../../cases/index.ts";
import { postMessage } from "../../messaging/index.ts";
import { getTenant } from "../../tenants/index.ts";
import { applicationLeistung, applicationOf, requireApplication } from "../case-application.ts";
import { personKeyOf } from "../model/card.ts";

/** Other running applications of the same person. Source: nobody may have more than one card, § 4 Abs. 1 PAuswG. */
export async function listOtherApplications(ctx: Ctx, subject: Case): Promise<readonly Case[]> {
  const application = applicationOf(subject);
  const found = await searchCases(ctx, queryWords(`${application.vornamen} ${application.familienname}`));
  const others: Case[] = [];
  for (const { caseId } of found.cases) {
    if (caseId === subject.caseId || !isId(caseId)) continue;
    const other = await getCase(ctx, caseId);
    if (other.leistungId !== applicationLeistung || other.status === "done") continue;
    if (personKeyOf(applicationOf(other)) === personKeyOf(application)) others.push(other);
  }
  return others;
}

const told = "ausweis.zweiter-antrag";

/** When the applicant was told that there seems to be a second application. */
export async function findToldOfSecond(ctx: Ctx, caseId: string): Promise<Date | undefined> {
  return (await listHistory(ctx, caseId)).find(({ action }) => action === told)?.at;
}

const words = {
  de: {
    subject: "Gibt es einen zweiten Antrag?",
    body: "Für die Person in diesem Antrag gibt es vielleicht noch einen zweiten Antrag auf einen Personalausweis. Ausgestellt wird nur ein Ausweis.\n\nHaben Sie zwei Anträge gesendet? Dann ziehen Sie bitte einen davon auf seiner Seite zurück. Was Sie dafür bezahlt haben, bekommen Sie wieder.\n\nHaben Sie nur diesen Antrag gesendet? Dann müssen Sie nichts tun. Wir klären es mit Ihnen beim Termin.",
  },
  en: {
    subject: "Is there a second application?",
    body: "There may be a second application for an identity card for the person in this application. Only one card is issued.\n\nDid you send two applications? Then please withdraw one of them on its page. What you have paid for it comes back to you.\n\nDid you send only this one? Then you need not do anything. We settle it with you at the appointment.",
  },
} as const;

/**
 * Tells the applicant in the mailbox that there seems to be a second application. Whoever types in a stranger's name
 * must learn nothing by it: a person decides that it is sent, and it names nothing of the other one. Only once.
 * @throws Forbidden, Invalid, Conflict as `requireApplication`; Conflict `ausweis.no-second-application`
 */
export async function tellOfSecondApplication(ctx: Ctx, caseId: string): Promise<void> {
  const { subject } = await requireApplication(ctx, caseId);
  if ((await findToldOfSecond(ctx, caseId)) !== undefined) return;
  if ((await listOtherApplications(ctx, subject)).length === 0) {
    throw new Conflict("ausweis.no-second-application", { caseId });
  }
  await addCaseHistory(ctx, caseId, {
    action: told,
    text: { de: "Nach einem zweiten Antrag gefragt", en: "Asked about a second application" },
  });
  await postMessage(ctx, {
    mailboxId: subject.mailboxId,
    caseId,
    direction: "to-citizen",
    kind: "info",
    ...words[subject.language],
    attachments: [],
    author: (await getTenant(ctx)).officialName,
  });
}
