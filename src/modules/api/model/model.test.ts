import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openKeyring } from "../../../platform/crypto/index.ts";
import type { Form } from "../../forms/index.ts";
import { bearerKey, hintOf, keyState, newApiKey } from "./access.ts";
import { pointerOf, readByPath, readNested } from "./answers.ts";
import { openAnswer, parseIdempotencyKey, sealAnswer } from "./idempotency.ts";
import { readJson } from "./json.ts";
import { RateLimit, rateHeaders } from "./rate-limit.ts";

const label = { de: "Feld", en: "Field" };
const field = (key: string, type: string, more: object = {}) =>
  ({ kind: "field", key, type, label, source: "Test", ...more }) as Form["sections"][number]["elements"][number];

/** A form with every way of nesting. */
const form: Form = {
  id: "test",
  version: 1,
  sections: [
    {
      key: "eins",
      title: label,
      elements: [
        { kind: "note", text: label },
        field("name", "name"),
        field("alter", "integer"),
        field("betrag", "currency"),
        field("einverstanden", "yes-no"),
        field("arten", "choices"),
        field("beleg", "file"),
        { kind: "group", key: "wohnung", elements: [field("ort", "text")] },
      ],
    },
    {
      key: "zwei",
      title: label,
      elements: [
        { kind: "group", key: "wohnung", elements: [field("plz", "postcode")] },
        {
          kind: "group",
          key: "kinder",
          max: 3,
          elements: [
            field("vorname", "name"),
            { kind: "group", key: "impfungen", max: 2, elements: [field("datum", "date")] },
          ],
        },
      ],
    },
  ],
};

describe("Nested answers", () => {
  test("become answers by path, each in the way in which it would be typed", () => {
    const { answers, mistakes } = readNested(
      form,
      {
        name: "Müller",
        alter: 42,
        betrag: 1234.567,
        einverstanden: true,
        arten: ["a", "b"],
        wohnung: { ort: "Paderborn", plz: "33098" },
        kinder: [{ vorname: "Mia" }, { vorname: null, impfungen: [{ datum: "2020-01-02" }, {}] }],
      },
      "de",
    );
    expect(mistakes).toEqual([]);
    expect(answers).toEqual({
      name: "Müller",
      alter: "42",
      // With a point it would read as one million and more.
      betrag: "1234,567",
      einverstanden: "ja",
      arten: ["a", "b"],
      "wohnung.ort": "Paderborn",
      // The group goes on on the second page.
      "wohnung.plz": "33098",
      "kinder.0.vorname": "Mia",
      "kinder.1.impfungen.0.datum": "2020-01-02",
    });
  });

  test.each([
    [{ unbekannt: 1 }, "/answers/unbekannt"],
    [{ "na/me~": 1 }, "/answers/na~1me~0"],
    [{ name: 1 }, "/answers/name"],
    [{ name: ["x"] }, "/answers/name"],
    [{ alter: true }, "/answers/alter"],
    [{ einverstanden: 1 }, "/answers/einverstanden"],
    [{ arten: "a" }, "/answers/arten"],
    [{ arten: [1] }, "/answers/arten"],
    [{ wohnung: "x" }, "/answers/wohnung"],
    [{ wohnung: [{ ort: "x" }] }, "/answers/wohnung"],
    [{ kinder: { vorname: "Mia" } }, "/answers/kinder"],
    [{ kinder: [1] }, "/answers/kinder/0"],
    [{ kinder: [{}, {}, {}, {}] }, "/answers/kinder"],
    [{ kinder: [{ impfungen: [{ datum: {} }] }] }, "/answers/kinder/0/impfungen/0/datum"],
    [{ name: "x".repeat(10_001) }, "/answers/name"],
    [{ beleg: ["../../etc/passwd"] }, "/answers/beleg"],
    [{ beleg: "0197f3a0-0000-7000-8000-000000000000" }, "/answers/beleg"],
    [{ eins: { name: "x" } }, "/answers/eins"],
  ])("%j has its mistake at %s", (value, pointer) => {
    const { mistakes, answers } = readNested(form, value, "de");
    expect(mistakes.map((mistake) => mistake.pointer)).toEqual([pointer]);
    expect(answers).toEqual({});
  });

  test("of any shape never throw, and only fields of the form come through", () => {
    const paths =
      /^(name|alter|betrag|einverstanden|arten|wohnung\.(ort|plz)|kinder\.[0-2]\.(vorname|impfungen\.[01]\.datum))$/;
    const names = fc.constantFrom(
      "name",
      "alter",
      "arten",
      "wohnung",
      "ort",
      "kinder",
      "impfungen",
      "datum",
      "__proto__",
    );
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: "medium" },
        fc.jsonValue(),
        fc.array(tie("any"), { maxLength: 4 }),
        fc.dictionary(names, tie("any"), { maxKeys: 4 }),
      ),
    })).any;
    fc.assert(
      fc.property(value, (sent) => {
        const { answers, mistakes } = readNested(form, sent, "en");
        for (const path of Object.keys(answers)) expect(path).toMatch(paths);
        expect(mistakes.length).toBeLessThanOrEqual(100);
      }),
      { numRuns: 500 },
    );
  });
});

