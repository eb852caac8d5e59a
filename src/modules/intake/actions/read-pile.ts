import { Conflict, Invalid } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { enqueue } from "../../../platform/jobs/index.ts";
import { isUnfinished, listUploads, readUpload, type Upload } from "../../uploads/index.ts";
import { mostPages, type PageFate, type Pile, type PilePage, type Rotation } from "../model/collection.ts";
import { byName } from "../model/items.ts";
import { proposeSplits } from "../model/split-pile.ts";
import { readPages } from "../payloads.ts";
import { type LookedAtPage, lookAtPages, type SourceFile, scanTypes } from "../recognition/scans.ts";
import { deletePages, findCollection, insertPages, selectPages, updateCollection, updatePage } from "../store/index.ts";
import { getPile } from "./collections.ts";

/** Pages that are looked at in one job: a crash loses no more than these. */
const pagesAJob = 8;

/** Files that no pile can be made of, in the order in which people count. */
export function notScans(uploads: readonly Upload[]): readonly Upload[] {
  return uploads
    .filter(({ state, mediaType }) => state === "clean" && !scanTypes.includes(mediaType))
    .toSorted((a, b) => byName(a.filename, b.filename));
}

/** Files of a pile in the order in which scanners count them. */
async function sourcesOf(ctx: Ctx, collectionId: string): Promise<readonly Upload[]> {
  return (await listUploads(ctx, collectionId))
    .filter(({ state }) => state === "clean")
    .toSorted((a, b) => byName(a.filename, b.filename) || a.orderedAt.getTime() - b.orderedAt.getTime());
}

/**
 * Begins to look at the pages of a pile.
 * @throws Forbidden, NotFound as `getPile`; Conflict `intake.not-open`, `intake.no-files`, `intake.still-scanned`,
 * `intake.not-a-scan` where a file is neither PDF nor picture
 */
export async function readPile(ctx: Ctx, collectionId: string): Promise<void> {
  const pile = await getPile(ctx, collectionId, { forUpdate: true });
  if (pile.state !== "open" && pile.state !== "failed") throw new Conflict("intake.not-open");
  const uploads = (await listUploads(ctx, collectionId)).filter(({ state }) => state !== "refused");
  if (uploads.some((upload) => isUnfinished(upload) || upload.state === "quarantined")) {
    throw new Conflict("intake.still-scanned");
  }
  if (uploads.length === 0) throw new Conflict("intake.no-files");
  if (notScans(uploads).length > 0) throw new Conflict("intake.not-a-scan");
  await deletePages(ctx, collectionId);
  await updateCollection(ctx, collectionId, { state: "reading", problem: null });
  await enqueue(ctx, readPages, { collectionId, source: 0, from: 1 });
}

/** Pages that are to be looked at now. */
export interface WaitingPages {
  readonly file: SourceFile;
  readonly uploadId: string;
}

/** @returns undefined where nobody waits for them any more */
export async function findWaitingPages(
  ctx: Ctx,
  collectionId: string,
  source: number,
): Promise<WaitingPages | undefined> {
  const pile = await findCollection(ctx, collectionId);
  if (pile?.state !== "reading") return undefined;
  const upload = (await sourcesOf(ctx, collectionId))[source];
  if (upload === undefined) return undefined;
  const { bytes } = await readUpload(ctx, collectionId, upload.uploadId, "file");
  return { file: { mediaType: upload.mediaType, bytes }, uploadId: upload.uploadId };
}

export const lookAtWaiting = (waiting: WaitingPages, from: number) => lookAtPages(waiting.file, from, pagesAJob);

