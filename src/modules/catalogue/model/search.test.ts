import { describe, expect, test } from "vitest";
import type { Leistung } from "../../forms/index.ts";
import { exampleLeistungen, manyLeistungen } from "../testing/example-leistungen.ts";
import { buildSearchIndex } from "./search.ts";
import { foldSpelling, stemOf } from "./words.ts";

const index = buildSearchIndex(exampleLeistungen);

function firstOf(question: string, language: "de" | "en" = "de"): string | undefined {
  return index.search(question, { language }).results[0]?.leistung.id;
}

describe("A question finds the Leistung that is meant", () => {
  test.each([
    ["Gewerbe anmelden", "gewerbe-anmelden"],
    ["gewerbe ANMELDEN", "gewerbe-anmelden"],
    ["Gewreb anmelden", "gewerbe-anmelden"],
    ["Gewrebe anmeldn", "gewerbe-anmelden"],
    ["Gewerbeanmeldung", "gewerbe-anmelden"],
    ["Gewerbe-Anmeldung", "gewerbe-anmelden"],
    ["Anmeldung eines Gewerbes", "gewerbe-anmelden"],
    ["Ich möchte mein Gewerbe anmelden", "gewerbe-anmelden"],
    ["ich melde ein Gewerbe an", "gewerbe-anmelden"],
    ["Gewerbe angemeldet", "gewerbe-anmelden"],
    ["Firma anmelden", "gewerbe-anmelden"],
    ["Firma gründen", "gewerbe-anmelden"],
    ["Firma gruenden", "gewerbe-anmelden"],
    ["Firma grunden", "gewerbe-anmelden"],
    ["Gewerbeschein", "gewerbe-anmelden"],
    ["Gewerbeschien", "gewerbe-anmelden"],
    ["selbstständig", "gewerbe-anmelden"],
    ["selbständig machen", "gewerbe-anmelden"],
    ["§ 14 GewO", "gewerbe-anmelden"],
    ["99050012104000", "gewerbe-anmelden"],
    ["Gewerbe abmelden", "gewerbe-abmelden"],
    ["Gewerbeabmeldung", "gewerbe-abmelden"],
    ["Gewerbe abgemeldet", "gewerbe-abmelden"],
    ["ich melde mein Gewerbe ab", "gewerbe-abmelden"],
    ["Firma schließen", "gewerbe-abmelden"],
    ["Firma schliessen", "gewerbe-abmelden"],
    ["Laden aufgeben", "gewerbe-abmelden"],
    ["Gewerbe ummelden", "gewerbe-ummelden"],
    ["Gewerbeummeldung", "gewerbe-ummelden"],
    ["Perso", "personalausweis-beantragen"],
    ["Perso verlängern", "personalausweis-beantragen"],
    ["Personalausweiss", "personalausweis-beantragen"],
    ["Personlausweis", "personalausweis-beantragen"],
    ["neuer Ausweis", "personalausweis-beantragen"],
    ["Reisepass", "reisepass-beantragen"],
    ["Reisepaß", "reisepass-beantragen"],
    ["Reispas", "reisepass-beantragen"],
    ["Führungszeugnis", "fuehrungszeugnis-beantragen"],
    ["Fuehrungszeugnis", "fuehrungszeugnis-beantragen"],
    ["Fürungszeugnis", "fuehrungszeugnis-beantragen"],
    ["polizeiliches Führungszeugnis", "fuehrungszeugnis-beantragen"],
    ["Umzug", "wohnsitz-anmelden"],
    ["neue Adresse", "wohnsitz-anmelden"],
    ["Wohnung anmelden", "wohnsitz-anmelden"],
    ["Hund anmelden", "hundesteuer-anmelden"],
    ["Hundesteuer", "hundesteuer-anmelden"],
    ["Hundestuer", "hundesteuer-anmelden"],
    ["Kindergarten", "kita-platz-anmelden"],
    ["Kitaplatz", "kita-platz-anmelden"],
    ["heiraten", "ehe-anmelden"],
    ["Hochzeit", "ehe-anmelden"],
    ["Gewerbe anmelden Paderborn", "gewerbe-anmelden"],
  ])("%s → %s", (question, id) => {
    expect(firstOf(question)).toBe(id);
  });

  test.each([
    ["Firma anmleden", "gewerbe-anmelden"],
    ["Frima anmleden", "gewerbe-anmelden"],
    ["Gewerbe anmledn", "gewerbe-anmelden"],
    ["Geewrbe anmelnde", "gewerbe-anmelden"],
    ["Gwerbe anmledung", "gewerbe-anmelden"],
    ["Firam gründne", "gewerbe-anmelden"],
    ["Gewerbe abmleden", "gewerbe-abmelden"],
    ["Gewrebe abmeldne", "gewerbe-abmelden"],
    ["Gewerbe ummleden", "gewerbe-ummelden"],
    ["Gewreb ummledung", "gewerbe-ummelden"],
    ["Hund anmleden", "hundesteuer-anmelden"],
    ["Wohnnug anmledn", "wohnsitz-anmelden"],
    ["Reisspas beatnragen", "reisepass-beantragen"],
    ["Fürhungszeugins", "fuehrungszeugnis-beantragen"],
  ])("with several slips: %s → %s", (question, id) => {
    expect(firstOf(question)).toBe(id);
  });

  test.each([
    ["register a business", "gewerbe-anmelden"],
    ["start a company", "gewerbe-anmelden"],
    ["registring a busines", "gewerbe-anmelden"],
    ["close a company", "gewerbe-abmelden"],
    ["identity card", "personalausweis-beantragen"],
    ["passport", "reisepass-beantragen"],
    ["I want to register my dog", "hundesteuer-anmelden"],
    ["Gewerbe anmelden", "gewerbe-anmelden"],
  ])("in English: %s → %s", (question, id) => {
    expect(firstOf(question, "en")).toBe(id);
  });
});

