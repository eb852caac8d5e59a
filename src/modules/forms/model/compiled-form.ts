import { createHash } from "node:crypto";
import { compileFeel, type FeelExpression, FeelSyntaxError } from "../../../platform/feel/index.ts";
import type { Check, Element, Field, FieldCheck, Form, Group, Note, Option, Section } from "../form.ts";
import { type CodeList, optionsOfList } from "./code-list.ts";
import { type Aspect, dependenciesOf, resolveNames } from "./dependencies.ts";
import { wholeRegex } from "./field-value.ts";
import { type FormProblem, type FormProblemCode, formProblem } from "./form-problem.ts";
import { isTakenKey } from "./taken-keys.ts";

/** A form that cannot be used; `problems` lists all that is wrong, not only the first. */
export class FormDefinitionError extends Error {
  readonly problems: readonly FormProblem[];

  constructor(form: Form, problems: readonly FormProblem[]) {
    super(`form ${form.id}:\n${problems.map((problem) => `  ${problem.at}: ${problem.message}`).join("\n")}`);
    this.name = "FormDefinitionError";
    this.problems = problems;
  }
}

/** The names one expression can see: those of its group, then those of the groups around it, then all. */
export interface Scope {
  readonly group: CompiledGroup | undefined;
  readonly parent: Scope | undefined;
  readonly names: Map<string, CompiledField | CompiledGroup>;
}

export interface CompiledSection {
  readonly section: Section;
  readonly position: number;
  readonly when: FeelExpression | undefined;
  readonly elements: readonly CompiledElement[];
}

export type CompiledElement = CompiledField | CompiledGroup | CompiledNote;

export interface CompiledCheck {
  readonly feel: FeelExpression;
  readonly when: FeelExpression | undefined;
  readonly check: FieldCheck;
}

export interface CompiledField {
  readonly kind: "field";
  /** With the entries of its code list as options. */
  readonly field: Field;
  readonly section: CompiledSection;
  readonly scope: Scope;
  /** With `*` for the position in a repeatable group: `vertreter.*.familienname`. */
  readonly pattern: string;
  readonly when: FeelExpression | undefined;
  readonly required: boolean | FeelExpression;
  readonly computed: FeelExpression | undefined;
  readonly min: string | number | FeelExpression | undefined;
  readonly max: string | number | FeelExpression | undefined;
  readonly options: readonly { readonly option: Option; readonly when: FeelExpression | undefined }[];
  readonly optionsVary: boolean;
  readonly checks: readonly CompiledCheck[];
}

export interface CompiledGroup {
  readonly kind: "group";
  readonly group: Group;
  readonly section: CompiledSection;
  readonly scope: Scope;
  readonly inner: Scope;
  readonly pattern: string;
  readonly when: FeelExpression | undefined;
  readonly repeatable: boolean;
  readonly min: number | FeelExpression;
  readonly max: number;
  readonly elements: readonly CompiledElement[];
}

export interface CompiledNote {
  readonly kind: "note";
  readonly note: Note;
  readonly section: CompiledSection;
  readonly scope: Scope;
  readonly when: FeelExpression | undefined;
}

/** A form ready to be asked, made once per version. Everything below is read only through the evaluator. */
export interface CompiledForm {
  readonly form: Form;
  /** SHA-256 (hex) of the canonical JSON of the form: what was asked, provably. */
  readonly hash: string;
  readonly sections: readonly CompiledSection[];
  readonly sectionByKey: ReadonlyMap<string, CompiledSection>;
  readonly root: Scope;
  readonly fields: readonly CompiledField[];
  readonly checksByPath: ReadonlyMap<string, readonly CompiledCheck[]>;
}

/** JSON with sorted keys and without blanks, so that equal data give equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

/** What a form needs besides itself. */
export interface CompileOptions {
  /** By address, of the version that the form names or the newest one. */
  readonly codeLists?: ReadonlyMap<string, CodeList>;
}

/**
 * @throws FormDefinitionError with everything that is wrong: duplicate keys, wrong FEEL, names that do not
 * exist, values that are no option, code lists that are not there, circles, regular expressions, bounds
 */
export function compileForm(form: Form, options: CompileOptions = {}): CompiledForm {
  const compiler = new FormCompiler(form, options);
  const compiled = compiler.compile();
  if (compiler.problems.length > 0) throw new FormDefinitionError(form, compiler.problems);
  return compiled;
}

/** All that is wrong with a form; empty for one that compiles. For a designer's page. */
export function findFormProblems(form: Form, options: CompileOptions = {}): readonly FormProblem[] {
  const compiler = new FormCompiler(form, options);
  compiler.compile();
  return compiler.problems;
}

