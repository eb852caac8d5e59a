import { Conflict, dayInBerlin, Invalid, NotFound, newId, type PlainDay } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { ticketOf } from "../model/appointment.ts";
import { inCallingOrder, type Visit } from "../model/queue.ts";
import {
  insertVisit,
  selectAppointment,
  selectCounters,
  selectVisitForUpdate,
  selectVisits,
  selectWaitingVisitsForUpdate,
  takeTicketNumber,
  updateAppointmentState,
  updateVisitCalled,
  updateVisitEnded,
} from "../store/index.ts";
import { requireDesk } from "./duty.ts";
import { getService } from "./read-calendar.ts";

/**
 * Somebody with an appointment is in the house and waits from now on. Twice does no harm.
 * @throws Conflict `appointments.not-today`, `appointments.not-open`: cancelled, over, or not come before
 * @throws Forbidden `accounts.duty-missing`
 * @throws NotFound `appointments.no-such-appointment`
 */
export async function checkIn(ctx: Ctx, appointmentId: string): Promise<void> {
  requireDesk(ctx);
  const appointment = await selectAppointment(ctx, appointmentId, { lock: true });
  if (appointment === undefined) throw new NotFound("appointments.no-such-appointment");
  if (appointment.state === "arrived") return;
  if (appointment.state !== "booked" && appointment.state !== "no-show") {
    throw new Conflict("appointments.not-open", { state: appointment.state });
  }
  const day = dayInBerlin(ctx.now);
  if (dayInBerlin(appointment.start) !== day) throw new Conflict("appointments.not-today");
  const counter = (await selectCounters(ctx)).find(({ counterId }) => counterId === appointment.counterId);
  if (counter === undefined || appointment.ticket === undefined) throw new Error("an appointment without its counter");
  const inserted = await insertVisit(
    ctx,
    {
      visitId: newId(),
      placeId: counter.placeId,
      serviceKey: appointment.serviceKey,
      appointmentId,
      ticket: appointment.ticket,
      people: appointment.people,
      state: "waiting",
      counterId: undefined,
      arrivedAt: ctx.now,
      dueAt: appointment.start,
      calledAt: undefined,
      endedAt: undefined,
    },
    day,
  );
  // Was called, did not come, and is here now after all: the visit of this appointment is over.
  if (!inserted) throw new Conflict("appointments.not-open", { state: appointment.state });
  await updateAppointmentState(ctx, appointmentId, "arrived");
}

/**
 * Gives a number to somebody without an appointment.
 * @throws Forbidden `accounts.duty-missing`
 * @throws Invalid `appointments.not-here`: no counter of the place does this
 * @throws NotFound `appointments.no-such-service`
 */
export async function addWalkIn(
  ctx: Ctx,
  input: { readonly placeId: string; readonly serviceKey: string; readonly people: number },
): Promise<Visit> {
  requireDesk(ctx);
  const service = await getService(ctx, input.serviceKey);
  const counters = await selectCounters(ctx);
  const here = counters.some(({ placeId, services }) => placeId === input.placeId && services.includes(service.key));
  if (!here) throw new Invalid("appointments.not-here");
  if (input.people < 1 || input.people > service.mostPeople) throw new Invalid("appointments.bad-people");
  const day = dayInBerlin(ctx.now);
  const visit: Visit = {
    visitId: newId(),
    placeId: input.placeId,
    serviceKey: service.key,
    appointmentId: undefined,
    ticket: ticketOf("walk-in", await takeTicketNumber(ctx, input.placeId, day)),
    people: input.people,
    state: "waiting",
    counterId: undefined,
    arrivedAt: ctx.now,
    dueAt: ctx.now,
    calledAt: undefined,
    endedAt: undefined,
  };
  await insertVisit(ctx, visit, day);
  return visit;
}

/**
 * Calls the next one whom this counter can serve: see `inCallingOrder`. Two counters never call the same person.
 * @returns undefined where nobody waits
 * @throws Forbidden `accounts.duty-missing`
 * @throws NotFound `appointments.no-such-counter`
 */
