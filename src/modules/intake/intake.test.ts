import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PDFDocument } from "@cantoo/pdf-lib";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { Actor, Duty } from "../../kernel/index.ts";
import { plainDay, sha256 } from "../../kernel/index.ts";
import { readPdf } from "../../platform/pdf-reading/index.ts";
import {
  type Browser,
  createTestDatabase,
  createTestWeb,
  type TestDatabase,
  type TestWeb,
} from "../../platform/testing/index.ts";
import { routes as accountRoutes, authenticate, createStaff } from "../accounts/index.ts";
import {
  changeAccess,
  extendRecords,
  getDokument,
  listDokumente,
  listFormats,
  moveVorgang,
  openVorgang,
  readDokument,
  readFormat,
  recordsRoutes,
  seedAktenplan,
  verifyRecords,
} from "../records/index.ts";
import { findTown, switchOnTown, type Tenant } from "../tenants/index.ts";
import { configureUploads, defineUploadOwner, listUploads, uploadsJobs } from "../uploads/index.ts";
import { getFiling, openFiling, openPile } from "./actions/collections.ts";
import { fileCollection } from "./actions/file-items.ts";
import { listStaged } from "./actions/keep-items.ts";
import { dropLetter, listLetters } from "./actions/letters.ts";
import { splitPile, turnPage } from "./actions/make-letters.ts";
import { reopenPile } from "./actions/read-pile.ts";
import {
  intakeClosingCheck,
  intakeJobs,
  intakePanel,
  intakePersonalData,
  intakeRoutes,
  intakeStreams,
  intakeUploads,
  intakeWatcher,
} from "./index.ts";
import type { Letter, ScanFacts } from "./model/collection.ts";
import { findCollection, updateLetter } from "./store/index.ts";
import { savedMail, scannedPile, writtenLetter } from "./testing/pile.ts";

const program: Actor = { kind: "system", name: "test" };
const chief: Actor = {
  kind: "staff",
  staffId: "00000000-0000-7000-8000-000000000001",
  name: "Ada",
  duties: ["administration"],
};
const password = "Blauer Reiher 1887 am Wehr";
const uploadsFolder = mkdtempSync(join(tmpdir(), "klickamt-intake-"));

let database: TestDatabase;
let web: TestWeb;
let town: Tenant;
let clerk: Browser;
let clerkActor: Actor;

const text = (words: string): Uint8Array => new TextEncoder().encode(words);
const run = <T>(work: Parameters<TestDatabase["run"]>[2], actor: Actor = clerkActor) =>
  database.run(town.tenantId, actor, work) as Promise<T>;

async function signedIn(duty: Duty): Promise<{ browser: Browser; actor: Actor }> {
  const email = `${duty}@${town.slug}.example`;
  const staffId = await database.run(town.tenantId, chief, (ctx) =>
    createStaff(ctx, { name: `Kim ${duty}`, email, password, duties: [duty] }),
  );
  const browser = web.openBrowser();
  await browser.open(`/${town.slug}/amt/anmelden`);
  browser.fill({ email, passwort: password });
  await browser.submit("Anmelden");
  return { browser, actor: { kind: "staff", staffId: String(staffId), name: `Kim ${duty}`, duties: [duty] } };
}

async function newVorgang(subject = "Widerspruch Müller") {
  return database.run(town.tenantId, program, (ctx) =>
    openVorgang(ctx, { planUnit: "32.40", akteTitle: subject, retentionYears: 10, subject, caseId: null }),
  );
}

beforeAll(async () => {
  configureUploads({ folder: uploadsFolder, keepFreeBytes: 0 });
  defineUploadOwner(intakeUploads);
  extendRecords({ aktePanels: [intakePanel], dokumentPanels: [], watchers: [intakeWatcher] });
  database = await createTestDatabase(inject("testServer"), [...uploadsJobs, ...intakeJobs]);
  town = await database.db.inPlatform((tx) =>
    switchOnTown({ tx, actor: program, now: database.now }, { ags: "05774032", demo: true }),
  );
  await database.run(town.tenantId, program, (ctx) => seedAktenplan(ctx));
  web = await createTestWeb(database, {
    routes: [...accountRoutes, ...recordsRoutes, ...intakeRoutes],
    streams: intakeStreams,
    dependencies: { findTown: (slug) => database.db.inPlatform((tx) => findTown(tx, slug)), authenticate },
  });
  ({ browser: clerk, actor: clerkActor } = await signedIn("records"));
});
afterAll(async () => {
  await web.close();
  await database.close();
  rmSync(uploadsFolder, { recursive: true, force: true });
});

async function openFilingPage(akteId: string): Promise<string> {
  await clerk.open(`/paderborn/amt/akte/${akteId}`);
  await clerk.submit("Dokumente hinzufügen");
  return clerk.path.split("/").at(-1) ?? "";
}

function sent(filename: string, bytes: Uint8Array, mediaType = "application/octet-stream") {
  return { filename, bytes, mediaType };
}

