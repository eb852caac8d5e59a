import { sql } from "kysely";
import type { AkteSnapshot } from "../model/verification.ts";
import type { Where } from "./tables.ts";

/**
 * Whole Akten, each as it stood at one moment: one statement sees one state, also while others write.
 * @param which one Akte, or a page of them after an id
 */
export async function selectSnapshots(
  ctx: Where,
  which: { readonly akteId: string } | { readonly after: string; readonly limit: number },
): Promise<readonly AkteSnapshot[]> {
  const condition =
    "akteId" in which
      ? sql`a.akte_id = ${which.akteId}::uuid`
      : sql`a.akte_id > ${which.after}::uuid order by a.akte_id limit ${which.limit}::int`;
  const { rows } = await sql<AkteSnapshot>`
    select a.akte_id as "akteId", a.aktenzeichen, a.head_sequence as "headSequence", a.head_hash as "headHash",
      jsonb_build_object('planUnit', a.plan_unit, 'year', a.year, 'number', a.number, 'aktenzeichen', a.aktenzeichen,
        'betreff', a.betreff, 'retentionYears', a.aufbewahrungsdauer, 'aussonderungsart', a.aussonderungsart,
        'medium', a.medium, 'vertraulichkeit', a.vertraulichkeit) as metadata,
      coalesce((
        select jsonb_agg(jsonb_build_object('tenant', h.tenant_id, 'akteId', h.akte_id, 'sequence', h.sequence,
          'recordedAt', to_char(h.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'action', h.action,
          'actor', jsonb_build_object('kind', h.actor_kind, 'id', h.actor_id, 'name', h.actor_name),
          'vorgangId', h.vorgang_id, 'details', h.details, 'previousHash', h.previous_hash, 'hash', h.hash) order by h.sequence)
        from records.history h where h.tenant_id = a.tenant_id and h.akte_id = a.akte_id), '[]') as history,
      coalesce((
        select jsonb_agg(jsonb_build_object('vorgangId', v.vorgang_id, 'aktenzeichen', v.aktenzeichen, 'betreff', v.betreff,
          'zda', v.zda_at is not null) order by v.number)
        from records.vorgang v where v.tenant_id = a.tenant_id and v.akte_id = a.akte_id), '[]') as vorgaenge,
      coalesce((
        select jsonb_agg(jsonb_build_object('dokumentId', d.dokument_id, 'vorgangId', d.vorgang_id, 'version', n.version,
          'kind', d.kind, 'title', d.title, 'author', d.author, 'sha256', n.sha256, 'sizeBytes', n.size_bytes,
          'mediaType', n.media_type, 'filename', n.filename) order by d.sequence, n.version)
        from records.vorgang v
        join records.dokument d on d.tenant_id = v.tenant_id and d.vorgang_id = v.vorgang_id
        join records.dokument_version n on n.tenant_id = d.tenant_id and n.dokument_id = d.dokument_id
        where v.tenant_id = a.tenant_id and v.akte_id = a.akte_id), '[]') as dokumente
    from records.akte a where a.tenant_id = ${ctx.tenant}::int and ${condition}`.execute(ctx.tx);
  return rows.map((row) => ({
    ...row,
    // Hashed with milliseconds, which is all a Date has; anything finer was put there by somebody else.
    history: row.history.map((entry) => ({ ...entry, recordedAt: entry.recordedAt.replace(/000Z$/, "Z") })),
  }));
}

/** Numbers that were given, but whose Akte is not there and was not destroyed: in the order of the plan, at most 1000. */
export async function selectMissingAkten(
  ctx: Where,
): Promise<readonly { planUnit: string; year: number; number: number }[]> {
  const { rows } = await sql<{ planUnit: string; year: number; number: number }>`
    select c.plan_unit as "planUnit", c.year, n.number
    from records.counter c
    cross join lateral (
      select generate_series(1, c.last_number) as number
      except
      select a.number from records.akte a
      where a.tenant_id = c.tenant_id and a.plan_unit = c.plan_unit and a.year = c.year
      except
      select t.number from records.tombstone t
      where t.tenant_id = c.tenant_id and t.plan_unit = c.plan_unit and t.year = c.year
    ) n
    where c.tenant_id = ${ctx.tenant}::int
    order by 1, 2, 3 limit 1000`.execute(ctx.tx);
  return rows;
}