/** What is wrong with an expression over all answers of a form, such as when a charge is due. */
export function findExpressionProblems(
  form: CompiledForm,
  at: string,
  source: string,
  truth: boolean,
): readonly FormProblem[] {
  return expressionProblems({ at, scope: form.root, feel: compileFeel(source), truth, own: false });
}

const reservedKeys = new Set(["value", "today", "item", "partial"]);
/** A day or a time of day. */
const boundLiteral = /^(?:\d{4}-\d{2}-\d{2}|\d{2}:\d{2})$/;
/** Entries of one group; more would be a mistake in the form. */
const mostEntries = 100;

interface NotedExpression {
  readonly at: string;
  readonly scope: Scope;
  readonly feel: FeelExpression;
  /** A truth value is wanted. */
  readonly truth: boolean;
  /** `value` is the field's own value. */
  readonly own: boolean;
}

class FormCompiler {
  readonly problems: FormProblem[] = [];
  readonly #form: Form;
  readonly #root: Scope = { group: undefined, parent: undefined, names: new Map() };
  readonly #fields: CompiledField[] = [];
  readonly #placeFields: CompiledField[] = [];
  /** Names can only be checked when all are known. */
  readonly #expressions: NotedExpression[] = [];
  readonly #known: ReadonlyMap<string, CodeList>;
  /** Version by address of the code lists that the form asks for. */
  readonly #used = new Map<string, string>();

  constructor(form: Form, options: CompileOptions) {
    this.#form = form;
    this.#known = options.codeLists ?? new Map();
  }

  compile(): CompiledForm {
    const sections = this.#form.sections.map((section, position) => this.#section(section, position));
    const sectionByKey = new Map(sections.map((section) => [section.section.key, section]));
    if (sectionByKey.size < sections.length) this.#problem("sections", "section-key-twice");
    for (const { field, scope, pattern } of this.#placeFields) {
      const source = scope.names.get(field.placeOf as string);
      if (field.type !== "text" || source?.kind !== "field" || source.field.type !== "postcode") {
        this.#problem(pattern, "postcode-missing", field.placeOf as string);
      }
    }
    const checksByPath = this.#checks();
    for (const expression of this.#expressions) this.problems.push(...expressionProblems(expression));
    if (this.problems.length === 0) this.#findCircles(sections);
    const form = this.#form;
    // Which codes there were is part of what was asked.
    const asked = this.#used.size === 0 ? form : { ...form, codeLists: Object.fromEntries(this.#used) };
    let hash: string | undefined;
    return {
      form,
      get hash() {
        hash ??= createHash("sha256").update(canonicalJson(asked)).digest("hex");
        return hash;
      },
      sections,
      sectionByKey,
      root: this.#root,
      fields: this.#fields,
      checksByPath,
    };
  }

  #problem<Code extends FormProblemCode>(at: string, code: Code, ...facts: FormProblem<Code>["facts"]): void {
    this.problems.push(formProblem(at, code, ...facts));
  }

