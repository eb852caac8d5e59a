import { z } from "zod";
import { addMonths, dayInBerlin, instantInBerlin } from "../../kernel/index.ts";
import { type AnyJob, defineJob } from "../../platform/jobs/index.ts";
import { yearsKept } from "./model/request.ts";
import { deleteRequestsClosedBefore } from "./store.ts";

/** Requests are evidence for a while, and then they are only data about people. */
const forget = defineJob({
  name: "dataprotection.forget",
  payload: z.object({}),
  schedule: "30 2 * * *",
  async inside(ctx) {
    await deleteRequestsClosedBefore(ctx, instantInBerlin(addMonths(dayInBerlin(ctx.now), -12 * yearsKept)));
  },
});

/** Background work of the module. */
export const dataprotectionJobs: readonly AnyJob[] = [forget];
