import { PDFDocument, PDFName, type PDFRawStream, rgb } from "@cantoo/pdf-lib";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { renderLetter } from "../../../platform/pdf/index.ts";
import { drawPdf, readPdf } from "../../../platform/pdf-reading/index.ts";
import { likelyTurns } from "./likely-turns.ts";
import { recogniseAnyWay, recognisePage } from "./recognise-page.ts";
import { type RecognisedPage, textOfPage } from "./recognised.ts";
import { addTextLayer, composeScan, turnPages } from "./searchable-pdf.ts";

const wordsOf = (text: string): readonly string[] =>
  text
    .replace(/[\u00ad\ufffe](?:\r?\n)?/g, "")
    .replace(/(\p{Ll})[-‐]\r?\n(\p{Ll})/gu, "$1$2")
    .split(/\s+/)
    .map((word) => word.replace(/[–—‐]/g, "-").replace(/^[^\p{L}\p{N}§]+|[^\p{L}\p{N}]+$/gu, ""))
    .filter((word) => word !== "");

const letter = () =>
  renderLetter({
    language: "de",
    head: { officialName: "Stadt Musterstadt", accent: "#0b5394" },
    senderLine: "Stadt Musterstadt · Rathausplatz 1 · 12345 Musterstadt",
    recipient: ["Frau", "Änne Müller-Lüdenscheidt", "Gänsemarkt 12", "33098 Paderborn"],
    reference: "32.40-2026-00017",
    information: [
      { label: "Aktenzeichen", value: "32.40-2026-00017/01" },
      { label: "Datum", value: "23. November 2026" },
    ],
    subject: "Ihr Widerspruch gegen den Gebührenbescheid vom 2. Oktober 2026",
    body: [
      {
        kind: "paragraph",
        text: "Sehr geehrte Frau Müller-Lüdenscheidt, Ihren Widerspruch haben wir am 5. November 2026 erhalten. Wir prüfen ihn sorgfältig und melden uns spätestens in vier Wochen bei Ihnen. Bis dahin müssen Sie nichts überweisen; die Vollziehung ist ausgesetzt.",
      },
      {
        kind: "paragraph",
        text: "Für die Prüfung benötigen wir noch folgende Unterlagen: einen Nachweis über die Größe des Grundstücks, den Kaufvertrag sowie eine Aufstellung der angefallenen Straßenreinigungsgebühren. Bitte schicken Sie uns diese Unterlagen bis zum 15. Dezember 2026.",
      },
      {
        kind: "paragraph",
        text: "Rechtsgrundlage ist § 80 Absatz 4 der Verwaltungsgerichtsordnung in Verbindung mit § 12 der Gebührensatzung. Weitere Auskünfte erteilt Ihnen das Ordnungsamt montags bis freitags zwischen acht und zwölf Uhr.",
      },
    ],
    closing: { greeting: "Mit freundlichen Grüßen", onBehalf: "Im Auftrag", signatory: "Jörg Weiß" },
    footer: [["Stadt Musterstadt", "Rathausplatz 1"]],
  });

/** A page as a scanner makes it: the letter as nothing but a picture. */
async function scanned(rotation = 0, dpi = 300): Promise<{ picture: Uint8Array; written: string; scan: Uint8Array }> {
  const pdf = await letter();
  const { pictures } = await drawPdf(pdf, { pages: [1], size: { dpi }, format: "jpeg" });
  const picture = pictures[0]?.bytes as Uint8Array;
  const scan = await composeScan(
    [{ kind: "pictures", pictures: new Map([[1, { type: "jpeg", bytes: picture, dpi }]]) }],
    [{ source: 0, page: 1, rotation }],
    { title: "Brief", now: new Date("2026-11-23T09:00:00Z") },
  );
  return { picture, scan, written: (await readPdf(pdf)).pages[0]?.text ?? "" };
}

