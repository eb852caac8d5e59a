export type { PdfPage, PdfPicture, PictureSize } from "./pdf-work.ts";
export { drawPdf, readPdf } from "./read-pdf.ts";
