import { addDays, type PlainDay } from "../../../kernel/index.ts";
import { type FileKind, termFor, termOfWord } from "./terms.ts";
import { wordsOf } from "./words.ts";

/** What somebody asks for. */
export interface Question {
  readonly words: string;
  readonly planUnit?: string;
  readonly kind?: string;
  readonly fileKind?: FileKind;
  readonly from?: PlainDay;
  readonly to?: PlainDay;
  /** Words of the name of who wrote it. */
  readonly author?: string;
  readonly onlyOpen?: boolean;
  /** Only in this Akte. */
  readonly akteId?: string;
  readonly order?: "newest" | "fitting";
}

/** One thing that has to occur, or must not: terms one after the other. A single word is a phrase of one. */
export interface Clause {
  /** The only term is the beginning of a word, as it was typed: `Gewerbeanm*`. */
  readonly begins?: true;
  readonly terms: readonly string[];
  /** As it was typed, to be shown. */
  readonly said: string;
}

/** A question as the index understands it. */
export interface Plan {
  readonly all: readonly Clause[];
  readonly none: readonly Clause[];
  /** Properties that have to hold; of each list one. */
  readonly properties: readonly (readonly string[])[];
  /** Months and years of which one has to be that of the filing; they may reach beyond the time that is asked for. */
  readonly times: readonly string[];
  readonly akteId: string | undefined;
  /** Words so frequent that they were left out beside others. */
  readonly ignored: readonly string[];
}

/** Why a question cannot be answered as it stands. */
export type Unanswerable =
  | "empty"
  | "only-exclusions"
  | "no-words"
  | "too-many-words"
  | "open-quote"
  | "short-beginning"
  | "wide-beginning";

/** Most words of a question, phrases counted by word. */
export const mostWords = 24;
/** Longest question in characters. */
export const longestQuestion = 300;
/** Letters that the beginning of a word needs. */
const shortestBeginning = 3;

const frequent: ReadonlySet<string> = new Set(
  `aber als am an auch auf aus bei beim bis da damit das dass dem den der des die dies diese diesem diesen dieser dieses durch
  ein eine einem einen einer eines er es fuer fur haben hat ich ihr ihre ihrem ihren ihrer im in ist kann mit nach nicht oder
  ohne sein seine sich sie sind so und uns unser unter vom von vor war was wenn werden wie wir wird wurde zu zum zur`
    .trim()
    .split(/\s+/),
);

/** All months, or whole years, that a time touches; the exact days are compared afterwards. */
function timeTerms(from: PlainDay | undefined, to: PlainDay | undefined, today: PlainDay): readonly string[] {
  if (from === undefined && to === undefined) return [];
  const first = from ?? "1990-01-01";
  const last = to === undefined || to > today ? today : to;
  const terms: string[] = [];
  for (let year = Number(first.slice(0, 4)); year <= Number(last.slice(0, 4)) && terms.length < 300; year++) {
    const begin = `${year}-01`;
    const end = `${year}-12`;
    const least = first.slice(0, 7) > begin ? first.slice(0, 7) : begin;
    const most = last.slice(0, 7) < end ? last.slice(0, 7) : end;
    if (least === begin && most === end) terms.push(termFor.year(String(year)));
    else {
      for (let month = Number(least.slice(5)); month <= Number(most.slice(5)); month++) {
        terms.push(termFor.month(`${year}-${String(month).padStart(2, "0")}`));
      }
    }
  }
  // A time that has not come yet, or that ends before it begins: nothing lies in it.
  return terms.length === 0 ? [termFor.month("0000-00")] : terms;
}

/**
 * Understands a question: several words all have to occur, words in quotes one after the other, a minus before a word
 * or a quote excludes it. What an Aktenzeichen or a hyphen joins is looked for as it stands.
 */
export function planOf(question: Question, today: PlainDay): Plan | { readonly unanswerable: Unanswerable } {
  const text = question.words.slice(0, longestQuestion).replace(/[„“”»«"]/g, '"');
  if ((text.match(/"/g)?.length ?? 0) % 2 === 1) return { unanswerable: "open-quote" };
  const all: Clause[] = [];
  const none: Clause[] = [];
  for (const [said, minus = "", quoted, plain = ""] of text.matchAll(/([-–−]?)"([^"]*)"|([^\s"]+)/gu)) {
    // A minus inside a word belongs to it: `Müller-Lüdenscheidt`.
    const excluded = quoted === undefined ? /^[-–−]./u.test(plain) : minus !== "";
    const folded = wordsOf(quoted ?? plain).map((word) => word.folded);
    const beginning = quoted === undefined && /[\p{L}\p{N}]\*+$/u.test(plain) ? folded.pop() : undefined;
    const clauses = excluded ? none : all;
    if (folded.length > 0) clauses.push({ terms: folded.map(termOfWord), said: said.trim() });
    if (beginning === undefined) continue;
    if (beginning.length < shortestBeginning) return { unanswerable: "short-beginning" };
    clauses.push({ terms: [beginning], begins: true, said: said.trim() });
  }
  const count = [...all, ...none].reduce((sum, { terms }) => sum + terms.length, 0);
  if (count > mostWords) return { unanswerable: "too-many-words" };

  const isFrequent = ({ terms, said, begins }: Clause) =>
    begins !== true && terms.length === 1 && wordsOf(said).length === 1 && frequent.has(wordsOf(said)[0]?.folded ?? "");
  const telling = all.filter((clause) => !isFrequent(clause));
  const kept = telling.length > 0 ? telling : all;

  const properties: (readonly string[])[] = [];
  if (question.planUnit !== undefined) properties.push([termFor.planUnit(question.planUnit)]);
  if (question.kind !== undefined) properties.push([termFor.kind(question.kind)]);
  if (question.fileKind !== undefined) properties.push([termFor.fileKind(question.fileKind)]);
  if (question.onlyOpen === true) properties.push([termFor.open]);
  for (const { folded } of wordsOf(question.author ?? "")) properties.push([termFor.author(folded)]);
  const times = timeTerms(question.from, question.to, today);
  const { akteId } = question;

  if (kept.length === 0 && properties.length === 0 && times.length === 0 && akteId === undefined) {
    if (none.length > 0) return { unanswerable: "only-exclusions" };
    return { unanswerable: text.trim() === "" ? "empty" : "no-words" };
  }
  if (kept.length === 0 && none.length === 0 && text.trim() !== "") return { unanswerable: "no-words" };
  return {
    all: kept,
    none,
    properties,
    times,
    akteId,
    ignored: all.filter((clause) => !kept.includes(clause)).map(({ said }) => said),
  };
}

/** Whether a time begins and ends with a month, so that months say it exactly. */
export function isWholeMonths(question: Question): boolean {
  const { from, to } = question;
  return (from === undefined || from.endsWith("-01")) && (to === undefined || addDays(to, 1).endsWith("-01"));
}
