import { Conflict, Forbidden, Invalid, type Language } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { postMessage } from "../../messaging/index.ts";
import { fileDokument } from "../../records/index.ts";
import {
  forgetUploads,
  isAnswer,
  listUploads,
  receiveSent,
  removeUpload,
  type SentFile,
  sealUploads,
  type Upload,
} from "../../uploads/index.ts";
import { caseContent } from "../contracts.ts";
import { answerField, answerLimits } from "../model/answer-files.ts";
import { answerMessage, type Case } from "../model/case.ts";
import { getCaseForUpdate } from "../store/index.ts";
import { recordCaseEvent } from "./add-case-history.ts";
import { advanceCase } from "./advance-case.ts";
import { maxMessageLength } from "./ask-citizen.ts";

export interface Answer {
  readonly caseId: string;
  readonly text: string;
  readonly files: readonly SentFile[];
  /** Ids of files that were kept before and are not to be sent. */
  readonly withoutFiles?: readonly string[];
  readonly language: Language;
}

/** What the citizen has to put right, by field. Good files are kept for the next attempt. */
export interface AnswerMistakes {
  readonly mistakes: readonly { readonly field: "text" | "dateien"; readonly message: string }[];
}

type Mistake = AnswerMistakes["mistakes"][number];

function textMistakes(input: Answer, files: number): readonly Mistake[] {
  const german = input.language === "de";
  const text = input.text.trim();
  if (text === "" && files === 0) {
    const message = german
      ? "Schreiben Sie eine Antwort, oder fügen Sie eine Datei an."
      : "Write an answer, or attach a file.";
    return [{ field: "text", message }];
  }
  if (text.length <= maxMessageLength) return [];
  const message = german
    ? `Kürzen Sie Ihre Antwort auf höchstens ${maxMessageLength.toLocaleString("de-DE")} Zeichen.`
    : `Shorten your answer to at most ${maxMessageLength.toLocaleString("en-GB")} characters.`;
  return [{ field: "text", message }];
}

/** Takes the files that came, each for itself: what is wrong with one does not touch the others. */
async function receiveFiles(ctx: Ctx, { caseId, files, language }: Answer): Promise<readonly Mistake[]> {
  const mistakes: Mistake[] = [];
  for (const file of files) {
    const to = { ownerId: caseId, fieldPath: answerField, limits: answerLimits, language };
    const message = await receiveSent(ctx, file, to);
    if (message !== undefined) mistakes.push({ field: "dateien", message });
  }
  return mistakes;
}

/**
 * Files that were kept from an attempt to answer that has to be put right.
 * @throws Forbidden `cases.foreign-case`
 */
export async function listAnswerFiles(ctx: Ctx, subject: Case): Promise<readonly Upload[]> {
  if (ctx.actor.kind !== "citizen" || ctx.actor.mailboxId !== subject.mailboxId)
    throw new Forbidden("cases.foreign-case");
  return (await listUploads(ctx, subject.caseId)).filter(
    (upload) => upload.fieldPath === answerField && isAnswer(upload),
  );
}

/**
 * The citizen answers a question, with text and files. Each file is filed in the Vorgang; the procedure goes on. Where
 * something has to be put right nothing is sent, and the files that are good stay for the next attempt.
 * @throws Forbidden `cases.foreign-case`: only the mailbox that the case belongs to answers
 * @throws Conflict `cases.nobody-asked`: no question is open any more
 */
export async function answerQuestion(ctx: Ctx, input: Answer): Promise<Case | AnswerMistakes> {
  const subject = await getCaseForUpdate(ctx, input.caseId);
  if (ctx.actor.kind !== "citizen" || ctx.actor.mailboxId !== subject.mailboxId)
    throw new Forbidden("cases.foreign-case");
  if (subject.status !== "waiting") throw new Conflict("cases.nobody-asked", { caseId: input.caseId });
  for (const uploadId of input.withoutFiles ?? []) await removeUpload(ctx, subject.caseId, uploadId);
  const fileMistakes = await receiveFiles(ctx, input);
  const kept = await listAnswerFiles(ctx, subject);
  const mistakes = [...textMistakes(input, kept.length + fileMistakes.length), ...fileMistakes];
  if (mistakes.length === 0 && kept.some(({ state }) => state === "quarantined")) {
    mistakes.push({
      field: "dateien",
      message:
        input.language === "de"
          ? "Der Virenscanner prüft noch. Alles ist gespeichert. Senden Sie in einem Moment noch einmal."
          : "The virus scanner is still checking. Everything is saved. Send again in a moment.",
    });
  }
  if (mistakes.length > 0) return { mistakes };

  const sealed = await sealUploads(ctx, subject.caseId, [
    { fieldPath: answerField, uploadIds: kept.map(({ uploadId }) => uploadId) },
  ]);
  const attachments = [];
  for (const [index, { filename, mediaType, content }] of sealed.entries()) {
    const title = `Anlage ${index + 1}: ${filename}`;
    const { dokumentId, sha256, sizeBytes } = await fileDokument(ctx, {
      vorgangId: subject.vorgangId,
      title,
      kind: "anlage",
      filename,
      mediaType,
      bytes: content,
      author: subject.subjectName,
    });
    attachments.push({ documentId: dokumentId, sha256, filename, mediaType, sizeBytes, title });
  }
  // They are on file: what was kept for it goes.
  if (kept.length > 0) await forgetUploads(ctx, [subject.caseId]);
  const title = await caseContent().leistungTitle(ctx, subject.leistungId, subject.language, subject.leistungVersion);
  await postMessage(ctx, {
    mailboxId: subject.mailboxId,
    caseId: subject.caseId,
    direction: "to-office",
    kind: "answer",
    subject: subject.language === "de" ? `Antwort zu: ${title}` : `Answer about: ${title}`,
    body: input.text.trim(),
    attachments,
    author: subject.subjectName,
  });
  await recordCaseEvent(
    ctx,
    { ...subject, rowVersion: subject.rowVersion + 1 },
    {
      action: "cases.answered",
      text: {
        de:
          attachments.length === 0 ? "Antwort eingegangen" : `Antwort mit ${attachments.length} Anlage(n) eingegangen`,
        en: attachments.length === 0 ? "Answer received" : `Answer with ${attachments.length} attachment(s) received`,
      },
      citizenText: { de: "Sie haben geantwortet.", en: "You have answered." },
      details: { files: attachments.length },
    },
  );
  const saved = await advanceCase(ctx, subject, { kind: "message", name: answerMessage });
  if ("refused" in saved) throw new Invalid("cases.waits-for-something-else", { refused: saved.refused });
  return saved;
}
