import { sha256 } from "../../../kernel/index.ts";
import { readPart, storePart } from "../folder.ts";
import { inspectFile } from "../inspection/inspect-file.ts";
import type { RefusalReason } from "../model/reason.ts";
import type { UploadKind } from "../model/upload.ts";

/** What came of looking at a file. What is kept of it lies in the folder already, under the upload's id. */
export type Inspection =
  | {
      readonly kind: "taken";
      readonly filename: string;
      readonly mediaType: string;
      readonly bytes: number;
      readonly sha256: string;
      readonly hasPreview: boolean;
    }
  | { readonly kind: "refused"; readonly reason: RefusalReason };

/**
 * Looks at a file and stores what is kept of it. Takes seconds, so it runs outside of transactions; running it again
 * gives the same.
 * @param given `content` undefined: what was received under the upload's id
 * @throws Unavailable `threads.busy`, `uploads.disk`
 */
export async function inspectUpload(
  tenant: number,
  given: {
    readonly uploadId: string;
    readonly filename: string;
    readonly kinds: readonly UploadKind[];
    readonly maxBytes: number;
    readonly content?: Uint8Array;
  },
): Promise<Inspection> {
  const bytes = given.content ?? (await readPart(tenant, given.uploadId, "part"));
  if (bytes === undefined) return { kind: "refused", reason: "damaged" };
  const found = await inspectFile(bytes, given);
  if (found.kind === "refused") return found;
  await storePart(tenant, given.uploadId, "file", found.bytes);
  if (found.preview !== undefined) await storePart(tenant, given.uploadId, "preview", found.preview);
  return {
    kind: "taken",
    filename: found.filename,
    mediaType: found.mediaType,
    bytes: found.bytes.length,
    sha256: sha256(found.bytes),
    hasPreview: found.preview !== undefined,
  };
}
