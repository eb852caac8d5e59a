import { z } from "zod";
import { type AnyJob, defineJob, enqueue } from "../../platform/jobs/index.ts";
import { requestTimestamp, type Timestamp } from "../../platform/timestamps/index.ts";
import { buildCompleteFile } from "./actions/build-complete-file.ts";
import { gatherEvidence, packageName, packPackage } from "./actions/build-package.ts";
import { endExports, eraseBytes, listExpired } from "./actions/expire-exports.ts";
import {
  type ContentFault,
  compareContents,
  finishStep,
  nextStep,
  nightlyShare,
  type ReadingStep,
} from "./actions/read-contents.ts";
import { sealDay } from "./actions/seal-day.ts";
import { type AkteExport, keptDays } from "./model/export.ts";
import { dokumenteInStep } from "./model/reading.ts";
import { buildExportJob } from "./payloads.ts";
import { proofSettings } from "./settings.ts";
import { insertStamp, selectExports, selectStampedHeads, selectUnstamped, updateExport } from "./store/index.ts";

const dayMs = 86_400_000;

const stampPayload = z.object({ head: z.number().int().positive() });
type StampPayload = z.infer<typeof stampPayload>;

/** Has a head stamped by the service. A repeat finds the stamp that is there and asks for none. */
const stampHead = defineJob<StampPayload, (Timestamp & { readonly token: Uint8Array }) | undefined>({
  name: "proof.stamp",
  payload: stampPayload,
  async outside(io, { head: number }) {
    const { timestamps } = proofSettings();
    const [head] = await io.read((ctx) => selectStampedHeads(ctx, { number, limit: 1 }));
    if (timestamps === undefined || head === undefined || head.stamp !== undefined) return undefined;
    return requestTimestamp(timestamps, Buffer.from(head.hash, "hex"));
  },
  async inside(ctx, { head }, stamp) {
    if (stamp === undefined) return;
    await insertStamp(ctx, {
      headNumber: head,
      token: stamp.token,
      stampedAt: stamp.time,
      serial: stamp.serial,
      authority: stamp.authority,
      receivedAt: ctx.now,
    });
  },
});

/** Makes the head of the day, and asks for stamps where some are missing: also those that were given up. */
const seal = defineJob<object>({
  name: "proof.seal",
  payload: z.object({}),
  schedule: "10 0 * * *",
  async inside(ctx) {
    await sealDay(ctx);
    if (proofSettings().timestamps === undefined) return;
    const missing = await selectUnstamped(ctx, new Date(ctx.now.getTime() - 30 * dayMs), ctx.now);
    for (const head of missing) await enqueue(ctx, stampHead, { head });
  },
});

interface StepOutcome {
  readonly step: ReadingStep;
  readonly faults: readonly ContentFault[];
  readonly left: number;
}

const readPayload = z.object({ left: z.number().int().optional() });
type ReadPayload = z.infer<typeof readPayload>;

/** Reads a share of all contents again, step by step: a crash loses one step, the next night goes on from there. */
const readContents = defineJob<ReadPayload, StepOutcome>({
  name: "proof.read-contents",
  payload: readPayload,
  schedule: "30 1 * * *",
  async outside(io, { left }) {
    const { step, share, files } = await io.read(async (ctx) => ({
      step: await nextStep(ctx),
      share: left ?? (await nightlyShare(ctx)),
      files: ctx.files,
    }));
    return { step, faults: await compareContents(files, step.contents), left: share - dokumenteInStep };
  },
  async inside(ctx, _payload, { step, faults, left }) {
    const isOurs = await finishStep(ctx, step, faults);
    // At the end of a round the night is over: a small town is not read twice.
    if (isOurs && left > 0 && !step.ends) await enqueue(ctx, readContents, { left });
  },
});

type BuildPayload = z.infer<typeof buildExportJob.payload>;

interface Built {
  readonly filename: string;
  readonly address: string;
  readonly sizeBytes: number;
  readonly documents: number;
}

/** Makes an Akte ready to be taken along. Run again it makes it again, and the bytes before are nobody's. */
const buildExport = defineJob<BuildPayload, Built | undefined>({
  ...buildExportJob,
  async outside(io, { exportId }) {
    const found = await io.read(async (ctx) => {
      const [order] = await selectExports(ctx, { exportId });
      if (order === undefined || (order.state !== "waiting" && order.state !== "building")) return undefined;
      return { order, evidence: await gatherEvidence(ctx, order), files: ctx.files, now: ctx.now };
    });
    if (found === undefined) return undefined;
    const { order, evidence, files, now } = found;
    const total = evidence.documents.length;
    let toldAt = 0;
    const told = async (done: number): Promise<void> => {
      if (Date.now() - toldAt < 1000) return;
      toldAt = Date.now();
      await io.tellProgress((ctx) => updateExport(ctx, exportId, { state: "building", done, total }));
    };
    await told(0);
    const { bytes, filename } =
      order.kind === "paket"
        ? { bytes: await packPackage(files, evidence, now, told), filename: packageName(evidence) }
        : await buildCompleteFile(files, evidence, now, told);
    return { filename, address: await files.put(bytes), sizeBytes: bytes.length, documents: total };
  },
  async inside(ctx, { exportId }, built) {
    if (built === undefined) return;
    await updateExport(ctx, exportId, {
      state: "ready",
      done: built.documents,
      total: built.documents,
      finishedAt: ctx.now,
      expiresAt: new Date(ctx.now.getTime() + keptDays * dayMs),
      filename: built.filename,
      sha256: built.address,
      sizeBytes: built.sizeBytes,
      failure: null,
    });
  },
  async failed(ctx, { exportId }, { code, last }) {
    // What is wrong with the Akte itself does not get better by trying again: whoever waits is told at once.
    if (last || code.startsWith("proof.") || code === "files.missing") {
      await updateExport(ctx, exportId, { state: "failed", failure: code, finishedAt: ctx.now });
    }
  },
});

/** Ends what was not fetched in time. The bytes go first: a crash between leaves a row that the next run finds again. */
const expire = defineJob<object, readonly AkteExport[]>({
  name: "proof.expire-exports",
  payload: z.object({}),
  schedule: "20 * * * *",
  async outside(io) {
    const { expired, files } = await io.read(async (ctx) => ({ expired: await listExpired(ctx), files: ctx.files }));
    if (expired.length > 0) await io.remove(() => eraseBytes(files, expired));
    return expired;
  },
  inside: (ctx, _payload, expired) => endExports(ctx, expired),
});

/** Background work of the proofs. */
export const proofJobs: readonly AnyJob[] = [seal, stampHead, readContents, buildExport, expire];
