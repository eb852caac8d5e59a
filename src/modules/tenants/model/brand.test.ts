import { expect, test } from "vitest";
import { contrastRatio } from "../../../platform/ui/index.ts";
import { accentFor, accents, markSvg } from "./brand.ts";
import { demoRegions } from "./demo-regions.ts";
import { gemeinden } from "./gemeinden.ts";

test("every accent has 7:1 on white", () => {
  for (const accent of accents) expect([accent, contrastRatio(accent, "#ffffff") >= 7]).toEqual([accent, true]);
});

test("a town keeps its accent and its mark", () => {
  expect(accentFor("05774032")).toBe(accentFor("05774032"));
  expect(markSvg("Paderborn", "#1f4e8c")).toBe(markSvg("Paderborn", "#1f4e8c"));
});

test("every accent is used, none by more than a fifth of the towns", () => {
  for (const accent of accents) {
    const share = gemeinden.filter(({ ags }) => accentFor(ags) === accent).length / gemeinden.length;
    expect(share).toBeGreaterThan(0.03);
    expect(share).toBeLessThan(0.2);
  }
});

test("the marks of the towns of one region differ", () => {
  for (const { towns } of demoRegions) {
    expect(new Set(towns.map((ags) => markSvg(ags, accents[0] as string))).size).toBe(towns.length);
  }
});

test("a mark holds no style, no script and nothing of the name", () => {
  const svg = markSvg('<script>"x"', "#1f4e8c");
  expect(svg).not.toMatch(/style|script|"x"/);
  expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 48 48"/);
  expect(() => markSvg("Paderborn", '#fff"/>')).toThrow(RangeError);
});
