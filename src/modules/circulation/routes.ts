import { dayInBerlin, isId, NotFound, type PlainDay, parseTypedDay } from "../../kernel/index.ts";
import type { Mistakes } from "../../platform/ui/index.ts";
import { type Answer, page, type Route, redirect, type WebRequest } from "../../platform/web/index.ts";
import { deskAccess, deskNav, listDeputised } from "../accounts/index.ts";
import {
  findAkteOfVorgang,
  findSeenAkten,
  getAkte,
  listDokumente,
  listVorgaenge,
  mayWork,
  requireMayWork,
} from "../records/index.ts";
import { answerStation, type StationAnswer, withdrawUmlauf } from "./actions/answer-station.ts";
import { getDesk, listAddressees } from "./actions/desk.ts";
import { getUmlauf, listDesk } from "./actions/read-desk.ts";
import { startUmlauf } from "./actions/start-umlauf.ts";
import { finishPoint, finishVerfuegung, getVerfuegung, makeVerfuegung } from "./actions/verfuegung.ts";
import { finishWiedervorlage, planWiedervorlage } from "./actions/wiedervorlage.ts";
import { isFor } from "./model/desk.ts";
import { type Addressee, type Purpose, stationsMistake } from "./model/umlauf.ts";
import { rowsOffered, type Typed } from "./views/frame.tsx";
import { UmlaufDeskPage } from "./views/umlauf-desk-page.tsx";
import { StartUmlaufPage, UmlaufPage, WithdrawPage } from "./views/umlauf-pages.tsx";
import { MakeVerfuegungPage, VerfuegungPage } from "./views/verfuegung-pages.tsx";
import { PlanPage } from "./views/wiedervorlage-page.tsx";
import { stationsMistakeWords, wording } from "./views/wording.ts";

const access = deskAccess.umlauf;
const frame = (request: WebRequest) => ({ view: request.view, nav: deskNav(request.view, "umlauf") });

function text(request: WebRequest, field: string, most = 2000): string {
  const value = request.body[field];
  return (typeof value === "string" ? value : "").normalize("NFC").trim().slice(0, most);
}

/** Everything that was typed, for the page that comes back with mistakes. */
function typedOf(request: WebRequest): Typed {
  return Object.fromEntries(Object.keys(request.body).map((field) => [field, text(request, field)]));
}

function addresseeOf(value: string): Pick<Addressee, "kind" | "id"> | undefined {
  const [kind, id = ""] = value.split(" ");
  return (kind === "person" || kind === "einheit") && isId(id) ? { kind, id } : undefined;
}

const statusOf = (mistakes: Mistakes | undefined) => (mistakes === undefined ? {} : { status: 422 });
const failed = (mistakes: Mistakes | undefined) => (mistakes === undefined ? {} : { mistakes });

/** An optional day of a row: undefined where it cannot be read. */
function dayOf(request: WebRequest, field: string): PlainDay | null | undefined {
  const typed = text(request, field, 30);
  return typed === "" ? null : parseTypedDay(typed);
}

async function showDesk(request: WebRequest): Promise<Answer> {
  const { staffId } = await getDesk(request);
  return page(
    UmlaufDeskPage({
      ...frame(request),
      ownId: staffId,
      today: dayInBerlin(request.now),
      deputising: (await listDeputised(request)).map(({ absent }) => absent.name),
      ...(await listDesk(request)),
    }),
  );
}

// — Umlauf ——————————————————————————————————————————————————————————————

async function vorgangOf(request: WebRequest) {
  const vorgangId = request.params.vorgang ?? "";
  const akte = isId(vorgangId) ? await findAkteOfVorgang(request, vorgangId) : undefined;
  if (akte === undefined) throw new NotFound("records.no-such-vorgang");
  await requireMayWork(request, akte.akteId);
  const vorgang = (await listVorgaenge(request, akte.akteId)).find((one) => one.vorgangId === vorgangId);
  if (vorgang === undefined) throw new NotFound("records.no-such-vorgang");
  return vorgang;
}

async function showStart(request: WebRequest, mistakes?: Mistakes): Promise<Answer> {
  const vorgang = await vorgangOf(request);
  return page(
    StartUmlaufPage({
      ...frame(request),
      vorgang,
      dokumente: await listDokumente(request, vorgang.vorgangId),
      addressees: await listAddressees(request),
      typed: mistakes === undefined ? { dokument: request.query.dokument ?? "" } : typedOf(request),
      ...failed(mistakes),
    }),
    statusOf(mistakes),
  );
}

const purposeOf = (value: string): Purpose =>
  value === "kenntnis" || value === "schlusszeichnung" ? value : "mitzeichnung";

