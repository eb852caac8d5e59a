import { Conflict, NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { requireDuty } from "../model/duty.ts";
import { addHistory, deleteSessionsOf, findStaff, saveDeactivation } from "../store.ts";

/**
 * Takes somebody's access away at once. Their name stays in the files. Doing it twice does no harm.
 * @throws Forbidden `accounts.duty-missing`
 * @throws NotFound `accounts.no-such-staff`
 * @throws Conflict `accounts.own-account`: nobody locks themselves out, so an administrator always remains
 */
export async function deactivateStaff(ctx: Ctx, staffId: string): Promise<void> {
  requireDuty(ctx.actor, "administration");
  if ((await findStaff(ctx, staffId)) === undefined) throw new NotFound("accounts.no-such-staff");
  if (ctx.actor.kind === "staff" && ctx.actor.staffId === staffId) throw new Conflict("accounts.own-account");
  await deleteSessionsOf(ctx, staffId);
  if (await saveDeactivation(ctx, staffId)) await addHistory(ctx, staffId, "deactivated");
}
