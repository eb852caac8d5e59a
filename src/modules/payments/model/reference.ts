import { randomInt } from "node:crypto";

/** Without letters that print or scan like another or like a digit: B G I L O S Z. */
const letters = "0123456789ACDEFHJKMNPQRTUVWXY";
const misread: Readonly<Record<string, string>> = { O: "0", I: "1", L: "1", Z: "2", S: "5", G: "6", B: "8" };

/** Remainder of ISO 7064 MOD 97-10, with A as 10 … Z as 35. */
export function mod97(text: string): number {
  let rest = 0;
  for (const letter of text) {
    const value = Number.parseInt(letter, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}

/** The reference with its check digits: `KA` + two digits + the body. Source: ISO 7064 MOD 97-10, as in ISO 11649. */
export function referenceOf(body: string): string {
  const check = 98 - mod97(`${body}KA00`);
  return `KA${String(check).padStart(2, "0")}${body}`;
}

/** A new reference: eight letters and digits behind two check digits. */
export function newReference(): string {
  return referenceOf(Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join(""));
}

/** As people read and copy it: `KA-12ABC-DEFGH`. */
export function formatReference(reference: string): string {
  return `KA-${reference.slice(2, 7)}-${reference.slice(7)}`;
}

function isReference(text: string): boolean {
  return /^KA\d{2}[0-9A-Z]{8}$/.test(text) && mod97(`${text.slice(4)}KA${text.slice(2, 4)}`) === 1;
}

function plain(text: string): string {
  return text
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, "")
    .replaceAll(/[OILZSGB]/g, (letter) => misread[letter] ?? letter);
}

/** What somebody typed; spaces, hyphens, capitals and letters that look like digits do not matter. */
export function parseReference(text: string): string | undefined {
  const read = plain(text);
  const whole = /^\d/.test(read) ? `KA${read}` : read;
  return isReference(whole) ? whole : undefined;
}

/**
 * Every reference in the text of a transfer, however it was cut, spaced or misread; each once, in their order. The
 * check digits tell a reference from what only looks like one.
 */
export function referencesIn(text: string): readonly string[] {
  const read = plain(text);
  const found = new Set<string>();
  for (let at = read.indexOf("KA"); at !== -1; at = read.indexOf("KA", at + 1)) {
    const candidate = read.slice(at, at + 12);
    if (isReference(candidate)) found.add(candidate);
  }
  return [...found];
}