  #feel(at: string, scope: Scope, source: string, truth: boolean, own = false): FeelExpression | undefined {
    try {
      const feel = compileFeel(source);
      this.#expressions.push({ at, scope, feel, truth, own });
      return feel;
    } catch (error) {
      if (!(error instanceof FeelSyntaxError)) throw error;
      this.#problem(at, "feel", error.message);
      return undefined;
    }
  }

  #truth(at: string, scope: Scope, source: string | undefined): FeelExpression | undefined {
    return source === undefined ? undefined : this.#feel(at, scope, source, true);
  }

  #section(section: Section, position: number): CompiledSection {
    if (isTakenKey(section.key)) {
      this.#problem(section.key, "section-key-taken");
    } else if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(section.key)) {
      this.#problem(section.key, "section-key-form");
    }
    const elements: CompiledElement[] = [];
    const compiled: CompiledSection = {
      section,
      position,
      when: this.#truth(section.key, this.#root, section.when),
      elements,
    };
    for (const element of section.elements) elements.push(this.#element(element, compiled, this.#root, ""));
    return compiled;
  }

  #element(element: Element, section: CompiledSection, scope: Scope, base: string): CompiledElement {
    if (element.kind === "note") {
      const when = this.#truth(`${base || section.section.key}: note`, scope, element.when);
      return { kind: "note", note: element, section, scope, when };
    }
    const pattern = base + element.key;
    this.#checkKey(element.key, pattern);
    const compiled =
      element.kind === "field"
        ? this.#field(element, section, scope, pattern)
        : this.#group(element, section, scope, pattern);
    const earlier = scope.names.get(element.key);
    if (earlier === undefined) scope.names.set(element.key, compiled);
    else if (!goesOn(earlier, compiled)) this.#problem(pattern, "key-twice");
    return compiled;
  }

  #checkKey(key: string, at: string): void {
    if (!/^[a-z][a-zA-Z0-9]*$/.test(key)) {
      this.#problem(at, "key-form");
      return;
    }
    let known = reservedKeys.has(key) || key in Object.prototype;
    try {
      known ||= compileFeel(key).variables[0] !== key;
    } catch {
      known = true;
    }
    if (known) this.#problem(at, "key-of-feel");
  }

  #field(defined: Field, section: CompiledSection, scope: Scope, pattern: string): CompiledField {
    const field = this.#withCodes(defined, pattern);
    // Entries of a code list are always all there.
    const options = (defined.options ?? []).map((option) => ({
      option,
      when: this.#truth(pattern, scope, option.when),
    }));
    this.#checkOptions(defined, pattern);
    if (field.pattern !== undefined) {
      try {
        wholeRegex(field.pattern.regex);
      } catch (error) {
        this.#problem(pattern, "pattern-wrong", (error as Error).message);
      }
    }
    const required = field.required ?? true;
    const compiled: CompiledField = {
      kind: "field",
      field,
      section,
      scope,
      pattern,
      when: this.#truth(pattern, scope, field.when),
      required: typeof required === "string" ? (this.#truth(pattern, scope, required) ?? true) : required,
      computed: field.computed === undefined ? undefined : this.#feel(pattern, scope, field.computed, false),
      min: this.#bound(field.min, scope, pattern),
      max: this.#bound(field.max, scope, pattern),
      options,
      optionsVary: options.some((option) => option.when !== undefined),
      checks: (field.checks ?? []).flatMap((check) => {
        const feel = this.#feel(pattern, scope, check.feel, true, true);
        return feel === undefined ? [] : [{ feel, when: undefined, check }];
      }),
    };
    if (field.placeOf !== undefined) this.#placeFields.push(compiled);
    this.#fields.push(compiled);
    return compiled;
  }

  #withCodes(field: Field, at: string): Field {
    if (field.codeList === undefined) return field;
    const list = this.#known.get(field.codeList.uri);
    if (list === undefined) {
      this.#problem(at, "code-list-missing", field.codeList.uri);
      return { ...field, options: [] };
    }
    if (field.codeList.version !== undefined && field.codeList.version !== list.version) {
      this.#problem(at, "code-list-version", list.uri, list.version, field.codeList.version);
    }
    this.#used.set(list.uri, list.version);
    return { ...field, options: optionsOfList(list) };
  }

  #checkOptions(field: Field, at: string): void {
    const choosing = field.type === "choice" || field.type === "select" || field.type === "choices";
    const values = (field.options ?? []).map((option) => option.value);
    if (field.codeList !== undefined) {
      if (!choosing) this.#problem(at, "code-list-impossible", field.type);
      if (values.length > 0) this.#problem(at, "code-list-and-options");
    } else if (choosing !== values.length > 0) {
      if (choosing) this.#problem(at, "options-missing");
      else this.#problem(at, "options-impossible", field.type);
    }
    if (new Set(values).size < values.length) this.#problem(at, "option-twice");
    for (const value of values) {
      if (!/^[a-zA-Z0-9]+([-._][a-zA-Z0-9]+)*$/.test(value)) this.#problem(at, "option-form", value);
    }
  }

  #bound(bound: number | string | undefined, scope: Scope, at: string): string | number | FeelExpression | undefined {
    if (typeof bound !== "string" || boundLiteral.test(bound)) return bound;
    return this.#feel(at, scope, bound, false);
  }

  #group(group: Group, section: CompiledSection, scope: Scope, pattern: string): CompiledGroup {
    const max = group.max ?? 1;
    const repeatable = max > 1;
    const min = group.min ?? 1;
    if (max > mostEntries) this.#problem(pattern, "entries-too-many", String(mostEntries));
    if (max < 1 || (typeof min === "number" && min > max)) this.#problem(pattern, "entries-bounds");
    const elements: CompiledElement[] = [];
    const earlier = scope.names.get(group.key);
    const inner: { -readonly [Key in keyof Scope]: Scope[Key] } = {
      group: undefined,
      parent: scope,
      // A group that goes on on a later page is one group for everything that reads it.
      names: earlier?.kind === "group" && !repeatable ? earlier.inner.names : new Map(),
    };
    const compiled: CompiledGroup = {
      kind: "group",
      group,
      section,
      scope,
      inner,
      pattern,
      when: this.#truth(pattern, scope, group.when),
      repeatable,
      min: typeof min === "string" ? (this.#feel(pattern, scope, min, false) ?? 1) : min,
      max,
      elements,
    };
    inner.group = compiled;
    const base = repeatable ? `${pattern}.*.` : `${pattern}.`;
    for (const element of group.elements) elements.push(this.#element(element, section, inner, base));
    return compiled;
  }

  #checks(): Map<string, CompiledCheck[]> {
    const byPath = new Map<string, CompiledCheck[]>();
    (this.#form.checks ?? []).forEach((check: Check, index) => {
      const at = `checks[${index}]`;
      const target = nodeAt(this.#root, check.at);
      if (target?.kind !== "field") this.#problem(at, "check-nowhere", check.at);
      const feel = this.#feel(at, this.#root, check.feel, true);
      const when = this.#truth(at, this.#root, check.when);
      if (feel === undefined) return;
      byPath.set(check.at, [...(byPath.get(check.at) ?? []), { feel, when, check }]);
    });
    return byPath;
  }

  /** What decides about what must not come round to itself. */
  #findCircles(sections: readonly CompiledSection[]): void {
    const edges = dependenciesOf({ sections, root: this.#root, fields: this.#fields });
    const done = new Set<Aspect>();
    const walk = (at: Aspect, way: readonly Aspect[]): boolean => {
      if (done.has(at)) return false;
      if (way.includes(at)) {
        const circle = [...way.slice(way.indexOf(at)), at].map((step) => step.slice(step.indexOf(":") + 1));
        this.#problem(circle[0] as string, "circle", [...new Set(circle)].join(" → "));
        return true;
      }
      const found = (edges.get(at) ?? []).some((next) => walk(next, [...way, at]));
      done.add(at);
      return found;
    };
    for (const at of edges.keys()) if (walk(at, [])) return;
  }
}

