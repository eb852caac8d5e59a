const letters: Readonly<Record<string, string>> = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ł: "l", þ: "th" };

function folded(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[ßæœøđłþ]/g, (letter) => letters[letter] ?? letter);
}

/**
 * Words of a text as the search compares them: small letters without marks (`Müller` gives `muller`), so
 * that a name is found however it is typed. An Aktenzeichen stays one word.
 */
export function termsOf(text: string): readonly string[] {
  const words = folded(text).match(/[\p{L}\p{N}]+(?:[./-][\p{L}\p{N}]+)*/gu) ?? [];
  const terms = new Set<string>();
  for (const word of words) {
    terms.add(word.slice(0, 60));
    for (const part of word.split(/[./-]/)) if (/\p{L}/u.test(part)) terms.add(part.slice(0, 60));
  }
  return [...terms];
}

/** Words that somebody looks for, longest first (it leads to the fewest), at most six. */
export function searchedTerms(text: string): readonly string[] {
  const words = folded(text).match(/[\p{L}\p{N}]+(?:[./-][\p{L}\p{N}]+)*/gu) ?? [];
  return [...new Set(words.map((word) => word.slice(0, 60)))].sort((a, b) => b.length - a.length).slice(0, 6);
}
