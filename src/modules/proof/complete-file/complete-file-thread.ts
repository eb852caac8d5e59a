/** Runs in a thread of its own for one Akte: setting and drawing hundreds of pages holds up nobody. */
import { parentPort, workerData } from "node:worker_threads";
import { PDFDocument, type PDFEmbeddedPage, PDFName, type PDFPage, PDFRawStream } from "@cantoo/pdf-lib";
import { renderPdf } from "../../../platform/pdf/index.ts";
import type { CompleteFileWork } from "./complete-file-work.ts";

const millimetre = 72 / 25.4;
/** Room between header and footer, as in the template. */
const room = { left: 20, right: 15, top: 20, bottom: 18 };

/** Draws a page of another document into the room of this one, as large as it fits, in the middle. */
function drawInto(page: PDFPage, drawn: PDFEmbeddedPage): void {
  const { width, height } = page.getSize();
  const free = {
    x: room.left * millimetre,
    y: room.bottom * millimetre,
    width: width - (room.left + room.right) * millimetre,
    height: height - (room.top + room.bottom) * millimetre,
  };
  const scale = Math.min(free.width / drawn.width, free.height / drawn.height, 1);
  page.drawPage(drawn, {
    x: free.x + (free.width - drawn.width * scale) / 2,
    y: free.y + (free.height - drawn.height * scale) / 2,
    xScale: scale,
    yScale: scale,
  });
}

/** What is drawn in is not tagged: the document is PDF/A-2b then, and says so. */
function claimLevelB(pdf: PDFDocument): void {
  const metadata = pdf.catalog.lookup(PDFName.of("Metadata"));
  if (!(metadata instanceof PDFRawStream)) throw new Error("the typesetter wrote no metadata");
  const text = Buffer.from(metadata.contents).toString("utf8");
  const changed = text.replace(/(<pdfaid:conformance>)A(<)/, "$1B$2");
  if (changed === text) throw new Error("the typesetter's metadata has another form");
  pdf.catalog.set(
    PDFName.of("Metadata"),
    pdf.context.register(
      pdf.context.stream(Buffer.from(changed), { Type: PDFName.of("Metadata"), Subtype: PDFName.of("XML") }),
    ),
  );
}

async function answer({ template, file, pictures, pdfs, madeAt }: CompleteFileWork): Promise<Uint8Array> {
  const set = await renderPdf({
    template,
    data: file,
    standard: "a-2a",
    now: new Date(madeAt),
    pictures: new Map(pictures),
  });
  const sheets = file.documents.flatMap((document) => [undefined, ...document.sheets]);
  if (!sheets.some((sheet) => sheet?.kind === "drawn")) return set;
  const pdf = await PDFDocument.load(set, { updateMetadata: false });
  const pages = pdf.getPages();
  // Cover, contents and history take as many pages as they need; every sheet after them is one page.
  const first = pages.length - sheets.length;
  for (const [number, bytes] of pdfs.entries()) {
    const wanted = sheets.flatMap((sheet, at) =>
      sheet?.kind === "drawn" && sheet.pdf === number ? [{ at, page: sheet.page }] : [],
    );
    const source = await PDFDocument.load(bytes, { updateMetadata: false });
    const drawn = await pdf.embedPdf(
      source,
      wanted.map(({ page }) => page),
    );
    for (const [index, { at }] of wanted.entries()) {
      drawInto(pages[first + at] as PDFPage, drawn[index] as PDFEmbeddedPage);
    }
  }
  claimLevelB(pdf);
  return pdf.save({ updateFieldAppearances: false });
}

parentPort?.postMessage(await answer(workerData as CompleteFileWork));
