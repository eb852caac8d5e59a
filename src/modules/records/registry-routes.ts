import {
  beginningOf,
  Conflict,
  formatDayShort,
  isId,
  NotFound,
  type PlainDay,
  parsePlainDay,
} from "../../kernel/index.ts";
import { type Answer, content, page, type Route, redirect, type WebRequest } from "../../platform/web/index.ts";
import { deskNav } from "../accounts/index.ts";
import { changeAkte, changeDokument, changeTeilakte, changeVorgang } from "./actions/change-metadata.ts";
import { openAkte } from "./actions/open-akte.ts";
import { openTeilakte } from "./actions/open-teilakte.ts";
import { openVorgang } from "./actions/open-vorgang.ts";
import { findPlace, getAkte, listAktenplan, listTeilakten, listVorgaenge } from "./actions/read-akten.ts";
import { getDokument, listFormats, readFormat } from "./actions/read-dokumente.ts";
import { getAction, listActions, performWish, previewWish, undoAction } from "./actions/registry-actions.ts";
import { addVerweis, listVerweise, removeVerweis } from "./actions/verweise.ts";
import type { Aussonderungsart } from "./model/aktenplan.ts";
import { checkedTitle, type DokumentKind, type DokumentMetadata, shownAs } from "./model/dokument.ts";
import { isRegistry } from "./model/duty.ts";
import { mostTicked, type RegistryVerb, type RegistryWish, type WishPreview } from "./model/registry-action.ts";
import { ChangeAktePage, NewAktePage, TitlePage } from "./views/akte-forms.tsx";
import { DokumentDetailsPage } from "./views/dokument-details-page.tsx";
import { type Typed, untouched } from "./views/form-page.tsx";
import {
  ActionsPage,
  NothingTickedPage,
  ReportPage,
  type TickedFields,
  WishPage,
} from "./views/registry-action-pages.tsx";
import { verbWords, words } from "./views/registry-wording.ts";
import { NewVerweisPage, RemoveVerweisPage } from "./views/verweis-pages.tsx";
import { aussonderungWords, kindWords, mediumWords } from "./views/wording.ts";

/** Whoever works with Akten creates, renames and refers. */
const access = ["casework", "records"] as const;
/** The registry alone changes the order. */
const registryAccess = ["records"] as const;

const nav = (request: WebRequest) => deskNav(request.view, "akten");

/** What was typed into fields; empty where nothing was. */
function typedIn(request: WebRequest, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.map((name) => {
      const value = request.body[name];
      return [name, typeof value === "string" ? beginningOf(value.trim(), 5000) : ""];
    }),
  );
}

/** A page that came back with mistakes. */
const again = (typed: Typed, answer: Parameters<typeof page>[0]): Answer =>
  page(answer, { status: Object.keys(typed.mistakes).length > 0 ? 422 : 200 });

function akteSaved(request: WebRequest, akteId: string): Answer {
  return redirect(request.view.href(`/amt/akte/${akteId}?gespeichert=ja`));
}

async function newAktePage(request: WebRequest, typed: Typed): Promise<Answer> {
  const plan = await listAktenplan(request);
  return again(typed, NewAktePage({ view: request.view, nav: nav(request), typed, plan }));
}

async function createAkte(request: WebRequest): Promise<Answer> {
  const { language } = request.view;
  const values = typedIn(request, ["einheit", "betreff"]);
  const title = checkedTitle(values.betreff ?? "");
  const unit = (await listAktenplan(request)).find(
    ({ planUnit, takesAkten, closed }) => planUnit === values.einheit && takesAkten && !closed,
  );
  if (title === undefined || unit === undefined) {
    return newAktePage(request, {
      values,
      mistakes: {
        ...(unit === undefined ? { einheit: words.badUnit[language] } : {}),
        ...(title === undefined ? { betreff: words.badTitle[language] } : {}),
      },
    });
  }
  const { akteId } = await openAkte(request, {
    planUnit: unit.planUnit,
    title,
    retentionYears: unit.retentionYears,
  });
  return akteSaved(request, akteId);
}

const akteOf = (request: WebRequest) => getAkte(request, request.params.akte ?? "");

