import { z } from "zod";

/** Builds an export that was ordered. */
export const buildExportJob = { name: "proof.build-export", payload: z.object({ exportId: z.uuid() }) };
