import type { RefusalReason, WaitReason } from "./reason.ts";

/**
 * What a field may take. `original`: what staff put on file comes as it is and stays as it is, byte for byte, whatever
 * it holds; only programs and known viruses are refused. For the desk alone, never for a citizen's form.
 */
export type UploadKind = "pdf" | "picture" | "text" | "office" | "original";

/**
 * `receiving`: on its way. `checking`: there, and being looked at. `quarantined`: looked at, waits for the virus
 * scanner. `clean`: may be sent. `refused`: will not be kept. Stored for ever.
 */
export type UploadState = "receiving" | "checking" | "quarantined" | "clean" | "refused";

/** A file that somebody hands in. */
export interface Upload {
  readonly uploadId: string;
  /** What it belongs to: a draft. */
  readonly ownerId: string;
  readonly fieldPath: string;
  readonly filename: string;
  /** By its content; empty until it has been looked at. */
  readonly mediaType: string;
  /** Of what is kept; while it is being received, of what was announced. */
  readonly bytes: number;
  /** Of what is kept. */
  readonly sha256: string | undefined;
  readonly state: UploadState;
  readonly reason: RefusalReason | WaitReason | undefined;
  readonly kinds: readonly UploadKind[];
  readonly maxBytes: number;
  /** By which the browser knows the same file again. */
  readonly fingerprint: string | undefined;
  readonly replaces: string | undefined;
  readonly hasPreview: boolean;
  readonly orderedAt: Date;
  readonly changedAt: Date;
  readonly sealedAt: Date | undefined;
}

/** What a field says of its files. */
export interface FieldLimits {
  readonly kinds: readonly UploadKind[];
  /** Bytes of one file; 10 MiB where absent, never more than 25 MiB. */
  readonly maxBytes?: number;
  /** 1 where absent. */
  readonly maxFiles?: number;
  /** Of all files of the owner together; 40 files of 100 MiB where absent. */
  readonly together?: { readonly files: number; readonly bytes: number };
}

const mebibyte = 1024 * 1024;

/** Largest file that any field may take: it is looked at in memory. */
export const largestFileBytes = 25 * mebibyte;
/** Largest file that is kept as it is: a pile of scanned post. */
export const largestOriginalBytes = 100 * mebibyte;
/** Of all files of one draft together. */
export const mostFilesOfOwner = 40;
export const mostBytesOfOwner = 100 * mebibyte;

/** The limits with what holds where a field says nothing. */
export function limitsOf(given: FieldLimits): Required<FieldLimits> {
  return {
    kinds: given.kinds,
    maxBytes: Math.min(
      given.maxBytes ?? 10 * mebibyte,
      given.kinds.includes("original") ? largestOriginalBytes : largestFileBytes,
    ),
    maxFiles: given.maxFiles ?? 1,
    together: given.together ?? { files: mostFilesOfOwner, bytes: mostBytesOfOwner },
  };
}

/** Whether it counts as an answer: it is there, and nothing is known against it. */
export function isAnswer(upload: Upload): boolean {
  return upload.state === "clean" || upload.state === "quarantined";
}

/**
 * Whether it belongs to nothing yet: it is its own owner until somebody takes it over. So it cannot be taken for a file
 * of something else, and is removed alone.
 */
export function belongsToNothing(upload: Pick<Upload, "uploadId" | "ownerId">): boolean {
  return upload.ownerId === upload.uploadId;
}

/** Whether it is still on its way. */
export function isUnfinished(upload: Upload): boolean {
  return upload.state === "receiving" || upload.state === "checking";
}
