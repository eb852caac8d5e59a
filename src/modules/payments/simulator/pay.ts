import type { Ctx } from "../../../platform/db/index.ts";
import { receiveWebhook, startOnlinePayment } from "../actions/online-payment.ts";
import { updateCheckoutOpened, upsertSimulatedPayment } from "../store/index.ts";
import type { SimulatedRefundAnswer } from "./decide.ts";
import { simulatedWebhook, simulatorId } from "./provider.ts";

/**
 * A whole payment with the simulator in one transaction, as if its page and its messages had come and gone: for
 * demonstrations.
 * @throws NotFound `payments.no-such-provider`: no simulator is configured; Invalid `payments.nothing-owed`
 */
export async function payBySimulator(
  ctx: Ctx,
  input: { readonly accountId: string; readonly refundAnswer?: SimulatedRefundAnswer },
): Promise<void> {
  const started = await startOnlinePayment(ctx, { accountId: input.accountId, language: "de", mayPay: true });
  const { checkoutId, amountCents } = started;
  const opened = { providerId: `sim-${checkoutId}`, redirectTo: `/zahlung-simulator/${checkoutId}` };
  await updateCheckoutOpened(ctx, checkoutId, opened);
  const { refundAnswer = "at-once" } = input;
  await upsertSimulatedPayment(ctx, { checkoutId, status: "paid", amountCents, refundAnswer });
  const told = { checkoutId, eventId: `${checkoutId}-paid`, status: "paid" as const, amountCents };
  await receiveWebhook(ctx, simulatorId, simulatedWebhook(ctx, told));
}
