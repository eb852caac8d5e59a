import { createHash } from "node:crypto";
import { Forbidden, NotFound, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { countAllDokumente, type FiledContent, listFiledContents } from "../../records/index.ts";
import { beforeAll, dokumenteInStep, type Finding, type Reading, shareOf } from "../model/reading.ts";
import { proofSettings } from "../settings.ts";
import { findReading, noteFinding, resolveFindings, writeReading } from "../store/index.ts";

/** The next contents that are to be read, and how many Dokumente this night has left after them. */
export interface ReadingStep {
  /** Where this step begins; another worker may have done it meanwhile. */
  readonly after: string;
  readonly contents: readonly FiledContent[];
  /** Fewer than a whole step: the round ends with it. */
  readonly ends: boolean;
}

/** How many Dokumente have to be read tonight. @throws Forbidden `records.duty-missing`: the program only */
export async function nightlyShare(ctx: Ctx): Promise<number> {
  return shareOf(await countAllDokumente(ctx), proofSettings().roundDays);
}

/** What comes next in the round. @throws Forbidden `records.duty-missing`: the program only */
export async function nextStep(ctx: Ctx): Promise<ReadingStep> {
  const after = (await findReading(ctx))?.after ?? beforeAll;
  const contents = await listFiledContents(ctx, { after, limit: dokumenteInStep });
  return { after, contents, ends: new Set(contents.map(({ dokumentId }) => dokumentId)).size < dokumenteInStep };
}

/** A content that is not what was filed. */
export interface ContentFault extends FiledContent {
  readonly what: Finding["what"];
}

/** Reads contents from the file store and compares each with its hash. @throws Unavailable where the store does not answer */
export async function compareContents(
  files: Ctx["files"],
  contents: readonly FiledContent[],
): Promise<readonly ContentFault[]> {
  const faults: ContentFault[] = [];
  for (const content of contents) {
    try {
      const digest = createHash("sha256");
      for await (const piece of files.stream(content.sha256)) digest.update(piece);
      if (digest.digest("hex") !== content.sha256) faults.push({ ...content, what: "content-changed" });
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      faults.push({ ...content, what: "content-missing" });
    }
  }
  return faults;
}

const firstReading = (now: Date): Reading => ({
  round: 1,
  roundBeganAt: now,
  after: beforeAll,
  contentsRead: 0,
  lastReadAt: null,
  lastRoundEndedAt: null,
  lastRoundContents: null,
});

/**
 * Notes what a step has found, and goes on to the next one.
 * @returns false where another worker was faster: then nothing is noted twice
 * @throws Forbidden `proof.operator-only`
 */
export async function finishStep(ctx: Ctx, step: ReadingStep, faults: readonly ContentFault[]): Promise<boolean> {
  if (ctx.actor.kind !== "system") throw new Forbidden("proof.operator-only");
  const reading = (await findReading(ctx)) ?? firstReading(ctx.now);
  if (reading.after !== step.after) return false;
  for (const { akteId, dokumentId, version, sha256: address, what } of faults) {
    await noteFinding(ctx, {
      findingId: newId(ctx.now.getTime()),
      akteId,
      dokumentId,
      version,
      sha256: address,
      what,
      foundAt: ctx.now,
    });
  }
  await resolveFindings(ctx, [...new Set(step.contents.map(({ dokumentId }) => dokumentId))], ctx.now);
  const contentsRead = reading.contentsRead + step.contents.length;
  await writeReading(
    ctx,
    step.ends
      ? {
          round: reading.round + 1,
          roundBeganAt: ctx.now,
          after: beforeAll,
          contentsRead: 0,
          lastReadAt: ctx.now,
          lastRoundEndedAt: ctx.now,
          lastRoundContents: contentsRead,
        }
      : {
          ...reading,
          after: step.contents.at(-1)?.dokumentId ?? reading.after,
          contentsRead,
          lastReadAt: ctx.now,
        },
  );
  return true;
}
