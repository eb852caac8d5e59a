import { CompiledQuery } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { z } from "zod";
import { type TenantId, Unavailable } from "../../kernel/index.ts";
import { defineJob, enqueue } from "../jobs/index.ts";
import { createTestDatabase, type TestDatabase } from "../testing/index.ts";
import { afterCommit, defer, deferToCommit, readFirst, type Tx } from "./index.ts";

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
const removeAll = CompiledQuery.raw("delete from platform.submission");
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

  test("queues many jobs, also after statements that have been sent in between", async () => {
    seen.length = 0;
    await database.run(1, system, async (ctx) => {
      await enqueue(ctx, note, { word: "one" });
      await enqueue(ctx, note, { word: "two, with a ' and a \" and a ü" });
      await ctx.tx.executeQuery(count);
      await enqueue(ctx, note, { word: "three" });
      await enqueue(ctx, note, { word: "four" });
    });
    expect((await database.queue.drain()).done).toBe(4);
    expect(seen.toSorted()).toEqual(["four", "one", "three", "two, with a ' and a \" and a ü"]);
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

const submissions = (tenant: number) =>
  database
    .run(tenant, system, (ctx) =>
      ctx.tx.executeQuery<{ submission_key: string }>(
        CompiledQuery.raw("select submission_key from platform.submission order by submission_key"),
      ),
    )
    .then(({ rows }) => rows.map((row) => row.submission_key));

describe("statements that travel together", () => {
  test("are answered each with its own", async () => {
    const rows = await database.run(3, system, async (ctx) => {
      const one = (value: number) =>
        ctx.tx.executeQuery<{ n: number }>(CompiledQuery.raw("select $1::int as n", [value]));
      return (await Promise.all([one(1), one(2), ctx.tx.executeQuery(insert(3, "together")), one(3)])).map(
        ({ rows: [row], numAffectedRows }) => (row as { n: number } | undefined)?.n ?? Number(numAffectedRows),
      );
    });
    expect(rows).toEqual([1, 2, 1, 3]);
  });

  test("fail together, and the connection is of use to the next one", async () => {
    const failed = await database
      .run(3, system, (ctx) =>
        Promise.allSettled([
          ctx.tx.executeQuery(insert(3, "before-mistake")),
          ctx.tx.executeQuery(CompiledQuery.raw("select 1 / $1::int", [0])),
          ctx.tx.executeQuery(CompiledQuery.raw("select 'never looked at'")),
        ]),
      )
      .catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(Error);
    expect(await submissions(3)).toEqual(["together"]);
    expect(
      (await database.run(3, system, (ctx) => ctx.tx.executeQuery(CompiledQuery.raw("select 1 / $1::int as n", [1]))))
        .rows,
    ).toEqual([{ n: 1 }]);
  });

  test("carry values of every kind", async () => {
    const values = {
      words: ["plain", 'with "quotes"', "back\\slash", "{curly}, comma", "NULL", "", "Straße – Łódź 🏛"],
      at: new Date("2026-11-25T10:11:12.345Z"),
      bytes: Buffer.from([0, 1, 254, 255]),
      json: { name: "Ünal", list: [1, null] },
      long: "ß".repeat(100_000),
    };
    const { rows } = await database.run(3, system, (ctx) =>
      ctx.tx.executeQuery<Record<string, unknown>>(
        CompiledQuery.raw(
          "select $1::text[] as words, $2::timestamptz as at, $3::bytea as bytes, $4::jsonb as json, $5::text as long, $6::text as none, $7::boolean as yes, $8::int8 as big, $9::date as day, $10::text[] as some",
          [
            values.words,
            values.at,
            values.bytes,
            values.json,
            values.long,
            null,
            true,
            2 ** 40,
            "2026-11-25",
            [null, "a"],
          ],
        ),
      ),
    );
    expect(rows).toEqual([{ ...values, none: null, yes: true, big: 2 ** 40, day: "2026-11-25", some: [null, "a"] }]);
  });

  test("are planned anew when the table below them has changed", async () => {
    const owner = new pg.Client({ connectionString: database.superuserUrl });
    await owner.connect();
    try {
      await owner.query("create table platform.changing (a int); grant select on platform.changing to klickamt_app");
      await owner.query("insert into platform.changing values (1)");
      const all = () =>
        Promise.all(
          [1, 2, 3].map(() =>
            database.run(3, system, (ctx) => ctx.tx.executeQuery(CompiledQuery.raw("select * from platform.changing"))),
          ),
        );
      expect((await all()).map(({ rows }) => rows)).toEqual([[{ a: 1 }], [{ a: 1 }], [{ a: 1 }]]);
      await owner.query("alter table platform.changing add b text default 'x'");
      expect((await all()).map(({ rows }) => rows)).toEqual(Array(3).fill([{ a: 1, b: "x" }]));
    } finally {
      await owner.query("drop table if exists platform.changing");
      await owner.end();
    }
  });
});

describe("a deferred statement", () => {
  test("is there for the next one, and after the commit", async () => {
    const seen = await database.run(4, system, async (ctx) => {
      defer(ctx.tx, insert(4, "deferred-1"));
      const { rows } = await ctx.tx.executeQuery<{ n: number }>(count);
      defer(ctx.tx, insert(4, "deferred-2"));
      return rows[0]?.n;
    });
    expect(seen).toBe(1);
    expect(await submissions(4)).toEqual(["deferred-1", "deferred-2"]);
  });

  test("fails the transaction that it belongs to", async () => {
    await expect(
      database.run(4, system, async (ctx) => {
        defer(ctx.tx, insert(4, "deferred-3"));
        defer(ctx.tx, insert(5, "of-another-town"));
      }),
    ).rejects.toThrow(/row-level security/);
    expect(await submissions(4)).toEqual(["deferred-1", "deferred-2"]);
  });

  test("goes when the work throws", async () => {
    await expect(
      database.run(4, system, async (ctx) => {
        defer(ctx.tx, insert(4, "deferred-4"));
        throw new Error("stop");
      }),
    ).rejects.toThrow("stop");
    expect(await submissions(4)).toEqual(["deferred-1", "deferred-2"]);
  });

  test("waits for the commit where it is to, behind what is deferred later", async () => {
    const seen = await database.run(31, system, async (ctx) => {
      deferToCommit(ctx.tx, insert(31, "at-the-end"));
      defer(ctx.tx, removeAll);
      const { rows } = await ctx.tx.executeQuery<{ n: number }>(count);
      return rows[0]?.n;
    });
    expect(seen).toBe(0);
    expect(await submissions(31)).toEqual(["at-the-end"]);
    await database.run(31, system, async (ctx) => {
      deferToCommit(ctx.tx, insert(31, "alone-at-the-end"));
      defer(ctx.tx, removeAll);
    });
    expect(await submissions(31)).toEqual(["alone-at-the-end"]);
  });

  test("is refused where nothing may be written", async () => {
    await expect(
      database.db.inTenant(4 as TenantId, async (tx) => defer(tx, insert(4, "deferred-5")), { readOnly: true }),
    ).rejects.toThrow(/while reading/);
  });
});

describe("after the commit", () => {
  test("whoever asked is told, and nobody where nothing was committed", async () => {
    const told: string[] = [];
    await database.run(31, system, async (ctx) => {
      afterCommit(ctx.tx, () => told.push("committed"));
      defer(ctx.tx, insert(31, "told-after"));
      expect(told).toEqual([]);
    });
    const failed = database.run(31, system, async (ctx) => {
      afterCommit(ctx.tx, () => told.push("failed"));
      defer(ctx.tx, insert(31, "told-after"));
    });
    await expect(failed).rejects.toThrow(/duplicate key/);
    expect(told).toEqual(["committed"]);
  });
});

describe("reading", () => {
  test("sees its own municipality in every statement, and writes nothing", async () => {
    const read = await database.db.inTenant(
      4 as TenantId,
      async (tx) => {
        const first = await tx.executeQuery<{ n: number }>(count);
        const second = await tx.executeQuery<{ n: number }>(count);
        return [first.rows[0]?.n, second.rows[0]?.n];
      },
      { readOnly: true },
    );
    expect(read).toEqual([2, 2]);
    await expect(
      database.db.inTenant(4 as TenantId, (tx) => tx.executeQuery(insert(4, "while-reading")), { readOnly: true }),
    ).rejects.toThrow(/read-only transaction/);
    expect(await submissions(4)).toEqual(["deferred-1", "deferred-2"]);
  });

  test("is over when it is over", async () => {
    let kept: Tx | undefined;
    await database.db.inTenant(
      4 as TenantId,
      async (tx) => {
        kept = tx;
      },
      { readOnly: true },
    );
    await expect(async () => kept?.executeQuery(count)).rejects.toThrow(/has ended/);
  });
});

describe("brief reads of several requests", () => {
  const brief = (tenant: number, query: CompiledQuery) =>
    database.db.inTenant(tenant as TenantId, (tx) => tx.executeQuery<Record<string, unknown>>(query), {
      readOnly: true,
      brief: true,
    });

  test("are answered each with its own, and each sees its own municipality", async () => {
    const keys = CompiledQuery.raw(
      "select current_setting('klickamt.tenant')::int as tenant, count(*)::int as n from platform.submission",
    );
    const numbers = Array.from({ length: 20 }, (_, at) => brief(4, CompiledQuery.raw("select $1::int as n", [at])));
    const [own, other] = await Promise.all([brief(4, keys), brief(5, keys)]);
    expect((await Promise.all(numbers)).map(({ rows }) => rows[0]?.n)).toEqual(Array.from({ length: 20 }, (_, n) => n));
    expect([own.rows, other.rows]).toEqual([[{ tenant: 4, n: 2 }], [{ tenant: 5, n: 0 }]]);
  });

  test("do not suffer from the mistake of another, and write nothing", async () => {
    const answers = await Promise.allSettled([
      brief(4, CompiledQuery.raw("select 1 as n")),
      brief(4, CompiledQuery.raw("select 1 / $1::int as n", [0])),
      brief(4, CompiledQuery.raw("select 2 as n")),
      brief(4, insert(4, "with-brief-reads")),
      brief(4, CompiledQuery.raw("select 3 as n")),
    ]);
    expect(
      answers.map((answer) => (answer.status === "fulfilled" ? answer.value.rows[0]?.n : String(answer.reason))),
    ).toEqual([1, expect.stringContaining("division by zero"), 2, expect.stringContaining("read-only transaction"), 3]);
    expect(await submissions(4)).toEqual(["deferred-1", "deferred-2"]);
  });
});

describe("transactions that only write", () => {
  const write = (tenant: number, ...queries: readonly CompiledQuery[]) =>
    database.db.inTenant(tenant as TenantId, async (tx) => {
      for (const query of queries) defer(tx, query);
    });
  /** Fails where two of it are in one transaction. */
  const ofItsOwn = CompiledQuery.raw(
    "insert into platform.submission (tenant_id, submission_key) values ($1, 'transaction-' || pg_current_xact_id())",
    [8],
  );
  const remove = () =>
    database.run(8, system, (ctx) => ctx.tx.executeQuery(CompiledQuery.raw("delete from platform.submission")));

  test("share a transaction with others of their municipality that come at once", async () => {
    const keys = Array.from({ length: 9 }, (_, at) => `at-once-${at}`);
    const outcomes = await Promise.allSettled([
      ...keys.map((key) => write(8, insert(8, key))),
      write(9, insert(9, "of-another-town")),
    ]);
    expect(outcomes.every(({ status }) => status === "fulfilled")).toBe(true);
    const { rows } = await database.run(8, system, (ctx) =>
      ctx.tx.executeQuery<{ n: number; xacts: number }>(
        CompiledQuery.raw(
          "select count(*)::int as n, count(distinct xmin::text)::int as xacts from platform.submission where submission_key like 'at-once-%'",
        ),
      ),
    );
    expect(rows).toEqual([{ n: 9, xacts: 2 }]);
    expect(await submissions(9)).toEqual(["of-another-town"]);
    await remove();
  });

  test("do not suffer from the mistake of another", async () => {
    const outcomes = await Promise.allSettled([
      write(8, insert(8, "written-before")),
      write(8, insert(8, "half-of-it"), insert(9, "not-of-ours")),
      write(8, insert(8, "written-after")),
      write(8, ofItsOwn),
      write(8, ofItsOwn),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual([
      "fulfilled",
      "rejected",
      "fulfilled",
      "fulfilled",
      "fulfilled",
    ]);
    const keys = await submissions(8);
    expect(keys).toEqual(expect.arrayContaining(["written-before", "written-after"]));
    expect(keys).toHaveLength(4);
    await remove();
  });

  test("do not wait long for one that has to wait", async () => {
    await write(8, insert(8, "held-by-one"));
    const touch = CompiledQuery.raw(
      "update platform.submission set location = '/' where submission_key = 'held-by-one'",
    );
    let release = () => {};
    const released = new Promise<void>((done) => {
      release = done;
    });
    let holds = () => {};
    const held = new Promise<void>((done) => {
      holds = done;
    });
    const holder = database.run(8, system, async (ctx) => {
      await ctx.tx.executeQuery(touch);
      holds();
      await released;
    });
    await held;
    let waited = false;
    const stuck = [write(8, touch), write(8, touch)].map((one) => one.then(() => waited || expect.fail()));
    // More than travel at once, so that some come after those that wait.
    await new Promise((done) => setTimeout(done, 20));
    await Promise.all(Array.from({ length: 20 }, (_, at) => write(8, insert(8, `meanwhile-${at}`))));
    expect(await submissions(8)).toHaveLength(21);
    waited = true;
    release();
    await holder;
    await Promise.all(stuck);
    await remove();
  });
});

describe("what is read first", () => {
  test("is read before the transaction begins, and in it afterwards", async () => {
    const inTransaction = CompiledQuery.raw(
      "select current_setting('transaction_read_only') = 'off' as writes, count(*)::int as n from platform.submission",
    );
    const read = await database.run(6, system, async ({ tx }) => {
      const before = await readFirst<{ writes: boolean; n: number }>(tx, inTransaction);
      defer(tx, insert(6, "after-reading"));
      const after = await readFirst<{ writes: boolean; n: number }>(tx, inTransaction);
      return [before.rows[0], after.rows[0]];
    });
    expect(read).toEqual([
      { writes: false, n: 0 },
      { writes: true, n: 1 },
    ]);
    expect(await submissions(6)).toEqual(["after-reading"]);
  });

  test("fails the transaction where it fails", async () => {
    await expect(
      database.run(6, system, async ({ tx }) => {
        await readFirst(tx, CompiledQuery.raw("select 1 / 0"));
        defer(tx, insert(6, "never"));
      }),
    ).rejects.toThrow("division by zero");
    expect(await submissions(6)).toEqual(["after-reading"]);
  });
});

test("a mistake that nobody minded does not look like a commit", async () => {
  await expect(
    database.run(4, system, async (ctx) => {
      await ctx.tx.executeQuery(insert(4, "swallowed"));
      await ctx.tx.executeQuery(CompiledQuery.raw("select 1 / 0")).catch(() => undefined);
    }),
  ).rejects.toThrow(/nothing was committed/);
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
