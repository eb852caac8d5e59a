import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PDFDict, PDFDocument, PDFName, PDFStream, rgb, StandardFonts } from "@cantoo/pdf-lib";
import { unzipSync } from "fflate";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Actor, Conflict, Forbidden, NotFound, newId, sha256 } from "../../kernel/index.ts";
import { renderSheet } from "../../platform/pdf/index.ts";
import { readPdf } from "../../platform/pdf-reading/index.ts";
import {
  createTestDatabase,
  startTimestampAuthority,
  type TestDatabase,
  type TestTimestampAuthority,
} from "../../platform/testing/index.ts";
import { listMessages, openMailbox, postMessage } from "../messaging/index.ts";
import {
  addFormat,
  addVersion,
  changeAccess,
  fileDokument,
  moveDokument,
  moveDokumente,
  type OpenedVorgang,
  openVorgang,
  seedAktenplan,
  verifyAkte,
} from "../records/index.ts";
import { findGemeinden, switchOnTown } from "../tenants/index.ts";
import { fetchExport } from "./actions/fetch-export.ts";
import { givePackage } from "./actions/give-package.ts";
import { getExport, listExports, orderExport } from "./actions/order-export.ts";
import { archivalPages } from "./complete-file/archival-pdf.ts";
import { configureProof, proofJobs, sealDay } from "./index.ts";
import { type Evidence, fileNameOf } from "./model/evidence.ts";

const system: Actor = { kind: "system", name: "test" };
const citizen: Actor = { kind: "citizen" };
const registrar: Actor = { kind: "staff", staffId: "s1", name: "Ayla Öztürk", duties: ["records"] };
const caseworker: Actor = { kind: "staff", staffId: "s2", name: "Kim Beispiel", duties: ["casework"] };
const stranger: Actor = { kind: "staff", staffId: "s3", name: "Uwe Admin", duties: ["administration"] };

let database: TestDatabase;
let authority: TestTimestampAuthority;
let town: number;
let opened: OpenedVorgang;
let other: OpenedVorgang;
const caseId = newId();

async function foreignPdf(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (const words of ["Mietvertrag", "Unterschriften"]) {
    const page = pdf.addPage([300, 400]);
    page.drawText(words, { x: 40, y: 200, font, size: 24 });
    page.drawRectangle({ x: 0, y: 0, width: 300, height: 100, color: rgb(1, 0, 0) });
  }
  return pdf.save();
}

const ownPdf = () =>
  renderSheet(
    {
      language: "de",
      head: { officialName: "Stadt Test", accent: "#0b4f8a" },
      title: "Empfangsbescheinigung",
      facts: [{ label: "Aktenzeichen", value: "32.40-2026-00001/01" }],
      sections: [],
      footer: "Stadt Test",
    },
    { now: new Date("2026-11-23T09:00:00Z") },
  );

beforeAll(async () => {
  [database, authority] = await Promise.all([
    createTestDatabase(inject("testServer"), proofJobs),
    startTimestampAuthority(),
  ]);
  configureProof({
    timestamps: { url: authority.url, roots: [authority.root] },
    roundDays: 30,
    publicUrl: "https://stadt.example",
    formerKeys: [],
  });
  const ags = findGemeinden("Paderborn", 1)[0]?.ags ?? "";
  ({ tenantId: town } = await database.db.inPlatform((tx) =>
    switchOnTown({ tx, actor: system, now: new Date() }, { ags, demo: false }),
  ));
  await database.run(town, system, (ctx) => seedAktenplan(ctx));
  const filed = (title: string, filename: string, mediaType: string, bytes: Uint8Array) => ({
    title,
    kind: "anlage" as const,
    filename,
    mediaType,
    bytes,
    author: "Anna Müller",
  });
  const picture = await sharp({ create: { width: 60, height: 40, channels: 3, background: "#00ff00" } })
    .png()
    .toBuffer();
  const documents = [
    filed("Anzeige: Änne/Müller", "anzeige.txt", "text/plain", Buffer.from("Gewerbe Müller\nZeile zwei")),
    filed("Mietvertrag", "miete.PDF", "application/pdf", await foreignPdf()),
    filed("Empfangsbescheinigung", "bescheinigung.pdf", "application/pdf", await ownPdf()),
    filed("Grundriss", "grundriss.png", "image/png", picture),
    filed("Tabelle", "zahlen.xlsx", "application/vnd.ms-excel", Buffer.from("not to be shown")),
    filed("Kaputt", "kaputt.pdf", "application/pdf", Buffer.from("%PDF-1.7 broken")),
  ];
  const founding = { planUnit: "32.40", akteTitle: "Gewerbe Müller", retentionYears: 10 };
  opened = await database.run(town, citizen, (ctx) =>
    openVorgang(ctx, { ...founding, subject: "Gewerbeanmeldung", caseId, documents }),
  );
  other = await database.run(town, citizen, (ctx) =>
    openVorgang(ctx, {
      ...founding,
      akteId: opened.akteId,
      subject: "Gewerbeummeldung",
      caseId: null,
      documents: [filed("Geheim", "geheim.txt", "text/plain", Buffer.from("of somebody else"))],
    }),
  );
  await database.run(town, system, sealDay);
  await database.run(town, system, (ctx) => ctx.jobs.send(ctx, "proof.stamp", { head: 1 }));
  expect((await database.queue.drain()).failed).toEqual([]);
});
afterAll(async () => {
  await database.close();
  await authority.close();
});

