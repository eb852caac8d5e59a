import { describe, expect, test } from "vitest";
import { plainDay } from "../../kernel/index.ts";
import {
  type Answers,
  answerSheet,
  checkAll,
  compileForm,
  type Form,
  visibleSections,
} from "../../modules/forms/index.ts";
import {
  dataFor,
  deriveAbmeldung,
  fieldsFor,
  findRaw,
  type Gewerbeanzeige,
  gewerbeanzeigen,
  prefillAnswers,
  recipientsOf,
} from "../../modules/gewerbe/index.ts";
import { form as abmelden } from "../gewerbe-abmelden/form.ts";
import { form as anmelden } from "../gewerbe-anmelden/form.ts";
import { form as ummelden } from "../gewerbe-ummelden/form.ts";

const today = plainDay("2026-11-25");
const compiled = new Map<Form, ReturnType<typeof compileForm>>();

function of(form: Form): ReturnType<typeof compileForm> {
  let made = compiled.get(form);
  if (made === undefined) {
    made = compileForm(form);
    compiled.set(form, made);
  }
  return made;
}

const pages = (form: Form, answers: Answers): readonly string[] =>
  visibleSections(of(form), answers, today).map((section) => section.key);
const errors = (form: Form, answers: Answers): readonly string[] =>
  checkAll(of(form), answers, { language: "de", today }).map((error) => `${error.path}: ${error.message}`);
const made = (kind: "GewA1" | "GewA2" | "GewA3", form: Form, answers: Answers): readonly Gewerbeanzeige[] =>
  gewerbeanzeigen(
    kind,
    answerSheet(of(form), answers, "de", today).flatMap((section) => section.rows),
    today,
  );

const baker: Answers = {
  rechtsform: "einzelunternehmen",
  geschaeftsbezeichnung: "Bäckerei Öztürk",
  "inhaber.familienname": "Öztürk",
  "inhaber.vornamen": "Ayşe",
  "inhaber.geschlecht": "weiblich",
  "geburt.geburtsdatum": "27.03.1985",
  "geburt.geburtsort": "İzmir",
  "geburt.geburtsland": "tr",
  "geburt.staatsangehoerigkeit": "de",
  "wohnung.land": "de",
  "wohnung.strasse": "Marienplatz",
  "wohnung.hausnummer": "1 a",
  "wohnung.plz": "33098",
  "wohnung.ort": "Paderborn",
  reisegewerbe: "nein",
  niederlassung: "hauptniederlassung",
  "betriebsstaette.wieWohnung": "ja",
  taetigkeit: "Herstellung von Backwaren",
  betriebsart: ["handel"],
  nebenerwerb: "nein",
  beginn: "2026-12-01",
  beschaeftigteVorhanden: "nein",
  grund: "neugruendung",
  erlaubnisArten: ["keine"],
};

const turkish: Answers = { ...baker, "geburt.staatsangehoerigkeit": "tr" };
const person = (index: number, familienname: string): Answers =>
  Object.fromEntries(
    Object.entries({
      familienname,
      vornamen: "Jo",
      geschlecht: "ohne-angabe",
      geburtsdatum: "1990-05-05",
      geburtsort: "Soest",
      geburtsland: "de",
      staatsangehoerigkeit: "de",
      land: "de",
      strasse: "Markt",
      hausnummer: "3",
      plz: "59494",
      ort: "Soest",
    }).map(([key, value]) => [`personen.${index}.${key}`, value]),
  );

const company: Answers = {
  ...Object.fromEntries(
    Object.entries(baker).filter(([path]) => !/^(inhaber|geburt|wohnung|betriebsstaette)\./.test(path)),
  ),
  registername: "Muster GmbH",
  rechtsform: "gmbh",
  eingetragen: "ja",
  registerart: "handelsregister-b",
  registerort: "Amtsgericht Paderborn",
  registernummer: "HRB 12345",
  oeffentlicheHand: "nein",
  "betriebsstaette.strasse": "Westernstraße",
  "betriebsstaette.hausnummer": "7",
  "betriebsstaette.plz": "33098",
  "betriebsstaette.ort": "Paderborn",
};

describe("an address abroad", () => {
  const abroad = (land: string, strasse: string, hausnummer: string): Answers => ({
    ...baker,
    "wohnung.land": land,
    "wohnung.strasse": strasse,
    "wohnung.hausnummer": hausnummer,
    "wohnung.ort": "Woanders",
    "betriebsstaette.wieWohnung": "nein",
    "betriebsstaette.strasse": "Westernstraße",
    "betriebsstaette.hausnummer": "7",
    "betriebsstaette.plz": "33098",
    "betriebsstaette.ort": "Paderborn",
  });

  test("may have a house without a number, or one that begins with a letter", () => {
    expect(errors(anmelden, abroad("ie", "Rose Cottage, Main Street", ""))).toEqual([]);
    expect(errors(anmelden, abroad("it", "Calle del Forno", "A 3"))).toEqual([]);
    expect(
      errors(anmelden, { ...company, ...person(0, "Byrne"), "personen.0.land": "ie", "personen.0.hausnummer": "" }),
    ).toEqual([]);
  });

  test("in Germany has a number that begins with a digit", () => {
    expect(errors(anmelden, { ...baker, "wohnung.hausnummer": "" })).toHaveLength(1);
    expect(errors(anmelden, { ...baker, "wohnung.hausnummer": "a" })).toEqual([
      expect.stringContaining("beginnt mit einer Ziffer"),
    ]);
  });
});

