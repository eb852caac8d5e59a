import { z } from "zod";
import { Unavailable } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import { type AnyJob, defineJob } from "../../platform/jobs/index.ts";
import { getTenant } from "../tenants/index.ts";
import { applyProviderStatus, receiveWebhook } from "./actions/online-payment.ts";
import { applyRefundStatus } from "./actions/provider-refund.ts";
import { getPaymentSettings, getProvider } from "./contracts.ts";
import {
  openCheckoutPayload,
  pollPayload,
  refundPayload,
  simulatorRefundPayload,
  simulatorWebhookPayload,
} from "./job-payloads.ts";
import type { Checkout, ProviderIo, ProviderStatus, RefundStatus } from "./model/provider.ts";
import { formatReference } from "./model/reference.ts";
import { simulatedRefundWebhook, simulatedWebhook, simulatorId } from "./simulator/provider.ts";
import {
  selectAccount,
  selectCheckout,
  selectOpenProviderRefunds,
  selectProviderRefund,
  selectSimulatedPayment,
  selectUnsettledCheckouts,
  updateCheckoutOpened,
  updateCheckoutsAsked,
  updateRefundsAsked,
} from "./store/index.ts";

/** Asks the provider for the page on which to pay. A repeat gives the same one: the payment's id is the key. */
const openCheckout = defineJob<{ checkoutId: string }, { providerId: string; redirectTo: string } | undefined>({
  name: "payments.open-checkout",
  payload: openCheckoutPayload,
  async outside(io, { checkoutId }) {
    const found = await io.read(async (ctx) => {
      const checkout = await selectCheckout(ctx, checkoutId);
      const account = checkout === undefined ? undefined : await selectAccount(ctx, checkout.accountId);
      return { checkout, account, town: await getTenant(ctx) };
    });
    const { checkout, account, town } = found;
    if (checkout === undefined || account === undefined || checkout.state !== "preparing") return undefined;
    const { publicUrl } = getPaymentSettings();
    const townUrl = `${publicUrl}${checkout.language === "de" ? "" : `/${checkout.language}`}/${town.slug}`;
    return getProvider(checkout.provider).createCheckout(io, {
      checkoutId,
      amountCents: checkout.amountCents,
      description: account.purpose[checkout.language],
      reference: formatReference(account.reference),
      language: checkout.language,
      returnUrl: `${townUrl}/zahlung/${account.accountId}/online/${checkoutId}?zurueck=1`,
      webhookUrl: `${publicUrl}/${town.slug}/zahlung-rueckmeldung/${checkout.provider}`,
      townUrl,
    });
  },
  async inside(ctx, { checkoutId }, opened) {
    if (opened !== undefined) await updateCheckoutOpened(ctx, checkoutId, opened);
  },
});

const minutesMs = 60_000;
/** A payment is asked for where no webhook came within two minutes, and for a week: then the provider has given up. */
const polled = { afterMinutes: 2, forMinutes: 7 * 24 * 60, atOnce: 200 } as const;

/** So many in a row without an answer: the provider is away, and the others are asked in the next round. */
const mostSilent = 3;

/** Asks about one after the other; about whom there is no answer keeps nobody else waiting. */
async function askInTurn<Asked, Told>(
  all: readonly Asked[],
  ask: (one: Asked) => Promise<Told>,
): Promise<{ readonly asked: readonly Asked[]; readonly told: readonly Told[] }> {
  const asked: Asked[] = [];
  const told: Told[] = [];
  for (let silent = 0; silent < mostSilent && asked.length < all.length; ) {
    const one = all[asked.length] as Asked;
    try {
      told.push(await ask(one));
      silent = 0;
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      silent++;
    }
    asked.push(one);
  }
  return { asked, told };
}

type Told = { readonly checkout: Checkout; readonly status: ProviderStatus; readonly amountCents: number | undefined };

/** Asks the providers about payments whose end nobody has told: the webhook that never came. */
const poll = defineJob<
  { checkoutId?: string | undefined },
  { readonly asked: readonly Checkout[]; readonly told: readonly Told[] }
