import { cents, dayInBerlin, Forbidden, Invalid, NotFound, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { enqueue } from "../../../platform/jobs/index.ts";
import { getPaymentSettings, getProvider } from "../contracts.ts";
import { openCheckoutPayload } from "../job-payloads.ts";
import { accountState } from "../model/ledger.ts";
import type { Checkout, ProviderEvent, RawWebhook, RefundEvent } from "../model/provider.ts";
import {
  insertCheckout,
  insertProviderEvent,
  selectCheckout,
  selectCheckoutForUpdate,
  selectCheckoutsOfAccount,
  selectProviderRefund,
  updateCheckoutState,
} from "../store/index.ts";
import { lockAccount, receivePayment } from "./change-account.ts";
import { applyRefundStatus } from "./provider-refund.ts";

/** Who presses twice within this time means one payment; later the first may have come to nothing. */
const samePressMs = 2 * 60_000;

/**
 * Begins a payment of what is still owed with the first provider; a job asks the provider for its page. One that was
 * begun a moment ago and has no page yet goes on: two would be paid twice.
 * @param input.mayPay whether the caller has checked that this device may see the claim
 * @throws Forbidden `payments.no-access`; NotFound `payments.no-such-provider`
 * @throws Invalid `payments.nothing-owed`
 */
export async function startOnlinePayment(
  ctx: Ctx,
  input: { readonly accountId: string; readonly language: "de" | "en"; readonly mayPay: boolean },
): Promise<Checkout> {
  if (!input.mayPay) throw new Forbidden("payments.no-access");
  const [provider] = getPaymentSettings().providers;
  if (provider === undefined) throw new NotFound("payments.no-such-provider");
  const { movements } = await lockAccount(ctx, input.accountId);
  const { balanceCents } = accountState(movements);
  if (balanceCents <= 0) throw new Invalid("payments.nothing-owed");
  const [begun] = await selectCheckoutsOfAccount(ctx, input.accountId);
  if (
    begun?.state === "preparing" &&
    begun.provider === provider.id &&
    begun.amountCents === balanceCents &&
    begun.language === input.language &&
    ctx.now.getTime() - begun.createdAt.getTime() < samePressMs
  )
    return begun;
  const checkout: Checkout = {
    checkoutId: newId(),
    accountId: input.accountId,
    provider: provider.id,
    providerId: undefined,
    redirectTo: undefined,
    amountCents: balanceCents,
    language: input.language,
    state: "preparing",
    createdAt: ctx.now,
  };
  await insertCheckout(ctx, checkout);
  await enqueue(
    ctx,
    { name: "payments.open-checkout", payload: openCheckoutPayload },
    { checkoutId: checkout.checkoutId },
  );
  return checkout;
}

/**
 * Takes over what a provider says, whoever asked: webhook or poll. `paid` is the end: nothing that arrives later, or
 * was sent before and arrives late, undoes it. `failed` may still become `paid`. Safe to repeat.
 */
export async function applyProviderStatus(
  ctx: Ctx,
  provider: string,
  told: Pick<ProviderEvent, "providerId" | "status" | "amountCents">,
): Promise<Checkout> {
  const checkout = await selectCheckoutForUpdate(ctx, provider, told.providerId);
  if (checkout === undefined) throw new NotFound("payments.no-such-checkout");
  if (checkout.state === "paid" || told.status === "open") return checkout;
  if (told.status === "failed") {
    if (checkout.state !== "failed") await updateCheckoutState(ctx, checkout.checkoutId, "failed");
    return { ...checkout, state: "failed" };
  }
  if (told.amountCents === undefined) throw new Invalid("payments.bad-webhook");
  await updateCheckoutState(ctx, checkout.checkoutId, "paid");
  await receivePayment(ctx, {
    accountId: checkout.accountId,
    amountCents: cents(told.amountCents),
    ledger: "provider",
    source: `Bezahldienst ${provider}, ${told.providerId}`,
    bookedOn: dayInBerlin(ctx.now),
    checkoutId: checkout.checkoutId,
    idempotencyKey: `checkout:${checkout.checkoutId}`,
  });
  return { ...checkout, state: "paid" };
}

/**
 * A message of a provider. What its signature does not cover is not believed; a repeat changes nothing.
 * @throws Forbidden `payments.bad-signature`
 * @throws Invalid `payments.bad-webhook`; NotFound `payments.no-such-provider`, `payments.no-such-checkout`,
 *   `payments.no-such-refund`
 */
export async function receiveWebhook(ctx: Ctx, providerId: string, webhook: RawWebhook): Promise<void> {
  const event = getProvider(providerId).parseWebhook(ctx, webhook);
  if ("refundId" in event) return receiveRefundWebhook(ctx, providerId, event);
  const checkout = await selectCheckoutForUpdate(ctx, providerId, event.providerId);
  if (checkout === undefined) throw new NotFound("payments.no-such-checkout");
  const isNew = await insertProviderEvent(ctx, {
    provider: providerId,
    eventId: event.eventId,
    checkoutId: checkout.checkoutId,
    status: event.status,
    amountCents: event.amountCents,
    refundId: undefined,
  });
  if (isNew) await applyProviderStatus(ctx, providerId, event);
}

async function receiveRefundWebhook(ctx: Ctx, providerId: string, event: RefundEvent): Promise<void> {
  const refund = await selectProviderRefund(ctx, event.refundId);
  const checkout = refund === undefined ? undefined : await selectCheckout(ctx, refund.checkoutId);
  if (refund === undefined || checkout?.provider !== providerId) throw new NotFound("payments.no-such-refund");
  const isNew = await insertProviderEvent(ctx, {
    provider: providerId,
    eventId: event.eventId,
    checkoutId: refund.checkoutId,
    status: event.refund === "done" ? "paid" : "failed",
    amountCents: refund.amountCents,
    refundId: refund.refundId,
  });
  if (isNew) await applyRefundStatus(ctx, refund.refundId, event.refund);
}
