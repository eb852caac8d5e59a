import { Invalid } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { IntakeSettings } from "../model/collection.ts";
import { requireIntakeDuty, staffOf } from "../model/duty.ts";
import { findSettings, saveSettings } from "../store/index.ts";

/** @throws Forbidden `intake.duty-missing` */
export async function getSettings(ctx: Ctx): Promise<IntakeSettings> {
  requireIntakeDuty(ctx.actor);
  return findSettings(ctx);
}

/**
 * How much is compared, and how long what was not filed stays.
 * @throws Forbidden `intake.duty-missing`, Invalid `intake.bad-settings`
 */
export async function changeSettings(ctx: Ctx, settings: IntakeSettings): Promise<void> {
  const { name } = staffOf(ctx.actor);
  const { comparePercent, keepDays } = settings;
  if (!Number.isInteger(comparePercent) || comparePercent < 1 || comparePercent > 100) {
    throw new Invalid("intake.bad-settings", { name: "comparePercent" });
  }
  if (!Number.isInteger(keepDays) || keepDays < 7 || keepDays > 365) {
    throw new Invalid("intake.bad-settings", { name: "keepDays" });
  }
  await saveSettings(ctx, settings, name);
}
