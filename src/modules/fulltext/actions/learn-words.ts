import type { Ctx } from "../../../platform/db/index.ts";
import type { Outside } from "../../../platform/jobs/index.ts";
import { partsOf, pieces } from "../model/compounds.ts";
import { numberOf } from "../model/postings.ts";
import { stemOf } from "../model/stem.ts";
import {
  deleteLearnt,
  insertPartAgain,
  lockIndex,
  selectByNumber,
  selectDirectory,
  selectLearnt,
  selectLongTerms,
  selectRows,
  selectTrustedWords,
  takePartAgain,
} from "../store/index.ts";
import { writeIndex } from "./write-index.ts";

const wordsAtOnce = 200;
const termsPerPage = 5000;
const dokumenteAtOnce = 40;
/** Terms are words without their endings; a compound is known again only with one. */
const endings = [
  "",
  "e",
  "en",
  "er",
  "es",
  "s",
  "n",
  "t",
  "et",
  "ung",
  "ungen",
  "in",
  "innen",
  "ig",
  "lich",
  "heit",
  "keit",
];

/** Words that were learnt, and the Dokumente in which they may stand within others. */
export interface Learnt {
  readonly words: readonly string[];
  readonly numbers: readonly number[];
}

/** Of these terms those that a learnt word parts. */
async function partedBy(ctx: Ctx, terms: readonly string[], learnt: ReadonlySet<string>): Promise<readonly string[]> {
  const trusted = await selectTrustedWords(ctx, [
    ...new Set(terms.flatMap((term) => endings.flatMap((e) => pieces(term + e)))),
  ]);
  return terms.filter((term) =>
    endings.some((ending) =>
      partsOf(term + ending, (word) => trusted.has(word)).some((part) =>
        [...learnt].some((word) => part.includes(word)),
      ),
    ),
  );
}

/**
 * Looks where words stand within others that were learnt since the last time: through all words of the index once, in
 * pages, with nothing locked.
 */
export async function findLearnt(io: Pick<Outside, "read">): Promise<Learnt | undefined> {
  const words = await io.read((ctx) => selectLearnt(ctx, wordsAtOnce));
  if (words.length === 0) return undefined;
  const learnt = new Set(words);
  const within = new RegExp([...new Set(words.map(stemOf))].join("|"));
  const numbers = new Set<number>();
  for (let after = "A"; ; ) {
    const page = await io.read((ctx) => selectLongTerms(ctx, after, termsPerPage));
    const candidates = page.filter((term) => term.length >= 6 && /^[a-z]+$/.test(term) && within.test(term));
    for (let from = 0; from < candidates.length; from += 20) {
      const some = candidates.slice(from, from + 20);
      await io.read(async (ctx) => {
        const parted = await partedBy(ctx, some, learnt);
        const directory = await selectDirectory(ctx, parted);
        const rows = await selectRows(ctx, new Map([...directory].map(([term, keys]) => [term, [...keys]])), false);
        for (const row of [...rows.values()].flat()) for (const key of row.keys) numbers.add(numberOf(key));
      });
    }
    const last = page.at(-1);
    if (last === undefined || page.length < termsPerPage) break;
    after = last;
  }
  return { words, numbers: [...numbers] };
}

/** Notes where learnt words may stand. */
export async function noteLearnt(ctx: Ctx, { words, numbers }: Learnt): Promise<void> {
  await insertPartAgain(ctx, numbers);
  await deleteLearnt(ctx, words);
}

/**
 * Parts the compounds of some Dokumente again, with all words that are known by now.
 * @returns whether there are more
 */
export async function partAgain(ctx: Ctx): Promise<boolean> {
  // Before anything is read: what is taken out of the index, or seen by fewer, while this waits must not come back.
  await lockIndex(ctx);
  const numbers = await takePartAgain(ctx, dokumenteAtOnce);
  await writeIndex(ctx, await selectByNumber(ctx, numbers), []);
  return numbers.length === dokumenteAtOnce;
}
