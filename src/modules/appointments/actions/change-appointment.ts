import { Conflict, dayInBerlin, Invalid, NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { type Appointment, canBeChanged, ticketOf } from "../model/appointment.ts";
import { minutesFor } from "../model/places.ts";
import { isServed } from "../model/slots.ts";
import {
  moveAppointment,
  selectAppointment,
  selectCounters,
  selectServices,
  takeTicketNumber,
  updateAppointmentState,
} from "../store/index.ts";
import { requireOwn } from "./duty.ts";
import { offerFreedTime } from "./offer-freed-time.ts";
import { listFreeSlots, readCalendar } from "./read-calendar.ts";
import { queueReminder } from "./remind.ts";
import { tellChange } from "./tell-change.ts";

async function lockChangeable(ctx: Ctx, appointmentId: string, codeMac: string | undefined): Promise<Appointment> {
  const appointment = await selectAppointment(ctx, appointmentId, { lock: true });
  if (appointment === undefined) throw new NotFound("appointments.no-such-appointment");
  requireOwn(ctx, appointment, codeMac);
  const changeable = ctx.actor.kind === "citizen" ? canBeChanged(appointment, ctx.now) : appointment.state === "booked";
  if (!changeable) throw new Conflict("appointments.not-open", { state: appointment.state });
  return appointment;
}

/** The new time, and for citizens what shows that it is their appointment. */
export interface AppointmentChange {
  readonly appointmentId: string;
  readonly start: Date;
  readonly placeId?: string;
  /** The office may say which counter, and choose any time at which it serves. */
  readonly counterId?: string;
  /** `keyring.mac("access-code", code)`. */
  readonly codeMac?: string;
}

/** Counters that could take the appointment at the new time, best first. */
async function targetsOf(ctx: Ctx, appointment: Appointment, change: AppointmentChange): Promise<readonly string[]> {
  const day = dayInBerlin(change.start);
  const service = (await selectServices(ctx)).find(({ key }) => key === appointment.serviceKey);
  if (service === undefined) throw new NotFound("appointments.no-such-service");
  if (change.counterId !== undefined) {
    if (ctx.actor.kind === "citizen") throw new Invalid("appointments.no-such-slot");
    // Who has come late may still be given to another counter, at a time of today that has begun.
    if (day < dayInBerlin(ctx.now)) throw new Invalid("appointments.day-past");
    const end = new Date(change.start.getTime() + minutesFor(service, appointment.people) * 60_000);
    const calendar = await readCalendar(ctx, change.start, end);
    const counter = calendar.counters.find(({ counterId }) => counterId === change.counterId);
    if (counter?.services.includes(service.key) !== true) throw new Invalid("appointments.counter-does-not-do-this");
    if (!isServed(calendar, counter, change.start, end)) throw new Invalid("appointments.counter-closed");
    return [counter.counterId];
  }
  const slots = await listFreeSlots(ctx, {
    serviceKey: service.key,
    people: appointment.people,
    from: day,
    days: 1,
  });
  const found = slots.filter(
    (slot) =>
      slot.start.getTime() === change.start.getTime() &&
      (change.placeId === undefined || slot.placeId === change.placeId),
  );
  return found.flatMap(({ counterIds }) => counterIds);
}

/**
 * Moves an appointment; the time it had is offered to the waiting list. On another day it gets another number. What the
 * office moves or cancels is told in the mailbox.
 * @throws Conflict `appointments.slot-taken`: nothing has changed
 * @throws Conflict `appointments.not-open`: begun, cancelled or over
 * @throws Forbidden `appointments.not-yours`
 * @throws Invalid `appointments.day-past`, `appointments.counter-closed`, `appointments.counter-does-not-do-this`
 * @throws NotFound `appointments.no-such-appointment`
 */
export async function changeAppointment(ctx: Ctx, change: AppointmentChange): Promise<Appointment> {
  const before = await lockChangeable(ctx, change.appointmentId, change.codeMac);
  const targets = await targetsOf(ctx, before, change);
  const counters = await selectCounters(ctx);
  const placeOf = (id: string) => counters.find(({ counterId }) => counterId === id)?.placeId ?? "";
  const service = (await selectServices(ctx)).find(({ key }) => key === before.serviceKey);
  const end = new Date(
    change.start.getTime() + (service === undefined ? 0 : minutesFor(service, before.people) * 60_000),
  );
  for (const counterId of targets) {
    const sameLine =
      placeOf(counterId) === placeOf(before.counterId) && dayInBerlin(change.start) === dayInBerlin(before.start);
    const ticket =
      sameLine && before.ticket !== undefined
        ? before.ticket
        : ticketOf("appointment", await takeTicketNumber(ctx, placeOf(counterId), dayInBerlin(change.start)));
    if (!(await moveAppointment(ctx, before.appointmentId, { counterId, start: change.start, end, ticket }))) continue;
    const after = await selectAppointment(ctx, before.appointmentId);
    if (after === undefined) throw new Error("an appointment that was just moved is gone");
    await queueReminder(ctx, after);
    // Only at another counter of the same place nothing changes for who comes.
    if (after.start.getTime() !== before.start.getTime() || placeOf(counterId) !== placeOf(before.counterId)) {
      await tellChange(ctx, after, "moved");
    }
    await offerFreedTime(ctx, { counterId: before.counterId, start: before.start });
    return after;
  }
  throw new Conflict("appointments.slot-taken");
}

/**
 * Cancels an appointment; its time is offered to the waiting list, then free for all. Cancelling twice does no harm.
 * @throws Conflict `appointments.not-open`: begun or over
 * @throws Forbidden `appointments.not-yours`
 * @throws NotFound `appointments.no-such-appointment`
 */
export async function cancelAppointment(
  ctx: Ctx,
  input: { readonly appointmentId: string; readonly codeMac?: string },
): Promise<void> {
  const found = await selectAppointment(ctx, input.appointmentId, { lock: true });
  if (found?.state === "cancelled") {
    requireOwn(ctx, found, input.codeMac);
    return;
  }
  const appointment = await lockChangeable(ctx, input.appointmentId, input.codeMac);
  await updateAppointmentState(ctx, appointment.appointmentId, "cancelled");
  await tellChange(ctx, appointment, "cancelled");
  await offerFreedTime(ctx, { counterId: appointment.counterId, start: appointment.start });
}
