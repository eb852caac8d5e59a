import type { AkteWatcher } from "../records/index.ts";
import { moveEntries } from "./store/index.ts";

/** Keeps entries with the Akte in which their business is dealt with: a later report looks for them there first. */
export const gewerbeWatcher: AkteWatcher = {
  circleChanged: (ctx, { akteId, caseIds }) => moveEntries(ctx, caseIds, akteId),
};
