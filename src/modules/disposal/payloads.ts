import { z } from "zod";

const id = z.uuid();

/** Payloads of the module's jobs, apart from the jobs: actions queue them. */
export const writeMessage = { name: "disposal.write-message", payload: z.object({ messageId: id }) };
export const sendMessage = { name: "disposal.send-message", payload: z.object({ messageId: id }) };
export const playSimulator = { name: "disposal.play-archive", payload: z.object({}) };
export const collect = { name: "disposal.collect", payload: z.object({}) };
export const receiveFetched = {
  name: "disposal.receive",
  payload: z.object({ way: z.enum(["folder", "simulator"]), claim: z.string().max(250) }),
};
export const putAway = {
  name: "disposal.put-away",
  payload: z.object({ way: z.enum(["folder", "simulator"]), claim: z.string().max(250) }),
};
export const destroy = { name: "disposal.destroy", payload: z.object({ destructionId: id }) };
export const removeContents = { name: "disposal.remove-contents", payload: z.object({}) };
export const noteDue = { name: "disposal.note-due", payload: z.object({}) };
export const runImport = { name: "disposal.import", payload: z.object({ importId: id }) };
