import type { ClosingCheck } from "../records/index.ts";
import { selectRunning, selectVerfuegungenOfAkte } from "./store/index.ts";

/** An Umlauf that runs, and a Verfügung with something left to do, stand against z.d.A. */
export const circulationClosingCheck: ClosingCheck = {
  id: "circulation",
  async find(ctx, { akteId, vorgangId }) {
    const running = await selectRunning(ctx, vorgangId, akteId);
    const open = (await selectVerfuegungenOfAkte(ctx, akteId)).filter(
      (one) => one.vorgangId === vorgangId && one.state === "offen",
    );
    return [
      ...running.map(({ umlaufId, subject }) => ({
        text: { de: `Der Umlauf „${subject}“ läuft noch.`, en: `The circulation “${subject}” is still running.` },
        path: `/amt/umlauf/${umlaufId}`,
        blocks: true,
      })),
      ...open.map(({ verfuegungId, title }) => ({
        text: { de: `Die Verfügung „${title}“ ist nicht abgeschlossen.`, en: `The order “${title}” is not finished.` },
        path: `/amt/verfuegung/${verfuegungId}`,
        blocks: true,
      })),
    ];
  },
};
