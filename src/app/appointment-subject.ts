import { type AppointmentSubject, findAppointmentOfCase } from "../modules/appointments/index.ts";
import { findCase, listCasesOfMailbox } from "../modules/cases/index.ts";
import { caseContent, findLeistung } from "../modules/forms/index.ts";
import { findMailboxByCode } from "../modules/messaging/index.ts";

/** What appointments are about: cases, by the title of their Leistung. */
export const appointmentSubject: AppointmentSubject = {
  async listSubjects(ctx, caseIds, audience, language) {
    const links = new Map<string, { title: string; href: string }>();
    for (const caseId of new Set(caseIds)) {
      const found = await findCase(ctx, caseId);
      if (found === undefined) continue;
      const title =
        (await findLeistung(ctx, found.leistungId, found.leistungVersion))?.leistung.title[language] ??
        found.leistungId;
      links.set(caseId, {
        title: audience === "desk" ? `${title}: ${found.subjectName}` : title,
        href: audience === "desk" ? `/amt/vorgang/${caseId}` : `/postfach/${found.mailboxId}/vorgang/${caseId}`,
      });
    }
    return links;
  },
  async findSubject(ctx, serviceKey, codes) {
    for (const code of codes) {
      const mailbox = await findMailboxByCode(ctx, code);
      if (mailbox === undefined) continue;
      for (const one of await listCasesOfMailbox(ctx, mailbox.mailboxId)) {
        if (one.status === "done" || (await caseContent.appointment?.(ctx, one))?.service !== serviceKey) continue;
        if ((await findAppointmentOfCase(ctx, one.caseId)) === undefined) {
          return { caseId: one.caseId, mailboxId: mailbox.mailboxId, name: one.subjectName };
        }
      }
    }
    return undefined;
  },
};
