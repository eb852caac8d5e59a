import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Invalid } from "../../../kernel/index.ts";
import {
  advance,
  type Command,
  currentNodes,
  type ProcessEvent,
  type ProcessState,
  type Step,
  startProcess,
} from "./advance.ts";
import { parseProcess } from "./parse-process.ts";
import { listSteps, type Process } from "./process.ts";

const folder = new URL("../../../leistungen/", import.meta.url);
const xmlOf = (leistung: string) => readFile(new URL(`${leistung}/process.bpmn`, folder), "utf8");

function stepped(process: Process, state: ProcessState, event: ProcessEvent, variables = {}): Step {
  const result = advance(process, state, event, variables);
  if ("refused" in result) throw new Error(`refused: ${result.refused}`);
  return result;
}

/** What a command says, short enough for a table. */
function said(commands: readonly Command[]): string[] {
  return commands.map((command) => (command.kind === "end" ? "end" : `${command.kind} ${command.nodeId}`));
}

/** A small process around some elements, each drawn somewhere. */
function bpmn(elements: string): string {
  const ids = [...elements.matchAll(/<bpmn:(\w+) id="(\w+)"/g)].filter(([, tag]) => !tag?.endsWith("EventDefinition"));
  const shapes = ids.map(([, tag, id]) =>
    tag === "sequenceFlow"
      ? `<bpmndi:BPMNEdge id="${id}_di" bpmnElement="${id}"><di:waypoint x="0" y="0"/><di:waypoint x="9" y="0"/></bpmndi:BPMNEdge>`
      : `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"><dc:Bounds x="0" y="0" width="9" height="9"/></bpmndi:BPMNShape>`,
  );
  return `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:klickamt="urn:klickamt:bpmn:1" id="d" targetNamespace="urn:test">
<bpmn:message id="m_antwort" name="antwort"/>
<bpmn:process id="p">${elements}</bpmn:process>
<bpmndi:BPMNDiagram id="dia"><bpmndi:BPMNPlane id="plane" bpmnElement="p">${shapes.join("")}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></bpmn:definitions>`;
}

const flow = (id: string, from: string, to: string, condition?: string) =>
  `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${
    condition === undefined
      ? ""
      : `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${condition}</bpmn:conditionExpression>`
  }</bpmn:sequenceFlow>`;
const task = (id: string, more = "") => `<bpmn:userTask id="${id}" name="${id}" klickamt:duty="casework" ${more}/>`;
const start = '<bpmn:startEvent id="s"/>';
const end = '<bpmn:endEvent id="e"/>';
const timer = (id: string, kind: string, time: string, more = "") =>
  `<bpmn:${kind} id="${id}" ${more}><bpmn:timerEventDefinition id="${id}_t">${time}</bpmn:timerEventDefinition></bpmn:${kind}>`;
const lasting = (text: string) => `<bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${text}</bpmn:timeDuration>`;
const onDay = (text: string) => `<bpmn:timeDate xsi:type="bpmn:tFormalExpression">${text}</bpmn:timeDate>`;

