import { type RawBuilder, sql } from "kysely";
import type { Aussonderungsart } from "../model/aktenplan.ts";
import type { LegalHold } from "../model/legal-hold.ts";
import type { AkteInRetention, RetentionCount, RetentionFilter, RetentionRules } from "../model/retention.ts";
import type { Sight } from "../model/sight.ts";
import type { DestructionBasis, DestructionOrder, Tombstone } from "../model/tombstone.ts";
import { seenBy } from "./sight.ts";
import { tables, type Where } from "./tables.ts";

// — Retention ————————————————————————————————————————————————————————————

/** Closed Akten with the years that count for each: its own rule, that of its unit, or its Aufbewahrungsdauer. */
function closedAkten(ctx: Where, sight: Sight, rules: RetentionRules): RawBuilder<unknown> {
  return sql`
    select a.akte_id, a.aktenzeichen, a.betreff, a.plan_unit, a.aussonderungsart, a.opened_at, a.zda_at, a.last_vorgang, a.circle_id,
      case when o."akteId" is not null then o.years when u."planUnit" is not null then u.years else a.aufbewahrungsdauer end as years,
      extract(year from a.zda_at at time zone 'Europe/Berlin')::int as closed_year
    from records.akte a
    left join jsonb_to_recordset(${JSON.stringify(rules.units)}::jsonb) as u("planUnit" text, years int) on u."planUnit" = a.plan_unit
    left join jsonb_to_recordset(${JSON.stringify(rules.akten)}::jsonb) as o("akteId" uuid, years int) on o."akteId" = a.akte_id
    where a.tenant_id = ${ctx.tenant}::int and a.zda_at is not null and ${seenBy(sight, "a")}`;
}

/** How many closed Akten of each unit end in each year. */
export async function countRetention(
  ctx: Where,
  sight: Sight,
  rules: RetentionRules,
): Promise<readonly RetentionCount[]> {
  const { rows } = await sql<RetentionCount>`
    select plan_unit as "planUnit", aussonderungsart, closed_year + years as "endsYear", count(*)::int as akten
    from (${closedAkten(ctx, sight, rules)}) a group by 1, 2, 3 order by 1, 3, 2`.execute(ctx.tx);
  return rows;
}

interface RetentionRow {
  akte_id: string;
  aktenzeichen: string;
  betreff: string;
  plan_unit: string;
  aussonderungsart: string;
  opened_at: Date;
  zda_at: Date;
  last_vorgang: number;
  years: number | null;
  ends_year: number | null;
  held: boolean;
  circle_id: number;
}

/** Closed Akten by the end of their retention, oldest first, in pages by key. */
export async function selectRetention(
  ctx: Where,
  sight: Sight,
  rules: RetentionRules,
  filter: RetentionFilter,
): Promise<readonly AkteInRetention[]> {
  const conditions: RawBuilder<unknown>[] = [];
  if (filter.planUnit !== undefined) conditions.push(sql`plan_unit = ${filter.planUnit}`);
  if (filter.arten !== undefined) conditions.push(sql`aussonderungsart = any(${filter.arten}::text[])`);
  if (filter.untilYear !== undefined) conditions.push(sql`closed_year + years <= ${filter.untilYear}::int`);
  if (filter.year !== undefined) conditions.push(sql`closed_year + years = ${filter.year}::int`);
  if (filter.akteIds !== undefined) conditions.push(sql`akte_id = any(${filter.akteIds}::uuid[])`);
  if (filter.without !== undefined && filter.without.length > 0) {
    conditions.push(sql`akte_id <> all(${filter.without}::uuid[])`);
  }
  if (filter.after !== undefined) conditions.push(sql`akte_id > ${filter.after}::uuid`);
  const where = conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
  const { rows } = await sql<RetentionRow>`
    select akte_id, aktenzeichen, betreff, plan_unit, aussonderungsart, opened_at, zda_at, last_vorgang, years, circle_id,
      closed_year + years as ends_year,
      exists (select from records.legal_hold h
        where h.tenant_id = ${ctx.tenant}::int and h.akte_id = a.akte_id and h.lifted_at is null) as held
    from (${closedAkten(ctx, sight, rules)}) a where ${where} order by akte_id limit ${filter.limit}::int`.execute(
    ctx.tx,
  );
  return rows.map((row) => ({
    akteId: row.akte_id,
    aktenzeichen: row.aktenzeichen,
    betreff: row.betreff,
    planUnit: row.plan_unit,
    aussonderungsart: row.aussonderungsart as Aussonderungsart,
    openedAt: row.opened_at,
    zdaAt: row.zda_at,
    vorgaenge: row.last_vorgang,
    retentionYears: row.years,
    endsYear: row.ends_year,
    held: row.held,
    circleId: row.circle_id,
  }));
}

// — Legal holds ——————————————————————————————————————————————————————————

