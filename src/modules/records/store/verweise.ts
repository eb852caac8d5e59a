import { sql } from "kysely";
import type { Sight } from "../model/sight.ts";
import type { ShownVerweis, VerweisEnd, VerweisKind } from "../model/verweis.ts";
import { seenBy } from "./sight.ts";
import type { Where } from "./tables.ts";

interface VerweisRow {
  verweis_id: string;
  from_kind: VerweisEnd;
  from_id: string;
  to_kind: VerweisEnd;
  to_id: string;
  kind: VerweisKind;
  note: string | null;
  direction: "out" | "in";
  other_akte_id: string;
  other_aktenzeichen: string;
  other_title: string;
}

const mostVerweise = 200;

/** Verweise at one thing, those that leave it first; only those whose other end may be seen. */
export async function selectVerweise(
  ctx: Where,
  sight: Sight,
  at: { readonly kind: VerweisEnd; readonly id: string },
  within: readonly string[],
): Promise<readonly ShownVerweis[]> {
  const leaving = at.kind === "akte" ? sql`r.akte_id = ${at.id}::uuid` : sql`r.from_id = ${at.id}::uuid`;
  const arriving =
    at.kind === "akte"
      ? sql`r.akte_id <> ${at.id}::uuid and r.to_id = any(${[at.id, ...within]}::uuid[])`
      : sql`r.to_id = ${at.id}::uuid`;
  const { rows } = await sql<VerweisRow>`
    with ends as (
      select r.*, 'out' as direction, r.to_id as other_id from records.verweis r where r.tenant_id = ${ctx.tenant}::int and ${leaving}
      union all
      select r.*, 'in', r.from_id from records.verweis r where r.tenant_id = ${ctx.tenant}::int and ${arriving}
    ), known as (
      select e.*, coalesce(oa.akte_id, ov.akte_id, dv.akte_id) as other_akte_id,
        coalesce(oa.aktenzeichen, ov.aktenzeichen, dv.aktenzeichen) as other_aktenzeichen,
        coalesce(oa.betreff, ov.betreff, od.title) as other_title
      from ends e
      left join records.akte oa on oa.tenant_id = e.tenant_id and oa.akte_id = e.other_id
      left join records.vorgang ov on ov.tenant_id = e.tenant_id and ov.vorgang_id = e.other_id
      left join records.dokument od on od.tenant_id = e.tenant_id and od.dokument_id = e.other_id
      left join records.vorgang dv on dv.tenant_id = od.tenant_id and dv.vorgang_id = od.vorgang_id
    )
    select k.verweis_id, k.from_kind, k.from_id, k.to_kind, k.to_id, k.kind, k.note, k.direction, k.other_akte_id,
      k.other_aktenzeichen, k.other_title
    from known k join records.akte a on a.tenant_id = k.tenant_id and a.akte_id = k.other_akte_id
    where ${seenBy(sight, "a")}
    order by k.direction desc, k.verweis_id limit ${mostVerweise}::int`.execute(ctx.tx);
  return rows.map((row) => ({
    verweisId: row.verweis_id,
    fromKind: row.from_kind,
    fromId: row.from_id,
    toKind: row.to_kind,
    toId: row.to_id,
    kind: row.kind,
    note: row.note,
    direction: row.direction,
    otherAkteId: row.other_akte_id,
    otherAktenzeichen: row.other_aktenzeichen,
    otherTitle: row.other_title,
  }));
}
