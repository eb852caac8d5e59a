import { Invalid, NotFound, type PlainDay } from "../../../kernel/index.ts";
import type { Answers, Field, Group, Note, Option, Section } from "../form.ts";
import { isLong } from "./answer-layout.ts";
import { optionTyped } from "./code-list.ts";
import {
  type CompiledElement,
  type CompiledField,
  type CompiledForm,
  type CompiledGroup,
  type CompiledSection,
  nodeAt,
} from "./compiled-form.ts";
import { type Evaluation, evaluationOf, type Place } from "./evaluation.ts";
import { type CanonicalValue, longestOf, longestRaw, type Raw } from "./field-value.ts";

/** A field on its page, with everything the page has to know of it. */
export interface PageField {
  readonly kind: "field";
  /** Name of the input: `vertreter.1.familienname`. */
  readonly path: string;
  /** `id` of the (first) input, for labels and the error summary. */
  readonly id: string;
  readonly field: Field;
  readonly visible: boolean;
  /** Never true where it is hidden. */
  readonly required: boolean;
  /** As typed, even where it is hidden now. */
  readonly value: Raw;
  /** Canonical value of a computed field; undefined for others, and where it cannot be computed yet. */
  readonly computed: CanonicalValue | undefined;
  /** Options that can be chosen now. */
  readonly options: readonly Option[];
  readonly maxLength: number;
  /** For a place: the postcode beside it, where it can be read. */
  readonly postcode: string | undefined;
  /** A postcode that the place beside it follows from. */
  readonly fillsPlace: boolean;
}

export interface PageGroup {
  readonly kind: "group";
  readonly path: string;
  readonly id: string;
  readonly group: Group;
  readonly repeatable: boolean;
  /** One for a group that does not repeat. */
  readonly entries: readonly {
    readonly index: number;
    readonly path: string;
    readonly elements: readonly PageElement[];
  }[];
  readonly canAdd: boolean;
  /** More entries than have to be there. */
  readonly canRemove: boolean;
}

export interface PageNote {
  readonly kind: "note";
  readonly note: Note;
}

export type PageElement = PageField | PageGroup | PageNote;

/** `id` of the input of a path; of a set of radio buttons or checkboxes the `id` of the first. */
export function fieldId(path: string): string {
  return `f-${path.replaceAll(".", "-")}`;
}

/** @throws NotFound `forms.section-not-found` */
export function getSection(form: CompiledForm, key: string): CompiledSection {
  const section = form.sectionByKey.get(key);
  if (section === undefined) throw new NotFound("forms.section-not-found");
  return section;
}

/** The pages that these answers lead over, in order; none on which nothing would stand. */
export function visibleSections(form: CompiledForm, answers: Answers, today: PlainDay): readonly Section[] {
  const evaluation = evaluationOf(form, answers, today);
  return form.sections.filter((section) => isAsked(evaluation, section)).map(({ section }) => section);
}

/** The page with this key, where these answers lead over it. */
export function findVisibleSection(
  form: CompiledForm,
  key: string,
  answers: Answers,
  today: PlainDay,
): Section | undefined {
  const section = form.sectionByKey.get(key);
  return section !== undefined && isAsked(evaluationOf(form, answers, today), section) ? section.section : undefined;
}

/** The page that these answers lead to after the one with this key; undefined behind the last. */
export function findNextSection(
  form: CompiledForm,
  key: string,
  answers: Answers,
  today: PlainDay,
): Section | undefined {
  const evaluation = evaluationOf(form, answers, today);
  const later = form.sections.slice(getSection(form, key).position + 1);
  return later.find((section) => isAsked(evaluation, section))?.section;
}

/** What a panel shows is worked out when the page is: it always counts. */
function isAsked(evaluation: Evaluation, compiled: CompiledSection): boolean {
  if (!evaluation.sectionVisible(compiled)) return false;
  const { section, elements } = compiled;
  return elements.length === 0 || section.panels !== undefined || showsAny(evaluation, evaluation.root, elements);
}

function showsAny(evaluation: Evaluation, place: Place, elements: readonly CompiledElement[]): boolean {
  return elements.some((element) => {
    if (element.kind === "note") return evaluation.is(element.when, place);
    if (!evaluation.nodeVisible(place, element)) return false;
    // Of a repeatable group at least the button that adds an entry is there.
    if (element.kind === "field" || element.repeatable) return true;
    return showsAny(evaluation, evaluation.place(place, element), element.elements);
  });
}

