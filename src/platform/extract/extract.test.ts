import { PDFDocument, StandardFonts } from "@cantoo/pdf-lib";
import { strToU8, zipSync } from "fflate";
import { afterEach, describe, expect, test } from "vitest";
import { defineTextExtractors, extractText } from "./index.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const limits = { mostLetters: 100_000 };
const zip = (files: Readonly<Record<string, string>>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, content]) => [name, strToU8(content)])));
const openXml = "application/vnd.openxmlformats-officedocument.";
const openDocument = "application/vnd.oasis.opendocument.";
const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

describe("XML", () => {
  test("is what stands between its tags", async () => {
    const xml = '<?xml version="1.0"?><!-- no word --><a b="attribut">Größe &amp; Maß<c/>&#x41;&#66;&#0;</a>';
    const found = await extractText(bytes(xml), "application/xml", limits);
    expect(found?.parts).toEqual(["Größe & Maß\nAB&#0;"]);
  });
});

describe("plain text", () => {
  test.each([
    ["UTF-8", bytes("Größe")],
    ["UTF-8 with its mark", Uint8Array.of(0xef, 0xbb, 0xbf, ...bytes("Größe"))],
    ["UTF-16, little end first", Uint8Array.of(0xff, 0xfe, ...Buffer.from("Größe", "utf16le"))],
    ["UTF-16 without its mark", Uint8Array.from(Buffer.from("Die Größe des Hauses", "utf16le"))],
    ["Windows-1252", Uint8Array.from(Buffer.from("Größe", "latin1"))],
  ])("in %s", async (_, content) => {
    expect((await extractText(content, "text/plain", limits))?.parts[0]).toContain("Größe");
  });

  test("that is longer than allowed is cut, and says so", async () => {
    expect(await extractText(bytes("abc def"), "text/csv; charset=utf-8", { mostLetters: 3 })).toEqual({
      parts: ["abc"],
      partKind: "text",
      complete: false,
    });
  });
});

test("JSON gives what is said in it, not its names; nested however deep", async () => {
  const json = JSON.stringify({ familienname: "Müller", betrieb: { art: ["Handel", 3, null, true] } });
  expect((await extractText(bytes(json), "application/json", limits))?.parts).toEqual(["Müller\nHandel\n3"]);
  expect((await extractText(bytes("{kaputt"), "application/json", limits))?.parts).toEqual(["{kaputt"]);
  const deep = `${"[".repeat(40_000)}${"]".repeat(40_000)}`;
  expect((await extractText(bytes(deep), "application/json", limits))?.parts[0]).toBeDefined();
});

describe("HTML and RTF", () => {
  test("give what people read, and nothing of scripts and styles", async () => {
    const html = `<html><head><title>Bescheid &amp; mehr</title><style>p{color:red}</style></head><body><p>Sehr ge<b>ehr</b>te&nbsp;Frau
      M&uuml;ller</p><script>alert("versteckt")</script><div>1 &lt; 2 &#8364;</div><!-- unsichtbar --><p>Ende</body></html>`;
    const text = (await extractText(bytes(html), "text/html", limits))?.parts[0] as string;
    expect(text).toContain("Sehr geehrte Frau\nMüller");
    expect(text).toContain("1 < 2 €");
    expect(text).toContain("Bescheid & mehr");
    expect(text).not.toMatch(/versteckt|unsichtbar|color/);
  });

  test("read RTF with its letters", async () => {
    const rtf = String.raw`{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\*\generator Word;}\f0 Sehr geehrte Frau M\'fcller,\par Gr\u246?\u223?e \b fett\b0}`;
    expect((await extractText(bytes(rtf), "application/rtf", limits))?.parts[0]).toBe(
      "Sehr geehrte Frau Müller,\nGröße fett",
    );
  });

  test("end in time, whatever they hold", async () => {
    const begun = performance.now();
    for (const hostile of [
      "<".repeat(300_000),
      "<script>".repeat(50_000),
      "&#".repeat(200_000),
      "<!--".repeat(100_000),
    ]) {
      await extractText(bytes(hostile), "text/html", limits);
    }
    await extractText(bytes(`{\\rtf1 ${"{".repeat(300_000)}`), "text/rtf", limits);
    expect(performance.now() - begun).toBeLessThan(20_000);
  });
});

