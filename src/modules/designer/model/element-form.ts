import type { Localized } from "../../../kernel/index.ts";
import {
  type Element,
  type Field,
  type FieldType,
  type FileRule,
  type Group,
  type Note,
  type Option,
  parseTimeOfDay,
  type Section,
} from "../../forms/index.ts";
import { type Comparison, comparisons, readCondition, writeCondition } from "./condition.ts";
import { findFeelFault } from "./expressions.ts";
import { limits } from "./limits.ts";
import { convertPattern } from "./pattern.ts";
import { isFieldKey } from "./tree.ts";
import { typeWords } from "./words.ts";

/** What a page of the designer sent, by the names of its inputs. */
export type Typed = Readonly<Record<string, string>>;

/** What is wrong, by the name of the input. */
export type Mistakes = Readonly<Record<string, Localized>>;

/** Signs of where it is written that something is asked. */
export const longestSource = 500;

/** Terms that the page for conditions offers. */
export const termsOffered = 4;

export const choosing: readonly FieldType[] = ["choice", "select", "choices"];
const lengthy: readonly FieldType[] = ["text", "multiline", "name", "url", "phone"];
const bounded: readonly FieldType[] = ["integer", "date", "number", "currency", "time"];

export const fileKinds = ["pdf", "picture", "text", "office"] as const;

/** A text as it is kept, whatever browser sent it. */
export const asKept = (text: string): string => text.normalize("NFC").replace(/\r\n?/g, "\n").trim();

/** Reads the inputs one by one, and collects what is wrong. */
export class FormReader {
  readonly mistakes: Record<string, Localized> = {};
  readonly #typed: Typed;

  constructor(typed: Typed) {
    this.#typed = typed;
  }

  text(name: string): string {
    return asKept(this.#typed[name] ?? "");
  }

  mistake(name: string, de: string, en: string): undefined {
    this.mistakes[name] ??= { de, en };
    return undefined;
  }

  /** A text in both languages, each wanted. */
  required(name: string, what: Localized, most = 2000): Localized {
    const text = { de: this.text(`${name}_de`), en: this.text(`${name}_en`) };
    if (text.de === "") this.mistake(`${name}_de`, `${what.de} fehlt auf Deutsch.`, `${what.en} is missing in German.`);
    if (text.en === "")
      this.mistake(`${name}_en`, `${what.de} fehlt auf Englisch.`, `${what.en} is missing in English.`);
    this.#bound(name, text, most);
    return text;
  }

  /** A text in both languages or none: one alone is a mistake. */
  optional(name: string, what: Localized, most = 5000): Localized | undefined {
    const text = { de: this.text(`${name}_de`), en: this.text(`${name}_en`) };
    if (text.de === "" && text.en === "") return undefined;
    return this.required(name, what, most);
  }

  /** A text of at most so many signs; what was longer before, of a schema that was read, may stay as it is. */
  bounded(name: string, most: number, before = ""): string {
    const text = this.text(name);
    if (text.length > most && text !== asKept(before))
      this.mistake(name, `Höchstens ${most} Zeichen sind möglich.`, `At most ${most} characters are possible.`);
    return text;
  }

  #bound(name: string, text: Localized, most: number): void {
    for (const language of ["de", "en"] as const) {
      if (text[language].length > most)
        this.mistake(
          `${name}_${language}`,
          `Höchstens ${most} Zeichen sind möglich.`,
          `At most ${most} characters are possible.`,
        );
    }
  }

  whole(name: string, least: number, most: number): number | undefined {
    const text = this.text(name);
    if (text === "") return undefined;
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    return this.mistake(
      name,
      `Geben Sie eine ganze Zahl von ${least} bis ${most} ein.`,
      `Enter a whole number from ${least} to ${most}.`,
    );
  }

  feel(name: string): string | undefined {
    const source = this.text(name);
    if (source === "") return undefined;
    const fault = findFeelFault(source);
    if (fault !== undefined) {
      const sign = fault.position + 1;
      this.mistake(
        name,
        `FEEL ist an Zeichen ${sign} nicht zu verstehen. Die Stelle ist unten markiert.`,
        `FEEL is not understood at character ${sign}. The place is marked below.`,
      );
    }
    return source;
  }

