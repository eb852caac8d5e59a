import fc from "fast-check";
import type { Check, Element, Field, FieldType, Form } from "../form.ts";
import type { CodeList } from "../model/code-list.ts";

const both = (text: string) => ({ de: text, en: text });
const options = ["eins", "zwei", "drei"].map((value) => ({ value, label: both(value) }));

/** Long enough to be searched, with two entries of one name. */
export const longList: CodeList = {
  uri: "urn:de:test:lang",
  version: "1",
  name: both("Lang"),
  entries: [
    ...Array.from({ length: 60 }, (_, index) => ({ code: `C.${index}`, label: `Eintrag ${index}` })),
    { code: "n1", label: "Neustadt" },
    { code: "n2", label: "Neustadt" },
  ],
};
export const codeLists = new Map([[longList.uri, longList]]);

const plainTypes: readonly FieldType[] = [
  ...["text", "name", "multiline", "date", "time", "integer", "number", "currency", "iban", "email"],
  ...["phone", "url", "postcode", "map-point", "file", "declaration"],
] as FieldType[];

type Spec =
  | {
      readonly kind: "field";
      readonly type: FieldType | "long" | "computed";
      readonly controlled: number;
      readonly required: 0 | 1 | 2;
    }
  | {
      readonly kind: "group";
      readonly specs: readonly Spec[];
      readonly min: number;
      readonly max: number;
      readonly controlled: number;
    };

const { spec } = fc.letrec<{ spec: Spec; field: Spec; group: Spec }>((tie) => ({
  spec: fc.oneof({ maxDepth: 3, depthIdentifier: "form" }, { arbitrary: tie("field"), weight: 4 }, tie("group")),
  field: fc.record({
    kind: fc.constant("field" as const),
    type: fc.constantFrom<FieldType | "long" | "computed">(
      ...plainTypes,
      ...(["yes-no", "yes-no", "choice", "select", "choices", "long", "computed", "computed"] as const),
    ),
    controlled: fc.nat(5),
    required: fc.constantFrom(0 as const, 1 as const, 2 as const),
  }),
  group: fc.record({
    kind: fc.constant("group" as const),
    specs: fc.array(tie("spec"), { minLength: 1, maxLength: 4, depthIdentifier: "form" }),
    min: fc.nat(2),
    max: fc.constantFrom(1, 2, 3),
    controlled: fc.nat(5),
  }),
}));

/** A field that answers can be given for, in one of the places where it may stand. */
export interface Place {
  readonly path: string;
  readonly field: Field;
  readonly sectionKey: string;
}

export interface RandomForm {
  readonly form: Form;
  readonly places: readonly Place[];
}

/** Something that conditions can ask for. */
interface Asked {
  readonly yes: string;
  readonly no: string;
}

class Builder {
  #count = 0;
  readonly #checks: Check[] = [];
  readonly #sections: readonly (readonly Spec[])[];

  readonly #counting: boolean;

  constructor(sections: readonly (readonly Spec[])[], counting: boolean) {
    this.#sections = sections;
    this.#counting = counting;
  }

