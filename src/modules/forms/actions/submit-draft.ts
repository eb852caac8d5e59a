import { dayInBerlin, Invalid, type Language, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { enqueue } from "../../../platform/jobs/index.ts";
import { openCase } from "../../cases/index.ts";
import { openMailbox } from "../../messaging/index.ts";
import { getTenant } from "../../tenants/index.ts";
import { listUploads, type SealedUpload, sealUploads } from "../../uploads/index.ts";
import type { Draft } from "../draft.ts";
import { listSendingParts } from "../extensions.ts";
import { fileCopyJob } from "../file-copy-job.ts";
import { type AskedFiles, fileFields, fileProblems, spoiltFile } from "../file-fields.ts";
import { describeFees, listCharges } from "../model/fees.ts";
import { canonicalJson, type FieldError, freezeAnswers, type Submission } from "../model/index.ts";
import { describePrefill } from "../model/prefilled.ts";
import { filedAnswers, getOnlineLeistung } from "../registry.ts";
import { getDraft, markSent } from "../store.ts";
import { checkAnswers } from "./check-answers.ts";
import { openClaim } from "./open-claim.ts";

export interface SubmitInput {
  readonly draftId: string;
  /** Where the caller has read it for update in this transaction. */
  readonly locked?: Draft;
  readonly language: Language;
  /** Keys of the declarations that were agreed with. */
  readonly declarations: readonly string[];
  /** Where to send nudges without content; empty for none. */
  readonly email: string | undefined;
}

/** What came of sending. `incomplete`: nothing was sent, this is missing. */
export type SubmitResult =
  | { readonly kind: "sent"; readonly caseId: string; readonly mailboxId: string }
  | {
      readonly kind: "incomplete";
      readonly draft: Draft;
      readonly errors: readonly FieldError[];
      readonly missingDeclarations: readonly string[];
    };

/**
 * Sends a draft: checks the whole, freezes the answers, opens mailbox, claim, case and Vorgang and files the
 * application, all in one transaction. A draft that was sent before leads to the same case.
 */
export async function submitDraft(ctx: Ctx, input: SubmitInput): Promise<SubmitResult> {
  const draft = input.locked ?? (await getDraft(ctx, input.draftId, { forUpdate: true }));
  if (draft.sent !== undefined) return { kind: "sent", caseId: draft.sent.caseId, mailboxId: draft.sent.mailboxId };

  const ready = await getOnlineLeistung(ctx, draft.leistungId, draft.formVersion);
  const { leistung, online } = ready;
  const today = dayInBerlin(ctx.now);
  const fields = fileFields(online.compiled, draft.answers, ctx.now);
  const errors = [
    ...(await checkAnswers(ctx, ready, draft.answers, input.language)),
    ...(fields.size === 0 ? [] : fileProblems(fields, await listUploads(ctx, draft.draftId), input.language)),
  ];
  const missingDeclarations = online.declarations
    .map(({ key }) => key)
    .filter((key) => !input.declarations.includes(key));
  if (errors.length > 0 || missingDeclarations.length > 0)
    return { kind: "incomplete", draft, errors, missingDeclarations };

  const submission = freezeAnswers(online.compiled, draft.answers, today);
  const sealed = await sealFiles(ctx, draft, fields, submission);
  if (sealed.kind === "spoilt") {
    const error = spoiltFile(sealed.field, input.language);
    return { kind: "incomplete", draft, errors: [error], missingDeclarations };
  }
  const { files } = sealed;
  const [mailboxId, { settings }] = await Promise.all([
    openMailbox(ctx, {
      codeMac: draft.codeMac,
      language: input.language,
      ...(input.email === undefined ? {} : { email: input.email }),
    }),
    getTenant(ctx),
  ]);
  const caseId = newId(ctx.now.getTime());
  await enqueue(ctx, fileCopyJob, { caseId });
  markSent(ctx, draft.draftId, caseId, mailboxId);
  const charges = listCharges(online, submission.answers, today, settings.fees);
  const subjectName = online.subjectName(submission.answers);
  if (online.charged !== "later") {
    await openClaim(ctx, { leistung, charges, payerName: subjectName, caseId, mailboxId });
  }
  let variables = {};
  for (const part of listSendingParts(leistung.id)) {
    const { language } = input;
    const { answers } = submission;
    const more = await part.sending(ctx, { draftId: draft.draftId, caseId, mailboxId, answers, language });
    variables = { ...variables, ...more };
  }
  // Last, because the numbers of the file are counted without gaps: until the commit others of the town wait.
  const opened = await openCase(ctx, {
    caseId,
    leistungId: leistung.id,
    leistungVersion: leistung.version,
    ...(online.process === undefined ? {} : { processKey: online.process }),
    formHash: submission.formHash,
    answers: submission.answers,
    subjectName,
    variables,
    mailboxId,
    language: input.language,
    planUnit: online.records.planUnit,
    akteTitle: online.records.akteTitle(submission.answers),
    ...(draft.prefill === undefined
      ? {}
      : { found: { label: draft.prefill.label, at: draft.prefill.at, values: draft.prefill.values } }),
    ...(draft.prefill?.akteId === undefined ? {} : { akteId: draft.prefill.akteId }),
    retentionYears: online.records.retentionYears,
    ...(online.deadline === undefined ? {} : { deadline: online.deadline }),
    submissionKey: draft.draftId,
    isFirst: true,
    events: [
      {
        action: "forms.sent",
        text: describeSent(charges, draft, submission),
        details: {
          declarations: input.declarations,
          fees: charges.map(({ fee }) => fee.key),
          ...describePrefill(draft.prefill, submission.answers),
        },
      },
    ],
    applicationDocuments: [
      {
        title: leistung.title.de,
        filename: `${leistung.id}.json`,
        mediaType: "application/json",
        bytes: applicationFile(
          { ...submission, answers: filedAnswers(online, submission.answers) },
          ctx.now,
          input.declarations,
          draft.prefill === undefined
            ? undefined
            : { ...draft.prefill, values: filedAnswers(online, submission.answers, draft.prefill.values) },
          files,
        ),
      },
      ...files.map((file) => ({
        title: file.title,
        kind: "anlage" as const,
        filename: file.filename,
        mediaType: file.mediaType,
        bytes: file.content,
      })),
    ],
  });
  if (opened.caseId !== caseId) throw new Error("a draft that is not sent has a case");
  return { kind: "sent", caseId: opened.caseId, mailboxId };
}

/** The files of the fields that were asked, for good: exactly those whose hash was recorded when they were looked at. */
async function sealFiles(
  ctx: Ctx,
  draft: Draft,
  fields: ReadonlyMap<string, AskedFiles>,
  submission: Submission,
): Promise<
  | { readonly kind: "sealed"; readonly files: readonly (SealedUpload & { readonly title: string })[] }
  | { readonly kind: "spoilt"; readonly field: AskedFiles }
> {
  const expected = [...fields.values()].flatMap(({ path, field }) => {
    const ids = submission.answers[path] ?? [];
    return ids.length === 0 ? [] : [{ fieldPath: path, uploadIds: typeof ids === "string" ? [ids] : ids, field }];
  });
  if (expected.length === 0) return { kind: "sealed", files: [] };
  const labels = new Map(expected.map(({ fieldPath, field }) => [fieldPath, field.label.de]));
  try {
    const sealed = await sealUploads(ctx, draft.draftId, expected);
    const files = sealed.map((file) => ({ ...file, title: `${labels.get(file.fieldPath)}: ${file.filename}` }));
    return { kind: "sealed", files };
  } catch (error) {
    const field = error instanceof Invalid ? fields.get(String(error.facts.field)) : undefined;
    if (field === undefined) throw error;
    return { kind: "spoilt", field };
  }
}

/** The application as the file keeps it: what was asked, what was answered, what was declared. Canonical JSON. */
function applicationFile(
  submission: Submission,
  sentAt: Date,
  declarations: readonly string[],
  prefill: Draft["prefill"],
  files: readonly SealedUpload[],
): Uint8Array {
  return new TextEncoder().encode(
    canonicalJson({
      ...submission,
      sentAt: sentAt.toISOString(),
      declarations: [...declarations].sort(),
      // Ties each file to its field by its hash; the files lie beside, as Dokumente of the Vorgang.
      ...(files.length === 0
        ? {}
        : {
            files: files.map(({ fieldPath, uploadId, filename, mediaType, content, sha256 }) => ({
              path: fieldPath,
              uploadId,
              filename,
              mediaType,
              bytes: content.length,
              sha256,
            })),
          }),
      ...(prefill === undefined ? {} : { prefill: { source: prefill.source, at: prefill.at, values: prefill.values } }),
    }),
  );
}

function describeSent(
  charges: ReturnType<typeof listCharges>,
  draft: Draft,
  submission: Submission,
): { de: string; en: string } {
  const fees = describeFees(charges);
  const counts = describePrefill(draft.prefill, submission.answers);
  const prefilled =
    draft.prefill === undefined
      ? { de: "", en: "" }
      : {
          de: ` Vorausgefüllt aus: ${draft.prefill.label} (${counts.prefilled} Werte, ${counts.changed.length} geändert).`,
          en: ` Prefilled from: ${draft.prefill.label} (${counts.prefilled} values, ${counts.changed.length} changed).`,
        };
  return { de: `Online gesendet. ${fees.de}${prefilled.de}`, en: `Sent online. ${fees.en}${prefilled.en}` };
}
