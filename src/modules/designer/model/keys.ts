import { foldLetters } from "../../../kernel/index.ts";
import { compileFeel } from "../../../platform/feel/index.ts";

const longest = 40;
const reserved: ReadonlySet<string> = new Set(["value", "today", "item", "partial"]);

function isName(key: string): boolean {
  if (reserved.has(key) || key in Object.prototype) return false;
  try {
    return compileFeel(key).variables[0] === key;
  } catch {
    return false;
  }
}

/** Words of a label without what stands in brackets, in letters of ASCII. */
function wordsOf(label: string): readonly string[] {
  return foldLetters(label.replace(/\([^)]*\)/g, " "), "ae").match(/[a-z0-9]+/g) ?? [];
}

function camelCase(label: string, fallback: string): string {
  let key = "";
  for (const word of wordsOf(label)) {
    const next = key === "" ? word : word.charAt(0).toUpperCase() + word.slice(1);
    if (key !== "" && key.length + next.length > longest) break;
    key += next.slice(0, longest);
  }
  if (key === "") return fallback;
  return /^[0-9]/.test(key) ? `${fallback}${key}` : key;
}

/** Hands out keys of one place of a form: camelCase, no word of FEEL, each once. */
export class Keys {
  readonly #taken = new Set<string>();

  /** @param fallback for labels without letters */
  keyFor(label: string, fallback: "feld" | "gruppe"): string {
    const wanted = camelCase(label, fallback);
    const base = isName(wanted) ? wanted : `${fallback}${wanted.charAt(0).toUpperCase()}${wanted.slice(1)}`;
    let key = base;
    for (let number = 2; this.#taken.has(key); number++) key = `${base}${number}`;
    this.#taken.add(key);
    return key;
  }

  /** A key that goes with another one of the same place: `anschrift` and `anschriftAngeben`. */
  besides(key: string, ending: string): string {
    let beside = `${key}${ending}`;
    for (let number = 2; this.#taken.has(beside); number++) beside = `${key}${ending}${number}`;
    this.#taken.add(beside);
    return beside;
  }
}
