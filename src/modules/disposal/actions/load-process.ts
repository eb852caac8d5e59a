import { NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { StoredMessage } from "../model/message.ts";
import { type DisposalProcess, isFinished } from "../model/process.ts";
import {
  findProcess,
  insertMessage,
  type StoredItem,
  selectItems,
  selectMessages,
  updateItems,
  updateProcessAsClosed,
} from "../store/index.ts";

/** A disposal whose row is locked until the transaction ends, as the model sees it. */
export interface LoadedProcess {
  readonly process: DisposalProcess;
  readonly items: readonly StoredItem[];
}

/** Locks a disposal. @returns undefined where there is none */
export async function findLoaded(ctx: Ctx, processId: string): Promise<LoadedProcess | undefined> {
  const found = await findProcess(ctx, processId, "for-update");
  if (found === undefined) return undefined;
  const items = await selectItems(ctx, processId);
  const messages = await selectMessages(ctx, processId);
  return {
    items,
    process: {
      processId: found.processId,
      kind: found.kind,
      items: items.map(({ akteId, state, handedOverIn, confirmedBy, archivkennung, remark }) => ({
        akteId,
        state,
        ...(handedOverIn === undefined ? {} : { handedOverIn }),
        ...(confirmedBy === undefined ? {} : { confirmedBy }),
        ...(archivkennung === undefined ? {} : { archivkennung }),
        ...(remark === undefined ? {} : { remark }),
      })),
      messages: messages.map(({ messageId, typ, direction, number, answers }) => ({
        messageId,
        typ,
        direction,
        number,
        ...(answers === undefined ? {} : { answers }),
      })),
    },
  };
}

/** @throws NotFound `disposal.no-such-process` */
export async function getLoaded(ctx: Ctx, processId: string): Promise<LoadedProcess> {
  const found = await findLoaded(ctx, processId);
  if (found === undefined) throw new NotFound("disposal.no-such-process");
  return found;
}

/** Writes what a step has made of a disposal: its Akten, a message, and its end where nothing more can happen. */
export async function saveProcess(
  ctx: Ctx,
  before: LoadedProcess,
  after: DisposalProcess,
  message?: StoredMessage,
): Promise<void> {
  const changed = after.items.flatMap((item, index) => {
    const stored = before.items[index] as StoredItem;
    if (item === before.process.items[index]) return [];
    const { processId, circleId, position, aktenzeichen, planUnit, contentDigest } = stored;
    const kept = item.handedOverIn !== undefined && item.handedOverIn === stored.handedOverIn;
    return [
      {
        ...item,
        processId,
        circleId,
        position,
        aktenzeichen,
        planUnit,
        ...(kept && contentDigest !== undefined ? { contentDigest } : {}),
      },
    ];
  });
  await updateItems(ctx, changed);
  if (message !== undefined) await insertMessage(ctx, message);
  if (isFinished(after)) await updateProcessAsClosed(ctx, after.processId, ctx.now);
}
