import { z } from "zod";

/** What the job `payments.open-checkout` is given. */
export const openCheckoutPayload = z.object({ checkoutId: z.uuid() });

/** What the job `payments.poll` is given: nothing when it runs by the clock, one payment when somebody waits. */
export const pollPayload = z.object({ checkoutId: z.uuid().optional() });

/** What the job `payments.simulator-webhook` is given: which message the simulated provider sends. */
export const simulatorWebhookPayload = z.object({
  checkoutId: z.uuid(),
  eventId: z.string().max(80),
  status: z.enum(["open", "paid", "failed"]),
  amountCents: z.number().int().positive(),
});

/** What the job `payments.refund` is given. */
export const refundPayload = z.object({ refundId: z.uuid() });

/** What the job `payments.simulator-refund` is given: which message the simulated provider sends. */
export const simulatorRefundPayload = z.object({
  refundId: z.uuid(),
  eventId: z.string().max(80),
  outcome: z.enum(["done", "failed"]),
});
