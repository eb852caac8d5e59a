import { addDays, dayInBerlin, formatDay, instantInBerlin } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { enqueue } from "../../../platform/jobs/index.ts";
import { postMessage } from "../../messaging/index.ts";
import { getTenant } from "../../tenants/index.ts";
import type { Appointment } from "../model/appointment.ts";
import { formatTime } from "../model/times.ts";
import { remindPayload } from "../payloads.ts";
import { selectAppointment, selectServices } from "../store/index.ts";
import { placeInWords } from "./tell-change.ts";

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
  if (appointment.mailboxId === undefined || appointment.start <= ctx.now) return;
  const { language } = appointment;
  const service = (await selectServices(ctx)).find(({ key }) => key === appointment.serviceKey);
  const day = formatDay(dayInBerlin(appointment.start), language);
  const time = formatTime(appointment.start, language);
  const where = await placeInWords(ctx, appointment);
  await postMessage(ctx, {
    mailboxId: appointment.mailboxId,
    caseId: appointment.caseId ?? appointment.appointmentId,
    direction: "to-citizen",
    kind: "info",
    subject: language === "de" ? "Erinnerung an Ihren Termin" : "Reminder of your appointment",
    body:
      language === "de"
        ? `Ihr Termin: ${day}, ${time} Uhr.\nWofür: ${service?.name.de ?? ""}\nWo: ${where}\nIhre Nummer für den Aufruf: ${appointment.ticket ?? ""}\n\nSie können nicht kommen? Sagen Sie bitte ab oder wählen Sie eine andere Zeit. Dann bekommt jemand anders den Termin.`
        : `Your appointment: ${day}, ${time}.\nWhat for: ${service?.name.en ?? ""}\nWhere: ${where}\nYour number on the call screen: ${appointment.ticket ?? ""}\n\nYou cannot come? Please cancel it or choose another time. Then somebody else gets the appointment.`,
    attachments: [],
    author: (await getTenant(ctx)).officialName,
  });
}