/** A page with one Betreff: shown, and shown again where it is no Betreff. */
function titleRoutes(
  path: string,
  what: {
    readonly title: keyof typeof words;
    /** Betreff as it is now, for a page that renames. */
    now(request: WebRequest): Promise<string>;
    withTeilakten?: boolean;
    save(request: WebRequest, betreff: string, teilakteId: string | undefined): Promise<void>;
  },
): readonly Route[] {
  const show = async (request: WebRequest, typed: Typed): Promise<Answer> => {
    const akte = await akteOf(request);
    const filled = path
      .replace(/:(\w+)/g, (_whole, name: string) => request.params[name] ?? "")
      .replace(/^\/[^/]*/, "");
    return again(
      typed,
      TitlePage({
        view: request.view,
        nav: nav(request),
        typed,
        title: words[what.title][request.view.language],
        path: filled,
        akte,
        ...(what.withTeilakten ? { teilakten: await listTeilakten(request, akte.akteId) } : {}),
      }),
    );
  };
  return [
    {
      method: "GET",
      path,
      access,
      handle: async (request) =>
        show(request, untouched({ betreff: await what.now(request), teilakte: request.query.teilakte ?? "" })),
    },
    {
      method: "POST",
      path,
      access,
      async handle(request) {
        const values = typedIn(request, ["betreff", "teilakte"]);
        const betreff = checkedTitle(values.betreff ?? "");
        if (betreff === undefined)
          return show(request, { values, mistakes: { betreff: words.badTitle[request.view.language] } });
        const akte = await akteOf(request);
        await what.save(request, betreff, values.teilakte === "" ? undefined : values.teilakte);
        return akteSaved(request, akte.akteId);
      },
    },
  ];
}

async function changeAktePage(request: WebRequest, typed?: Typed): Promise<Answer> {
  const akte = await akteOf(request);
  const shown =
    typed ??
    untouched({
      betreff: akte.betreff,
      medium: akte.medium,
      aufbewahrung: String(akte.retentionYears),
      aussonderung: akte.aussonderungsart,
    });
  return again(
    shown,
    ChangeAktePage({
      view: request.view,
      nav: nav(request),
      typed: shown,
      akte,
      registry: isRegistry(request.actor),
    }),
  );
}

async function saveAkte(request: WebRequest): Promise<Answer> {
  const { language } = request.view;
  const { akteId } = await akteOf(request);
  const values = typedIn(request, ["betreff", "medium", "aufbewahrung", "aussonderung"]);
  const betreff = checkedTitle(values.betreff ?? "");
  const registry = isRegistry(request.actor);
  const years = /^\d{1,3}$/.test(values.aufbewahrung ?? "") ? Number(values.aufbewahrung) : 999;
  const mistakes = {
    ...(betreff === undefined ? { betreff: words.badTitle[language] } : {}),
    ...(registry && years > 200 ? { aufbewahrung: words.badYears[language] } : {}),
  };
  if (betreff === undefined || Object.keys(mistakes).length > 0) return changeAktePage(request, { values, mistakes });
  await changeAkte(request, {
    akteId,
    betreff,
    ...(Object.hasOwn(mediumWords, values.medium ?? "") ? { medium: values.medium as string } : {}),
    ...(registry ? { retentionYears: years } : {}),
    ...(registry && Object.hasOwn(aussonderungWords, values.aussonderung ?? "")
      ? { aussonderungsart: values.aussonderung as Aussonderungsart }
      : {}),
  });
  return akteSaved(request, akteId);
}

const dayFields = { posteingang: "posteingang", postausgang: "postausgang", datum: "datumDesSchreibens" } as const;

/** `23.11.2026` or `2026-11-23`; undefined where it is no day. */
function readDay(text: string): PlainDay | undefined {
  const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  const iso = german === null ? text : `${german[3]}-${german[2]?.padStart(2, "0")}-${german[1]?.padStart(2, "0")}`;
  return parsePlainDay(iso);
}

