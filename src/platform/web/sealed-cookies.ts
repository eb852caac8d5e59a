import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { Keyring, TenantId } from "../../kernel/index.ts";
import type { CookieToSet } from "./route.ts";

const cipher = "aes-256-gcm";
const ivBytes = 12;
const tagBytes = 16;

/** Whose answer it was: the browser is known by its signed cookie, the form by its key. */
export interface Recipient {
  readonly tenant: TenantId;
  readonly submissionKey: string;
  readonly browserId: string;
}

/** A key of its own for each answer: with another browser's number it is another one. */
function keyFor(keyring: Keyring, { tenant, submissionKey, browserId }: Recipient): Buffer {
  return Buffer.from(keyring.mac("answer-cookies", `${tenant}:${browserId}:${submissionKey}`), "base64url");
}

/** Cookies as they may lie in the database (AES-256-GCM): worth nothing without the secret and the browser's cookie. */
export function sealCookies(keyring: Keyring, recipient: Recipient, cookies: readonly CookieToSet[]): string {
  const iv = randomBytes(ivBytes);
  const sealing = createCipheriv(cipher, keyFor(keyring, recipient), iv);
  const sealed = [sealing.update(JSON.stringify(cookies), "utf8"), sealing.final()];
  return Buffer.concat([iv, sealing.getAuthTag(), ...sealed]).toString("base64url");
}

/** @returns none where they were sealed for another browser or form, or with another secret */
export function openCookies(keyring: Keyring, recipient: Recipient, sealed: string): readonly CookieToSet[] {
  const bytes = Buffer.from(sealed, "base64url");
  const opening = createDecipheriv(cipher, keyFor(keyring, recipient), bytes.subarray(0, ivBytes), {
    authTagLength: tagBytes,
  });
  try {
    opening.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
    const text = Buffer.concat([opening.update(bytes.subarray(ivBytes + tagBytes)), opening.final()]).toString("utf8");
    return JSON.parse(text) as readonly CookieToSet[];
  } catch {
    return [];
  }
}
