import { BpmnModdle } from "bpmn-moddle";
import { type Duty, Invalid, type Localized } from "../../../kernel/index.ts";
import { compileFeel } from "../../../platform/feel/index.ts";
import {
  type Bounds,
  type Diagram,
  type Flow,
  klickamtNamespace,
  type Point,
  type Process,
  type ProcessNode,
  type Timer,
} from "./process.ts";

/** What we read of an element of bpmn-moddle. */
interface Element {
  readonly $type: string;
  readonly id?: string;
  readonly name?: string;
  get(property: string): unknown;
}

const attribute = (name: string) => ({ name, isAttr: true, type: "String" });

const ownAttributes = {
  name: "Klickamt",
  prefix: "klickamt",
  uri: klickamtNamespace,
  xml: { tagAlias: "lowerCase" },
  types: [
    {
      name: "Named",
      isAbstract: true,
      extends: ["bpmn:FlowElement", "bpmn:Process"],
      properties: [attribute("nameEn")],
    },
    {
      name: "Work",
      isAbstract: true,
      extends: ["bpmn:UserTask"],
      properties: [attribute("duty"), attribute("form"), attribute("due"), attribute("outcomes")],
    },
    { name: "Call", isAbstract: true, extends: ["bpmn:ServiceTask"], properties: [attribute("effect")] },
  ],
};

const duties: readonly string[] = ["casework", "records", "register", "administration"] satisfies readonly Duty[];

/** Takes 5 ms to make; holds only the description of BPMN. */
let moddle: BpmnModdle | undefined;

/** Far above any procedure; keeps hostile files small. */
const maxXmlLength = 1_000_000;
const maxElements = 1_000;

/**
 * Reads a procedure from BPMN 2.0 XML and checks that `startProcess` and `advance` can run it: one
 * process, one start, every gateway with a default, every loop with something to wait for.
 *
 * Ours are the attributes of `urn:klickamt:bpmn:1`: `duty`, `form`, `due`, `outcomes` on user tasks,
 * `effect` on service tasks, `nameEn` on everything that has a name.
 * @returns deeply frozen
 * @throws Invalid `cases.process-…` with the id of the element in `element`
 */
export async function parseProcess(xml: string): Promise<Process> {
  if (xml.length > maxXmlLength) throw refusal("too-large");
  moddle ??= new BpmnModdle({ klickamt: ownAttributes });
  const { rootElement, warnings } = await moddle.fromXML(xml).catch((error: unknown) => {
    throw refusal("broken-xml", undefined, {
      reason: String(error instanceof Error ? error.message : error).slice(0, 200),
    });
  });
  if (warnings[0] !== undefined) throw refusal("broken-xml", undefined, { reason: warnings[0].message.slice(0, 200) });
  const definitions = rootElement as unknown as Element;
  const processes = elements(definitions, "rootElements").filter((element) => element.$type === "bpmn:Process");
  const [found, another] = processes;
  if (found === undefined) throw refusal("missing");
  if (another !== undefined) throw refusal("several", another);

  const parts = elements(found, "flowElements");
  if (parts.length > maxElements) throw refusal("too-large", found);
  const flows = index(parts.filter((part) => part.$type === "bpmn:SequenceFlow").map(readFlow));
  const nodes = index(
    parts
      .filter((part) => part.$type !== "bpmn:SequenceFlow")
      .map((part) => readNode(part, parts, Object.values(flows))),
  );
  const process: Process = {
    id: idOf(found),
    name: nameOf(found),
    start: check(nodes, flows, found),
    nodes,
    flows,
    diagram: readDiagram(definitions, nodes, flows),
  };
  return deepFreeze(process);
}

function readFlow(element: Element): Flow {
  const id = idOf(element);
  const condition = textOf(element.get("conditionExpression"));
  const [from, to] = [element.get("sourceRef"), element.get("targetRef")] as [Element | undefined, Element | undefined];
  if (from === undefined || to === undefined) throw refusal("loose-flow", element);
  return {
    id,
    name: nameOf(element),
    from: idOf(from),
    to: idOf(to),
    ...(condition !== undefined && { condition: feel(condition, element) }),
  };
}