async function dokumentPage(request: WebRequest, typed?: Typed): Promise<Answer> {
  const dokument = await getDokument(request, request.params.dokument ?? "");
  const akte = await getAkte(request, dokument.akteId);
  const vorgang = (await listVorgaenge(request, akte.akteId)).find(({ vorgangId }) => vorgangId === dokument.vorgangId);
  const { metadata } = dokument;
  const day = (value: PlainDay | undefined) => (value === undefined ? "" : formatDayShort(value, "de"));
  const shown =
    typed ??
    untouched({
      titel: dokument.title,
      art: dokument.kind,
      posteingang: day(metadata.posteingang),
      postausgang: day(metadata.postausgang),
      datum: day(metadata.datumDesSchreibens),
      geschaeftszeichen: metadata.fremdesGeschaeftszeichen ?? "",
      bemerkung: metadata.bemerkung ?? "",
    });
  return again(
    shown,
    DokumentDetailsPage({
      view: request.view,
      nav: nav(request),
      typed: shown,
      dokument,
      formats: await listFormats(request, dokument.dokumentId),
      open: akte.zdaAt === null && vorgang?.zdaAt === null,
    }),
  );
}

async function saveDokument(request: WebRequest): Promise<Answer> {
  const { language } = request.view;
  const { dokumentId, akteId } = await getDokument(request, request.params.dokument ?? "");
  const values = typedIn(request, ["titel", "art", ...Object.keys(dayFields), "geschaeftszeichen", "bemerkung"]);
  const mistakes: Record<string, string> = {};
  const title = checkedTitle(values.titel ?? "");
  if (title === undefined) mistakes.titel = words.badTitle[language];
  const days: Partial<Record<(typeof dayFields)[keyof typeof dayFields], PlainDay>> = {};
  for (const [name, stored] of Object.entries(dayFields) as [keyof typeof dayFields, keyof typeof days][]) {
    const text = values[name] ?? "";
    if (text === "") continue;
    const day = readDay(text);
    if (day === undefined) mistakes[name] = words.badDay[language];
    else days[stored] = day;
  }
  if (title === undefined || Object.keys(mistakes).length > 0) return dokumentPage(request, { values, mistakes });
  const metadata: DokumentMetadata = {
    ...days,
    fremdesGeschaeftszeichen: beginningOf(values.geschaeftszeichen ?? "", 500),
    bemerkung: beginningOf(values.bemerkung ?? "", 4000),
  };
  await changeDokument(request, {
    dokumentId,
    title,
    metadata,
    ...(Object.hasOwn(kindWords, values.art ?? "") ? { kind: values.art as DokumentKind } : {}),
  });
  return akteSaved(request, akteId);
}

async function verweisPage(request: WebRequest, typed: Typed): Promise<Answer> {
  return again(typed, NewVerweisPage({ view: request.view, nav: nav(request), typed, akte: await akteOf(request) }));
}

async function createVerweis(request: WebRequest): Promise<Answer> {
  const akte = await akteOf(request);
  const values = typedIn(request, ["ziel", "art", "bemerkung"]);
  const place = await findPlace(request, values.ziel ?? "");
  if (place === undefined || (place.vorgangId === null && place.akteId === akte.akteId))
    return verweisPage(request, { values, mistakes: { ziel: words.noTarget[request.view.language] } });
  await addVerweis(request, {
    from: { kind: "akte", id: akte.akteId },
    to: place.vorgangId === null ? { kind: "akte", id: place.akteId } : { kind: "vorgang", id: place.vorgangId },
    kind: values.art === "kopie" ? "kopie" : "bezug",
    note: beginningOf(values.bemerkung ?? "", 500),
  });
  return akteSaved(request, akte.akteId);
}

async function verweisToRemove(request: WebRequest) {
  const akte = await akteOf(request);
  const verweis = (await listVerweise(request, { kind: "akte", id: akte.akteId })).find(
    ({ verweisId, direction }) => verweisId === request.params.verweis && direction === "out",
  );
  if (verweis === undefined) throw new NotFound("records.no-such-verweis");
  return { akte, verweis };
}

const isVerb = (text: string): text is RegistryVerb => Object.hasOwn(verbWords, text);

function idsIn(request: WebRequest, name: string): readonly string[] {
  const value = request.body[name];
  return [...new Set(value === undefined ? [] : [value].flat())].filter(isId);
}

