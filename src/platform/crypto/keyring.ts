import { createHmac, createSecretKey, hkdfSync, type KeyObject, timingSafeEqual } from "node:crypto";
import type { Keyring } from "../../kernel/index.ts";

/**
 * Derives one key per purpose from the installation's secret, so that a value made for one purpose is
 * worth nothing for another. Source: RFC 5869 (HKDF).
 * @param secret at least 32 characters
 */
export function openKeyring(secret: string): Keyring {
  if (secret.length < 32) throw new RangeError("the secret must have at least 32 characters");
  const keys = new Map<string, KeyObject>();
  return {
    mac(purpose, value) {
      let key = keys.get(purpose);
      if (key === undefined) {
        key = createSecretKey(Buffer.from(hkdfSync("sha256", secret, "klickamt", purpose, 32)));
        keys.set(purpose, key);
      }
      return createHmac("sha256", key).update(value).digest("base64url");
    },
  };
}

/** Compares in a time that says nothing about where two texts differ. */
export function equalInConstantTime(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
