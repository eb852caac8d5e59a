import { sql } from "kysely";
import type { ChainHead } from "../model/history.ts";
import type { FiledContent } from "../model/verification.ts";
import type { Where } from "./tables.ts";

/**
 * The head of every chain, of one moment: one statement sees one state. As text, because there may be a million.
 * @returns lines `<akteId> <sequence> <hash>` in the order of the ids, some thousand to a text
 */
export async function selectChainHeads(ctx: Where): Promise<readonly string[]> {
  const { rows } = await sql<{ lines: string }>`
    select string_agg(line, E'\n' order by akte_id) as lines from (
      select akte_id, akte_id || ' ' || head_sequence || ' ' || head_hash as line,
        (row_number() over (order by akte_id) - 1) / 5000 as part
      from records.akte where tenant_id = ${ctx.tenant}::int
    ) as heads group by part order by part`.execute(ctx.tx);
  return rows.map(({ lines }) => lines);
}

/**
 * What the history says at these places now; null where there is no such entry, or no such Akte. Of a destroyed Akte its
 * tombstone keeps the last entry alone, and what came before is taken as it is claimed.
 */
export async function selectLinks(
  ctx: Where,
  places: readonly (ChainHead & { readonly akteId: string })[],
): Promise<readonly { akteId: string; sequence: number; aktenzeichen: string | null; hash: string | null }[]> {
  const { rows } = await sql<{ akteId: string; sequence: number; aktenzeichen: string | null; hash: string | null }>`
    select p.akte_id as "akteId", p.sequence, coalesce(a.aktenzeichen, t.aktenzeichen) as aktenzeichen,
      case when t.akte_id is null then h.hash when p.sequence < t.head_sequence then p.hash
        when p.sequence = t.head_sequence then t.head_hash end as hash
    from unnest(${places.map(({ akteId }) => akteId)}::uuid[], ${places.map(({ sequence }) => sequence)}::int[],
      ${places.map(({ hash }) => hash)}::text[]) as p(akte_id, sequence, hash)
    left join records.akte a on a.tenant_id = ${ctx.tenant}::int and a.akte_id = p.akte_id
    left join records.tombstone t on t.tenant_id = ${ctx.tenant}::int and t.akte_id = p.akte_id
    left join records.history h
      on h.tenant_id = ${ctx.tenant}::int and h.akte_id = p.akte_id and h.sequence = p.sequence`.execute(ctx.tx);
  return rows;
}

/** Contents of the next Dokumente after an id, in the order of their ids: every version of each. */
export async function selectContents(
  ctx: Where,
  page: { readonly after: string; readonly limit: number },
): Promise<readonly FiledContent[]> {
  const { rows } = await sql<FiledContent>`
    select n.dokument_id as "dokumentId", v.akte_id as "akteId", n.version, n.sha256, n.size_bytes as "sizeBytes"
    from (
      select dokument_id, vorgang_id from records.dokument
      where tenant_id = ${ctx.tenant}::int and dokument_id > ${page.after}::uuid
      order by dokument_id limit ${page.limit}::int
    ) d
    join records.vorgang v on v.tenant_id = ${ctx.tenant}::int and v.vorgang_id = d.vorgang_id
    join records.dokument_version n on n.tenant_id = ${ctx.tenant}::int and n.dokument_id = d.dokument_id
    order by n.dokument_id, n.version, n.sha256`.execute(ctx.tx);
  return rows;
}

/** How many Dokumente there are. */
export async function countDokumente(ctx: Where): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from records.dokument where tenant_id = ${ctx.tenant}::int`.execute(ctx.tx);
  return rows[0]?.count ?? 0;
}
