import fc from "fast-check";
import { evaluate } from "feelin";
import { describe, expect, it } from "vitest";
import { compileFeel, FeelSyntaxError } from "./index.ts";

const context = {
  today: "2026-11-22",
  a: { b: [{ c: 1 }, { c: 3 }] },
  x: 2,
  list: [1, 2, 3],
  name: "Käse",
  born: "2008-11-22",
  nothing: null,
  people: [
    { kind: "x", name: "A" },
    { kind: "y", name: "B" },
  ],
};

describe("compiled FEEL", () => {
  it.each([
    ["a.b[2].c = 3 and not(x in [5..9])", true],
    ["list[-1]", 3],
    ['count(people[kind = "x"]) = 1', true],
    ["some p in people satisfies p.name = name", false],
    ['born <= today() - duration("P18Y")', true],
    ['born > today() - duration("P18Y")', false],
    ['date("2024-02-29") + duration("P1Y")', "2025-02-28"],
    ["born.year + 1", 2009],
    ['today() - born > duration("P10D")', true],
    ['date("2026-02-30")', null],
    ["is defined(nothing)", false],
    ["nothing = null and missing = null", true],
    ["x > nothing", null],
    ['if x in (1, >= 2) then "ja" else "nein"', "ja"],
    ['number("")', null],
    ['x < "3"', null],
  ])("%s is %j", (source, expected) => {
    const expression = compileFeel(source);
    expect(expression.compiled).toBe(true);
    expect(expression.evaluate(context)).toEqual(expected);
  });

  it.each([
    ["for i in list return i * 2", [2, 4, 6]],
    ["years and months duration(born, today()).years", 18],
    ["substring(name, 1, 2)", "Kä"],
  ])("leaves %s to feelin, with the same days", (source, expected) => {
    const expression = compileFeel(source);
    expect(expression.compiled).toBe(false);
    expect(expression.evaluate(context)).toEqual(expected);
  });

  it("says where an expression goes wrong", () => {
    expect(() => compileFeel("1 +* 2")).toThrow(FeelSyntaxError);
    try {
      compileFeel("1 +* 2");
    } catch (error) {
      expect((error as FeelSyntaxError).position).toBe(3);
    }
    expect(() => compileFeel("")).toThrow(FeelSyntaxError);
  });

  it("knows what an expression reads", () => {
    const expression = compileFeel('(some p in people satisfies p.kind = "x") and count(list) > 1 and a.b[x].c = 1');
    expect(expression.variables).toEqual(["people", "list", "a", "x"]);
    expect(expression.comparisons).toContainEqual({ names: ["people", "kind"], literal: "x" });
    expect(expression.paths).toContainEqual({ names: ["list"], use: "entries" });
  });

  it("compiles the same text once", () => {
    expect(compileFeel("x = 2")).toBe(compileFeel("x = 2"));
  });
});

/** Expressions of one kind over names of one kind: values of different kinds differ from feelin on purpose. */
const { number, text, truth } = fc.letrec<{ number: string; text: string; truth: string }>((tie) => ({
  number: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom("n", "m", "p.n", "ns[1]", "ns[-1]", "ps[2].n", "missing"),
    fc.nat(20).map(String),
    fc
      .tuple(tie("number"), fc.constantFrom("+", "-", "*", "/"), tie("number"))
      .map(([a, op, b]) => `(${a} ${op} ${b})`),
    fc.tuple(tie("truth"), tie("number"), tie("number")).map(([c, a, b]) => `(if ${c} then ${a} else ${b})`),
    fc.constantFrom("count(ns)", "count(missing)", "sum(ns)", "min(ns)", "max(ns)", "string length(s)"),
    tie("number").map((a) => `-(${a})`),
  ),
  text: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom("s", "t", "p.s", "ps[1].s", "missing", '"a"', '"b"', '"ab"'),
    fc.tuple(tie("text"), tie("text")).map(([a, b]) => `(${a} + ${b})`),
    tie("text").map((a) => `upper case(${a})`),
    tie("text").map((a) => `lower case(${a})`),
    tie("number").map((a) => `string(${a})`),
  ),
  truth: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom("b", "c", "true", "false", "missing", "p.b"),
    fc.tuple(tie("truth"), fc.constantFrom("and", "or"), tie("truth")).map(([a, op, b]) => `(${a} ${op} ${b})`),
    tie("truth").map((a) => `not(${a})`),
    fc
      .tuple(tie("number"), fc.constantFrom("=", "!=", "<", "<=", ">", ">="), tie("number"))
      .map((p) => `(${p.join(" ")})`),
    fc.tuple(tie("text"), fc.constantFrom("=", "!=", "<", ">="), tie("text")).map((parts) => `(${parts.join(" ")})`),
    tie("number").map((a) => `(${a} in [2..9))`),
    tie("number").map((a) => `(${a} in (1, 2, > 5))`),
    tie("number").map((a) => `(${a} in ns)`),
    tie("text").map((a) => `(${a} in ("a", "b"))`),
    fc.tuple(tie("number"), tie("number"), tie("number")).map(([a, b, c]) => `(${a} between ${b} and ${c})`),
    fc.tuple(fc.constantFrom("some", "every"), tie("number")).map(([q, a]) => `(${q} i in ns satisfies i > ${a})`),
    fc.tuple(fc.constantFrom("some", "every"), tie("text")).map(([q, a]) => `(${q} i in ps satisfies i.s = ${a})`),
    tie("number").map((a) => `list contains(ns, ${a})`),
    fc
      .tuple(fc.constantFrom("contains", "starts with", "ends with"), tie("text"), tie("text"))
      .map(([name, a, b]) => `${name}(${a}, ${b})`),
    tie("text").map((a) => `matches(${a}, "^a.?$")`),
    tie("number").map((a) => `(count(ps[n > ${a}]) = 1)`),
  ),
}));

const smallText = fc.constantFrom("", "a", "b", "ab", "äß");
const orNothing = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const record = { n: orNothing(fc.nat(9)), s: orNothing(smallText), b: orNothing(fc.boolean()) };
const contexts = fc.record({
  n: orNothing(fc.integer({ min: -9, max: 9 })),
  m: fc.nat(9),
  s: orNothing(smallText),
  t: smallText,
  b: fc.boolean(),
  c: orNothing(fc.boolean()),
  p: fc.record(record),
  ns: fc.array(fc.nat(9), { maxLength: 4 }),
  ps: fc.array(fc.record(record), { minLength: 2, maxLength: 4 }),
});

describe("compiled FEEL beside feelin", () => {
  it.each([
    ["numbers", number],
    ["texts", text],
    ["truth values", truth],
  ])("gives the same %s", (_, expressions) => {
    fc.assert(
      fc.property(expressions, contexts, (source, values) => {
        const compiled = compileFeel(source);
        expect(compiled.compiled, source).toBe(true);
        let expected: unknown;
        try {
          expected = evaluate(source, structuredClone(values)).value;
        } catch {
          // feelin throws where values have no order.
          return;
        }
        expect(compiled.evaluate(values), source).toEqual(expected ?? null);
      }),
      { numRuns: 400 },
    );
  });
});