function expressionProblems({ at, scope, feel, truth, own }: NotedExpression): FormProblem[] {
  const problems: FormProblem[] = [];
  const resolve = (names: readonly string[]) => (own && names[0] === "value" ? "own" : resolveNames(scope, names));
  for (const path of feel.paths) {
    const found = path.filterOf === undefined ? undefined : resolve([...path.filterOf, ...path.names]);
    if ((found ?? resolve(path.names)) === undefined)
      problems.push(formProblem(at, "name-unknown", path.names.join("."), feel.source));
  }
  for (const { names, literal } of feel.comparisons) {
    const node = resolve(names);
    if (node === undefined || node === "own" || node.kind !== "field" || names.at(-1) !== node.field.key) continue;
    const possible = valuesOf(node.field);
    if (possible !== undefined && !possible.includes(String(literal))) {
      const few = possible.length > 20 ? `${possible.slice(0, 20).join(", ")} …` : possible.join(", ");
      problems.push(formProblem(at, "value-never", names.join("."), JSON.stringify(literal), few, feel.source));
    } else if (possible !== undefined && typeof literal !== "string") {
      problems.push(formProblem(at, "value-no-text", names.join("."), feel.source));
    }
  }
  const conditions = truth && feel.path !== undefined ? [...feel.conditions, feel.path] : feel.conditions;
  for (const names of conditions) {
    if (resolve(names) !== undefined) problems.push(formProblem(at, "no-truth", names.join("."), feel.source));
  }
  return problems;
}

/** Whether a group is the same as one of an earlier page, divided between the two. */
function goesOn(earlier: CompiledField | CompiledGroup, now: CompiledField | CompiledGroup): boolean {
  if (earlier.kind !== "group" || now.kind !== "group") return false;
  if (earlier.repeatable || now.repeatable || earlier.section === now.section) return false;
  return earlier.group.when === now.group.when;
}

function valuesOf(field: Field): readonly string[] | undefined {
  if (field.type === "yes-no" || field.type === "declaration") return ["ja", "nein"];
  return field.options?.map((option) => option.value);
}

/** The field or group of a path with positions: `vertreter.1.familienname`, or of a group without the last position. */
export function nodeAt(root: Scope, path: string): CompiledField | CompiledGroup | undefined {
  const segments = path.split(".");
  let names = root.names;
  for (let at = 0; at < segments.length; at++) {
    const node = names.get(segments[at] as string);
    if (node === undefined || at === segments.length - 1) return node;
    if (node.kind === "field") return undefined;
    if (node.repeatable) {
      at += 1;
      const position = segments[at] as string;
      if (!/^(?:0|[1-9]\d{0,2})$/.test(position) || Number(position) >= node.max) return undefined;
      if (at === segments.length - 1) return undefined;
    }
    names = node.inner.names;
  }
  return undefined;
}
