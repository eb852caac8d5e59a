import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PDFName } from "@cantoo/pdf-lib";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import type { UploadKind } from "../model/upload.ts";
import {
  action,
  docx,
  handmadePdf,
  hugePng,
  inCatalogue,
  objectStream,
  odt,
  outside,
  pdf,
  photo,
  plainPages,
  testVirus,
  zipOf,
} from "../testing/hostile-files.ts";
import { identify } from "./identify.ts";
import { identifyInWorker } from "./in-worker.ts";
import { inspectFile } from "./inspect-file.ts";

const all: readonly UploadKind[] = ["pdf", "picture", "text", "office"];
const inspect = (bytes: Uint8Array, filename = "datei", kinds = all) =>
  inspectFile(bytes, { filename, kinds, maxBytes: 5_000_000 });
/** Without a worker, which the first and the last tests have: what is looked for is the same. */
async function reasonOf(bytes: Uint8Array): Promise<string> {
  const found = await identify(bytes, all);
  if (found.kind === "original") throw new Error("nothing was asked to be kept as it is");
  return found.kind === "taken" ? found.type : found.reason;
}
async function verdict(bytes: Uint8Array, filename?: string): Promise<string> {
  const found = await inspect(bytes, filename);
  return found.kind === "taken" ? found.mediaType : found.reason;
}
const text = (content: string): Buffer => Buffer.from(content);

