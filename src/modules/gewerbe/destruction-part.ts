import type { DestructionPart } from "../disposal/index.ts";
import { deleteOfCases } from "./store/index.ts";

/** Deliveries and tokens of letters go with the Akte; the register is kept by its own rules. */
export const gewerbeDestructionPart: DestructionPart = {
  name: "gewerbe",
  destroy: (ctx, { caseIds }) => deleteOfCases(ctx, caseIds),
};
