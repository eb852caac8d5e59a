import { hash, randomBytes, randomUUID } from "node:crypto";

/** The count begins anew with a new millisecond once it has come so far: what is left to 4096 is for one millisecond. */
const countsKept = 2048;
let newest = 0;
let count = 0;

/**
 * A new UUID, version 7: sorts by the time it was made, so that primary keys grow at one end. Those that one process makes
 * for the same millisecond sort in the order in which they were made: what a request writes keeps its order.
 * Source: RFC 9562, sections 5.7 and 6.2 (method 1, twelve bits that count).
 * @param now milliseconds
 */
export function newId(now: number = Date.now()): string {
  // The count goes on over small steps of time: requests whose times differ by little write by turns.
  count = now > newest && count >= countsKept ? 0 : (count + 1) & 0xfff;
  newest = Math.max(newest, now);
  const time = now.toString(16).padStart(12, "0");
  // Version 4 has the variant and its random bits in the same places, and Node keeps randomness in store for it.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count.toString(16).padStart(3, "0")}${randomUUID().slice(18)}`;
}

/** The id that sorts before every `newId` of this millisecond and after every earlier one. */
export function firstIdAt(now: number): string {
  const hex = now.toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/** Whether a text from outside has the form of a UUID, in lower case. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
}

/** Lower-case hexadecimal SHA-256. */
export function sha256(content: Uint8Array | string): string {
  return hash("sha256", content, "hex");
}

const codeLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * A code a person can copy by hand: three groups of four letters of Crockford's base 32, 60 bits,
 * e.g. `K7F3-9QMD-2XTP`.
 */
export function newAccessCode(): string {
  const letters = Array.from(randomBytes(12), (byte) => codeLetters[byte & 31]).join("");
  return `${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`;
}

/**
 * What a person typed, brought to the form of `newAccessCode`: case, spaces and hyphens do not matter,
 * I and L count as 1, O as 0.
 * @returns undefined where it cannot be a code
 */
export function parseAccessCode(text: string): string | undefined {
  const letters = text
    .toUpperCase()
    .replaceAll(/[\s–—-]/g, "")
    .replaceAll(/[IL]/g, "1")
    .replaceAll("O", "0");
  if (letters.length !== 12 || [...letters].some((letter) => !codeLetters.includes(letter))) return undefined;
  return `${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`;
}
