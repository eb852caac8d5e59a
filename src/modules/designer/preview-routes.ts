import { type dayInBerlin, NotFound, newId } from "../../kernel/index.ts";
import { type Answer, page, type Route, redirect, type WebRequest } from "../../platform/web/index.ts";
import {
  type Answers,
  addEntry,
  answerSheet,
  checkAll,
  checkSection,
  type FieldError,
  type LeistungDefinition,
  listCharges,
  type PageBody,
  readAnswers,
  readBody,
  removeEntry,
  visibleElements,
  visibleSections,
} from "../forms/index.ts";
import { getTenant } from "../tenants/index.ts";
import { editDraft } from "./actions/edit-draft.ts";
import { checkReadiness } from "./actions/publish.ts";
import { definitionProblems, readyDraft } from "./definition-check.ts";
import { access, designAccess, type Opened, openService, orConflict, seenOf, toService } from "./desk.ts";
import { definitionWhile } from "./form-routes.ts";
import { sampleOf } from "./model/samples.ts";
import type { Sample, Step } from "./model/service.ts";
import { carriedAnswers, dayOf } from "./preview.ts";
import { NoPreviewPage, PreviewEndPage, PreviewPage } from "./views/preview-pages.tsx";
import { DeleteSamplePage, SamplesPage } from "./views/samples-page.tsx";
import { say, servicePath } from "./views/say.ts";

interface Preview {
  readonly opened: Opened;
  readonly serviceId: string;
  readonly leistung: Awaited<ReturnType<typeof readyDraft>>["leistung"];
  readonly online: Awaited<ReturnType<typeof readyDraft>>["online"];
  readonly sample: Sample | undefined;
  readonly answers: Answers;
  readonly today: ReturnType<typeof dayInBerlin>;
}

/** What the preview shows, or a page that says why there is none. */
async function openPreview(request: WebRequest, definition?: LeistungDefinition): Promise<Preview | Answer> {
  const opened = await openService(request);
  const { version } = opened.shown;
  const shown = { version: version.version, definition: definition ?? version.definition };
  const problems = await definitionProblems(request, shown.definition);
  // What only the portal and the file need does not keep a form from being asked.
  const blocking = problems.filter(({ address }) => address !== undefined);
  if (blocking.length > 0 || shown.definition.online.form.sections.length === 0)
    return page(NoPreviewPage({ view: request.view, serviceId: version.serviceId, problems: blocking }));
  const { leistung, online } = await readyDraft(request, shown);
  const { _probe, _antworten } = request.body;
  const sampleId = typeof _probe === "string" ? _probe : request.query.probe;
  const sample = version.samples.find((one) => one.sampleId === sampleId);
  const answers = typeof _antworten === "string" ? carriedAnswers(_antworten) : (sample?.answers ?? {});
  return { opened, serviceId: version.serviceId, leistung, online, sample, answers, today: dayOf(request, sample) };
}

const isAnswer = (preview: Preview | Answer): preview is Answer => "kind" in preview;

function showPage(request: WebRequest, preview: Preview, key: string, errors: readonly FieldError[] = []): Answer {
  const { online, answers, today } = preview;
  const sections = visibleSections(online.compiled, answers, today);
  const section = sections.find((one) => one.key === key) ?? online.form.sections.find((one) => one.key === key);
  if (section === undefined) throw new NotFound("designer.no-such-page");
  return page(
    PreviewPage({
      view: request.view,
      serviceId: preview.serviceId,
      leistung: preview.leistung,
      sections,
      answers,
      sample: preview.sample,
      section,
      elements: visibleElements(online.compiled, key, answers, today),
      errors,
    }),
    errors.length > 0 ? { status: 422 } : {},
  );
}

