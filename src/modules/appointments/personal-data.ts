import { formatInstant } from "../../kernel/index.ts";
import type { Holding, PersonalDataSource } from "../dataprotection/index.ts";
import type { Appointment } from "./model/appointment.ts";
import {
  forgetPersonOf,
  selectAppointment,
  selectAppointmentsByName,
  selectAppointmentsOf,
  selectServices,
} from "./store/index.ts";

/** Booked times with the name they are booked under. */
export const appointmentsPersonalData: PersonalDataSource = {
  id: "appointments",
  title: { de: "Termine", en: "Appointments" },
  async search(ctx, person) {
    const services = new Map((await selectServices(ctx)).map((service) => [service.key, service.name.de]));
    return (await selectAppointmentsByName(ctx, person.name)).map((appointment) => ({
      key: appointment.appointmentId,
      label: `${services.get(appointment.serviceKey) ?? appointment.serviceKey}, ${formatInstant(appointment.start, "de")}`,
      person: appointment.name ?? "",
      trace: {
        caseIds: appointment.caseId === undefined ? [] : [appointment.caseId],
        mailboxIds: appointment.mailboxId === undefined ? [] : [appointment.mailboxId],
      },
    }));
  },
  async collect(ctx, keys, trace) {
    const found = new Map<string, Appointment>();
    for (const key of keys) {
      const appointment = await selectAppointment(ctx, key);
      if (appointment !== undefined) found.set(key, appointment);
    }
    for (const of of [
      ...trace.caseIds.map((caseId) => ({ caseId })),
      ...trace.mailboxIds.map((mailboxId) => ({ mailboxId })),
    ]) {
      for (const appointment of await selectAppointmentsOf(ctx, of)) found.set(appointment.appointmentId, appointment);
    }
    const services = new Map((await selectServices(ctx)).map((service) => [service.key, service.name.de]));
    return [...found.values()]
      .filter(({ name }) => name !== undefined)
      .map((appointment): Holding => {
        const over = appointment.end < ctx.now || appointment.state === "cancelled";
        return {
          key: appointment.appointmentId,
          title: `${services.get(appointment.serviceKey) ?? appointment.serviceKey}, ${formatInstant(appointment.start, "de")}`,
          facts: [
            { label: "Name", value: appointment.name ?? "" },
            { label: "Zeit", value: formatInstant(appointment.start, "de") },
            { label: "Personen", value: String(appointment.people) },
            { label: "Nummer im Aufruf", value: appointment.ticket ?? "–" },
          ],
          documents: [],
          purpose: { de: "Zeit im Amt freihalten", en: "Keep a time at the office free" },
          law: "Art. 6 Abs. 1 Buchst. e DSGVO, § 3 DSG NRW",
          origin: { de: "von der Person selbst gebucht", en: "booked by the person" },
          recipients: [],
          kept: { de: "Name bis wenige Tage nach dem Termin", en: "the name until a few days after the appointment" },
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
      });
  },
  erase: (ctx, appointmentId) => forgetPersonOf(ctx, appointmentId),
};
