import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainDay } from "../../../kernel/index.ts";
import type { Answers, Check, Element, Form, Section } from "../form.ts";
import { codeLists, randomAnswers, randomCountingForm } from "../testing/random-form.ts";
import { type AnswerLayout, answerLayout, layOut, layOutAnswers } from "./answer-layout.ts";
import {
  checkSection,
  compileForm,
  fillPlaces,
  pageFields,
  readBody,
  reconcile,
  visibleElements,
  visibleSections,
} from "./index.ts";

const today = plainDay("2026-11-22");
const german = { today, language: "de" } as const;
const both = (text: string) => ({ de: text, en: text });

const field = (key: string, more: object = {}): Element =>
  ({ kind: "field", key, type: "text", label: both(key), source: "Satzung", required: false, ...more }) as Element;
const group = (key: string, elements: readonly Element[], more: object = {}): Element =>
  ({ kind: "group", key, elements, ...more }) as Element;
const section = (key: string, elements: readonly Element[], when?: string): Section => ({
  key,
  title: both(key),
  elements,
  ...(when === undefined ? {} : { when }),
});
const compiled = (sections: readonly Section[], checks: readonly Check[] = []) =>
  compileForm({ id: "lang", version: 1, sections, checks } satisfies Form);

/** Paths that are not kept with their page. */
function common(sections: readonly Section[], paths: readonly string[], checks: readonly Check[] = []) {
  const layout = layOutAnswers(compiled(sections, checks));
  return paths.filter((path) => layout.pageOf(path) === undefined);
}

describe("an answer is kept apart from its page", () => {
  const a = [field("frage", { type: "yes-no" }), field("text"), field("zahl", { type: "integer" })];
  const paths = ["frage", "text", "zahl"];

  it("never where only its own page depends on it", () => {
    const own = [
      ...a,
      field("folge", { when: 'frage = "ja"' }),
      field("summe", { type: "integer", computed: "zahl * 2" }),
    ];
    expect(common([section("a", own), section("b", [field("c")])], [...paths, "folge", "c"])).toEqual([]);
  });

  it.each<[string, readonly Section[], readonly Check[], readonly string[]]>([
    ["another page is shown by it", [section("a", a), section("b", [field("c")], 'frage = "ja"')], [], ["frage"]],
    [
      "a question of another page is",
      [section("a", a), section("b", [field("c", { when: "zahl > 1" })])],
      [],
      ["zahl"],
    ],
    [
      "a question of another page is required by it",
      [section("a", a), section("b", [field("c", { required: "zahl > 1" })])],
      [],
      ["zahl"],
    ],
    [
      "it is a bound of another page",
      [section("a", a), section("b", [field("c", { type: "integer", max: "zahl" })])],
      [],
      ["zahl"],
    ],
    [
      "another page compares with it",
      [section("a", a), section("b", [field("c", { checks: [{ feel: "value != text", message: both("nein") }] })])],
      [],
      ["text"],
    ],
    [
      "a check across fields is shown on another page",
      [section("a", a), section("b", [field("c")])],
      [{ at: "c", when: "zahl > 1", feel: "c != text", message: both("nein") }],
      ["text", "zahl"],
    ],
    [
      "something computed on its page is read by another",
      [
        section("a", [...a, field("summe", { type: "integer", computed: "zahl * 2" })]),
        section("b", [field("c", { when: "summe > 4" })]),
      ],
      [],
      ["zahl"],
    ],
    [
      "it decides whether anything stands on its page",
      [section("a", [field("x")]), section("b", [field("c", { when: 'frage = "ja"' }), ...a])],
      [],
      ["frage"],
    ],
  ])("where %s", (_, sections, checks, expected) => {
    expect(common(sections, [...paths, "c"], checks)).toEqual(expected);
  });

  it("with all answers of a repeatable group where another page counts its entries", () => {
    const people = group("leute", [field("name"), group("orte", [field("ort")], { max: 2 })], { max: 3, min: 0 });
    const paths = ["leute.0.name", "leute.2.orte.1.ort", "text"];
    expect(common([section("a", [people, field("text")]), section("b", [field("c")])], paths)).toEqual([]);
    expect(
      common([section("a", [people, field("text")]), section("b", [field("c", { when: "count(leute) > 1" })])], paths),
    ).toEqual(["leute.0.name", "leute.2.orte.1.ort"]);
  });

  it("where the postcode of a place stands on an earlier page", () => {
    const sections = [
      section("a", [group("wo", [field("plz", { type: "postcode" }), field("strasse")])]),
      section("b", [group("wo", [field("ort", { placeOf: "plz" })])]),
    ];
    expect(common(sections, ["wo.plz", "wo.strasse", "wo.ort"])).toEqual(["wo.plz"]);
  });

  it("where the form does not know it", () => {
    expect(common([section("a", a)], ["frage", "fremd", "frage.0.x", "__proto__"])).toEqual([
      "fremd",
      "frage.0.x",
      "__proto__",
    ]);
  });
});

