import { sql } from "kysely";
import type { Where } from "./tables.ts";

/** A Vorgang with what a closing asks of it. */
export interface VorgangToClose {
  readonly vorgangId: string;
  readonly aktenzeichen: string;
  readonly betreff: string;
  readonly caseId: string | null;
  readonly closed: boolean;
  readonly dokumente: number;
}

/** The Vorgänge of an Akte, or one of them, with how many Dokumente each holds. */
export async function selectVorgaengeToClose(
  ctx: Where,
  akteId: string,
  vorgangId?: string,
): Promise<readonly VorgangToClose[]> {
  const { rows } = await sql<VorgangToClose>`
    select v.vorgang_id as "vorgangId", v.aktenzeichen, v.betreff, v.case_id as "caseId", v.zda_at is not null as closed,
      (select count(*)::int from records.dokument d where d.tenant_id = v.tenant_id and d.vorgang_id = v.vorgang_id) as dokumente
    from records.vorgang v
    where v.tenant_id = ${ctx.tenant}::int and v.akte_id = ${akteId}::uuid
      and (${vorgangId ?? null}::uuid is null or v.vorgang_id = ${vorgangId ?? null}::uuid)
    order by v.number`.execute(ctx.tx);
  return rows;
}

/** Puts an Akte zu den Akten, or takes it back from there. */
export async function saveAkteZda(ctx: Where, akteId: string, zdaAt: Date | null): Promise<void> {
  await sql`update records.akte set zda_at = ${zdaAt}::timestamptz
    where tenant_id = ${ctx.tenant}::int and akte_id = ${akteId}::uuid`.execute(ctx.tx);
}

/** Takes a Vorgang back from z.d.A. */
export async function reopenVorgangRow(ctx: Where, vorgangId: string): Promise<void> {
  await sql`update records.vorgang set zda_at = null
    where tenant_id = ${ctx.tenant}::int and vorgang_id = ${vorgangId}::uuid`.execute(ctx.tx);
}
