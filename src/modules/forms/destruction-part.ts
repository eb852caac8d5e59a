import type { DestructionPart } from "../disposal/index.ts";
import { deleteDraftsOfCases } from "./store.ts";

/** Drafts that were sent: what was typed goes with the Akte that keeps the application. */
export const formsDestructionPart: DestructionPart = {
  name: "forms",
  async destroy(ctx, { caseIds }) {
    await deleteDraftsOfCases(ctx, caseIds);
    return [];
  },
};
