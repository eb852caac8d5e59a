import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileFeel } from "../../../platform/feel/index.ts";
import type { Field, Group } from "../../forms/index.ts";
import { type Condition, comparisons, nameableFrom, readCondition, writeCondition } from "./condition.ts";
import type { DraftForm } from "./tree.ts";

const text = (de: string) => ({ de, en: de });
const field = (key: string, type: Field["type"] = "text"): Field => ({
  kind: "field",
  key,
  type,
  label: text(key),
  source: "§ 1",
});
const group = (key: string, max: number, ...elements: Group["elements"][number][]): Group => ({
  kind: "group",
  key,
  max,
  elements,
});

describe("A condition that was chosen", () => {
  test.each([
    [{ join: "and", terms: [{ name: "hund", comparison: "=", value: "ja" }] }, 'hund = "ja"'],
    [{ join: "and", terms: [{ name: "alter", comparison: ">=", value: "18" }] }, "alter >= 18"],
    [
      {
        join: "or",
        terms: [
          { name: "person.name", comparison: "answered", value: "" },
          { name: "arten", comparison: "contains", value: 'a"b' },
        ],
      },
      'person.name != null or list contains(arten, "a\\"b")',
    ],
  ] as const)("%j is %s, and is read back", (condition, feel) => {
    expect(writeCondition(condition, (name) => (name === "alter" ? "integer" : "text"))).toBe(feel);
    expect(readCondition(feel)).toEqual(condition);
  });

  test.each(["a and b", 'a = "1" and b = "2" or c = "3"', "not(a)", 'count(g) > 1 and a = "x"', "", "a =", "a < null"])(
    "FEEL that says more stays FEEL: %s",
    (feel) => expect(readCondition(feel)).toBeUndefined(),
  );

  test("whatever was typed as a value, it is valid FEEL and comes back as it was", () => {
    const conditions: fc.Arbitrary<Condition> = fc.record({
      join: fc.constantFrom("and", "or"),
      terms: fc.array(
        fc.record({
          name: fc.constantFrom("a", "g.b", "langerName"),
          comparison: fc.constantFrom(...comparisons),
          value: fc.string({ unit: "grapheme", maxLength: 12 }),
        }),
        { minLength: 1, maxLength: 4 },
      ),
    });
    fc.assert(
      fc.property(conditions, ({ join, terms }) => {
        const chosen: Condition = {
          join: terms.length === 1 ? "and" : join,
          terms: terms.map((one) => (one.comparison.endsWith("answered") ? { ...one, value: "" } : one)),
        };
        const feel = writeCondition(chosen, () => "text");
        expect(() => compileFeel(feel)).not.toThrow();
        expect(readCondition(feel)).toEqual(chosen);
      }),
    );
  });

  test("names fields as FEEL sees them from its place, and none of which there are many", () => {
    const form: DraftForm = {
      sections: [
        {
          key: "s",
          title: text("S"),
          elements: [
            field("oben"),
            group("fest", 1, field("f")),
            group("viele", 3, field("v"), group("innen", 1, field("i"))),
          ],
        },
      ],
    };
    const names = (address: string) => nameableFrom(form, address).map(({ name }) => name);
    expect(names("s/oben")).toEqual(["oben", "fest.f"]);
    expect(names("s/viele/v")).toEqual(["oben", "fest.f", "v", "innen.i"]);
    expect(names("s/viele")).toEqual(["oben", "fest.f"]);
  });
});
