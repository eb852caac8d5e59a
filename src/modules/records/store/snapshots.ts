import { sql } from "kysely";
import type { HistoryEntry } from "../model/history.ts";
import type { Fields, RowKind } from "../model/replay.ts";
import type { AkteSnapshot, Origin } from "../model/verification.ts";
import type { Where } from "./tables.ts";

/** Hashed with milliseconds, which is all a Date has; anything finer was put there by somebody else. */
const inMilliseconds = (instant: string): string => instant.replace(/000Z$/, "Z");

const instant = (column: string) =>
  sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** Values that are instants, in every kind of row. */
const instants = ["openedAt", "zdaAt", "filedAt", "madeAt", "until"] as const;

type Rows = Readonly<Record<string, Fields>>;

function withMilliseconds(rows: Rows): Rows {
  for (const fields of Object.values(rows) as Record<string, unknown>[])
    for (const name of instants) {
      const value = fields[name];
      if (typeof value === "string") fields[name] = inMilliseconds(value);
    }
  return rows;
}

interface SnapshotRow {
  akteId: string;
  aktenzeichen: string;
  headSequence: number;
  headHash: string;
  history: readonly HistoryEntry[];
  akte: Fields;
  teilakten: Rows;
  vorgaenge: Rows;
  dokumente: Rows;
  formate: Rows;
  verweise: Rows;
  zeichen: Rows;
  origins: readonly Origin[];
}

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
  const { rows } = await sql<SnapshotRow>`
    select a.akte_id as "akteId", a.aktenzeichen, a.head_sequence as "headSequence", a.head_hash as "headHash",
      jsonb_build_object('planUnit', a.plan_unit, 'year', a.year, 'number', a.number, 'aktenzeichen', a.aktenzeichen,
        'betreff', a.betreff, 'retentionYears', a.aufbewahrungsdauer, 'aussonderungsart', a.aussonderungsart,
        'medium', a.medium, 'vertraulichkeit', a.vertraulichkeit, 'lastVorgang', a.last_vorgang, 'lastTeilakte', a.last_teilakte,
        'openedAt', ${instant("a.opened_at")}, 'zdaAt', ${instant("a.zda_at")},
        'federfuehrung', a.federfuehrung) || coalesce((
          select jsonb_build_object('zugriff', c.scope, 'kreisEinheit', c.unit_id, 'kreisStufe', c.vertraulichkeit, 'berechtigte', coalesce((
            select string_agg(g.grantee_id || ' ' || g.grantee_kind || ' ' || g.may_work, ', ' order by g.grantee_id::text collate "C")
            from records.circle_grant g where g.tenant_id = c.tenant_id and g.circle_id = c.circle_id), ''))
          from records.circle c where c.tenant_id = a.tenant_id and c.circle_id = a.circle_id
        ), case when a.circle_id = 0
          then '{"zugriff": "alle", "kreisEinheit": null, "kreisStufe": "003", "berechtigte": ""}'::jsonb else '{}' end) as akte,
      coalesce((
        select jsonb_agg(jsonb_build_object('tenant', h.tenant_id, 'akteId', h.akte_id, 'sequence', h.sequence,
          'recordedAt', ${instant("h.recorded_at")}, 'action', h.action,
          'actor', jsonb_build_object('kind', h.actor_kind, 'id', h.actor_id, 'name', h.actor_name),
          'vorgangId', h.vorgang_id, 'details', h.details, 'previousHash', h.previous_hash, 'hash', h.hash) order by h.sequence)
        from records.history h where h.tenant_id = a.tenant_id and h.akte_id = a.akte_id), '[]') as history,
      coalesce((
        select jsonb_object_agg(t.teilakte_id, jsonb_build_object('number', t.number, 'betreff', t.betreff,
          'openedAt', ${instant("t.opened_at")}))
        from records.teilakte t where t.tenant_id = a.tenant_id and t.akte_id = a.akte_id), '{}') as teilakten,
      coalesce((
        select jsonb_object_agg(v.vorgang_id, jsonb_build_object('number', v.number, 'aktenzeichen', v.aktenzeichen, 'betreff', v.betreff,
          'caseId', v.case_id, 'teilakteId', v.teilakte_id, 'openedAt', ${instant("v.opened_at")}, 'zdaAt', ${instant("v.zda_at")}))
        from records.vorgang v where v.tenant_id = a.tenant_id and v.akte_id = a.akte_id), '{}') as vorgaenge,
      coalesce((
        select jsonb_object_agg(d.dokument_id, jsonb_build_object('vorgangId', d.vorgang_id, 'sequence', d.sequence, 'kind', d.kind,
          'title', d.title, 'author', d.author, 'filedAt', ${instant("d.filed_at")}, 'parentId', d.parent_id,
          'posteingang', d.posteingang, 'postausgang', d.postausgang, 'datumDesSchreibens', d.datum_des_schreibens,
          'fremdesGeschaeftszeichen', d.fremdes_geschaeftszeichen, 'bemerkung', d.bemerkung))
        from records.vorgang v
        join records.dokument d on d.tenant_id = v.tenant_id and d.vorgang_id = v.vorgang_id
        where v.tenant_id = a.tenant_id and v.akte_id = a.akte_id), '{}') as dokumente,
      coalesce((
        select jsonb_object_agg(n.dokument_id || '/' || n.version || '/' || n.format, jsonb_build_object('sha256', n.sha256,
          'sizeBytes', n.size_bytes, 'mediaType', n.media_type, 'filename', n.filename, 'madeAt', ${instant("n.made_at")}))
        from records.vorgang v
        join records.dokument d on d.tenant_id = v.tenant_id and d.vorgang_id = v.vorgang_id
        join records.dokument_version n on n.tenant_id = d.tenant_id and n.dokument_id = d.dokument_id
        where v.tenant_id = a.tenant_id and v.akte_id = a.akte_id), '{}') as formate,
      coalesce((
        select jsonb_object_agg(r.verweis_id, jsonb_build_object('fromKind', r.from_kind, 'fromId', r.from_id, 'toKind', r.to_kind,
          'toId', r.to_id, 'kind', r.kind, 'note', r.note, 'madeAt', ${instant("r.made_at")}))
        from records.verweis r where r.tenant_id = a.tenant_id and r.akte_id = a.akte_id), '{}') as verweise,
      coalesce((
        select jsonb_object_agg(f.aktenzeichen, jsonb_build_object('vorgangId', f.vorgang_id, 'planUnit', f.plan_unit, 'year', f.year,
          'number', f.number, 'until', ${instant("f.until")}))
        from records.former_aktenzeichen f where f.tenant_id = a.tenant_id and f.akte_id = a.akte_id), '{}') as zeichen,
      coalesce((
        select jsonb_agg(jsonb_build_object('akteId', o.akte_id, 'sequence', o.sequence, 'hash', s.hash,
          'content', s.details ->> 'content'))
        from (
          select distinct (h.details ->> 'fromAkteId')::uuid as akte_id, (h.details ->> 'fromSequence')::int as sequence
          from records.history h where h.tenant_id = a.tenant_id and h.akte_id = a.akte_id
            and h.action in ('vorgang.uebernommen', 'dokument.uebernommen')
        ) o
        -- Of an Akte that is not there any more nothing can be compared; whether it may be gone, its number says.
        join records.akte oa on oa.tenant_id = a.tenant_id and oa.akte_id = o.akte_id
        left join records.history s on s.tenant_id = a.tenant_id and s.akte_id = o.akte_id and s.sequence = o.sequence
      ), '[]') as origins
    from records.akte a where a.tenant_id = ${ctx.tenant}::int and ${condition}`.execute(ctx.tx);
  return rows.map((row) => {
    const kinds: Record<RowKind, Rows> = {
      akte: { [row.akteId]: row.akte },
      teilakte: row.teilakten,
      vorgang: row.vorgaenge,
      dokument: row.dokumente,
      format: row.formate,
      verweis: row.verweise,
      zeichen: row.zeichen,
    };
    for (const rowsOfKind of Object.values(kinds)) withMilliseconds(rowsOfKind);
    return {
      akteId: row.akteId,
      aktenzeichen: row.aktenzeichen,
      headSequence: row.headSequence,
      headHash: row.headHash,
      history: row.history.map((entry) => ({ ...entry, recordedAt: inMilliseconds(entry.recordedAt) })),
      rows: kinds,
      origins: row.origins,
    };
  });
}

