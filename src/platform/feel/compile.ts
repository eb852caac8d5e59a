import { FeelDate, date as feelinDate, evaluate as feelinEvaluate } from "feelin";
import { type Builtin, builtins } from "./builtins.ts";
import type { FeelComparison, FeelPath } from "./paths.ts";
import { childrenOf, type FeelNode, parseFeel, stringOf } from "./syntax.ts";
import {
  dayNumber,
  entryOf,
  equals,
  FeelBounds,
  FeelSpan,
  includes,
  isIn,
  isTruthy,
  kindOf,
  moveDay,
  spanOf,
} from "./values.ts";

/** Names that an expression reads. `today` is the day that `today()` answers, `YYYY-MM-DD`. */
export type FeelContext = Readonly<Record<string, unknown>> & { readonly today?: string };

/**
 * One expression of FEEL, ready to be evaluated many times.
 *
 * Days are texts `YYYY-MM-DD`, in the context and in the result; two of them compare as days.
 * What the standard leaves unknown is `null`; an evaluation never throws.
 *
 * Differs from feelin on purpose: values of different kinds have no order (null; feelin compares them as
 * JavaScript does or throws); built-in functions cannot be shadowed by a name of the context; a built-in
 * name is no value; `number("")` is null and `number(5)` is 5; days compare with texts; `is defined` exists.
 */
export interface FeelExpression {
  readonly source: string;
  /** Top-level names it reads. */
  readonly variables: readonly string[];
  /** All that it reads, for checking against a form and for finding circles. */
  readonly paths: readonly FeelPath[];
  readonly comparisons: readonly FeelComparison[];
  /** Paths that stand where a truth value is wanted: `a` in `a and b`. */
  readonly conditions: readonly (readonly string[])[];
  /** The names where the whole expression is nothing but a path. */
  readonly path: readonly string[] | undefined;
  /** False where feelin has to interpret it, at about 0.1 ms an evaluation. */
  readonly compiled: boolean;
  evaluate(context: FeelContext): unknown;
}

type Evaluate = (context: FeelContext, locals: unknown[]) => unknown;

/** Names bound by `some … in` and by a filter, innermost last. */
type Scope = readonly Local[];

interface Local {
  /** Undefined: the item of a filter, whose entries are names. */
  readonly name: string | undefined;
  readonly path: readonly string[] | undefined;
}

/** Thrown while compiling where feelin has to do it. */
class OutOfSubset extends Error {}

const cache = new Map<string, FeelExpression>();

/**
 * Compiles once per text: the same text gives the same object.
 * @throws FeelSyntaxError
 */
export function compileFeel(source: string): FeelExpression {
  let expression = cache.get(source);
  if (expression === undefined) {
    expression = compile(source);
    cache.set(source, expression);
  }
  return expression;
}

function compile(source: string): FeelExpression {
  const root = parseFeel(source);
  const reads = new Reads();
  try {
    const compiler = new Compiler(source, reads);
    const evaluate = compiler.expression(root, []);
    const path = compiler.pathOf(root, []);
    return { source, ...reads.result(), path, compiled: true, evaluate: (context) => evaluate(context, []) };
  } catch (error) {
    if (!(error instanceof OutOfSubset)) throw error;
    const names = freeNames(source, root);
    return {
      source,
      variables: names,
      paths: names.map((name) => ({ names: [name], use: "value" })),
      comparisons: [],
      conditions: [],
      path: undefined,
      compiled: false,
      evaluate: (context) => interpret(source, names, context),
    };
  }
}

/** Collects what an expression reads. */
class Reads {
  readonly #paths = new Map<string, FeelPath>();
  readonly #comparisons: FeelComparison[] = [];
  readonly #conditions: (readonly string[])[] = [];

  path(names: readonly string[], use: FeelPath["use"], filterOf?: readonly string[]): void {
    const path: FeelPath = filterOf === undefined ? { names, use } : { names, use, filterOf };
    this.#paths.set(`${use}:${names.join(".")}:${filterOf?.join(".") ?? ""}`, path);
  }

  comparison(names: readonly string[] | undefined, literal: string | number | boolean | undefined): void {
    if (names !== undefined && literal !== undefined) this.#comparisons.push({ names, literal });
  }

  condition(names: readonly string[] | undefined): void {
    if (names !== undefined) this.#conditions.push(names);
  }

