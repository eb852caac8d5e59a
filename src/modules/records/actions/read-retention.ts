import type { Ctx } from "../../../platform/db/index.ts";
import type { Aussonderungsart } from "../model/aktenplan.ts";
import type { AkteInRetention, RetentionCount, RetentionRules } from "../model/retention.ts";
import { countRetention, selectRetention } from "../store/index.ts";
import { sightOf } from "./sight-of.ts";

/**
 * How many closed Akten of each unit reach the end of their retention in each year.
 * @throws Forbidden `records.duty-missing`
 */
export async function countAktenInRetention(ctx: Ctx, rules: RetentionRules): Promise<readonly RetentionCount[]> {
  return countRetention(ctx, await sightOf(ctx), rules);
}

/**
 * Closed Akten with the end of their retention, in the order of their opening, one page.
 * @param filter.akteIds only these
 * @param filter.without all but these
 * @throws Forbidden `records.duty-missing`
 */
export async function listAktenInRetention(
  ctx: Ctx,
  rules: RetentionRules,
  filter: {
    readonly planUnit?: string;
    readonly arten?: readonly Aussonderungsart[];
    readonly untilYear?: number;
    readonly year?: number;
    readonly akteIds?: readonly string[];
    readonly without?: readonly string[];
    readonly after?: string;
    readonly limit: number;
  },
): Promise<readonly AkteInRetention[]> {
  return selectRetention(ctx, await sightOf(ctx), rules, filter);
}
