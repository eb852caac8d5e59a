import {
  addDays,
  Conflict,
  dayInBerlin,
  daysBetween,
  Failure,
  formatDayShort,
  NotFound,
  newAccessCode,
  newId,
  type PlainDay,
  parsePlainDay,
  parseTypedDay,
} from "../../kernel/index.ts";
import { type Answer, content, page, type Route, redirect, type WebRequest } from "../../platform/web/index.ts";
import { accessCookie, codesOf, openMailbox, parseEmail, withCode } from "../messaging/index.ts";
import { findHoliday } from "../tenants/index.ts";
import { bookHold } from "./actions/book.ts";
import { cancelAppointment, changeAppointment } from "./actions/change-appointment.ts";
import { holdSlot, releaseHold } from "./actions/hold-slot.ts";
import { listCalls } from "./actions/queue.ts";
import { findNextFreeSlots, getService, listFreeSlots } from "./actions/read-calendar.ts";
import { acceptOffer, declineOffer, joinWaitingList, leaveWaitingList } from "./actions/waiting-list.ts";
import { getAppointmentSubject } from "./contracts.ts";
import { type Appointment, canBeChanged } from "./model/appointment.ts";
import { calendarFile } from "./model/calendar-file.ts";
import type { Place, Service } from "./model/places.ts";
import { takeAppointmentCode, takeWaitingCode, withAppointment, withWaiting } from "./own-access.ts";
import { field, parseChoice, peopleOf } from "./request-fields.ts";
import {
  selectByHoldKeyForUpdate,
  selectCounters,
  selectHold,
  selectHoldsOfCodes,
  selectPlaces,
  selectServices,
} from "./store/index.ts";
import { CallScreen } from "./views/call-screen.tsx";
import {
  AppointmentPage,
  type BookingMistakes,
  CancelPage,
  ConfirmPage,
  JoinWaitingPage,
  ServicesPage,
  TimesPage,
  WaitingPage,
} from "./views/citizen-pages.tsx";
import { wording } from "./views/wording.ts";

const weekDays = 7;

async function showServices(request: WebRequest): Promise<Answer> {
  const done = new Set((await selectCounters(request)).flatMap(({ services }) => services));
  const services = (await selectServices(request)).filter(({ key, active }) => active && done.has(key));
  return page(ServicesPage({ view: request.view, services }));
}

async function placeOf(request: WebRequest, counterId: string): Promise<Place | undefined> {
  const counter = (await selectCounters(request)).find((one) => one.counterId === counterId);
  return (await selectPlaces(request)).find(({ placeId }) => placeId === counter?.placeId);
}

async function serviceOf(request: WebRequest, key: string): Promise<Service | undefined> {
  return (await selectServices(request)).find((service) => service.key === key);
}

type Problem = "taken" | "not-a-time" | "hold-gone" | "released";
const problems = new Map<string | undefined, Problem>([
  ["abgelaufen", "hold-gone"],
  ["freigegeben", "released"],
]);

/** A week of free times: the wanted one, otherwise the one in which the next free time lies. */
async function timesPage(
  request: WebRequest,
  of: { readonly service: Service; readonly people: number; readonly changing: Appointment | undefined },
  problem?: Problem,
  wanted?: PlainDay,
): Promise<Answer> {
  const { service, people, changing } = of;
  const today = dayInBerlin(request.now);
  const [next] = await findNextFreeSlots(request, { serviceKey: service.key, people, from: today, limit: 1 });
  const asked = wanted ?? parsePlainDay(request.query.ab ?? "");
  const inReach = asked !== undefined && asked >= today && asked <= addDays(today, service.horizonDays);
  const from = inReach ? asked : next === undefined ? today : dayInBerlin(next.start);
  const slots = await listFreeSlots(request, { serviceKey: service.key, from, days: weekDays, people });
  const known = problem ?? problems.get(request.query.zeit);
  const { language } = request.view;
  return page(
    TimesPage({
      view: request.view,
      service,
      people,
      from,
      days: weekDays,
      today,
      slots,
      next,
      places: await selectPlaces(request),
      holidayOf: (day: PlainDay) => findHoliday(day)?.name[language],
      action: changing === undefined ? `/termine/${service.key}/zeit` : `/termin/${changing.appointmentId}/aendern`,
      path: changing === undefined ? `/termine/${service.key}` : `/termin/${changing.appointmentId}/aendern`,
      changing: changing !== undefined,
      ...(known === undefined ? {} : { problem: known }),
    }),
    problem === undefined ? {} : { status: 409 },
  );
}

