import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { dayInBerlin } from "../kernel/index.ts";
import { sampleAnswers } from "../leistungen/personalausweis-beantragen/testing/sample-answers.ts";
import { createStaff } from "../modules/accounts/index.ts";
import { planWiedervorlage, startUmlauf } from "../modules/circulation/index.ts";
import { submitAnswers } from "../modules/forms/index.ts";
import { configureMail, folderTransport, getMailbox } from "../modules/messaging/index.ts";
import { openVorgang, seedAktenplan } from "../modules/records/index.ts";
import { switchOnTown, type Tenant } from "../modules/tenants/index.ts";
import { configureUploads } from "../modules/uploads/index.ts";
import { addNote } from "../modules/viewer/index.ts";
import { type Browser, createTestDatabase, type TestDatabase, type TestWeb } from "../platform/testing/index.ts";
import { jobs, wireModules } from "./assembly.ts";
import { openWholeWeb } from "./testing/whole-web.ts";

const system = { kind: "system", name: "test" } as const;
const password = "Regen Tisch Mond Gabel";
const folder = mkdtempSync(join(tmpdir(), "klickamt-privacy-"));

let database: TestDatabase;
let web: TestWeb;
let town: Tenant;
let officer: Browser;
let kimId: string;

async function signedIn(email: string): Promise<Browser> {
  const browser = web.openBrowser();
  await browser.open("/paderborn/amt/anmelden");
  browser.fill({ email, passwort: password });
  await browser.submit("Anmelden");
  return browser;
}

const apply = (more: Readonly<Record<string, string>>, email: string | undefined) =>
  database.run(town.tenantId, { kind: "citizen" }, async (ctx) => {
    const { result } = await submitAnswers(ctx, {
      leistungId: "personalausweis-beantragen",
      answers: { ...sampleAnswers, ...more },
      language: "de",
      uploadIds: [],
      declarations: ["persoenlich", "richtigkeit"],
      email,
    });
    if (result.kind !== "sent") throw new Error(JSON.stringify(result));
    return result;
  });

