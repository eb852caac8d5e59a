import { addDays, dayInBerlin, instantInBerlin } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { enqueue } from "../../../platform/jobs/index.ts";
import type { Appointment } from "../model/appointment.ts";
import { remindPayload } from "../payloads.ts";
import { selectAppointment } from "../store/index.ts";
import { writeMessage } from "./write-message.ts";

/** In the afternoon, when people plan the next day. */
const remindHour = 16;

/**
 * Queues the reminder for the afternoon before, where there is a mailbox to put it in and that afternoon is still to
 * come: whoever books later than that needs none.
 */
export async function queueReminder(ctx: Ctx, appointment: Appointment): Promise<void> {
  const startAfter = instantInBerlin(addDays(dayInBerlin(appointment.start), -1), remindHour);
  if (appointment.mailboxId === undefined || startAfter <= ctx.now) return;
  const { appointmentId, revision } = appointment;
  await enqueue(
    ctx,
    { name: "appointments.remind", payload: remindPayload },
    { appointmentId, revision },
    { startAfter },
  );
}

/** Puts the reminder into the mailbox. Says nothing where the appointment was changed or cancelled since it was queued. */
export async function remind(
  ctx: Ctx,
  input: { readonly appointmentId: string; readonly revision: number },
): Promise<void> {
  const appointment = await selectAppointment(ctx, input.appointmentId);
  if (appointment?.state !== "booked" || appointment.revision !== input.revision) return;
  await writeMessage(ctx, appointment, ({ day, time, facts, number }) => ({
    de: {
      subject: "Erinnerung an Ihren Termin",
      body: `Ihr Termin: ${day}, ${time} Uhr.\n${facts}\n${number}\n\nSie können nicht kommen? Sagen Sie bitte ab oder wählen Sie eine andere Zeit. Dann bekommt jemand anders den Termin.`,
    },
    en: {
      subject: "Reminder of your appointment",
      body: `Your appointment: ${day}, ${time}.\n${facts}\n${number}\n\nYou cannot come? Please cancel it or choose another time. Then somebody else gets the appointment.`,
    },
  }));
}