describe("the procedures of the trade office", () => {
  it.each([
    ["gewerbe-anmelden", "gewerbe.eintragen"],
    ["gewerbe-ummelden", "gewerbe.aendern"],
    ["gewerbe-abmelden", "gewerbe.austragen"],
  ])("%s asks back, waits for the answer, and ends in the file after %s", async (leistung, effect) => {
    const process = await parseProcess(await xmlOf(leistung));
    let step = startProcess(process, {});
    expect(said(step.commands)).toEqual(["open-task pruefen", "start-timer erinnerung"]);
    step = stepped(process, step.state, { kind: "task-completed", tokenId: "t1", outcome: "rueckfrage" });
    expect(said(step.commands)).toEqual(["cancel-timer erinnerung"]);
    expect(currentNodes(step.state)).toEqual(["antwort"]);
    step = stepped(process, step.state, { kind: "message", name: "antwort" });
    expect(said(step.commands)).toEqual(["open-task pruefen", "start-timer erinnerung"]);
    const effects: string[] = [];
    let event: ProcessEvent = { kind: "task-completed", tokenId: "t4", outcome: "vollstaendig" };
    while (step.state.status === "running") {
      step = stepped(process, step.state, event);
      for (const command of step.commands) {
        if (command.kind !== "call-effect") continue;
        effects.push(command.effect);
        event = { kind: "effect-done", tokenId: command.tokenId };
      }
    }
    expect(effects).toEqual(["gewerbe.bescheinigen", effect, "gewerbe.uebermitteln", "records.schliessen"]);
    expect(step.commands).toEqual([{ kind: "end" }]);
    expect(step.state.tokens).toEqual([]);
  });

  it("reminds without taking the task away", async () => {
    const process = await parseProcess(await xmlOf("gewerbe-anmelden"));
    const started = startProcess(process, {});
    const reminded = stepped(process, started.state, { kind: "timer-fired", tokenId: "t2" });
    expect(said(reminded.commands)).toEqual(["call-effect erinnern"]);
    expect(currentNodes(reminded.state)).toEqual(["pruefen", "erinnern"]);
  });

  it("are named in German and English, and list their steps", async () => {
    const process = await parseProcess(await xmlOf("gewerbe-anmelden"));
    expect(process.nodes.pruefen?.name).toEqual({ de: "Anzeige prüfen", en: "Check the notification" });
    expect(listSteps(process).map((step) => step.id)).toEqual([
      "pruefen",
      "erinnerung",
      "erinnern",
      "antwort",
      "bescheinigen",
      "eintragen",
      "uebermitteln",
      "schliessen",
    ]);
    expect(Object.isFrozen(process.nodes.pruefen?.name)).toBe(true);
  });

  it("survive being stored: the state is plain JSON", async () => {
    const process = await parseProcess(await xmlOf("gewerbe-anmelden"));
    const { state } = startProcess(process, {});
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    expect(JSON.stringify(state).length).toBeLessThan(300);
  });
});

describe("an event that does not fit is refused and changes nothing", () => {
  it.each<[string, ProcessEvent, string]>([
    ["a token that never was", { kind: "task-completed", tokenId: "t99" }, "unknown-token"],
    ["a timer for a task", { kind: "timer-fired", tokenId: "t1" }, "wrong-event"],
    ["an effect for a task", { kind: "effect-done", tokenId: "t1" }, "wrong-event"],
    [
      "an outcome the task does not know",
      { kind: "task-completed", tokenId: "t1", outcome: "egal" },
      "unknown-outcome",
    ],
    ["no outcome where one is needed", { kind: "task-completed", tokenId: "t1" }, "unknown-outcome"],
    ["a message nobody waits for", { kind: "message", name: "antwort" }, "nobody-waits"],
  ])("%s", async (_, event, refused) => {
    const process = await parseProcess(await xmlOf("gewerbe-anmelden"));
    const { state } = startProcess(process, {});
    const before = structuredClone(state);
    expect(advance(process, state, event, {})).toEqual({ refused });
    expect(state).toEqual(before);
  });

  it("the second of two people who complete the same task", async () => {
    const process = await parseProcess(await xmlOf("gewerbe-anmelden"));
    const event: ProcessEvent = { kind: "task-completed", tokenId: "t1", outcome: "vollstaendig" };
    const first = stepped(process, startProcess(process, {}).state, event);
    expect(advance(process, first.state, event, {})).toEqual({ refused: "unknown-token" });
  });

  it("anything after the end", async () => {
    const process = await parseProcess(bpmn(start + end + flow("f", "s", "e")));
    const { state } = startProcess(process, {});
    expect(advance(process, state, { kind: "message", name: "antwort" }, {})).toEqual({ refused: "ended" });
  });
});

