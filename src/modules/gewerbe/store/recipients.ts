import type { Ctx } from "../../../platform/db/index.ts";
import type { AdapterName, ConfiguredRecipient, DeliveryKey } from "../model/delivery.ts";
import { tables } from "./tables.ts";

/** Recipients that the municipality has set up, by key. */
export async function listConfiguredRecipients(ctx: Ctx): Promise<readonly ConfiguredRecipient[]> {
  const rows = await tables(ctx)
    .selectFrom("gewerbe.recipient")
    .select(["recipient_key", "name", "adapter", "target", "waived"])
    .where("tenant_id", "=", ctx.tenant)
    .orderBy("recipient_key")
    .execute();
  return rows.map((row) => ({
    key: row.recipient_key as DeliveryKey,
    name: row.name,
    adapter: row.adapter as AdapterName,
    target: row.target,
    waived: row.waived,
  }));
}

/** Sets a recipient up, or changes it. `keep`: one that is there stays as it is. */
export async function saveRecipient(ctx: Ctx, one: ConfiguredRecipient, by: string, keep = false): Promise<void> {
  const values = {
    name: one.name,
    adapter: one.adapter,
    target: one.target,
    waived: one.waived,
    changed_by: by,
    changed_at: ctx.now,
  };
  await tables(ctx)
    .insertInto("gewerbe.recipient")
    .values({ tenant_id: ctx.tenant, recipient_key: one.key, ...values })
    .onConflict((conflict) => {
      const same = conflict.columns(["tenant_id", "recipient_key"]);
      return keep ? same.doNothing() : same.doUpdateSet(values);
    })
    .execute();
}
