import {
  addDays,
  type Duty,
  dayInBerlin,
  Failure,
  formatDayShort,
  instantInBerlin,
  isId,
  NotFound,
  type PlainDay,
  parsePlainDay,
} from "../../kernel/index.ts";
import { type Answer, page, type Route, redirect, type WebRequest } from "../../platform/web/index.ts";
import { cancelAppointment, changeAppointment } from "./actions/change-appointment.ts";
import { addWalkIn, callNext, checkIn, finish, markLeft, markNoShow, readQueue } from "./actions/queue.ts";
import {
  getAppointment,
  getAppointmentAtDesk,
  listAppointmentsOfDay,
  listWaitingTimes,
} from "./actions/read-appointments.ts";
import { readCalendar } from "./actions/read-calendar.ts";
import {
  addClosure,
  listAffected,
  removeClosure,
  saveCounter,
  savePlace,
  saveService,
  setOpenings,
} from "./actions/settings.ts";
import { getAppointmentSubject } from "./contracts.ts";
import type { Appointment } from "./model/appointment.ts";
import { dayBoard } from "./model/day-board.ts";
import type { Opening } from "./model/places.ts";
import { formatTime } from "./model/times.ts";
import { field, fields, parseChoice, parseHours, parseMoment } from "./request-fields.ts";
import {
  countWaiting,
  selectClosures,
  selectCounters,
  selectOpenings,
  selectPlaces,
  selectServices,
} from "./store/index.ts";
import { DayPage, NoPlacePage } from "./views/day-page.tsx";
import { DeskAppointmentPage, DeskCancelPage } from "./views/desk-appointment-page.tsx";
import type { DeskNote, DeskPlaceFacts } from "./views/desk-frame.tsx";
import { SettingsPage } from "./views/settings-page.tsx";
import { WaitingTimesPage } from "./views/waiting-times-page.tsx";
import { wording } from "./views/wording.ts";

const casework: readonly Duty[] = ["casework"];
const both: readonly Duty[] = ["casework", "administration"];
const administration: readonly Duty[] = ["administration"];

/** What was refused, in words, by the code of the failure. */
function refusalOf(request: WebRequest, error: unknown): DeskNote | undefined {
  if (!(error instanceof Failure)) return undefined;
  const say = wording[request.view.language];
  const texts: Readonly<Record<string, string>> = {
    "appointments.slot-taken": say.moveTaken,
    "appointments.day-past": say.movePast,
    "appointments.counter-closed": say.moveClosed,
    "appointments.counter-does-not-do-this": say.moveCannot,
    "appointments.not-open": say.notOpen,
    "appointments.not-today": say.notToday,
    "appointments.not-begun": say.notBegun,
  };
  const text = texts[error.code];
  return text === undefined ? undefined : { tone: "warning", text };
}

async function factsOf(request: WebRequest, placeKey: string | undefined): Promise<DeskPlaceFacts | undefined> {
  const places = await selectPlaces(request);
  const place = places.find(({ key }) => key === placeKey) ?? places[0];
  if (place === undefined) return undefined;
  return { place, places, counters: await selectCounters(request), services: await selectServices(request) };
}

function noteOf(request: WebRequest): DeskNote | undefined {
  const say = wording[request.view.language];
  const { query } = request;
  const number = /^[TW] \d{1,5}$/.exec(query.nummer ?? "")?.[0];
  const called = /^[TW] \d{1,5}$/.exec(query.aufgerufen ?? "")?.[0];
  if (number !== undefined) return { tone: "success", text: `${say.numberGiven} ${number}` };
  if (called !== undefined) return { tone: "success", text: `${say.called} ${called}` };
  if (query.aufgerufen === "niemand") return { tone: "warning", text: say.nobodyToCall };
  return query.verschoben === "1" ? { tone: "success", text: say.moved } : undefined;
}

