import { inLanguage, isId, type Language, type Localized } from "../../../kernel/index.ts";
import type { Answers, Element, Field, FieldType, Form, Group } from "../../forms/index.ts";
import { pointerStep } from "./json.ts";

/** A mistake that a form page could not make: an unknown field, a list where a text belongs. */
export interface ShapeMistake {
  readonly pointer: string;
  readonly message: string;
}

/** What was sent, as the form keeps it: flat by path. */
export interface ReadAnswers {
  readonly answers: Answers;
  readonly mistakes: readonly ShapeMistake[];
}

/** As on the pages of forms: nobody types more into one field. */
const longestText = 10_000;
const mostChoices = 500;

/** More are not worth reading, and a list of them must not be longer than what was sent. */
const mostMistakes = 100;

type Inner = ReadonlyMap<string, Field | Group>;

const namesByForm = new WeakMap<readonly Element[] | Form, Inner>();

/** Fields and groups that stand in these elements, by key. */
function namesIn(owner: Form | Group): Inner {
  const of = "sections" in owner ? owner : owner.elements;
  let names = namesByForm.get(of);
  if (names === undefined) {
    const elements = "sections" in owner ? owner.sections.flatMap((section) => section.elements) : owner.elements;
    const found = new Map<string, Field | Group>();
    for (const element of elements) {
      if (element.kind === "note") continue;
      const earlier = found.get(element.key);
      // A group may go on on a later page: it is one object all the same.
      const goesOn = element.kind === "group" && earlier?.kind === "group";
      found.set(element.key, goesOn ? { ...earlier, elements: [...earlier.elements, ...element.elements] } : element);
    }
    names = found;
    namesByForm.set(of, names);
  }
  return names;
}

const isRepeatable = (group: Group): boolean => (group.max ?? 1) > 1;

const words = {
  unknown: {
    de: "Dieses Formular hat kein solches Feld.",
    en: "This form has no such field.",
  },
  object: { de: "Hier wird ein Objekt erwartet.", en: "An object is expected here." },
  list: { de: "Hier wird eine Liste erwartet.", en: "An array is expected here." },
  text: { de: "Hier wird ein Text erwartet.", en: "A string is expected here." },
  number: { de: "Hier wird eine Zahl erwartet.", en: "A number is expected here." },
  truth: { de: "Hier wird true oder false erwartet.", en: "true or false is expected here." },
  texts: { de: "Hier wird eine Liste von Texten erwartet.", en: "An array of strings is expected here." },
  long: {
    de: "Das ist zu lang. Mehr als 10.000 Zeichen nimmt kein Feld an.",
    en: "This is too long. No field takes more than 10,000 characters.",
  },
  files: {
    de: "Hier wird eine Liste von Kennungen hochgeladener Dateien erwartet.",
    en: "An array of identifiers of uploaded files is expected here.",
  },
} as const satisfies Record<string, Localized>;

const tooMany = (most: number): Localized => ({
  de: `Hier sind höchstens ${most} Einträge möglich.`,
  en: `There may be at most ${most} entries here.`,
});

const truths: ReadonlySet<FieldType> = new Set(["yes-no", "declaration"]);
const numbers: ReadonlySet<FieldType> = new Set(["integer", "number", "currency"]);

/**
 * A value as it would be typed; undefined where it is no value of such a field. Numbers with a comma, because a point
 * between three digits is how Germans group thousands.
 */
function typed(field: Field, value: unknown): string | readonly string[] | undefined {
  if (field.type === "choices") {
    return Array.isArray(value) && value.every((item) => typeof item === "string") ? value : undefined;
  }
  if (field.type === "file") {
    const ids: unknown = Array.isArray(value)
      ? value.map((item: unknown) => (typeof item === "string" ? item.toLowerCase() : item))
      : undefined;
    return Array.isArray(ids) && ids.every((item) => typeof item === "string" && isId(item)) ? ids : undefined;
  }
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return truths.has(field.type) ? (value ? "ja" : "nein") : undefined;
  if (typeof value === "number") return numbers.has(field.type) ? String(value).replace(".", ",") : undefined;
  return undefined;
}

function expected(field: Field): Localized {
  if (field.type === "choices") return words.texts;
  if (field.type === "file") return words.files;
  if (truths.has(field.type)) return words.truth;
  return numbers.has(field.type) ? words.number : words.text;
}

