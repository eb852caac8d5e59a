import { z } from "zod";

/** `ausweis.order`, `ausweis.receipt`: which card. */
export const orderPayload = z.object({ cardId: z.uuid() });

/** `ausweis.fetch-photo`: whose photograph, and by which code. */
export const photoCodePayload = z.object({ caseId: z.string(), code: z.string() });

/** `ausweis.forget-email`: whose application. */
export const applicationPayload = z.object({ caseId: z.uuid() });
