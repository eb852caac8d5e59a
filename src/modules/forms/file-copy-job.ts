import { z } from "zod";
import { dayInBerlin, inLanguage } from "../../kernel/index.ts";
import { defineJob } from "../../platform/jobs/index.ts";
import { addCaseHistory, getCase } from "../cases/index.ts";
import { postMessage } from "../messaging/index.ts";
import { fileDokument } from "../records/index.ts";
import { getTenant } from "../tenants/index.ts";
import { listNames } from "../uploads/index.ts";
import { renderCopy } from "./copy-pdf.ts";
import { withFileNames } from "./file-fields.ts";
import { answerSheet } from "./model/index.ts";
import { filedAnswers, getOnlineLeistung } from "./registry.ts";

const receiptWords = {
  anzeige: {
    received: { de: "Ihre Anzeige ist bei uns eingegangen. Sie hat" },
    of: { de: "der Anzeige" },
    name: { en: "notification" },
  },
  antrag: {
    received: { de: "Ihr Antrag ist bei uns eingegangen. Er hat" },
    of: { de: "des Antrags" },
    name: { en: "application" },
  },
} as const;

/**
 * Sets the application as PDF, puts it into the file and, with the confirmation, into the citizen's
 * mailbox. Not part of sending, because setting a page takes longer than all the rest.
 */
export const fileCopyJob = defineJob<{ caseId: string }, undefined>({
  name: "forms.file-copy",
  payload: z.object({ caseId: z.uuid() }),
  async inside(ctx, { caseId }) {
    const opened = await getCase(ctx, caseId);
    const { leistung, online } = await getOnlineLeistung(ctx, opened.leistungId, opened.leistungVersion);
    const tenant = await getTenant(ctx);
    const sent = { at: opened.receivedAt, aktenzeichen: opened.aktenzeichen };
    const sheet = withFileNames(
      answerSheet(online.compiled, filedAnswers(online, opened.answers), "de", dayInBerlin(opened.receivedAt)),
      await listNames(ctx, Object.values(opened.answers).flat()),
    );
    const bytes = await renderCopy({ leistung, language: "de", town: tenant, sheet, sent, now: ctx.now });
    const title = `${leistung.title.de}: Kopie`;
    const filename = `${leistung.id}-${opened.aktenzeichen.replaceAll(/[^A-Za-z0-9]+/g, "-")}.pdf`;
    const dokument = await fileDokument(ctx, {
      vorgangId: opened.vorgangId,
      kind: "antrag",
      title,
      filename,
      mediaType: "application/pdf",
      bytes,
      author: opened.subjectName,
    });
    const subject = inLanguage(leistung.title, opened.language);
    const words = receiptWords[online.kind ?? "anzeige"];
    await postMessage(ctx, {
      mailboxId: opened.mailboxId,
      caseId,
      direction: "to-citizen",
      kind: "receipt",
      subject: opened.language === "de" ? `Eingegangen: ${subject}` : `Received: ${subject}`,
      body:
        opened.language === "de"
          ? `Guten Tag,\n\n${words.received.de} das Aktenzeichen ${opened.aktenzeichen}. Eine Kopie liegt dieser Nachricht bei.\n\nWir melden uns hier, sobald es etwas Neues gibt.`
          : `Hello,\n\nwe have received your ${words.name.en}. Its file reference is ${opened.aktenzeichen}. A copy is attached.\n\nWe will write to you here as soon as there is news.`,
      attachments: [
        {
          documentId: dokument.dokumentId,
          sha256: dokument.sha256,
          filename,
          mediaType: "application/pdf",
          sizeBytes: dokument.sizeBytes,
          title,
        },
      ],
      author: tenant.officialName,
    });
    await addCaseHistory(ctx, caseId, {
      action: "forms.copy-filed",
      text: {
        de: `Kopie ${words.of.de} abgelegt und ins Postfach gelegt`,
        en: `Copy of the ${words.name.en} filed and put into the mailbox`,
      },
    });
  },
});
