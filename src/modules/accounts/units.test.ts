import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { type Actor, Invalid } from "../../kernel/index.ts";
import { createTestDatabase, type TestDatabase } from "../../platform/testing/index.ts";
import { switchOnTown } from "../tenants/index.ts";
import { changeUnit, createUnit, dissolveUnit } from "./actions/keep-units.ts";
import { listUnits } from "./index.ts";
import { unitTree } from "./model/unit.ts";

const system: Actor = { kind: "system", name: "test" };
let database: TestDatabase;
let town: number;

beforeAll(async () => {
  database = await createTestDatabase(inject("testServer"));
  town = await database.db.inPlatform(
    async (tx) =>
      (await switchOnTown({ tx, actor: system, now: database.now }, { ags: "paderborn", demo: true })).tenantId,
  );
});
afterAll(() => database.close());

const create = (code: string, parentId?: string) =>
  database.run(town, system, (ctx) =>
    createUnit(ctx, { code, name: `Amt ${code}`, ...(parentId === undefined ? {} : { parentId }) }),
  );
const move = (unitId: string, code: string, parentId: string) =>
  database.run(town, system, (ctx) => changeUnit(ctx, unitId, { code, name: `Amt ${code}`, parentId }));
const tree = async () => {
  const units = await database.run(town, system, (ctx) => listUnits(ctx));
  return [units.length, unitTree(units).length];
};

test("Two who put two units below each other at once end with one below the other", async () => {
  for (let round = 0; round < 5; round++) {
    const [first, second] = [`1${round}`, `2${round}`];
    const [one, other] = [await create(first), await create(second)];
    const ends = await Promise.allSettled([move(one, first, other), move(other, second, one)]);
    expect(ends.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(ends.find((end) => end.status === "rejected")?.reason).toBeInstanceOf(Invalid);
  }
  const [all, placed] = await tree();
  expect(placed).toBe(all);
});

test("Nothing is put below a unit that is dissolved at the same time", async () => {
  for (let round = 0; round < 5; round++) {
    const parent = await create(`3${round}`);
    const ends = await Promise.allSettled([
      create(`4${round}`, parent),
      database.run(town, system, (ctx) => dissolveUnit(ctx, parent)),
    ]);
    expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  }
});
