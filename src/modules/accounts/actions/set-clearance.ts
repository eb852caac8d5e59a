import { isId, NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Vertraulichkeitsstufe } from "../model/clearance.ts";
import { requireDuty } from "../model/duty.ts";
import { saveClearance } from "../store/units.ts";
import { addHistory, findStaff } from "../store.ts";

/**
 * Says up to which Vertraulichkeitsstufe somebody may see Akten.
 * @throws Forbidden `accounts.duty-missing`; NotFound `accounts.no-such-staff`
 */
export async function setClearance(ctx: Ctx, staffId: string, clearance: Vertraulichkeitsstufe): Promise<void> {
  requireDuty(ctx.actor, "administration");
  if (!isId(staffId) || (await findStaff(ctx, staffId)) === undefined) throw new NotFound("accounts.no-such-staff");
  await saveClearance(ctx, staffId, clearance);
  await addHistory(ctx, staffId, "clearance-changed", { clearance });
}
