/** Why a text is no number: not one at all, or one with more digits after the point than are possible. */
export type DecimalMistake = "no-number" | "too-precise";

const mostDigits = 15;

/**
 * Reads a number as people write it: `1.234,56`, `1 234,56`, `1,234.56`, `1234.5`.
 * @param decimals digits after the point of the canonical text
 * @returns canonical: a point and exactly `decimals` digits, without grouping
 *
 * One point with three digits behind it groups thousands, as Germany writes; where three digits after the point are
 * possible it separates them, so that a canonical number reads as itself.
 */
export function parseDecimal(typed: string, decimals: number): string | DecimalMistake {
  const text = typed.replace(/^\u2212/, "-").replace(/[\s\u00a0']/g, "");
  const parts = /^([+-]?)([\d.,]*\d[\d.,]*)$/.exec(text);
  if (parts === null) return "no-number";
  const [sign, digits] = [parts[1] === "-" ? "-" : "", parts[2] as string];
  const split = splitDigits(digits, decimals);
  if (split === undefined) return "no-number";
  const whole = split.whole.replace(/^0+(?=\d)/, "") || "0";
  const part = split.part.replace(/0+$/, "");
  if (whole.length + part.length > mostDigits) return "no-number";
  if (part.length > decimals) return "too-precise";
  const plain = decimals === 0 ? whole : `${whole}.${part.padEnd(decimals, "0")}`;
  return sign === "-" && /[1-9]/.test(plain) ? `-${plain}` : plain;
}

function splitDigits(digits: string, decimals: number): { whole: string; part: string } | undefined {
  const comma = digits.lastIndexOf(",");
  const point = digits.lastIndexOf(".");
  if (comma !== -1 && point !== -1) {
    const [separator, grouping] = comma > point ? [",", "."] : [".", ","];
    const [whole = "", part = "", ...more] = digits.split(separator);
    return more.length > 0 ? undefined : withoutGroups(whole, grouping, part);
  }
  if (comma !== -1) {
    const [whole = "", part = "", ...more] = digits.split(",");
    // Several commas can only group, as English does.
    return more.length > 0 ? withoutGroups(digits, ",", "") : { whole, part };
  }
  if (point === -1) return { whole: digits, part: "" };
  const [whole = "", part = "", ...more] = digits.split(".");
  if (more.length > 0 || (part.length === 3 && decimals !== 3 && /^[1-9]\d{0,2}$/.test(whole))) {
    return withoutGroups(digits, ".", "");
  }
  return { whole, part };
}

function withoutGroups(whole: string, grouping: string, part: string): { whole: string; part: string } | undefined {
  const [first = "", ...groups] = whole.split(grouping);
  if (groups.length > 0 && (!/^\d{1,3}$/.test(first) || !groups.every((group) => /^\d{3}$/.test(group)))) {
    return undefined;
  }
  return /[.,]/.test(first + groups.join("")) ? undefined : { whole: first + groups.join(""), part };
}

/** `1.234,50` and `1,234.50`: as people read a canonical number. Four digits stay together. */
export function decimalText(canonical: string, language: "de" | "en"): string {
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(canonical);
  if (parts === null) return canonical;
  const [group, point] = language === "de" ? [".", ","] : [",", "."];
  const whole = parts[2] as string;
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(?:\d{3})+$)/g, group) : whole;
  return `${parts[1]}${grouped}${parts[3] === undefined ? "" : `${point}${parts[3]}`}`;
}