  /**
   * A condition: always, chosen terms, or FEEL.
   * @returns undefined for always
   */
  condition(name: string, typeOf: (name: string) => FieldType | undefined): string | undefined {
    switch (this.text(`${name}_art`)) {
      case "feel": {
        if (this.text(`${name}_feel`) === "")
          return this.mistake(`${name}_feel`, "Geben Sie die Bedingung in FEEL ein.", "Enter the condition in FEEL.");
        return this.feel(`${name}_feel`);
      }
      case "wenn": {
        const terms = Array.from({ length: termsOffered }, (_, index) => ({
          name: this.text(`${name}_feld_${index}`),
          comparison: this.text(`${name}_vergleich_${index}`) as Comparison,
          value: this.text(`${name}_wert_${index}`),
        })).filter((term) => term.name !== "");
        if (terms.length === 0)
          return this.mistake(`${name}_feld_0`, "Wählen Sie ein Feld zum Vergleichen.", "Choose a field to compare.");
        for (const [index, term] of terms.entries()) {
          if (!comparisons.includes(term.comparison) || typeOf(term.name) === undefined)
            this.mistake(`${name}_feld_${index}`, "Wählen Sie Feld und Vergleich.", "Choose field and comparison.");
          else if (term.value === "" && !term.comparison.endsWith("answered"))
            this.mistake(
              `${name}_wert_${index}`,
              "Geben Sie den Wert ein, mit dem verglichen wird.",
              "Enter the value to compare with.",
            );
        }
        return writeCondition({ join: this.text(`${name}_verbindung`) === "or" ? "or" : "and", terms }, typeOf);
      }
      default:
        return undefined;
    }
  }
}

/** The inputs of a condition, as the page shows a stored one. */
export function typedCondition(name: string, feel: string | undefined): Typed {
  if (feel === undefined) return { [`${name}_art`]: "immer" };
  const read = readCondition(feel);
  if (read === undefined || read.terms.length > termsOffered)
    return { [`${name}_art`]: "feel", [`${name}_feel`]: feel };
  return {
    [`${name}_art`]: "wenn",
    [`${name}_feel`]: feel,
    [`${name}_verbindung`]: read.join,
    ...Object.fromEntries(
      read.terms.flatMap((term, index) => [
        [`${name}_feld_${index}`, term.name],
        [`${name}_vergleich_${index}`, term.comparison],
        [`${name}_wert_${index}`, term.value],
      ]),
    ),
  };
}

const texts = (name: string, text: Localized | undefined): Typed => ({
  [`${name}_de`]: text?.de ?? "",
  [`${name}_en`]: text?.en ?? "",
});
const plain = (value: string | number | undefined): string => (value === undefined ? "" : String(value));
const mebibyte = 1_048_576;
const mostMegabytes = 200;

/** `10`, `0,29`: as the page of a field for files shows its limit. */
function megabytesOf(bytes: number | undefined): string {
  return bytes === undefined ? "" : String(Math.max(0.001, Number((bytes / mebibyte).toFixed(3)))).replace(".", ",");
}

/** One option a line: `value | German | English`. */
function optionLines(options: readonly Option[] | undefined): string {
  return (options ?? []).map(({ value, label }) => `${value} | ${label.de} | ${label.en}`).join("\n");
}

