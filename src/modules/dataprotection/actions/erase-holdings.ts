import { Conflict, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { listSources } from "../contracts.ts";
import { insertErasure, updateClosed } from "../store.ts";
import { collectHoldings } from "./collect-holdings.ts";
import { getRequest, nameOf, withFullSight } from "./open-request.ts";

/**
 * Erases what may be erased of what was chosen (`source key`), and writes down what, without its content. Chosen
 * holdings that are gone already are passed over.
 * @returns how many were erased
 * @throws Forbidden `accounts.duty-missing`; NotFound `dataprotection.no-such-request`; Conflict
 * `dataprotection.closed`; `dataprotection.not-erasable`: a paragraph stands against it
 */
export async function eraseHoldings(ctx: Ctx, requestId: string, chosen: ReadonlySet<string>): Promise<number> {
  const request = await getRequest(ctx, requestId, true);
  if (request.closedAt !== undefined) throw new Conflict("dataprotection.closed");
  const sources = new Map(listSources().map((source) => [source.id, source]));
  let erased = 0;
  for (const { source, title, holdings } of await collectHoldings(ctx, requestId)) {
    for (const holding of holdings.filter(({ key }) => chosen.has(`${source} ${key}`))) {
      const erase = sources.get(source)?.erase;
      if (!holding.erasure.possible || erase === undefined) throw new Conflict("dataprotection.not-erasable");
      await erase(withFullSight(ctx), holding.key);
      await insertErasure(ctx, requestId, newId(ctx.now.getTime()), `${title.de}: ${holding.title}`, nameOf(ctx.actor));
      erased += 1;
    }
  }
  return erased;
}

/**
 * Ends a request. What was found for it is deleted; that there was one stays as evidence.
 * @throws Forbidden `accounts.duty-missing`; NotFound `dataprotection.no-such-request`
 */
export async function closeRequest(ctx: Ctx, requestId: string): Promise<void> {
  const request = await getRequest(ctx, requestId, true);
  if (request.closedAt === undefined) await updateClosed(ctx, requestId, nameOf(ctx.actor));
}
