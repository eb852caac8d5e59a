import type { Localized } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Case, TaskGuard } from "../../cases/index.ts";
import { applicationOf, dayOfApplication } from "../case-application.ts";
import { personKeyOf } from "../model/card.ts";
import { ageOn, checkMissing, checksBeforeOrder, fingerprintsFrom } from "../model/index.ts";
import { withoutAppointment } from "../model/online-setting.ts";
import { findBiometric, findCardOnItsWay, findHandover, findPhoto, findVisit, listChecked } from "../store/index.ts";

/** Something that is missing; `at` is the panel where it can be put right. */
export interface Missing {
  readonly at: string;
  readonly text: Localized;
}

/** What is missing before the card can be ordered. */
export async function missingForOrder(ctx: Ctx, subject: Case): Promise<readonly Missing[]> {
  const application = applicationOf(subject);
  const missing: Missing[] = [];
  // Under an experimentation clause nobody comes before the card is handed over.
  const visited = subject.variables[withoutAppointment] !== true;
  if (visited && (await findVisit(ctx, subject.caseId)) === undefined) {
    missing.push({
      at: "ausweis-identitaet",
      text: { de: "Stellen Sie zuerst die Identität fest.", en: "Establish identity first." },
    });
  }
  if ((await findPhoto(ctx, subject.caseId)) === undefined) {
    missing.push({ at: "ausweis-lichtbild", text: { de: "Das Lichtbild fehlt.", en: "The photograph is missing." } });
  }
  // Whoever turns six or ten while a second person is awaited was that young when it was applied for: § 9 Abs. 5 PAuswG.
  const appliedOn = await dayOfApplication(ctx, subject.caseId);
  const age = ageOn(application.geburtsdatum, appliedOn);
  if (visited && age >= fingerprintsFrom && (await findBiometric(ctx, subject.caseId)) === undefined) {
    missing.push({
      at: "ausweis-fingerabdruecke",
      text: { de: "Die Fingerabdrücke fehlen.", en: "The fingerprints are missing." },
    });
  }
  const checked = new Set((await listChecked(ctx, subject.caseId)).map(({ what }) => what));
  for (const what of checksBeforeOrder(application, appliedOn, age, visited)) {
    if (checked.has(what)) continue;
    missing.push({
      at: what === "unterschrift" ? "ausweis-unterschrift" : "ausweis-nachweise",
      text: checkMissing[what],
    });
  }
  const other = await findCardOnItsWay(ctx, personKeyOf(application));
  if (other !== undefined && other.caseId !== subject.caseId) {
    missing.push({
      at: "ausweis-register",
      text: {
        de: "Für diese Person ist schon ein Ausweis bestellt.",
        en: "A card for this person has been ordered already.",
      },
    });
  }
  return missing;
}

/** Whether it is the second person who approves, where two are wanted. */
export async function isSecondPerson(ctx: Ctx, caseId: string): Promise<boolean> {
  const visit = await findVisit(ctx, caseId);
  return visit === undefined || ctx.actor.kind !== "staff" || ctx.actor.staffId !== visit.checkedBy;
}

/** What has to be there before the tasks of an application can be completed. */
export const ausweisTaskGuards: readonly TaskGuard[] = [
  {
    form: "ausweis.termin",
    missing: async (ctx, subject, outcome) => (outcome === "erfasst" ? missingForOrder(ctx, subject) : []),
  },
  {
    form: "ausweis.freigeben",
    async missing(ctx, subject, outcome) {
      if (outcome !== "freigegeben") return [];
      // Something may have been taken back, or asked for anew, since it was captured.
      const missing = await missingForOrder(ctx, subject);
      if (await isSecondPerson(ctx, subject.caseId)) return missing;
      return [
        ...missing,
        {
          at: "ausweis-identitaet",
          text: {
            de: "Sie haben die Identität festgestellt. Freigeben muss jemand anderes.",
            en: "You have established identity. Somebody else has to approve.",
          },
        },
      ];
    },
  },
  {
    form: "ausweis.aushaendigen",
    async missing(ctx, subject) {
      if ((await findHandover(ctx, subject.caseId)) !== undefined) return [];
      return [
        {
          at: "ausweis-uebergabe",
          text: {
            de: "Halten Sie zuerst fest, wer den Ausweis bekommt.",
            en: "First note who receives the card.",
          },
        },
      ];
    },
  },
];