async function dayPage(
  request: WebRequest,
  day: PlainDay,
  note: DeskNote | undefined,
  status?: number,
): Promise<Answer> {
  const facts = await factsOf(request, request.query.ort);
  if (facts === undefined) return page(NoPlacePage({ view: request.view }));
  const today = dayInBerlin(request.now);
  const { placeId } = facts.place;
  const appointments = await listAppointmentsOfDay(request, { day, placeId });
  const calendar = await readCalendar(request, instantInBerlin(day), instantInBerlin(addDays(day, 1)));
  const queue = await readQueue(request, placeId);
  return page(
    DayPage({
      view: request.view,
      facts,
      day,
      today,
      rows: dayBoard(calendar, placeId, day, appointments),
      expected: day === today ? appointments.filter(({ state }) => state === "booked") : [],
      waiting: queue.waiting,
      called: queue.called,
      counterId: request.query.schalter,
      note,
    }),
    status === undefined ? {} : { status },
  );
}

async function showDay(request: WebRequest): Promise<Answer> {
  return dayPage(request, parsePlainDay(request.query.tag ?? "") ?? dayInBerlin(request.now), noteOf(request));
}

async function getAppointmentWithPlace(
  request: WebRequest,
): Promise<{ readonly appointment: Appointment; readonly facts: DeskPlaceFacts }> {
  const appointmentId = request.params.appointment ?? "";
  if (!isId(appointmentId)) throw new NotFound("appointments.no-such-appointment");
  const appointment = await getAppointmentAtDesk(request, appointmentId);
  const counters = await selectCounters(request);
  const placeId = counters.find(({ counterId }) => counterId === appointment.counterId)?.placeId;
  const key = (await selectPlaces(request)).find((place) => place.placeId === placeId)?.key;
  const facts = await factsOf(request, key);
  if (facts === undefined) throw new NotFound("appointments.no-such-place");
  return { appointment, facts };
}

async function appointmentPage(
  request: WebRequest,
  note?: DeskNote,
  typed?: { day: string; time: string; counterId: string },
): Promise<Answer> {
  const { appointment, facts } = await getAppointmentWithPlace(request);
  const { language } = request.view;
  const subjects =
    appointment.caseId === undefined
      ? undefined
      : await getAppointmentSubject().listSubjects(request, [appointment.caseId], "desk", language);
  return page(
    DeskAppointmentPage({
      view: request.view,
      facts,
      appointment,
      subject: subjects?.get(appointment.caseId ?? ""),
      typed: typed ?? {
        day: formatDayShort(dayInBerlin(appointment.start), "de"),
        time: formatTime(appointment.start, "de").slice(0, 5),
        counterId: appointment.counterId,
      },
      note,
      now: request.now,
    }),
    note === undefined || note.tone === "success" ? {} : { status: 409 },
  );
}

/** Asks once before a person's time is given away; what can no longer be cancelled is shown as it stands. */
async function showCancel(request: WebRequest): Promise<Answer> {
  const { appointment, facts } = await getAppointmentWithPlace(request);
  if (appointment.state !== "booked") return redirect(request.view.href(toAppointment(appointment.appointmentId)));
  return page(DeskCancelPage({ view: request.view, facts, appointment }));
}

/** Does something with an appointment and goes back to where it can be seen; what is refused is said there. */
async function act(
  request: WebRequest,
  work: (appointmentId: string) => Promise<void>,
  to: (appointmentId: string) => string,
): Promise<Answer> {
  const appointmentId = request.params.appointment ?? "";
  if (!isId(appointmentId)) throw new NotFound("appointments.no-such-appointment");
  try {
    await work(appointmentId);
  } catch (error) {
    const note = refusalOf(request, error);
    if (note === undefined) throw error;
    return appointmentPage(request, note);
  }
  return redirect(request.view.href(to(appointmentId)));
}

const toAppointment = (appointmentId: string) => `/amt/termine/${appointmentId}`;

