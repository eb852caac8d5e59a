import type { AkteWatcher, ClosingCheck } from "../records/index.ts";
import { findCase, listOpenTasks, saveCircle } from "./store/index.ts";

/** Keeps cases in the circle of their Akte, so that the desk shows what the E-Akte shows and nothing else. */
export const casesWatcher: AkteWatcher = { circleChanged: saveCircle };

/** Tasks that are still to be done stand against z.d.A. */
export const casesClosingCheck: ClosingCheck = {
  id: "cases",
  async find(ctx, { caseId }) {
    if (caseId === null) return [];
    const subject = await findCase(ctx, caseId);
    if (subject === undefined) return [];
    const tasks = await listOpenTasks(ctx, caseId);
    const path = `/amt/vorgang/${caseId}`;
    if (tasks.length > 0) {
      return tasks.map(({ name }) => ({
        text: {
          de: `${subject.aktenzeichen}: Aufgabe „${name.de}“ ist noch offen.`,
          en: `${subject.aktenzeichen}: the task “${name.en}” is still to be done.`,
        },
        path,
        blocks: true,
      }));
    }
    if (subject.status === "done") return [];
    return [
      {
        text: {
          de: `${subject.aktenzeichen}: Das Verfahren läuft noch und wartet auf eine Antwort.`,
          en: `${subject.aktenzeichen}: The procedure is still running and waits for an answer.`,
        },
        path,
        blocks: true,
      },
    ];
  },
};
