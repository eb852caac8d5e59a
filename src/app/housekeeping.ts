import { z } from "zod";
import { type AnyJob, defineJob } from "../platform/jobs/index.ts";
import { forgetOldSubmissions } from "../platform/web/index.ts";

const weekMs = 7 * 86_400_000;

/** What the platform itself has to clear away, once a night and town. */
export const housekeepingJobs: readonly AnyJob[] = [
  defineJob<object>({
    name: "platform.forget-submissions",
    payload: z.object({}),
    schedule: "40 3 * * *",
    async inside(ctx) {
      await forgetOldSubmissions(ctx, new Date(ctx.now.getTime() - weekMs));
    },
  }),
];
