import type { Language } from "../../../kernel/index.ts";

/** What can be taken along: the package as ZIP, or the complete file as one PDF/A. Stored for ever. */
export type ExportKind = "paket" | "gesamt-pdf";

/** An Akte, or one Vorgang of it, made ready to be taken along. */
export interface AkteExport {
  readonly exportId: string;
  readonly akteId: string;
  /** Null: the whole Akte. */
  readonly vorgangId: string | null;
  readonly kind: ExportKind;
  readonly language: Language;
  readonly state: "waiting" | "building" | "ready" | "failed" | "expired";
  /** Dokumente that are in it so far. */
  readonly done: number;
  readonly total: number;
  readonly requestedByName: string;
  readonly requestedAt: Date;
  readonly finishedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly filename: string | null;
  readonly sha256: string | null;
  readonly sizeBytes: number | null;
  /** Code of what went wrong. */
  readonly failure: string | null;
  readonly givenAt: Date | null;
}

/** How long something that was made ready can be fetched. */
export const keptDays = 7;

/** Everything of one export is in memory at once; more is refused. */
export const mostExportBytes = 1_000_000_000;

/** Pages of one complete file; Dokumente beyond are listed, not shown. */
export const mostPages = 1_000;
