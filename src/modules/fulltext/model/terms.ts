import { dayInBerlin } from "../../../kernel/index.ts";
import { partsOf } from "./compounds.ts";
import { stemOf } from "./stem.ts";
import { type Word, wordsOf } from "./words.ts";

/** What can be searched for beside words. */
export const fileKinds = ["pdf", "text", "office", "table", "slides", "mail", "picture", "web", "other"] as const;
export type FileKind = (typeof fileKinds)[number];

const office = "application/vnd.openxmlformats-officedocument.";
const kindsOfFiles: readonly (readonly [RegExp, FileKind])[] = [
  [/^application\/pdf$/, "pdf"],
  [/^message\/|^application\/vnd\.ms-outlook$/, "mail"],
  [/^image\//, "picture"],
  [/^text\/html$|^application\/xhtml/, "web"],
  [/spreadsheet|ms-excel|^text\/csv$/, "table"],
  [/presentation|ms-powerpoint/, "slides"],
  [new RegExp(`^${office}wordprocessingml|^application/msword$|opendocument\\.text|rtf$`), "office"],
  [/^text\/|^application\/(json|xml)$/, "text"],
];

/** What people call a file of this media type. */
export function fileKindOf(mediaType: string): FileKind {
  const plain = (mediaType.split(";", 1)[0] ?? "").trim().toLowerCase();
  return kindsOfFiles.find(([shape]) => shape.test(plain))?.[1] ?? "other";
}

/** Terms for properties begin with a sign that no word has. */
export const termFor = {
  planUnit: (unit: string) => `=u${unit}`,
  kind: (kind: string) => `=k${kind}`,
  fileKind: (kind: FileKind) => `=t${kind}`,
  open: "=o",
  year: (year: string) => `=y${year}`,
  month: (month: string) => `=m${month}`,
  author: (folded: string) => `=a${folded}`,
  all: "=*",
} as const;

/** Numbers of parts keep their zeros, so an Aktenzeichen is a phrase like any other. */
export function termOfWord(folded: string): string {
  return stemOf(folded);
}

/** What of a Dokument the index is made of. */
export interface Searchable {
  readonly title: string;
  readonly filename: string;
  readonly aktenzeichen: string;
  readonly akteBetreff: string;
  readonly author: string;
  readonly planUnit: string;
  readonly kind: string;
  readonly mediaType: string;
  readonly filedAt: Date;
  readonly open: boolean;
  readonly text: string;
  /** The word, then its parts; as `splitsOf` gives them. */
  readonly splits: readonly string[];
}

/** Places of a term in a Dokument. */
export interface TermPlaces {
  readonly places: number[];
  inTitle: boolean;
}

/** Between title, names and text lie so many places that no phrase reaches across. */
const gap = 64;

function splitMap(splits: readonly string[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    splits.map((line) => {
      const [word = "", ...parts] = line.split(" ");
      return [word, parts];
    }),
  );
}

/** How the long words of a text are taken apart, for keeping: what the index is made of must not depend on what is learnt later. */
export function splitsOf(words: readonly Word[], knows: (word: string) => boolean): readonly string[] {
  const splits = new Map<string, readonly string[]>();
  for (const { folded } of words) {
    if (splits.has(folded)) continue;
    splits.set(folded, partsOf(folded, knows));
  }
  return [...splits].filter(([, parts]) => parts.length > 0).map(([word, parts]) => [word, ...parts].join(" "));
}

/** The terms of one word: what it is compared by, and the same for its parts. */
export function termsOfWord(folded: string, splits: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const parts = splits.get(folded);
  if (parts === undefined) return [termOfWord(folded)];
  return [...new Set([folded, ...parts].map(termOfWord))];
}

/** All terms of a Dokument with their places. The same Dokument always gives the same. */
export function termsOfDokument(dokument: Searchable): ReadonlyMap<string, TermPlaces> {
  const terms = new Map<string, TermPlaces>();
  const splits = splitMap(dokument.splits);
  let place = 0;
  const add = (term: string, at: number, inTitle: boolean) => {
    const known = terms.get(term);
    if (known === undefined) terms.set(term, { places: [at], inTitle });
    else {
      if (known.places.at(-1) !== at) known.places.push(at);
      known.inTitle ||= inTitle;
    }
  };
  const addWords = (text: string, inTitle: boolean) => {
    let before: Word | undefined;
    for (const word of wordsOf(text)) {
      for (const term of termsOfWord(word.folded, splits)) add(term, place, inTitle);
      // `E-Mail` is found as `Email`, `Gewerbe-Anmeldung` as `Gewerbeanmeldung`.
      if (word.joined && before !== undefined && /^[a-z]+$/.test(before.folded + word.folded)) {
        add(termOfWord(before.folded + word.folded), place, inTitle);
      }
      before = word;
      place++;
    }
    place += gap;
  };
  addWords(dokument.title, true);
  addWords(dokument.akteBetreff, false);
  addWords(dokument.aktenzeichen, false);
  addWords(dokument.filename, false);
  addWords(dokument.author, false);
  addWords(dokument.text, false);

  const property = (term: string) => terms.set(term, { places: [], inTitle: false });
  const unit = dokument.planUnit.split(".");
  unit.forEach((_, index) => {
    property(termFor.planUnit(unit.slice(0, index + 1).join(".")));
  });
  const day = dayInBerlin(dokument.filedAt);
  property(termFor.all);
  property(termFor.kind(dokument.kind));
  property(termFor.fileKind(fileKindOf(dokument.mediaType)));
  property(termFor.year(day.slice(0, 4)));
  property(termFor.month(day.slice(0, 7)));
  if (dokument.open) property(termFor.open);
  for (const { folded } of wordsOf(dokument.author)) property(termFor.author(folded));
  return terms;
}
