import { describe, expect, test } from "vitest";
import { plainDay } from "../../../kernel/index.ts";
import type { Case, HistoryEntry } from "./case.ts";
import { statusLines } from "./status-lines.ts";

const at = new Date("2026-11-23T09:00:00Z");
const entry = (text: string | undefined): HistoryEntry => ({
  historyId: "h",
  action: "test.happened",
  actorKind: "system",
  text: { de: "intern", en: "internal" },
  ...(text === undefined ? {} : { citizenText: { de: text, en: text } }),
  details: {},
  caseVersion: 1,
  at,
});
const subject = (more: Partial<Case>): Case =>
  ({
    status: "open",
    receivedAt: at,
    dueOn: plainDay("2026-11-26"),
    deadline: { days: 3, counting: "working-days", source: "§ 15 Abs. 1 GewO" },
    ...more,
  }) as Case;

describe("the line of a case", () => {
  test.each([
    ["open", {}, ["done", "current", "next", "next"]],
    ["waiting for an answer", { status: "waiting" }, ["done", "current", "next", "next"]],
    ["answered in time, not yet done", { deadlineMetAt: at }, ["done", "current", "next"]],
    ["done", { status: "done", closedAt: at }, ["done", "current"]],
  ] as const)("%s", (_what, more, states) => {
    const lines = statusLines(subject(more), [entry("Eingegangen."), entry(undefined)], {
      language: "de",
      stepsOpen: false,
    });
    expect(lines.map((line) => line.state)).toEqual(states);
    expect(lines.map((line) => line.title)).not.toContain("intern");
  });

  test("says by when the answer comes, and by which law", () => {
    const next = statusLines(subject({}), [], { language: "de", stepsOpen: false }).find(
      (line) => line.state === "next",
    );
    expect(next?.text).toBe("Sie kommt bis Donnerstag, 26. November 2026 (§ 15 Abs. 1 GewO).");
  });

  test("does not say that there is nothing to do where a fee or an appointment is open", () => {
    const text = (stepsOpen: boolean) =>
      statusLines(subject({}), [], { language: "de", stepsOpen }).find((line) => line.state === "current")?.text;
    expect(text(false)).toContain("Sie müssen nichts tun.");
    expect(text(true)).toContain("steht oben unter „Ihre Schritte“");
    expect(text(true)).not.toContain("nichts tun");
  });

  test("does not say the same twice", () => {
    const taken = subject({ takenBy: { staffId: "s", name: "Ada" } });
    const titles = statusLines(taken, [entry("Wir bearbeiten Ihr Anliegen.")], {
      language: "de",
      stepsOpen: false,
    }).map((line) => line.title);
    expect(titles.filter((title) => title === "Wir bearbeiten Ihr Anliegen.")).toHaveLength(1);
  });
});