/** What stands on a page, in order, groups with their entries. */
export function visibleElements(
  form: CompiledForm,
  sectionKey: string,
  answers: Answers,
  today: PlainDay,
): readonly PageElement[] {
  const evaluation = evaluationOf(form, answers, today);
  const section = getSection(form, sectionKey);
  return evaluation.sectionVisible(section) ? elementsOf(evaluation, evaluation.root, section.elements) : [];
}

function elementsOf(evaluation: Evaluation, place: Place, elements: readonly CompiledElement[]): PageElement[] {
  const shown: PageElement[] = [];
  for (const element of elements) {
    if (element.kind === "note") {
      if (evaluation.is(element.when, place)) shown.push({ kind: "note", note: element.note });
    } else if (evaluation.nodeVisible(place, element)) {
      shown.push(
        element.kind === "field" ? pageField(evaluation, place, element) : pageGroup(evaluation, place, element),
      );
    }
  }
  return shown;
}

function pageGroup(evaluation: Evaluation, place: Place, node: CompiledGroup): PageGroup {
  const path = place.base + node.group.key;
  const count = evaluation.count(place, node);
  const entries = Array.from({ length: count }, (_, index) => {
    const inner = evaluation.place(place, node, index);
    return { index, path: inner.base.slice(0, -1), elements: elementsOf(evaluation, inner, node.elements) };
  });
  return {
    kind: "group",
    path,
    id: fieldId(path),
    group: node.group,
    repeatable: node.repeatable,
    entries,
    canAdd: node.repeatable && count < node.max,
    canRemove: node.repeatable && count > evaluation.least(place, node),
  };
}

function pageField(evaluation: Evaluation, place: Place, node: CompiledField): PageField {
  const path = place.base + node.field.key;
  return {
    kind: "field",
    path,
    id: fieldId(path),
    field: node.field,
    visible: evaluation.nodeVisible(place, node),
    required: evaluation.required(place, node),
    value: evaluation.raw(place, node),
    computed: node.computed === undefined ? undefined : evaluation.value(place, node),
    options: evaluation.options(place, node),
    maxLength: longestOf(node.field),
    postcode: postcodeBeside(evaluation, place, node),
    fillsPlace:
      node.field.type === "postcode" &&
      [...node.scope.names.values()].some((other) => other.kind === "field" && other.field.placeOf === node.field.key),
  };
}

function postcodeBeside(evaluation: Evaluation, place: Place, node: CompiledField): string | undefined {
  const source = node.field.placeOf === undefined ? undefined : place.scope.names.get(node.field.placeOf);
  const value = source?.kind === "field" ? evaluation.value(place, source) : undefined;
  return typeof value === "string" ? value : undefined;
}

/** Calls for every field of a page, hidden ones too, entry by entry. */
export function eachField(
  evaluation: Evaluation,
  section: CompiledSection,
  visit: (place: Place, node: CompiledField) => void,
): void {
  const walk = (place: Place, elements: readonly CompiledElement[]): void => {
    for (const element of elements) {
      if (element.kind === "field") visit(place, element);
      else if (element.kind === "group") {
        for (let index = 0; index < evaluation.count(place, element); index++) {
          walk(evaluation.place(place, element, index), element.elements);
        }
      }
    }
  };
  walk(evaluation.root, section.elements);
}

/** All fields of a page, hidden ones too, repeatable groups entry by entry. */
export function pageFields(
  form: CompiledForm,
  sectionKey: string,
  answers: Answers,
  today: PlainDay,
): readonly PageField[] {
  const evaluation = evaluationOf(form, answers, today);
  const fields: PageField[] = [];
  eachField(evaluation, getSection(form, sectionKey), (place, node) => {
    fields.push(pageField(evaluation, place, node));
  });
  return fields;
}

/** All fields that a form can have, with `*` for positions: `vertreter.*.familienname`. */
export function listFields(
  form: CompiledForm,
): readonly { readonly pattern: string; readonly field: Field; readonly sectionKey: string }[] {
  return form.fields.map(({ pattern, field, section }) => ({ pattern, field, sectionKey: section.section.key }));
}

