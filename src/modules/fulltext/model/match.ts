import { circleOf, type Docs, numberOf } from "./postings.ts";

/** Keys from one to another, both with them. */
export interface KeyRange {
  readonly from: number;
  readonly to: number;
}

/** What somebody may see, in keys of the index. */
export interface SeenKeys {
  readonly everything: boolean;
  readonly circles: ReadonlySet<number>;
  /** Of single Akten besides. */
  readonly keys: ReadonlySet<number>;
}

/** Place of the last row that begins at or before a key; -1 where all begin later. */
function rowAt(beginnings: Float64Array, key: number): number {
  let low = 0;
  let high = beginnings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((beginnings[middle] as number) <= key) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * Of the rows of a word those that may reach into ranges.
 * @param beginnings first keys of all its rows, ascending
 * @param ranges ascending, none of them over another
 */
export function rowsIn(beginnings: Float64Array, ranges: readonly KeyRange[]): readonly number[] {
  const found: number[] = [];
  let row = 0;
  for (const { from, to } of ranges) {
    // Rows that end before the range begins.
    while (row + 1 < beginnings.length && (beginnings[row + 1] as number) <= from) row++;
    for (; row < beginnings.length && (beginnings[row] as number) <= to; row++) found.push(beginnings[row] as number);
    // The last one may reach into the next range, but is there already.
  }
  return found;
}

/** Of the rows of a word those in which some of these keys, ascending, would have to stand. */
export function rowsHolding(beginnings: Float64Array, keys: Float64Array): readonly number[] {
  const found: number[] = [];
  let until = Number.NEGATIVE_INFINITY;
  for (const key of keys) {
    if (key < until) continue;
    const at = rowAt(beginnings, key);
    until = at + 1 < beginnings.length ? (beginnings[at + 1] as number) : Number.POSITIVE_INFINITY;
    if (at >= 0) found.push(beginnings[at] as number);
  }
  return found;
}

/**
 * Several rows of a word one after the other, as far as somebody may see them and they lie within the range. Rows come in
 * ascending order.
 */
export function joinDocs(rows: readonly Docs[], seen: SeenKeys, within: KeyRange): Docs {
  const size = rows.reduce((sum, row) => sum + row.keys.length, 0);
  const keys = new Float64Array(size);
  const weights = new Int32Array(size);
  let count = 0;
  // Postings of a circle lie together: one look at the set for each run.
  let until = -1;
  let visible = false;
  for (const row of rows) {
    for (let index = 0; index < row.keys.length; index++) {
      const key = row.keys[index] as number;
      if (key < within.from) continue;
      if (key > within.to) break;
      if (key > until) {
        visible = seen.everything || seen.circles.has(circleOf(key));
        until = seen.everything ? Number.POSITIVE_INFINITY : key - (key % 2 ** 17) + 2 ** 17 - 1;
      }
      if (visible || seen.keys.has(key)) {
        keys[count] = key;
        weights[count++] = row.weights[index] as number;
      }
    }
  }
  return { keys: keys.subarray(0, count), weights: weights.subarray(0, count) };
}

/** What is in one of two lists. */
function mergeOf(one: Docs, other: Docs): Docs {
  const a = one.keys;
  const b = other.keys;
  const keys = new Float64Array(a.length + b.length);
  const weights = new Int32Array(keys.length);
  let at = 0;
  let atOther = 0;
  let count = 0;
  while (at < a.length || atOther < b.length) {
    const key = at < a.length ? (a[at] as number) : Number.POSITIVE_INFINITY;
    const otherKey = atOther < b.length ? (b[atOther] as number) : Number.POSITIVE_INFINITY;
    keys[count] = Math.min(key, otherKey);
    weights[count++] =
      (key <= otherKey ? (one.weights[at++] as number) : 0) +
      (otherKey <= key ? (other.weights[atOther++] as number) : 0);
  }
  return { keys: keys.subarray(0, count), weights: weights.subarray(0, count) };
}

/** What is in one of several: two at a time, short ones with short ones. */
export function unionOf(lists: readonly Docs[]): Docs {
  let rest = lists.filter(({ keys }) => keys.length > 0).sort((a, b) => a.keys.length - b.keys.length);
  if (rest.length === 0) return { keys: new Float64Array(0), weights: new Int32Array(0) };
  while (rest.length > 1) {
    rest = Array.from({ length: Math.ceil(rest.length / 2) }, (_, pair) => {
      const one = rest[2 * pair] as Docs;
      const other = rest[2 * pair + 1];
      return other === undefined ? one : mergeOf(one, other);
    });
  }
  return rest[0] as Docs;
}

/** Place of the first key that is not less, from a place on: by doubling steps, since lists differ much in length. */
function seek(keys: Float64Array, key: number, from: number): number {
  let step = 1;
  let low = from;
  while (low + step < keys.length && (keys[low + step] as number) < key) {
    low += step;
    step *= 2;
  }
  let high = Math.min(keys.length, low + step + 1);
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] as number) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Dokumente that are in all lists, with the place of each in each list; then those in none of the others. */
export function intersect(
  lists: readonly Docs[],
  excluded: readonly Docs[],
): { readonly keys: Float64Array; readonly weights: readonly Int32Array[] } {
  const order = lists.map((list, index) => ({ list, index })).sort((a, b) => a.list.keys.length - b.list.keys.length);
  const rarest = order[0]?.list;
  if (rarest === undefined) return { keys: new Float64Array(0), weights: [] };
  const keys = new Float64Array(rarest.keys.length);
  const weights = lists.map(() => new Int32Array(rarest.keys.length));
  const at = new Int32Array(lists.length);
  const atExcluded = new Int32Array(excluded.length);
  let count = 0;
  outer: for (let index = 0; index < rarest.keys.length; index++) {
    const key = rarest.keys[index] as number;
    for (let other = 1; other < order.length; other++) {
      const { keys: theirs } = (order[other] as { list: Docs }).list;
      const place = seek(theirs, key, at[other] as number);
      at[other] = place;
      if (place >= theirs.length) break outer;
      if (theirs[place] !== key) continue outer;
    }
    for (let other = 0; other < excluded.length; other++) {
      const theirs = (excluded[other] as Docs).keys;
      const place = seek(theirs, key, atExcluded[other] as number);
      atExcluded[other] = place;
      if (theirs[place] === key) continue outer;
    }
    keys[count] = key;
    order.forEach(({ list, index: original }, other) => {
      (weights[original] as Int32Array)[count] = list.weights[other === 0 ? index : (at[other] as number)] as number;
    });
    count++;
  }
  return { keys: keys.subarray(0, count), weights: weights.map((list) => list.subarray(0, count)) };
}

/** Whether words stand one after the other: the places of each, ascending. */
export function isPhrase(places: readonly (readonly number[])[]): boolean {
  const [first = [], ...rest] = places;
  const others = rest.map((list) => new Set(list));
  return first.some((place) => others.every((list, index) => list.has(place + index + 1)));
}

/** How well a Dokument fits, as a whole number: rare words count more, repeated ones less each time, titles double. */
export function scoreOf(weights: readonly number[], rarity: readonly number[]): number {
  let score = 0;
  weights.forEach((weight, index) => {
    const times = weight >> 1;
    if (times === 0) return;
    score += (rarity[index] as number) * (times / (times + 1.2)) * ((weight & 1) === 1 ? 2 : 1);
  });
  return Math.round(score * 1000);
}

/** Newest first. */
export const byNumber = (a: number, b: number): number => numberOf(b) - numberOf(a);
