import { dayInBerlin, formatDay } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { postMessage } from "../../messaging/index.ts";
import { getTenant } from "../../tenants/index.ts";
import type { Appointment } from "../model/appointment.ts";
import { formatTime } from "../model/times.ts";
import { selectCounters, selectPlaces, selectServices } from "../store/index.ts";

/** Where an appointment is, as a letter says it. */
export async function placeInWords(ctx: Ctx, { counterId, language }: Appointment): Promise<string> {
  const counter = (await selectCounters(ctx)).find((one) => one.counterId === counterId);
  const place = (await selectPlaces(ctx)).find(({ placeId }) => placeId === counter?.placeId);
  return [place?.name[language], place?.address].filter((part) => part !== undefined).join(", ");
}

/**
 * Tells in the mailbox that the office has moved or cancelled an appointment: nobody comes to a time that is gone. What
 * citizens do themselves they know. Without a mailbox the page of the desk says that nobody is told.
 */
export async function tellChange(ctx: Ctx, appointment: Appointment, what: "moved" | "cancelled"): Promise<void> {
  const { language, mailboxId } = appointment;
  if (ctx.actor.kind === "citizen" || mailboxId === undefined || appointment.start <= ctx.now) return;
  const service = (await selectServices(ctx)).find(({ key }) => key === appointment.serviceKey);
  const day = formatDay(dayInBerlin(appointment.start), language);
  const time = formatTime(appointment.start, language);
  const where = await placeInWords(ctx, appointment);
  const words =
    what === "moved"
      ? {
          de: {
            subject: "Ihr Termin ist verschoben",
            body: `Wir mussten Ihren Termin verschieben. Er ist jetzt: ${day}, ${time} Uhr.\nWofür: ${service?.name.de ?? ""}\nWo: ${where}\nIhre Nummer für den Aufruf: ${appointment.ticket ?? ""}\n\nPasst Ihnen das nicht? Dann wählen Sie eine andere Zeit oder sagen Sie ab.`,
          },
          en: {
            subject: "Your appointment has been moved",
            body: `We had to move your appointment. It is now: ${day}, ${time}.\nWhat for: ${service?.name.en ?? ""}\nWhere: ${where}\nYour number on the call screen: ${appointment.ticket ?? ""}\n\nThis does not suit you? Then choose another time or cancel it.`,
          },
        }
      : {
          de: {
            subject: "Ihr Termin ist abgesagt",
            body: `Dieser Termin findet nicht statt: ${day}, ${time} Uhr.\nWofür: ${service?.name.de ?? ""}\nWo: ${where}`,
          },
          en: {
            subject: "Your appointment is cancelled",
            body: `This appointment does not take place: ${day}, ${time}.\nWhat for: ${service?.name.en ?? ""}\nWhere: ${where}`,
          },
        };
  // Whoever works at the desk has caused this message, but it is the office's own.
  const office: Ctx = { ...ctx, actor: { kind: "system", name: "appointments" } };
  await postMessage(office, {
    mailboxId,
    caseId: appointment.caseId ?? appointment.appointmentId,
    direction: "to-citizen",
    kind: "info",
    ...words[language],
    attachments: [],
    author: (await getTenant(office)).officialName,
  });
}