async function showTimes(request: WebRequest): Promise<Answer> {
  const service = await getService(request, request.params.service ?? "");
  const people = Math.min(peopleOf(request.query.personen), service.mostPeople);
  return timesPage(request, { service, people, changing: undefined });
}

/** What `holdSlot` and the others throw where a time cannot be had, as the page says it. */
function problemOf(error: unknown): Problem | undefined {
  if (!(error instanceof Failure)) return undefined;
  if (error.code === "appointments.slot-taken") return "taken";
  return error.code === "appointments.no-such-slot" ? "not-a-time" : undefined;
}

/**
 * Holds a time for this device. A device holds one time at once: choosing another gives the first back, so that
 * nobody blocks a morning by clicking through it.
 */
async function chooseTime(request: WebRequest): Promise<Answer> {
  const service = await getService(request, request.params.service ?? "");
  const people = Math.min(peopleOf(field(request, "personen")), service.mostPeople);
  const choice = parseChoice(field(request, "beginn"));
  const of = { service, people, changing: undefined };
  if (choice === undefined) return timesPage(request, of, "not-a-time");
  const codes = codesOf(request.cookies);
  const macs = codes.map((code) => ({ code, mac: request.keyring.mac("access-code", code) }));
  const held = await selectHoldsOfCodes(
    request,
    macs.map(({ mac }) => mac),
  );
  // The time that the waiting list offers is held too, and stays so.
  const before = held.find(({ holdKey }) => holdKey.startsWith("web-"));
  const code = macs.find(({ mac }) => mac === before?.codeMac)?.code ?? newAccessCode();
  try {
    const hold = await holdSlot(request, {
      serviceKey: service.key,
      ...choice,
      people,
      holdKey: before?.holdKey ?? `web-${newId()}`,
      codeMac: request.keyring.mac("access-code", code),
      language: request.view.language,
    });
    return redirect(request.view.href(`/termine/${service.key}/zeit/${hold.holdKey}`), [
      accessCookie(withCode(codes, code)),
    ]);
  } catch (error) {
    const problem = problemOf(error);
    if (problem === undefined) throw error;
    return timesPage(request, of, problem, dayInBerlin(choice.start));
  }
}

const holdKeyOf = (request: WebRequest): string => request.params.hold ?? "";

/** The code of this device that a hold was taken under. */
function codeOfHold(request: WebRequest, codeMac: string | undefined): string | undefined {
  return codesOf(request.cookies).find((code) => request.keyring.mac("access-code", code) === codeMac);
}

async function showConfirm(request: WebRequest): Promise<Answer> {
  const service = await getService(request, request.params.service ?? "");
  const hold = await selectHold(request, holdKeyOf(request));
  if (hold === undefined || codeOfHold(request, hold.codeMac) === undefined) {
    return redirect(request.view.href(`/termine/${service.key}?zeit=abgelaufen`));
  }
  const place = await placeOf(request, hold.counterId);
  const subject = await getAppointmentSubject().findSubject(request, service.key, codesOf(request.cookies));
  const typed = { name: subject?.name ?? "", email: "" };
  const hasMailbox = subject !== undefined;
  return page(ConfirmPage({ view: request.view, service, hold, place, typed, mistakes: {}, hasMailbox }));
}

function mistakesOf(request: WebRequest, name: string, email: string): BookingMistakes {
  const say = wording[request.view.language];
  return {
    ...(name.trim() === "" ? { name: say.nameMissing } : {}),
    ...(email.trim() === "" || parseEmail(email) !== undefined ? {} : { email: say.emailMalformed }),
  };
}