  result(): Pick<FeelExpression, "variables" | "paths" | "comparisons" | "conditions"> {
    const paths = [...this.#paths.values()];
    return {
      paths,
      variables: [
        ...new Set(paths.filter((path) => path.filterOf === undefined).map((path) => path.names[0] as string)),
      ],
      comparisons: this.#comparisons,
      conditions: this.#conditions,
    };
  }
}

class Compiler {
  readonly #source: string;
  readonly #reads: Reads;

  constructor(source: string, reads: Reads) {
    this.#source = source;
    this.#reads = reads;
  }

  #text(node: FeelNode): string {
    return this.#source.slice(node.from, node.to);
  }

  #name(node: FeelNode): string {
    return this.#text(node).replaceAll("`", "").replace(/\s+/g, " ").trim();
  }

  /** The path that a node reads, undefined where it is anything but a path. */
  pathOf(node: FeelNode, scope: Scope): readonly string[] | undefined {
    const parts = childrenOf(node);
    switch (node.type.name) {
      case "VariableName": {
        const name = this.#name(node);
        for (let at = scope.length - 1; at >= 0; at--) {
          const local = scope[at] as Local;
          if (local.name === name || (local.name === undefined && name === "item")) return local.path;
          // Inside a filter a name may be one of the item's or one from outside: not known before evaluating.
          if (local.name === undefined) return undefined;
        }
        return [name];
      }
      case "PathExpression": {
        const target = this.pathOf(parts[0] as FeelNode, scope);
        return target && [...target, this.#name(parts[2] as FeelNode)];
      }
      case "FilterExpression":
        return this.pathOf(parts[0] as FeelNode, scope);
      case "ParenthesizedExpression":
        return this.pathOf(parts[1] as FeelNode, scope);
      default:
        return undefined;
    }
  }

  #literalOf(node: FeelNode): string | number | boolean | undefined {
    switch (node.type.name) {
      case "StringLiteral":
        return stringOf(this.#text(node));
      case "NumericLiteral":
        return Number(this.#text(node));
      case "BooleanLiteral":
        return this.#text(node) === "true";
      default:
        return undefined;
    }
  }

  /** @param use "noted" where the path is part of a longer one that has been noted */
  expression(node: FeelNode, scope: Scope, use: FeelPath["use"] | "noted" = "value"): Evaluate {
    if (use !== "noted") {
      const path = this.pathOf(node, scope);
      if (path !== undefined) this.#reads.path(path, use);
    }
    const parts = childrenOf(node);
    const part = (at: number): FeelNode => {
      const found = parts[at];
      if (found === undefined) throw new OutOfSubset();
      return found;
    };
    switch (node.type.name) {
      case "NumericLiteral":
      case "BooleanLiteral":
      case "StringLiteral": {
        const value = this.#literalOf(node);
        return () => value;
      }
      case "null":
        return () => null;
      case "VariableName":
        return this.#variable(node, scope);
      case "ParenthesizedExpression":
        return this.expression(part(1), scope, use);
      case "PathExpression": {
        const target = this.expression(part(0), scope, this.pathOf(node, scope) === undefined ? "value" : "noted");
        const name = this.#name(part(2));
        return (context, locals) => {
          const value = target(context, locals);
          return Array.isArray(value) ? value.map((item) => entryOf(item, name)) : entryOf(value, name);
        };
      }
      case "FilterExpression":
        return this.#filter(part(0), part(2), scope);
      case "List": {
        const items = parts.slice(1, -1).map((item) => this.expression(item, scope));
        return (context, locals) => items.map((item) => item(context, locals));
      }
      case "Disjunction":
        return this.#logic(part(0), part(2), scope, true);
      case "Conjunction":
        return this.#logic(part(0), part(2), scope, false);
      case "Comparison":
        return this.#comparison(parts, scope);
      case "ArithmeticExpression":
        return this.#arithmetic(parts, scope);
      case "IfExpression": {
        this.#reads.condition(this.pathOf(part(1), scope));
        const condition = this.expression(part(1), scope);
        const yes = this.expression(part(3), scope);
        const no = this.expression(part(5), scope);
        return (context, locals) => (isTruthy(condition(context, locals)) ? yes : no)(context, locals);
      }
      case "QuantifiedExpression":
        return this.#quantified(parts, scope);
      case "FunctionInvocation":
        return this.#call(this.#name(part(0)), part(2), scope);
      case "DateTimeLiteral":
        return this.#dateLiteral(parts, scope);
      default:
        throw new OutOfSubset();
    }
  }

  #variable(node: FeelNode, scope: Scope): Evaluate {
    return this.#variableFrom(this.#name(node), scope, scope.length - 1);
  }

  #variableFrom(name: string, scope: Scope, at: number): Evaluate {
    const local = scope[at];
    if (local === undefined) return (context) => entryOf(context, name);
    if (local.name === name) return (_, locals) => locals[at] ?? null;
    const outer = this.#variableFrom(name, scope, at - 1);
    if (local.name !== undefined) return outer;
    // Every name in a filter may come from outside, so it is noted as read from there too.
    if (name !== "item") this.#reads.path([name], "value", local.path);
    return (context, locals) => {
      const item = locals[at];
      if (typeof item === "object" && item !== null && name in item) return entryOf(item, name);
      return name === "item" ? (item ?? null) : outer(context, locals);
    };
  }

  #filter(target: FeelNode, filter: FeelNode, scope: Scope): Evaluate {
    const list = this.expression(target, scope, "noted");
    const path = this.pathOf(target, scope);
    switch (filter.type.name) {
      case "NumericLiteral":
      case "VariableName":
      case "PathExpression":
      case "ArithmeticExpression": {
        if (/["@]/.test(this.#text(filter))) throw new OutOfSubset();
        const index = this.expression(filter, scope);
        return (context, locals) => {
          const value = list(context, locals);
          if (value === null) return null;
          const items = Array.isArray(value) ? value : [value];
          const at = index(context, locals);
          if (at === true) return value;
          if (typeof at !== "number") return [];
          return items[at < 0 ? items.length + at : at - 1] ?? null;
        };
      }
      case "Comparison":
      case "Conjunction":
      case "Disjunction": {
        if (path !== undefined) this.#reads.path(path, "value");
        const slot = scope.length;
        const test = this.expression(filter, [...scope, { name: undefined, path }]);
        return (context, locals) => {
          const value = list(context, locals);
          if (value === null) return null;
          const items = Array.isArray(value) ? value : [value];
          return items.filter((item) => {
            locals[slot] = item;
            return isTruthy(item) && test(context, locals) === true;
          });
        };
      }
      default:
        throw new OutOfSubset();
    }
  }

  #logic(left: FeelNode, right: FeelNode, scope: Scope, decisive: boolean): Evaluate {
    this.#reads.condition(this.pathOf(left, scope));
    this.#reads.condition(this.pathOf(right, scope));
    const a = this.expression(left, scope);
    const b = this.expression(right, scope);
    return (context, locals) => {
      const first = a(context, locals);
      if (first === decisive) return decisive;
      const second = b(context, locals);
      if (second === decisive) return decisive;
      return first === !decisive && second === !decisive ? !decisive : null;
    };
  }

  #comparison(parts: readonly FeelNode[], scope: Scope): Evaluate {
    const [left, operator] = parts as [FeelNode, FeelNode];
    const path = this.pathOf(left, scope);
    const a = this.expression(left, scope);
    if (operator.type.name === "in") {
      const tests = parts.length > 3 ? (parts[3] as FeelNode) : (parts[2] as FeelNode);
      const test = this.#tests(tests, scope, path);
      return (context, locals) => isIn(a(context, locals), test(context, locals));
    }
    if (operator.type.name === "between") {
      const start = this.expression(parts[2] as FeelNode, scope);
      const end = this.expression(parts[4] as FeelNode, scope);
      return (context, locals) => {
        const [from, to] = [start(context, locals), end(context, locals)];
        if (from === null || to === null) return null;
        return includes(new FeelBounds(from, to, true, true), a(context, locals));
      };
    }
    const right = parts[2] as FeelNode;
    const b = this.expression(right, scope);
    const sign = this.#text(operator);
    if (sign === "=" || sign === "!=") {
      this.#reads.comparison(path, this.#literalOf(right));
      this.#reads.comparison(this.pathOf(right, scope), this.#literalOf(left));
      if (sign === "=") return (context, locals) => equals(b(context, locals), a(context, locals));
      return (context, locals) => {
        const same = equals(a(context, locals), b(context, locals));
        return same === null ? null : !same;
      };
    }
    const bounds = boundsOf(sign);
    return (context, locals) => includes(bounds(b(context, locals)), a(context, locals));
  }

  #tests(node: FeelNode, scope: Scope, compared: readonly string[] | undefined): Evaluate {
    const parts = childrenOf(node);
    switch (node.type.name) {
      case "PositiveUnaryTests": {
        const tests = parts.map((test) => this.#tests(test, scope, compared));
        return (context, locals) => tests.map((test) => test(context, locals));
      }
      case "PositiveUnaryTest":
        return this.#tests(parts[0] as FeelNode, scope, compared);
      case "SimplePositiveUnaryTest": {
        if (parts.length === 1) return this.#interval(childrenOf(parts[0] as FeelNode), scope);
        const sign = this.#text(parts[0] as FeelNode);
        if (sign === "=" || sign === "!=") throw new OutOfSubset();
        const bounds = boundsOf(sign);
        const value = this.expression(parts[1] as FeelNode, scope);
        return (context, locals) => bounds(value(context, locals));
      }
      case "List":
        for (const item of parts) this.#reads.comparison(compared, this.#literalOf(item));
        return this.expression(node, scope);
      default:
        this.#reads.comparison(compared, this.#literalOf(node));
        return this.expression(node, scope);
    }
  }

  #interval(parts: readonly FeelNode[], scope: Scope): Evaluate {
    const [open, from, , to, close] = parts;
    if (open === undefined || from === undefined || to === undefined || close === undefined) throw new OutOfSubset();
    const [startIn, endIn] = [this.#text(open) === "[", this.#text(close) === "]"];
    const start = this.expression(from, scope);
    const end = this.expression(to, scope);
    return (context, locals) => new FeelBounds(start(context, locals), end(context, locals), startIn, endIn);
  }

  #arithmetic(parts: readonly FeelNode[], scope: Scope): Evaluate {
    if (parts.length === 2) {
      const value = this.expression(parts[1] as FeelNode, scope);
      if (this.#text(parts[0] as FeelNode) !== "-") throw new OutOfSubset();
      return (context, locals) => subtract(0, value(context, locals));
    }
    const a = this.expression(parts[0] as FeelNode, scope);
    const b = this.expression(parts[2] as FeelNode, scope);
    const work = arithmetic[this.#text(parts[1] as FeelNode)];
    if (work === undefined) throw new OutOfSubset();
    return (context, locals) => work(a(context, locals), b(context, locals));
  }

  #quantified(parts: readonly FeelNode[], scope: Scope): Evaluate {
    const some = this.#text(parts[0] as FeelNode) === "some";
    const lists: Evaluate[] = [];
    let inner = scope;
    for (const each of childrenOf(parts[1] as FeelNode)) {
      const [name, , iteration] = childrenOf(each) as [FeelNode, FeelNode, FeelNode];
      const sources = childrenOf(iteration);
      if (sources.length !== 1) throw new OutOfSubset();
      const source = sources[0] as FeelNode;
      lists.push(this.expression(source, inner, "entries"));
      inner = [...inner, { name: this.#name(name), path: this.pathOf(source, inner) }];
    }
    const body = parts[3] as FeelNode;
    this.#reads.condition(this.pathOf(body, inner));
    const condition = this.expression(body, inner);
    const first = scope.length;
    // Undecided (undefined) until one entry decides; null where one of the lists is none.
    const walk = (
      depth: number,
      context: FeelContext,
      locals: unknown[],
      test: boolean,
    ): boolean | null | undefined => {
      if (depth === lists.length) {
        return test && isTruthy(condition(context, locals)) === some ? some : undefined;
      }
      const list = (lists[depth] as Evaluate)(context, locals);
      if (!Array.isArray(list)) return null;
      let result: boolean | undefined;
      for (const item of list) {
        locals[first + depth] = item;
        const decided = walk(depth + 1, context, locals, test && result === undefined);
        if (decided === null) return null;
        result ??= decided;
        if (result !== undefined && lists.length === 1) break;
      }
      return result;
    };
    return (context, locals) => {
      const decided = walk(0, context, locals, true);
      return decided === undefined ? !some : decided;
    };
  }

  #call(name: string, parameters: FeelNode, scope: Scope): Evaluate {
    if (parameters.type.name !== "PositionalParameters") throw new OutOfSubset();
    const args = childrenOf(parameters);
    const builtin = builtins.get(name);
    if (builtin === undefined || !takes(builtin, args.length)) throw new OutOfSubset();
    if (name === "not") this.#reads.condition(this.pathOf(args[0] as FeelNode, scope));
    if (name === "list contains") {
      this.#reads.comparison(this.pathOf(args[0] as FeelNode, scope), this.#literalOf(args[1] as FeelNode));
    }
    const values = args.map((arg) => this.expression(arg, scope, name === "count" ? "entries" : "value"));
    return (context, locals) =>
      builtin.call(
        values.map((value) => value(context, locals)),
        context.today ?? null,
      );
  }

  #dateLiteral(parts: readonly FeelNode[], scope: Scope): Evaluate {
    if (parts.length === 1) {
      const text = stringOf(this.#text(childrenOf(parts[0] as FeelNode)[0] as FeelNode));
      const constant = dayNumber(text) === undefined ? spanOf(text) : text;
      if (constant === undefined) throw new OutOfSubset();
      return () => constant;
    }
    const name = this.#text(parts[0] as FeelNode);
    const parameters = parts[2] as FeelNode;
    if (name !== "date" && name !== "duration") throw new OutOfSubset();
    if (name === "duration") {
      const literal = childrenOf(parameters)[0];
      const text = literal && this.#literalOf(literal);
      if (typeof text !== "string" || spanOf(text) === undefined) throw new OutOfSubset();
    }
    return this.#call(name, parameters, scope);
  }
}

