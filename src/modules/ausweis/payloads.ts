import { z } from "zod";

/** `ausweis.order`, `ausweis.receipt`: which card. */
export const orderPayload = z.object({ cardId: z.uuid() });

/** `ausweis.forget-email`, `ausweis.fetch-photo`: whose application. */
export const applicationPayload = z.object({ caseId: z.uuid() });