async function start(request: WebRequest): Promise<Answer> {
  const { language } = request.view;
  const say = wording[language];
  const mistakes: Record<string, string> = {};
  const stations: { purpose: Purpose; addressee: Pick<Addressee, "kind" | "id">; dueOn: PlainDay | null }[] = [];
  for (let row = 1; row <= rowsOffered; row++) {
    const addressee = addresseeOf(text(request, `an_${row}`));
    const dueOn = dayOf(request, `bis_${row}`);
    if (dueOn === undefined) mistakes[`bis_${row}`] = say.dayBroken;
    if (addressee !== undefined) {
      stations.push({ purpose: purposeOf(text(request, `zweck_${row}`)), addressee, dueOn: dueOn ?? null });
    }
  }
  const subject = text(request, "betreff", 200);
  if (subject === "") mistakes.betreff = say.subjectMissing;
  const mistake = stationsMistake(stations.map(({ purpose }) => purpose));
  if (mistake !== undefined) mistakes.an_1 = stationsMistakeWords[mistake][language];
  if (Object.keys(mistakes).length > 0) return showStart(request, mistakes);
  const dokumentId = text(request, "dokument", 60);
  const umlaufId = await startUmlauf(request, {
    vorgangId: (await vorgangOf(request)).vorgangId,
    ...(isId(dokumentId) ? { dokumentId } : {}),
    subject,
    order: text(request, "reihenfolge") === "gleichzeitig" ? "gleichzeitig" : "nacheinander",
    stations,
  });
  return redirect(request.view.href(`/amt/umlauf/${umlaufId}`));
}

async function showUmlauf(request: WebRequest, umlaufId: string, mistakes?: Mistakes): Promise<Answer> {
  const found = await getUmlauf(request, umlaufId);
  return page(
    UmlaufPage({
      ...frame(request),
      ...found,
      addressees: await listAddressees(request),
      mayWithdraw: found.umlauf.state === "laeuft" && (await mayWork(request, found.umlauf.akteId)),
      today: dayInBerlin(request.now),
      typed: mistakes === undefined ? {} : typedOf(request),
      ...failed(mistakes),
    }),
    statusOf(mistakes),
  );
}

async function answer(request: WebRequest): Promise<Answer> {
  const say = wording[request.view.language];
  const stationId = request.params.station ?? "";
  const note = text(request, "bemerkung", 1000);
  const wanted = text(request, "antwort");
  const to = addresseeOf(text(request, "an"));
  const mistakes: Mistakes = {
    ...(wanted === "ablehnen" && [...note].length < 5 ? { bemerkung: say.noteShort } : {}),
    ...(wanted === "weitergeben" && to === undefined ? { an: say.passMissing } : {}),
  };
  if (Object.keys(mistakes).length > 0) {
    const mine = (await listDesk(request)).stations.find((one) => one.stationId === stationId);
    if (mine === undefined) throw new NotFound("circulation.no-such-station");
    return showUmlauf(request, mine.umlaufId, mistakes);
  }
  const given: StationAnswer =
    wanted === "weitergeben" && to !== undefined
      ? { kind: "weitergeben", to, note }
      : { kind: wanted === "ablehnen" ? "ablehnen" : "zeichnen", note };
  const umlauf = await answerStation(request, stationId, given);
  // Their turn is over, and with it perhaps their sight of the Akte.
  const still = (await findSeenAkten(request, [umlauf.akteId])).size > 0;
  return redirect(request.view.href(still ? `/amt/umlauf/${umlauf.umlaufId}` : "/amt/umlauf"));
}

// — Wiedervorlage ———————————————————————————————————————————————————————

async function showPlan(request: WebRequest, mistakes?: Mistakes): Promise<Answer> {
  const akte = await getAkte(request, request.params.akte ?? "");
  await requireMayWork(request, akte.akteId);
  const { staffId } = await getDesk(request);
  return page(
    PlanPage({
      ...frame(request),
      akte,
      addressees: await listAddressees(request),
      typed: mistakes === undefined ? { an: `person ${staffId}` } : typedOf(request),
      ...failed(mistakes),
    }),
    statusOf(mistakes),
  );
}

async function plan(request: WebRequest): Promise<Answer> {
  const say = wording[request.view.language];
  const akte = await getAkte(request, request.params.akte ?? "");
  const day = parseTypedDay(text(request, "tag", 30));
  const addressee = addresseeOf(text(request, "an"));
  const note = text(request, "notiz", 500);
  if (day === undefined || day < dayInBerlin(request.now) || addressee === undefined || note === "") {
    return showPlan(request, {
      ...(day === undefined ? { tag: say.dayBroken } : day < dayInBerlin(request.now) ? { tag: say.dayPast } : {}),
      ...(addressee === undefined ? { an: say.whomMissing } : {}),
      ...(note === "" ? { notiz: say.noteMissing } : {}),
    });
  }
  await planWiedervorlage(request, { akteId: akte.akteId, day, addressee, note });
  return redirect(request.view.href(`/amt/akte/${akte.akteId}#geschaeftsgang`));
}

// — Verfügung ———————————————————————————————————————————————————————————

async function showMake(request: WebRequest, mistakes?: Mistakes): Promise<Answer> {
  return page(
    MakeVerfuegungPage({
      ...frame(request),
      vorgang: await vorgangOf(request),
      addressees: await listAddressees(request),
      typed: mistakes === undefined ? {} : typedOf(request),
      ...failed(mistakes),
    }),
    statusOf(mistakes),
  );
}