/** The inputs of a page for an element, as it is stored. */
export function typedElement(element: Element): Typed {
  if (element.kind === "note")
    return { ...texts("text", element.text), ton: element.tone ?? "info", ...typedCondition("zeigen", element.when) };
  if (element.kind === "group") {
    return {
      ...texts("titel", element.title),
      ...texts("einleitung", element.intro),
      ...texts("eintrag", element.entryName),
      schluessel: element.key,
      mindestens: plain(element.min ?? 1),
      hoechstens: plain(element.max ?? 1),
      ...typedCondition("zeigen", element.when),
    };
  }
  const required = element.required ?? true;
  return {
    ...texts("beschriftung", element.label),
    ...texts("im_satz", element.inSentence),
    ...texts("hinweis", element.hint),
    ...texts("hilfe", element.help),
    schluessel: element.key,
    quelle: element.source,
    art: element.type,
    pflicht: required === false ? "nein" : required === true ? "ja" : "bedingt",
    ...typedCondition("pflicht_wenn", typeof required === "string" ? required : undefined),
    ...typedCondition("zeigen", element.when),
    berechnet: element.computed ?? "",
    laenge_von: plain(element.minLength),
    laenge_bis: plain(element.maxLength),
    muster: element.pattern?.regex ?? "",
    ...texts("muster_meldung", element.pattern?.message),
    von: plain(element.min),
    bis: plain(element.max),
    nachkomma: plain(element.decimals),
    auswahl: optionLines(element.options),
    codeliste: element.codeList?.uri ?? "",
    codeliste_version: element.codeList?.version ?? "",
    dateiarten: (element.file?.kinds ?? ["pdf", "picture"]).join(" "),
    dateien: plain(element.file?.maxFiles),
    megabyte: megabytesOf(element.file?.maxBytes),
    ort_zu: element.placeOf ?? "",
    ausfuellen: element.autocomplete ?? "",
    pruefung: element.checks?.[0]?.feel ?? "",
    ...texts("pruefung_meldung", element.checks?.[0]?.message),
  };
}

export function typedSection(section: Section): Typed {
  return {
    ...texts("titel", section.title),
    ...texts("einleitung", section.intro),
    schluessel: section.key,
    ...typedCondition("zeigen", section.when),
  };
}

type TypeOf = (name: string) => FieldType | undefined;

function given<T extends object>(properties: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined)) as never;
}

function readKey(reader: FormReader): string {
  const key = reader.text("schluessel");
  if (!isFieldKey(key)) {
    reader.mistake(
      "schluessel",
      "Der Schlüssel beginnt mit einem kleinen Buchstaben und hat nur Buchstaben ohne Umlaute und Ziffern. Wörter von FEEL gehen nicht.",
      "The key begins with a small letter and has plain letters and digits only. Words of FEEL are not possible.",
    );
  }
  return key;
}

function readOptions(reader: FormReader, before: readonly Option[] | undefined): readonly Option[] {
  const known = new Map((before ?? []).map((option) => [option.value, option]));
  const lines = reader
    .text("auswahl")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (lines.length > limits.options)
    reader.mistake(
      "auswahl",
      `Höchstens ${limits.options} Werte sind möglich. Längere Listen gehören in eine Codeliste.`,
      `At most ${limits.options} values are possible. Longer lists belong into a code list.`,
    );
  return lines.slice(0, limits.options).map((line, index) => {
    const [value = "", de = "", en = "", ...rest] = line.split("|").map((part) => part.trim());
    if (value === "" || de === "" || rest.length > 0)
      reader.mistake(
        "auswahl",
        `Zeile ${index + 1}: Schreiben Sie Wert | Deutsch | Englisch.`,
        `Line ${index + 1}: write value | German | English.`,
      );
    const earlier = known.get(value);
    return { ...earlier, value, label: { de, en: en === "" ? de : en } };
  });
}

function readBound(reader: FormReader, name: string, type: FieldType): number | string | undefined {
  const text = reader.text(name);
  if (text === "") return undefined;
  if (type === "date") {
    const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
    if (german !== null)
      return `${german[3]}-${(german[2] as string).padStart(2, "0")}-${(german[1] as string).padStart(2, "0")}`;
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return text;
    return reader.feel(name);
  }
  // `08:00` is no FEEL; `8` alone may be meant as eight o'clock only.
  if (type === "time" && /^[\d\s.:]+(?:uhr)?$/i.test(text)) {
    return (
      parseTimeOfDay(text) ??
      reader.mistake(name, "Geben Sie eine Uhrzeit an, zum Beispiel 8:00.", "Enter a time of day, such as 8:00.")
    );
  }
  const number = Number(text.replace(",", "."));
  return text !== "" && Number.isFinite(number) ? number : reader.feel(name);
}

/** Bytes as people write megabytes: `10`, `0,3`. What was imported to the byte is not rounded by a page that shows it. */
function readMegabytes(reader: FormReader, before: Field): number | undefined {
  const text = reader.text("megabyte");
  if (text === "") return undefined;
  if (text === megabytesOf(before.file?.maxBytes)) return before.file?.maxBytes;
  const number = /^\d{1,3}(?:[.,]\d{1,3})?$/.test(text) ? Number(text.replace(",", ".")) : Number.NaN;
  if (number > 0 && number <= mostMegabytes) return Math.round(number * mebibyte);
  return reader.mistake(
    "megabyte",
    `Geben Sie eine Zahl bis ${mostMegabytes} ein, zum Beispiel 10 oder 0,5.`,
    `Enter a number up to ${mostMegabytes}, such as 10 or 0.5.`,
  );
}

