import { dayInBerlin, formatDayShort } from "../../kernel/index.ts";
import type { AkteWatcher, ClosingCheck, ClosingObstacle } from "../records/index.ts";
import { filingPath } from "./paths.ts";
import { moveFilings, selectCollections, selectItems } from "./store/index.ts";

/** Files that wait to be filed go along with their Vorgang into another Akte. */
export const intakeWatcher: AkteWatcher = {
  async moved(ctx, move) {
    if ("vorgangIds" in move) await moveFilings(ctx, move);
  },
};

/** Files that were handed in for a Vorgang and are not on file stand against z.d.A.: they would be erased by and by. */
export const intakeClosingCheck: ClosingCheck = {
  id: "intake",
  async find(ctx, { akteId, vorgangId }) {
    const obstacles: ClosingObstacle[] = [];
    for (const one of await selectCollections(ctx, { filingsOf: akteId })) {
      if (one.kind !== "filing" || one.vorgangId !== vorgangId) continue;
      if ((await selectItems(ctx, one.collectionId)).length === 0) continue;
      const day = dayInBerlin(one.openedAt);
      obstacles.push({
        text: {
          de: `Dateien, die ${one.staffName} am ${formatDayShort(day, "de")} hochgeladen hat, sind noch nicht abgelegt.`,
          en: `Files that ${one.staffName} uploaded on ${formatDayShort(day, "en")} are not filed yet.`,
        },
        path: filingPath(one.collectionId),
        blocks: true,
      });
    }
    return obstacles;
  },
};
