/** What the parts of a text are in the file. */
export type PartKind = "page" | "sheet" | "slide" | "text";

/** The text of a file, as far as it may become. */
export interface ExtractedText {
  readonly parts: readonly string[];
  readonly partKind: PartKind;
  /** False where there is more than was allowed. */
  readonly complete: boolean;
}

/** Formats that are read in the thread. */
export type ThreadFormat = "html" | "rtf" | "docx" | "xlsx" | "pptx" | "odt" | "ods" | "odp";

export interface ExtractWork {
  readonly bytes: Uint8Array;
  readonly format: ThreadFormat;
  readonly mostLetters: number;
}

export type ExtractAnswer =
  | { readonly kind: "text"; readonly text: ExtractedText }
  | { readonly kind: "refused"; readonly reason: "unreadable" | "locked" | "too-complex" };
