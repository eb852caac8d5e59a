import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId, sha256 } from "../../kernel/index.ts";
import type { Browser, TestDatabase, TestWeb } from "../../platform/testing/index.ts";
import { listDokumente, readDokument } from "../records/index.ts";
import type { Tenant } from "../tenants/index.ts";
import { configureUploads, listUploads, type Upload } from "../uploads/index.ts";
import { getDraft } from "./store.ts";
import { openParken, type Parken } from "./testing/parken.ts";

const citizen = { kind: "citizen" } as const;

let opened: Parken;
let database: TestDatabase;
let web: TestWeb;
let town: Tenant;
let folder: string;
let browser: Browser;

beforeAll(async () => {
  opened = await openParken();
  ({ database, web, town, folder } = opened);
});
afterAll(() => opened.close());
beforeEach(async () => {
  configureUploads({ folder });
  browser = web.openBrowser();
  await begin(browser);
});

async function begin(as: Browser): Promise<void> {
  await as.open("/paderborn/fortsetzen");
  const csrf = /name="_csrf" value="([^"]+)"/.exec(as.html)?.[1] ?? "";
  await as.post("/paderborn/leistungen/parken/beginnen", { _csrf: csrf, _submission: newId() });
}

const draftOf = (as = browser): string => /\/antrag\/([^/]+)/.exec(as.path)?.[1] ?? "";
const uploadsOf = (draftId = draftOf()): Promise<readonly Upload[]> =>
  database.run(town.tenantId, citizen, (ctx) => listUploads(ctx, draftId));
const answersOf = async (draftId = draftOf()) =>
  (await database.run(town.tenantId, citizen, (ctx) => getDraft(ctx, draftId))).answers;
const textFile = (filename: string, content = "Mietvertrag über eine Wohnung") => ({
  filename,
  mediaType: "text/plain",
  bytes: Buffer.from(content),
});

// — In pieces ————————————————————————————————————————————————————————————————

const base64 = (text: string): string => Buffer.from(text).toString("base64");

interface Piece {
  readonly method: "POST" | "PATCH" | "HEAD" | "DELETE";
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  readonly as?: Browser;
  readonly draftId?: string;
}