/** The field that a path means, with the page it stands on. */
export function findField(
  form: CompiledForm,
  path: string,
): { readonly field: Field; readonly sectionKey: string } | undefined {
  const node = nodeAt(form.root, path);
  return node?.kind === "field" ? { field: node.field, sectionKey: node.section.section.key } : undefined;
}

/** A page of a form as it was sent: names of inputs and what was typed. */
export type PageBody = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What a page changes, and the answers as they are then. */
export interface ReadBody {
  /** Of that page alone: to be stored over the earlier answers. */
  readonly changes: Answers;
  /**
   * Changes laid over the earlier answers without copying them, so that a page of a long form costs no
   * more than one of a short form.
   */
  readonly seen: Answers;
}

/**
 * Reads what a page sent. Only fields of that page count that were on it, or that come onto it by what was
 * sent; everything else is ignored and stays. A checkbox that a page shows and does not send was not
 * ticked: `choices` become empty, a `declaration` becomes `nein`. Texts are cut at 10,000 characters.
 */
export function readBody(
  form: CompiledForm,
  sectionKey: string,
  body: PageBody,
  answers: Answers,
  today: PlainDay,
): ReadBody {
  const section = getSection(form, sectionKey);
  const before = evaluationOf(form, answers, today);
  const changes: Record<string, string | readonly string[]> = {};
  if (!before.sectionVisible(section)) return { changes, seen: answers };
  const layer = (): Answers => laidOver(form, answers, { ...changes });
  const unsent: [string, CompiledField][] = [];
  const open = new Map<string, CompiledField>();
  eachField(before, section, (place, node) => {
    if (node.computed !== undefined) return;
    const path = place.base + node.field.key;
    if (!before.nodeVisible(place, node)) open.set(path, node);
    else if (!take(changes, path, node, body) && isTicked(node)) unsent.push([path, node]);
  });
  // A field that was hidden may come onto the page by what was typed above it, and bring others with it.
  let now = before;
  if (open.size > 0 || unsent.length > 0) {
    let more = true;
    while (more) {
      more = false;
      now = evaluationOf(form, layer(), today);
      eachField(now, section, (place, node) => {
        const path = place.base + node.field.key;
        if (!open.has(path) || !now.nodeVisible(place, node)) return;
        open.delete(path);
        more = take(changes, path, node, body) || more;
      });
    }
  }
  for (const [path, node] of unsent) {
    // What the page hid while it was filled in keeps what was ticked.
    if (now.nodeVisible(placeAt(now, path), node)) changes[path] = node.field.type === "choices" ? [] : "nein";
  }
  return { changes, seen: layer() };
}

/** The earlier answers with what a page sent, as a whole: see `readBody`. */
export function normaliseBody(
  form: CompiledForm,
  sectionKey: string,
  body: PageBody,
  answers: Answers,
  today: PlainDay,
): Answers {
  return { ...answers, ...readBody(form, sectionKey, body, answers, today).changes };
}

/**
 * Changes laid over earlier answers; those of a long form without copying them: a spread would make V8 walk through every
 * answer, 0.3 ms for a thousand.
 */
export function laidOver(form: CompiledForm, answers: Answers, changes: Answers): Answers {
  if (!isLong(form)) return { ...answers, ...changes };
  return new Proxy(answers, {
    get: (earlier, path) => (Object.hasOwn(changes, path) ? changes : earlier)[path as string],
    has: (earlier, path) => Object.hasOwn(changes, path) || path in earlier,
    ownKeys: (earlier) => [...new Set([...Reflect.ownKeys(earlier), ...Reflect.ownKeys(changes)])],
    getOwnPropertyDescriptor: (earlier, path) =>
      Object.getOwnPropertyDescriptor(Object.hasOwn(changes, path) ? changes : earlier, path),
  });
}

function isTicked(node: CompiledField): boolean {
  return node.field.type === "choices" || node.field.type === "declaration";
}

function take(
  taken: Record<string, string | readonly string[]>,
  path: string,
  node: CompiledField,
  body: PageBody,
): boolean {
  // Files come another way, and are bound to their field by who receives them.
  if (node.field.type === "file") return false;
  const sent = Object.hasOwn(body, path) ? body[path] : undefined;
  if (sent === undefined) return false;
  taken[path] = storedFrom(node.field, sent);
  return true;
}