/** Keeps what was seen, and goes on with the next pages, the next file, or proposes where letters begin. */
export async function recordPages(
  ctx: Ctx,
  at: { readonly collectionId: string; readonly source: number; readonly from: number },
  seen: { readonly uploadId: string; readonly count: number; readonly pages: readonly LookedAtPage[] },
): Promise<void> {
  const { collectionId, source, from } = at;
  const pile = await findCollection(ctx, collectionId, { forUpdate: true });
  if (pile?.kind !== "pile" || pile.state !== "reading") return;
  const before = await selectPages(ctx, collectionId);
  // The same pages a second time, after a crash between: they are there.
  if (before.some(({ uploadId, sourcePage }) => uploadId === seen.uploadId && sourcePage === from)) return;
  if (before.length - (from - 1) + seen.count > mostPages) throw new Invalid("intake.too-many-pages");
  await insertPages(
    ctx,
    collectionId,
    seen.pages.map((page, index) => ({
      number: before.length + index + 1,
      uploadId: seen.uploadId,
      sourcePage: from + index,
      found: page.found,
      target: page.target,
      fate: "continue",
      rotation: 0,
      thumbnail: page.thumbnail,
    })),
  );
  await updateCollection(ctx, collectionId);
  const next = from + pagesAJob;
  if (next <= seen.count) return enqueue(ctx, readPages, { collectionId, source, from: next });
  if (source + 1 < (await sourcesOf(ctx, collectionId)).length) {
    return enqueue(ctx, readPages, { collectionId, source: source + 1, from: 1 });
  }
  await propose(ctx, pile);
}

async function propose(ctx: Ctx, pile: Pile): Promise<void> {
  const pages = await selectPages(ctx, pile.collectionId);
  const proposed = proposeSplits(
    pages.map(({ found, target }) => ({ found, ...(target === undefined ? {} : { target }) })),
    pile.scan.blankPages,
  );
  for (const [index, { number }] of pages.entries()) {
    const { fate, target } = proposed[index] as (typeof proposed)[number];
    await updatePage(ctx, pile.collectionId, number, { fate, target: target ?? null });
  }
  await updateCollection(ctx, pile.collectionId, { state: "sorting" });
}

/** The pile could not be read: the page says why, which file it was, and what to do. */
export async function failPile(
  ctx: Ctx,
  at: { readonly collectionId: string; readonly source: number },
  problem: string,
): Promise<void> {
  const { collectionId, source } = at;
  const pile = await findCollection(ctx, collectionId, { forUpdate: true });
  if (pile?.state !== "reading") return;
  // Kept by its id: its place among the files is another as soon as one comes or goes.
  const upload = problem === "intake.too-many-pages" ? undefined : (await sourcesOf(ctx, collectionId))[source];
  await updateCollection(ctx, collectionId, {
    state: "failed",
    problem,
    ...(upload === undefined ? {} : { problemUploadId: upload.uploadId }),
  });
}

/**
 * Lets more files come after something went wrong.
 * @throws as `getPile`; Conflict `intake.not-open`, `intake.thrown-away`
 */
export async function reopenPile(ctx: Ctx, collectionId: string): Promise<void> {
  const pile = await getPile(ctx, collectionId, { forUpdate: true });
  if (pile.state !== "failed" && pile.state !== "sorting") throw new Conflict("intake.not-open");
  if (pile.thrownAway) throw new Conflict("intake.thrown-away");
  await deletePages(ctx, collectionId);
  await updateCollection(ctx, collectionId, { state: "open", problem: null });
}

/** What a person has said of a page. */
export interface PageEdit {
  readonly number: number;
  readonly fate: PageFate;
  readonly rotation: Rotation;
}

/**
 * Keeps where letters begin, what goes and what is turned.
 * @throws Forbidden, NotFound as `getPile`; Conflict `intake.not-sorting`
 */
export async function savePages(
  ctx: Ctx,
  collectionId: string,
  edits: readonly PageEdit[],
): Promise<readonly PilePage[]> {
  const pile = await getPile(ctx, collectionId, { forUpdate: true });
  if (pile.state !== "sorting") throw new Conflict("intake.not-sorting");
  const pages = await selectPages(ctx, collectionId);
  const wanted = new Map(edits.map((edit) => [edit.number, edit]));
  const saved: PilePage[] = [];
  for (const page of pages) {
    const edit = wanted.get(page.number);
    if (edit !== undefined && (edit.fate !== page.fate || edit.rotation !== page.rotation)) {
      await updatePage(ctx, collectionId, page.number, { fate: edit.fate, rotation: edit.rotation });
    }
    saved.push(edit === undefined ? page : { ...page, ...edit });
  }
  await updateCollection(ctx, collectionId);
  return saved;
}
