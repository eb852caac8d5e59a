import type { Ctx } from "../../../platform/db/index.ts";
import type { Draft } from "../draft.ts";
import { answerLayout } from "../model/index.ts";
import { findPrefillSource, getOnlineLeistung } from "../registry.ts";
import { replaceAnswers } from "../store.ts";

/**
 * Fills a draft with what a register knows, for whoever has the code of the earlier case. What was typed
 * already stays.
 * @param draft opened whole, for update
 * @returns false where the code opens nothing
 */
export async function prefillDraft(ctx: Ctx, draft: Draft, code: string): Promise<boolean> {
  const { online } = await getOnlineLeistung(ctx, draft.leistungId, draft.formVersion);
  const source = findPrefillSource(online.prefill);
  const found = await source?.prefill(ctx, code, draft.leistungId);
  if (source === undefined || found === undefined) return false;
  await replaceAnswers(ctx, draft, { ...found.values, ...draft.answers }, answerLayout(online.compiled), {
    source: source.name,
    label: found.label,
    at: ctx.now.toISOString(),
    values: found.values,
    ...(found.akteId === undefined ? {} : { akteId: found.akteId }),
  });
  return true;
}
