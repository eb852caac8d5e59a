import { z } from "zod";
import { type AnyJob, defineJob, enqueue } from "../../platform/jobs/index.ts";
import { requestTimestamp, type Timestamp } from "../../platform/timestamps/index.ts";
import {
  type ContentFault,
  compareContents,
  finishStep,
  nextStep,
  nightlyShare,
  type ReadingStep,
} from "./actions/read-contents.ts";
import { sealDay } from "./actions/seal-day.ts";
import { dokumenteInStep } from "./model/reading.ts";
import { proofSettings } from "./settings.ts";
import { insertStamp, selectStampedHeads, selectUnstamped } from "./store/index.ts";

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

/** Background work of the proofs. */
export const proofJobs: readonly AnyJob[] = [seal, stampHead, readContents];