/** Back to a page of ours, and nowhere else. */
function fromOf(request: WebRequest): string {
  const from = typeof request.body.von === "string" ? request.body.von : "";
  return /^\/amt\/akten?([/?][\w/?=&.%+-]*)?$/.test(from) ? from : "/amt/akten";
}

/** What a verb is about. */
const subjects: Readonly<Record<RegistryVerb, readonly ("akte" | "vorgang" | "dokument")[]>> = {
  "vorgaenge-verschieben": ["vorgang"],
  "akte-teilen": ["vorgang"],
  "dokumente-verschieben": ["dokument"],
  "akten-umziehen": ["akte"],
  "akten-zusammenfuehren": ["akte"],
  "verweise-anlegen": ["akte", "vorgang", "dokument"],
};

function tickedIn(request: WebRequest): TickedFields | undefined {
  const verb = typeof request.body.tun === "string" ? request.body.tun : "";
  if (!isVerb(verb)) return undefined;
  const of = (name: "akte" | "vorgang" | "dokument") => (subjects[verb].includes(name) ? idsIn(request, name) : []);
  const ticked = { verb, akte: of("akte"), vorgang: of("vorgang"), dokument: of("dokument"), from: fromOf(request) };
  const count = ticked.akte.length + ticked.vorgang.length + ticked.dokument.length;
  return count === 0 || count > mostTicked ? undefined : ticked;
}

/** The wish that somebody typed, or what is wrong with it. */
async function wishIn(
  request: WebRequest,
  ticked: TickedFields,
  values: Readonly<Record<string, string>>,
): Promise<{ readonly wish: RegistryWish } | { readonly mistakes: Readonly<Record<string, string>> }> {
  const { language } = request.view;
  const { verb } = ticked;
  if (verb === "akten-umziehen" || verb === "akte-teilen") {
    const unit = (await listAktenplan(request)).find(
      ({ planUnit, takesAkten, closed }) => planUnit === values.einheit && takesAkten && !closed,
    );
    const betreff = checkedTitle(values.betreff ?? "");
    const mistakes = {
      ...(unit === undefined ? { einheit: words.badUnit[language] } : {}),
      ...(verb === "akte-teilen" && betreff === undefined ? { betreff: words.badTitle[language] } : {}),
    };
    if (unit === undefined || Object.keys(mistakes).length > 0) return { mistakes };
    return verb === "akten-umziehen"
      ? { wish: { verb, akteIds: ticked.akte, planUnit: unit.planUnit } }
      : { wish: { verb, vorgangIds: ticked.vorgang, planUnit: unit.planUnit, betreff: betreff ?? "" } };
  }
  const place = await findPlace(request, values.ziel ?? "");
  const wantsVorgang = verb === "dokumente-verschieben";
  if (place === undefined || (place.vorgangId !== null) !== wantsVorgang)
    return { mistakes: { ziel: words.noTarget[language] } };
  const { akteId } = place;
  switch (verb) {
    case "dokumente-verschieben":
      return { wish: { verb, dokumentIds: ticked.dokument, vorgangId: place.vorgangId ?? "" } };
    case "vorgaenge-verschieben": {
      const teilakten = await listTeilakten(request, akteId);
      const teilakte = teilakten.find(({ teilakteId }) => teilakteId === values.teilakte);
      return { wish: { verb, vorgangIds: ticked.vorgang, akteId, teilakteId: teilakte?.teilakteId ?? null } };
    }
    case "akten-zusammenfuehren":
      return { wish: { verb, akteIds: ticked.akte, akteId } };
    case "verweise-anlegen": {
      const from = (["akte", "vorgang", "dokument"] as const).flatMap((kind) =>
        ticked[kind].map((id) => ({ kind, id })),
      );
      return { wish: { verb, from, akteId, note: beginningOf(values.bemerkung ?? "", 500) } };
    }
  }
}

const wishFields = ["ziel", "einheit", "betreff", "bemerkung", "teilakte"] as const;

function nothingTicked(request: WebRequest): Answer {
  const verb = typeof request.body.tun === "string" && isVerb(request.body.tun) ? request.body.tun : undefined;
  return page(NothingTickedPage({ view: request.view, nav: nav(request), from: fromOf(request), verb }), {
    status: 422,
  });
}

