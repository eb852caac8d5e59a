import { createHmac, hkdfSync } from "node:crypto";
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
