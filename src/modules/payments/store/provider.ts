import { sql } from "kysely";
import type { Cents, Language } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Checkout, ProviderRefund, ProviderStatus } from "../model/provider.ts";
import { type StoredAccount, selectAccountsById } from "./accounts.ts";
import { anyOf, tables } from "./tables.ts";

const checkoutColumns = [
  "checkout_id",
  "account_id",
  "provider",
  "provider_id",
  "redirect_to",
  "amount_cents",
  "language",
  "state",
  "created_at",
] as const;

function checkoutOf(row: {
  checkout_id: string;
  account_id: string;
  provider: string;
  provider_id: string | null;
  redirect_to: string | null;
  amount_cents: number;
  language: string;
  state: string;
  created_at: Date;
}): Checkout {
  return {
    checkoutId: row.checkout_id,
    accountId: row.account_id,
    provider: row.provider,
    providerId: row.provider_id ?? undefined,
    redirectTo: row.redirect_to ?? undefined,
    amountCents: row.amount_cents as Cents,
    language: row.language as Language,
    state: row.state as Checkout["state"],
    createdAt: row.created_at,
  };
}

const selectFromCheckouts = (ctx: Ctx) =>
  tables(ctx).selectFrom("payments.checkout").select(checkoutColumns).where("tenant_id", "=", ctx.tenant);

export async function insertCheckout(ctx: Ctx, checkout: Checkout): Promise<void> {
  await tables(ctx)
    .insertInto("payments.checkout")
    .values({
      tenant_id: ctx.tenant,
      checkout_id: checkout.checkoutId,
      account_id: checkout.accountId,
      provider: checkout.provider,
      provider_id: checkout.providerId ?? null,
      redirect_to: checkout.redirectTo ?? null,
      amount_cents: checkout.amountCents,
      language: checkout.language,
      state: checkout.state,
      created_at: checkout.createdAt,
      changed_at: checkout.createdAt,
    })
    .execute();
}

export async function selectCheckout(ctx: Ctx, checkoutId: string): Promise<Checkout | undefined> {
  const row = await selectFromCheckouts(ctx).where("checkout_id", "=", checkoutId).executeTakeFirst();
  return row === undefined ? undefined : checkoutOf(row);
}

export async function selectCheckoutForUpdate(
  ctx: Ctx,
  provider: string,
  providerId: string,
): Promise<Checkout | undefined> {
  const row = await selectFromCheckouts(ctx)
    .where("provider", "=", provider)
    .where("provider_id", "=", providerId)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : checkoutOf(row);
}

/** Latest first, each with what came by it; undefined where nothing did. */
export async function selectCheckoutsOfAccount(
  ctx: Ctx,
  accountId: string,
): Promise<readonly (Checkout & { readonly paidCents: Cents | undefined })[]> {
  const rows = await selectFromCheckouts(ctx)
    .select(
      sql<number | null>`(select sum(e.amount_cents)::bigint from payments.entry e
        where e.tenant_id = checkout.tenant_id and e.account_id = checkout.account_id
          and e.checkout_id = checkout.checkout_id and e.kind = 'payment' and e.debit = 'provider')`.as("paid_cents"),
    )
    .where("account_id", "=", accountId)
    .orderBy("checkout_id", "desc")
    .execute();
  return rows.map((row) => ({ ...checkoutOf(row), paidCents: (row.paid_cents ?? undefined) as Cents | undefined }));
}

/**
 * Payments whose end nobody has told: begun between these two times. Those that were not heard of for the longest come
 * first, so that many which were given up keep nobody from being asked about.
 */
export async function selectUnsettledCheckouts(
  ctx: Ctx,
  begun: { readonly after: Date; readonly before: Date; readonly limit: number },
): Promise<readonly Checkout[]> {
  const rows = await selectFromCheckouts(ctx)
    .where("state", "in", ["open", "failed"])
    .where("created_at", ">", begun.after)
    .where("created_at", "<=", begun.before)
    .orderBy("changed_at")
    .orderBy("checkout_id")
    .limit(begun.limit)
    .execute();
  return rows.map(checkoutOf);
}

export async function updateCheckoutOpened(
  ctx: Ctx,
  checkoutId: string,
  opened: { readonly providerId: string; readonly redirectTo: string },
): Promise<void> {
  await tables(ctx)
    .updateTable("payments.checkout")
    .set({ provider_id: opened.providerId, redirect_to: opened.redirectTo, state: "open", changed_at: ctx.now })
    .where("tenant_id", "=", ctx.tenant)
    .where("checkout_id", "=", checkoutId)
    .where("state", "=", "preparing")
    .execute();
}

/** The provider was asked about these, and the others are next. */
export async function updateCheckoutsAsked(ctx: Ctx, checkoutIds: readonly string[]): Promise<void> {
  if (checkoutIds.length === 0) return;
  await tables(ctx)
    .updateTable("payments.checkout")
    .set({ changed_at: ctx.now })
    .where("tenant_id", "=", ctx.tenant)
    .where("checkout_id", "=", anyOf(checkoutIds, "uuid") as never)
    .execute();
}

export async function updateCheckoutState(ctx: Ctx, checkoutId: string, state: "paid" | "failed"): Promise<void> {
  await tables(ctx)
    .updateTable("payments.checkout")
    .set({ state, changed_at: ctx.now })
    .where("tenant_id", "=", ctx.tenant)
    .where("checkout_id", "=", checkoutId)
    .execute();
}

