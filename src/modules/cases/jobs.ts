import type { z } from "zod";
import { defineJob } from "../../platform/jobs/index.ts";
import { fireTimer } from "./actions/fire-timer.ts";
import { timerPayload } from "./timer-payload.ts";

/** A timer of a process has run out. A timer whose step is over does nothing. */
export const timerJob = defineJob<z.infer<typeof timerPayload.payload>>({
  ...timerPayload,
  inside: (ctx, payload) => fireTimer(ctx, payload),
});

export const casesJobs = [timerJob] as const;
