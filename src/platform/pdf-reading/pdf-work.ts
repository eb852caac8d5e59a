/** What the thread is asked. */
export interface PdfWork {
  readonly bytes: Uint8Array;
  readonly ask:
    | { readonly kind: "text"; readonly mostPages: number; readonly mostLetters: number }
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
  | { readonly kind: "pictures"; readonly count: number; readonly pictures: readonly PdfPicture[] };