describe("what does not apply is not asked", () => {
  test("a sole trader sees nine pages", () => {
    expect(pages(anmelden, baker)).toEqual([
      "rechtsform",
      "person",
      "geburt",
      "anschrift",
      "betriebsstaette",
      "taetigkeit",
      "beschaeftigte",
      "grund",
      "erlaubnis",
    ]);
    expect(errors(anmelden, baker)).toEqual([]);
  });

  test("a nationality outside EU, EEA and Switzerland asks for the residence title", () => {
    expect(pages(anmelden, turkish)).toContain("aufenthalt");
    expect(pages(anmelden, { ...turkish, "geburt.zweiteStaatsangehoerigkeit": "at" })).not.toContain("aufenthalt");
    for (const free of ["de", "fr", "no", "ch"]) {
      expect(pages(anmelden, { ...baker, "geburt.staatsangehoerigkeit": free })).not.toContain("aufenthalt");
    }
    expect(errors(anmelden, turkish).map((error) => error.split(":")[0])).toEqual(["aufenthalt.titelVorhanden"]);
  });

  test("a craft asks for the Handwerkskarte", () => {
    expect(pages(anmelden, { ...baker, betriebsart: ["handwerk", "handel"] })).toContain("handwerk");
  });

  test("a company names its register and its people", () => {
    const answers = { ...company, ...person(0, "Müller") };
    expect(pages(anmelden, answers)).toEqual([
      "rechtsform",
      "personen",
      "betriebsstaette",
      "vertretung",
      "taetigkeit",
      "beschaeftigte",
      "grund",
      "erlaubnis",
    ]);
    expect(errors(anmelden, answers)).toEqual([]);
    expect(errors(anmelden, { ...answers, registernummer: "" })).toHaveLength(1);
    expect(errors(anmelden, company).length).toBeGreaterThan(5);
  });

  test("a German stock corporation names no people but who represents it", () => {
    const answers = { ...company, rechtsform: "ag" };
    expect(pages(anmelden, answers)).not.toContain("personen");
    expect(errors(anmelden, answers).map((error) => error.split(":")[0])).toEqual([
      "zahlDerVertreter",
      "leitung.familienname",
      "leitung.vornamen",
    ]);
  });

  test("a partner from outside the EU is asked for the title in the own entry only", () => {
    const answers = {
      ...company,
      rechtsform: "ohg",
      ...person(0, "Müller"),
      ...person(1, "Öztürk"),
      "personen.1.staatsangehoerigkeit": "tr",
    };
    expect(errors(anmelden, answers).map((error) => error.split(":")[0])).toEqual(["personen.1.titelVorhanden"]);
  });

  test("a branch names its head office and who runs it", () => {
    const found = errors(anmelden, { ...baker, niederlassung: "zweigstelle" }).map((error) => error.split(":")[0]);
    expect(found).toContain("leitung.familienname");
    expect(found).toContain("hauptniederlassung.strasse");
  });

  test("a permit-bound activity asks for the permit", () => {
    expect(errors(anmelden, { ...baker, erlaubnisArten: ["bewachung"] }).map((error) => error.split(":")[0])).toEqual([
      "erlaubnisVorhanden",
    ]);
    expect(errors(anmelden, { ...baker, erlaubnisArten: ["bewachung", "keine"] })).not.toEqual([]);
  });
});

describe("mistakes are said where they are", () => {
  test.each([
    ["geburt.geburtsdatum", "2026-11-26"],
    ["geburt.geburtsdatum", "1899-12-31"],
    ["wohnung.plz", "3309"],
    ["wohnung.hausnummer", "a"],
    ["inhaber.familienname", ""],
    ["inhaber.familienname", "Müller1"],
    ["beginn", "2027-02-26"],
    ["beginn", "30.02.2026"],
  ])("%s: %j", (path, value) => {
    expect(errors(anmelden, { ...baker, [path]: value }).map((error) => error.split(":")[0])).toEqual([path]);
  });

  test("a start three months ahead, or in the past, is allowed", () => {
    expect(errors(anmelden, { ...baker, beginn: "2027-02-25" })).toEqual([]);
    expect(errors(anmelden, { ...baker, beginn: "2019-01-01" })).toEqual([]);
  });

  test("staff is counted where there is some", () => {
    const staff = { ...baker, beschaeftigteVorhanden: "ja" };
    expect(errors(anmelden, { ...staff, vollzeit: "0", teilzeit: "0" })).toHaveLength(1);
    expect(errors(anmelden, { ...staff, vollzeit: "0", teilzeit: "1" })).toEqual([]);
    expect(errors(anmelden, { ...staff, vollzeit: "100000", teilzeit: "1" })).toHaveLength(1);
  });
});

