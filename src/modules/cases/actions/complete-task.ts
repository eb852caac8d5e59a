import { Conflict, Invalid, type Localized } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { getProcess, listTaskGuards, listTaskOptions, type TaskGuard, type TaskOption } from "../contracts.ts";
import { decisionGuards, decisionOptions } from "../decision-tasks.ts";
import { type Case, questionOutcome, type Task } from "../model/case.ts";
import { nextStepName } from "../model/process-view.ts";
import { endTasks, findTask, getCaseForUpdate } from "../store/index.ts";
import { recordCaseEvent } from "./add-case-history.ts";
import { advanceCase } from "./advance-case.ts";
import { requireStaff } from "./duty.ts";

export interface TaskCompletion {
  readonly caseId: string;
  readonly taskId: string;
  /** Version of the case on the page that the caseworker saw. */
  readonly rowVersion: number;
  /** One of the task's; absent where it has none. */
  readonly outcome?: string;
  /** By name of the option: ticked or not, or its words. */
  readonly options?: Readonly<Record<string, boolean | string>>;
}

/**
 * The case and the task, locked, as the caseworker saw them.
 * @throws Conflict `cases.changed-meanwhile`, `cases.task-already-done`, with the versions for the page that says what
 *   happened in between
 * @throws Forbidden `accounts.duty-missing`
 */
export async function requireOpenTask(
  ctx: Ctx,
  input: Pick<TaskCompletion, "caseId" | "taskId" | "rowVersion">,
): Promise<{ readonly subject: Case; readonly task: Task; readonly staff: ReturnType<typeof requireStaff> }> {
  requireStaff(ctx, "casework");
  const subject = await getCaseForUpdate(ctx, input.caseId);
  const task = await findTask(ctx, input.caseId, input.taskId);
  const facts = { caseId: input.caseId, seenVersion: input.rowVersion, version: subject.rowVersion };
  if (task === undefined) throw new Invalid("cases.no-such-task", facts);
  const staff = requireStaff(ctx, task.duty);
  if (task.state !== "open") {
    throw new Conflict("cases.task-already-done", {
      ...facts,
      outcome: task.outcome ?? "",
      doneAt: task.doneAt?.toISOString() ?? "",
    });
  }
  if (subject.rowVersion !== input.rowVersion) throw new Conflict("cases.changed-meanwhile", facts);
  return { subject, task, staff };
}

/** What is missing before the task can be completed so. Empty where nothing is. */
export async function missingFor(
  ctx: Ctx,
  subject: Case,
  task: Task,
  outcome: string | undefined,
  options: TaskCompletion["options"] = {},
): Promise<Awaited<ReturnType<TaskGuard["missing"]>>> {
  const missing = [];
  for (const guard of listTaskGuards(task.form, decisionGuards))
    missing.push(...(await guard.missing(ctx, subject, outcome, options)));
  for (const option of listTaskOptions(task.form, decisionOptions)) {
    const words = option.kind === "text" ? optionValue(option, options[option.name]) : false;
    if (typeof words === "string" && words.length > longestOptionText) missing.push(tooLong(option.name, words.length));
  }
  return missing;
}

/**
 * A caseworker completes a step; what follows from it happens at once: letters, entries, deliveries.
 * @throws Conflict where somebody was faster, see `requireOpenTask`
 * @throws Conflict `cases.not-ready` where a guard of the task misses something
 * @throws Invalid `cases.unknown-outcome`
 */
export async function completeTask(ctx: Ctx, input: TaskCompletion): Promise<Case> {
  // A question needs its words: `askCitizen`.
  if (input.outcome === questionOutcome) throw new Invalid("cases.question-without-text");
  const { subject, task, staff } = await requireOpenTask(ctx, input);
  if ((await missingFor(ctx, subject, task, input.outcome, input.options)).length > 0) {
    throw new Conflict("cases.not-ready", { caseId: input.caseId });
  }
  const asked: Record<string, boolean | string> = {};
  for (const option of listTaskOptions(task.form, decisionOptions)) {
    asked[option.name] = (await option.decided?.(ctx)) ?? optionValue(option, input.options?.[option.name]);
  }
  const used = Object.keys(asked).filter((name) => asked[name] !== false);
  const { outcome } = input;
  const next = nextStepName(getProcess(subject.processKey), subject, task, outcome);
  await endTasks(ctx, subject.caseId, [task.tokenId], {
    state: "done",
    byName: staff.name,
    ...(outcome === undefined ? {} : { outcome }),
  });
  await recordCaseEvent(
    ctx,
    { ...subject, rowVersion: subject.rowVersion + 1 },
    {
      action: "cases.task-done",
      text: completionText(task.name, next),
      details: { taskId: task.taskId, nodeId: task.nodeId, outcome: outcome ?? null, options: used },
    },
  );
  const saved = await advanceCase(
    ctx,
    { ...subject, variables: { ...subject.variables, ...asked } },
    { kind: "task-completed", tokenId: task.tokenId, ...(outcome === undefined ? {} : { outcome }) },
  );
  if ("refused" in saved) throw new Invalid("cases.unknown-outcome", { refused: saved.refused });
  return saved;
}

/** Characters. The reasons of a Bescheid take a page or two; more than that is a document of its own. */
const longestOptionText = 10_000;

/** Never cut: what is missing in a letter nobody would notice. */
function tooLong(name: string, length: number) {
  const [de, en] = [(count: number) => count.toLocaleString("de-DE"), (count: number) => count.toLocaleString("en-GB")];
  return {
    at: `option-${name}`,
    text: {
      de: `Kürzen Sie den Text auf höchstens ${de(longestOptionText)} Zeichen. Es sind ${de(length)}.`,
      en: `Shorten the text to at most ${en(longestOptionText)} characters. It has ${en(length)}.`,
    },
  };
}

/** `false` where it was not ticked or has no words. */
function optionValue(option: TaskOption, given: boolean | string | undefined): boolean | string {
  if (option.kind === "tick") return given === true;
  const words = typeof given === "string" ? given.trim() : "";
  return words === "" ? false : words;
}

function completionText(task: Localized, next: Localized | undefined): Localized {
  if (next === undefined) return { de: `Erledigt: ${task.de}`, en: `Done: ${task.en}` };
  return { de: `Erledigt: ${task.de}. Danach: ${next.de}`, en: `Done: ${task.en}. Then: ${next.en}` };
}
