import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { Keyring } from "../../../kernel/index.ts";

/**
 * The value of an Idempotency-Key header: a string in quotes, as the draft has it, or without, as most send it.
 * Source: draft-ietf-httpapi-idempotency-key-header-06, section 2.1.
 * @returns undefined where it is absent, shorter than 16 or longer than 128 characters
 */
export function parseIdempotencyKey(header: string | undefined): string | undefined {
  const text = (header ?? "").trim();
  const plain = /^"(.*)"$/.exec(text)?.[1] ?? text;
  return /^[\x21\x23-\x5b\x5d-\x7e]{16,128}$/.test(plain) ? plain : undefined;
}

/** Secret for one answer: needs the installation's key and what only the client and its request know. */
function secretOf(keyring: Keyring, clientId: string, idempotencyKey: string): Buffer {
  return Buffer.from(keyring.mac("api-answer", `${clientId}:${idempotencyKey}`), "base64url");
}

/** Locks an answer away until the same idempotency key comes again (AES-256-GCM). */
export function sealAnswer(keyring: Keyring, clientId: string, idempotencyKey: string, answer: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", secretOf(keyring, clientId, idempotencyKey), nonce);
  const sealed = Buffer.concat([cipher.update(answer, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url");
}

/** @throws Error where it was sealed with another key, or changed since */
export function openAnswer(keyring: Keyring, clientId: string, idempotencyKey: string, sealed: string): string {
  const bytes = Buffer.from(sealed, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", secretOf(keyring, clientId, idempotencyKey), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
}
