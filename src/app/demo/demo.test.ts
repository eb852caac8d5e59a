import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { type Actor, addDays, dayInBerlin, instantInBerlin, newId, weekday } from "../../kernel/index.ts";
import { listAppointmentsOfDay } from "../../modules/appointments/index.ts";
import { findTown, isWorkingDay } from "../../modules/tenants/index.ts";
import type { TestDatabase } from "../../platform/testing/index.ts";
import { openDemoDatabase } from "../testing/demo-database.ts";
import { loadAnotherDay } from "./counters.ts";

const clerk: Actor = { kind: "staff", staffId: newId(), name: "Kim Beispiel", duties: ["casework"] };

let demo: Awaited<ReturnType<typeof openDemoDatabase>>;
let database: TestDatabase;
let town: number;

beforeAll(async () => {
  demo = await openDemoDatabase(inject("testServer"));
  database = demo.database;
  town = (await database.db.inPlatform((tx) => findTown(tx, "paderborn")))?.tenant ?? 0;
});
afterAll(() => demo.close());

// The weekday on which the demo is made has hours around the time at which it is made: another one is looked at.
test("A demo that is a week old has appointments of the day, and begins that day once", async () => {
  let day = addDays(dayInBerlin(database.now), 8);
  while (!isWorkingDay(day)) day = addDays(day, 1);
  const now = instantInBerlin(day, 10);
  const listed = () => database.run(town, clerk, (ctx) => listAppointmentsOfDay({ ...ctx, now }, { day }));
  const load = () => database.run(town, clerk, (ctx) => loadAnotherDay({ ...ctx, now }));
  expect(await listed()).toEqual([]);
  expect(await load()).toBe(true);
  const appointments = await listed();
  expect(appointments.length).toBeGreaterThan(4);
  expect(appointments.some(({ start, state }) => start > now && state === "booked")).toBe(true);
  expect(appointments.some(({ start, state }) => start < now && state === "no-show")).toBe(true);
  expect(await load()).toBe(false);
  expect(await listed()).toEqual(appointments);
});

test("An office that is closed gets none", async () => {
  let day = addDays(dayInBerlin(database.now), 8);
  while (weekday(day) < 6) day = addDays(day, 1);
  const now = instantInBerlin(day, 3);
  expect(await database.run(town, clerk, (ctx) => loadAnotherDay({ ...ctx, now }))).toBe(false);
});