/** @returns false where this event was received before */
export async function insertProviderEvent(
  ctx: Ctx,
  event: {
    readonly provider: string;
    readonly eventId: string;
    readonly checkoutId: string;
    readonly status: ProviderStatus;
    readonly amountCents: Cents | undefined;
    /** Where it is about money that goes back. */
    readonly refundId: string | undefined;
  },
): Promise<boolean> {
  const row = await tables(ctx)
    .insertInto("payments.provider_event")
    .values({
      tenant_id: ctx.tenant,
      provider: event.provider,
      event_id: event.eventId,
      checkout_id: event.checkoutId,
      status: event.status,
      amount_cents: event.amountCents ?? null,
      refund_id: event.refundId ?? null,
      received_at: ctx.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("event_id")
    .executeTakeFirst();
  return row !== undefined;
}

const refundColumns = ["refund_id", "checkout_id", "account_id", "amount_cents", "state", "ordered_at"] as const;

function providerRefundOf(row: {
  refund_id: string;
  checkout_id: string;
  account_id: string;
  amount_cents: number;
  state: string;
  ordered_at: Date;
}): ProviderRefund {
  return {
    refundId: row.refund_id,
    checkoutId: row.checkout_id,
    accountId: row.account_id,
    amountCents: row.amount_cents as Cents,
    state: row.state as ProviderRefund["state"],
    orderedAt: row.ordered_at,
  };
}

const selectFromRefunds = (ctx: Ctx) =>
  tables(ctx).selectFrom("payments.provider_refund").select(refundColumns).where("tenant_id", "=", ctx.tenant);

export async function insertProviderRefund(ctx: Ctx, refund: ProviderRefund): Promise<void> {
  await tables(ctx)
    .insertInto("payments.provider_refund")
    .values({
      tenant_id: ctx.tenant,
      refund_id: refund.refundId,
      checkout_id: refund.checkoutId,
      account_id: refund.accountId,
      amount_cents: refund.amountCents,
      state: refund.state,
      ordered_at: refund.orderedAt,
      changed_at: refund.orderedAt,
    })
    .execute();
}

export async function selectProviderRefund(ctx: Ctx, refundId: string): Promise<ProviderRefund | undefined> {
  const row = await selectFromRefunds(ctx).where("refund_id", "=", refundId).executeTakeFirst();
  return row === undefined ? undefined : providerRefundOf(row);
}

/** Locked: a webhook and an answer that come at once write one entry. */
export async function selectProviderRefundForUpdate(ctx: Ctx, refundId: string): Promise<ProviderRefund | undefined> {
  const row = await selectFromRefunds(ctx).where("refund_id", "=", refundId).forUpdate().executeTakeFirst();
  return row === undefined ? undefined : providerRefundOf(row);
}

/** Of an account, in the order of ordering. */
export async function selectProviderRefunds(ctx: Ctx, accountId: string): Promise<readonly ProviderRefund[]> {
  const rows = await selectFromRefunds(ctx).where("account_id", "=", accountId).orderBy("refund_id").execute();
  return rows.map(providerRefundOf);
}

/** Those whose end nobody has told, ordered before then; first those that were not heard of for the longest. */
export async function selectOpenProviderRefunds(
  ctx: Ctx,
  orderedBefore: Date,
  limit: number,
): Promise<readonly ProviderRefund[]> {
  const rows = await selectFromRefunds(ctx)
    .where("state", "=", "ordered")
    .where("ordered_at", "<=", orderedBefore)
    .orderBy("changed_at")
    .orderBy("refund_id")
    .limit(limit)
    .execute();
  return rows.map(providerRefundOf);
}

/** The provider was asked about these, and the others are next. */
export async function updateRefundsAsked(ctx: Ctx, refundIds: readonly string[]): Promise<void> {
  if (refundIds.length === 0) return;
  await tables(ctx)
    .updateTable("payments.provider_refund")
    .set({ changed_at: ctx.now })
    .where("tenant_id", "=", ctx.tenant)
    .where("refund_id", "=", anyOf(refundIds, "uuid") as never)
    .execute();
}

export async function updateProviderRefund(ctx: Ctx, refundId: string, state: "done" | "failed"): Promise<void> {
  await tables(ctx)
    .updateTable("payments.provider_refund")
    .set({ state, changed_at: ctx.now })
    .where("tenant_id", "=", ctx.tenant)
    .where("refund_id", "=", refundId)
    .execute();
}

/** Money that is ordered to be paid back and has not left, by claim; without one: money that belonged to nobody. */
export interface Payout {
  readonly account: StoredAccount | undefined;
  readonly amountCents: Cents;
  /** Since when something of it waits. */
  readonly since: Date;
}

/** Payouts that are open, the oldest first; at most 500. */
export async function selectPayouts(ctx: Ctx): Promise<readonly Payout[]> {
  const { rows } = await sql<{ account_id: string | null; cents: number; since: Date }>`
    select account_id, sum(case when credit = 'payable' then amount_cents else -amount_cents end)::bigint as cents,
      max(recorded_at) filter (where credit = 'payable') as since
    from payments.entry
    where tenant_id = ${ctx.tenant as number} and (debit = 'payable' or credit = 'payable')
    group by account_id having sum(case when credit = 'payable' then amount_cents else -amount_cents end) > 0
    order by 3 limit 500`.execute(ctx.tx);
  const accounts = await selectAccountsById(
    ctx,
    rows.map((row) => row.account_id),
  );
  return rows.map((row) => ({
    account: accounts.get(row.account_id ?? ""),
    amountCents: row.cents as Cents,
    since: row.since,
  }));
}

/** What is to be paid back of money that belongs to no claim, in cents. */
export async function selectPayableWithoutClaim(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ cents: number }>`
    select coalesce(sum(case when credit = 'payable' then amount_cents else -amount_cents end), 0)::bigint as cents
    from payments.entry
    where tenant_id = ${ctx.tenant as number} and account_id is null and (debit = 'payable' or credit = 'payable')`.execute(
    ctx.tx,
  );
  return rows[0]?.cents ?? 0;
}
