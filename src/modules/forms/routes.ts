import type { VNode } from "preact";
import {
  dayInBerlin,
  Forbidden,
  inLanguage,
  isId,
  type Language,
  NotFound,
  parseAccessCode,
} from "../../kernel/index.ts";
import { type Answer, content, page, type Route, redirect, type WebRequest } from "../../platform/web/index.ts";
import { getCase, listSteps } from "../cases/index.ts";
import { accessCookie, codesOf, getMailbox, parseEmail, withCode } from "../messaging/index.ts";
import { getTenant, markSvg } from "../tenants/index.ts";
import { listUploads } from "../uploads/index.ts";
import { changeEntries } from "./actions/change-entries.ts";
import { checkAnswers } from "./actions/check-answers.ts";
import { type OpenDraft, openDraft, openPage } from "./actions/open-draft.ts";
import { prefillDraft } from "./actions/prefill-draft.ts";
import { type SavedSection, saveSection } from "./actions/save-section.ts";
import { startDraft } from "./actions/start-draft.ts";
import { submitDraft } from "./actions/submit-draft.ts";
import { renderCopy } from "./copy-pdf.ts";
import type { Draft } from "./draft.ts";
import { getFormPanel } from "./extensions.ts";
import { asksForFiles, fileFields, fileProblems, withFileNames } from "./file-fields.ts";
import type { Section } from "./form.ts";
import { type Charge, listCharges } from "./model/fees.ts";
import {
  answerSheet,
  type ChangedTwice,
  type FieldError,
  findField,
  type PageBody,
  parseBasis,
  readAnswers,
  reconcile,
  searchOptions,
  typedOption,
  visibleElements,
  visibleSections,
} from "./model/index.ts";
import { draftPath } from "./paths.ts";
import { findPrefillSource, getOnlineLeistung, isOffered, type OnlineReady } from "./registry.ts";
import { prepareFiles, receiveFiles, uploadLimits, uploadRoutes } from "./upload-routes.ts";
import { ChangedTwicePage, choiceName } from "./views/changed-twice-page.tsx";
import { PausePage, PrefillPage, SentPage, SwitchedOffPage } from "./views/other-pages.tsx";
import { ReviewPage } from "./views/review-page.tsx";
import { SectionPage } from "./views/section-page.tsx";

type Online = OnlineReady["online"];
type Opened = OpenDraft & OnlineReady;

const draftOf = (request: WebRequest): string => request.params.draft ?? "";

/**
 * Opens the draft of the address with the codes of the device.
 * @returns an answer instead where the way is another: no code, or sent already
 */
function open(request: WebRequest, options: { forUpdate?: boolean } = {}): Promise<Opened | Answer> {
  return orToCode(request, async (draftId, codes) => {
    const opened = await openDraft(request, draftId, codes, options);
    return { ...opened, ...(await getOnlineLeistung(request, opened.draft.leistungId, opened.draft.formVersion)) };
  });
}

/** The same with the answers that the page of the address needs. */
function openOnPage(request: WebRequest): Promise<Opened | Answer> {
  return orToCode(request, (draftId, codes) => openPage(request, draftId, codes, request.params.section ?? ""));
}

async function orToCode(
  request: WebRequest,
  opening: (draftId: string, codes: readonly string[]) => Promise<Opened>,
): Promise<Opened | Answer> {
  try {
    return await opening(draftOf(request), codesOf(request.cookies));
  } catch (error) {
    if (error instanceof Forbidden) return redirect(request.view.href("/fortsetzen"));
    throw error;
  }
}

const isAnswer = (opened: Opened | Answer): opened is Answer => "kind" in opened;

function hrefOf(request: WebRequest, draft: Draft, target: string): string {
  return request.view.href(draftPath(draft.draftId, target));
}

/** The first page that is not done; the review where all are. */
function nextOpen(draft: Draft, sections: readonly Section[]): string {
  return sections.find(({ key }) => !draft.doneSections.includes(key))?.key ?? "pruefen";
}

function sectionsOf(request: WebRequest, { online, draft }: Opened, answers = draft.answers): readonly Section[] {
  return visibleSections(online.compiled, answers, dayInBerlin(request.now));
}

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

