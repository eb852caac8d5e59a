import { dayInBerlin, Forbidden, sha256 } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { readChainHeads } from "../../records/index.ts";
import { getTenant } from "../../tenants/index.ts";
import { type DailyHead, fingerprintOf, type HeadStatement, noHead, writeStatement } from "../model/daily-head.ts";
import { leafOf, mergeLines } from "../model/leaf.ts";
import { MerkleTree } from "../model/merkle-tree.ts";
import { insertHead, selectLines, selectNewestHead } from "../store/index.ts";
import { currentKey, signWith } from "./signing-key.ts";

/**
 * Makes the head of today: sums up the heads of all chains of the town as they stand at one moment, ties it to the
 * head before and signs it. A day has one head; asked again, that one is the answer.
 * @throws Forbidden `proof.operator-only`, `records.duty-missing`
 */
export async function sealDay(ctx: Ctx): Promise<{ readonly head: DailyHead; readonly isNew: boolean }> {
  if (ctx.actor.kind !== "system") throw new Forbidden("proof.operator-only");
  const day = dayInBerlin(ctx.now);
  const before = await selectNewestHead(ctx);
  if (before !== undefined && before.day >= day) return { head: before, isNew: false };
  const earlier = before === undefined ? [] : await selectLines(ctx, before.number);
  const now = (await readChainHeads(ctx)).flatMap((lines) => lines.split("\n"));
  const { lines, changed } = mergeLines(earlier, now);
  const tree = new MerkleTree(lines);
  const key = await currentKey(ctx);
  const { ags } = await getTenant(ctx);
  const said: HeadStatement = {
    format: "klickamt-tageskopf-1",
    ags,
    tenant: ctx.tenant,
    number: (before?.number ?? 0) + 1,
    day,
    sealedAt: ctx.now.toISOString(),
    akten: tree.size,
    root: tree.root,
    previousHash: before?.hash ?? noHead,
    key: fingerprintOf(key.publicKey),
  };
  const statement = writeStatement(said);
  const head: DailyHead = {
    number: said.number,
    day,
    sealedAt: ctx.now,
    akten: said.akten,
    root: said.root,
    previousHash: said.previousHash,
    keyNumber: key.number,
    statement,
    hash: sha256(statement),
    signature: signWith(ctx, key.number, Buffer.from(statement)),
  };
  await insertHead(ctx, head, changed.map(leafOf));
  return { head, isNew: true };
}
