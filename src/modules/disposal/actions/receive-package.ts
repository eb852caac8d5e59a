import { beginningOf, type Localized, NotFound, newId, sha256 } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { enqueue } from "../../../platform/jobs/index.ts";
import { recordEvent } from "../../records/index.ts";
import { archiveFormat } from "../contracts.ts";
import { type IncomingMessage, MessageRefused, type RefusalCode } from "../model/archive-format.ts";
import { nameOf, requireDisposalDuty } from "../model/duty.ts";
import type { StoredIncoming } from "../model/message.ts";
import { type ProcessItem, receive } from "../model/process.ts";
import { refusalWords } from "../model/refusals.ts";
import type { Way } from "../model/settings.ts";
import { writeMessage } from "../payloads.ts";
import { insertIncoming, insertMessage, isClaimKnown, type StoredItem } from "../store/index.ts";
import { findLoaded, saveProcess } from "./load-process.ts";
import { partsOfAkte } from "./pack-akte.ts";
import { destroyConfirmed } from "./propose-destruction.ts";
import { plannedMessage } from "./run-process.ts";
import { getSettings } from "./settings.ts";

/** Larger packages are not read. */
export const mostPackageBytes = 512 * 1024 * 1024;

/** A package as it came, read before the transaction opens. */
export interface ReadPackage {
  readonly way: Way | "upload";
  readonly name: string;
  /** Known where it came from the folder. */
  readonly claim?: string;
  readonly sizeBytes: number;
  /** Address of its bytes; absent where they were too many to keep. */
  readonly sha256?: string;
  readonly outcome:
    | { readonly read: IncomingMessage }
    | { readonly refusal: { readonly code: RefusalCode; readonly reason: Localized } };
}

const refusalOf = (code: Exclude<RefusalCode, "against-standard">) => ({ code, reason: refusalWords[code] });

/**
 * Reads and checks a package of the archive and keeps its bytes: before the transaction, since it may be large.
 * @param source.checkName whether its name has to fit the message: one that a browser has saved does not always
 */
export async function readIncoming(
  files: Ctx["files"],
  bytes: Uint8Array,
  source: { readonly way: Way | "upload"; readonly name: string; readonly claim?: string; readonly checkName: boolean },
): Promise<ReadPackage> {
  const { checkName, ...rest } = source;
  const base = { ...rest, name: beginningOf(source.name, 200), sizeBytes: bytes.length };
  if (bytes.length > mostPackageBytes) return { ...base, outcome: { refusal: refusalOf("too-large") } };
  const address = await files.put(bytes);
  try {
    const read = archiveFormat().read(bytes, {
      mostBytes: mostPackageBytes,
      ...(checkName ? { name: source.name } : {}),
    });
    return { ...base, sha256: address, outcome: { read } };
  } catch (error) {
    if (!(error instanceof MessageRefused)) throw error;
    return { ...base, sha256: address, outcome: { refusal: { code: error.code, reason: error.reason } } };
  }
}

/** A package that was too large to be looked at. */
export function tooLarge(source: Omit<ReadPackage, "outcome" | "sha256">): ReadPackage {
  return { ...source, name: beginningOf(source.name, 200), outcome: { refusal: refusalOf("too-large") } };
}

/** UUIDs of what a message of ours carried, each with its Akte: Vorgänge and Dokumente too. */
async function objectsOf(ctx: Ctx, akteIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const objects = new Map(akteIds.map((akteId) => [akteId, akteId]));
  for (const akteId of akteIds) {
    const { vorgangIds, dokumentIds } = await partsOfAkte(ctx, akteId);
    for (const id of [...vorgangIds, ...dokumentIds]) objects.set(id, akteId);
  }
  return objects;
}

const events: Readonly<Partial<Record<ProcessItem["state"], string>>> = {
  "to-hand-over": "disposal.bewertet-a",
  "to-destroy": "disposal.bewertet-v",
  taken: "disposal.uebernommen-vom-archiv",
  failed: "disposal.import-gescheitert",
};