const order = (
  actor: Actor,
  what: { akteId?: string; vorgangId?: string; kind?: "paket" | "gesamt-pdf"; language?: "de" | "en" } = {},
) =>
  database.run(town, actor, (ctx) =>
    orderExport(ctx, {
      akteId: what.akteId ?? opened.akteId,
      vorgangId: what.vorgangId ?? null,
      kind: what.kind ?? "paket",
      language: what.language ?? "de",
    }),
  );
const drain = async () => expect((await database.queue.drain()).failed).toEqual([]);
const fetched = (actor: Actor, exportId: string) => database.run(town, actor, (ctx) => fetchExport(ctx, exportId));

async function files(exportId: string): Promise<Record<string, Uint8Array>> {
  return unzipSync((await fetched(registrar, exportId)).bytes);
}
const evidenceIn = (unzipped: Record<string, Uint8Array>): Evidence =>
  JSON.parse(Buffer.from(unzipped["Beweis/beweis.json"] ?? []).toString());

function hasOpenssl(): boolean {
  try {
    return execFileSync("openssl", ["version"]).toString().startsWith("OpenSSL 3");
  } catch {
    return false;
  }
}

describe("Akte als Paket", () => {
  test("holds the documents under names for people, the history, the proofs and one page that checks them", async () => {
    const exportId = await order(registrar);
    await drain();
    const { filename, mediaType } = await fetched(registrar, exportId);
    expect([filename, mediaType]).toEqual(["Akte-32.40-2026-00001.zip", "application/zip"]);
    const unzipped = await files(exportId);
    expect(Object.keys(unzipped).filter((name) => !name.startsWith("Dokumente/"))).toEqual([
      "index.html",
      "LIESMICH.txt",
      "Beweis/beweis.json",
      "Beweis/verlauf.json",
      "Beweis/schluessel-1.pem",
      "Beweis/tageskopf-1.json",
      "Beweis/tageskopf-1.sig",
      "Beweis/tageskopf-1.tst",
    ]);
    expect(Object.keys(unzipped).filter((name) => name.startsWith("Dokumente/"))).toEqual([
      "Dokumente/01 Gewerbeanmeldung/003 Anzeige- Änne-Müller.txt",
      "Dokumente/01 Gewerbeanmeldung/004 Mietvertrag.pdf",
      "Dokumente/01 Gewerbeanmeldung/005 Empfangsbescheinigung.pdf",
      "Dokumente/01 Gewerbeanmeldung/006 Grundriss.png",
      "Dokumente/01 Gewerbeanmeldung/007 Tabelle.xlsx",
      "Dokumente/01 Gewerbeanmeldung/008 Kaputt.pdf",
      "Dokumente/02 Gewerbeummeldung/010 Geheim.txt",
    ]);
    const evidence = evidenceIn(unzipped);
    for (const { path, sha256: address } of evidence.documents) {
      expect(sha256(unzipped[path] ?? new Uint8Array())).toBe(address);
    }
    const page = Buffer.from(unzipped["index.html"] ?? []).toString();
    expect(page).not.toMatch(/https?:\/\/(?!stadt\.example)|src=|@import|url\(/);
    expect(page.split("<script").length).toBe(3);
  });

  test.skipIf(!hasOpenssl())("can be checked with OpenSSL by what its LIESMICH says", async () => {
    const exportId = await order(registrar);
    await drain();
    const unzipped = await files(exportId);
    const folder = mkdtempSync(join(tmpdir(), "klickamt-paket-"));
    try {
      for (const [name, bytes] of Object.entries(unzipped)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), bytes);
      }
      writeFileSync(join(folder, "Beweis/Zertifikat.pem"), authority.root.toString());
      const told = Buffer.from(unzipped["LIESMICH.txt"] ?? []).toString();
      const commands = [...told.matchAll(/^ +openssl (.+)\r$/gm)].map((match) => match[1] as string);
      expect(commands).toHaveLength(2);
      for (const command of commands) {
        const args = command.replace("<Zertifikat.pem>", "Zertifikat.pem").split(" ");
        const more = args[0] === "ts" ? ["-attime", "1795480200"] : [];
        const said = execFileSync("openssl", [...args, ...more], {
          cwd: join(folder, "Beweis"),
          stdio: ["ignore", "pipe", "pipe"],
        });
        expect(said.toString()).toMatch(/Verified Successfully|Verification: OK/);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test("of one Vorgang leaves out the others but for their hashes", async () => {
    const exportId = await order(caseworker, { vorgangId: opened.vorgangId, language: "en" });
    await drain();
    const { bytes, filename } = await fetched(caseworker, exportId);
    expect(filename).toBe("Vorgang-32.40-2026-00001-01.zip");
    const unzipped = unzipSync(bytes);
    expect(Object.keys(unzipped).some((name) => name.includes("Geheim"))).toBe(false);
    for (const name of ["Beweis/beweis.json", "Beweis/verlauf.json", "index.html", "LIESMICH.txt"]) {
      expect(Buffer.from(unzipped[name] ?? []).toString(), name).not.toMatch(/Geheim|Gewerbeummeldung/);
    }
    const { history } = evidenceIn(unzipped);
    expect(history.filter((entry) => "withheld" in entry).map(({ sequence }) => sequence)).toEqual(
      expect.arrayContaining([9, 10]),
    );
    expect("withheld" in (history[0] as object)).toBe(false);
  });

  test("of one Vorgang tells nothing of a letter that lay in it by mistake", async () => {
    const both = await Promise.all(
      ["Richtig", "Falsch"].map((subject) =>
        database.run(town, citizen, (ctx) =>
          openVorgang(ctx, { planUnit: "32.40", akteTitle: subject, retentionYears: 10, subject, caseId: null }),
        ),
      ),
    );
    const [right, wrong] = both as [OpenedVorgang, OpenedVorgang];
    const letter = (title: string) => ({
      title,
      kind: "eingang" as const,
      filename: "brief.txt",
      mediaType: "text/plain",
      bytes: Buffer.from(title),
      author: title,
    });
    const filed = (title: string) =>
      database.run(town, system, (ctx) => fileDokument(ctx, { vorgangId: wrong.vorgangId, ...letter(title) }));
    await filed("Eigener Brief");
    const { dokumentId } = await filed("Fremder Brief");
    await database.run(town, system, (ctx) => moveDokument(ctx, { dokumentId, vorgangId: right.vorgangId }));
    const exportId = await order(caseworker, { akteId: wrong.akteId, vorgangId: wrong.vorgangId });
    await drain();
    const unzipped = unzipSync((await fetched(caseworker, exportId)).bytes);
    for (const name of ["Beweis/beweis.json", "Beweis/verlauf.json", "index.html"]) {
      const text = Buffer.from(unzipped[name] ?? []).toString();
      expect(text, name).toContain("Eigener Brief");
      expect(text, name).not.toContain("Fremder Brief");
    }
  });

  test("is ordered and fetched only by those who may, and the history says who did", async () => {
    await expect(order(caseworker)).rejects.toThrow(Forbidden);
    await expect(order(stranger, { vorgangId: opened.vorgangId })).rejects.toThrow(Forbidden);
    await expect(order(citizen)).rejects.toThrow(Forbidden);
    await expect(order(registrar, { vorgangId: newId() })).rejects.toThrow(NotFound);
    const exportId = await order(registrar);
    await expect(fetched(registrar, exportId)).rejects.toThrow("proof.export-gone");
    await drain();
    await expect(fetched(caseworker, exportId)).rejects.toThrow(Forbidden);
    await expect(fetched(stranger, exportId)).rejects.toThrow(Forbidden);
    await fetched(registrar, exportId);
    const { history: entries } = await database.run(town, system, (ctx) =>
      verifyAkte(ctx, opened.akteId, { contents: true }),
    );
    expect(entries.slice(-2).map(({ action, actor }) => [action, actor.name])).toEqual([
      ["proof.paket-bestellt", "Ayla Öztürk"],
      ["proof.paket-abgeholt", "Ayla Öztürk"],
    ]);
    const seen = await database.run(town, caseworker, (ctx) => listExports(ctx, opened.akteId));
    expect(seen.every(({ vorgangId }) => vorgangId !== null)).toBe(true);
    const grants = [{ kind: "person" as const, id: newId(), name: "Ada", mayWork: true }];
    const access = (scope: "alle" | "benannte") =>
      database.run(town, system, (ctx) =>
        changeAccess(ctx, opened.akteId, {
          federfuehrung: null,
          scope,
          vertraulichkeit: "003",
          grants: scope === "alle" ? [] : grants,
        }),
      );
    await access("benannte");
    await expect(fetched(registrar, exportId)).rejects.toThrow("records.no-such-akte");
    const looked = database.run(town, registrar, (ctx) => getExport(ctx, exportId));
    await expect(looked).rejects.toThrow("records.no-such-akte");
    await access("alle");
    await fetched(registrar, exportId);
  });

  test("is gone after a week, bytes and all, unless somebody has filed the same bytes", async () => {
    const before = database.now;
    // The file store asks the real clock when something was stored.
    const made = async () => {
      database.now = new Date(Date.now() + 1000);
      const exportId = await order(registrar);
      await drain();
      const { sha256: address } = await database.run(town, registrar, (ctx) => getExport(ctx, exportId));
      return { exportId, address: address ?? "" };
    };
    const [gone, filed] = [await made(), await made()];
    const bytes = await database.files.get(filed.address);
    await new Promise((done) => setTimeout(done, 1500));
    await database.files.put(bytes);
    database.now = new Date(Date.now() + 8 * 86_400_000);
    await expect(fetched(registrar, gone.exportId)).rejects.toThrow("proof.export-gone");
    await database.run(town, system, (ctx) => ctx.jobs.send(ctx, "proof.expire-exports", {}));
    await drain();
    expect(await database.run(town, registrar, (ctx) => getExport(ctx, gone.exportId))).toMatchObject({
      state: "expired",
      sha256: null,
    });
    expect(await database.files.has(gone.address)).toBe(false);
    expect(await database.files.has(filed.address)).toBe(true);
    database.now = before;
  });

  test("of a Vorgang is put into the mailbox of whoever it is about, once, by those who work on cases", async () => {
    const mailboxId = await database.run(town, citizen, (ctx) =>
      openMailbox(ctx, { codeMac: ctx.keyring.mac("access-code", "K7F3-9QMD-2XTP"), language: "de" }),
    );
    const exportId = await order(caseworker, { vorgangId: opened.vorgangId });
    await drain();
    const give = (actor: Actor) => database.run(town, actor, (ctx) => givePackage(ctx, exportId));
    await expect(give(caseworker)).rejects.toThrow("proof.no-mailbox");
    await database.run(town, citizen, (ctx) =>
      postMessage(ctx, {
        mailboxId,
        caseId,
        direction: "to-citizen",
        kind: "receipt",
        subject: "Eingang",
        body: "Ihre Anzeige ist da.",
        author: "Stadt",
        attachments: [],
      }),
    );
    await expect(give(registrar)).rejects.toThrow(Forbidden);
    await give(caseworker);
    await expect(give(caseworker)).rejects.toThrow(Conflict);
    const messages = await database.run(town, caseworker, (ctx) => listMessages(ctx, caseId));
    const { bytes } = await fetched(caseworker, exportId);
    expect(messages.at(-1)).toMatchObject({
      subject: "Ihr Vorgang als Paket",
      attachments: [{ filename: "Vorgang-32.40-2026-00001-01.zip", sha256: sha256(bytes) }],
    });
    const whole = await order(registrar);
    await drain();
    const both: Actor = { ...caseworker, duties: ["casework", "records"] } as Actor;
    await expect(database.run(town, both, (ctx) => givePackage(ctx, whole))).rejects.toThrow("proof.not-giveable");
  });

  test("holds every version and form, and what came over from another Akte, each proven by an entry of this one", async () => {
    const founding = { planUnit: "32.40", akteTitle: "Umzug", retentionYears: 10, caseId: null } as const;
    const one = (title: string) => ({
      title,
      kind: "anlage" as const,
      filename: `${title}.txt`,
      mediaType: "text/plain",
      bytes: Buffer.from(title),
      author: "Anna Müller",
    });
    const [from, to] = await database.run(town, citizen, async (ctx) => [
      await openVorgang(ctx, { ...founding, subject: "Alt", documents: [one("Kommt mit"), one("Bleibt da")] }),
      await openVorgang(ctx, { ...founding, subject: "Neu", documents: [one("War schon da")] }),
    ]);
    const dokumentId = to?.documents[0]?.dokumentId ?? "";
    const more = { dokumentId, filename: "neu.txt", mediaType: "text/plain", bytes: Buffer.from("zweite Fassung") };
    await database.run(town, registrar, (ctx) => addVersion(ctx, more));
    const asPdf = { ...more, version: 2, filename: "neu.pdf", mediaType: "application/pdf", bytes: await ownPdf() };
    await database.run(town, registrar, (ctx) => addFormat(ctx, asPdf));
    const moving = from?.documents[0]?.dokumentId ?? "";
    await database.run(town, registrar, (ctx) =>
      moveDokumente(ctx, { dokumentIds: [moving], vorgangId: to?.vorgangId ?? "" }),
    );
    const ordered = async (akteId: string) => {
      const exportId = await database.run(town, registrar, (ctx) =>
        orderExport(ctx, { akteId, vorgangId: null, kind: "paket", language: "de" }),
      );
      await drain();
      return evidenceIn(await files(exportId));
    };
    const evidence = await ordered(to?.akteId ?? "");
    const names = evidence.documents.map(({ path }) => path.replace(/^Dokumente\/01 Neu\/\d+ /, ""));
    expect(names.sort()).toEqual(
      [
        "Kommt mit.txt",
        "War schon da (Version 2).txt",
        "War schon da (Version 2, Form 2).pdf",
        "War schon da.txt",
      ].sort(),
    );
    expect((await ordered(from?.akteId ?? "")).documents.map(({ title }) => title)).toEqual(["Bleibt da"]);
  });

  test("gives names to files that every system takes", () => {
    expect(fileNameOf("../../etc/passwd")).toBe("etc-passwd");
    expect(fileNameOf('a<b>:"c"|?*')).toBe("a-b-c");
    expect(fileNameOf("...")).toBe("ohne Namen");
    expect(fileNameOf("\u202egnp.exe")).toBe("gnp.exe");
    expect([...fileNameOf("x".repeat(500))]).toHaveLength(80);
  });
});

describe("The complete file", () => {
  let bytes: Uint8Array;
  let pdf: PDFDocument;
  let pages: readonly { readonly text: string }[];
  beforeAll(async () => {
    const exportId = await order(registrar, { kind: "gesamt-pdf" });
    await drain();
    const result = await fetched(registrar, exportId);
    expect([result.filename, result.mediaType]).toEqual(["Akte-32.40-2026-00001.pdf", "application/pdf"]);
    bytes = result.bytes;
    if (process.env.KLICKAMT_PICTURES !== undefined)
      writeFileSync(join(process.env.KLICKAMT_PICTURES, "akte.pdf"), bytes);
    pdf = await PDFDocument.load(bytes, { updateMetadata: false });
    pages = (await readPdf(bytes)).pages;
  });

  test("has a cover, contents with the pages on which things are, the history, and every document behind a sheet", () => {
    const flat = (text = "") => text.replaceAll(/\s+/g, " ");
    expect(flat(pages[0]?.text)).toContain("Akte 32.40-2026-00001");
    const contents = flat(pages[1]?.text);
    for (const title of ["1. Anzeige: Änne/Müller", "2. Mietvertrag", "5. Tabelle", "7. Geheim"]) {
      const at = pages.findIndex(
        ({ text }, index) => index > 1 && flat(text).includes(title) && flat(text).includes("SHA-256"),
      );
      expect(at, title).toBeGreaterThan(1);
      expect(contents).toMatch(new RegExp(`${title.replaceAll(/[./]/g, "\\$&")}[ .]*${at + 1}\\b`));
    }
    const all = pages.map(({ text }) => flat(text));
    expect(all.some((text) => text.includes("Zeile zwei"))).toBe(true);
    // The PDF of somebody else is a picture, and what it says can be found all the same.
    expect(
      all.some((text) => text.includes("Mietvertrag") && !text.includes("SHA-256") && !text.includes("Inhalt")),
    ).toBe(true);
    expect(all.some((text) => text.includes("Empfangsbescheinigung") && text.includes("32.40-2026-00001/01"))).toBe(
      true,
    );
    expect(all.filter((text) => text.includes("liegt dem Paket"))).toHaveLength(2);
    expect(all.at(-1)).toContain(`Seite ${pages.length} von ${pages.length}`);
  });

  test("is PDF/A-2b as far as its structure shows: says so, has fonts and output profile with it, and nothing that acts", async () => {
    const metadata = pdf.catalog.lookup(PDFName.of("Metadata"));
    if (!(metadata instanceof PDFStream)) throw new Error("no metadata");
    const xmp = Buffer.from(metadata.getContents()).toString();
    expect(xmp).toContain("<pdfaid:part>2</pdfaid:part>");
    expect(xmp).toContain("<pdfaid:conformance>B</pdfaid:conformance>");
    expect(await archivalPages(bytes)).toBe(pages.length);
    expect(pdf.isEncrypted).toBe(false);
    expect(pdf.context.trailerInfo.ID).toBeDefined();
    for (const [, object] of pdf.context.enumerateIndirectObjects()) {
      const dict = object instanceof PDFDict ? object : object instanceof PDFStream ? object.dict : undefined;
      for (const key of ["JS", "JavaScript", "AA", "Launch", "EmbeddedFiles", "XFA", "OpenAction"]) {
        expect(dict?.has(PDFName.of(key)) ?? false, key).toBe(false);
      }
      expect(dict?.lookup(PDFName.of("Filter"))?.toString() ?? "").not.toContain("LZW");
      if (dict?.lookup(PDFName.of("Subtype")) === PDFName.of("Image")) {
        expect(dict.lookup(PDFName.of("Interpolate"))?.toString() ?? "false").toBe("false");
      }
    }
  });

  test.skipIf(process.env.VERAPDF === undefined)("is PDF/A-2b for veraPDF", () => {
    const folder = mkdtempSync(join(tmpdir(), "klickamt-verapdf-"));
    try {
      writeFileSync(join(folder, "akte.pdf"), bytes);
      const said = execFileSync(process.env.VERAPDF as string, [
        "-f",
        "2b",
        "--format",
        "text",
        join(folder, "akte.pdf"),
      ]);
      expect(said.toString()).toMatch(/^PASS/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

test("a photograph that was cut short is listed with its hash and keeps nobody from the complete file", async () => {
  const noise = sharp(randomBytes(200 * 200 * 3), { raw: { width: 200, height: 200, channels: 3 } });
  const cut = [
    ["image/jpeg", await noise.clone().jpeg().toBuffer()],
    ["image/png", await noise.clone().png().toBuffer()],
  ] as const;
  const { akteId } = await database.run(town, citizen, (ctx) =>
    openVorgang(ctx, {
      planUnit: "32.40",
      akteTitle: "Fotos",
      retentionYears: 10,
      subject: "Fotos",
      caseId: null,
      documents: cut.map(([mediaType, bytes]) => ({
        title: mediaType,
        kind: "anlage" as const,
        filename: "foto",
        mediaType,
        bytes: bytes.subarray(0, bytes.length >> 1),
        author: "Anna Müller",
      })),
    }),
  );
  const exportId = await order(registrar, { akteId, kind: "gesamt-pdf" });
  await drain();
  const { pages } = await readPdf((await fetched(registrar, exportId)).bytes);
  const said = pages.map(({ text }) => text.replaceAll(/\s+/g, " "));
  expect(said.filter((text) => text.includes("lässt sich nicht als Seiten zeigen"))).toHaveLength(2);
});

test("an Akte that cannot be proven is not handed out as proven, and whoever waits is told", async () => {
  const path = (address: string) => join(database.filesFolder, address.slice(0, 2), address.slice(2, 4), address);
  const address = other.documents[0]?.sha256 ?? "";
  const exportId = await order(registrar);
  writeFileSync(path(address), "swapped");
  const { failed } = await database.queue.drain();
  expect(failed).toEqual([{ job: "proof.build-export", code: "proof.akte-broken" }]);
  expect(await database.run(town, registrar, (ctx) => getExport(ctx, exportId))).toMatchObject({
    state: "failed",
    failure: "proof.akte-broken",
  });
  writeFileSync(path(address), "of somebody else");
});
