import type { Duty, Localized } from "../../../kernel/index.ts";

/** Namespace of our attributes in BPMN files. */
export const klickamtNamespace = "urn:klickamt:bpmn:1";

/** When a timer fires: after an ISO 8601 duration, or on the day that a FEEL expression gives. */
export type Timer = { readonly after: string } | { readonly atExpression: string };

interface NodeBase {
  readonly id: string;
  readonly name: Localized;
  /** Ids of flows. */
  readonly incoming: readonly string[];
  readonly outgoing: readonly string[];
}

/** Work for a person with that duty. */
export interface UserTaskNode extends NodeBase {
  readonly kind: "user-task";
  readonly duty: Duty;
  /** Name of a view that completes it. */
  readonly form?: string;
  /** ISO 8601 duration from opening. */
  readonly due?: string;
  /** Keys that completing it may give; empty: completed without an outcome. */
  readonly outcomes: readonly string[];
  /** Ids of boundary timers. */
  readonly boundary: readonly string[];
}

/** A named step of a module. */
export interface ServiceTaskNode extends NodeBase {
  readonly kind: "service-task";
  readonly effect: string;
}

export type ProcessNode =
  | (NodeBase & { readonly kind: "start" | "end" | "terminate" | "parallel" })
  | (NodeBase & { readonly kind: "exclusive"; readonly defaultFlow?: string })
  | (NodeBase & { readonly kind: "catch-timer"; readonly timer: Timer })
  | (NodeBase & { readonly kind: "catch-message"; readonly message: string })
  | (NodeBase & {
      readonly kind: "boundary-timer";
      readonly timer: Timer;
      readonly host: string;
      readonly interrupting: boolean;
    })
  | UserTaskNode
  | ServiceTaskNode;

export interface Flow {
  readonly id: string;
  readonly name: Localized;
  readonly from: string;
  readonly to: string;
  /** FEEL. */
  readonly condition?: string;
}

export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where everything stands in the drawing, in the units of BPMN DI. */
export interface Diagram {
  readonly shapes: Readonly<Record<string, Bounds>>;
  readonly edges: Readonly<Record<string, readonly Point[]>>;
  /** Bounds of labels that stand apart, by id of node or flow. */
  readonly labels: Readonly<Record<string, Bounds>>;
}

/** A procedure as plain, frozen data, read from BPMN 2.0 and checked: `parseProcess`. */
export interface Process {
  readonly id: string;
  readonly name: Localized;
  readonly start: string;
  readonly nodes: Readonly<Record<string, ProcessNode>>;
  readonly flows: Readonly<Record<string, Flow>>;
  readonly diagram: Diagram;
}

/**
 * Steps in the order in which a person meets them, for lists: along the flows from the start, ways back
 * left out. Tasks and events that wait, without gateways, start and end.
 */
export function listSteps(process: Process): readonly ProcessNode[] {
  const seen = new Set<string>();
  const steps: ProcessNode[] = [];
  const open = [process.start];
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    const node = process.nodes[id];
    if (node === undefined || seen.has(id)) continue;
    seen.add(id);
    if (node.kind.endsWith("-task") || node.kind.startsWith("catch-") || node.kind === "boundary-timer")
      steps.push(node);
    const further = node.outgoing.map((flow) => process.flows[flow]?.to ?? "");
    open.push(...(node.kind === "user-task" ? node.boundary : []), ...further);
  }
  return steps;
}
