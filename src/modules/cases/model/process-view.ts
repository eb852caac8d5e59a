import { dayInBerlin, type Localized } from "../../../kernel/index.ts";
import { advance, type ProcessState, type Token } from "./advance.ts";
import { answerMessage, type Case, type CaseStatus, type Task } from "./case.ts";
import type { Process } from "./process.ts";

/** Places where the process waits for a message: of the citizen, or of somebody outside. */
export function waitingTokens(process: Process, state: ProcessState): readonly Token[] {
  return state.tokens.filter((token) => process.nodes[token.node]?.kind === "catch-message");
}

/**
 * Waiting is a case in which nobody at the desk can do anything before the citizen answers. Who waits for somebody
 * else, such as a producer, has an open case: nothing is asked of the citizen.
 */
export function statusOf(process: Process, state: ProcessState): CaseStatus {
  if (state.status === "ended") return "done";
  const working = state.tokens.some((token) => process.nodes[token.node]?.kind === "user-task");
  const asked = waitingTokens(process, state).some((token) => {
    const node = process.nodes[token.node];
    return node?.kind === "catch-message" && node.message === answerMessage;
  });
  return !working && asked ? "waiting" : "open";
}

/** What conditions of a process may read: `answers`, `receivedOn`, `dueOn`, and what people ticked. */
export function conditionVariables(
  subject: Pick<Case, "variables" | "answers" | "receivedAt" | "dueOn">,
): Readonly<Record<string, unknown>> {
  return {
    ...subject.variables,
    answers: subject.answers,
    receivedOn: dayInBerlin(subject.receivedAt),
    ...(subject.dueOn === undefined ? {} : { dueOn: subject.dueOn }),
  };
}

/**
 * What happens when a task is completed this way, by the name of the step that follows: the words of its button.
 * @returns undefined where nothing with a name follows
 */
export function nextStepName(
  process: Process,
  subject: Case,
  task: Task,
  outcome: string | undefined,
): Localized | undefined {
  const step = advance(
    process,
    subject.processState,
    { kind: "task-completed", tokenId: task.tokenId, ...(outcome === undefined ? {} : { outcome }) },
    conditionVariables(subject),
  );
  if ("refused" in step) return undefined;
  const known = new Set(subject.processState.tokens.map((token) => token.id));
  const next = step.state.tokens.find((token) => !known.has(token.id));
  return next === undefined ? undefined : process.nodes[next.node]?.name;
}
