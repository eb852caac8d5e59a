import { dayInBerlin } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Answers } from "../form.ts";
import { addEntry, removeEntry } from "../model/index.ts";
import { getOnlineLeistung } from "../registry.ts";
import { getDraft, replaceAnswers } from "../store.ts";

/** Adds an empty entry to a repeatable group, or takes one out with what was typed in it. */
export async function changeEntries(
  ctx: Ctx,
  draftId: string,
  change:
    | { readonly kind: "add"; readonly group: string }
    | { readonly kind: "remove"; readonly group: string; readonly index: number },
): Promise<Answers> {
  const draft = await getDraft(ctx, draftId, { forUpdate: true });
  const { online } = await getOnlineLeistung(ctx, draft.leistungId, draft.formVersion);
  const answers =
    change.kind === "add"
      ? addEntry(online.compiled, draft.answers, change.group, dayInBerlin(ctx.now))
      : removeEntry(online.compiled, draft.answers, change.group, change.index);
  await replaceAnswers(ctx, draftId, answers);
  return answers;
}
