import type { Ctx } from "../../../platform/db/index.ts";
import { verifyTimestamp } from "../../../platform/timestamps/index.ts";
import { type BrokenLink, readLinks } from "../../records/index.ts";
import { getTenant } from "../../tenants/index.ts";
import { type DailyHead, faultOf, noHead } from "../model/daily-head.ts";
import { MerkleTree } from "../model/merkle-tree.ts";
import { beforeAll } from "../model/reading.ts";
import { proofSettings } from "../settings.ts";
import { selectChangedLines, selectHeads, selectLeaves, selectStamps } from "../store/index.ts";
import { listTrustedKeys } from "./signing-key.ts";

const headsPerPage = 30;
const leavesPerPage = 5000;

/** Where an id stands among ordered ones, or would. */
function placeOf(ids: readonly string[], id: string): number {
  let from = 0;
  let to = ids.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((ids[middle] as string) < id) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** A tree that follows the heads from day to day. */
class GrowingTree {
  readonly #ids: string[] = [];
  readonly #tree = new MerkleTree([]);

  get root(): string {
    return this.#tree.root;
  }

  get size(): number {
    return this.#tree.size;
  }

  take(lines: readonly string[]): void {
    this.#tree.change(
      lines.map((line) => {
        const id = line.slice(0, 36);
        const at = placeOf(this.#ids, id);
        const insert = this.#ids[at] !== id;
        if (insert && at === this.#ids.length) this.#ids.push(id);
        else if (insert) this.#ids.splice(at, 0, id);
        return { at, line, insert };
      }),
    );
  }
}

function linkOf(head: Pick<DailyHead, "number" | "day">, what: BrokenLink["what"]): BrokenLink {
  return { akteId: null, aktenzeichen: head.day, sequence: head.number, what };
}

function stampHolds(head: DailyHead, token: Uint8Array): boolean {
  const { timestamps } = proofSettings();
  // Without roots nobody can say whose stamp it is; the page of the heads says that none is configured.
  if (timestamps === undefined) return true;
  try {
    const { time } = verifyTimestamp(token, { imprint: Buffer.from(head.hash, "hex"), roots: timestamps.roots });
    return time.getTime() > head.sealedAt.getTime() - 3_600_000;
  } catch {
    return false;
  }
}

/** Follows the heads from the first: numbers, statements, signatures, trees, stamps. The first fault ends it. */
async function checkHeads(ctx: Ctx): Promise<readonly BrokenLink[]> {
  const { ags } = await getTenant(ctx);
  const keys = new Map((await listTrustedKeys(ctx)).map((key) => [key.number, key]));
  const stamps = await selectStamps(ctx);
  const tree = new GrowingTree();
  let before = { number: 0, hash: noHead };
  for (;;) {
    const heads = await selectHeads(ctx, { after: before.number, limit: headsPerPage });
    const last = heads.at(-1);
    if (last === undefined) return [];
    const changes = await selectChangedLines(ctx, { from: before.number + 1, to: last.number });
    for (const head of heads) {
      const fault = faultOf(head, before, { ags, tenant: ctx.tenant }, keys.get(head.keyNumber));
      if (fault !== undefined) return [linkOf(head, fault)];
      tree.take(changes.get(head.number) ?? []);
      if (tree.root !== head.root || tree.size !== head.akten) return [linkOf(head, "leaves-changed")];
      const stamp = stamps.get(head.number);
      if (stamp !== undefined && !stampHolds(head, stamp)) return [linkOf(head, "stamp-forged")];
      before = { number: head.number, hash: head.hash };
    }
  }
}

/** Compares everything that heads ever summed up with the histories as they are now. First fault of each Akte. */
async function compareChains(ctx: Ctx): Promise<readonly BrokenLink[]> {
  const broken = new Map<string, BrokenLink>();
  let after = { akteId: beforeAll, headNumber: 0 };
  for (;;) {
    const leaves = await selectLeaves(ctx, { after, limit: leavesPerPage });
    const last = leaves.at(-1);
    if (last === undefined) return [...broken.values()];
    const links = new Map(
      (await readLinks(ctx, leaves)).map((link) => [`${link.akteId} ${link.sequence}`, link] as const),
    );
    for (const { akteId, sequence, hash } of leaves) {
      const link = links.get(`${akteId} ${sequence}`);
      if (link?.hash === hash || broken.has(akteId)) continue;
      broken.set(
        akteId,
        link?.aktenzeichen == null
          ? { akteId: null, aktenzeichen: akteId, sequence: 0, what: "akte-removed" }
          : { akteId, aktenzeichen: link.aktenzeichen, sequence, what: "chain-recomputed" },
      );
    }
    after = { akteId: last.akteId, headNumber: last.headNumber };
  }
}

/**
 * What `verifyRecords` cannot see by itself: whether the histories are still those that the daily heads summed up, and
 * whether the heads are still those that were signed.
 * @returns the first broken link of each Akte, and of the chain of heads
 * @throws Forbidden `records.duty-missing`: the program only
 */
export async function checkProofs(ctx: Ctx): Promise<readonly BrokenLink[]> {
  return [...(await checkHeads(ctx)), ...(await compareChains(ctx))];
}
