import { addDays, instantInBerlin, NotFound, type PlainDay } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Appointment } from "../model/appointment.ts";
import { waitedMinutes } from "../model/queue.ts";
import {
  selectAppointment,
  selectAppointmentsBetween,
  selectAppointmentsOf,
  selectCalledVisits,
  selectCounters,
} from "../store/index.ts";
import { requireDesk } from "./duty.ts";
import { veilAppointments } from "./veil.ts";

/** Whoever asks must have shown that they may see it. @throws NotFound `appointments.no-such-appointment` */
export async function getAppointment(ctx: Ctx, appointmentId: string): Promise<Appointment> {
  const appointment = await selectAppointment(ctx, appointmentId);
  if (appointment === undefined) throw new NotFound("appointments.no-such-appointment");
  return appointment;
}

/**
 * As `getAppointment`, for the desk: that of a case that is closed to who acts without its name.
 * @throws Forbidden `accounts.duty-missing`; NotFound `appointments.no-such-appointment`
 */
export async function getAppointmentAtDesk(ctx: Ctx, appointmentId: string): Promise<Appointment> {
  requireDesk(ctx);
  const appointment = await getAppointment(ctx, appointmentId);
  return (await veilAppointments(ctx, [appointment]))[0] ?? appointment;
}

/** The appointment of a case: the latest that is not cancelled. Whoever asks must have shown that they may see the case. */
export async function findAppointmentOfCase(ctx: Ctx, caseId: string): Promise<Appointment | undefined> {
  return (await selectAppointmentsOf(ctx, { caseId })).find(({ state }) => state !== "cancelled");
}

/**
 * A day's appointments by time, held times among them; those of cases that are closed to who acts without names.
 * @param input.placeId only there
 * @throws Forbidden `accounts.duty-missing`
 */
export async function listAppointmentsOfDay(
  ctx: Ctx,
  input: { readonly day: PlainDay; readonly placeId?: string },
): Promise<readonly Appointment[]> {
  requireDesk(ctx);
  const counterIds = (await selectCounters(ctx))
    .filter(({ placeId }) => input.placeId === undefined || placeId === input.placeId)
    .map(({ counterId }) => counterId);
  const [from, to] = [instantInBerlin(input.day), instantInBerlin(addDays(input.day, 1))];
  return veilAppointments(ctx, await selectAppointmentsBetween(ctx, counterIds, from, to));
}

/** How long people waited on a day: with an appointment and without. */
export interface WaitingTimes {
  readonly day: PlainDay;
  readonly visits: number;
  /** How many came, and how long they waited on average, in whole minutes; 0 where nobody came. */
  readonly withAppointment: { readonly people: number; readonly minutes: number };
  readonly walkIns: { readonly people: number; readonly minutes: number };
  /** The longest, in minutes. */
  readonly longest: number;
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);

/** Waiting times day by day, days without visits left out. @throws Forbidden `accounts.duty-missing` */
export async function listWaitingTimes(
  ctx: Ctx,
  firstDay: PlainDay,
  lastDay: PlainDay,
): Promise<readonly WaitingTimes[]> {
  requireDesk(ctx);
  const visits = await selectCalledVisits(ctx, firstDay, lastDay);
  return [...new Set(visits.map(({ day }) => day))].sort().map((day) => {
    const ofDay = visits.filter((visit) => visit.day === day);
    const waited = (withAppointment: boolean) => {
      const own = ofDay.filter(({ appointmentId }) => (appointmentId !== undefined) === withAppointment);
      return { people: own.length, minutes: mean(own.map(waitedMinutes)) };
    };
    return {
      day,
      visits: ofDay.length,
      withAppointment: waited(true),
      walkIns: waited(false),
      longest: Math.max(...ofDay.map(waitedMinutes)),
    };
  });
}
