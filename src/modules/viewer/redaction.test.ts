import { inflateSync } from "node:zlib";
import {
  AFRelationship,
  PDFDocument,
  type PDFFont,
  PDFHexString,
  PDFName,
  PDFRawStream,
  PDFString,
  StandardFonts,
  setTextRenderingMode,
  TextRenderingMode,
} from "@cantoo/pdf-lib";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { drawPdf, readPdf, readWords } from "../../platform/pdf-reading/index.ts";
import { assemblePdf, burnPages } from "./actions/burn-pages.ts";
import type { DisclosureBox } from "./model/disclosure.ts";

const secrets = ["Lüdenscheidt", "DE89370400440532013000", "0532", "Geheimname", "Verborgenes", "kim@geheim.example"];

/** A letter that names its secrets in every place of a PDF that can hold one. */
async function letter(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font: PDFFont = await pdf.embedFont(StandardFonts.Helvetica);
  pdf.setTitle("Antrag Lüdenscheidt");
  pdf.setAuthor("Geheimname");
  pdf.setKeywords(["Verborgenes"]);
  await pdf.attach(Buffer.from("Geheimname"), "Geheimname.txt", { afRelationship: AFRelationship.Source });
  pdf.catalog.set(
    PDFName.of("Metadata"),
    pdf.context.register(pdf.context.stream("<x>Geheimname</x>", { Type: "Metadata", Subtype: "XML" })),
  );
  const page = pdf.addPage([420, 595]);
  page.drawText("Sehr geehrte Frau Lüdenscheidt,", { x: 40, y: 500, size: 12, font });
  page.drawText("Ihr Konto DE89 3704 0044 0532 0130 00 ist bekannt.", { x: 40, y: 470, size: 12, font });
  page.drawText("Antwort an kim@geheim.example erbeten.", { x: 40, y: 440, size: 12, font });
  page.drawText("Dieser Satz bleibt stehen.", { x: 40, y: 400, size: 12, font });
  page.pushOperators(setTextRenderingMode(TextRenderingMode.Invisible));
  page.drawText("Verborgenes", { x: 40, y: 300, size: 12, font });
  page.pushOperators(setTextRenderingMode(TextRenderingMode.Fill));
  page.node.set(
    PDFName.of("Annots"),
    pdf.context.obj([
      pdf.context.register(
        pdf.context.obj({
          Type: "Annot",
          Subtype: "Text",
          Rect: [300, 500, 320, 520],
          Contents: PDFHexString.fromText("Geheimname"),
          T: PDFString.of("Geheimname"),
        }),
      ),
    ]),
  );
  const form = pdf.getForm();
  const field = form.createTextField("Geheimname");
  field.setText("Geheimname");
  field.addToPage(page, { x: 40, y: 200, width: 150, height: 20 });
  const second = pdf.addPage([420, 595]);
  second.drawText("Seite zwei nennt Lüdenscheidt nochmals.", { x: 40, y: 500, size: 12, font });
  return pdf.save();
}

/** All that the bytes of a PDF say: as they lie there, and every stream opened. */
async function everythingIn(bytes: Uint8Array): Promise<readonly Buffer[]> {
  const parts = [Buffer.from(bytes)];
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
  for (const [, object] of pdf.context.enumerateIndirectObjects()) {
    parts.push(Buffer.from(object.toString(), "latin1"));
    if (!(object instanceof PDFRawStream)) continue;
    const contents = Buffer.from(object.getContents());
    parts.push(contents);
    try {
      parts.push(inflateSync(contents));
    } catch {
      // Not compressed this way: it lies there as it is.
    }
  }
  return parts;
}

/** A word in every way in which a PDF may write it. */
function spellings(word: string): readonly Buffer[] {
  const utf16 = Buffer.from(word, "utf16le").swap16();
  const plain = [Buffer.from(word, "latin1"), Buffer.from(word, "utf8"), utf16, Buffer.from(word, "utf16le")];
  const hex = plain.flatMap((one) => [one.toString("hex"), one.toString("hex").toUpperCase()]);
  return [...plain, ...hex.map((one) => Buffer.from(one))];
}

