import type { Ctx } from "../../../platform/db/index.ts";
import type { AkteInRetention, RetentionCount, RetentionFilter, RetentionRules } from "../model/retention.ts";
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
 * Closed Akten with the end of their retention, in the order of their opening.
 * @throws Forbidden `records.duty-missing`
 */
export async function listAktenInRetention(
  ctx: Ctx,
  rules: RetentionRules,
  filter: RetentionFilter,
): Promise<readonly AkteInRetention[]> {
  return selectRetention(ctx, await sightOf(ctx), rules, filter);
}
