import type { Localized } from "../../../kernel/index.ts";
import {
  type CompileOptions,
  type Form,
  type FormProblemWords,
  findDefinitionProblems,
  type LeistungDefinition,
  type Procedure,
  tellProblem,
} from "../../forms/index.ts";
import { findFeelFault, listExpressions, unknownNames } from "./expressions.ts";
import { type Address, addressOf, find, walk } from "./tree.ts";
import { purposeWords } from "./words.ts";

/** Something that keeps a service from being published. */
export interface Problem {
  /** Where to put it right; undefined for what concerns the service as a whole. */
  readonly address: Address | undefined;
  /** How that place is called. */
  readonly where: Localized;
  readonly text: Localized;
  /** FEEL and the character of it, where one is not understood. */
  readonly feel?: { readonly source: string; readonly position: number };
}

const whole: Localized = { de: "Dienst", en: "Service" };

/** What the evaluator finds wrong with a form, in the words of a designer. */
const words: FormProblemWords<Localized> = {
  "no-page": () => ({ de: "Es gibt keine Seite.", en: "There is no page." }),
  "section-key-form": () => ({
    de: "Der Schlüssel der Seite darf nur kleine Buchstaben ohne Umlaute, Ziffern und Bindestriche haben.",
    en: "The key of the page may only have plain small letters, digits and hyphens.",
  }),
  "section-key-taken": () => ({
    de: "So heißt schon eine Seite jedes Antrags. Wählen Sie einen anderen Schlüssel.",
    en: "A page of every application is called so. Choose another key.",
  }),
  "section-key-twice": () => ({
    de: "Zwei Seiten haben denselben Schlüssel.",
    en: "Two pages have the same key.",
  }),
  "key-form": () => ({
    de: "Der Schlüssel darf nur Buchstaben ohne Umlaute und Ziffern haben und beginnt klein.",
    en: "The key may only have plain letters and digits and begins in lower case.",
  }),
  "key-of-feel": () => ({
    de: "Dieser Schlüssel ist ein Wort von FEEL. Wählen Sie einen anderen.",
    en: "This key is a word of FEEL. Choose another one.",
  }),
  "key-twice": () => ({
    de: "Dieser Schlüssel kommt an derselben Stelle zweimal vor.",
    en: "This key is used twice in the same place.",
  }),
  "options-missing": () => ({
    de: "Es gibt nichts auszuwählen. Geben Sie Auswahlwerte oder eine Codeliste an.",
    en: "There is nothing to choose from. Enter options or a code list.",
  }),
  "options-impossible": () => ({
    de: "Diese Art von Feld hat keine Auswahlwerte.",
    en: "This kind of field has no options.",
  }),
  "option-form": (value) => ({
    de: `Der Auswahlwert „${value}“ darf nur Buchstaben ohne Umlaute, Ziffern und Bindestriche haben.`,
    en: `The option “${value}” may only have plain letters, digits and hyphens.`,
  }),
  "option-twice": () => ({ de: "Zwei Auswahlwerte sind gleich.", en: "Two options have the same value." }),
  "code-list-missing": (uri) => ({
    de: `Die Codeliste ${uri} fehlt. Laden Sie sie unter Codelisten hoch.`,
    en: `The code list ${uri} is missing. Upload it under code lists.`,
  }),
  "code-list-version": (uri, found, wanted) => ({
    de: `Die Codeliste ${uri} gibt es in Fassung ${found}, nicht in ${wanted}.`,
    en: `The code list ${uri} is there in version ${found}, not in ${wanted}.`,
  }),
  "code-list-impossible": () => ({
    de: "Diese Art von Feld hat keine Codeliste.",
    en: "This kind of field has no code list.",
  }),
  "code-list-and-options": () => ({
    de: "Auswahlwerte und eine Codeliste schließen sich aus.",
    en: "Options and a code list exclude each other.",
  }),
  "pattern-wrong": (why) => ({
    de: `Das Muster ist kein gültiger regulärer Ausdruck: ${why}`,
    en: `The pattern is no regular expression: ${why}`,
  }),
  "postcode-missing": (key) => ({
    de: `Der Ort soll zur Postleitzahl „${key}“ gehören, die es daneben nicht gibt.`,
    en: `The place is to belong to the postcode “${key}”, which is not there beside it.`,
  }),
  "entries-bounds": () => ({
    de: "Mindestzahl und Höchstzahl passen nicht zusammen.",
    en: "Least and greatest number do not fit together.",
  }),
  "entries-too-many": (most) => ({
    de: `Höchstens ${most} Einträge sind möglich.`,
    en: `At most ${most} entries are possible.`,
  }),
  "check-nowhere": (path) => ({
    de: `Eine Prüfung gehört zu einem Feld, das es nicht gibt: ${path}`,
    en: `A check belongs to a field that does not exist: ${path}`,
  }),
  circle: (way) => ({ de: `Das hängt von sich selbst ab: ${way}`, en: `This depends on itself: ${way}` }),
  feel: (fault) => ({ de: `FEEL ist nicht zu verstehen: ${fault}`, en: fault }),
  "name-unknown": (name, feel) => ({
    de: `Es gibt kein Feld „${name}“: ${feel}`,
    en: `There is no field “${name}”: ${feel}`,
  }),
  "value-never": (name, value, possible) => ({
    de: `„${name}“ kann nie ${value} sein, nur: ${possible}`,
    en: `“${name}” can never be ${value}, only: ${possible}`,
  }),
  "value-no-text": (name) => ({
    de: `Vergleichen Sie „${name}“ mit einem Text in Anführungszeichen.`,
    en: `Compare “${name}” with a text in quotation marks.`,
  }),
  "no-truth": (name) => ({
    de: `„${name}“ ist weder wahr noch falsch. Vergleichen Sie es, zum Beispiel: ${name} = "ja"`,
    en: `“${name}” is neither true nor false. Compare it, for example: ${name} = "ja"`,
  }),
  "procedure-missing": (key) => ({
    de: `Den Ablauf „${key}“ gibt es nicht.`,
    en: `There is no procedure “${key}”.`,
  }),
};

