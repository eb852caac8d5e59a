import { remembered } from "./words.ts";

/** Verbs part before these: `anmelden`, `angemeldet`, `anzumelden`. */
const separable =
  "ab|an|auf|aus|bei|durch|ein|fest|frei|her|hin|los|mit|nach|nieder|um|vor|weg|weiter|wieder|zu|zurueck|zuruck|zusammen";
const participle = new RegExp(`^(${separable})ge(.{3,}?)e?t$`);
const infinitive = new RegExp(`^(${separable})zu(.{3,})$`);

const isVowel = (letter: string | undefined) => letter !== undefined && "aeiouy".includes(letter);

/** Where the region after the first consonant that follows a vowel begins. */
function regionAfter(word: string, from: number): number {
  let at = from;
  while (at < word.length && !isVowel(word[at])) at++;
  while (at < word.length && isVowel(word[at])) at++;
  return Math.min(word.length, at + 1);
}

const without = (word: string, letters: number) => word.slice(0, word.length - letters);

/** The German stemmer of Snowball on letters without marks. Source: snowballstem.org/algorithms/german. */
function snowball(folded: string): string {
  let word = folded;
  // Between vowels u and y are consonants.
  for (let at = 1; at + 1 < word.length; at++) {
    if ((word[at] === "u" || word[at] === "y") && isVowel(word[at - 1]) && isVowel(word[at + 1]))
      word = word.slice(0, at) + (word[at] as string).toUpperCase() + word.slice(at + 1);
  }
  const first = regionAfter(word, 0);
  const second = regionAfter(word, first);
  const r1 = Math.max(3, first);
  const endsIn = (ending: string, region: number) => word.endsWith(ending) && word.length - ending.length >= region;
  const longest = (endings: readonly string[]) => endings.find((ending) => word.endsWith(ending));

  const one = longest(["ern", "em", "er", "en", "es", "e", "s"]);
  if (one === "s") {
    if (endsIn("s", r1) && "bdfghklmnrt".includes(word.at(-2) ?? " ")) word = without(word, 1);
  } else if (one !== undefined && endsIn(one, r1)) {
    word = without(word, one.length);
    if (one.startsWith("e") && word.endsWith("niss") && ["e", "en", "es"].includes(one)) word = without(word, 1);
  }
  const two = longest(["est", "en", "er", "st"]);
  if (two === "st") {
    if (endsIn("st", r1) && word.length >= 6 && "bdfghklmnt".includes(word.at(-3) ?? " ")) word = without(word, 2);
  } else if (two !== undefined && endsIn(two, r1)) word = without(word, two.length);

  const three = longest(["isch", "lich", "heit", "keit", "end", "ung", "ig", "ik"]);
  if (three !== undefined && endsIn(three, second)) {
    if (three === "end" || three === "ung") {
      word = without(word, 3);
      if (endsIn("ig", second) && word.at(-3) !== "e") word = without(word, 2);
    } else if (three === "ig" || three === "ik" || three === "isch") {
      if (word.at(-three.length - 1) !== "e") word = without(word, three.length);
    } else if (three === "keit") {
      word = without(word, 4);
      if (endsIn("lich", second)) word = without(word, 4);
      else if (endsIn("ig", second)) word = without(word, 2);
    } else {
      word = without(word, 4);
      if (endsIn("er", r1) || endsIn("en", r1)) word = without(word, 2);
    }
  }
  return word.toLowerCase();
}

/**
 * What all forms of a German word have in common, for comparing: `Anmeldungen`, `anmelden`, `angemeldet` and
 * `anzumelden` give `anmeld`. Not a word that people would read.
 * @param folded small letters without marks, as `foldWord` gives them
 */
export const stemOf: (folded: string) => string = remembered((folded) => {
  if (folded.length < 4 || !/^[a-z]+$/.test(folded)) return folded;
  let stem = snowball(folded.replace(/erin(nen)?$/, (ending, _plural, at: number) => (at >= 3 ? "er" : ending)));
  const parted = participle.exec(stem);
  if (parted !== null) stem = `${parted[1]}${parted[2]}`;
  else if (/(?:[dt]|[dg]n|chn)et$/.test(stem) && stem.length >= 6) stem = without(stem, 2);
  else if (/[^aeiouyt]t$/.test(stem) && stem.length >= 7) stem = without(stem, /[^e]igt$/.test(stem) ? 3 : 1);
  const toInfinitive = infinitive.exec(stem);
  return toInfinitive === null ? stem : `${toInfinitive[1]}${toInfinitive[2]}`;
});
