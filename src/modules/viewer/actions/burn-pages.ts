import {
  beginText,
  endText,
  PDFDocument,
  type PDFFont,
  PDFName,
  type PDFPage,
  StandardFonts,
  setFontAndSize,
  setTextMatrix,
  setTextRenderingMode,
  showText,
  TextRenderingMode,
} from "@cantoo/pdf-lib";
import sharp from "sharp";
import { Invalid } from "../../../kernel/index.ts";
import { drawPdf, type PdfWordsOfPage, readWords } from "../../../platform/pdf-reading/index.ts";
import { type Box, overlap, padded, sameForm } from "../model/boxes.ts";
import type { DisclosureBox, DisclosureOrder, DisclosurePage } from "../model/disclosure.ts";
import { showingOf } from "../model/showing.ts";
import { type PlacedWord, wordsToRedact } from "../model/terms.ts";
import { openPicture } from "./draw-page.ts";

/** Sharp enough to read small print, coarse enough to send. */
const dpi = 200;
/** Of a picture that is given out; beyond, it is made smaller. */
const mostPixels = 20_000_000;

/** What a page says. */
export interface PageText {
  readonly words: readonly PlacedWord[];
  /** It says nothing itself: the words were recognised in its picture, and lie in another format of the Dokument. */
  readonly recognised: boolean;
}

/** What is blacked out of a page: what was drawn and chosen, and every word that a term or a kind touches. */
export function boxesOfPage(
  order: Pick<DisclosureOrder, "terms" | "kinds">,
  { words, recognised }: PageText,
  boxes: readonly Box[],
): readonly Box[] {
  const found = wordsToRedact(words, order.terms, order.kinds, recognised).map((index) => words[index] as PlacedWord);
  return [...boxes, ...found].map(padded);
}

/** A page without what was blacked out: the picture, and what its text layer may say. */
export interface BurntPage extends Omit<DisclosurePage, "sha256"> {
  readonly jpeg: Uint8Array;
}

interface Picture {
  readonly bytes: Uint8Array;
  readonly widthPoints: number;
  readonly heightPoints: number;
}

/** Black, in the pixels themselves: nothing lies over anything. */
async function burn(
  picture: Uint8Array,
  boxes: readonly Box[],
): Promise<{ jpeg: Uint8Array; width: number; height: number }> {
  const { data, info } = await sharp(picture, { limitInputPixels: 50_000_000 })
    .flatten({ background: "#ffffff" })
    .toColourspace("srgb")
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  for (const box of boxes) {
    const left = Math.max(0, Math.floor(box.x * width));
    const right = Math.min(width, Math.ceil((box.x + box.width) * width));
    const bottom = Math.min(height, Math.ceil((box.y + box.height) * height));
    for (let y = Math.max(0, Math.floor(box.y * height)); y < bottom; y++) {
      data.fill(0, (y * width + left) * channels, (y * width + Math.max(left, right)) * channels);
    }
  }
  const jpeg = await sharp(data, { raw: { width, height, channels } })
    .jpeg({ quality: 85, chromaSubsampling: "4:4:4" })
    .toBuffer();
  return { jpeg: new Uint8Array(jpeg), width, height };
}

async function drawPictures(
  source: { readonly bytes: Uint8Array; readonly mediaType: string },
  pages: readonly number[],
  read: readonly PdfWordsOfPage[],
): Promise<Map<number, Picture>> {
  const { bytes } = source;
  const found = new Map<number, Picture>();
  if (showingOf(source.mediaType) === "pages") {
    const { pictures } = await drawPdf(bytes, { pages, size: { dpi }, format: "png", timeoutMs: 120_000 });
    for (const picture of pictures) {
      const size = read.find(({ number }) => number === picture.number);
      if (size === undefined) throw new Error("a page was drawn and not read");
      const { widthPoints, heightPoints } = size;
      found.set(picture.number, { bytes: picture.bytes, widthPoints, heightPoints });
    }
    return found;
  }
  for (const page of pages) {
    try {
      const { autoOrient } = await openPicture(bytes, page).metadata();
      const smaller = Math.min(1, Math.sqrt(mostPixels / (autoOrient.width * autoOrient.height)));
      const drawn = await openPicture(bytes, page)
        .resize({ width: Math.max(1, Math.floor(autoOrient.width * smaller)) })
        .flatten({ background: "#ffffff" })
        .timeout({ seconds: 60 })
        .png({ compressionLevel: 1 })
        .toBuffer({ resolveWithObject: true });
      // As wide as a page of A4 in points.
      const widthPoints = 595;
      found.set(page, {
        bytes: new Uint8Array(drawn.data),
        widthPoints,
        heightPoints: (widthPoints * drawn.info.height) / drawn.info.width,
      });
    } catch {
      throw new Invalid("viewer.unreadable-picture");
    }
  }
  return found;
}

