import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { plainDay } from "../../../kernel/index.ts";
import { assessEligibility, type EligibilityFacts, findings } from "./eligibility.ts";

const adult: EligibilityFacts = {
  fuerWen: "selbst",
  bornOn: plainDay("1983-08-12"),
  today: plainDay("2026-11-22"),
  deutsch: true,
  grund: "ablauf",
  hauptwohnung: "hier",
};

test.each<[string, Partial<EligibilityFacts>, boolean]>([
  ["an adult for themselves", {}, true],
  ["somebody who is not German", { deutsch: false }, false],
  ["on the day before the 16th birthday", { bornOn: plainDay("2010-11-23") }, false],
  ["on the 16th birthday", { bornOn: plainDay("2010-11-22") }, true],
  ["a parent for a baby", { fuerWen: "kind", bornOn: plainDay("2026-11-01") }, true],
  ["a parent for somebody of 17, who has not applied", { fuerWen: "kind", bornOn: plainDay("2009-01-01") }, true],
  ["a parent for somebody of 18", { fuerWen: "kind", bornOn: plainDay("2008-11-22") }, false],
  ["a guardian for an adult", { fuerWen: "vertretung" }, true],
  ["somebody without a home", { hauptwohnung: "keine" }, true],
  ["somebody from another town, with a reason", { hauptwohnung: "andernorts" }, true],
])("%s may apply: %j → %s", (_, more, may) => {
  expect(assessEligibility({ ...adult, ...more }).every(({ tone }) => tone !== "stop")).toBe(may);
});

test("every fact leads to its findings, in a fixed order", () => {
  const keys = (more: Partial<EligibilityFacts>) => assessEligibility({ ...adult, ...more }).map(({ key }) => key);
  expect(keys({})).toEqual(["zehn-jahre", "zustaendig", "fingerabdruecke", "unterschrift"]);
  expect(keys({ fuerWen: "kind", bornOn: plainDay("2021-11-22"), grund: "erster" })).toEqual([
    "kind-unter-16",
    "sechs-jahre",
    "eid-aus",
    "zustaendig",
    "ohne-fingerabdruecke",
    "ohne-unterschrift",
  ]);
  expect(keys({ grund: "diebstahl", hauptwohnung: "ausland" })).toEqual([
    "zehn-jahre",
    "verlust-anzeigen",
    "ausland",
    "fingerabdruecke",
    "unterschrift",
  ]);
});

const laws = resolve(process.env.KLICKAMT_STANDARDS ?? "../shared/standards", "laws");
test.skipIf(!existsSync(laws))(`every paragraph that is named exists (${laws})`, () => {
  const text = {
    PAuswG: readFileSync(resolve(laws, "PAuswG-BJNR134610009.md"), "utf8"),
    PAuswV: readFileSync(resolve(laws, "PAuswV-BJNR146000010.md"), "utf8"),
    PAuswGebV: readFileSync(resolve(laws, "PAuswGebV-BJNR147700010.md"), "utf8"),
  };
  let checked = 0;
  for (const { source } of findings) {
    for (const cite of source.split(/(?<=PAusw(?:G|V|GebV)), /)) {
      const law = text[cite.split(" ").at(-1) as keyof typeof text];
      const places = [
        ...cite.matchAll(/(?:§ )?(?<section>\d+[a-z]?) Abs\. (?<paragraph>\d)(?: Nr\. (?<number>\d+))?/g),
      ];
      for (const { groups } of places) {
        const start = law.indexOf(`# § ${groups?.section} –`);
        expect([cite, start >= 0]).toEqual([cite, true]);
        const section = law.slice(start, law.indexOf("\n# §", start + 1));
        const paragraph = section.slice(section.indexOf(`(${groups?.paragraph})`));
        expect([cite, paragraph.length > 10 && section.includes(`(${groups?.paragraph})`)]).toEqual([cite, true]);
        if (groups?.number !== undefined)
          expect([cite, paragraph.includes(`\n${groups.number}. `)]).toEqual([cite, true]);
        checked += 1;
      }
    }
  }
  expect(checked).toBeGreaterThan(20);
});
