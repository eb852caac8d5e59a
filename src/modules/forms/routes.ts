import { dayInBerlin, parseAccessCode } from "../../kernel/index.ts";
import { type Answer, content, page, type Route, redirect, type WebRequest } from "../../platform/web/index.ts";
import { getCase, getCaseWithSteps } from "../cases/index.ts";
import { accessCookie, codesOf, getMailbox, withCode } from "../messaging/index.ts";
import { getTenant, markSvg } from "../tenants/index.ts";
import { listUploads } from "../uploads/index.ts";
import { prefillDraft } from "./actions/prefill-draft.ts";
import { startDraft } from "./actions/start-draft.ts";
import { renderCopy } from "./copy-pdf.ts";
import { withFileNames } from "./file-fields.ts";
import type { Section } from "./form.ts";
import { answerSheet } from "./model/index.ts";
import { hrefOf, isAnswer, nextOpen, type Opened, open, sectionsOf } from "./opened-draft.ts";
import { draftPath } from "./paths.ts";
import { findPrefillSource, getOnlineLeistung, isOffered } from "./registry.ts";
import { reviewRoutes } from "./review-routes.ts";
import { sectionRoutes } from "./section-routes.ts";
import { uploadRoutes } from "./upload-routes.ts";
import { PausePage, PrefillPage, SentPage, SwitchedOffPage } from "./views/other-pages.tsx";

async function begin(request: WebRequest): Promise<Answer> {
  const { leistung, online } = await getOnlineLeistung(request, request.params.leistung ?? "");
  if (!(await isOffered(request, leistung.id)))
    return page(SwitchedOffPage({ view: request.view, leistung }), { status: 409 });
  const { draftId, code } = await startDraft(request, { leistungId: leistung.id, language: request.view.language });
  const first =
    findPrefillSource(online.prefill) === undefined ? (online.form.sections[0] as Section).key : "vorausfuellen";
  return redirect(request.view.href(draftPath(draftId, first)), [
    accessCookie(withCode(codesOf(request.cookies), code)),
  ]);
}

async function getSent(request: WebRequest): Promise<Answer> {
  const opened = await open(request);
  if (isAnswer(opened)) return opened;
  const { draft } = opened;
  if (draft.sent === undefined) return redirect(hrefOf(request, draft, "pruefen"));
  const [{ subject, steps }, mailbox] = await Promise.all([
    getCaseWithSteps(request, draft.sent.caseId, request.view.language),
    getMailbox(request, draft.sent.mailboxId),
  ]);
  return page(
    SentPage({
      view: request.view,
      leistung: opened.leistung,
      draft,
      code: opened.code,
      aktenzeichen: subject.aktenzeichen,
      dueOn: subject.dueOn,
      steps,
      email: mailbox.email !== undefined,
      sentAt: draft.sent.at,
    }),
  );
}

async function getPause(request: WebRequest): Promise<Answer> {
  const opened = await open(request);
  if (isAnswer(opened)) return opened;
  const { draft } = opened;
  if (draft.sent !== undefined) return redirect(hrefOf(request, draft, "gesendet"));
  const continueHref = hrefOf(request, draft, nextOpen(draft, sectionsOf(request, opened)));
  return page(PausePage({ view: request.view, leistung: opened.leistung, draft, code: opened.code, continueHref }));
}

function showPrefill(request: WebRequest, opened: Opened, typed: string, error: string | undefined): Answer {
  const source = findPrefillSource(opened.online.prefill);
  const first = (opened.online.form.sections[0] as Section).key;
  const skipHref = hrefOf(request, opened.draft, first);
  if (source === undefined) return redirect(skipHref);
  return page(
    PrefillPage({
      view: request.view,
      leistung: opened.leistung,
      draft: opened.draft,
      source,
      typed,
      error,
      skipHref,
    }),
    { status: error === undefined ? 200 : 422 },
  );
}

