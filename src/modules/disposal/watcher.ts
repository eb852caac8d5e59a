import type { AkteWatcher } from "../records/index.ts";
import { updateCircle } from "./store/index.ts";

/** Keeps the circle of Akten that are on their way: who may not see an Akte any more does not see it here either. */
export const disposalWatcher: AkteWatcher = {
  circleChanged: (ctx, { akteId, circleId }) => updateCircle(ctx, akteId, circleId),
};
