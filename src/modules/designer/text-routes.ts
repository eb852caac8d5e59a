import type { Localized } from "../../kernel/index.ts";
import { type Answer, content, page, type Route, type WebRequest } from "../../platform/web/index.ts";
import { listProcedures } from "../forms/index.ts";
import { listPlanUnits } from "../records/index.ts";
import { editDraft } from "./actions/edit-draft.ts";
import { access, designAccess, type Opened, openService, orConflict, seenOf, toService, typedOf } from "./desk.ts";
import { asKept, type Mistakes, type Typed } from "./model/element-form.ts";
import type { Step } from "./model/service.ts";
import { readSettings, typedSettings } from "./model/settings-form.ts";
import { applyTexts, listTexts, setTexts, type TextReport } from "./model/texts.ts";
import { TextsRefused, textExchange } from "./text-exchange.ts";
import { inView, say } from "./views/say.ts";
import { SettingsPage } from "./views/settings-page.tsx";
import { TextsPage, textsPerPage } from "./views/texts-page.tsx";

type ConflictNote = { readonly steps: readonly Step[]; readonly kept: boolean };

async function showSettings(
  request: WebRequest,
  opened: Opened,
  more: { typed?: Typed; mistakes?: Mistakes; conflict?: ConflictNote } = {},
): Promise<Answer> {
  const { view } = request;
  const { definition } = opened.shown.version;
  return page(
    SettingsPage({
      view,
      shown: opened.shown,
      typed: more.typed ?? typedSettings(definition),
      mistakes: more.mistakes ?? {},
      procedures: listProcedures(),
      planUnits: (await listPlanUnits(request)).filter(({ takesAkten }) => takesAkten),
      ...(request.query.getan === "gespeichert" && more.typed === undefined
        ? { done: say(view, "Gespeichert.", "Saved.") }
        : {}),
      ...(more.conflict === undefined ? {} : { conflict: more.conflict }),
    }),
    { status: more.conflict !== undefined ? 409 : more.mistakes !== undefined ? 422 : 200 },
  );
}

async function postSettings(request: WebRequest): Promise<Answer> {
  const opened = await openService(request);
  const { version } = opened.shown;
  const typed = typedOf(request);
  return orConflict(
    request,
    async () => {
      const { definition, mistakes } = readSettings(typed, version.definition);
      if (version.rowVersion === seenOf(request) && Object.keys(mistakes).length > 0)
        return showSettings(request, opened, { typed, mistakes });
      await editDraft(request, {
        serviceId: version.serviceId,
        seen: seenOf(request),
        what: { de: "Angaben geändert", en: "Settings changed" },
        change: (now) => ({ ...now, definition }),
      });
      return toService(request, "/angaben?getan=gespeichert");
    },
    (conflict, again) => showSettings(request, again, { typed, conflict }),
    true,
  );
}

function fromOf(request: WebRequest): number {
  return /^\d{1,6}$/.test(request.query.ab ?? "") ? Number(request.query.ab) : 0;
}

async function showTexts(
  request: WebRequest,
  opened: Opened,
  more: {
    /** What was typed, by id, where the page comes back. */
    typed?: ReadonlyMap<string, Localized>;
    report?: TextReport;
    refused?: { readonly line: number | undefined; readonly reason: string };
    mistakes?: Mistakes;
    conflict?: ConflictNote;
  } = {},
): Promise<Answer> {
  const { view } = request;
  const all = listTexts(opened.shown.version.definition);
  const from = Math.min(fromOf(request), Math.max(0, all.length - 1));
  const { typed, ...rest } = more;
  const failed = more.refused !== undefined || more.mistakes !== undefined;
  return page(
    TextsPage({
      view,
      shown: opened.shown,
      texts: all.slice(from, from + textsPerPage).map((text) => ({ ...text, text: typed?.get(text.id) ?? text.text })),
      from,
      total: all.length,
      missing: all.filter(({ text }) => text.en === "" || text.en === text.de).length,
      ...(request.query.getan === "gespeichert" && !failed && more.report === undefined
        ? { done: say(view, "Gespeichert.", "Saved.") }
        : {}),
      ...rest,
    }),
    { status: more.conflict !== undefined ? 409 : failed ? 422 : 200 },
  );
}

const longestText = 5000;

/** The texts of the page as they were typed, by id. */
function typedTexts(request: WebRequest): ReadonlyMap<string, Localized> {
  const typed = typedOf(request);
  const texts = new Map<string, Localized>();
  for (let index = 0; index < textsPerPage; index++) {
    const id = typed[`t${index}_id`];
    if (id === undefined) continue;
    const of = (language: "de" | "en") => asKept(typed[`t${index}_${language}`] ?? "");
    texts.set(id, { de: of("de"), en: of("en") });
  }
  return texts;
}

