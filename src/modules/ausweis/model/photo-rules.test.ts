import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { faceHeightAt, photoRules, strictnessAt } from "./photo-rules.ts";

test.each([
  [0, 0.5],
  [9, 0.5],
  [10, 0.7],
  [40, 0.7],
])("at %i years the face takes at least %f of the height, never more than 0.8", (age, least) => {
  expect(faceHeightAt(age)).toMatchObject({ least, most: 0.8 });
});

test("small children may look away, schoolchildren may not", () => {
  const rule = (key: string) => photoRules.find((one) => one.key === key) as (typeof photoRules)[number];
  expect([3, 6, 12].map((age) => strictnessAt(rule("ausdruck"), age))).toEqual(["loose", "strict", "strict"]);
  expect([3, 6, 12].map((age) => strictnessAt(rule("hintergrund"), age))).toEqual(["loose", "loose", "strict"]);
  expect([3, 6, 12].map((age) => strictnessAt(rule("eine-person"), age))).toEqual(["strict", "strict", "strict"]);
  expect([3, 6, 12].map((age) => strictnessAt(rule("frontal"), age))).toEqual(["strict", "strict", "strict"]);
});

test("every criterion stands once, in both languages", () => {
  expect(new Set(photoRules.map(({ key }) => key)).size).toBe(photoRules.length);
  for (const { title, text, faults } of photoRules) {
    for (const words of [title, text, ...faults]) expect(words.de.length > 2 && words.en.length > 2).toBe(true);
  }
});

const law = resolve(process.env.KLICKAMT_STANDARDS ?? "../shared/standards", "laws/PAuswV-BJNR146000010.md");
test.skipIf(!existsSync(law))(`the bounds are those of the law (${law})`, () => {
  const text = readFileSync(law, "utf8");
  const section = text.slice(text.indexOf("Abschnitt 2 (zu § 7 Absatz 3)"), text.indexOf("# Anlage 3a –"));
  expect(section).toContain("Das Gesicht nimmt 70 bis 80 % der Höhe des Fotos ein.");
  expect(section).toContain("Das Gesicht nimmt 50 bis 80 % der Höhe des Fotos ein.");
  expect(section).toMatch(/Bis zum vollendeten 10\. Lebensjahr sind im Übrigen kleinere Abweichungen zulässig/);
  expect(section).toMatch(
    /Bis zum vollendeten 6\. Lebensjahr .* Ausnahmen in der Kopfposition, im Gesichtsausdruck und bei der Sichtbarkeit der Augen/,
  );
});
