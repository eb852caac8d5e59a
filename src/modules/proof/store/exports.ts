import type { Language } from "../../../kernel/index.ts";
import type { AkteExport, ExportKind } from "../model/export.ts";
import { tables, type Where } from "./tables.ts";

const columns = [
  "export_id",
  "akte_id",
  "vorgang_id",
  "kind",
  "language",
  "state",
  "done",
  "total",
  "requested_by_name",
  "requested_at",
  "finished_at",
  "expires_at",
  "filename",
  "sha256",
  "size_bytes",
  "failure",
  "given_at",
] as const;

export async function insertExport(
  ctx: Where,
  order: Pick<
    AkteExport,
    "exportId" | "akteId" | "vorgangId" | "kind" | "language" | "requestedByName" | "requestedAt"
  > & { readonly requestedBy: string | null },
): Promise<void> {
  await tables(ctx)
    .insertInto("proof.export")
    .values({
      tenant_id: ctx.tenant,
      export_id: order.exportId,
      akte_id: order.akteId,
      vorgang_id: order.vorgangId,
      kind: order.kind,
      language: order.language,
      state: "waiting",
      requested_by: order.requestedBy,
      requested_by_name: order.requestedByName,
      requested_at: order.requestedAt,
    })
    .execute();
}

/** Exports: one, those of an Akte with the newest first (at most 50), or those whose time is over. */
export async function selectExports(
  ctx: Where,
  which: { readonly exportId: string } | { readonly akteId: string } | { readonly expiredAt: Date },
): Promise<readonly AkteExport[]> {
  let query = tables(ctx).selectFrom("proof.export").select(columns).where("tenant_id", "=", ctx.tenant);
  if ("exportId" in which) query = query.where("export_id", "=", which.exportId);
  else if ("akteId" in which) query = query.where("akte_id", "=", which.akteId);
  else query = query.where("state", "=", "ready").where("expires_at", "<=", which.expiredAt);
  const rows = await query.orderBy("export_id", "desc").limit(50).execute();
  return rows.map((row) => ({
    exportId: row.export_id,
    akteId: row.akte_id,
    vorgangId: row.vorgang_id,
    kind: row.kind as ExportKind,
    language: row.language as Language,
    state: row.state as AkteExport["state"],
    done: row.done,
    total: row.total,
    requestedByName: row.requested_by_name,
    requestedAt: row.requested_at,
    finishedAt: row.finished_at,
    expiresAt: row.expires_at,
    filename: row.filename,
    sha256: row.sha256,
    sizeBytes: row.size_bytes,
    failure: row.failure,
    givenAt: row.given_at,
  }));
}

/** Writes what has become of an export. */
export async function updateExport(
  ctx: Where,
  exportId: string,
  change: Partial<{
    state: AkteExport["state"];
    done: number;
    total: number;
    finishedAt: Date;
    expiresAt: Date;
    filename: string;
    sha256: string | null;
    sizeBytes: number;
    failure: string | null;
    givenAt: Date;
    messageId: string;
  }>,
): Promise<void> {
  const { state, done, total, finishedAt, expiresAt, filename, sha256, sizeBytes, failure, givenAt, messageId } =
    change;
  await tables(ctx)
    .updateTable("proof.export")
    .set({
      ...(state === undefined ? {} : { state }),
      ...(done === undefined ? {} : { done }),
      ...(total === undefined ? {} : { total }),
      ...(finishedAt === undefined ? {} : { finished_at: finishedAt }),
      ...(expiresAt === undefined ? {} : { expires_at: expiresAt }),
      ...(filename === undefined ? {} : { filename }),
      ...(sha256 === undefined ? {} : { sha256 }),
      ...(sizeBytes === undefined ? {} : { size_bytes: sizeBytes }),
      ...(failure === undefined ? {} : { failure }),
      ...(givenAt === undefined ? {} : { given_at: givenAt }),
      ...(messageId === undefined ? {} : { message_id: messageId }),
    })
    .where("tenant_id", "=", ctx.tenant)
    .where("export_id", "=", exportId)
    .execute();
}
