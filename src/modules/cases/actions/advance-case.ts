import type { Ctx } from "../../../platform/db/index.ts";
import { getProcess } from "../contracts.ts";
import { advance, type ProcessEvent, type Refusal } from "../model/advance.ts";
import type { Case } from "../model/case.ts";
import { conditionVariables } from "../model/process-view.ts";
import { saveCase } from "../store/index.ts";
import { recordCaseEvent } from "./add-case-history.ts";
import { runCommands } from "./run-commands.ts";

/** One step of the procedure of a locked case: what follows from it is done and stored. */
export async function advanceCase(ctx: Ctx, subject: Case, event: ProcessEvent): Promise<Case | Refusal> {
  const step = advance(getProcess(subject.processKey), subject.processState, event, conditionVariables(subject));
  if ("refused" in step) return step;
  const { state, status } = await runCommands(ctx, subject, step);
  const ended = status === "done" && subject.status !== "done";
  const saved = await saveCase(ctx, {
    ...subject,
    processState: state,
    status,
    ...(ended ? { closedAt: ctx.now } : {}),
  });
  if (ended) {
    await recordCaseEvent(ctx, saved, {
      action: "cases.done",
      text: { de: "Vorgang erledigt", en: "Case done" },
    });
  }
  return saved;
}
