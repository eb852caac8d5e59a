import { createHash, randomBytes } from "node:crypto";

/**
 * A new UUID, version 7: sorts by the time it was made, so that primary keys grow at one end.
 * Source: RFC 9562, section 5.7.
 */
export function newId(now: number = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = 0x70 | ((bytes[6] as number) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] as number) & 0x3f);
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Whether a text from outside has the form of a UUID, in lower case. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
}

/** Lower-case hexadecimal SHA-256. */
export function sha256(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
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
