import { type Cents, cents, Invalid, NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { enqueue } from "../../../platform/jobs/index.ts";
import { getPaymentSettings } from "../contracts.ts";
import { simulatorRefundPayload, simulatorWebhookPayload } from "../job-payloads.ts";
import type { Checkout, ProviderRefund, ProviderStatus } from "../model/provider.ts";
import { selectCheckout, selectSimulatedPayment, upsertSimulatedPayment } from "../store/index.ts";
import { lateMs, simulatorId } from "./provider.ts";

/** How the simulated provider tells what happened. */
export type SimulatedAnswer = "at-once" | "late" | "twice" | "wrong-order" | "never";

export const simulatedAnswers: readonly SimulatedAnswer[] = ["at-once", "late", "twice", "wrong-order", "never"];

/** How the simulated provider answers when money is to go back. */
export type SimulatedRefundAnswer = "at-once" | "late" | "twice" | "fails";

export const simulatedRefundAnswers: readonly SimulatedRefundAnswer[] = ["at-once", "late", "twice", "fails"];

/**
 * A payment of the simulator; only where the installation offers the simulator.
 * @throws NotFound `payments.no-such-checkout`
 */
export async function getSimulatedCheckout(ctx: Ctx, checkoutId: string): Promise<Checkout> {
  const offered = getPaymentSettings().providers.some(({ id }) => id === simulatorId);
  const checkout = offered ? await selectCheckout(ctx, checkoutId) : undefined;
  if (checkout === undefined || checkout.provider !== simulatorId || checkout.state === "preparing") {
    throw new NotFound("payments.no-such-checkout");
  }
  return checkout;
}

/**
 * The payer has decided on the simulator's page: the simulator remembers, and sends its messages as it was told to.
 * @throws NotFound `payments.no-such-checkout`; Invalid `payments.bad-amount`
 */
export async function decideSimulatedPayment(
  ctx: Ctx,
  input: {
    readonly checkoutId: string;
    readonly outcome: "paid" | "failed";
    readonly answer: SimulatedAnswer;
    /** Default: at once. */
    readonly refundAnswer?: SimulatedRefundAnswer;
    /** What the payer really pays; default what was asked for. */
    readonly amountCents?: Cents;
  },
): Promise<Checkout> {
  const checkout = await getSimulatedCheckout(ctx, input.checkoutId);
  const amountCents = cents(input.amountCents ?? checkout.amountCents);
  if (amountCents < 1) throw new Invalid("payments.bad-amount");
  const { checkoutId } = checkout;
  await upsertSimulatedPayment(ctx, {
    checkoutId,
    status: input.outcome,
    amountCents,
    refundAnswer: input.refundAnswer ?? "at-once",
  });
  const tell = (status: ProviderStatus, eventId: string, startAfter?: Date) =>
    enqueue(
      ctx,
      { name: "payments.simulator-webhook", payload: simulatorWebhookPayload },
      { checkoutId, eventId, status, amountCents },
      startAfter === undefined ? {} : { startAfter },
    );
  const event = `${checkoutId}-${input.outcome}`;
  if (input.answer === "at-once" || input.answer === "twice") await tell(input.outcome, event);
  if (input.answer === "twice") await tell(input.outcome, event);
  if (input.answer === "late") await tell(input.outcome, event, new Date(ctx.now.getTime() + lateMs));
  if (input.answer === "wrong-order") {
    await tell(input.outcome, event);
    await tell("open", `${checkoutId}-open`);
    await tell("failed", `${checkoutId}-failed-before`);
  }
  return checkout;
}

/** The simulated provider has been asked to pay back: it sends its messages as it was told to when it was paid. */
export async function tellSimulatedRefund(ctx: Ctx, refund: ProviderRefund): Promise<void> {
  const payment = await selectSimulatedPayment(ctx, refund.checkoutId);
  if (payment === undefined) return;
  const { refundId } = refund;
  const outcome = payment.refundAnswer === "fails" ? ("failed" as const) : ("done" as const);
  const startAfter = payment.refundAnswer === "late" ? new Date(ctx.now.getTime() + lateMs) : undefined;
  for (let times = payment.refundAnswer === "twice" ? 2 : 1; times > 0; times--) {
    await enqueue(
      ctx,
      { name: "payments.simulator-refund", payload: simulatorRefundPayload },
      { refundId, eventId: `${refundId}-${outcome}`, outcome },
      startAfter === undefined ? {} : { startAfter },
    );
  }
}
