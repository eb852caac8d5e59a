/**
 * The letters of DIN 91379:2022-08 ("String.Latin+"): data type A for names of persons, C for all
 * normative characters. Texts have to be in Unicode normal form C.
 */

const letters =
  "A-Za-zÀ-ÖØ-öø-žƇƈƏƗƠơƯưƷǍ-ǜǞǟǢ-ǰǴǵǸ-ǿȒȓȘ-țȞȟȧ-ȳəɨʒ" +
  "\\u02b9\\u02ba\\u02be\\u02bf\\u02c8\\u02cc" +
  "ḂḃḆḇḊ-ḑḗḜ-ḫḯ-ḷḺḻṀ-ṉṒ-ṛṞ-ṣṪ-ṯẀ-ẇẌ-ẗẞẠ-ỹ\\u2019\\u2021";

/** Combining marks and the letters that may carry them where Unicode has no composed character. */
const sequences = [
  ["Aa", "\\u030b"],
  ["CFGKMPSTZcfgkmpstz", "\\u0300"],
  ["CFHKNPSTZcfhknpstzÛûḲḳṢṣṬṭỤụ", "\\u0304"],
  ["CMNRZcmnrzÇç", "\\u0306"],
  ["CTZczẠạỌọỤụ", "\\u0308"],
  ["CKPTckptČč", "\\u0315"],
  ["CPcpČč", "\\u0323"],
  ["CHKLNchklnŽž", "\\u0326"],
  ["Cc", "\\u0328\\u0306"],
  ["DKLMNdklmn", "\\u0302"],
  ["HSs", "\\u0331"],
  ["JjÿĪī", "\\u0301"],
  ["J", "\\u030c"],
  ["KUku", "\\u0307"],
  ["KTkt", "\\u031b"],
  ["K", "\\u035fH"],
  ["Kk", "\\u035fh"],
  ["LRlr", "\\u0325\\u0304?"],
  ["Mm", "\\u0310"],
  ["Ss", "\\u031b\\u0304"],
  ["ZzŽž", "\\u0327"],
  ["ēō", "\\u030d"],
]
  .map(([bases, marks]) => `[${bases}]${marks}`)
  .join("|");

const signsOfNames = " '`,.~\\u00a8\\u00b4\\u00b7\\-";
const signsOfTexts = " -~\\u00a0-\\u00ac\\u00ae-\\u00ff\\u20ac";

const name = `${sequences}|[${signsOfNames}${letters}]`;
const text = `${sequences}|[${signsOfTexts}${letters}]`;

const nameWhole = new RegExp(`^(?:${name})*$`, "u");
const textWhole = new RegExp(`^(?:${text})*$`, "u");
const linesWhole = new RegExp(`^(?:${text}|[\\t\\n\\r])*$`, "u");
const nameEach = new RegExp(name, "gu");
const linesEach = new RegExp(`${text}|[\\t\\n\\r]`, "gu");

/** Data type A: names of natural persons. Source: DIN 91379. */
export function isLatinName(value: string): boolean {
  return nameWhole.test(value);
}

/** Data type C without control characters: one line. Source: DIN 91379. */
export function isLatinText(value: string): boolean {
  return textWhole.test(value);
}

/** Data type C: tabs and line breaks too. Source: DIN 91379. */
export function isLatinLines(value: string): boolean {
  return linesWhole.test(value);
}

/** The first few characters that stand in the way, each once, for a message. */
export function foreignCharacters(value: string, kind: "name" | "text"): readonly string[] {
  const rest = value.replace(kind === "name" ? nameEach : linesEach, "");
  return [...new Set(rest)].slice(0, 5);
}

/**
 * What phones and word processors put in place of what was typed, put back: curly quotation marks, long
 * dashes, dots in one character, narrow and invisible blanks. DIN 91379 type C has none of them.
 */
export function plainSigns(value: string): string {
  if (!/[\u00ad\u200b-\u200f\u2010-\u2015\u2018\u201a-\u201f\u2026\u202f\u2007\u2060\ufeff]/.test(value)) return value;
  return value
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, "")
    .replace(/[\u202f\u2007]/g, " ")
    .replace(/[\u2010-\u2015]/g, "-")
    .replace(/[\u2018\u201a\u201b]/g, "\u2019")
    .replace(/[\u201c-\u201f]/g, '"')
    .replace(/\u2026/g, "...");
}
