import { describe, expect, test } from "vitest";
import { bestMentions, excerptOf, mentionOf, mentionPatterns } from "./model/mentions.ts";

const person = { name: "Änne Müller", email: "aenne@example.org" };
const fits = (text: string, pattern: string) =>
  new RegExp(`^${pattern.replaceAll(/[.+]/g, "\\$&").replaceAll("%", ".*").replaceAll("_", ".")}$`, "s").test(
    text.toLowerCase(),
  );

describe("a text written freely", () => {
  test.each([
    ["Frau Änne Müller rief an", "whole"],
    ["MUELLER, AENNE: Termin", "whole"],
    ["Antwort an Aenne@Example.org", "whole"],
    ["Frau Müller rief an", "family"],
    ["Müllerstraße 3", undefined],
    ["Änne Maier", undefined],
    ["", undefined],
  ] as const)("%s mentions the person: %s", (text, mention) => {
    expect(mentionOf(text, person)).toBe(mention);
    // What counts as a mention is never lost before it is looked at.
    if (mention !== undefined)
      expect(
        mentionPatterns(person).some((pattern) => fits(text, pattern)),
        text,
      ).toBe(true);
  });

  test("mentions somebody with a double name by both of its parts", () => {
    const double = { name: "Petra Grünlich-Weiß" };
    expect(mentionOf("Frau Gruenlich-Weiss rief an", double)).toBe("family");
    expect(mentionOf("Das weiß niemand", double)).toBeUndefined();
  });

  test("is searched with patterns that hold nothing of their own", () => {
    expect(mentionPatterns({ name: "100%_" })).toEqual(["%100%"]);
    expect(mentionPatterns({ name: "  " })).toEqual([]);
    for (const [name, text] of [
      ["Weiß", "Herr Weiss"],
      ["Weiss", "Herr Weiß"],
    ] as const) {
      expect(mentionOf(text, { name })).toBe("whole");
      expect(
        mentionPatterns({ name }).some((pattern) => fits(text, pattern)),
        name,
      ).toBe(true);
    }
  });

  test("shows where the person stands in it, and whole names come first", () => {
    const long = `${"x ".repeat(200)}Frau Müller ${"y ".repeat(200)}`;
    expect(excerptOf(long, person)).toContain("Frau Müller");
    expect(excerptOf(long, person).length).toBeLessThan(220);
    expect(bestMentions(["Müller", "niemand", "Änne Müller"], person, (row) => row)).toEqual(["Änne Müller", "Müller"]);
  });
});
