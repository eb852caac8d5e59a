import { type Duty, Invalid, type Localized } from "../../../kernel/index.ts";
import { compileFeel } from "../../../platform/feel/index.ts";
import type { Flow, Process, ProcessNode, Timer, UserTaskNode } from "./process.ts";

/** A place where the process waits. */
export interface Token {
  /** `t1`, `t2` … in the order of their making; never used twice in a process. */
  readonly id: string;
  readonly node: string;
  /** At a joining gateway: the flow it came by. */
  readonly via?: string;
  /** At a boundary timer: the token of its task. */
  readonly host?: string;
}

/** Where a process stands; small JSON for the case's row. */
export interface ProcessState {
  readonly status: "running" | "ended";
  readonly tokens: readonly Token[];
  /** Number of the last token. */
  readonly made: number;
  /** Last outcome of each completed user task, by node. In conditions: `outcomes.pruefen = "ja"`. */
  readonly outcomes: Readonly<Record<string, string>>;
  /** Ids of nodes that have been gone through, in the order of the first time; lights the diagram. */
  readonly done: readonly string[];
}

/** What happened outside. */
export type ProcessEvent =
  | { readonly kind: "task-completed"; readonly tokenId: string; readonly outcome?: string }
  | { readonly kind: "effect-done"; readonly tokenId: string; readonly result?: unknown }
  | { readonly kind: "timer-fired"; readonly tokenId: string }
  | { readonly kind: "message"; readonly name: string };

/** What has to be done now, in this order. */
export type Command =
  | {
      readonly kind: "open-task";
      readonly tokenId: string;
      readonly nodeId: string;
      readonly name: Localized;
      readonly duty: Duty;
      readonly outcomes: readonly string[];
      readonly form?: string;
      /** ISO 8601 duration from now. */
      readonly due?: string;
    }
  /** The task is no longer wanted, because of a timer or an end. Not sent for a task just completed. */
  | { readonly kind: "close-task"; readonly tokenId: string; readonly nodeId: string }
  /** Answer with `effect-done`. */
  | { readonly kind: "call-effect"; readonly tokenId: string; readonly nodeId: string; readonly effect: string }
  /** Exactly one of `after` (ISO 8601 duration from now) and `at` (day or instant, ISO 8601). */
  | {
      readonly kind: "start-timer";
      readonly tokenId: string;
      readonly nodeId: string;
      readonly after?: string;
      readonly at?: string;
    }
  | { readonly kind: "cancel-timer"; readonly tokenId: string; readonly nodeId: string }
  | { readonly kind: "end" };

export interface Step {
  readonly state: ProcessState;
  readonly commands: readonly Command[];
}

/**
 * The event does not fit where the process stands; nothing changed. Normal life: somebody else was
 * faster, a timer fired while its task was being completed, an answer came that nobody waits for.
 */
export interface Refusal {
  readonly refused: "ended" | "unknown-token" | "wrong-event" | "unknown-outcome" | "nobody-waits";
}

/** Values that conditions may read, beside `outcome` and `result` of the event and `outcomes`. */
export type Variables = Readonly<Record<string, unknown>>;

/** Loops that wait for nobody are refused when a process is read; this stops forks that multiply. */
const maxMoves = 1_000;

/**
 * @throws Invalid `cases.process-too-many-moves`, `cases.process-timer-without-date`, `cases.process-stuck`:
 *   the process is drawn wrongly
 */
export function startProcess(process: Process, variables: Variables): Step {
  const run = new Run(process, { status: "running", tokens: [], made: 0, outcomes: {}, done: [] }, variables);
  run.enter(process.start);
  return run.finish();
}

/**
 * One step: same process, state, event and variables always give the same step.
 * @throws Invalid as `startProcess`
 */
