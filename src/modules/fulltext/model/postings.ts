/** Dokumente whose numbers lie in one window: newest windows are searched first. */
export const windowSize = 2 ** 17;
const circleSpan = 2 ** 40;

/** Most postings of a row, and about how many bytes of places. */
const mostInChunk = 256;
const mostPlaceBytes = 16_384;

/**
 * Where a Dokument stands in the order of the index: by window of numbers, in it by circle, in it by number. So what
 * somebody may see is a list of ranges, and what is new lies together.
 * @throws RangeError where a number would no longer be exact
 */
export function keyOf(circle: number, number: number): number {
  const key = Math.floor(number / windowSize) * circleSpan + circle * windowSize + (number % windowSize);
  if (!Number.isSafeInteger(key) || circle < 0 || circle * windowSize >= circleSpan)
    throw new RangeError("no such key");
  return key;
}

/** Number of the Dokument with this key. */
export const numberOf = (key: number): number => Math.floor(key / circleSpan) * windowSize + (key % windowSize);

/** Circle of the Dokument with this key. */
export const circleOf = (key: number): number => Math.floor((key % circleSpan) / windowSize);

/** Window of the Dokument with this key. */
export const windowOf = (key: number): number => Math.floor(key / circleSpan);

/** First and last key that a circle can have in a window. */
export function cellRange(window: number, circle: number): { readonly from: number; readonly to: number } {
  const from = window * circleSpan + circle * windowSize;
  return { from, to: from + windowSize - 1 };
}

/** That a word stands in a Dokument. */
export interface Posting {
  readonly key: number;
  /** At which words, ascending; none for what is no word of the text. */
  readonly places: readonly number[];
  /** Also in the title. */
  readonly inTitle: boolean;
}

/** A row of the index as it is stored. */
export interface Chunk {
  readonly firstKey: number;
  readonly lastKey: number;
  readonly docs: Uint8Array;
  readonly places: Uint8Array;
}

class Writer {
  #bytes = new Uint8Array(256);
  #used = 0;