async function showEnd(
  request: WebRequest,
  preview: Preview,
  name?: { typed: string; error: string },
): Promise<Answer> {
  const { online, answers, today, opened, sample } = preview;
  const { language } = request.view;
  const { settings } = await getTenant(request);
  const read = readAnswers(online.compiled, answers, today);
  const { shown } = opened;
  return page(
    PreviewEndPage({
      view: request.view,
      serviceId: preview.serviceId,
      leistung: preview.leistung,
      sections: visibleSections(online.compiled, answers, today),
      answers,
      sample,
      sheet: answerSheet(online.compiled, answers, language, today),
      errors: checkAll(online.compiled, answers, { today, language }),
      charges: listCharges(online, read, today, settings.fees),
      akteTitle: online.records.akteTitle(read),
      subjectName: online.subjectName(read),
      maySave: shown.editable,
      rowVersion: shown.version.rowVersion,
      name: name?.typed ?? sample?.name ?? "",
      ...(name === undefined ? {} : { nameError: name.error }),
    }),
    name === undefined ? {} : { status: 422 },
  );
}

async function postPage(request: WebRequest): Promise<Answer> {
  const preview = await openPreview(request);
  if (isAnswer(preview)) return preview;
  const { online, today } = preview;
  const key = request.params.seite ?? "";
  if (!online.compiled.sectionByKey.has(key)) throw new NotFound("designer.no-such-page");
  const { language } = request.view;
  const changed = readBody(online.compiled, key, request.body as PageBody, preview.answers, today).changes;
  let answers: Answers = { ...preview.answers, ...changed };
  const action = typeof request.body._aktion === "string" ? request.body._aktion : "weiter";
  const [verb, group = "", index = ""] = action.split(":");
  if (verb === "hinzufuegen" || (verb === "entfernen" && /^\d{1,2}$/.test(index))) {
    answers =
      verb === "hinzufuegen"
        ? addEntry(online.compiled, answers, group, today)
        : removeEntry(online.compiled, answers, group, Number(index));
    return showPage(request, { ...preview, answers }, key);
  }
  const now = { ...preview, answers };
  const sections = visibleSections(online.compiled, answers, today);
  const position = sections.findIndex((section) => section.key === key);
  if (action === "ende") return showEnd(request, now);
  if (action === "aktualisieren") return showPage(request, now, key);
  if (action === "zurueck") return showPage(request, now, sections[Math.max(0, position - 1)]?.key ?? key);
  const errors = checkSection(online.compiled, key, answers, { today, language });
  if (errors.length > 0) return showPage(request, now, key, errors);
  const next = sections[position + 1];
  return next === undefined ? showEnd(request, now) : showPage(request, now, next.key);
}

type ConflictNote = { readonly steps: readonly Step[]; readonly kept: boolean };

async function showSamples(request: WebRequest, opened: Opened, conflict?: ConflictNote): Promise<Answer> {
  const { view } = request;
  const { samples, problems } = await checkReadiness(request, opened.shown.version);
  return page(
    SamplesPage({
      view,
      shown: opened.shown,
      results: samples,
      problems,
      ...(request.query.getan === "gespeichert" ? { done: say(view, "Gespeichert.", "Saved.") } : {}),
      ...(conflict === undefined ? {} : { conflict }),
    }),
    conflict === undefined ? {} : { status: 409 },
  );
}

async function saveSample(request: WebRequest): Promise<Answer> {
  const preview = await openPreview(request);
  if (isAnswer(preview)) return preview;
  const { view } = request;
  const name = (typeof request.body.name === "string" ? request.body.name : "").normalize("NFC").trim().slice(0, 120);
  if (name === "")
    return showEnd(request, preview, {
      typed: "",
      error: say(view, "Geben Sie der Probe einen Namen.", "Give the sample a name."),
    });
  const { online, answers, sample, today } = preview;
  const errors = checkAll(online.compiled, answers, { today, language: "de" });
  const saved = sampleOf({ sampleId: sample?.sampleId ?? newId(), name, answers, day: today, errors });
  return orConflict(
    request,
    async () => {
      await editDraft(request, {
        serviceId: preview.serviceId,
        seen: seenOf(request),
        what: { de: `Probe „${name}“ gespeichert`, en: `Sample “${name}” saved` },
        change: (now) => {
          const others = now.samples.filter(({ sampleId }) => sampleId !== saved.sampleId);
          return { ...now, samples: [...others, saved] };
        },
      });
      return toService(request, "/proben?getan=gespeichert");
    },
    // Answers are still in the form: sending it again with the new state is enough.
    async () =>
      showEnd(
        request,
        { ...preview, opened: await openService(request) },
        {
          typed: name,
          error: say(
            view,
            "Der Entwurf wurde inzwischen geändert. Prüfen Sie das Ergebnis und speichern Sie noch einmal.",
            "The draft was changed meanwhile. Check the result and save again.",
          ),
        },
      ),
  );
}

