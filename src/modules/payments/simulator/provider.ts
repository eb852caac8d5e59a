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
import { selectSimulatedPayment } from "../store/index.ts";

/** Stored with every simulated payment. */
export const simulatorId = "simulator";
const signatureHeader = "x-klickamt-signature";

const message = z.union([
  z.object({
    event: z.string().min(1).max(80),
    payment: z.string().startsWith("sim-").max(80),
    status: z.enum(["open", "paid", "failed"]),
    amountCents: z.number().int().positive(),
  }),
  z.object({ event: z.string().min(1).max(80), refund: z.uuid(), outcome: z.enum(["done", "failed"]) }),
]);

/** How long the simulated provider takes where it was told to answer late. */
export const lateMs = 15 * 60_000;

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
  return signed(ctx, { event: eventId, payment: `sim-${checkoutId}`, status, amountCents });
}

/** A message about a refund, as the simulated provider sends it. */
export function simulatedRefundWebhook(
  ctx: Pick<Ctx, "keyring" | "tenant" | "now">,
  told: { refundId: string; eventId: string; outcome: "done" | "failed" },
): RawWebhook {
  return signed(ctx, { event: told.eventId, refund: told.refundId, outcome: told.outcome });
}

function signed(ctx: Pick<Ctx, "keyring" | "tenant" | "now">, content: z.infer<typeof message>): RawWebhook {
  const body = JSON.stringify(content);
  return { body, headers: { [signatureHeader]: signWebhook(secretOf(ctx), body, ctx.now) } };
}

/**
 * A provider that moves no money: for demonstrations and tests. Its pages lie in the town (`/zahlung-simulator/…`), say
 * that they simulate, and let one choose what the provider does: succeed, fail, answer late, twice, in the wrong order,
 * or never; and how it answers when money is to go back.
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
    const { data } = parsed;
    if ("refund" in data) return { eventId: data.event, refundId: data.refund, refund: data.outcome };
    const { event, payment, status, amountCents } = data;
    return { eventId: event, providerId: payment, status, amountCents: cents(amountCents) };
  },
  async poll(io, providerId) {
    const payment = await io.read((ctx) => selectSimulatedPayment(ctx, checkoutIdOf(providerId)));
    return { status: payment?.status ?? "open", amountCents: payment?.amountCents };
  },
  async refund(io, order) {
    return io.read(async (ctx) => {
      const payment = await selectSimulatedPayment(ctx, checkoutIdOf(order.providerId));
      if (payment === undefined || payment.status !== "paid" || payment.refundAnswer === "fails") return "failed";
      const late = payment.refundAnswer === "late" && ctx.now.getTime() < order.orderedAt.getTime() + lateMs;
      return late ? "pending" : "done";
    });
  },
};
