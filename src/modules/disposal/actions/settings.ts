import { Invalid } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { listPlanUnits } from "../../records/index.ts";
import { getTenant } from "../../tenants/index.ts";
import { disposalConfiguration } from "../adapters/settings.ts";
import { nameOf, requireDisposalDuty } from "../model/duty.ts";
import { type DisposalSettings, defaultSettings } from "../model/settings.ts";
import { findSettings, upsertSettings } from "../store/index.ts";

/**
 * How the town disposes. Where the simulated archive is not allowed any more, its way is the folder.
 * @throws Forbidden `disposal.duty-missing`
 */
export async function getSettings(ctx: Ctx): Promise<DisposalSettings> {
  requireDisposalDuty(ctx.actor);
  const { simulator } = disposalConfiguration();
  const found = await findSettings(ctx);
  if (found === undefined)
    return defaultSettings((await getTenant(ctx)).officialName, simulator ? "simulator" : "folder");
  return simulator ? found : { ...found, way: "folder" };
}

/**
 * Changes how the town disposes.
 * @throws Forbidden `disposal.duty-missing`; Invalid `disposal.bad-settings`, `disposal.no-simulator`
 */
export async function saveSettings(ctx: Ctx, settings: DisposalSettings): Promise<void> {
  requireDisposalDuty(ctx.actor);
  if (settings.way === "simulator" && !disposalConfiguration().simulator) throw new Invalid("disposal.no-simulator");
  const units = new Set((await listPlanUnits(ctx)).flatMap((unit) => (unit.takesAkten ? [unit.planUnit] : [])));
  const name = settings.archiveName.trim();
  const known = settings.oneStepUnits.every((unit) => units.has(unit)) && units.has(settings.protocolUnit);
  if (name === "" || name.length > 200 || !known) throw new Invalid("disposal.bad-settings");
  await upsertSettings(ctx, { ...settings, archiveName: name }, nameOf(ctx.actor), ctx.now);
}