async function wishPage(request: WebRequest, ticked: TickedFields, status?: number): Promise<Answer> {
  const { view } = request;
  const values = typedIn(request, wishFields);
  // The first time nobody has been asked yet where it is to go.
  const asked = "ziel" in request.body || "einheit" in request.body;
  let mistakes: Readonly<Record<string, string>> = {};
  let preview: WishPreview | undefined;
  let targetAkteId: string | undefined;
  if (asked) {
    const read = await wishIn(request, ticked, values);
    if ("mistakes" in read) mistakes = read.mistakes;
    else {
      preview = await previewWish(request, read.wish);
      if (read.wish.verb === "vorgaenge-verschieben") targetAkteId = read.wish.akteId;
    }
  } else if (ticked.verb === "vorgaenge-verschieben" || ticked.verb === "akte-teilen") {
    const akteId = /^\/amt\/akte\/([0-9a-f-]{36})/.exec(ticked.from)?.[1];
    if (akteId !== undefined && isId(akteId)) {
      const akte = await getAkte(request, akteId);
      if (ticked.verb === "akte-teilen") values.einheit = akte.planUnit;
      else if ((await listTeilakten(request, akteId)).length > 0) {
        // Into a Teilakte of the same Akte is what is meant as often as not.
        values.ziel = akte.aktenzeichen;
        targetAkteId = akteId;
      }
    }
  }
  const typed = { values, mistakes };
  const answer = WishPage({
    view,
    nav: nav(request),
    typed,
    ticked,
    plan: await listAktenplan(request),
    teilakten: targetAkteId === undefined ? [] : await listTeilakten(request, targetAkteId),
    preview,
  });
  return status === undefined ? again(typed, answer) : page(answer, { status });
}

async function perform(request: WebRequest): Promise<Answer> {
  const ticked = tickedIn(request);
  if (ticked === undefined) return nothingTicked(request);
  const read = await wishIn(request, ticked, typedIn(request, wishFields));
  if ("mistakes" in read) return wishPage(request, ticked);
  const preview = await previewWish(request, read.wish);
  // Somebody was faster: the page says what is left of it.
  if (preview.steps.every(({ refusal }) => refusal !== undefined)) return wishPage(request, ticked, 409);
  const actionId = await performWish(request, read.wish);
  return redirect(request.view.href(`/amt/akten/aktion/${actionId}?neu=ja`));
}

async function report(request: WebRequest): Promise<Answer> {
  const action = await getAction(request, request.params.aktion ?? "");
  return page(ReportPage({ view: request.view, nav: nav(request), action, fresh: request.query.neu === "ja" }));
}

async function undo(request: WebRequest): Promise<Answer> {
  const action = await getAction(request, request.params.aktion ?? "");
  if (action.obstacle !== undefined)
    return page(ReportPage({ view: request.view, nav: nav(request), action, fresh: false }), { status: 409 });
  try {
    const actionId = await undoAction(request, action.actionId);
    return redirect(request.view.href(`/amt/akten/aktion/${actionId}?neu=ja`));
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    const now = await getAction(request, action.actionId);
    return page(ReportPage({ view: request.view, nav: nav(request), action: now, fresh: false }), { status: 409 });
  }
}

/** One format of a version: shown where a browser runs nothing of it, otherwise only offered for download. */
async function showFormat(request: WebRequest): Promise<Answer> {
  const { dokument = "", version = "", format = "" } = request.params;
  const found = (await listFormats(request, dokument)).find(
    (one) => String(one.version) === version && String(one.number) === format,
  );
  if (found === undefined) throw new NotFound("records.no-such-version");
  const bytes = await readFormat(request, dokument, found.version, found.number);
  const shown = shownAs(found.mediaType);
  return shown === undefined
    ? content(bytes, "application/octet-stream", { filename: found.filename })
    : content(bytes, shown);
}