/** What is stored of what a page sends: texts without what cannot be stored, codes for the labels of code lists. */
export function storedFrom(field: Field, sent: string | readonly string[]): string | readonly string[] {
  if (field.type === "choices") {
    const items = (typeof sent === "string" ? [sent] : sent).slice(0, 200);
    return items.map((item) => asCode(field, clean(item).slice(0, 200)));
  }
  if (field.type === "map-point") return typeof sent === "string" ? clean(sent) : joinMapPoint(sent.map(clean));
  return asCode(field, clean(typeof sent === "string" ? sent : (sent.at(-1) ?? "")));
}

/** Two inputs send latitude and longitude. */
function joinMapPoint(parts: readonly string[]): string {
  const [latitude = "", longitude = ""] = parts.map((part) => part.trim());
  return latitude === "" && longitude === "" ? "" : `${latitude};${longitude}`;
}

/** The page shows labels of a code list and the code is kept: what was prefilled stays recognisable. */
function asCode(field: Field, typed: string): string {
  if (field.codeList === undefined || field.options === undefined) return typed;
  return optionTyped(field.options, typed.trim())?.value ?? typed;
}

/** NUL and halves of characters cannot be stored; browsers send CRLF. */
function clean(text: string): string {
  return text.slice(0, longestRaw).replaceAll("\0", "").replace(/\r\n?/g, "\n").toWellFormed();
}

function placeAt(evaluation: Evaluation, path: string): Place {
  const segments = path.split(".");
  let place = evaluation.root;
  for (let at = 0; at < segments.length - 1; at++) {
    const node = place.scope.names.get(segments[at] as string);
    if (node?.kind !== "group") break;
    if (!node.repeatable) place = evaluation.place(place, node);
    else if (at + 1 < segments.length - 1) place = evaluation.place(place, node, Number(segments[++at]));
  }
  return place;
}

function groupAt(form: CompiledForm, path: string): CompiledGroup {
  const node = nodeAt(form.root, path);
  if (node?.kind !== "group" || !node.repeatable) throw new Invalid("forms.no-such-group");
  return node;
}

/**
 * Entries of a repeatable group that are shown.
 * @param groupPath without the position: `vertreter`, `standorte.0.personen`
 * @throws Invalid `forms.no-such-group`
 */
export function countEntries(form: CompiledForm, answers: Answers, groupPath: string, today: PlainDay): number {
  const evaluation = evaluationOf(form, answers, today);
  return evaluation.count(placeAt(evaluation, groupPath), groupAt(form, groupPath));
}

/**
 * One more empty entry at the end; the same answers where there is no room for one.
 * @throws Invalid `forms.no-such-group`
 */
export function addEntry(form: CompiledForm, answers: Answers, groupPath: string, today: PlainDay): Answers {
  const group = groupAt(form, groupPath);
  const count = countEntries(form, answers, groupPath, today);
  if (count >= group.max) return answers;
  return { ...answers, [`${groupPath}.${count}.${firstFieldOf(group)}`]: "" };
}

function firstFieldOf(group: CompiledGroup): string {
  for (const [key, node] of group.inner.names) {
    if (node.kind === "field") return key;
    return node.repeatable ? `${key}.0.${firstFieldOf(node)}` : `${key}.${firstFieldOf(node)}`;
  }
  throw new Invalid("forms.no-such-group");
}

/**
 * Takes one entry out, with what was typed in it; the later ones move up.
 * @param index from 0
 * @throws Invalid `forms.no-such-group`
 */
export function removeEntry(form: CompiledForm, answers: Answers, groupPath: string, index: number): Answers {
  groupAt(form, groupPath);
  const base = `${groupPath}.`;
  const left: Record<string, string | readonly string[]> = {};
  for (const [path, value] of Object.entries(answers)) {
    const position = path.startsWith(base) ? /^(\d+)\.(.+)$/.exec(path.slice(base.length)) : null;
    if (position === null || Number(position[1]) < index) left[path] = value;
    else if (Number(position[1]) > index) left[`${base}${Number(position[1]) - 1}.${position[2]}`] = value;
  }
  return left;
}
