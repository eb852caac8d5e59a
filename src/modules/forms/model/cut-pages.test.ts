import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainDay } from "../../../kernel/index.ts";
import type { Element, Field, Form, Group } from "../form.ts";
import {
  checkAll,
  compileForm,
  cutPages,
  findFormProblems,
  freezeAnswers,
  listFields,
  visibleSections,
} from "./index.ts";

const both = (text: string) => ({ de: text, en: text });
const field = (key: string, more: Partial<Field> = {}): Field => ({
  kind: "field",
  key,
  type: "text",
  label: both(key),
  source: "Satzung",
  ...more,
});
const fields = (count: number, prefix = "f"): Field[] =>
  Array.from({ length: count }, (_, index) => field(`${prefix}${index}`));
const group = (key: string, elements: Element[], more: Partial<Group> = {}): Group => ({
  kind: "group",
  key,
  title: both(key),
  elements,
  ...more,
});
const titles = (elements: Element[], rule = {}) => cutPages(elements, rule).map(({ title }) => title.de);
const today = plainDay("2026-11-22");

describe("pages", () => {
  it("are one topic each", () => {
    expect(titles([group("person", fields(5)), group("hund", fields(3, "h"))])).toEqual(["person", "hund"]);
  });

  it("never take the name of an address that every application has", () => {
    const cut = cutPages([group("pause", fields(3)), group("dateien", fields(3, "d")), group("kopie", fields(3, "k"))]);
    expect(cut.map(({ key }) => key)).toEqual(["pause-2", "dateien-2", "kopie"]);
    expect(() => compileForm({ id: "x", version: 1, sections: cut })).not.toThrow();
  });

  it.each(["dateien", "pruefen", "gesendet", "pause", "vorausfuellen", "vorschlaege", "kopie.pdf"])(
    "cannot be called %s: its address is another's",
    (key) => {
      const form: Form = { id: "x", version: 1, sections: [{ key, title: both(key), elements: fields(1) }] };
      expect(findFormProblems(form).filter(({ at }) => at === key)).toEqual([
        expect.objectContaining({ at: key, code: "section-key-taken" }),
      ]);
      expect(() => compileForm(form)).toThrow(key);
    },
  );

  it("keep small groups with what stands around them", () => {
    expect(
      titles([field("a"), group("name", fields(2)), field("b"), group("kinder", fields(1, "k"), { max: 5 })]),
    ).toEqual(["Angaben", "kinder"]);
  });

  it("divide a topic that is too long along its parts, in one group", () => {
    const long = group("betrieb", [...fields(4), group("anschrift", fields(6, "a")), group("leitung", fields(5, "l"))]);
    const sections = cutPages([long]);
    expect(sections.map(({ key }) => key)).toEqual(["betrieb", "betrieb-anschrift", "betrieb-leitung"]);
    const form = compileForm({ id: "test", version: 1, sections });
    expect(listFields(form).map(({ pattern }) => pattern)).toContain("betrieb.leitung.l4");
  });

  it("number the pages of a long list of fields without parts", () => {
    expect(titles(fields(20))).toEqual(["Angaben (1 von 3)", "Angaben (2 von 3)", "Angaben (3 von 3)"]);
    expect(cutPages(fields(20)).map(({ elements }) => elements.length)).toEqual([8, 8, 4]);
  });

  it("are cut as a designer says", () => {
    const elements = [field("a"), field("b"), group("c", fields(4), { max: 2 })];
    expect(
      cutPages(elements, { overrule: { b: "own-page", c: "same-page" } }).map((one) => one.elements.length),
    ).toEqual([1, 2]);
    expect(titles(elements, { mostFields: 1, title: both("Alles") })).toEqual([
      "Alles (1 von 2)",
      "Alles (2 von 2)",
      "c",
    ]);
  });

  it("keep a note with what it introduces", () => {
    const note: Element = { kind: "note", text: both("Achtung") };
    expect(cutPages([...fields(8), note, field("z")]).map(({ elements }) => elements.length)).toEqual([8, 2]);
  });
});

describe("a group that goes on on a later page", () => {
  const form: Form = {
    id: "test",
    version: 1,
    sections: [
      { key: "eins", title: both("Eins"), elements: [group("person", [field("name")])] },
      {
        key: "zwei",
        title: both("Zwei"),
        elements: [
          group("person", [field("ort", { when: 'name = "Rex"' }), field("summe", { computed: "name + ort" })]),
        ],
      },
    ],
  };

  it("is one for conditions and answers", () => {
    const compiled = compileForm(form);
    const answers = { "person.name": "Rex", "person.ort": "Paderborn" };
    expect(checkAll(compiled, answers, { today, language: "de" })).toEqual([]);
    expect(freezeAnswers(compiled, answers, today).answers).toEqual({ ...answers, "person.summe": "RexPaderborn" });
  });

  it("does not use a key twice, and is not two groups on one page", () => {
    const twice = {
      ...form,
      sections: [...form.sections, { key: "drei", title: both("Drei"), elements: [group("person", [field("name")])] }],
    };
    expect(() => compileForm(twice)).toThrow("used twice");
    const samePage = {
      ...form,
      sections: [{ key: "eins", title: both("Eins"), elements: [group("a", [field("b")]), group("a", [field("c")])] }],
    };
    expect(() => compileForm(samePage)).toThrow("used twice");
  });
});

it("a page on which nothing would stand is left out", () => {
  const compiled = compileForm({
    id: "test",
    version: 1,
    sections: [
      { key: "eins", title: both("Eins"), elements: [field("hund", { type: "yes-no" })] },
      { key: "zwei", title: both("Zwei"), elements: [group("tier", [field("name")], { when: 'hund = "ja"' })] },
    ],
  });
  expect(visibleSections(compiled, {}, today).map(({ key }) => key)).toEqual(["eins"]);
  expect(visibleSections(compiled, { hund: "ja" }, today).map(({ key }) => key)).toEqual(["eins", "zwei"]);
});

it("whatever the schema: no field is lost, none changes its path or its order", () => {
  let next = 0;
  const element: fc.Arbitrary<Element> = fc.letrec<{ element: Element; group: Element; field: Element }>((tie) => ({
    element: fc.oneof({ maxDepth: 3, depthIdentifier: "tree" }, tie("field"), tie("group")),
    field: fc.constant(null).map(() => field(`f${next++}`)),
    group: fc
      .record({
        elements: fc.array(tie("element"), { minLength: 1, maxLength: 6, depthIdentifier: "tree" }),
        max: fc.constantFrom(1, 1, 1, 3),
        titled: fc.boolean(),
      })
      .map(({ elements, max, titled }) => {
        const { title: _, ...untitled } = group(`g${next++}`, elements, { max });
        return titled ? { ...untitled, title: both("g") } : untitled;
      }),
  })).element;
  const paths = (elements: readonly Element[], base = ""): string[] =>
    elements.flatMap((one) =>
      one.kind === "note" ? [] : one.kind === "field" ? [base + one.key] : paths(one.elements, `${base}${one.key}.`),
    );
  fc.assert(
    fc.property(
      fc.array(element, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 10 }),
      (elements, mostFields) => {
        const sections = cutPages(elements, { mostFields });
        expect(sections.flatMap((section) => paths(section.elements))).toEqual(paths(elements));
        expect(() => compileForm({ id: "test", version: 1, sections })).not.toThrow();
      },
    ),
    { numRuns: 200 },
  );
});
