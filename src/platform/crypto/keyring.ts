import { createPrivateKey, createPublicKey, hash, hkdfSync, type KeyObject, sign, timingSafeEqual } from "node:crypto";
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

/** What stands before the 32 bytes of a private Ed25519 key in PKCS #8. Source: RFC 8410, section 7. */
const privateKeyHead = Buffer.from("302e020100300506032b657004220420", "hex");

/** An Ed25519 key is any 32 bytes. Source: RFC 8032, section 5.1.5. */
function signingKeyOf(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([privateKeyHead, seed]), format: "der", type: "pkcs8" });
}

/**
 * Derives one key per purpose from the installation's secret, so that a value made for one purpose is
 * worth nothing for another. Source: RFC 5869 (HKDF).
 * @param secret at least 32 characters
 */
export function openKeyring(secret: string): Keyring {
  if (secret.length < 32) throw new RangeError("the secret must have at least 32 characters");
  const macs = new Map<string, (value: string) => string>();
  const signingKeys = new Map<string, KeyObject>();
  function signingKey(purpose: string): KeyObject {
    let key = signingKeys.get(purpose);
    if (key === undefined) {
      key = signingKeyOf(new Uint8Array(hkdfSync("sha256", secret, "klickamt signature", purpose, hashBytes)));
      signingKeys.set(purpose, key);
    }
    return key;
  }
  return {
    sign: (purpose, message) => sign(null, message, signingKey(purpose)),
    publicKey: (purpose) =>
      createPublicKey(signingKey(purpose)).export({ format: "der", type: "spki" }).subarray(-hashBytes),
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