>({
  name: "payments.poll",
  payload: pollPayload,
  schedule: "*/5 * * * *",
  async outside(io, { checkoutId }) {
    const checkouts = await io.read(async (ctx) => {
      if (checkoutId !== undefined) {
        const one = await selectCheckout(ctx, checkoutId);
        return one === undefined || one.state === "paid" || one.state === "preparing" ? [] : [one];
      }
      const ago = (minutes: number) => new Date(ctx.now.getTime() - minutes * minutesMs);
      const begun = { after: ago(polled.forMinutes), before: ago(polled.afterMinutes), limit: polled.atOnce };
      return selectUnsettledCheckouts(ctx, begun);
    });
    const ask = async (checkout: Checkout) => ({
      checkout,
      ...(await getProvider(checkout.provider).poll(io, checkout.providerId ?? "")),
    });
    const known = checkouts.filter(({ providerId }) => providerId !== undefined);
    // Whoever asks about one payment hears of it, and is tried again.
    return checkoutId === undefined ? askInTurn(known, ask) : { asked: known, told: await Promise.all(known.map(ask)) };
  },
  async inside(ctx, _payload, { asked, told }) {
    for (const { checkout, status, amountCents } of told) {
      await applyProviderStatus(ctx, checkout.provider, {
        providerId: checkout.providerId ?? "",
        status,
        amountCents: amountCents as Checkout["amountCents"] | undefined,
      });
    }
    await updateCheckoutsAsked(
      ctx,
      asked.map((checkout) => checkout.checkoutId),
    );
  },
});

/** Asks the provider to pay back, and how that stands. */
async function askForRefund(io: ProviderIo, refundId: string): Promise<RefundStatus | undefined> {
  const found = await io.read(async (ctx) => {
    const refund = await selectProviderRefund(ctx, refundId);
    const checkout = refund === undefined ? undefined : await selectCheckout(ctx, refund.checkoutId);
    return { refund, checkout };
  });
  const { refund, checkout } = found;
  if (refund?.state !== "ordered" || checkout?.providerId === undefined) return undefined;
  const { amountCents, orderedAt } = refund;
  return getProvider(checkout.provider).refund(io, {
    refundId,
    providerId: checkout.providerId,
    amountCents,
    orderedAt,
  });
}

async function takeOver(ctx: Ctx, refundId: string, status: RefundStatus | undefined): Promise<void> {
  if (status === "done" || status === "failed") await applyRefundStatus(ctx, refundId, status);
}

/** Sends money back through the provider. A repeat pays nothing again: the refund's id is the key. */
const refund = defineJob<{ refundId: string }, RefundStatus | undefined>({
  name: "payments.refund",
  payload: refundPayload,
  outside: (io, { refundId }) => askForRefund(io, refundId),
  inside: (ctx, { refundId }, status) => takeOver(ctx, refundId, status),
});

/** Asks about refunds that nobody has told the end of. They are asked about until there is one. */
const pollRefunds = defineJob<
  object,
  {
    readonly asked: readonly { readonly refundId: string }[];
    readonly told: readonly { readonly refundId: string; readonly status: RefundStatus | undefined }[];
  }
>({
  name: "payments.poll-refunds",
  payload: z.object({}),
  schedule: "*/5 * * * *",
  async outside(io) {
    const open = await io.read((ctx) =>
      selectOpenProviderRefunds(ctx, new Date(ctx.now.getTime() - polled.afterMinutes * minutesMs), polled.atOnce),
    );
    return askInTurn(open, async ({ refundId }) => ({ refundId, status: await askForRefund(io, refundId) }));
  },
  async inside(ctx, _payload, { asked, told }) {
    for (const { refundId, status } of told) await takeOver(ctx, refundId, status);
    await updateRefundsAsked(
      ctx,
      asked.map(({ refundId }) => refundId),
    );
  },
});

/** The simulated provider tells what became of a refund. */
const simulatorRefund = defineJob<{ refundId: string; eventId: string; outcome: "done" | "failed" }>({
  name: "payments.simulator-refund",
  payload: simulatorRefundPayload,
  inside: (ctx, payload) => receiveWebhook(ctx, simulatorId, simulatedRefundWebhook(ctx, payload)),
});

/** The simulated provider sends its message: signed, and received as from outside. */
const simulatorWebhook = defineJob<{
  checkoutId: string;
  eventId: string;
  status: ProviderStatus;
  amountCents: number;
}>({
  name: "payments.simulator-webhook",
  payload: simulatorWebhookPayload,
  async inside(ctx, payload) {
    if ((await selectSimulatedPayment(ctx, payload.checkoutId)) === undefined) return;
    await receiveWebhook(ctx, simulatorId, simulatedWebhook(ctx, payload));
  },
});

/** Background work of the module. */
export const paymentsJobs: readonly AnyJob[] = [
  openCheckout,
  poll,
  refund,
  pollRefunds,
  simulatorWebhook,
  simulatorRefund,
];