async function panelsOf(
  request: WebRequest,
  { draft, online }: Opened,
  section: Section,
  answers: Draft["answers"],
): Promise<readonly VNode[]> {
  const shown: VNode[] = [];
  const today = dayInBerlin(request.now);
  for (const name of section.panels ?? []) {
    const read = readAnswers(online.compiled, answers, today);
    const seen = { draftId: draft.draftId, answers: read, today };
    const panel = await getFormPanel(name).render(request, request.view, seen);
    if (panel !== undefined) shown.push(panel);
  }
  return shown;
}

function asksToScan(elements: Section["elements"]): boolean {
  return elements.some((one) =>
    one.kind === "group" ? asksToScan(one.elements) : one.kind === "field" && one.scan !== undefined,
  );
}

async function showSection(
  request: WebRequest,
  opened: Opened,
  section: Section,
  saved: SavedSection,
): Promise<Answer> {
  const { draft, online } = opened;
  const today = dayInBerlin(request.now);
  const elements = visibleElements(online.compiled, section.key, saved.answers, today);
  return page(
    SectionPage({
      view: request.view,
      leistung: opened.leistung,
      draft,
      code: opened.code,
      sections: visibleSections(online.compiled, saved.answers, today),
      section,
      elements,
      uploads: asksForFiles(elements) ? await listUploads(request, draft.draftId) : [],
      errors: saved.errors,
      newQuestions: saved.newQuestions,
      panels: await panelsOf(request, opened, section, saved.answers),
      fromReview: request.query.aus === "pruefen",
    }),
    {
      status: saved.errors.length > 0 && saved.newQuestions.length === 0 ? 422 : 200,
      // Also where the field that can be scanned comes onto the page only by an answer.
      camera: asksToScan(section.elements),
    },
  );
}

async function getSection(request: WebRequest): Promise<Answer> {
  const opened = await openOnPage(request);
  if (isAnswer(opened)) return opened;
  if (opened.draft.sent !== undefined) return redirect(hrefOf(request, opened.draft, "gesendet"));
  const sections = sectionsOf(request, opened);
  const section = sections.find(({ key }) => key === request.params.section);
  if (section === undefined) {
    if (!opened.online.compiled.sectionByKey.has(request.params.section ?? ""))
      throw new NotFound("forms.no-such-page");
    // The page is not asked any more with these answers.
    return redirect(hrefOf(request, opened.draft, nextOpen(opened.draft, sections)));
  }
  return showSection(request, opened, section, { answers: opened.draft.answers, errors: [], newQuestions: [] });
}

/** `hinzufuegen:personen`, `entfernen:personen:1`. */
function entryChange(action: string): Parameters<typeof changeEntries>[2] | undefined {
  const [verb, group = "", index = ""] = action.split(":");
  if (verb === "hinzufuegen") return { kind: "add", group };
  return verb === "entfernen" && /^\d{1,2}$/.test(index) ? { kind: "remove", group, index: Number(index) } : undefined;
}

/**
 * The page as it was sent, with what has been changed elsewhere since it was made.
 * @returns an answer instead where both have changed the same: a page that asks, or for a script that saves, that it
 * did not
 */
function putTogether(
  request: WebRequest,
  { draft, online, leistung }: Opened,
  section: Section,
  action: string,
): Answer | { readonly body: PageBody } {
  const sent = request.body as PageBody;
  const basis = parseBasis(sent._basis);
  if (basis === undefined) return { body: sent };
  const { view } = request;
  const { body, changedTwice } = reconcile(
    online.compiled,
    section.key,
    { body: sent, basis, answers: draft.answers },
    { today: dayInBerlin(request.now), language: view.language },
  );
  const settled = settle(body, changedTwice, draft.answers);
  const deciding = action === "abgleichen";
  if (changedTwice.length === 0 || (deciding && settled !== undefined)) return { body: settled ?? body };
  if (action === "speichern" || action === "aktualisieren") return content("", "text/plain", { status: 409 });
  return page(
    ChangedTwicePage({
      view,
      leistung,
      draft,
      section,
      body,
      basis: typeof sent._basis === "string" ? sent._basis : "",
      changedTwice,
      incomplete: deciding,
    }),
    { status: deciding ? 422 : 409 },
  );
}