/** By form: day, time and counter. By drag: the beginning as the table gave it, and the counter. */
async function move(request: WebRequest): Promise<Answer> {
  const appointmentId = request.params.appointment ?? "";
  if (!isId(appointmentId)) throw new NotFound("appointments.no-such-appointment");
  const typed = { day: field(request, "tag"), time: field(request, "zeit"), counterId: field(request, "schalter") };
  const dragged = parseChoice(field(request, "beginn"))?.start;
  const start = dragged ?? parseMoment(typed.day, typed.time);
  const say = wording[request.view.language];
  if (start === undefined || !isId(typed.counterId)) {
    return appointmentPage(request, { tone: "error", text: say.badTime }, typed);
  }
  try {
    await changeAppointment(request, { appointmentId, start, counterId: typed.counterId });
  } catch (error) {
    const note = refusalOf(request, error);
    if (note === undefined) throw error;
    return dragged === undefined
      ? appointmentPage(request, note, typed)
      : dayPage(request, dayInBerlin((await getAppointment(request, appointmentId)).start), note, 409);
  }
  const counters = await selectCounters(request);
  const placeId = counters.find(({ counterId }) => counterId === typed.counterId)?.placeId;
  const key = (await selectPlaces(request)).find((place) => place.placeId === placeId)?.key ?? "";
  return redirect(request.view.href(`/amt/termine?tag=${dayInBerlin(start)}&ort=${key}&verschoben=1`));
}

async function keyOfCounter(request: WebRequest, counterId: string): Promise<string> {
  const placeId = (await selectCounters(request)).find((one) => one.counterId === counterId)?.placeId;
  return (await selectPlaces(request)).find((place) => place.placeId === placeId)?.key ?? "";
}

async function call(request: WebRequest): Promise<Answer> {
  const counterId = field(request, "schalter");
  if (!isId(counterId)) throw new NotFound("appointments.no-such-counter");
  const visit = await callNext(request, { counterId });
  const ticket = encodeURIComponent(visit?.ticket ?? "niemand");
  const key = await keyOfCounter(request, counterId);
  return redirect(request.view.href(`/amt/termine?ort=${key}&schalter=${counterId}&aufgerufen=${ticket}`));
}

async function endVisit(request: WebRequest): Promise<Answer> {
  const visitId = request.params.visit ?? "";
  if (!isId(visitId)) throw new NotFound("appointments.no-such-visit");
  try {
    await (field(request, "was") === "fertig" ? finish(request, visitId) : markLeft(request, visitId));
  } catch (error) {
    const note = refusalOf(request, error);
    if (note === undefined) throw error;
    return dayPage(request, dayInBerlin(request.now), note, 409);
  }
  return redirect(request.view.href("/amt/termine"));
}

async function giveNumber(request: WebRequest): Promise<Answer> {
  const placeId = field(request, "ort");
  if (!isId(placeId)) throw new NotFound("appointments.no-such-place");
  const { ticket } = await addWalkIn(request, { placeId, serviceKey: field(request, "anliegen"), people: 1 });
  const key = (await selectPlaces(request)).find((place) => place.placeId === placeId)?.key ?? "";
  return redirect(request.view.href(`/amt/termine?ort=${key}&nummer=${encodeURIComponent(ticket)}`));
}

const statisticsDays = 28;

async function showWaitingTimes(request: WebRequest): Promise<Answer> {
  const today = dayInBerlin(request.now);
  const times = await listWaitingTimes(request, addDays(today, 1 - statisticsDays), today);
  return page(WaitingTimesPage({ view: request.view, times }));
}

// — Settings ————————————————————————————————————————————————————————————————

