import type { Part, Shape } from "../../platform/xml/index.ts";
import { latinText } from "./latin.ts";

/** Lexical forms of XML Schema that both versions use. */
export const lexical = {
  date: /^\s*-?\d{4,}-\d{2}-\d{2}(?:Z|[+-]\d{2}:\d{2})?\s*$/,
  dateTime: /^\s*-?\d{4,}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?\s*$/,
  anzahl: /^\d+:(?:\*|\d+)$/,
} as const;

/** A text in letters of String.Latin. */
export function latin(element: string, key: string, more: Partial<Part> = {}): Part {
  return { element, key, pattern: latinText, ...more };
}

const codeParts = (values: readonly string[] | undefined): readonly Part[] => [
  { element: "code", key: "code", unqualified: true, essential: true, ...(values === undefined ? {} : { values }) },
  { element: "name", key: "name", unqualified: true, optional: true },
];

/** A code of one of the standard's lists. */
export function code(
  element: string,
  key: string,
  list: { readonly values?: readonly string[]; readonly versionNeeded?: boolean },
  more: Partial<Part> = {},
): Part {
  const shape: Shape = {
    attributes: [
      { name: "listURI", key: "listUri", optional: true },
      { name: "listVersionID", key: "listVersion", optional: list.versionNeeded !== true },
    ],
    parts: codeParts(list.values),
  };
  return { element, key, shape, ...more };
}

/** An id with its version. */
export function identification(version: RegExp): Shape {
  return {
    parts: [
      { element: "id", key: "id", essential: true },
      { element: "version", key: "version", optional: true, pattern: version },
    ],
  };
}

export const lists = {
  struktur: ["0", "1", "2", "3"],
  repraesentation: ["0", "1"],
  schemaelementart: ["ABS", "HAR", "RNG"],
} as const;

/** Groups contain places, places contain groups: the table has to close the circle. */
export function closed(build: (struktur: Shape) => Shape): Shape {
  const struktur: { -readonly [Key in keyof Shape]: Shape[Key] } = { parts: [] };
  const whole = build(struktur);
  Object.assign(struktur, whole);
  return struktur;
}
