import { Conflict, Invalid, isId, NotFound, sha256 } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { enqueue } from "../../../platform/jobs/index.ts";
import { tellUploadOwner } from "../contracts.ts";
import { readPart } from "../folder.ts";
import { belongsToNothing, mostBytesOfOwner, mostFilesOfOwner, type Upload } from "../model/upload.ts";
import { eraseUploads } from "../payloads.ts";
import {
  deleteUploadsOfOwners,
  findUpload,
  lockOwner,
  markSealed,
  selectNames,
  selectUploads,
  updateFieldPath,
  updateOwner,
} from "../store.ts";
import { dropUploads } from "./begin-upload.ts";

/** All files of an owner, in the order of their fields' lists, refused ones too. */
export function listUploads(ctx: Ctx, ownerId: string): Promise<readonly Upload[]> {
  return selectUploads(ctx, ownerId);
}

/** Names of those of these ids that are uploads; what is no id is passed over. */
export function listNames(
  ctx: Ctx,
  ids: readonly string[],
): Promise<readonly { readonly uploadId: string; readonly filename: string }[]> {
  return selectNames(ctx, ids.filter(isId));
}

/** @throws NotFound `uploads.no-such-upload`, also where it belongs to somebody else */
export async function getUpload(ctx: Ctx, ownerId: string, uploadId: string): Promise<Upload> {
  const upload = isId(uploadId) ? await findUpload(ctx, uploadId) : undefined;
  if (upload?.ownerId !== ownerId) throw new NotFound("uploads.no-such-upload");
  return upload;
}

/**
 * What is kept of a file, or its preview, to be shown to whoever handed it in: once the scanner has found it clean.
 * @throws NotFound `uploads.no-such-upload`
 */
export async function readUpload(
  ctx: Ctx,
  ownerId: string,
  uploadId: string,
  part: "file" | "preview",
): Promise<{ readonly upload: Upload; readonly bytes: Uint8Array }> {
  const upload = await getUpload(ctx, ownerId, uploadId);
  const bytes = upload.state === "clean" ? await readPart(ctx.tenant, uploadId, part) : undefined;
  if (bytes === undefined) throw new NotFound("uploads.no-such-upload");
  return { upload, bytes };
}

/**
 * Removes a file; its bytes follow soon after the commit. What is gone already is fine.
 * @throws NotFound `uploads.no-such-upload` where it belongs to somebody else, Conflict `uploads.sealed`
 */
export async function removeUpload(ctx: Ctx, ownerId: string, uploadId: string): Promise<void> {
  if (!isId(uploadId)) throw new NotFound("uploads.no-such-upload");
  await lockOwner(ctx, ownerId);
  const upload = await findUpload(ctx, uploadId, { forUpdate: true });
  if (upload === undefined) return;
  if (upload.ownerId !== ownerId) throw new NotFound("uploads.no-such-upload");
  if (upload.sealedAt !== undefined) throw new Conflict("uploads.sealed");
  await dropUploads(ctx, [upload]);
  await tellUploadOwner(ctx, ownerId, upload.fieldPath);
}

/**
 * Takes over files that belong to nothing yet; each stays bound to its field. Whoever calls has checked that they are
 * whose they should be.
 * @throws NotFound `uploads.no-such-upload` where one is gone or belongs to something already; Invalid
 * `uploads.too-much` where they are more together than one owner may have
 */
export async function adoptUploads(ctx: Ctx, ownerId: string, uploadIds: readonly string[]): Promise<void> {
  await lockOwner(ctx, ownerId);
  const all = [...(await selectUploads(ctx, ownerId))];
  // In one order, so that two who want the same files do not wait for each other.
  for (const uploadId of [...uploadIds].sort()) {
    const upload = isId(uploadId) ? await findUpload(ctx, uploadId, { forUpdate: true }) : undefined;
    if (upload === undefined || !belongsToNothing(upload)) throw new NotFound("uploads.no-such-upload");
    all.push(upload);
  }
  const together = all.reduce((sum, { bytes }) => sum + bytes, 0);
  if (all.length > mostFilesOfOwner || together > mostBytesOfOwner) throw new Invalid("uploads.too-much");
  await updateOwner(ctx, uploadIds, ownerId);
}

/** Binds files to other fields of the same owner: an entry above was taken out, so that the numbers have moved. */
export async function moveUploads(
  ctx: Ctx,
  ownerId: string,
  moves: readonly { readonly uploadId: string; readonly fieldPath: string }[],
): Promise<void> {
  const own = new Set((await selectUploads(ctx, ownerId, { forUpdate: true })).map(({ uploadId }) => uploadId));
  for (const { uploadId, fieldPath } of moves) {
    if (own.has(uploadId)) await updateFieldPath(ctx, uploadId, fieldPath);
  }
}

/** Removes everything of owners that are gone. */
export async function forgetUploads(ctx: Ctx, ownerIds: readonly string[]): Promise<void> {
  const uploadIds = await deleteUploadsOfOwners(ctx, ownerIds);
  // One job may erase many, but not so many that it takes minutes.
  for (let at = 0; at < uploadIds.length; at += 500) {
    await enqueue(ctx, eraseUploads, { uploadIds: uploadIds.slice(at, at + 500) });
  }
}

/** A file as it goes with what it was handed in for. */
export interface SealedUpload {
  readonly uploadId: string;
  readonly fieldPath: string;
  readonly filename: string;
  readonly mediaType: string;
  /** Exactly those whose hash was recorded when the file was looked at. */
  readonly content: Uint8Array;
  readonly sha256: string;
}

/**
 * Takes the files for good, in the transaction that sends what they belong to. Each is bound by id, field and hash: the
 * file must belong to this owner and exactly this field, must have been found clean, and its bytes are read and hashed
 * again. From here on it cannot be removed or replaced.
 * @throws Invalid `uploads.not-the-file` with `field` and `problem`, where one is another, twice, or has changed
 */
export async function sealUploads(
  ctx: Ctx,
  ownerId: string,
  expected: readonly { readonly fieldPath: string; readonly uploadIds: readonly string[] }[],
): Promise<readonly SealedUpload[]> {
  await lockOwner(ctx, ownerId);
  const uploads = new Map(
    (await selectUploads(ctx, ownerId, { forUpdate: true })).map((upload) => [upload.uploadId, upload]),
  );
  const sealed: SealedUpload[] = [];
  const seen = new Set<string>();
  for (const { fieldPath, uploadIds } of expected) {
    for (const uploadId of uploadIds) {
      const refuse = (problem: string) => new Invalid("uploads.not-the-file", { field: fieldPath, problem });
      const upload = uploads.get(uploadId);
      if (upload === undefined) throw refuse("missing");
      if (seen.has(uploadId)) throw refuse("twice");
      seen.add(uploadId);
      if (upload.fieldPath !== fieldPath) throw refuse("other-field");
      if (upload.state !== "clean" || upload.sha256 === undefined) throw refuse("not-clean");
      const content = await readPart(ctx.tenant, uploadId, "file");
      if (content === undefined) throw refuse("missing");
      if (content.length !== upload.bytes || sha256(content) !== upload.sha256) throw refuse("changed");
      sealed.push({
        uploadId,
        fieldPath,
        filename: upload.filename,
        mediaType: upload.mediaType,
        content,
        sha256: upload.sha256,
      });
    }
  }
  await markSealed(ctx, [...seen]);
  return sealed;
}