/** The page with what somebody chose of both versions; undefined where a choice is missing. */
function settle(body: PageBody, changedTwice: readonly ChangedTwice[], stored: Draft["answers"]): PageBody | undefined {
  const settled: Record<string, PageBody[string]> = { ...body };
  for (const { path } of changedTwice) {
    const choice = body[choiceName(path)];
    if (choice !== "hier" && choice !== "dort") return undefined;
    if (choice === "dort") settled[path] = stored[path];
  }
  return settled;
}

/** Who searches anew means what is typed, not what was found before. */
function asSearched(body: PageBody, path: string, { online }: Opened): PageBody {
  const sent = Object.hasOwn(body, path) ? body[path] : undefined;
  const many = findField(online.compiled, path)?.field.type === "choices";
  return typeof sent === "object" && !many ? { ...body, [path]: sent[0] ?? "" } : body;
}

/** `datei-entfernen:<id>`: what was typed is stored, then the file's own page asks. */
function uploadPage(action: string): string | undefined {
  const [verb = "", id = ""] = action.split(":");
  const pages: Readonly<Record<string, string>> = { "datei-entfernen": "entfernen", "datei-ersetzen": "ersetzen" };
  return pages[verb] === undefined || !isId(id) ? undefined : `dateien/${id}/${pages[verb]}`;
}

async function postSection(request: WebRequest): Promise<Answer> {
  let opened = await openOnPage(request);
  if (isAnswer(opened)) return opened;
  const files =
    opened.draft.sent === undefined
      ? await receiveFiles(request, opened.draft.draftId, request.prepared, request.view.language)
      : { received: 0, errors: [] };
  // The answers have changed: the files are among them.
  if (files.received > 0) opened = await openOnPage(request);
  if (isAnswer(opened)) return opened;
  const { draft } = opened;
  if (draft.sent !== undefined) return redirect(hrefOf(request, draft, "gesendet"));
  const section = sectionsOf(request, opened).find(({ key }) => key === request.params.section);
  if (section === undefined) return redirect(hrefOf(request, draft, nextOpen(draft, sectionsOf(request, opened))));
  const typed = typeof request.body._aktion === "string" ? request.body._aktion : "weiter";
  const searched = typed.startsWith("suchen:") ? typed.slice("suchen:".length) : undefined;
  const action = searched === undefined ? typed : "suchen";
  const fromReview = request.query.aus === "pruefen";

  const together = putTogether(request, opened, section, action);
  if ("kind" in together) return together;
  const read = await saveSection(request, draft, {
    sectionKey: section.key,
    body: searched === undefined ? together.body : asSearched(together.body, searched, opened),
    language: request.view.language,
  });
  const saved = { ...read, errors: withFileErrors(read.errors, files.errors) };
  const change = entryChange(action);
  if (change !== undefined) {
    await changeEntries(request, draft.draftId, change);
    return redirect(
      `${hrefOf(request, draft, section.key)}${fromReview ? "?aus=pruefen" : ""}#f-${change.group.replaceAll(".", "-")}`,
    );
  }
  // What is wrong with a file is said at once, wherever the person wanted to go.
  if (files.errors.length > 0) {
    return showSection(request, opened, section, {
      ...saved,
      errors: action === "weiter" ? saved.errors : files.errors,
      newQuestions: [],
    });
  }
  const fileTarget = uploadPage(action);
  if (fileTarget !== undefined) return redirect(hrefOf(request, draft, fileTarget));
  const sections = sectionsOf(request, opened, saved.answers);
  const position = sections.findIndex(({ key }) => key === section.key);
  switch (action) {
    case "speichern":
    case "nachreichen":
      return content("", "text/plain", { status: 204 });
    case "aktualisieren":
      // A script asks for the page as these answers make it; mistakes wait until the citizen goes on.
      return showSection(request, opened, section, { answers: saved.answers, errors: [], newQuestions: [] });
    case "suchen":
      return showSection(request, opened, section, { answers: saved.answers, errors: [], newQuestions: [] });
    case "hochladen":
      return redirect(`${hrefOf(request, draft, section.key)}${fromReview ? "?aus=pruefen" : ""}`);
    case "pause":
      return redirect(hrefOf(request, draft, "pause"));
    case "zurueck": {
      const before = sections[position - 1];
      if (fromReview) return redirect(hrefOf(request, draft, "pruefen"));
      return redirect(
        before === undefined
          ? request.view.href(`/leistungen/${draft.leistungId}`)
          : hrefOf(request, draft, before.key),
      );
    }
    default: {
      if (saved.errors.length > 0 || saved.newQuestions.length > 0) {
        return showSection(request, opened, section, saved);
      }
      if (fromReview) return redirect(hrefOf(request, draft, "pruefen"));
      return redirect(hrefOf(request, draft, sections[position + 1]?.key ?? "pruefen"));
    }
  }
}

