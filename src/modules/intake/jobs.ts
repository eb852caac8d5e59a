import { z } from "zod";
import { type AnyJob, defineJob } from "../../platform/jobs/index.ts";
import { eraseCollection } from "./actions/collections.ts";
import { continueFiling, interruptFiling } from "./actions/file-items.ts";
import {
  composeParts,
  failLetter,
  findLetterParts,
  findRecognised,
  findUnrecognised,
  layTextOver,
  type RecognisedPages,
  recogniseScan,
  recordRecognised,
  recordScan,
  recordSearchable,
} from "./actions/make-letters.ts";
import { findWaitingMail, type OpenedMail, openMail, recordMail } from "./actions/open-mail.ts";
import { failPile, findWaitingPages, lookAtWaiting, recordPages } from "./actions/read-pile.ts";
import { composeLetter, fileItems, finishLetter, readMail, readPages, recogniseLetter } from "./payloads.ts";
import type { LookedAtPage } from "./recognition/scans.ts";
import { findSettings, selectUntouched } from "./store/index.ts";

const dayMs = 86_400_000;

/** Trying again would not help: the file itself is the reason, or the last attempt was made. */
const isFinal = (failure: { readonly code: string; readonly last: boolean }): boolean =>
  failure.last || (/^(?:intake|pdf|mail)\./.test(failure.code) && failure.code !== "intake.still-scanned");

const readMailJob = defineJob<{ itemId: string }, OpenedMail | undefined>({
  ...readMail,
  async outside(io, { itemId }) {
    const waiting = await io.read((ctx) => findWaitingMail(ctx, itemId));
    return waiting === undefined ? undefined : openMail(waiting);
  },
  async inside(ctx, { itemId }, opened) {
    if (opened !== undefined) await recordMail(ctx, itemId, opened);
  },
  async failed(ctx, { itemId }, failure) {
    if (isFinal(failure)) await recordMail(ctx, itemId, { kind: "unreadable" });
  },
});

const fileItemsJob = defineJob<{ collectionId: string }>({
  ...fileItems,
  async inside(ctx, { collectionId }) {
    await continueFiling(ctx, collectionId);
  },
  async failed(ctx, { collectionId }, failure) {
    if (isFinal(failure) || failure.code.startsWith("records.")) await interruptFiling(ctx, collectionId, failure.code);
  },
});

interface Seen {
  readonly uploadId: string;
  readonly count: number;
  readonly pages: readonly LookedAtPage[];
}

const readPagesJob = defineJob<{ collectionId: string; source: number; from: number }, Seen | undefined>({
  ...readPages,
  async outside(io, { collectionId, source, from }) {
    const waiting = await io.read((ctx) => findWaitingPages(ctx, collectionId, source));
    if (waiting === undefined) return undefined;
    return { uploadId: waiting.uploadId, ...(await lookAtWaiting(waiting, from)) };
  },
  async inside(ctx, payload, seen) {
    if (seen !== undefined) await recordPages(ctx, payload, seen);
  },
  async failed(ctx, payload, failure) {
    if (isFinal(failure)) await failPile(ctx, payload, failure.code);
  },
});

const composeJob = defineJob<{ letterId: string }, Uint8Array | undefined>({
  ...composeLetter,
  async outside(io, { letterId }) {
    const parts = await io.read((ctx) => findLetterParts(ctx, letterId));
    return parts === undefined ? undefined : composeParts(parts);
  },
  async inside(ctx, { letterId }, scan) {
    if (scan !== undefined) await recordScan(ctx, letterId, scan);
  },
  async failed(ctx, { letterId }, failure) {
    if (isFinal(failure)) await failLetter(ctx, letterId, failure.code);
  },
});

/** A few pages at a time: a crash loses these, and the others of the desk wait no longer than for them. */
const recogniseJob = defineJob<{ letterId: string; number: number }, RecognisedPages | undefined>({
  ...recogniseLetter,
  async outside(io, { letterId, number }) {
    const waiting = await io.read((ctx) => findUnrecognised(ctx, letterId, number));
    return waiting === undefined ? undefined : recogniseScan(waiting);
  },
  async inside(ctx, { letterId, number }, recognised) {
    await recordRecognised(ctx, letterId, number, recognised);
  },
  async failed(ctx, { letterId }, failure) {
    if (isFinal(failure)) await failLetter(ctx, letterId, failure.code);
  },
});

const finishJob = defineJob<{ letterId: string }, Uint8Array | undefined>({
  ...finishLetter,
  async outside(io, { letterId }) {
    const found = await io.read((ctx) => findRecognised(ctx, letterId));
    return found === undefined ? undefined : layTextOver(found);
  },
  async inside(ctx, { letterId }, searchable) {
    if (searchable !== undefined) await recordSearchable(ctx, letterId, searchable);
  },
  async failed(ctx, { letterId }, failure) {
    if (isFinal(failure)) await failLetter(ctx, letterId, failure.code);
  },
});

/** Erases what was not filed and what nobody has touched for the days that the town has set. */
const sweepJob = defineJob<object>({
  name: "intake.sweep",
  payload: z.object({}),
  schedule: "45 3 * * *",
  async inside(ctx) {
    const { keepDays } = await findSettings(ctx);
    for (const collectionId of await selectUntouched(ctx, new Date(ctx.now.getTime() - keepDays * dayMs))) {
      await eraseCollection(ctx, collectionId);
    }
  },
});

/** Background work of the intake. */
export const intakeJobs: readonly AnyJob[] = [
  readMailJob,
  fileItemsJob,
  readPagesJob,
  composeJob,
  recogniseJob,
  finishJob,
  sweepJob,
];
