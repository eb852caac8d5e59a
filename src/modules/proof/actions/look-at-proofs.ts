import { Forbidden, NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { getDokument } from "../../records/index.ts";
import { type DailyHead, isSignedBy, type SigningKey } from "../model/daily-head.ts";
import type { Finding, Reading } from "../model/reading.ts";
import {
  findReading,
  type StampedHead,
  selectChangeCounts,
  selectFindings,
  selectKeys,
  selectNewestHead,
  selectStampedHeads,
} from "../store/index.ts";

function requireRegistry(ctx: Ctx): void {
  const { actor } = ctx;
  if (actor.kind !== "system" && !(actor.kind === "staff" && actor.duties.includes("records"))) {
    throw new Forbidden("proof.records-only");
  }
}

/**
 * Heads, the newest first, each with how many Akten were new or changed and whether its signature holds.
 * @param page.before number of the last head of the page before
 * @throws Forbidden `proof.records-only`
 */
export async function listHeads(
  ctx: Ctx,
  page: { readonly before?: number; readonly limit: number },
): Promise<{
  readonly heads: readonly (StampedHead & { readonly changed: number; readonly genuine: boolean })[];
  readonly more: boolean;
}> {
  requireRegistry(ctx);
  const found = await selectStampedHeads(ctx, { ...page, limit: page.limit + 1 });
  const heads = found.slice(0, page.limit);
  const keys = new Map((await selectKeys(ctx)).map((key) => [key.number, key]));
  const counts =
    heads.length === 0
      ? new Map<number, number>()
      : await selectChangeCounts(ctx, { from: heads.at(-1)?.number ?? 0, to: heads[0]?.number ?? 0 });
  return {
    heads: heads.map((head) => {
      const key = keys.get(head.keyNumber);
      return {
        ...head,
        changed: counts.get(head.number) ?? 0,
        genuine: key !== undefined && isSignedBy(key.publicKey, head.statement, head.signature),
      };
    }),
    more: found.length > page.limit,
  };
}

/**
 * How far the reading of contents is, and what it found in Akten that who acts may see.
 * @throws Forbidden `proof.records-only`
 */
export async function listFindings(ctx: Ctx): Promise<{
  readonly reading: Reading | undefined;
  readonly findings: readonly (Finding & { readonly title: string; readonly aktenzeichen: string })[];
}> {
  requireRegistry(ctx);
  const findings = [];
  for (const finding of await selectFindings(ctx)) {
    try {
      const { title, aktenzeichen } = await getDokument(ctx, finding.dokumentId);
      findings.push({ ...finding, title, aktenzeichen });
    } catch (error) {
      // What somebody may not see is not there for them, nor counted.
      if (!(error instanceof NotFound)) throw error;
    }
  }
  return { reading: await findReading(ctx), findings };
}

/** What anybody may know: the keys, and the newest head. */
export async function listPublicProofs(
  ctx: Ctx,
): Promise<{ readonly keys: readonly SigningKey[]; readonly head: DailyHead | undefined }> {
  return { keys: await selectKeys(ctx), head: await selectNewestHead(ctx) };
}
