import { allowedSlips, type Language, languages, slipsBetween } from "../../../kernel/index.ts";
import type { Leistung } from "../../forms/index.ts";
import { synonymsOf } from "./synonyms.ts";
import { formsOf, wordsOf } from "./words.ts";

/** Where in a Leistung the words were found. */
type FoundIn = "title" | "keyword" | "summary" | "text";

export interface SearchResult {
  readonly leistung: Leistung;
  /** Greater is better; comparable within one search only. */
  readonly score: number;
  readonly foundIn: FoundIn;
  /** The title, keyword or sentence that fits best. */
  readonly words: string;
}

export interface SearchAnswer {
  /** Best first. */
  readonly results: readonly SearchResult[];
  /** The question with its typing mistakes put right, where there were some. */
  readonly meant?: string;
}

/** Searches what it was built from; knows no town. */
export interface SearchIndex {
  /**
   * @param allowed only these Leistungen are found
   */
  search(
    question: string,
    options: { readonly language: Language; readonly allowed?: (id: string) => boolean; readonly limit?: number },
  ): SearchAnswer;
}

const weights: Readonly<Record<FoundIn, number>> = { title: 1, keyword: 0.95, summary: 0.45, text: 0.2 };
/** How well a word of the question fits a word of the index. */
const fits = { exact: 1, part: 0.9, prefix: 0.8, inside: 0.6, synonym: 0.55, oneSlip: 0.7, twoSlips: 0.5 } as const;
const otherLanguage = 0.8;
const longestQuestion = 120;
const mostWords = 8;

/** One phrase of a Leistung, matched as a whole. */
interface Phrase {
  readonly owner: number;
  readonly foundIn: FoundIn;
  readonly language: Language;
  readonly text: string;
  readonly length: number;
}

/** A way to write a term. */
interface Form {
  readonly text: string;
  /** Which letters occur, one bit each: words with too many other letters cannot be a slip away. */
  readonly letters: number;
}

interface Term {
  readonly stem: string;
  /** The stem, and whole words as they were written, folded: a slip may spoil the ending that a stem goes without. */
  readonly forms: Form[];
  /** As most often written in titles and keywords. */
  written: string;
  readonly writings: Map<string, number>;
  readonly phrases: number[];
  readonly owners: Set<number>;
  /** Stands in a title, keyword or summary. */
  prominent: boolean;
}

interface Match {
  readonly term: Term;
  readonly fit: number;
}

function lettersOf(word: string): number {
  let letters = 0;
  for (let index = 0; index < word.length; index++) letters |= 1 << (word.charCodeAt(index) % 31);
  return letters;
}

function bits(value: number): number {
  let rest = value;
  let count = 0;
  for (; rest !== 0; rest &= rest - 1) count++;
  return count;
}

class Index implements SearchIndex {
  readonly #leistungen: readonly Leistung[];
  readonly #phrases: Phrase[] = [];
  readonly #terms = new Map<string, Term>();
  readonly #all: readonly Term[];
  /** Of one search at a time, kept to spare making them: by phrase, by Leistung. */
  readonly #phraseSum: Float64Array;
  readonly #phraseWords: Uint8Array;
  readonly #phraseTurn: Int32Array;
  readonly #ownerSum: Float64Array;
  readonly #ownerLast: Float64Array;
  readonly #ownerTurn: Int32Array;

  constructor(leistungen: readonly Leistung[]) {
    this.#leistungen = leistungen;
    for (const [owner, leistung] of leistungen.entries()) {
      for (const language of languages) {
        this.#add(owner, "title", language, leistung.title[language]);
        for (const keyword of leistung.keywords[language]) this.#add(owner, "keyword", language, keyword);
        this.#add(owner, "summary", language, leistung.summary[language]);
        const { what, forWhom, needed } = leistung.page;
        for (const text of [...what[language], ...forWhom[language], ...needed[language]]) {
          this.#add(owner, "text", language, text);
        }
      }
      for (const { cite } of leistung.page.legalBasis) this.#add(owner, "text", "de", cite);
      if (leistung.leikaKey !== undefined) this.#add(owner, "text", "de", leistung.leikaKey);
    }
    for (const term of this.#terms.values()) {
      let most = 0;
      for (const [written, times] of term.writings) {
        if (times > most) [term.written, most] = [written, times];
      }
    }
    this.#all = [...this.#terms.values()];
    this.#phraseSum = new Float64Array(this.#phrases.length);
    this.#phraseWords = new Uint8Array(this.#phrases.length);
    this.#phraseTurn = new Int32Array(this.#phrases.length);
    this.#ownerSum = new Float64Array(leistungen.length);
    this.#ownerLast = new Float64Array(leistungen.length);
    this.#ownerTurn = new Int32Array(leistungen.length);
  }

