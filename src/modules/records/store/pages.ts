import { sql } from "kysely";
import type { Vorgang } from "../model/akte.ts";
import type { HistoryEntry } from "../model/history.ts";
import type { Sight } from "../model/sight.ts";
import { seenBy } from "./sight.ts";
import { tables, type Where } from "./tables.ts";

// Parts of Akten of any size: by key, never more than a page.

/** A Vorgang in a page of its Akte. */
export interface VorgangInPage extends Vorgang {
  readonly number: number;
}

/**
 * Vorgänge of an Akte by number, one page.
 * @param which.after number of the last one of the page before
 */
export async function selectVorgaengePage(
  ctx: Where,
  sight: Sight,
  which: {
    readonly akteId: string;
    readonly vorgangId?: string;
    readonly teilakteId?: string;
    readonly after: number;
    readonly limit: number;
  },
): Promise<readonly VorgangInPage[]> {
  let query = tables(ctx)
    .selectFrom("records.vorgang as v")
    .innerJoin("records.akte as a", (join) =>
      join.onRef("a.tenant_id", "=", "v.tenant_id").onRef("a.akte_id", "=", "v.akte_id"),
    )
    .select([
      "v.vorgang_id",
      "v.akte_id",
      "v.teilakte_id",
      "v.number",
      "v.aktenzeichen",
      "v.betreff",
      "v.case_id",
      "v.opened_at",
      "v.zda_at",
    ])
    .where("v.tenant_id", "=", ctx.tenant)
    .where("v.akte_id", "=", which.akteId)
    .where("v.number", ">", which.after)
    .where(seenBy(sight, "a"))
    .orderBy("v.number")
    .limit(which.limit);
  if (which.vorgangId !== undefined) query = query.where("v.vorgang_id", "=", which.vorgangId);
  if (which.teilakteId !== undefined) query = query.where("v.teilakte_id", "=", which.teilakteId);
  return (await query.execute()).map((row) => ({
    vorgangId: row.vorgang_id,
    akteId: row.akte_id,
    teilakteId: row.teilakte_id,
    number: row.number,
    aktenzeichen: row.aktenzeichen,
    betreff: row.betreff,
    caseId: row.case_id,
    openedAt: row.opened_at,
    zdaAt: row.zda_at,
  }));
}

/** How many entries the history of an Akte has. */
export async function selectHeadSequence(ctx: Where, akteId: string): Promise<number> {
  const row = await tables(ctx)
    .selectFrom("records.akte")
    .select("head_sequence")
    .where("tenant_id", "=", ctx.tenant)
    .where("akte_id", "=", akteId)
    .executeTakeFirst();
  return row?.head_sequence ?? 0;
}

/** Entries of the history of an Akte, newest first. @param which.before number of the last one of the page before */
export async function selectHistoryPage(
  ctx: Where,
  which: { readonly akteId: string; readonly before?: number; readonly limit: number },
): Promise<readonly HistoryEntry[]> {
  const { rows } = await sql<HistoryEntry>`
    select h.tenant_id as tenant, h.akte_id as "akteId", h.sequence,
      to_char(h.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "recordedAt", h.action,
      jsonb_build_object('kind', h.actor_kind, 'id', h.actor_id, 'name', h.actor_name) as actor,
      h.vorgang_id as "vorgangId", h.details, h.previous_hash as "previousHash", h.hash
    from records.history h
    where h.tenant_id = ${ctx.tenant}::int and h.akte_id = ${which.akteId}::uuid
      and h.sequence < ${which.before ?? 2147483647}::int
    order by h.sequence desc limit ${which.limit}::int`.execute(ctx.tx);
  return rows;
}
