import { z } from "zod";

/** Name and payload of the job that a timer becomes; apart from the job, which needs the actions that queue it. */
export const timerPayload = {
  name: "cases.timer",
  payload: z.object({ caseId: z.uuid(), tokenId: z.string() }),
} as const;