describe("Files are put into a Vorgang", () => {
  test("from the Akte, with an e-mail and its attachment, checked before they are on file", async () => {
    const { akteId, vorgangId } = await newVorgang();
    const collectionId = await openFilingPage(akteId);
    expect(clerk.heading()).toContain("Dokumente hinzufügen");
    expect(clerk.text()).toContain("Noch keine Datei");
    clerk.fill({
      "Dateien auswählen": [
        sent("Plan 10.txt", text("Zehn")),
        sent("Plan 2.txt", text("Zwei")),
        sent("seite.html", text("<!doctype html><script>alert(1)</script>")),
        sent("nachricht.eml", savedMail()),
      ],
    });
    await clerk.submit("Hochladen");
    expect(clerk.text()).toContain("E-Mail wird gelesen");
    await clerk.submit("Ablegen (ausgewählt: 4)");
    expect(clerk.errors().join(" ")).toContain("Eine E-Mail wird noch gelesen");
    await database.queue.drain();
    await clerk.open(clerk.path.replace(/\?.*/, ""));
    const { items } = await run<Awaited<ReturnType<typeof listStaged>>>(async (ctx) =>
      listStaged(ctx, await getFiling(ctx, collectionId)),
    );
    expect(items.map(({ title, kind, sender, letterDate }) => [title, kind, sender, letterDate])).toEqual([
      ["Unterlagen zum Widerspruch", "email", "Änne Müller", "2026-11-02"],
      ["Kaufvertrag", "anlage", "Änne Müller", "2026-11-02"],
      ["Plan 2", "eingang", "", undefined],
      ["Plan 10", "eingang", "", undefined],
      ["seite", "eingang", "", undefined],
    ]);
    const plan = items[2]?.itemId ?? "";
    clerk.fill({ [`titel-${plan}`]: "Lageplan", [`datum-${plan}`]: "31.2.2026" });
    await clerk.submit("Ablegen (ausgewählt: 5)");
    expect(clerk.status).toBe(422);
    expect(clerk.errors().join(" ")).toContain("„31.2.2026“ ist kein Datum");
    expect(clerk.value(`titel-${plan}`)).toBe("Lageplan");
    clerk.fill({
      [`datum-${plan}`]: "3.11.2026",
      [`absender-${plan}`]: "Katasteramt",
      [`ablegen-${items[4]?.itemId}`]: false,
    });
    await clerk.submit();
    expect(clerk.text()).toContain("Dokumente in der Akte: 4");
    expect(clerk.text()).toContain("Nicht ausgewählte Dateien wurden gelöscht");

    const filed = await run<Awaited<ReturnType<typeof listDokumente>>>((ctx) => listDokumente(ctx, vorgangId));
    expect(
      filed.map(({ title, kind, author, mediaType, metadata }) => [title, kind, author, mediaType, metadata]),
    ).toEqual([
      [
        "Unterlagen zum Widerspruch",
        "email",
        "Änne Müller",
        "message/rfc822",
        { posteingang: "2026-11-23", datumDesSchreibens: "2026-11-02" },
      ],
      ["Kaufvertrag", "anlage", "Änne Müller", "application/pdf", { datumDesSchreibens: "2026-11-02" }],
      [
        "Lageplan",
        "eingang",
        "Katasteramt",
        "text/plain",
        { posteingang: "2026-11-23", datumDesSchreibens: "2026-11-03" },
      ],
      ["Plan 10", "eingang", "unbekannt", "text/plain", { posteingang: "2026-11-23" }],
    ]);
    const [mail, attachment] = filed;
    expect(attachment?.parentId).toBe(mail?.dokumentId);
    await run(async (ctx) => {
      expect(Buffer.from(await readDokument(ctx, mail?.dokumentId ?? ""))).toEqual(Buffer.from(savedMail()));
      const formats = await listFormats(ctx, mail?.dokumentId ?? "");
      expect(formats.map(({ number, mediaType }) => [number, mediaType])).toEqual([
        [1, "message/rfc822"],
        [2, "text/plain"],
      ]);
      const readable = new TextDecoder().decode(await readFormat(ctx, mail?.dokumentId ?? "", 1, 2));
      expect(readable).toContain("Von: Änne Müller <aenne@example.org>");
      expect(readable).toContain("Anbei die Unterlagen. Grüße");
      expect((await verifyRecords({ ...ctx, actor: program })).broken).toEqual([]);
    });
  });

  test("what is there already is pointed out, and a Vorgang that nobody may see is not there", async () => {
    const { akteId, vorgangId } = await newVorgang("Doppelt");
    for (const round of [1, 2]) {
      await openFilingPage(akteId);
      clerk.fill({ "Dateien auswählen": [sent("a.txt", text("Gleich")), sent("b.txt", text("Gleich"))] });
      await clerk.submit("Hochladen");
      expect(clerk.text()).toContain(round === 1 ? "Gleiche Datei wie: a" : "Liegt schon im Vorgang: a");
      await clerk.submit("Ablegen (ausgewählt: 2)");
      expect(clerk.text()).toContain("Dokumente in der Akte: 2");
    }
    expect(await run<readonly unknown[]>((ctx) => listDokumente(ctx, vorgangId))).toHaveLength(4);
    await clerk.open(`/paderborn/amt/posteingang/ablage/00000000-0000-7000-8000-000000000009`);
    expect(clerk.status).toBe(404);
  });

  test("what waits to be filed into an Akte is there for nobody who may not see it", async () => {
    const { akteId } = await newVorgang("Geschützt");
    const collectionId = await openFilingPage(akteId);
    clerk.fill({ "Dateien auswählen": sent("geheim.txt", text("Geheim")) });
    await clerk.submit("Hochladen");
    const [upload] = await run<Awaited<ReturnType<typeof listUploads>>>((ctx) => listUploads(ctx, collectionId));
    const grants = [
      { kind: "person" as const, id: "00000000-0000-7000-8000-000000000001", name: "Ada", mayWork: true },
    ];
    const access = { federfuehrung: null, vertraulichkeit: "003" as const, grants };
    await run((ctx) => changeAccess(ctx, akteId, { ...access, scope: "benannte" }), program);
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(clerk.html)?.[1] ?? "";
    const collection = `/paderborn/amt/posteingang/sammlung/${collectionId}`;
    for (const path of [
      `/paderborn/amt/posteingang/ablage/${collectionId}`,
      `${collection}/dateien/${upload?.uploadId}/entfernen`,
      `${collection}/verwerfen`,
    ]) {
      await clerk.open(path);
      expect([clerk.status, clerk.html.includes("geheim")], path).toEqual([404, false]);
      await clerk.post(path, { _csrf, aktion: "ablegen" });
      expect(clerk.status, path).toBe(404);
    }
    await run(async (ctx) => {
      expect(await listUploads(ctx, collectionId)).toHaveLength(1);
    }, program);
  });

  test("who may only read an Akte hands nothing in, and takes out or throws away nothing that waits for it", async () => {
    const { akteId, vorgangId } = await newVorgang("Umlauf");
    const collectionId = await openFilingPage(akteId);
    clerk.fill({ "Dateien auswählen": sent("post.txt", text("Post")) });
    await clerk.submit("Hochladen");
    const [upload] = await run<Awaited<ReturnType<typeof listUploads>>>((ctx) => listUploads(ctx, collectionId));
    const collection = `/paderborn/amt/posteingang/sammlung/${collectionId}`;
    await clerk.open(`${collection}/verwerfen`);
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(clerk.html)?.[1] ?? "";
    const reader = clerkActor.kind === "staff" ? clerkActor : undefined;
    await run(
      (ctx) =>
        changeAccess(ctx, akteId, {
          federfuehrung: null,
          scope: "benannte",
          vertraulichkeit: "003",
          grants: [
            { kind: "person", id: "00000000-0000-7000-8000-000000000001", name: "Ada", mayWork: true },
            { kind: "person", id: reader?.staffId ?? "", name: reader?.name ?? "", mayWork: false },
          ],
        }),
      program,
    );
    await clerk.open(`/paderborn/amt/posteingang/ablage/${collectionId}`);
    expect(clerk.status).toBe(200);
    const changes: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
      [`${collection}/verwerfen`, {}],
      [`${collection}/dateien/${upload?.uploadId}/entfernen`, {}],
      [`${collection}/dateien`, {}],
      [`/paderborn/amt/posteingang/ablage/${collectionId}`, { aktion: "speichern" }],
      ["/paderborn/amt/posteingang/ablage", { akte: akteId, vorgang: vorgangId }],
    ];
    for (const [path, fields] of changes) {
      await clerk.post(path, { _csrf, ...fields });
      expect(clerk.status, path).toBe(403);
    }
    const begun = await web.app.inject({
      method: "POST",
      url: `${collection}/strom`,
      headers: {
        "tus-resumable": "1.0.0",
        "x-requested-with": "klickamt",
        "upload-length": "5",
        "upload-metadata": `field ${btoa("datei:a.txt")},filename ${btoa("a.txt")}`,
        cookie: [...clerk.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      },
    });
    expect(begun.statusCode).toBe(403);
    await clerk.open(`/paderborn/amt/akte/${akteId}`);
    expect(clerk.text()).not.toContain("Dokumente hinzufügen");
    await run(async (ctx) => {
      expect(await listUploads(ctx, collectionId)).toHaveLength(1);
    }, program);
  });

  test("what waits to be filed goes along when its Vorgang is moved, and stands against z.d.A. until it is filed", async () => {
    const { akteId, vorgangId } = await newVorgang("Wandert");
    const target = await newVorgang("Nimmt auf");
    const collectionId = await openFilingPage(akteId);
    const against = (inAkte: string) =>
      run<readonly unknown[]>((ctx) => intakeClosingCheck.find(ctx, { akteId: inAkte, vorgangId, caseId: null }));
    expect(await against(akteId)).toEqual([]);
    clerk.fill({ "Dateien auswählen": sent("a.txt", text("Wandert mit")) });
    await clerk.submit("Hochladen");
    expect(await against(akteId)).toMatchObject([{ path: `/amt/posteingang/ablage/${collectionId}`, blocks: true }]);
    await run((ctx) => moveVorgang(ctx, { vorgangId, akteId: target.akteId }));
    expect(await against(target.akteId)).toHaveLength(1);
    await clerk.open(`/paderborn/amt/posteingang/ablage/${collectionId}`);
    await clerk.submit("Ablegen (ausgewählt: 1)");
    expect(clerk.text()).toContain("Dokumente in der Akte: 1");
    expect(await against(target.akteId)).toEqual([]);
  });

  test("many are filed by a job in the name of whoever ordered it, and only as long as they may", {
    timeout: 120_000,
  }, async () => {
    const { akteId, vorgangId } = await newVorgang("Viele");
    await openFilingPage(akteId);
    clerk.fill({
      "Dateien auswählen": Array.from({ length: 60 }, (_, n) => sent(`Blatt ${n}.txt`, text(`Blatt ${n}`))),
    });
    await clerk.submit("Hochladen");
    await clerk.submit("Ablegen (ausgewählt: 60)");
    expect(clerk.text()).toContain("0 von 60 abgelegt");
    const { failed } = await database.queue.drain();
    expect(failed).toEqual([]);
    await clerk.open(clerk.path);
    expect(clerk.text()).toContain("Dokumente in der Akte: 60");
    const filed = await run<Awaited<ReturnType<typeof listDokumente>>>((ctx) => listDokumente(ctx, vorgangId));
    expect(filed.map(({ title }) => title)).toEqual(Array.from({ length: 60 }, (_, n) => `Blatt ${n}`));
    await clerk.open(`/paderborn/amt/akte/${akteId}`);
    expect(clerk.text()).toContain("Kim records");
  });

  test("what comes when it has been filed already is refused and not lost without a word", async () => {
    const { akteId, vorgangId } = await newVorgang("Zu spät");
    const collectionId = await openFilingPage(akteId);
    clerk.fill({ "Dateien auswählen": sent("a.txt", text("Rechtzeitig")) });
    await clerk.submit("Hochladen");
    const { browser: colleague } = await signedIn("casework");
    await colleague.open(`/paderborn/amt/posteingang/ablage/${collectionId}`);
    await clerk.submit("Ablegen (ausgewählt: 1)");
    colleague.fill({ "Dateien auswählen": sent("b.txt", text("Zu spät")) });
    await colleague.submit("Hochladen");
    expect(colleague.status).toBe(409);
    expect(colleague.heading()).toBe("Jemand war schneller");
    expect(await run<readonly unknown[]>((ctx) => listDokumente(ctx, vorgangId))).toHaveLength(1);
  });

  test("an e-mail from a year that no calendar knows is read like any other", async () => {
    const { akteId } = await newVorgang("Datum");
    const collectionId = await openFilingPage(akteId);
    const mail = new TextDecoder().decode(savedMail()).replace("2 Nov 2026", "2 Nov 20260");
    clerk.fill({ "Dateien auswählen": sent("nachricht.eml", text(mail)) });
    await clerk.submit("Hochladen");
    expect((await database.queue.drain()).failed).toEqual([]);
    const { items } = await run<Awaited<ReturnType<typeof listStaged>>>(async (ctx) =>
      listStaged(ctx, await getFiling(ctx, collectionId)),
    );
    expect(items.map(({ title, mail, letterDate }) => [title, mail, letterDate])).toEqual([
      ["Unterlagen zum Widerspruch", "read", undefined],
      ["Kaufvertrag", undefined, undefined],
    ]);
  });

  test("programs are refused with a reason, and nobody without the duty gets in", async () => {
    const { akteId } = await newVorgang("Programm");
    const collectionId = await openFilingPage(akteId);
    clerk.fill({ "Dateien auswählen": sent("brief.pdf", Buffer.from("MZ\x90\0", "latin1")) });
    await clerk.submit("Hochladen");
    expect(clerk.status).toBe(422);
    expect(clerk.text()).toContain("Das ist ein Programm, kein Dokument");
    const { browser: other, actor } = await signedIn("design");
    for (const path of ["", `/ablage/${collectionId}`, "/neu", "/trennblatt.pdf", "/einstellungen"]) {
      await other.open(`/paderborn/amt/posteingang${path}`);
      expect(other.status, path).toBe(403);
    }
    await expect(run((ctx) => openFiling(ctx, { akteId, vorgangId: akteId }), actor)).rejects.toThrow(
      "intake.duty-missing",
    );
    await expect(run((ctx) => openPile(ctx, scan), actor)).rejects.toThrow("intake.duty-missing");
    await expect(run((ctx) => fileCollection(ctx, collectionId), actor)).rejects.toThrow("intake.duty-missing");
    // The protocol of pieces asks for the same, before a byte is read.
    const begin = (cookie: string) =>
      web.app.inject({
        method: "POST",
        url: `/paderborn/amt/posteingang/sammlung/${collectionId}/strom`,
        headers: {
          "tus-resumable": "1.0.0",
          "x-requested-with": "klickamt",
          "upload-length": "5",
          "upload-metadata": `field ${btoa("datei:a.txt")},filename ${btoa("a.txt")}`,
          cookie,
        },
      });
    const cookies = (browser: Browser) => [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    expect((await begin("")).statusCode).toBe(403);
    expect((await begin(cookies(other))).statusCode).toBe(403);
    expect((await begin(cookies(clerk))).statusCode).toBe(201);
  });

  test("what is thrown away or left alone goes", async () => {
    const { akteId } = await newVorgang("Weg");
    const first = await openFilingPage(akteId);
    clerk.fill({ "Dateien auswählen": sent("a.txt", text("Weg damit")) });
    await clerk.submit("Hochladen");
    await clerk.click("Alles verwerfen");
    await clerk.submit("Ja, verwerfen");
    expect(clerk.heading()).toContain("Weg");
    expect(await run((ctx) => findCollection(ctx, first))).toBeUndefined();
    const second = await openFilingPage(akteId);
    const today = database.now;
    await database.queue.tick("intake.sweep");
    await database.queue.drain();
    expect(await run((ctx) => findCollection(ctx, second))).toBeDefined();
    database.now = new Date(today.getTime() + 31 * 86_400_000);
    await database.queue.tick("intake.sweep");
    await database.queue.drain();
    database.now = today;
    expect(await run((ctx) => findCollection(ctx, second))).toBeUndefined();
  });
});

const scan: ScanFacts = {
  scannedBy: "Kim records",
  scannedOn: plainDay("2026-11-23"),
  device: "Musterscan 5000",
  software: "Musterscan Treiber 2.1",
  resolutionDpi: 200,
  colour: "grey",
  sides: "both",
  note: "Klammern entfernt",
  blankPages: "drop",
};

describe("A pile of scanned post", () => {
  test("becomes letters that are compared and filed with their protocol", { timeout: 300_000 }, async () => {
    const { akteId, vorgangId, aktenzeichen } = await newVorgang("Frist");
    await clerk.open("/paderborn/amt/posteingang");
    expect(clerk.text()).toContain("Kein Schriftstück wartet");
    await clerk.click("Stapel einscannen");
    await clerk.submit("Weiter zu den Dateien");
    expect(clerk.errors()).toContain("Geben Sie an, womit gescannt wurde.");
    clerk.fill({
      Scanner: "Musterscan 5000",
      "Software mit Version": "Treiber 2.1",
      Farbe: "Graustufen",
      Auffälligkeiten: "Klammern entfernt",
    });
    await clerk.submit("Weiter zu den Dateien");
    await clerk.submit("Stapel aufteilen");
    expect(clerk.text()).toContain("Laden Sie zuerst die Dateien des Scanners hoch");
    clerk.fill({ "Dateien des Scanners": sent("stapel.pdf", await scannedPile(aktenzeichen)) });
    await clerk.submit("Hochladen");
    expect(clerk.text()).toContain("stapel.pdf");
    await clerk.submit("Stapel aufteilen");
    expect(clerk.text()).toContain("Der Stapel wird gelesen");
    expect((await database.queue.drain()).failed).toEqual([]);
    await clerk.open(clerk.path);
    expect(clerk.heading()).toBe("Aufteilung prüfen");
    expect(clerk.text()).toContain("Seiten: 5. Schriftstücke: 2. Weggelassen: 2.");
    expect(clerk.text()).toContain(aktenzeichen);
    const pile = clerk.path;
    const thumbnail = clerk.html.match(/src="([^"]*\/seite\/1)"/)?.[1] ?? "";
    await clerk.open(thumbnail);
    expect(clerk.headers["content-type"]).toBe("image/jpeg");
    for (const none of ["0", "6", "1.5", "99999999999"]) {
      await clerk.open(thumbnail.replace(/1$/, none));
      expect(clerk.status, none).toBe(404);
    }
    await clerk.open(pile);
    // Merged, shown again, and parted as before.
    clerk.fill({ "seite-4": "continue", "drehung-4": "180" });
    await clerk.submit("Speichern und neu anzeigen");
    expect(clerk.text()).toContain("Schriftstücke: 1.");
    clerk.fill({ "seite-4": "start", "drehung-4": "0" });
    await clerk.submit("Aufteilung übernehmen und Text erkennen");
    expect(clerk.text()).toContain("Text erkannt: 0 von 3 Seiten");
    expect((await database.queue.drain()).failed).toEqual([]);
    await clerk.open(clerk.path);
    expect(clerk.text()).toContain("zu vergleichen");
    await clerk.open("/paderborn/amt/posteingang");
    await clerk.click("Schriftstück 2");
    expect(clerk.text()).toContain("Für die Prüfung bitten wir um eine Frist");
    expect(clerk.text()).toContain(`Ausgewählt: ${aktenzeichen.split("/")[0]} Frist`);
    const letter = clerk.path;
    clerk.fill({
      title: "Antrag auf Fristverlängerung",
      sender: "Kanzlei Beispiel",
      day: "20.11.2026",
      theirReference: "K 17",
    });
    await clerk.submit("In der Akte ablegen");
    expect(clerk.text()).toContain("Vergleichen Sie zuerst die Seiten");
    await clerk.click("Seiten vergleichen");
    expect(clerk.text()).toContain("Seite 1 von 1");
    for (const form of ["scan", "durchsuchbar"]) {
      await clerk.open(`${letter}/bild/${form}/1`);
      expect((await sharp(clerk.bytes).metadata()).width).toBeGreaterThan(890);
    }
    await clerk.open(`${letter}/vergleich`);
    await clerk.submit("Vergleich bestätigen");
    expect(clerk.errors()).toHaveLength(2);
    clerk.fill({
      "Womit haben Sie verglichen?": "mit dem Papieroriginal",
      Ergebnis: "Das Ergebnis weicht ab",
      Bemerkung: "Ecke fehlt",
    });
    await clerk.submit("Vergleich bestätigen");
    clerk.fill({ title: "Antrag auf Fristverlängerung" });
    await clerk.submit("In der Akte ablegen");
    expect(clerk.text()).toContain("Der Vergleich hat eine Abweichung ergeben");
    await clerk.open(`${letter}/vergleich`);
    clerk.fill({ Ergebnis: "Das Ergebnis stimmt bildlich und inhaltlich überein", Bemerkung: "" });
    await clerk.submit("Vergleich bestätigen");
    clerk.fill({
      title: "Antrag auf Fristverlängerung",
      sender: "Kanzlei Beispiel",
      day: "20.11.2026",
      theirReference: "K 17",
    });
    await clerk.submit("In der Akte ablegen");
    expect(clerk.text()).toContain("Dieses Schriftstück liegt in der Akte");

    await run(async (ctx) => {
      const [filed, protocol] = await listDokumente(ctx, vorgangId);
      expect(filed).toMatchObject({
        title: "Antrag auf Fristverlängerung",
        kind: "eingang",
        author: "Kanzlei Beispiel",
        metadata: { posteingang: "2026-11-23", datumDesSchreibens: "2026-11-20", fremdesGeschaeftszeichen: "K 17" },
      });
      const dokumentId = filed?.dokumentId ?? "";
      expect((await readPdf(await readDokument(ctx, dokumentId))).pages[0]?.text).toBe("");
      const searchable = await readPdf(await readFormat(ctx, dokumentId, 1, 2));
      expect(searchable.pages[0]?.text).toContain("Fristverlängerung");
      expect(protocol).toMatchObject({
        kind: "vermerk",
        title: "Transfervermerk: Antrag auf Fristverlängerung",
        parentId: dokumentId,
      });
      const note = (await readPdf(await readDokument(ctx, protocol?.dokumentId ?? ""))).pages
        .map((page) => page.text)
        .join(" ");
      for (const word of [
        "Musterscan 5000",
        "Treiber 2.1",
        "Klammern entfernt",
        "dem Papieroriginal",
        "Tesseract",
        filed?.sha256.slice(0, 16),
      ]) {
        expect(note.replace(/\s+/g, " ")).toContain(word);
      }
      expect((await verifyRecords({ ...ctx, actor: program })).broken).toEqual([]);
      expect((await getDokument(ctx, dokumentId)).version).toBe(1);
    });
    await clerk.open(`/paderborn/amt/akte/${akteId}`);
    expect(clerk.text()).toContain("intake.gescannt");
    const filedCount = () => /Abgelegt\s*\(?(\d+)/.exec(clerk.text())?.[1];
    await clerk.open("/paderborn/amt/posteingang?ansicht=abgelegt");
    expect(clerk.text()).toContain("Antrag auf Fristverlängerung");
    expect(filedCount()).toBe("1");
    // What one may not see is not counted either.
    const grants = [
      { kind: "person" as const, id: "00000000-0000-7000-8000-000000000001", name: "Ada", mayWork: true },
    ];
    const access = { federfuehrung: null, vertraulichkeit: "003" as const, grants };
    await run((ctx) => changeAccess(ctx, akteId, { ...access, scope: "benannte" }), program);
    for (const view of ["", "?ansicht=abgelegt"]) {
      await clerk.open(`/paderborn/amt/posteingang${view}`);
      expect(clerk.text()).not.toContain("Fristverlängerung");
      expect(filedCount() ?? "0").toBe("0");
    }
    for (const part of ["", "/vergleich", "/bild/scan/1", "/scan.pdf", "/verwerfen"]) {
      await clerk.open(`${letter}${part}`);
      expect(clerk.status, part).toBe(404);
    }
    // Nor shown as a page of its pile, in which another letter waits.
    await clerk.open(thumbnail.replace(/1$/, "4"));
    expect(clerk.status).toBe(404);
    await clerk.open(thumbnail);
    expect(clerk.status).toBe(200);
  });

  test("is turned where a page lies on its head, and says what it reads as a proposal", {
    timeout: 300_000,
  }, async () => {
    const { akteId, vorgangId, aktenzeichen } = await newVorgang("Gebühren");
    const hidden = await newVorgang("Vertraulich");
    await database.run(town.tenantId, program, (ctx) =>
      changeAccess(ctx, hidden.akteId, {
        federfuehrung: null,
        vertraulichkeit: "003",
        scope: "benannte",
        grants: [{ kind: "person", id: "00000000-0000-7000-8000-000000000001", name: "Ada", mayWork: true }],
      }),
    );
    const collectionId = await run<string>((ctx) => openPile(ctx, scan));
    await clerk.open(`/paderborn/amt/posteingang/stapel/${collectionId}`);
    const pile = await scannedPile(hidden.aktenzeichen, 200, { answersTo: aktenzeichen, upsideDown: true });
    clerk.fill({ "Dateien des Scanners": sent("stapel.pdf", pile) });
    await clerk.submit("Hochladen");
    await clerk.submit("Stapel aufteilen");
    await database.queue.drain();
    await clerk.open(`/paderborn/amt/posteingang/stapel/${collectionId}`);
    await clerk.submit("Aufteilung übernehmen und Text erkennen");
    expect((await database.queue.drain()).failed).toEqual([]);
    await clerk.open(clerk.path);
    const [first, second] = await run<readonly Letter[]>((ctx) => listLetters(ctx, { collectionId }));
    const letter = `/paderborn/amt/posteingang/brief/${first?.letterId}`;

    // The Akte is proposed with the line that names it, and chosen by nobody but a person.
    await clerk.open(letter);
    expect(clerk.text()).toContain("Seite 2, gedreht um 180° vom Programm");
    expect(clerk.text()).toContain("Aufstellung der Straßenreinigungsgebühren");
    expect(clerk.text()).toMatch(/Vorschlag.*gelesen auf Seite 1: Ihr Zeichen/s);
    expect(clerk.text()).not.toContain("Ausgewählt:");
    expect(clerk.text()).toContain("Wählen Sie zuerst eine Akte.");
    await clerk.click(`${aktenzeichen.split("/")[0]} Gebühren`);
    expect(clerk.value("title")).toBe("");
    expect(clerk.text()).toContain("Nichts davon ist eingetragen.");
    await clerk.click("Alle Vorschläge übernehmen");
    expect(["title", "sender", "day", "theirReference"].map((name) => clerk.value(name))).toEqual([
      "Widerspruch gegen den Gebührenbescheid",
      "Kanzlei Beispiel",
      "20.11.2026",
      "K 17/26",
    ]);
    expect((await run<readonly unknown[]>((ctx) => listDokumente(ctx, vorgangId))).length).toBe(0);

    // An Akte that one may not see is told apart from none by nothing.
    const shown = async (proposal: string) => {
      await run((ctx) => updateLetter(ctx, second?.letterId ?? "", { proposal }));
      await clerk.open(`/paderborn/amt/posteingang/brief/${second?.letterId}`);
      return clerk.text().replaceAll(proposal, "…");
    };
    // Whoever asks what is stored about them gets what is not filed yet, with the scan; the letter itself stays.
    await run(async (ctx) => {
      const person = { name: "Jörg Weiss" };
      const found = await intakePersonalData.search?.(ctx, person);
      expect(found?.map(({ key }) => key)).toContain(`letter ${first?.letterId}`);
      const [holding] = await intakePersonalData.collect(ctx, [`letter ${first?.letterId}`], {
        caseIds: [],
        mailboxIds: [],
      });
      expect(holding?.facts.map(({ value }) => value).join()).toContain("Widerspruch");
      expect(holding?.erasure.possible).toBe(false);
      const [document] = holding?.documents ?? [];
      expect(sha256((await document?.read?.()) ?? new Uint8Array())).toBe(document?.sha256);
      expect(await intakePersonalData.search?.(ctx, { name: "Jörg Schwarz" })).toEqual([]);
    }, program);

    const unseen = await shown(hidden.aktenzeichen);
    expect(unseen).toContain("Dazu gibt es keine Akte, die Sie sehen dürfen.");
    expect(unseen).not.toContain("Vertraulich");
    expect(await shown("32.40-2026-99999/01")).toBe(unseen);

    // Turned by hand it is recognised again, and compared again.
    const compare = async () => {
      await clerk.open(`${letter}/vergleich`);
      clerk.fill({
        "Womit haben Sie verglichen?": "mit dem Papieroriginal",
        Ergebnis: "Das Ergebnis stimmt bildlich und inhaltlich überein",
      });
      await clerk.submit("Vergleich bestätigen");
    };
    await compare();
    await clerk.submit("Seite 1 nach rechts drehen");
    expect(clerk.text()).toContain("Text wird erkannt");
    const { actor: designer } = await signedIn("publish");
    await expect(run((ctx) => turnPage(ctx, first?.letterId ?? "", 1, 90), designer)).rejects.toThrow(
      "intake.duty-missing",
    );
    await expect(run((ctx) => turnPage(ctx, first?.letterId ?? "", 1, 90))).rejects.toThrow("intake.not-ready");
    expect((await database.queue.drain()).failed).toEqual([]);
    await clerk.open(letter);
    expect(clerk.text()).toContain("Seite 1, gedreht um 90° von Hand");
    expect(clerk.text()).toContain("Vergleichen Sie Scan und Ergebnis");
    await clerk.open(`${letter}/scan.pdf`);
    const [sideways] = (await readPdf(clerk.bytes)).pages;
    expect(sideways?.widthPoints).toBeGreaterThan(sideways?.heightPoints ?? 0);
    await compare();
    await clerk.open(`${letter}?akte=${akteId}`);
    clerk.fill({ title: "Widerspruch" });
    await clerk.submit("In der Akte ablegen");
    await run(async (ctx) => {
      const [, protocol] = await listDokumente(ctx, vorgangId);
      const note = (await readPdf(await readDokument(ctx, protocol?.dokumentId ?? ""))).pages[0]?.text ?? "";
      expect(note.replaceAll(/\s+/g, " ")).toContain(
        "Seite 1 gedreht um 90° (von Hand); Seite 2 gedreht um 180° (vom Programm)",
      );
      expect((await verifyRecords({ ...ctx, actor: program })).broken).toEqual([]);
      // On file it is found in its Akte, and here no more.
      const keys = [`letter ${first?.letterId}`];
      expect(await intakePersonalData.collect(ctx, keys, { caseIds: [], mailboxIds: [] })).toEqual([]);
    });
  });

  test("of pictures, in the order of their names, and a broken one fails with a way out", {
    timeout: 120_000,
  }, async () => {
    const page = async (subject: string) => {
      const { pictures } = await (await import("../../platform/pdf-reading/index.ts")).drawPdf(
        await writtenLetter(subject, "Text"),
        {
          pages: [1],
          size: { dpi: 100 },
          format: "png",
        },
      );
      return pictures[0]?.bytes as Uint8Array;
    };
    const tiff = await sharp(await page("TIFF"))
      .toColourspace("b-w")
      .tiff({ compression: "ccittfax4", bitdepth: 1 })
      .toBuffer();
    const collectionId = await run<string>((ctx) => openPile(ctx, scan));
    const path = `/paderborn/amt/posteingang/stapel/${collectionId}`;
    await clerk.open(path);
    clerk.fill({ "Dateien des Scanners": [sent("scan10.png", await page("PNG")), sent("scan2.tif", tiff)] });
    await clerk.submit("Hochladen");
    await clerk.submit("Stapel aufteilen");
    await database.queue.drain();
    await clerk.open(path);
    expect(clerk.text()).toContain("Seiten: 2. Schriftstücke: 1.");
    await clerk.submit("Weitere Dateien hinzufügen");
    clerk.fill({ "Dateien des Scanners": sent("scan3.png", (await page("Kaputt")).subarray(0, 2000)) });
    await clerk.submit("Hochladen");
    await clerk.submit("Stapel aufteilen");
    await database.queue.drain();
    await clerk.open(path);
    expect(clerk.text()).toContain("Eine Datei ist beschädigt und lässt sich nicht lesen");
    expect(clerk.text()).toContain("Betroffen ist „scan3.png“.");
    await clerk.open("/paderborn/amt/posteingang");
    expect(clerk.text()).toContain("fehlgeschlagen");
    // What is named can be taken out, and what comes instead is named too.
    await clerk.open(path);
    await clerk.click("Entfernen: scan3.png");
    await clerk.submit("Ja, entfernen");
    expect(clerk.status).toBe(200);
    const locked = await PDFDocument.load(await writtenLetter("Gesperrt", "Text"));
    locked.encrypt({ ownerPassword: "eins", userPassword: "zwei" });
    clerk.fill({ "Dateien des Scanners": sent("scan1.pdf", await locked.save()) });
    await clerk.submit("Hochladen");
    await clerk.submit("Noch einmal lesen");
    await database.queue.drain();
    await clerk.open(path);
    expect(clerk.text()).toContain("mit einem Kennwort geschützt");
    expect(clerk.text()).toContain("Betroffen ist „scan1.pdf“.");
    expect(clerk.text()).not.toContain("scan3.png");
    clerk.fill({ "Dateien des Scanners": sent("brief.txt", text("Text")) });
    await clerk.submit("Hochladen");
    await clerk.submit("Noch einmal lesen");
    expect(clerk.text()).toContain("Weder PDF noch TIFF, JPEG oder PNG: „brief.txt“.");
    await clerk.click("Stapel verwerfen");
    await clerk.submit("Ja, verwerfen");
    expect(clerk.heading()).toBe("Posteingang");
  });

  test("does not bring back a letter that was thrown away, however it is parted or read anew", {
    timeout: 120_000,
  }, async () => {
    const collectionId = await run<string>((ctx) => openPile(ctx, scan));
    const path = `/paderborn/amt/posteingang/stapel/${collectionId}`;
    await clerk.open(path);
    clerk.fill({
      "Dateien des Scanners": [
        sent("scan1.pdf", await writtenLetter("Irrläufer", "Gehört nicht hierher")),
        sent("scan2.pdf", await writtenLetter("Widerspruch", "Gehört hierher")),
      ],
    });
    await clerk.submit("Hochladen");
    await clerk.submit("Stapel aufteilen");
    await database.queue.drain();
    await clerk.open(path);
    clerk.fill({ "seite-2": "start" });
    await clerk.submit("Aufteilung übernehmen und Text erkennen");
    const [stray] = await run<readonly Letter[]>((ctx) => listLetters(ctx, { collectionId }));
    await clerk.open(`/paderborn/amt/posteingang/brief/${stray?.letterId}/verwerfen`);
    await clerk.submit("Ja, verwerfen");
    // A file of which nothing is wanted any more goes at once.
    const left = await run<Awaited<ReturnType<typeof listUploads>>>((ctx) => listUploads(ctx, collectionId));
    expect(left.map(({ filename }) => filename)).toEqual(["scan2.pdf"]);
    await clerk.submit("Neu aufteilen");
    expect(clerk.heading()).toBe("Aufteilung prüfen");
    expect(clerk.text()).toContain("Seiten: 1. Schriftstücke: 1.");
    await clerk.open(`${path}/seite/1`);
    expect(clerk.status).toBe(404);
    // Read anew, files of several letters would bring their pages back.
    await clerk.open(path);
    expect(clerk.text()).not.toContain("Weitere Dateien hinzufügen");
    await expect(run((ctx) => reopenPile(ctx, collectionId))).rejects.toThrow("intake.thrown-away");
    await clerk.submit("Aufteilung übernehmen und Text erkennen");
    expect((await run<readonly Letter[]>((ctx) => listLetters(ctx, { collectionId }))).length).toBe(1);
    expect((await database.queue.drain()).failed).toEqual([]);
  });

  test("goes with the last of its letters that is thrown away, also where two are at once", async () => {
    const collectionId = await run<string>((ctx) => openPile(ctx, scan));
    const path = `/paderborn/amt/posteingang/stapel/${collectionId}`;
    await clerk.open(path);
    clerk.fill({ "Dateien des Scanners": sent("stapel.pdf", await scannedPile("32.40")) });
    await clerk.submit("Hochladen");
    await clerk.submit("Stapel aufteilen");
    await database.queue.drain();
    await run((ctx) => splitPile(ctx, collectionId));
    const [first, second] = await run<readonly Letter[]>((ctx) => listLetters(ctx, { collectionId }));
    const dropped = Promise.withResolvers<void>();
    const goesOn = Promise.withResolvers<void>();
    const one = run(async (ctx) => {
      await dropLetter(ctx, first?.letterId ?? "");
      dropped.resolve();
      await goesOn.promise;
    });
    await dropped.promise;
    const other = run((ctx) => dropLetter(ctx, second?.letterId ?? ""));
    await expect
      .poll(() => database.asSuperuser((client) => client.query("select 1 from pg_locks where not granted")))
      .toMatchObject({ rowCount: 1 });
    goesOn.resolve();
    await Promise.all([one, other]);
    expect(await run((ctx) => findCollection(ctx, collectionId))).toBeUndefined();
    expect(await run((ctx) => listUploads(ctx, collectionId))).toEqual([]);
    await database.queue.drain();
  });

  test("is compared as far as the town has set", async () => {
    await clerk.open("/paderborn/amt/posteingang/einstellungen");
    expect(clerk.value("comparePercent")).toBe("100");
    clerk.fill({ comparePercent: "0", keepDays: "5" });
    await clerk.submit("Speichern");
    expect(clerk.errors()).toHaveLength(2);
    clerk.fill({ comparePercent: "20", keepDays: "60" });
    await clerk.submit("Speichern");
    expect(clerk.text()).toContain("Gespeichert");
    await clerk.open("/paderborn/amt/posteingang");
    expect(clerk.text()).toContain("60 Tage lang");
  });

  test("is parted by sheets that the desk prints", async () => {
    await clerk.open("/paderborn/amt/posteingang/trennblatt");
    clerk.fill({ ziel: "keines" });
    await clerk.submit("Trennblatt als PDF");
    expect(clerk.errors()[0]).toContain("weder ein Aktenzeichen noch eine Nummer im Aktenplan");
    for (const target of ["32.40-2026-00017", "32.70-2026-001-MARKT", "32.40"]) {
      await clerk.open("/paderborn/amt/posteingang/trennblatt");
      clerk.fill({ ziel: target });
      await clerk.submit("Trennblatt als PDF");
      expect(clerk.headers["content-type"]).toBe("application/pdf");
      expect((await readPdf(clerk.bytes)).pages[0]?.text).toContain(target);
    }
  });
});
