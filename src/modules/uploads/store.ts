import { type Selectable, sql } from "kysely";
import type { Ctx } from "../../platform/db/index.ts";
import type { RefusalReason, WaitReason } from "./model/reason.ts";
import type { Upload, UploadKind, UploadState } from "./model/upload.ts";
import type { UploadsTables } from "./tables.ts";

const columns = [
  "upload_id",
  "owner_id",
  "field_path",
  "filename",
  "media_type",
  "size_bytes",
  "sha256",
  "state",
  "reason",
  "kinds",
  "max_bytes",
  "fingerprint",
  "replaces",
  "has_preview",
  "ordered_at",
  "changed_at",
  "sealed_at",
] as const;

type Row = Pick<Selectable<UploadsTables["uploads.upload"]>, (typeof columns)[number]>;

function uploadOf(row: Row): Upload {
  return {
    uploadId: row.upload_id,
    ownerId: row.owner_id,
    fieldPath: row.field_path,
    filename: row.filename,
    mediaType: row.media_type,
    bytes: row.size_bytes,
    sha256: row.sha256 ?? undefined,
    state: row.state as UploadState,
    reason: (row.reason ?? undefined) as RefusalReason | WaitReason | undefined,
    kinds: row.kinds as readonly UploadKind[],
    maxBytes: row.max_bytes,
    fingerprint: row.fingerprint ?? undefined,
    replaces: row.replaces ?? undefined,
    hasPreview: row.has_preview,
    orderedAt: row.ordered_at,
    changedAt: row.changed_at,
    sealedAt: row.sealed_at ?? undefined,
  };
}

const tables = (ctx: Ctx) => ctx.tx.withTables<UploadsTables>();

