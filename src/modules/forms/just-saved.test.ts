import { afterAll, afterEach, beforeAll, expect, inject, test, vi } from "vitest";
import type { Ctx } from "../../platform/db/index.ts";
import { createTestDatabase, type TestDatabase } from "../../platform/testing/index.ts";
import type { Draft } from "./draft.ts";
import { forgetJustSaved, keepJustSaved, takeJustSaved } from "./just-saved.ts";

const citizen = { kind: "citizen" } as const;
const draft: Draft = {
  draftId: "01a2087a-dd6b-730f-b25b-318369ecf16d",
  leistungId: "hund-anmelden",
  formVersion: 1,
  codeMac: "mac",
  language: "de",
  answers: { hundename: "Rex" },
  layout: undefined,
  doneSections: ["hund"],
  prefill: undefined,
  notice: undefined,
  savedAt: new Date("2026-11-23T10:00:00Z"),
  sent: undefined,
};

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject("testServer"));
});
afterAll(() => database.close());
afterEach(() => vi.useRealTimers());

const keep = () => database.run(7, citizen, async (ctx) => keepJustSaved(ctx, draft));
const take = (tenant = 7) => takeJustSaved({ tenant } as Ctx, draft.draftId);

test("a draft that was just saved is there for the next page, once", async () => {
  await keep();
  expect(take()).toEqual(draft);
  expect(take()).toBeUndefined();
});

test("it is there only once all of it is stored", async () => {
  await database.run(7, citizen, async (ctx) => {
    keepJustSaved(ctx, draft);
    expect(take()).toBeUndefined();
  });
  expect(take()).toEqual(draft);
  await expect(
    database.run(7, citizen, async (ctx) => {
      keepJustSaved(ctx, draft);
      throw new Error("nothing is stored");
    }),
  ).rejects.toThrow("nothing is stored");
  expect(take()).toBeUndefined();
});

test("it belongs to its municipality", async () => {
  await keep();
  expect(take(8)).toBeUndefined();
  expect(take()).toEqual(draft);
});

test("whatever is stored next ends it", async () => {
  await keep();
  forgetJustSaved({ tenant: 7 } as Ctx, draft.draftId);
  expect(take()).toBeUndefined();
});

test("it is there for a second, and then nothing of it is left in memory", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  await keep();
  vi.advanceTimersByTime(600);
  await keep();
  vi.advanceTimersByTime(600);
  expect(take()).toEqual(draft);
  await keep();
  vi.advanceTimersByTime(1000);
  expect(vi.getTimerCount()).toBe(0);
  expect(take()).toBeUndefined();
});
