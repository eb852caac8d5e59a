import { z } from "zod";
import { type AnyJob, defineJob } from "../../platform/jobs/index.ts";
import { forgetOnline } from "./actions/forget-online.ts";
import { takePhotoAnswer } from "./actions/give-photo-code.ts";
import type { Redemption } from "./adapters/photo-provider.ts";
import { ausweisAdapters } from "./adapters/settings.ts";
import { applicationPayload } from "./payloads.ts";
import { findPhotoCode } from "./store/index.ts";

interface Answered {
  readonly code: string;
  readonly redeemed: Redemption;
}

/**
 * Fetches the photograph of the code that waits, so that it is there before the appointment. A repeat gets the same
 * picture. The code is read here: whoever has it can fetch a face, and the queue is that of all towns.
 */
const fetchPhoto = defineJob<{ caseId: string }, Answered | undefined>({
  name: "ausweis.fetch-photo",
  payload: applicationPayload,
  async outside(io, { caseId }) {
    const waiting = await io.read((ctx) => findPhotoCode(ctx, caseId));
    if (waiting?.state !== "asked") return undefined;
    return { code: waiting.code, redeemed: await ausweisAdapters().photoProvider.redeem(waiting.code, caseId) };
  },
  async inside(ctx, { caseId }, answered) {
    if (answered !== undefined) await takePhotoAnswer(ctx, { caseId, code: answered.code }, answered.redeemed);
  },
});

/** Background work of what citizens do online. */
export const ausweisOnlineJobs: readonly AnyJob[] = [
  fetchPhoto,
  defineJob<object>({
    name: "ausweis.forget-online",
    payload: z.object({}),
    schedule: "40 2 * * *",
    inside: (ctx) => forgetOnline(ctx),
  }),
];
