import { sql } from "kysely";
import type { Sight } from "../model/sight.ts";
import { seenBy } from "./sight.ts";
import type { Where } from "./tables.ts";

/** Where an Akte stands now. */
export interface SeenAkte {
  readonly akteId: string;
  readonly circleId: number;
  readonly aktenzeichen: string;
  readonly betreff: string;
  readonly planUnit: string;
  readonly open: boolean;
}

/** Of these Akten those that may be seen. Found by their ids first: ids times circles would be very many look-ups. */
export async function selectSeenAkten(
  ctx: Where,
  sight: Sight,
  akteIds: readonly string[],
): Promise<ReadonlyMap<string, SeenAkte>> {
  if (akteIds.length === 0) return new Map();
  const { rows } = await sql<{
    akte_id: string;
    circle_id: number;
    aktenzeichen: string;
    betreff: string;
    plan_unit: string;
    open: boolean;
  }>`
    with asked as materialized (
      select akte_id, circle_id, aktenzeichen, betreff, plan_unit, zda_at is null as open from records.akte
      where tenant_id = ${ctx.tenant}::int and akte_id = any(${akteIds}::uuid[])
    )
    select * from asked a where ${seenBy(sight, "a")}`.execute(ctx.tx);
  const seen = rows.map((row) => ({
    akteId: row.akte_id,
    circleId: row.circle_id,
    aktenzeichen: row.aktenzeichen,
    betreff: row.betreff,
    planUnit: row.plan_unit,
    open: row.open,
  }));
  return new Map(seen.map((akte) => [akte.akteId, akte]));
}
