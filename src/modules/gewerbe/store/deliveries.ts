import { type Insertable, type Selectable, sql } from "kysely";
import { NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Delivery, DeliveryKey, DeliveryState } from "../model/delivery.ts";
import type { GewaKind } from "../model/index.ts";
import type { GewerbeTables } from "../tables.ts";
import { pageSize, tables } from "./tables.ts";

type DeliveryRow = Selectable<GewerbeTables["gewerbe.delivery"]>;

function toDelivery(row: DeliveryRow): Delivery {
  return {
    deliveryId: row.delivery_id,
    caseId: row.case_id,
    recipientKey: row.recipient_key as DeliveryKey,
    recipientName: row.recipient_name,
    cite: row.cite,
    anzeigeKind: row.anzeige_kind as GewaKind,
    person: row.person,
    fields: row.fields,
    state: row.state as DeliveryState,
    attempts: row.attempts,
    gaveUp: row.gave_up,
    dueOn: row.due_on,
    queuedAt: row.queued_at,
    notBefore: row.not_before,
    ...(row.delivered_at === null ? {} : { deliveredAt: row.delivered_at }),
    ...(row.last_error === null ? {} : { lastError: row.last_error }),
    filename: row.filename,
    mediaType: row.media_type,
    sha256: row.sha256,
    ...(row.dokument_id === null ? {} : { dokumentId: row.dokument_id }),
    idempotencyKey: row.idempotency_key,
  };
}

function deliveryValues(ctx: Ctx, delivery: Delivery): Insertable<GewerbeTables["gewerbe.delivery"]> {
  return {
    tenant_id: ctx.tenant,
    delivery_id: delivery.deliveryId,
    case_id: delivery.caseId,
    recipient_key: delivery.recipientKey,
    recipient_name: delivery.recipientName,
    cite: delivery.cite,
    anzeige_kind: delivery.anzeigeKind,
    person: delivery.person,
    fields: delivery.fields,
    state: delivery.state,
    due_on: delivery.dueOn,
    queued_at: delivery.queuedAt,
    not_before: delivery.notBefore,
    filename: delivery.filename,
    media_type: delivery.mediaType,
    sha256: delivery.sha256,
    idempotency_key: delivery.idempotencyKey,
  };
}

/** Writes deliveries that are not there yet. @returns ids of the new ones */
export async function insertDeliveries(ctx: Ctx, deliveries: readonly Delivery[]): Promise<ReadonlySet<string>> {
  if (deliveries.length === 0) return new Set();
  const rows = await tables(ctx)
    .insertInto("gewerbe.delivery")
    .values(deliveries.map((delivery) => deliveryValues(ctx, delivery)))
    .onConflict((conflict) => conflict.columns(["tenant_id", "case_id", "recipient_key", "person"]).doNothing())
    .returning("delivery_id")
    .execute();
  return new Set(rows.map((row) => row.delivery_id));
}

/** @throws NotFound `gewerbe.no-such-delivery` */
export async function getDelivery(ctx: Ctx, deliveryId: string): Promise<Delivery> {
  const row = await tables(ctx)
    .selectFrom("gewerbe.delivery")
    .selectAll()
    .where("tenant_id", "=", ctx.tenant)
    .where("delivery_id", "=", deliveryId)
    .executeTakeFirst();
  if (row === undefined) throw new NotFound("gewerbe.no-such-delivery");
  return toDelivery(row);
}

/** The delivery, locked until the transaction ends. @throws NotFound `gewerbe.no-such-delivery` */
export async function getDeliveryForUpdate(ctx: Ctx, deliveryId: string): Promise<Delivery> {
  const row = await tables(ctx)
    .selectFrom("gewerbe.delivery")
    .selectAll()
    .where("tenant_id", "=", ctx.tenant)
    .where("delivery_id", "=", deliveryId)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw new NotFound("gewerbe.no-such-delivery");
  return toDelivery(row);
}

/** Saves what a try has changed. */
export async function saveDelivery(
  ctx: Ctx,
  delivery: Pick<Delivery, "deliveryId" | "state" | "attempts" | "gaveUp" | "deliveredAt" | "lastError" | "dokumentId">,
): Promise<void> {
  await tables(ctx)
    .updateTable("gewerbe.delivery")
    .set({
      state: delivery.state,
      attempts: delivery.attempts,
      gave_up: delivery.gaveUp,
      delivered_at: delivery.deliveredAt ?? null,
      last_error: delivery.lastError ?? null,
      dokument_id: delivery.dokumentId ?? null,
    })
    .where("tenant_id", "=", ctx.tenant)
    .where("delivery_id", "=", delivery.deliveryId)
    .execute();
}

/** What goes, went or was to go to whom from a case. */
export async function listDeliveriesOfCase(ctx: Ctx, caseId: string): Promise<readonly Delivery[]> {
  const rows = await tables(ctx)
    .selectFrom("gewerbe.delivery")
    .selectAll()
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .orderBy("delivery_id")
    .execute();
  return rows.map(toDelivery);
}

/** A page of the deliveries in one state, the newest first. */
export async function listDeliveries(
  ctx: Ctx,
  query: { readonly state: DeliveryState; readonly before?: string },
): Promise<{ readonly deliveries: readonly Delivery[]; readonly next?: string }> {
  let rows = tables(ctx)
    .selectFrom("gewerbe.delivery")
    .selectAll()
    .where("tenant_id", "=", ctx.tenant)
    .where("state", "=", query.state);
  if (query.before !== undefined) rows = rows.where("delivery_id", "<", query.before);
  const found = await rows
    .orderBy("delivery_id", "desc")
    .limit(pageSize + 1)
    .execute();
  const shown = found.slice(0, pageSize).map(toDelivery);
  const last = shown.at(-1);
  return { deliveries: shown, ...(found.length > pageSize && last !== undefined ? { next: last.deliveryId } : {}) };
}

/** Ids of failed deliveries, the oldest first, at most `limit`. */
export async function listFailedIds(ctx: Ctx, limit: number): Promise<readonly string[]> {
  const rows = await tables(ctx)
    .selectFrom("gewerbe.delivery")
    .select("delivery_id")
    .where("tenant_id", "=", ctx.tenant)
    .where("state", "=", "failed")
    .orderBy("delivery_id")
    .limit(limit)
    .execute();
  return rows.map((row) => row.delivery_id);
}

/** How many deliveries each recipient has in each state. */
export async function countDeliveries(
  ctx: Ctx,
): Promise<readonly { readonly key: DeliveryKey; readonly state: DeliveryState; readonly count: number }[]> {
  const rows = await tables(ctx)
    .selectFrom("gewerbe.delivery")
    .select(["recipient_key", "state", sql<number>`count(*)::integer`.as("count")])
    .where("tenant_id", "=", ctx.tenant)
    .groupBy(["recipient_key", "state"])
    .execute();
  return rows.map((row) => ({
    key: row.recipient_key as DeliveryKey,
    state: row.state as DeliveryState,
    count: row.count,
  }));
}