describe("gateways and timers", () => {
  it("an exclusive gateway reads variables, outcomes and results in FEEL and else takes its default", async () => {
    const xml = bpmn(
      `${start}${task("a")}<bpmn:exclusiveGateway id="g" default="f4"/>${task("b")}${task("c")}${end}` +
        flow("f1", "s", "a") +
        flow("f2", "a", "g") +
        flow("f3", "g", "b", "fee &gt; 20") +
        flow("f4", "g", "c") +
        flow("f5", "b", "e") +
        flow("f6", "c", "e"),
    );
    const process = await parseProcess(xml);
    const { state } = startProcess(process, {});
    const on = (variables: object) =>
      currentNodes(stepped(process, state, { kind: "task-completed", tokenId: "t1" }, variables).state);
    expect(on({ fee: 26 })).toEqual(["b"]);
    expect(on({ fee: 5 })).toEqual(["c"]);
    expect(on({})).toEqual(["c"]);
  });

  it("a parallel gateway forks, and joins only when all have come", async () => {
    const xml = bpmn(
      `${start}<bpmn:parallelGateway id="g"/>${task("a")}${task("b")}<bpmn:parallelGateway id="j"/>${end}` +
        flow("f1", "s", "g") +
        flow("f2", "g", "a") +
        flow("f3", "g", "b") +
        flow("f4", "a", "j") +
        flow("f5", "b", "j") +
        flow("f6", "j", "e"),
    );
    const process = await parseProcess(xml);
    const forked = startProcess(process, {});
    expect(said(forked.commands)).toEqual(["open-task a", "open-task b"]);
    const half = stepped(process, forked.state, { kind: "task-completed", tokenId: "t2" });
    expect(half.state.status).toBe("running");
    expect(half.commands).toEqual([]);
    expect(currentNodes(half.state)).toEqual(["a"]);
    expect(said(stepped(process, half.state, { kind: "task-completed", tokenId: "t1" }).commands)).toEqual(["end"]);
  });

  it("an interrupting timer closes its task and calls off the other timers", async () => {
    const xml = bpmn(
      `${start}${task("a")}${timer("b", "boundaryEvent", lasting("P14D"), 'attachedToRef="a"')}${timer("r", "boundaryEvent", lasting("P7D"), 'attachedToRef="a" cancelActivity="false"')}${task("c")}${end}<bpmn:endEvent id="e2"/>` +
        flow("f1", "s", "a") +
        flow("f2", "a", "e") +
        flow("f3", "b", "c") +
        flow("f4", "c", "e") +
        flow("f5", "r", "e2"),
    );
    const process = await parseProcess(xml);
    const started = startProcess(process, {});
    const fired = stepped(process, started.state, { kind: "timer-fired", tokenId: "t2" });
    expect(said(fired.commands)).toEqual(["close-task a", "cancel-timer r", "open-task c"]);
    const reminded = stepped(process, started.state, { kind: "timer-fired", tokenId: "t3" });
    expect(reminded.state.tokens.map((token) => token.node)).toEqual(["a", "b"]);
  });

  it("a terminating end takes everything away, and nothing that came and went in the same step is told", async () => {
    const xml = bpmn(
      `${start}<bpmn:parallelGateway id="g"/>${task("a")}${timer("w", "intermediateCatchEvent", lasting("PT1H"))}${task("b")}<bpmn:parallelGateway id="g2"/>${task("c")}<bpmn:endEvent id="x"><bpmn:terminateEventDefinition id="xt"/></bpmn:endEvent>${end}` +
        flow("f1", "s", "g") +
        flow("f2", "g", "a") +
        flow("f3", "g", "w") +
        flow("f4", "g", "b") +
        flow("f5", "a", "e") +
        flow("f6", "w", "e") +
        flow("f7", "b", "g2") +
        flow("f8", "g2", "c") +
        flow("f9", "g2", "x") +
        flow("f10", "c", "e"),
    );
    const process = await parseProcess(xml);
    const started = startProcess(process, {});
    const done = stepped(process, started.state, { kind: "task-completed", tokenId: "t3" });
    expect(said(done.commands)).toEqual(["close-task a", "cancel-timer w", "end"]);
    expect(done.state.tokens).toEqual([]);
  });

  it("a timer may wait for a day of the case", async () => {
    const xml = bpmn(
      `${start}${timer("w", "intermediateCatchEvent", onDay("= beginn"))}${end}` +
        flow("f1", "s", "w") +
        flow("f2", "w", "e"),
    );
    const process = await parseProcess(xml);
    expect(startProcess(process, { beginn: "2026-12-01" }).commands).toEqual([
      { kind: "start-timer", tokenId: "t1", nodeId: "w", at: "2026-12-01" },
    ]);
    expect(() => startProcess(process, {})).toThrow("cases.process-timer-without-date");
  });
});