/**
 * Takes a package of the archive into its disposal, or refuses it with a reason. Either is noted. What was fetched under
 * a claim that is known changes nothing: it was taken in before a crash.
 * @throws Forbidden `disposal.duty-missing`
 */
export async function receivePackage(ctx: Ctx, given: ReadPackage): Promise<StoredIncoming | undefined> {
  requireDisposalDuty(ctx.actor);
  if (given.claim !== undefined && (await isClaimKnown(ctx, given.claim))) return undefined;
  const { outcome, claim, ...rest } = given;
  const base = {
    ...rest,
    incomingId: newId(ctx.now.getTime()),
    receivedAt: ctx.now,
    receivedBy: ctx.actor.kind === "system" ? "" : nameOf(ctx.actor),
    ...(claim === undefined ? {} : { claim }),
  };
  const note = async (incoming: StoredIncoming): Promise<StoredIncoming> => {
    await insertIncoming(ctx, { ...incoming, ...(claim === undefined ? {} : { claim }) });
    return incoming;
  };
  if ("refusal" in outcome) return note({ ...base, refusal: outcome.refusal });

  const message = outcome.read;
  const processId = message.processId.toLowerCase();
  const about = { ...base, typ: message.typ, messageId: message.messageId.toLowerCase() };
  const refuse = (code: RefusalCode, known: boolean) =>
    note({
      ...about,
      ...(known ? { processId } : {}),
      refusal: refusalOf(code as Exclude<RefusalCode, "against-standard">),
    });
  const loaded = await findLoaded(ctx, processId);
  if (loaded === undefined) return refuse("unknown-process", false);
  const alive = loaded.items.filter(({ state }) => state !== "destroyed").map(({ akteId }) => akteId);
  const receipt = receive(loaded.process, message, await objectsOf(ctx, alive));
  if (!receipt.taken) return refuse(receipt.refusal, true);

  await saveProcess(ctx, loaded, receipt.process, {
    messageId: about.messageId,
    processId,
    typ: message.typ,
    direction: "in",
    number: message.number,
    ...("answers" in message ? { answers: message.answers.toLowerCase() } : {}),
    akten: [],
    plannedAt: ctx.now,
    name: given.name,
    ...(given.sha256 === undefined ? {} : { digest: given.sha256, sha256: given.sha256 }),
    sizeBytes: given.sizeBytes,
  });
  if (receipt.acknowledge) {
    const reply = plannedMessage(receipt.process, "0505", { now: ctx.now, answers: about.messageId });
    await insertMessage(ctx, reply);
    await enqueue(ctx, writeMessage, { messageId: reply.messageId });
  }
  await recordChanges(ctx, loaded.items, receipt.process.items, { processId, messageId: about.messageId });
  if (message.typ === "0506" && (await getSettings(ctx)).directAfterImport) await destroyConfirmed(ctx, processId);
  return note({ ...about, processId });
}

/** Tells the history of each Akte what the archive has said about it. */
async function recordChanges(
  ctx: Ctx,
  before: readonly StoredItem[],
  after: readonly ProcessItem[],
  details: { readonly processId: string; readonly messageId: string },
): Promise<void> {
  for (const [index, item] of after.entries()) {
    const action = events[item.state];
    if (item.state === before[index]?.state || action === undefined) continue;
    const { archivkennung, remark } = item;
    await recordEvent(ctx, {
      akteId: item.akteId,
      action,
      details: {
        ...details,
        ...(archivkennung === undefined ? {} : { archivkennung }),
        ...(remark === undefined ? {} : { remark }),
      },
    });
  }
}

/**
 * The bytes of a package that was kept.
 * @throws NotFound `disposal.content-gone` where they are not kept any more; Error where they were changed
 */
export async function readKeptPackage(ctx: Ctx, address: string | undefined): Promise<Uint8Array> {
  if (address === undefined) throw new NotFound("disposal.content-gone");
  const bytes = await ctx.files.get(address);
  if (sha256(bytes) !== address) throw new Error("a kept package was changed");
  return bytes;
}