function readNode(element: Element, parts: readonly Element[], flows: readonly Flow[]): ProcessNode {
  const id = idOf(element);
  const base = {
    id,
    name: nameOf(element),
    incoming: flows.filter((flow) => flow.to === id).map((flow) => flow.id),
    outgoing: flows.filter((flow) => flow.from === id).map((flow) => flow.id),
  };
  const events = elements(element, "eventDefinitions");
  const event = events[0]?.$type;
  if (events.length > 1) throw refusal("unsupported", element, { type: "several event definitions" });
  switch (element.$type) {
    case "bpmn:StartEvent":
      if (event === undefined) return { ...base, kind: "start" };
      break;
    case "bpmn:EndEvent":
      if (event === undefined) return { ...base, kind: "end" };
      if (event === "bpmn:TerminateEventDefinition") return { ...base, kind: "terminate" };
      break;
    case "bpmn:ParallelGateway":
      return { ...base, kind: "parallel" };
    case "bpmn:ExclusiveGateway": {
      const defaultFlow = element.get("default") as Element | undefined;
      return { ...base, kind: "exclusive", ...(defaultFlow && { defaultFlow: idOf(defaultFlow) }) };
    }
    case "bpmn:UserTask": {
      refuseLoops(element);
      const duty = attributeOf(element, "duty") ?? "";
      if (!duties.includes(duty)) throw refusal("task-without-duty", element);
      const [form, due] = [attributeOf(element, "form"), attributeOf(element, "due")];
      return {
        ...base,
        kind: "user-task",
        duty: duty as Duty,
        ...(form !== undefined && { form }),
        ...(due !== undefined && { due: duration(due, element) }),
        outcomes: attributeOf(element, "outcomes")?.split(/\s+/).filter(Boolean) ?? [],
        boundary: parts.filter((part) => (part.get("attachedToRef") as Element | undefined)?.id === id).map(idOf),
      };
    }
    case "bpmn:ServiceTask": {
      refuseLoops(element);
      const effect = attributeOf(element, "effect");
      if (effect === undefined) throw refusal("task-without-effect", element);
      return { ...base, kind: "service-task", effect };
    }
    case "bpmn:IntermediateCatchEvent":
      if (event === "bpmn:TimerEventDefinition") {
        return { ...base, kind: "catch-timer", timer: readTimer(events[0] as Element, element) };
      }
      if (event === "bpmn:MessageEventDefinition") {
        const message = ((events[0] as Element).get("messageRef") as Element | undefined)?.name;
        if (!message) throw refusal("event-without-message", element);
        return { ...base, kind: "catch-message", message };
      }
      break;
    case "bpmn:BoundaryEvent": {
      const host = element.get("attachedToRef") as Element | undefined;
      if (event === "bpmn:TimerEventDefinition" && host?.$type === "bpmn:UserTask") {
        const interrupting = element.get("cancelActivity") !== false;
        return {
          ...base,
          kind: "boundary-timer",
          timer: readTimer(events[0] as Element, element),
          host: idOf(host),
          interrupting,
        };
      }
      break;
    }
  }
  throw refusal("unsupported", element, { type: [element.$type, event].filter(Boolean).join(" ") });
}

function refuseLoops(element: Element): void {
  if (element.get("loopCharacteristics") !== undefined)
    throw refusal("unsupported", element, { type: "loop characteristics" });
}

function readTimer(definition: Element, element: Element): Timer {
  const after = textOf(definition.get("timeDuration"));
  if (after !== undefined) return { after: duration(after, element) };
  const at = textOf(definition.get("timeDate"));
  if (at !== undefined) return { atExpression: feel(at, element) };
  throw refusal("timer-without-time", element);
}

function duration(text: string, element: Element): string {
  try {
    if (Temporal.Duration.from(text).sign > 0) return text;
  } catch {
    // refused below
  }
  throw refusal("bad-duration", element);
}

/** Modellers write FEEL with or without a leading `=`. */
function feel(text: string, element: Element): string {
  const expression = text.replace(/^=\s*/, "");
  try {
    compileFeel(expression);
  } catch {
    throw refusal("bad-expression", element);
  }
  return expression;
}

/** Rules on the whole. @returns id of the start event */
function check(nodes: Process["nodes"], flows: Process["flows"], process: Element): string {
  const starts = Object.values(nodes).filter((node) => node.kind === "start");
  const start = starts[0]?.id;
  if (start === undefined || starts.length > 1) throw refusal("not-one-start", process);
  for (const flow of Object.values(flows)) {
    if (nodes[flow.from] === undefined || nodes[flow.to] === undefined) throw refusal("loose-flow", flow);
    const from = nodes[flow.from];
    if (flow.condition !== undefined && from?.kind !== "exclusive") throw refusal("condition-without-gateway", flow);
  }
  for (const node of Object.values(nodes)) checkNode(node, nodes, flows);
  const reached = reachedFrom(start, nodes, flows);
  for (const node of Object.values(nodes)) if (!reached.has(node.id)) throw refusal("unreachable", node);
  refuseEndlessLoops(nodes, flows);
  return start;
}

function checkNode(node: ProcessNode, nodes: Process["nodes"], flows: Process["flows"]): void {
  const isEnd = node.kind === "end" || node.kind === "terminate";
  const isFirst = node.kind === "start" || node.kind === "boundary-timer";
  if (isEnd ? node.outgoing.length > 0 : node.outgoing.length === 0)
    throw refusal(isEnd ? "flow-after-end" : "dead-end", node);
  if (isFirst && node.incoming.length > 0) throw refusal("flow-into-start", node);
  if (node.kind === "boundary-timer" && nodes[node.host]?.kind !== "user-task") throw refusal("unsupported", node);
  if (node.kind === "exclusive") {
    if (node.outgoing.length === 1) {
      if (flows[node.outgoing[0] as string]?.condition !== undefined) throw refusal("gateway-without-default", node);
      return;
    }
    if (node.defaultFlow === undefined || !node.outgoing.includes(node.defaultFlow))
      throw refusal("gateway-without-default", node);
    for (const id of node.outgoing) {
      const conditional = flows[id]?.condition !== undefined;
      if (conditional === (id === node.defaultFlow)) throw refusal("flow-without-condition", { id });
    }
  } else if (node.kind !== "parallel" && node.outgoing.length > 1) {
    throw refusal("fork-without-gateway", node);
  }
}

