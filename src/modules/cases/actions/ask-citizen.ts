import { Invalid } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { postMessage } from "../../messaging/index.ts";
import { caseContent } from "../contracts.ts";
import { type Case, questionOutcome } from "../model/case.ts";
import { endTasks } from "../store/index.ts";
import { recordCaseEvent } from "./add-case-history.ts";
import { advanceCase } from "./advance-case.ts";
import { requireOpenTask, type TaskCompletion } from "./complete-task.ts";

/** Longest question and longest answer, in characters. */
export const maxMessageLength = 5_000;

/**
 * A caseworker puts a question to the citizen. The procedure waits for the answer; the legal clock does not.
 * @throws Conflict where somebody was faster, see `requireOpenTask`
 * @throws Invalid `cases.question-empty`, `cases.question-too-long`, `cases.cannot-ask`
 */
export async function askCitizen(
  ctx: Ctx,
  input: Omit<TaskCompletion, "outcome" | "options"> & { readonly text: string },
): Promise<Case> {
  const text = input.text.trim();
  if (text === "") throw new Invalid("cases.question-empty");
  if (text.length > maxMessageLength) throw new Invalid("cases.question-too-long");
  const { subject, task, staff } = await requireOpenTask(ctx, input);
  if (!task.outcomes.includes(questionOutcome)) throw new Invalid("cases.cannot-ask");
  const title = await caseContent().leistungTitle(ctx, subject.leistungId, subject.language, subject.leistungVersion);
  await postMessage(ctx, {
    mailboxId: subject.mailboxId,
    caseId: subject.caseId,
    direction: "to-citizen",
    kind: "question",
    subject: subject.language === "de" ? `Frage zu: ${title}` : `Question about: ${title}`,
    body: text,
    attachments: [],
    author: staff.name,
  });
  await endTasks(ctx, subject.caseId, [task.tokenId], { state: "done", byName: staff.name, outcome: questionOutcome });
  await recordCaseEvent(
    ctx,
    { ...subject, rowVersion: subject.rowVersion + 1 },
    {
      action: "cases.asked",
      text: { de: "Rückfrage gestellt", en: "Question asked" },
      citizenText: { de: "Wir haben eine Frage an Sie.", en: "We have a question for you." },
      details: { taskId: task.taskId },
    },
  );
  const saved = await advanceCase(ctx, subject, {
    kind: "task-completed",
    tokenId: task.tokenId,
    outcome: questionOutcome,
  });
  if ("refused" in saved) throw new Invalid("cases.cannot-ask", { refused: saved.refused });
  return saved;
}
