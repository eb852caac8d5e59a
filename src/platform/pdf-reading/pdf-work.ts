/** What the thread is asked. */
export interface PdfWork {
  readonly bytes: Uint8Array;
  /** PDFium, compiled once for all threads; what it computes with is each thread's own. */
  readonly pdfium: WebAssembly.Module;
  readonly ask:
    | { readonly kind: "text"; readonly mostPages: number; readonly mostLetters: number }
    | { readonly kind: "words"; readonly pages: readonly number[]; readonly mostWords: number }
    | {
        readonly kind: "pictures";
        readonly pages: readonly number[];
        readonly size: PictureSize;
        readonly format: "png" | "jpeg";
      };
}

/** How large a page is drawn. */
export type PictureSize = { readonly dpi: number } | { readonly widthPixels: number };

/** A page of a PDF; 72 points are an inch. */
export interface PdfPage {
  readonly widthPoints: number;
  readonly heightPoints: number;
  readonly text: string;
}

/** Where something stands on a page as it is shown: parts of its width and height from its upper left corner, 0 to 1. */
export interface PdfBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A word with the room that its letters may take. */
export interface PdfWord extends PdfBox {
  readonly text: string;
  /** Counts up where a new line begins. */
  readonly line: number;
}

/** The words of a page in the order in which the file tells them; those outside of the page are among them. */
export interface PdfWordsOfPage {
  /** From 1. */
  readonly number: number;
  readonly widthPoints: number;
  readonly heightPoints: number;
  readonly words: readonly PdfWord[];
}

/** A page drawn as a picture. */
export interface PdfPicture {
  /** From 1. */
  readonly number: number;
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

export type PdfAnswer =
  | { readonly kind: "refused"; readonly reason: "locked" | "unreadable" }
  | { readonly kind: "text"; readonly count: number; readonly pages: readonly PdfPage[] }
  | { readonly kind: "words"; readonly count: number; readonly pages: readonly PdfWordsOfPage[] }
  | { readonly kind: "pictures"; readonly count: number; readonly pictures: readonly PdfPicture[] };