async function redacted(
  source: Uint8Array,
  withText: boolean,
  boxes: readonly DisclosureBox[],
  mediaType = "application/pdf",
  pages = [1, 2],
  searchable: readonly Uint8Array[] = [],
) {
  const burnt = await burnPages(
    { bytes: source, mediaType },
    { terms: ["Lüdenscheidt", "Geheimname", "Verborgenes"], kinds: ["iban", "email"], withText },
    boxes,
    pages,
    searchable,
  );
  const bytes = await assemblePdf(
    burnt.map(({ jpeg, ...page }) => ({ ...page, jpeg: async () => jpeg })),
    new Date("2026-11-23T09:00:00Z"),
  );
  return { burnt, bytes };
}

/** The pictures of a PDF as they lie in it. */
async function picturesIn(bytes: Uint8Array): Promise<readonly Buffer[]> {
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
  return pdf.context
    .enumerateIndirectObjects()
    .flatMap(([, object]) => (object instanceof PDFRawStream ? [object] : []))
    .filter(({ dict }) => dict.get(PDFName.of("Subtype")) === PDFName.of("Image"))
    .map((object) => Buffer.from(object.getContents()));
}

/** What a scanner makes of a PDF: pictures only; and the same with the words laid over it, as recognition read them. */
async function scanned(source: Uint8Array, misread = (text: string) => text) {
  const { pictures } = await drawPdf(source, { pages: [1, 2], size: { dpi: 150 }, format: "jpeg" });
  const read = (await readWords(source, { pages: [1, 2] })).pages;
  const made = async (withText: boolean) => {
    const pdf = await PDFDocument.create();
    const font = await pdf.embedFont(StandardFonts.Helvetica);
    for (const [index, picture] of pictures.entries()) {
      const page = pdf.addPage([420, 595]);
      page.drawImage(await pdf.embedJpg(picture.bytes), { x: 0, y: 0, width: 420, height: 595 });
      page.pushOperators(setTextRenderingMode(TextRenderingMode.Invisible));
      for (const word of withText ? (read[index]?.words ?? []) : []) {
        const size = word.height * 595;
        page.drawText(`${misread(word.text)} `, {
          x: word.x * 420,
          y: 595 - (word.y + word.height * 0.8) * 595,
          size,
          font,
        });
      }
    }
    return pdf.save();
  };
  return { scan: await made(false), searchable: await made(true) };
}

