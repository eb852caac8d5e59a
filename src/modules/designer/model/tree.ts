import { Invalid } from "../../../kernel/index.ts";
import type { Element, Field, Group, LeistungDefinition, Note, Section } from "../../forms/index.ts";

/** The form of a definition: without id and version, which count with the definition. */
export type DraftForm = LeistungDefinition["online"]["form"];

/**
 * Where something stands in the tree of a form: the key of its page, then the keys of groups and field, a note by its
 * position: `angaben`, `angaben/person/vorname`, `angaben/~2`.
 */
export type Address = string;

/** Why a change is not made: a person can put it right. */
export type TreeFault = "key-taken" | "no-room" | "into-itself" | "last-section";

export type TreeChange =
  | { readonly ok: true; readonly form: DraftForm; readonly address: Address }
  | { readonly ok: false; readonly fault: TreeFault };

/** What an address leads to. `element` is absent for a page. */
export interface Found {
  readonly section: Section;
  readonly element: Element | undefined;
  /** Groups around it, outermost first. */
  readonly groups: readonly Group[];
  readonly index: number;
}

const refuse = (): never => {
  throw new Invalid("designer.no-such-element");
};

function indexIn(elements: readonly Element[], part: string): number {
  if (part.startsWith("~")) {
    const index = /^~\d{1,4}$/.test(part) ? Number(part.slice(1)) : -1;
    return elements[index]?.kind === "note" ? index : -1;
  }
  return elements.findIndex((element) => element.kind !== "note" && element.key === part);
}

/** What the parts of an address are called at this place. */
export function partOf(element: Element, index: number): string {
  return element.kind === "note" ? `~${index}` : element.key;
}

export function find(form: DraftForm, address: Address): Found | undefined {
  const [key, ...parts] = address.split("/");
  const position = form.sections.findIndex((section) => section.key === key);
  const section = form.sections[position];
  if (section === undefined) return undefined;
  let elements = section.elements;
  let found: Found = { section, element: undefined, groups: [], index: position };
  for (const part of parts) {
    const index = indexIn(elements, part);
    const element = elements[index];
    if (element === undefined) return undefined;
    const groups = found.element?.kind === "group" ? [...found.groups, found.element] : found.groups;
    found = { section, element, groups, index };
    elements = element.kind === "group" ? element.elements : [];
  }
  return found;
}

/** @throws Invalid `designer.no-such-element` */
export function get(form: DraftForm, address: Address): Found {
  return find(form, address) ?? refuse();
}

/** The address around an element; undefined for a page. */
export function parentOf(address: Address): Address | undefined {
  const cut = address.lastIndexOf("/");
  return cut === -1 ? undefined : address.slice(0, cut);
}

/** Keys of the answers it stands for: `["person", "vorname"]`; empty for a page. */
export function pathOf(address: Address): readonly string[] {
  return address
    .split("/")
    .slice(1)
    .filter((part) => !part.startsWith("~"));
}

/** What stands directly in a page or group. @throws Invalid `designer.no-such-element` */
export function elementsIn(form: DraftForm, container: Address): readonly Element[] {
  const { section, element } = get(form, container);
  if (element === undefined) return section.elements;
  return element.kind === "group" ? element.elements : refuse();
}

function withElements(
  form: DraftForm,
  container: Address,
  change: (elements: readonly Element[]) => readonly Element[],
): DraftForm {
  const [key, ...parts] = container.split("/");
  const inElements = (elements: readonly Element[], rest: readonly string[]): readonly Element[] => {
    const [part, ...deeper] = rest;
    if (part === undefined) return change(elements);
    const index = indexIn(elements, part);
    const group = elements[index];
    if (group?.kind !== "group") return refuse();
    return elements.with(index, { ...group, elements: inElements(group.elements, deeper) });
  };
  const position = form.sections.findIndex((section) => section.key === key);
  const section = form.sections[position] ?? refuse();
  return {
    ...form,
    sections: form.sections.with(position, { ...section, elements: inElements(section.elements, parts) }),
  };
}

/** Keys that are used where a container's elements live: all pages share one space of names, each group has its own. */
export function keysAround(form: DraftForm, container: Address): ReadonlySet<string> {
  const { element } = get(form, container);
  const elements = element?.kind === "group" ? element.elements : form.sections.flatMap((section) => section.elements);
  return new Set(elements.flatMap((one) => (one.kind === "note" ? [] : [one.key])));
}

