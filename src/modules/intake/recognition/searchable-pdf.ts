import { PDFDocument, PDFHexString, PDFName, type PDFPage, type PDFRef } from "@cantoo/pdf-lib";
import { emptyFont } from "./empty-font.ts";
import type { RecognisedPage } from "./recognised.ts";

const fontName = "KlickamtText";
/** Width of every sign of the font, in parts of its size. */
const advance = 0.5;

/** Every UTF-16 unit is a sign of its own and stands for itself: the same empty glyph. */
function embedEmptyFont(pdf: PDFDocument): PDFRef {
  const { context } = pdf;
  const program = emptyFont();
  const file = context.register(context.flateStream(program, { Length1: program.length }));
  const descriptor = context.register(
    context.obj({
      Type: "FontDescriptor",
      FontName: fontName,
      Flags: 5,
      FontBBox: [0, -200, 500, 800],
      ItalicAngle: 0,
      Ascent: 800,
      Descent: -200,
      CapHeight: 800,
      StemV: 80,
      FontFile2: file,
    }),
  );
  const glyphs = new Uint8Array(0x10000 * 2);
  for (let at = 1; at < glyphs.length; at += 2) glyphs[at] = 1;
  const descendant = context.register(
    context.obj({
      Type: "Font",
      Subtype: "CIDFontType2",
      BaseFont: fontName,
      CIDSystemInfo: {
        Registry: PDFHexString.fromText("Adobe"),
        Ordering: PDFHexString.fromText("Identity"),
        Supplement: 0,
      },
      FontDescriptor: descriptor,
      DW: advance * 1000,
      CIDToGIDMap: context.register(context.flateStream(glyphs)),
    }),
  );
  const toUnicode = context.register(
    context.flateStream(
      [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
        "1 beginbfrange <0000> <FFFF> <0000> endbfrange",
        "endcmap CMapName currentdict /CMap defineresource pop end end",
      ].join("\n"),
    ),
  );
  return context.register(
    context.obj({
      Type: "Font",
      Subtype: "Type0",
      BaseFont: fontName,
      Encoding: "Identity-H",
      DescendantFonts: [descendant],
      ToUnicode: toUnicode,
    }),
  );
}

function hexOf(text: string): string {
  let hex = "";
  for (let at = 0; at < text.length; at++) hex += text.charCodeAt(at).toString(16).padStart(4, "0");
  return `<${hex}>`;
}

const figure = (value: number): string => String(Math.round(value * 1000) / 1000);

/** From the page as it is seen to the page as it is stored: text runs with the picture, however it is turned. */
function placer(page: PDFPage): (across: number, down: number) => { readonly matrix: string; readonly at: string } {
  const { x, y, width, height } = page.getCropBox();
  const turned = ((page.getRotation().angle % 360) + 360) % 360;
  const place = (matrix: string, px: number, py: number) => ({ matrix, at: `${figure(px)} ${figure(py)}` });
  if (turned === 90) return (across, down) => place("0 1 -1 0", x + down, y + across);
  if (turned === 180) return (across, down) => place("-1 0 0 -1", x + width - across, y + down);
  if (turned === 270) return (across, down) => place("0 -1 1 0", x + width - down, y + height - across);
  return (across, down) => place("1 0 0 1", x + across, y + height - down);
}

/** Width of the page as it is seen, in points. */
function seenWidth(page: PDFPage): number {
  const { width, height } = page.getCropBox();
  return page.getRotation().angle % 180 === 0 ? width : height;
}

function layerOf(page: PDFPage, { words, width }: RecognisedPage, font: string): string {
  const scale = seenWidth(page) / width;
  const place = placer(page);
  const lines = ["BT", "3 Tr"];
  for (const [index, word] of words.entries()) {
    const [left, , right] = word.box;
    const size = Math.max(1, word.height * scale);
    const wide = Math.max(1, (right - left) * scale);
    const stretch = (wide / (word.text.length * advance * size)) * 100;
    const { matrix, at } = place(left * scale, word.baseline * scale);
    const spaced = words[index + 1]?.line === word.line ? `${word.text} ` : word.text;
    lines.push(`/${font} ${figure(size)} Tf ${figure(stretch)} Tz ${matrix} ${at} Tm ${hexOf(spaced)} Tj`);
  }
  lines.push("ET");
  return lines.join("\n");
}

/**
 * Lays the recognised text over a scan, invisible, each word where it stands in the picture. Pictures and pages stay as
 * they are; text that was there stays too.
 * @param pages in the order of the scan's pages; a page without words, or with text of its own, gets nothing
 * @param now written into the document as the time it was made, so that the same work gives the same bytes
 */