export async function callNext(ctx: Ctx, input: { readonly counterId: string }): Promise<Visit | undefined> {
  requireDesk(ctx);
  const counter = (await selectCounters(ctx)).find(({ counterId }) => counterId === input.counterId);
  if (counter === undefined) throw new NotFound("appointments.no-such-counter");
  const day = dayInBerlin(ctx.now);
  const waiting = await selectWaitingVisitsForUpdate(ctx, counter.placeId, day, counter.services);
  const next = inCallingOrder(waiting, ctx.now)[0];
  if (next === undefined) return undefined;
  await updateVisitCalled(ctx, next.visitId, counter.counterId);
  return { ...next, state: "called", counterId: counter.counterId, calledAt: ctx.now };
}

async function endVisit(ctx: Ctx, visitId: string, state: "finished" | "left"): Promise<void> {
  requireDesk(ctx);
  const visit = await selectVisitForUpdate(ctx, visitId);
  if (visit === undefined) throw new NotFound("appointments.no-such-visit");
  if (visit.state === state) return;
  const open = state === "finished" ? visit.state === "called" : visit.state === "called" || visit.state === "waiting";
  if (!open) throw new Conflict("appointments.not-open", { state: visit.state });
  await updateVisitEnded(ctx, visitId, state);
  if (visit.appointmentId !== undefined) {
    await updateAppointmentState(ctx, visit.appointmentId, state === "finished" ? "finished" : "no-show");
  }
}

/**
 * The person was served. Twice does no harm.
 * @throws Conflict `appointments.not-open`: not called, or gone
 * @throws Forbidden `accounts.duty-missing`
 * @throws NotFound `appointments.no-such-visit`
 */
export async function finish(ctx: Ctx, visitId: string): Promise<void> {
  await endVisit(ctx, visitId, "finished");
}

/** The person has gone, or did not come when called. @throws as `finish` */
export async function markLeft(ctx: Ctx, visitId: string): Promise<void> {
  await endVisit(ctx, visitId, "left");
}

/**
 * The person never came, and the time has begun.
 * @throws Conflict `appointments.not-open`: came, cancelled or over; `appointments.not-begun`
 * @throws Forbidden `accounts.duty-missing`
 * @throws NotFound `appointments.no-such-appointment`
 */
export async function markNoShow(ctx: Ctx, appointmentId: string): Promise<void> {
  requireDesk(ctx);
  const appointment = await selectAppointment(ctx, appointmentId, { lock: true });
  if (appointment === undefined) throw new NotFound("appointments.no-such-appointment");
  if (appointment.state === "no-show") return;
  if (appointment.state !== "booked") throw new Conflict("appointments.not-open", { state: appointment.state });
  if (appointment.start > ctx.now) throw new Conflict("appointments.not-begun");
  await updateAppointmentState(ctx, appointmentId, "no-show");
}

/** Who waits, in the order in which they are called, and who is being served. @throws Forbidden `accounts.duty-missing` */
export async function readQueue(
  ctx: Ctx,
  placeId: string,
): Promise<{ readonly waiting: readonly Visit[]; readonly called: readonly Visit[] }> {
  requireDesk(ctx);
  const visits = await selectVisits(ctx, placeId, dayInBerlin(ctx.now));
  return {
    waiting: inCallingOrder(
      visits.filter(({ state }) => state === "waiting"),
      ctx.now,
    ),
    called: visits.filter(({ state }) => state === "called"),
  };
}

/** A line of the call screen: a number and where it is to go, nothing about the person. */
export interface CallLine {
  readonly ticket: string;
  readonly counterId: string;
  readonly calledAt: Date;
}

/** Whom a place is serving now, latest call first. For everybody to see. */
export async function listCalls(
  ctx: Ctx,
  placeId: string,
  day: PlainDay = dayInBerlin(ctx.now),
): Promise<readonly CallLine[]> {
  return (await selectVisits(ctx, placeId, day))
    .flatMap(({ state, ticket, counterId, calledAt }) =>
      state === "called" && counterId !== undefined && calledAt !== undefined ? [{ ticket, counterId, calledAt }] : [],
    )
    .sort((one, other) => other.calledAt.getTime() - one.calledAt.getTime());
}
