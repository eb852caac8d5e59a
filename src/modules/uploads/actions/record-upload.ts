import type { Ctx } from "../../../platform/db/index.ts";
import { enqueue } from "../../../platform/jobs/index.ts";
import { tellUploadOwner } from "../contracts.ts";
import type { RefusalReason } from "../model/reason.ts";
import { belongsToNothing, limitsOf, type Upload } from "../model/upload.ts";
import { checkUpload, eraseUploads, scanUpload } from "../payloads.ts";
import { uploadSettings } from "../settings.ts";
import { findUpload, insertUpload, updateUpload } from "../store.ts";
import { dropUploads, type NewUpload, requireRoom } from "./begin-upload.ts";
import type { Inspection } from "./inspect-upload.ts";

/** Long enough for the process that received it to look at it itself. */
const secondChanceMs = 90_000;

/**
 * The last byte is there. Should this process end before it has looked at the file, a job does.
 * @returns undefined where it is not waited for any more
 */
export async function markReceived(ctx: Ctx, uploadId: string): Promise<Upload | undefined> {
  const upload = await findUpload(ctx, uploadId, { forUpdate: true });
  if (upload?.state !== "receiving") return undefined;
  await updateUpload(ctx, uploadId, { state: "checking" });
  await enqueue(ctx, checkUpload, { uploadId }, { startAfter: new Date(ctx.now.getTime() + secondChanceMs) });
  return upload;
}

/** Where a file that was found to be good goes: to the virus scanner where there is one. */
const stateOfGood = (): "quarantined" | "clean" => (uploadSettings().clamd === undefined ? "clean" : "quarantined");

async function tellOwner(ctx: Ctx, upload: Pick<Upload, "uploadId" | "ownerId" | "fieldPath">): Promise<void> {
  if (!belongsToNothing(upload)) await tellUploadOwner(ctx, upload.ownerId, upload.fieldPath);
}

async function settled(
  ctx: Ctx,
  upload: Pick<Upload, "uploadId" | "ownerId" | "fieldPath" | "replaces">,
): Promise<void> {
  if (upload.replaces !== undefined) {
    const replaced = await findUpload(ctx, upload.replaces, { forUpdate: true });
    if (replaced?.ownerId === upload.ownerId && replaced.fieldPath === upload.fieldPath) {
      await dropUploads(ctx, [replaced]);
    }
  }
  if (stateOfGood() === "quarantined") await enqueue(ctx, scanUpload, { uploadId: upload.uploadId });
  await tellOwner(ctx, upload);
}

/** Records what came of looking at a received file; a second time changes nothing. */
export async function recordInspection(ctx: Ctx, uploadId: string, inspection: Inspection): Promise<void> {
  const upload = await findUpload(ctx, uploadId, { forUpdate: true });
  if (upload?.state !== "checking") return;
  if (inspection.kind === "refused") return refuseUpload(ctx, upload, inspection.reason);
  const { kind, ...facts } = inspection;
  await updateUpload(ctx, uploadId, { state: stateOfGood(), ...facts });
  await settled(ctx, upload);
}

/** The file will not be kept: its bytes go, and the page can say why. */
export async function refuseUpload(ctx: Ctx, upload: Upload, reason: RefusalReason): Promise<void> {
  await updateUpload(ctx, upload.uploadId, { state: "refused", reason, hasPreview: false });
  await enqueue(ctx, eraseUploads, { uploadIds: [upload.uploadId] });
  await tellOwner(ctx, upload);
}

/** The scanner has answered. */
export async function recordScan(ctx: Ctx, uploadId: string, found: "clean" | "malware"): Promise<void> {
  const upload = await findUpload(ctx, uploadId, { forUpdate: true });
  if (upload?.state !== "quarantined") return;
  if (found === "malware") return refuseUpload(ctx, upload, "malware");
  await updateUpload(ctx, uploadId, { state: "clean" });
}

/** The scanner does not answer: the file waits, and the page says so. */
export async function recordSilentScanner(ctx: Ctx, uploadId: string): Promise<void> {
  const upload = await findUpload(ctx, uploadId, { forUpdate: true });
  if (upload?.state === "quarantined") {
    await updateUpload(ctx, uploadId, { state: "quarantined", reason: "scanner-unavailable" });
  }
}

/**
 * Takes a file that came whole and has been looked at (`inspectUpload`), as forms without script send it.
 * @throws Conflict `uploads.sealed`
 */
export async function receiveUpload(
  ctx: Ctx,
  input: NewUpload & { readonly inspection: Inspection },
): Promise<{ readonly kind: "received" } | { readonly kind: "refused"; readonly reason: RefusalReason }> {
  const { inspection } = input;
  const refused = async (reason: RefusalReason) => {
    await enqueue(ctx, eraseUploads, { uploadIds: [input.uploadId] });
    return { kind: "refused", reason } as const;
  };
  if (inspection.kind === "refused") return refused(inspection.reason);
  const room = await requireRoom(ctx, { ...input, bytes: inspection.bytes, filename: inspection.filename });
  if (room.kind === "refused") return refused(room.reason);
  const { kinds, maxBytes } = limitsOf(input.limits);
  const upload = {
    uploadId: input.uploadId,
    ownerId: input.ownerId,
    fieldPath: input.fieldPath,
    replaces: input.replaces,
  };
  await insertUpload(ctx, {
    ...upload,
    filename: inspection.filename,
    mediaType: inspection.mediaType,
    bytes: inspection.bytes,
    sha256: inspection.sha256,
    state: stateOfGood(),
    reason: undefined,
    kinds,
    maxBytes,
    fingerprint: undefined,
    hasPreview: inspection.hasPreview,
    orderedAt: room.orderedAt,
  });
  await settled(ctx, upload);
  return { kind: "received" };
}
