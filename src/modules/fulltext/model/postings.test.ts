import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { intersect, isPhrase, joinDocs, rowsHolding, rowsIn, unionOf } from "./match.ts";
import {
  type Chunk,
  cellRange,
  changeChunks,
  circleOf,
  keyOf,
  numberOf,
  type Posting,
  readChunk,
  readDocs,
  windowOf,
  windowSize,
} from "./postings.ts";

const circles = fc.integer({ min: 0, max: 2 ** 23 - 1 });
const numbers = fc.integer({ min: 1, max: 2 ** 30 - 1 });
const places = fc
  .uniqueArray(fc.integer({ min: 0, max: 300_000 }), { maxLength: 12 })
  .map((list) => list.sort((a, b) => a - b));

describe("a key", () => {
  test("holds circle and number, and keeps the circles of a window apart", () => {
    fc.assert(
      fc.property(circles, numbers, (circle, number) => {
        const key = keyOf(circle, number);
        const { from, to } = cellRange(windowOf(key), circle);
        expect([circleOf(key), numberOf(key), key >= from && key <= to]).toEqual([circle, number, true]);
      }),
    );
  });

  test("that would not be exact is refused", () => {
    expect(() => keyOf(2 ** 23, 1)).toThrow(RangeError);
    expect(() => keyOf(0, 2 ** 31)).toThrow(RangeError);
  });
});

/** Applies a change as the store does: to the rows in which its keys lie or would have to lie. */
function applied(chunks: readonly Chunk[], change: Parameters<typeof changeChunks>[1]): readonly Chunk[] {
  const touched = new Set<Chunk>();
  for (const key of [...change.remove, ...change.add.map((posting) => posting.key)]) {
    const row = chunks.findLast(({ firstKey }) => firstKey <= key) ?? chunks[0];
    if (row !== undefined) touched.add(row);
  }
  const { gone, written } = changeChunks(
    chunks.filter((chunk) => touched.has(chunk)),
    change,
  );
  const replaced = new Set([...gone, ...written.map(({ firstKey }) => firstKey)]);
  return [...chunks.filter(({ firstKey }) => !replaced.has(firstKey)), ...written].sort(
    (a, b) => a.firstKey - b.firstKey,
  );
}

describe("rows of a word", () => {
  test("hold after any changes what a plain list would hold, in order and without overlap", () => {
    const posting = fc.record({
      circle: fc.integer({ min: 0, max: 3 }),
      number: fc.integer({ min: 1, max: 3 * windowSize }),
      places,
      inTitle: fc.boolean(),
    });
    const change = fc.record({
      add: fc.array(posting, { maxLength: 400 }),
      remove: fc.array(fc.nat(), { maxLength: 60 }),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), (changes) => {
        const expected = new Map<number, Posting>();
        let chunks: readonly Chunk[] = [];
        for (const { add, remove } of changes) {
          const adding = new Map(
            add.map((one) => {
              const key = keyOf(one.circle, one.number);
              return [key, { key, places: one.places, inTitle: one.inTitle }];
            }),
          );
          const present = [...expected.keys()];
          const removing = new Set(
            present.length === 0
              ? []
              : remove.map((at) => present[at % present.length] as number).filter((key) => !adding.has(key)),
          );
          chunks = applied(chunks, { add: [...adding.values()], remove: removing });
          for (const key of removing) expected.delete(key);
          for (const [key, one] of adding) expected.set(key, one);
        }
        expect(chunks.flatMap(readChunk)).toEqual([...expected.values()].sort((a, b) => a.key - b.key));
        chunks.forEach((chunk, index) => {
          const before = chunks[index - 1];
          expect(before === undefined || before.lastKey < chunk.firstKey).toBe(true);
          expect(readDocs(chunk.firstKey, chunk.docs).keys.length).toBeLessThanOrEqual(256);
        });
      }),
      { numRuns: 60 },
    );
  });
});

