import { expect, test } from "vitest";
import { cookieToSet, readCookies } from "./cookies.ts";

test.each([
  [undefined, {}],
  ["", {}],
  ["a=1; b=2", { a: "1", b: "2" }],
  ["a=1;b=x=y;c", { a: "1", b: "x=y" }],
  ["a=first; a=second", { a: "first" }],
  ["zugang=K7F3-9QMD-2XTP%2CAAAA", { zugang: "K7F3-9QMD-2XTP,AAAA" }],
  ["broken=%E0%A4; __proto__=x; =nothing", { broken: "%E0%A4", ["__proto__"]: "x" }],
])("%j", (header, expected) => {
  expect(Object.entries(readCookies(header))).toEqual(Object.entries(expected));
});

test("what is set comes back", () => {
  const line = cookieToSet("zugang", "a,b; c", 60, true);
  expect(line).toBe("zugang=a%2Cb%3B%20c; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax");
  expect(readCookies(line.split(";")[0])["zugang"]).toBe("a,b; c");
});
