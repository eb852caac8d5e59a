/** Deepest nesting of what a program sends: forms nest groups a few levels deep. */
const deepest = 32;

/** Why a text is no JSON that we take. */
export type JsonMistake =
  | { readonly kind: "malformed" }
  | { readonly kind: "too-deep" }
  /** A key or text holds NUL or half a character: no database takes it. */
  | { readonly kind: "bad-characters"; readonly pointer: string };

/** One step of a JSON Pointer. Source: RFC 6901, section 3. */
export function pointerStep(key: string | number): string {
  return `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

const badCharacters = (text: string): boolean => text.includes("\0") || !text.isWellFormed();

function findMistake(value: unknown, pointer: string, depth: number): JsonMistake | undefined {
  if (typeof value === "string") return badCharacters(value) ? { kind: "bad-characters", pointer } : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  if (depth >= deepest) return { kind: "too-deep" };
  // What `__proto__` names is an own key like any other here: JSON.parse makes it one.
  for (const key of Object.keys(value)) {
    if (badCharacters(key)) return { kind: "bad-characters", pointer };
    const mistake = findMistake((value as Record<string, unknown>)[key], pointer + pointerStep(key), depth + 1);
    if (mistake !== undefined) return mistake;
  }
  return undefined;
}

/** Reads JSON from outside; nothing in it can reach a prototype, a database that knows no NUL, or the end of a stack. */
export function readJson(text: string): { readonly value: unknown } | { readonly mistake: JsonMistake } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { mistake: { kind: "malformed" } };
  }
  const mistake = findMistake(value, "", 0);
  return mistake === undefined ? { value } : { mistake };
}