describe("a copy with passages blacked out", () => {
  test("holds what was blacked out nowhere: not in its text, not in any object or stream", async () => {
    const source = await letter();
    // What is looked for can be found: in the source it is there, in several ways.
    const before = await everythingIn(source);
    expect((await readPdf(source)).pages[0]?.text).toContain("Verborgenes");
    expect(spellings("Geheimname").some((one) => before.some((part) => part.includes(one)))).toBe(true);
    // A form field and a note are seen by no word: somebody draws a box over each.
    const drawn: DisclosureBox[] = [
      { page: 1, source: "drawn", x: 0.05, y: 0.6, width: 0.5, height: 0.1 },
      { page: 1, source: "drawn", x: 0.7, y: 0.1, width: 0.1, height: 0.1 },
    ];
    for (const withText of [false, true]) {
      const { bytes } = await redacted(source, withText, drawn);
      const { count, pages } = await readPdf(bytes);
      expect(count).toBe(2);
      const text = pages.map((page) => page.text).join("\n");
      const parts = await everythingIn(bytes);
      expect(parts.length).toBeGreaterThan(4);
      for (const secret of secrets) {
        expect(text, secret).not.toContain(secret);
        for (const spelling of spellings(secret)) {
          expect(
            parts.some((part) => part.includes(spelling)),
            `${secret} as ${spelling.toString("latin1")}`,
          ).toBe(false);
        }
      }
      for (const name of [
        "/EmbeddedFiles",
        "/Annots",
        "/AcroForm",
        "/Metadata",
        "/Author",
        "/Keywords",
        "/OCProperties",
      ]) {
        expect(
          parts.some((part) => part.includes(name)),
          name,
        ).toBe(false);
      }
      if (withText) expect(text.replaceAll(/\s+/g, " ")).toContain("Dieser Satz bleibt stehen.");
      else expect(text.trim()).toBe("");
    }
  });

  test("is black where a word stood, in the pixels themselves, and shows the rest", async () => {
    const source = await letter();
    const { burnt, bytes } = await redacted(source, false, []);
    const { pages } = await readWords(source, { pages: [1] });
    const { pictures } = await drawPdf(bytes, { pages: [1], size: { dpi: 200 }, format: "png" });
    for (const picture of [burnt[0]?.jpeg, pictures[0]?.bytes]) {
      const { data, info } = await sharp(picture).greyscale().raw().toBuffer({ resolveWithObject: true });
      const brightness = (text: string) => {
        const word = pages[0]?.words.find((one) => one.text.startsWith(text));
        if (word === undefined) throw new Error(`no ${text}`);
        let sum = 0;
        let count = 0;
        for (let y = Math.ceil(word.y * info.height) + 1; y < (word.y + word.height) * info.height - 1; y++) {
          for (let x = Math.ceil(word.x * info.width) + 1; x < (word.x + word.width) * info.width - 1; x++) {
            sum += data[y * info.width + x] as number;
            count++;
          }
        }
        return sum / count;
      };
      for (const text of ["Lüdenscheidt", "DE89", "0130", "kim@", "Verborgenes"])
        expect(brightness(text), text).toBeLessThan(8);
      expect(brightness("Satz")).toBeGreaterThan(100);
    }
    expect(burnt.map(({ boxes }) => boxes)).toEqual([9, 1]);
  });

  test("of a scan without text goes by what was recognised of it, and its pictures are black themselves", async () => {
    const written = await letter();
    const { scan, searchable } = await scanned(written, (text) => text.replace("ü", "u"));
    expect((await readPdf(scan)).pages[0]?.text.trim()).toBe("");
    expect((await readPdf(searchable)).pages[0]?.text).toContain("Ludenscheidt");
    const words = (await readWords(searchable, { pages: [1] })).pages[0]?.words ?? [];

    for (const withText of [true, false]) {
      const { burnt, bytes } = await redacted(scan, withText, [], "application/pdf", [1, 2], [searchable]);
      expect(burnt.map(({ boxes }) => boxes)).toEqual([9, 1]);
      const said = (await readPdf(bytes)).pages.map(({ text }) => text).join(" ");
      if (withText) expect(said.replaceAll(/\s+/g, " ")).toContain("Dieser Satz bleibt stehen.");
      else expect(said.trim()).toBe("");
      expect(said).not.toMatch(/L.denscheidt/);
      for (const part of await everythingIn(bytes)) {
        for (const spelling of [...spellings("denscheidt"), ...spellings("kim@geheim")]) {
          expect(part.includes(spelling)).toBe(false);
        }
      }
      // The pictures as they lie in the file: nothing is drawn over them.
      const pictures = await picturesIn(bytes);
      expect(pictures).toHaveLength(2);
      const { data, info } = await sharp(pictures[0]).greyscale().raw().toBuffer({ resolveWithObject: true });
      const darkest = (text: string) => {
        const word = words.find((one) => one.text.startsWith(text));
        if (word === undefined) throw new Error(`no ${text}`);
        let brightest = 0;
        let sum = 0;
        let count = 0;
        for (let y = Math.ceil(word.y * info.height) + 1; y < (word.y + word.height) * info.height - 1; y++) {
          for (let x = Math.ceil(word.x * info.width) + 1; x < (word.x + word.width) * info.width - 1; x++) {
            const value = data[y * info.width + x] as number;
            brightest = Math.max(brightest, value);
            sum += value;
            count++;
          }
        }
        return { brightest, mean: sum / count };
      };
      for (const text of ["Ludenscheidt", "DE89", "0130", "kim@"])
        expect(darkest(text).brightest, text).toBeLessThan(40);
      expect(darkest("Satz").mean).toBeGreaterThan(100);
    }
  });

  test("of a scan takes no words from a page of another form", async () => {
    const { scan } = await scanned(await letter());
    const other = await PDFDocument.create();
    const font = await other.embedFont(StandardFonts.Helvetica);
    other.addPage([595, 420]).drawText("Frau Lüdenscheidt", { x: 40, y: 300, size: 12, font });
    const { burnt } = await redacted(scan, true, [], "application/pdf", [1], [await other.save()]);
    expect(burnt[0]).toMatchObject({ boxes: 0, words: [] });
  });

  test("of a page without any text is black where somebody has put a bar", async () => {
    const { scan } = await scanned(await letter());
    const bar: DisclosureBox = { page: 1, source: "drawn", x: 0, y: 0, width: 1, height: 0.5 };
    const { bytes } = await redacted(scan, true, [bar], "application/pdf", [1]);
    const [picture] = await picturesIn(bytes);
    const { data, info } = await sharp(picture).greyscale().raw().toBuffer({ resolveWithObject: true });
    const upper = data.subarray(0, info.width * Math.floor(info.height / 2));
    expect(upper.reduce((most, value) => Math.max(most, value), 0)).toBeLessThan(40);
    expect(data.at(-1)).toBeGreaterThan(240);
  });

  test("leaves out of its text every word that a box touches, however little", async () => {
    const source = await letter();
    const { pages } = await readWords(source, { pages: [1] });
    const word = pages[0]?.words.find(({ text }) => text === "Satz");
    if (word === undefined) throw new Error("no such word");
    const corner: DisclosureBox = {
      page: 1,
      source: "drawn",
      x: word.x + word.width - 0.004,
      y: word.y,
      width: 0.003,
      height: 0.004,
    };
    const { burnt } = await redacted(source, true, [corner], "application/pdf", [1]);
    const left = burnt[0]?.words.map(({ text }) => text) ?? [];
    expect(left).toContain("bleibt");
    expect(left).not.toContain("Satz");
  });

  test("can be made of pictures, which are turned as the camera says and lose all they tell of themselves", async () => {
    const white = sharp({ create: { width: 200, height: 100, channels: 3, background: "#ffffff" } });
    const exif = { IFD0: { ImageDescription: "Geheimname" } };
    for (const [mediaType, bytes] of [
      ["image/jpeg", await white.clone().jpeg().withMetadata({ orientation: 6 }).withExifMerge(exif).toBuffer()],
      ["image/png", await white.clone().png().withExifMerge(exif).toBuffer()],
    ] as const) {
      const box: DisclosureBox = { page: 1, source: "drawn", x: 0, y: 0, width: 0.5, height: 0.25 };
      expect(bytes.includes("Geheimname")).toBe(true);
      const { burnt, bytes: pdf } = await redacted(bytes, true, [box], mediaType, [1]);
      for (const part of await everythingIn(pdf)) expect(part.includes("Geheimname")).toBe(false);
      const { data, info } = await sharp(burnt[0]?.jpeg).greyscale().raw().toBuffer({ resolveWithObject: true });
      const at = (x: number, y: number) => data[Math.floor(y * info.height) * info.width + Math.floor(x * info.width)];
      expect(at(0.2, 0.1)).toBeLessThan(8);
      expect(at(0.8, 0.8)).toBeGreaterThan(247);
      if (mediaType === "image/jpeg") expect([info.width, info.height]).toEqual([100, 200]);
    }
  });
});
