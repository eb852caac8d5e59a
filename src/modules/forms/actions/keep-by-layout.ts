import type { Ctx } from "../../../platform/db/index.ts";
import type { Draft } from "../draft.ts";
import type { AnswerLayout } from "../model/index.ts";
import { getDraft, replaceAnswers } from "../store.ts";

/**
 * Lays a draft out anew where its answers are kept in another way than its form wants: it was begun before there was
 * this layout, or came to another version of the form.
 */
export async function keepByLayout(ctx: Ctx, draft: Draft, layout: AnswerLayout | undefined): Promise<void> {
  if (draft.layout === layout?.id) return;
  const stored = await getDraft(ctx, draft.draftId, { forUpdate: true });
  if (stored.layout !== layout?.id) await replaceAnswers(ctx, stored, stored.answers, layout);
}
