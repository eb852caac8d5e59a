export type { PdfBox, PdfPage, PdfPicture, PdfWord, PdfWordsOfPage, PictureSize } from "./pdf-work.ts";
export { drawPdf, readPdf, readWords } from "./read-pdf.ts";