describe("a process that cannot run is refused when it is read", () => {
  const line = (middle: string) => `${start}${middle}${end}${flow("f1", "s", "x")}${flow("f2", "x", "e")}`;
  it.each<[string, string, string, string | undefined]>([
    ["no XML", "<bpmn:", "broken-xml", undefined],
    ["no process", bpmn("").replace(/<bpmn:process.*<\/bpmn:process>/s, ""), "broken-xml", undefined],
    ["a script task", bpmn(line('<bpmn:scriptTask id="x"/>')), "unsupported", "x"],
    [
      "a signal",
      bpmn(
        line('<bpmn:intermediateCatchEvent id="x"><bpmn:signalEventDefinition id="y"/></bpmn:intermediateCatchEvent>'),
      ),
      "unsupported",
      "x",
    ],
    ["a task for nobody", bpmn(line('<bpmn:userTask id="x"/>')), "task-without-duty", "x"],
    [
      "a task for an unknown duty",
      bpmn(line('<bpmn:userTask id="x" klickamt:duty="king"/>')),
      "task-without-duty",
      "x",
    ],
    ["a service without an effect", bpmn(line('<bpmn:serviceTask id="x"/>')), "task-without-effect", "x"],
    [
      "a task done many times",
      bpmn(
        line('<bpmn:userTask id="x" klickamt:duty="casework"><bpmn:multiInstanceLoopCharacteristics/></bpmn:userTask>'),
      ),
      "unsupported",
      "x",
    ],
    [
      "a message without a name",
      bpmn(
        line('<bpmn:intermediateCatchEvent id="x"><bpmn:messageEventDefinition id="y"/></bpmn:intermediateCatchEvent>'),
      ),
      "event-without-message",
      "x",
    ],
    ["a timer without a time", bpmn(line(timer("x", "intermediateCatchEvent", ""))), "timer-without-time", "x"],
    ["a duration that is none", bpmn(line(timer("x", "intermediateCatchEvent", lasting("bald")))), "bad-duration", "x"],
    [
      "a duration into the past",
      bpmn(line(timer("x", "intermediateCatchEvent", lasting("-P1D")))),
      "bad-duration",
      "x",
    ],
    ["no start", bpmn(`${end}`), "not-one-start", "p"],
    ["a dead end", bpmn(`${start}${task("x")}${flow("f1", "s", "x")}`), "dead-end", "x"],
    [
      "what nothing leads to",
      bpmn(`${start}${task("x")}${end}${flow("f1", "s", "e")}${flow("f2", "x", "e")}`),
      "unreachable",
      "x",
    ],
    ["two ways out of a task", bpmn(`${line(task("x"))}${flow("f3", "x", "e")}`), "fork-without-gateway", "x"],
    [
      "a gateway that may find no way",
      bpmn(`${line('<bpmn:exclusiveGateway id="x"/>')}${flow("f3", "x", "e", "true")}`),
      "gateway-without-default",
      "x",
    ],
    [
      "a way without a condition",
      bpmn(`${line('<bpmn:exclusiveGateway id="x" default="f2"/>')}${flow("f3", "x", "e")}`),
      "flow-without-condition",
      "f3",
    ],
    [
      "a condition that is no FEEL",
      bpmn(`${line('<bpmn:exclusiveGateway id="x" default="f2"/>')}${flow("f3", "x", "e", "((")}`),
      "bad-expression",
      "f3",
    ],
    [
      "a loop that waits for nobody",
      bpmn(
        `${line('<bpmn:exclusiveGateway id="x" default="f2"/>')}<bpmn:serviceTask id="y" klickamt:effect="a.b"/>${flow("f3", "x", "y", "true")}${flow("f4", "y", "x")}`,
      ),
      "endless-loop",
      "x",
    ],
    [
      "an element that is not drawn",
      bpmn(line(task("x"))).replace(/<bpmndi:BPMNShape id="x_di".*?<\/bpmndi:BPMNShape>/, ""),
      "not-drawn",
      "x",
    ],
    ["a key that is no key", bpmn(line(task("x"))).replaceAll(/"x"/g, '"constructor"'), "bad-id", "constructor"],
  ])("%s", async (_, xml, code, element) => {
    const error = await parseProcess(xml).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(Invalid);
    expect([(error as Invalid).code, (error as Invalid).facts.element]).toEqual([`cases.process-${code}`, element]);
  });

  it("forks that multiply are stopped", async () => {
    const stages = Array.from(
      { length: 12 },
      (_, n) =>
        `<bpmn:parallelGateway id="g${n}"/><bpmn:exclusiveGateway id="m${n}"/>${flow(`a${n}`, `g${n}`, `m${n}`)}${flow(`b${n}`, `g${n}`, `m${n}`)}${flow(`c${n}`, `m${n}`, n === 11 ? "e" : `g${n + 1}`)}`,
    );
    const process = await parseProcess(bpmn(start + stages.join("") + end + flow("f", "s", "g0")));
    expect(() => startProcess(process, {})).toThrow("cases.process-too-many-moves");
  });

  it("a join that can never be complete is an error, not a silence", async () => {
    const xml = bpmn(
      `${start}<bpmn:exclusiveGateway id="g" default="f2"/><bpmn:parallelGateway id="j"/>${end}` +
        flow("f1", "s", "g") +
        flow("f2", "g", "j") +
        flow("f3", "g", "j", "a = 1") +
        flow("f4", "j", "e"),
    );
    const process = await parseProcess(xml);
    expect(() => startProcess(process, {})).toThrow("cases.process-stuck");
  });
});

