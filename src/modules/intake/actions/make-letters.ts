import { randomInt } from "node:crypto";
import { Conflict, newId, sha256 } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { enqueue } from "../../../platform/jobs/index.ts";
import { drawPdf, readPdf } from "../../../platform/pdf-reading/index.ts";
import { getUpload, readUpload } from "../../uploads/index.ts";
import type { Letter } from "../model/collection.ts";
import { findAktenzeichen } from "../model/separator.ts";
import { lettersOf, pagesToCompare } from "../model/split-pile.ts";
import { composeLetter, finishLetter, recogniseLetter } from "../payloads.ts";
import { recognisePage } from "../recognition/recognise-page.ts";
import { type RecognisedPage, textOfPage } from "../recognition/recognised.ts";
import { makeScan, makeSearchable, type SourceFile } from "../recognition/scans.ts";
import type { ScanPage } from "../recognition/searchable-pdf.ts";
import {
  deleteLetter,
  findCollection,
  findLetter,
  findLetterFile,
  findSettings,
  insertLetter,
  saveLetterFile,
  saveRecognised,
  selectLetterPages,
  selectLetters,
  selectPages,
  updateCollection,
  updateLetter,
} from "../store/index.ts";
import { getPile } from "./collections.ts";

/** Resolution in which text is recognised: what the models were trained with. */
const recogniseDpi = 300;
/** Letters of text that a page has already, from which on it counts as searchable. */
const leastOwnText = 40;

/**
 * Makes letters of a pile as it is parted now, and begins to recognise their text.
 * @throws Forbidden, NotFound as `getPile`; Conflict `intake.not-sorting`, `intake.no-pages`
 */
export async function splitPile(ctx: Ctx, collectionId: string): Promise<void> {
  const pile = await getPile(ctx, collectionId, { forUpdate: true });
  if (pile.state !== "sorting") throw new Conflict("intake.not-sorting");
  const letters = lettersOf(await selectPages(ctx, collectionId));
  if (letters.length === 0) throw new Conflict("intake.no-pages");
  const { comparePercent } = await findSettings(ctx);
  for (const [index, pages] of letters.entries()) {
    const letterId = newId(ctx.now.getTime());
    const compare = pagesToCompare(pages.length, comparePercent, () => randomInt(1_000_000) / 1_000_000);
    await insertLetter(
      ctx,
      { letterId, collectionId, number: index + 1, proposal: pages[0]?.target },
      pages.map(({ number }, at) => ({ number: at + 1, pageNumber: number, toCompare: compare.has(at + 1) })),
    );
    await enqueue(ctx, composeLetter, { letterId });
  }
  await updateCollection(ctx, collectionId, { state: "split" });
}

/**
 * Takes the letters of a pile back, so that it can be parted in another way.
 * @throws Forbidden, NotFound as `getPile`; Conflict `intake.already-filed` where one of them is on file
 */
export async function resortPile(ctx: Ctx, collectionId: string): Promise<void> {
  const pile = await getPile(ctx, collectionId, { forUpdate: true });
  if (pile.state !== "split") throw new Conflict("intake.not-sorting");
  const letters = await selectLetters(ctx, { collectionId });
  if (letters.some(({ state }) => state === "filed")) throw new Conflict("intake.already-filed");
  for (const { letterId } of letters) await deleteLetter(ctx, letterId);
  await updateCollection(ctx, collectionId, { state: "sorting" });
}

// — Putting the pages together ————————————————————————————————————————————————

/** Everything that a letter's PDF is made of. */
export interface LetterParts {
  readonly sources: readonly SourceFile[];
  readonly pages: readonly ScanPage[];
  readonly title: string;
  readonly now: Date;
}

/** @returns undefined where nobody waits for it any more */
export async function findLetterParts(ctx: Ctx, letterId: string): Promise<LetterParts | undefined> {
  const letter = await findLetter(ctx, letterId);
  if (letter?.state !== "composing") return undefined;
  const { collectionId } = letter;
  const pilePages = new Map((await selectPages(ctx, collectionId)).map((page) => [page.number, page]));
  const uploadIds: string[] = [];
  const pages = (await selectLetterPages(ctx, letterId)).map(({ pageNumber }) => {
    const page = pilePages.get(pageNumber);
    if (page === undefined) throw new Error("a page of the pile is gone");
    if (!uploadIds.includes(page.uploadId)) uploadIds.push(page.uploadId);
    return { source: uploadIds.indexOf(page.uploadId), page: page.sourcePage, rotation: page.rotation };
  });
  const sources: SourceFile[] = [];
  for (const uploadId of uploadIds) {
    const { mediaType } = await getUpload(ctx, collectionId, uploadId);
    sources.push({ mediaType, bytes: (await readUpload(ctx, collectionId, uploadId, "file")).bytes });
  }
  return { sources, pages, title: `Schriftstück ${letter.number}`, now: letter.changedAt };
}

export const composeParts = (parts: LetterParts) => makeScan(parts.sources, parts.pages, parts);

export async function recordScan(ctx: Ctx, letterId: string, scan: Uint8Array): Promise<void> {
  const letter = await findLetter(ctx, letterId, { forUpdate: true });
  if (letter?.state !== "composing") return;
  await saveLetterFile(ctx, letterId, "scan", scan);
  await updateLetter(ctx, letterId, { state: "recognising", scanSha256: sha256(scan), problem: null });
  await enqueue(ctx, recogniseLetter, { letterId, number: 1 });
}

