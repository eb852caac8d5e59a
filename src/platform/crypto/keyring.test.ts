import { createHmac, createPublicKey, hkdfSync, verify } from "node:crypto";
import { expect, test } from "vitest";
import { equalInConstantTime, openKeyring } from "./index.ts";

const secret = "a secret for tests only, long enough to be one";

test.each(["", "K7F3-9QMD-2XTP", "Ünal 🏛", "x".repeat(10_000)])(
  "mac is HMAC-SHA-256 under the purpose's key: %.20s",
  (value) => {
    const key = Buffer.from(hkdfSync("sha256", secret, "klickamt", "csrf", 32));
    const expected = createHmac("sha256", key).update(value).digest("base64url");
    const keyring = openKeyring(secret);
    expect([keyring.mac("csrf", value), keyring.mac("csrf", value)]).toEqual([expected, expected]);
    expect(keyring.mac("session", value)).not.toBe(expected);
  },
);

test("what is signed for a purpose is checked with the public key of that purpose and no other", () => {
  const keyring = openKeyring(secret);
  const message = Buffer.from("Tageskopf");
  const signature = keyring.sign("proof", message);
  const keyOf = (purpose: string) =>
    createPublicKey({
      key: { kty: "OKP", crv: "Ed25519", x: Buffer.from(keyring.publicKey(purpose)).toString("base64url") },
      format: "jwk",
    });
  expect(signature).toHaveLength(64);
  expect(verify(null, message, keyOf("proof"), signature)).toBe(true);
  expect(verify(null, Buffer.from("Tageskopf!"), keyOf("proof"), signature)).toBe(false);
  expect(verify(null, message, keyOf("proof/2"), signature)).toBe(false);
  expect(openKeyring(secret).sign("proof", message)).toEqual(signature);
});

test("a short secret is none", () => {
  expect(() => openKeyring("short")).toThrow(RangeError);
});

test("texts are equal or not, whatever their length", () => {
  expect([equalInConstantTime("a", "a"), equalInConstantTime("a", "b"), equalInConstantTime("ä", "a")]).toEqual([
    true,
    false,
    false,
  ]);
});
