import type { Ctx } from "../../../platform/db/index.ts";
import type { Appointment } from "../model/appointment.ts";
import { writeMessage } from "./write-message.ts";

/**
 * Tells in the mailbox that the office has moved or cancelled an appointment: nobody comes to a time that is gone. What
 * citizens do themselves they know. Without a mailbox the page of the desk says that nobody is told.
 */
export async function tellChange(ctx: Ctx, appointment: Appointment, what: "moved" | "cancelled"): Promise<void> {
  if (ctx.actor.kind === "citizen") return;
  await writeMessage(ctx, appointment, ({ day, time, facts, number }) =>
    what === "moved"
      ? {
          de: {
            subject: "Ihr Termin ist verschoben",
            body: `Wir mussten Ihren Termin verschieben. Er ist jetzt: ${day}, ${time} Uhr.\n${facts}\n${number}\n\nPasst Ihnen das nicht? Dann wählen Sie eine andere Zeit oder sagen Sie ab.`,
          },
          en: {
            subject: "Your appointment has been moved",
            body: `We had to move your appointment. It is now: ${day}, ${time}.\n${facts}\n${number}\n\nThis does not suit you? Then choose another time or cancel it.`,
          },
        }
      : {
          de: {
            subject: "Ihr Termin ist abgesagt",
            body: `Dieser Termin findet nicht statt: ${day}, ${time} Uhr.\n${facts}`,
          },
          en: {
            subject: "Your appointment is cancelled",
            body: `This appointment does not take place: ${day}, ${time}.\n${facts}`,
          },
        },
  );
}
