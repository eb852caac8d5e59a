import { sql } from "kysely";
import type { Dokument, DokumentKind } from "../model/dokument.ts";
import type { Sight } from "../model/sight.ts";
import { seenBy } from "./sight.ts";
import type { Where } from "./tables.ts";

interface DokumentRow {
  dokument_id: string;
  vorgang_id: string;
  akte_id: string;
  case_id: string | null;
  aktenzeichen: string;
  sequence: number;
  kind: string;
  title: string;
  author: string;
  filed_at: Date;
  version: number;
  sha256: string;
  size_bytes: number;
  media_type: string;
  filename: string;
}

/** Dokumente with their newest version, in the order of filing. */
export async function selectDokumente(
  ctx: Where,
  sight: Sight,
  which: { readonly dokumentId: string } | { readonly vorgangId: string } | { readonly akteId: string },
): Promise<readonly Dokument[]> {
  const condition =
    "dokumentId" in which
      ? sql`d.dokument_id = ${which.dokumentId}::uuid`
      : "vorgangId" in which
        ? sql`v.vorgang_id = ${which.vorgangId}::uuid`
        : sql`v.akte_id = ${which.akteId}::uuid`;
  const { rows } = await sql<DokumentRow>`
    select d.dokument_id, d.vorgang_id, v.akte_id, v.case_id, v.aktenzeichen, d.sequence, d.kind, d.title, d.author, d.filed_at,
      n.version, n.sha256, n.size_bytes, n.media_type, n.filename
    from records.vorgang v
    join records.akte a on a.tenant_id = v.tenant_id and a.akte_id = v.akte_id
    join records.dokument d on d.tenant_id = v.tenant_id and d.vorgang_id = v.vorgang_id
    cross join lateral (
      select version, sha256, size_bytes, media_type, filename from records.dokument_version n
      where n.tenant_id = d.tenant_id and n.dokument_id = d.dokument_id order by version desc limit 1
    ) n
    where v.tenant_id = ${ctx.tenant}::int and ${condition} and ${seenBy(sight, "a")}
    order by d.sequence`.execute(ctx.tx);
  return rows.map((row) => ({
    dokumentId: row.dokument_id,
    vorgangId: row.vorgang_id,
    akteId: row.akte_id,
    caseId: row.case_id,
    aktenzeichen: row.aktenzeichen,
    sequence: row.sequence,
    kind: row.kind as DokumentKind,
    title: row.title,
    author: row.author,
    filedAt: row.filed_at,
    version: row.version,
    sha256: row.sha256,
    sizeBytes: row.size_bytes,
    mediaType: row.media_type,
    filename: row.filename,
  }));
}
