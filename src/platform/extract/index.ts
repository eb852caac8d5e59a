export { defineTextExtractors, extractText, type TextExtractor } from "./extract-text.ts";
export type { ExtractedText } from "./extract-work.ts";
