import { Conflict, Forbidden } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { getProcess } from "../contracts.ts";
import { answerMessage, type Case } from "../model/case.ts";
import { conditionVariables } from "../model/process-view.ts";
import { canBeWithdrawn, wasWithdrawn, withdrawalToken, withdrawnOutcome } from "../model/withdrawal.ts";
import { endTasks, getCaseForUpdate } from "../store/index.ts";
import { recordCaseEvent } from "./add-case-history.ts";
import { advanceCase } from "./advance-case.ts";

/**
 * The citizen withdraws the application: a declaration without form or reason, open to whoever may apply (§ 22 VwVfG)
 * for as long as the procedure has the step for it, and effective when it is there (§ 130 Abs. 1 and 3 BGB). What
 * follows, money and appointment, happens at once. Withdrawing twice changes nothing.
 * @throws Forbidden `cases.foreign-case`: only the mailbox that the case belongs to withdraws
 * @throws Conflict `cases.not-withdrawable`: the procedure is past it
 */
export async function withdrawCase(ctx: Ctx, { caseId }: { readonly caseId: string }): Promise<Case> {
  const subject = await getCaseForUpdate(ctx, caseId);
  if (ctx.actor.kind !== "citizen" || ctx.actor.mailboxId !== subject.mailboxId) {
    throw new Forbidden("cases.foreign-case");
  }
  if (wasWithdrawn(subject.processState)) return subject;
  const process = getProcess(subject.processKey);
  if (!canBeWithdrawn(process, subject.processState, conditionVariables(subject))) {
    throw new Conflict("cases.not-withdrawable", { caseId });
  }
  await recordCaseEvent(
    ctx,
    { ...subject, rowVersion: subject.rowVersion + 1 },
    {
      action: "cases.withdrawn",
      text: { de: "Von der antragstellenden Person zurückgezogen", en: "Withdrawn by the applicant" },
    },
  );
  // The declaration is the citizen's; what it leads to is the office's doing: closing a file takes a duty.
  const office: Ctx = { ...ctx, actor: { kind: "system", name: "cases" } };
  const asked = withdrawalToken(process, subject.processState) === undefined;
  // A question stood open: it needs no answer any more.
  const at = asked ? taken(await advanceCase(office, subject, { kind: "message", name: answerMessage })) : subject;
  const token = withdrawalToken(process, at.processState);
  if (token === undefined) throw new Error("a case that can be withdrawn has no step for it");
  await endTasks(ctx, caseId, [token.id], { state: "done", outcome: withdrawnOutcome });
  return taken(await advanceCase(office, at, { kind: "task-completed", tokenId: token.id, outcome: withdrawnOutcome }));
}

function taken(result: Awaited<ReturnType<typeof advanceCase>>): Case {
  if ("refused" in result) throw new Error(`a withdrawal was refused: ${result.refused}`);
  return result;
}
