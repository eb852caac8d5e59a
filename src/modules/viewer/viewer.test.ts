import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PDFDocument, StandardFonts } from "@cantoo/pdf-lib";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Actor, type Duty, sha256 } from "../../kernel/index.ts";
import { stopRemovals } from "../../platform/db/index.ts";
import { drawPdf, readPdf } from "../../platform/pdf-reading/index.ts";
import {
  type Browser,
  createTestDatabase,
  createTestWeb,
  type TestDatabase,
  type TestWeb,
} from "../../platform/testing/index.ts";
import { routes as accountRoutes, authenticate, createStaff } from "../accounts/index.ts";
import {
  addFormat,
  changeAccess,
  closeVorgang,
  extendRecords,
  fileDokument,
  listDokumenteOfAkte,
  listFormats,
  listVerweise,
  openVorgang,
  readDokument,
  recordsRoutes,
  seedAktenplan,
  verifyRecords,
} from "../records/index.ts";
import { findTown, switchOnTown, type Tenant } from "../tenants/index.ts";
import { addNote } from "./actions/notes.ts";
import {
  configureViewer,
  findSoffice,
  viewerDestructionPart,
  viewerJobs,
  viewerRoutes,
  viewerWatcher,
} from "./index.ts";
import { renditionsOf, sweepRenditions } from "./renditions.ts";
import { convertToPdf } from "./soffice.ts";

const system: Actor = { kind: "system", name: "test" };
const password = "Blauer Reiher 1887 am Wehr";
const docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

let folder: string;
let database: TestDatabase;
let web: TestWeb;
let town: Tenant;
let other: Tenant;
let clerk: Browser;

/** A PDF of so many pages that all name the same person. */
async function letter(pages: number): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (let number = 1; number <= pages; number++) {
    const page = pdf.addPage([420, 595]);
    page.drawText(`Seite ${number}: Frau Lüdenscheidt wohnt hier.`, { x: 40, y: 500, size: 12, font });
    page.drawText("Das darf man lesen.", { x: 40, y: 470, size: 12, font });
  }
  return pdf.save();
}

async function signedIn(at: Tenant, duty: Duty, name = "Kim"): Promise<Browser> {
  const email = `${name.toLowerCase()}.${duty}@${at.slug}.example`;
  await database.run(at.tenantId, system, (ctx) =>
    createStaff(ctx, { name: `${name} ${duty}`, email, password, duties: [duty] }),
  );
  const browser = web.openBrowser();
  await browser.open(`/${at.slug}/amt/anmelden`);
  browser.fill({ email, passwort: password });
  await browser.submit("Anmelden");
  return browser;
}

