import type { Ctx } from "../../platform/db/index.ts";
import { isAnswer, listUploads, type UploadOwner } from "../uploads/index.ts";
import { getDraft, saveFiles } from "./store.ts";

/**
 * Drafts own what is uploaded to them: a field for files holds the ids of its good files, and nobody writes them but
 * this. So no request can put an id there.
 */
export const draftUploads: UploadOwner = {
  async changed(ctx: Ctx, draftId: string, fieldPath: string) {
    await getDraft(ctx, draftId, { forUpdate: true });
    const uploads = await listUploads(ctx, draftId);
    const ids = uploads
      .filter((upload) => upload.fieldPath === fieldPath && isAnswer(upload))
      .map(({ uploadId }) => uploadId);
    await saveFiles(ctx, draftId, fieldPath, ids);
  },
};
