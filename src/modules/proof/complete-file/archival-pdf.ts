import { inflateSync } from "node:zlib";
import { PDFArray, PDFDict, PDFDocument, PDFName, type PDFObject, PDFRawStream, PDFStream } from "@cantoo/pdf-lib";

const mostObjects = 50_000;
const nothing = PDFName.of("");

function textOf(stream: PDFObject | undefined): string {
  if (!(stream instanceof PDFRawStream)) return "";
  try {
    const filtered = stream.dict.get(PDFName.of("Filter")) !== undefined;
    return Buffer.from(
      filtered ? inflateSync(stream.contents, { maxOutputLength: 1_000_000 }) : stream.contents,
    ).toString("utf8");
  } catch {
    return "";
  }
}

/** Whether every font that anything in the document names lies in it. */
function fontsAreInside(pdf: PDFDocument): boolean {
  const objects = pdf.context.enumerateIndirectObjects();
  if (objects.length > mostObjects) return false;
  const has = (dict: PDFDict, ...names: string[]) => names.some((name) => dict.has(PDFName.of(name)));
  return objects.every(([, object]) => {
    const dict = object instanceof PDFDict ? object : object instanceof PDFStream ? object.dict : undefined;
    if (dict === undefined) return true;
    if (dict.lookup(PDFName.of("Type")) === PDFName.of("Font")) {
      const kind = dict.lookup(PDFName.of("Subtype")) ?? nothing;
      if (kind === PDFName.of("Type3") || kind === PDFName.of("Type0")) return true;
      const descriptor = dict.lookup(PDFName.of("FontDescriptor"));
      return descriptor instanceof PDFDict && has(descriptor, "FontFile", "FontFile2", "FontFile3");
    }
    // Resources that are written out within a page are looked at where their fonts are.
    const fonts = dict.lookup(PDFName.of("Font"));
    if (!(fonts instanceof PDFDict)) return true;
    return fonts.keys().every((key) => fonts.get(key)?.constructor.name === "PDFRef");
  });
}

/** Whether colours without a profile mean the same here as in our own document: the document's output is RGB. */
function outputIsRgb(pdf: PDFDocument): boolean {
  const intents = pdf.catalog.lookup(PDFName.of("OutputIntents"));
  if (!(intents instanceof PDFArray) || intents.size() === 0) return false;
  return intents.asArray().every((_, at) => {
    const intent = intents.lookup(at);
    const profile = intent instanceof PDFDict ? intent.lookup(PDFName.of("DestOutputProfile")) : undefined;
    return profile instanceof PDFStream && profile.dict.lookup(PDFName.of("N"))?.toString() === "3";
  });
}

/**
 * Whether pages of a PDF may be drawn into a PDF/A-2b as they are: it says that it is PDF/A, of part 1 to 3, has its
 * fonts with it, means RGB, and no page is turned. Everything else is drawn as a picture instead: who says PDF/A may be
 * wrong, so what can be seen of it is looked at.
 * @returns number of its pages; undefined where not
 */
export async function archivalPages(bytes: Uint8Array): Promise<number | undefined> {
  try {
    const pdf = await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: true });
    const metadata = textOf(pdf.catalog.lookup(PDFName.of("Metadata")));
    if (!/<pdfaid:part>\s*[123]\s*</.test(metadata) && !/pdfaid:part=["'][123]["']/.test(metadata)) return undefined;
    if (pdf.isEncrypted || !fontsAreInside(pdf) || !outputIsRgb(pdf)) return undefined;
    const pages = pdf.getPages();
    return pages.every((page) => page.getRotation().angle % 360 === 0) ? pages.length : undefined;
  } catch {
    return undefined;
  }
}