interface Given {
  readonly title: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

async function opened(...documents: readonly Given[]) {
  return database.run(town.tenantId, system, (ctx) =>
    openVorgang(ctx, {
      planUnit: "32.40",
      akteTitle: "Gewerbe Müller",
      retentionYears: 10,
      subject: "Gewerbeanmeldung",
      caseId: null,
      documents: documents.map((document) => ({
        kind: "anlage" as const,
        filename: `${document.title}.dat`,
        author: "Anna Müller",
        ...document,
      })),
    }),
  );
}

async function get(browser: Browser, address: string) {
  await browser.open(address);
  const { status, headers, bytes, html } = browser;
  return { status, headers, bytes, html };
}

const text = (words: string) => new TextEncoder().encode(words);
const page = (dokumentId: string | undefined, rest = "") => `/paderborn/amt/dokument/${dokumentId}/ansicht${rest}`;

async function drain(): Promise<void> {
  expect((await database.queue.drain()).failed).toEqual([]);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "klickamt-viewer-"));
  configureViewer({ folder: join(folder, "renditions") });
  extendRecords({ aktePanels: [], dokumentPanels: [], watchers: [viewerWatcher] });
  database = await createTestDatabase(inject("testServer"), viewerJobs);
  [town, other] = await database.db.inPlatform(async (tx) => {
    const ctx = { tx, actor: system, now: database.now };
    return [
      await switchOnTown(ctx, { ags: "05774032", demo: true }),
      await switchOnTown(ctx, { ags: "delbrueck", demo: true }),
    ] as const;
  });
  for (const { tenantId } of [town, other]) await database.run(tenantId, system, (ctx) => seedAktenplan(ctx));
  web = await createTestWeb(database, {
    routes: [...accountRoutes, ...recordsRoutes, ...viewerRoutes],
    dependencies: { findTown: (slug) => database.db.inPlatform((tx) => findTown(tx, slug)), authenticate },
  });
  clerk = await signedIn(town, "casework");
});
afterAll(async () => {
  configureViewer({});
  extendRecords({ aktePanels: [], dokumentPanels: [], watchers: [] });
  await web.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("The page of a Dokument", () => {
  test("shows a PDF page by page as pictures, with the text of each, twenty at a time", async () => {
    const { documents, akteId } = await opened({
      title: "Bericht",
      mediaType: "application/pdf",
      bytes: await letter(23),
    });
    await clerk.open(`/paderborn/amt/akte/${akteId}`);
    await clerk.click("Bericht");
    expect(clerk.heading()).toBe("Bericht");
    expect(clerk.text()).toContain("Seite 20: Frau Lüdenscheidt");
    expect(clerk.text()).not.toContain("Seite 21: Frau Lüdenscheidt");
    await clerk.open(page(documents[0]?.dokumentId, "?ab=21"));
    expect(clerk.text()).toContain("Seite 23: Frau Lüdenscheidt");
    const base = `/paderborn/amt/dokument/${documents[0]?.dokumentId}`;
    for (const [address, width] of [
      [`${base}/bild/1-1/23/normal`, 800],
      [`${base}/bild/1-1/1/vorschau`, 160],
      [`${base}/vorschau`, 160],
    ] as const) {
      const answer = await get(clerk, address);
      expect(answer.headers["content-type"], address).toBe("image/jpeg");
      expect((await sharp(answer.bytes).metadata()).width).toBe(width);
    }
    for (const address of [`${base}/bild/1-1/24/normal`, `${base}/bild/1-1/1/1000000`, `${base}/bild/1-1/0/normal`]) {
      expect((await get(clerk, address)).status, address).toBe(404);
    }
  });

  test("shows texts, tables and pictures, and never runs anything", async () => {
    const picture = await sharp({ create: { width: 40, height: 20, channels: 3, background: "#00f" } })
      .png()
      .toBuffer();
    const { documents } = await opened(
      { title: "Alt", mediaType: "text/plain", bytes: Uint8Array.from([0x47, 0x72, 0xfc, 0xdf, 0x65]) },
      { title: "Falle", mediaType: "text/html", bytes: text("<script>alert(1)</script>") },
      { title: "Liste", mediaType: "text/csv", bytes: text("Name;Ort\nMüller;<b>Bonn</b>") },
      { title: "Foto", mediaType: "image/png", bytes: picture },
      { title: "Anders", mediaType: "application/x-fremd", bytes: text("?") },
      { title: "Kaputt", mediaType: "application/pdf", bytes: text("%PDF-1.7 kaputt") },
      { title: "Bombe", mediaType: "image/png", bytes: picture.subarray(0, 30) },
    );
    const shown = async (index: number) => {
      const { html } = await get(clerk, page(documents[index]?.dokumentId));
      expect(html).not.toMatch(/<script>alert|<b>Bonn/);
      return clerk.text();
    };
    expect(await shown(0)).toContain("Grüße");
    expect(await shown(0)).toContain("WINDOWS-1252");
    expect(await shown(1)).toContain("<script>alert(1)</script>");
    expect(await shown(2)).toContain("<b>Bonn</b>");
    await shown(3);
    expect(
      (await get(clerk, `/paderborn/amt/dokument/${documents[3]?.dokumentId}/bild/1-1/1/gross`)).headers[
        "content-type"
      ],
    ).toBe("image/jpeg");
    expect(await shown(4)).toContain("Hier nicht zu zeigen");
    for (const index of [5, 6]) {
      expect(await shown(index)).toContain("Diese Datei lässt sich nicht zeigen");
      const small = await get(clerk, `/paderborn/amt/dokument/${documents[index]?.dokumentId}/vorschau`);
      expect(small.headers["content-type"]).toBe("image/svg+xml");
    }
    const file = await get(clerk, `/paderborn/amt/dokument/${documents[1]?.dokumentId}/1/1`);
    expect(file.headers["content-disposition"]).toContain("attachment");
  });

  test("is there for those who may see the Akte, and for nobody else", async () => {
    const { documents } = await opened({ title: "Brief", mediaType: "application/pdf", bytes: await letter(1) });
    const id = documents[0]?.dokumentId;
    const elsewhere = await signedIn(other, "records");
    const withoutDuty = await signedIn(town, "administration");
    for (const rest of ["ansicht", "vorschau", "bild/1-1/1/normal", "1/1", "schwaerzen"]) {
      expect((await get(clerk, `/paderborn/amt/dokument/${id}/${rest}`)).status, rest).toBe(200);
      expect((await get(elsewhere, `/delbrueck/amt/dokument/${id}/${rest}`)).status, rest).toBe(404);
      expect((await get(withoutDuty, `/paderborn/amt/dokument/${id}/${rest}`)).status, rest).toBe(403);
    }
    expect((await get(elsewhere, `/delbrueck/amt/vergleich?links=${id}`)).status).toBe(404);
  });

  test("is there for no colleague to whom the Akte is closed, nor is a picture, a comparison or a draft of it", async () => {
    const { documents, akteId } = await opened(
      { title: "Befund", mediaType: "application/pdf", bytes: await letter(1) },
      { title: "Anlage", mediaType: "text/plain", bytes: text("Anlage") },
    );
    const { documents: visible } = await opened({ title: "Offen", mediaType: "text/plain", bytes: text("offen") });
    const id = documents[0]?.dokumentId;
    await clerk.open(`/paderborn/amt/dokument/${id}/schwaerzen`);
    clerk.fill({ seiten: "1", begriffe: "Lüdenscheidt", zweck: "Auskunft" });
    await clerk.submit("Weiter zu den Seiten");
    const draft = clerk.path.split("?")[0] ?? "";
    await clerk.submit("Vorschau erstellen");
    await drain();
    const addresses = [
      ...["ansicht", "vorschau", "bild/1-1/1/normal", "1/1", "schwaerzen"].map(
        (rest) => `/paderborn/amt/dokument/${id}/${rest}`,
      ),
      `/paderborn/amt/vergleich?links=${id}`,
      `/paderborn/amt/vergleich?links=${visible[0]?.dokumentId}&rechts=${id}`,
      ...["", "/angaben", "/bild/1", "/datei", "/ablegen", "/verwerfen"].map((rest) => `${draft}${rest}`),
    ];
    for (const address of addresses) expect((await get(clerk, address)).status, address).toBe(200);
    const _csrf = /name="_csrf" value="([^"]+)"/.exec((await get(clerk, `${draft}/verwerfen`)).html)?.[1] ?? "";
    await database.run(town.tenantId, system, (ctx) =>
      changeAccess(ctx, akteId, {
        federfuehrung: null,
        scope: "benannte",
        vertraulichkeit: "003",
        grants: [{ kind: "person", id: "00000000-0000-7000-8000-000000000001", name: "Ada", mayWork: true }],
      }),
    );
    for (const address of addresses) expect((await get(clerk, address)).status, address).toBe(404);
    for (const rest of ["angaben", "seite/1", "vorschau", "ablegen", "verwerfen"]) {
      await clerk.post(`${draft}/${rest}`, { _csrf });
      expect(clerk.status, rest).toBe(404);
    }
    await clerk.post(`/paderborn/amt/dokument/${id}/notiz`, { _csrf, text: "Gesehen" });
    expect(clerk.status).toBe(404);
  });

  test("of two lies side by side, chosen from the Vorgang or from another one of the Akte", async () => {
    const { documents, akteId } = await opened(
      { title: "Entwurf", mediaType: "text/plain", bytes: text("erste Fassung") },
      { title: "Reinschrift", mediaType: "text/plain", bytes: text("zweite Fassung") },
    );
    await clerk.open(page(documents[0]?.dokumentId));
    await clerk.click("Daneben legen");
    expect(clerk.text()).toContain("Wählen Sie ein zweites Dokument");
    const second = await database.run(town.tenantId, system, (ctx) =>
      openVorgang(ctx, {
        akteId,
        planUnit: "32.40",
        akteTitle: "",
        retentionYears: 10,
        subject: "Zweiter",
        caseId: null,
        documents: [
          {
            title: "Gutachten",
            kind: "eingang",
            filename: "g.txt",
            mediaType: "text/plain",
            bytes: text("Gutachten"),
            author: "G",
          },
        ],
      }),
    );
    await clerk.open(`/paderborn/amt/vergleich?links=${documents[0]?.dokumentId}`);
    expect(clerk.text()).toContain(`${second.aktenzeichen} Gutachten`);
    await clerk.open(`/paderborn/amt/vergleich?links=${documents[0]?.dokumentId}&rechts=${documents[1]?.dokumentId}`);
    expect(clerk.text()).toContain("erste Fassung");
    expect(clerk.text()).toContain("zweite Fassung");
  });
});

