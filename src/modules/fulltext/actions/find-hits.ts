import type { Ctx } from "../../../platform/db/index.ts";
import { markedText, type Passage, type Piece, passagesOf } from "../model/passages.ts";
import type { Question } from "../model/question.ts";
import type { FileKind } from "../model/terms.ts";
import { type IndexState, selectByNumber } from "../store/index.ts";
import { type Hit, type SearchCursor, type SearchOutcome, search, textOfHit } from "./search.ts";

/** A hit with the words that made it one. */
export interface HitWithPassages {
  readonly dokumentId: string;
  readonly akteId: string;
  readonly title: readonly Piece[];
  readonly aktenzeichen: string;
  readonly akteBetreff: string;
  readonly kind: string;
  readonly fileKind: FileKind;
  readonly author: string;
  readonly filedAt: Date;
  readonly partKind: string;
  readonly passages: readonly Passage[];
  readonly state: IndexState;
}

type Found = Extract<SearchOutcome, { kind: "found" }>;

async function withPassages(ctx: Ctx, { dokument, akte }: Hit, marked: ReadonlySet<string>): Promise<HitWithPassages> {
  let shown = passagesOf(dokument.text, marked, dokument.splits);
  if (!shown.found && dokument.text.length >= textOfHit) {
    // What was found stands far behind: only then the whole text is read.
    const [whole] = await selectByNumber(ctx, [dokument.number]);
    if (whole !== undefined) shown = passagesOf(whole.text, marked, whole.splits);
  }
  return {
    dokumentId: dokument.dokumentId,
    akteId: dokument.akteId,
    title: markedText(dokument.title, marked, dokument.splits),
    aktenzeichen: akte.aktenzeichen,
    akteBetreff: akte.betreff,
    kind: dokument.kind,
    fileKind: dokument.fileKind as FileKind,
    author: dokument.author,
    filedAt: dokument.filedAt,
    partKind: dokument.partKind,
    passages: shown.passages,
    state: dokument.state,
  };
}

/**
 * Searches, and gives each hit the passages in which it was found.
 * @throws Forbidden `records.duty-missing`
 */
export async function findHits(
  ctx: Ctx,
  question: Question,
  page: { readonly limit: number; readonly after?: SearchCursor },
): Promise<
  | Extract<SearchOutcome, { kind: "unanswerable" }>
  | (Omit<Found, "hits" | "count"> & {
      readonly hits: readonly HitWithPassages[];
      readonly count: Found["count"] | undefined;
    })
> {
  const outcome = await search(ctx, question, page);
  if (outcome.kind === "unanswerable") return outcome;
  const hits: HitWithPassages[] = [];
  for (const hit of outcome.hits) hits.push(await withPassages(ctx, hit, outcome.marked));
  return { ...outcome, hits, count: outcome.count };
}