/** Processes made of nested blocks: whatever is forked is joined, whatever branches comes together. */
type Block =
  | { readonly kind: "task" | "reminded" | "service" | "timer" | "message" }
  | { readonly kind: "sequence" | "exclusive" | "parallel"; readonly parts: readonly Block[] }
  | { readonly kind: "loop"; readonly parts: readonly Block[] };

const { block } = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom("task", "reminded", "service", "timer", "message").map((kind) => ({ kind }) as Block),
    fc
      .record({
        kind: fc.constantFrom("sequence", "exclusive", "parallel", "loop"),
        parts: fc.array(tie("block"), { minLength: 2, maxLength: 3 }),
      })
      .map((value) => value as Block),
  ),
}));

function toXml(root: Block): { xml: string; hasParallel: boolean } {
  const out: string[] = [];
  let count = 0;
  const id = () => `n${++count}`;
  const join = (from: string, to: string, condition?: string) => {
    const made = id();
    out.push(flow(made, from, to, condition));
    return made;
  };
  const build = (part: Block): [string, string] => {
    const own = id();
    switch (part.kind) {
      case "task":
        out.push(task(own));
        return [own, own];
      case "reminded": {
        const [timerId, endId] = [id(), id()];
        out.push(
          task(own),
          timer(timerId, "boundaryEvent", lasting("P1D"), `attachedToRef="${own}" cancelActivity="false"`),
        );
        out.push(`<bpmn:endEvent id="${endId}"/>`);
        join(timerId, endId);
        return [own, own];
      }
      case "service":
        out.push(`<bpmn:serviceTask id="${own}" klickamt:effect="a.b"/>`);
        return [own, own];
      case "timer":
        out.push(timer(own, "intermediateCatchEvent", lasting("PT1M")));
        return [own, own];
      case "message":
        out.push(
          `<bpmn:intermediateCatchEvent id="${own}"><bpmn:messageEventDefinition id="${own}_m" messageRef="m_antwort"/></bpmn:intermediateCatchEvent>`,
        );
        return [own, own];
      case "sequence": {
        const built = part.parts.map(build);
        built.slice(1).forEach(([first], index) => {
          join((built[index] as [string, string])[1], first);
        });
        return [(built[0] as [string, string])[0], (built.at(-1) as [string, string])[1]];
      }
      case "parallel": {
        const close = id();
        out.push(`<bpmn:parallelGateway id="${own}"/><bpmn:parallelGateway id="${close}"/>`);
        for (const [first, last] of part.parts.map(build)) {
          join(own, first);
          join(last, close);
        }
        return [own, close];
      }
      case "exclusive": {
        const close = id();
        const flows = part.parts.map(build).map(([first, last], index) => {
          join(last, close);
          return join(own, first, index === 0 ? undefined : `choice = ${index}`);
        });
        out.push(`<bpmn:exclusiveGateway id="${own}" default="${flows[0]}"/><bpmn:exclusiveGateway id="${close}"/>`);
        return [own, close];
      }
      case "loop": {
        const [check, wait] = [id(), id()];
        out.push(task(wait));
        const [first, last] = build({ kind: "sequence", parts: part.parts });
        join(own, first);
        join(last, check);
        const back = join(check, wait, "choice = 1");
        join(wait, own);
        const way = id();
        out.push(`<bpmn:exclusiveGateway id="${own}"/><bpmn:exclusiveGateway id="${check}" default="${way}"/>`);
        const close = id();
        out.push(`<bpmn:exclusiveGateway id="${close}"/>`, flow(way, check, close));
        expect(back).not.toBe(way);
        return [own, close];
      }
    }
  };
  const [first, last] = build(root);
  out.push(start, end);
  join("s", first);
  join(last, "e");
  const xml = bpmn(out.join(""));
  return { xml, hasParallel: xml.includes("parallelGateway") };
}

