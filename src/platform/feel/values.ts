/** A span of whole months and days, from `duration("P18Y")`. */
export class FeelSpan {
  readonly months: number;
  readonly days: number;

  constructor(months: number, days: number) {
    this.months = months;
    this.days = days;
  }
}

/** Bounds of an interval or of a comparison. */
export class FeelBounds {
  readonly start: unknown;
  readonly end: unknown;
  readonly startIn: boolean;
  readonly endIn: boolean;

  constructor(start: unknown, end: unknown, startIn: boolean, endIn: boolean) {
    this.start = start;
    this.end = end;
    this.startIn = startIn;
    this.endIn = endIn;
  }
}

const isoDay = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Days since 1970-01-01, undefined where the text is no day. */
export function dayNumber(text: unknown): number | undefined {
  if (typeof text !== "string" || text.length !== 10) return undefined;
  const parts = isoDay.exec(text);
  if (parts === null) return undefined;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  const at = new Date(0);
  at.setUTCFullYear(year, month - 1, day);
  return Math.round(at.getTime() / 86_400_000);
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** `YYYY-MM-DD`, null where there is no such day. */
export function isoDate(year: number, month: number, day: number): string | null {
  const text = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  return dayNumber(text) === undefined ? null : text;
}

/** A day moved by a span; a day that the month has not becomes its last one, as the standard says. */
export function moveDay(text: string, span: FeelSpan, sign: 1 | -1): string | null {
  const months = Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)) - 1 + sign * span.months;
  const [year, month] = [Math.floor(months / 12), (((months % 12) + 12) % 12) + 1];
  const start = dayNumber(isoDate(year, month, Math.min(Number(text.slice(8)), daysInMonth(year, month))));
  if (start === undefined) return null;
  const moved = new Date((start + sign * span.days) * 86_400_000);
  return isoDate(moved.getUTCFullYear(), moved.getUTCMonth() + 1, moved.getUTCDate());
}

/** Undefined for times and for anything that is no duration. */
export function spanOf(text: string): FeelSpan | undefined {
  const parts = /^(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?$/.exec(text);
  if (parts === null || (parts[2] ?? parts[3] ?? parts[4]) === undefined) return undefined;
  const sign = parts[1] === "-" ? -1 : 1;
  return new FeelSpan(sign * (Number(parts[2] ?? 0) * 12 + Number(parts[3] ?? 0)), sign * Number(parts[4] ?? 0));
}

type Kind = "nil" | "boolean" | "number" | "string" | "list" | "context" | "span" | "bounds" | "other";

export function kindOf(value: unknown): Kind {
  if (value === null || value === undefined) return "nil";
  switch (typeof value) {
    case "boolean":
      return "boolean";
    case "number":
      return "number";
    case "string":
      return "string";
    case "object":
      if (Array.isArray(value)) return "list";
      if (value instanceof FeelSpan) return "span";
      if (value instanceof FeelBounds) return "bounds";
      return "context";
    default:
      return "other";
  }
}

/** What `if`, `some` and `every` take for true. */
export function isTruthy(value: unknown): boolean {
  return value !== false && value !== null && value !== undefined;
}

/** Three-valued equality: null where the kinds cannot be compared. */
export function equals(a: unknown, b: unknown): boolean | null {
  if ((a === null) !== (b === null)) return false;
  const left = Array.isArray(a) && a.length < 2 ? a[0] : a;
  const right = Array.isArray(b) && b.length < 2 ? b[0] : b;
  const kind = kindOf(left);
  if (kind !== kindOf(right)) return null;
  switch (kind) {
    case "nil":
      return true;
    case "list": {
      const [x, y] = [left as unknown[], right as unknown[]];
      return x.length === y.length && x.every((item, index) => equals(item, y[index]));
    }
    case "context": {
      if (left === right) return true;
      // Lazily filled contexts have no keys of their own: each is equal to itself alone.
      if (Object.getPrototypeOf(left) !== Object.prototype) return false;
      const [x, y] = [left as Record<string, unknown>, right as Record<string, unknown>];
      const keys = Object.keys(x);
      return (
        keys.length === Object.keys(y).length && keys.every((key) => Object.hasOwn(y, key) && equals(x[key], y[key]))
      );
    }
    case "span":
      return compare(left, right) === 0;
    default:
      return left === right;
  }
}

/** Negative, 0, positive; null where the two have no order. */
function compare(a: unknown, b: unknown): number | null {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
  if (a instanceof FeelSpan && b instanceof FeelSpan) {
    if (a.days === 0 && b.days === 0) return a.months - b.months;
    if (a.months === 0 && b.months === 0) return a.days - b.days;
  }
  return null;
}

/** Three-valued: null where the value or both bounds are missing or the kinds differ. */
export function includes(bounds: FeelBounds, value: unknown): boolean | null {
  let { start, end, startIn, endIn } = bounds;
  if ((start === null && end === null) || value === null) return null;
  if (start !== null && end !== null) {
    const order = compare(start, end);
    if (order === null) return null;
    if (order > 0) [start, end, startIn, endIn] = [end, start, endIn, startIn];
  }
  if (start !== null) {
    const order = compare(value, start);
    if (order === null) return null;
    if (order < 0 || (order === 0 && !startIn)) return false;
  }
  if (end !== null) {
    const order = compare(value, end);
    if (order === null) return null;
    if (order > 0 || (order === 0 && !endIn)) return false;
  }
  return true;
}

/** One test of `value in …`. */
function meets(test: unknown, value: unknown): boolean | null {
  return test instanceof FeelBounds ? includes(test, value) : equals(test, value);
}

/** `value in tests`: one that fits wins, one that cannot be known makes the answer unknown. */
export function isIn(value: unknown, tests: unknown): boolean | null {
  if (tests === null) return null;
  let unknown = false;
  for (const test of Array.isArray(tests) ? tests : [tests]) {
    const met = meets(test, value);
    if (met === true) return true;
    if (met === null && test instanceof FeelBounds) unknown = true;
  }
  return unknown ? null : false;
}

/** The entry of a context; null where there is none. Days know `year`, `month`, `day`, `weekday`. */
export function entryOf(target: unknown, name: string): unknown {
  if (target === null || target === undefined) return null;
  if (typeof target === "object") {
    if (Array.isArray(target)) return null;
    if (Object.hasOwn(target, name)) return (target as Record<string, unknown>)[name] ?? null;
    // Lazily filled contexts keep their getters on a prototype of their own.
    const proto = Object.getPrototypeOf(target);
    if (proto === null || proto === Object.prototype || !(name in proto) || name in Object.prototype) return null;
    return (target as Record<string, unknown>)[name] ?? null;
  }
  const day = dayNumber(target);
  if (day === undefined) return null;
  const text = target as string;
  if (name === "year") return Number(text.slice(0, 4));
  if (name === "month") return Number(text.slice(5, 7));
  if (name === "day") return Number(text.slice(8));
  if (name === "weekday") return ((((day + 3) % 7) + 7) % 7) + 1;
  return null;
}

export function textOf(value: unknown, inside = false): string | null {
  switch (kindOf(value)) {
    case "nil":
      return inside ? "null" : null;
    case "string":
      return inside ? `"${(value as string).replace(/["\\]/g, "\\$&")}"` : (value as string);
    case "boolean":
    case "number":
      return String(value);
    case "list":
      return `[${(value as unknown[]).map((item) => textOf(item, true)).join(", ")}]`;
    default:
      return null;
  }
}
