import { proposeDestruction, setRetention, startProcess } from "../../modules/disposal/index.ts";
import { changeAccess, closeAkte, closeVorgang, openVorgang, placeHold } from "../../modules/records/index.ts";
import type { Ctx } from "../../platform/db/index.ts";

const registrar = {
  kind: "staff",
  staffId: "00000000-0000-7000-8000-000000000000",
  name: "Sam Muster",
  duties: ["records"],
} as const;

/** Invented Akten of years ago, whose retention is over. */
const old = [
  { planUnit: "10.30", title: "Satzung über die Straßenreinigung", subject: "Neufassung", yearsAgo: 36 },
  { planUnit: "10.30", title: "Friedhofssatzung (unlesbar)", subject: "Gebühren", yearsAgo: 35 },
  { planUnit: "32.10", title: "Hochwasser an der Probeau", subject: "Sperrungen", yearsAgo: 13 },
  { planUnit: "32.10", title: "Kampfmittelfund Musterfeld", subject: "Evakuierung", yearsAgo: 13 },
  { planUnit: "32.60", title: "Parken auf dem Probeplatz", subject: "Verwarnung", yearsAgo: 8 },
  { planUnit: "32.60", title: "Lärm in der Beispielgasse", subject: "Anhörung", yearsAgo: 8 },
  { planUnit: "33.40", title: "Gefundenes Fahrrad", subject: "Aufbewahrung", yearsAgo: 7 },
  { planUnit: "33.40", title: "Gefundener Schlüsselbund", subject: "Aufbewahrung", yearsAgo: 7 },
] as const;

const years: Readonly<Record<string, number>> = { "10.30": 30, "32.10": 10, "32.60": 5, "33.40": 5 };

/**
 * Something for the registry to do: Akten that are due, one under a legal hold, one destruction that waits for a second
 * person, one disposal that the simulated archive answers.
 */
export async function loadOldAkten(ctx: Ctx, office: string): Promise<void> {
  const akteIds: string[] = [];
  for (const { planUnit, title, subject, yearsAgo } of old) {
    const then = { ...ctx, now: new Date(Date.UTC(ctx.now.getUTCFullYear() - yearsAgo, 4, 12, 8)) };
    const { akteId, vorgangId } = await openVorgang(then, {
      planUnit,
      akteTitle: title,
      retentionYears: years[planUnit] ?? 10,
      subject,
      caseId: null,
      documents: [
        {
          title: "Vermerk",
          kind: "vermerk",
          filename: "vermerk.txt",
          mediaType: "text/plain",
          bytes: new TextEncoder().encode(`${title}\n\nErfunden, für die Vorführung.\n`),
          author: "Kim Beispiel",
        },
      ],
    });
    const later = { ...then, now: new Date(then.now.getTime() + 90 * 86_400_000) };
    await changeAccess(later, akteId, {
      federfuehrung: office,
      scope: "alle",
      vertraulichkeit: "003",
      grants: [],
    });
    await closeVorgang(later, vorgangId);
    await closeAkte(later, akteId);
    akteIds.push(akteId);
  }
  const [statute, cemetery, , , , noise, bicycle] = akteIds as [string, string, string, string, string, string, string];
  const desk: Ctx = { ...ctx, actor: registrar };
  await setRetention(desk, { planUnit: "32.10", rule: "years", years: 11, reason: "Beispiel für eine Festlegung" });
  await placeHold(desk, noise, "Klage gegen den Bußgeldbescheid (erfunden)");
  await proposeDestruction(desk, { akteIds: [bicycle], note: "Beispiel" });
  await startProcess(desk, { kind: "vierstufig", akteIds: [statute, cemetery] });
}