async function postSample(request: WebRequest): Promise<Answer> {
  const opened = await openService(request);
  const { version } = opened.shown;
  const sample = version.samples.find(({ sampleId }) => sampleId === request.params.probe);
  if (sample === undefined) throw new NotFound("designer.no-such-sample");
  const action = request.body._aktion;
  if (action === "loeschen")
    return redirect(request.view.href(servicePath(version.serviceId, `/proben/${sample.sampleId}/loeschen`)));
  return orConflict(
    request,
    async () => {
      const { samples } = await checkReadiness(request, version);
      const errors = samples.find((result) => result.sample.sampleId === sample.sampleId)?.errors;
      const what =
        action === "erwarten"
          ? {
              de: `Erwartung der Probe „${sample.name}“ geändert`,
              en: `Expectation of sample “${sample.name}” changed`,
            }
          : { de: `Probe „${sample.name}“ gelöscht`, en: `Sample “${sample.name}” deleted` };
      await editDraft(request, {
        serviceId: version.serviceId,
        seen: seenOf(request),
        what,
        change: (now) => {
          if (action === "wirklich-loeschen")
            return { ...now, samples: now.samples.filter(({ sampleId }) => sampleId !== sample.sampleId) };
          if (action !== "erwarten" || errors === undefined) return undefined;
          const expected = sampleOf({ ...sample, day: sample.day as ReturnType<typeof dayInBerlin>, errors });
          return { ...now, samples: now.samples.map((one) => (one.sampleId === sample.sampleId ? expected : one)) };
        },
      });
      return toService(request, "/proben?getan=gespeichert");
    },
    (conflict, again) => showSamples(request, again, conflict),
  );
}

/** The form before it is published, as citizens would get it, and samples that are kept of it. */
export const previewRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/:town/amt/dienste/:dienst/vorschau/:seite",
    access,
    async handle(request) {
      const preview = await openPreview(request);
      return isAnswer(preview) ? preview : showPage(request, preview, request.params.seite ?? "");
    },
  },
  { method: "POST", path: "/:town/amt/dienste/:dienst/vorschau/:seite", access, repeat: "natural", handle: postPage },
  {
    method: "POST",
    path: "/:town/amt/dienste/:dienst/vorschau-waehrend",
    access: designAccess,
    repeat: "natural",
    async handle(request) {
      const definition = definitionWhile(await openService(request), request);
      const preview = await openPreview(request, definition);
      if (isAnswer(preview)) return preview;
      const key = (request.query.ort ?? "").split("/")[0] ?? "";
      const there = preview.online.compiled.sectionByKey.has(key) ? key : (preview.online.form.sections[0]?.key ?? "");
      return showPage(request, { ...preview, answers: {} }, there);
    },
  },
  {
    method: "GET",
    path: "/:town/amt/dienste/:dienst/proben",
    access,
    handle: async (request) => showSamples(request, await openService(request)),
  },
  { method: "POST", path: "/:town/amt/dienste/:dienst/proben", access: designAccess, handle: saveSample },
  {
    method: "GET",
    path: "/:town/amt/dienste/:dienst/proben/:probe/loeschen",
    access: designAccess,
    async handle(request) {
      const { shown } = await openService(request);
      const sample = shown.version.samples.find(({ sampleId }) => sampleId === request.params.probe);
      if (sample === undefined) throw new NotFound("designer.no-such-sample");
      return page(DeleteSamplePage({ view: request.view, shown, sample }));
    },
  },
  { method: "POST", path: "/:town/amt/dienste/:dienst/proben/:probe", access: designAccess, handle: postSample },
];
