import type { Ctx } from "../../../platform/db/index.ts";
import type { BankDetails } from "../model/account.ts";
import { tables } from "./tables.ts";

export async function selectBankDetails(ctx: Ctx): Promise<BankDetails | undefined> {
  const row = await tables(ctx)
    .selectFrom("payments.bank_details")
    .select(["holder", "iban", "bic"])
    .where("tenant_id", "=", ctx.tenant)
    .executeTakeFirst();
  return row === undefined ? undefined : { holder: row.holder, iban: row.iban, bic: row.bic ?? undefined };
}

export async function upsertBankDetails(ctx: Ctx, details: BankDetails): Promise<void> {
  const values = { holder: details.holder, iban: details.iban, bic: details.bic ?? null, changed_at: ctx.now };
  await tables(ctx)
    .insertInto("payments.bank_details")
    .values({ tenant_id: ctx.tenant, ...values })
    .onConflict((conflict) => conflict.column("tenant_id").doUpdateSet(values))
    .execute();
}
