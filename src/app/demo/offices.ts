import { addDays, dayInBerlin } from "../../kernel/index.ts";
import { createUnit, setDeputy, setMembership } from "../../modules/accounts/index.ts";
import { makeVerfuegung, planWiedervorlage, startUmlauf } from "../../modules/circulation/index.ts";
import { changeAccess, openVorgang, openWithReason, setPlanAccess } from "../../modules/records/index.ts";
import type { Ctx } from "../../platform/db/index.ts";

/** The people of a demo town, by the part of their address before the @. */
export type DemoPeople = Readonly<Record<"kim.beispiel" | "sam.muster" | "alex.probe", string>>;

/** Offices with people in them; everybody goes on seeing every open Akte. */
export async function openOffices(ctx: Ctx, people: DemoPeople): Promise<{ readonly main: string }> {
  const main = await createUnit(ctx, { code: "10", name: "Hauptamt" });
  const order = await createUnit(ctx, { code: "32", name: "Ordnungsamt" });
  const trade = await createUnit(ctx, { code: "32.1", name: "Gewerbe", parentId: order });
  const service = await createUnit(ctx, { code: "33", name: "Bürgerbüro" });
  for (const [unitId, staffId, role] of [
    [main, people["alex.probe"], "head"],
    [order, people["sam.muster"], "head"],
    [trade, people["kim.beispiel"], "member"],
    [service, people["kim.beispiel"], "member"],
  ] as const) {
    await setMembership(ctx, { unitId, staffId, role });
  }
  const nextWeek = addDays(dayInBerlin(ctx.now), 7);
  await setDeputy(ctx, {
    absent: people["alex.probe"],
    deputy: people["sam.muster"],
    fromDay: nextWeek,
    untilDay: addDays(nextWeek, 11),
  });
  await setPlanAccess(ctx, "32.40", { federfuehrung: trade, scope: "alle", vertraulichkeit: "003" });
  return { main };
}

/** Something for every list of the Geschäftsgang, and an Akte that not everybody sees. */
export async function loadGeschaeftsgang(ctx: Ctx, people: DemoPeople, main: string): Promise<void> {
  const kim = people["kim.beispiel"];
  const desk: Ctx = {
    ...ctx,
    actor: { kind: "staff", staffId: kim, name: "Kim Beispiel", duties: ["casework", "register"] },
  };
  const today = dayInBerlin(ctx.now);
  const matter = (subject: string, at: Ctx = desk) =>
    openVorgang(at, {
      planUnit: "32.40",
      akteTitle: subject,
      retentionYears: 10,
      subject: `${subject}: Bearbeitung`,
      caseId: null,
      documents: [
        {
          title: "Vermerk",
          kind: "vermerk",
          filename: "vermerk.txt",
          mediaType: "text/plain",
          bytes: new TextEncoder().encode(`${subject}\n\nErfundener Vermerk zur Vorführung.\n`),
          author: "Kim Beispiel",
        },
      ],
    });
  const market = await matter("Wochenmarkt am Rathausplatz");
  const person = (id: string) => ({ kind: "person" as const, id });
  await startUmlauf(desk, {
    vorgangId: market.vorgangId,
    subject: "Neue Standordnung für den Wochenmarkt",
    order: "nacheinander",
    stations: [
      { purpose: "mitzeichnung", addressee: person(people["sam.muster"]), dueOn: addDays(today, 2) },
      { purpose: "kenntnis", addressee: person(kim), dueOn: null },
      { purpose: "schlusszeichnung", addressee: person(people["alex.probe"]), dueOn: addDays(today, 7) },
    ],
  });
  await startUmlauf(desk, {
    vorgangId: market.vorgangId,
    subject: "Protokoll der Marktbegehung",
    order: "gleichzeitig",
    stations: [
      { purpose: "kenntnis", addressee: person(kim), dueOn: today },
      { purpose: "kenntnis", addressee: person(people["sam.muster"]), dueOn: today },
    ],
  });
  await planWiedervorlage(desk, {
    akteId: market.akteId,
    day: today,
    addressee: person(kim),
    note: "Stellungnahme der Feuerwehr da?",
  });
  await makeVerfuegung(desk, {
    vorgangId: market.vorgangId,
    title: "Standplätze 2027",
    points: [
      { text: "Händlerinnen und Händler anschreiben", addressee: person(kim), dueOn: addDays(today, 5) },
      { text: "Lageplan freigeben", addressee: person(people["sam.muster"]), dueOn: addDays(today, 10) },
      { text: "z. d. A.", addressee: person(kim), dueOn: null },
    ],
  });
  await matter("Anfrage zur Straßenreinigung");
  const daysAgo = (days: number): Ctx => ({ ...desk, now: new Date(ctx.now.getTime() - days * 86_400_000) });
  const closed = await matter("Beschwerde über eine Dienststelle", daysAgo(5));
  await changeAccess({ ...daysAgo(5), actor: ctx.actor }, closed.akteId, {
    federfuehrung: main,
    scope: "benannte",
    vertraulichkeit: "003",
    grants: [{ kind: "person", id: people["alex.probe"], name: "Alex Probe", mayWork: true }],
  });
  await openWithReason(
    {
      ...daysAgo(3),
      actor: { kind: "staff", staffId: people["sam.muster"], name: "Sam Muster", duties: ["casework", "records"] },
    },
    { aktenzeichen: closed.aktenzeichen, reason: "Auskunft an den Rat, Anfrage vom Montag; nur der Sachstand" },
  );
}
