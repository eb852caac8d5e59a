import { describe, expect, test } from "vitest";
import { partsOf } from "./compounds.ts";
import { stemOf } from "./stem.ts";
import { foldWord, wordsOf } from "./words.ts";

const stem = (word: string) => stemOf(foldWord(word));

describe("forms of a word give the same", () => {
  test.each([
    ["Anmeldung", ["Anmeldungen", "anmelden", "anmeldet", "angemeldet", "Angemeldete", "anzumelden"]],
    ["Antrag", ["Antrags", "Antrages", "Anträge", "Anträgen", "Antraege"]],
    ["Akte", ["Akten"]],
    ["Bescheid", ["Bescheide", "Bescheides", "Bescheiden", "Bescheids"]],
    ["Bescheinigung", ["Bescheinigungen", "bescheinigen", "bescheinigt"]],
    ["Haus", ["Hauses", "Häuser", "Häusern", "Haeuser"]],
    ["Stadt", ["Städte", "Städten", "Staedte"]],
    ["Zeugnis", ["Zeugnisse", "Zeugnissen", "Zeugnisses"]],
    ["Straße", ["Straßen", "Strasse", "Strassen", "STRASSE"]],
    ["Bürger", ["Bürgern", "Bürgers", "Buerger", "Bürgerin", "Bürgerinnen"]],
    ["Antragsteller", ["Antragstellerin", "Antragstellerinnen", "Antragstellers"]],
    ["beantragen", ["beantragt", "beantragte", "beantragten"]],
    ["genehmigen", ["genehmigt", "Genehmigung", "Genehmigungen", "genehmigte"]],
    ["einreichen", ["eingereicht", "einzureichen", "Einreichung"]],
    ["Gebühr", ["Gebühren", "Gebuehr", "Gebuehren"]],
    ["Hund", ["Hunde", "Hundes", "Hunden"]],
    ["freundlich", ["freundliche", "freundlichen", "freundlicher"]],
    ["Gesellschaft", ["Gesellschaften"]],
  ])("%s", (word, forms) => {
    expect(forms.map((form) => [form, stem(form)])).toEqual(forms.map((form) => [form, stem(word)]));
  });

  test.each([
    ["Wald", "Wahl"],
    ["Bauer", "Bauch"],
    ["Internet", "intern"],
    ["Gericht", "Recht"],
    ["Steuer", "Stute"],
    ["Hund", "Hand"],
  ])("%s and %s stay apart", (one, other) => {
    expect(stem(one)).not.toBe(stem(other));
  });
});

describe("umlauts", () => {
  test.each([
    ["Müller", "Mueller", "muller"],
    ["Größe", "Groesse", "grosse"],
    ["Öl", "Oel", "ol"],
    ["Ägäis", "Aegaeis", "agais"],
    ["Weiß", "Weiss", "weiss"],
    ["Łódź", "Lodz", "lodz"],
    ["Žižek", "Zizek", "zizek"],
  ])("%s and %s are one word", (one, other, folded) => {
    expect([foldWord(one), foldWord(other), foldWord(one.normalize("NFD"))]).toEqual([folded, folded, folded]);
  });

  test("an e after a vowel or q belongs to itself", () => {
    expect(["Steuer", "Quelle", "Bauer", "neue"].map(foldWord)).toEqual(["steuer", "quelle", "bauer", "neue"]);
  });
});

describe("a compound", () => {
  test.each([
    ["Gewerbeanmeldung", ["gewerbe", "anmeldung"]],
    ["Gewerbeanmeldungen", ["gewerbe", "anmeldung"]],
    ["Wohngeldantrag", ["wohngeld", "antrag"]],
    ["Personalausweisantrages", ["personalausweis", "antrag"]],
    ["Hundesteuerbescheid", ["hunde", "hundesteuer", "steuer", "steuerbescheid", "bescheid"]],
    ["Baugenehmigung", ["bau", "genehmigung"]],
    ["Aufenthaltserlaubnis", ["aufenthalt", "erlaubnis"]],
    ["Schulamt", ["schul", "amt"]],
    ["Straßensperrung", ["strasse", "sperrung"]],
    ["Meldebescheinigung", ["melde", "bescheinigung"]],
    [
      "Gewerbeanmeldungsbescheinigung",
      ["gewerbe", "gewerbeanmeldung", "anmeldung", "anmeldungsbescheinigung", "bescheinigung"],
    ],
    ["Häuserverkauf", ["verkauf"]],
  ])("%s has its parts", (word, parts) => {
    const found = partsOf(foldWord(word));
    for (const part of parts) expect(found.map((one) => stemOf(one))).toContain(stemOf(part));
  });

  test.each(["Bescheid", "Anmeldung", "Verwaltung", "Müllermeier", "Lüdenscheid", "gegangen", "Versammlungen"])(
    "%s is none",
    (word) => {
      expect(partsOf(foldWord(word))).toEqual([]);
    },
  );

  test("is also made of words that the town itself uses", () => {
    const own = new Set(["paderquell", "gebiet"]);
    expect(partsOf("paderquellgebiet")).toEqual([]);
    expect(partsOf("paderquellgebiet", (word) => own.has(word))).toEqual(["paderquell", "gebiet"]);
  });

  test("of fifty letters is parted at once, whatever it is", () => {
    const begun = performance.now();
    for (let at = 0; at < 200; at++) partsOf("an".repeat(25));
    expect(performance.now() - begun).toBeLessThan(1000);
  });
});

describe("words of a text", () => {
  test("are found with their places, over the end of a line too", () => {
    const text = "Die Gewerbe-\nanmeldung von Müller-Lüdenscheidt, Az. 32.40-2026";
    expect(wordsOf(text).map(({ folded }) => folded)).toEqual([
      "die",
      "gewerbeanmeldung",
      "von",
      "muller",
      "ludenscheidt",
      "az",
      "32",
      "40",
      "2026",
    ]);
    for (const { folded, from, to } of wordsOf("Ärger über Öl")) {
      expect(foldWord("Ärger über Öl".slice(from, to))).toBe(folded);
    }
  });

  test("parted by a soft hyphen are one word", () => {
    expect(wordsOf("Gewer\u00ad\r\nbe und Steu\u00ader").map(({ folded }) => folded)).toEqual([
      "gewerbe",
      "und",
      "steuer",
    ]);
  });
});
