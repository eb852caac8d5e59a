import { z } from "zod";

/** What the job `appointments.remind` is given. A change makes another reminder, so the revision goes along. */
export const remindPayload = z.object({ appointmentId: z.uuid(), revision: z.int() });

/** What the job `appointments.offer-lapsed` is given: an entry of the waiting list, and which of its offers. */
export const offerLapsedPayload = z.object({ waitingId: z.uuid(), until: z.iso.datetime() });
