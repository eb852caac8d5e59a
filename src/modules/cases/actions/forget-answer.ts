import type { Ctx } from "../../../platform/db/index.ts";
import { requireDuty } from "../../accounts/index.ts";
import { getCaseForUpdate, saveCase } from "../store/index.ts";

/**
 * Takes an answer out of a case because the law has it deleted before the rest. Not to be called by an effect: the
 * step that called it saves the case afterwards. What was filed stays; see `records.notFiled` of the Leistung.
 * @returns whether there was such an answer
 * @throws Forbidden `accounts.duty-missing`: staff with `casework` and the system only; NotFound `cases.no-such-case`
 */
export async function forgetAnswer(ctx: Ctx, caseId: string, path: string): Promise<boolean> {
  requireDuty(ctx.actor, "casework");
  const subject = await getCaseForUpdate(ctx, caseId);
  const { [path]: forgotten, ...answers } = subject.answers;
  if (forgotten === undefined) return false;
  await saveCase(ctx, { ...subject, answers });
  return true;
}