  #add(owner: number, foundIn: FoundIn, language: Language, text: string): void {
    const { words, apart } = wordsOf(text);
    const stems = new Map(words.map((word) => [word.stem, word]));
    for (const prefix of apart) stems.set(prefix, { stem: prefix, written: prefix, folded: prefix });
    const phrase = this.#phrases.push({ owner, foundIn, language, text, length: words.length }) - 1;
    for (const [stem, { written, folded }] of stems) {
      let term = this.#terms.get(stem);
      if (term === undefined) {
        term = {
          stem,
          forms: [{ text: stem, letters: lettersOf(stem) }],
          written,
          writings: new Map(),
          phrases: [],
          owners: new Set(),
          prominent: false,
        };
        this.#terms.set(stem, term);
      }
      if (!term.forms.some(({ text: known }) => known === folded))
        term.forms.push({ text: folded, letters: lettersOf(folded) });
      term.phrases.push(phrase);
      term.owners.add(owner);
      if (foundIn !== "text") term.prominent = true;
      const counts = foundIn === "title" || foundIn === "keyword" ? 100 : 1;
      term.writings.set(written, (term.writings.get(written) ?? 0) + counts);
    }
  }

  /** Rare words tell more: the same measure as in any full-text search. */
  #rarity(owners: number): number {
    return Math.log(1 + this.#leistungen.length / Math.max(1, owners));
  }

  /** Words of the index that a word of the question may mean, the best first. */
  #matches(stem: string, forms: readonly string[]): { matches: readonly Match[]; slipped: boolean } {
    const found = new Map<Term, number>();
    const add = (term: Term, fit: number) => {
      if ((found.get(term) ?? 0) < fit) found.set(term, fit);
    };
    const exact = this.#terms.get(stem);
    if (exact !== undefined) add(exact, fits.exact);
    for (const part of this.#partsOf(stem)) add(part, fits.part);
    if (stem.length >= 3) {
      for (const term of this.#all) {
        if (term.stem.length > stem.length) {
          const at = term.stem.indexOf(stem);
          if (at === 0) add(term, fits.prefix);
          else if (at > 0 && stem.length >= 4 && term.prominent) add(term, fits.inside);
        } else if (term.stem.length >= 5 && term.stem.length * 1.4 >= stem.length && stem.startsWith(term.stem)) {
          add(term, fits.prefix);
        }
      }
    }
    for (const synonym of synonymsOf(stem)) {
      const term = this.#terms.get(synonym);
      if (term !== undefined) add(term, fits.synonym);
    }
    const slipped = found.size === 0;
    if (slipped) this.#addSlips(forms, add);
    return {
      matches: [...found].map(([term, fit]) => ({ term, fit })).sort((a, b) => b.fit - a.fit),
      slipped: slipped && found.size > 0,
    };
  }

  /** Words that are the fewest slips away; one more slip is no better guess for being in a rarer word. */
  #addSlips(forms: readonly string[], add: (term: Term, fit: number) => void): void {
    const asked = forms.map((text) => ({ text, letters: lettersOf(text), limit: allowedSlips(text) }));
    let fewest = Math.max(...asked.map(({ limit }) => limit));
    let nearest: Term[] = [];
    for (const term of this.#all) {
      if (!term.prominent) continue;
      const slips = this.#slipsTo(term, asked, fewest);
      if (slips === 0 || slips > fewest) continue;
      if (slips < fewest) nearest = [];
      fewest = slips;
      nearest.push(term);
    }
    for (const term of nearest) add(term, fewest === 1 ? fits.oneSlip : fits.twoSlips);
  }

  /** The least number of slips to any form of a term, or more than `most`. */
  #slipsTo(term: Term, asked: readonly (Form & { readonly limit: number })[], most: number): number {
    let least = most + 1;
    for (const { text, letters, limit: allowed } of asked) {
      for (const form of term.forms) {
        const limit = Math.min(allowed, least - 1);
        if (limit === 0 || Math.abs(form.text.length - text.length) > limit) continue;
        if (bits(form.letters ^ letters) > 2 * limit) continue;
        least = Math.min(least, slipsBetween(text, form.text, limit));
      }
    }
    return least;
  }

  /** `gewerbeanmeldung` is made of two words that the index knows. */
  #partsOf(stem: string): readonly Term[] {
    for (let cut = stem.length - 4; cut >= 4; cut--) {
      const second = this.#terms.get(stem.slice(cut));
      if (second === undefined) continue;
      const head = stem.slice(0, cut);
      for (const start of [head, head.replace(/(?:es|en|s|n|e)$/, "")]) {
        const first = this.#terms.get(start);
        if (first?.prominent) return [first, second];
      }
    }
    return [];
  }

  search(
    question: string,
    options: { readonly language: Language; readonly allowed?: (id: string) => boolean; readonly limit?: number },
  ): SearchAnswer {
    const text = question.slice(0, longestQuestion);
    const { words, apart } = wordsOf(text);
    const asked = words.slice(0, mostWords);
    this.#phraseTurn.fill(0);
    this.#ownerTurn.fill(0);
    this.#ownerSum.fill(0);
    let total = 0;
    let meant = text;
    for (const [index, word] of asked.entries()) {
      const joined = apart.map((prefix) => `${prefix}${word.stem}`).find((one) => this.#terms.has(one));
      const { matches, slipped } = this.#matches(joined ?? word.stem, formsOf(word));
      const best = matches[0];
      if (best === undefined) {
        // A word nobody knows, a place or a name, must not hide what the others found.
        total += 0.3;
        continue;
      }
      if (slipped) {
        const likely = matches
          .filter((match) => match.fit === best.fit)
          .reduce((a, b) => (b.term.owners.size > a.term.owners.size ? b : a));
        meant = meant.replace(word.written, likely.term.written);
      }
      const known = matches.reduce((most, match) => Math.max(most, match.term.owners.size), 0);
      const rarity = this.#rarity(known);
      total += rarity;
      this.#count(matches, rarity, index + 1, options.language);
    }
    const results = total === 0 ? [] : this.#rank(total, options);
    return { results, ...(meant === text ? {} : { meant }) };
  }

  /** Adds what one word of the question is worth to each phrase and Leistung that has it. */
  #count(matches: readonly Match[], rarity: number, turn: number, language: Language): void {
    const ownerWorth = this.#ownerLast;
    for (const { term, fit } of matches) {
      for (const phrase of term.phrases) {
        const { owner, foundIn, language: spoken } = this.#phrases[phrase] as Phrase;
        const before = this.#phraseTurn[phrase] as number;
        if (before !== turn) {
          if (before === 0) {
            this.#phraseSum[phrase] = 0;
            this.#phraseWords[phrase] = 0;
          }
          this.#phraseTurn[phrase] = turn;
          this.#phraseSum[phrase] = (this.#phraseSum[phrase] as number) + fit * rarity;
          this.#phraseWords[phrase] = (this.#phraseWords[phrase] as number) + 1;
        }
        const worth = fit * rarity * weights[foundIn] * (spoken === language ? 1 : otherLanguage);
        if (this.#ownerTurn[owner] !== turn) {
          this.#ownerTurn[owner] = turn;
          ownerWorth[owner] = 0;
        }
        const earlier = ownerWorth[owner] as number;
        if (worth > earlier) {
          this.#ownerSum[owner] = (this.#ownerSum[owner] as number) + worth - earlier;
          ownerWorth[owner] = worth;
        }
      }
    }
  }

  #rank(
    total: number,
    options: { readonly language: Language; readonly allowed?: (id: string) => boolean; readonly limit?: number },
  ): readonly SearchResult[] {
    const best = new Map<number, { phrase: Phrase; score: number }>();
    for (let index = 0; index < this.#phraseTurn.length; index++) {
      if (this.#phraseTurn[index] === 0) continue;
      const phrase = this.#phrases[index] as Phrase;
      const whole =
        phrase.foundIn === "title" || phrase.foundIn === "keyword"
          ? 0.6 + 0.4 * Math.min(1, (this.#phraseWords[index] as number) / Math.max(1, phrase.length))
          : 0.8;
      const score =
        ((this.#phraseSum[index] as number) / total) *
        weights[phrase.foundIn] *
        whole *
        (phrase.language === options.language ? 1 : otherLanguage);
      const other = best.get(phrase.owner);
      if (other === undefined || score > other.score) best.set(phrase.owner, { phrase, score });
    }
    const results: SearchResult[] = [];
    for (const [owner, { phrase, score }] of best) {
      const leistung = this.#leistungen[owner] as Leistung;
      if (options.allowed !== undefined && !options.allowed(leistung.id)) continue;
      results.push({
        leistung,
        score: 0.7 * score + 0.3 * ((this.#ownerSum[owner] as number) / total),
        foundIn: phrase.foundIn,
        words: phrase.text,
      });
    }
    results.sort((a, b) => b.score - a.score || (a.leistung.id < b.leistung.id ? -1 : 1));
    const enough = Math.max(0.03, (results[0]?.score ?? 0) * 0.35);
    return results.filter((result) => result.score >= enough).slice(0, options.limit ?? 30);
  }
}

/**
 * Builds an index over titles, keywords, summaries and texts in both languages. Finds in spite of typing mistakes,
 * umlauts written either way, other forms of a word, and everyday words. A search takes well under a millisecond for
 * six hundred Leistungen; building it some tens of milliseconds, so build it once.
 */
export function buildSearchIndex(leistungen: readonly Leistung[]): SearchIndex {
  return new Index(leistungen);
}
