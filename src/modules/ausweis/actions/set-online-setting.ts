import { Invalid } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { requireDuty } from "../../accounts/index.ts";
import { defaultOnlineSetting, maxKlausel, type OnlineSetting } from "../model/online-setting.ts";
import { findOnlineSetting, saveOnlineSetting } from "../store/index.ts";

/** What the town allows on the citizen's own screen, or what holds until it has decided. */
export async function getOnlineSetting(ctx: Ctx): Promise<OnlineSetting> {
  return (await findOnlineSetting(ctx)) ?? defaultOnlineSetting;
}

/**
 * @throws Forbidden `accounts.duty-missing`: staff with `administration` and the system only
 * @throws Invalid `ausweis.no-clause`: an experiment needs the clause that allows it
 */
export async function setOnlineSetting(ctx: Ctx, setting: OnlineSetting): Promise<void> {
  requireDuty(ctx.actor, "administration");
  const klausel = setting.klausel.trim().replace(/\s+/g, " ");
  if ((setting.ohneTermin && klausel === "") || klausel.length > maxKlausel) throw new Invalid("ausweis.no-clause");
  await saveOnlineSetting(ctx, { ...setting, klausel });
}
