import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { type Actor, dayInBerlin, NotFound } from "../../kernel/index.ts";
import { createTestDatabase, type TestDatabase } from "../../platform/testing/index.ts";
import { createStaff, createUnit, setMembership } from "../accounts/index.ts";
import { messagingJobs } from "../messaging/index.ts";
import {
  changeAccess,
  closeVorgangByHand,
  defineClosingChecks,
  extendRecords,
  openWithReason,
} from "../records/index.ts";
import {
  casesClosingCheck,
  casesJobs,
  casesWatcher,
  completeTask,
  findCaseByAktenzeichen,
  getCase,
  listCasesOfMailbox,
  listOpenTasks,
  listTasks,
  queryWords,
  searchCases,
} from "./index.ts";
import type { Case } from "./model/case.ts";
import { countTasks, listCaseIds, type TaskTab } from "./store/index.ts";
import { apply, defineExample, openTowns } from "./testing/example.tsx";

type Staff = Extract<Actor, { kind: "staff" }>;
const system: Actor = { kind: "system", name: "test" };

let database: TestDatabase;
let town: number;
let unitId: string;
let insider: Staff;
let outsider: Staff;
let head: Staff;

async function hire(name: string): Promise<Staff> {
  const staffId = await database.run(town, system, (ctx) =>
    createStaff(ctx, {
      name,
      email: `${name.toLowerCase()}@amt.example`,
      password: "Blauer Reiher 1887 am Wehr",
      duties: ["casework"],
    }),
  );
  return { kind: "staff", staffId, name, duties: ["casework"] };
}

beforeAll(async () => {
  database = await createTestDatabase(inject("testServer"), [...messagingJobs, ...casesJobs]);
  await defineExample();
  extendRecords({ aktePanels: [], dokumentPanels: [], watchers: [casesWatcher] });
  defineClosingChecks([casesClosingCheck]);
  ({ town } = await openTowns(database));
  unitId = await database.run(town, system, (ctx) => createUnit(ctx, { code: "32", name: "Ordnungsamt" }));
  const other = await database.run(town, system, (ctx) => createUnit(ctx, { code: "50", name: "Sozialamt" }));
  [insider, outsider, head] = [await hire("Ina"), await hire("Otto"), await hire("Lea")];
  await database.run(town, system, (ctx) => setMembership(ctx, { unitId, staffId: insider.staffId, role: "member" }));
  await database.run(town, system, (ctx) => setMembership(ctx, { unitId: other, staffId: head.staffId, role: "head" }));
});
afterAll(() => database.close());

const open = () => database.run(town, { kind: "citizen" }, (ctx) => apply(ctx));

const restrict = (subject: Case, scope: "alle" | "einheit") =>
  database.run(town, system, (ctx) =>
    changeAccess(ctx, subject.akteId, { federfuehrung: unitId, scope, vertraulichkeit: "003", grants: [] }),
  );

const tabs: readonly TaskTab[] = ["meine", "offen", "ueberfaellig", "wartet", "erledigt"];

/** By which ways somebody comes upon a case. */
async function waysTo(who: Staff, subject: Case): Promise<readonly string[]> {
  const has = (cases: readonly { readonly caseId: string }[]) => cases.some(({ caseId }) => caseId === subject.caseId);
  const today = dayInBerlin(database.now);
  return database.run(town, who, async (ctx) => {
    const ways: Record<string, boolean> = {
      all: has((await searchCases(ctx, [])).cases),
      name: has((await searchCases(ctx, queryWords(subject.subjectName))).cases),
      reference: has((await searchCases(ctx, queryWords(subject.aktenzeichen))).cases),
      ids: (await listCaseIds(ctx, queryWords(subject.aktenzeichen))).includes(subject.caseId),
      aktenzeichen: (await findCaseByAktenzeichen(ctx, subject.aktenzeichen)) !== undefined,
      mailbox: has(await listCasesOfMailbox(ctx, subject.mailboxId)),
    };
    for (const tab of tabs) {
      const { items } = await listTasks(ctx, { tab, staffId: who.staffId, today });
      ways[tab] = has(items.map(({ task }) => task));
    }
    try {
      await getCase(ctx, subject.caseId);
      ways.page = true;
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
    }
    return Object.keys(ways).filter((way) => ways[way]);
  });
}

