import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { IncomingMessage } from "./archive-format.ts";
import { derivedUuid } from "./derived-uuid.ts";
import {
  beginProcess,
  type DisposalProcess,
  handOver,
  isFinished,
  nextNumber,
  noteChanged,
  noteDestroyed,
  noteSent,
  putBack,
  receive,
  withdraw,
} from "./process.ts";

const processId = derivedUuid("process");
const akten = ["a", "b", "c"].map((name) => derivedUuid(name));
const parts = new Map(
  akten.flatMap(
    (akteId) =>
      [
        [akteId, akteId],
        [derivedUuid(`${akteId}/part`), akteId],
      ] as const,
  ),
);
const head = (messageId: string) => ({
  messageId,
  processId,
  number: 1,
  madeAt: new Date(0),
  from: "Archiv",
  to: "Stadt",
  version: "4.0.0",
  leftOver: [],
});

/** Anything that a town or an archive may do, sensible or not. */
type Step =
  | { readonly do: "offer" | "hand-over" | "put-back"; readonly akten: readonly string[] }
  | { readonly do: "withdraw" | "destroy" | "change"; readonly akten: readonly string[] }
  | { readonly do: "message"; readonly message: IncomingMessage; readonly answer: number };

const someAkten = fc.subarray([...akten], { minLength: 1 });
const anyObject = fc.constantFrom(...parts.keys(), derivedUuid("stranger"));
const anyId = fc.integer({ min: 0, max: 6 }).map((number) => derivedUuid(`message ${number}`));
const anyMessage: fc.Arbitrary<IncomingMessage> = fc.oneof(
  fc
    .record({ id: anyId, typ: fc.constantFrom("0504" as const, "0507" as const, "0505" as const) })
    .map(({ id, typ }): IncomingMessage => ({ ...head(id), typ, answers: "" })),
  fc
    .record({
      id: anyId,
      judged: fc.array(
        fc.record({ uuid: anyObject, verdict: fc.constantFrom("A" as const, "V" as const, "other" as const) }),
        { maxLength: 4 },
      ),
    })
    .map(({ id, judged }): IncomingMessage => ({ ...head(id), typ: "0502", answers: "", judged })),
  fc
    .record({
      id: anyId,
      success: fc.boolean(),
      objects: fc.array(fc.record({ uuid: anyObject, success: fc.boolean(), faults: fc.constant([]) }), {
        maxLength: 4,
      }),
    })
    .map(
      ({ id, success, objects }): IncomingMessage => ({
        ...head(id),
        typ: "0506",
        answers: "",
        success,
        faults: [],
        objects,
      }),
    ),
);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom("offer" as const, "hand-over" as const, "put-back" as const), akten: someAkten }),
  fc.record({ do: fc.constantFrom("withdraw" as const, "destroy" as const, "change" as const), akten: someAkten }),
  fc.record({ do: fc.constant("message" as const), message: anyMessage, answer: fc.nat(5) }),
);

function take(process: DisposalProcess, step: Step, index: number): DisposalProcess {
  const ours = process.messages.filter(({ direction }) => direction === "out");
  const messageId = derivedUuid(`ours ${index}`);
  switch (step.do) {
    case "offer":
      return noteSent(process, { messageId, typ: "0501", number: nextNumber(process, "0501") });
    case "hand-over":
      return handOver(process, messageId, step.akten);
    case "put-back":
      return step.akten.reduce((one, akteId) => putBack(one, akteId, ours.at(-1)?.messageId ?? "", "zurück"), process);
    case "withdraw":
      return step.akten.reduce((one, akteId) => withdraw(one, akteId, "heraus"), process);
    case "destroy":
      return step.akten.reduce(noteDestroyed, process);
    case "change":
      return step.akten.reduce((one, akteId) => noteChanged(one, akteId, "anders"), process);
    case "message": {
      const answers = ours[step.answer % Math.max(1, ours.length)]?.messageId ?? derivedUuid("nothing");
      const receipt = receive(process, { ...step.message, answers } as IncomingMessage, parts);
      return receipt.taken ? receipt.process : process;
    }
  }
}

const states = (process: DisposalProcess) => process.items.map(({ state }) => state);