describe("from the answers to the recipients", () => {
  test("a business at home has its address and every field that was asked", () => {
    const [anzeige] = made("GewA1", anmelden, baker) as [Gewerbeanzeige];
    expect(findRaw(anzeige, 15, "strasse")).toBe("Marienplatz");
    expect(findRaw(anzeige, 8, "geburtsdatum")).toBe("1985-03-27");
    expect(findRaw(anzeige, 20, "beginn")).toBe("2026-12-01");
    expect(Object.keys(anzeige.fields).map(Number)).toEqual([
      1, 3, 4, 5, 6, 8, 9, 10, 11, 15, 18, 19, 20, 21, 22, 23, 24, 25, 32,
    ]);
    expect(
      Object.keys(dataFor("finanzamt", anzeige))
        .map(Number)
        .every((number) => fieldsFor("finanzamt", "GewA1").includes(number)),
    ).toBe(true);
    expect(dataFor("finanzamt", anzeige)[6]).toBeUndefined();
    expect(dataFor("finanzamt", anzeige)[4]).toBeDefined();
  });

  test("two partners make two Anzeigen and say that there are two", () => {
    const answers = { ...company, rechtsform: "ohg", ...person(0, "Müller"), ...person(1, "Öztürk") };
    const both = made("GewA1", anmelden, answers);
    expect(both.map((anzeige) => findRaw(anzeige, 4, "familienname"))).toEqual(["Müller", "Öztürk"]);
    expect(both.map((anzeige) => anzeige.fields[12]?.values[0]?.display)).toEqual(["2", "2"]);
  });

  test("a craftswoman's goes to the chamber of crafts, a Turkish founder's to the immigration authority", () => {
    const keys = (answers: Answers): readonly string[] =>
      recipientsOf(made("GewA1", anmelden, answers)[0] as Gewerbeanzeige, {
        waived: new Set(),
        customsIndications: false,
      }).map(({ key }) => key);
    expect(keys(baker)).not.toContain("hwk");
    expect(keys({ ...baker, betriebsart: ["handwerk"] })).toContain("hwk");
    expect(keys(baker)).not.toContain("auslaenderbehoerde");
    expect(keys(turkish)).toContain("auslaenderbehoerde");
  });
});

describe("Um- and Abmeldung start with what is known", () => {
  test("an Ummeldung by move needs the reason, the day and the new address only", () => {
    const answers: Answers = {
      ...prefillAnswers(baker, "GewA2"),
      anlaesse: ["verlegung"],
      aenderungsdatum: "2026-12-01",
      "betriebsstaette.wieWohnung": "nein",
      "betriebsstaette.strasse": "Westernstraße",
      "betriebsstaette.hausnummer": "7",
      "betriebsstaette.plz": "33098",
      "betriebsstaette.ort": "Paderborn",
    };
    expect(errors(ummelden, answers)).toEqual([]);
    const same = { ...answers, "betriebsstaette.strasse": "Marienplatz", "betriebsstaette.hausnummer": "1 a" };
    expect(errors(ummelden, same).map((error) => error.split(":")[0])).toEqual(["betriebsstaette.strasse"]);
    const [anzeige] = made("GewA2", ummelden, answers) as [Gewerbeanzeige];
    expect(findRaw(anzeige, 17, "strasse")).toBe("Marienplatz");
    expect(findRaw(anzeige, 15, "strasse")).toBe("Westernstraße");
  });

  test("an Abmeldung needs the reason, what led to it, the day and the plan only", () => {
    const answers: Answers = {
      ...prefillAnswers(baker, "GewA3"),
      grund: "vollstaendige-aufgabe",
      ursachen: "Alter",
      aufgabedatum: "2026-12-31",
      neuerrichtung: "nein",
    };
    expect(errors(abmelden, answers)).toEqual([]);
    const [anzeige] = made("GewA3", abmelden, answers) as [Gewerbeanzeige];
    expect(findRaw(anzeige, 25, "grund")).toBe("vollstaendige-aufgabe");
    expect(findRaw(anzeige, 18, "taetigkeit")).toBe("Herstellung von Backwaren");
  });

  test("a move gives the former municipality its Abmeldung", () => {
    const answers: Answers = {
      ...baker,
      grund: "verlegung",
      unfallversicherungBekannt: "nein",
      "fruehereBetriebsstaette.gemeinde": "Delbrück",
      "fruehereBetriebsstaette.strasse": "Lange Straße",
      "fruehereBetriebsstaette.hausnummer": "5",
      "fruehereBetriebsstaette.plz": "33129",
      "fruehereBetriebsstaette.ort": "Delbrück",
    };
    expect(errors(anmelden, answers)).toEqual([]);
    const derived = deriveAbmeldung(made("GewA1", anmelden, answers)[0] as Gewerbeanzeige);
    expect(findRaw(derived, 15, "ort")).toBe("Delbrück");
    expect(findRaw(derived, 17, "strasse")).toBe("Marienplatz");
  });
});
