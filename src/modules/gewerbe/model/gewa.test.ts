import { describe, expect, test } from "vitest";
import { plainDay } from "../../../kernel/index.ts";
import {
  type AnsweredRow,
  deriveAbmeldung,
  fieldNumbers,
  findFormerSite,
  findRaw,
  type Gewerbeanzeige,
  gewerbeanzeigen,
  isMove,
  type StoredAnswers,
} from "./gewa.ts";

const today = plainDay("2026-11-25");

function sheet(
  kind: string,
  answers: StoredAnswers,
  numbers: Readonly<Record<string, readonly number[]>>,
): readonly AnsweredRow[] {
  return Object.entries(answers).map(([path, raw]) => {
    const key = path.replace(/^personen\.\d+\./, "personen.*.");
    return {
      path,
      label: path,
      display: String(raw),
      value: raw,
      official: (numbers[key] ?? []).map((number) => ({ form: kind, number })),
    };
  });
}

const places = {
  rechtsform: [1],
  registername: [1],
  "personen.*.familienname": [4],
  "personen.*.vornamen": [5],
  "inhaber.familienname": [4],
  "wohnung.strasse": [11],
  "wohnung.hausnummer": [11],
  "wohnung.plz": [11],
  "wohnung.ort": [11],
  "wohnung.telefon": [11],
  "betriebsstaette.wieWohnung": [15],
  "betriebsstaette.strasse": [15],
  "fruehereBetriebsstaette.gemeinde": [17],
  "fruehereBetriebsstaette.strasse": [17],
  "fruehereBetriebsstaette.plz": [17],
  taetigkeit: [18],
  nebenerwerb: [19],
  beginn: [20],
  unfallversicherungstraeger: [27],
  grund: [25],
};

const partners = {
  "personen.0.familienname": "Öztürk",
  "personen.0.vornamen": "Ayşe",
  "personen.1.familienname": "Müller",
  "personen.1.vornamen": "Jörg",
};

function anzeigen(answers: StoredAnswers): readonly Gewerbeanzeige[] {
  return gewerbeanzeigen("GewA1", sheet("GewA1", answers, places), today);
}

describe("one Gewerbeanzeige for each managing partner", () => {
  test("a partnership of two makes two, each with one person", () => {
    const made = anzeigen({ rechtsform: "ohg", registername: "Öztürk & Müller OHG", ...partners });
    expect(made.map(({ person, persons }) => [person, persons])).toEqual([
      [1, 2],
      [2, 2],
    ]);
    expect(made.map((one) => one.fields[4]?.values.map(({ raw }) => raw))).toEqual([["Öztürk"], ["Müller"]]);
    expect(made.every((one) => findRaw(one, 1, "registername") === "Öztürk & Müller OHG")).toBe(true);
  });

  test("a GmbH & Co. KG is managed by one partner, the GmbH: one with all of its directors", () => {
    const made = anzeigen({ rechtsform: "gmbh-co-kg", registername: "Muster GmbH & Co. KG", ...partners });
    expect(made).toHaveLength(1);
    expect(made[0]?.fields[4]?.values.map(({ raw }) => raw)).toEqual(["Öztürk", "Müller"]);
  });

  test("a GbR names the other partners in field 1", () => {
    const [first, second] = anzeigen({ rechtsform: "gbr", ...partners });
    expect(first?.fields[1]?.values.at(-1)?.display).toBe("Jörg Müller");
    expect(second?.fields[1]?.values.at(-1)?.display).toBe("Ayşe Öztürk");
  });

  test("a legal person makes one with all its representatives", () => {
    const made = anzeigen({ rechtsform: "gmbh", registername: "Muster GmbH", ...partners });
    expect(made).toHaveLength(1);
    expect(made[0]?.fields[4]?.values.map(({ raw }) => raw)).toEqual(["Öztürk", "Müller"]);
  });

  test("a stock corporation, which names no persons, makes one", () => {
    expect(anzeigen({ rechtsform: "ag", registername: "Muster AG" })).toHaveLength(1);
  });
});

