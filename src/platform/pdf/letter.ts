import { readFile } from "node:fs/promises";
import QRCode from "qrcode";
import type { Language } from "../../kernel/index.ts";
import { pdfFile } from "./place.ts";
import { type PdfStandardName, renderPdf } from "./render-pdf.ts";

/** Who writes: the head of every letter and sheet of a municipality. */
export interface LetterHead {
  /** `Stadt Paderborn`. */
  readonly officialName: string;
  /** `Ordnungsamt, Gewerbemeldestelle`. */
  readonly office?: string;
  /** `#rrggbb`, at least 4.5:1 against white. */
  readonly accent: string;
  /** The town's mark as SVG source, ours, never from outside. */
  readonly markSvg?: string;
}

/** A label and what it says. Line breaks in the value are kept. */
export interface LetterFact {
  readonly label: string;
  readonly value: string;
}

/** A part of the text of a letter. */
export type LetterPart =
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "facts"; readonly rows: readonly LetterFact[] };

/** A letter of a municipality, form B of DIN 5008. All texts are plain text in `language`. */
export interface Letter {
  readonly language: Language;
  readonly head: LetterHead;
  /** One line above the address: `Stadt Paderborn · Am Abdinghof 11 · 33098 Paderborn`. */
  readonly senderLine: string;
  /** Up to two lines between sender and address: `Per Online-Postfach`. */
  readonly notes?: readonly string[];
  /** Name and address, up to six lines. */
  readonly recipient: readonly string[];
  /** Stands on every further page: the Aktenzeichen. */
  readonly reference: string;
  /** Right of the address: Aktenzeichen, who answers questions, telephone, e-mail, date. Up to nine rows. */
  readonly information: readonly LetterFact[];
  /** Also the title of the document. */
  readonly subject: string;
  readonly body: readonly LetterPart[];
  readonly closing: {
    /** `Mit freundlichen Grüßen`. */
    readonly greeting: string;
    /** `Im Auftrag`. */
    readonly onBehalf?: string;
    readonly signatory?: string;
    readonly role?: string;
    /** `Dieses Schreiben wurde elektronisch erstellt und ist ohne Unterschrift gültig.` */
    readonly note?: string;
  };
  readonly enclosures?: readonly string[];
  /** Where anyone can check that the letter is genuine; shown as QR code and link. */
  readonly verify?: { readonly url: string; readonly title: string; readonly text: string };
  /** Rechtsbehelfsbelehrung. */
  readonly remedy?: { readonly title: string; readonly paragraphs: readonly string[] };
  /** Up to three columns of lines at the foot of every page: address, opening hours, bank. */
  readonly footer: readonly (readonly string[])[];
}

/** How a document is set. */
export interface SetOptions {
  /** Default `a-2a`. */
  readonly standard?: PdfStandardName;
  /** Creation date of the document. Default: now. */
  readonly now?: Date;
}

const words = {
  de: {
    page: "Seite {page} von {pages}",
    enclosures: "Anlagen",
    mark: (town: string) => `Zeichen: ${town}`,
    qr: (url: string) => `QR-Code zur Adresse ${url}`,
  },
  en: {
    page: "Page {page} of {pages}",
    enclosures: "Enclosures",
    mark: (town: string) => `Mark: ${town}`,
    qr: (url: string) => `QR code for the address ${url}`,
  },
} as const;

let template: Promise<string> | undefined;

/**
 * Sets a letter. The same letter with the same `now` gives the same bytes.
 * @returns tagged PDF, PDF/A-2a unless asked otherwise
 */
export async function renderLetter(letter: Letter, options: SetOptions = {}): Promise<Uint8Array> {
  template ??= readFile(pdfFile("src/platform/pdf/letter.typ"), "utf8");
  const own = words[letter.language];
  const { verify, ...rest } = letter;
  return renderPdf({
    template: await template,
    standard: options.standard ?? "a-2a",
    ...(options.now && { now: options.now }),
    data: {
      ...rest,
      title: letter.subject,
      notes: letter.notes ?? [],
      enclosures: letter.enclosures ?? [],
      words: { page: own.page, enclosures: own.enclosures, mark: own.mark(letter.head.officialName) },
      ...(verify && {
        verify: {
          ...verify,
          shownUrl: verify.url.replace(/^https?:\/\//, ""),
          alt: own.qr(verify.url),
          qrSvg: await qrSvg(verify.url),
        },
      }),
    },
  });
}

/** A QR code as SVG, error correction M, without a margin of its own. */
export function qrSvg(text: string): Promise<string> {
  return QRCode.toString(text, { type: "svg", errorCorrectionLevel: "M", margin: 0 });
}
