import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { newAccessCode } from "../../kernel/index.ts";
import {
  type Browser,
  createTestDatabase,
  createTestWeb,
  type TestDatabase,
  type TestWeb,
} from "../../platform/testing/index.ts";
import { sessionCookieName } from "../../platform/web/index.ts";
import { accessCookie, messagingJobs, messagingRoutes } from "../messaging/index.ts";
import { listDokumente } from "../records/index.ts";
import { findTown } from "../tenants/index.ts";
import { configureUploads, defineUploadOwner, listUploads, uploadsJobs } from "../uploads/index.ts";
import { answerUploads, askCitizen, casesJobs, casesRoutes, getCase, listOpenTasks, takeCase } from "./index.ts";
import type { Case } from "./model/case.ts";
import { apply, defineExample, openTowns, staff } from "./testing/example.tsx";

const ada = staff("Ada Kern", "casework");
const ben = staff("Ben Lot", "casework");
const cleo = staff("Cleo Rand", "casework");
const ruth = staff("Ruth Regal", "register");
const citizen = { kind: "citizen" } as const;

const uploadsFolder = mkdtempSync(join(tmpdir(), "klickamt-answers-"));
const picture = () =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: "#336699" } })
    .png()
    .toBuffer();

let database: TestDatabase;
let web: TestWeb;
let town: number;

beforeAll(async () => {
  database = await createTestDatabase(inject("testServer"), [...messagingJobs, ...casesJobs, ...uploadsJobs]);
  configureUploads({ folder: uploadsFolder, keepFreeBytes: 0 });
  defineUploadOwner(answerUploads);
  await defineExample();
  ({ town } = await openTowns(database));
  web = await createTestWeb(database, {
    routes: [...casesRoutes, ...messagingRoutes],
    dependencies: {
      findTown: (slug) => database.db.inPlatform((tx) => findTown(tx, slug)),
      authenticate: async (_ctx, token) => ({ ada, ben, cleo, ruth })[token],
    },
  });
});
afterAll(async () => {
  await web.close();
  await database.close();
  rmSync(uploadsFolder, { recursive: true, force: true });
});

function signedIn(token: "ada" | "ben" | "cleo" | "ruth"): Browser {
  const browser = web.openBrowser();
  browser.setCookie(sessionCookieName("paderborn"), token);
  return browser;
}

const open = (more: Parameters<typeof apply>[1] = {}) => database.run(town, citizen, (ctx) => apply(ctx, more));
const pageOf = (subject: Case) => `/paderborn/amt/vorgang/${subject.caseId}`;
const statusPageOf = (subject: Case) => `/paderborn/postfach/${subject.mailboxId}/vorgang/${subject.caseId}`;

async function askedCase(code: string): Promise<Case> {
  const subject = await open({ code });
  return database.run(town, ada, async (ctx) => {
    const [task] = await listOpenTasks(ctx, subject.caseId);
    await askCitizen(ctx, { ...subject, taskId: task?.taskId ?? "", text: "Welche Hausnummer hat der Laden?" });
    return getCase(ctx, subject.caseId);
  });
}

function holding(code: string): Browser {
  const browser = web.openBrowser();
  const cookie = accessCookie([code]);
  browser.setCookie(cookie.name, cookie.value);
  return browser;
}

