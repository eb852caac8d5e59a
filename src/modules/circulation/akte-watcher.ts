import type { AkteWatcher } from "../records/index.ts";
import { followMove } from "./actions/follow-moves.ts";

/** Keeps what goes round with what it is about. */
export const circulationWatcher: AkteWatcher = { moved: followMove };
