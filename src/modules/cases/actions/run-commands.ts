import { newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { enqueue } from "../../../platform/jobs/index.ts";
import { getEffect, getProcess } from "../contracts.ts";
import { advance, type Command, type ProcessState, type Step } from "../model/advance.ts";
import type { Case, CaseStatus, Task } from "../model/case.ts";
import { conditionVariables, statusOf, waitingTokens } from "../model/process-view.ts";
import { dayAfter, earlierDay, instantAfter, instantOf } from "../model/timing.ts";
import { endTasks, insertTasks } from "../store/index.ts";
import { timerPayload } from "../timer-payload.ts";
import { ownEffects } from "./own-effects.ts";

/** Tasks that commands open; whoever had taken the case gets them. */
export function openedTasks(ctx: Ctx, subject: Case, commands: readonly Command[]): readonly Task[] {
  return commands
    .filter((command) => command.kind === "open-task")
    .map((command) => {
      const due = earlierDay(subject.dueOn, command.due === undefined ? undefined : dayAfter(ctx.now, command.due));
      return {
        taskId: newId(ctx.now.getTime()),
        caseId: subject.caseId,
        tokenId: command.tokenId,
        nodeId: command.nodeId,
        leistungId: subject.leistungId,
        name: command.name,
        duty: command.duty,
        outcomes: command.outcomes,
        state: "open",
        openedAt: ctx.now,
        ...(command.form === undefined ? {} : { form: command.form }),
        ...(due === undefined ? {} : { dueOn: due }),
        ...(subject.takenBy === undefined ? {} : { assignee: subject.takenBy }),
      };
    });
}

/** Rows by which the desk sees that an answer is awaited: for tokens that wait for a message now and did not before. */
export function awaitedAnswers(
  ctx: Ctx,
  subject: Case,
  before: ProcessState | undefined,
  after: ProcessState,
): readonly Task[] {
  const process = getProcess(subject.processKey);
  const known = new Set(before === undefined ? [] : waitingTokens(process, before).map((token) => token.id));
  return waitingTokens(process, after)
    .filter((token) => !known.has(token.id))
    .map((token) => ({
      taskId: newId(ctx.now.getTime()),
      caseId: subject.caseId,
      tokenId: token.id,
      nodeId: token.node,
      leistungId: subject.leistungId,
      name: process.nodes[token.node]?.name ?? { de: "Antwort abwarten", en: "Wait for the answer" },
      duty: "casework",
      outcomes: [],
      state: "waiting",
      openedAt: ctx.now,
      ...(subject.dueOn === undefined ? {} : { dueOn: subject.dueOn }),
      ...(subject.takenBy === undefined ? {} : { assignee: subject.takenBy }),
    }));
}

/** Commands that talk to other parts: effects, and timers as jobs. */
export function needsRunning(commands: readonly Command[]): boolean {
  return commands.some((command) => command.kind === "call-effect" || command.kind === "start-timer");
}

/** What a step of the process leaves behind. */
export interface Outcome {
  readonly state: ProcessState;
  readonly status: CaseStatus;
}

/**
 * Does what a step of the process asks for, in this transaction: opens and closes tasks, runs effects and goes on
 * where they lead, queues timers. A cancelled timer needs nothing: when it fires, nobody waits for it.
 * @param opened tasks among the commands that are stored already
 */
export async function runCommands(
  ctx: Ctx,
  subject: Case,
  step: Step,
  opened: { readonly tasksStored: boolean } = { tasksStored: false },
): Promise<Outcome> {
  const process = getProcess(subject.processKey);
  const first = new Set(opened.tasksStored ? step.commands : []);
  let { state } = step;
  const queue = [...step.commands];
  const tasks: Task[] = [];
  const closed: string[] = [];
  for (let command = queue.shift(); command !== undefined; command = queue.shift()) {
    switch (command.kind) {
      case "open-task":
        if (!first.has(command)) tasks.push(...openedTasks(ctx, subject, [command]));
        break;
      case "close-task":
        closed.push(command.tokenId);
        break;
      case "start-timer": {
        const startAfter =
          command.after === undefined ? instantOf(command.at ?? "") : instantAfter(ctx.now, command.after);
        await enqueue(ctx, timerPayload, { caseId: subject.caseId, tokenId: command.tokenId }, { startAfter });
        break;
      }
      case "call-effect": {
        await getEffect(command.effect, ownEffects).run(ctx, subject);
        const next = advance(
          process,
          state,
          { kind: "effect-done", tokenId: command.tokenId },
          conditionVariables(subject),
        );
        if ("refused" in next)
          throw new Error(`effect ${command.effect} answered to a process that did not wait: ${next.refused}`);
        state = next.state;
        queue.push(...next.commands);
        break;
      }
      case "cancel-timer":
      case "end":
        break;
    }
  }
  const stored = opened.tasksStored ? step.state : subject.processState;
  await insertTasks(ctx, [...tasks, ...awaitedAnswers(ctx, subject, stored, state)]);
  await endTasks(ctx, subject.caseId, closed, { state: "dropped" });
  const waiting = new Set(waitingTokens(process, state).map((token) => token.id));
  const arrived = waitingTokens(process, stored).filter((token) => !waiting.has(token.id));
  await endTasks(
    ctx,
    subject.caseId,
    arrived.map((token) => token.id),
    { state: "done" },
  );
  return { state, status: statusOf(process, state) };
}
