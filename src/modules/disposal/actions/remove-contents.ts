import type { Ctx } from "../../../platform/db/index.ts";
import { findUnnamedContents } from "../../records/index.ts";
import { requireDisposalDuty } from "../model/duty.ts";
import {
  deleteContentRemovals,
  forgetRefusedContents,
  insertContentRemovals,
  selectContentRemovals,
} from "../store/index.ts";

/** How many contents one run looks at. */
const atOnce = 500;
const dayMs = 86_400_000;
/** Refused packages are kept so long that somebody can look at them. */
const refusedDays = 90;

/** What may be deleted now, and what need not be asked again. */
export interface Removal {
  readonly unnamed: readonly string[];
  readonly named: readonly string[];
}

/** Which of the queued contents nothing names any more. Reads only. */
export async function findRemovals(ctx: Ctx): Promise<Removal> {
  requireDisposalDuty(ctx.actor);
  const queued = await selectContentRemovals(ctx, atOnce);
  const unnamed = new Set(await findUnnamedContents(ctx, queued));
  return { unnamed: [...unnamed], named: queued.filter((address) => !unnamed.has(address)) };
}

/**
 * Deletes contents from the file store, for good. What somebody has stored within a day stays for now: a row that names
 * it may be about to be committed.
 * @returns those that are gone
 */
export async function deleteContents(
  files: Ctx["files"],
  addresses: readonly string[],
  now: Date,
): Promise<readonly string[]> {
  const gone: string[] = [];
  const before = new Date(now.getTime() - dayMs);
  for (const address of addresses) if (await files.delete(address, before)) gone.push(address);
  return gone;
}

/** Notes what was deleted, or is named again; queues what refused packages have left. */
export async function noteRemoved(ctx: Ctx, done: readonly string[]): Promise<void> {
  await deleteContentRemovals(ctx, done);
  const old = await forgetRefusedContents(ctx, new Date(ctx.now.getTime() - refusedDays * dayMs));
  await insertContentRemovals(ctx, old, ctx.now);
}
