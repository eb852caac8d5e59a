import { randomInt } from "node:crypto";

/** Without letters that print or scan like another or like a digit: B G I L O S Z. */
const letters = "0123456789ACDEFHJKMNPQRTUVWXY";
const misread: Readonly<Record<string, string>> = { O: "0", I: "1", L: "1", Z: "2", S: "5", G: "6", B: "8" };

/**
 * Remainder by 97 of the body read as a number in base 29. Every single wrong character and every two neighbours that
 * were swapped change it, because 97 is prime and no digit of this base reaches it. (MOD 97-10 of ISO 7064 promises that
 * for digits only: there a letter counts as two.)
 */
function checkOf(body: string): number | undefined {
  let rest = 0;
  for (const letter of body) {
    const value = letters.indexOf(letter);
    if (value === -1) return undefined;
    rest = (rest * letters.length + value) % 97;
  }
  return rest;
}

/**
 * The reference of a body: `KA`, two check digits, eight letters and digits.
 * @throws RangeError for a body with other letters: a bug
 */
export function referenceOf(body: string): string {
  const check = checkOf(body);
  if (check === undefined) throw new RangeError("no body of a reference");
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
  return /^KA\d{2}[0-9A-Z]{8}$/.test(text) && checkOf(text.slice(4)) === Number(text.slice(2, 4));
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