export function advance(
  process: Process,
  state: ProcessState,
  event: ProcessEvent,
  variables: Variables,
): Step | Refusal {
  if (state.status === "ended") return { refused: "ended" };
  if (event.kind === "message") {
    const waiting = state.tokens.filter((token) => {
      const node = process.nodes[token.node];
      return node?.kind === "catch-message" && node.message === event.name;
    });
    if (waiting.length === 0) return { refused: "nobody-waits" };
    const run = new Run(process, state, variables);
    for (const token of waiting) run.release(token);
    return run.finish();
  }
  const token = state.tokens.find((candidate) => candidate.id === event.tokenId);
  const node = token && process.nodes[token.node];
  if (token === undefined || node === undefined) return { refused: "unknown-token" };
  switch (event.kind) {
    case "task-completed": {
      if (node.kind !== "user-task") return { refused: "wrong-event" };
      const { outcome } = event;
      if (outcome === undefined ? node.outcomes.length > 0 : !node.outcomes.includes(outcome))
        return { refused: "unknown-outcome" };
      const outcomes = outcome === undefined ? state.outcomes : { ...state.outcomes, [node.id]: outcome };
      const run = new Run(process, { ...state, outcomes }, { ...variables, ...(outcome !== undefined && { outcome }) });
      run.release(token);
      return run.finish();
    }
    case "effect-done": {
      if (node.kind !== "service-task") return { refused: "wrong-event" };
      const run = new Run(process, state, {
        ...variables,
        ...(event.result !== undefined && { result: event.result }),
      });
      run.release(token);
      return run.finish();
    }
    case "timer-fired": {
      if (node.kind !== "catch-timer" && node.kind !== "boundary-timer") return { refused: "wrong-event" };
      const run = new Run(process, state, variables);
      if (node.kind === "boundary-timer" && node.interrupting) run.interrupt(token);
      run.release(token);
      return run.finish();
    }
  }
}

/** Steps where the process waits for someone or something now; lights the diagram. */
export function currentNodes(state: ProcessState): readonly string[] {
  return [
    ...new Set(
      state.tokens.filter((token) => token.host === undefined && token.via === undefined).map((token) => token.node),
    ),
  ];
}

class Run {
  readonly process: Process;
  readonly context: Variables;
  readonly commands: Command[] = [];
  readonly outcomes: ProcessState["outcomes"];
  readonly done: Set<string>;
  tokens: Token[];
  made: number;
  readonly madeBefore: number;
  moves = 0;
  ended = false;

  constructor(process: Process, state: ProcessState, variables: Variables) {
    this.process = process;
    this.context = { ...variables, outcomes: state.outcomes };
    this.outcomes = state.outcomes;
    this.done = new Set(state.done);
    this.tokens = [...state.tokens];
    this.made = state.made;
    this.madeBefore = state.made;
  }

  /** Takes a waiting token away and goes on along its only flow. */
  release(token: Token): void {
    if (this.ended || !this.tokens.includes(token)) return;
    const node = this.node(token.node);
    this.remove(token);
    this.done.add(node.id);
    this.follow(node.outgoing[0] as string);
  }

  /** An interrupting timer closes its task; the timer's own token goes on by `release`. */
  interrupt(timer: Token): void {
    const task = this.tokens.find((token) => token.id === timer.host);
    if (task === undefined) return;
    this.commands.push({ kind: "close-task", tokenId: task.id, nodeId: task.node });
    this.remove(task, timer);
  }

  /** Removes a token and what hangs on it: the other timers of a task. */
  remove(token: Token, keep?: Token): void {
    this.tokens = this.tokens.filter((other) => other !== token);
    for (const timer of this.tokens.filter((other) => other.host === token.id && other !== keep)) {
      this.commands.push({ kind: "cancel-timer", tokenId: timer.id, nodeId: timer.node });
      this.tokens = this.tokens.filter((other) => other !== timer);
    }
  }

  follow(flowId: string): void {
    const flow = this.process.flows[flowId] as Flow;
    this.enter(flow.to, flow.id);
  }

  enter(nodeId: string, via?: string): void {
    if (this.ended) return;
    this.moves += 1;
    if (this.moves > maxMoves) throw new Invalid("cases.process-too-many-moves", { element: nodeId });
    const node = this.node(nodeId);
    switch (node.kind) {
      case "start":
        this.done.add(node.id);
        this.follow(node.outgoing[0] as string);
        return;
      case "end":
        this.done.add(node.id);
        return;
      case "terminate":
        this.done.add(node.id);
        this.endAll();
        return;
      case "exclusive":
        this.done.add(node.id);
        this.follow(this.chosenFlow(node));
        return;
      case "parallel":
        this.join(node, via);
        return;
      case "user-task":
        this.openTask(node);
        return;
      case "service-task":
        this.commands.push({
          kind: "call-effect",
          tokenId: this.wait(node.id).id,
          nodeId: node.id,
          effect: node.effect,
        });
        return;
      case "catch-timer":
        this.startTimer(this.wait(node.id), node.timer);
        return;
      case "catch-message":
        this.wait(node.id);
        return;
      case "boundary-timer":
        throw new Invalid("cases.process-unsupported", { element: node.id });
    }
  }

