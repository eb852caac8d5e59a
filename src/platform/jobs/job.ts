import type { z } from "zod";
import type { Ctx } from "../db/index.ts";

/** What a job may do before its transaction opens: read, and talk to outside systems. */
export interface Outside {
  /** Runs in a read-only transaction of the job's municipality. */
  read<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>;
  /**
   * Runs in a transaction of its own, committed at once: to say how far the work is, and nothing else, because all of it
   * may run again.
   */
  tellProgress(work: (ctx: Ctx) => Promise<void>): Promise<void>;
  /**
   * Removes files for good: in a transaction of its own that keeps a backup from beginning meanwhile. For a few at a time.
   * @throws Unavailable `platform.backup-running` while one runs: the job comes again
   */
  remove<T>(work: () => Promise<T>): Promise<T>;
  /** Stays the same when the job is tried again: outside systems recognise a repeat by it. */
  readonly idempotencyKey: string;
}

/**
 * Background work of a municipality. `outside` talks to other systems without a transaction and may run
 * again after a crash; `inside` records the outcome in one transaction, together with the job's end.
 */
export interface Job<P extends object = object, R = unknown> {
  /** `module.verb`, stored while jobs wait: `gewerbe.deliver`. */
  readonly name: string;
  readonly payload: z.ZodType<P>;
  outside?(io: Outside, payload: P): Promise<R>;
  inside(ctx: Ctx, payload: P, outcome: R): Promise<void>;
  /** Called in a transaction of its own each time `outside` or `inside` has failed. */
  failed?(
    ctx: Ctx,
    payload: P,
    failure: { readonly code: string; readonly attempt: number; readonly last: boolean },
  ): Promise<void>;
  /** Cron expression in Europe/Berlin: runs for every municipality with an empty payload. */
  readonly schedule?: string;
}

/** A job as the worker sees it, whatever its payload. */
// biome-ignore lint/suspicious/noExplicitAny: a list of jobs with different payloads
export type AnyJob = Job<any, any>;

/** Checks the types of a job where it is defined. */
export function defineJob<P extends object, R = undefined>(job: Job<P, R>): Job<P, R> {
  return job;
}

/** Queues a job in the running transaction. */
export async function enqueue<P extends object>(
  ctx: Ctx,
  job: Pick<Job<P, never>, "name" | "payload">,
  payload: P,
  options: { readonly startAfter?: Date } = {},
): Promise<void> {
  await ctx.jobs.send(ctx, job.name, job.payload.parse(payload) as object, options);
}
