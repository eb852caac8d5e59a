import { z } from "zod";
import { cents, Invalid } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import {
  type PaymentProvider,
  type ProviderStatus,
  parseSignedJson,
  type RawWebhook,
  signWebhook,
  verifyWebhook,
} from "../model/provider.ts";
import { selectSimulatedPayment } from "../store.ts";

/** Stored with every simulated payment. */
export const simulatorId = "simulator";
const signatureHeader = "x-klickamt-signature";

const message = z.object({
  event: z.string().min(1).max(80),
  payment: z.string().startsWith("sim-").max(80),
  status: z.enum(["open", "paid", "failed"]),
  amountCents: z.number().int().positive(),
});

/** Each town has a key of its own. */
const secretOf = (ctx: Pick<Ctx, "keyring" | "tenant">): string =>
  ctx.keyring.mac("payment-simulator", String(ctx.tenant));

const checkoutIdOf = (providerId: string): string => providerId.slice("sim-".length);

/** A message as the simulated provider sends it, signed with the town's key. */
export function simulatedWebhook(
  ctx: Pick<Ctx, "keyring" | "tenant" | "now">,
  told: { checkoutId: string; eventId: string; status: ProviderStatus; amountCents: number },
): RawWebhook {
  const { checkoutId, eventId, status, amountCents } = told;
  const body = JSON.stringify({ event: eventId, payment: `sim-${checkoutId}`, status, amountCents });
  return { body, headers: { [signatureHeader]: signWebhook(secretOf(ctx), body, ctx.now) } };
}

/**
 * A provider that moves no money: for demonstrations and tests. Its pages lie in the town (`/zahlung-simulator/…`), say
 * that they simulate, and let one choose what the provider does: succeed, fail, answer late, twice, in the wrong order,
 * or never.
 */
export const simulatorProvider: PaymentProvider = {
  id: simulatorId,
  label: { de: "Bezahldienst (Simulation)", en: "Payment provider (simulation)" },
  simulated: true,
  async createCheckout(_io, order) {
    return {
      providerId: `sim-${order.checkoutId}`,
      redirectTo: `${order.townUrl}/zahlung-simulator/${order.checkoutId}`,
    };
  },
  parseWebhook(ctx, { body, headers }) {
    verifyWebhook(secretOf(ctx), body, headers[signatureHeader], ctx.now);
    const parsed = message.safeParse(parseSignedJson(body));
    if (!parsed.success) throw new Invalid("payments.bad-webhook");
    const { event, payment, status, amountCents } = parsed.data;
    return { eventId: event, providerId: payment, status, amountCents: cents(amountCents) };
  },
  async poll(io, providerId) {
    const payment = await io.read((ctx) => selectSimulatedPayment(ctx, checkoutIdOf(providerId)));
    return { status: payment?.status ?? "open", amountCents: payment?.amountCents };
  },
};
