import { PgBoss } from "pg-boss";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { z } from "zod";
import { newId, type TenantId } from "../../kernel/index.ts";
import { createTestDatabase, type TestDatabase } from "../testing/index.ts";
import { findEarlierAnswer } from "../web/store.ts";
import { defineJob, enqueue } from "./index.ts";

const tenant = 1 as TenantId;
let database: TestDatabase;
let whileItRuns: () => Promise<void> = async () => undefined;
let failures = 0;

const job = defineJob({
  name: "test.once",
  payload: z.strictObject({}),
  async outside() {
    const once = whileItRuns;
    whileItRuns = async () => undefined;
    await once();
  },
  async inside(ctx) {
    await findEarlierAnswer(ctx, newId());
  },
  async failed() {
    failures++;
  },
});

beforeAll(async () => {
  database = await createTestDatabase(inject("testServer"), [job]);
});
afterAll(() => database.close());

const setState = (state: string) => () =>
  database.asSuperuser(async (client) => {
    await client.query(`update pgboss.job set state = '${state}', start_after = now() where state = 'active'`);
  });
const outcomes = () =>
  database.asSuperuser(async (client) => {
    const { rows } = await client.query<{ count: string }>("select count(*) from platform.submission");
    return Number(rows[0]?.count);
  });

test("a job that took so long that it was begun again leaves one outcome", async () => {
  await database.run(tenant, { kind: "citizen" }, (ctx) => enqueue(ctx, job, {}));
  // As the queue does it where a job runs longer than it may, or the one that took it is not heard of any more.
  whileItRuns = setState("retry");
  expect(await database.queue.drain()).toMatchObject({ failed: [] });
  expect(await outcomes()).toBe(1);
  expect(failures).toBe(0);
});

test("a job runs as long as it takes while whoever runs it shows signs of life, and is soon begun again where nobody does", async () => {
  await database.run(tenant, { kind: "citizen" }, (ctx) => enqueue(ctx, job, {}));
  /** Supervises as a worker does every minute, so many minutes after the last sign of life and after the beginning. */
  const supervised = async (silentMinutes: number, runningMinutes: number) =>
    database.asSuperuser(async (client) => {
      await client.query(
        `update pgboss.job set started_on = now() - $1 * interval '1 minute', heartbeat_on = now() - $2 * interval '1 minute'
         where state = 'active'`,
        [runningMinutes, silentMinutes],
      );
      await client.query("update pgboss.queue set monitor_claim_on = null, monitor_on = null");
      const supervisor = new PgBoss({ connectionString: database.superuserUrl, migrate: false, supervise: false });
      await supervisor.start();
      await supervisor.supervise("klickamt");
      await supervisor.stop({ graceful: false });
      const { rows } = await client.query<{ state: string }>(
        "select state from pgboss.job order by created_on desc limit 1",
      );
      return rows[0]?.state;
    });
  const states: (string | undefined)[] = [];
  whileItRuns = async () => {
    states.push(await supervised(1, 90), await supervised(3, 3));
  };
  await database.queue.drain();
  expect(states).toEqual(["active", "retry"]);
});

test("a job that somebody called off while it ran leaves none", async () => {
  const before = await outcomes();
  await database.run(tenant, { kind: "citizen" }, (ctx) => enqueue(ctx, job, {}));
  whileItRuns = setState("cancelled");
  await database.queue.drain();
  expect(await outcomes()).toBe(before);
});
