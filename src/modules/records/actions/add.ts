import type { Ctx } from "../../../platform/db/index.ts";
import { tellWatchers } from "../extensions.ts";
import { type Addition, writeAddition } from "../store/index.ts";

/** Writes what one step adds to an Akte, at the latest with the commit, and tells who watches. */
export async function add(ctx: Ctx, addition: Addition): Promise<void> {
  writeAddition(ctx, addition);
  await tellWatchers(
    ctx,
    addition.akteId,
    addition.dokumente.map(({ dokumentId }) => dokumentId),
  );
}