it("only long forms keep answers by page", () => {
  const ofLength = (length: number) =>
    answerLayout(
      compiled([
        section(
          "a",
          Array.from({ length }, (_, at) => field(`f${at}`)),
        ),
      ]),
    );
  expect(ofLength(100)).toBeUndefined();
  expect(ofLength(250)).toBeDefined();
});

it("the name of a layout changes with where answers are kept, and with nothing else", () => {
  const a = (more: object) => section("a", [field("frage", { type: "yes-no", ...more }), field("text")]);
  const b = (when?: string) => section("b", [field("c")], when);
  const id = (...sections: Section[]) => layOutAnswers(compiled(sections)).id;
  expect(id(a({}), b())).toBe(id(a({ required: true, label: both("Anders") }), b()));
  expect(id(a({}), b())).not.toBe(id(a({}), b('frage = "ja"')));
  expect(id(a({}), b())).not.toBe(id({ ...a({}), key: "anders" }, b()));
});

/** Fails where something is read that is kept with another page. */
function onlyOf(page: string, layout: AnswerLayout, answers: Answers): Answers {
  const { common, pages } = layOut(layout, answers);
  return new Proxy<Answers>(
    { ...common, ...pages.get(page) },
    {
      get(known, path) {
        const kept = typeof path === "string" ? layout.pageOf(path) : undefined;
        if (kept !== undefined && kept !== page) throw new Error(`${page} needs ${String(path)}, kept with ${kept}`);
        return known[path as string];
      },
    },
  );
}

describe("whatever the form and whatever is typed", () => {
  const given = randomCountingForm.chain(({ form, places }) =>
    fc.record({ answers: randomAnswers(places), body: randomAnswers(places) }).map(({ answers, body }) => ({
      compiled: compileForm(form, { codeLists }),
      answers,
      body,
      [fc.toStringMethod]: () => JSON.stringify({ form, answers, body }),
    })),
  );

  it("a page says the same of its own answers as of all, and reads no others", () => {
    fc.assert(
      fc.property(given, ({ compiled, answers, body }) => {
        const layout = layOutAnswers(compiled);
        for (const { section } of compiled.sections) {
          const said = (known: Answers) => {
            const { changes, seen } = readBody(compiled, section.key, body, known, today);
            const basis = Object.fromEntries(Object.keys(answers).map((path) => [path, [["Blau"]]]));
            return [known, seen].map((at) => ({
              changes,
              pages: visibleSections(compiled, at, today),
              elements: visibleElements(compiled, section.key, at, today),
              fields: pageFields(compiled, section.key, at, today),
              errors: checkSection(compiled, section.key, at, german),
              places: fillPlaces(compiled, section.key, known, at, () => ["Musterstadt"], today),
              reconciled: reconcile(compiled, section.key, { body, basis, answers: at }, german),
            }));
          };
          expect(said(onlyOf(section.key, layout, answers))).toEqual(said(answers));
        }
      }),
      { numRuns: 500 },
    );
  });

  it("laying out loses nothing, and changes of a page touch no other", () => {
    fc.assert(
      fc.property(given, ({ compiled, answers, body }) => {
        const layout = layOutAnswers(compiled);
        const { common, pages } = layOut(layout, answers);
        const parts = [common, ...pages.values()];
        expect(Object.assign({}, ...parts)).toEqual(answers);
        expect(parts.flatMap((part) => Object.keys(part))).toHaveLength(Object.keys(answers).length);
        for (const { section } of compiled.sections) {
          const { changes } = readBody(compiled, section.key, body, answers, today);
          expect([section.key]).toEqual(expect.arrayContaining([...layOut(layout, changes).pages.keys()]));
        }
      }),
    );
  });
});
