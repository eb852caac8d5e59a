import type { PlainDay } from "../../../kernel/index.ts";
import type { FeelContext, FeelExpression } from "../../../platform/feel/index.ts";
import type { Answers, Field, Option } from "../form.ts";
import type { CompiledField, CompiledForm, CompiledGroup, CompiledSection, Scope } from "./compiled-form.ts";
import {
  type CanonicalValue,
  decimalsOf,
  isNumeric,
  type ParsedValue,
  parseFieldValue,
  type Raw,
} from "./field-value.ts";

/** One place of the form with its answers: the form itself, a group, or one entry of a repeatable group. */
export interface Place {
  readonly scope: Scope;
  readonly parent: Place | undefined;
  /** What stands before the keys in it: "", `person.`, `vertreter.1.`. */
  readonly base: string;
  /** Names as FEEL sees them from here; filled when they are read. */
  readonly context: FeelContext;
  /** What is known of its fields and groups. A group that is divided between pages has a node of its own on each. */
  readonly visible: Map<CompiledField | CompiledGroup, boolean>;
  readonly values: Map<CompiledField, CanonicalValue | undefined>;
}

const placeOf = Symbol("place");
const evaluationOfPlace = Symbol("evaluation");

type Lazy = Record<string | symbol, unknown> & { [placeOf]: Place; [evaluationOfPlace]: Evaluation };

interface Prototypes {
  /** All names that can be seen from a scope. */
  readonly seen: object;
  /** The names of the scope alone: what a group is as a value. */
  readonly own: object;
}

const prototypes = new WeakMap<Scope, Prototypes>();

function prototypesOf(scope: Scope): Prototypes {
  let found = prototypes.get(scope);
  if (found === undefined) {
    const seen = Object.create(scope.parent === undefined ? null : prototypesOf(scope.parent).seen);
    const own = Object.create(null);
    for (const [name, node] of scope.names) {
      const getter: PropertyDescriptor = {
        enumerable: true,
        get(this: Lazy) {
          let place: Place | undefined = this[placeOf];
          while (place !== undefined && place.scope !== scope) place = place.parent;
          return place === undefined ? null : this[evaluationOfPlace].feelValue(place, node);
        },
      };
      Object.defineProperty(seen, name, getter);
      Object.defineProperty(own, name, getter);
    }
    found = { seen, own };
    prototypes.set(scope, found);
  }
  return found;
}

/**
 * What is visible, computed and typed for one set of answers on one day. Only what is asked for is worked
 * out, and once: the cost of a page does not grow with the form.
 */
export class Evaluation {
  readonly form: CompiledForm;
  readonly answers: Answers;
  readonly today: PlainDay;
  readonly root: Place;
  readonly #sections = new Map<CompiledSection, boolean>();
  readonly #places = new Map<string, Place>();
  readonly #counts = new Map<string, number>();

  constructor(form: CompiledForm, answers: Answers, today: PlainDay) {
    this.form = form;
    this.answers = answers;
    this.today = today;
    this.root = this.#place(form.root, undefined, "");
  }

