import { Conflict, isId, NotFound, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { getAkte, listVorgaenge, requireMayWork } from "../../records/index.ts";
import { forgetUploads, removeUpload } from "../../uploads/index.ts";
import { type Collection, type Filing, type Pile, type ScanFacts, takesFiles } from "../model/collection.ts";
import { requireIntakeDuty, staffOf } from "../model/duty.ts";
import {
  deleteCollection,
  findCollection,
  insertCollection,
  selectCollections,
  selectItems,
  selectLetters,
} from "../store/index.ts";

/**
 * Begins to put files into a Vorgang: nothing is on file until they are filed.
 * @throws Forbidden `intake.duty-missing`, `records.read-only`; NotFound `records.no-such-akte`,
 * `intake.no-such-vorgang`; Conflict `intake.vorgang-closed`
 */
export async function openFiling(
  ctx: Ctx,
  input: { readonly akteId: string; readonly vorgangId: string },
): Promise<string> {
  const { staffId, name } = staffOf(ctx.actor);
  const akte = await getAkte(ctx, input.akteId);
  await requireMayWork(ctx, akte.akteId);
  const vorgang = (await listVorgaenge(ctx, akte.akteId)).find(({ vorgangId }) => vorgangId === input.vorgangId);
  if (vorgang === undefined) throw new NotFound("intake.no-such-vorgang");
  if (vorgang.zdaAt !== null || akte.zdaAt !== null) throw new Conflict("intake.vorgang-closed");
  const collectionId = newId(ctx.now.getTime());
  await insertCollection(ctx, { collectionId, staffId, staffName: name, ...input });
  return collectionId;
}

/**
 * Begins a pile of scanned post.
 * @throws Forbidden `intake.duty-missing`
 */
export async function openPile(ctx: Ctx, scan: ScanFacts): Promise<string> {
  const { staffId, name } = staffOf(ctx.actor);
  const collectionId = newId(ctx.now.getTime());
  await insertCollection(ctx, { collectionId, staffId, staffName: name, scan });
  return collectionId;
}

/**
 * A collection that whoever acts may see: a filing where they see its Akte, and to change it where they may work there.
 * @param options.toChange default: where it is locked
 * @throws Forbidden `intake.duty-missing`, `records.read-only`; NotFound `intake.no-such-collection`, `records.no-such-akte`
 */
export async function getCollection(
  ctx: Ctx,
  collectionId: string,
  options: { readonly forUpdate?: boolean; readonly toChange?: boolean } = {},
): Promise<Collection> {
  requireIntakeDuty(ctx.actor);
  const { forUpdate = false, toChange = forUpdate } = options;
  const collection = isId(collectionId) ? await findCollection(ctx, collectionId, { forUpdate }) : undefined;
  if (collection === undefined) throw new NotFound("intake.no-such-collection");
  if (collection.kind === "filing") {
    await getAkte(ctx, collection.akteId);
    if (toChange) await requireMayWork(ctx, collection.akteId);
  }
  return collection;
}

/** @throws as `getCollection` */
export async function getFiling(ctx: Ctx, id: string, options: { readonly forUpdate?: boolean } = {}): Promise<Filing> {
  const collection = await getCollection(ctx, id, options);
  if (collection.kind !== "filing") throw new NotFound("intake.no-such-collection");
  return collection;
}

/** @throws as `getCollection` */
export async function getPile(ctx: Ctx, id: string, options: { readonly forUpdate?: boolean } = {}): Promise<Pile> {
  const collection = await getCollection(ctx, id, options);
  if (collection.kind !== "pile") throw new NotFound("intake.no-such-collection");
  return collection;
}

/** Piles of which no letters were made yet. @throws Forbidden `intake.duty-missing` */
export async function listPiles(ctx: Ctx): Promise<readonly Pile[]> {
  requireIntakeDuty(ctx.actor);
  return (await selectCollections(ctx, { piles: true })).filter((one) => one.kind === "pile");
}

/** Filings into an Akte that were begun and not ended. @throws Forbidden, NotFound `records.no-such-akte` */
export async function listFilings(ctx: Ctx, akteId: string): Promise<readonly Filing[]> {
  requireIntakeDuty(ctx.actor);
  await getAkte(ctx, akteId);
  return (await selectCollections(ctx, { filingsOf: akteId })).filter((one) => one.kind === "filing");
}

/** Erases a collection and everything that was handed in for it. */
export async function eraseCollection(ctx: Ctx, collectionId: string): Promise<void> {
  await forgetUploads(ctx, [collectionId]);
  await deleteCollection(ctx, collectionId);
}

/**
 * Throws away what was not filed, at once and for good.
 * @throws Forbidden, NotFound as `getCollection`; Conflict `intake.already-filed` where something of it is on file
 */
export async function dropCollection(ctx: Ctx, collectionId: string): Promise<void> {
  const collection = await getCollection(ctx, collectionId, { forUpdate: true });
  const filed =
    collection.kind === "filing"
      ? (await selectItems(ctx, collectionId)).some(({ dokumentId }) => dokumentId !== undefined)
      : (await selectLetters(ctx, { collectionId })).some(({ state }) => state === "filed");
  if (filed) throw new Conflict("intake.already-filed");
  await eraseCollection(ctx, collectionId);
}

/**
 * Takes one file out, and what came with it where it is an e-mail.
 * @throws Forbidden, NotFound; Conflict `intake.not-open`
 */
export async function removeFile(ctx: Ctx, collectionId: string, uploadId: string): Promise<void> {
  const collection = await getCollection(ctx, collectionId, { forUpdate: true });
  // A pile that could not be read too: the page says which file to take out.
  if (!takesFiles(collection)) throw new Conflict("intake.not-open");
  const items = await selectItems(ctx, collectionId);
  const gone = [uploadId];
  for (let at = 0; at < gone.length; at++) {
    gone.push(...items.filter(({ parentId }) => parentId === gone[at]).map(({ itemId }) => itemId));
  }
  for (const one of gone.toReversed()) await removeUpload(ctx, collectionId, one);
}