/** A code of this device that there is something to fill in for: nobody has to look it up. */
async function knownCode(request: WebRequest, { draft, online }: Opened): Promise<string> {
  const source = findPrefillSource(online.prefill);
  for (const code of source === undefined ? [] : codesOf(request.cookies)) {
    if ((await source?.prefill(request, code, draft.leistungId)) !== undefined) return code;
  }
  return "";
}

async function getPrefill(request: WebRequest): Promise<Answer> {
  const opened = await open(request);
  return isAnswer(opened) ? opened : showPrefill(request, opened, await knownCode(request, opened), undefined);
}

async function postPrefill(request: WebRequest): Promise<Answer> {
  const opened = await open(request, { forUpdate: true });
  if (isAnswer(opened)) return opened;
  const de = request.view.language === "de";
  const typed = typeof request.body.code === "string" ? request.body.code.slice(0, 40) : "";
  const code = parseAccessCode(typed);
  if (code === undefined) {
    return showPrefill(
      request,
      opened,
      typed,
      de
        ? "Ein Code hat zwölf Buchstaben und Ziffern, zum Beispiel K7F3-9QMD-2XTP."
        : "A code has twelve letters and digits, for example K7F3-9QMD-2XTP.",
    );
  }
  if (!(await prefillDraft(request, opened.draft, code))) {
    return showPrefill(
      request,
      opened,
      typed,
      findPrefillSource(opened.online.prefill)?.words.unknown[request.view.language],
    );
  }
  return redirect(hrefOf(request, opened.draft, (opened.online.form.sections[0] as Section).key));
}

async function getCopy(request: WebRequest): Promise<Answer> {
  const opened = await open(request);
  if (isAnswer(opened)) return opened;
  const { draft, online, leistung } = opened;
  const tenant = await getTenant(request);
  const sentCase = draft.sent === undefined ? undefined : await getCase(request, draft.sent.caseId);
  const { language } = request.view;
  const bytes = await renderCopy({
    leistung,
    language,
    town: { officialName: tenant.officialName, accent: tenant.accent, markSvg: markSvg(tenant.name, tenant.accent) },
    sheet: withFileNames(
      answerSheet(
        online.compiled,
        sentCase?.answers ?? draft.answers,
        language,
        dayInBerlin(sentCase?.receivedAt ?? request.now),
      ),
      await listUploads(request, draft.draftId),
    ),
    ...(sentCase === undefined ? {} : { sent: { at: sentCase.receivedAt, aktenzeichen: sentCase.aktenzeichen } }),
    now: request.now,
  });
  return content(bytes, "application/pdf", { filename: `${leistung.id}.pdf` });
}

/** Continues a draft from the town's code field. */
async function getDraftStart(request: WebRequest): Promise<Answer> {
  const opened = await open(request);
  if (isAnswer(opened)) return opened;
  const { draft } = opened;
  return redirect(
    hrefOf(request, draft, draft.sent === undefined ? nextOpen(draft, sectionsOf(request, opened)) : "gesendet"),
  );
}

/** Routes of applications. Public: the code on the device decides, in `open`. */
export const routes: readonly Route[] = [
  { method: "POST", path: "/:town/leistungen/:leistung/beginnen", access: "public", handle: begin },
  { method: "GET", path: "/:town/antrag/:draft", access: "public", handle: getDraftStart },
  { method: "GET", path: "/:town/antrag/:draft/gesendet", access: "public", handle: getSent },
  { method: "GET", path: "/:town/antrag/:draft/pause", access: "public", handle: getPause },
  { method: "GET", path: "/:town/antrag/:draft/vorausfuellen", access: "public", handle: getPrefill },
  {
    method: "POST",
    path: "/:town/antrag/:draft/vorausfuellen",
    access: "public",
    repeat: "natural",
    guessesPerMinute: 20,
    handle: postPrefill,
  },
  { method: "GET", path: "/:town/antrag/:draft/kopie.pdf", access: "public", handle: getCopy },
  ...reviewRoutes,
  ...uploadRoutes,
  ...sectionRoutes,
];
