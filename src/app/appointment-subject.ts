import type { AppointmentSubject } from "../modules/appointments/index.ts";
import { findCase } from "../modules/cases/index.ts";
import { findLeistung } from "../modules/forms/index.ts";

/** What appointments are about: cases, by the title of their Leistung. */
export const appointmentSubject: AppointmentSubject = {
  async listSubjects(ctx, caseIds, audience, language) {
    const links = new Map<string, { title: string; href: string }>();
    for (const caseId of new Set(caseIds)) {
      const found = await findCase(ctx, caseId);
      if (found === undefined) continue;
      const title = findLeistung(found.leistungId)?.leistung.title[language] ?? found.leistungId;
      links.set(caseId, {
        title: audience === "desk" ? `${title}: ${found.subjectName}` : title,
        href: audience === "desk" ? `/amt/vorgang/${caseId}` : `/postfach/${found.mailboxId}/vorgang/${caseId}`,
      });
    }
    return links;
  },
};
