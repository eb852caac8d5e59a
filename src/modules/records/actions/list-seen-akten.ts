import type { Ctx } from "../../../platform/db/index.ts";
import { type SeenAkte, selectSeenAkten } from "../store/index.ts";
import { sightOf } from "./sight-of.ts";

/**
 * Of these Akten those that who acts may see at this moment, in no order, with the circle in which each lies: for
 * modules that keep something of Akten and must show nothing that was taken from somebody since.
 * @param akteIds a few thousand at most
 * @throws Forbidden `records.duty-missing`
 */
export async function listSeenAkten(ctx: Ctx, akteIds: readonly string[]): Promise<readonly SeenAkte[]> {
  return selectSeenAkten(ctx, await sightOf(ctx), akteIds);
}
