import { z } from "zod";

/** Payloads of the module's jobs; what they do stands in `jobs.ts`. */
export const readMail = { name: "intake.read-mail", payload: z.object({ itemId: z.uuid() }) };
export const fileItems = { name: "intake.file-items", payload: z.object({ collectionId: z.uuid() }) };
export const readPages = {
  name: "intake.read-pages",
  payload: z.object({
    collectionId: z.uuid(),
    /** Which file of the pile, and from which of its pages. */
    source: z.int().min(0),
    from: z.int().min(1),
  }),
};
export const composeLetter = { name: "intake.compose-letter", payload: z.object({ letterId: z.uuid() }) };
export const recogniseLetter = {
  name: "intake.recognise-page",
  payload: z.object({ letterId: z.uuid(), number: z.int().min(1) }),
};
export const finishLetter = { name: "intake.finish-letter", payload: z.object({ letterId: z.uuid() }) };
