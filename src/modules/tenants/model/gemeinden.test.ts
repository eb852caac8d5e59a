import { describe, expect, test } from "vitest";
import { demoRegions } from "./demo-regions.ts";
import { findGemeinde, findGemeindeByAddress, findGemeinden, gemeinden, getGemeinde, slugOf } from "./gemeinden.ts";

const first = (query: string): string | undefined => findGemeinden(query)[0]?.name;

describe("the directory", () => {
  test("holds all 396 municipalities, each with key, population and postcodes", () => {
    expect(gemeinden).toHaveLength(396);
    for (const gemeinde of gemeinden) {
      expect(gemeinde.ags).toMatch(/^05\d{6}$/);
      expect(gemeinde.kind).toBeDefined();
      expect(gemeinde.regierungsbezirk).toBeDefined();
      expect(gemeinde.population).toBeGreaterThan(3000);
      expect(gemeinde.townHallPostcode).toMatch(/^\d{5}$/);
      expect(gemeinde.postcodes.length).toBeGreaterThan(0);
      for (const code of gemeinde.postcodes) expect(code).toMatch(/^[345]\d{4}$/);
    }
    expect(new Set(gemeinden.map(({ ags }) => ags)).size).toBe(396);
  });

  test("22 towns belong to no Kreis, all others do", () => {
    expect(gemeinden.filter(({ kreis }) => kreis === undefined)).toHaveLength(22);
    expect(new Set(gemeinden.flatMap(({ kreis }) => kreis ?? [])).size).toBe(31);
  });

  test("says what is known of Paderborn", () => {
    expect(getGemeinde("05774032")).toEqual({
      ags: "05774032",
      name: "Paderborn",
      kind: "Stadt",
      kreis: "Kreis Paderborn",
      regierungsbezirk: "Detmold",
      population: 154755,
      townHallPostcode: "33104",
      postcodes: ["33098", "33100", "33102", "33104", "33106"],
    });
    expect(findGemeinde("05000000")).toBeUndefined();
    expect(() => getGemeinde("05000000")).toThrow(RangeError);
  });

  test("addresses are ASCII and unique", () => {
    const slugs = gemeinden.map(({ name }) => slugOf(name));
    expect(new Set(slugs).size).toBe(396);
    for (const slug of slugs) expect(slug).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(slugOf("Delbrück")).toBe("delbrueck");
    expect(slugOf("Halle (Westf.)")).toBe("halle-westf");
    expect(slugOf("Schloß Holte-Stukenbrock")).toBe("schloss-holte-stukenbrock");
  });
});

describe("search", () => {
  test.each([
    ["Paderborn", "Paderborn"],
    ["pader", "Paderborn"],
    ["Padeborn", "Paderborn"],
    ["Paderbron", "Paderborn"],
    ["delbruck", "Delbrück"],
    ["DELBRUECK", "Delbrück"],
    ["Delbrück", "Delbrück"],
    ["Delbru\u0308ck", "Delbrück"],
    ["dusseldorf", "Düsseldorf"],
    ["Duesseldorf", "Düsseldorf"],
    ["Gelsenkirchn", "Gelsenkirchen"],
    ["Schloss Holte", "Schloß Holte-Stukenbrock"],
    ["Stukenbrock", "Schloß Holte-Stukenbrock"],
    ["Halle", "Halle (Westf.)"],
    ["Stadt Köln", "Köln"],
    ["Stadtlohn", "Stadtlohn"],
    ["Mülheim", "Mülheim an der Ruhr"],
    ["Bad Lippsp", "Bad Lippspringe"],
  ])("%s finds %s first", (query, name) => {
    expect(first(query)).toBe(name);
  });

  test.each([
    ["33129", ["Delbrück"]],
    ["33098", ["Paderborn"]],
    ["33098 Paderborn", ["Paderborn"]],
  ])("postcode %s", (query, names) => {
    expect(findGemeinden(query).map(({ name }) => name)).toEqual(names);
  });

  test("the beginning of a postcode finds all it may become", () => {
    expect(findGemeinden("3310").map(({ name }) => name)).toContain("Paderborn");
    expect(
      findGemeinden("331", 50).every((one) =>
        [...one.postcodes, one.townHallPostcode].some((code) => code.startsWith("331")),
      ),
    ).toBe(true);
  });

  test("a Kreis finds its municipalities", () => {
    const names = findGemeinden("Kreis Paderborn", 20).map(({ name }) => name);
    expect(names).toHaveLength(10);
    expect(names[0]).toBe("Paderborn");
    expect(findGemeinden("Hochsauerlandkreis", 20)).toHaveLength(12);
  });

  test("nothing finds nothing", () => {
    expect(findGemeinden("")).toEqual([]);
    expect(findGemeinden("   ")).toEqual([]);
    expect(findGemeinden("München")).not.toContainEqual(expect.objectContaining({ name: "Münster" }));
    expect(findGemeinden("99999")).toEqual([]);
  });

  test("never gives more than wanted", () => {
    expect(findGemeinden("b", 3)).toHaveLength(3);
  });
});

describe("the municipality of an address", () => {
  test.each([
    ["Delbrück", "33129", "05774020"],
    ["delbrueck", undefined, "05774020"],
    ["Halle", "33790", "05754012"],
    ["Stadt Paderborn", "33098", "05774032"],
    ["Delbrück OT Westenholz", "33129", "05774020"],
  ])("%s %s is %s", (name, postcode, ags) => {
    expect(findGemeindeByAddress(name, postcode)?.ags).toBe(ags);
  });

  test("a name that is not quite right is not guessed", () => {
    expect(findGemeindeByAddress("Delbrügg", "33129")).toBeUndefined();
    expect(findGemeindeByAddress("Kassel", "34117")).toBeUndefined();
    expect(findGemeindeByAddress("", "33129")).toBeUndefined();
  });
});

test("each model region lies in its Regierungsbezirk, one in each", () => {
  for (const region of demoRegions) {
    for (const ags of region.towns) expect(getGemeinde(ags).regierungsbezirk).toBe(region.regierungsbezirk);
  }
  expect(new Set(demoRegions.map(({ regierungsbezirk }) => regierungsbezirk)).size).toBe(5);
  expect(demoRegions.map(({ towns }) => towns.map((ags) => getGemeinde(ags).name))).toEqual([
    ["Paderborn", "Bielefeld", "Delbrück"],
    ["Soest", "Iserlohn", "Lippstadt"],
    ["Wuppertal", "Solingen", "Remscheid"],
    ["Aachen"],
    ["Gelsenkirchen", "Bottrop", "Recklinghausen"],
  ]);
});
