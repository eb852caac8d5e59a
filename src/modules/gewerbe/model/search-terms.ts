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

const mostTerms = 80;
const longestTerm = 60;

function folded(text: string): string {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[äöüßæœøłđðþħŧı]/g, (letter) => spelledOut[letter] ?? letter)
    .normalize("NFD")
    .replace(/\p{M}/gu, "");
}

/** Words of a text as they are stored and looked up: folded, without signs, each once, in their order. */
export function wordsOf(text: string): readonly string[] {
  const words = folded(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .map((word) => word.slice(0, longestTerm));
  return [...new Set(words)].slice(0, mostTerms);
}

/** Terms from `from` to before `before` hold the word at their beginning. */
export interface TermRange {
  readonly from: string;
  readonly before: string;
}

/** Ranges for what somebody typed, at most six; words of one or two letters are taken as they are. */
export function termRanges(text: string): readonly TermRange[] {
  return wordsOf(text.slice(0, 200))
    .slice(0, 6)
    .map((word) => ({ from: word, before: word.length < 3 ? `${word}\u0001` : `${word}\u{10ffff}` }));
}
