import type { Ctx } from "../../../platform/db/index.ts";
import { requireRecordsDuty } from "../model/duty.ts";
import { openCircle, type Sight } from "../model/sight.ts";

/**
 * What who acts may see. Every read of Akten and what lies in them asks for it.
 * @throws Forbidden `records.duty-missing`
 */
export async function sightOf(ctx: Ctx): Promise<Sight> {
  requireRecordsDuty(ctx.actor);
  if (ctx.actor.kind === "system") return { everything: true };
  return { everything: false, circles: [openCircle], akten: [] };
}