/** Pages on which the registry works: create, change, refer, and do many things at once. */
export const registryRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/:town/amt/akten/neu",
    access,
    handle: (request) => newAktePage(request, untouched({ einheit: request.query.einheit ?? "" })),
  },
  { method: "POST", path: "/:town/amt/akten/neu", access, handle: createAkte },
  { method: "GET", path: "/:town/amt/akte/:akte/angaben", access, handle: (request) => changeAktePage(request) },
  { method: "POST", path: "/:town/amt/akte/:akte/angaben", access, handle: saveAkte },
  ...titleRoutes("/:town/amt/akte/:akte/teilakte", {
    title: "newTeilakte",
    now: async () => "",
    async save(request, title) {
      await openTeilakte(request, { akteId: request.params.akte ?? "", title });
    },
  }),
  ...titleRoutes("/:town/amt/akte/:akte/teilakte/:teilakte", {
    title: "renameTeilakte",
    async now(request) {
      const { akteId } = await akteOf(request);
      const teilakte = (await listTeilakten(request, akteId)).find((one) => one.teilakteId === request.params.teilakte);
      if (teilakte === undefined) throw new NotFound("records.no-such-teilakte");
      return teilakte.betreff;
    },
    save: (request, betreff) => changeTeilakte(request, { teilakteId: request.params.teilakte ?? "", betreff }),
  }),
  ...titleRoutes("/:town/amt/akte/:akte/vorgang", {
    title: "newVorgang",
    withTeilakten: true,
    now: async () => "",
    async save(request, subject, teilakteId) {
      const akte = await akteOf(request);
      await openVorgang(request, {
        akteId: akte.akteId,
        planUnit: akte.planUnit,
        akteTitle: akte.betreff,
        retentionYears: akte.retentionYears,
        subject,
        caseId: null,
        ...(teilakteId === undefined ? {} : { teilakteId }),
      });
    },
  }),
  ...titleRoutes("/:town/amt/akte/:akte/vorgang/:vorgang", {
    title: "renameVorgang",
    async now(request) {
      const { akteId } = await akteOf(request);
      const vorgang = (await listVorgaenge(request, akteId)).find((one) => one.vorgangId === request.params.vorgang);
      if (vorgang === undefined) throw new NotFound("records.no-such-vorgang");
      return vorgang.betreff;
    },
    save: (request, betreff) => changeVorgang(request, { vorgangId: request.params.vorgang ?? "", betreff }),
  }),
  { method: "GET", path: "/:town/amt/dokument/:dokument/angaben", access, handle: (request) => dokumentPage(request) },
  { method: "POST", path: "/:town/amt/dokument/:dokument/angaben", access, handle: saveDokument },
  { method: "GET", path: "/:town/amt/dokument/:dokument/:version/:format", access, handle: showFormat },
  {
    method: "GET",
    path: "/:town/amt/akte/:akte/verweis",
    access,
    handle: (request) => verweisPage(request, untouched()),
  },
  { method: "POST", path: "/:town/amt/akte/:akte/verweis", access, handle: createVerweis },
  {
    method: "GET",
    path: "/:town/amt/akte/:akte/verweis/:verweis/entfernen",
    access,
    async handle(request) {
      return page(RemoveVerweisPage({ view: request.view, nav: nav(request), ...(await verweisToRemove(request)) }));
    },
  },
  {
    method: "POST",
    path: "/:town/amt/akte/:akte/verweis/:verweis/entfernen",
    access,
    async handle(request) {
      const { akte, verweis } = await verweisToRemove(request);
      await removeVerweis(request, verweis.verweisId);
      return akteSaved(request, akte.akteId);
    },
  },
  {
    method: "POST",
    path: "/:town/amt/akten/aktion",
    access: registryAccess,
    // It only previews.
    repeat: "natural",
    async handle(request) {
      const ticked = tickedIn(request);
      return ticked === undefined ? nothingTicked(request) : wishPage(request, ticked);
    },
  },
  { method: "POST", path: "/:town/amt/akten/aktion/ausfuehren", access: registryAccess, handle: perform },
  { method: "GET", path: "/:town/amt/akten/aktion/:aktion", access: registryAccess, handle: report },
  { method: "POST", path: "/:town/amt/akten/aktion/:aktion/zurueck", access: registryAccess, handle: undo },
  {
    method: "GET",
    path: "/:town/amt/akten/aktionen",
    access: registryAccess,
    async handle(request) {
      return page(ActionsPage({ view: request.view, nav: nav(request), actions: await listActions(request, 50) }));
    },
  },
];