/** What is wrong with the texts of the page, by input. What was long before, of a schema that was read, stays as long. */
function mistakesIn(typed: ReadonlyMap<string, Localized>, before: ReadonlyMap<string, Localized>): Mistakes {
  const mistakes: Record<string, Localized> = {};
  for (const [index, [id, text]] of [...typed].entries()) {
    for (const language of ["de", "en"] as const) {
      if (text[language].length <= longestText || text[language] === asKept(before.get(id)?.[language] ?? "")) continue;
      mistakes[`t${index}_${language}`] = {
        de: `Höchstens ${longestText} Zeichen sind möglich.`,
        en: `At most ${longestText} characters are possible.`,
      };
    }
    if (text.de === "" && (before.get(id)?.de ?? "") !== "")
      mistakes[`t${index}_de`] = {
        de: "Ein deutscher Text fehlt. Entfernen können Sie Texte auf der Seite des Feldes.",
        en: "A German text is missing. Texts are removed on the page of the field.",
      };
  }
  return mistakes;
}

async function postTexts(request: WebRequest): Promise<Answer> {
  const opened = await openService(request);
  const { version } = opened.shown;
  const typed = typedTexts(request);
  const before = new Map(listTexts(version.definition).map(({ id, text }) => [id, text]));
  const mistakes = mistakesIn(typed, before);
  return orConflict(
    request,
    async () => {
      if (Object.keys(mistakes).length > 0 && version.rowVersion === seenOf(request))
        return showTexts(request, opened, { typed, mistakes });
      await editDraft(request, {
        serviceId: version.serviceId,
        seen: seenOf(request),
        what: { de: "Texte geändert", en: "Texts changed" },
        change: (now) => ({ ...now, definition: setTexts(now.definition, typed) }),
      });
      return toService(request, `/texte?ab=${fromOf(request)}&getan=gespeichert`);
    },
    (conflict, again) => showTexts(request, again, { typed, conflict }),
    true,
  );
}

async function postExchange(request: WebRequest): Promise<Answer> {
  const opened = await openService(request);
  const { version } = opened.shown;
  const file = request.uploads.find(({ field }) => field === "datei");
  if (file === undefined)
    return showTexts(request, opened, { mistakes: { datei: { de: "Wählen Sie eine Datei.", en: "Choose a file." } } });
  return orConflict(
    request,
    async () => {
      let report: TextReport | undefined;
      try {
        const units = textExchange().read(file.bytes);
        await editDraft(request, {
          serviceId: version.serviceId,
          seen: seenOf(request),
          what: {
            de: `Übersetzungen aus „${file.filename.slice(0, 80)}“ übernommen`,
            en: `Translations of “${file.filename.slice(0, 80)}” taken over`,
          },
          change: (now) => {
            const applied = applyTexts(now.definition, units);
            report = applied.report;
            return { ...now, definition: applied.definition };
          },
        });
      } catch (error) {
        if (!(error instanceof TextsRefused)) throw error;
        return showTexts(request, opened, {
          refused: { line: error.line, reason: inView(request.view, error.reason) },
        });
      }
      // Not a redirect: the report is not stored anywhere, and belongs to this file.
      return showTexts(request, await openService(request), report === undefined ? {} : { report });
    },
    (conflict, again) => showTexts(request, again, { conflict }),
  );
}

/** Settings of a service, and all its texts in their languages. */
export const textRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/:town/amt/dienste/:dienst/angaben",
    access,
    handle: async (request) => showSettings(request, await openService(request)),
  },
  { method: "POST", path: "/:town/amt/dienste/:dienst/angaben", access: designAccess, handle: postSettings },
  {
    method: "GET",
    path: "/:town/amt/dienste/:dienst/texte",
    access,
    handle: async (request) => showTexts(request, await openService(request)),
  },
  { method: "POST", path: "/:town/amt/dienste/:dienst/texte", access: designAccess, handle: postTexts },
  {
    method: "GET",
    path: "/:town/amt/dienste/:dienst/texte.xlf",
    access,
    async handle(request) {
      const { shown } = await openService(request);
      const { serviceId, version, definition } = shown.version;
      const exchange = textExchange();
      return content(exchange.write({ id: serviceId, version, texts: listTexts(definition) }), exchange.mediaType, {
        filename: `${serviceId}-${version}.${exchange.extension}`,
      });
    },
  },
  {
    method: "POST",
    path: "/:town/amt/dienste/:dienst/texte-einlesen",
    access: designAccess,
    upload: { maxFiles: 1, maxFileBytes: 8 * 1024 * 1024 },
    handle: postExchange,
  },
];
