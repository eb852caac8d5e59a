import type { Localized } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { type Holding, listSources, type Trace } from "../contracts.ts";
import { type StoredFinding, selectFindings, updateBelongs } from "../store.ts";
import { getRequest, withFullSight } from "./open-request.ts";

/** What a source holds about the person. */
export interface SourceHoldings {
  readonly source: string;
  readonly title: Localized;
  readonly holdings: readonly Holding[];
}

/**
 * What may be about the person of a request.
 * @throws Forbidden `accounts.duty-missing`; NotFound `dataprotection.no-such-request`
 */
export async function listFindings(ctx: Ctx, requestId: string): Promise<readonly StoredFinding[]> {
  await getRequest(ctx, requestId);
  return selectFindings(ctx, requestId);
}

/**
 * Says which findings are about the person, all at once: `source key` of each.
 * @throws Forbidden `accounts.duty-missing`; NotFound `dataprotection.no-such-request`
 */
export async function decideFindings(ctx: Ctx, requestId: string, chosen: ReadonlySet<string>): Promise<void> {
  await getRequest(ctx, requestId, true);
  for (const finding of await selectFindings(ctx, requestId)) {
    const belongs = chosen.has(`${finding.source} ${finding.key}`);
    if (belongs !== finding.belongs) await updateBelongs(ctx, requestId, finding, belongs);
  }
}

/**
 * Everything that is stored about the person of a request, by source: what was found and chosen, and what hangs
 * together with it. Sources without anything are left out.
 * @throws Forbidden `accounts.duty-missing`; NotFound `dataprotection.no-such-request`
 */
export async function collectHoldings(ctx: Ctx, requestId: string): Promise<readonly SourceHoldings[]> {
  await getRequest(ctx, requestId);
  const chosen = (await selectFindings(ctx, requestId)).filter(({ belongs }) => belongs);
  const trace: Trace = {
    caseIds: [...new Set(chosen.flatMap((finding) => finding.trace.caseIds))],
    mailboxIds: [...new Set(chosen.flatMap((finding) => finding.trace.mailboxIds))],
  };
  const collected: SourceHoldings[] = [];
  for (const { id, title, collect } of listSources()) {
    const keys = chosen.filter(({ source }) => source === id).map(({ key }) => key);
    const holdings = await collect(withFullSight(ctx), keys, trace);
    if (holdings.length > 0) collected.push({ source: id, title, holdings });
  }
  return collected;
}