describe("A note", () => {
  test("stands beside the Dokument, is deleted by whoever wrote it alone, and leaves the Akte as it is", async () => {
    const { documents, akteId } = await opened({ title: "Brief", mediaType: "text/plain", bytes: text("unverändert") });
    const id = documents[0]?.dokumentId as string;
    await clerk.open(page(id));
    clerk.fill({ text: "", seite: "x" });
    await clerk.submit("Notiz anheften");
    expect(clerk.text()).toContain("höchstens 4.000 Zeichen");
    expect(clerk.text()).toContain("Nennen Sie eine Seite");
    clerk.fill({ text: "Rückruf <b>abwarten</b>", seite: "1" });
    await clerk.submit("Notiz anheften");
    expect(clerk.text()).toContain("Die Notiz ist angeheftet.");
    expect(clerk.text()).toContain("Rückruf <b>abwarten</b>");

    const colleague = await signedIn(town, "records", "Sam");
    await colleague.open(page(id));
    expect(colleague.text()).toContain("Rückruf");
    expect(colleague.text()).not.toContain("Notiz löschen");
    await clerk.click("Notiz löschen");
    const address = clerk.path;
    expect((await get(colleague, address)).status).toBe(403);
    await clerk.open(address);
    await clerk.submit("Notiz löschen");
    expect(clerk.text()).toContain("Noch keine Notiz.");

    const read = await database.run(town.tenantId, system, (ctx) => readDokument(ctx, id));
    expect(new TextDecoder().decode(read)).toBe("unverändert");
    expect((await get(clerk, `/paderborn/amt/akte/${akteId}`)).html).not.toContain("Rückruf");
    expect((await database.run(town.tenantId, system, (ctx) => verifyRecords(ctx))).broken).toEqual([]);
  });

  test("is written by staff alone", async () => {
    const { documents } = await opened({ title: "Brief", mediaType: "text/plain", bytes: text("x") });
    const note = { dokumentId: documents[0]?.dokumentId as string, body: "x" };
    await expect(database.run(town.tenantId, system, (ctx) => addNote(ctx, note))).rejects.toThrow("viewer.staff-only");
    await expect(database.run(town.tenantId, { kind: "citizen" }, (ctx) => addNote(ctx, note))).rejects.toThrow(
      "records.duty-missing",
    );
  });
});

