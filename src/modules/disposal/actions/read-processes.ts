import { isId, NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { getAkte, sightOf } from "../../records/index.ts";
import type { Destruction, DoomedAkte } from "../model/destruction.ts";
import { requireDisposalDuty } from "../model/duty.ts";
import type { Import, ImportedObject } from "../model/import.ts";
import type { StoredIncoming, StoredMessage } from "../model/message.ts";
import {
  type DestructionInList,
  findDestruction,
  findFirstDueSince,
  findIncoming,
  findMessage,
  findProcess,
  findRunningItem,
  type ProcessInList,
  type StoredItem,
  type StoredProcess,
  selectBusyAkten,
  selectDestructions,
  selectDoomed,
  selectImportedObjects,
  selectImports,
  selectIncoming,
  selectMessages,
  selectProcesses,
  selectVisibleItems,
} from "../store/index.ts";

/** What an Akte is about, as long as it is there and somebody may see it. */
export type Titles = ReadonlyMap<string, string>;

async function titlesOf(ctx: Ctx, akteIds: readonly string[]): Promise<Titles> {
  const titles = new Map<string, string>();
  for (const akteId of akteIds) {
    try {
      titles.set(akteId, (await getAkte(ctx, akteId)).betreff);
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
    }
  }
  return titles;
}

/** @throws Forbidden `disposal.duty-missing` */
export async function listProcesses(ctx: Ctx): Promise<readonly ProcessInList[]> {
  requireDisposalDuty(ctx.actor);
  return selectProcesses(ctx, await sightOf(ctx), 200);
}

/**
 * A disposal with those of its Akten that who asks may see. Of which they see none, there is none.
 * @throws Forbidden `disposal.duty-missing`, NotFound `disposal.no-such-process`
 */
export async function getProcess(
  ctx: Ctx,
  processId: string,
): Promise<{
  readonly process: StoredProcess;
  readonly items: readonly StoredItem[];
  readonly messages: readonly StoredMessage[];
  readonly titles: Titles;
  readonly destructions: readonly DestructionInList[];
}> {
  requireDisposalDuty(ctx.actor);
  const sight = await sightOf(ctx);
  const process = isId(processId) ? await findProcess(ctx, processId, "no-lock") : undefined;
  const items = process === undefined ? [] : await selectVisibleItems(ctx, sight, processId);
  if (process === undefined || items.length === 0) throw new NotFound("disposal.no-such-process");
  const alive = items.filter(({ state }) => state !== "destroyed").map(({ akteId }) => akteId);
  return {
    process,
    items,
    messages: await selectMessages(ctx, processId),
    titles: await titlesOf(ctx, alive),
    destructions: await selectDestructions(ctx, sight, { processId, limit: 100 }),
  };
}

/**
 * A message of a disposal whose every Akte who asks may see: its package speaks of all.
 * @throws Forbidden `disposal.duty-missing`, NotFound `disposal.no-such-message`
 */
export async function getMessage(ctx: Ctx, messageId: string): Promise<StoredMessage> {
  requireDisposalDuty(ctx.actor);
  const message = isId(messageId) ? await findMessage(ctx, messageId) : undefined;
  if (message === undefined || !(await seesAll(ctx, message.processId))) {
    throw new NotFound("disposal.no-such-message");
  }
  return message;
}

async function seesAll(ctx: Ctx, processId: string): Promise<boolean> {
  const seen = await selectVisibleItems(ctx, await sightOf(ctx), processId);
  const all = await selectVisibleItems(ctx, { everything: true }, processId);
  return seen.length === all.length;
}

/** @throws Forbidden `disposal.duty-missing` */
export async function listDestructions(ctx: Ctx): Promise<readonly DestructionInList[]> {
  requireDisposalDuty(ctx.actor);
  return selectDestructions(ctx, await sightOf(ctx), { limit: 200 });
}

/** @throws Forbidden `disposal.duty-missing`, NotFound `disposal.no-such-destruction` */
export async function getDestruction(
  ctx: Ctx,
  destructionId: string,
): Promise<{ readonly destruction: Destruction; readonly akten: readonly DoomedAkte[]; readonly titles: Titles }> {
  requireDisposalDuty(ctx.actor);
  const destruction = isId(destructionId) ? await findDestruction(ctx, destructionId, "no-lock") : undefined;
  const akten = destruction === undefined ? [] : await selectDoomed(ctx, destructionId, await sightOf(ctx));
  if (destruction === undefined || akten.length === 0) throw new NotFound("disposal.no-such-destruction");
  const alive = akten.filter(({ state }) => state !== "destroyed").map(({ akteId }) => akteId);
  return { destruction, akten, titles: await titlesOf(ctx, alive) };
}

/** @throws Forbidden `disposal.duty-missing` */
export async function listIncoming(
  ctx: Ctx,
  which: { readonly refusedOnly: boolean; readonly before?: Date; readonly limit: number },
): Promise<readonly StoredIncoming[]> {
  requireDisposalDuty(ctx.actor);
  return selectIncoming(ctx, which);
}

/**
 * A package of the archive; one of a disposal whose every Akte who asks may see, as with `getMessage`.
 * @throws Forbidden `disposal.duty-missing`, NotFound `disposal.no-such-package`
 */
export async function getIncoming(ctx: Ctx, incomingId: string): Promise<StoredIncoming> {
  requireDisposalDuty(ctx.actor);
  const found = isId(incomingId) ? await findIncoming(ctx, incomingId) : undefined;
  if (found === undefined || (found.processId !== undefined && !(await seesAll(ctx, found.processId)))) {
    throw new NotFound("disposal.no-such-package");
  }
  return found;
}

/** @throws Forbidden `disposal.duty-missing` */
export async function listImports(ctx: Ctx): Promise<readonly Import[]> {
  requireDisposalDuty(ctx.actor);
  return selectImports(ctx, 100);
}

/** @throws Forbidden `disposal.duty-missing` */
export async function listImportedObjects(ctx: Ctx, importId: string): Promise<readonly ImportedObject[]> {
  requireDisposalDuty(ctx.actor);
  return selectImportedObjects(ctx, importId);
}

/** Akten that are in a disposal or a destruction now. @throws Forbidden `disposal.duty-missing` */
export async function listBusyAkten(ctx: Ctx): Promise<ReadonlySet<string>> {
  requireDisposalDuty(ctx.actor);
  return new Set(await selectBusyAkten(ctx));
}

/** The disposal in which an Akte is now. @throws Forbidden `disposal.duty-missing` */
export async function findProcessOfAkte(ctx: Ctx, akteId: string): Promise<StoredItem | undefined> {
  requireDisposalDuty(ctx.actor);
  return findRunningItem(ctx, akteId);
}

/** When something first fell due since a moment, as the nightly job has noted. */
export async function findDueSince(ctx: Ctx, since: Date): Promise<Date | undefined> {
  requireDisposalDuty(ctx.actor);
  return findFirstDueSince(ctx, since);
}