async function settingsPage(request: WebRequest, note?: DeskNote): Promise<Answer> {
  const { view } = request;
  const typed = Object.fromEntries(
    Object.entries(request.body).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
  const closures = await selectClosures(request, request.now);
  const affected = new Map<string, readonly Appointment[]>();
  for (const closure of closures) affected.set(closure.closureId, await listAffected(request, closure));
  return page(
    SettingsPage({
      view,
      places: await selectPlaces(request),
      counters: await selectCounters(request),
      services: await selectServices(request),
      openings: await selectOpenings(request),
      closures,
      affected,
      mayMove: view.staff?.duties.includes("casework") === true,
      waiting: await countWaiting(request),
      mayChange: view.staff?.duties.includes("administration") === true,
      note,
      typed,
    }),
    note === undefined || note.tone === "success" ? {} : { status: 422 },
  );
}

async function showSettings(request: WebRequest): Promise<Answer> {
  const say = wording[request.view.language];
  const affected = request.query.betroffen;
  if (affected !== undefined && /^\d{1,5}$/.test(affected)) {
    return settingsPage(request, { tone: "success", text: `${say.closureSaved} ${affected}` });
  }
  return settingsPage(request, request.query.gespeichert === "1" ? { tone: "success", text: say.saved } : undefined);
}

const settingsHref = "/amt/termine/einstellungen";

/** Saves and comes back; with mistakes the page comes back with what was typed. */
async function save(request: WebRequest, mistake: string, work: () => Promise<void>): Promise<Answer> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== "invalid") throw error;
    return settingsPage(request, { tone: "error", text: mistake });
  }
  return redirect(request.view.href(`${settingsHref}?gespeichert=1`));
}

async function close(request: WebRequest): Promise<Answer> {
  const say = wording[request.view.language];
  const [placeId = "", counterId] = field(request, "wo").split(" ");
  const start = parseMoment(field(request, "von"), field(request, "ab"));
  const end = parseMoment(field(request, "bis"), field(request, "ende"));
  if (start === undefined || end === undefined || start >= end || !isId(placeId)) {
    return settingsPage(request, { tone: "error", text: say.closureBad });
  }
  const affected = await addClosure(request, {
    placeId,
    counterId: counterId !== undefined && isId(counterId) ? counterId : undefined,
    start,
    end,
    reason: field(request, "grund"),
  });
  return redirect(request.view.href(`${settingsHref}?betroffen=${affected.length}`));
}

async function reopen(request: WebRequest): Promise<Answer> {
  const closureId = field(request, "schliessung");
  if (!isId(closureId)) throw new NotFound("appointments.no-such-closure");
  await removeClosure(request, closureId);
  return redirect(request.view.href(`${settingsHref}?gespeichert=1`));
}

async function saveHours(request: WebRequest): Promise<Answer> {
  const say = wording[request.view.language];
  const placeId = field(request, "ort");
  const places = isId(placeId) ? await selectPlaces(request) : [];
  if (!places.some((place) => place.placeId === placeId)) throw new NotFound("appointments.no-such-place");
  const openings: Omit<Opening, "placeId">[] = [];
  for (let weekday = 1; weekday <= 7; weekday++) {
    const spans = parseHours(field(request, `tag${weekday}`));
    if (spans === undefined) return settingsPage(request, { tone: "error", text: say.hoursBad });
    openings.push(...spans.map((span) => ({ weekday, ...span })));
  }
  return save(request, say.hoursBad, () => setOpenings(request, placeId, openings));
}

function saveServiceForm(request: WebRequest): Promise<Answer> {
  const number = (name: string) => (/^\d{1,5}$/.test(field(request, name).trim()) ? Number(field(request, name)) : -1);
  return save(request, wording[request.view.language].serviceBad, async () => {
    const services = await selectServices(request);
    const key = field(request, "kuerzel").trim();
    await saveService(request, {
      key,
      name: { de: field(request, "nameDe").trim(), en: field(request, "nameEn").trim() },
      minutes: number("minuten"),
      minutesPerFurther: number("weitere"),
      mostPeople: number("personen"),
      leadMinutes: number("vorlauf"),
      horizonDays: number("voraus"),
      position: services.find((service) => service.key === key)?.position ?? services.length + 1,
      active: field(request, "buchbar") !== "nein",
    });
  });
}

