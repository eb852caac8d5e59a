/** What a Dokument is to the Vorgang. Stored for ever. */
export type DokumentKind = "antrag" | "bescheinigung" | "anlage" | "schreiben" | "uebermittlung" | "vermerk";

/** A Dokument to be filed. */
export interface DokumentInput {
  readonly title: string;
  readonly kind: DokumentKind;
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /** Who wrote it (Verfasser), as colleagues read it. */
  readonly author: string;
}

/** Where a filed Dokument stands and what its bytes are. */
export interface FiledDokument {
  readonly dokumentId: string;
  /** SHA-256 of the bytes, their address in the file store. */
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** A Dokument with its newest version. */
export interface Dokument extends FiledDokument {
  readonly vorgangId: string;
  readonly akteId: string;
  readonly caseId: string | null;
  /** Of the Vorgang: `32.40-2026-00017/01`. */
  readonly aktenzeichen: string;
  /** Number of the history entry that filed it. */
  readonly sequence: number;
  readonly kind: DokumentKind;
  readonly title: string;
  readonly author: string;
  readonly filedAt: Date;
  readonly version: number;
  readonly mediaType: string;
  readonly filename: string;
}

/**
 * Types that a browser shows without running anything. HTML, SVG and XML are never among them: they could
 * act in the name of the member of staff who opens them.
 */
const shown: ReadonlyMap<string, string> = new Map([
  ["application/pdf", "application/pdf"],
  ["text/plain", "text/plain; charset=utf-8"],
  ["image/png", "image/png"],
  ["image/jpeg", "image/jpeg"],
  ["image/webp", "image/webp"],
  ["image/gif", "image/gif"],
]);

/**
 * How a Dokument is given to a browser.
 * @returns the type to say where it may be shown in the page; undefined where it is only offered for download
 */
export function shownAs(mediaType: string): string | undefined {
  return shown.get((mediaType.split(";", 1)[0] ?? "").trim().toLowerCase());
}
