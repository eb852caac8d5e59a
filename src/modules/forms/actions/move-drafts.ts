import type { Ctx } from "../../../platform/db/index.ts";
import { requireDuty } from "../../accounts/index.ts";
import type { DraftNotice } from "../draft.ts";
import type { Section } from "../form.ts";
import { canonicalJson } from "../model/index.ts";
import { getOnlineLeistung } from "../registry.ts";
import { moveDraftsToVersion } from "../store.ts";

/**
 * Moves begun applications from one version of a form to another. What was typed stays; pages that are other now have
 * to be gone through again, and the citizen is told what has changed.
 * @returns how many were moved
 * @throws Forbidden `accounts.duty-missing` without the duty `publish`
 * @throws NotFound `forms.no-such-leistung` where one of the versions is not there
 */
export async function moveDrafts(
  ctx: Ctx,
  move: { readonly leistungId: string; readonly from: number; readonly to: number; readonly notice: DraftNotice },
): Promise<number> {
  requireDuty(ctx.actor, "publish");
  const before = await getOnlineLeistung(ctx, move.leistungId, move.from);
  const after = await getOnlineLeistung(ctx, move.leistungId, move.to);
  const earlier = new Map(before.online.form.sections.map((section): [string, Section] => [section.key, section]));
  // Checks across fields may concern any page.
  const sameChecks = canonicalJson(before.online.form.checks ?? []) === canonicalJson(after.online.form.checks ?? []);
  const keptSections = after.online.form.sections
    .filter((section) => sameChecks && canonicalJson(earlier.get(section.key)) === canonicalJson(section))
    .map(({ key }) => key);
  return moveDraftsToVersion(ctx, { ...move, keptSections });
}
