import { sql } from "kysely";
import type { PlainDay } from "../../../kernel/index.ts";
import {
  type Dokument,
  type DokumentFormat,
  type DokumentKind,
  type DokumentMetadata,
  formatIdOf,
  versionIdOf,
} from "../model/dokument.ts";
import type { Sight } from "../model/sight.ts";
import { seenBy } from "./sight.ts";
import { tables, type Where } from "./tables.ts";

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
  parent_id: string | null;
  posteingang: PlainDay | null;
  postausgang: PlainDay | null;
  datum_des_schreibens: PlainDay | null;
  fremdes_geschaeftszeichen: string | null;
  bemerkung: string | null;
}

const dokumentColumns = sql`d.dokument_id, d.vorgang_id, v.akte_id, v.case_id, v.aktenzeichen, d.sequence, d.kind, d.title, d.author,
  d.filed_at, d.parent_id, d.posteingang, d.postausgang, d.datum_des_schreibens, d.fremdes_geschaeftszeichen, d.bemerkung,
  n.version, n.sha256, n.size_bytes, n.media_type, n.filename`;

/** The original of the newest version. */
const newestVersion = sql`select version, sha256, size_bytes, media_type, filename from records.dokument_version n
  where n.tenant_id = d.tenant_id and n.dokument_id = d.dokument_id and n.format = 1 order by version desc limit 1`;

function metadataOf(row: DokumentRow): DokumentMetadata {
  return {
    ...(row.posteingang === null ? {} : { posteingang: row.posteingang }),
    ...(row.postausgang === null ? {} : { postausgang: row.postausgang }),
    ...(row.datum_des_schreibens === null ? {} : { datumDesSchreibens: row.datum_des_schreibens }),
    ...(row.fremdes_geschaeftszeichen === null ? {} : { fremdesGeschaeftszeichen: row.fremdes_geschaeftszeichen }),
    ...(row.bemerkung === null ? {} : { bemerkung: row.bemerkung }),
  };
}

const dokumentOf = (row: DokumentRow): Dokument => ({
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
  parentId: row.parent_id,
  metadata: metadataOf(row),
});

/** Dokumente with their newest version, in the order of filing. */
export async function selectDokumente(
  ctx: Where,
  sight: Sight,
  which: { readonly dokumentIds: readonly string[] } | { readonly vorgangId: string } | { readonly akteId: string },
): Promise<readonly Dokument[]> {
  const condition =
    "dokumentIds" in which
      ? sql`d.dokument_id = any(${[...which.dokumentIds]}::uuid[])`
      : "vorgangId" in which
        ? sql`v.vorgang_id = ${which.vorgangId}::uuid`
        : sql`v.akte_id = ${which.akteId}::uuid`;
  const { rows } = await sql<DokumentRow>`
    select ${dokumentColumns}
    from records.vorgang v
    join records.akte a on a.tenant_id = v.tenant_id and a.akte_id = v.akte_id
    join records.dokument d on d.tenant_id = v.tenant_id and d.vorgang_id = v.vorgang_id
    cross join lateral (${newestVersion}) n
    where v.tenant_id = ${ctx.tenant}::int and ${condition} and ${seenBy(sight, "a")}
    order by d.sequence`.execute(ctx.tx);
  return rows.map(dokumentOf);
}

/**
 * The first Dokumente of each of these Vorgänge, in the order of filing.
 * @param which.limit of each Vorgang
 * @param which.after number of filing of the last one of the page before
 */
export async function selectDokumentePage(
  ctx: Where,
  sight: Sight,
  which: { readonly vorgangIds: readonly string[]; readonly after: number; readonly limit: number },
): Promise<readonly Dokument[]> {
  const { rows } = await sql<DokumentRow>`
    select ${dokumentColumns}
    from records.vorgang v
    join records.akte a on a.tenant_id = v.tenant_id and a.akte_id = v.akte_id
    cross join lateral (
      select * from records.dokument o where o.tenant_id = v.tenant_id and o.vorgang_id = v.vorgang_id
        and o.sequence > ${which.after}::int order by o.sequence limit ${which.limit}::int
    ) d
    cross join lateral (${newestVersion}) n
    where v.tenant_id = ${ctx.tenant}::int and v.vorgang_id = any(${[...which.vorgangIds]}::uuid[]) and ${seenBy(sight, "a")}
    order by v.number, d.sequence`.execute(ctx.tx);
  return rows.map(dokumentOf);
}

/** Every version of a Dokument in all its formats, in their order. */
export async function selectFormats(ctx: Where, dokumentId: string): Promise<readonly DokumentFormat[]> {
  const rows = await tables(ctx)
    .selectFrom("records.dokument_version")
    .select(["version", "format", "sha256", "size_bytes", "media_type", "filename", "made_at"])
    .where("tenant_id", "=", ctx.tenant)
    .where("dokument_id", "=", dokumentId)
    .orderBy("version")
    .orderBy("format")
    .execute();
  return rows.map((row) => ({
    version: row.version,
    number: row.format,
    sha256: row.sha256,
    sizeBytes: row.size_bytes,
    mediaType: row.media_type,
    filename: row.filename,
    madeAt: row.made_at,
    versionId: versionIdOf(dokumentId, row.version),
    formatId: formatIdOf(dokumentId, row.version, row.format),
  }));
}