const letters: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", ß: "ss", Ä: "Ae", Ö: "Oe", Ü: "Ue" };

function asciiWords(text: string): string[] {
  return text
    .replace(/[äöüßÄÖÜ]/g, (letter) => letters[letter] as string)
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "");
}

function firstFree(base: string, taken: (key: string) => boolean, joint: string): string {
  if (!taken(base)) return base;
  for (let number = 2; ; number++) if (!taken(`${base}${joint}${number}`)) return `${base}${joint}${number}`;
}

/** Words of FEEL and of the evaluator that no key may be. */
const reserved = new Set([
  "value",
  "today",
  "item",
  "partial",
  "if",
  "then",
  "else",
  "for",
  "in",
  "some",
  "every",
  "and",
  "or",
  "not",
  "true",
  "false",
  "null",
  "function",
  "return",
  "satisfies",
  "between",
  "date",
  "time",
  "duration",
  "number",
  "string",
  "list",
  "context",
  "count",
  "sum",
  "min",
  "max",
  "mean",
  "abs",
  "floor",
  "ceiling",
  "now",
  "day",
  "month",
  "year",
  "constructor",
]);

/** A key made from a label: `Datum der Geburt` gives `datumDerGeburt`; a number where it is taken. */
export function fieldKeyOf(label: string, taken: ReadonlySet<string>): string {
  const words = asciiWords(label).slice(0, 5);
  const camel = words
    .map((word, index) =>
      index === 0 ? word.toLowerCase() : (word[0] as string).toUpperCase() + word.slice(1).toLowerCase(),
    )
    .join("")
    .replace(/^\d+/, "")
    .slice(0, 50);
  const base =
    camel === "" ? "feld" : camel[0] !== camel[0]?.toLowerCase() ? camel[0]?.toLowerCase() + camel.slice(1) : camel;
  return firstFree(base, (key) => taken.has(key) || reserved.has(key), "");
}

/** The key of a page made from its title: `Angaben zum Hund` gives `angaben-zum-hund`. */
export function sectionKeyOf(title: string, form: DraftForm): string {
  const base = asciiWords(title).join("-").toLowerCase().slice(0, 60).replace(/-+$/, "");
  return firstFree(base === "" ? "seite" : base, (key) => form.sections.some((section) => section.key === key), "-");
}

/** Whether a text can be the key of a field or group. */
export function isFieldKey(text: string): boolean {
  return /^[a-z][a-zA-Z0-9]{0,59}$/.test(text) && !reserved.has(text);
}

export function addSection(form: DraftForm, section: Section, index = form.sections.length): DraftForm {
  return { ...form, sections: form.sections.toSpliced(index, 0, section) };
}

/** Puts an element into a page or group, at the end where no place is named. */
export function add(form: DraftForm, container: Address, element: Element, index?: number): TreeChange {
  if (element.kind !== "note" && keysAround(form, container).has(element.key)) return { ok: false, fault: "key-taken" };
  const at = Math.min(index ?? Number.POSITIVE_INFINITY, elementsIn(form, container).length);
  return {
    ok: true,
    form: withElements(form, container, (elements) => elements.toSpliced(at, 0, element)),
    address: `${container}/${partOf(element, at)}`,
  };
}

export function remove(form: DraftForm, address: Address): TreeChange {
  const { index, element } = get(form, address);
  const container = parentOf(address);
  if (container === undefined || element === undefined) {
    if (form.sections.length === 1) return { ok: false, fault: "last-section" };
    const sections = form.sections.toSpliced(index, 1);
    return { ok: true, form: { ...form, sections }, address: sections[Math.max(0, index - 1)]?.key ?? "" };
  }
  return {
    ok: true,
    form: withElements(form, container, (elements) => elements.toSpliced(index, 1)),
    address: container,
  };
}

/** Puts another element in the place of one; its key may be another. */
export function replace(form: DraftForm, address: Address, element: Field | Group | Note): TreeChange {
  const found = get(form, address);
  const container = parentOf(address) ?? refuse();
  const before = found.element ?? refuse();
  const renamed = element.kind !== "note" && (before.kind === "note" || before.key !== element.key);
  if (renamed && keysAround(form, container).has(element.key)) return { ok: false, fault: "key-taken" };
  return {
    ok: true,
    form: withElements(form, container, (elements) => elements.with(found.index, element)),
    address: `${container}/${partOf(element, found.index)}`,
  };
}