/** Until the transaction ends nobody else begins or ends an upload of this owner: limits are counted right. */
export async function lockOwner(ctx: Ctx, ownerId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${ctx.tenant}, hashtext(${ownerId}))`.execute(ctx.tx);
}

export async function insertUpload(ctx: Ctx, upload: Omit<Upload, "changedAt" | "sealedAt">): Promise<void> {
  await tables(ctx)
    .insertInto("uploads.upload")
    .values({
      tenant_id: ctx.tenant,
      upload_id: upload.uploadId,
      owner_id: upload.ownerId,
      field_path: upload.fieldPath,
      filename: upload.filename,
      media_type: upload.mediaType,
      size_bytes: upload.bytes,
      sha256: upload.sha256 ?? null,
      state: upload.state,
      reason: upload.reason ?? null,
      kinds: [...upload.kinds],
      max_bytes: upload.maxBytes,
      fingerprint: upload.fingerprint ?? null,
      replaces: upload.replaces ?? null,
      has_preview: upload.hasPreview,
      ordered_at: upload.orderedAt,
      changed_at: ctx.now,
    })
    .execute();
}

export async function findUpload(
  ctx: Ctx,
  uploadId: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<Upload | undefined> {
  const row = await tables(ctx)
    .selectFrom("uploads.upload")
    .select(columns)
    .where("tenant_id", "=", ctx.tenant)
    .where("upload_id", "=", uploadId)
    .$if(options.forUpdate === true, (query) => query.forUpdate())
    .executeTakeFirst();
  return row === undefined ? undefined : uploadOf(row);
}

/** In the order of the fields' lists. */
export async function selectUploads(
  ctx: Ctx,
  ownerId: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<readonly Upload[]> {
  const rows = await tables(ctx)
    .selectFrom("uploads.upload")
    .select(columns)
    .where("tenant_id", "=", ctx.tenant)
    .where("owner_id", "=", ownerId)
    .orderBy("ordered_at")
    .orderBy("upload_id")
    .$if(options.forUpdate === true, (query) => query.forUpdate())
    .execute();
  return rows.map(uploadOf);
}

/** What came of an upload. */
export interface UploadChange {
  readonly state: UploadState;
  readonly reason?: RefusalReason | WaitReason;
  readonly filename?: string;
  readonly mediaType?: string;
  readonly bytes?: number;
  readonly sha256?: string;
  readonly hasPreview?: boolean;
}

export async function updateUpload(ctx: Ctx, uploadId: string, change: UploadChange): Promise<void> {
  await tables(ctx)
    .updateTable("uploads.upload")
    .set({
      state: change.state,
      reason: change.reason ?? null,
      changed_at: ctx.now,
      ...(change.filename === undefined ? {} : { filename: change.filename }),
      ...(change.mediaType === undefined ? {} : { media_type: change.mediaType }),
      ...(change.bytes === undefined ? {} : { size_bytes: change.bytes }),
      ...(change.sha256 === undefined ? {} : { sha256: change.sha256 }),
      ...(change.hasPreview === undefined ? {} : { has_preview: change.hasPreview }),
    })
    .where("tenant_id", "=", ctx.tenant)
    .where("upload_id", "=", uploadId)
    .execute();
}

export async function updateOwner(ctx: Ctx, uploadIds: readonly string[], ownerId: string): Promise<void> {
  if (uploadIds.length === 0) return;
  await tables(ctx)
    .updateTable("uploads.upload")
    .set({ owner_id: ownerId, changed_at: ctx.now })
    .where("tenant_id", "=", ctx.tenant)
    .where("upload_id", "in", uploadIds)
    .execute();
}

export async function updateFieldPath(ctx: Ctx, uploadId: string, fieldPath: string): Promise<void> {
  await tables(ctx)
    .updateTable("uploads.upload")
    .set({ field_path: fieldPath, changed_at: ctx.now })
    .where("tenant_id", "=", ctx.tenant)
    .where("upload_id", "=", uploadId)
    .execute();
}

export async function markSealed(ctx: Ctx, uploadIds: readonly string[]): Promise<void> {
  if (uploadIds.length === 0) return;
  await tables(ctx)
    .updateTable("uploads.upload")
    .set({ sealed_at: ctx.now })
    .where("tenant_id", "=", ctx.tenant)
    .where("upload_id", "in", uploadIds)
    .execute();
}

export async function deleteUploads(ctx: Ctx, uploadIds: readonly string[]): Promise<void> {
  if (uploadIds.length === 0) return;
  await tables(ctx)
    .deleteFrom("uploads.upload")
    .where("tenant_id", "=", ctx.tenant)
    .where("upload_id", "in", uploadIds)
    .execute();
}

/** @returns ids of the uploads that are gone */
export async function deleteUploadsOfOwners(ctx: Ctx, ownerIds: readonly string[]): Promise<readonly string[]> {
  if (ownerIds.length === 0) return [];
  const rows = await tables(ctx)
    .deleteFrom("uploads.upload")
    .where("tenant_id", "=", ctx.tenant)
    .where("owner_id", "in", ownerIds)
    .returning("upload_id")
    .execute();
  return rows.map((row) => row.upload_id);
}

/** Uploads in this state that nobody has touched since. */
export async function selectStale(ctx: Ctx, state: "receiving" | "checking", since: Date): Promise<readonly string[]> {
  const rows = await tables(ctx)
    .selectFrom("uploads.upload")
    .select("upload_id")
    .where("tenant_id", "=", ctx.tenant)
    .where("state", "=", state)
    .where("changed_at", "<", since)
    .execute();
  return rows.map((row) => row.upload_id);
}

/** Which of these there are. */
export async function selectKnown(ctx: Ctx, uploadIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (uploadIds.length === 0) return new Set();
  const rows = await tables(ctx)
    .selectFrom("uploads.upload")
    .select("upload_id")
    .where("tenant_id", "=", ctx.tenant)
    .where("upload_id", "in", uploadIds)
    .execute();
  return new Set(rows.map((row) => row.upload_id));
}

export async function selectNames(
  ctx: Ctx,
  uploadIds: readonly string[],
): Promise<readonly { readonly uploadId: string; readonly filename: string }[]> {
  if (uploadIds.length === 0) return [];
  const rows = await tables(ctx)
    .selectFrom("uploads.upload")
    .select(["upload_id", "filename"])
    .where("tenant_id", "=", ctx.tenant)
    .where("upload_id", "in", uploadIds)
    .execute();
  return rows.map((row) => ({ uploadId: row.upload_id, filename: row.filename }));
}
