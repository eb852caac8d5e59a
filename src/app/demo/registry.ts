import { addDays, dayInBerlin } from "../../kernel/index.ts";
import {
  addVersion,
  addVerweis,
  fileDokument,
  listAkten,
  moveAkten,
  openAkte,
  openTeilakte,
  openVorgang,
  performWish,
  savePlanUnit,
} from "../../modules/records/index.ts";
import type { Ctx } from "../../platform/db/index.ts";

const text = (words: string) => new TextEncoder().encode(words);

/** A registry that has been at work: an Akte kept by hand with Teilakten, one that was moved, one that was split. */
export async function loadRegistry(ctx: Ctx): Promise<void> {
  const registrar: Ctx = {
    ...ctx,
    actor: { kind: "staff", staffId: "00000000-0000-7000-8000-000000000001", name: "Sam Muster", duties: ["records"] },
  };
  await savePlanUnit(
    registrar,
    {
      planUnit: "32.70",
      title: "Wochenmärkte",
      retentionYears: 10,
      aussonderungsart: "B",
      source: "Vorschlag von Klickamt, von der Gemeinde zu prüfen",
      takesAkten: true,
      closed: false,
      rule: "{einheit}-{jahr}-{nummer:3}-MARKT",
    },
    { isNew: true },
  );
  const open = (title: string, planUnit: string) => openAkte(registrar, { planUnit, title, retentionYears: 10 });
  const markt = await open("Wochenmarkt am Dom", "32.70");
  const vorgang = (akteId: string, subject: string, teilakteId?: string) =>
    openVorgang(registrar, {
      akteId,
      planUnit: "32.70",
      akteTitle: "",
      retentionYears: 10,
      subject,
      caseId: null,
      ...(teilakteId === undefined ? {} : { teilakteId }),
    });
  const { teilakteId } = await openTeilakte(registrar, { akteId: markt.akteId, title: "Standplätze" });
  const plaetze = await vorgang(markt.akteId, "Vergabe der Standplätze", teilakteId);
  const fest = await vorgang(markt.akteId, "Verlegung wegen des Stadtfestes");
  const strom = await vorgang(markt.akteId, "Stromanschlüsse");
  const today = dayInBerlin(ctx.now);
  const brief = await fileDokument(registrar, {
    vorgangId: strom.vorgangId,
    kind: "eingang",
    title: "Angebot der Stadtwerke (Beispiel)",
    filename: "angebot.txt",
    mediaType: "text/plain",
    author: "Stadtwerke (Beispiel)",
    bytes: text("Angebot über sechs Stromanschlüsse am Marktplatz. Erfundener Text."),
    metadata: {
      posteingang: addDays(today, -3),
      datumDesSchreibens: addDays(today, -5),
      fremdesGeschaeftszeichen: "SW 17-4",
    },
  });
  await fileDokument(registrar, {
    vorgangId: strom.vorgangId,
    kind: "anlage",
    parentId: brief.dokumentId,
    title: "Lageplan der Anschlüsse (Beispiel)",
    filename: "lageplan.txt",
    mediaType: "text/plain",
    author: "Stadtwerke (Beispiel)",
    bytes: text("Skizze in Worten. Erfundener Text."),
  });
  const vermerk = await fileDokument(registrar, {
    vorgangId: plaetze.vorgangId,
    kind: "vermerk",
    title: "Vermerk zur Vergabe",
    filename: "vermerk.txt",
    mediaType: "text/plain",
    author: "Sam Muster",
    bytes: text("Entwurf. Erfundener Text."),
  });
  await addVersion(registrar, {
    dokumentId: vermerk.dokumentId,
    bytes: text("Zwölf Plätze werden nach Eingang vergeben. Erfundener Text."),
    mediaType: "text/plain",
    filename: "vermerk.txt",
  });
  await performWish(registrar, {
    verb: "akte-teilen",
    vorgangIds: [fest.vorgangId],
    planUnit: "32.30",
    betreff: "Stadtfest: Verlegung des Marktes",
  });
  const falsch = await open("Befragung der Marktbeschicker", "32.10");
  await moveAkten(registrar, { akteIds: [falsch.akteId], planUnit: "32.70" });
  const [founder] = (await listAkten(registrar, { planUnit: "32.40", limit: 1 })).akten;
  if (founder !== undefined) {
    await addVerweis(registrar, {
      from: { kind: "akte", id: markt.akteId },
      to: { kind: "akte", id: founder.akteId },
      kind: "bezug",
      note: "hat sich um einen Standplatz beworben",
    });
  }
}
