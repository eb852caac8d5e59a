import { CompiledQuery } from "kysely";
import { type JobResult, PgBoss } from "pg-boss";
import { type BlobStore, Failure, type Keyring, newId, type TenantId } from "../../kernel/index.ts";
import { beginRemoval, type Ctx, type Database, deferToCommit, type Tx } from "../db/index.ts";
import type { Logger } from "../log/index.ts";
import type { AnyJob } from "./job.ts";

const queueName = "klickamt";
const tickName = "klickamt-tick";
const schema = "pgboss";
/** Attempts with growing pauses: about a day in all, then a person is told. */
const retryLimit = 14;
/** So long after the last sign of life of whoever runs a job it is begun again: after a crash, and not before. */
const heartbeatSeconds = 120;
/** Nothing that shows signs of life is taken away: a batch of scans or one large Akte takes as long as it takes. */
const longestSeconds = 12 * 3600;
/** Jobs a worker takes at once; they run one after the other. */
const jobsPerFetch = 10;

/** The queue has taken a job away while it ran: it was begun again, is done, or was called off. */
class TakenAway extends Error {}

/** What the queue keeps of a failure: never a message, which could hold personal data. */
function codeOf(error: unknown): string {
  return error instanceof Failure ? error.code : "job.bug";
}

interface Envelope {
  readonly job: string;
  readonly tenant: number;
  readonly payload: object;
}

/** Installs or updates the queue's tables as the migrator and lets the app role use them. */
export async function installQueue(migratorUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: migratorUrl, schema, supervise: false, schedule: false, max: 2 });
  boss.on("error", () => undefined);
  await boss.start();
  try {
    const policy = {
      retryLimit,
      retryDelay: 5,
      retryBackoff: true,
      retryDelayMax: 14_400,
      expireInSeconds: longestSeconds,
      heartbeatSeconds,
      deleteAfterSeconds: 604_800,
    };
    for (const name of [queueName, tickName]) {
      if ((await boss.getQueue(name)) === null) await boss.createQueue(name, policy);
      else await boss.updateQueue(name, policy);
    }
    await boss.getDb().executeSql(`
      grant usage on schema ${schema} to klickamt_app;
      grant select, insert, update, delete on all tables in schema ${schema} to klickamt_app;
      grant usage on all sequences in schema ${schema} to klickamt_app;
      grant execute on all functions in schema ${schema} to klickamt_app;`);
  } finally {
    await boss.stop({ graceful: false });
  }
}

function databaseOf(tx: Tx) {
  return {
    async executeSql(text: string, values: unknown[] = []) {
      const result = await tx.executeQuery(CompiledQuery.raw(text, values));
      return { rows: result.rows as unknown[] };
    },
  };
}

/** The insertion that a transaction has waiting: further jobs go with it until the commit. */
class WaitingInsertion {
  readonly text: string;
  readonly #jobs: unknown[] = [];
  #sent = false;

  constructor(text: string) {
    this.text = text;
  }

