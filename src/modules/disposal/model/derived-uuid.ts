import { sha256 } from "../../../kernel/index.ts";

/**
 * A UUID that follows from a text: the same again for the same, so that what is written twice is the same.
 * Source: RFC 9562, section 5.8 (version 8).
 */
export function derivedUuid(text: string): string {
  const digest = sha256(text);
  const variant = "89ab"[Number.parseInt(digest.charAt(16), 16) & 3];
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}
