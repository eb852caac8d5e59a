import { Failure, sha256 } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { type ExtractedText, extractText } from "../../../platform/extract/index.ts";
import type { Outside } from "../../../platform/jobs/index.ts";
import {
  type Dokument,
  type DokumentFormat,
  findSeenAkten,
  listDokumenteOfAkte,
  listFormats,
} from "../../records/index.ts";
import { fileKindOf } from "../model/terms.ts";
import { type IndexedDokument, selectFingerprints, selectIndexed, selectWaiting, takeWaiting } from "../store/index.ts";
import { type DokumentToIndex, writeIndex } from "./write-index.ts";

/** Raised when terms are made in another way: fingerprints differ then, and the index has to be made from scratch. */
const indexVersion = 1;

/** Of one Dokument in the index; what lies beyond is not searched, and its page says so. */
const mostLetters = 2_000_000;
/** Dokumente whose texts are read at once; an Akte with more is done in several goes. */
const mostAtOnce = 40;

/** What was found out about an Akte before the transaction. */
export interface AkteToIndex {
  readonly akteId: string;
  readonly waiting: readonly string[];
  readonly dokumente: readonly DokumentToIndex[];
  readonly gone: readonly string[];
  /** Not all of it was read: there was too much for one go, or something outside did not answer. */
  readonly rest: "none" | "more" | "later";
  /** Where the next go begins: so many Dokumente of the Akte were looked at. */
  readonly next: number;
}

/** A Dokument with the formats of its newest version. */
interface WithFormats {
  readonly dokument: Dokument;
  readonly formats: readonly DokumentFormat[];
}

async function listWithFormats(ctx: Ctx, akteId: string): Promise<readonly WithFormats[]> {
  const dokumente = await listDokumenteOfAkte(ctx, akteId);
  return Promise.all(
    dokumente.map(async (dokument) => ({
      dokument,
      formats: (await listFormats(ctx, dokument.dokumentId)).filter(({ version }) => version === dokument.version),
    })),
  );
}

const short = (value: unknown): string => sha256(JSON.stringify(value)).slice(0, 32);

function contentKey({ formats }: WithFormats): string {
  return short([indexVersion, formats.map((format) => [format.sha256, format.mediaType])]);
}

type Known = Pick<IndexedDokument, "text" | "partKind" | "state" | "problem">;

const nothing: Known = { text: "", partKind: "text", state: "no-text", problem: null };

function known(extracted: ExtractedText | undefined): Known {
  if (extracted === undefined) return nothing;
  const text = extracted.parts.map((part) => part.replaceAll("\f", "\n")).join("\f");
  return {
    text: text.slice(0, mostLetters).toWellFormed().replaceAll("\u0000", " "),
    partKind: extracted.partKind,
    state: !/[\p{L}\p{N}]/u.test(text)
      ? "no-text"
      : extracted.complete && text.length <= mostLetters
        ? "indexed"
        : "cut",
    problem: null,
  };
}

/**
 * The text of a Dokument: of the first format that has one, since all formats of a version show the same. What cannot
 * be read is noted, and keeps nothing else from being found.
 */
async function readText(ctx: Pick<Ctx, "files">, { formats }: WithFormats): Promise<Known> {
  let failed: Known | undefined;
  for (const { sha256: address, mediaType } of formats) {
    try {
      const text = known(await extractText(await ctx.files.get(address), mediaType, { mostLetters }));
      if (text.state !== "no-text") return text;
    } catch (error) {
      failed ??= { ...nothing, state: "failed", problem: error instanceof Failure ? error.code : "extract.bug" };
    }
  }
  return failed ?? nothing;
}

/**
 * Finds out what of an Akte the index does not know yet, and reads the texts of that. Nothing is locked meanwhile.
 * @param again also what the index knows: words learnt since may part more compounds
 */
export async function readAkteToIndex(
  io: Pick<Outside, "read">,
  akteId: string,
  options: { readonly again?: boolean; readonly evenIfNothingWaits?: boolean; readonly from?: number } = {},
): Promise<AkteToIndex | undefined> {
  const found = await io.read(async (ctx) => {
    const waiting = await selectWaiting(ctx, akteId);
    if (waiting.length === 0 && options.evenIfNothingWaits !== true) return undefined;
    const akte = (await findSeenAkten(ctx, [akteId])).get(akteId);
    const dokumente = akte === undefined ? [] : await listWithFormats(ctx, akteId);
    const indexed = new Map(
      (await selectFingerprints(ctx, akteId)).map(({ dokumentId, fingerprint }) => [dokumentId, fingerprint]),
    );
    return { waiting, akte, dokumente, indexed, files: ctx.files };
  });
  if (found === undefined) return undefined;
  const { waiting, akte, dokumente, indexed, files } = found;
  const present = new Set(dokumente.map(({ dokument }) => dokument.dokumentId));
  const gone = [...indexed.keys()].filter((dokumentId) => !present.has(dokumentId));
  if (akte === undefined) return { akteId, waiting, dokumente: [], gone, rest: "none", next: 0 };

  const toIndex: DokumentToIndex[] = [];
  let texts = 0;
  let rest: AkteToIndex["rest"] = "none";
  let next = options.from ?? 0;
  for (const filed of dokumente.slice(next)) {
    const { dokument } = filed;
    const content = contentKey(filed);
    const about = {
      dokumentId: dokument.dokumentId,
      akteId,
      circleId: akte.circleId,
      planUnit: akte.planUnit,
      aktenzeichen: dokument.aktenzeichen,
      akteBetreff: akte.betreff,
      kind: dokument.kind,
      fileKind: fileKindOf(dokument.mediaType),
      title: dokument.title,
      author: dokument.author,
      filename: dokument.filename,
      mediaType: dokument.mediaType,
      filedAt: dokument.filedAt,
      open: akte.open,
    };
    const fingerprint = `${content}.${short(about)}`;
    const before = indexed.get(dokument.dokumentId);
    if (before === fingerprint && options.again !== true) {
      next++;
      continue;
    }
    if (texts >= mostAtOnce) {
      rest = "more";
      break;
    }
    texts++;
    next++;
    let text: Known | undefined;
    if (before?.startsWith(`${content}.`) === true) {
      [text] = await io.read((ctx) => selectIndexed(ctx, [dokument.dokumentId]));
    }
    text ??= await readText({ files }, filed);
    const { text: words, partKind, state, problem } = text;
    const busy = problem === "threads.busy" || problem?.startsWith("files.unreachable") === true;
    if (busy) rest = rest === "none" ? "later" : rest;
    toIndex.push({
      ...about,
      // What did not answer today is asked again.
      fingerprint: busy ? "unread" : fingerprint,
      text: words,
      partKind,
      state,
      problem,
    });
  }
  return { akteId, waiting, dokumente: toIndex, gone, rest, next };
}

/**
 * Writes what was found out. Somebody who was faster has read at least as much: then there is nothing to do.
 * @returns whether anything was written
 */
export async function writeAkteToIndex(ctx: Ctx, akte: AkteToIndex): Promise<boolean> {
  const taken = await takeWaiting(ctx, akte.akteId, akte.waiting);
  if (taken === 0) return false;
  await writeIndex(ctx, akte.dokumente, akte.gone);
  return true;
}
