import type { Ctx } from "../../../platform/db/index.ts";
import type { DailyHead } from "../model/daily-head.ts";
import { MerkleTree, type PathStep } from "../model/merkle-tree.ts";
import { type Stamp, selectLines, selectStampedHeads } from "../store/index.ts";

/** That the chain of an Akte was part of a daily head. */
export interface AkteProof {
  readonly head: DailyHead;
  readonly stamp: Stamp | undefined;
  readonly line: string;
  readonly path: readonly PathStep[];
}

/**
 * Proves an Akte by the newest head it is in, and by the newest that has a time stamp where that is another one.
 * @returns empty for an Akte that is younger than the newest head
 */
export async function proveAkte(ctx: Ctx, akteId: string): Promise<readonly AkteProof[]> {
  const [newest] = await selectStampedHeads(ctx, { limit: 1 });
  const [stamped] = await selectStampedHeads(ctx, { limit: 1, stampedOnly: true });
  const proofs: AkteProof[] = [];
  for (const found of [newest, stamped]) {
    if (found === undefined || proofs.some(({ head }) => head.number === found.number)) continue;
    const { stamp, ...head } = found;
    const lines = await selectLines(ctx, head.number);
    const at = lines.findIndex((line) => line.startsWith(akteId));
    const line = lines[at];
    if (line !== undefined) proofs.push({ head, stamp, line, path: new MerkleTree(lines).pathOf(at) });
  }
  return proofs;
}
