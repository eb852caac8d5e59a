import type { Ctx } from "../../../platform/db/index.ts";
import type { Clause, Plan } from "../model/question.ts";
import { termOfWord } from "../model/terms.ts";
import { selectTermsBeginning } from "../store/index.ts";

/** Words of the index that may begin as somebody types. */
const mostBeginnings = 400;

/** What a plan asks of the index, each list one thing that has to be: one of its terms. */
export interface Asked {
  readonly groups: readonly (readonly string[])[];
  /** How many of the groups count for the score: those of words come first. */
  readonly scored: number;
  /** Which of the groups is the time: rows tell as well. */
  readonly time: number | undefined;
  readonly phrases: readonly Clause[];
  readonly excludedWords: readonly string[];
  readonly excludedPhrases: readonly Clause[];
}

/** All words of the index that begin as somebody typed, by what was typed; undefined where they are too many. */
export async function beginningsOf(ctx: Ctx, plan: Plan): Promise<ReadonlyMap<string, readonly string[]> | undefined> {
  const beginnings = [...plan.all, ...plan.none].flatMap(({ terms, begins }) => (begins === true ? terms : []));
  const found = new Map<string, readonly string[]>();
  for (const beginning of new Set(beginnings)) {
    const terms = await selectTermsBeginning(ctx, beginning, mostBeginnings + 1);
    if (terms.length > mostBeginnings) return undefined;
    // What was typed may be a whole word with an ending that the index does not keep.
    found.set(beginning, [...new Set([...terms, termOfWord(beginning)])]);
  }
  return found;
}

export function askedBy(plan: Plan, beginnings: ReadonlyMap<string, readonly string[]>): Asked {
  const plain = (clauses: readonly Clause[]) => clauses.filter(({ begins }) => begins !== true);
  const begun = (clauses: readonly Clause[]) =>
    clauses
      .filter(({ begins }) => begins === true)
      .map(({ terms: [beginning = ""] }) => beginnings.get(beginning) ?? []);
  const words = [...new Set(plain(plan.all).flatMap(({ terms }) => terms))];
  const scored = [...words.map((term) => [term]), ...begun(plan.all)];
  const others = [...scored, ...plan.properties];
  const isPhraseClause = ({ terms }: Clause) => terms.length > 1;
  return {
    groups: plan.times.length === 0 ? others : [...others, plan.times],
    scored: scored.length,
    time: plan.times.length === 0 ? undefined : others.length,
    phrases: plan.all.filter(isPhraseClause),
    excludedWords: [
      ...plain(plan.none)
        .filter(({ terms }) => terms.length === 1)
        .flatMap(({ terms }) => terms),
      ...begun(plan.none).flat(),
    ],
    excludedPhrases: plan.none.filter(isPhraseClause),
  };
}

/** Terms whose words are marked in a hit. */
export function markedTerms(plan: Plan, beginnings: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  return new Set(
    plan.all.flatMap(({ terms, begins }) =>
      begins === true ? terms.flatMap((term) => beginnings.get(term) ?? []) : terms,
    ),
  );
}
