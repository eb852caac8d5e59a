import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { Actor, Duty } from "../../kernel/index.ts";
import {
  type Browser,
  createTestDatabase,
  createTestWeb,
  type TestDatabase,
  type TestWeb,
} from "../../platform/testing/index.ts";
import { routes as accountRoutes, authenticate, createStaff } from "../accounts/index.ts";
import { findTown, switchOnTown, type Tenant } from "../tenants/index.ts";
import {
  closeVorgang,
  fileDokument,
  listVorgaenge,
  openVorgang,
  recordsRoutes,
  seedAktenplan,
  verifyRecords,
} from "./index.ts";

const system: Actor = { kind: "system", name: "test" };
const chief: Actor = {
  kind: "staff",
  staffId: "00000000-0000-7000-8000-000000000001",
  name: "Ada",
  duties: ["administration"],
};
const password = "Blauer Reiher 1887 am Wehr";

let database: TestDatabase;
let web: TestWeb;
let town: Tenant;
let registrar: Browser;
let caseworker: Browser;

function open(title: string, akteId?: string) {
  return database.run(town.tenantId, system, (ctx) =>
    openVorgang(ctx, {
      planUnit: "32.40",
      akteTitle: title,
      retentionYears: 10,
      subject: `Vorgang ${title}`,
      caseId: null,
      documents: [
        {
          title: `Brief ${title}`,
          kind: "eingang",
          filename: "brief.txt",
          mediaType: "text/plain",
          bytes: new TextEncoder().encode(title),
          author: "Anna Müller",
        },
      ],
      ...(akteId === undefined ? {} : { akteId }),
    }),
  );
}

async function signedIn(duty: Duty): Promise<Browser> {
  const email = `${duty}@${town.slug}.example`;
  await database.run(town.tenantId, chief, (ctx) =>
    createStaff(ctx, { name: `Kim ${duty}`, email, password, duties: [duty] }),
  );
  const browser = web.openBrowser();
  await browser.open(`/${town.slug}/amt/anmelden`);
  browser.fill({ email, passwort: password });
  await browser.submit("Anmelden");
  return browser;
}

beforeAll(async () => {
  database = await createTestDatabase(inject("testServer"));
  town = await database.db.inPlatform((tx) =>
    switchOnTown({ tx, actor: system, now: database.now }, { ags: "05774032", demo: true }),
  );
  await database.run(town.tenantId, system, (ctx) => seedAktenplan(ctx));
  web = await createTestWeb(database, {
    routes: [...accountRoutes, ...recordsRoutes],
    dependencies: { findTown: (slug) => database.db.inPlatform((tx) => findTown(tx, slug)), authenticate },
  });
  registrar = await signedIn("records");
  caseworker = await signedIn("casework");
});
afterAll(async () => {
  expect((await database.run(town.tenantId, system, verifyRecords)).broken).toEqual([]);
  await web.close();
  await database.close();
});

