import type { Ctx } from "../../../platform/db/index.ts";
import { maybeCompound, partsOf, pieces } from "../model/compounds.ts";
import { keyOf, type Posting, type TermChange, windowOf } from "../model/postings.ts";
import { splitsOf, type TermPlaces, termsOfDokument } from "../model/terms.ts";
import { type Word, wordsOf } from "../model/words.ts";
import {
  countCells,
  countWords,
  deleteDokumente,
  type IndexedDokument,
  insertLearnt,
  lockIndex,
  selectIndexed,
  selectTrustedWords,
  uncountWords,
  updateLastNumber,
  writeDokumente,
  writePostings,
} from "../store/index.ts";

/** Everybody who works with Akten sees them: from them alone the index learns words. */
const openCircle = 0;

/** A Dokument to be written: what the index itself gives is still open. */
export type DokumentToIndex = Omit<IndexedDokument, "number" | "splits">;

interface MutableChange {
  readonly remove: Set<number>;
  readonly add: Posting[];
}

class Changes {
  readonly byTerm = new Map<string, MutableChange>();
  readonly #cells = new Map<string, { window: number; circle: number; by: number }>();

  #of(term: string): MutableChange {
    const known = this.byTerm.get(term);
    if (known !== undefined) return known;
    const change: MutableChange = { remove: new Set(), add: [] };
    this.byTerm.set(term, change);
    return change;
  }

  #count(number: number, circle: number, by: number): void {
    const window = windowOf(keyOf(circle, number));
    const cell = this.#cells.get(`${window} ${circle}`) ?? { window, circle, by: 0 };
    cell.by += by;
    this.#cells.set(`${window} ${circle}`, cell);
  }

  take(old: IndexedDokument): void {
    const key = keyOf(old.circleId, old.number);
    for (const term of termsOfDokument(old).keys()) this.#of(term).remove.add(key);
    this.#count(old.number, old.circleId, -1);
  }

  put(dokument: IndexedDokument): void {
    const key = keyOf(dokument.circleId, dokument.number);
    for (const [term, { places, inTitle }] of termsOfDokument(dokument))
      this.#of(term).add.push({ key, places, inTitle });
    this.#count(dokument.number, dokument.circleId, 1);
  }

  /** As `take` and `put`, but what stays the same is left alone. */
  replace(old: IndexedDokument, dokument: IndexedDokument): void {
    const before = termsOfDokument(old);
    const after = termsOfDokument(dokument);
    const key = keyOf(dokument.circleId, dokument.number);
    for (const term of before.keys()) if (!after.has(term)) this.#of(term).remove.add(key);
    for (const [term, now] of after) {
      if (!same(before.get(term), now)) this.#of(term).add.push({ key, ...now });
    }
  }

  get terms(): ReadonlyMap<string, TermChange> {
    return this.byTerm;
  }

  get cells() {
    return [...this.#cells.values()].sort((a, b) => a.window - b.window || a.circle - b.circle);
  }
}

function same(one: TermPlaces | undefined, other: TermPlaces): boolean {
  return (
    one !== undefined &&
    one.inTitle === other.inTitle &&
    one.places.length === other.places.length &&
    one.places.every((place, index) => place === other.places[index])
  );
}

/** Words from which the index learns of what compounds are made: nouns and names. */
function teaching(dokument: { readonly title: string; readonly text: string }): readonly string[] {
  const words = wordsOf(`${dokument.title}\n${dokument.text}`)
    .filter(({ folded, capital }) => capital && folded.length >= 4 && folded.length <= 20 && /^[a-z]+$/.test(folded))
    .map(({ folded }) => folded);
  return [...new Set(words)].sort();
}

function wordsToSplit(dokument: DokumentToIndex): readonly Word[] {
  const { title, akteBetreff, filename, author, text } = dokument;
  return wordsOf([title, akteBetreff, filename, author, text].join("\n")).filter(({ folded }) => maybeCompound(folded));
}

/**
 * Writes Dokumente into the index, new or again, and takes others out. From here to the commit nobody else writes the
 * index of the town.
 * @param numbers given beforehand where everything is written anew
 */
export async function writeIndex(
  ctx: Ctx,
  dokumente: readonly DokumentToIndex[],
  gone: readonly string[],
  numbers?: ReadonlyMap<string, number>,
): Promise<void> {
  if (dokumente.length === 0 && gone.length === 0) return;
  let last = await lockIndex(ctx);
  const old = new Map(
    (await selectIndexed(ctx, [...dokumente.map(({ dokumentId }) => dokumentId), ...gone])).map((row) => [
      row.dokumentId,
      row,
    ]),
  );
  const long = new Map(dokumente.map((dokument) => [dokument.dokumentId, wordsToSplit(dokument)]));
  // Only what the words known from the start cannot take apart needs the town's own.
  const unknown = new Set(
    [...long.values()].flat().flatMap(({ folded }) => (partsOf(folded).length > 0 ? [] : [folded])),
  );
  const trusted = await selectTrustedWords(ctx, [...new Set([...unknown].flatMap(pieces))]);

  const changes = new Changes();
  const written: IndexedDokument[] = [];
  for (const dokument of dokumente) {
    const before = old.get(dokument.dokumentId);
    const number = before?.number ?? numbers?.get(dokument.dokumentId) ?? last + 1;
    if (number > last) last = number;
    const splits = splitsOf(long.get(dokument.dokumentId) ?? [], (word) => trusted.has(word));
    const now = { ...dokument, number, splits };
    if (before === undefined) changes.put(now);
    else if (before.circleId === now.circleId) changes.replace(before, now);
    else {
      changes.take(before);
      changes.put(now);
    }
    written.push(now);
  }
  const removed = gone.flatMap((dokumentId) => old.get(dokumentId) ?? []);
  for (const dokument of removed) changes.take(dokument);

  await writePostings(ctx, changes.terms);
  await countCells(ctx, changes.cells);
  await writeDokumente(ctx, written, ctx.now);
  await deleteDokumente(ctx, gone);
  await updateLastNumber(ctx, last);
  const learnt = new Map<string, number>();
  const count = (words: readonly string[], by: number) => {
    for (const word of words) learnt.set(word, (learnt.get(word) ?? 0) + by);
  };
  for (const dokument of written) {
    const before = old.get(dokument.dokumentId);
    if (before?.circleId === openCircle) count(teaching(before), -1);
    if (dokument.circleId === openCircle) count(teaching(dokument), 1);
  }
  for (const dokument of removed) if (dokument.circleId === openCircle) count(teaching(dokument), -1);
  const trustedNow = await countWords(
    ctx,
    [...learnt].filter(([, by]) => by > 0).map(([word, by]) => ({ word, by })),
  );
  await insertLearnt(ctx, trustedNow);
  await uncountWords(
    ctx,
    [...learnt].filter(([, by]) => by < 0).map(([word]) => word),
  );
}