async function confirm(request: WebRequest): Promise<Answer> {
  const { view } = request;
  const service = await getService(request, request.params.service ?? "");
  const name = field(request, "name");
  const email = field(request, "email");
  const holdKey = holdKeyOf(request);
  let hold = await selectHold(request, holdKey);
  if (hold === undefined) {
    const booked = (await selectByHoldKeyForUpdate(request, holdKey))?.appointment;
    if (booked?.state === "booked" && codeOfHold(request, booked.codeMac) !== undefined) {
      return redirect(view.href(`/termin/${booked.appointmentId}`));
    }
    // Run out while somebody typed: where the time is still free, nothing is lost.
    const choice = parseChoice(field(request, "beginn"));
    const [code] = codesOf(request.cookies);
    try {
      if (choice === undefined || code === undefined) throw new Conflict("appointments.slot-taken");
      hold = await holdSlot(request, {
        serviceKey: service.key,
        start: choice.start,
        people: Math.min(peopleOf(field(request, "personen")), service.mostPeople),
        holdKey,
        codeMac: request.keyring.mac("access-code", code),
        language: view.language,
      });
    } catch (error) {
      if (problemOf(error) === undefined) throw error;
      return redirect(view.href(`/termine/${service.key}?zeit=abgelaufen`));
    }
  }
  const code = codeOfHold(request, hold.codeMac);
  if (code === undefined) return redirect(view.href(`/termine/${service.key}?zeit=abgelaufen`));
  const mistakes = mistakesOf(request, name, email);
  const subject = await getAppointmentSubject().findSubject(request, service.key, codesOf(request.cookies));
  if (Object.keys(mistakes).length > 0) {
    const place = await placeOf(request, hold.counterId);
    const hasMailbox = subject !== undefined;
    const again = ConfirmPage({ view, service, hold, place, typed: { name, email }, mistakes, hasMailbox });
    return page(again, { status: 422 });
  }
  const codeMac = request.keyring.mac("access-code", code);
  const mailboxId =
    subject?.mailboxId ??
    (email.trim() === "" ? undefined : await openMailbox(request, { codeMac, email, language: view.language }));
  const appointment = await bookHold(request, {
    holdKey,
    name,
    codeMac,
    language: view.language,
    ...(mailboxId === undefined ? {} : { mailboxId }),
    ...(subject === undefined ? {} : { caseId: subject.caseId }),
  });
  return redirect(view.href(`/termin/${appointment.appointmentId}?neu=1`), [
    accessCookie(withCode(codesOf(request.cookies), code)),
  ]);
}

async function release(request: WebRequest): Promise<Answer> {
  const hold = await selectHold(request, holdKeyOf(request));
  if (hold !== undefined && codeOfHold(request, hold.codeMac) !== undefined) await releaseHold(request, hold.holdKey);
  return redirect(request.view.href(`/termine/${encodeURIComponent(request.params.service ?? "")}?zeit=freigegeben`));
}

// — An appointment ——————————————————————————————————————————————————————————

function showAppointment(request: WebRequest): Promise<Answer> {
  return withAppointment(request, async (own, { owned, code }) => {
    const { view } = own;
    const subjects =
      owned.caseId === undefined
        ? undefined
        : await getAppointmentSubject().listSubjects(own, [owned.caseId], "citizen", view.language);
    return page(
      AppointmentPage({
        view,
        appointment: owned,
        service: await serviceOf(own, owned.serviceKey),
        place: await placeOf(own, owned.counterId),
        code,
        subject: subjects?.get(owned.caseId ?? ""),
        done: own.query.neu === "1" ? "booked" : own.query.geaendert === "1" ? "changed" : undefined,
        now: own.now,
      }),
    );
  });
}

function sendCalendarFile(request: WebRequest): Promise<Answer> {
  return withAppointment(request, async (own, { owned }) => {
    const { view } = own;
    const service = await serviceOf(own, owned.serviceKey);
    const place = await placeOf(own, owned.counterId);
    const url = new URL(view.href(`/termin/${owned.appointmentId}`), own.publicUrl);
    const say = wording[view.language];
    const text = calendarFile({
      appointmentId: owned.appointmentId,
      host: url.hostname,
      start: owned.start,
      end: owned.end,
      summary: `${service?.name[view.language] ?? say.yours} – ${view.brand?.officialName ?? ""}`,
      location: [place?.name[view.language], place?.address].filter((part) => part !== undefined).join(", "),
      description: `${say.number}: ${owned.ticket ?? ""}\n${url.href}`,
      url: url.href,
      revision: owned.revision,
      cancelled: owned.state === "cancelled",
      writtenAt: own.now,
    });
    return content(text, "text/calendar; charset=utf-8", { filename: `termin-${dayInBerlin(owned.start)}.ics` });
  });
}

