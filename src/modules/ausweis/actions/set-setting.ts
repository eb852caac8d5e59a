import type { Ctx } from "../../../platform/db/index.ts";
import { requireDuty } from "../../accounts/index.ts";
import { type AusweisSetting, defaultSetting } from "../model/setting.ts";
import { findSetting, saveSetting } from "../store/index.ts";

/** What the town has decided, or what holds until then. */
export async function getAusweisSetting(ctx: Ctx): Promise<AusweisSetting> {
  return (await findSetting(ctx)) ?? defaultSetting;
}

/** @throws Forbidden `accounts.duty-missing`: staff with `administration` and the system only */
export async function setAusweisSetting(ctx: Ctx, setting: AusweisSetting): Promise<void> {
  requireDuty(ctx.actor, "administration");
  await saveSetting(ctx, setting);
}
