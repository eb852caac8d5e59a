import { readFile } from "node:fs/promises";
import type { Language } from "../../kernel/index.ts";
import type { LetterFact, LetterHead, SetOptions } from "./letter.ts";
import { pdfFile } from "./place.ts";
import { renderPdf } from "./render-pdf.ts";

/** A question and its answer; an empty value is shown as "keine Angabe". */
export interface SheetRow extends LetterFact {
  /** A remark under the value: `geändert am 25.11.2026`. */
  readonly mark?: string;
}

/** Facts by section, e.g. the copy of an application. All texts are plain text in `language`. */
export interface Sheet {
  readonly language: Language;
  readonly head: LetterHead;
  readonly title: string;
  readonly subtitle?: string;
  /** In a box above the sections: when sent, Aktenzeichen. */
  readonly facts: readonly LetterFact[];
  readonly sections: readonly { readonly title: string; readonly rows: readonly SheetRow[] }[];
  /** One line at the foot of every page, left of the page number. */
  readonly footer: string;
}

const words = {
  de: { page: "Seite {page} von {pages}", nothing: "keine Angabe", mark: (town: string) => `Zeichen: ${town}` },
  en: { page: "Page {page} of {pages}", nothing: "not stated", mark: (town: string) => `Mark: ${town}` },
} as const;

let template: Promise<string> | undefined;

/**
 * Sets a sheet. The same sheet with the same `now` gives the same bytes.
 * @returns tagged PDF, PDF/A-2a unless asked otherwise
 */
export async function renderSheet(sheet: Sheet, options: SetOptions = {}): Promise<Uint8Array> {
  template ??= readFile(pdfFile("src/platform/pdf/sheet.typ"), "utf8");
  const own = words[sheet.language];
  return renderPdf({
    template: await template,
    standard: options.standard ?? "a-2a",
    ...(options.now && { now: options.now }),
    data: { ...sheet, words: { ...own, mark: own.mark(sheet.head.officialName) } },
  });
}
