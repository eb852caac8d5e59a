import { z } from "zod";
import { type AnyJob, defineJob } from "../../platform/jobs/index.ts";
import { forgetUploads } from "../uploads/index.ts";
import { answersKeptMs } from "./actions/answer-once.ts";
import { uploadsKeptMs } from "./operations/uploads.ts";
import { deleteAnswers, deleteUploadsBefore } from "./store.ts";

/** Background work of the API. */
export const apiJobs: readonly AnyJob[] = [
  defineJob<object>({
    name: "api.forget-answers",
    payload: z.object({}),
    schedule: "50 * * * *",
    async inside(ctx) {
      await deleteAnswers(ctx, new Date(ctx.now.getTime() - answersKeptMs));
    },
  }),
  defineJob<object>({
    name: "api.forget-uploads",
    payload: z.object({}),
    schedule: "55 * * * *",
    async inside(ctx) {
      // What has gone with an application is not on this list any more.
      await forgetUploads(ctx, await deleteUploadsBefore(ctx, new Date(ctx.now.getTime() - uploadsKeptMs)));
    },
  }),
];
