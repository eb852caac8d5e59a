import { Forbidden } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { ChainHead } from "../model/history.ts";
import type { FiledContent } from "../model/verification.ts";
import { countDokumente, selectChainHeads, selectContents, selectLinks } from "../store/index.ts";

/** These reads go past what somebody may see: they are for the program alone. */
function requireSystem(ctx: Ctx): void {
  if (ctx.actor.kind !== "system") throw new Forbidden("records.duty-missing");
}

/**
 * The head of every chain of the town, all of one moment.
 * @returns lines `<akteId> <sequence> <hash>` in the order of the ids, some thousand to a text
 * @throws Forbidden `records.duty-missing`: the program only
 */
export async function readChainHeads(ctx: Ctx): Promise<readonly string[]> {
  requireSystem(ctx);
  return selectChainHeads(ctx);
}

/**
 * What the history says now at places where it once had these heads.
 * @returns in no order; `hash` null: no such entry, `aktenzeichen` null: no such Akte
 * @throws Forbidden `records.duty-missing`: the program only
 */
export async function readLinks(
  ctx: Ctx,
  places: readonly (ChainHead & { readonly akteId: string })[],
): ReturnType<typeof selectLinks> {
  requireSystem(ctx);
  return selectLinks(ctx, places);
}

/**
 * What was filed, with the address of its bytes: all versions of the next Dokumente after an id.
 * @throws Forbidden `records.duty-missing`: the program only
 */
export async function listFiledContents(
  ctx: Ctx,
  page: { readonly after: string; readonly limit: number },
): Promise<readonly FiledContent[]> {
  requireSystem(ctx);
  return selectContents(ctx, page);
}

/**
 * How many Dokumente the town has.
 * @throws Forbidden `records.duty-missing`: the program only
 */
export async function countAllDokumente(ctx: Ctx): Promise<number> {
  requireSystem(ctx);
  return countDokumente(ctx);
}
