import { isId } from "../../kernel/index.ts";
import type { UploadOwner } from "../uploads/index.ts";
import { findCase } from "./store/index.ts";

/** Files that come with answers belong to their case until the answer is sent: the row is all there is to tell. */
export const answerUploads: UploadOwner = {
  owns: async (ctx, ownerId) => isId(ownerId) && (await findCase(ctx, ownerId)) !== undefined,
  changed: () => Promise.resolve(),
};
