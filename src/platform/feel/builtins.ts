import { dayNumber, isoDate, spanOf, textOf } from "./values.ts";

/** A built-in function of known arity. `today` comes with the evaluation. */
export interface Builtin {
  readonly arities: readonly number[] | "any";
  call(args: readonly unknown[], today: string | null): unknown;
}

/** A list of one counts as its item where one value is wanted, as FEEL converts. */
function single(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? value[0] : value;
}

function onText(arity: 1 | 2, work: (a: string, b: string) => unknown): Builtin {
  return {
    arities: [arity],
    call(args) {
      const [a, b] = [single(args[0]), arity === 2 ? single(args[1]) : ""];
      return typeof a === "string" && typeof b === "string" ? work(a, b) : null;
    },
  };
}

function onNumbers(work: (numbers: readonly number[]) => number): Builtin {
  return {
    arities: "any",
    call(args) {
      const numbers = args.length === 1 && Array.isArray(args[0]) ? args[0] : args;
      if (numbers.length === 0 || !numbers.every((item) => typeof item === "number")) return null;
      return work(numbers as number[]);
    },
  };
}

function listOf(value: unknown): readonly unknown[] | null {
  if (value === null || value === undefined) return null;
  return Array.isArray(value) ? value : [value];
}

const regexes = new Map<string, RegExp | null>();

function regexOf(pattern: string): RegExp | null {
  let regex = regexes.get(pattern);
  if (regex === undefined) {
    try {
      regex = new RegExp(pattern, "u");
    } catch {
      regex = null;
    }
    // Patterns come from form definitions, which are few; the bound is against patterns put together from answers.
    if (regexes.size < 1000) regexes.set(pattern, regex);
  }
  return regex;
}

export const builtins: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ["not", { arities: [1], call: ([value]) => (typeof value === "boolean" ? !value : notOf(single(value))) }],
  ["count", { arities: [1], call: ([list]) => listOf(list)?.length ?? null }],
  ["list contains", { arities: [2], call: ([list, item]) => listOf(list)?.includes(item) ?? null }],
  ["sum", onNumbers((numbers) => numbers.reduce((a, b) => a + b))],
  ["min", onNumbers((numbers) => numbers.reduce((a, b) => Math.min(a, b)))],
  ["max", onNumbers((numbers) => numbers.reduce((a, b) => Math.max(a, b)))],
  ["string length", onText(1, (text) => [...text].length)],
  ["upper case", onText(1, (text) => text.toUpperCase())],
  ["lower case", onText(1, (text) => text.toLowerCase())],
  ["contains", onText(2, (text, part) => text.includes(part))],
  ["starts with", onText(2, (text, part) => text.startsWith(part))],
  ["ends with", onText(2, (text, part) => text.endsWith(part))],
  ["matches", onText(2, (text, pattern) => regexOf(pattern)?.test(text) ?? null)],
  ["string", { arities: [1], call: ([value]) => textOf(value) }],
  ["number", { arities: [1], call: ([value]) => numberOf(single(value)) }],
  ["is defined", { arities: [1], call: ([value]) => value !== null && value !== undefined }],
  ["today", { arities: [0], call: (_, today) => today }],
  ["date", { arities: [1, 3], call: dateOf }],
  ["duration", { arities: [1], call: ([text]) => (typeof text === "string" ? (spanOf(text) ?? null) : null) }],
]);

function notOf(value: unknown): boolean | null {
  return typeof value === "boolean" ? !value : null;
}

function numberOf(value: unknown): number | null {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || value.trim() === "") return null;
  const number = Number(value);
  return Number.isNaN(number) ? null : number;
}

function dateOf(args: readonly unknown[]): string | null {
  if (args.length === 3) {
    const [year, month, day] = args.map(single);
    if (typeof year !== "number" || typeof month !== "number" || typeof day !== "number") return null;
    return isoDate(year, month, day);
  }
  const text = single(args[0]);
  return dayNumber(text) === undefined ? null : (text as string);
}