/** The page names it only where there is a postcode beside the field. */
function readPlaceOf(typed: Typed, before: Field): string | undefined {
  const { ort_zu: key = before.placeOf } = typed;
  return key === undefined || key.trim() === "" ? undefined : key.trim();
}

/** A field as the page sent it; what the page does not show stays as it was. */
export function readField(
  typed: Typed,
  before: Field,
  typeOf: TypeOf,
): { readonly field: Field; readonly mistakes: Mistakes } {
  const reader = new FormReader(typed);
  const art = reader.text("art");
  if (!Object.hasOwn(typeWords, art)) reader.mistake("art", "Wählen Sie eine Art.", "Choose a kind.");
  const type = (Object.hasOwn(typeWords, art) ? art : before.type) as FieldType;
  const isChoice = choosing.includes(type);
  const codeListUri = reader.text("codeliste");
  const options = isChoice && codeListUri === "" ? readOptions(reader, before.options) : undefined;
  if (isChoice && codeListUri === "" && options?.length === 0)
    reader.mistake(
      "auswahl",
      "Geben Sie mindestens einen Auswahlwert oder eine Codeliste an.",
      "Enter at least one option or a code list.",
    );
  const length = lengthy.includes(type);
  const regex = length ? reader.text("muster") : "";
  if (regex !== "") {
    try {
      new RegExp(`^(?:${regex})$`, "u");
    } catch (error) {
      reader.mistake(
        "muster",
        `Das Muster ist kein gültiger regulärer Ausdruck: ${(error as Error).message}`,
        `The pattern is no regular expression: ${(error as Error).message}`,
      );
    }
  }
  const typedLength = /^\d{1,5}$/.test(reader.text("laenge_bis")) ? Number(reader.text("laenge_bis")) : 200;
  const converted = regex === "" ? undefined : convertPattern(regex, typedLength);
  if (converted?.kind === "broken" && converted.why === "costly")
    reader.mistake(
      "muster",
      "Mit diesem Muster könnte eine Eingabe den Server lange beschäftigen. Machen Sie es einfacher, oder kürzen Sie die größte Länge.",
      "With this pattern what is typed could keep the server busy for long. Make it simpler, or the greatest length less.",
    );
  const message = { de: "Die Meldung", en: "The message" };
  const required = reader.text("pflicht");
  const check = reader.feel("pruefung");
  const bound = bounded.includes(type);
  const maxBytes = type === "file" ? readMegabytes(reader, before) : undefined;
  const kinds = reader
    .text("dateiarten")
    .split(/[\s,]+/)
    .filter((kind): kind is FileRule["kinds"][number] => (fileKinds as readonly string[]).includes(kind));
  if (type === "file" && kinds.length === 0)
    reader.mistake("dateiarten", "Wählen Sie mindestens eine Art von Datei.", "Choose at least one kind of file.");
  const maxFiles = type === "file" ? reader.whole("dateien", 1, 50) : undefined;
  const otherChecks = (before.checks ?? []).slice(1);
  const checks = [
    ...(check === undefined ? [] : [{ feel: check, message: reader.required("pruefung_meldung", message) }]),
    ...otherChecks,
  ];
  const codeListVersion = reader.text("codeliste_version");
  const minLength = length ? reader.whole("laenge_von", 1, 10_000) : undefined;
  const maxLength = length ? reader.whole("laenge_bis", 1, 10_000) : undefined;
  if (minLength !== undefined && maxLength !== undefined && minLength > maxLength)
    reader.mistake(
      "laenge_bis",
      "Die größte Länge ist kleiner als die kleinste.",
      "The greatest length is less than the least.",
    );
  const field: Field = {
    kind: "field",
    key: readKey(reader),
    type,
    label: reader.required("beschriftung", { de: "Die Beschriftung", en: "The label" }, 500),
    source: reader.bounded("quelle", longestSource, before.source),
    ...given({
      inSentence: reader.optional("im_satz", { de: "Der Name im Satz", en: "The name in a sentence" }, 200),
      hint: reader.optional("hinweis", { de: "Der Hinweis", en: "The hint" }, 1000),
      help: reader.optional("hilfe", { de: "Die Hilfe", en: "The help" }),
      when: reader.condition("zeigen", typeOf),
      required:
        required === "nein" ? false : required === "bedingt" ? reader.condition("pflicht_wenn", typeOf) : undefined,
      computed: reader.feel("berechnet"),
      minLength,
      maxLength,
      pattern: regex === "" ? undefined : { regex, message: reader.required("muster_meldung", message) },
      min: bound ? readBound(reader, "von", type) : undefined,
      max: bound ? readBound(reader, "bis", type) : undefined,
      options,
      codeList:
        isChoice && codeListUri !== ""
          ? { uri: codeListUri, ...(codeListVersion === "" ? {} : { version: codeListVersion }) }
          : undefined,
      decimals: type === "number" ? reader.whole("nachkomma", 0, 8) : undefined,
      file: type === "file" ? { kinds, ...given({ maxFiles, maxBytes }) } : undefined,
      official: before.official,
      placeOf: type === "text" ? readPlaceOf(typed, before) : undefined,
      scan: type === "text" ? before.scan : undefined,
      autocomplete: reader.text("ausfuellen") === "" ? undefined : reader.text("ausfuellen").slice(0, 60),
      checks: checks.length === 0 ? undefined : checks,
      width: before.width,
    }),
  };
  return { field, mistakes: reader.mistakes };
}

