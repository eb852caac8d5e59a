import { hash, hkdfSync, timingSafeEqual } from "node:crypto";
import type { Keyring } from "../../kernel/index.ts";

const blockBytes = 64;
const hashBytes = 32;

/**
 * HMAC-SHA-256 with a key of at most 64 bytes. Source: RFC 2104. With two one-shot hashes, which cost half of what
 * `createHmac` does, and a page needs several.
 */
function macWith(key: Uint8Array): (value: string) => string {
  const inner = Buffer.alloc(blockBytes, 0x36);
  const outer = Buffer.alloc(blockBytes + hashBytes, 0x5c);
  key.forEach((byte, at) => {
    inner[at] = 0x36 ^ byte;
    outer[at] = 0x5c ^ byte;
  });
  return (value) => {
    outer.write(hash("sha256", Buffer.concat([inner, Buffer.from(value)]), "binary"), blockBytes, "binary");
    return hash("sha256", outer, "base64url");
  };
}

/**
 * Derives one key per purpose from the installation's secret, so that a value made for one purpose is
 * worth nothing for another. Source: RFC 5869 (HKDF).
 * @param secret at least 32 characters
 */
export function openKeyring(secret: string): Keyring {
  if (secret.length < 32) throw new RangeError("the secret must have at least 32 characters");
  const macs = new Map<string, (value: string) => string>();
  return {
    mac(purpose, value) {
      let mac = macs.get(purpose);
      if (mac === undefined) {
        mac = macWith(new Uint8Array(hkdfSync("sha256", secret, "klickamt", purpose, hashBytes)));
        macs.set(purpose, mac);
      }
      return mac(value);
    },
  };
}

/** Compares in a time that says nothing about where two texts differ. */
export function equalInConstantTime(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