function ask(piece: Piece) {
  const as = piece.as ?? browser;
  return web.app.inject({
    method: piece.method,
    url: piece.path ?? `/paderborn/antrag/${piece.draftId ?? draftOf()}/dateien`,
    headers: {
      cookie: [...as.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      "tus-resumable": "1.0.0",
      "x-requested-with": "klickamt",
      "sec-fetch-site": "same-origin",
      ...(piece.method === "PATCH" ? { "content-type": "application/offset+octet-stream" } : {}),
      ...piece.headers,
    },
    ...(piece.body === undefined ? {} : { payload: piece.body }),
  });
}

const announce = (bytes: number, metadata: Readonly<Record<string, string>>, more: Partial<Piece> = {}) =>
  ask({
    method: "POST",
    ...more,
    headers: {
      "upload-length": String(bytes),
      "upload-metadata": Object.entries(metadata)
        .map(([key, value]) => `${key} ${base64(value)}`)
        .join(","),
      ...more.headers,
    },
  });

async function sendWhole(content: Buffer, metadata: Readonly<Record<string, string>>): Promise<string> {
  const begun = await announce(content.length, metadata);
  expect(begun.statusCode, begun.payload).toBe(201);
  const path = String(begun.headers.location);
  const sent = await ask({ method: "PATCH", path, headers: { "upload-offset": "0" }, body: content });
  expect(sent.statusCode, sent.payload).toBe(204);
  return path.split("/").at(-1) as string;
}

describe("a file in pieces", () => {
  test("goes on where the connection broke, is looked at when it is whole, and answers its field", async () => {
    const content = Buffer.from("Mietvertrag, lang ".repeat(2000));
    const begun = await announce(content.length, { field: "mietvertrag", filename: "Vertrag.txt" });
    const path = String(begun.headers.location);
    expect(path).toMatch(/^\/paderborn\/antrag\/[^/]+\/dateien\/[^/]+$/);
    expect(
      (await ask({ method: "PATCH", path, headers: { "upload-offset": "0" }, body: content.subarray(0, 9999) }))
        .headers,
    ).toMatchObject({ "upload-offset": "9999" });
    const wrong = await ask({ method: "PATCH", path, headers: { "upload-offset": "5" }, body: content });
    expect(wrong.statusCode).toBe(409);
    const asked = await ask({ method: "HEAD", path });
    expect(asked.headers).toMatchObject({ "upload-offset": "9999", "upload-length": String(content.length) });
    const last = await ask({
      method: "PATCH",
      path,
      headers: { "upload-offset": "9999" },
      body: content.subarray(9999),
    });
    expect(last.headers["upload-outcome"]).toBe("clean");
    const [upload] = await uploadsOf();
    expect(upload).toMatchObject({
      fieldPath: "mietvertrag",
      state: "clean",
      mediaType: "text/plain",
      sha256: sha256(content),
    });
    expect((await answersOf()).mietvertrag).toEqual([upload?.uploadId]);
    expect(readdirSync(join(folder, String(town.tenantId))).filter((name) => name.endsWith(".part"))).toEqual([]);
    const again = await ask({ method: "HEAD", path });
    expect(again.headers["upload-offset"]).toBe(again.headers["upload-length"]);
  });

  test("cannot be sent without the draft's code, nor looked at, nor removed", async () => {
    const id = await sendWhole(Buffer.from("geheim"), { field: "mietvertrag", filename: "a.txt" });
    const stranger = web.openBrowser();
    await begin(stranger);
    const strangersDraft = draftOf(stranger);
    const path = `/paderborn/antrag/${draftOf()}/dateien/${id}`;
    expect(
      (await announce(5, { field: "mietvertrag", filename: "a.txt" }, { as: stranger, draftId: draftOf() })).statusCode,
    ).toBe(403);
    expect((await ask({ method: "HEAD", path, as: stranger })).statusCode).toBe(403);
    expect((await ask({ method: "DELETE", path, as: stranger })).statusCode).toBe(403);
    await stranger.open(`${path}/ansehen`);
    expect(stranger.path).toContain("/fortsetzen");
    // With a draft of one's own, but another's file.
    const swapped = `/paderborn/antrag/${strangersDraft}/dateien/${id}`;
    expect((await ask({ method: "HEAD", path: swapped, as: stranger })).statusCode).toBe(404);
    expect((await ask({ method: "DELETE", path: swapped, as: stranger })).statusCode).toBe(404);
    for (const page of ["ansehen", "vorschau", "entfernen", "ersetzen"]) {
      await stranger.open(`${swapped}/${page}`);
      expect(stranger.status, page).toBe(404);
    }
    const named = { field: "mietvertrag", filename: "b.txt", replaces: id };
    const begun = await announce(4, named, { as: stranger, draftId: strangersDraft });
    await ask({
      method: "PATCH",
      as: stranger,
      path: String(begun.headers.location),
      headers: { "upload-offset": "0" },
      body: Buffer.from("mein"),
    });
    expect((await uploadsOf()).map(({ uploadId }) => uploadId)).toEqual([id]);
  });

  test.each([
    ["from another site", { "sec-fetch-site": "cross-site" }],
    ["from another origin", { origin: "https://evil.example" }],
    ["without our header", { "x-requested-with": "" }],
  ])("is not taken %s", async (_, headers) => {
    const refused = await announce(5, { field: "mietvertrag", filename: "a.txt" }, { headers });
    expect(refused.statusCode).toBe(403);
    expect(refused.headers["access-control-allow-origin"]).toBeUndefined();
    expect(await uploadsOf()).toEqual([]);
  });

  test.each([
    ["that the form does not have", "gibt-es-nicht", 404],
    ["that takes no files", "name", 404],
    ["of an entry that is not there", "autos.0.schein", 404],
  ])("is not taken for a field %s", async (_, field, status) => {
    expect((await announce(5, { field, filename: "a.txt" })).statusCode).toBe(status);
  });

  test("is not begun where it is too large, too many or named like a program, and says why", async () => {
    const large = await announce(200_001, { field: "mietvertrag", filename: "a.txt" });
    expect([large.statusCode, large.payload]).toEqual([422, expect.stringContaining("größer als 200 KB")]);
    const program = await announce(10, { field: "mietvertrag", filename: "a.pdf.exe" });
    expect([program.statusCode, program.payload]).toEqual([422, expect.stringContaining("Programm")]);
    await sendWhole(Buffer.from("eins"), { field: "mietvertrag", filename: "1.txt" });
    await sendWhole(Buffer.from("zwei"), { field: "mietvertrag", filename: "2.txt" });
    const third = await announce(10, { field: "mietvertrag", filename: "3.txt" });
    expect([third.statusCode, third.payload]).toEqual([422, expect.stringContaining("höchstens 2 Dateien")]);
  });

  test("cannot bring more than it announced", async () => {
    const begun = await announce(5, { field: "mietvertrag", filename: "a.txt" });
    const more = await ask({
      method: "PATCH",
      path: String(begun.headers.location),
      headers: { "upload-offset": "0" },
      body: Buffer.alloc(50_000, "a"),
    });
    expect(more.statusCode).toBe(413);
    expect(await answersOf()).toEqual({});
  });

  test("that is refused does not answer the field, leaves no bytes, and the page says why until another is tried", async () => {
    const begun = await announce(30, { field: "mietvertrag", filename: "seite.txt" });
    const sent = await ask({
      method: "PATCH",
      path: String(begun.headers.location),
      headers: { "upload-offset": "0" },
      body: Buffer.from("<!doctype html><script>x()</s>"),
    });
    expect(sent.headers["upload-outcome"]).toBe("refused");
    expect((await answersOf()).mietvertrag).toEqual([]);
    await browser.open(browser.path);
    expect(browser.text()).toContain("In der Datei stehen Befehle für einen Computer");
    await database.queue.drain();
    expect(
      readdirSync(join(folder, String(town.tenantId))).filter((name) =>
        name.startsWith(String(begun.headers.location).split("/").at(-1) as string),
      ),
    ).toEqual([]);
    await sendWhole(Buffer.from("besser"), { field: "mietvertrag", filename: "b.txt" });
    expect((await uploadsOf()).map(({ filename }) => filename)).toEqual(["b.txt"]);
  });

  test("takes the place of another only when it is good", async () => {
    const first = await sendWhole(Buffer.from("alt"), { field: "mietvertrag", filename: "alt.txt" });
    database.now = new Date(database.now.getTime() + 1000);
    const second = await sendWhole(Buffer.from("zweite"), { field: "mietvertrag", filename: "zweite.txt" });
    const bad = await announce(4, { field: "mietvertrag", filename: "x.txt", replaces: first });
    await ask({
      method: "PATCH",
      path: String(bad.headers.location),
      headers: { "upload-offset": "0" },
      body: Buffer.from("MZ\x90\0", "latin1"),
    });
    expect((await answersOf()).mietvertrag).toEqual([first, second]);
    const good = await sendWhole(Buffer.from("neu"), { field: "mietvertrag", filename: "neu.txt", replaces: first });
    expect((await answersOf()).mietvertrag).toEqual([good, second]);
  });

  test("is told plainly where the disk is full, and nothing else is lost", async () => {
    configureUploads({ folder, keepFreeBytes: Number.MAX_SAFE_INTEGER });
    const refused = await announce(5, { field: "mietvertrag", filename: "a.txt" });
    expect([refused.statusCode, refused.payload]).toEqual([
      507,
      expect.stringContaining("Alles andere ist gespeichert"),
    ]);
    browser.fill({ "Ihr Name": "Mia", Mietvertrag: [textFile("a.txt")] });
    await browser.submit("Weiter");
    expect(browser.errors()[0]).toContain("a.txt: Wir konnten die Datei gerade nicht speichern");
    expect(browser.value("Ihr Name")).toBe("Mia");
  });
});

describe("a file with the form, without script", () => {
  test("goes along with what was typed, is shown, can be replaced and removed after a question", async () => {
    browser.fill({ "Ihr Name": "Mia", Mietvertrag: [textFile("Vertrag.txt"), textFile("Anhang.txt", "Anhang")] });
    await browser.submit("Weiter");
    expect(browser.heading()).toBe("Ihre Autos");
    await browser.submit("Zurück");
    expect(browser.text()).toMatch(/Vertrag\.txt[\s\S]*TXT, 30 Byte/);
    expect(browser.value("Ihr Name")).toBe("Mia");
    await browser.submit("Entfernen: Anhang.txt");
    expect(browser.heading()).toBe("Datei entfernen?");
    await browser.click("Behalten");
    await browser.submit("Entfernen: Anhang.txt");
    await browser.submit("Ja, entfernen");
    expect(browser.text()).not.toContain("Anhang.txt");
    await browser.submit("Ersetzen: Vertrag.txt");
    await browser.submit("Ersetzen");
    expect(browser.errors()[0]).toContain("Wählen Sie die neue Datei aus");
    browser.fill({ mietvertrag: [textFile("Neu.txt", "neu")] });
    await browser.submit("Ersetzen");
    expect((await uploadsOf()).map(({ filename }) => filename)).toEqual(["Neu.txt"]);
  });

  test("that is refused is named, bound to its field, and the others and what was typed stay", async () => {
    browser.fill({ "Ihr Name": "Mia", Mietvertrag: [textFile("gut.txt"), textFile("schlecht.txt", "MZ\x90")] });
    await browser.submit("Weiter");
    expect(browser.status).toBe(422);
    expect(browser.errors()).toEqual([expect.stringMatching(/^schlecht\.txt: Das ist ein Programm/)]);
    expect(browser.html).toMatch(/<input[^>]*id="f-mietvertrag"[^>]*aria-describedby="[^"]*f-mietvertrag-error/);
    expect(browser.value("Ihr Name")).toBe("Mia");
    expect((await uploadsOf()).map(({ filename }) => filename)).toEqual(["gut.txt"]);
    await browser.submit("Weiter");
    expect(browser.heading()).toBe("Ihre Autos");
  });

  test("that is too large or one too many is named too", async () => {
    browser.fill({ "Ihr Name": "Mia", Mietvertrag: [textFile("riese.txt", "a".repeat(26 * 1024 * 1024))] });
    await browser.submit("Hochladen: Mietvertrag");
    expect(browser.errors()[0]).toContain("riese.txt: Die Datei ist größer als 200 KB");
    expect(browser.value("Ihr Name")).toBe("Mia");
    browser.fill({ Mietvertrag: [textFile("1.txt", "1"), textFile("2.txt", "2"), textFile("3.txt", "3")] });
    await browser.submit("Hochladen: Mietvertrag");
    expect(browser.errors()).toEqual([expect.stringContaining("3.txt: Hier sind höchstens 2 Dateien möglich")]);
    expect(await uploadsOf()).toHaveLength(2);
  });

  test("is required where the field is", async () => {
    browser.fill({ "Ihr Name": "Mia" });
    await browser.submit("Weiter");
    expect(browser.errors()).toHaveLength(1);
    expect(browser.html).toContain('href="#f-mietvertrag"');
  });

  test("cannot be named by its id: what a page sends for the field is passed over", async () => {
    const other = await sendWhole(Buffer.from("Bild"), { field: "mietvertrag", filename: "a.txt" });
    const csrf = /name="_csrf" value="([^"]+)"/.exec(browser.html)?.[1] ?? "";
    await browser.post(browser.path, { _csrf: csrf, _aktion: "speichern", ausweis: other, mietvertrag: newId() });
    expect(await answersOf()).toMatchObject({ mietvertrag: [other] });
    expect((await answersOf()).ausweis).toBeUndefined();
  });

  test("moves along when an entry above it is taken out, and goes with its own", async () => {
    browser.fill({ "Ihr Name": "Mia", Mietvertrag: [textFile("a.txt")] });
    await browser.submit("Weiter");
    await browser.submit("Auto hinzufügen");
    await browser.submit("Auto hinzufügen");
    browser.fill({ "autos.0.schein": [textFile("erstes.txt", "1")], "autos.1.schein": [textFile("zweites.txt", "2")] });
    await browser.submit("Auto 1 entfernen");
    const left = (await uploadsOf()).map(({ filename, fieldPath }) => `${fieldPath}: ${filename}`);
    expect(left.sort()).toEqual(["autos.0.schein: zweites.txt", "mietvertrag: a.txt"]);
    await browser.submit("Weiter");
    expect(browser.text()).toContain("zweites.txt");
  });
});

