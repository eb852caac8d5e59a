import { z } from "zod";
import { type AnyJob, defineJob } from "../../platform/jobs/index.ts";
import { remind } from "./actions/remind.ts";
import { lapseOffer } from "./actions/waiting-list.ts";
import { offerLapsedPayload, remindPayload } from "./payloads.ts";
import { deleteExpiredHolds, forgetPeopleBefore } from "./store/index.ts";

/** Long enough for a complaint about the visit, and no longer. */
const rememberDays = 30;

/** Background work of the module. */
export const appointmentsJobs: readonly AnyJob[] = [
  defineJob<{ appointmentId: string; revision: number }>({
    name: "appointments.remind",
    payload: remindPayload,
    inside: remind,
  }),
  defineJob<{ waitingId: string; until: string }>({
    name: "appointments.offer-lapsed",
    payload: offerLapsedPayload,
    inside: lapseOffer,
  }),
  // Times that have run out are free at once, whoever asks; this only clears the rows away.
  defineJob<object>({
    name: "appointments.release-holds",
    payload: z.object({}),
    schedule: "*/30 * * * *",
    async inside(ctx) {
      await deleteExpiredHolds(ctx);
    },
  }),
  defineJob<object>({
    name: "appointments.forget-people",
    payload: z.object({}),
    schedule: "20 3 * * *",
    async inside(ctx) {
      await forgetPeopleBefore(ctx, new Date(ctx.now.getTime() - rememberDays * 86_400_000));
    },
  }),
];