/** Words of a page, or, where it has none, those that text recognition has laid over the same page. */
function textOf(
  size: { readonly widthPoints: number; readonly heightPoints: number },
  own: readonly PlacedWord[],
  others: readonly (PdfWordsOfPage | undefined)[],
): PageText {
  if (own.length > 0) return { words: own, recognised: false };
  const other = others.find((one) => one !== undefined && one.words.length > 0 && sameForm(one, size));
  return { words: other?.words ?? [], recognised: other !== undefined };
}

/**
 * Draws pages and burns in what is blacked out. Nothing of the source goes over but pixels, and, where the text is
 * given out too, the words that no box touches.
 * @param searchable PDFs of the same pages, whose text counts where the source has none
 * @throws Invalid `pdf.…`, `viewer.unreadable-picture`, `viewer.no-such-page`; Unavailable `threads.busy`
 */
export async function burnPages(
  source: { readonly bytes: Uint8Array; readonly mediaType: string },
  order: Pick<DisclosureOrder, "terms" | "kinds" | "withText">,
  boxes: readonly DisclosureBox[],
  pages: readonly number[],
  searchable: readonly Uint8Array[] = [],
): Promise<readonly BurntPage[]> {
  const read =
    showingOf(source.mediaType) === "pages" ? (await readWords(source.bytes, { pages, timeoutMs: 120_000 })).pages : [];
  const pictures = await drawPictures(source, pages, read);
  const others: (readonly PdfWordsOfPage[])[] = [];
  // Read only where it is needed: most Dokumente say themselves what they say.
  if (pages.some((page) => (read.find(({ number }) => number === page)?.words ?? []).length === 0)) {
    for (const pdf of searchable) others.push((await readWords(pdf, { pages, timeoutMs: 120_000 })).pages);
  }
  const burnt: BurntPage[] = [];
  for (const page of pages) {
    const picture = pictures.get(page);
    if (picture === undefined) throw new Invalid("viewer.no-such-page");
    const text = textOf(
      picture,
      read.find(({ number }) => number === page)?.words ?? [],
      others.map((other) => other.find(({ number }) => number === page)),
    );
    const { words } = text;
    const black = boxesOfPage(
      order,
      text,
      boxes.filter((box) => box.page === page),
    );
    const onPage = (word: PlacedWord) => overlap(word, { x: 0, y: 0, width: 1, height: 1 });
    const left = order.withText ? words.filter((word) => onPage(word) && !black.some((box) => overlap(box, word))) : [];
    burnt.push({
      page,
      ...(await burn(picture.bytes, black)),
      widthPoints: picture.widthPoints,
      heightPoints: picture.heightPoints,
      words: left.map(({ text, x, y, width, height }) => ({ text, x, y, width, height })),
      boxes: black.length,
    });
  }
  return burnt;
}

/** Letters that the font does not have lose their marks, or become a question mark: nobody sees them. */
function encodable(font: PDFFont, text: string): string {
  const known = new Set(font.getCharacterSet());
  const has = (letter: string) => known.has(letter.codePointAt(0) as number);
  return [...text]
    .map((letter) => (has(letter) ? letter : (letter.normalize("NFKD")[0] ?? "?")))
    .map((letter) => (has(letter) ? letter : "?"))
    .join("");
}

function writeWords(page: PDFPage, font: PDFFont, words: DisclosurePage["words"]): void {
  const { width, height } = page.getSize();
  const key = page.node.newFontDictionary(font.name, font.ref);
  for (const word of words) {
    const text = encodable(font, word.text);
    const size = Math.max(1, word.height * height * 0.8);
    // Stretched to the room of the word, so that what is marked with the mouse lies where it is seen.
    const stretch = (word.width * width) / Math.max(0.01, font.widthOfTextAtSize(text, size));
    page.pushOperators(
      beginText(),
      setTextRenderingMode(TextRenderingMode.Invisible),
      setFontAndSize(key, size),
      setTextMatrix(stretch, 0, 0, 1, word.x * width, height - (word.y + word.height * 0.8) * height),
      showText(font.encodeText(`${text} `)),
      endText(),
    );
  }
}

/**
 * Puts burnt pages together to a new PDF: pictures, an invisible text where words are given, and nothing else. It knows
 * neither the source nor its metadata.
 * @param pages each with a reader of its JPEG, read one after the other
 */
export async function assemblePdf(
  pages: readonly (Omit<DisclosurePage, "sha256"> & { readonly jpeg: () => Promise<Uint8Array> })[],
  madeAt: Date,
): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  pdf.setTitle("Auszug");
  pdf.setLanguage("de-DE");
  pdf.setProducer("Klickamt");
  pdf.setCreationDate(madeAt);
  const font = pages.some(({ words }) => words.length > 0) ? await pdf.embedFont(StandardFonts.Helvetica) : undefined;
  for (const { jpeg, widthPoints, heightPoints, words } of pages) {
    const page = pdf.addPage([widthPoints, heightPoints]);
    page.drawImage(await pdf.embedJpg(await jpeg()), { x: 0, y: 0, width: widthPoints, height: heightPoints });
    if (font !== undefined) writeWords(page, font, words);
    // The library prepares a place for notes; a page that is given out has none.
    page.node.delete(PDFName.of("Annots"));
  }
  return pdf.save();
}