describe("sending", () => {
  async function fillIn(): Promise<readonly Upload[]> {
    browser.fill({ "Ihr Name": "Mia", Mietvertrag: [textFile("Vertrag.txt"), textFile("Anhang.txt", "Anhang")] });
    await browser.submit("Weiter");
    await browser.submit("Weiter");
    expect(browser.heading()).toBe("Prüfen und senden");
    return uploadsOf();
  }
  const change = (sql: string) =>
    database.db.inTenant(town.tenantId, async (tx) => {
      const { CompiledQuery } = await import("kysely");
      await tx.executeQuery(CompiledQuery.raw(sql));
    });

  test("files each file as a Dokument of the Vorgang, bound by its hash, and nobody changes it then", async () => {
    const uploads = await fillIn();
    expect(browser.text()).toContain("Vertrag.txt, Anhang.txt");
    const draftId = draftOf();
    await browser.submit("Jetzt senden");
    expect(browser.path).toMatch(/gesendet$/);
    const { sent } = await database.run(town.tenantId, citizen, (ctx) => getDraft(ctx, draftId));
    await database.run(town.tenantId, { kind: "system", name: "test" }, async (ctx) => {
      const { getCase } = await import("../cases/index.ts");
      const opened = await getCase(ctx, sent?.caseId ?? "");
      const filed = await listDokumente(ctx, opened.vorgangId);
      const files = filed.filter(({ kind }) => kind === "anlage");
      expect(files.map(({ title, filename, sha256 }) => [title, filename, sha256])).toEqual(
        uploads.map(({ filename, sha256 }) => [`Mietvertrag: ${filename}`, filename, sha256]),
      );
      const application = filed.find(({ filename }) => filename === "parken.json");
      const content = await readDokument(ctx, application?.dokumentId ?? "");
      expect(JSON.parse(Buffer.from(content).toString()).files).toEqual(
        uploads.map(({ uploadId, filename, sha256, bytes: size }) => ({
          path: "mietvertrag",
          uploadId,
          filename,
          mediaType: "text/plain",
          bytes: size,
          sha256,
        })),
      );
    });
    const path = `/paderborn/antrag/${draftId}/dateien/${uploads[0]?.uploadId}`;
    expect((await ask({ method: "DELETE", path })).statusCode).toBe(403);
    expect(await uploadsOf(draftId)).toHaveLength(2);
  });

  test.each<[string, (id: string, other: string) => Promise<unknown>]>([
    [
      "the file of another draft",
      (id) => change(`update uploads.upload set owner_id = gen_random_uuid() where upload_id = '${id}'`),
    ],
    [
      "the file of another field",
      (id) => change(`update uploads.upload set field_path = 'ausweis' where upload_id = '${id}'`),
    ],
    [
      "a file that was changed",
      async (id) => writeFileSync(join(folder, String(town.tenantId), `${id}.file`), "Mietvertrag über zwei Wohnung!"),
    ],
    ["a file that is gone", (id) => rm(join(folder, String(town.tenantId), `${id}.file`))],
    ["a file that was removed from the table", (id) => change(`delete from uploads.upload where upload_id = '${id}'`)],
    [
      "one file for two fields",
      (id) =>
        change(`update forms.draft set answers = answers || '{"ausweis": ["${id}"]}' where draft_id = '${draftOf()}'`),
    ],
    [
      "the hash of another file",
      (id) => change(`update uploads.upload set sha256 = repeat('0', 64) where upload_id = '${id}'`),
    ],
  ])("refuses %s: nothing is sent, and the draft stays", async (_, tamper) => {
    const [first] = await fillIn();
    const draftId = draftOf();
    await tamper(first?.uploadId ?? "", "");
    await browser.submit("Jetzt senden");
    expect(browser.path).not.toMatch(/gesendet/);
    expect(browser.status).toBe(422);
    expect(browser.text()).toContain("Eine Datei ist nicht mehr so da, wie Sie sie hochgeladen haben");
    const draft = await database.run(town.tenantId, citizen, (ctx) => getDraft(ctx, draftId));
    expect(draft.sent).toBeUndefined();
  });

  test("waits for a file that has not come whole, and says which", async () => {
    await fillIn();
    const path = browser.path;
    const vertrag = (await uploadsOf())[0]?.uploadId ?? "";
    await ask({ method: "DELETE", path: `/paderborn/antrag/${draftOf()}/dateien/${vertrag}` });
    await announce(500, { field: "mietvertrag", filename: "halb.txt" });
    await browser.open(path);
    expect(browser.text()).toContain("halb.txt: Die Datei ist noch nicht vollständig bei uns");
    const csrf = /name="_csrf" value="([^"]+)"/.exec(browser.html)?.[1] ?? "";
    await browser.post(path, { _csrf: csrf, _submission: newId() });
    expect(browser.path).not.toMatch(/gesendet/);
  });
});

