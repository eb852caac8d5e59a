import { Conflict, Forbidden, Invalid, type Language } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { postMessage } from "../../messaging/index.ts";
import { fileDokument } from "../../records/index.ts";
import { caseContent } from "../contracts.ts";
import { answerMessage, type Case } from "../model/case.ts";
import { maxUploadBytes, maxUploadFiles, safeFilename, uploadKind, uploadKinds } from "../model/upload-kind.ts";
import { getCaseForUpdate } from "../store.ts";
import { recordCaseEvent } from "./add-case-history.ts";
import { advanceCase } from "./advance-case.ts";
import { maxMessageLength } from "./ask-citizen.ts";

export interface Answer {
  readonly caseId: string;
  readonly text: string;
  readonly files: readonly { readonly filename: string; readonly bytes: Uint8Array }[];
  readonly language: Language;
}

/** What the citizen has to put right, by field. */
export interface AnswerMistakes {
  readonly mistakes: readonly { readonly field: "text" | "dateien"; readonly message: string }[];
}

function mistakesIn(input: Answer): AnswerMistakes["mistakes"] {
  const german = input.language === "de";
  const found: { field: "text" | "dateien"; message: string }[] = [];
  const text = input.text.trim();
  if (text === "" && input.files.length === 0) {
    found.push({
      field: "text",
      message: german
        ? "Schreiben Sie eine Antwort, oder fügen Sie eine Datei an."
        : "Write an answer, or attach a file.",
    });
  }
  if (text.length > maxMessageLength) {
    found.push({
      field: "text",
      message: german
        ? `Kürzen Sie Ihre Antwort auf höchstens ${maxMessageLength.toLocaleString("de-DE")} Zeichen.`
        : `Shorten your answer to at most ${maxMessageLength.toLocaleString("en-GB")} characters.`,
    });
  }
  if (input.files.length > maxUploadFiles) {
    found.push({
      field: "dateien",
      message: german
        ? `Wählen Sie höchstens ${maxUploadFiles} Dateien aus.`
        : `Choose at most ${maxUploadFiles} files.`,
    });
  }
  for (const file of input.files) {
    if (file.bytes.length > maxUploadBytes) {
      found.push({
        field: "dateien",
        message: german
          ? `„${file.filename}“ ist größer als 10 MB. Wählen Sie eine kleinere Datei.`
          : `“${file.filename}” is larger than 10 MB. Choose a smaller file.`,
      });
    } else if (uploadKind(file.bytes) === undefined) {
      found.push({
        field: "dateien",
        message: german
          ? `„${file.filename}“ ist keine PDF-, JPG- oder PNG-Datei. Speichern Sie sie in einem dieser Formate.`
          : `“${file.filename}” is not a PDF, JPG or PNG file. Save it in one of these formats.`,
      });
    }
  }
  return found;
}

/**
 * The citizen answers a question, with text and files. Each file is filed in the Vorgang; the procedure goes on.
 * @throws Forbidden `cases.foreign-case`: only the mailbox that the case belongs to answers
 * @throws Conflict `cases.nobody-asked`: no question is open any more
 */
export async function answerQuestion(ctx: Ctx, input: Answer): Promise<Case | AnswerMistakes> {
  const subject = await getCaseForUpdate(ctx, input.caseId);
  if (ctx.actor.kind !== "citizen" || ctx.actor.mailboxId !== subject.mailboxId)
    throw new Forbidden("cases.foreign-case");
  if (subject.status !== "waiting") throw new Conflict("cases.nobody-asked", { caseId: input.caseId });
  const mistakes = mistakesIn(input);
  if (mistakes.length > 0) return { mistakes };

  const attachments = [];
  for (const [index, file] of input.files.entries()) {
    const kind = uploadKind(file.bytes) ?? "pdf";
    const filename = safeFilename(file.filename, kind);
    const { mediaType } = uploadKinds[kind];
    const title = `Anlage ${index + 1}: ${filename}`;
    const { dokumentId, sha256, sizeBytes } = await fileDokument(ctx, {
      vorgangId: subject.vorgangId,
      title,
      kind: "anlage",
      filename,
      mediaType,
      bytes: file.bytes,
      author: subject.subjectName,
    });
    attachments.push({ documentId: dokumentId, sha256, filename, mediaType, sizeBytes, title });
  }
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
          input.files.length === 0 ? "Antwort eingegangen" : `Antwort mit ${input.files.length} Anlage(n) eingegangen`,
        en: input.files.length === 0 ? "Answer received" : `Answer with ${input.files.length} attachment(s) received`,
      },
      citizenText: { de: "Sie haben geantwortet.", en: "You have answered." },
      details: { files: input.files.length },
    },
  );
  const saved = await advanceCase(ctx, subject, { kind: "message", name: answerMessage });
  if ("refused" in saved) throw new Invalid("cases.waits-for-something-else", { refused: saved.refused });
  return saved;
}
