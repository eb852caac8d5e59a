import { z } from "zod";

/** Names and payloads of the jobs, so that actions can queue them. */
export const checkUpload = { name: "uploads.check", payload: z.object({ uploadId: z.uuid() }) };
export const scanUpload = { name: "uploads.scan", payload: z.object({ uploadId: z.uuid() }) };
export const eraseUploads = { name: "uploads.erase", payload: z.object({ uploadIds: z.array(z.uuid()) }) };