function takes(builtin: Builtin, count: number): boolean {
  return builtin.arities === "any" ? count > 0 : builtin.arities.includes(count);
}

function boundsOf(sign: string): (value: unknown) => FeelBounds {
  switch (sign) {
    case ">":
      return (value) => new FeelBounds(value, null, false, false);
    case ">=":
      return (value) => new FeelBounds(value, null, true, false);
    case "<":
      return (value) => new FeelBounds(null, value, false, false);
    case "<=":
      return (value) => new FeelBounds(null, value, false, true);
    default:
      throw new OutOfSubset();
  }
}

function onNumbers(work: (a: number, b: number) => number | null): (a: unknown, b: unknown) => number | null {
  return (a, b) => (typeof a === "number" && typeof b === "number" ? work(a, b) : null);
}

const arithmetic: Readonly<Record<string, (a: unknown, b: unknown) => unknown>> = {
  "+": add,
  "-": subtract,
  "*": onNumbers((a, b) => a * b),
  "/": onNumbers((a, b) => (b === 0 ? null : a / b)),
  "**": onNumbers((a, b) => a ** b),
};

function add(a: unknown, b: unknown): unknown {
  if (typeof a === "number" && typeof b === "number") return a + b;
  if (typeof a === "string" && typeof b === "string") return a + b;
  if (a instanceof FeelSpan && dayNumber(b) !== undefined) return moveDay(b as string, a, 1);
  if (b instanceof FeelSpan && dayNumber(a) !== undefined) return moveDay(a as string, b, 1);
  return null;
}

