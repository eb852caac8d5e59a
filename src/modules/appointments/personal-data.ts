import { formatDay, formatInstant } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import { bestMentions, type Holding, mentionPatterns, type PersonalDataSource } from "../dataprotection/index.ts";
import { leaveWaitingList } from "./actions/waiting-list.ts";
import type { Appointment } from "./model/appointment.ts";
import type { WaitingEntry } from "./model/waiting.ts";
import {
  forgetPersonOf,
  forgetPersonWaiting,
  selectAppointment,
  selectAppointmentsByName,
  selectAppointmentsOf,
  selectServices,
  selectWaiting,
  selectWaitingByName,
  selectWaitingOfMailbox,
} from "./store/index.ts";

/** What both kinds of holdings say. */
const shared = {
  documents: [],
  law: "Art. 6 Abs. 1 Buchst. e DSGVO, § 3 DSG NRW",
  recipients: [],
} as const;

const traceOf = ({ caseId, mailboxId }: Pick<Appointment | WaitingEntry, "caseId" | "mailboxId">) => ({
  caseIds: caseId === undefined ? [] : [caseId],
  mailboxIds: mailboxId === undefined ? [] : [mailboxId],
});

/** A service by its name, where it is still there. */
async function serviceNames(ctx: Ctx): Promise<(key: string) => string> {
  const services = new Map((await selectServices(ctx)).map((service) => [service.key, service.name.de]));
  return (key) => services.get(key) ?? key;
}

const titleOf = (service: string, { start }: Appointment) => `${service}, ${formatInstant(start, "de")}`;
const titleOfWaiting = (service: string, { lastDay }: WaitingEntry) =>
  `Warteliste: ${service}, bis ${formatDay(lastDay, "de")}`;

function appointmentHolding(ctx: Ctx, service: string, appointment: Appointment): Holding {
  const over = appointment.end < ctx.now || appointment.state === "cancelled";
  return {
    ...shared,
    key: appointment.appointmentId,
    title: titleOf(service, appointment),
    facts: [
      { label: "Name", value: appointment.name ?? "" },
      { label: "Zeit", value: formatInstant(appointment.start, "de") },
      { label: "Personen", value: String(appointment.people) },
      { label: "Nummer im Aufruf", value: appointment.ticket ?? "–" },
    ],
    purpose: { de: "Zeit im Amt freihalten", en: "Keep a time at the office free" },
    origin: { de: "von der Person selbst gebucht", en: "booked by the person" },
    kept: { de: "Name bis 30 Tage nach dem Termin", en: "the name until 30 days after the appointment" },
    erasure: over
      ? { possible: true }
      : {
          possible: false,
          law: "Art. 17 Abs. 1 Buchst. a DSGVO",
          why: {
            de: "Der Termin steht noch bevor. Sagen Sie ihn ab, dann kann der Name gelöscht werden.",
            en: "The appointment is still to come. Cancel it, and the name can be erased.",
          },
        },
  };
}

function waitingHolding(service: string, entry: WaitingEntry): Holding {
  return {
    ...shared,
    key: entry.waitingId,
    title: titleOfWaiting(service, entry),
    facts: [
      { label: "Name", value: entry.name ?? "" },
      { label: "Eingetragen", value: formatInstant(entry.joinedAt, "de") },
      { label: "Bis", value: formatDay(entry.lastDay, "de") },
      { label: "Personen", value: String(entry.people) },
      ...(entry.offer === undefined
        ? []
        : [{ label: "Zuletzt angeboten", value: formatInstant(entry.offer.start, "de") }]),
    ],
    purpose: { de: "Frei gewordene Termine anbieten", en: "Offer appointments that have become free" },
    origin: { de: "von der Person selbst eingetragen", en: "entered by the person" },
    kept: { de: "Name bis 30 Tage nach dem letzten Tag", en: "the name until 30 days after the last day" },
    erasure: { possible: true },
  };
}

/** Booked times, and places on the waiting list, with the names they stand under. */
export const appointmentsPersonalData: PersonalDataSource = {
  id: "appointments",
  title: { de: "Termine", en: "Appointments" },
  async search(ctx, person) {
    // People book as they want to be called: "Frau Müller", "Müller, Anna".
    const patterns = mentionPatterns({ name: person.name });
    if (patterns.length === 0) return [];
    const nameOf = await serviceNames(ctx);
    const found = [
      ...(await selectAppointmentsByName(ctx, patterns)).map((one) => ({
        key: one.appointmentId,
        label: titleOf(nameOf(one.serviceKey), one),
        person: one.name ?? "",
        trace: traceOf(one),
      })),
      ...(await selectWaitingByName(ctx, patterns)).map((one) => ({
        key: one.waitingId,
        label: titleOfWaiting(nameOf(one.serviceKey), one),
        person: one.name ?? "",
        trace: traceOf(one),
      })),
    ];
    return bestMentions(found, person, (one) => one.person);
  },
  async collect(ctx, keys, trace) {
    const appointments = new Map<string, Appointment>();
    const waiting = new Map<string, WaitingEntry>();
    for (const key of keys) {
      const appointment = await selectAppointment(ctx, key);
      if (appointment !== undefined) appointments.set(key, appointment);
      const entry = appointment === undefined ? await selectWaiting(ctx, key) : undefined;
      if (entry !== undefined) waiting.set(key, entry);
    }
    for (const caseId of trace.caseIds) {
      for (const one of await selectAppointmentsOf(ctx, { caseId })) appointments.set(one.appointmentId, one);
    }
    for (const mailboxId of trace.mailboxIds) {
      for (const one of await selectAppointmentsOf(ctx, { mailboxId })) appointments.set(one.appointmentId, one);
      for (const one of await selectWaitingOfMailbox(ctx, mailboxId)) waiting.set(one.waitingId, one);
    }
    const nameOf = await serviceNames(ctx);
    return [
      ...[...appointments.values()]
        .filter(({ name }) => name !== undefined)
        .map((one) => appointmentHolding(ctx, nameOf(one.serviceKey), one)),
      ...[...waiting.values()]
        .filter(({ name }) => name !== undefined)
        .map((one) => waitingHolding(nameOf(one.serviceKey), one)),
    ];
  },
  async erase(ctx, key) {
    if ((await selectWaiting(ctx, key)) === undefined) return forgetPersonOf(ctx, key);
    // Nobody is offered a time who cannot be told of it: what is offered now goes to the next one.
    await leaveWaitingList(ctx, { waitingId: key });
    await forgetPersonWaiting(ctx, key);
  },
};
