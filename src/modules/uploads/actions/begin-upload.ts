import { Conflict, isId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { enqueue } from "../../../platform/jobs/index.ts";
import { hasDangerousEnding, plainName } from "../model/filename.ts";
import type { RefusalReason } from "../model/reason.ts";
import { type FieldLimits, limitsOf, type Upload } from "../model/upload.ts";
import { eraseUploads } from "../payloads.ts";
import { deleteUploads, insertUpload, lockOwner, selectUploads } from "../store.ts";

/** A file that is announced. */
export interface NewUpload {
  readonly uploadId: string;
  readonly ownerId: string;
  readonly fieldPath: string;
  readonly limits: FieldLimits;
  readonly filename: string;
  readonly bytes: number;
  /** By which the browser knows the same file again after a broken connection. */
  readonly fingerprint?: string;
  /** Upload of the same field that goes once this one is there. */
  readonly replaces?: string;
}

/** After so long a file that stopped coming makes way for another. */
const abandonedMs = 30 * 60_000;

/**
 * Whether one more file fits, and its place in the list. What was refused in this field before goes: somebody tries
 * again.
 * @throws Conflict `uploads.sealed` where it has been sent already
 */
export async function requireRoom(
  ctx: Ctx,
  input: NewUpload,
): Promise<
  { readonly kind: "room"; readonly orderedAt: Date } | { readonly kind: "refused"; readonly reason: RefusalReason }
> {
  await lockOwner(ctx, input.ownerId);
  const limits = limitsOf(input.limits);
  const uploads = await selectUploads(ctx, input.ownerId);
  if (uploads.some(({ sealedAt }) => sealedAt !== undefined)) throw new Conflict("uploads.sealed");
  if (input.bytes > limits.maxBytes) return { kind: "refused", reason: "too-large" };
  if (input.bytes === 0) return { kind: "refused", reason: "empty" };
  if (!limits.kinds.includes("original") && hasDangerousEnding(input.filename))
    return { kind: "refused", reason: "dangerous-name" };

  const abandoned = (upload: Upload) =>
    upload.state === "receiving" && upload.changedAt.getTime() < ctx.now.getTime() - abandonedMs;
  const gone = uploads.filter(
    (upload) => upload.fieldPath === input.fieldPath && (upload.state === "refused" || abandoned(upload)),
  );
  const replaced = uploads.find(
    ({ uploadId, fieldPath }) => uploadId === input.replaces && fieldPath === input.fieldPath,
  );
  const staying = uploads.filter((upload) => upload !== replaced && !gone.includes(upload));
  const inField = staying.filter(({ fieldPath }) => fieldPath === input.fieldPath);
  if (inField.length >= limits.maxFiles) return { kind: "refused", reason: "too-many" };
  const together = staying.reduce((sum, { bytes }) => sum + bytes, 0) + input.bytes;
  if (staying.length >= limits.together.files || together > limits.together.bytes) {
    return { kind: "refused", reason: "too-much" };
  }
  await dropUploads(ctx, gone);
  return { kind: "room", orderedAt: replaced?.orderedAt ?? ctx.now };
}

/** Removes rows, and their bytes soon after the commit. */
export async function dropUploads(ctx: Ctx, uploads: readonly Pick<Upload, "uploadId">[]): Promise<void> {
  if (uploads.length === 0) return;
  const uploadIds = uploads.map(({ uploadId }) => uploadId);
  await deleteUploads(ctx, uploadIds);
  await enqueue(ctx, eraseUploads, { uploadIds });
}

/** Makes room for a file that will come in pieces. */
export async function beginUpload(
  ctx: Ctx,
  input: NewUpload,
): Promise<{ readonly kind: "begun" } | { readonly kind: "refused"; readonly reason: RefusalReason }> {
  const room = await requireRoom(ctx, input);
  if (room.kind === "refused") return room;
  const { kinds, maxBytes } = limitsOf(input.limits);
  await insertUpload(ctx, {
    uploadId: input.uploadId,
    ownerId: input.ownerId,
    fieldPath: input.fieldPath,
    filename: plainName(input.filename) || "Datei",
    mediaType: "",
    bytes: input.bytes,
    sha256: undefined,
    state: "receiving",
    reason: undefined,
    kinds,
    maxBytes,
    fingerprint: /^[0-9a-f]{64}$/.test(input.fingerprint ?? "") ? input.fingerprint : undefined,
    replaces: input.replaces !== undefined && isId(input.replaces) ? input.replaces : undefined,
    hasPreview: false,
    orderedAt: room.orderedAt,
  });
  return { kind: "begun" };
}
