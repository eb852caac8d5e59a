import { Invalid } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { requireDuty } from "../../accounts/index.ts";
import { answerMessage, type Case } from "../model/case.ts";
import { getCaseForUpdate } from "../store/index.ts";
import { advanceCase } from "./advance-case.ts";

/**
 * Somebody outside reports what a case waits for: a producer, another authority. The procedure goes on.
 * @param name as the process spells it; answers of citizens come in by `answerQuestion`
 * @throws Forbidden `accounts.duty-missing`: the system, or staff with `casework`
 * @throws Invalid `cases.waits-for-something-else`
 */
export async function receiveMessage(ctx: Ctx, caseId: string, name: string): Promise<Case> {
  requireDuty(ctx.actor, "casework");
  if (name === answerMessage) throw new Invalid("cases.waits-for-something-else", { refused: name });
  const subject = await getCaseForUpdate(ctx, caseId);
  const saved = await advanceCase(ctx, subject, { kind: "message", name });
  if ("refused" in saved) throw new Invalid("cases.waits-for-something-else", { refused: saved.refused });
  return saved;
}
