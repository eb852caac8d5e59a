import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { fieldNumbers, type GewaField, type GewaKind, type Gewerbeanzeige } from "./gewa.ts";
import { dataFor, fieldsFor, type RecipientKey, recipients, recipientsOf } from "./recipients.ts";

const law = resolve(process.env.KLICKAMT_STANDARDS ?? "../shared/standards", "laws/GewAnzV-BJNR120800014.md");
const kinds: readonly GewaKind[] = ["GewA1", "GewA2", "GewA3"];

/** Recipients by their number in § 3 Abs. 1 Satz 1 GewAnzV. */
const numbered: readonly (RecipientKey | undefined)[] = [
  undefined,
  "ihk",
  "hwk",
  "immissionsschutz",
  "arbeitsschutz",
  "eichamt",
  "arbeitsagentur",
  "dguv",
  "registergericht",
  "lebensmittel",
  "knappschaft",
  "auslaenderbehoerde",
  "finanzamt",
  "erlaubnisbehoerde",
];

function spokenNumbers(text: string): readonly number[] {
  return text.split(/,| und /).flatMap((part) => {
    const [first, last] = part.trim().split(" bis ").map(Number);
    if (first === undefined || Number.isNaN(first)) throw new Error(`not numbers: ${text}`);
    return Array.from({ length: (last ?? first) - first + 1 }, (_, index) => first + index);
  });
}

const named = /Feld(?:ern)? ((?:\d+(?: bis \d+)?(?:, | und )?)+) der Anlage ([123])/;

function rest(kind: GewaKind, numbers: readonly number[]): readonly number[] {
  return fieldNumbers(kind).filter((number) => !numbers.includes(number));
}

function paragraph(text: string, number: string): string {
  const start = text.indexOf(`\n(${number}) `);
  const end = text.slice(start + 2).search(/\n\(\d+[a-z]?\) /);
  return end < 0 ? text.slice(start) : text.slice(start, start + 2 + end);
}

