import { dayInBerlin } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { listUploads, moveUploads, removeUpload } from "../../uploads/index.ts";
import type { Answers } from "../form.ts";
import { addEntry, answerLayout, removeEntry } from "../model/index.ts";
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
  await replaceAnswers(ctx, draft, answers, answerLayout(online.compiled));
  if (change.kind === "remove") await moveFiles(ctx, draftId, draft.answers, answers);
  return answers;
}

/** Files belong to a field of an entry; where entries move up, theirs move along, and those of the entry that is gone go. */
async function moveFiles(ctx: Ctx, draftId: string, before: Answers, after: Answers): Promise<void> {
  const uploads = await listUploads(ctx, draftId);
  if (uploads.length === 0) return;
  const pathOf = new Map<string, string>();
  for (const [path, value] of Object.entries(after)) {
    if (typeof value !== "string") for (const id of value) pathOf.set(id, path);
  }
  const held = new Set(Object.values(before).flatMap((value) => (typeof value === "string" ? [] : value)));
  await moveUploads(
    ctx,
    draftId,
    uploads.flatMap(({ uploadId, fieldPath }) => {
      const to = pathOf.get(uploadId);
      return to === undefined || to === fieldPath ? [] : [{ uploadId, fieldPath: to }];
    }),
  );
  for (const { uploadId } of uploads) {
    if (held.has(uploadId) && !pathOf.has(uploadId)) await removeUpload(ctx, draftId, uploadId);
  }
}
