import { Conflict, Forbidden, NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { requireRecordsDuty } from "../model/duty.ts";
import { extendChain } from "../model/history.ts";
import type { DestructionOrder, Tombstone } from "../model/tombstone.ts";
import {
  deleteAkte,
  findAkteForUpdate,
  findOrder,
  insertOrders,
  isHeld,
  selectAkteToDestroy,
  selectNamedContents,
  selectTombstones,
  updateOrderAsRevoked,
} from "../store/index.ts";
import { add } from "./add.ts";
import { sightOf } from "./sight-of.ts";

/**
 * Gives leave to destroy Akten. The database refuses an order of one person alone, unless the archive has confirmed
 * that it took the Akte over.
 * @throws Forbidden `records.duty-missing`, `records.same-person`
 */
export async function orderDestruction(ctx: Ctx, orders: readonly DestructionOrder[]): Promise<void> {
  requireRecordsDuty(ctx.actor);
  if (orders.some(({ approvedBy, proposedBy }) => approvedBy === proposedBy))
    throw new Forbidden("records.same-person");
  await insertOrders(ctx, orders, ctx.now);
}

/** Takes leave back that was not made use of. @throws Forbidden `records.duty-missing` */
export async function revokeDestruction(ctx: Ctx, orderId: string, akteId: string): Promise<void> {
  requireRecordsDuty(ctx.actor);
  await updateOrderAsRevoked(ctx, orderId, akteId, ctx.now);
}

/**
 * Destroys an Akte that is zu den Akten, has leave and no legal hold: its rows go, its history too. A tombstone stays,
 * and an entry `akte.vernichtet` in the chain of another Akte says the same, so that a verification finds no gap.
 * Only the program does it, in a job. Done once, it is NotFound.
 * @param order.proofAkteId Akte that keeps the protocol, open or closed
 * @returns addresses of its contents, which may be deleted once nothing names them (`findUnnamedContents`)
 * @throws Forbidden `records.only-the-program`, `records.no-order`; NotFound `records.no-such-akte`; Conflict
 * `records.akte-open`, `records.akte-held`
 */
export async function destroyAkte(
  ctx: Ctx,
  order: { readonly akteId: string; readonly orderId: string; readonly proofAkteId: string },
): Promise<readonly string[]> {
  if (ctx.actor.kind !== "system") throw new Forbidden("records.only-the-program");
  const { akteId, orderId, proofAkteId } = order;
  const proof = await findAkteForUpdate(ctx, proofAkteId);
  const akte = await selectAkteToDestroy(ctx, akteId);
  if (akte === undefined || proof === undefined || akteId === proofAkteId) throw new NotFound("records.no-such-akte");
  if (akte.zdaAt === null) throw new Conflict("records.akte-open", { aktenzeichen: akte.aktenzeichen });
  if (await isHeld(ctx, akteId)) throw new Conflict("records.akte-held", { aktenzeichen: akte.aktenzeichen });
  const leave = await findOrder(ctx, orderId, akteId);
  if (leave === undefined) throw new Forbidden("records.no-order");
  const { entries, head } = extendChain(
    proof.head,
    { tenant: ctx.tenant, akteId: proofAkteId, actor: ctx.actor, now: ctx.now },
    [
      {
        action: "akte.vernichtet",
        vorgangId: null,
        details: {
          akteId,
          aktenzeichen: akte.aktenzeichen,
          planUnit: akte.planUnit,
          openedAt: akte.openedAt.toISOString(),
          zdaAt: akte.zdaAt.toISOString(),
          headSequence: akte.headSequence,
          headHash: akte.headHash,
          basis: leave.basis,
          orderId,
          archivkennung: leave.archivkennung,
        },
      },
    ],
  );
  await add(ctx, { akteId: proofAkteId, now: ctx.now, dokumente: [], entries, head, terms: [] });
  return deleteAkte(ctx, { akteId, orderId, proofAkteId, proofSequence: head.sequence, now: ctx.now });
}

/** Contents that no row of any municipality names any more: they may be deleted from the file store. */
export async function findUnnamedContents(ctx: Ctx, addresses: readonly string[]): Promise<readonly string[]> {
  const named = await selectNamedContents(ctx, addresses);
  return addresses.filter((address) => !named.has(address));
}

/**
 * What stays of destroyed Akten, newest first.
 * @param which.aktenzeichen the whole of it
 * @throws Forbidden `records.duty-missing`
 */
export async function listTombstones(
  ctx: Ctx,
  which: {
    readonly akteIds?: readonly string[];
    readonly aktenzeichen?: string;
    readonly before?: Date;
    readonly limit: number;
  },
): Promise<readonly Tombstone[]> {
  return selectTombstones(ctx, await sightOf(ctx), which);
}
