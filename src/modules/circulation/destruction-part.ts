import type { Ctx } from "../../platform/db/index.ts";
import { deleteOfAkte } from "./store/index.ts";

/** The part of this module in the destruction of an Akte: Umläufe, Verfügungen and Wiedervorlagen go with it. */
export const circulationDestructionPart = {
  name: "circulation",
  async destroy(ctx: Ctx, { akteId }: { readonly akteId: string }): Promise<readonly string[]> {
    await deleteOfAkte(ctx, akteId);
    return [];
  },
};