describe("files of drafts that are forgotten", () => {
  test("are erased with them, and what never came whole after a day", async () => {
    await sendWhole(Buffer.from("geheim und weg"), { field: "mietvertrag", filename: "a.txt" });
    const mine = (await uploadsOf()).map(({ uploadId }) => uploadId);
    await announce(500, { field: "mietvertrag", filename: "halb.txt" });
    const on = () => readdirSync(join(folder, String(town.tenantId)));
    expect(on().some((name) => name.startsWith(mine[0] as string))).toBe(true);
    const now = database.now;
    try {
      database.now = new Date(now.getTime() + 25 * 3_600_000);
      await database.queue.tick("uploads.sweep");
      await database.queue.drain();
      expect((await uploadsOf()).map(({ uploadId }) => uploadId)).toEqual(mine);
      database.now = new Date(now.getTime() + 61 * 86_400_000);
      await database.queue.tick("forms.forget-drafts");
      await database.queue.drain();
      expect(await uploadsOf()).toEqual([]);
      expect(on().filter((name) => name.startsWith(mine[0] as string))).toEqual([]);
    } finally {
      database.now = now;
    }
  });
});

test("pictures are shown small, and files are offered for download by their content", async () => {
  const heic = readFileSync(join(import.meta.dirname, "../uploads/testing/phone.heic"));
  const id = await sendWhole(heic, { field: "ausweis", filename: "IMG_1.HEIC" });
  await browser.open(browser.path);
  expect(browser.text()).toContain("IMG_1.jpg");
  const base = `/paderborn/antrag/${draftOf()}/dateien/${id}`;
  const page = browser.path;
  await browser.open(`${base}/vorschau`);
  expect(browser.headers["content-type"]).toBe("image/jpeg");
  await browser.open(`${base}/ansehen`);
  expect(browser.headers["content-disposition"]).toContain('attachment; filename="IMG_1.jpg"');
  expect(browser.headers["x-content-type-options"]).toBe("nosniff");
  await browser.open(page);
});
