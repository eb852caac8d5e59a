import { sql } from "kysely";
import { tables, type Where } from "./tables.ts";

/** Something that was written freely in the Geschäftsgang. */
export interface CirculationText {
  /** `<kind> <id>`, for a point of a Verfügung with its number behind. */
  readonly key: string;
  readonly kind: "umlauf" | "station" | "wiedervorlage" | "verfuegung" | "punkt";
  readonly akteId: string;
  readonly text: string;
  readonly at: Date;
}

const mostRows = 5000;

/** Free texts of the Geschäftsgang by their keys, or that fit one of the patterns: for requests about personal data. */
export async function selectTexts(
  ctx: Where,
  which: { readonly patterns: readonly string[] } | { readonly keys: readonly string[] },
): Promise<readonly CirculationText[]> {
  const wanted =
    "keys" in which
      ? sql<boolean>`t.key = any(${[...which.keys]}::text[])`
      : sql<boolean>`lower(t.text) like any(${[...which.patterns]}::text[])`;
  const { rows } = await sql<{ key: string; kind: string; akte_id: string; text: string; at: Date }>`
    select t.key, t.kind, t.akte_id, t.text, t.at from (
      select 'umlauf ' || umlauf_id as key, 'umlauf' as kind, akte_id, subject as text, started_at as at
        from circulation.umlauf where tenant_id = ${ctx.tenant}
      union all
      select 'station ' || s.station_id, 'station', u.akte_id, s.note, coalesce(s.done_at, u.started_at)
        from circulation.station s join circulation.umlauf u on u.tenant_id = s.tenant_id and u.umlauf_id = s.umlauf_id
        where s.tenant_id = ${ctx.tenant} and s.note is not null
      union all
      select 'wiedervorlage ' || wiedervorlage_id, 'wiedervorlage', akte_id, note, made_at
        from circulation.wiedervorlage where tenant_id = ${ctx.tenant}
      union all
      select 'verfuegung ' || verfuegung_id, 'verfuegung', akte_id, title, made_at
        from circulation.verfuegung where tenant_id = ${ctx.tenant}
      union all
      select 'punkt ' || p.verfuegung_id || ' ' || p.position, 'punkt', v.akte_id, p.text, v.made_at
        from circulation.verfuegung_point p
        join circulation.verfuegung v on v.tenant_id = p.tenant_id and v.verfuegung_id = p.verfuegung_id
        where p.tenant_id = ${ctx.tenant}
    ) t where ${wanted} order by t.at desc, t.key limit ${mostRows}`.execute(tables(ctx));
  return rows.map((row) => ({
    key: row.key,
    kind: row.kind as CirculationText["kind"],
    akteId: row.akte_id,
    text: row.text,
    at: row.at,
  }));
}