describe("A copy with passages blacked out", () => {
  test("is chosen, looked through and filed beside its original, which stays as it is", async () => {
    const bytes = await letter(7);
    const { documents, akteId } = await opened({ title: "Bericht", mediaType: "application/pdf", bytes });
    const id = documents[0]?.dokumentId as string;
    await clerk.open(page(id));
    await clerk.click("Geschwärzte Fassung anlegen");
    clerk.fill({ seiten: "9", begriffe: "x" });
    await clerk.submit("Weiter zu den Seiten");
    for (const words of ["Nennen Sie Seiten", "Höchstens 100 Begriffe", "Sagen Sie wofür"])
      expect(clerk.text()).toContain(words);
    clerk.fill({ seiten: "1-6", begriffe: "Lüdenscheidt", zweck: "Auskunft an die Presse", text: true });
    await clerk.submit("Weiter zu den Seiten");
    expect(clerk.text()).toContain("1 markierte Stellen");
    clerk.fill({ kaesten: "10 10 x" });
    await clerk.submit("Seite speichern");
    expect(clerk.text()).toContain("Jede Zeile braucht vier Zahlen");
    // "Das" is the sixth word of the page, after "Seite 1: Frau Lüdenscheidt wohnt hier."
    clerk.fill({ kaesten: "50 80 20 5", wort: ["6"] });
    await clerk.submit("Seite speichern");
    expect(clerk.text()).toContain("3 markierte Stellen");
    await clerk.submit("Vorschau erstellen");
    expect(clerk.text()).toContain("Fertige Seiten: 0 von 6");
    const started = clerk.path;
    await drain();
    await clerk.open(started);
    expect(clerk.heading()).toBe("Vorschau: Bericht");
    expect(clerk.text()).not.toContain("Lüdenscheidt wohnt");
    expect((await get(clerk, `${started}/bild/1`)).headers["content-type"]).toBe("image/jpeg");
    for (const none of ["0", "7", "1.5", "99999999999"])
      expect((await get(clerk, `${started}/bild/${none}`)).status, none).toBe(404);
    await clerk.open(started);
    await clerk.click("Zur Akte nehmen");
    await clerk.submit("Jetzt zur Akte nehmen");
    expect(clerk.text()).toContain("Prüfen Sie jede Seite");
    clerk.fill({ titel: "Auszug für die Presse", geprueft: true });
    await clerk.submit("Jetzt zur Akte nehmen");
    expect(clerk.heading()).toBe("Auszug für die Presse");
    await drain();

    const [original, filed] = await database.run(town.tenantId, system, (ctx) => listDokumenteOfAkte(ctx, akteId));
    expect(original?.sha256).toBe(sha256(bytes));
    expect(filed).toMatchObject({ kind: "ausgang", mediaType: "application/pdf", vorgangId: original?.vorgangId });
    const copy = await database.run(town.tenantId, system, (ctx) => readDokument(ctx, filed?.dokumentId ?? ""));
    const { count, pages } = await readPdf(copy);
    expect(count).toBe(6);
    const said = pages.map((one) => one.text.replaceAll(/\s+/g, " ").trim());
    expect(said[0]).toBe("Seite 1: Frau wohnt hier. darf man lesen.");
    expect(said[5]).toBe("Seite 6: Frau wohnt hier. Das darf man lesen.");
    const at = { kind: "dokument", id: filed?.dokumentId ?? "" } as const;
    const verweise = await database.run(town.tenantId, system, (ctx) => listVerweise(ctx, at));
    expect(verweise).toMatchObject([{ toId: id, kind: "bezug" }]);
    const { html } = await get(clerk, `/paderborn/amt/akte/${akteId}`);
    expect(html).not.toContain("Lüdenscheidt");
    expect((await database.run(town.tenantId, system, (ctx) => verifyRecords(ctx))).broken).toEqual([]);
    expect((await get(clerk, started)).status).toBe(404);
  });

  test("of a scan finds terms in the searchable PDF beside it, which only who may see the Dokument can use", async () => {
    const searchable = await letter(1);
    const drawn = await drawPdf(searchable, { pages: [1], size: { dpi: 150 }, format: "jpeg" });
    const pdf = await PDFDocument.create();
    const image = await pdf.embedJpg(drawn.pictures[0]?.bytes as Uint8Array);
    pdf.addPage([420, 595]).drawImage(image, { x: 0, y: 0, width: 420, height: 595 });
    const scan = await pdf.save();
    const { documents, akteId } = await opened({ title: "Brief", mediaType: "application/pdf", bytes: scan });
    const dokumentId = documents[0]?.dokumentId as string;
    await clerk.open(page(dokumentId));
    await clerk.click("Geschwärzte Fassung anlegen");
    clerk.fill({ begriffe: "Lüdenscheid", zweck: "Auskunft", text: true });
    await clerk.submit("Weiter zu den Seiten");
    const started = clerk.path.replace(/\?.*/, "");
    expect(clerk.text()).toContain("Auf dieser Seite steht kein Text");
    expect(clerk.text()).toContain("0 markierte Stellen");
    await database.run(town.tenantId, system, (ctx) =>
      addFormat(ctx, {
        dokumentId,
        version: 1,
        bytes: searchable,
        mediaType: "application/pdf",
        filename: "durchsuchbar.pdf",
      }),
    );
    await clerk.open(started);
    expect(clerk.text()).toContain("Die Wörter stammen aus der Texterkennung");
    expect(clerk.text()).toContain("1 markierte Stellen");
    clerk.fill({ wort: ["6"] });
    await clerk.submit("Seite speichern");
    expect(clerk.text()).toContain("2 markierte Stellen");
    await clerk.submit("Vorschau erstellen");
    await drain();
    await clerk.open(`${started}/ablegen`);
    clerk.fill({ titel: "Auszug", geprueft: true });
    await clerk.submit("Jetzt zur Akte nehmen");
    await drain();
    const filed = (await database.run(town.tenantId, system, (ctx) => listDokumenteOfAkte(ctx, akteId)))[1];
    const copy = await database.run(town.tenantId, system, (ctx) => readDokument(ctx, filed?.dokumentId ?? ""));
    expect((await readPdf(copy)).pages[0]?.text.replaceAll(/\s+/g, " ").trim()).toBe(
      "Seite 1: Frau wohnt hier. darf man lesen.",
    );
    const foreign = await signedIn(other, "records", "Scan");
    await foreign.open(started.replace("paderborn", other.slug));
    expect(foreign.status).toBe(404);
  });

  test("that is changed while it is made is made anew, and what was made of it goes", async () => {
    const { documents, akteId } = await opened({
      title: "Bericht",
      mediaType: "application/pdf",
      bytes: await letter(2),
    });
    const before = await database.files.list();
    await clerk.open(page(documents[0]?.dokumentId));
    await clerk.click("Geschwärzte Fassung anlegen");
    clerk.fill({ begriffe: "Frau", zweck: "Probe" });
    await clerk.submit("Weiter zu den Seiten");
    const started = clerk.path.replace(/\?.*/, "");
    await clerk.submit("Vorschau erstellen");
    await drain();
    expect((await database.files.list()).length).toBe(before.length + 3);
    await clerk.open(`${started}?seite=1`);
    clerk.fill({ kaesten: "0 0 10 10" });
    await clerk.submit("Seite speichern");
    await clerk.open(`${started}/ablegen`);
    expect(clerk.text()).not.toContain("Jetzt zur Akte nehmen");
    await drain();
    expect(await database.files.list()).toEqual(before);

    await clerk.submit("Vorschau erstellen");
    await drain();
    const { vorgangId } =
      (await database.run(town.tenantId, system, (ctx) => listDokumenteOfAkte(ctx, akteId)))[0] ?? {};
    await database.run(town.tenantId, system, (ctx) => closeVorgang(ctx, vorgangId as string));
    await clerk.open(`${started}/ablegen`);
    clerk.fill({ geprueft: true });
    await clerk.submit("Jetzt zur Akte nehmen");
    expect(clerk.text()).toContain("Der Vorgang ist zu den Akten.");
    await clerk.open(`${started}/verwerfen`);
    await clerk.submit("Ja, verwerfen");
    await drain();
    expect(await database.files.list()).toEqual(before);
  });

  test("of a picture that was cut short cannot be made, and the page says so at once", async () => {
    const noise = sharp(randomBytes(200 * 200 * 3), { raw: { width: 200, height: 200, channels: 3 } });
    const whole = await noise.png().toBuffer();
    const bytes = whole.subarray(0, whole.length >> 1);
    const { documents } = await opened({ title: "Foto", mediaType: "image/png", bytes });
    await clerk.open(page(documents[0]?.dokumentId));
    await clerk.click("Geschwärzte Fassung anlegen");
    clerk.fill({ zweck: "Probe" });
    await clerk.submit("Weiter zu den Seiten");
    const started = clerk.path.replace(/\?.*/, "");
    await clerk.submit("Vorschau erstellen");
    expect((await database.queue.drain()).failed).toEqual([
      { job: "viewer.redact", code: "viewer.unreadable-picture" },
    ]);
    await clerk.open(started);
    expect(clerk.text()).not.toContain("Fertige Seiten");
    expect(clerk.text()).toContain("Die Fassung konnte nicht erstellt werden.");
  });

  test("that is given up leaves what somebody has filed of it by hand", async () => {
    const { documents, akteId, vorgangId } = await opened({
      title: "Bericht",
      mediaType: "application/pdf",
      bytes: await letter(2),
    });
    await clerk.open(page(documents[0]?.dokumentId));
    await clerk.click("Geschwärzte Fassung anlegen");
    clerk.fill({ begriffe: "Frau", zweck: "Probe" });
    await clerk.submit("Weiter zu den Seiten");
    const started = clerk.path.replace(/\?.*/, "");
    await clerk.submit("Vorschau erstellen");
    await drain();
    const preview = (await get(clerk, `${started}/datei`)).bytes;
    const { dokumentId } = await database.run(town.tenantId, system, (ctx) =>
      fileDokument(ctx, {
        vorgangId,
        kind: "ausgang",
        title: "Auszug",
        filename: "auszug.pdf",
        mediaType: "application/pdf",
        bytes: new Uint8Array(preview),
        author: "Kim",
      }),
    );
    await clerk.open(`${started}/verwerfen`);
    await clerk.submit("Ja, verwerfen");
    await drain();
    const filed = await database.run(town.tenantId, system, (ctx) => readDokument(ctx, dokumentId));
    expect(Buffer.from(filed)).toEqual(Buffer.from(preview));
    expect((await database.run(town.tenantId, system, (ctx) => listDokumenteOfAkte(ctx, akteId))).length).toBe(2);
  });

  test("that is made again keeps its pages, however late those of the attempt before are erased", async () => {
    const { documents } = await opened({ title: "Bericht", mediaType: "application/pdf", bytes: await letter(2) });
    await clerk.open(page(documents[0]?.dokumentId));
    await clerk.click("Geschwärzte Fassung anlegen");
    clerk.fill({ begriffe: "Frau", zweck: "Probe" });
    await clerk.submit("Weiter zu den Seiten");
    const started = clerk.path.replace(/\?.*/, "");
    await clerk.submit("Vorschau erstellen");
    await drain();
    await clerk.open(`${started}?seite=2`);
    clerk.fill({ kaesten: "0 0 10 10" });
    await clerk.submit("Seite speichern");
    // A backup runs: what is to be erased waits, and the pages are made meanwhile.
    const backup = await stopRemovals(database.migratorUrl, () => undefined);
    await clerk.submit("Vorschau erstellen");
    await database.queue.drain();
    await backup.release();
    await database.letRetriesFallDue();
    await drain();
    await clerk.open(started);
    expect(clerk.heading()).toBe("Vorschau: Bericht");
    for (const number of [1, 2]) expect((await get(clerk, `${started}/bild/${number}`)).status).toBe(200);
  });
});

