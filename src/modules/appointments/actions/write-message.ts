import { dayInBerlin, formatDay } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { postMessage } from "../../messaging/index.ts";
import { getTenant } from "../../tenants/index.ts";
import type { Appointment } from "../model/appointment.ts";
import { formatTime } from "../model/times.ts";
import { selectCounters, selectPlaces, selectServices } from "../store/index.ts";

/** An appointment as a letter says it, in its own language. */
interface InWords {
  readonly day: string;
  readonly time: string;
  /** What it is for, and where. */
  readonly facts: string;
  /** The line with the number on the call screen. */
  readonly number: string;
}

async function inWords(ctx: Ctx, appointment: Appointment): Promise<InWords> {
  const { counterId, language, serviceKey, start, ticket = "" } = appointment;
  const counter = (await selectCounters(ctx)).find((one) => one.counterId === counterId);
  const place = (await selectPlaces(ctx)).find(({ placeId }) => placeId === counter?.placeId);
  const service = (await selectServices(ctx)).find(({ key }) => key === serviceKey);
  const where = [place?.name[language], place?.address].filter((part) => part !== undefined).join(", ");
  const what = service?.name[language] ?? "";
  return {
    day: formatDay(dayInBerlin(start), language),
    time: formatTime(start, language),
    facts: language === "de" ? `Wofür: ${what}\nWo: ${where}` : `What for: ${what}\nWhere: ${where}`,
    number: language === "de" ? `Ihre Nummer für den Aufruf: ${ticket}` : `Your number on the call screen: ${ticket}`,
  };
}

/** Puts a message of the office itself into a mailbox, whoever caused it. */
export async function postFromOffice(
  ctx: Ctx,
  message: { readonly mailboxId: string; readonly caseId: string; readonly subject: string; readonly body: string },
): Promise<void> {
  const office: Ctx = { ...ctx, actor: { kind: "system", name: "appointments" } };
  const { officialName } = await getTenant(office);
  await postMessage(office, {
    ...message,
    direction: "to-citizen",
    kind: "info",
    attachments: [],
    author: officialName,
  });
}

/** Puts a message about an appointment that is still to come into the mailbox of whoever booked it, where they have one. */
export async function writeMessage(
  ctx: Ctx,
  appointment: Appointment,
  words: (appointment: InWords) => {
    readonly [language in Appointment["language"]]: { readonly subject: string; readonly body: string };
  },
): Promise<void> {
  if (appointment.mailboxId === undefined || appointment.start <= ctx.now) return;
  await postFromOffice(ctx, {
    mailboxId: appointment.mailboxId,
    caseId: appointment.caseId ?? appointment.appointmentId,
    ...words(await inWords(ctx, appointment))[appointment.language],
  });
}