describe("a scanned letter", () => {
  test("is recognised word for word, and found in the searchable PDF", { timeout: 180_000 }, async () => {
    const { scan, picture, written } = await scanned();
    expect((await readPdf(scan)).pages[0]?.text).toBe("");
    const drawn = (await drawPdf(scan, { pages: [1], size: { dpi: 300 }, format: "png" })).pictures[0];
    if (drawn === undefined) throw new Error("not drawn");
    const page = await recognisePage(drawn.bytes, { ...drawn, dpi: 300 });
    const searchable = await addTextLayer(scan, [page], new Date("2026-11-23T09:05:00Z"));
    const text = (await readPdf(searchable)).pages[0]?.text ?? "";

    const expected = wordsOf(written);
    const missing = (found: readonly string[]) => expected.filter((word) => !found.includes(word));
    const share = (lost: readonly string[]) => 1 - lost.length / expected.length;
    const recognised = missing(wordsOf(textOfPage(page)));
    const inPdf = missing(wordsOf(text));
    console.log(
      `text recognition: ${expected.length} words, ${(share(recognised) * 100).toFixed(1)} % found, ` +
        `${(share(inPdf) * 100).toFixed(1)} % in the PDF, ${page.milliseconds} ms a page at 300 dpi`,
    );
    expect(share(recognised), recognised.join(" ")).toBeGreaterThanOrEqual(0.98);
    expect(share(inPdf), inPdf.join(" ")).toBeGreaterThanOrEqual(0.98);
    for (const word of ["Gebührenbescheid", "Straßenreinigungsgebühren", "Größe", "32.40-2026-00017/01"]) {
      expect(textOfPage(page)).toContain(word);
    }
    // The picture of the scanner is in both, byte for byte.
    for (const pdf of [scan, searchable])
      expect(await picturesIn(pdf)).toEqual([Buffer.from(picture).toString("base64")]);
    // And it looks the same.
    const [before, after] = await Promise.all(
      [scan, searchable].map(
        async (pdf) => (await drawPdf(pdf, { pages: [1], size: { dpi: 60 }, format: "png" })).pictures,
      ),
    );
    expect(after).toEqual(before);
  });

  test("that lies sideways has its words where they are seen", { timeout: 60_000 }, async () => {
    for (const rotation of [90, 180, 270]) {
      const { scan } = await scanned(rotation);
      const { widthPoints, heightPoints } = (await readPdf(scan)).pages[0] ?? { widthPoints: 0, heightPoints: 0 };
      const width = rotation === 180 ? widthPoints : Math.max(widthPoints, heightPoints);
      const page: RecognisedPage = {
        width: Math.round(width * 2),
        height: 1000,
        confidence: 90,
        milliseconds: 1,
        engine: "test",
        words: [
          { text: "Größe", box: [100, 80, 220, 110], baseline: 104, height: 30, confidence: 90, line: 1 },
          { text: "Łódź", box: [240, 80, 330, 110], baseline: 104, height: 30, confidence: 90, line: 1 },
          { text: "darunter", box: [100, 180, 330, 210], baseline: 204, height: 30, confidence: 90, line: 2 },
        ],
      };
      const searchable = await addTextLayer(scan, [page], new Date());
      const text = (await readPdf(searchable)).pages[0]?.text.replace(/\s+/g, " ").trim();
      expect(text, String(rotation)).toBe("Größe Łódź darunter");
    }
  });

  test("is turned upright by itself, whichever way it went into the scanner", { timeout: 240_000 }, async () => {
    const { picture, written } = await scanned(0, 200);
    const expected = wordsOf(written);
    for (const [lies, turn] of [
      [90, 270],
      [180, 180],
      [270, 90],
    ] as const) {
      const { data, info } = await sharp(picture).rotate(lies).png().toBuffer({ resolveWithObject: true });
      const cpu = process.cpuUsage();
      const found = await recogniseAnyWay(data, { ...info, dpi: 200 });
      const { user, system } = process.cpuUsage(cpu);
      console.log(`a page turned by ${lies}°: ${Math.round((user + system) / 1000)} ms of processor time`);
      expect(found.turn, String(lies)).toBe(turn);
      const words = wordsOf(textOfPage(found.recognised));
      expect(expected.filter((word) => words.includes(word)).length / expected.length).toBeGreaterThan(0.97);
      // In the page as it is held then.
      expect(found.recognised.width).toBeLessThan(found.recognised.height);
      const greeting = found.recognised.words.find(({ text }) => text.startsWith("Sehr"));
      expect(greeting?.box[0]).toBeLessThan(found.recognised.width / 4);
    }
  });

  test("that lies askew by a few degrees is read all the same, and stays as it lies", {
    timeout: 120_000,
  }, async () => {
    const { picture, written } = await scanned(0, 200);
    const expected = wordsOf(written);
    for (const askew of [-4, 3]) {
      const { data, info } = await sharp(picture)
        .rotate(askew, { background: "#fff" })
        .png()
        .toBuffer({ resolveWithObject: true });
      const { turn, recognised } = await recogniseAnyWay(data, { ...info, dpi: 200 });
      expect(turn).toBe(0);
      const words = wordsOf(textOfPage(recognised));
      expect(expected.filter((word) => words.includes(word)).length / expected.length, String(askew)).toBeGreaterThan(
        0.95,
      );
    }
  });

  test("on its head and askew, so that its look says nothing, is turned all the same", {
    timeout: 120_000,
  }, async () => {
    const { picture } = await scanned(0, 150);
    const { data, info } = await sharp(picture)
      .rotate(184, { background: "#fff" })
      .png()
      .toBuffer({ resolveWithObject: true });
    expect(await likelyTurns(data, { ...info, dpi: 150 })).toEqual([]);
    expect((await recogniseAnyWay(data, { ...info, dpi: 150 })).turn).toBe(180);
  });

  test("looks as it lies, askew or not, before a word of it is read", async () => {
    const { picture } = await scanned(0, 200);
    const seen: Record<number, readonly number[]> = {};
    for (const lies of [0, 3, -4, 90, 94, 180, 270, 266]) {
      const { data, info } = await sharp(picture)
        .rotate(lies, { background: "#fff" })
        .png()
        .toBuffer({ resolveWithObject: true });
      seen[lies] = await likelyTurns(data, { ...info, dpi: 200 });
    }
    expect(seen).toMatchObject({ 0: [], 3: [], "-4": [], 90: [270, 90], 180: [180], 270: [90, 270] });
    // Askew only the direction of the lines is sure.
    expect(seen[94]?.toSorted()).toEqual([270, 90]);
    expect(seen[266]?.toSorted()).toEqual([270, 90]);
    const paper = await sharp({ create: { width: 600, height: 800, channels: 3, background: "#fff" } })
      .png()
      .toBuffer();
    expect(await likelyTurns(paper, { width: 600, height: 800, dpi: 100 })).toEqual([]);
  });

  test("of which nothing can be read stays as it is", { timeout: 60_000 }, async () => {
    const noise = Buffer.from(Array.from({ length: 600 * 800 }, (_, at) => (Math.imul(at, 2654435761) >>> 24) & 255));
    const photo = await sharp(noise, { raw: { width: 600, height: 800, channels: 1 } })
      .blur(8)
      .png()
      .toBuffer();
    expect((await recogniseAnyWay(photo, { width: 600, height: 800, dpi: 100 })).turn).toBe(0);
  });

  test("that a person turns is shown that way, with the same picture in it", async () => {
    const { scan, picture } = await scanned();
    const turned = await turnPages(scan, [{ number: 1, degrees: 90 }], new Date());
    const [page] = (await readPdf(turned)).pages;
    expect(page?.widthPoints).toBeGreaterThan(page?.heightPoints ?? 0);
    expect(await picturesIn(turned)).toEqual([Buffer.from(picture).toString("base64")]);
    const [again] = (await readPdf(await turnPages(turned, [{ number: 1, degrees: 270 }], new Date()))).pages;
    expect(again?.widthPoints).toBeLessThan(again?.heightPoints ?? 0);
  });

  test("of a PDF keeps what is on its pages", async () => {
    const pdf = await PDFDocument.create();
    for (const colour of [rgb(1, 0, 0), rgb(0, 1, 0), rgb(0, 0, 1)]) {
      pdf.addPage([200, 300]).drawRectangle({ x: 0, y: 0, width: 200, height: 300, color: colour });
    }
    const composed = await composeScan(
      [{ kind: "pdf", bytes: await pdf.save() }],
      [
        { source: 0, page: 3, rotation: 0 },
        { source: 0, page: 1, rotation: 90 },
      ],
      { title: "Zwei von drei", now: new Date() },
    );
    const { count, pictures } = await drawPdf(composed, { pages: [1, 2], size: { widthPixels: 60 }, format: "png" });
    expect(count).toBe(2);
    expect(pictures.map(({ width, height }) => [width, height])).toEqual([
      [60, 90],
      [60, 40],
    ]);
  });
});