describe("What is kept beside an Akte", () => {
  test("goes with it", async () => {
    const { documents } = await opened({
      title: "Bericht",
      mediaType: "application/pdf",
      bytes: await letter(3),
    });
    const { dokumentId, sha256: address } = documents[0] as { dokumentId: string; sha256: string };
    await clerk.open(page(dokumentId));
    clerk.fill({ text: "Geht mit" });
    await clerk.submit("Notiz anheften");
    await clerk.click("Geschwärzte Fassung anlegen");
    clerk.fill({ begriffe: "Frau", zweck: "Probe" });
    await clerk.submit("Weiter zu den Seiten");
    const started = clerk.path;
    expect(await renditionsOf(town.tenantId, dokumentId, address).find("pages.json")).toBeDefined();
    await database.run(town.tenantId, system, (ctx) =>
      viewerDestructionPart.destroy(ctx, { dokumentIds: [dokumentId] }),
    );
    expect(await renditionsOf(town.tenantId, dokumentId, address).find("pages.json")).toBeUndefined();
    expect((await get(clerk, started)).status).toBe(404);
    await clerk.open(page(dokumentId));
    expect(clerk.text()).toContain("Noch keine Notiz.");
  });

  test("as drawn pages is bounded, and drawn anew after it was swept", async () => {
    const { documents } = await opened({ title: "Bericht", mediaType: "application/pdf", bytes: await letter(2) });
    const address = `/paderborn/amt/dokument/${documents[0]?.dokumentId}/bild/1-1/1/klein`;
    const drawn = (await get(clerk, address)).bytes;
    const kept = () => readdirSync(join(folder, "renditions", String(town.tenantId)));
    expect(kept()).toContain(documents[0]?.dokumentId);
    await sweepRenditions(town.tenantId, { bytes: 0, ageMs: 1e12 });
    expect(kept()).toEqual([]);
    expect((await get(clerk, address)).bytes).toEqual(drawn);
  });
});