describe("The registry's pages", () => {
  test("an Akte is opened, divided, filled and renamed", async () => {
    await registrar.open("/paderborn/amt/akten?einheit=32.10");
    await registrar.click("Akte anlegen");
    await registrar.submit("Akte anlegen");
    expect(registrar.status).toBe(422);
    expect(registrar.errors().join()).toContain("Betreff");
    registrar.fill({ Betreff: "Ölspur Hauptstraße" });
    await registrar.submit("Akte anlegen");
    expect(registrar.heading()).toBe("32.10-2026-00001 Ölspur Hauptstraße");
    await registrar.click("Teilakte anlegen");
    registrar.fill({ Betreff: "Gutachten" });
    await registrar.submit("Speichern");
    await registrar.click("Vorgang anlegen");
    registrar.fill({ Betreff: "Beauftragung", Teilakte: "1 Gutachten" });
    await registrar.submit("Speichern");
    expect(registrar.text()).toContain("32.10-2026-00001/01 Beauftragung");
    await registrar.click("Umbenennen: 32.10-2026-00001/01");
    expect(registrar.value("betreff")).toBe("Beauftragung");
    registrar.fill({ betreff: "Beauftragung des Gutachters" });
    await registrar.submit("Speichern");
    expect(registrar.text()).toContain("Vorgang umbenannt: Beauftragung des Gutachters");
    await registrar.click("Umbenennen: Gutachten");
    registrar.fill({ betreff: "" });
    await registrar.submit("Speichern");
    expect(registrar.status).toBe(422);
    registrar.fill({ betreff: "Gutachten und Kosten" });
    await registrar.submit("Speichern");
    await registrar.click("Angaben ändern");
    registrar.fill({ Betreff: "Ölspur", Aufbewahrungsdauer: "300" });
    await registrar.submit("Speichern");
    expect(registrar.errors().join()).toContain("0 bis 200");
    registrar.fill({ Aufbewahrungsdauer: "30", Danach: "an das Archiv abgeben" });
    await registrar.submit("Speichern");
    for (const words of ["Ölspur", "30 Jahre", "an das Archiv abgeben", "Gutachten und Kosten"])
      expect(registrar.text()).toContain(words);
    expect(registrar.text()).toContain("Kette geprüft");
    await registrar.click("Jetzt auch die Inhalte prüfen");
    expect(registrar.text()).toContain("Verlauf, Angaben und Inhalte jetzt geprüft");
  });

  test("particulars of a Dokument are changed, its formats are listed and opened", async () => {
    const { akteId, vorgangId, documents } = await open("Angaben");
    const path = `/paderborn/amt/dokument/${documents[0]?.dokumentId}/angaben`;
    await caseworker.open(`/paderborn/amt/akte/${akteId}`);
    await caseworker.click("Angaben: Brief Angaben");
    caseworker.fill({ Titel: "Brief der Kammer", "Eingegangen am": "32.1.2026" });
    await caseworker.submit("Speichern");
    expect(caseworker.errors().join()).toContain("23.11.2026");
    caseworker.fill({ "Eingegangen am": "3.11.2026", "Fremdes Geschäftszeichen": "K 12", Bemerkung: "eilt" });
    await caseworker.submit("Speichern");
    expect(caseworker.text()).toContain("Brief der Kammer");
    await caseworker.open(path);
    expect(caseworker.value("posteingang")).toBe("03.11.2026");
    await caseworker.click("brief.txt");
    expect(new TextDecoder().decode(caseworker.bytes)).toBe("Angaben");
    await caseworker.open(`${path.replace("angaben", "9/1")}`);
    expect(caseworker.status).toBe(404);
    await database.run(town.tenantId, system, (ctx) => closeVorgang(ctx, vorgangId));
    await caseworker.open(path);
    expect(caseworker.text()).toContain("zu den Akten");
  });

  test("a reference is made, shown at both ends and removed", async () => {
    const one = await open("Verweis eins");
    const two = await open("Verweis zwei");
    await caseworker.open(`/paderborn/amt/akte/${one.akteId}`);
    await caseworker.click("Verweis anlegen");
    for (const ziel of ["99.99-2026-1", one.aktenzeichen.slice(0, -3)]) {
      caseworker.fill({ ziel });
      await caseworker.submit("Verweis anlegen");
      expect(caseworker.status).toBe(422);
    }
    caseworker.fill({ ziel: two.aktenzeichen, Bemerkung: "gehört zusammen" });
    await caseworker.submit("Verweis anlegen");
    expect(caseworker.text()).toContain("gehört zusammen");
    await caseworker.open(`/paderborn/amt/akte/${two.akteId}`);
    expect(caseworker.text()).toContain("verweist hierher");
    await caseworker.open(`/paderborn/amt/akte/${one.akteId}`);
    await caseworker.click(`Entfernen: ${two.aktenzeichen}`);
    await caseworker.submit("Verweis entfernen");
    expect(caseworker.text()).toContain("Diese Akte hat keine Verweise");
  });

  test("many at once: nothing ticked, no target, preview, report, and the way back", async () => {
    const one = await open("Viele eins");
    const two = await open("Viele zwei", one.akteId);
    const target = await open("Viele Ziel");
    const page = `/paderborn/amt/akte/${one.akteId}`;
    await registrar.open(page);
    await registrar.submit("Weiter zur Vorschau");
    expect(registrar.status).toBe(422);
    await registrar.click("Zurück zur Liste");
    expect(registrar.path).toBe(page);
    registrar.fill({ [`Auswählen: ${one.aktenzeichen}`]: true, [`Auswählen: ${two.aktenzeichen}`]: true });
    await registrar.submit("Weiter zur Vorschau");
    expect(registrar.heading()).toBe("Vorgänge in eine Akte verschieben");
    expect(registrar.text()).toContain("Ausgewählt: 2. Noch ist nichts geschehen.");
    registrar.fill({ ziel: "nichts" });
    await registrar.submit("Vorschau");
    expect(registrar.errors().join()).toContain("gibt es nicht");
    registrar.fill({ ziel: target.aktenzeichen.slice(0, -3) });
    await registrar.submit("Vorschau");
    expect(registrar.text()).toContain("bekommt ein neues Aktenzeichen");
    await registrar.submit("Jetzt verschieben (2)");
    expect(registrar.text()).toContain("Erledigt: 2.");
    const listed = () => database.run(town.tenantId, system, (ctx) => listVorgaenge(ctx, target.akteId));
    expect(await listed()).toHaveLength(3);
    await registrar.submit("Die ganze Aktion zurücknehmen");
    expect(registrar.heading()).toBe("Zurückgenommen");
    expect(await listed()).toHaveLength(1);
    await registrar.open("/paderborn/amt/akten/aktionen");
    await registrar.click("Vorgänge in eine Akte verschieben");
    expect(registrar.text()).toContain("Diese Aktion ist zurückgenommen");
  });

  test("a preview that somebody overtook says so and does nothing", async () => {
    const one = await open("Überholt");
    const target = await open("Überholt Ziel");
    await registrar.open(`/paderborn/amt/akte/${one.akteId}`);
    registrar.fill({ [`Auswählen: Brief Überholt`]: true, tun: "Dokumente in einen Vorgang verschieben" });
    await registrar.submit("Weiter zur Vorschau");
    registrar.fill({ ziel: target.aktenzeichen });
    await registrar.submit("Vorschau");
    await database.run(town.tenantId, system, (ctx) => closeVorgang(ctx, target.vorgangId));
    await registrar.submit("Jetzt verschieben (1)");
    expect(registrar.status).toBe(409);
    expect(registrar.text()).toContain("Einer der Vorgänge ist zu den Akten");
  });

  test("Akten are split, merged and moved from the list", async () => {
    const one = await open("Liste eins");
    const two = await open("Liste zwei");
    await registrar.open(`/paderborn/amt/akte/${one.akteId}`);
    registrar.fill({ [`Auswählen: ${one.aktenzeichen}`]: true, tun: "Vorgänge in eine neue Akte abtrennen" });
    await registrar.submit("Weiter zur Vorschau");
    expect(registrar.value("einheit")).toBe("32.40");
    registrar.fill({ "Betreff der neuen Akte": "Abgetrennt" });
    await registrar.submit("Vorschau");
    await registrar.submit("Jetzt abtrennen (1)");
    expect(registrar.text()).toContain("Erledigt: 1.");
    await registrar.open("/paderborn/amt/akten?suche=Liste");
    registrar.fill({
      [`Auswählen: ${one.aktenzeichen.slice(0, -3)}`]: true,
      tun: "Akten in einer Akte zusammenführen",
    });
    await registrar.submit("Weiter zur Vorschau");
    registrar.fill({ ziel: two.aktenzeichen.slice(0, -3) });
    await registrar.submit("Vorschau");
    await registrar.submit("Jetzt zusammenführen (1)");
    await registrar.open(`/paderborn/amt/akte/${one.akteId}`);
    expect(registrar.text()).toContain("Akte in anderer Akte aufgegangen");
    expect(registrar.text()).toContain("fortgeführt in");
    await registrar.open("/paderborn/amt/akten?suche=Liste");
    registrar.fill({
      [`Auswählen: ${one.aktenzeichen.slice(0, -3)}`]: true,
      [`Auswählen: ${two.aktenzeichen.slice(0, -3)}`]: true,
      tun: "Akten in eine andere Aktenplaneinheit legen",
    });
    await registrar.submit("Weiter zur Vorschau");
    registrar.fill({ einheit: "32.50 Erlaubnispflichtiges Gewerbe" });
    await registrar.submit("Vorschau");
    expect(registrar.text()).toContain("Eine der Akten ist zu den Akten");
    await registrar.submit("Jetzt umlegen (1)");
    expect(registrar.text()).toContain("Nicht erledigt: 1.");
    await registrar.open(`/paderborn/amt/akte/${two.akteId}`);
    expect(registrar.text()).toContain(`Frühere Aktenzeichen ${two.aktenzeichen.slice(0, -3)}`.replace(" 32", "\n32"));
  });

  test("a large Akte is shown in pages, and the tree leads into it", async () => {
    const { akteId } = await open("Groß");
    for (let index = 0; index < 30; index++) await open("Groß", akteId);
    const { vorgangId } = await open("Groß", akteId);
    await database.run(town.tenantId, system, async (ctx) => {
      for (let index = 0; index < 25; index++)
        await fileDokument(ctx, {
          vorgangId,
          title: `Blatt ${index}`,
          kind: "schreiben",
          filename: "b.txt",
          mediaType: "text/plain",
          bytes: new Uint8Array([index]),
          author: "x",
        });
    });
    // The tree names the Vorgänge of the page, the list their Dokumente.
    const names = (text: string) => registrar.links().some((link) => link.text === text);
    await registrar.open(`/paderborn/amt/akte/${akteId}`);
    expect([names("/25 Vorgang Groß"), names("/32 Vorgang Groß")]).toEqual([true, false]);
    await registrar.click("Weiter");
    expect([names("/32 Vorgang Groß"), names("Blatt 18"), names("Blatt 24")]).toEqual([true, true, false]);
    await registrar.click(registrar.links().find(({ text }) => text.startsWith("Weitere Dokumente"))?.text ?? "");
    expect([names("/31 Vorgang Groß"), names("Blatt 18"), names("Blatt 24")]).toEqual([false, false, true]);
    await registrar.click("Die ganze Akte");
    expect(names("/01 Vorgang Groß")).toBe(true);
  });
});