  #place(scope: Scope, parent: Place | undefined, base: string): Place {
    const context = this.#lazy(prototypesOf(scope).seen);
    const place: Place = { scope, parent, base, context, visible: new Map(), values: new Map() };
    (place.context as Lazy)[placeOf] = place;
    return place;
  }

  #lazy(prototype: object): FeelContext {
    const lazy = Object.create(prototype) as Lazy;
    lazy[evaluationOfPlace] = this;
    lazy["today"] = this.today;
    return lazy;
  }

  is(feel: FeelExpression | undefined, place: Place): boolean {
    return feel === undefined || feel.evaluate(place.context) === true;
  }

  /** @param value the field's own value, in FEEL `value` */
  check(feel: FeelExpression, place: Place, value: unknown): boolean {
    const context = Object.create(place.context as object) as Record<string, unknown>;
    context["value"] = value;
    // Only a plain "no" is a mistake: an answer that is not there yet leaves the check open.
    return feel.evaluate(context as FeelContext) !== false;
  }

  sectionVisible(section: CompiledSection): boolean {
    if (section.when === undefined) return true;
    let visible = this.#sections.get(section);
    if (visible === undefined) {
      visible = this.is(section.when, this.root);
      this.#sections.set(section, visible);
    }
    return visible;
  }

  #containerVisible(place: Place, node: CompiledField | CompiledGroup): boolean {
    const group = node.scope.group;
    if (group === undefined || place.parent === undefined) return this.sectionVisible(node.section);
    return this.nodeVisible(place.parent, group);
  }

  nodeVisible(place: Place, node: CompiledField | CompiledGroup): boolean {
    if (node.when === undefined) return this.#containerVisible(place, node);
    let visible = place.visible.get(node);
    if (visible === undefined) {
      visible = this.#containerVisible(place, node) && this.is(node.when, place);
      place.visible.set(node, visible);
    }
    return visible;
  }

  required(place: Place, node: CompiledField): boolean {
    if (node.computed !== undefined || node.required === false) return false;
    if (!this.nodeVisible(place, node)) return false;
    return node.required === true || this.is(node.required, place);
  }

  raw(place: Place, node: CompiledField): Raw {
    const path = place.base + node.field.key;
    // Also below an own layer of a page's changes; no path is a name of Object.prototype.
    return this.answers[path];
  }

  options(place: Place, node: CompiledField): readonly Option[] {
    if (!node.optionsVary) return node.field.options ?? [];
    return node.options.filter(({ when }) => this.is(when, place)).map(({ option }) => option);
  }

  parse(place: Place, node: CompiledField, language: "de" | "en"): ParsedValue {
    if (node.computed !== undefined) return { ok: true, value: this.#computed(place, node) };
    return parseFieldValue(node.field, this.raw(place, node), language, this.options(place, node));
  }

  #computed(place: Place, node: CompiledField): CanonicalValue | undefined {
    const value = (node.computed as FeelExpression).evaluate(place.context);
    const text =
      typeof value === "boolean"
        ? value
          ? "ja"
          : "nein"
        : typeof value === "number"
          ? computedNumber(node.field, value)
          : value;
    if (Array.isArray(text)) {
      const parsed = parseFieldValue(node.field, text.map(String), "de");
      return parsed.ok ? parsed.value : undefined;
    }
    if (typeof text !== "string") return undefined;
    const parsed = parseFieldValue(node.field, text, "de");
    return parsed.ok ? parsed.value : undefined;
  }

  /** Canonical; undefined where it is hidden, not answered, or not right. */
  value(place: Place, node: CompiledField): CanonicalValue | undefined {
    const known = place.values.get(node);
    if (known !== undefined || place.values.has(node)) return known;
    const parsed = this.nodeVisible(place, node) ? this.parse(place, node, "de") : undefined;
    const value = parsed?.ok ? parsed.value : undefined;
    place.values.set(node, value);
    return value;
  }

  feelValue(place: Place, node: CompiledField | CompiledGroup): unknown {
    if (node.kind === "field") return toFeel(node, this.value(place, node));
    if (!this.nodeVisible(place, node)) return null;
    if (!node.repeatable) return this.#asValue(this.place(place, node));
    const entries: unknown[] = [];
    for (let index = 0; index < this.count(place, node); index++) {
      entries.push(this.#asValue(this.place(place, node, index)));
    }
    return entries;
  }

  #asValue(place: Place): unknown {
    const value = Object.create(prototypesOf(place.scope).own) as Lazy;
    // Not enumerable: `today` is no entry of a group.
    Object.defineProperty(value, placeOf, { value: place });
    Object.defineProperty(value, evaluationOfPlace, { value: this });
    return value;
  }

  place(place: Place, group: CompiledGroup, index = 0): Place {
    const base = group.repeatable ? `${place.base}${group.group.key}.${index}.` : `${place.base}${group.group.key}.`;
    let inner = this.#places.get(base);
    if (inner === undefined) {
      inner = this.#place(group.inner, place, base);
      this.#places.set(base, inner);
    }
    return inner;
  }

  /** Entries shown: as many as are asked for at least, and all that have been typed. */
  count(place: Place, group: CompiledGroup): number {
    if (!group.repeatable) return 1;
    const path = place.base + group.group.key;
    let count = this.#counts.get(path);
    if (count === undefined) {
      const least = this.least(place, group);
      count = group.max;
      while (count > least && !this.#hasEntry(path, group, count - 1)) count -= 1;
      this.#counts.set(path, count);
    }
    return count;
  }

  least(place: Place, group: CompiledGroup): number {
    const min = typeof group.min === "number" ? group.min : group.min.evaluate(place.context);
    const least = typeof min === "number" && Number.isFinite(min) ? Math.trunc(min) : 0;
    return Math.max(0, Math.min(group.max, least));
  }

  #hasEntry(path: string, group: CompiledGroup, index: number): boolean {
    return this.#anyAnswer(`${path}.${index}.`, group.inner);
  }

  #anyAnswer(base: string, scope: Scope): boolean {
    for (const [key, node] of scope.names) {
      const path = base + key;
      if (node.kind === "field") {
        if (this.answers[path] !== undefined) return true;
      } else if (!node.repeatable) {
        if (this.#anyAnswer(`${path}.`, node.inner)) return true;
      } else {
        for (let index = 0; index < node.max; index++) if (this.#hasEntry(path, node, index)) return true;
      }
    }
    return false;
  }
}

/** Rounded to the digits that the field has: 0.1 + 0.2 is no 0.30000000000000004 in a form. */
function computedNumber(field: Field, value: number): string {
  return field.type === "number" || field.type === "currency" ? value.toFixed(decimalsOf(field)) : String(value);
}

/**
 * As FEEL sees a value: numbers and amounts as numbers, everything else as the canonical text or list of texts.
 * Days and times compare as texts: later is greater.
 */
export function toFeel(node: CompiledField, value: CanonicalValue | undefined): unknown {
  if (value === undefined) return null;
  return isNumeric(node.field) ? Number(value) : value;
}

const latest = new WeakMap<Answers, Evaluation>();

/** The evaluation of these answers, shared by the calls of one request. Answers are never changed in place. */
export function evaluationOf(form: CompiledForm, answers: Answers, today: PlainDay): Evaluation {
  let evaluation = latest.get(answers);
  if (evaluation === undefined || evaluation.form !== form || evaluation.today !== today) {
    evaluation = new Evaluation(form, answers, today);
    latest.set(answers, evaluation);
  }
  return evaluation;
}