/** Where a token can go next from a node: along flows, and to the boundary timers of a task. */
function nextNodes(node: ProcessNode, flows: Process["flows"]): string[] {
  const next = node.outgoing.map((id) => (flows[id] as Flow).to);
  return node.kind === "user-task" ? [...next, ...node.boundary] : next;
}

function reachedFrom(start: string, nodes: Process["nodes"], flows: Process["flows"]): Set<string> {
  const reached = new Set<string>();
  const open = [start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    open.push(...nextNodes(nodes[id] as ProcessNode, flows));
  }
  return reached;
}

/** A loop that waits for nobody would run for ever. Effects do not count as waiting: they answer at once. */
function refuseEndlessLoops(nodes: Process["nodes"], flows: Process["flows"]): void {
  const waits = (node: ProcessNode) =>
    node.kind === "user-task" || node.kind === "catch-timer" || node.kind === "catch-message";
  const left = new Map(
    Object.values(nodes)
      .filter((node) => !waits(node))
      .map((node) => [node.id, node]),
  );
  // Take away what nothing within the rest leads to, until nothing changes: what stays goes in circles.
  for (let before = -1; before !== left.size; ) {
    before = left.size;
    const targets = new Set([...left.values()].flatMap((node) => nextNodes(node, flows)));
    for (const id of [...left.keys()]) if (!targets.has(id)) left.delete(id);
  }
  const [stuck] = [...left.values()].filter((node) => reachedFrom(node.id, nodes, flows).has(node.id));
  if (stuck !== undefined) throw refusal("endless-loop", stuck);
}

function readDiagram(definitions: Element, nodes: Process["nodes"], flows: Process["flows"]): Diagram {
  const shapes: Record<string, Bounds> = {};
  const edges: Record<string, readonly Point[]> = {};
  const labels: Record<string, Bounds> = {};
  const plane = elements(definitions, "diagrams")[0]?.get("plane") as Element | undefined;
  for (const drawn of plane === undefined ? [] : elements(plane, "planeElement")) {
    const id = (drawn.get("bpmnElement") as Element | undefined)?.id;
    if (id === undefined) continue;
    const label = (drawn.get("label") as Element | undefined)?.get("bounds") as Element | undefined;
    if (label !== undefined) labels[id] = boundsOf(label);
    if (drawn.$type === "bpmndi:BPMNShape" && nodes[id] !== undefined)
      shapes[id] = boundsOf(drawn.get("bounds") as Element);
    if (drawn.$type === "bpmndi:BPMNEdge" && flows[id] !== undefined) {
      edges[id] = elements(drawn, "waypoint").map((point) => ({
        x: Number(point.get("x")),
        y: Number(point.get("y")),
      }));
    }
  }
  for (const id of Object.keys(nodes)) if (shapes[id] === undefined) throw refusal("not-drawn", { id });
  for (const id of Object.keys(flows)) if ((edges[id]?.length ?? 0) < 2) throw refusal("not-drawn", { id });
  return { shapes, edges, labels };
}

function boundsOf(bounds: Element): Bounds {
  const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => Number(bounds.get(name) ?? 0));
  return { x: x as number, y: y as number, width: width as number, height: height as number };
}

function elements(element: Element, property: string): readonly Element[] {
  const value = element.get(property);
  return Array.isArray(value) ? (value as Element[]) : [];
}

function textOf(expression: unknown): string | undefined {
  const body = (expression as Element | undefined)?.get("body");
  return typeof body === "string" && body.trim() !== "" ? body.trim() : undefined;
}

function attributeOf(element: Element, name: string): string | undefined {
  const value = element.get(`klickamt:${name}`);
  return typeof value === "string" && value !== "" ? value : undefined;
}

function nameOf(element: Element): Localized {
  const de = element.name ?? "";
  return { de, en: attributeOf(element, "nameEn") ?? de };
}

function idOf(element: Element): string {
  // Ids become keys of plain objects.
  if (!element.id || !/^[A-Za-z_][\w.-]*$/.test(element.id) || element.id in Object.prototype)
    throw refusal("bad-id", element);
  return element.id;
}

function index<T extends { readonly id: string }>(items: readonly T[]): Readonly<Record<string, T>> {
  return Object.fromEntries(items.map((item) => [item.id, item]));
}

function refusal(code: string, element?: { readonly id?: string }, facts: Record<string, string> = {}): Invalid {
  return new Invalid(`cases.process-${code}`, { ...(element?.id !== undefined && { element: element.id }), ...facts });
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