describe("An office file", () => {
  const soffice = () => {
    // Speaks as LibreOffice does: writes `document.pdf` into the folder that it is told.
    const path = join(folder, "soffice");
    writeFileSync(
      path,
      `#!/bin/sh
while [ "$1" != "--outdir" ]; do shift; done
case "$(cat "$3")" in
  haengt*) sleep 60 ;;
  kaputt*) exit 1 ;;
  *) cp "${join(folder, "vorlage.pdf")}" "$2/document.pdf" ;;
esac
`,
    );
    chmodSync(path, 0o755);
    return path;
  };

  test("says so where LibreOffice is not installed", async () => {
    const { documents } = await opened({ title: "Tabelle", mediaType: docx, bytes: text("PK") });
    await clerk.open(page(documents[0]?.dokumentId));
    expect(clerk.text()).toContain("LibreOffice nicht eingerichtet");
    expect(clerk.text()).not.toContain("Als PDF umwandeln");
    expect(findSoffice(undefined, "/nonexistent")).toBeUndefined();
    expect(findSoffice(join(folder, "nichts"), "/bin")).toBeUndefined();
  });

  test("gets a PDF as a further form where it is, and says so where that fails", async () => {
    writeFileSync(join(folder, "vorlage.pdf"), await letter(1));
    configureViewer({ folder: join(folder, "renditions"), soffice: soffice() });
    try {
      const { documents } = await opened(
        { title: "Vermerk", mediaType: docx, bytes: text("gut") },
        { title: "Rest", mediaType: docx, bytes: text("kaputt") },
      );
      const [good, bad] = documents.map(({ dokumentId }) => dokumentId);
      await clerk.open(page(good));
      await clerk.submit("Als PDF umwandeln");
      expect(clerk.text()).toContain("gerade in ein PDF umgewandelt");
      await clerk.open(page(bad));
      await clerk.submit("Als PDF umwandeln");
      await drain();
      await clerk.open(page(good));
      expect(clerk.text()).toContain("Frau Lüdenscheidt wohnt hier.");
      const formats = await database.run(town.tenantId, system, (ctx) => listFormats(ctx, good as string));
      expect(formats.map(({ version, number, mediaType }) => [version, number, mediaType])).toEqual([
        [1, 1, docx],
        [1, 2, "application/pdf"],
      ]);
      await clerk.open(page(bad));
      expect(clerk.text()).toContain("ließ sich nicht in ein PDF umwandeln");
      const slow = convertToPdf(soffice(), { bytes: text("haengt"), ending: "docx" }, 500);
      await expect(slow).rejects.toThrow("viewer.conversion-too-long");
      await expect(convertToPdf("/nonexistent/soffice", { bytes: text("x"), ending: "docx" })).rejects.toThrow(
        /viewer\./,
      );
    } finally {
      configureViewer({ folder: join(folder, "renditions") });
    }
  });

  const real = findSoffice(process.env.KLICKAMT_SOFFICE, process.env.PATH ?? "");
  test.skipIf(real === undefined)("is converted by the LibreOffice of this machine", async () => {
    const pdf = await convertToPdf(real as string, { bytes: text("{\\rtf1 Ein Vermerk.}"), ending: "rtf" });
    expect((await readPdf(pdf)).pages[0]?.text).toContain("Ein Vermerk.");
  });
});