  build(): RandomForm {
    const places: Place[] = [];
    const asked: Asked[] = [];
    const sections = this.#sections.map((specs, index) => {
      const key = `seite-${index}`;
      const last = asked.at(-1);
      const when = last === undefined || (specs[0]?.controlled ?? 0) < 4 ? {} : { when: last.yes };
      return { key, title: both(key), ...when, elements: this.#elements(specs, asked, [""], key, places) };
    });
    return { form: { id: "zufall", version: 1, sections, checks: this.#checks }, places };
  }

  /** @param asked what conditions can ask for here */
  #elements(
    specs: readonly Spec[],
    asked: Asked[],
    bases: readonly string[],
    sectionKey: string,
    places: Place[],
  ): Element[] {
    return specs.map((one) => {
      const key = `e${this.#count++}`;
      // Of six draws two are conditions: on the last question, or on its opposite.
      const last = asked.at(-1);
      const when = last === undefined || one.controlled > 1 ? {} : { when: one.controlled === 0 ? last.yes : last.no };
      if (one.kind === "group") {
        const inner = bases.flatMap((base) =>
          one.max === 1 ? [`${base}${key}.`] : Array.from({ length: one.max }, (_, at) => `${base}${key}.${at}.`),
        );
        const elements = this.#elements(one.specs, [...asked], inner, sectionKey, places);
        const min = Math.min(one.min, one.max);
        if (this.#counting && one.max > 1) asked.push({ yes: `count(${key}) > 1`, no: `count(${key}) = 0` });
        return { kind: "group", key, elements, max: one.max, min: one.max === 1 ? 1 : min, ...when };
      }
      const required = one.required === 2 && last !== undefined ? last.yes : one.required === 1;
      const field: Field = {
        kind: "field",
        key,
        label: both(key),
        source: "Satzung",
        required,
        ...when,
        ...(one.type === "long"
          ? { type: "select", codeList: { uri: longList.uri } }
          : one.type === "computed"
            ? { type: "text", computed: last === undefined ? '"Blau"' : `if ${last.yes} then "Blau" else "Rot"` }
            : { type: one.type, ...(["choice", "select", "choices"].includes(one.type) ? { options } : {}) }),
      };
      if (last !== undefined && one.controlled === 5 && bases[0] === "") {
        this.#checks.push({
          at: key,
          feel: last.yes,
          message: both("passt nicht"),
          ...(one.required === 1 ? { when: last.no } : {}),
        });
      }
      if (field.type === "yes-no") asked.push({ yes: `${key} = "ja"`, no: `${key} = "nein"` });
      if (field.computed !== undefined) asked.push({ yes: `${key} = "Blau"`, no: `${key} = "Rot"` });
      if (field.computed === undefined) for (const base of bases) places.push({ path: base + key, field, sectionKey });
      return field;
    });
  }
}

const sections = fc.array(fc.array(spec, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 3 });

/**
 * Forms with all datatypes, conditions on earlier questions and computed values, checks across fields, and repeatable
 * groups inside repeatable groups.
 */
export const randomForm: fc.Arbitrary<RandomForm> = sections.map((specs) => new Builder(specs, false).build());

/** The same with conditions on how many entries there are. */
export const randomCountingForm: fc.Arbitrary<RandomForm> = sections.map((specs) => new Builder(specs, true).build());

const id = "0197f3a0-0000-7000-8000-00000000000";
const right: Readonly<Record<FieldType, readonly (string | readonly string[])[]>> = {
  text: ["Blau", "„Zum Löwen“"],
  name: ["Müller", "Łucja"],
  multiline: ["eins\nzwei"],
  date: ["1.2.2021", "2026-12-31"],
  time: ["8:30", "20 Uhr"],
  integer: ["1", "1.234"],
  number: ["1,5", "1.234,56", "-0"],
  currency: ["12 €", "0,99"],
  iban: ["DE02 1203 0000 0000 2020 51"],
  email: ["a@b.example"],
  phone: ["05251 123"],
  url: ["www.beispiel.de"],
  postcode: ["33098"],
  "map-point": ["51,7;8,7", "51.7, 8.7"],
  file: [[`${id}1`], [`${id}2`]],
  declaration: ["ja", "nein"],
  "yes-no": ["ja", "nein"],
  choice: ["eins", "zwei"],
  select: ["drei", "Eintrag 7", "n2", "Neustadt"],
  choices: [["eins", "drei"], []],
};
const anything = fc.constantFrom("", " ", "ja", "nein", "eins", "1", "x", "😀", "1.2.2021");

/** What somebody may have typed, mostly right. */
export function randomAnswers(places: readonly Place[]): fc.Arbitrary<Record<string, string | readonly string[]>> {
  const one = (place: Place) =>
    fc.option(fc.oneof({ arbitrary: fc.constantFrom(...right[place.field.type]), weight: 5 }, anything), {
      freq: 5,
      nil: undefined,
    });
  return fc.tuple(...places.map(one)).map((values) => {
    const answers: Record<string, string | readonly string[]> = {};
    values.forEach((value, index) => {
      if (value !== undefined) answers[(places[index] as Place).path] = value;
    });
    return answers;
  });
}
