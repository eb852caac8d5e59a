import type { DestructionPart } from "../disposal/index.ts";
import { forgetUploads } from "../uploads/index.ts";
import { deleteCases } from "./store/index.ts";

/** Cases that opened the Vorgänge of an Akte: answers, tasks, history and search words go with it. */
export const casesDestructionPart: DestructionPart = {
  name: "cases",
  async destroy(ctx, { caseIds }) {
    await forgetUploads(ctx, caseIds);
    await deleteCases(ctx, caseIds);
    return [];
  },
};
