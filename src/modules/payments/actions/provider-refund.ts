import { type Cents, cents, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { enqueue } from "../../../platform/jobs/index.ts";
import { refundPayload } from "../job-payloads.ts";
import type { ProviderRefund } from "../model/provider.ts";
import { tellSimulatedRefund } from "../simulator/decide.ts";
import { simulatorId } from "../simulator/provider.ts";
import {
  insertProviderRefund,
  selectCheckoutsOfAccount,
  selectProviderRefundForUpdate,
  selectProviderRefunds,
  updateProviderRefund,
} from "../store/index.ts";
import { postEntries } from "./post-entries.ts";

/**
 * Sends back through the online provider what came that way, as far as it reaches; the rest is for the treasury. The
 * money stands on `payable` already. To be called in the transaction that ordered the refund, with the account locked.
 */
export async function refundByProvider(ctx: Ctx, accountId: string, amountCents: Cents): Promise<void> {
  const earlier = await selectProviderRefunds(ctx, accountId);
  let left: number = amountCents;
  for (const checkout of await selectCheckoutsOfAccount(ctx, accountId)) {
    if (checkout.state !== "paid" || checkout.paidCents === undefined || left === 0) continue;
    const gone = earlier
      .filter(({ checkoutId, state }) => checkoutId === checkout.checkoutId && state !== "failed")
      .reduce((sum, one) => sum + one.amountCents, 0);
    const back = Math.min(left, checkout.paidCents - gone);
    if (back <= 0) continue;
    left -= back;
    const refund: ProviderRefund = {
      refundId: newId(),
      checkoutId: checkout.checkoutId,
      accountId,
      amountCents: cents(back),
      state: "ordered",
      orderedAt: ctx.now,
    };
    await insertProviderRefund(ctx, refund);
    await enqueue(ctx, { name: "payments.refund", payload: refundPayload }, { refundId: refund.refundId });
    if (checkout.provider === simulatorId) await tellSimulatedRefund(ctx, refund);
  }
}

/**
 * Takes over what the provider says about a refund, whoever asked. `done` is the end: the money has left. After
 * `failed` the treasury pays out; should the provider pay all the same, the ledger says so. Safe to repeat.
 */
export async function applyRefundStatus(ctx: Ctx, refundId: string, status: "done" | "failed"): Promise<void> {
  const refund = await selectProviderRefundForUpdate(ctx, refundId);
  if (refund === undefined || refund.state === "done" || refund.state === status) return;
  await updateProviderRefund(ctx, refundId, status);
  if (status === "failed") return;
  await postEntries(ctx, [
    {
      accountId: refund.accountId,
      kind: "refund",
      debit: "payable",
      credit: "provider",
      amountCents: refund.amountCents,
      source: "Vom Bezahldienst erstattet",
      checkoutId: refund.checkoutId,
      idempotencyKey: `provider-refund:${refundId}`,
    },
  ]);
}
