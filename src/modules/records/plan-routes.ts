import { beginningOf } from "../../kernel/index.ts";
import { type Answer, content, page, type Route, redirect, type WebRequest } from "../../platform/web/index.ts";
import { deskNav } from "../accounts/index.ts";
import {
  getPlanUnit,
  importPlan,
  listPlanHistory,
  previewPlan,
  removePlanUnit,
  savePlanUnit,
} from "./actions/change-aktenplan.ts";
import { listAktenplan } from "./actions/read-akten.ts";
import type { Aussonderungsart, PlanMistakeKind, PlanUnit } from "./model/aktenplan.ts";
import { mostCsvBytes, writePlanCsv } from "./model/aktenplan-csv.ts";
import { defaultRule } from "./model/aktenzeichen.ts";
import { type Typed, untouched } from "./views/form-page.tsx";
import {
  PlanHistoryPage,
  PlanPage,
  PlanPreviewPage,
  PlanUnitPage,
  ReadPlanPage,
  RemovePlanUnitPage,
} from "./views/plan-pages.tsx";
import { planMistakeWords } from "./views/registry-wording.ts";

const access = ["records"] as const;
const entriesPerPage = 100;

const nav = (request: WebRequest) => deskNav(request.view, "akten");

const fields = [
  "planUnit",
  "title",
  "takesAkten",
  "retentionYears",
  "aussonderungsart",
  "source",
  "rule",
  "closed",
] as const;

function typedIn(request: WebRequest): Record<(typeof fields)[number], string> {
  const of = (name: string) => {
    const value = request.body[name];
    return typeof value === "string" ? beginningOf(value.trim(), 1000) : "";
  };
  return Object.fromEntries(fields.map((name) => [name, of(name)])) as Record<(typeof fields)[number], string>;
}

const typedOf = (unit: PlanUnit): Record<string, string> => ({
  planUnit: unit.planUnit,
  title: unit.title,
  takesAkten: unit.takesAkten ? "ja" : "nein",
  retentionYears: String(unit.retentionYears),
  aussonderungsart: unit.aussonderungsart,
  source: unit.source,
  rule: unit.rule,
  closed: unit.closed ? "ja" : "",
});

/** At which field a mistake stands. */
const fieldOf: Readonly<Record<PlanMistakeKind, (typeof fields)[number]>> = {
  number: "planUnit",
  doubled: "planUnit",
  title: "title",
  retention: "retentionYears",
  aussonderungsart: "aussonderungsart",
  source: "source",
  rule: "rule",
  "no-group": "planUnit",
  "group-takes-akten": "takesAkten",
  "has-akten": "takesAkten",
};

const unitOf = (request: WebRequest) => getPlanUnit(request, request.query.nummer ?? "");

function unitPage(request: WebRequest, typed: Typed, known?: Awaited<ReturnType<typeof unitOf>>): Answer {
  const view = PlanUnitPage({
    view: request.view,
    nav: nav(request),
    typed,
    unit: known?.unit,
    removable: known?.removable ?? false,
  });
  return page(view, { status: Object.keys(typed.mistakes).length > 0 ? 422 : 200 });
}

async function save(request: WebRequest, known?: Awaited<ReturnType<typeof unitOf>>): Promise<Answer> {
  const { view } = request;
  const values = typedIn(request);
  const wanted: PlanUnit = {
    planUnit: known?.unit.planUnit ?? values.planUnit,
    title: values.title,
    takesAkten: values.takesAkten === "ja",
    retentionYears: /^\d{1,3}$/.test(values.retentionYears) ? Number(values.retentionYears) : Number.NaN,
    aussonderungsart: values.aussonderungsart as Aussonderungsart,
    source: values.source,
    rule: values.rule,
    closed: values.closed === "ja",
  };
  const [mistake] = await savePlanUnit(request, wanted, { isNew: known === undefined });
  if (mistake !== undefined) {
    const mistakes = { [fieldOf[mistake.what]]: planMistakeWords[mistake.what][view.language] };
    return unitPage(request, { values, mistakes }, known);
  }
  return redirect(view.href("/amt/akten/plan?gespeichert=ja"));
}

/** The file that was chosen, or what came along with the page from it. */
function csvIn(request: WebRequest): string | undefined {
  const file = request.uploads.find(({ field, bytes }) => field === "datei" && bytes.length > 0);
  if (file !== undefined) {
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(file.bytes);
    } catch {
      // Spreadsheets of other times save in the code page of Windows.
      return new TextDecoder("windows-1252").decode(file.bytes);
    }
  }
  const { csv } = request.body;
  return typeof csv === "string" && csv !== "" && csv.length <= mostCsvBytes ? csv : undefined;
}

