import { hasDangerousEnding, plainName, safeFilename } from "../model/filename.ts";
import { type FileType, fileTypes } from "../model/kind.ts";
import type { RefusalReason } from "../model/reason.ts";
import type { UploadKind } from "../model/upload.ts";
import { identifyInWorker } from "./in-worker.ts";
import { keepPicture, previewOf } from "./picture.ts";
import { Refused } from "./verdict.ts";

/** What came of looking at a file. */
export type Inspected =
  | {
      readonly kind: "taken";
      readonly filename: string;
      readonly mediaType: string;
      /** As it is kept. */
      readonly bytes: Uint8Array;
      readonly preview: Uint8Array | undefined;
    }
  | { readonly kind: "refused"; readonly reason: RefusalReason };

const refused = (reason: RefusalReason): Inspected => ({ kind: "refused", reason });

/**
 * Looks at a file before it is kept: by its content, never by what its name says. Pictures are written anew, HEIC as
 * JPEG; everything else is kept as it came, or not at all; an `original` is kept as it came whatever it is. Neither blocks the process nor lets a file run for long.
 * @throws Unavailable `threads.busy`
 */
export async function inspectFile(
  bytes: Uint8Array,
  given: { readonly filename: string; readonly kinds: readonly UploadKind[]; readonly maxBytes: number },
): Promise<Inspected> {
  if (bytes.length === 0) return refused("empty");
  if (bytes.length > given.maxBytes) return refused("too-large");
  if (!given.kinds.includes("original") && hasDangerousEnding(given.filename)) return refused("dangerous-name");
  const verdict = await identifyInWorker(bytes, given.kinds);
  if (verdict.kind === "refused") return verdict;
  if (verdict.kind === "original") {
    const filename = plainName(given.filename) || "Datei";
    return { kind: "taken", filename, mediaType: verdict.mediaType, bytes, preview: undefined };
  }
  const { type } = verdict;
  try {
    if (verdict.bytes !== undefined)
      return taken(given.filename, "jpeg", verdict.bytes, await previewOf(verdict.bytes));
    if (type === "jpeg" || type === "png" || type === "webp") {
      const kept = await keepPicture(bytes, type);
      return taken(given.filename, type, kept.bytes, kept.preview);
    }
  } catch (error) {
    if (error instanceof Refused) return refused(error.reason);
    throw error;
  }
  return taken(given.filename, type, bytes, undefined);
}

function taken(filename: string, type: FileType, bytes: Uint8Array, preview: Uint8Array | undefined): Inspected {
  return {
    kind: "taken",
    filename: safeFilename(filename, type),
    mediaType: fileTypes[type].mediaType,
    bytes,
    preview,
  };
}