beforeAll(async () => {
  await wireModules();
  configureUploads({ folder: join(folder, "uploads"), keepFreeBytes: 0 });
  configureMail({ publicUrl: "http://localhost:3000", transport: folderTransport(join(folder, "mail")) });
  database = await createTestDatabase(inject("testServer"), jobs);
  town = await database.db.inPlatform((tx) =>
    switchOnTown({ tx, actor: system, now: database.now }, { ags: "05774032", demo: true }),
  );
  await database.run(town.tenantId, system, async (ctx) => {
    await seedAktenplan(ctx);
    await createStaff(ctx, { name: "Dana Schutz", email: "dana@stadt.example", password, duties: ["dataprotection"] });
    kimId = String(
      await createStaff(ctx, { name: "Kim", email: "kim@stadt.example", password, duties: ["casework", "records"] }),
    );
  });
  web = await openWholeWeb(database);
  officer = await signedIn("dana@stadt.example");
});
afterAll(async () => {
  await web.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

async function take(name: string, email = ""): Promise<void> {
  await officer.open("/paderborn/amt/datenschutz/neu");
  officer.fill({ "Name der Person": name, email, identitaet: "Ausweis am Schalter gezeigt" });
  await officer.submit("Anfrage aufnehmen und suchen");
}

describe("A request about personal data", () => {
  let erika: { caseId: string; mailboxId: string };

  test("is for those with the duty alone", async () => {
    const caseworker = await signedIn("kim@stadt.example");
    await caseworker.open("/paderborn/amt/datenschutz");
    expect(caseworker.status).toBe(403);
    await officer.open("/paderborn/amt/datenschutz");
    expect(officer.text()).toContain("Keine offene Anfrage");
  });

  test("says at its field what is missing, and keeps what was typed", async () => {
    await officer.open("/paderborn/amt/datenschutz/neu");
    officer.fill({ "Name der Person": "Erika Mustermann", geburtsdatum: "30.02.1983", email: "erika" });
    await officer.submit("Anfrage aufnehmen und suchen");
    expect(officer.status).toBe(422);
    expect(officer.errors()).toHaveLength(3);
    expect(officer.value("name")).toBe("Erika Mustermann");
    // A day that is to come would find nobody.
    officer.fill({ geburtsdatum: "30.1.2083", email: "", identitaet: "Kopie des Ausweises lag bei" });
    await officer.submit("Anfrage aufnehmen und suchen");
    expect(officer.errors()).toHaveLength(1);
    officer.fill({ "Name der Person": "Erna Gestern", geburtsdatum: "30.1.83" });
    await officer.submit("Anfrage aufnehmen und suchen");
    expect(officer.text()).toContain("30. Januar 1983");
    await officer.submit("Anfrage abschließen");
  });

  test("is due a month after it came in, whenever somebody takes it up", async () => {
    await officer.open("/paderborn/amt/datenschutz/neu");
    const letter = { "Name der Person": "Bea Brief", identitaet: "Kopie des Ausweises lag bei" };
    officer.fill({ ...letter, eingang: "24.11.2026" });
    await officer.submit("Anfrage aufnehmen und suchen");
    expect(officer.errors()).toEqual(["Geben Sie einen Tag der letzten zwölf Monate an, spätestens heute."]);
    officer.fill({ eingang: "19.11.2026" });
    await officer.submit("Anfrage aufnehmen und suchen");
    // The 19th of December is a Saturday.
    expect(officer.text()).toMatch(/Eingegangen am\s+.*19. November 2026[\s\S]*Antwort bis\s+.*21. Dezember 2026/);
    await officer.submit("Anfrage abschließen");
  });

  test("finds what may be about the person, and puts together only what somebody ticked", async () => {
    erika = await apply({}, "erika@example.org");
    await apply({ vornamen: "Erika Luise", geburtsdatum: "01.01.1990" }, "other@example.org");
    await take("Erika Mustermann");
    expect(officer.text()).toContain("Noch nichts ausgewählt");
    const [wanted] = officer.html.match(new RegExp(`cases ${erika.caseId}`)) ?? [];
    expect(wanted).toBeDefined();
    const offered = [...officer.html.matchAll(/value="(cases [^"]+)"/g)].map(([, value]) => value as string);
    expect(offered).toHaveLength(2);
    officer.fill({ gehoert: [`cases ${erika.caseId}`] });
    await officer.submit("Auswahl speichern");
    const text = officer.text();
    expect(text).toContain("Vorgänge: Personalausweis beantragen");
    // What hangs together with the case is found without being searched for.
    for (const source of ["Postfächer: E-Mail-Adresse", "Zahlungen: "]) expect(text).toContain(source);
  });

  test("gives a package with a page, the same for programs, and the documents, and of nobody else", async () => {
    const { path } = officer;
    await officer.submit("Auskunft herunterladen (ZIP)");
    expect(officer.headers["content-type"]).toBe("application/zip");
    const files = unzipSync(officer.bytes);
    const html = new TextDecoder().decode(files["auskunft.html"]);
    for (const words of [
      "Heidestraße",
      "erika@example.org",
      "Belege sechs Jahre",
      "§ 59 KomHVO NRW",
      "Art. 17 Abs. 3 Buchst. b DSGVO",
    ])
      expect(html).toContain(words);
    for (const words of ["other@example.org", "Erika Luise"]) expect(html).not.toContain(words);
    const said = JSON.parse(new TextDecoder().decode(files["auskunft.json"]));
    expect(said.person).toBe("Erika Mustermann");
    const paths = said.collected.flatMap((source: { holdings: { documents: { path: string }[] }[] }) =>
      source.holdings.flatMap(({ documents }) => documents.map(({ path: file }) => file)),
    );
    for (const file of paths) expect(files[file]?.length).toBeGreaterThan(0);
    await officer.open(path);
    expect(officer.text()).not.toMatch(/Auskunft erstellt\s+noch nicht/);
  });

  test("erases what may go after a second question, and names the paragraph for the rest", async () => {
    await officer.click("Daten löschen");
    expect(officer.text()).toContain("Bücher und Belege der Kasse müssen aufbewahrt werden.");
    await officer.submit("Weiter");
    expect(officer.errors()).toEqual(["Wählen Sie aus, was gelöscht werden soll."]);
    officer.fill({ loeschen: [`messaging ${erika.mailboxId}`] });
    await officer.submit("Weiter");
    expect(officer.heading()).toBe("Endgültig löschen?");
    const before = await database.run(town.tenantId, system, (ctx) => getMailbox(ctx, erika.mailboxId));
    expect(before.email).toBe("erika@example.org");
    await officer.submit("Ja, endgültig löschen");
    expect(officer.text()).toContain("Postfächer: E-Mail-Adresse");
    const after = await database.run(town.tenantId, system, (ctx) => getMailbox(ctx, erika.mailboxId));
    expect(after.email).toBeUndefined();
    // What a paragraph protects cannot be erased by a crafted request either.
    const csrf = /name="_csrf" value="([^"]+)"/.exec(officer.html)?.[1] ?? "";
    await officer.post(`${officer.path.split("#")[0]}/loeschen`, {
      _csrf: csrf,
      loeschen: `cases ${erika.caseId}`,
      bestaetigt: "ja",
    });
    expect(officer.status).toBe(409);
  });

  test("is closed: what was found goes, that it was there stays for three years", async () => {
    await officer.open("/paderborn/amt/datenschutz");
    await officer.click("Erika Mustermann");
    await officer.submit("Anfrage abschließen");
    await officer.open("/paderborn/amt/datenschutz?liste=erledigt");
    await officer.click("Erika Mustermann");
    expect(officer.text()).not.toContain("Was gehört zu dieser Person?");
    // A tab that was open before says nothing wrong: what was chosen is gone, and not nothing stored.
    const { path } = officer;
    const csrf = /name="_csrf" value="([^"]+)"/.exec(officer.html)?.[1] ?? "";
    await officer.post(`${path.split("#")[0]}/paket`, { _csrf: csrf });
    expect(officer.status).toBe(409);
    await officer.open(path);
    expect(officer.text()).toContain("Postfächer: E-Mail-Adresse");
    database.now = new Date(database.now.getTime() + 3 * 366 * 86_400_000);
    await database.queue.tick("dataprotection.forget");
    await database.queue.drain();
    const later = await signedIn("dana@stadt.example");
    await later.open("/paderborn/amt/datenschutz?liste=erledigt");
    expect(later.text()).toContain("Noch keine erledigte Anfrage");
  });

  test("finds what was written freely about the person, and erases what is part of no file", async () => {
    officer = await signedIn("dana@stadt.example");
    const kim = { kind: "staff", staffId: kimId, name: "Kim", duties: ["casework", "records"] } as const;
    const { akteId, vorgangId, documents } = await database.run(town.tenantId, system, (ctx) =>
      openVorgang(ctx, {
        planUnit: "32.40",
        akteTitle: "Lärm am Markt",
        retentionYears: 10,
        subject: "Beschwerde",
        caseId: null,
        documents: [
          {
            kind: "eingang",
            title: "Schreiben",
            filename: "schreiben.txt",
            mediaType: "text/plain",
            bytes: Buffer.from("Zu laut."),
            author: "",
          },
        ],
      }),
    );
    const dokumentId = documents[0]?.dokumentId ?? "";
    const day = dayInBerlin(database.now);
    await database.run(town.tenantId, kim, async (ctx) => {
      await addNote(ctx, { dokumentId, body: "Frau Grünlich-Weiß hat angerufen, Rückruf am Montag." });
      await addNote(ctx, { dokumentId, body: "Herr Weißmüller weiß davon nichts." });
      await planWiedervorlage(ctx, {
        akteId,
        day,
        addressee: { kind: "person", id: kimId },
        note: "Antwort von Petra Grünlich-Weiß da?",
      });
      await startUmlauf(ctx, {
        vorgangId,
        subject: "Beschwerde GRUENLICH-WEISS",
        order: "nacheinander",
        stations: [{ purpose: "kenntnis", addressee: { kind: "person", id: kimId }, dueOn: null }],
      });
    });
    const caseworker = await signedIn("kim@stadt.example");
    await caseworker.open("/paderborn/amt/aktensuche?worte=gruenlich+weiss");
    caseworker.fill({ name: "Frau Grünlich-Weiß" });
    await caseworker.submit("Suche merken");

    await take("Petra Grünlich-Weiß");
    const offered = [...officer.html.matchAll(/value="((?:viewer|circulation|fulltext) [^"]+)"/g)].map(
      ([, value]) => value as string,
    );
    expect(offered.map((one) => one.split(" ")[0]).toSorted()).toEqual([
      "circulation",
      "circulation",
      "fulltext",
      "viewer",
    ]);
    expect(officer.text()).not.toContain("Weißmüller");
    officer.fill({ gehoert: offered });
    await officer.submit("Auswahl speichern");
    const request = officer.path.split(/[?#]/)[0] ?? "";
    await officer.submit("Auskunft herunterladen (ZIP)");
    const html = new TextDecoder().decode(unzipSync(officer.bytes)["auskunft.html"]);
    for (const words of ["Rückruf am Montag", "Antwort von Petra", "GRUENLICH-WEISS", "gruenlich weiss"])
      expect(html).toContain(words);
    // Whose note it is, is about somebody else.
    expect(html).not.toContain("Kim");

    await officer.open(`${request}/loeschen`);
    expect(officer.text()).toContain("Es belegt, wer in der Akte wann was entschieden oder veranlasst hat.");
    const erasable = offered.filter((one) => !one.startsWith("circulation"));
    officer.fill({ loeschen: erasable });
    await officer.submit("Weiter");
    await officer.submit("Ja, endgültig löschen");
    await caseworker.open(`/paderborn/amt/dokument/${dokumentId}/ansicht`);
    expect(caseworker.text()).toContain("Weißmüller");
    expect(caseworker.text()).not.toContain("Rückruf am Montag");
    await caseworker.open("/paderborn/amt/aktensuche");
    expect(caseworker.text()).not.toContain("Frau Grünlich-Weiß");
    await caseworker.open(request);
    expect(caseworker.status).toBe(403);
  });

  test("finds post that nobody has filed yet, gives it along, and leaves it to the post desk", async () => {
    const { akteId } = await database.run(town.tenantId, system, (ctx) =>
      openVorgang(ctx, {
        planUnit: "32.40",
        akteTitle: "Eingänge",
        retentionYears: 10,
        subject: "Eingänge",
        caseId: null,
      }),
    );
    const caseworker = await signedIn("kim@stadt.example");
    await caseworker.open(`/paderborn/amt/akte/${akteId}`);
    await caseworker.submit("Dokumente hinzufügen");
    const bytes = Buffer.from("Ein Brief.");
    caseworker.fill({
      "Dateien auswählen": { filename: "Brief Ottilie Abendroth.txt", mediaType: "text/plain", bytes },
    });
    await caseworker.submit("Hochladen");
    await take("Ottilie Abendroth");
    const [offered = ""] = [...officer.html.matchAll(/value="(intake item [^"]+)"/g)].map(([, value]) => value ?? "");
    officer.fill({ gehoert: [offered] });
    await officer.submit("Auswahl speichern");
    expect(officer.text()).toContain("Datei „Brief Ottilie Abendroth“");
    const request = officer.path.split(/[?#]/)[0] ?? "";
    await officer.submit("Auskunft herunterladen (ZIP)");
    const files = unzipSync(officer.bytes);
    const letter = Object.keys(files).find((name) => name.startsWith("dokumente/"));
    expect(Buffer.from(files[letter ?? ""] ?? []).toString()).toBe("Ein Brief.");
    await officer.open(`${request}/loeschen`);
    expect(officer.text()).toContain("Eingegangene Post muss bearbeitet und abgelegt werden.");
    expect(officer.html).not.toContain(`value="${offered}"`);
  });

  test("stays a page where what was found is gone since: destroyed, forgotten by the register, deleted", async () => {
    officer = await signedIn("dana@stadt.example");
    await take("Nora Vergangen");
    const requestId = officer.path.split("/").at(-1)?.split(/[?#]/)[0] ?? "";
    const sources = ["cases", "records", "payments", "ausweis", "gewerbe", "appointments", "messaging", "viewer"];
    await database.asSuperuser(async (client) => {
      for (const source of [...sources, "circulation", "fulltext"]) {
        await client.query(
          `insert into dataprotection.finding (tenant_id, request_id, source, key, label, person, case_ids, mailbox_ids, belongs)
           values ($1, $2, $3, gen_random_uuid(), 'weg', 'weg', '{}', '{}', true)`,
          [town.tenantId, requestId, source],
        );
      }
    });
    await officer.open(officer.path);
    expect([officer.status, officer.heading()]).toEqual([200, "Nora Vergangen"]);
    await officer.submit("Noch einmal suchen");
    expect(officer.text()).toContain("Nichts gefunden");
  });

  test("about somebody of whom nothing is stored is an answer, too", async () => {
    officer = await signedIn("dana@stadt.example");
    await take("Niemand Unbekannt");
    expect(officer.text()).toContain("Nichts gefunden");
    await officer.submit("Auskunft herunterladen (ZIP)");
    expect(new TextDecoder().decode(unzipSync(officer.bytes)["auskunft.html"])).toContain("Es ist nichts gespeichert.");
  });
});
