import type { VNode } from "preact";
import { dayInBerlin, isId, NotFound } from "../../kernel/index.ts";
import { type Answer, content, page, type Route, redirect, type WebRequest } from "../../platform/web/index.ts";
import { getCase } from "../cases/index.ts";
import { listUploads } from "../uploads/index.ts";
import { changeEntries } from "./actions/change-entries.ts";
import { type SavedSection, saveSection } from "./actions/save-section.ts";
import type { Draft } from "./draft.ts";
import { getFormPanel } from "./extensions.ts";
import { asksForFiles, withFileErrors } from "./file-fields.ts";
import type { Section } from "./form.ts";
import { keepJustSaved } from "./just-saved.ts";
import {
  answerLayout,
  type ChangedTwice,
  findField,
  findNextSection,
  findVisibleSection,
  listNotTaken,
  type PageBody,
  parseBasis,
  readAnswers,
  reconcile,
  searchOptions,
  typedOption,
  visibleElements,
} from "./model/index.ts";
import { hrefOf, isAnswer, nextOpen, type Opened, open, openOnPage, sectionsOf } from "./opened-draft.ts";
import { prepareFiles, receiveFiles, uploadLimits } from "./upload-routes.ts";
import { ChangedTwicePage, choiceName } from "./views/changed-twice-page.tsx";
import { NotTakenPage } from "./views/not-taken-page.tsx";
import { SectionPage } from "./views/section-page.tsx";

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

/** Of a page that nobody has sent on yet. */
const nothingToSay = { errors: [], newQuestions: [], newWarnings: [] } as const;

async function showSection(
  request: WebRequest,
  opened: Opened,
  section: Section,
  saved: SavedSection,
  sections = sectionsOf(request, opened, saved.answers),
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
      sections,
      section,
      elements,
      uploads: asksForFiles(elements) ? await listUploads(request, draft.draftId) : [],
      errors: saved.errors,
      newQuestions: saved.newQuestions,
      newWarnings: saved.newWarnings,
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
  const opened = await openOnPage(request, { onlyShown: true });
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
  const { answers } = opened.draft;
  return showSection(request, opened, section, { answers, ...nothingToSay }, sections);
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

/**
 * Answers that waited on a device without network and come too late: the application has been sent from elsewhere, or
 * its page is not asked any more. They are shown once more before the device forgets them.
 * @returns the page that shows them; nothing to read where they say what is stored anyway
 */
async function tooLate(request: WebRequest, { draft, online, leistung }: Opened): Promise<Answer> {
  const { view } = request;
  const { sent } = draft;
  const answers = sent === undefined ? draft.answers : (await getCase(request, sent.caseId)).answers;
  const notTaken = listNotTaken(online.compiled, { body: request.body as PageBody, answers }, view.language);
  if (notTaken.length === 0) return content("", "text/plain", { status: 204 });
  const sectionKey = request.params.section ?? "";
  return page(NotTakenPage({ view, leistung, draft, sectionKey, notTaken }), { status: 409 });
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
  const typed = typeof request.body._aktion === "string" ? request.body._aktion : "weiter";
  const { compiled } = opened.online;
  const today = dayInBerlin(request.now);
  const section =
    draft.sent === undefined
      ? findVisibleSection(compiled, request.params.section ?? "", draft.answers, today)
      : undefined;
  if (section === undefined || typed === "verstanden") {
    if (typed === "nachreichen") return tooLate(request, opened);
    const target = draft.sent === undefined ? nextOpen(draft, sectionsOf(request, opened)) : "gesendet";
    return redirect(hrefOf(request, draft, target));
  }
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
      ...nothingToSay,
      errors: action === "weiter" ? saved.errors : files.errors,
    });
  }
  const fileTarget = uploadPage(action);
  if (fileTarget !== undefined) return redirect(hrefOf(request, draft, fileTarget));
  switch (action) {
    case "speichern":
    case "nachreichen":
      return content("", "text/plain", { status: 204 });
    case "aktualisieren":
    case "suchen":
      // The page as these answers make it: a script asks, or somebody searches. Mistakes wait until the citizen goes on.
      return showSection(request, opened, section, { answers: saved.answers, ...nothingToSay });
    case "hochladen":
      return redirect(`${hrefOf(request, draft, section.key)}${fromReview ? "?aus=pruefen" : ""}`);
    case "pause":
      return redirect(hrefOf(request, draft, "pause"));
    case "zurueck": {
      const sections = sectionsOf(request, opened, saved.answers);
      const before = sections[sections.findIndex(({ key }) => key === section.key) - 1];
      if (fromReview) return redirect(hrefOf(request, draft, "pruefen"));
      return redirect(
        before === undefined
          ? request.view.href(`/leistungen/${draft.leistungId}`)
          : hrefOf(request, draft, before.key),
      );
    }
    default: {
      if (saved.errors.length > 0 || saved.newQuestions.length > 0 || saved.newWarnings.length > 0) {
        return showSection(request, opened, section, saved);
      }
      if (draft.layout === undefined && answerLayout(compiled) === undefined) {
        const { answers } = saved;
        const doneSections = [...new Set([...draft.doneSections, section.key])];
        keepJustSaved(request, { ...draft, answers, doneSections, savedAt: request.now });
      }
      if (fromReview) return redirect(hrefOf(request, draft, "pruefen"));
      const next = findNextSection(compiled, section.key, saved.answers, today);
      return redirect(hrefOf(request, draft, next?.key ?? "pruefen"));
    }
  }
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

/** The pages of a form; the last of the routes, because any name may be a page's. */
export const sectionRoutes: readonly Route[] = [
  { method: "GET", path: "/:town/antrag/:draft/vorschlaege", access: "public", handle: getSuggestions },
  { method: "GET", path: "/:town/antrag/:draft/:section", access: "public", handle: getSection },
  {
    method: "POST",
    path: "/:town/antrag/:draft/:section",
    access: "public",
    // Entries move up: taking out the second one twice would take out two.
    repeat: ({ _aktion }) => (typeof _aktion === "string" && entryChange(_aktion) !== undefined ? "keyed" : "natural"),
    upload: uploadLimits,
    prepare: prepareFiles,
    handle: postSection,
  },
];