/** An event that fits one of the waiting tokens. */
function fitting(process: Process, state: ProcessState, pick: number): ProcessEvent {
  const waiting = state.tokens.filter((token) => token.via === undefined);
  const token = waiting[pick % waiting.length];
  const node = token && process.nodes[token.node];
  if (token === undefined || node === undefined) throw new Error("running, but nobody waits");
  if (node.kind === "user-task") return { kind: "task-completed", tokenId: token.id };
  if (node.kind === "service-task") return { kind: "effect-done", tokenId: token.id };
  if (node.kind === "catch-message") return { kind: "message", name: node.message };
  return { kind: "timer-fired", tokenId: token.id };
}

const anyEvent: fc.Arbitrary<ProcessEvent> = fc.oneof(
  fc.record({
    kind: fc.constantFrom("task-completed" as const, "effect-done" as const, "timer-fired" as const),
    tokenId: fc.integer({ min: 0, max: 30 }).map((number) => `t${number}`),
  }),
  fc.record({ kind: fc.constant("message" as const), name: fc.constantFrom("antwort", "anderes") }),
);

describe("whatever the process and whatever happens", () => {
  const choices = fc.array(fc.record({ pick: fc.nat(20), choice: fc.nat(3) }), { minLength: 1, maxLength: 60 });

  it("tokens are distinct and balanced, joins wait for all, the end leaves nothing, a replay gives the same", async () => {
    await fc.assert(
      fc.asyncProperty(block, choices, async (root, picks) => {
        const process = await parseProcess(toXml(root).xml);
        const events: [ProcessEvent, object][] = [];
        let step = startProcess(process, {});
        const open = new Set<string>();
        const follow = (commands: readonly Command[]) => {
          for (const command of commands) {
            if (command.kind === "open-task" || command.kind === "start-timer" || command.kind === "call-effect") {
              expect(open.has(command.tokenId)).toBe(false);
              open.add(command.tokenId);
            }
            if (command.kind === "close-task" || command.kind === "cancel-timer")
              expect(open.delete(command.tokenId)).toBe(true);
          }
        };
        follow(step.commands);
        for (const { pick, choice } of picks) {
          if (step.state.status === "ended") break;
          const event = fitting(process, step.state, pick);
          events.push([event, { choice }]);
          step = stepped(process, step.state, event, { choice });
          if ("tokenId" in event) open.delete(event.tokenId);
          follow(step.commands);
          const ids = step.state.tokens.map((token) => token.id);
          expect(new Set(ids).size).toBe(ids.length);
          // What others were told to open is exactly what waits, apart from messages and joins.
          const told = step.state.tokens.filter(
            (token) => token.via === undefined && process.nodes[token.node]?.kind !== "catch-message",
          );
          expect([...open].sort()).toEqual(told.map((token) => token.id).sort());
          for (const node of Object.values(process.nodes).filter((candidate) => candidate.kind === "parallel")) {
            const here = step.state.tokens.filter((token) => token.node === node.id);
            expect(new Set(here.map((token) => token.via)).size).toBeLessThan(node.incoming.length);
          }
          expect(step.state.status === "ended").toBe(step.state.tokens.length === 0);
          expect(step.commands.some((command) => command.kind === "end")).toBe(step.state.status === "ended");
        }
        let replayed = startProcess(process, {}).state;
        for (const [event, variables] of events) {
          replayed = stepped(process, JSON.parse(JSON.stringify(replayed)) as ProcessState, event, variables).state;
        }
        expect(replayed).toEqual(step.state);
      }),
      { numRuns: 120 },
    );
  });

  it("every process ends once the loops are left", async () => {
    await fc.assert(
      fc.asyncProperty(block, fc.nat(20), async (root, pick) => {
        const process = await parseProcess(toXml(root).xml);
        let step = startProcess(process, {});
        for (let round = 0; step.state.status === "running"; round++) {
          expect(round).toBeLessThan(500);
          step = stepped(process, step.state, fitting(process, step.state, pick), { choice: 0 });
        }
      }),
      { numRuns: 60 },
    );
  });

  it("events out of the blue are refused or taken, never a crash", async () => {
    await fc.assert(
      fc.asyncProperty(block, fc.array(anyEvent, { maxLength: 40 }), async (root, events) => {
        const process = await parseProcess(toXml(root).xml);
        let { state } = startProcess(process, {});
        for (const event of events) {
          const result = advance(process, state, event, { choice: 0 });
          if (!("refused" in result)) state = result.state;
        }
      }),
      { numRuns: 60 },
    );
  });
});
