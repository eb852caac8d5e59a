import { Conflict, dayInBerlin, Forbidden, Invalid, type Language, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { type Appointment, ticketOf } from "../model/appointment.ts";
import {
  selectAppointment,
  selectByHoldKeyForUpdate,
  selectCounters,
  takeTicketNumber,
  updateHoldToBooked,
} from "../store/index.ts";
import { holdSlot, type SlotToHold } from "./hold-slot.ts";
import { queueReminder } from "./remind.ts";

/** Who books. */
export interface Booker {
  /** As they want to be called. */
  readonly name: string;
  /** `keyring.mac("access-code", code)` of the code that changes and cancels it. */
  readonly codeMac: string;
  readonly caseId?: string;
  /** Gets the reminder. */
  readonly mailboxId?: string;
  readonly language: Language;
}

/**
 * Books what is held. The same key again gives the appointment that there is. A hold that has run out but that nobody
 * else has taken is booked all the same.
 * @throws Conflict `appointments.hold-gone`: it had run out, and the time was given to others or cleared away
 * @throws Forbidden `appointments.not-yours`: the hold was taken under another code
 * @throws Invalid `appointments.name-missing`
 */
export async function bookHold(ctx: Ctx, input: Booker & { readonly holdKey: string }): Promise<Appointment> {
  const name = input.name.trim().replaceAll(/\s+/g, " ").slice(0, 120);
  if (name === "") throw new Invalid("appointments.name-missing");
  const found = await selectByHoldKeyForUpdate(ctx, input.holdKey);
  if (found === undefined) throw new Conflict("appointments.hold-gone");
  const { appointment, hold } = found;
  if (appointment.codeMac !== undefined && appointment.codeMac !== input.codeMac) {
    throw new Forbidden("appointments.not-yours");
  }
  if (hold === undefined) return appointment;
  const counter = (await selectCounters(ctx)).find(({ counterId }) => counterId === hold.counterId);
  if (counter === undefined) throw new Error("a hold at a counter that is not there");
  const number = await takeTicketNumber(ctx, counter.placeId, dayInBerlin(hold.start));
  await updateHoldToBooked(ctx, hold.appointmentId, {
    name,
    codeMac: input.codeMac,
    caseId: input.caseId,
    mailboxId: input.mailboxId,
    language: input.language,
    ticket: ticketOf("appointment", number),
  });
  const booked = await selectAppointment(ctx, hold.appointmentId);
  if (booked === undefined) throw new Error("an appointment that was just booked is gone");
  await queueReminder(ctx, booked);
  return booked;
}

/** Holds and books in one go. @throws what `holdSlot` and `bookHold` throw */
export async function bookSlot(
  ctx: Ctx,
  input: Booker & Omit<SlotToHold, "holdKey" | "codeMac" | "language">,
): Promise<Appointment> {
  const holdKey = newId();
  await holdSlot(ctx, {
    serviceKey: input.serviceKey,
    start: input.start,
    people: input.people,
    ...(input.placeId === undefined ? {} : { placeId: input.placeId }),
    holdKey,
    codeMac: input.codeMac,
    language: input.language,
  });
  return bookHold(ctx, { ...input, holdKey });
}
