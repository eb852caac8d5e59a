import { type Case, completeTask, getCase, listOpenTasks, type TaskCompletion } from "../../modules/cases/index.ts";
import type { Ctx } from "../../platform/db/index.ts";

/** Completes the step at which a case stands, as it is stored now. @throws where nothing is to be done */
export async function completeStep(
  ctx: Ctx,
  caseId: string,
  outcome?: string,
  options?: TaskCompletion["options"],
): Promise<Case> {
  const [task] = await listOpenTasks(ctx, caseId);
  if (task === undefined) throw new Error("nothing to do");
  const { rowVersion } = await getCase(ctx, caseId);
  return completeTask(ctx, {
    caseId,
    taskId: task.taskId,
    rowVersion,
    ...(outcome === undefined ? {} : { outcome }),
    ...(options === undefined ? {} : { options }),
  });
}
