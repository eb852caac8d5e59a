import { z } from "zod";
import { type AnyJob, defineJob } from "../../platform/jobs/index.ts";
import { answersKeptMs } from "./actions/answer-once.ts";
import { deleteAnswers } from "./store.ts";

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
];
