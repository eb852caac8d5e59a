import type { Localized } from "../../../kernel/index.ts";
import { compileFeel, type FeelExpression, FeelSyntaxError } from "../../../platform/feel/index.ts";
import type { Element, Feel, Group, LeistungDefinition } from "../../forms/index.ts";
import { type Address, addressOf, type DraftForm, elementsAt, find, pathOf, walk } from "./tree.ts";

/** What an expression decides. */
export type Purpose =
  | "when"
  | "required"
  | "computed"
  | "min"
  | "max"
  | "option"
  | "check"
  | "fee"
  | "akte-title"
  | "subject-name";

/** One FEEL expression of a definition, and where a designer finds it. */
export interface Expression {
  readonly feel: Feel;
  readonly purpose: Purpose;
  /** What it belongs to; undefined for what concerns the service as a whole. */
  readonly address: Address | undefined;
  /** How that is called: a label, a title, a fee. */
  readonly label: Localized;
  /** Groups whose names it sees, outermost first. */
  readonly groups: readonly Group[];
  /** `value` is the field's own value. */
  readonly own: boolean;
}

/** Bounds that are a day or a time of day, not FEEL. */
const literal = /^(?:\d{4}-\d{2}-\d{2}|\d{2}:\d{2})$/;

function labelOf(element: Element): Localized {
  if (element.kind === "field") return element.label;
  if (element.kind === "note") return element.text;
  return element.title ?? { de: element.key, en: element.key };
}

/** How an element is called on pages of the designer. */
export const elementLabel = labelOf;

/** Every FEEL expression of a service. */
export function listExpressions(definition: LeistungDefinition): readonly Expression[] {
  const { form, fees, records, subjectName } = definition.online;
  const found: Expression[] = [];
  const note = (one: Omit<Expression, "own"> & { own?: boolean }) => found.push({ own: false, ...one });
  for (const section of form.sections) {
    if (section.when === undefined) continue;
    note({ feel: section.when, purpose: "when", address: section.key, label: section.title, groups: [] });
  }
  for (const { address, element, groups } of walk(form)) {
    const here = { address, label: labelOf(element), groups };
    if (element.when !== undefined) note({ ...here, feel: element.when, purpose: "when" });
    if (element.kind === "note") continue;
    if (typeof element.min === "string" && !literal.test(element.min))
      note({ ...here, feel: element.min, purpose: "min" });
    if (element.kind === "group") continue;
    if (typeof element.max === "string" && !literal.test(element.max))
      note({ ...here, feel: element.max, purpose: "max" });
    if (typeof element.required === "string") note({ ...here, feel: element.required, purpose: "required" });
    if (element.computed !== undefined) note({ ...here, feel: element.computed, purpose: "computed" });
    for (const option of element.options ?? []) {
      if (option.when !== undefined) note({ ...here, feel: option.when, purpose: "option" });
    }
    for (const check of element.checks ?? []) note({ ...here, feel: check.feel, purpose: "check", own: true });
  }
  for (const check of form.checks ?? []) {
    const address = addressOf(form, check.at);
    const element = address === undefined ? undefined : find(form, address)?.element;
    const label = element === undefined ? { de: check.at, en: check.at } : labelOf(element);
    note({ feel: check.feel, purpose: "check", address, label, groups: [] });
    if (check.when !== undefined) note({ feel: check.when, purpose: "check", address, label, groups: [] });
  }
  for (const fee of fees) {
    if (fee.when !== undefined)
      note({ feel: fee.when, purpose: "fee", address: undefined, label: fee.label, groups: [] });
  }
  const whole = { address: undefined, groups: [] };
  note({
    ...whole,
    feel: records.akteTitle,
    purpose: "akte-title",
    label: { de: "Titel der Akte", en: "Title of the file" },
  });
  note({
    ...whole,
    feel: subjectName,
    purpose: "subject-name",
    label: { de: "Name des Vorgangs", en: "Name of the case" },
  });
  return found;
}

/** FEEL that is not understood: where. */
export interface FeelFault {
  readonly source: string;
  /** Characters from 0. */
  readonly position: number;
}

/** @returns undefined where it is understood */
export function findFeelFault(source: string): FeelFault | undefined {
  try {
    compileFeel(source);
    return undefined;
  } catch (error) {
    if (!(error instanceof FeelSyntaxError)) throw error;
    return { source, position: Math.min(error.position, source.length) };
  }
}

const named = (elements: readonly Element[], key: string | undefined): readonly Element[] =>
  elements.filter((element) => element.kind !== "note" && element.key === key);

/** The element that names mean from inside groups; `undefined` where there is none. */
function resolve(form: DraftForm, groups: readonly Group[], names: readonly string[]): Element | undefined {
  const keys = groups.map(({ key }) => key);
  const [first, ...rest] = names;
  let found: readonly Element[] = [];
  for (let depth = keys.length; depth >= 0 && found.length === 0; depth--) {
    found = named(elementsAt(form, keys.slice(0, depth)), first);
  }
  for (const name of rest) {
    // What comes after a date (`.year`) belongs to the date.
    found = found.flatMap((element) => (element.kind === "group" ? named(element.elements, name) : [element]));
  }
  return found[0];
}

interface Reading {
  readonly names: readonly string[];
  readonly element: Element | undefined;
}

function readingsOf(form: DraftForm, expression: Expression, compiled: FeelExpression): readonly Reading[] {
  return compiled.paths.flatMap((path): Reading[] => {
    if (expression.own && path.names[0] === "value") return [];
    const inside =
      path.filterOf === undefined ? undefined : resolve(form, expression.groups, [...path.filterOf, ...path.names]);
    return [{ names: path.names, element: inside ?? resolve(form, expression.groups, path.names) }];
  });
}

function compiledOf(feel: string): FeelExpression | undefined {
  return findFeelFault(feel) === undefined ? compileFeel(feel) : undefined;
}

/** The expressions that read this element, or something in it. */
export function usesOf(definition: LeistungDefinition, address: Address): readonly Expression[] {
  const { form } = definition.online;
  const found = find(form, address);
  if (found === undefined) return [];
  const inside = new Set<Element>();
  const addAll = (elements: readonly Element[]) => {
    for (const element of elements) {
      inside.add(element);
      if (element.kind === "group") addAll(element.elements);
    }
  };
  addAll(found.element === undefined ? found.section.elements : [found.element]);
  return listExpressions(definition).filter((expression) => {
    // What stands inside goes with it.
    if (
      expression.address !== undefined &&
      (expression.address === address || expression.address.startsWith(`${address}/`))
    )
      return false;
    const compiled = compiledOf(expression.feel);
    if (compiled === undefined) return false;
    return readingsOf(form, expression, compiled).some(({ element }) => element !== undefined && inside.has(element));
  });
}

/** Names in an expression that no field has. */
export function unknownNames(form: DraftForm, expression: Expression): readonly string[] {
  const compiled = compiledOf(expression.feel);
  if (compiled === undefined) return [];
  return [
    ...new Set(
      readingsOf(form, expression, compiled)
        .filter(({ element }) => element === undefined)
        .map(({ names }) => names.join(".")),
    ),
  ];
}

/** The path of an element as `Check.at` names it; undefined where a repeatable group makes many of it. */
export function plainPathOf(form: DraftForm, address: Address): string | undefined {
  const found = find(form, address);
  if (found === undefined || found.groups.some((group) => (group.max ?? 1) > 1)) return undefined;
  return pathOf(address).join(".");
}
