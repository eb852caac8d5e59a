import { expect, test } from "vitest";
import { builtInLists } from "./built-in.ts";
import { brokenBound, type CodeList, compareVersions } from "./code-list.ts";
import { searchEntries } from "./search.ts";

const [countries, gemeinden] = builtInLists() as [CodeList, CodeList];
const labels = (list: CodeList, query: string, limit?: number) =>
  searchEntries(list, query, limit).map(({ label }) => label);

test("countries have German and English names for every code", () => {
  expect(countries.entries.length).toBe(249);
  expect(countries.entries.find(({ code }) => code === "DE")).toEqual({
    code: "DE",
    label: "Deutschland",
    labelEn: "Germany",
  });
  expect(countries.entries.filter(({ code, label }) => code === label)).toEqual([]);
  expect(builtInLists().map(brokenBound)).toEqual([undefined, undefined]);
});

test("municipalities are all 396 of North Rhine-Westphalia", () => {
  expect(gemeinden.entries.length).toBe(396);
});

test.each([
  ["öster", "Österreich"],
  ["oester", "Österreich"],
  ["oster", "Österreich"],
  ["germany", "Deutschland"],
  ["de", "Deutschland"],
  ["FR", "Frankreich"],
  ["koenigreich", "Vereinigtes Königreich"],
  ["Frankriech", "Frankreich"],
  ["Deutchland", "Deutschland"],
])("%s finds %s first", (query, label) => {
  expect(labels(countries, query)[0]).toBe(label);
});

test("what begins so comes before what holds it somewhere", () => {
  const found = labels(countries, "land", 40);
  expect(found.indexOf("Ålandinseln")).toBeGreaterThanOrEqual(0);
  expect(labels(gemeinden, "pader")[0]).toBe("Paderborn");
  expect(labels(gemeinden, "05774032")).toEqual(["Paderborn"]);
});

test("nothing typed shows the beginning of the alphabet, nonsense nothing", () => {
  expect(labels(countries, "", 2)).toEqual(["Afghanistan", "Ägypten"]);
  expect(labels(countries, "xqzwv")).toEqual([]);
  expect(labels(countries, "   ")).toHaveLength(20);
  expect(labels(countries, "-", 5)).toEqual([]);
});

test("versions are compared as people count", () => {
  expect(["9", "10", "2018-01-31", "2021-01-11"].sort(compareVersions)).toEqual([
    "9",
    "10",
    "2018-01-31",
    "2021-01-11",
  ]);
});
