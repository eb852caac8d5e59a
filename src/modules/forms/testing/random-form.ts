import fc from "fast-check";
import type { Element, Field, FieldType, Form } from "../form.ts";
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
      readonly type: FieldType | "long";
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
    type: fc.constantFrom<FieldType | "long">(...plainTypes, "yes-no", "yes-no", "choice", "select", "choices", "long"),
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

class Builder {
  #count = 0;
  readonly #sections: readonly (readonly Spec[])[];

  constructor(sections: readonly (readonly Spec[])[]) {
    this.#sections = sections;
  }

  build(): RandomForm {
    const places: Place[] = [];
    const asked: string[] = [];
    const sections = this.#sections.map((specs, index) => {
      const key = `seite-${index}`;
      return { key, title: both(key), elements: this.#elements(specs, asked, [""], key, places) };
    });
    return { form: { id: "zufall", version: 1, sections }, places };
  }

  /** @param asked names of questions with Ja and Nein that conditions can ask for here */
  #elements(
    specs: readonly Spec[],
    asked: string[],
    bases: readonly string[],
    sectionKey: string,
    places: Place[],
  ): Element[] {
    return specs.map((one) => {
      const key = `e${this.#count++}`;
      // Of six draws two are conditions: on the last question, or on its opposite.
      const last = asked.at(-1);
      const when =
        last === undefined || one.controlled > 1 ? {} : { when: `${last} = "${one.controlled === 0 ? "ja" : "nein"}"` };
      if (one.kind === "group") {
        const inner = bases.flatMap((base) =>
          one.max === 1 ? [`${base}${key}.`] : Array.from({ length: one.max }, (_, at) => `${base}${key}.${at}.`),
        );
        const elements = this.#elements(one.specs, [...asked], inner, sectionKey, places);
        const min = Math.min(one.min, one.max);
        return { kind: "group", key, elements, max: one.max, min: one.max === 1 ? 1 : min, ...when };
      }
      const required = one.required === 2 && last !== undefined ? `${last} = "ja"` : one.required === 1;
      const field: Field = {
        kind: "field",
        key,
        label: both(key),
        source: "Satzung",
        required,
        ...when,
        ...(one.type === "long"
          ? { type: "select", codeList: { uri: longList.uri } }
          : { type: one.type, ...(["choice", "select", "choices"].includes(one.type) ? { options } : {}) }),
      };
      if (field.type === "yes-no") asked.push(key);
      for (const base of bases) places.push({ path: base + key, field, sectionKey });
      return field;
    });
  }
}

/** Forms with all datatypes, conditions on earlier questions, and repeatable groups inside repeatable groups. */
export const randomForm: fc.Arbitrary<RandomForm> = fc
  .array(fc.array(spec, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 3 })
  .map((sections) => new Builder(sections).build());

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
