import type { Ctx } from "../../../platform/db/index.ts";
import { actorName } from "../model/card.ts";
import type { AusweisSetting, VierAugen } from "../model/setting.ts";
import { tables } from "./tables.ts";

/** What a town has decided for its Ausweis desk. */
export async function findSetting(ctx: Ctx): Promise<AusweisSetting | undefined> {
  const row = await tables(ctx)
    .selectFrom("ausweis.setting")
    .selectAll()
    .where("tenant_id", "=", ctx.tenant)
    .executeTakeFirst();
  return row === undefined
    ? undefined
    : { vierAugen: row.vier_augen as VierAugen, unterschriftAmBildschirm: row.unterschrift_am_bildschirm };
}

export async function saveSetting(ctx: Ctx, setting: AusweisSetting): Promise<void> {
  const values = {
    vier_augen: setting.vierAugen,
    unterschrift_am_bildschirm: setting.unterschriftAmBildschirm,
    changed_by_name: actorName(ctx.actor),
    changed_at: ctx.now,
  };
  await tables(ctx)
    .insertInto("ausweis.setting")
    .values({ tenant_id: ctx.tenant, ...values })
    .onConflict((conflict) => conflict.column("tenant_id").doUpdateSet(values))
    .execute();
}
