import { createHash } from "node:crypto";
import type { Answers } from "../form.ts";
import {
  type CompiledElement,
  type CompiledField,
  type CompiledForm,
  type CompiledSection,
  canonicalJson,
  nodeAt,
} from "./compiled-form.ts";
import { type Aspect, aspectsRead, dependenciesOf } from "./dependencies.ts";

/**
 * Where the answers of a long form are kept: those that another page or the way through the pages depends on together,
 * all others with their own page. So a page is worked out and stored without the rest of the form (ADR 0025).
 */
export interface AnswerLayout {
  /** The same for forms that keep the same answers in the same places. */
  readonly id: string;
  /** Key of the page that an answer is kept with; undefined where it is kept with those that others depend on. */
  pageOf(path: string): string | undefined;
}

/** Fields from which on answers are kept by page. Below, one row that is read and written as a whole costs less. */
const longForm = 200;

/** Whether its answers are too many to be copied, read and written as a whole for each page. */
export const isLong = (form: CompiledForm): boolean => form.fields.length >= longForm;

const layouts = new WeakMap<CompiledForm, AnswerLayout | undefined>();

/** @returns undefined for a short form: all its answers are kept together */
export function answerLayout(form: CompiledForm): AnswerLayout | undefined {
  if (!isLong(form)) return undefined;
  if (!layouts.has(form)) layouts.set(form, layOutAnswers(form));
  return layouts.get(form);
}

/** The layout of a form of any length. */
export function layOutAnswers(form: CompiledForm): AnswerLayout {
  const own = new Set(form.fields);
  for (const field of neededElsewhere(form)) own.delete(field);
  const pages = [...own].map((field) => [field.pattern, field.section.section.key]);
  return {
    id: createHash("sha256").update(canonicalJson(pages)).digest("base64url").slice(0, 16),
    pageOf(path) {
      const node = nodeAt(form.root, path);
      return node?.kind === "field" && own.has(node) ? node.section.section.key : undefined;
    },
  };
}

/** Answers by where they are kept. */
export interface LaidOut {
  readonly common: Answers;
  /** By key of the page. */
  readonly pages: ReadonlyMap<string, Answers>;
}

/** @param layout undefined: all are kept together */
export function layOut(layout: AnswerLayout | undefined, answers: Answers): LaidOut {
  if (layout === undefined) return { common: answers, pages: new Map() };
  const common: Record<string, Answers[string]> = {};
  const pages = new Map<string, Record<string, Answers[string]>>();
  for (const [path, answer] of Object.entries(answers)) {
    const key = layout.pageOf(path);
    const page = key === undefined ? common : (pages.get(key) ?? {});
    if (key !== undefined) pages.set(key, page);
    page[path] = answer;
  }
  return { common, pages };
}

/** Fields whose answer is read while another page, or the way through the pages, is worked out. */
function neededElsewhere(form: CompiledForm): ReadonlySet<CompiledField> {
  const edges = dependenciesOf(form);
  const answersOf = new Map<Aspect, readonly CompiledField[]>();
  for (const field of form.fields) {
    if (field.computed === undefined) answersOf.set(`value:${field.pattern}`, [field]);
    // Whether an entry is there depends on any answer in it.
    for (let group = field.scope.group; group !== undefined; group = group.scope.group) {
      const count: Aspect = `count:${group.pattern}`;
      if (group.repeatable) answersOf.set(count, [...(answersOf.get(count) ?? []), field]);
    }
  }
  const needed = new Set<CompiledField>();
  const follow = (from: readonly Aspect[], isElsewhere: (field: CompiledField) => boolean): void => {
    const reached = new Set(from);
    for (const aspect of reached) {
      for (const field of answersOf.get(aspect) ?? []) if (isElsewhere(field)) needed.add(field);
      for (const next of edges.get(aspect) ?? []) reached.add(next);
    }
  };
  follow(form.sections.flatMap(wayThrough), () => true);
  for (const section of form.sections) follow(readBy(form, section), (field) => field.section !== section);
  return needed;
}

/** What decides whether a page is on the way: its own condition, and whether anything would stand on it. */
function wayThrough({ section, elements }: CompiledSection): readonly Aspect[] {
  return [`visible:/${section.key}`, ...(section.panels === undefined ? firstShown(elements) : [])];
}

/** What is looked at until something is surely shown. */
function firstShown(elements: readonly CompiledElement[]): readonly Aspect[] {
  const read: Aspect[] = [];
  for (const element of elements) {
    if (element.kind === "note") read.push(...aspectsRead(element.scope, element.when));
    else read.push(`visible:${element.pattern}`);
    if (element.kind === "group" && !element.repeatable) read.push(...firstShown(element.elements));
    else if (element.when === undefined) return read;
  }
  return read;
}

/** Everything that is worked out when a page is shown, read, checked or stored. */
function readBy(form: CompiledForm, { section, elements }: CompiledSection): readonly Aspect[] {
  const read: Aspect[] = [`visible:/${section.key}`];
  const walk = (element: CompiledElement): void => {
    const reads = (...feel: Parameters<typeof aspectsRead>[1][]): void => {
      for (const one of feel) read.push(...aspectsRead(element.scope, one));
    };
    if (element.kind === "note") {
      reads(element.when);
      return;
    }
    read.push(`visible:${element.pattern}`);
    if (element.kind === "group") {
      read.push(`count:${element.pattern}`);
      element.elements.forEach(walk);
      return;
    }
    read.push(`value:${element.pattern}`);
    reads(element.required, element.min, element.max, ...element.checks.map(({ feel }) => feel));
    const postcode = element.field.placeOf === undefined ? undefined : element.scope.names.get(element.field.placeOf);
    if (postcode !== undefined) read.push(`value:${postcode.pattern}`);
  };
  elements.forEach(walk);
  for (const [path, checks] of form.checksByPath) {
    const at = nodeAt(form.root, path);
    if (at?.kind !== "field" || at.section.section.key !== section.key) continue;
    for (const { feel, when } of checks) read.push(...aspectsRead(form.root, feel), ...aspectsRead(form.root, when));
  }
  return read;
}
