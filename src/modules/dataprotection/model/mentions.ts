import { foldLetters, wordsIn } from "../../../kernel/index.ts";
import type { SoughtPerson } from "../contracts.ts";

const wordsOf = (text: string): readonly string[] =>
  foldLetters(text, "ae")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");

/**
 * How a text written freely mentions a person: with the whole name or the e-mail address, or with the family name alone,
 * which may mean somebody else. Umlauts count however they are written.
 * @returns undefined where it does not
 */
export function mentionOf(text: string, person: SoughtPerson): "whole" | "family" | undefined {
  const said = new Set(wordsOf(text));
  const name = wordsOf(person.name);
  // A double name counts with both of its parts: one alone may be any word.
  const family = wordsOf(person.name.trim().split(/\s+/).at(-1) ?? "");
  if (person.email !== undefined && text.toLowerCase().includes(person.email.toLowerCase())) return "whole";
  if (family.length === 0 || !family.every((word) => said.has(word))) return undefined;
  return name.every((word) => said.has(word)) ? "whole" : "family";
}

/**
 * Patterns for `like` on small letters that everything fits which `mentionOf` would find, and some more: letters with
 * marks fit any one letter, and both ways to write an umlaut are there.
 */
export function mentionPatterns(person: SoughtPerson): readonly string[] {
  const family = wordsIn(person.name.normalize("NFC")).at(-1) ?? "";
  const open = (text: string) =>
    `%${text
      .toLowerCase()
      .replaceAll("ß", "ss")
      .replaceAll(/[^a-z0-9@.+-]/g, "_")}%`;
  const spelled = family === "" ? [] : [family, foldLetters(family, "ae"), foldLetters(family, "a")].map(open);
  const sharp = /ß|ss/.test(family) ? [open(family.replaceAll(/ß|ss/g, "?"))] : [];
  const email = person.email === undefined ? [] : [open(person.email)];
  return [...new Set([...spelled, ...sharp, ...email])];
}

/** The part of a text in which a person is mentioned, short enough to be looked at. */
export function excerptOf(text: string, person: SoughtPerson): string {
  const plain = text.replaceAll(/\s+/g, " ").trim();
  const family = wordsOf(person.name).at(-1) ?? "";
  let at = 0;
  for (const match of plain.matchAll(/[\p{L}\p{N}]+/gu)) {
    if (wordsOf(match[0]).includes(family)) {
      at = match.index;
      break;
    }
  }
  const from = Math.max(0, at - 80);
  const cut = plain.slice(from, from + 200);
  return `${from > 0 ? "… " : ""}${cut}${from + 200 < plain.length ? " …" : ""}`;
}

/** What was found in free texts, whole names first, at most 200. */
export function bestMentions<Row>(
  rows: readonly Row[],
  person: SoughtPerson,
  textOf: (row: Row) => string,
): readonly Row[] {
  const found = rows.flatMap((row) => {
    const mention = mentionOf(textOf(row), person);
    return mention === undefined ? [] : [{ row, mention }];
  });
  const whole = found.filter(({ mention }) => mention === "whole");
  const family = found.filter(({ mention }) => mention === "family");
  return [...whole, ...family].slice(0, 200).map(({ row }) => row);
}
