import { beginningOf, Conflict, dayInBerlin, isId, NotFound, type PlainDay } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { renderSheet } from "../../../platform/pdf/index.ts";
import { addFormat, fileDokument, getAkte, getDokument, listVorgaenge, recordEvent } from "../../records/index.ts";
import { getTenant } from "../../tenants/index.ts";
import { forgetUploads, listUploads, removeUpload } from "../../uploads/index.ts";
import type { Comparison, ItemKind, Letter, LetterState, PilePage } from "../model/collection.ts";
import { requireIntakeDuty, staffOf } from "../model/duty.ts";
import { mostTitle } from "../model/items.ts";
import type { ReadPage } from "../model/letter-proposals.ts";
import { transferDetails, transferSheet } from "../model/protocol.ts";
import { type TurnedPage, turnedFurther } from "../model/turned-pages.ts";
import {
  countLetters,
  countRecognised,
  deleteLetter,
  deleteLetterContents,
  deletePages,
  findLetter,
  findLetterFile,
  type LetterPage,
  selectLetterPages,
  selectLetters,
  selectPages,
  throwPagesAway,
  updateCollection,
  updateLetter,
} from "../store/index.ts";
import { eraseCollection, getPile } from "./collections.ts";

/** @throws Forbidden `intake.duty-missing`; NotFound `intake.no-such-letter`, also where it lies in an Akte unseen */
export async function getLetter(
  ctx: Ctx,
  letterId: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<Letter> {
  requireIntakeDuty(ctx.actor);
  const letter = isId(letterId) ? await findLetter(ctx, letterId, options) : undefined;
  if (letter === undefined) throw new NotFound("intake.no-such-letter");
  if (letter.dokumentId !== undefined) await getDokument(ctx, letter.dokumentId);
  return letter;
}

/** @throws Forbidden `intake.duty-missing` */
export async function listLetters(
  ctx: Ctx,
  which: { readonly collectionId: string } | { readonly states: readonly LetterState[]; readonly limit: number },
): Promise<readonly (Letter & { readonly recognised: number })[]> {
  requireIntakeDuty(ctx.actor);
  const letters = await selectLetters(ctx, which);
  const recognised = await countRecognised(
    ctx,
    letters.map(({ letterId }) => letterId),
  );
  return letters.map((letter) => ({ ...letter, recognised: recognised.get(letter.letterId) ?? 0 }));
}

/** How many letters are in which state. @throws Forbidden `intake.duty-missing` */
export async function countInbox(ctx: Ctx): Promise<Readonly<Partial<Record<LetterState, number>>>> {
  requireIntakeDuty(ctx.actor);
  return countLetters(ctx);
}

/** @throws as `getLetter` */
export async function listLetterPages(ctx: Ctx, letterId: string): Promise<readonly LetterPage[]> {
  return selectLetterPages(ctx, (await getLetter(ctx, letterId)).letterId);
}

/** The pages of a letter that were recognised, as proposals are read from them. */
export function readPages(pages: readonly LetterPage[]): readonly ReadPage[] {
  return pages.flatMap(({ number, recognised }) => (recognised === undefined ? [] : [{ ...recognised, number }]));
}

/** What the separator sheet before a letter says it belongs to. @throws as `getLetter` */
export async function targetOfSheet(ctx: Ctx, letterId: string): Promise<string | undefined> {
  const letter = await getLetter(ctx, letterId);
  const [first] = await selectLetterPages(ctx, letterId);
  return (await selectPages(ctx, letter.collectionId)).find(({ number }) => number === first?.pageNumber)?.target;
}

/** @throws as `getLetter`, NotFound `intake.no-such-letter` where it is not made yet */
export async function readLetter(ctx: Ctx, letterId: string, form: "scan" | "searchable"): Promise<Uint8Array> {
  const letter = await getLetter(ctx, letterId);
  const bytes = await findLetterFile(ctx, letter.letterId, form);
  if (bytes === undefined) throw new NotFound("intake.no-such-letter");
  return bytes;
}

/**
 * Leaves the text of a letter unrecognised: it is filed as a picture only, and its Transfervermerk says so.
 * @throws as `getLetter`; Conflict `intake.not-failed`, `intake.no-scan`
 */
export async function skipRecognition(ctx: Ctx, letterId: string): Promise<void> {
  const letter = await getLetter(ctx, letterId, { forUpdate: true });
  if (letter.state !== "failed") throw new Conflict("intake.not-failed");
  if (letter.scanSha256 === undefined) throw new Conflict("intake.no-scan");
  await updateLetter(ctx, letterId, { state: "ready", problem: null });
}

/**
 * Notes that a person has compared the pages that the town's setting has chosen.
 * @throws as `getLetter`; Conflict `intake.not-ready`
 */
export async function compareLetter(
  ctx: Ctx,
  letterId: string,
  outcome: Pick<Comparison, "with" | "result" | "note">,
): Promise<void> {
  const { name } = staffOf(ctx.actor);
  const letter = await getLetter(ctx, letterId, { forUpdate: true });
  if (letter.state !== "ready") throw new Conflict("intake.not-ready");
  await updateLetter(ctx, letterId, {
    comparison: { ...outcome, note: beginningOf(outcome.note, 2000), at: ctx.now, by: name },
  });
}

/** Where a letter goes and what is known of it. */
export interface LetterFiling {
  readonly akteId: string;
  readonly vorgangId: string;
  readonly title: string;
  readonly kind: ItemKind;
  readonly sender: string;
  readonly letterDate: PlainDay | undefined;
  /** Reference of the sender. */
  readonly theirReference: string;
  readonly remark: string;
}

/**
 * Files a letter: the scan as the original, the searchable PDF as a further format of it, and the Transfervermerk as its
 * Anlage and in the history. What lay here of it is erased.
 * @throws as `getLetter`; NotFound `records.no-such-akte`, `intake.no-such-vorgang`; Conflict `intake.not-ready`,
 * `intake.not-compared`, `intake.differs`, `records.vorgang-closed`
 */
export async function fileLetter(ctx: Ctx, letterId: string, filing: LetterFiling): Promise<string> {
  const { name } = staffOf(ctx.actor);
  const letter = await getLetter(ctx, letterId, { forUpdate: true });
  if (letter.state !== "ready") throw new Conflict("intake.not-ready");
  const { comparison } = letter;
  if (comparison === undefined) throw new Conflict("intake.not-compared");
  if (comparison.result === "differs") throw new Conflict("intake.differs");
  const akte = await getAkte(ctx, filing.akteId);
  const vorgang = (await listVorgaenge(ctx, akte.akteId)).find(({ vorgangId }) => vorgangId === filing.vorgangId);
  if (vorgang === undefined) throw new NotFound("intake.no-such-vorgang");
  const { scan } = await getPile(ctx, letter.collectionId);
  const pages = await selectLetterPages(ctx, letterId);
  const bytes = await findLetterFile(ctx, letterId, "scan");
  if (bytes === undefined) throw new Conflict("intake.no-scan");
  const searchable = await findLetterFile(ctx, letterId, "searchable");

  const title = beginningOf(filing.title, mostTitle);
  const filename = `${title.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 80) || "Schriftstueck"}.pdf`;
  const { vorgangId } = vorgang;
  const filed = await fileDokument(ctx, {
    vorgangId,
    kind: filing.kind,
    title,
    filename,
    mediaType: "application/pdf",
    bytes,
    author: filing.sender === "" ? "unbekannt" : filing.sender,
    metadata: {
      posteingang: scan.scannedOn,
      ...(filing.letterDate === undefined ? {} : { datumDesSchreibens: filing.letterDate }),
      fremdesGeschaeftszeichen: filing.theirReference,
      bemerkung: filing.remark,
    },
  });
  const { dokumentId } = filed;
  if (searchable !== undefined) {
    await addFormat(ctx, {
      dokumentId,
      version: 1,
      bytes: searchable,
      mediaType: "application/pdf",
      filename: filename.replace(/\.pdf$/, "-durchsuchbar.pdf"),
    });
  }
  const recognised = pages.flatMap((page) => page.recognised ?? []);
  const sum = recognised.reduce((total, { confidence }) => total + confidence, 0);
  const facts = {
    scan,
    letter,
    comparison,
    compared: pages.filter(({ toCompare }) => toCompare).map(({ number }) => number),
    turned: turnedPages(pages, await selectPages(ctx, letter.collectionId)),
    engine: searchable === undefined ? undefined : recognised[0]?.engine,
    confidence: recognised.length === 0 ? undefined : Math.round(sum / recognised.length),
    filedBy: name,
    filedAt: ctx.now,
    aktenzeichen: vorgang.aktenzeichen,
    title,
  };
  const { officialName, accent } = await getTenant(ctx);
  const head = { officialName, accent };
  const protocol = await fileDokument(ctx, {
    vorgangId,
    kind: "vermerk",
    title: `Transfervermerk: ${title}`,
    filename: filename.replace(/\.pdf$/, "-Transfervermerk.pdf"),
    mediaType: "application/pdf",
    bytes: await renderSheet(transferSheet(facts, { head }), { now: ctx.now }),
    author: name,
    parentId: dokumentId,
    metadata: { bemerkung: `Entstanden am ${dayInBerlin(ctx.now)} beim Ablegen des Scans.` },
  });
  await recordEvent(ctx, {
    akteId: akte.akteId,
    vorgangId,
    action: "intake.gescannt",
    details: transferDetails(facts, dokumentId, protocol.dokumentId),
  });
  await updateLetter(ctx, letterId, { state: "filed", dokumentId, filedAt: ctx.now });
  await deleteLetterContents(ctx, letterId);
  // The pile may wait for other letters: who may not see the Akte does not see small pictures of it there either.
  await deletePages(
    ctx,
    letter.collectionId,
    pages.map(({ pageNumber }) => pageNumber),
  );
  await clearPile(ctx, letter.collectionId);
  return dokumentId;
}

/** What was turned since the scanner: while the pile was parted, by the program, or afterwards. */
export function turnedPages(letterPages: readonly LetterPage[], pile: readonly PilePage[]): readonly TurnedPage[] {
  const before = new Map(pile.map(({ number, rotation }) => [number, rotation]));
  return letterPages.flatMap(({ number, pageNumber, turned, turnedBy }) => {
    const degrees = turnedFurther(before.get(pageNumber) ?? 0, turned);
    return degrees === 0 ? [] : [{ number, degrees, by: turnedBy ?? "person" }];
  });
}

/**
 * Once nothing of a pile waits any more, its files go; a pile of which nothing was filed goes as a whole.
 * @returns whether the pile is still there
 */
async function clearPile(ctx: Ctx, collectionId: string): Promise<boolean> {
  // First: of two letters that end at once the second sees that the first has ended.
  await updateCollection(ctx, collectionId);
  const letters = await selectLetters(ctx, { collectionId });
  if (letters.length === 0) {
    await eraseCollection(ctx, collectionId);
    return false;
  }
  if (letters.some(({ state }) => state !== "filed")) return true;
  await forgetUploads(ctx, [collectionId]);
  await deletePages(ctx, collectionId);
  return true;
}

/**
 * Throws a letter away: it is not filed, and its pages are in its pile no longer. That was decided by a person who was
 * asked; parting the pile anew corrects where letters begin and must not undo it by the way (Art. 5 Abs. 1 lit. c, e
 * DSGVO). A file goes with the last of its pages; of one with pages of other letters the bytes stay until these are done,
 * because a scan is not rewritten.
 * @returns whether its pile is still there: with the last letter it goes
 * @throws as `getLetter`; Conflict `intake.already-filed`
 */
export async function dropLetter(ctx: Ctx, letterId: string): Promise<boolean> {
  const letter = await getLetter(ctx, letterId, { forUpdate: true });
  if (letter.state === "filed") throw new Conflict("intake.already-filed");
  const { collectionId } = letter;
  const pages = await selectLetterPages(ctx, letterId);
  await deleteLetter(ctx, letterId);
  await throwPagesAway(
    ctx,
    collectionId,
    pages.map(({ pageNumber }) => pageNumber),
  );
  const wanted = new Set((await selectPages(ctx, collectionId)).map(({ uploadId }) => uploadId));
  for (const { uploadId } of await listUploads(ctx, collectionId)) {
    if (!wanted.has(uploadId)) await removeUpload(ctx, collectionId, uploadId);
  }
  return clearPile(ctx, collectionId);
}