describe("the desk", () => {
  test("lists what is to be done, and takes several cases over at once", async () => {
    const first = await open({ name: "Listenfall" });
    const second = await open({ name: "Listenfall" });
    await database.run(town, ben, (ctx) => takeCase(ctx, second));
    const browser = signedIn("ada");
    await browser.open("/paderborn/amt/aufgaben");
    // Nothing of her own yet: the list begins with what is open.
    expect(browser.text()).toContain(first.aktenzeichen);
    await browser.open("/paderborn/amt/aufgaben?reiter=meine");
    expect(browser.text()).toContain("Sie haben keine offenen Aufgaben");
    await browser.open("/paderborn/amt/aufgaben?reiter=offen&suche=listenf");
    expect(browser.text()).toContain("Bäckerei Listenfall");
    expect(browser.text()).toContain("Anzeige prüfen");
    browser.fill({
      [`Auswählen: ${first.aktenzeichen}`]: true,
      [`Auswählen: ${second.aktenzeichen}`]: true,
    });
    await browser.submit("Ausgewählte übernehmen");
    expect(browser.text()).toContain("1 übernommen. Bei 1 war jemand anderes schneller, oder es war erledigt.");
    expect(browser.text()).toContain(first.aktenzeichen);
    expect(browser.text()).not.toContain(second.aktenzeichen);
  });

  test.each([
    "nach=2026-13-45_00000000-0000-0000-0000-000000000000",
    `nach=2026-11-23_${"-".repeat(36)}`,
    "reiter=erledigt&vor=2026-11-23T99:99:99Z_00000000-0000-0000-0000-000000000000",
  ])("begins at its first page where an address names none: %s", async (query) => {
    const browser = signedIn("ada");
    await browser.open(`/paderborn/amt/aufgaben?${query}`);
    expect(browser.status).toBe(200);
  });

  test("finds a case by name, and says what to do when nothing is found", async () => {
    const subject = await open({ name: "Quittenbaum" });
    const browser = signedIn("ada");
    await browser.open("/paderborn/amt/vorgaenge?suche=quitt");
    await browser.click(subject.aktenzeichen);
    expect(browser.heading()).toBe("Bäckerei Quittenbaum");
    await browser.open("/paderborn/amt/vorgaenge?suche=gibtesnicht");
    expect(browser.text()).toContain("Kein Vorgang passt");
  });

  test("shows the legal clock, the numbers of the printed form, documents, history and process", async () => {
    const subject = await open();
    const browser = signedIn("ada");
    await browser.open(pageOf(subject));
    expect(browser.text()).toContain(
      "Empfangsbescheinigung fällig bis Donnerstag, 26. November 2026 – noch 3 Werktage",
    );
    expect(browser.text()).toContain("§ 15 Abs. 1 GewO");
    expect(browser.text()).toContain("GewA1 Feld 18");
    expect(browser.text()).toContain("Noch nichts weitergegeben");
    await browser.open(`${pageOf(subject)}?hinweis=constructor`);
    expect(browser.status).toBe(200);
    await browser.click("Dokumente");
    expect(browser.text()).toContain("Antrag");
    await browser.click("Verlauf");
    expect(browser.text()).toContain("Eingegangen");
    await browser.click("Prozess");
    expect(browser.text()).toContain("Empfangsbescheinigung ausstellen");
    await browser.open(`/en${pageOf(subject)}`);
    expect(browser.text()).toContain("Receipt due by Thursday, 26 November 2026 – 3 working days left");
  });

  test("completes the step by a button that says what follows", async () => {
    const subject = await open();
    const browser = signedIn("ada");
    await browser.open(pageOf(subject));
    browser.fill({ "Anhaltspunkte für den Zoll": true });
    await browser.submit("Empfangsbescheinigung ausstellen");
    expect(browser.text()).toContain("Der Schritt ist erledigt.");
    expect((await database.run(town, ada, (ctx) => getCase(ctx, subject.caseId))).variables).toEqual({ zoll: true });
  });

  test("leads from one case to the next, and shows the list beside the case", async () => {
    const [first, second] = [await open({ name: "Reihe Eins" }), await open({ name: "Reihe Zwei" })];
    for (const one of [first, second]) await database.run(town, cleo, (ctx) => takeCase(ctx, one));
    const browser = signedIn("cleo");
    await browser.open(pageOf(first));
    expect(browser.text()).toContain("Meine Aufgaben");
    await browser.click("Nächste Aufgabe");
    expect(browser.heading()).toBe(second.subjectName);
    await browser.submit("Empfangsbescheinigung ausstellen");
    expect(browser.text()).toContain(`Weiter mit ${first.subjectName}: Gewerbe anmelden`);
    await browser.click(`${first.subjectName}: Gewerbe anmelden`);
    await browser.submit("Empfangsbescheinigung ausstellen");
    // Nothing of her own is left: what is open comes next.
    expect(browser.text()).not.toContain("Meine Aufgaben");
    expect(browser.text()).toContain("Offene Aufgaben");
  });

  test("tells the second of two caseworkers what the first did", async () => {
    const subject = await open();
    const [first, second] = [signedIn("ada"), signedIn("ben")];
    await first.open(pageOf(subject));
    await second.open(pageOf(subject));
    await first.submit("Empfangsbescheinigung ausstellen");
    await second.submit("Empfangsbescheinigung ausstellen");
    expect(second.status).toBe(409);
    expect(second.heading()).toBe("Jemand war schneller");
    expect(second.text()).toContain("Ada Kern");
    expect(second.text()).toContain("Erledigt: Anzeige prüfen. Danach: Empfangsbescheinigung ausstellen");
    await second.click("So steht es jetzt ansehen");
    expect(second.status).toBe(200);
    expect(second.heading()).toBe(subject.subjectName);
  });

  test("gives the second of two caseworkers back what they typed", async () => {
    const subject = await open();
    const [first, second] = [signedIn("ada"), signedIn("ben")];
    await first.open(pageOf(subject));
    await second.open(`${pageOf(subject)}?ansicht=nachrichten`);
    second.fill({ "Ihre Frage": "Welche Hausnummer?\nUnd welche Etage?" });
    await first.submit("Empfangsbescheinigung ausstellen");
    await second.submit("Frage senden");
    expect(second.status).toBe(409);
    expect(second.heading()).toBe("Jemand war schneller");
    expect(second.text()).toMatch(/Was Sie eingegeben haben\s+Welche Hausnummer\?\s+Und welche Etage\?/);
  });

  test("says who has a case that somebody else took first", async () => {
    const subject = await open();
    const browser = signedIn("ben");
    await browser.open(pageOf(subject));
    await database.run(town, ada, (ctx) => takeCase(ctx, subject));
    await browser.submit("Übernehmen");
    expect(browser.status).toBe(409);
    expect(browser.text()).toContain("Ada Kern");
  });

  test("corrects a value with a reason, and shows old and new", async () => {
    const subject = await open();
    const browser = signedIn("ada");
    await browser.open(pageOf(subject));
    await browser.click("Berichtigen: Familienname");
    browser.fill({ Familienname: "Möller" });
    await browser.submit("Speichern");
    expect(browser.errors()).toEqual(["Schreiben Sie, warum Sie den Wert ändern."]);
    expect(browser.value("Familienname")).toBe("Möller");
    browser.fill({ "Warum ändern Sie das?": "Tippfehler" });
    await browser.submit("Speichern");
    expect(browser.text()).toContain("Die Angabe ist berichtigt.");
    expect(browser.text()).toMatch(/vorher: Müller\s+jetzt: Möller/);
    await browser.click("Verlauf");
    expect(browser.text()).toContain("Grund: Tippfehler");
  });

  test("asks the citizen, not without words", async () => {
    const subject = await open();
    const browser = signedIn("ada");
    await browser.open(`${pageOf(subject)}?ansicht=nachrichten`);
    await browser.submit("Frage senden");
    expect(browser.errors()).toEqual(["Schreiben Sie Ihre Frage."]);
    browser.fill({ "Ihre Frage": "Welche Hausnummer?" });
    await browser.submit("Frage senden");
    expect(browser.text()).toContain("Der Vorgang wartet auf die Antwort.");
    expect(browser.text()).toContain("Welche Hausnummer?");
    await browser.open("/paderborn/amt/aufgaben?reiter=wartet");
    expect(browser.text()).toContain(subject.aktenzeichen);
  });

  test("is closed to staff without casework, and leads strangers to the sign-in", async () => {
    const subject = await open();
    const browser = signedIn("ruth");
    for (const path of ["/paderborn/amt/aufgaben", "/paderborn/amt/vorgaenge", pageOf(subject)]) {
      await browser.open(path);
      expect(browser.status).toBe(403);
    }
    const [task] = await database.run(town, ada, (ctx) => listOpenTasks(ctx, subject.caseId));
    const stranger = web.openBrowser();
    await stranger.open(pageOf(subject));
    expect(stranger.path).toContain("/paderborn/amt/anmelden");
    await stranger.post(`${pageOf(subject)}/aufgabe/${task?.taskId}`, { ergebnis: "vollstaendig", gesehen: "1" });
    expect((await database.run(town, ada, (ctx) => getCase(ctx, subject.caseId))).status).toBe("open");
  });

  test("knows no case that is not there", async () => {
    const browser = signedIn("ada");
    for (const id of ["00000000-0000-7000-8000-000000000000", "unsinn"]) {
      await browser.open(`/paderborn/amt/vorgang/${id}`);
      expect(browser.status).toBe(404);
    }
  });
});

