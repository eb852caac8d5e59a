export { buildPdfFonts } from "./fonts.ts";
export type { Letter, LetterFact, LetterHead, LetterPart, SetOptions } from "./letter.ts";
export { renderLetter } from "./letter.ts";
export type { PdfOrder, PdfStandardName } from "./render-pdf.ts";
export { renderPdf } from "./render-pdf.ts";
export type { Sheet, SheetRow } from "./sheet.ts";
export { renderSheet } from "./sheet.ts";
