import { z } from "zod";
import { type AnyJob, defineJob, enqueue } from "../../platform/jobs/index.ts";
import type { AkteWatcher } from "../records/index.ts";
import { type AkteToIndex, readAkteToIndex, writeAkteToIndex } from "./actions/index-akte.ts";
import { findLearnt, type Learnt, noteLearnt, partAgain } from "./actions/learn-words.ts";
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

/** Parts compounds again in which a word stands that was learnt later, some Dokumente at a time. */
const partCompoundsAgain = defineJob<Record<string, never>>({
  name: "fulltext.part-again",
  payload: z.object({}),
  async inside(ctx) {
    if (await partAgain(ctx)) await enqueue(ctx, partCompoundsAgain, {});
  },
});

/** Looks once an hour where words stand that were learnt since. */
const learnWords = defineJob<Record<string, never>, Learnt | undefined>({
  name: "fulltext.learn-words",
  payload: z.object({}),
  schedule: "25 * * * *",
  outside: (io) => findLearnt(io),
  async inside(ctx, _payload, learnt) {
    if (learnt === undefined) return;
    await noteLearnt(ctx, learnt);
    await enqueue(ctx, partCompoundsAgain, {});
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

export const fulltextJobs: readonly AnyJob[] = [indexAkte, learnWords, partCompoundsAgain];