/** A file that was refused says more than a field that is empty because of it. */
function withFileErrors(typed: readonly FieldError[], files: readonly FieldError[]): readonly FieldError[] {
  const paths = new Set(files.map(({ path }) => path));
  return [...files, ...typed.filter(({ path }) => !paths.has(path))];
}

async function chargesOf(request: WebRequest, online: Online, answers: Draft["answers"]): Promise<readonly Charge[]> {
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
function emailOf(online: Online, answers: Draft["answers"]): string {
  const path = online.compiled.fields.find(({ field }) => field.type === "email")?.pattern;
  const value = path === undefined ? undefined : answers[path];
  return typeof value === "string" ? value : "";
}

async function getReview(request: WebRequest): Promise<Answer> {
  const opened = await open(request);
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
  const opened = await open(request);
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
    language: request.view.language,
    declarations: ticked,
    email: email === "" ? undefined : email,
  });
  if (result.kind === "sent") return redirect(hrefOf(request, opened.draft, "gesendet"));
  const { missingDeclarations, errors } = result;
  return showReview(request, opened, { missingDeclarations, ticked, email, emailError, errors });
}

async function getSent(request: WebRequest): Promise<Answer> {
  const opened = await open(request);
  if (isAnswer(opened)) return opened;
  const { draft } = opened;
  if (draft.sent === undefined) return redirect(hrefOf(request, draft, "pruefen"));
  const sentCase = await getCase(request, draft.sent.caseId);
  return page(
    SentPage({
      view: request.view,
      leistung: opened.leistung,
      draft,
      code: opened.code,
      aktenzeichen: sentCase.aktenzeichen,
      dueOn: sentCase.dueOn,
      steps: await listSteps(request, sentCase, request.view.language),
      email: (await getMailbox(request, draft.sent.mailboxId)).email !== undefined,
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

/** What a long code list has for what is being typed. */
const mostSuggested = 8;

async function getSuggestions(request: WebRequest): Promise<Answer> {
  const opened = await open(request);
  if (isAnswer(opened)) return opened;
  const found = findField(opened.online.compiled, request.query.feld ?? "");
  if (found?.field.codeList === undefined) throw new NotFound("forms.no-such-field");
  const options = found.field.options ?? [];
  const { language } = request.view;
  const suggestions = searchOptions(options, (request.query.q ?? "").slice(0, 200), mostSuggested);
  return content(
    JSON.stringify(suggestions.map((option) => typedOption(options, option, language))),
    "application/json",
  );
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
  { method: "GET", path: "/:town/antrag/:draft/pruefen", access: "public", handle: getReview },
  { method: "POST", path: "/:town/antrag/:draft/pruefen", access: "public", repeat: "natural", handle: postReview },
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
  { method: "GET", path: "/:town/antrag/:draft/vorschlaege", access: "public", handle: getSuggestions },
  { method: "GET", path: "/:town/antrag/:draft/:section", access: "public", handle: getSection },
  ...uploadRoutes,
  {
    method: "POST",
    path: "/:town/antrag/:draft/:section",
    access: "public",
    repeat: "natural",
    upload: uploadLimits,
    prepare: prepareFiles,
    handle: postSection,
  },
];
