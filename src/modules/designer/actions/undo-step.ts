import type { Localized } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { findLastRevocable, forgetBefore, getDraftForUpdate, saveDraft } from "../store.ts";
import { authorOf, requireDesign } from "./author.ts";
import { requireUnchanged } from "./edit-draft.ts";

/**
 * Takes back the last change of a draft that has not been taken back. The log keeps both.
 * @returns what was taken back; undefined where there is nothing left
 * @throws Forbidden `accounts.duty-missing` without the duty `design`
 * @throws Conflict `designer.changed-meanwhile`
 */
export async function undoStep(
  ctx: Ctx,
  input: { readonly serviceId: string; readonly seen: number },
): Promise<Localized | undefined> {
  requireDesign(ctx);
  const draft = await getDraftForUpdate(ctx, input.serviceId);
  requireUnchanged(draft, input.seen);
  const last = await findLastRevocable(ctx, draft.serviceId, draft.version);
  if (last === undefined) return undefined;
  const author = authorOf(ctx);
  await saveDraft(ctx, draft, {
    content: last.before,
    by: author.name,
    staffId: author.staffId,
    what: { de: `Zurückgenommen: ${last.what.de}`, en: `Taken back: ${last.what.en}` },
    before: undefined,
  });
  await forgetBefore(ctx, draft.serviceId, draft.version, { step: last.step });
  return last.what;
}