  chosenFlow(node: ProcessNode & { kind: "exclusive" }): string {
    const isTrue = (id: string) => {
      const condition = (this.process.flows[id] as Flow).condition;
      return condition !== undefined && compileFeel(condition).evaluate(this.context) === true;
    };
    return node.outgoing.find(isTrue) ?? node.defaultFlow ?? (node.outgoing[0] as string);
  }

  /** Waits until a token has come by every incoming flow, then goes out by every outgoing one. */
  join(node: ProcessNode, via: string | undefined): void {
    if (node.incoming.length > 1) {
      this.wait(node.id, via === undefined ? {} : { via });
      const complete = node.incoming
        .map((flow) => this.tokens.find((token) => token.node === node.id && token.via === flow))
        .filter((token) => token !== undefined);
      if (complete.length < node.incoming.length) return;
      this.tokens = this.tokens.filter((token) => !complete.includes(token));
    }
    this.done.add(node.id);
    for (const flow of node.outgoing) this.follow(flow);
  }

  openTask(node: UserTaskNode): void {
    const token = this.wait(node.id);
    this.commands.push({
      kind: "open-task",
      tokenId: token.id,
      nodeId: node.id,
      name: node.name,
      duty: node.duty,
      outcomes: node.outcomes,
      ...(node.form !== undefined && { form: node.form }),
      ...(node.due !== undefined && { due: node.due }),
    });
    for (const id of node.boundary) {
      const timer = this.node(id);
      if (timer.kind === "boundary-timer") this.startTimer(this.wait(id, { host: token.id }), timer.timer);
    }
  }

  startTimer(token: Token, timer: Timer): void {
    if ("after" in timer) {
      this.commands.push({ kind: "start-timer", tokenId: token.id, nodeId: token.node, after: timer.after });
      return;
    }
    const at = compileFeel(timer.atExpression).evaluate(this.context);
    if (typeof at !== "string" || Number.isNaN(Date.parse(at))) {
      throw new Invalid("cases.process-timer-without-date", { element: token.node });
    }
    this.commands.push({ kind: "start-timer", tokenId: token.id, nodeId: token.node, at });
  }

  wait(node: string, more: { via?: string; host?: string } = {}): Token {
    this.made += 1;
    const token: Token = { id: `t${this.made}`, node, ...more };
    this.tokens.push(token);
    return token;
  }

  endAll(): void {
    for (const token of this.tokens) {
      const { kind } = this.node(token.node);
      const [tokenId, nodeId] = [token.id, token.node];
      if (kind === "user-task") this.commands.push({ kind: "close-task", tokenId, nodeId });
      if (kind === "catch-timer" || kind === "boundary-timer")
        this.commands.push({ kind: "cancel-timer", tokenId, nodeId });
    }
    this.tokens = [];
    this.ended = true;
  }

  finish(): Step {
    const ended = this.tokens.length === 0;
    if (!ended && this.tokens.every((token) => token.via !== undefined)) {
      throw new Invalid("cases.process-stuck", { element: (this.tokens[0] as Token).node });
    }
    if (ended) this.commands.push({ kind: "end" });
    return {
      state: {
        status: ended ? "ended" : "running",
        tokens: this.tokens,
        made: this.made,
        outcomes: this.outcomes,
        done: [...this.done],
      },
      commands: this.commands.filter((command) => !("tokenId" in command && this.cameAndWent(command.tokenId))),
    };
  }

  /** Made in this very step and taken away again by a terminating end: never seen outside. */
  cameAndWent(tokenId: string): boolean {
    return Number(tokenId.slice(1)) > this.madeBefore && !this.tokens.some((token) => token.id === tokenId);
  }

  node(id: string): ProcessNode {
    return this.process.nodes[id] as ProcessNode;
  }
}