export function replaceSection(form: DraftForm, key: string, section: Section): TreeChange {
  const { index } = get(form, key);
  if (section.key !== key && form.sections.some((one) => one.key === section.key))
    return { ok: false, fault: "key-taken" };
  return { ok: true, form: { ...form, sections: form.sections.with(index, section) }, address: section.key };
}

/**
 * Takes an element from its place and puts it before the element that now stands at `index` of the container.
 * @param index counted before it is taken away
 */
export function moveTo(form: DraftForm, address: Address, container: Address, index: number): TreeChange {
  const found = get(form, address);
  const element = found.element ?? refuse();
  const from = parentOf(address) as Address;
  if (container === address || container.startsWith(`${address}/`)) return { ok: false, fault: "into-itself" };
  elementsIn(form, container);
  if (from === container) {
    const at = index > found.index ? index - 1 : index;
    const moved = withElements(form, container, (elements) =>
      elements.toSpliced(found.index, 1).toSpliced(at, 0, element),
    );
    return { ok: true, form: moved, address: `${container}/${partOf(element, at)}` };
  }
  // A note in the container's address counts from before it was taken away: groups are named by keys, so nothing shifts.
  const taken = withElements(form, from, (elements) => elements.toSpliced(found.index, 1));
  return add(taken, container, element, index);
}

/** One step: `up` and `down` across the ends of pages and groups, `in` to the group before (or after), `out` behind its own. */
export function move(form: DraftForm, address: Address, direction: "up" | "down" | "in" | "out"): TreeChange {
  const found = get(form, address);
  const none: TreeChange = { ok: false, fault: "no-room" };
  if (found.element === undefined) {
    const to = found.index + (direction === "up" ? -1 : direction === "down" ? 1 : Number.NaN);
    if (form.sections[to] === undefined) return none;
    const sections = form.sections.toSpliced(found.index, 1).toSpliced(to, 0, found.section);
    return { ok: true, form: { ...form, sections }, address };
  }
  const container = parentOf(address) as Address;
  const siblings = elementsIn(form, container);
  const outside = parentOf(container);
  const groupIndex = outside === undefined ? -1 : get(form, container).index;
  switch (direction) {
    case "in": {
      const beside = [siblings[found.index - 1], siblings[found.index + 1]].find((one) => one?.kind === "group");
      if (beside?.kind !== "group") return none;
      const last = siblings[found.index - 1] === beside ? beside.elements.length : 0;
      return moveTo(form, address, `${container}/${beside.key}`, last);
    }
    case "out":
      return outside === undefined ? none : moveTo(form, address, outside, groupIndex + 1);
    case "up": {
      if (found.index > 0) return moveTo(form, address, container, found.index - 1);
      if (outside !== undefined) return moveTo(form, address, outside, groupIndex);
      const before = form.sections[groupIndexOfSection(form, container) - 1];
      return before === undefined ? none : moveTo(form, address, before.key, before.elements.length);
    }
    case "down": {
      if (found.index < siblings.length - 1) return moveTo(form, address, container, found.index + 2);
      if (outside !== undefined) return moveTo(form, address, outside, groupIndex + 1);
      const after = form.sections[groupIndexOfSection(form, container) + 1];
      return after === undefined ? none : moveTo(form, address, after.key, 0);
    }
  }
}

function groupIndexOfSection(form: DraftForm, key: string): number {
  return form.sections.findIndex((section) => section.key === key);
}

export function isRepeatable(group: Group): boolean {
  return (group.max ?? 1) > 1;
}

/** Every element of the form with its address, in the order of the pages. */
export function* walk(
  form: DraftForm,
): Generator<{ address: Address; element: Element; groups: readonly Group[]; section: Section }> {
  function* inside(
    section: Section,
    container: Address,
    elements: readonly Element[],
    groups: readonly Group[],
  ): ReturnType<typeof walk> {
    for (const [index, element] of elements.entries()) {
      const address = `${container}/${partOf(element, index)}`;
      yield { address, element, groups, section };
      if (element.kind === "group") yield* inside(section, address, element.elements, [...groups, element]);
    }
  }
  for (const section of form.sections) yield* inside(section, section.key, section.elements, []);
}

/** The address of a path of keys without positions: `person.vorname`. */
export function addressOf(form: DraftForm, path: string): Address | undefined {
  for (const { address } of walk(form))
    if (pathOf(address).join(".") === path && !address.includes("~")) return address;
  return undefined;
}
