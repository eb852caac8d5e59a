import { type Actor, Conflict, dayInBerlin } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { enqueue } from "../../../platform/jobs/index.ts";
import { listStaff } from "../../accounts/index.ts";
import { addFormat, fileDokument, recordEvent } from "../../records/index.ts";
import { forgetUploads, sealUploads } from "../../uploads/index.ts";
import type { Filing } from "../model/collection.ts";
import { fileItems } from "../payloads.ts";
import { selectItems, updateCollection, updateItem } from "../store/index.ts";
import { getFiling } from "./collections.ts";
import { listStaged, type StagedItem } from "./keep-items.ts";

/** So many, or so many bytes, are filed while the person waits; more by a job that shows how far it is. */
const mostAtOnce = 25;
const mostBytesAtOnce = 60 * 1024 * 1024;

/** Why it cannot be filed yet; undefined where it can. */
export function hindranceOf(
  items: readonly StagedItem[],
): "nothing-chosen" | "still-reading" | "still-scanned" | undefined {
  const chosen = items.filter((item) => item.chosen);
  if (chosen.length === 0) return "nothing-chosen";
  if (items.some(({ mail }) => mail === "reading")) return "still-reading";
  return chosen.some(({ upload }) => upload.state !== "clean") ? "still-scanned" : undefined;
}

const unfiled = (item: StagedItem): boolean => item.chosen && item.dokumentId === undefined;

/**
 * Files what was chosen: few at once, many by a job.
 * @returns whether all is on file now
 * @throws Forbidden, NotFound as `getFiling`; Conflict `intake.not-open`, `intake.nothing-chosen`, `intake.still-reading`,
 * `intake.still-scanned`, `records.vorgang-closed`
 */
export async function fileCollection(ctx: Ctx, collectionId: string): Promise<"filed" | "filing"> {
  const filing = await getFiling(ctx, collectionId, { forUpdate: true });
  if (filing.state !== "open") throw new Conflict("intake.not-open");
  const { items } = await listStaged(ctx, filing);
  const hindrance = hindranceOf(items);
  if (hindrance !== undefined) throw new Conflict(`intake.${hindrance}`);
  const waiting = items.filter(unfiled);
  const bytes = waiting.reduce((sum, { upload }) => sum + upload.bytes, 0);
  if (waiting.length > mostAtOnce || bytes > mostBytesAtOnce) {
    await updateCollection(ctx, collectionId, { state: "filing" });
    await enqueue(ctx, fileItems, { collectionId });
    return "filing";
  }
  await fileEach(ctx, filing, items, waiting);
  await endFiling(ctx, filing);
  return "filed";
}

/**
 * Files some more of a filing, in the name of whoever has ordered it, as long as they may.
 * @throws Conflict `intake.not-allowed-any-more`, `records.vorgang-closed`
 */
export async function continueFiling(ctx: Ctx, collectionId: string): Promise<void> {
  const filing = await getFiling(ctx, collectionId, { forUpdate: true });
  if (filing.state !== "filing") return;
  const orderer = (await listStaff(ctx)).find(({ staffId }) => staffId === filing.staffId);
  if (orderer === undefined || orderer.deactivatedAt !== undefined) throw new Conflict("intake.not-allowed-any-more");
  const actor: Actor = { kind: "staff", staffId: orderer.staffId, name: orderer.name, duties: orderer.duties };
  const asOrderer: Ctx = { ...ctx, actor };
  const { items } = await listStaged(asOrderer, filing);
  const waiting = items.filter(unfiled);
  const next: StagedItem[] = [];
  let bytes = 0;
  for (const item of waiting.slice(0, mostAtOnce)) {
    bytes += item.upload.bytes;
    if (next.length > 0 && bytes > mostBytesAtOnce) break;
    next.push(item);
  }
  await fileEach(asOrderer, filing, items, next);
  if (next.length < waiting.length) {
    await updateCollection(ctx, collectionId);
    await enqueue(ctx, fileItems, { collectionId });
  } else await endFiling(asOrderer, filing);
}

/** The job cannot go on: the page says why, and the person decides. */
export async function interruptFiling(ctx: Ctx, collectionId: string, problem: string): Promise<void> {
  const filing = await getFiling(ctx, collectionId, { forUpdate: true });
  if (filing.state === "filing") await updateCollection(ctx, collectionId, { state: "open", problem });
}

async function fileEach(
  ctx: Ctx,
  filing: Filing,
  all: readonly StagedItem[],
  items: readonly StagedItem[],
): Promise<void> {
  const sealed = await sealUploads(
    ctx,
    filing.collectionId,
    items.map(({ itemId, upload }) => ({ fieldPath: upload.fieldPath, uploadIds: [itemId] })),
  );
  const filed = new Map(all.map(({ itemId, dokumentId }) => [itemId, dokumentId]));
  const cameIn = dayInBerlin(filing.openedAt);
  for (const [index, item] of items.entries()) {
    const file = sealed[index];
    if (file === undefined) throw new Error("a file was not sealed");
    const parentId = item.parentId === undefined ? undefined : filed.get(item.parentId);
    const outward = item.kind === "ausgang" || item.kind === "vermerk";
    const { dokumentId } = await fileDokument(ctx, {
      vorgangId: filing.vorgangId,
      kind: item.kind,
      title: item.title,
      filename: file.filename,
      mediaType: file.mediaType,
      bytes: file.content,
      author: item.sender === "" ? (outward ? filing.staffName : "unbekannt") : item.sender,
      ...(parentId === undefined ? {} : { parentId }),
      metadata: {
        ...(item.kind === "eingang" || item.kind === "email" ? { posteingang: cameIn } : {}),
        ...(item.letterDate === undefined ? {} : { datumDesSchreibens: item.letterDate }),
        ...(item.folder === "" ? {} : { bemerkung: `Ordner: ${item.folder}` }),
      },
    });
    filed.set(item.itemId, dokumentId);
    await updateItem(ctx, item.itemId, { dokumentId });
    if (item.readable !== undefined) {
      await addFormat(ctx, {
        dokumentId,
        version: 1,
        bytes: new TextEncoder().encode(item.readable),
        mediaType: "text/plain",
        filename: `${file.filename.replace(/\.[a-z]{3}$/i, "")}-lesbar.txt`,
      });
    }
  }
}

/** What was not chosen goes, and the Akte says how many came in together. */
async function endFiling(ctx: Ctx, filing: Filing): Promise<void> {
  const items = await selectItems(ctx, filing.collectionId);
  const files = items.filter(({ dokumentId }) => dokumentId !== undefined).length;
  await recordEvent(ctx, {
    akteId: filing.akteId,
    vorgangId: filing.vorgangId,
    action: "intake.abgelegt",
    details: { collectionId: filing.collectionId, files, leftOut: items.length - files },
  });
  await updateCollection(ctx, filing.collectionId, { state: "filed", problem: null });
  await forgetUploads(ctx, [filing.collectionId]);
}
