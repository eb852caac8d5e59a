import { Conflict, Forbidden, NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { requireDuty } from "../model/duty.ts";
import { addHistory, deleteSessionsOf, findStaff, lockAccount, saveDeactivation } from "../store.ts";

/**
 * Takes somebody's access away at once. Their name stays in the files. Doing it twice does no harm.
 * @throws Forbidden `accounts.duty-missing`
 * @throws NotFound `accounts.no-such-staff`
 * @throws Conflict `accounts.own-account`: nobody locks themselves out, so an administrator always remains
 * @throws Forbidden `accounts.staff-only`: whose own access was taken away a moment ago
 */
export async function deactivateStaff(ctx: Ctx, staffId: string): Promise<void> {
  requireDuty(ctx.actor, "administration");
  if ((await findStaff(ctx, staffId)) === undefined) throw new NotFound("accounts.no-such-staff");
  if (ctx.actor.kind === "staff" && ctx.actor.staffId === staffId) throw new Conflict("accounts.own-account");
  // Of two who lock each other out at once the second waits, and finds that it may not any more.
  await lockAccount(ctx, ctx.keyring.mac("deactivation", ""));
  const own = ctx.actor.kind === "staff" ? await findStaff(ctx, ctx.actor.staffId) : undefined;
  if (own?.deactivatedAt !== undefined) throw new Forbidden("accounts.staff-only");
  await deleteSessionsOf(ctx, staffId);
  if (await saveDeactivation(ctx, staffId)) await addHistory(ctx, staffId, "deactivated");
}
