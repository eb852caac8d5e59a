import { z } from "zod";

/** What the jobs of the module are asked. Ids and figures only. */
export const redactOrder = {
  name: "viewer.redact",
  payload: z.object({ disclosureId: z.uuid(), run: z.number().int(), from: z.number().int().min(0) }),
};

export const eraseContentsOrder = {
  name: "viewer.erase-contents",
  payload: z.object({ addresses: z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(600) }),
};

export const convertOrder = {
  name: "viewer.convert",
  payload: z.object({ dokumentIds: z.array(z.uuid()) }),
};