describe("the citizen's page of a case", () => {
  test("says in plain sentences where it stands, what comes next, and whom to ask", async () => {
    const code = newAccessCode();
    const subject = await open({ code });
    const browser = holding(code);
    await browser.open(statusPageOf(subject));
    expect(browser.text()).toContain("Ihr Anliegen ist bei uns eingegangen.");
    expect(browser.text()).toContain("Sie kommt bis Donnerstag, 26. November 2026 (§ 15 Abs. 1 GewO).");
    expect(browser.text()).toContain(subject.aktenzeichen);
    expect(browser.text()).toContain("Wen Sie fragen können");
    expect(browser.text()).not.toContain("Ihre Antwort");
  });

  test("takes an answer with text and a file, once", async () => {
    const code = newAccessCode();
    const subject = await askedCase(code);
    const browser = holding(code);
    await browser.open(statusPageOf(subject));
    expect(browser.text()).toContain("Wir warten auf Ihre Antwort.");
    expect(browser.text()).toContain("Welche Hausnummer hat der Laden?");
    // What the office waits for stands above everything else.
    expect(browser.text()).toContain("Frage beantworten");
    // One is told by its content, whatever its name says; the other stays, and so does what was typed.
    browser.fill({
      "Ihre Antwort": "Nummer 7",
      Dateien: [
        { filename: "plan.pdf", mediaType: "application/pdf", bytes: Buffer.from("MZ\x90\0") },
        { filename: "laden.jpg", mediaType: "image/jpeg", bytes: await picture() },
        { filename: "notizen.png", mediaType: "image/png", bytes: await picture() },
      ],
    });
    await browser.submit("Antwort senden");
    expect(browser.status).toBe(422);
    expect(browser.errors().join()).toContain("plan.pdf: ");
    expect(browser.errors().join()).not.toContain("laden");
    expect(browser.value("text")).toBe("Nummer 7");
    // A link to the same page would lose what was typed.
    expect(browser.text()).not.toContain("Frage beantworten");
    expect(browser.text()).toContain("Diese Dateien sind schon da");
    expect(browser.text()).toContain("laden.png nicht mitsenden");
    expect((await database.run(town, ada, (ctx) => getCase(ctx, subject.caseId))).status).toBe("waiting");
    browser.fill({ "notizen.png nicht mitsenden": true });
    const late = holding(code);
    await late.open(statusPageOf(subject));
    late.fill({ "Ihre Antwort": "Nummer 8" });
    await browser.submit("Antwort senden");
    expect(browser.text()).toContain("Ihre Antwort ist angekommen.");
    expect(browser.text()).toContain("Nummer 7");
    const filed = await database.run(town, ada, (ctx) => listDokumente(ctx, subject.vorgangId));
    expect(filed.filter(({ kind }) => kind === "anlage")).toMatchObject([
      { filename: "laden.png", mediaType: "image/png", title: "Anlage 1: laden.png" },
    ]);
    expect(await database.run(town, ada, (ctx) => listUploads(ctx, subject.caseId))).toEqual([]);
    await late.submit("Antwort senden");
    expect(late.status).toBe(409);
    expect(late.text()).toContain("Es ist keine Frage mehr offen");
    expect(late.text()).not.toContain("Nummer 8");
  });

  test("takes an answer as long as its field lets one type it", async () => {
    const code = newAccessCode();
    const subject = await askedCase(code);
    const browser = holding(code);
    await browser.open(statusPageOf(subject));
    const typed = `${"Zeile\n".repeat(833)}En`;
    expect(typed).toHaveLength(5000);
    // Browsers count a line break as one character and send it as two.
    browser.fill({ "Ihre Antwort": typed.replaceAll("\n", "\r\n") });
    await browser.submit("Antwort senden");
    expect(browser.text()).toContain("Ihre Antwort ist angekommen.");
  });

  test("takes no file from somebody without the code", async () => {
    const subject = await askedCase(newAccessCode());
    const form = holding(newAccessCode());
    const open = await askedCase(newAccessCode());
    await form.open(`/paderborn/postfach/${open.mailboxId}`);
    await form.post(`${statusPageOf(subject)}/antwort`, { text: "Ich war es" });
    expect(form.text()).not.toContain("angekommen");
    expect((await database.run(town, ada, (ctx) => getCase(ctx, subject.caseId))).status).toBe("waiting");
    expect(await database.run(town, ada, (ctx) => listUploads(ctx, subject.caseId))).toEqual([]);
  });

  test("is shown to nobody without the code, nor in another's mailbox", async () => {
    const code = newAccessCode();
    const subject = await open();
    const foreign = await open({ code });
    const stranger = web.openBrowser();
    await stranger.open(statusPageOf(subject));
    expect(stranger.text()).not.toContain(subject.aktenzeichen);
    const neighbour = holding(code);
    await neighbour.open(`/paderborn/postfach/${foreign.mailboxId}/vorgang/${subject.caseId}`);
    expect(neighbour.status).toBe(404);
  });
});
