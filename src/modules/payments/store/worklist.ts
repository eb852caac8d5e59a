import { sql } from "kysely";
import type { Cents } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { WorklistReason } from "../model/matching.ts";
import type { WorklistItem, WorklistOutcome } from "../model/worklist.ts";
import { anyOf, tables } from "./tables.ts";

const itemColumns = [
  "item_id",
  "reason",
  "amount_cents",
  "account_id",
  "booking_id",
  "opened_at",
  "done_at",
  "done_by",
  "outcome",
  "note",
] as const;

function itemOf(row: {
  item_id: string;
  reason: string;
  amount_cents: number;
  account_id: string | null;
  booking_id: string | null;
  opened_at: Date;
  done_at: Date | null;
  done_by: string | null;
  outcome: string | null;
  note: string | null;
}): WorklistItem {
  return {
    itemId: row.item_id,
    reason: row.reason as WorklistReason,
    amountCents: row.amount_cents as Cents,
    accountId: row.account_id ?? undefined,
    bookingId: row.booking_id ?? undefined,
    openedAt: row.opened_at,
    doneAt: row.done_at ?? undefined,
    doneBy: row.done_by ?? undefined,
    outcome: (row.outcome ?? undefined) as WorklistOutcome | undefined,
    note: row.note ?? undefined,
  };
}

/** What is needed to open an item. */
export type NewItem = Pick<WorklistItem, "itemId" | "reason" | "amountCents" | "accountId" | "bookingId">;

export async function insertItems(ctx: Ctx, items: readonly NewItem[]): Promise<void> {
  if (items.length === 0) return;
  const rows = items.map((item) => ({
    item_id: item.itemId,
    reason: item.reason,
    amount_cents: item.amountCents,
    account_id: item.accountId ?? null,
    booking_id: item.bookingId ?? null,
  }));
  await sql`
    insert into payments.worklist_item (tenant_id, item_id, reason, amount_cents, account_id, booking_id, opened_at)
    select ${ctx.tenant as number}, item_id, reason, amount_cents, account_id, booking_id, ${ctx.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (item_id uuid, reason text, amount_cents bigint, account_id uuid, booking_id uuid)`.execute(ctx.tx);
}

/** Open items, oldest first. */
export async function selectOpenItems(
  ctx: Ctx,
  where: { readonly reason?: WorklistReason; readonly after?: string; readonly limit: number },
): Promise<readonly WorklistItem[]> {
  let query = tables(ctx)
    .selectFrom("payments.worklist_item")
    .select(itemColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("done_at", "is", null)
    .orderBy("item_id")
    .limit(where.limit);
  if (where.reason !== undefined) query = query.where("reason", "=", where.reason);
  if (where.after !== undefined) query = query.where("item_id", ">", where.after);
  return (await query.execute()).map(itemOf);
}

export async function countOpenItems(ctx: Ctx): Promise<ReadonlyMap<WorklistReason, number>> {
  const { rows } = await sql<{ reason: WorklistReason; n: number }>`
    select reason, count(*)::int as n from payments.worklist_item
    where tenant_id = ${ctx.tenant as number} and done_at is null group by reason`.execute(ctx.tx);
  return new Map(rows.map((row) => [row.reason, row.n]));
}

export async function selectItem(ctx: Ctx, itemId: string): Promise<WorklistItem | undefined> {
  const row = await tables(ctx)
    .selectFrom("payments.worklist_item")
    .select(itemColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("item_id", "=", itemId)
    .executeTakeFirst();
  return row === undefined ? undefined : itemOf(row);
}

/** Locks it: two people at once do not both pay back. */
export async function selectItemForUpdate(ctx: Ctx, itemId: string): Promise<WorklistItem | undefined> {
  const row = await tables(ctx)
    .selectFrom("payments.worklist_item")
    .select(itemColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("item_id", "=", itemId)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : itemOf(row);
}

/** Items of an account, open ones first. */
export async function selectItemsOfAccount(ctx: Ctx, accountId: string): Promise<readonly WorklistItem[]> {
  const rows = await tables(ctx)
    .selectFrom("payments.worklist_item")
    .select(itemColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("account_id", "=", accountId)
    .orderBy("item_id", "desc")
    .execute();
  return rows.map(itemOf);
}

export async function updateItemDone(
  ctx: Ctx,
  itemId: string,
  done: { readonly by: string; readonly outcome: WorklistOutcome; readonly note: string },
): Promise<void> {
  await tables(ctx)
    .updateTable("payments.worklist_item")
    .set({ done_at: ctx.now, done_by: done.by, outcome: done.outcome, note: done.note })
    .where("tenant_id", "=", ctx.tenant)
    .where("item_id", "=", itemId)
    .where("done_at", "is", null)
    .execute();
}

/** Closes items of accounts that answered themselves: the rest came, the excess went. */
export async function settleItems(
  ctx: Ctx,
  accountIds: readonly string[],
  reasons: readonly WorklistReason[],
  by: string,
): Promise<void> {
  if (accountIds.length === 0) return;
  await sql`
    update payments.worklist_item set done_at = ${ctx.now}, done_by = ${by}, outcome = 'settled'
    where tenant_id = ${ctx.tenant as number} and done_at is null
      and account_id = ${anyOf(accountIds, "uuid")} and reason = ${anyOf(reasons, "text")}`.execute(ctx.tx);
}
