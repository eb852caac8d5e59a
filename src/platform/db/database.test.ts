import { CompiledQuery } from "kysely";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { z } from "zod";
import { Unavailable } from "../../kernel/index.ts";
import { defineJob, enqueue } from "../jobs/index.ts";
import { createTestDatabase, type TestDatabase } from "../testing/index.ts";

const seen: string[] = [];
let failures = 0;
const note = defineJob<{ word: string }>({
  name: "test.note",
  payload: z.object({ word: z.string() }),
  async inside(_ctx, { word }) {
    seen.push(word);
  },
});
const flaky = defineJob<object>({
  name: "test.flaky",
  payload: z.object({}),
  async outside() {
    throw new Unavailable("test.down");
  },
  async inside() {},
  async failed() {
    failures++;
  },
});

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject("testServer"), [note, flaky]);
});
afterAll(() => database.close());

const system = { kind: "system", name: "test" } as const;
const insert = (tenant: number, key: string) =>
  CompiledQuery.raw("insert into platform.submission (tenant_id, submission_key) values ($1, $2)", [tenant, key]);
const count = CompiledQuery.raw("select count(*)::int as n from platform.submission");

describe("a transaction of a municipality", () => {
  test("sees its own rows and nobody else's", async () => {
    await database.run(1, system, (ctx) => ctx.tx.executeQuery(insert(1, "first-key")));
    const own = await database.run(1, system, (ctx) => ctx.tx.executeQuery<{ n: number }>(count));
    const other = await database.run(2, system, (ctx) => ctx.tx.executeQuery<{ n: number }>(count));
    expect(own.rows).toEqual([{ n: 1 }]);
    expect(other.rows).toEqual([{ n: 0 }]);
  });

  test("cannot write a row of another municipality", async () => {
    await expect(database.run(2, system, (ctx) => ctx.tx.executeQuery(insert(1, "other-key")))).rejects.toThrow(
      /row-level security/,
    );
  });

  test("leaves nothing behind when it throws, not even a queued job", async () => {
    await expect(
      database.run(1, system, async (ctx) => {
        await ctx.tx.executeQuery(insert(1, "thrown-away"));
        await enqueue(ctx, note, { word: "never" });
        throw new Error("stop");
      }),
    ).rejects.toThrow("stop");
    const { rows } = await database.run(1, system, (ctx) =>
      ctx.tx.executeQuery(CompiledQuery.raw("select 1 from platform.submission where submission_key = 'thrown-away'")),
    );
    expect(rows).toEqual([]);
    await database.queue.drain();
    expect(seen).not.toContain("never");
  });

  test("queues a job that runs after the commit, once", async () => {
    await database.run(1, system, (ctx) => enqueue(ctx, note, { word: "hello" }));
    expect((await database.queue.drain()).done).toBe(1);
    expect((await database.queue.drain()).done).toBe(0);
    expect(seen).toEqual(["hello"]);
  });

  test("records each failed attempt of a job", async () => {
    await database.run(1, system, (ctx) => enqueue(ctx, flaky, {}));
    expect((await database.queue.drain()).failed).toEqual([{ job: "test.flaky", code: "test.down" }]);
    expect(failures).toBe(1);
  });

  test("cannot be opened for a municipality that is no number", async () => {
    await expect(database.run(Number.NaN, system, async () => undefined)).rejects.toThrow(RangeError);
  });
});

describe("the app role", () => {
  test("owns nothing and cannot pass row-level security", async () => {
    const { rows } = await database.run(1, system, (ctx) =>
      ctx.tx.executeQuery(
        CompiledQuery.raw(
          "select rolsuper, rolbypassrls, (select count(*)::int from pg_class c where c.relowner = r.oid) as owned from pg_roles r where rolname = current_user",
        ),
      ),
    );
    expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, owned: 0 }]);
  });
});