class Reader {
  readonly answers: Record<string, string | readonly string[]> = Object.create(null);
  readonly mistakes: ShapeMistake[] = [];
  readonly #language: Language;

  constructor(language: Language) {
    this.#language = language;
  }

  mistake(pointer: string, message: Localized): void {
    if (this.mistakes.length < mostMistakes)
      this.mistakes.push({ pointer, message: inLanguage(message, this.#language) });
  }

  field(field: Field, path: string, pointer: string, value: unknown): void {
    if (value === null || value === undefined) return;
    const text = typed(field, value);
    const tooLong =
      typeof text === "string"
        ? text.length > longestText
        : (text?.length ?? 0) > mostChoices || text?.some((item) => item.length > longestText);
    if (text === undefined) this.mistake(pointer, expected(field));
    else if (tooLong) this.mistake(pointer, words.long);
    else this.answers[path] = text;
  }

  inside(owner: Form | Group, base: string, pointer: string, value: unknown): void {
    if (value === null || value === undefined) return;
    if (typeof value !== "object" || Array.isArray(value)) {
      this.mistake(pointer, words.object);
      return;
    }
    const names = namesIn(owner);
    for (const key of Object.keys(value)) {
      if (this.mistakes.length >= mostMistakes) return;
      const inner = (value as Record<string, unknown>)[key];
      const here = pointer + pointerStep(key);
      const node = names.get(key);
      if (node === undefined) this.mistake(here, words.unknown);
      else if (node.kind === "field") this.field(node, base + key, here, inner);
      else this.group(node, base + key, here, inner);
    }
  }

  group(group: Group, path: string, pointer: string, value: unknown): void {
    if (!isRepeatable(group)) {
      this.inside(group, `${path}.`, pointer, value);
      return;
    }
    if (value === null || value === undefined) return;
    const most = group.max ?? 1;
    if (!Array.isArray(value)) {
      this.mistake(pointer, words.list);
    } else if (value.length > most) {
      this.mistake(pointer, tooMany(most));
    } else {
      for (const [index, entry] of value.entries())
        this.inside(group, `${path}.${index}.`, pointer + pointerStep(index), entry);
    }
  }
}

/**
 * Answers as JSON that nests as the form does: groups are objects, groups that repeat are arrays. What cannot be
 * meant is a mistake; nothing is left out silently. Values are judged by the form itself afterwards.
 */
export function readNested(form: Form, value: unknown, language: Language): ReadAnswers {
  const reader = new Reader(language);
  reader.inside(form, "", "/answers", value);
  return { answers: { ...reader.answers }, mistakes: reader.mistakes };
}

/** The field at a path such as `vertreter.1.familienname`; undefined where there is none. */
export function fieldAt(form: Form, path: string): Field | undefined {
  const keys = path.split(".");
  let owner: Form | Group = form;
  for (let at = 0; at < keys.length; at++) {
    const node: Field | Group | undefined = namesIn(owner).get(keys[at] as string);
    if (node === undefined) return undefined;
    if (node.kind === "field") return at === keys.length - 1 ? node : undefined;
    if (isRepeatable(node)) {
      const index = keys[++at] ?? "";
      if (!/^(0|[1-9]\d{0,3})$/.test(index) || Number(index) >= (node.max ?? 1)) return undefined;
    }
    owner = node;
  }
  return undefined;
}

/** Answers by path, as the form itself keeps them: `{ "vertreter.1.familienname": "Müller" }`. */
export function readByPath(form: Form, values: Readonly<Record<string, unknown>>, language: Language): ReadAnswers {
  const reader = new Reader(language);
  for (const path of Object.keys(values)) {
    const pointer = `/answersByPath${pointerStep(path)}`;
    const field = fieldAt(form, path);
    if (field === undefined) reader.mistake(pointer, words.unknown);
    else reader.field(field, path, pointer, values[path]);
    if (reader.mistakes.length >= mostMistakes) break;
  }
  return { answers: { ...reader.answers }, mistakes: reader.mistakes };
}

/** Where in the body that was sent the answer to this path stands, or would. */
export function pointerOf(path: string, way: "answers" | "answersByPath"): string {
  return way === "answersByPath"
    ? `/answersByPath${pointerStep(path)}`
    : `/answers${path.split(".").map(pointerStep).join("")}`;
}
