import { describe, expect, test } from "vitest";
import { newId, plainDay } from "../../kernel/index.ts";
import { checkAll, compileForm, findDefinitionProblems, freezeAnswers } from "../../modules/forms/index.ts";
import { anzeige } from "../verfahren/index.ts";
import { breeds, listedBreeds } from "./breeds.ts";
import { definition, leistung } from "./index.ts";

const today = plainDay("2026-11-22");
const german = { today, language: "de" } as const;
const codeLists = new Map([[breeds.uri, breeds]]);
const online = leistung.online as NonNullable<typeof leistung.online>;
const compiled = compileForm(online.form, { codeLists });

type Typed = Readonly<Record<string, string | readonly string[]>>;

const dog = (at: number, rasse: string, more: Typed = {}): Typed => ({
  [`hunde.${at}.rufname`]: "Rex",
  [`hunde.${at}.rasse`]: rasse,
  [`hunde.${at}.geschlecht`]: "ruede",
  [`hunde.${at}.geworfen`]: "1.6.2024",
  [`hunde.${at}.aufgenommen`]: "15.11.2026",
  [`hunde.${at}.befreiung`]: "keine",
  ...more,
});
const registration = (...dogs: readonly Typed[]): Typed =>
  Object.assign(
    {
      "halter.vornamen": "Mia",
      "halter.familienname": "Brökelmann",
      "halter.geburtsdatum": "3.4.1988",
      "halter.strasse": "Lindenprobe",
      "halter.hausnummer": "3",
      "halter.plz": "33098",
      "halter.ort": "Paderborn",
      lastschrift: "nein",
    },
    ...dogs,
  );
const errors = (answers: Typed) => checkAll(compiled, answers, german).map(({ path }) => path);
const tax = (...names: readonly string[]) =>
  freezeAnswers(compiled, registration(...names.map((name, at) => dog(at, name))), today).answers.jahressteuer;

describe("the registration of dogs", () => {
  test("is data without a mistake", () => {
    expect(findDefinitionProblems(definition, { procedures: [anzeige], codeLists })).toEqual([]);
    expect(new Set(breeds.entries.map(({ code }) => code)).size).toBe(breeds.entries.length);
  });

  test.each([
    [["Beagle"], "84.00"],
    [["Beagle", "Mops"], "216.00"],
    [["Beagle", "Mops", "Dackel"], "396.00"],
    [["Rottweiler"], "600.00"],
    [["Rottweiler", "Beagle"], "708.00"],
    [["Pug", "Dachshund", "Pitbull Terrier"], "864.00"],
  ])("of %j costs %s a year under the example by-law", (names, amount) => {
    expect(tax(...names)).toBe(amount);
  });

  test("knows the breeds of § 3 Abs. 2 and § 10 Abs. 1 LHundG NRW", () => {
    expect(listedBreeds).toHaveLength(4 + 10 + 1);
    const { answers } = freezeAnswers(compiled, registration(dog(0, "Tosa Inu"), dog(1, "Boxer")), today);
    expect([answers["hunde.0.gelistet"], answers["hunde.1.gelistet"]]).toEqual(["ja", "nein"]);
  });

  test("asks for a proof only where an exemption is wanted", () => {
    expect(errors(registration(dog(0, "Boxer")))).toEqual([]);
    expect(errors(registration(dog(0, "Boxer", { "hunde.0.befreiung": "rettung" })))).toEqual(["hunde.0.nachweis"]);
    const proven = dog(0, "Boxer", { "hunde.0.befreiung": "rettung", "hunde.0.nachweis": [newId()] });
    expect(errors(registration(proven))).toEqual([]);
  });

  test("a dog cannot be taken in before it was born", () => {
    expect(errors(registration(dog(0, "Boxer", { "hunde.0.aufgenommen": "1.5.2024" })))).toEqual([
      "hunde.0.aufgenommen",
    ]);
  });

  test("takes a mandate with a right IBAN, and only where one is given", () => {
    const debit = { ...registration(dog(0, "Boxer")), lastschrift: "ja" };
    expect(errors(debit)).toEqual(["mandat.kontoinhaber", "mandat.iban", "mandat.erteilt"]);
    const given = {
      ...debit,
      "mandat.kontoinhaber": "Mia Brökelmann",
      "mandat.iban": "DE02 1203 0000 0000 2020 51",
      "mandat.erteilt": "ja",
    };
    expect(errors(given)).toEqual([]);
    expect(freezeAnswers(compiled, { ...given, lastschrift: "nein" }, today).answers["mandat.iban"]).toBeUndefined();
  });

  test("says that by-law and amounts are invented", () => {
    expect(JSON.stringify(online.form)).toContain("für diese Demo erfunden");
    expect(definition.page.cost.de.join(" ")).toContain("Beispielsatzung dieser Demo");
  });
});

test("the file of a dog is kept by nobody else's duty: § 147 AO binds those who pay, not the tax office", () => {
  expect(online.records.retentionSource).toContain("Keine gesetzliche Frist");
});