/** Nothing to change any more: back to the page that says so. */
const backTo = (request: WebRequest, appointment: Appointment): Answer =>
  redirect(request.view.href(`/termin/${appointment.appointmentId}`));

function showChange(request: WebRequest): Promise<Answer> {
  return withAppointment(request, async (own, { owned }) => {
    if (!canBeChanged(owned, own.now)) return backTo(own, owned);
    const service = await getService(own, owned.serviceKey);
    return timesPage(own, { service, people: owned.people, changing: owned });
  });
}

function change(request: WebRequest): Promise<Answer> {
  return withAppointment(request, async (own, { owned, codeMac }) => {
    if (!canBeChanged(owned, own.now)) return backTo(own, owned);
    const choice = parseChoice(field(own, "beginn"));
    const service = await getService(own, owned.serviceKey);
    const of = { service, people: owned.people, changing: owned };
    if (choice === undefined) return timesPage(own, of, "not-a-time");
    try {
      await changeAppointment(own, { appointmentId: owned.appointmentId, ...choice, codeMac });
    } catch (error) {
      const problem = problemOf(error);
      if (problem === undefined) throw error;
      return timesPage(own, of, problem, dayInBerlin(choice.start));
    }
    return redirect(own.view.href(`/termin/${owned.appointmentId}?geaendert=1`));
  });
}

function showCancel(request: WebRequest): Promise<Answer> {
  return withAppointment(request, async (own, { owned }) => {
    if (!canBeChanged(owned, own.now)) return backTo(own, owned);
    const service = await serviceOf(own, owned.serviceKey);
    return page(
      CancelPage({ view: own.view, appointment: owned, service, place: await placeOf(own, owned.counterId) }),
    );
  });
}

function cancel(request: WebRequest): Promise<Answer> {
  return withAppointment(request, async (own, { owned, codeMac }) => {
    if (canBeChanged(owned, own.now)) {
      await cancelAppointment(own, { appointmentId: owned.appointmentId, codeMac });
    }
    return backTo(own, owned);
  });
}

// — The waiting list ————————————————————————————————————————————————————————

async function showJoin(request: WebRequest): Promise<Answer> {
  const service = await getService(request, request.params.service ?? "");
  const typed = { name: "", email: "", lastDay: "", people: "1" };
  return page(JoinWaitingPage({ view: request.view, service, typed, mistakes: {} }));
}

async function join(request: WebRequest): Promise<Answer> {
  const { view } = request;
  const service = await getService(request, request.params.service ?? "");
  const today = dayInBerlin(request.now);
  const typed = {
    name: field(request, "name"),
    email: field(request, "email"),
    lastDay: field(request, "bis"),
    people: field(request, "personen"),
  };
  const lastDay = parseTypedDay(typed.lastDay);
  const furthest = addDays(today, service.horizonDays);
  const bad = lastDay === undefined || lastDay < today;
  const mistakes: BookingMistakes = {
    ...mistakesOf(request, typed.name, typed.email),
    ...(bad
      ? { lastDay: `${wording[view.language].lastDayBad} ${formatDayShort(addDays(today, 14), view.language)}.` }
      : {}),
  };
  if (lastDay === undefined || Object.keys(mistakes).length > 0) {
    return page(JoinWaitingPage({ view, service, typed, mistakes }), { status: 422 });
  }
  const code = newAccessCode();
  const codeMac = request.keyring.mac("access-code", code);
  const mailboxId =
    typed.email.trim() === ""
      ? undefined
      : await openMailbox(request, { codeMac, email: typed.email, language: view.language });
  const entry = await joinWaitingList(request, {
    serviceKey: service.key,
    people: Math.min(peopleOf(typed.people), service.mostPeople),
    lastDay: daysBetween(lastDay, furthest) < 0 ? furthest : lastDay,
    name: typed.name,
    codeMac,
    language: view.language,
    ...(mailboxId === undefined ? {} : { mailboxId }),
  });
  return redirect(view.href(`/warteliste/${entry.waitingId}`), [
    accessCookie(withCode(codesOf(request.cookies), code)),
  ]);
}