// — Recognising its text ——————————————————————————————————————————————————————

/** @returns the scan; undefined where this page is done, or nobody waits for it */
export async function findUnrecognised(ctx: Ctx, letterId: string, number: number): Promise<Uint8Array | undefined> {
  const letter = await findLetter(ctx, letterId);
  if (letter?.state !== "recognising") return undefined;
  const page = (await selectLetterPages(ctx, letterId)).find((one) => one.number === number);
  return page === undefined || page.recognised !== undefined ? undefined : findLetterFile(ctx, letterId, "scan");
}

/** Draws one page of a scan and recognises its text. @throws Invalid `intake.…`, `pdf.…`; Unavailable `threads.busy` */
export async function recogniseScan(scan: Uint8Array, number: number): Promise<RecognisedPage> {
  const { pictures } = await drawPdf(scan, { pages: [number], size: { dpi: recogniseDpi }, format: "png" });
  const [picture] = pictures;
  if (picture === undefined) throw new Error("the page is not there");
  const recognised = await recognisePage(picture.bytes, { ...picture, dpi: recogniseDpi });
  const own = (await readPdf(scan, { mostPages: number })).pages[number - 1]?.text ?? "";
  return own.trim().length < leastOwnText ? recognised : { ...recognised, hadText: true };
}

export async function recordRecognised(
  ctx: Ctx,
  letterId: string,
  number: number,
  recognised: RecognisedPage | undefined,
): Promise<void> {
  const letter = await findLetter(ctx, letterId, { forUpdate: true });
  if (letter?.state !== "recognising") return;
  if (recognised !== undefined) await saveRecognised(ctx, letterId, number, recognised);
  await updateLetter(ctx, letterId, {});
  if (number < letter.pages) await enqueue(ctx, recogniseLetter, { letterId, number: number + 1 });
  else await enqueue(ctx, finishLetter, { letterId });
}

/** What the searchable PDF of a letter is made of; undefined where nobody waits for it. */
export async function findRecognised(
  ctx: Ctx,
  letterId: string,
): Promise<{ readonly scan: Uint8Array; readonly pages: readonly RecognisedPage[]; readonly now: Date } | undefined> {
  const letter = await findLetter(ctx, letterId);
  const scan = letter?.state === "recognising" ? await findLetterFile(ctx, letterId, "scan") : undefined;
  if (letter === undefined || scan === undefined) return undefined;
  const pages = (await selectLetterPages(ctx, letterId)).flatMap(({ recognised }) => recognised ?? []);
  if (pages.length < letter.pages) return undefined;
  return { scan, pages, now: letter.changedAt };
}

export const layTextOver = (found: { scan: Uint8Array; pages: readonly RecognisedPage[]; now: Date }) =>
  makeSearchable(found.scan, found.pages, found.now);

/** The letter is ready for a person. What it says of an Akte becomes a proposal where no separator sheet said one. */
export async function recordSearchable(ctx: Ctx, letterId: string, searchable: Uint8Array): Promise<void> {
  const letter = await findLetter(ctx, letterId, { forUpdate: true });
  if (letter?.state !== "recognising") return;
  const pages = await selectLetterPages(ctx, letterId);
  const [proposal] = pages.flatMap(({ recognised }) => (recognised ? findAktenzeichen(textOfPage(recognised)) : []));
  await saveLetterFile(ctx, letterId, "searchable", searchable);
  await updateLetter(ctx, letterId, {
    state: "ready",
    searchableSha256: sha256(searchable),
    problem: null,
    ...(letter.proposal === undefined && proposal !== undefined ? { proposal } : {}),
  });
}

/** Something went wrong with a letter: the page says what, and what to do. */
export async function failLetter(ctx: Ctx, letterId: string, problem: string): Promise<void> {
  const letter = await findLetter(ctx, letterId, { forUpdate: true });
  if (letter?.state === "composing" || letter?.state === "recognising") {
    await updateLetter(ctx, letterId, { state: "failed", problem });
  }
}

/** Tries again where it went wrong. */
export async function retryLetter(ctx: Ctx, letter: Letter): Promise<void> {
  if (letter.state !== "failed") throw new Conflict("intake.not-failed");
  if (letter.scanSha256 === undefined) {
    await updateLetter(ctx, letter.letterId, { state: "composing", problem: null });
    return enqueue(ctx, composeLetter, { letterId: letter.letterId });
  }
  await updateLetter(ctx, letter.letterId, { state: "recognising", problem: null });
  const pages = await selectLetterPages(ctx, letter.letterId);
  const next = pages.find(({ recognised }) => recognised === undefined);
  if (next === undefined) return enqueue(ctx, finishLetter, { letterId: letter.letterId });
  await enqueue(ctx, recogniseLetter, { letterId: letter.letterId, number: next.number });
}

/** Whether the pile of a letter is still there to be parted in another way. */
export async function isResortable(ctx: Ctx, collectionId: string): Promise<boolean> {
  const pile = await findCollection(ctx, collectionId);
  if (pile?.state !== "split") return false;
  return (await selectLetters(ctx, { collectionId })).every(({ state }) => state !== "filed");
}