/** Holds, newest first: those in force, or all of one Akte. */
export async function selectHolds(
  ctx: Where,
  sight: Sight,
  which: { readonly akteId: string } | { readonly inForce: true; readonly limit: number },
): Promise<readonly LegalHold[]> {
  let query = tables(ctx)
    .selectFrom("records.legal_hold as h")
    .innerJoin("records.akte as a", (join) =>
      join.onRef("a.tenant_id", "=", "h.tenant_id").onRef("a.akte_id", "=", "h.akte_id"),
    )
    .select([
      "h.hold_id",
      "h.akte_id",
      "a.aktenzeichen",
      "a.betreff",
      "h.reason",
      "h.placed_at",
      "h.placed_by",
      "h.lifted_at",
      "h.lifted_by",
      "h.lift_reason",
    ])
    .where("h.tenant_id", "=", ctx.tenant)
    .where(seenBy(sight, "a"))
    .orderBy("h.placed_at", "desc");
  query =
    "akteId" in which
      ? query.where("h.akte_id", "=", which.akteId)
      : query.where("h.lifted_at", "is", null).limit(which.limit);
  return (await query.execute()).map((row) => ({
    holdId: row.hold_id,
    akteId: row.akte_id,
    aktenzeichen: row.aktenzeichen,
    betreff: row.betreff,
    reason: row.reason,
    placedAt: row.placed_at,
    placedBy: row.placed_by,
    ...(row.lifted_at === null
      ? {}
      : { lifted: { at: row.lifted_at, by: row.lifted_by ?? "", reason: row.lift_reason ?? "" } }),
  }));
}

export async function insertHold(
  ctx: Where,
  hold: {
    readonly holdId: string;
    readonly akteId: string;
    readonly reason: string;
    readonly placedAt: Date;
    readonly placedBy: string;
  },
): Promise<void> {
  await tables(ctx)
    .insertInto("records.legal_hold")
    .values({
      tenant_id: ctx.tenant,
      hold_id: hold.holdId,
      akte_id: hold.akteId,
      reason: hold.reason,
      placed_at: hold.placedAt,
      placed_by: hold.placedBy,
    })
    .execute();
}

/** @returns the Akte whose hold it was; undefined where none is in force under this id */
export async function updateHoldAsLifted(
  ctx: Where,
  holdId: string,
  lifted: { readonly at: Date; readonly by: string; readonly reason: string },
): Promise<string | undefined> {
  const row = await tables(ctx)
    .updateTable("records.legal_hold")
    .set({ lifted_at: lifted.at, lifted_by: lifted.by, lift_reason: lifted.reason })
    .where("tenant_id", "=", ctx.tenant)
    .where("hold_id", "=", holdId)
    .where("lifted_at", "is", null)
    .returning("akte_id")
    .executeTakeFirst();
  return row?.akte_id;
}

export async function isHeld(ctx: Where, akteId: string): Promise<boolean> {
  const row = await tables(ctx)
    .selectFrom("records.legal_hold")
    .select("hold_id")
    .where("tenant_id", "=", ctx.tenant)
    .where("akte_id", "=", akteId)
    .where("lifted_at", "is", null)
    .executeTakeFirst();
  return row !== undefined;
}

// — Destruction ——————————————————————————————————————————————————————————