  number(value: number): void {
    if (this.#used + 8 > this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    let rest = value;
    // Keys have up to 53 bits; operators on bits would cut them at 32.
    while (rest >= 0x80) {
      this.#bytes[this.#used++] = (rest % 0x80) + 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#bytes[this.#used++] = rest;
  }

  get length(): number {
    return this.#used;
  }

  done(): Uint8Array {
    return this.#bytes.slice(0, this.#used);
  }
}

/** Keys and weights of a row, without places: `weights` is twice the number of places, plus one where it is in the title. */
export interface Docs {
  readonly keys: Float64Array;
  readonly weights: Int32Array;
}

/** Reads the keys of a row. */
export function readDocs(firstKey: number, docs: Uint8Array): Docs {
  // No posting takes less than two bytes.
  const keys = new Float64Array(docs.length >> 1);
  const weights = new Int32Array(docs.length >> 1);
  let count = 0;
  let key = firstKey;
  let at = 0;
  while (at < docs.length) {
    let byte = docs[at++] as number;
    let step = byte & 0x7f;
    for (let scale = 0x80; byte >= 0x80; scale *= 0x80) {
      byte = docs[at++] as number;
      step += (byte & 0x7f) * scale;
    }
    byte = docs[at++] as number;
    let weight = byte & 0x7f;
    for (let scale = 0x80; byte >= 0x80; scale *= 0x80) {
      byte = docs[at++] as number;
      weight += (byte & 0x7f) * scale;
    }
    key += step;
    keys[count] = key;
    weights[count++] = weight;
  }
  return { keys: keys.subarray(0, count), weights: weights.subarray(0, count) };
}

/** Reads the places of a row for those postings whose keys are wanted. */
export function readPlaces(
  docs: Docs,
  places: Uint8Array,
  wanted: (key: number) => boolean,
): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, readonly number[]>();
  let at = 0;
  for (let index = 0; index < docs.keys.length; index++) {
    const key = docs.keys[index] as number;
    const count = (docs.weights[index] as number) >> 1;
    const keep = wanted(key);
    const list: number[] = [];
    let place = 0;
    for (let one = 0; one < count; one++) {
      let byte = places[at++] as number;
      let step = byte & 0x7f;
      for (let scale = 0x80; byte >= 0x80; scale *= 0x80) {
        byte = places[at++] as number;
        step += (byte & 0x7f) * scale;
      }
      place += step;
      if (keep) list.push(place);
    }
    if (keep) found.set(key, list);
  }
  return found;
}

/** All postings of a row. */
export function readChunk(chunk: Chunk): readonly Posting[] {
  const docs = readDocs(chunk.firstKey, chunk.docs);
  const places = readPlaces(docs, chunk.places, () => true);
  return Array.from(docs.keys, (key, index) => ({
    key,
    places: places.get(key) ?? [],
    inTitle: ((docs.weights[index] as number) & 1) === 1,
  }));
}

/** Writes postings, ascending by key, into as many rows as they need. */
export function writeChunks(postings: readonly Posting[]): readonly Chunk[] {
  const chunks: Chunk[] = [];
  let begin = 0;
  while (begin < postings.length) {
    const docs = new Writer();
    const places = new Writer();
    const firstKey = (postings[begin] as Posting).key;
    let before = firstKey;
    let at = begin;
    while (at < postings.length && at - begin < mostInChunk && places.length < mostPlaceBytes) {
      const posting = postings[at++] as Posting;
      docs.number(posting.key - before);
      docs.number(posting.places.length * 2 + (posting.inTitle ? 1 : 0));
      before = posting.key;
      let last = 0;
      for (const place of posting.places) {
        places.number(place - last);
        last = place;
      }
    }
    chunks.push({ firstKey, lastKey: before, docs: docs.done(), places: places.done() });
    begin = at;
  }
  return chunks;
}

/** What changes for one word. */
export interface TermChange {
  readonly remove: ReadonlySet<number>;
  /** In no order; one that is there already is replaced. */
  readonly add: readonly Posting[];
}

/** The rows of a word after a change: those to remove by their first key, and those to write. */
export interface ChunkChange {
  readonly gone: readonly number[];
  readonly written: readonly Chunk[];
}

/**
 * Changes rows of one word.
 * @param chunks ascending; all rows in which keys of the change lie or would have to lie
 */
export function changeChunks(chunks: readonly Chunk[], change: TermChange): ChunkChange {
  const gone: number[] = [];
  const written: Chunk[] = [];
  const adding = change.add.toSorted((a, b) => a.key - b.key);
  const groups = chunks.length === 0 ? [undefined] : chunks;
  let from = 0;
  groups.forEach((chunk, index) => {
    const next = chunks[index + 1]?.firstKey ?? Number.POSITIVE_INFINITY;
    let to = from;
    while (to < adding.length && (adding[to] as Posting).key < next) to++;
    const mine = adding.slice(from, to);
    from = to;
    const old = chunk === undefined ? [] : readChunk(chunk);
    const replaced = new Set(mine.map(({ key }) => key));
    const kept = old.filter(({ key }) => !change.remove.has(key) && !replaced.has(key));
    if (mine.length === 0 && kept.length === old.length) return;
    const all = [...kept, ...mine].sort((a, b) => a.key - b.key);
    // A full row is parted in the middle, so that the next ones find room; what only grows at the end stays full.
    const grewAtEnd = kept.length > 0 && (mine[0]?.key ?? 0) > (kept.at(-1) as Posting).key;
    const half = Math.ceil(all.length / 2);
    const rows =
      all.length > mostInChunk && all.length < 2 * mostInChunk && !grewAtEnd
        ? [...writeChunks(all.slice(0, half)), ...writeChunks(all.slice(half))]
        : writeChunks(all);
    if (chunk !== undefined && !rows.some(({ firstKey }) => firstKey === chunk.firstKey)) gone.push(chunk.firstKey);
    written.push(...rows);
  });
  return { gone, written };
}