function showWaiting(request: WebRequest): Promise<Answer> {
  return withWaiting(request, async (own, { owned, code }) =>
    page(
      WaitingPage({
        view: own.view,
        entry: owned,
        service: await serviceOf(own, owned.serviceKey),
        place: owned.offer === undefined ? undefined : await placeOf(own, owned.offer.counterId),
        code,
        note:
          own.query.angebot === "abgelaufen"
            ? "offer-over"
            : own.query.angebot === "abgelehnt"
              ? "declined"
              : undefined,
        now: own.now,
      }),
    ),
  );
}

function answerOffer(request: WebRequest): Promise<Answer> {
  return withWaiting(request, async (own, { owned, codeMac }) => {
    const { waitingId } = owned;
    if (field(own, "antwort") !== "ja") {
      await declineOffer(own, { waitingId, codeMac });
      return redirect(own.view.href(`/warteliste/${waitingId}?angebot=abgelehnt`));
    }
    try {
      const { appointmentId } = await acceptOffer(own, { waitingId, codeMac });
      return redirect(own.view.href(`/termin/${appointmentId}?neu=1`));
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      return redirect(own.view.href(`/warteliste/${waitingId}?angebot=abgelaufen`));
    }
  });
}

function leave(request: WebRequest): Promise<Answer> {
  return withWaiting(request, async (own, { owned, codeMac }) => {
    await leaveWaitingList(own, { waitingId: owned.waitingId, codeMac });
    return redirect(own.view.href(`/warteliste/${owned.waitingId}`));
  });
}

// — The screen ——————————————————————————————————————————————————————————————

async function showCalls(request: WebRequest): Promise<Answer> {
  const place = (await selectPlaces(request)).find(({ key }) => key === request.params.place);
  if (place === undefined) throw new NotFound("appointments.no-such-place");
  const counters = await selectCounters(request);
  return page(CallScreen({ view: request.view, place, counters, calls: await listCalls(request, place.placeId) }));
}

const guessesPerMinute = 20;

/** Booking without an account, changing and cancelling by code, the waiting list, the screen of the waiting area. */
export const citizenRoutes: readonly Route[] = [
  { method: "GET", path: "/:town/termine", access: "public", handle: showServices },
  { method: "GET", path: "/:town/termine/:service", access: "public", handle: showTimes },
  { method: "POST", path: "/:town/termine/:service/zeit", access: "public", repeat: "natural", handle: chooseTime },
  { method: "GET", path: "/:town/termine/:service/zeit/:hold", access: "public", handle: showConfirm },
  { method: "POST", path: "/:town/termine/:service/zeit/:hold", access: "public", handle: confirm },
  {
    method: "POST",
    path: "/:town/termine/:service/zeit/:hold/freigeben",
    access: "public",
    repeat: "natural",
    handle: release,
  },
  { method: "GET", path: "/:town/termine/:service/warteliste", access: "public", handle: showJoin },
  { method: "POST", path: "/:town/termine/:service/warteliste", access: "public", handle: join },
  { method: "GET", path: "/:town/termin/:appointment", access: "public", handle: showAppointment },
  {
    method: "POST",
    path: "/:town/termin/:appointment/code",
    access: "public",
    repeat: "natural",
    guessesPerMinute,
    handle: takeAppointmentCode,
  },
  { method: "GET", path: "/:town/termin/:appointment/termin.ics", access: "public", handle: sendCalendarFile },
  { method: "GET", path: "/:town/termin/:appointment/aendern", access: "public", handle: showChange },
  { method: "POST", path: "/:town/termin/:appointment/aendern", access: "public", repeat: "natural", handle: change },
  { method: "GET", path: "/:town/termin/:appointment/absagen", access: "public", handle: showCancel },
  { method: "POST", path: "/:town/termin/:appointment/absagen", access: "public", repeat: "natural", handle: cancel },
  { method: "GET", path: "/:town/warteliste/:entry", access: "public", handle: showWaiting },
  {
    method: "POST",
    path: "/:town/warteliste/:entry/code",
    access: "public",
    repeat: "natural",
    guessesPerMinute,
    handle: takeWaitingCode,
  },
  { method: "POST", path: "/:town/warteliste/:entry/angebot", access: "public", handle: answerOffer },
  { method: "POST", path: "/:town/warteliste/:entry/verlassen", access: "public", repeat: "natural", handle: leave },
  { method: "GET", path: "/:town/aufruf/:place", access: "public", handle: showCalls },
];