describe("The answer explains itself", () => {
  test("a keyword that was found is told", () => {
    const [first] = index.search("Firma gründen", { language: "de" }).results;
    expect(first).toMatchObject({ foundIn: "keyword", words: "Firma gründen" });
  });

  test("a typing mistake is put right in the question", () => {
    expect(index.search("Gewreb anmelden", { language: "de" }).meant).toBe("Gewerbe anmelden");
    expect(index.search("mein Reispas", { language: "de" }).meant).toBe("mein Reisepass");
  });

  test("a question without mistakes is left alone", () => {
    expect(index.search("Gewerbe anmelden", { language: "de" }).meant).toBeUndefined();
    expect(index.search("Perso", { language: "de" }).meant).toBeUndefined();
  });

  test("an exact word is not taken for its neighbour", () => {
    const ids = index.search("Gewerbe abmelden", { language: "de" }).results.map(({ leistung }) => leistung.id);
    expect(ids[0]).toBe("gewerbe-abmelden");
  });

  test.each(["", "   ", "???", "der die das", "Quantenphysik", "xqzwv"])("nothing fits %j", (question) => {
    expect(index.search(question, { language: "de" }).results).toEqual([]);
  });

  test("a question of any length is answered", () => {
    expect(index.search("x".repeat(5000), { language: "de" }).results).toEqual([]);
  });

  test("only what the town offers is found", () => {
    const allowed = (id: string) => id !== "gewerbe-anmelden";
    const ids = index.search("Gewerbe", { language: "de", allowed }).results.map(({ leistung }) => leistung.id);
    expect(ids).toContain("gewerbe-abmelden");
    expect(ids).not.toContain("gewerbe-anmelden");
  });

  test("one search leaves nothing behind for the next", () => {
    const before = index.search("Hund", { language: "de" });
    index.search("Gewerbe anmelden in der Innenstadt", { language: "de" });
    expect(index.search("Hund", { language: "de" })).toEqual(before);
  });

  test("among six hundred Leistungen the right one is still first", () => {
    const large = buildSearchIndex(manyLeistungen(600));
    for (const [question, id] of [
      ["Gewreb anmelden", "gewerbe-anmelden"],
      ["Perso", "personalausweis-beantragen"],
      ["Fuehrungszeugnis", "fuehrungszeugnis-beantragen"],
    ] as const) {
      expect(large.search(question, { language: "de" }).results[0]?.leistung.id).toBe(id);
    }
  });

  test("an index over nothing finds nothing", () => {
    expect(buildSearchIndex([] as Leistung[]).search("Gewerbe", { language: "de" })).toEqual({ results: [] });
  });
});

describe("Words", () => {
  test.each([
    ["anmelden", "Anmeldung"],
    ["anmelden", "angemeldet"],
    ["Umlaut: Führerschein", "Umlaut: Fuehrerschein"],
    ["Straße", "Strasse"],
    ["gründen", "Gründung"],
    ["Steuer", "Steuern"],
    ["register", "registered"],
  ])("%s and %s are one", (one, other) => {
    expect(stemOf(foldSpelling(one))).toBe(stemOf(foldSpelling(other)));
  });
});
