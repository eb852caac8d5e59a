import type { Praezisierung } from "./datenschema.ts";

/** What a Präzisierung says, read. */
export interface Limits {
  readonly minLength?: number;
  readonly maxLength?: number;
  /** As written: a number, a day, a time. */
  readonly minValue?: string;
  readonly maxValue?: string;
  /** As written: a regular expression, or prose where a person put it. */
  readonly pattern?: string;
  /** It is JSON, and all of it is understood: none of it is left in `rest`. */
  readonly json: boolean;
  /** What could not be read. */
  readonly rest?: string;
  /** `5`, `1..31`: what it means depends on the datatype. */
  readonly range?: readonly [number, number];
}

function wholeNumber(value: unknown): number | undefined {
  const text = typeof value === "number" ? String(value) : typeof value === "string" ? value.trim() : "";
  return /^\+?\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function bound(value: unknown): string | undefined {
  const text = typeof value === "number" ? String(value) : typeof value === "string" ? value.trim() : "";
  return text === "" ? undefined : text;
}

interface Found {
  minLength?: number;
  maxLength?: number;
  minValue?: string;
  maxValue?: string;
  pattern?: string;
}

/** Takes over what a record says; returns the keys that it does not understand. */
function takeLimits(record: Readonly<Record<string, unknown>>, found: Found): readonly string[] {
  const strange: string[] = [];
  for (const [key, value] of Object.entries(record)) {
    if (value === undefined || value === null || value === "") continue;
    if (key === "minLength" || key === "maxLength") {
      const length = wholeNumber(value);
      if (length === undefined) strange.push(key);
      else found[key] = length;
    } else if (key === "minValue" || key === "maxValue") {
      const limit = bound(value);
      if (limit === undefined) strange.push(key);
      else found[key] = limit;
    } else if (key === "pattern" && typeof value === "string") {
      found.pattern = value;
    } else {
      strange.push(key);
    }
  }
  return strange;
}

function recordOf(text: string): Readonly<Record<string, unknown>> | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Reads a Präzisierung: attributes as 3.0.0 has them, JSON as tools write it into 2.0 (`{"minLength":"1"}`), and the
 * short forms that people wrote before (`5`, `1..31`).
 */
export function limitsOf(praezisierung: Praezisierung | undefined): Limits {
  if (praezisierung === undefined) return { json: false };
  const { text: written, ...attributes } = praezisierung;
  const found: Found = {};
  const strange = [...takeLimits(attributes, found)];
  const text = (written ?? "").trim();
  const record = recordOf(text);
  if (record !== undefined) strange.push(...takeLimits(record, found));
  const short = /^(\d{1,9})(?:\s*(?:\.\.|-|bis)\s*(\d{1,9}))?$/.exec(text);
  const range =
    short === null ? undefined : ([Number(short[1]), Number(short[2] ?? short[1])] as readonly [number, number]);
  const unread = record === undefined && range === undefined && text !== "" ? [text] : [];
  const rest = [...strange, ...unread].join(", ");
  return {
    ...found,
    json: record !== undefined && rest === "",
    ...(rest === "" ? {} : { rest }),
    ...(range === undefined ? {} : { range }),
  };
}
