const spelledOut: Readonly<Record<string, string>> = {
  ä: "ae",
  ö: "oe",
  ü: "ue",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ħ: "h",
  ŧ: "t",
  ı: "i",
};

/** Most words of one case or one query: a text that is longer says no more. */
const maxTerms = 60;
const maxTermLength = 60;

/** `Müller-Łódź` becomes `mueller-lodz`: the same letters for everyone who types them another way. */
function folded(text: string): string {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[äöüßæœøłđðþħŧı]/g, (letter) => spelledOut[letter] ?? letter)
    .normalize("NFD")
    .replace(/\p{M}/gu, "");
}

/** A reference such as `32.40-2026-00017/01`: digits with signs between them stay one word. */
const reference = /\d[\d./-]*\d/g;

/**
 * Words of a text as they are stored and looked up: folded, without signs, each once, in the order of the text.
 * References stay whole and give their running number too.
 */
export function wordsOf(text: string): readonly string[] {
  const words = new Set<string>();
  const rest = folded(text).replace(reference, (found) => {
    words.add(found);
    for (const part of found.split(/[./-]/)) {
      if (/^0\d{3,}$/.test(part)) words.add(part).add(part.replace(/^0+/, "") || "0");
    }
    return " ";
  });
  for (const word of rest.split(/[^\p{L}\p{N}]+/u)) if (word !== "") words.add(word);
  return [...words].map((word) => word.slice(0, maxTermLength)).slice(0, maxTerms);
}

/** Words by which a case is found. */
export function termsOfCase(aktenzeichen: string, subjectName: string, texts: readonly string[]): readonly string[] {
  return wordsOf([aktenzeichen, subjectName, ...texts].join("\n"));
}

/** One word of a query. */
export interface QueryWord {
  /** Terms from here … */
  readonly from: string;
  /** … to before this one. Equal prefix, since terms are compared byte by byte. */
  readonly before: string;
  /** The word without its ending, looked for as it is: "Bäckereien" finds "Bäckerei". */
  readonly stem?: string;
}

/** Endings of plural and case. Light on purpose: prefixes do the rest. */
const endings = ["en", "es", "e", "n", "s"] as const;

function stemOf(word: string): string | undefined {
  if (/\d/.test(word)) return undefined;
  const ending = endings.find((candidate) => word.endsWith(candidate) && word.length - candidate.length >= 4);
  return ending === undefined ? undefined : word.slice(0, -ending.length);
}

/** Words of what somebody typed into the search, at most six. Words of one or two letters are taken as they are. */
export function queryWords(text: string): readonly QueryWord[] {
  const typed = folded(text.slice(0, 200));
  const words = new Set<string>();
  const rest = typed.replace(reference, (found) => {
    words.add(found);
    return " ";
  });
  for (const word of rest.split(/[^\p{L}\p{N}]+/u)) if (word !== "") words.add(word);
  return [...words].slice(0, 6).map((word) => {
    const cut = word.slice(0, maxTermLength);
    const stem = stemOf(cut);
    return {
      from: cut,
      // U+0001 is less than every letter: the range holds the word alone.
      before: cut.length < 3 ? `${cut}\u0001` : `${cut}\u{10ffff}`,
      ...(stem === undefined ? {} : { stem }),
    };
  });
}