export async function addTextLayer(scan: Uint8Array, pages: readonly RecognisedPage[], now: Date): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(scan, { updateMetadata: false });
  pdf.setModificationDate(now);
  const font = embedEmptyFont(pdf);
  for (const [index, page] of pdf.getPages().entries()) {
    const recognised = pages[index];
    if (recognised === undefined || recognised.words.length === 0 || recognised.hadText === true) continue;
    page.node.normalize();
    page.node.wrapContentStreams(
      pdf.context.getPushGraphicsStateContentStream(),
      pdf.context.getPopGraphicsStateContentStream(),
    );
    const name = page.node.newFontDictionary(fontName, font);
    const layer = layerOf(page, recognised, name.asString().slice(1));
    page.node.addContentStream(pdf.context.register(pdf.context.flateStream(layer)));
  }
  return pdf.save();
}

/**
 * Turns pages of a scan, degrees clockwise by their number. Only how they are shown changes, no picture.
 * @param now written into the document as the time it was made
 */
export async function turnPages(
  scan: Uint8Array,
  turns: readonly { readonly number: number; readonly degrees: number }[],
  now: Date,
): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(scan, { updateMetadata: false });
  pdf.setModificationDate(now);
  for (const { number, degrees } of turns) {
    const page = pdf.getPage(number - 1);
    page.node.set(PDFName.of("Rotate"), pdf.context.obj((page.getRotation().angle + degrees + 360) % 360));
  }
  return pdf.save();
}

/** A picture or page that goes into a scan. */
export interface ScanPage {
  /** Which of the sources. */
  readonly source: number;
  /** Within it, from 1. */
  readonly page: number;
  /** Degrees clockwise by which a person has turned it. */
  readonly rotation: number;
}

/** A file that the scanner made. `pictures`: of its pages, by number, where it is no PDF: JPEG as it came, or PNG. */
export type ScanSource =
  | { readonly kind: "pdf"; readonly bytes: Uint8Array }
  | {
      readonly kind: "pictures";
      readonly pictures: ReadonlyMap<
        number,
        { readonly type: "jpeg" | "png"; readonly bytes: Uint8Array; readonly dpi: number | undefined }
      >;
    };

const a4Points = [595.28, 841.89] as const;

/**
 * A PDF that pages are taken from. Many scanners lock what they write with an owner password: everybody may open and read
 * it, and it asks programs not to change it. What is on its pages is taken over unlocked, because an Akte that can be read
 * today only by leave of a password cannot be kept for decades; the file itself is not changed.
 * @throws Error where it cannot be read, or not without a password
 */
export const openSource = (bytes: Uint8Array): Promise<PDFDocument> =>
  PDFDocument.load(bytes, { updateMetadata: false, password: "" });

/**
 * Puts pages of scans together to one PDF. Pictures go into it as they came (JPEG byte for byte, PNG and TIFF without
 * loss), pages of PDFs with all that is on them.
 */
export async function composeScan(
  sources: readonly ScanSource[],
  pages: readonly ScanPage[],
  info: { readonly title: string; readonly now: Date },
): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  pdf.setTitle(info.title);
  pdf.setLanguage("de");
  pdf.setProducer("Klickamt");
  pdf.setCreationDate(info.now);
  pdf.setModificationDate(info.now);
  const loaded = new Map<number, PDFDocument>();
  for (const { source, page, rotation } of pages) {
    const given = sources[source];
    if (given === undefined) throw new Error("no such source");
    if (given.kind === "pdf") {
      const from = loaded.get(source) ?? (await openSource(given.bytes));
      loaded.set(source, from);
      const [copied] = await pdf.copyPages(from, [page - 1]);
      if (copied === undefined) throw new Error("no such page");
      if (rotation !== 0) {
        copied.node.set(PDFName.of("Rotate"), pdf.context.obj((copied.getRotation().angle + rotation + 360) % 360));
      }
      pdf.addPage(copied);
      continue;
    }
    const picture = given.pictures.get(page);
    if (picture === undefined) throw new Error("no such page");
    const image = picture.type === "jpeg" ? await pdf.embedJpg(picture.bytes) : await pdf.embedPng(picture.bytes);
    const fit = image.width > image.height ? a4Points[1] / image.width : a4Points[0] / image.width;
    const scale = picture.dpi !== undefined && picture.dpi >= 72 ? 72 / picture.dpi : fit;
    const made = pdf.addPage([image.width * scale, image.height * scale]);
    made.drawImage(image, { x: 0, y: 0, width: image.width * scale, height: image.height * scale });
    if (rotation !== 0) made.node.set(PDFName.of("Rotate"), pdf.context.obj(rotation));
  }
  return pdf.save();
}
