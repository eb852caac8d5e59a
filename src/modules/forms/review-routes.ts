import { dayInBerlin, inLanguage, type Language } from "../../kernel/index.ts";
import { type Answer, page, type Route, redirect, type WebRequest } from "../../platform/web/index.ts";
import { parseEmail } from "../messaging/index.ts";
import { getTenant } from "../tenants/index.ts";
import { listUploads } from "../uploads/index.ts";
import { checkAnswers } from "./actions/check-answers.ts";
import { submitDraft } from "./actions/submit-draft.ts";
import type { Draft } from "./draft.ts";
import { getFormPanel } from "./extensions.ts";
import { fileFields, fileProblems, withFileErrors, withFileNames } from "./file-fields.ts";
import { type Charge, listCharges } from "./model/fees.ts";
import { answerSheet, type FieldError, readAnswers } from "./model/index.ts";
import { hrefOf, isAnswer, type Opened, open, sectionsOf } from "./opened-draft.ts";
import { ReviewPage } from "./views/review-page.tsx";

async function chargesOf(
  request: WebRequest,
  online: Opened["online"],
  answers: Draft["answers"],
): Promise<readonly Charge[]> {
  if (online.fees.length === 0) return [];
  const { settings } = await getTenant(request);
  const today = dayInBerlin(request.now);
  return listCharges(online, readAnswers(online.compiled, answers, today), today, settings.fees);
}

/** What panels of the pages say before sending. */
async function reviewPanelsOf(
  request: WebRequest,
  opened: Opened,
): Promise<Parameters<typeof ReviewPage>[0]["panels"]> {
  const { draft, online } = opened;
  const today = dayInBerlin(request.now);
  const seen = { draftId: draft.draftId, answers: readAnswers(online.compiled, draft.answers, today), today };
  const shown = [];
  for (const { key, title, panels = [] } of sectionsOf(request, opened)) {
    for (const name of panels) {
      const content = await getFormPanel(name).review?.(request, request.view, seen);
      if (content !== undefined) shown.push({ key, title: inLanguage(title, request.view.language), content });
    }
  }
  return shown;
}

async function showReview(
  request: WebRequest,
  opened: Opened,
  more: {
    missingDeclarations: readonly string[];
    ticked: readonly string[];
    email: string;
    emailError: string | undefined;
    /** What sending has found; looked for afresh where absent. */
    errors?: readonly FieldError[];
  },
): Promise<Answer> {
  const { draft, online } = opened;
  const today = dayInBerlin(request.now);
  const { language } = request.view;
  const failed = more.missingDeclarations.length > 0 || more.emailError !== undefined || (more.errors?.length ?? 0) > 0;
  const fields = fileFields(online.compiled, draft.answers, request.now);
  const uploads = fields.size === 0 ? [] : await listUploads(request, draft.draftId);
  return page(
    ReviewPage({
      view: request.view,
      leistung: opened.leistung,
      online,
      draft,
      code: opened.code,
      pages: sectionsOf(request, opened).map(({ key }) => key),
      sheet: withFileNames(answerSheet(online.compiled, draft.answers, language, today), uploads),
      panels: await reviewPanelsOf(request, opened),
      charges: await chargesOf(request, online, draft.answers),
      ...more,
      errors:
        more.errors ??
        withFileErrors(
          await checkAnswers(request, opened, draft.answers, language),
          fileProblems(fields, uploads, language),
        ),
    }),
    { status: failed ? 422 : 200 },
  );
}

/** First suggestion for nudges: the address that the form asked for anyway. */
function emailOf(online: Opened["online"], answers: Draft["answers"]): string {
  const path = online.compiled.fields.find(({ field }) => field.type === "email")?.pattern;
  const value = path === undefined ? undefined : answers[path];
  return typeof value === "string" ? value : "";
}

async function getReview(request: WebRequest): Promise<Answer> {
  const opened = await open(request, { onlyShown: true });
  if (isAnswer(opened)) return opened;
  if (opened.draft.sent !== undefined) return redirect(hrefOf(request, opened.draft, "gesendet"));
  return showReview(request, opened, {
    missingDeclarations: [],
    ticked: [],
    email: emailOf(opened.online, opened.draft.answers),
    emailError: undefined,
  });
}

function emailMistake(typed: string, language: Language): string | undefined {
  if (typed === "" || parseEmail(typed) !== undefined) return undefined;
  return language === "de"
    ? "Geben Sie die E-Mail-Adresse vollständig ein, zum Beispiel name@example.org, oder lassen Sie das Feld leer."
    : "Enter the whole e-mail address, for example name@example.org, or leave the field empty.";
}

async function postReview(request: WebRequest): Promise<Answer> {
  const opened = await open(request, { forUpdate: true });
  if (isAnswer(opened)) return opened;
  if (opened.draft.sent !== undefined) return redirect(hrefOf(request, opened.draft, "gesendet"));
  const { erklaerung = [], email: typed = "" } = request.body;
  const ticked = typeof erklaerung === "string" ? [erklaerung] : erklaerung;
  const email = (typeof typed === "string" ? typed : "").trim();
  const emailError = emailMistake(email, request.view.language);
  const missing = opened.online.declarations.map(({ key }) => key).filter((key) => !ticked.includes(key));
  if (emailError !== undefined)
    return showReview(request, opened, { missingDeclarations: missing, ticked, email, emailError });
  const result = await submitDraft(request, {
    draftId: opened.draft.draftId,
    locked: opened.draft,
    language: request.view.language,
    declarations: ticked,
    email: email === "" ? undefined : email,
  });
  if (result.kind === "sent") return redirect(hrefOf(request, opened.draft, "gesendet"));
  const { missingDeclarations, errors } = result;
  return showReview(request, opened, { missingDeclarations, ticked, email, emailError, errors });
}

/** The review before sending, and sending. */
export const reviewRoutes: readonly Route[] = [
  { method: "GET", path: "/:town/antrag/:draft/pruefen", access: "public", handle: getReview },
  { method: "POST", path: "/:town/antrag/:draft/pruefen", access: "public", repeat: "natural", handle: postReview },
];
