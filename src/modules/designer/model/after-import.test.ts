import { describe, expect, test } from "vitest";
import type { Field, LeistungDefinition } from "../../forms/index.ts";
import { exampleService } from "../testing/example-service.ts";
import { differences } from "./difference.ts";
import { readField, typedElement } from "./element-form.ts";
import { decideRule, everyPlace, fromThePlace } from "./formalise.ts";
import { findProblems } from "./problems.ts";
import type { ProseRule } from "./prose-rule.ts";
import type { DraftForm } from "./tree.ts";

const text = (de: string) => ({ de, en: de });
const field = (key: string, more: Partial<Field> = {}): Field => ({
  kind: "field",
  key,
  type: "text",
  label: text(key),
  source: "§ 1",
  ...more,
});
const typeOf = () => undefined;
const withSections = (sections: DraftForm["sections"]): LeistungDefinition => {
  const service = exampleService();
  const { online } = service;
  const records = { ...online.records, akteTitle: '"x"' };
  return { ...service, online: { ...online, form: { sections }, fees: [], records, subjectName: '"x"' } };
};

describe("The page of a field", () => {
  test.each<[string, Field]>([
    ["a time with bounds", field("von", { type: "time", min: "08:00", max: "18:30" })],
    [
      "a file of less than a megabyte",
      field("foto", { type: "file", file: { kinds: ["picture"], maxBytes: 300_000 } }),
    ],
    ["a place that follows from its postcode", field("ort", { placeOf: "plz" })],
    ["a code that is scanned", field("code", { scan: "qr" })],
  ])("saves %s as it was", (_, before) => {
    expect(readField(typedElement(before), before, typeOf)).toEqual({ field: before, mistakes: {} });
  });

  test.each([
    ["8:00", "08:00"],
    ["8.30 Uhr", "08:30"],
  ])("reads %s as a bound of a time", (typed, min) => {
    const before = field("von", { type: "time" });
    expect(readField({ ...typedElement(before), von: typed }, before, typeOf).field.min).toBe(min);
  });

  test.each([["25:00"], ["0"]])("says what is wrong with %s as a bound of a time or size", (typed) => {
    const time = field("von", { type: "time" });
    const file = field("foto", { type: "file" });
    const mistakes = {
      ...readField({ ...typedElement(time), von: "25:00" }, time, typeOf).mistakes,
      ...readField({ ...typedElement(file), megabyte: typed }, file, typeOf).mistakes,
    };
    expect(Object.keys(mistakes).sort()).toEqual(["megabyte", "von"]);
  });
});

describe("A time with bounds", () => {
  test("does not keep a service from being published", () => {
    const bounded = field("von", { type: "time", min: "08:00", max: "18:30" });
    const service = withSections([{ key: "seite", title: text("Seite"), elements: [bounded] }]);
    const problems = findProblems(service, { procedures: [{ key: service.online.process } as never] });
    expect(problems.map(({ text: { de } }) => de)).toEqual([]);
  });
});

describe("A difference between two versions", () => {
  test.each<[string, Partial<Field>, Partial<Field>]>([
    [
      "the values of options",
      { type: "choice", options: [{ value: "ja", label: text("Ja") }] },
      { type: "choice", options: [{ value: "wahr", label: text("Ja") }] },
    ],
    [
      "the version of a code list",
      { type: "select", codeList: { uri: "urn:a", version: "1" } },
      { type: "select", codeList: { uri: "urn:a", version: "2" } },
    ],
    [
      "the message of a pattern",
      { pattern: { regex: "a", message: text("A") } },
      { pattern: { regex: "a", message: text("B") } },
    ],
    [
      "the message of a check",
      { checks: [{ feel: "true", message: text("A") }] },
      { checks: [{ feel: "true", message: text("B") }] },
    ],
    ["the postcode of a place", {}, { placeOf: "plz" }],
  ])("names %s", (_, before, after) => {
    const of = (more: Partial<Field>) =>
      withSections([{ key: "seite", title: text("Seite"), elements: [field("eins", more)] }]);
    expect(differences(of(before), of(after))).toMatchObject([{ kind: "changed", where: text("eins") }]);
  });
});

describe("A rule that speaks of several places", () => {
  const person = (key: string) =>
    ({
      kind: "group",
      key,
      title: text(key),
      elements: [field("tag", { type: "integer" }), field("monat", { type: "integer" })],
    }) as const;
  const form: DraftForm = {
    sections: [{ key: "seite", title: text("Seite"), elements: [person("inhaber"), person("vertreter")] }],
  };
  const rule: ProseRule = {
    ruleId: "R1",
    name: "Geburtsdatum",
    text: "Nur falls der Tag unbekannt ist, darf er fehlen.",
    path: ["inhaber"],
    places: [["inhaber"], ["vertreter"]],
    state: "open",
  };
  const address = "seite/inhaber/tag";
  const content = { definition: withSections(form.sections), rules: [rule], samples: [] };
  const by = { name: "Dora", at: new Date("2026-11-23T09:00:00Z") };
  const checksOf = (sections: DraftForm["sections"]) =>
    (sections[0]?.elements ?? []).map((group) =>
      group.kind === "group" ? (group.elements[0] as Field).checks?.map(({ feel }) => feel) : undefined,
    );

  test("finds the same field in each of them, and none where the message stands elsewhere", () => {
    expect(everyPlace(form, rule, address)).toEqual(["seite/inhaber/tag", "seite/vertreter/tag"]);
    expect(everyPlace({ sections: [...form.sections] }, { ...rule, places: [["anders"]] }, address)).toBeUndefined();
  });

  test("reads names from the place, so that they do not mean the first one everywhere", () => {
    const feel = 'inhaber.monat != null or inhaber.tag = null or "inhaber.tag" = "x"';
    expect(fromThePlace(form, rule, address, feel)).toBe('monat != null or tag = null or "inhaber.tag" = "x"');
  });

  test("becomes a check in each of them, and goes from each again", () => {
    const message = text("Geben Sie auch den Monat an.");
    const decided = decideRule(
      content,
      0,
      { state: "formalised", address, everywhere: true, feel: "monat != null", message },
      by,
    );
    expect(checksOf(decided.definition.online.form.sections)).toEqual([["monat != null"], ["monat != null"]]);
    expect(decided.rules[0]).toMatchObject({ state: "formalised", everywhere: true, by: "Dora" });
    const open = decideRule(decided, 0, { state: "open" }, by);
    expect(checksOf(open.definition.online.form.sections)).toEqual([undefined, undefined]);
    expect(open.rules[0]).toEqual({ ...rule, path: ["inhaber", "tag"] });
  });
});