test("the date is the day of sending", () => {
  const [one] = anzeigen({ rechtsform: "einzelunternehmen", "inhaber.familienname": "Müller" });
  expect(one?.fields[32]?.values).toEqual([
    { path: "datum", label: "Datum", display: "25.11.2026", raw: "2026-11-25" },
  ]);
  expect(one?.fields[33]).toBeUndefined();
});

test("a business at home has the home address, without the private telephone", () => {
  const [one] = anzeigen({
    rechtsform: "einzelunternehmen",
    "wohnung.strasse": "Marienplatz",
    "wohnung.hausnummer": "1",
    "wohnung.plz": "33098",
    "wohnung.ort": "Paderborn",
    "wohnung.telefon": "05251 1234",
    "betriebsstaette.wieWohnung": "ja",
  });
  expect(one?.fields[15]?.values.map(({ path, raw }) => [path, raw])).toEqual([
    ["betriebsstaette.strasse", "Marienplatz"],
    ["betriebsstaette.hausnummer", "1"],
    ["betriebsstaette.plz", "33098"],
    ["betriebsstaette.ort", "Paderborn"],
  ]);
});

test("what was left empty is absent", () => {
  const [one] = anzeigen({ rechtsform: "einzelunternehmen", registername: "" });
  expect(findRaw(one as Gewerbeanzeige, 1, "registername")).toBeUndefined();
  expect(one?.fields[18]).toBeUndefined();
});

test.each([
  ["vollstaendige-aufgabe", 25, 26],
  ["verlegung", 25, 26],
  ["uebergabe", 26, 25],
  ["rechtsformwechsel", 26, 25],
])("the reason %s of an Abmeldung stands in box %i only", (grund, box, other) => {
  const answers = { rechtsform: "einzelunternehmen", grund };
  const [one] = gewerbeanzeigen("GewA3", sheet("GewA3", answers, { grund: [25, 26] }), today);
  expect(one?.fields[box]?.values[0]?.raw).toBe(grund);
  expect(one?.fields[other]).toBeUndefined();
});

describe("the Abmeldung derived from a move", () => {
  const [move] = anzeigen({
    rechtsform: "einzelunternehmen",
    "inhaber.familienname": "Müller",
    "betriebsstaette.strasse": "Neuer Weg",
    "fruehereBetriebsstaette.gemeinde": "Delbrück",
    "fruehereBetriebsstaette.strasse": "Alter Weg",
    "fruehereBetriebsstaette.plz": "33129",
    taetigkeit: "Herstellung von Möbeln",
    nebenerwerb: "nein",
    beginn: "2026-12-01",
    unfallversicherungstraeger: "BG Holz",
    grund: "verlegung",
  }) as [Gewerbeanzeige];

  test("the former site is found", () => {
    expect(isMove(move)).toBe(true);
    expect(findFormerSite(move)).toEqual({ gemeinde: "Delbrück", plz: "33129" });
  });

  test("swaps the sites, keeps the person and the activity, and ends with the start elsewhere", () => {
    const derived = deriveAbmeldung(move);
    expect(derived.kind).toBe("GewA3");
    expect(findRaw(derived, 4, "familienname")).toBe("Müller");
    expect(findRaw(derived, 15, "betriebsstaette.strasse")).toBe("Alter Weg");
    expect(findRaw(derived, 17, "kuenftigeBetriebsstaette.strasse")).toBe("Neuer Weg");
    expect(findRaw(derived, 18, "taetigkeit")).toBe("Herstellung von Möbeln");
    expect(findRaw(derived, 20, "aufgabedatum")).toBe("2026-12-01");
    expect(findRaw(derived, 25, "grund")).toBe("verlegung");
    expect(findRaw(derived, 29, "datum")).toBe("2026-11-25");
    expect(derived.fields[27]).toBeUndefined();
    const numbers = fieldNumbers("GewA3");
    expect(Object.keys(derived.fields).every((number) => numbers.includes(Number(number)))).toBe(true);
  });

  test("is refused where nothing moved", () => {
    const [fresh] = anzeigen({ rechtsform: "einzelunternehmen", grund: "neugruendung" }) as [Gewerbeanzeige];
    expect(() => deriveAbmeldung(fresh)).toThrow(RangeError);
    expect(() => deriveAbmeldung(deriveAbmeldung(move))).toThrow(RangeError);
  });
});