async function previewFile(request: WebRequest): Promise<Answer> {
  const { view } = request;
  const csv = csvIn(request);
  if (csv === undefined) {
    const mistake =
      view.language === "de"
        ? "Wählen Sie eine CSV-Datei mit höchstens 256 kB aus."
        : "Choose a CSV file of at most 256 kB.";
    return page(ReadPlanPage({ view, nav: nav(request), mistake }), { status: 422 });
  }
  const removeMissing = request.body.entfernen === "ja";
  const preview = await previewPlan(request, csv, { removeMissing });
  return page(PlanPreviewPage({ view, nav: nav(request), csv, preview, removeMissing }), {
    status: preview.mistakes.length > 0 ? 422 : 200,
  });
}

async function takeOver(request: WebRequest): Promise<Answer> {
  const { view } = request;
  const csv = csvIn(request);
  if (csv === undefined) return redirect(view.href("/amt/akten/plan/einlesen"));
  const removeMissing = request.body.entfernen === "ja";
  const preview = await importPlan(request, csv, { removeMissing });
  return preview.mistakes.length > 0
    ? page(PlanPreviewPage({ view, nav: nav(request), csv, preview, removeMissing }), { status: 422 })
    : redirect(view.href("/amt/akten/plan?gespeichert=ja"));
}

async function history(request: WebRequest): Promise<Answer> {
  const { view, query } = request;
  const planUnit = query.nummer === undefined || query.nummer.length > 80 ? undefined : query.nummer;
  const before = query.vor;
  const { entries, more } = await listPlanHistory(request, {
    limit: entriesPerPage,
    ...(planUnit === undefined ? {} : { planUnit }),
    ...(before === undefined ? {} : { before }),
  });
  const href = (last?: string) => {
    const parameters = new URLSearchParams({
      ...(planUnit === undefined ? {} : { nummer: planUnit }),
      ...(last === undefined ? {} : { vor: last }),
    }).toString();
    return view.href(`/amt/akten/plan/verlauf${parameters === "" ? "" : `?${parameters}`}`);
  };
  return page(
    PlanHistoryPage({
      view,
      nav: nav(request),
      planUnit,
      entries,
      firstHref: before === undefined ? undefined : href(),
      nextHref: more ? href(entries.at(-1)?.entryId) : undefined,
    }),
  );
}

const upload = { maxFiles: 1, maxFileBytes: mostCsvBytes };

/** Pages on which the registry changes the Aktenplan. */
export const planRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/:town/amt/akten/plan",
    access,
    async handle(request) {
      return page(
        PlanPage({
          view: request.view,
          nav: nav(request),
          plan: await listAktenplan(request),
          saved: request.query.gespeichert === "ja",
        }),
      );
    },
  },
  {
    method: "GET",
    path: "/:town/amt/akten/plan/neu",
    access,
    handle: async (request) =>
      unitPage(request, untouched({ takesAkten: "ja", aussonderungsart: "B", rule: defaultRule })),
  },
  { method: "POST", path: "/:town/amt/akten/plan/neu", access, handle: (request) => save(request) },
  {
    method: "GET",
    path: "/:town/amt/akten/plan/einheit",
    access,
    async handle(request) {
      const known = await unitOf(request);
      return unitPage(request, untouched(typedOf(known.unit)), known);
    },
  },
  {
    method: "POST",
    path: "/:town/amt/akten/plan/einheit",
    access,
    handle: async (request) => save(request, await unitOf(request)),
  },
  {
    method: "GET",
    path: "/:town/amt/akten/plan/entfernen",
    access,
    async handle(request) {
      const { unit } = await unitOf(request);
      return page(RemovePlanUnitPage({ view: request.view, nav: nav(request), unit }));
    },
  },
  {
    method: "POST",
    path: "/:town/amt/akten/plan/entfernen",
    access,
    async handle(request) {
      const { unit } = await unitOf(request);
      await removePlanUnit(request, unit.planUnit);
      return redirect(request.view.href("/amt/akten/plan?gespeichert=ja"));
    },
  },
  {
    method: "GET",
    path: "/:town/amt/akten/plan/datei",
    access,
    async handle(request) {
      const csv = writePlanCsv(await listAktenplan(request));
      return content(csv, "text/csv; charset=utf-8", { filename: "aktenplan.csv" });
    },
  },
  {
    method: "GET",
    path: "/:town/amt/akten/plan/einlesen",
    access,
    handle: async (request) => page(ReadPlanPage({ view: request.view, nav: nav(request) })),
  },
  // It only previews.
  { method: "POST", path: "/:town/amt/akten/plan/einlesen", access, upload, repeat: "natural", handle: previewFile },
  { method: "POST", path: "/:town/amt/akten/plan/uebernehmen", access, upload, handle: takeOver },
  { method: "GET", path: "/:town/amt/akten/plan/verlauf", access, handle: history },
];
