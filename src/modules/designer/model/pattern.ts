/** A pattern of a schema as JavaScript takes it, or why not. */
export type ConvertedPattern =
  | { readonly kind: "regex"; readonly regex: string }
  /** Words for people. */
  | { readonly kind: "prose" }
  /** Several may be chosen. */
  | { readonly kind: "several" }
  | { readonly kind: "broken"; readonly why: "syntax" | "costly" };

/** Longer ones nobody can check. */
const longest = 500;

const posix: Readonly<Record<string, string>> = {
  Alpha: "A-Za-z",
  Lower: "a-z",
  Upper: "A-Z",
  Digit: "0-9",
  Alnum: "A-Za-z0-9",
  XDigit: "0-9A-Fa-f",
  Punct: "!-\\/:-@\\[-`\\{-~",
  Blank: " \\t",
  Space: "\\s",
  ASCII: "\\x00-\\x7f",
  IsBasicLatin: "\\x00-\\x7f",
  IsAlphabetic: "\\p{L}",
  IsLetter: "\\p{L}",
  IsDigit: "\\p{Nd}",
  IsLatin: "\\p{Script=Latin}",
  InLatin1Supplement: "\\x80-\\xff",
  "IsLatin-1Supplement": "\\x80-\\xff",
};

/** Letters that XML Schema has and JavaScript has not: beginnings and letters of names. */
const nameLetters: Readonly<Record<string, string>> = { i: "_:\\p{L}", c: "\\-._:\\p{L}\\p{N}\\p{M}" };

/** Escapes that JavaScript takes in Unicode mode; others stand for the sign itself. */
const ownEscapes = /^[dDwWsSbBnrtfv0^$\\.*+?()[\]{}|/xupPkc-]$/;

function escapeAt(source: string, at: number, inClass: boolean): readonly [string, number] | undefined {
  const sign = source.charAt(at + 1);
  if (sign === "p" || sign === "P") {
    const name = /^\{([^}]{1,40})\}/.exec(source.slice(at + 2));
    if (name === null) return undefined;
    const set = posix[name[1] as string];
    const end = at + 2 + name[0].length;
    if (set === undefined) return [`\\${sign}${name[0]}`, end];
    if (inClass) return sign === "p" ? [set, end] : undefined;
    return [`[${sign === "P" ? "^" : ""}${set}]`, end];
  }
  const letters = nameLetters[sign.toLowerCase()];
  if (letters !== undefined && (sign === "i" || sign === "I" || sign === "c" || sign === "C")) {
    if (inClass) return sign === sign.toLowerCase() ? [letters, at + 2] : undefined;
    return [`[${sign === sign.toLowerCase() ? "" : "^"}${letters}]`, at + 2];
  }
  if (sign === "h") return [inClass ? " \\t" : "[ \\t]", at + 2];
  if (sign === "A" || sign === "z" || sign === "Z") return inClass ? undefined : ["", at + 2];
  if (sign === "Q") {
    const end = source.indexOf("\\E", at + 2);
    const quoted = source.slice(at + 2, end === -1 ? undefined : end);
    return [quoted.replace(/[\^$\\.*+?()[\]{}|/]/g, "\\$&"), end === -1 ? source.length : end + 2];
  }
  if (sign === "-") return [inClass ? "\\-" : "-", at + 2];
  return ownEscapes.test(sign) ? [`\\${sign}`, at + 2] : [sign, at + 2];
}

/** From the words of XML Schema and Java into those of JavaScript; undefined where there is no way. */
function translated(source: string): string | undefined {
  let out = "";
  let inClass = false;
  for (let at = 0; at < source.length; ) {
    const sign = source.charAt(at);
    if (sign === "\\") {
      const escaped = escapeAt(source, at, inClass);
      if (escaped === undefined) return undefined;
      out += escaped[0];
      at = escaped[1];
      continue;
    }
    // Classes in classes, `[a-z-[aeiou]]` and `[a&&b]`, have no counterpart in this mode.
    if (inClass && (sign === "[" || source.startsWith("&&", at))) return undefined;
    if (sign === "[") inClass = true;
    else if (sign === "]") inClass = false;
    // Possessive quantifiers find no more than greedy ones do; they only give up sooner.
    if (!inClass && sign === "+" && /[*+?}]$/.test(out) && !out.endsWith("\\+") && !out.endsWith("\\*")) {
      at += 1;
      continue;
    }
    if (!inClass && source.startsWith("(?>", at)) {
      out += "(?:";
      at += 3;
      continue;
    }
    out += sign;
    at += 1;
  }
  return out;
}

/** Quantifiers that may repeat ten times or more. */
const many = /^(?:[*+]|\{\d*,\}|\{\d+,\d{2,}\}|\{\d{2,}\})/;

/**
 * Whether matching may take longer than anybody waits: something repeated within something repeated, alternatives
 * repeated, or many repetitions one after another.
 */
function isCostly(regex: string, longestText: number): boolean {
  const repeats: boolean[] = [false];
  let loops = 0;
  for (let at = 0; at < regex.length; at++) {
    const sign = regex.charAt(at);
    if (sign === "\\") {
      // A reference to a group is a search of its own.
      if (/[1-9k]/.test(regex.charAt(at + 1))) return true;
      at += 1;
    } else if (sign === "[") {
      while (at < regex.length && regex.charAt(at) !== "]") at += regex.charAt(at) === "\\" ? 2 : 1;
    } else if (sign === "(") {
      repeats.push(false);
      continue;
    } else if (sign === "|") {
      repeats[repeats.length - 1] = true;
      continue;
    } else if (sign === ")") {
      const inner = repeats.pop() ?? false;
      const repeated = many.test(regex.slice(at + 1));
      if (inner && repeated) return true;
      if (repeated) loops += 1;
      if (inner || repeated) repeats[repeats.length - 1] = true;
      continue;
    }
    if (many.test(regex.slice(at + 1))) {
      loops += 1;
      repeats[repeats.length - 1] = true;
    }
  }
  return longestText ** Math.max(1, loops) > 20_000_000;
}

/**
 * Brings a pattern of a schema, written for XML Schema or Java, to what a field of a form takes. Patterns that could
 * be made to run for long by what a citizen types are not taken over.
 * @param longestText characters that may be typed
 */
export function convertPattern(source: string, longestText: number): ConvertedPattern {
  const text = source.trim();
  if (/^mehrfach(?:auswahl|nennung)/i.test(text)) return { kind: "several" };
  if (!/[\\^$.*+?()[\]{}|]/.test(text) || /\p{L}{3,} \p{L}{3,}/u.test(text)) return { kind: "prose" };
  if (text.length > longest) return { kind: "broken", why: "costly" };
  const bare = translated(text.replace(/^\^/, "").replace(/(?<!\\)\$$/, ""));
  if (bare === undefined) return { kind: "broken", why: "syntax" };
  try {
    new RegExp(`^(?:${bare})$`, "u");
  } catch {
    return { kind: "broken", why: "syntax" };
  }
  return isCostly(bare, longestText) ? { kind: "broken", why: "costly" } : { kind: "regex", regex: bare };
}
