import { z } from "zod";
import { type AnyJob, defineJob } from "../../platform/jobs/index.ts";
import { forgetUploads } from "../uploads/index.ts";
import { fileCopyJob } from "./file-copy-job.ts";
import { deleteDrafts } from "./store.ts";

const day = 86_400_000;
/** Drafts nobody touches for so long are deleted; the pages say so. */
const keepDraftsDays = 60;
/** Sent drafts stay a little, so that the confirmation page can be opened again. */
const keepSentDays = 14;

const forgetDraftsJob = defineJob<object>({
  name: "forms.forget-drafts",
  payload: z.object({}),
  schedule: "20 3 * * *",
  async inside(ctx) {
    const now = ctx.now.getTime();
    const gone = await deleteDrafts(ctx, new Date(now - keepDraftsDays * day), new Date(now - keepSentDays * day));
    await forgetUploads(ctx, gone);
  },
});

/** Background work of forms. */
export const formsJobs: readonly AnyJob[] = [fileCopyJob, forgetDraftsJob];
