import type { MailboxCases } from "../messaging/index.ts";
import { listSteps } from "./citizen-steps.ts";
import { caseContent } from "./contracts.ts";
import { statusSentence } from "./model/status-lines.ts";
import { lastChanges, listCasesOfMailbox } from "./store/index.ts";

/** What a mailbox shows of its cases. */
export const mailboxCases: MailboxCases = {
  async listCases(ctx, mailboxId, language) {
    const cases = await listCasesOfMailbox(ctx, mailboxId);
    const changes = await lastChanges(
      ctx,
      cases.map((subject) => subject.caseId),
    );
    const shown = await Promise.all(
      cases.map(async (subject) => ({
        caseId: subject.caseId,
        title: await caseContent().leistungTitle(ctx, subject.leistungId, language, subject.leistungVersion),
        aktenzeichen: subject.aktenzeichen,
        statusText: statusSentence(subject, language),
        href: `/postfach/${mailboxId}/vorgang/${subject.caseId}`,
        updatedAt: changes.get(subject.caseId) ?? subject.receivedAt,
        steps: subject.status === "done" ? [] : (await listSteps(ctx, subject, language)).filter(({ done }) => !done),
      })),
    );
    return shown.sort((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime());
  },
};