describe("office files", () => {
  test("Word", async () => {
    const file = zip({
      "word/document.xml": `<w:document ${w}><w:body><w:p><w:r><w:t>Antrag auf </w:t></w:r><w:r><w:t>Wohngeld</w:t></w:r></w:p><w:p><w:r><w:t>Zweiter</w:t><w:tab/><w:t>Absatz</w:t></w:r></w:p></w:body></w:document>`,
      "word/header1.xml": `<w:hdr ${w}><w:p><w:r><w:t>Stadt Musterhausen</w:t></w:r></w:p></w:hdr>`,
    });
    expect((await extractText(file, `${openXml}wordprocessingml.document`, limits))?.parts).toEqual([
      "Antrag auf Wohngeld\nZweiter Absatz\nStadt Musterhausen",
    ]);
  });

  test("Excel, sheet by sheet", async () => {
    const file = zip({
      "xl/sharedStrings.xml": "<sst><si><t>Gebühr</t></si><si><r><t>Sum</t></r><r><t>me</t></r></si></sst>",
      "xl/worksheets/sheet1.xml":
        '<worksheet><sheetData><row><c t="s"><v>0</v></c><c><v>26</v></c></row></sheetData></worksheet>',
      "xl/worksheets/sheet2.xml": '<worksheet><sheetData><row><c t="s"><v>1</v></c></row></sheetData></worksheet>',
    });
    expect(await extractText(file, `${openXml}spreadsheetml.sheet`, limits)).toEqual({
      parts: ["Gebühr 26", "Summe"],
      partKind: "sheet",
      complete: true,
    });
  });

  test("PowerPoint, slide by slide, in their order", async () => {
    const slide = (text: string) => `<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:sld>`;
    const file = zip({ "ppt/slides/slide10.xml": slide("Zehn"), "ppt/slides/slide2.xml": slide("Zwei") });
    expect(await extractText(file, `${openXml}presentationml.presentation`, limits)).toMatchObject({
      parts: ["Zwei", "Zehn"],
      partKind: "slide",
    });
  });

  test("OpenDocument text and tables", async () => {
    const ns =
      'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"';
    const text = zip({
      "content.xml": `<office:document-content ${ns}><office:body><office:text><text:h>Bescheid</text:h><text:p>über Hundesteuer</text:p></office:text></office:body></office:document-content>`,
    });
    expect((await extractText(text, `${openDocument}text`, limits))?.parts).toEqual(["Bescheid\nüber Hundesteuer"]);
    const table = zip({
      "content.xml": `<office:document-content ${ns}><office:body><office:spreadsheet><table:table><table:table-row><table:table-cell><text:p>Betrag</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>`,
    });
    expect(await extractText(table, `${openDocument}spreadsheet`, limits)).toMatchObject({
      parts: ["Betrag"],
      partKind: "sheet",
    });
  });

  test("that are damaged, locked or grow without end are refused with their reason", async () => {
    const docx = `${openXml}wordprocessingml.document`;
    await expect(extractText(bytes("no zip"), docx, limits)).rejects.toThrow("extract.unreadable");
    await expect(
      extractText(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, ...new Uint8Array(600)), docx, limits),
    ).rejects.toThrow("extract.locked");
    await expect(extractText(zip({ "word/document.xml": "<!DOCTYPE x><x/>" }), docx, limits)).rejects.toThrow(
      "extract.unreadable",
    );
    const bomb = zip({ "word/document.xml": `<x>${" ".repeat(70 * 1024 * 1024)}</x>` });
    expect(bomb.length).toBeLessThan(200_000);
    await expect(extractText(bomb, docx, limits)).rejects.toThrow("extract.too-complex");
    const lying = zip({ "word/document.xml": `<x>${" ".repeat(100_000)}</x>` });
    const at = Buffer.from(lying).lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    new DataView(lying.buffer, lying.byteOffset).setUint32(at + 24, 50, true);
    await expect(extractText(lying, docx, limits)).rejects.toThrow("extract.unreadable");
  });
});

describe("other files", () => {
  test("a PDF gives its pages", async () => {
    const pdf = await PDFDocument.create();
    const font = await pdf.embedFont(StandardFonts.Helvetica);
    pdf.addPage([200, 100]).drawText("Erste Seite", { x: 10, y: 50, font, size: 12 });
    pdf.addPage([200, 100]).drawText("Zweite Seite", { x: 10, y: 50, font, size: 12 });
    const text = await extractText(await pdf.save(), "application/pdf", limits);
    expect(text).toMatchObject({ partKind: "page", complete: true });
    expect(text?.parts.map((part) => part.trim())).toEqual(["Erste Seite", "Zweite Seite"]);
  });

  test("pictures and what is unknown have no text", async () => {
    expect(await extractText(bytes("x"), "image/png", limits)).toBeUndefined();
    expect(await extractText(bytes("x"), "application/octet-stream", limits)).toBeUndefined();
  });

  describe("that a module brings a reader for", () => {
    afterEach(() => defineTextExtractors([]));
    test("are read by it", async () => {
      defineTextExtractors([
        {
          mediaTypes: ["message/rfc822"],
          extract: async (content) => ({
            parts: [new TextDecoder().decode(content)],
            partKind: "text",
            complete: true,
          }),
        },
      ]);
      expect((await extractText(bytes("Subject: Hallo"), "message/rfc822", limits))?.parts).toEqual(["Subject: Hallo"]);
    });
  });
});