/** The address behind the `at` of a problem of the evaluator: a page, a path with `*`, or a check. */
function placeOf(definition: LeistungDefinition, at: string): Address | undefined {
  const { form } = definition.online;
  if (form.sections.some((section) => section.key === at)) return at;
  const check = /^checks\[(\d+)\]$/.exec(at)?.[1];
  const path = check === undefined ? at.replace(/: note$/, "").replaceAll(".*", "") : form.checks?.[Number(check)]?.at;
  return path === undefined ? undefined : addressOf(form, path);
}

function whereOf(definition: LeistungDefinition, address: Address | undefined, otherwise: Localized): Localized {
  const found = address === undefined ? undefined : find(definition.online.form, address);
  if (found === undefined) return otherwise;
  const { element, section } = found;
  if (element === undefined) return section.title;
  if (element.kind === "field") return element.label;
  if (element.kind === "note") return element.text;
  return element.title ?? { de: element.key, en: element.key };
}

/** The form as citizens would be asked it, to be compiled. */
export function formOf(definition: LeistungDefinition, version: number): Form {
  return { ...definition.online.form, id: definition.id, version };
}

/**
 * All that keeps this service from being published, the places of the form first, in its order.
 * @param options code lists and procedures that there are
 */
export function findProblems(
  definition: LeistungDefinition,
  options: CompileOptions & { readonly procedures: readonly Procedure[] },
): readonly Problem[] {
  const { form, fees } = definition.online;
  const problems: Problem[] = [];
  for (const expression of listExpressions(definition)) {
    const { address, label } = expression;
    const where = {
      de: `${label.de}: ${purposeWords[expression.purpose].de}`,
      en: `${label.en}: ${purposeWords[expression.purpose].en}`,
    };
    const fault = findFeelFault(expression.feel);
    if (fault !== undefined) {
      const sign = fault.position + 1;
      problems.push({
        address,
        where,
        text: {
          de: `FEEL ist an Zeichen ${sign} nicht zu verstehen.`,
          en: `FEEL is not understood at character ${sign}.`,
        },
        feel: fault,
      });
      continue;
    }
    for (const name of unknownNames(form, expression)) {
      problems.push({
        address,
        where,
        text: {
          de: `Es gibt kein Feld „${name}“: ${expression.feel}`,
          en: `There is no field “${name}”: ${expression.feel}`,
        },
      });
    }
  }
  for (const problem of findDefinitionProblems(definition, options)) {
    const { at, code } = problem;
    // Said above, with the place in the expression.
    if (code === "feel" || code === "name-unknown") continue;
    const address = placeOf(definition, at);
    problems.push({
      address,
      where: whereOf(definition, address, { de: at, en: at }),
      text: tellProblem(words, problem),
    });
  }
  for (const section of form.sections) {
    if (section.elements.length > 0) continue;
    problems.push({
      address: section.key,
      where: section.title,
      text: { de: "Diese Seite ist leer.", en: "This page is empty." },
    });
  }
  for (const { address, element } of walk(form)) {
    if (element.kind === "group" && element.elements.length === 0) {
      problems.push({
        address,
        where: whereOf(definition, address, whole),
        text: { de: "Diese Gruppe ist leer.", en: "This group is empty." },
      });
    }
  }
  if (new Set(fees.map(({ key }) => key)).size < fees.length) {
    problems.push({
      address: undefined,
      where: whole,
      text: { de: "Zwei Gebühren haben denselben Schlüssel.", en: "Two fees have the same key." },
    });
  }
  for (const [field, text] of [
    [definition.title, { de: "Der Titel fehlt.", en: "The title is missing." }],
    [definition.summary, { de: "Die Zusammenfassung fehlt.", en: "The summary is missing." }],
  ] as const) {
    if (field.de.trim() === "" || field.en.trim() === "") problems.push({ address: undefined, where: whole, text });
  }
  return problems;
}