describe("Whatever happens in a disposal", () => {
  test("nothing is destroyed that the archive has not confirmed or refused, and what is decided stays decided", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("vierstufig" as const, "einstufig" as const),
        fc.array(anyStep, { maxLength: 30 }),
        (kind, steps) => {
          let process = beginProcess(processId, kind, akten);
          for (const [index, step] of steps.entries()) {
            const next = take(process, step, index);
            for (const [at, item] of next.items.entries()) {
              const before = process.items[at]?.state;
              if (item.state === before) continue;
              // Gone is gone.
              expect(["destroyed", "withdrawn"]).not.toContain(before);
              if (item.state === "destroyed") expect(["taken", "to-destroy"]).toContain(before);
              if (item.state === "taken") {
                expect(before).toBe("handed-over");
                const said = next.messages.find(({ messageId }) => messageId === item.confirmedBy);
                expect(said).toMatchObject({ typ: "0506", direction: "in", answers: item.handedOverIn });
              }
              if (item.state === "handed-over") expect(["to-hand-over", "failed"]).toContain(before);
              if (item.state === "to-destroy") expect(before).toBe("offered");
            }
            process = next;
          }
          const ids = process.messages.map(({ messageId }) => messageId);
          expect(new Set(ids).size).toBe(ids.length);
        },
      ),
      { numRuns: 400 },
    );
  });

  test("a refused message changes nothing", () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 15 }), anyMessage, (steps, message) => {
        const process = steps.reduce(take, beginProcess(processId, "vierstufig", akten));
        const before = JSON.stringify(process);
        receive(process, message, parts);
        expect(JSON.stringify(process)).toBe(before);
      }),
    );
  });
});

describe("The four steps", () => {
  const offer = derivedUuid("0501");
  const offered = noteSent(beginProcess(processId, "vierstufig", akten), { messageId: offer, typ: "0501", number: 1 });
  const said = (process: DisposalProcess, message: object): DisposalProcess => {
    const receipt = receive(process, { ...head(crypto.randomUUID()), ...message } as unknown as IncomingMessage, parts);
    if (!receipt.taken) throw new Error(receipt.refusal);
    return receipt.process;
  };
  const [a, b, c] = akten as [string, string, string];

  test("an appraisal may come in parts, and each Akte is appraised once", () => {
    const first = said(offered, { typ: "0502", answers: offer, judged: [{ uuid: a, verdict: "A" }] });
    expect(states(first)).toEqual(["to-hand-over", "offered", "offered"]);
    const second = said(first, {
      typ: "0502",
      answers: offer,
      judged: [
        { uuid: b, verdict: "V" },
        { uuid: c, verdict: "A" },
      ],
    });
    expect(states(second)).toEqual(["to-hand-over", "to-destroy", "to-hand-over"]);
    expect(() => said(second, { typ: "0502", answers: offer, judged: [{ uuid: a, verdict: "V" }] })).toThrow(
      "already-answered",
    );
  });

  test("a confirmation without a list speaks of all, one with a list of those it names", () => {
    const sent = derivedUuid("0503");
    const handed = handOver(beginProcess(processId, "einstufig", akten), sent, akten);
    const frame = { typ: "0506", answers: sent, faults: [] };
    expect(states(said(handed, { ...frame, success: true, objects: [] }))).toEqual(["taken", "taken", "taken"]);
    expect(states(said(handed, { ...frame, success: false, objects: [] }))).toEqual(["failed", "failed", "failed"]);
    const some = said(handed, { ...frame, success: true, objects: [{ uuid: a, success: true, faults: [] }] });
    expect(states(some)).toEqual(["taken", "handed-over", "handed-over"]);
    const part = { uuid: derivedUuid(`${b}/part`), success: false, faults: ["Datei defekt"] };
    expect(states(said(some, { ...frame, success: false, objects: [part] }))).toEqual(["taken", "failed", "failed"]);
  });

  test("it is over when every Akte is gone or was taken out; then only receipts are taken", () => {
    const sent = derivedUuid("0503");
    const handed = handOver(beginProcess(processId, "einstufig", [a]), sent, [a]);
    const frame = { typ: "0506", answers: sent, success: true, faults: [], objects: [] };
    const over = noteDestroyed(said(handed, frame), a);
    expect(isFinished(over)).toBe(true);
    expect(() => said(over, frame)).toThrow("closed-process");
    expect(states(said(over, { typ: "0507", answers: sent }))).toEqual(["destroyed"]);
  });
});