async function saveCounterForm(request: WebRequest): Promise<Answer> {
  const say = wording[request.view.language];
  const placeId = field(request, "ort");
  const position = Number(field(request, "nummer"));
  const name = { de: field(request, "nameDe").trim(), en: field(request, "nameEn").trim() };
  const known = new Set((await selectServices(request)).map(({ key }) => key));
  const there = (await selectPlaces(request)).some((place) => place.placeId === placeId);
  const good = there && Number.isInteger(position) && position >= 1 && position <= 999;
  if (!good || name.de === "" || name.en === "") {
    return settingsPage(request, { tone: "error", text: say.serviceBad });
  }
  const services = fields(request, "erledigt").filter((key) => known.has(key));
  return save(request, say.serviceBad, async () => {
    await saveCounter(request, { placeId, position, name, services });
  });
}

async function savePlaceForm(request: WebRequest): Promise<Answer> {
  const say = wording[request.view.language];
  const name = { de: field(request, "nameDe").trim(), en: field(request, "nameEn").trim() };
  if (name.de === "" || name.en === "") return settingsPage(request, { tone: "error", text: say.serviceBad });
  const place = { key: field(request, "kuerzel").trim(), name, address: field(request, "anschrift").trim() };
  return save(request, say.serviceBad, async () => {
    await savePlace(request, place);
  });
}

/** The day of the office, the queue, waiting times, and what a town sets. */
export const deskRoutes: readonly Route[] = [
  { method: "GET", path: "/:town/amt/termine", access: casework, handle: showDay },
  { method: "POST", path: "/:town/amt/termine/aufrufen", access: casework, handle: call },
  { method: "POST", path: "/:town/amt/termine/nummer", access: casework, handle: giveNumber },
  { method: "POST", path: "/:town/amt/termine/besuch/:visit", access: casework, repeat: "natural", handle: endVisit },
  { method: "GET", path: "/:town/amt/termine/wartezeiten", access: casework, handle: showWaitingTimes },
  { method: "GET", path: settingsHref.replace("/amt", "/:town/amt"), access: both, handle: showSettings },
  { method: "POST", path: "/:town/amt/termine/einstellungen/schliessung", access: both, handle: close },
  { method: "POST", path: "/:town/amt/termine/einstellungen/schliessung-loeschen", access: both, handle: reopen },
  { method: "POST", path: "/:town/amt/termine/einstellungen/zeiten", access: administration, handle: saveHours },
  {
    method: "POST",
    path: "/:town/amt/termine/einstellungen/anliegen",
    access: administration,
    handle: saveServiceForm,
  },
  {
    method: "POST",
    path: "/:town/amt/termine/einstellungen/schalter",
    access: administration,
    handle: saveCounterForm,
  },
  { method: "POST", path: "/:town/amt/termine/einstellungen/ort", access: administration, handle: savePlaceForm },
  {
    method: "GET",
    path: "/:town/amt/termine/:appointment",
    access: casework,
    handle: (request) => appointmentPage(request),
  },
  {
    method: "POST",
    path: "/:town/amt/termine/:appointment/verschieben",
    access: casework,
    repeat: "natural",
    handle: move,
  },
  {
    method: "POST",
    path: "/:town/amt/termine/:appointment/ankunft",
    access: casework,
    repeat: "natural",
    handle: (request) =>
      act(
        request,
        (id) => checkIn(request, id),
        () => "/amt/termine",
      ),
  },
  {
    method: "POST",
    path: "/:town/amt/termine/:appointment/nicht-erschienen",
    access: casework,
    repeat: "natural",
    handle: (request) => act(request, (id) => markNoShow(request, id), toAppointment),
  },
  { method: "GET", path: "/:town/amt/termine/:appointment/absagen", access: casework, handle: showCancel },
  {
    method: "POST",
    path: "/:town/amt/termine/:appointment/absagen",
    access: casework,
    repeat: "natural",
    handle: (request) => act(request, (id) => cancelAppointment(request, { appointmentId: id }), toAppointment),
  },
];
