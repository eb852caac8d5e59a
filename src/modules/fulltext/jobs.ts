import { z } from "zod";
import { type AnyJob, defineJob, enqueue } from "../../platform/jobs/index.ts";
import type { AkteWatcher } from "../records/index.ts";
import { type AkteToIndex, readAkteToIndex, writeAkteToIndex } from "./actions/index-akte.ts";
import { noteChange } from "./store/index.ts";

/** Changes that come one after the other are indexed together. */
const pauseMs = 1000;
const laterMs = 5 * 60_000;

/** Brings an Akte into the index as it stands now. */
const indexAkte = defineJob<{ akteId: string }, AkteToIndex | undefined>({
  name: "fulltext.index-akte",
  payload: z.object({ akteId: z.uuid() }),
  outside: (io, { akteId }) => readAkteToIndex(io, akteId),
  async inside(ctx, { akteId }, akte) {
    if (akte === undefined || !(await writeAkteToIndex(ctx, akte)) || akte.rest === "none") return;
    noteChange(ctx, akteId);
    const pause = akte.rest === "more" ? 0 : laterMs;
    await enqueue(ctx, indexAkte, { akteId }, { startAfter: new Date(ctx.now.getTime() + pause) });
  },
});

/** Queues the indexing of every Akte that changes, once for each transaction. */
export const fulltextWatcher: AkteWatcher = {
  async changed(ctx, akteId) {
    const queued = queuedIn.get(ctx.tx) ?? new Set<string>();
    queuedIn.set(ctx.tx, queued);
    if (queued.has(akteId)) return;
    queued.add(akteId);
    noteChange(ctx, akteId);
    await enqueue(ctx, indexAkte, { akteId }, { startAfter: new Date(ctx.now.getTime() + pauseMs) });
  },
};
const queuedIn = new WeakMap<object, Set<string>>();

export const fulltextJobs: readonly AnyJob[] = [indexAkte];
