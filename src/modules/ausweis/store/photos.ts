import type { Ctx } from "../../../platform/db/index.ts";
import { actorName } from "../model/card.ts";
import { tables } from "./tables.ts";

export interface StoredPhoto {
  readonly origin: "cloud" | "geraet";
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly fetchedAt: Date;
  readonly fetchedBy: string;
}

export async function findPhoto(ctx: Ctx, caseId: string): Promise<StoredPhoto | undefined> {
  const row = await tables(ctx)
    .selectFrom("ausweis.photo")
    .selectAll()
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    origin: row.origin as StoredPhoto["origin"],
    bytes: row.bytes,
    mediaType: row.media_type,
    fetchedAt: row.fetched_at,
    fetchedBy: row.fetched_by,
  };
}

/** Takes the place of an earlier one. */
export async function savePhoto(ctx: Ctx, caseId: string, photo: Omit<StoredPhoto, "fetchedAt" | "fetchedBy">) {
  await deletePhoto(ctx, caseId);
  await tables(ctx)
    .insertInto("ausweis.photo")
    .values({
      tenant_id: ctx.tenant,
      case_id: caseId,
      origin: photo.origin,
      bytes: Buffer.from(photo.bytes),
      media_type: photo.mediaType,
      fetched_at: ctx.now,
      fetched_by: actorName(ctx.actor),
    })
    .execute();
}

/** @returns whether there was one */
export async function deletePhoto(ctx: Ctx, caseId: string): Promise<boolean> {
  const { numDeletedRows } = await tables(ctx)
    .deleteFrom("ausweis.photo")
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Photographs whose application has led to no card yet. */
export async function listUnusedPhotos(
  ctx: Ctx,
): Promise<readonly (Pick<StoredPhoto, "origin" | "fetchedAt"> & { readonly caseId: string })[]> {
  const rows = await tables(ctx)
    .selectFrom("ausweis.photo")
    .select(["case_id", "origin", "fetched_at"])
    .where("tenant_id", "=", ctx.tenant)
    .where(
      "case_id",
      "not in",
      tables(ctx).selectFrom("ausweis.card").select("case_id").where("tenant_id", "=", ctx.tenant),
    )
    .execute();
  return rows.map((row) => ({
    caseId: row.case_id,
    origin: row.origin as StoredPhoto["origin"],
    fetchedAt: row.fetched_at,
  }));
}
