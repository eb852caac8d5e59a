import type { Ctx } from "../../../platform/db/index.ts";
import { requireDuty } from "../../accounts/index.ts";
import { saveFourEyes } from "../store.ts";
import { authorOf } from "./author.ts";

/**
 * Whether publishing takes somebody who has not changed the draft.
 * @throws Forbidden `accounts.duty-missing` without the duty `administration`
 */
export async function setFourEyes(ctx: Ctx, fourEyes: boolean): Promise<void> {
  requireDuty(ctx.actor, "administration");
  await saveFourEyes(ctx, fourEyes, authorOf(ctx).name);
}
