import { z } from "zod";
import { defineJob } from "../../platform/jobs/index.ts";
import { layBefore } from "./actions/wiedervorlage.ts";

/** Early each morning: what is to come onto desks again today. */
const wiedervorlageJob = defineJob<Record<string, never>>({
  name: "circulation.lay-before",
  payload: z.object({}) as z.ZodType<Record<string, never>>,
  schedule: "10 5 * * *",
  async inside(ctx) {
    await layBefore(ctx);
  },
});

export const circulationJobs = [wiedervorlageJob] as const;