describe("The pages of the Aktenplan", () => {
  test("a unit is made, changed and removed, and the history says so", async () => {
    await registrar.open("/paderborn/amt/akten");
    await registrar.click("Aktenplan bearbeiten");
    await registrar.click("Einheit anlegen");
    registrar.fill({ Nummer: "32.9x", Titel: "Jagd", "Aufbewahrung in Jahren": "8", "Woher die Frist kommt": "LJG" });
    await registrar.submit("Speichern");
    expect(registrar.errors().join()).toContain("Großbuchstaben");
    registrar.fill({ Nummer: "32.90", "Regel für Aktenzeichen": "{einheit}{jahr}" });
    await registrar.submit("Speichern");
    expect(registrar.errors().join()).toContain("{nummer:5}");
    registrar.fill({ "Regel für Aktenzeichen": "{einheit}-{jahr}-{nummer:4}" });
    await registrar.submit("Speichern");
    expect(registrar.text()).toContain("Der Aktenplan ist gespeichert");
    expect(registrar.text()).toContain("32.90-2026-0001");
    await registrar.click("32.90");
    registrar.fill({ Titel: "Jagd und Fischerei", closed: true });
    await registrar.submit("Speichern");
    await registrar.click("32.90");
    await registrar.click("Verlauf dieser Einheit");
    expect(registrar.text()).toContain("Titel: Jagd → Jagd und Fischerei");
    await registrar.click("Zurück zum Aktenplan");
    await registrar.click("32.90");
    await registrar.click("Einheit entfernen");
    await registrar.submit("Einheit entfernen");
    expect(registrar.text()).not.toContain("Fischerei");
    await registrar.open("/paderborn/amt/akten/plan/einheit?nummer=32.40");
    expect(registrar.text()).toContain("Nicht zu entfernen");
  });

  test("a plan goes out as a file and comes in changed, after a preview", async () => {
    await registrar.open("/paderborn/amt/akten/plan");
    await registrar.click("Als CSV sichern");
    expect(registrar.headers["content-type"]).toBe("text/csv; charset=utf-8");
    const csv = new TextDecoder("utf-8", { ignoreBOM: true }).decode(registrar.bytes);
    const read = async (text: string | Uint8Array) => {
      await registrar.open("/paderborn/amt/akten/plan/einlesen");
      const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
      registrar.fill({ datei: { filename: "plan.csv", mediaType: "text/csv", bytes } });
      await registrar.submit("Vorschau");
    };
    await read(csv);
    expect(registrar.text()).toContain("Die Datei ändert nichts");
    await read(csv.replace("Fundsachen", ""));
    expect(registrar.status).toBe(422);
    expect(registrar.text()).toContain("Geben Sie einen Titel");
    const changed = csv.replace("Fundsachen", "Fundbüro").replace(/^66\.20;.*\r\n/m, "");
    // As spreadsheets of other times save it.
    await read(Buffer.from(changed.slice(1), "latin1"));
    expect(registrar.text()).toContain("Titel: Fundsachen → Fundbüro");
    expect(registrar.text()).toContain("Neu: 0, geändert: 1, entfernt: 0");
    registrar.fill({ entfernen: true });
    await registrar.submit("Vorschau erneuern");
    expect(registrar.text()).toContain("Neu: 0, geändert: 1, entfernt: 1");
    await registrar.submit("Jetzt übernehmen (2)");
    expect(registrar.text()).toContain("Fundbüro");
    expect(registrar.text()).not.toContain("66.20");
    await registrar.open("/paderborn/amt/akten/plan/einlesen");
    await registrar.submit("Vorschau");
    expect(registrar.errors().join()).toContain("Wählen Sie eine CSV-Datei");
  });
});

describe("Who may not", () => {
  test("casework creates and renames, but finds neither plan nor bulk actions", async () => {
    const { akteId } = await open("Rechte");
    await caseworker.open(`/paderborn/amt/akte/${akteId}`);
    expect(caseworker.text()).not.toContain("Mit der Auswahl");
    await caseworker.click("Angaben ändern");
    expect(caseworker.text()).not.toContain("Aufbewahrungsdauer");
    for (const path of ["plan", "plan/neu", "plan/datei", "plan/verlauf", "aktionen", `aktion/${akteId}`]) {
      await caseworker.open(`/paderborn/amt/akten/${path}`);
      expect(caseworker.status, path).toBe(403);
    }
  });

  test("a way back leads to pages of ours alone", async () => {
    await registrar.open("/paderborn/amt/akten");
    const html = registrar.html;
    const csrf = /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? "";
    for (const von of ["https://example.org", "//example.org", "/amt/akten\\evil", "javascript:alert(1)"]) {
      await registrar.post("/paderborn/amt/akten/aktion", { _csrf: csrf, tun: "akten-umziehen", von });
      expect(registrar.links().find(({ text }) => text === "Zurück zur Liste")?.href).toBe("/paderborn/amt/akten");
    }
  });
});