  /** @param jobs JSON of a list. @returns whether they go with it */
  add(text: string, jobs: string): boolean {
    if (this.#sent || text !== this.text) return false;
    this.#jobs.push(...(JSON.parse(jobs) as unknown[]));
    return true;
  }

  /** Called when it is written to the connection: until then it can be added to. */
  toJSON(): readonly unknown[] {
    this.#sent = true;
    return this.#jobs;
  }
}

const waitingInsertions = new WeakMap<Tx, WaitingInsertion>();

/**
 * Lets an insertion travel with the commit, together with those of all other jobs of the transaction: it costs PostgreSQL
 * a third of a millisecond however many jobs it brings. The caller knows what it would have returned.
 */
function deferringDatabaseOf(tx: Tx, returned: object) {
  return {
    async executeSql(text: string, values: unknown[] = []) {
      const jobs = String(values[0]);
      if (waitingInsertions.get(tx)?.add(text, jobs) !== true) {
        const insertion = new WaitingInsertion(text);
        insertion.add(text, jobs);
        waitingInsertions.set(tx, insertion);
        deferToCommit(tx, CompiledQuery.raw(text, [insertion]));
      }
      return { rows: [returned] as unknown[] };
    },
  };
}

export interface QueueOptions {
  /** Connection URL of the app role. */
  readonly url: string;
  readonly db: Database;
  readonly files: BlobStore;
  readonly keyring: Keyring;
  readonly log: Logger;
  readonly jobs: readonly AnyJob[];
  /** The municipalities that scheduled jobs run for. */
  listTenants(): Promise<readonly TenantId[]>;
  /** Tests set it; PostgreSQL's clock counts as being ahead by as much as it is when the queue is opened. */
  readonly clock?: () => Date;
}

/** Sends jobs, and works on them where asked to. */
export interface Queue {
  readonly sender: Ctx["jobs"];
  /** How far the clock by which jobs fall due is ahead of the one that was set; 0 where none was. */
  readonly aheadMs: number;
  /** Begins to work; several processes may. */
  work(options?: { readonly concurrency?: number }): Promise<void>;
  /**
   * Runs what is due, and what that queues, until nothing is left. For tests and `jobs drain`.
   * @returns how many ran, and which failed
   */
  drain(): Promise<{ readonly done: number; readonly failed: readonly { job: string; code: string }[] }>;
  /** Runs the scheduled job of this name for every municipality now. */
  tick(job: string): Promise<void>;
  /** Stops taking jobs, waits for the running ones. */
  stop(): Promise<void>;
}

/** Opens the queue for sending; `installQueue` must have run. */
export async function openQueue(options: QueueOptions): Promise<Queue> {
  const clock = options.clock ?? (() => new Date());
  // Jobs fall due by PostgreSQL's clock. What tests put off stays put off, whatever the time is where they run.
  const aheadMs = options.clock === undefined ? 0 : Date.now() - options.clock().getTime();
  const byName = new Map(options.jobs.map((job) => [job.name, job]));
  const boss = new PgBoss({
    connectionString: options.url,
    schema,
    migrate: false,
    createSchema: false,
    supervise: false,
    schedule: false,
    max: 3,
  });
  boss.on("error", (error) => options.log.warn({ err: error }, "queue"));
  await boss.start();
  let worker: PgBoss | undefined;

  const sender: Ctx["jobs"] = {
    async send(ctx, job, payload, sendOptions = {}) {
      if (!byName.has(job)) throw new Error(`no job ${job}`);
      const envelope: Envelope = { job, tenant: ctx.tenant, payload };
      const id = newId();
      await boss.send(queueName, envelope, {
        id,
        db: deferringDatabaseOf(ctx.tx, { id }),
        ...(sendOptions.startAfter === undefined
          ? {}
          : { startAfter: new Date(sendOptions.startAfter.getTime() + aheadMs) }),
      });
    },
  };

  function ctxOf(tx: Tx, tenant: TenantId, job: string): Ctx {
    return {
      tx,
      tenant,
      actor: { kind: "system", name: job },
      now: clock(),
      files: options.files,
      keyring: options.keyring,
      jobs: sender,
    };
  }

  async function run(id: string, envelope: Envelope, attempt: number): Promise<void> {
    const job = byName.get(envelope.job);
    if (job === undefined) throw new Error(`no job ${envelope.job}`);
    const tenant = envelope.tenant as TenantId;
    const payload = job.payload.parse(envelope.payload) as object;
    try {
      const outcome = await job.outside?.(
        {
          read: (work) => options.db.inTenant(tenant, (tx) => work(ctxOf(tx, tenant, job.name)), { readOnly: true }),
          tellProgress: (work) => options.db.inTenant(tenant, (tx) => work(ctxOf(tx, tenant, job.name))),
          remove: (work) =>
            options.db.inTenant(tenant, async (tx) => {
              await beginRemoval(tx);
              return work();
            }),
          idempotencyKey: id,
        },
        payload,
      );
      await options.db.inTenant(tenant, async (tx) => {
        await job.inside(ctxOf(tx, tenant, job.name), payload, outcome);
        // The job ends in the transaction that records its outcome: a crash repeats both or neither.
        const ended = await boss.complete(queueName, id, null, { db: databaseOf(tx) });
        // What pg-boss gives back its types keep quiet about.
        const { affected } = ended as { readonly affected?: number };
        if (affected === 0) throw new TakenAway();
      });
    } catch (error) {
      if (error instanceof TakenAway) {
        options.log.warn({ job: job.name, tenant, attempt }, "job was taken away while it ran: nothing of it is kept");
        return;
      }
      const code = codeOf(error);
      options.log[error instanceof Failure ? "warn" : "error"](
        { job: job.name, tenant, attempt, code, ...(error instanceof Failure ? {} : { err: error }) },
        "job failed",
      );
      if (job.failed !== undefined) {
        const failure = { code, attempt, last: attempt > retryLimit };
        await options.db
          .inTenant(tenant, (tx) => job.failed?.(ctxOf(tx, tenant, job.name), payload, failure) ?? Promise.resolve())
          .catch((second) => options.log.error({ err: second, job: job.name }, "job failure could not be recorded"));
      }
      throw error;
    }
  }

  async function tick(name: string): Promise<void> {
    for (const tenant of await options.listTenants()) {
      await options.db.inTenant(tenant, (tx) => sender.send({ tx, tenant }, name, {}));
    }
  }

  return {
    sender,
    aheadMs,
    tick,
    async work({ concurrency = 2 } = {}) {
      worker = new PgBoss({
        connectionString: options.url,
        schema,
        migrate: false,
        createSchema: false,
        supervise: true,
        schedule: true,
        max: 3 + concurrency,
      });
      worker.on("error", (error) => options.log.warn({ err: error }, "worker"));
      await worker.start();
      for (const job of options.jobs) {
        if (job.schedule !== undefined) {
          await worker.schedule(tickName, job.schedule, { job: job.name }, { tz: "Europe/Berlin", key: job.name });
        }
      }
      await worker.work<{ job: string }>(tickName, { pollingIntervalSeconds: 15 }, async (ticks) => {
        for (const { data } of ticks) if (byName.has(data.job)) await tick(data.job);
      });
      await worker.work<Envelope>(
        queueName,
        {
          pollingIntervalSeconds: 0.5,
          localConcurrency: concurrency,
          includeMetadata: true,
          // A full batch is followed by the next at once: after a rush nobody waits for the clock.
          batchSize: jobsPerFetch,
          burstWhenBatchFull: true,
          perJobResults: true,
        },
        async (jobs) => {
          const results: JobResult[] = [];
          for (const job of jobs) {
            try {
              await run(job.id, job.data, job.retryCount + 1);
              results.push({ id: job.id, status: "completed" });
            } catch (error) {
              results.push({ id: job.id, status: "failed", output: { code: codeOf(error) } });
            }
          }
          return results;
        },
      );
    },
    async drain() {
      let done = 0;
      const failed: { job: string; code: string }[] = [];
      for (;;) {
        const jobs = await boss.fetch<Envelope>(queueName, { batchSize: 20, includeMetadata: true });
        if (jobs.length === 0) return { done, failed };
        const ids = jobs.map(({ id }) => id);
        const beating = setInterval(() => {
          boss.touch(queueName, ids).catch((error: unknown) => options.log.warn({ err: error }, "queue"));
        }, heartbeatSeconds * 500);
        for (const job of jobs) {
          try {
            await run(job.id, job.data, job.retryCount + 1);
            done++;
          } catch (error) {
            failed.push({
              job: job.data.job,
              code: error instanceof Failure ? error.code : String((error as Error).message),
            });
            await boss.fail(queueName, job.id, { code: codeOf(error) });
          }
        }
        clearInterval(beating);
      }
    },
    async stop() {
      await worker?.stop({ graceful: true, timeout: 20_000 });
      await boss.stop({ graceful: false });
    },
  };
}