/** Numbers that were given, but whose Akte is not there and was not destroyed: in the order of the plan, at most 1000. */
export async function selectMissingAkten(
  ctx: Where,
): Promise<readonly { planUnit: string; year: number; number: number; rule: string }[]> {
  const { rows } = await sql<{ planUnit: string; year: number; number: number; rule: string }>`
    select c.plan_unit as "planUnit", c.year, n.number, u.aktenzeichen_rule as rule
    from records.counter c
    join records.plan_unit u on u.tenant_id = c.tenant_id and u.plan_unit = c.plan_unit
    cross join lateral (
      select generate_series(1, c.last_number) as number
      except
      select a.number from records.akte a
      where a.tenant_id = c.tenant_id and a.plan_unit = c.plan_unit and a.year = c.year
      except
      select t.number from records.tombstone t
      where t.tenant_id = c.tenant_id and t.plan_unit = c.plan_unit and t.year = c.year
      except
      select t.number from records.tombstone_number t
      where t.tenant_id = c.tenant_id and t.plan_unit = c.plan_unit and t.year = c.year
      except
      select f.number from records.former_aktenzeichen f
      where f.tenant_id = c.tenant_id and f.plan_unit = c.plan_unit and f.year = c.year and f.vorgang_id is null
    ) n
    where c.tenant_id = ${ctx.tenant}::int
    order by 1, 2, 3 limit 1000`.execute(ctx.tx);
  return rows;
}
