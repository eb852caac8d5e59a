import { NotFound, sha256 } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { listRecordsChecks } from "../extensions.ts";
import { aktenzeichenOf } from "../model/aktenzeichen.ts";
import { requireRecordsDuty } from "../model/duty.ts";
import type { HistoryEntry } from "../model/history.ts";
import { type AkteSnapshot, type BrokenLink, followChain, type RecordsReport } from "../model/verification.ts";
import { selectMissingAkten, selectSnapshots, selectUnprovenTombstones } from "../store/index.ts";
import { getAkte } from "./read-akten.ts";

const akteBeforeAll = "00000000-0000-0000-0000-000000000000";
const pageSize = 100;
/** So many Akten wait for the store of documents at once. */
const readAtOnce = 8;

async function contentFault(ctx: Ctx, address: string): Promise<"content-missing" | "content-changed" | undefined> {
  try {
    return sha256(await ctx.files.get(address)) === address ? undefined : "content-changed";
  } catch (error) {
    if (error instanceof NotFound) return "content-missing";
    throw error;
  }
}

async function verifySnapshot(
  ctx: Ctx,
  akte: AkteSnapshot,
): Promise<{ readonly documents: number; readonly broken?: BrokenLink }> {
  const { fault, proven } = followChain(akte);
  const place = { akteId: akte.akteId, aktenzeichen: akte.aktenzeichen };
  let documents = 0;
  for (const content of proven) {
    documents += 1;
    const what = await contentFault(ctx, content.sha256);
    if (what !== undefined) return { documents, broken: { ...place, sequence: content.sequence, what } };
  }
  return fault === undefined ? { documents } : { documents, broken: { ...place, ...fault } };
}

/**
 * Proves the E-Akte of a town: recomputes every chain, compares heads, rows and numbers, and reads every
 * content again. Takes as long as that takes; nobody has to wait for it.
 * @throws Forbidden `records.duty-missing`, Unavailable where the file store does not answer
 */
export async function verifyRecords(ctx: Ctx): Promise<RecordsReport> {
  requireRecordsDuty(ctx.actor);
  const broken: BrokenLink[] = (await selectMissingAkten(ctx)).map(({ planUnit, year, number, rule }) => ({
    akteId: null,
    aktenzeichen: aktenzeichenOf(planUnit, year, number, rule),
    sequence: 0,
    what: "akte-missing",
  }));
  for (const tombstone of await selectUnprovenTombstones(ctx)) {
    broken.push({ ...tombstone, sequence: 0, what: "tombstone-unproven" });
  }
  let akten = 0;
  let entries = 0;
  let documents = 0;
  let after = akteBeforeAll;
  for (;;) {
    const page = await selectSnapshots(ctx, { after, limit: pageSize });
    for (let at = 0; at < page.length; at += readAtOnce) {
      const some = page.slice(at, at + readAtOnce);
      for (const result of await Promise.all(some.map((akte) => verifySnapshot(ctx, akte)))) {
        documents += result.documents;
        if (result.broken) broken.push(result.broken);
      }
      akten += some.length;
      for (const { history } of some) entries += history.length;
    }
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) break;
    after = last.akteId;
  }
  for (const check of listRecordsChecks()) broken.push(...(await check(ctx)));
  return { akten, entries, documents, broken };
}

/** The history of one Akte, and what its verification says. */
export interface VerifiedAkte {
  readonly history: readonly HistoryEntry[];
  readonly entries: number;
  /** Contents that the history proves. */
  readonly documents: number;
  /** Whether the contents were read as well. */
  readonly contents: boolean;
  readonly broken?: BrokenLink;
}

/**
 * Proves the history of one Akte and every row of it; its contents too where they are asked for.
 * @throws Forbidden `records.duty-missing`, NotFound `records.no-such-akte`
 */
export async function verifyAkte(
  ctx: Ctx,
  akteId: string,
  options: { readonly contents: boolean },
): Promise<VerifiedAkte> {
  await getAkte(ctx, akteId);
  const [akte] = await selectSnapshots(ctx, { akteId });
  if (akte === undefined) throw new NotFound("records.no-such-akte");
  const entries = akte.history.length;
  if (options.contents) return { history: akte.history, entries, contents: true, ...(await verifySnapshot(ctx, akte)) };
  const { fault, proven } = followChain(akte);
  return {
    history: akte.history,
    entries,
    documents: proven.length,
    contents: false,
    ...(fault === undefined ? {} : { broken: { akteId, aktenzeichen: akte.aktenzeichen, ...fault } }),
  };
}
