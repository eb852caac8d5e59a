import { z } from "zod";
import { type AnyJob, defineJob } from "../../platform/jobs/index.ts";
import { forgetOnline } from "./actions/forget-online.ts";
import { takePhotoAnswer } from "./actions/give-photo-code.ts";
import type { Redemption } from "./adapters/photo-provider.ts";
import { ausweisAdapters } from "./adapters/settings.ts";
import { photoCodePayload } from "./payloads.ts";

/** Fetches the photograph of a code, so that it is there before the appointment. A repeat gets the same picture. */
const fetchPhoto = defineJob<{ caseId: string; code: string }, Redemption>({
  name: "ausweis.fetch-photo",
  payload: photoCodePayload,
  outside: (_io, { caseId, code }) => ausweisAdapters().photoProvider.redeem(code, caseId),
  inside: (ctx, given, redeemed) => takePhotoAnswer(ctx, given, redeemed),
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
