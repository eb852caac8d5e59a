import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deskPathOf, isEmail, newInitialPassword, normalEmail, passwordMistake } from "./account.ts";

describe("where a sign-in may lead", () => {
  test.each([
    ["/ort/amt", "/amt"],
    ["/ort/amt/aufgaben?seite=2", "/amt/aufgaben?seite=2"],
    ["/ort/amt/x/../aufgaben", "/amt/aufgaben"],
  ])("%s is a path of the desk", (wanted, path) => expect(deskPathOf(wanted, "ort")).toBe(path));

  test.each([
    undefined,
    "",
    "/",
    "/ort",
    "/ort/leistungen",
    "/anderswo/amt/aufgaben",
    "/ortsteil/amt",
    "/ort/amtlich",
    "/ort/amt/../../anderswo",
    "/ort/amt/anmelden",
    "/ort/amt/abmelden",
    "//boese.example/ort/amt",
    "/\\boese.example/ort/amt",
    "https://boese.example/ort/amt",
    "javascript:alert(1)",
    "/ort/amt//boese.example",
  ])("%s is not", (wanted) => expect(deskPathOf(wanted, "ort")).toBeUndefined());

  test("nothing leads out of the desk", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map((tail) => `/ort/amt/${tail}`),
        ),
        (wanted) => {
          const path = deskPathOf(wanted, "ort");
          if (path === undefined) return;
          const url = new URL(`/ort${path}`, "http://desk.invalid");
          expect(url.origin).toBe("http://desk.invalid");
          expect(url.pathname).toMatch(/^\/ort\/amt(\/|$)/);
        },
      ),
    );
  });
});

describe("a password", () => {
  const owner = { name: "Ada Lovelace", email: "ada@stadt.example" };
  test.each(["kurz", "ada@stadt.example", "ada lovelace", "aaaaaaaaaaaaaaaa", "adaadaadaadaada", "x".repeat(201)])(
    "%s is refused",
    (password) => expect(passwordMistake(password, owner, "de")).toBeTypeOf("string"),
  );
  test.each(["Regen Tisch Mond Gabel", "żółw-über-Straße"])("%s is fine", (password) =>
    expect(passwordMistake(password, owner, "de")).toBeUndefined(),
  );
  test("made for somebody new is fine and never the same", () => {
    const made = Array.from({ length: 50 }, newInitialPassword);
    expect(new Set(made).size).toBe(50);
    for (const password of made) {
      expect(password).toMatch(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/);
      expect(passwordMistake(password, owner, "de")).toBeUndefined();
    }
  });
});

test("addresses are compared without capitals and spaces", () => {
  expect(normalEmail(" Ada@Stadt.Example ")).toBe("ada@stadt.example");
  expect(isEmail("ada@stadt.example")).toBe(true);
  expect(isEmail("ada@stadt")).toBe(false);
});