const openCount = async (who: Staff) =>
  (await database.run(town, who, (ctx) => countTasks(ctx, who.staffId, dayInBerlin(database.now)))).offen;

test("a case is found, listed and counted by those who see its Akte, at once when that changes", async () => {
  const subject = await open();
  const everywhere = ["all", "name", "reference", "ids", "aktenzeichen", "mailbox", "offen", "page"];
  expect(await waysTo(outsider, subject)).toEqual(everywhere);
  const counted = await openCount(outsider);
  await restrict(subject, "einheit");
  expect(await waysTo(outsider, subject)).toEqual([]);
  expect(await waysTo(insider, subject)).toEqual(everywhere);
  expect(await openCount(outsider)).toBe(counted - 1);
  expect(await openCount(insider)).toBe(counted);
  await restrict(subject, "alle");
  expect(await waysTo(outsider, subject)).toEqual(everywhere);
});

test("pages and counts go over several circles in one order, each case once", async () => {
  const opened: Case[] = [];
  for (let index = 0; index < 60; index++) {
    database.now = new Date(database.now.getTime() + 60_000);
    const subject = await open();
    opened.push(subject);
    if (index % 3 === 0) await restrict(subject, "einheit");
  }
  const walk = async (who: Staff) => {
    const ids: string[] = [];
    let before: string | undefined;
    do {
      const found = await database.run(town, who, (ctx) => searchCases(ctx, [], before));
      ids.push(...found.cases.map(({ caseId }) => caseId));
      before = found.next;
    } while (before !== undefined);
    return ids;
  };
  const all = opened.map(({ caseId }) => caseId);
  const ofInsider = (await walk(insider)).filter((id) => all.includes(id));
  expect(ofInsider).toEqual(all.toReversed());
  const ofOutsider = (await walk(outsider)).filter((id) => all.includes(id));
  expect(ofOutsider).toEqual(all.filter((_, index) => index % 3 !== 0).toReversed());

  const tasks = async (who: Staff) => {
    const ids: string[] = [];
    let after: string | undefined;
    for (;;) {
      const { items, hasAfter } = await database.run(town, who, (ctx) =>
        listTasks(ctx, {
          tab: "offen",
          staffId: who.staffId,
          today: dayInBerlin(database.now),
          ...(after === undefined ? {} : { after }),
        }),
      );
      ids.push(...items.map(({ task }) => task.caseId));
      after = items.at(-1)?.cursor;
      if (!hasAfter) return ids;
    }
  };
  for (const who of [insider, outsider]) {
    const ids = await tasks(who);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBe(await openCount(who));
  }
  expect((await tasks(insider)).length - (await tasks(outsider)).length).toBe(20);
});

test("what was opened with a reason is read, not worked on, and stands in no list", async () => {
  const subject = await open();
  await restrict(subject, "einheit");
  const [task] = await database.run(town, insider, (ctx) => listOpenTasks(ctx, subject.caseId));
  const complete = { caseId: subject.caseId, taskId: task?.taskId ?? "", outcome: "vollstaendig", rowVersion: 1 };
  await expect(database.run(town, head, (ctx) => completeTask(ctx, complete))).rejects.toThrow("cases.no-such-case");
  await database.run(town, head, (ctx) =>
    openWithReason(ctx, { aktenzeichen: subject.aktenzeichen, reason: "Amtshilfe für das Sozialgericht" }),
  );
  expect(await waysTo(head, subject)).toEqual(["aktenzeichen", "mailbox", "page"]);
  await expect(database.run(town, head, (ctx) => completeTask(ctx, complete))).rejects.toThrow("records.read-only");
});

test("an open task stands against z.d.A.", async () => {
  const subject = await open();
  await expect(
    database.run(town, insider, (ctx) => closeVorgangByHand(ctx, subject.akteId, subject.vorgangId)),
  ).rejects.toThrow("records.closing-blocked");
});
