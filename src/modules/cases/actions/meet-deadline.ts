import type { Ctx } from "../../../platform/db/index.ts";
import { saveDeadlineMet } from "../store/index.ts";

/** The statutory answer has been given: the clock of the case stands still from now on. Twice does nothing. */
export async function meetDeadline(ctx: Ctx, caseId: string): Promise<void> {
  await saveDeadlineMet(ctx, caseId);
}
