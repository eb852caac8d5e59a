import type { Field, FieldType, Group } from "../../forms/index.ts";
import { type Address, type DraftForm, isRepeatable, parentOf, pathOf, walk } from "./tree.ts";

/** How a field is compared, in the words of the form where a condition is built. */
export const comparisons = ["=", "!=", "<", "<=", ">", ">=", "contains", "answered", "unanswered"] as const;
export type Comparison = (typeof comparisons)[number];

export interface Term {
  /** As FEEL reads it from where the condition stands: `person.alter`. */
  readonly name: string;
  readonly comparison: Comparison;
  /** Empty for `answered` and `unanswered`. */
  readonly value: string;
}

/** A condition that a person chose: fields, comparisons and values. */
export interface Condition {
  readonly join: "and" | "or";
  readonly terms: readonly Term[];
}

/** A field that a condition can ask for. */
export interface Nameable {
  /** As FEEL reads it from there. */
  readonly name: string;
  readonly address: Address;
  readonly field: Field;
}

const numeric: readonly FieldType[] = ["integer", "number", "currency"];

/**
 * The fields that an expression at this place can name with one value: those of its own group and of the groups
 * around it, and all that no repeatable group holds.
 */
export function nameableFrom(form: DraftForm, address: Address): readonly Nameable[] {
  const own = pathOf(parentOf(address) ?? address);
  const fields: Nameable[] = [];
  for (const { address: at, element, groups } of walk(form)) {
    if (element.kind !== "field" || element.type === "file") continue;
    const name = nameFrom(own, pathOf(at), groups);
    if (name !== undefined) fields.push({ name, address: at, field: element });
  }
  return fields;
}

function nameFrom(from: readonly string[], path: readonly string[], groups: readonly Group[]): string | undefined {
  // The innermost repeatable group around the field: outside it there are many of it.
  const last = groups.findLastIndex(isRepeatable);
  const shared = groups.slice(0, last + 1).every((group, index) => group.key === from[index]);
  if (last !== -1 && (!shared || from.length <= last)) return undefined;
  return path.slice(last + 1).join(".");
}

function literal(value: string, type: FieldType | undefined): string {
  if (type !== undefined && numeric.includes(type)) {
    const number = value.trim().replace(",", ".");
    if (/^-?\d+(\.\d+)?$/.test(number)) return number;
  }
  return JSON.stringify(value);
}

/** The condition as FEEL. @param typeOf type of the field that a name means */
export function writeCondition(condition: Condition, typeOf: (name: string) => FieldType | undefined): string {
  return condition.terms
    .map(({ name, comparison, value }) => {
      switch (comparison) {
        case "answered":
          return `${name} != null`;
        case "unanswered":
          return `${name} = null`;
        case "contains":
          return `list contains(${name}, ${JSON.stringify(value)})`;
        default:
          return `${name} ${comparison} ${literal(value, typeOf(name))}`;
      }
    })
    .join(` ${condition.join} `);
}

const namePart = String.raw`[A-Za-z_][\w]*(?:\.[A-Za-z_][\w]*)*`;
const textPart = String.raw`"(?:[^"\\]|\\.)*"`;
const term = new RegExp(
  String.raw`\s*(?:list contains\(\s*(${namePart})\s*,\s*(${textPart})\s*\)|(${namePart})\s*(!=|<=|>=|=|<|>)\s*(${textPart}|-?\d+(?:\.\d+)?|null))\s*`,
  "y",
);

function unquoted(text: string): string | undefined {
  if (!text.startsWith('"')) return text;
  try {
    return JSON.parse(text) as string;
  } catch {
    return undefined;
  }
}

/** Reads FEEL that `writeCondition` could have written. @returns undefined where it says more than that */
export function readCondition(feel: string): Condition | undefined {
  const terms: Term[] = [];
  let join: Condition["join"] | undefined;
  let at = 0;
  for (;;) {
    term.lastIndex = at;
    const match = term.exec(feel);
    if (match === null) return undefined;
    const [, listName, listValue = "", plainName, sign, raw = ""] = match;
    const value = unquoted(listName === undefined ? raw : listValue);
    if (value === undefined) return undefined;
    if (listName !== undefined) terms.push({ name: listName, comparison: "contains", value });
    else if (raw === "null") {
      if (sign !== "=" && sign !== "!=") return undefined;
      terms.push({ name: plainName as string, comparison: sign === "=" ? "unanswered" : "answered", value: "" });
    } else terms.push({ name: plainName as string, comparison: sign as Comparison, value });
    at = term.lastIndex;
    if (at >= feel.length) return { join: join ?? "and", terms };
    const word = /(and|or)\b/y;
    word.lastIndex = at;
    const found = word.exec(feel)?.[1] as Condition["join"] | undefined;
    if (found === undefined || (join !== undefined && join !== found)) return undefined;
    join = found;
    at = word.lastIndex;
  }
}
