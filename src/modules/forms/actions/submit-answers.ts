import type { Language } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { adoptUploads } from "../../uploads/index.ts";
import type { Answers } from "../form.ts";
import { replaceAnswers } from "../store.ts";
import { startDraft } from "./start-draft.ts";
import { type SubmitInput, type SubmitResult, submitDraft } from "./submit-draft.ts";

/**
 * Begins and sends an application in one go, the way a page does it step by step: a draft, its answers, `submitDraft`.
 * Where it is incomplete the draft stays: whoever does not want it rolls the transaction back.
 * @param input.answers by path, as typed; for files their ids
 * @param input.uploadIds files that belong to nothing yet and go with it: whose they are was checked
 * @returns what came of sending, and the code of the application
 */
export async function submitAnswers(
  ctx: Ctx,
  input: Omit<SubmitInput, "draftId"> & {
    readonly leistungId: string;
    readonly answers: Answers;
    readonly language: Language;
    readonly uploadIds: readonly string[];
  },
): Promise<{ readonly code: string; readonly result: SubmitResult }> {
  const { leistungId, answers, uploadIds, ...sending } = input;
  const { draftId, code } = await startDraft(ctx, { leistungId, language: input.language });
  if (uploadIds.length > 0) await adoptUploads(ctx, draftId, uploadIds);
  await replaceAnswers(ctx, { draftId, layout: undefined }, answers, undefined);
  return { code, result: await submitDraft(ctx, { ...sending, draftId }) };
}
