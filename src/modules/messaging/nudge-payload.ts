import { z } from "zod";

/** What the job `messaging.nudge` is given: which mail to send. */
export const nudgePayload = z.object({ mailId: z.uuid() });
