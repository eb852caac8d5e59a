import type { RecognisedPage } from "./recognised.ts";
import type { ScanPage } from "./searchable-pdf.ts";

/** A page of a pile, as a thread has seen it. */
export interface LookedAtPage {
  readonly found: "page" | "separator" | "blank";
  readonly target?: string;
  /** A small JPEG. */
  readonly thumbnail: Uint8Array;
}

/** A file of the scanner: a PDF, or a picture with one page or more. */
export interface SourceFile {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What the thread is asked. */
export type ScanWork =
  | {
      readonly kind: "look";
      readonly pictures: readonly Uint8Array[];
      /** The PDF that they were drawn from, where it has to be seen that letters can be put together of it. */
      readonly from?: Uint8Array;
    }
  | { readonly kind: "look-into"; readonly bytes: Uint8Array; readonly from: number; readonly most: number }
  | {
      readonly kind: "compose";
      readonly sources: readonly SourceFile[];
      readonly pages: readonly ScanPage[];
      readonly title: string;
      readonly now: Date;
    }
  | {
      readonly kind: "turn";
      readonly scan: Uint8Array;
      readonly turns: readonly { readonly number: number; readonly degrees: number }[];
      readonly now: Date;
    }
  | {
      readonly kind: "text-layer";
      readonly scan: Uint8Array;
      readonly pages: readonly RecognisedPage[];
      readonly now: Date;
    };

export type ScanAnswer =
  | { readonly kind: "looked"; readonly count: number; readonly pages: readonly LookedAtPage[] }
  | { readonly kind: "pdf"; readonly bytes: Uint8Array }
  | { readonly kind: "unreadable" };
