import { z } from "zod";

/** `gewerbe.deliver`: which delivery. */
export const deliverPayload = z.object({ deliveryId: z.uuid() });

/** `gewerbe.pass-on-move`: the case whose Anmeldung says that the business came from elsewhere. */
export const passOnMovePayload = z.object({ caseId: z.uuid() });

/**
 * `gewerbe.take-over-move`, in the municipality left: where the bytes of the Anmeldung lie, where they come from, and
 * the keyed hash of the code by which the founder reads the answer here too.
 */
export const takeOverMovePayload = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  fromAgs: z.string().regex(/^\d{8}$/),
  fromCaseId: z.uuid(),
  codeMac: z.string().min(20).max(100),
  language: z.enum(["de", "en"]),
});

/** `gewerbe.note-taken-over`, back in the municipality moved to. */
export const noteTakenOverPayload = z.object({ caseId: z.uuid(), aktenzeichen: z.string().max(60) });