/** Writes leave to destroy; the same order again changes nothing. */
export async function insertOrders(ctx: Where, orders: readonly DestructionOrder[], now: Date): Promise<void> {
  if (orders.length === 0) return;
  await tables(ctx)
    .insertInto("records.destruction_order")
    .values(
      orders.map((order) => ({
        tenant_id: ctx.tenant,
        order_id: order.orderId,
        akte_id: order.akteId,
        basis: order.basis,
        proposed_by: order.proposedBy,
        approved_by: order.approvedBy ?? null,
        approved_at: now,
        confirmed_by: order.confirmedBy ?? null,
        archivkennung: order.archivkennung ?? null,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Takes leave to destroy back, of one Akte. */
export async function updateOrderAsRevoked(ctx: Where, orderId: string, akteId: string, now: Date): Promise<void> {
  await tables(ctx)
    .updateTable("records.destruction_order")
    .set({ revoked_at: now })
    .where("tenant_id", "=", ctx.tenant)
    .where("order_id", "=", orderId)
    .where("akte_id", "=", akteId)
    .where("revoked_at", "is", null)
    .execute();
}

/** Leave that is good, for one Akte. */
export async function findOrder(
  ctx: Where,
  orderId: string,
  akteId: string,
): Promise<{ readonly basis: DestructionBasis; readonly archivkennung: string | null } | undefined> {
  const row = await tables(ctx)
    .selectFrom("records.destruction_order")
    .select(["basis", "archivkennung"])
    .where("tenant_id", "=", ctx.tenant)
    .where("order_id", "=", orderId)
    .where("akte_id", "=", akteId)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  return row && { basis: row.basis as DestructionBasis, archivkennung: row.archivkennung };
}

/** What the tombstone of an Akte will say of it, as the entry that proves it says. */
export async function selectAkteToDestroy(
  ctx: Where,
  akteId: string,
): Promise<
  | {
      readonly aktenzeichen: string;
      readonly planUnit: string;
      readonly openedAt: Date;
      readonly zdaAt: Date | null;
      readonly headSequence: number;
      readonly headHash: string;
    }
  | undefined
> {
  const row = await tables(ctx)
    .selectFrom("records.akte")
    .select(["aktenzeichen", "plan_unit", "opened_at", "zda_at", "head_sequence", "head_hash"])
    .where("tenant_id", "=", ctx.tenant)
    .where("akte_id", "=", akteId)
    .forUpdate()
    .executeTakeFirst();
  return (
    row && {
      aktenzeichen: row.aktenzeichen,
      planUnit: row.plan_unit,
      openedAt: row.opened_at,
      zdaAt: row.zda_at,
      headSequence: row.head_sequence,
      headHash: row.head_hash,
    }
  );
}

/** Removes the rows of an Akte and leaves its tombstone. @returns addresses of the contents its documents had */
export async function deleteAkte(
  ctx: Where,
  order: {
    readonly akteId: string;
    readonly orderId: string;
    readonly proofAkteId: string;
    readonly proofSequence: number;
    readonly now: Date;
  },
): Promise<readonly string[]> {
  const { rows } = await sql<{ address: string }>`
    select address from records.destroy_akte(${order.akteId}::uuid, ${order.orderId}::uuid, ${order.proofAkteId}::uuid,
      ${order.proofSequence}::int, ${order.now}::timestamptz)`.execute(ctx.tx);
  return rows.map(({ address }) => address);
}

/** Those of these contents that a row of any municipality still names. */
export async function selectNamedContents(ctx: Where, addresses: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ address: string }>`
    select distinct address from records.named_contents(${addresses}::text[]) as address`.execute(ctx.tx);
  return new Set(rows.map(({ address }) => address));
}

interface TombstoneRow {
  akte_id: string;
  aktenzeichen: string;
  plan_unit: string;
  opened_at: Date;
  zda_at: Date;
  vorgaenge: number;
  dokumente: number;
  head_sequence: number;
  head_hash: string;
  destroyed_at: Date;
  order_id: string;
  basis: string;
  archivkennung: string | null;
  proof_akte_id: string;
  proof_sequence: number;
}

/** Tombstones, newest first: all in pages, those of an order, or by Aktenzeichen. */
export async function selectTombstones(
  ctx: Where,
  sight: Sight,
  which: {
    readonly akteIds?: readonly string[];
    readonly aktenzeichen?: string;
    readonly before?: Date;
    readonly limit: number;
  },
): Promise<readonly Tombstone[]> {
  const conditions = [sql`t.tenant_id = ${ctx.tenant}::int`, seenBy(sight, "t")];
  if (which.akteIds !== undefined) conditions.push(sql`t.akte_id = any(${which.akteIds}::uuid[])`);
  if (which.aktenzeichen !== undefined) conditions.push(sql`t.aktenzeichen = ${which.aktenzeichen}`);
  if (which.before !== undefined) conditions.push(sql`t.destroyed_at < ${which.before}::timestamptz`);
  const { rows } = await sql<TombstoneRow>`
    select t.akte_id, t.aktenzeichen, t.plan_unit, t.opened_at, t.zda_at, t.vorgaenge, t.dokumente, t.head_sequence,
      t.head_hash, t.destroyed_at, t.order_id, t.basis, t.archivkennung, t.proof_akte_id, t.proof_sequence
    from records.tombstone t where ${sql.join(conditions, sql` and `)}
    order by t.destroyed_at desc, t.akte_id limit ${which.limit}::int`.execute(ctx.tx);
  return rows.map((row) => ({
    akteId: row.akte_id,
    aktenzeichen: row.aktenzeichen,
    planUnit: row.plan_unit,
    openedAt: row.opened_at,
    zdaAt: row.zda_at,
    vorgaenge: row.vorgaenge,
    dokumente: row.dokumente,
    headSequence: row.head_sequence,
    headHash: row.head_hash,
    destroyedAt: row.destroyed_at,
    orderId: row.order_id,
    basis: row.basis as DestructionBasis,
    ...(row.archivkennung === null ? {} : { archivkennung: row.archivkennung }),
    proofAkteId: row.proof_akte_id,
    proofSequence: row.proof_sequence,
  }));
}

/** Tombstones that the chain of no other Akte bears out: what they say is not what the entry says, or there is none. */
export async function selectUnprovenTombstones(
  ctx: Where,
): Promise<readonly { readonly akteId: string; readonly aktenzeichen: string }[]> {
  const { rows } = await sql<{ akteId: string; aktenzeichen: string }>`
    select t.akte_id as "akteId", t.aktenzeichen from records.tombstone t
    where t.tenant_id = ${ctx.tenant}::int and not exists (
      select from records.history h
      where h.tenant_id = t.tenant_id and h.akte_id = t.proof_akte_id and h.sequence = t.proof_sequence
        and h.action = 'akte.vernichtet' and h.details ->> 'akteId' = t.akte_id::text
        and h.details ->> 'aktenzeichen' = t.aktenzeichen and h.details ->> 'headHash' = t.head_hash
        and (h.details ->> 'headSequence')::int = t.head_sequence
        and coalesce(h.details ->> 'archivkennung', '') = coalesce(t.archivkennung, ''))
    order by t.akte_id limit 1000`.execute(ctx.tx);
  return rows;
}
