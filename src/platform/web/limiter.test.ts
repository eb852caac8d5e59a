import { expect, test } from "vitest";
import { networkOf, perMinute } from "./limiter.ts";

test("each key may so often a minute, and again in the next", () => {
  let now = 1_000_000_000;
  const limiter = perMinute(2, () => now);
  expect([limiter.allow("a"), limiter.allow("a"), limiter.allow("a"), limiter.allow("b")]).toEqual([
    true,
    true,
    false,
    true,
  ]);
  now += 60_000;
  expect(limiter.allow("a")).toBe(true);
});

test("more keys than there is room for share what is left", () => {
  const limiter = perMinute(1, () => 0);
  for (let key = 0; key < 100_000; key++) limiter.allow(String(key));
  expect([limiter.allow("late"), limiter.allow("later")]).toEqual([true, false]);
});

test.each([
  ["203.0.113.9", "203.0.113.9"],
  ["::ffff:203.0.113.9", "::ffff:203.0.113.9"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
  ["2001:db8:1:2::6", "2001:db8:1:2"],
  ["2001:db8::6", "2001:db8:0:0"],
  ["fe80::1%eth0", "fe80:0:0:0"],
  ["::1", "0:0:0:0"],
])("%s counts for %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});
