import { describe, expect, test } from "vitest";
import { nextInQueue, type QueueItem } from "./queue.tsx";

const item = (caseId: string, colleague?: string): QueueItem => ({
  caseId,
  subjectName: caseId,
  leistung: "Gewerbe anmelden",
  dueOn: undefined,
  colleague,
});

describe("what comes after the case that is open", () => {
  test.each([
    ["the one below it", ["a", "b", "c"], "a", "b"],
    ["the first again behind the last", ["a", "b", "c"], "c", "a"],
    ["the first where the case is not in the list any more", ["a", "b"], "x", "a"],
    ["nothing where it is the only one", ["a"], "a", undefined],
    ["nothing where there is nothing to do", [], "x", undefined],
  ])("is %s", (_what, ids, open, next) => {
    const queue = { tab: "offen", items: ids.map((id) => item(id)) } as const;
    expect(nextInQueue(queue, open)?.caseId).toBe(next);
  });

  test("is none that a colleague has", () => {
    const items = [item("a"), item("b", "Ben Lot"), item("c")];
    expect(nextInQueue({ tab: "offen", items }, "a")?.caseId).toBe("c");
    expect(nextInQueue({ tab: "offen", items: items.slice(0, 2) }, "a")).toBeUndefined();
  });
});
