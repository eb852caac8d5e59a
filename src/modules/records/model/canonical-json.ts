import { Invalid } from "../../../kernel/index.ts";

/** What a history entry may say about itself: plain JSON. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * JSON in its one canonical form: no white space, the keys of every object in the order of their UTF-16
 * code units, texts and numbers as ECMAScript writes them, everything in UTF-8.
 * Source: RFC 8785 (JSON Canonicalization Scheme).
 * @throws Invalid `records.not-json` for what PostgreSQL or JSON cannot keep: NaN, a zero byte, half a character
 */
export function canonicalJson(value: JsonValue): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new Invalid("records.not-json");
    return JSON.stringify(value);
  }
  if (typeof value === "string") {
    if (value.includes("\u0000") || !value.isWellFormed()) throw new Invalid("records.not-json");
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const object = value as { readonly [key: string]: JsonValue };
  const members = Object.keys(object)
    .sort()
    .map((key) => `${canonicalJson(key)}:${canonicalJson(object[key] as JsonValue)}`);
  return `{${members.join(",")}}`;
}
