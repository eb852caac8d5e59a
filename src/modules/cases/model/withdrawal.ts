import { advance, type ProcessState, type Token } from "./advance.ts";
import { answerMessage } from "./case.ts";
import type { Process } from "./process.ts";

/** Name of the outcome of a user task by which an application is withdrawn, as processes spell it. */
export const withdrawnOutcome = "zurueckgezogen";

/** The task by which the application can be withdrawn where the process stands now. */
export function withdrawalToken(process: Process, state: ProcessState): Token | undefined {
  return state.tokens.find((token) => {
    const node = process.nodes[token.node];
    return node?.kind === "user-task" && node.outcomes.includes(withdrawnOutcome);
  });
}

/**
 * Whether the procedure lets the application be withdrawn now: at a step that has this outcome, or while it waits for
 * an answer that leads to such a step. Where the law draws the line is drawn in the process.
 */
export function canBeWithdrawn(
  process: Process,
  state: ProcessState,
  variables: Readonly<Record<string, unknown>>,
): boolean {
  if (withdrawalToken(process, state) !== undefined) return true;
  const answered = advance(process, state, { kind: "message", name: answerMessage }, variables);
  return !("refused" in answered) && withdrawalToken(process, answered.state) !== undefined;
}

/** Whether the procedure has ended by a withdrawal. */
export function wasWithdrawn(state: ProcessState): boolean {
  return state.status === "ended" && Object.values(state.outcomes).includes(withdrawnOutcome);
}
