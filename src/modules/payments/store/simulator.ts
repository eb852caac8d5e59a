import { sql } from "kysely";
import type { Cents } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { tables } from "./tables.ts";

/** What the simulated provider was told to do with a payment. */
interface SimulatedPayment {
  readonly status: "paid" | "failed";
  readonly amountCents: Cents;
  /** How it answers when money is to go back. */
  readonly refundAnswer: "at-once" | "late" | "twice" | "fails";
}

/** What the simulated provider holds to be true; the first decision for `paid` stays. */
export async function upsertSimulatedPayment(
  ctx: Ctx,
  payment: SimulatedPayment & { readonly checkoutId: string },
): Promise<void> {
  await sql`
    insert into payments.simulated_payment (tenant_id, checkout_id, status, amount_cents, refund_answer, decided_at)
    values (${ctx.tenant as number}, ${payment.checkoutId}, ${payment.status}, ${payment.amountCents as number},
      ${payment.refundAnswer}, ${ctx.now})
    on conflict (tenant_id, checkout_id) do update
      set status = excluded.status, amount_cents = excluded.amount_cents, refund_answer = excluded.refund_answer,
        decided_at = excluded.decided_at
      where simulated_payment.status <> 'paid'`.execute(ctx.tx);
}

export async function selectSimulatedPayment(ctx: Ctx, checkoutId: string): Promise<SimulatedPayment | undefined> {
  const row = await tables(ctx)
    .selectFrom("payments.simulated_payment")
    .select(["status", "amount_cents", "refund_answer"])
    .where("tenant_id", "=", ctx.tenant)
    .where("checkout_id", "=", checkoutId)
    .executeTakeFirst();
  return row === undefined
    ? undefined
    : {
        status: row.status as SimulatedPayment["status"],
        amountCents: row.amount_cents as Cents,
        refundAnswer: row.refund_answer as SimulatedPayment["refundAnswer"],
      };
}