describe("Answers by path", () => {
  test("name each field as the form does", () => {
    expect(readByPath(form, { name: "M", "kinder.2.vorname": "Mia", "wohnung.ort": "P" }, "de").answers).toEqual({
      name: "M",
      "kinder.2.vorname": "Mia",
      "wohnung.ort": "P",
    });
  });

  test.each([
    "kinder.3.vorname",
    "kinder.00.vorname",
    "kinder.-1.vorname",
    "kinder.vorname",
    "kinder.0",
    "wohnung",
    "name.x",
    "",
    ".",
    "__proto__",
    "kinder.0.__proto__",
  ])("%s is no field", (path) => {
    expect(readByPath(form, Object.fromEntries([[path, "x"]]), "de").mistakes).toHaveLength(1);
  });

  test("have pointers of their own", () => {
    expect(pointerOf("kinder.1.vorname", "answers")).toBe("/answers/kinder/1/vorname");
    expect(pointerOf("kinder.1.vorname", "answersByPath")).toBe("/answersByPath/kinder.1.vorname");
  });
});

describe("JSON from outside", () => {
  test("is read as it is where it is harmless", () => {
    expect(readJson('{"a":[1,null,"ü😀"]}')).toEqual({ value: { a: [1, null, "ü😀"] } });
    const deep = `${"[".repeat(32)}1${"]".repeat(32)}`;
    expect(readJson(deep)).toHaveProperty("value");
    expect(readJson(`[${deep}]`)).toEqual({ mistake: { kind: "too-deep" } });
  });

  test("never changes a prototype", () => {
    readJson('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe("A key", () => {
  test("is 256 random bits, and read from a header only where it can be one", () => {
    const key = newApiKey();
    expect(key).toMatch(/^kamt_[A-Za-z0-9_-]{43}$/);
    expect(newApiKey()).not.toBe(key);
    expect(bearerKey(`Bearer ${key}`)).toBe(key);
    expect(bearerKey(`bearer  ${key} `)).toBe(key);
    expect(hintOf(key)).toBe(key.slice(0, 10));
    for (const wrong of [undefined, "", key, `Basic ${key}`, `Bearer ${key}x`, `Bearer ${key},${key}`]) {
      expect(bearerKey(wrong)).toBeUndefined();
    }
  });

  test("is valid until its last instant, and never again once revoked", () => {
    const expiresAt = new Date("2027-01-01T00:00:00Z");
    expect(keyState({ expiresAt }, new Date("2026-12-31T23:59:59Z"))).toBe("valid");
    expect(keyState({ expiresAt }, expiresAt)).toBe("expired");
    expect(keyState({ expiresAt, revoked: { at: expiresAt, by: "Bea" } }, new Date(0))).toBe("revoked");
  });
});

describe("The rate of a key", () => {
  test("is counted by the minute, for each key alone", () => {
    const limit = new RateLimit();
    expect(limit.take("a", 2, 0)).toEqual({ allowed: true, limit: 2, remaining: 1, resetSeconds: 60 });
    expect(limit.take("a", 2, 30_000)).toMatchObject({ allowed: true, remaining: 0, resetSeconds: 30 });
    const refused = limit.take("a", 2, 59_999);
    expect(refused).toMatchObject({ allowed: false, resetSeconds: 1 });
    expect(rateHeaders(refused)).toEqual({
      "ratelimit-policy": '"minute";q=2;w=60',
      ratelimit: '"minute";r=0;t=1',
      "retry-after": "1",
    });
    expect(limit.take("b", 2, 59_999).allowed).toBe(true);
    expect(limit.take("a", 2, 60_000)).toMatchObject({ allowed: true, remaining: 1 });
  });
});

describe("An idempotency key", () => {
  test.each([
    ["8e03978e-40d5-43dd-bc93-6894a57f9324", "8e03978e-40d5-43dd-bc93-6894a57f9324"],
    ['"8e03978e-40d5-43dd-bc93-6894a57f9324"', "8e03978e-40d5-43dd-bc93-6894a57f9324"],
    ["fifteenletters!", undefined],
    ["x".repeat(129), undefined],
    ["with a space in it", undefined],
    ['with"quotes"in"it', undefined],
    [undefined, undefined],
  ])("%s reads as %s", (header, key) => expect(parseIdempotencyKey(header)).toBe(key));

  test("is needed to open the answer that was kept for it", () => {
    const keyring = openKeyring("a secret for tests only, long enough to be one");
    const sealed = sealAnswer(keyring, "client", "key-of-the-client", '{"accessCode":"K7F3"}');
    expect(sealed).not.toContain("K7F3");
    expect(openAnswer(keyring, "client", "key-of-the-client", sealed)).toBe('{"accessCode":"K7F3"}');
    expect(() => openAnswer(keyring, "client", "another-key-of-it", sealed)).toThrow();
    expect(() => openAnswer(keyring, "other", "key-of-the-client", sealed)).toThrow();
  });
});