async function make(request: WebRequest): Promise<Answer> {
  const say = wording[request.view.language];
  const mistakes: Record<string, string> = {};
  const points: { text: string; addressee: Pick<Addressee, "kind" | "id">; dueOn: PlainDay | null }[] = [];
  for (let row = 1; row <= rowsOffered; row++) {
    const words = text(request, `text_${row}`);
    const addressee = addresseeOf(text(request, `an_${row}`));
    const dueOn = dayOf(request, `bis_${row}`);
    if (dueOn === undefined) mistakes[`bis_${row}`] = say.dayBroken;
    if (words === "" && addressee === undefined) continue;
    if (words === "") mistakes[`text_${row}`] = say.pointMissing;
    else if (addressee === undefined) mistakes[`an_${row}`] = say.pointMissing;
    else points.push({ text: words, addressee, dueOn: dueOn ?? null });
  }
  const title = text(request, "ueberschrift", 200);
  if (title === "") mistakes.ueberschrift = say.subjectMissing;
  if (points.length === 0) mistakes.text_1 ??= say.pointMissing;
  if (Object.keys(mistakes).length > 0) return showMake(request, mistakes);
  const { vorgangId } = await vorgangOf(request);
  const verfuegungId = await makeVerfuegung(request, { vorgangId, title, points });
  return redirect(request.view.href(`/amt/verfuegung/${verfuegungId}`));
}

async function showVerfuegung(request: WebRequest): Promise<Answer> {
  const desk = await getDesk(request);
  const verfuegung = await getVerfuegung(request, request.params.verfuegung ?? "");
  const akte = (await findSeenAkten(request, [verfuegung.akteId])).get(verfuegung.akteId);
  if (akte === undefined) throw new NotFound("circulation.no-such-verfuegung");
  return page(
    VerfuegungPage({
      ...frame(request),
      verfuegung,
      akte,
      own: verfuegung.points.filter(({ addressee }) => isFor(desk, addressee)).map(({ position }) => position),
      mayFinish: await mayWork(request, verfuegung.akteId),
      today: dayInBerlin(request.now),
    }),
  );
}

/** Umlauf, Wiedervorlage and Verfügung: for those who work with Akten. */
export const circulationRoutes: readonly Route[] = [
  { method: "GET", path: "/:town/amt/umlauf", access, handle: showDesk },
  { method: "GET", path: "/:town/amt/umlauf/neu/:vorgang", access, handle: (request) => showStart(request) },
  { method: "POST", path: "/:town/amt/umlauf/neu/:vorgang", access, handle: start },
  {
    method: "GET",
    path: "/:town/amt/umlauf/:umlauf",
    access,
    handle: (request) => showUmlauf(request, request.params.umlauf ?? ""),
  },
  { method: "POST", path: "/:town/amt/umlauf/station/:station", access, handle: answer },
  {
    method: "GET",
    path: "/:town/amt/umlauf/:umlauf/zurueckziehen",
    access,
    async handle(request) {
      const { umlauf } = await getUmlauf(request, request.params.umlauf ?? "");
      await requireMayWork(request, umlauf.akteId);
      return page(WithdrawPage({ ...frame(request), umlauf }));
    },
  },
  {
    method: "POST",
    path: "/:town/amt/umlauf/:umlauf/zurueckziehen",
    access,
    async handle(request) {
      const { umlaufId } = await withdrawUmlauf(request, request.params.umlauf ?? "");
      return redirect(request.view.href(`/amt/umlauf/${umlaufId}`));
    },
  },
  { method: "GET", path: "/:town/amt/wiedervorlage/neu/:akte", access, handle: (request) => showPlan(request) },
  { method: "POST", path: "/:town/amt/wiedervorlage/neu/:akte", access, handle: plan },
  {
    method: "POST",
    path: "/:town/amt/wiedervorlage/:wiedervorlage/erledigt",
    access,
    async handle(request) {
      await finishWiedervorlage(request, request.params.wiedervorlage ?? "");
      return redirect(request.view.href("/amt/umlauf"));
    },
  },
  { method: "GET", path: "/:town/amt/verfuegung/neu/:vorgang", access, handle: (request) => showMake(request) },
  { method: "POST", path: "/:town/amt/verfuegung/neu/:vorgang", access, handle: make },
  { method: "GET", path: "/:town/amt/verfuegung/:verfuegung", access, handle: showVerfuegung },
  {
    method: "POST",
    path: "/:town/amt/verfuegung/:verfuegung/punkt/:punkt",
    access,
    async handle(request) {
      const { verfuegung = "", punkt = "" } = request.params;
      const { akteId } = await getVerfuegung(request, verfuegung);
      await finishPoint(request, verfuegung, Number(punkt));
      const still = (await findSeenAkten(request, [akteId])).size > 0;
      return redirect(request.view.href(still ? `/amt/verfuegung/${verfuegung}` : "/amt/umlauf"));
    },
  },
  {
    method: "POST",
    path: "/:town/amt/verfuegung/:verfuegung/abschliessen",
    access,
    async handle(request) {
      const { verfuegung = "" } = request.params;
      await finishVerfuegung(request, verfuegung);
      return redirect(request.view.href(`/amt/verfuegung/${verfuegung}`));
    },
  },
];
