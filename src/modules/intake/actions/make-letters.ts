import { randomInt } from "node:crypto";
import { Conflict, NotFound, newId, sha256 } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { enqueue } from "../../../platform/jobs/index.ts";
import { drawPdf, readWords } from "../../../platform/pdf-reading/index.ts";
import { listAktenzeichenRules } from "../../records/index.ts";
import { getUpload, readUpload } from "../../uploads/index.ts";
import type { Letter, Rotation } from "../model/collection.ts";
import { aktenzeichenIn } from "../model/letter-proposals.ts";
import { lettersOf, pagesToCompare } from "../model/split-pile.ts";
import { turnedFurther } from "../model/turned-pages.ts";
import { composeLetter, finishLetter, recogniseLetter } from "../payloads.ts";
import { recogniseAnyWay, recognisePage } from "../recognition/recognise-page.ts";
import type { RecognisedPage } from "../recognition/recognised.ts";
import { makeScan, makeSearchable, makeTurned, type SourceFile } from "../recognition/scans.ts";
import type { ScanPage } from "../recognition/searchable-pdf.ts";
import {
  askForTurn,
  deleteLetter,
  findCollection,
  findLetter,
  findLetterFile,
  findSettings,
  insertLetter,
  type LetterPage,
  saveLetterFile,
  saveRecognised,
  selectLetterPages,
  selectLetters,
  selectPages,
  updateCollection,
  updateLetter,
} from "../store/index.ts";
import { getPile } from "./collections.ts";
import { getLetter, readPages } from "./letters.ts";

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

/** Pages that one job recognises: few enough that a crash loses little, and drawn in one go. */
const pagesAJob = 4;

/** Pages whose text is to be recognised now. */
export interface Unrecognised {
  readonly scan: Uint8Array;
  readonly pages: readonly { readonly number: number; readonly turnAsked: LetterPage["turnAsked"] }[];
  readonly now: Date;
}

/** @returns undefined where these pages are done, or nobody waits for them */
export async function findUnrecognised(ctx: Ctx, letterId: string, from: number): Promise<Unrecognised | undefined> {
  const letter = await findLetter(ctx, letterId);
  if (letter?.state !== "recognising") return undefined;
  const pages = (await selectLetterPages(ctx, letterId))
    .filter(({ number, recognised }) => number >= from && number < from + pagesAJob && recognised === undefined)
    .map(({ number, turnAsked }) => ({ number, turnAsked }));
  if (pages.length === 0) return undefined;
  const scan = await findLetterFile(ctx, letterId, "scan");
  return scan === undefined ? undefined : { scan, pages, now: letter.changedAt };
}

/** What was recognised of some pages, and the scan where pages of it were turned. */
export interface RecognisedPages {
  readonly pages: readonly { readonly number: number; readonly recognised: RecognisedPage; readonly turn: Rotation }[];
  readonly turnedScan: Uint8Array | undefined;
}

/**
 * Draws pages of a scan and recognises their text. A page that a person has turned is read as they want it; others are
 * turned where they lie on their side or head.
 * @throws Invalid `intake.…`, `pdf.…`; Unavailable `threads.busy`
 */
export async function recogniseScan(waiting: Unrecognised): Promise<RecognisedPages> {
  const { now } = waiting;
  const numbers = waiting.pages.map(({ number }) => number);
  const asked = waiting.pages.flatMap(({ number, turnAsked }) =>
    turnAsked === undefined ? [] : [{ number, degrees: turnAsked }],
  );
  let scan = asked.length === 0 ? waiting.scan : await makeTurned(waiting.scan, asked, now);
  const { pictures } = await drawPdf(scan, { pages: numbers, size: { dpi: recogniseDpi }, format: "png" });
  const own = (await readWords(scan, { pages: numbers })).pages;
  const pages: RecognisedPages["pages"][number][] = [];
  for (const { number, turnAsked } of waiting.pages) {
    const picture = pictures.find((one) => one.number === number);
    if (picture === undefined) throw new Error("the page is not there");
    const size = { width: picture.width, height: picture.height, dpi: recogniseDpi };
    const letters = (own.find((one) => one.number === number)?.words ?? []).reduce(
      (sum, { text }) => sum + text.length,
      0,
    );
    // Text that the scanner has put there says how the page is held.
    const hasText = letters >= leastOwnText;
    const { recognised, turn } =
      turnAsked === undefined && !hasText
        ? await recogniseAnyWay(picture.bytes, size)
        : { recognised: await recognisePage(picture.bytes, size), turn: 0 as const };
    pages.push({ number, recognised: hasText ? { ...recognised, hadText: true } : recognised, turn });
  }
  const found = pages.filter(({ turn }) => turn !== 0).map(({ number, turn }) => ({ number, degrees: turn }));
  if (found.length > 0) scan = await makeTurned(scan, found, now);
  return { pages, turnedScan: scan === waiting.scan ? undefined : scan };
}

export async function recordRecognised(
  ctx: Ctx,
  letterId: string,
  from: number,
  outcome: RecognisedPages | undefined,
): Promise<void> {
  const letter = await findLetter(ctx, letterId, { forUpdate: true });
  if (letter?.state !== "recognising") return;
  const before = new Map((await selectLetterPages(ctx, letterId)).map((page) => [page.number, page]));
  const { pages = [], turnedScan } = outcome ?? {};
  // The same pages a second time, after a crash between: they are there, and turned once is enough.
  if (pages.every(({ number }) => before.get(number)?.recognised === undefined)) {
    for (const { number, recognised, turn } of pages) {
      const { turned = 0, turnAsked = 0, turnedBy } = before.get(number) ?? {};
      await saveRecognised(ctx, letterId, number, recognised, {
        turned: turnedFurther(turned, turnAsked + turn),
        turnedBy: turnAsked !== 0 ? "person" : turn !== 0 ? "program" : turnedBy,
      });
    }
    if (turnedScan !== undefined) await saveLetterFile(ctx, letterId, "scan", turnedScan);
  }
  await updateLetter(ctx, letterId, turnedScan === undefined ? {} : { scanSha256: sha256(turnedScan) });
  const next = from + pagesAJob;
  if (next <= letter.pages) await enqueue(ctx, recogniseLetter, { letterId, number: next });
  else await enqueue(ctx, finishLetter, { letterId });
}

/**
 * Turns a page of a letter before it is filed, degrees clockwise. Its text is recognised anew, and whoever compared it
 * has to look again.
 * @throws as `getLetter`; Conflict `intake.not-ready`; NotFound `intake.no-such-page`
 */
export async function turnPage(
  ctx: Ctx,
  letterId: string,
  number: number,
  degrees: Exclude<Rotation, 0>,
): Promise<void> {
  const letter = await getLetter(ctx, letterId, { forUpdate: true });
  if (letter.state !== "ready") throw new Conflict("intake.not-ready");
  if (!(await selectLetterPages(ctx, letterId)).some((page) => page.number === number)) {
    throw new NotFound("intake.no-such-page");
  }
  await askForTurn(ctx, letterId, number, degrees);
  await updateLetter(ctx, letterId, { state: "recognising", comparison: null, problem: null });
  await enqueue(ctx, recogniseLetter, { letterId, number });
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
  const proposal = aktenzeichenIn(readPages(pages), await listAktenzeichenRules(ctx))?.value;
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
