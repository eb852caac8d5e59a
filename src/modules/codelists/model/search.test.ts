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

test("searches twelve thousand entries in less than five milliseconds", () => {
  const letters = "abcdefghijklmnoprstuwz";
  const word = (seed: number) =>
    Array.from({ length: 9 }, (_, at) => letters[(seed * (at + 7) * 31 + at * at) % letters.length]).join("");
  const list: CodeList = {
    uri: "urn:example:gross",
    version: "1",
    name: { de: "Groß", en: "Large" },
    entries: Array.from({ length: 12_000 }, (_, at) => ({
      code: String(at),
      label: `${word(at)} ${word(at + 99)} und ${word(at * 3)}`,
    })),
  };
  searchEntries(list, "a");
  const times = [
    word(4711),
    "und",
    word(77).slice(0, 4),
    `${word(9).slice(0, 5)}q${word(9).slice(6)}`,
    "zzzzqqqq",
    "11999",
  ].map((query) => {
    const runs = Array.from({ length: 7 }, () => {
      const begun = performance.now();
      searchEntries(list, query);
      return performance.now() - begun;
    });
    return runs.sort((one, other) => one - other)[2] as number;
  });
  expect(Math.max(...times)).toBeLessThan(5);
});

test("versions are compared as people count", () => {
  expect(["9", "10", "2018-01-31", "2021-01-11"].sort(compareVersions)).toEqual([
    "9",
    "10",
    "2018-01-31",
    "2021-01-11",
  ]);
});