export function readGroup(
  typed: Typed,
  before: Group,
  typeOf: TypeOf,
): { readonly group: Group; readonly mistakes: Mistakes } {
  const reader = new FormReader(typed);
  const max = reader.whole("hoechstens", 1, 100);
  const least = reader.text("mindestens");
  const min = /^\d*$/.test(least) ? reader.whole("mindestens", 0, 100) : reader.feel("mindestens");
  if (typeof min === "number" && max !== undefined && min > max)
    reader.mistake(
      "hoechstens",
      "Die Höchstzahl ist kleiner als die Mindestzahl.",
      "The greatest number is less than the least.",
    );
  const group: Group = {
    kind: "group",
    key: readKey(reader),
    ...given({
      title: reader.optional("titel", { de: "Der Titel", en: "The title" }, 300),
      intro: reader.optional("einleitung", { de: "Die Einleitung", en: "The introduction" }),
      when: reader.condition("zeigen", typeOf),
      min: min === 1 ? undefined : min,
      max: max === 1 ? undefined : max,
      entryName: reader.optional("eintrag", { de: "Der Name eines Eintrags", en: "The name of an entry" }, 100),
    }),
    elements: before.elements,
  };
  return { group, mistakes: reader.mistakes };
}

export function readNote(typed: Typed, typeOf: TypeOf): { readonly note: Note; readonly mistakes: Mistakes } {
  const reader = new FormReader(typed);
  const note: Note = {
    kind: "note",
    text: reader.required("text", { de: "Der Text", en: "The text" }),
    ...(reader.text("ton") === "warning" ? { tone: "warning" as const } : {}),
    ...given({ when: reader.condition("zeigen", typeOf) }),
  };
  return { note, mistakes: reader.mistakes };
}

export function readSection(
  typed: Typed,
  before: Section,
  typeOf: TypeOf,
): { readonly section: Section; readonly mistakes: Mistakes } {
  const reader = new FormReader(typed);
  const key = reader.text("schluessel");
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(key) || key.length > 60)
    reader.mistake(
      "schluessel",
      "Der Schlüssel hat nur kleine Buchstaben ohne Umlaute, Ziffern und Bindestriche.",
      "The key has plain small letters, digits and hyphens only.",
    );
  const { intro: _, when: __, ...rest } = before;
  const section: Section = {
    ...rest,
    key,
    title: reader.required("titel", { de: "Der Titel", en: "The title" }, 300),
    ...given({
      intro: reader.optional("einleitung", { de: "Die Einleitung", en: "The introduction" }),
      when: reader.condition("zeigen", typeOf),
    }),
    elements: before.elements,
  };
  return { section, mistakes: reader.mistakes };
}
