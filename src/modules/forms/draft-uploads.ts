import type { Ctx } from "../../platform/db/index.ts";
import { isAnswer, listUploads, type UploadOwner } from "../uploads/index.ts";
import { keepByLayout } from "./actions/keep-by-layout.ts";
import { answerLayout } from "./model/index.ts";
import { findLeistung } from "./registry.ts";
import { getDraft, saveAnswers } from "./store.ts";

/**
 * Drafts own what is uploaded to them: a field for files holds the ids of its good files, and nobody writes them but
 * this. So no request can put an id there.
 */
export const draftUploads: UploadOwner = {
  async changed(ctx: Ctx, draftId: string, fieldPath: string) {
    const draft = await getDraft(ctx, draftId, { forUpdate: true });
    const uploads = await listUploads(ctx, draftId);
    const ids = uploads
      .filter((upload) => upload.fieldPath === fieldPath && isAnswer(upload))
      .map(({ uploadId }) => uploadId);
    const found = await findLeistung(ctx, draft.leistungId, draft.formVersion);
    const layout = found?.online && answerLayout(found.online.compiled);
    await keepByLayout(ctx, draft, layout);
    saveAnswers(ctx, draftId, { [fieldPath]: ids }, layout);
  },
};