function subtract(a: unknown, b: unknown): unknown {
  if (typeof a === "number" && typeof b === "number") return a - b;
  const from = dayNumber(a);
  if (from === undefined) return null;
  if (b instanceof FeelSpan) return moveDay(a as string, b, -1);
  const to = dayNumber(b);
  return to === undefined ? null : new FeelSpan(0, from - to);
}

/** Every name that is not bound inside: too many rather than too few. */
function freeNames(source: string, root: FeelNode): string[] {
  const names = new Set<string>();
  const bound = new Set<string>(["item", "partial"]);
  const walk = (node: FeelNode, called: boolean): void => {
    const text = source.slice(node.from, node.to).replaceAll("`", "").replace(/\s+/g, " ").trim();
    if (node.type.name === "VariableName" && !called) names.add(text);
    if (node.type.name === "InExpression") {
      const name = childrenOf(node)[0] as FeelNode;
      bound.add(source.slice(name.from, name.to).trim());
    }
    childrenOf(node).forEach((child, at) => {
      walk(child, node.type.name === "FunctionInvocation" && at === 0);
    });
  };
  walk(root, false);
  return [...names].filter((name) => !bound.has(name) && !builtins.has(name));
}

function interpret(source: string, names: readonly string[], context: FeelContext): unknown {
  const plain: Record<string, unknown> = {};
  for (const name of names) plain[name] = toFeelin(entryOf(context, name));
  const today = context.today;
  if (today !== undefined) plain["today"] = () => feelinDate(today);
  try {
    return fromFeelin(feelinEvaluate(source, plain).value);
  } catch {
    // feelin throws on values that have no order; the standard says: unknown.
    return null;
  }
}

function toFeelin(value: unknown): unknown {
  switch (kindOf(value)) {
    case "nil":
      return null;
    case "string":
      return dayNumber(value) === undefined ? value : feelinDate(value as string);
    case "list":
      return (value as unknown[]).map(toFeelin);
    case "context": {
      const plain: Record<string, unknown> = {};
      // Getters of lazily filled contexts stand on the prototype: `in` sees them, `Object.keys` does not.
      for (const key in value as object) plain[key] = toFeelin((value as Record<string, unknown>)[key]);
      return plain;
    }
    default:
      return value;
  }
}

function fromFeelin(value: unknown): unknown {
  if (value instanceof FeelDate) return value.toString();
  if (Array.isArray(value)) return value.map(fromFeelin);
  return value ?? null;
}