const docsOf = (keys: readonly number[]) => ({
  keys: Float64Array.from([...new Set(keys)].sort((a, b) => a - b)),
  weights: Int32Array.from(new Set(keys), () => 2),
});

describe("lists", () => {
  const list = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 });

  test("are put together as sets are", () => {
    fc.assert(
      fc.property(
        fc.array(list, { minLength: 1, maxLength: 4 }),
        fc.array(list, { maxLength: 2 }),
        (wanted, excluded) => {
          const { keys, weights } = intersect(wanted.map(docsOf), excluded.map(docsOf));
          const [first = [], ...rest] = wanted;
          const expected = [...new Set(first)]
            .filter(
              (key) => rest.every((other) => other.includes(key)) && !excluded.some((other) => other.includes(key)),
            )
            .sort((a, b) => a - b);
          expect([...keys]).toEqual(expected);
          expect(weights.every((one) => one.length === keys.length)).toBe(true);
          expect([...unionOf(wanted.map(docsOf)).keys]).toEqual([...new Set(wanted.flat())].sort((a, b) => a - b));
        },
      ),
    );
  });

  test("leave out whatever lies outside of what somebody may see", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ circle: fc.integer({ min: 0, max: 9 }), number: fc.integer({ min: 1, max: 500_000 }) })),
        fc.uniqueArray(fc.integer({ min: 0, max: 9 })),
        fc.nat(),
        (all, mine, single) => {
          const keys = all.map(({ circle, number }) => keyOf(circle, number));
          const extra = keys.length === 0 ? [] : [keys[single % keys.length] as number];
          const seen = { everything: false, circles: new Set(mine), keys: new Set(extra) };
          const found = joinDocs([docsOf(keys)], seen, { from: 0, to: Number.MAX_SAFE_INTEGER }).keys;
          expect([...found]).toEqual(
            [...docsOf(keys).keys].filter((key) => mine.includes(circleOf(key)) || extra.includes(key)),
          );
        },
      ),
    );
  });

  test("are read by the rows that may hold what is looked for, each once, and no row that cannot", () => {
    const key = fc.integer({ min: 0, max: 5000 });
    fc.assert(
      fc.property(fc.uniqueArray(key), fc.uniqueArray(key), fc.integer({ min: 1, max: 40 }), (stored, cuts, size) => {
        const all = stored.toSorted((a, b) => a - b);
        const rows = Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
          all.slice(at * size, at * size + size),
        );
        const beginnings = Float64Array.from(rows, (row) => row[0] as number);
        const sorted = cuts.toSorted((a, b) => a - b);
        const ranges = Array.from({ length: sorted.length >> 1 }, (_, at) => ({
          from: sorted[2 * at] as number,
          to: sorted[2 * at + 1] as number,
        }));
        const reached = rowsIn(beginnings, ranges);
        expect(reached).toEqual([...new Set(reached)]);
        for (const row of rows) {
          const inside = row.some((one) => ranges.some(({ from, to }) => from <= one && one <= to));
          if (inside) expect(reached).toContain(row[0]);
        }
        const holding = rowsHolding(beginnings, Float64Array.from(sorted));
        expect(holding).toEqual([...new Set(holding)]);
        for (const row of rows) if (row.some((one) => cuts.includes(one))) expect(holding).toContain(row[0]);
        expect(holding.length).toBeLessThanOrEqual(cuts.length);
      }),
    );
  });

  test("end where the range ends that is looked at", () => {
    const seen = { everything: true, circles: new Set<number>(), keys: new Set<number>() };
    expect([...joinDocs([docsOf([1, 5, 9]), docsOf([12, 20])], seen, { from: 5, to: 12 }).keys]).toEqual([5, 9, 12]);
  });
});

test("a phrase is where words stand one after the other", () => {
  expect(isPhrase([[1, 9], [4, 10], [11]])).toBe(true);
  expect(isPhrase([[1, 9], [4, 11], [12]])).toBe(false);
  expect(isPhrase([[3], [3]])).toBe(false);
});