describe.skipIf(!existsSync(law))(`the matrix is that of § 3 GewAnzV (${law})`, () => {
  const whole = existsSync(law) ? readFileSync(law, "utf8") : "";
  const section = whole.slice(whole.indexOf("# § 3 "), whole.indexOf("# § 4 "));

  const regular = [...paragraph(section, "1").matchAll(/^(\d+)\. an [\s\S]*?(?=^\d+\. an |^Die Daten sind nicht)/gm)];

  test("Absatz 1 names thirteen recipients", () => {
    expect(regular.map(([, number]) => Number(number))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
  });

  for (const [item, number] of regular) {
    const key = numbered[Number(number)] as RecipientKey;
    test(`Absatz 1 Nummer ${number}: ${key}`, () => {
      const excluding = item.includes("mit Ausnahme");
      const granted: Partial<Record<GewaKind, readonly number[]>> = {};
      for (const line of item.split("\n")) {
        const found = named.exec(line);
        if (found === null) continue;
        const kind = kinds[Number(found[2]) - 1] as GewaKind;
        const numbers = spokenNumbers(found[1] as string);
        granted[kind] = excluding ? rest(kind, numbers) : numbers;
      }
      expect(Object.keys(granted).length).toBe(key === "registergericht" ? 1 : 3);
      for (const kind of kinds) expect([kind, fieldsFor(key, kind)]).toEqual([kind, granted[kind] ?? []]);
      expect(recipients.find((one) => one.key === key)?.cite).toContain(`§ 3 Abs. 1 Satz 1 Nr. ${number} GewAnzV`);
      const gewo = /Nummer (\d+a?) der Gewerbeordnung/.exec(item)?.[1];
      expect(recipients.find((one) => one.key === key)?.cite).toContain(`§ 14 Abs. 8 Satz 1 Nr. ${gewo} GewO`);
    });
  }

  test("Absatz 2: statistical offices", () => {
    const text = paragraph(section, "2");
    const everywhere = [
      ...text.matchAll(/^[12]\. die Daten in den Feldern ([\d, bisund]+?) als Hilfsmerkmale/gm),
    ].flatMap(([, numbers]) => spokenNumbers(numbers as string));
    expect(everywhere).toEqual([1, 2, 3, 4, 5, 12, 15, 16, 17]);
    for (const [index, kind] of kinds.entries()) {
      const line = text.split("\n").find((candidate) => candidate.includes(`der Anlage ${index + 1} als`)) ?? "";
      const numbers = spokenNumbers(named.exec(line)?.[1] ?? "");
      const all = [...everywhere, ...numbers].sort((a, b) => a - b);
      expect([kind, fieldsFor("statistik", kind)]).toEqual([kind, all]);
    }
  });

  test("Absatz 3: customs, from the Anmeldung only", () => {
    const numbers = spokenNumbers(named.exec(paragraph(section, "3"))?.[1] ?? "");
    expect(fieldsFor("zoll", "GewA1")).toEqual(rest("GewA1", numbers));
    expect(fieldsFor("zoll", "GewA2")).toEqual([]);
    expect(fieldsFor("zoll", "GewA3")).toEqual([]);
  });
});

function field(values: Readonly<Record<string, string | readonly string[]>>): GewaField {
  return {
    label: "",
    values: Object.entries(values).map(([path, raw]) => ({ path, label: path, display: String(raw), raw })),
  };
}

function anzeige(kind: GewaKind, fields: Readonly<Record<number, GewaField>>): Gewerbeanzeige {
  return { kind, person: 1, persons: 1, fields };
}

const ordinary = { waived: new Set<RecipientKey>(), customsIndications: false };
const keysOf = (one: Gewerbeanzeige, circumstances = ordinary): readonly string[] =>
  recipientsOf(one, circumstances).map(({ key }) => key);

describe("who gets an Anzeige", () => {
  const german = field({ "geburt.staatsangehoerigkeit": "de" });

  test("the authorities that always do", () => {
    expect(keysOf(anzeige("GewA1", { 10: german, 21: field({ betriebsart: ["handel"] }) }))).toEqual([
      "ihk",
      "immissionsschutz",
      "arbeitsschutz",
      "eichamt",
      "arbeitsagentur",
      "dguv",
      "lebensmittel",
      "knappschaft",
      "finanzamt",
      "erlaubnisbehoerde",
      "statistik",
    ]);
  });

  test("the chamber of crafts where there is a craft", () => {
    expect(keysOf(anzeige("GewA1", { 21: field({ betriebsart: ["handwerk", "handel"] }) }))).toContain("hwk");
    expect(keysOf(anzeige("GewA2", { 26: field({ handwerk: "ja" }) }))).toContain("hwk");
    expect(keysOf(anzeige("GewA2", { 26: field({ handwerk: "nein" }) }))).not.toContain("hwk");
  });

  test.each([
    [["tr"], true],
    [["fr"], true],
    [["tr", "de"], false],
    [["de"], false],
  ])("the immigration authority where somebody is no German: %s %s", (nationalities, expected) => {
    const values = Object.fromEntries(nationalities.map((code, index) => [`geburt.s${index}`, code]));
    expect(keysOf(anzeige("GewA1", { 10: field(values) })).includes("auslaenderbehoerde")).toBe(expected);
  });

  test("one German partner does not hide the other's nationality", () => {
    const partners = field({ "personen.0.staatsangehoerigkeit": "de", "personen.1.staatsangehoerigkeit": "us" });
    expect(keysOf(anzeige("GewA1", { 10: partners }))).toContain("auslaenderbehoerde");
  });

  test("the register court only at the Abmeldung of a registered main or branch establishment", () => {
    const registered = {
      2: field({ registerart: "handelsregister-b" }),
      23: field({ niederlassung: "hauptniederlassung" }),
    };
    expect(keysOf(anzeige("GewA3", registered))).toContain("registergericht");
    expect(keysOf(anzeige("GewA1", registered))).not.toContain("registergericht");
    expect(keysOf(anzeige("GewA3", { ...registered, 23: field({ niederlassung: "zweigstelle" }) }))).not.toContain(
      "registergericht",
    );
    expect(keysOf(anzeige("GewA3", { ...registered, 2: field({ registerart: "vereinsregister" }) }))).not.toContain(
      "registergericht",
    );
    expect(keysOf(anzeige("GewA3", {}))).not.toContain("registergericht");
  });

  test("customs only with indications, and only at the Anmeldung", () => {
    const indications = { ...ordinary, customsIndications: true };
    expect(keysOf(anzeige("GewA1", {}), indications)).toContain("zoll");
    expect(keysOf(anzeige("GewA1", {}))).not.toContain("zoll");
    expect(keysOf(anzeige("GewA3", {}), indications)).not.toContain("zoll");
  });

  test("statistics not for a mere change of name", () => {
    expect(keysOf(anzeige("GewA2", { 20: field({ anlaesse: ["name"] }) }))).not.toContain("statistik");
    expect(keysOf(anzeige("GewA2", { 20: field({ anlaesse: ["name", "verlegung"] }) }))).toContain("statistik");
    expect(keysOf(anzeige("GewA3", {}))).toContain("statistik");
  });

  test("not who has waived; statistics cannot waive", () => {
    const keys = keysOf(anzeige("GewA1", {}), { ...ordinary, waived: new Set<RecipientKey>(["ihk", "statistik"]) });
    expect(keys).not.toContain("ihk");
    expect(keys).toContain("statistik");
  });
});

test("data for a recipient are exactly its fields", () => {
  for (const kind of kinds) {
    const full = anzeige(kind, Object.fromEntries(fieldNumbers(kind).map((number) => [number, field({ a: "b" })])));
    for (const { key } of recipients) {
      expect(Object.keys(dataFor(key, full)).map(Number)).toEqual(fieldsFor(key, kind));
    }
  }
});

test("nobody gets the signature", () => {
  for (const { key } of recipients) {
    expect(fieldsFor(key, "GewA1")).not.toContain(33);
    expect(fieldsFor(key, "GewA2")).not.toContain(30);
    expect(fieldsFor(key, "GewA3")).not.toContain(30);
  }
});