async function picturesIn(bytes: Uint8Array): Promise<readonly string[]> {
  const pdf = await PDFDocument.load(bytes);
  return pdf.context
    .enumerateIndirectObjects()
    .map(([, object]) => object as PDFRawStream)
    .filter((object) => object.dict?.get?.(PDFName.of("Subtype")) === PDFName.of("Image"))
    .map((object) => Buffer.from(object.contents).toString("base64"));
}

test.each(["AES-256", "AES-128", "RC4-128", "RC4-40"] as const)(
  "a PDF that opens without a password and only forbids changes (%s) goes into a scan like any other",
  async (algorithm) => {
    const pdf = await PDFDocument.load(await letter());
    pdf.encrypt({ ownerPassword: "nur der Scanner", userPassword: "", algorithm, allowWeakCryptography: true });
    const locked = await pdf.save();
    const scan = await composeScan([{ kind: "pdf", bytes: locked }], [{ source: 0, page: 1, rotation: 0 }], {
      title: "Schriftstück 1",
      now: new Date("2026-11-23T09:00:00Z"),
    });
    expect((await PDFDocument.load(scan)).isEncrypted).toBe(false);
    expect((await readPdf(scan)).pages[0]?.text).toContain("Änne Müller-Lüdenscheidt");
  },
);