describe("a file is taken", () => {
  const good: readonly (readonly [string, () => Uint8Array | Promise<Uint8Array>, string])[] = [
    ["a PDF", () => pdf(), "application/pdf"],
    ["a PDF with packed objects", () => pdf(undefined, { objectStreams: true }), "application/pdf"],
    [
      "a PDF that opens at its first page",
      () => handmadePdf(plainPages("/OpenAction [3 0 R /Fit]")),
      "application/pdf",
    ],
    ["a PDF with links", () => pdf(inCatalogue("OpenAction", { S: "GoTo", D: [0, "Fit"] })), "application/pdf"],
    ["a JPEG", () => photo("jpeg"), "image/jpeg"],
    ["a PNG", () => photo("png"), "image/png"],
    ["a WebP", () => photo("webp"), "image/webp"],
    ["text with umlauts", () => text("Grüße aus Łódź\r\n\tund 1 < 2"), "text/plain"],
    ["text of an old program", () => Buffer.from("Gr\xfc\xdfe", "latin1"), "text/plain"],
    ["a Word document", () => docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
    [
      "a Word document with a link to a page",
      () => docx([outside("hyperlink", "https://www.example.org/x")]),
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ],
    [
      "a Word document with a chart's table in it",
      () =>
        docx([
          {
            name: "word/embeddings/Microsoft_Excel_Sheet.xlsx",
            content: zipOf([
              {
                name: "[Content_Types].xml",
                content:
                  '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
              },
            ]),
          },
        ]),
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ],
    ["a document of LibreOffice", () => odt(), "application/vnd.oasis.opendocument.text"],
  ];
  test.each(good)("%s", async (_, make, mediaType) => {
    expect(await verdict(await make())).toBe(mediaType);
  });

  test("for what it is, whatever its name says", async () => {
    const found = await inspect(await photo("png"), "Ausweis.pdf");
    expect(found).toMatchObject({ kind: "taken", mediaType: "image/png", filename: "Ausweis.png" });
  });

  test("only where its field takes its kind", async () => {
    expect(await inspect(text("hallo"), "a.txt", ["pdf"])).toEqual({ kind: "refused", reason: "wrong-kind" });
    expect(await inspect(await photo("jpeg"), "a.jpg", ["pdf"])).toEqual({ kind: "refused", reason: "wrong-kind" });
  });
});

describe("a picture leaves behind where it was taken", () => {
  const traces = /GPS|Exif|xmpmeta|Testphone|51,43/;
  test.each(["jpeg", "png", "webp"] as const)("%s", async (format) => {
    const taken = await photo(format);
    // The test would be none if the picture had nothing to leave behind.
    expect((await sharp(taken).metadata()).exif?.toString("latin1")).toContain("Testphone");
    expect((await sharp(taken).metadata()).xmp?.toString()).toContain("GPSLatitude");
    const found = await inspect(taken, `bild.${format}`);
    if (found.kind !== "taken") throw new Error(found.reason);
    const facts = await sharp(found.bytes).metadata();
    expect([facts.exif, facts.xmp, facts.iptc, facts.comments]).toEqual([undefined, undefined, undefined, undefined]);
    for (const bytes of [found.bytes, found.preview as Uint8Array]) {
      expect(Buffer.from(bytes).toString("latin1")).not.toMatch(traces);
    }
    expect([facts.width, facts.height]).toEqual([60, 40]);
  });

  test("HEIC of a phone, which becomes a JPEG", async () => {
    const taken = readFileSync(join(import.meta.dirname, "../testing/phone.heic"));
    expect(taken.toString("latin1")).toMatch(/Testphone[\s\S]*GPSLatitude/);
    const found = await inspect(taken, "IMG_0815.HEIC");
    if (found.kind !== "taken") throw new Error(found.reason);
    expect(found).toMatchObject({ mediaType: "image/jpeg", filename: "IMG_0815.jpg" });
    const facts = await sharp(found.bytes).metadata();
    expect([facts.format, facts.width, facts.height, facts.exif, facts.xmp]).toEqual([
      "jpeg",
      192,
      128,
      undefined,
      undefined,
    ]);
    expect(Buffer.from(found.bytes).toString("latin1")).not.toMatch(traces);
  });

  test("and what hides behind its end", async () => {
    const found = await inspect(
      Buffer.concat([await photo("jpeg"), text("<script>alert(1)</script>"), testVirus().subarray(0, 20)]),
    );
    if (found.kind !== "taken") throw new Error(found.reason);
    expect(Buffer.from(found.bytes).toString("latin1")).not.toContain("<script>");
  });

  test("but not which way up it is", async () => {
    const lying = await sharp({ create: { width: 60, height: 40, channels: 3, background: "#4a7" } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const found = await inspect(lying);
    if (found.kind !== "taken") throw new Error(found.reason);
    const facts = await sharp(found.bytes).metadata();
    expect([facts.width, facts.height, facts.orientation]).toEqual([40, 60, undefined]);
  });
});

describe("a PDF is refused", () => {
  const script = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>";
  const bad: readonly (readonly [string, string, () => Uint8Array | Promise<Uint8Array>])[] = [
    [
      "with JavaScript when it opens",
      "pdf-active",
      () => pdf(inCatalogue("OpenAction", action("JavaScript", { JS: "app.alert(1)" }))),
    ],
    [
      "with JavaScript in packed objects",
      "pdf-active",
      () => pdf(inCatalogue("OpenAction", action("JavaScript", { JS: "app.alert(1)" })), { objectStreams: true }),
    ],
    ["with escaped names", "pdf-active", () => handmadePdf(plainPages("/OpenAction << /S /J#61vaScript /J#53 (x) >>"))],
    [
      "with a script in its names",
      "pdf-active",
      () => handmadePdf(plainPages(`/Names << /JavaScript << /Names [(a) ${script}] >> >>`)),
    ],
    ["that starts a program", "pdf-active", () => handmadePdf(plainPages("/OpenAction << /S /Launch /F (cmd.exe) >>"))],
    [
      "that acts when a page is left",
      "pdf-active",
      () => handmadePdf(plainPages("/AA << /WC << /S /GoToR /F (x.pdf) >> >>")),
    ],
    [
      "that sends what is filled in",
      "pdf-active",
      () => handmadePdf(plainPages("/OpenAction << /S /SubmitForm /F (http://x.example) >>")),
    ],
    [
      "whose script is in an object that a later one covers",
      "pdf-active",
      () =>
        Buffer.concat([
          handmadePdf([...plainPages(), script]),
          text("4 0 obj\n<< >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF"),
        ]),
    ],
    [
      "whose packed object is covered by a later one",
      "pdf-active",
      () => handmadePdf([...plainPages(), objectStream(5, script), "<< >>"]),
    ],
    [
      "with a file in it",
      "pdf-attachments",
      () =>
        pdf(({ context, catalog }) => catalog.set(PDFName.of("Names"), context.obj({ EmbeddedFiles: { Names: [] } }))),
    ],
    [
      "with a film",
      "pdf-attachments",
      () => handmadePdf([...plainPages(), "<< /Type /Annot /Subtype /RichMedia /Rect [0 0 1 1] >>"]),
    ],
    ["that is an XFA form", "pdf-xfa", () => handmadePdf(plainPages("/AcroForm << /XFA [(template) 4 0 R] >>"))],
    [
      "that is encrypted",
      "encrypted",
      () => handmadePdf(plainPages(), "/Encrypt << /Filter /Standard /V 1 /R 2 /O (x) /U (y) /P -4 >>"),
    ],
    [
      "that is encrypted and has a script",
      "encrypted",
      () => handmadePdf([...plainPages("/OpenAction 4 0 R"), "<< /S /JavaScr#69pt >>"], "/Encr#79pt 4 0 R"),
    ],
    ["that is an archive too", "pdf-attachments", async () => Buffer.concat([await pdf(), docx()])],
    ["that is no PDF behind its first line", "damaged", () => text("%PDF-1.7\nhello")],
    ["with the test virus in it", "malware", async () => Buffer.concat([await pdf(), testVirus()])],
  ];
  test.each(bad)("%s: %s", async (_, reason, make) => {
    expect(await reasonOf(await make())).toBe(reason);
  });
});

describe("an Office document is refused", () => {
  const bad: readonly (readonly [string, string, () => Uint8Array | Promise<Uint8Array>])[] = [
    ["with macros", "macro", () => docx([{ name: "word/vbaProject.bin", content: "x" }])],
    ["that says it has macros", "macro", () => docx([], "application/vnd.ms-word.document.macroEnabled.main+xml")],
    ["with controls", "macro", () => docx([{ name: "word/activeX/activeX1.xml", content: "<x/>" }])],
    [
      "with another file in it",
      "embedded-object",
      () =>
        docx([
          {
            name: "word/embeddings/oleObject1.bin",
            content: Buffer.from("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1x", "latin1"),
          },
        ]),
    ],
    ["with a program in it", "embedded-object", () => docx([{ name: "word/media/image1.png", content: "MZ\x90" }])],
    [
      "with a template from outside",
      "external-link",
      () => docx([outside("attachedTemplate", "https://x.example/a.dotm")]),
    ],
    ["with a link to a program", "external-link", () => docx([outside("hyperlink", "https://x.example/a.exe")])],
    ["with a link to a share", "external-link", () => docx([outside("hyperlink", "file:///\\\\x\\a")])],
    [
      "with entities",
      "damaged",
      () => docx([{ name: "word/styles.xml", content: '<!DOCTYPE a [<!ENTITY b "c">]><a/>' }]),
    ],
    ["with the test virus in a part", "malware", () => docx([{ name: "word/media/image1.png", content: testVirus() }])],
    ["with a password", "encrypted", () => docx([{ name: "word/a.xml", content: "x", encrypted: true }])],
    ["of LibreOffice with macros", "macro", () => odt([{ name: "Basic/Standard/Module1.xml", content: "<x/>" }])],
    [
      "of LibreOffice with a link to a macro",
      "external-link",
      () => odt([], '<a xlink:href="vnd.sun.star.script:x"/>'),
    ],
    ["that explodes", "explodes", () => docx([{ name: "word/media/a.bin", content: Buffer.alloc(210_000_000) }])],
    [
      "that lies about how large it gets",
      "explodes",
      () => docx([{ name: "word/media/a.bin", content: Buffer.alloc(30_000_000), claimed: 100 }]),
    ],
    [
      "that packs itself into itself",
      "explodes",
      () =>
        docx([
          {
            name: "word/embeddings/a.docx",
            content: docx([{ name: "b.docx", content: docx([{ name: "c.docx", content: docx() }]) }]),
          },
        ]),
    ],
    ["of the old kind", "old-office", () => Buffer.from("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 x", "latin1")],
  ];
  test.each(bad)("%s: %s", async (_, reason, make) => {
    expect(await reasonOf(await make())).toBe(reason);
  });
});

describe("anything else is refused", () => {
  const bad: readonly (readonly [string, string, string, () => Uint8Array | Promise<Uint8Array>])[] = [
    ["a picture of a billion pixels", "too-many-pixels", "a.png", () => hugePng(40_000, 30_000)],
    ["half a picture", "damaged", "a.jpg", async () => (await photo("jpeg")).subarray(0, 400)],
    [
      "a HEIC that is cut off",
      "damaged",
      "a.heic",
      () => readFileSync(join(import.meta.dirname, "../testing/phone.heic")).subarray(0, 900),
    ],
    [
      "a GIF",
      "picture-kind",
      "a.gif",
      () => Buffer.from("R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==", "base64"),
    ],
    ["a program called a picture", "executable", "a.jpg", () => text("MZ\x90\0\x03")],
    ["a script with a shebang", "executable", "a.txt", () => text("#!/bin/sh\nrm -rf /")],
    ["a page called text", "script", "a.txt", () => text("  <!DOCTYPE html><p>hi")],
    [
      "a drawing that can act",
      "script",
      "a.png",
      () => text('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'),
    ],
    ["a script in the middle of text", "script", "a.txt", () => text("Hallo <script>alert(1)</script>")],
    ["an archive", "archive", "a.zip", () => zipOf([{ name: "a.txt", content: "x" }])],
    ["two endings, the last one of a program", "dangerous-name", "rechnung.pdf.exe", () => pdf()],
    ["two endings, the first one of a program", "dangerous-name", "rechnung.js.pdf", () => pdf()],
    ["an ending that is turned around", "dangerous-name", "foto\u202egpj.exe", () => photo("jpeg")],
    ["the test virus", "malware", "a.txt", () => testVirus()],
    ["nothing at all", "empty", "a.txt", () => Buffer.alloc(0)],
    ["bytes that are nothing", "unknown-kind", "a.bin", () => Buffer.from([1, 2, 3, 4, 5, 6, 7, 8])],
    ["more than the field takes", "too-large", "a.txt", () => Buffer.alloc(5_000_001, "a")],
  ];
  test.each(bad)("%s: %s", async (_, reason, filename, make) => {
    expect(await verdict(await make(), filename)).toBe(reason);
  });
});

test("a file that keeps the worker busy for too long counts as too complex, and the next one is not held up", async () => {
  expect(await identifyInWorker(await pdf(), all, 1)).toEqual({ kind: "refused", reason: "too-complex" });
  expect(await verdict(await pdf())).toBe("application/pdf");
});

describe("an original of the desk is kept as it came", () => {
  const original = (bytes: Uint8Array, filename: string) => inspect(bytes, filename, ["original"]);
  const mail = text("Received: from a by b\r\nFrom: Änne <a@example.org>\r\nSubject: Hallo\r\n\r\nGuten Tag\r\n");
  const kinds: readonly (readonly [string, Uint8Array, string])[] = [
    ["seite.html", text("<!doctype html><script>alert(1)</script>"), "text/html"],
    ["bild.svg", text("<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>"), "image/svg+xml"],
    ["daten.xml", text("<?xml version='1.0'?><a/>"), "application/xml"],
    ["nachricht.eml", mail, "message/rfc822"],
    ["notiz.txt", text("From here on: nothing"), "text/plain"],
    [
      "alt.doc",
      Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.from("WordDocument", "utf16le")]),
      "application/msword",
    ],
    ["irgendwas", Buffer.from([1, 2, 3, 0, 4]), "application/octet-stream"],
  ];
  test.each(kinds)("%s, and its kind is told by its content", async (filename, bytes, mediaType) => {
    const found = await original(bytes, filename);
    expect(found).toMatchObject({ kind: "taken", filename, mediaType });
    expect(found.kind === "taken" && Buffer.from(found.bytes).equals(bytes)).toBe(true);
  });

  test("pictures too, to the last byte, with all that stands in them", async () => {
    const bytes = await photo("jpeg");
    const found = await original(bytes, "foto.jpg");
    expect(found.kind === "taken" && Buffer.from(found.bytes).equals(Buffer.from(bytes))).toBe(true);
  });

  test("but no program and no virus", async () => {
    expect(await original(Buffer.from("MZ\x90\0"), "brief.pdf")).toEqual({ kind: "refused", reason: "executable" });
    expect(await original(testVirus(), "brief.txt")).toEqual({ kind: "refused", reason: "malware" });
  });
});
