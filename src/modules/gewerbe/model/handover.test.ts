import { expect, test } from "vitest";
import { plainDay } from "../../../kernel/index.ts";
import { deriveAbmeldung, gewerbeanzeigen, type StoredAnswers } from "./gewa.ts";
import { abmeldungAnswers, readHandover, writeHandover } from "./handover.ts";

const places: Readonly<Record<string, number>> = {
  rechtsform: 1,
  geschaeftsbezeichnung: 3,
  "inhaber.familienname": 4,
  "inhaber.vornamen": 5,
  "geburt.geburtsdatum": 8,
  "wohnung.strasse": 11,
  "wohnung.hausnummer": 11,
  "wohnung.plz": 11,
  "wohnung.ort": 11,
  "betriebsstaette.wieWohnung": 15,
  "betriebsstaette.strasse": 15,
  "betriebsstaette.hausnummer": 15,
  "betriebsstaette.plz": 15,
  "betriebsstaette.ort": 15,
  "betriebsstaette.telefon": 15,
  "fruehereBetriebsstaette.strasse": 17,
  "fruehereBetriebsstaette.hausnummer": 17,
  "fruehereBetriebsstaette.plz": 17,
  "fruehereBetriebsstaette.ort": 17,
  "fruehereBetriebsstaette.email": 17,
  taetigkeit: 18,
  nebenerwerb: 19,
  beginn: 20,
  betriebsart: 21,
  beschaeftigteVorhanden: 22,
  niederlassung: 23,
  reisegewerbe: 24,
  grund: 25,
  unfallversicherungstraeger: 27,
  "aufenthalt.titelVorhanden": 30,
};

const move: StoredAnswers = {
  rechtsform: "einzelunternehmen",
  geschaeftsbezeichnung: "Tischlerei Müller",
  "inhaber.familienname": "Müller",
  "inhaber.vornamen": "Änne",
  "geburt.geburtsdatum": "1991-04-12",
  "wohnung.strasse": "Lindenprobe",
  "wohnung.hausnummer": "17 a",
  "wohnung.plz": "33098",
  "wohnung.ort": "Paderborn",
  "betriebsstaette.wieWohnung": "nein",
  "betriebsstaette.strasse": "Marienplatz",
  "betriebsstaette.hausnummer": "1",
  "betriebsstaette.plz": "33098",
  "betriebsstaette.ort": "Paderborn",
  "betriebsstaette.telefon": "05251 1",
  "fruehereBetriebsstaette.strasse": "Alter Weg",
  "fruehereBetriebsstaette.hausnummer": "5",
  "fruehereBetriebsstaette.plz": "33129",
  "fruehereBetriebsstaette.ort": "Delbrück",
  "fruehereBetriebsstaette.email": "alt@example.org",
  taetigkeit: "Herstellung von Möbeln",
  nebenerwerb: "nein",
  beginn: "2026-12-01",
  betriebsart: ["handwerk"],
  beschaeftigteVorhanden: "nein",
  niederlassung: "hauptniederlassung",
  reisegewerbe: "nein",
  grund: "verlegung",
  unfallversicherungstraeger: "BG Holz",
  "aufenthalt.titelVorhanden": "ja",
};

function derivedValues(answers: StoredAnswers): Readonly<Record<string, unknown>> {
  const rows = Object.entries(answers).map(([path, value]) => ({
    path,
    label: path,
    display: String(value),
    value,
    official: [{ form: "GewA1", number: places[path] ?? 0 }],
  }));
  const [anmeldung] = gewerbeanzeigen("GewA1", rows, plainDay("2026-11-25"));
  if (anmeldung === undefined) throw new Error("no Anzeige");
  const values = Object.values(deriveAbmeldung(anmeldung).fields).flatMap((field) => field.values);
  return Object.fromEntries(values.filter(({ path }) => path !== "datum").map(({ path, raw }) => [path, raw]));
}

test("the answers of the Abmeldung say what the derived form says, field by field", () => {
  expect(abmeldungAnswers(move)).toMatchObject(derivedValues(move));
});

test("also where the new site is the founder's home", () => {
  const { "betriebsstaette.strasse": _a, "betriebsstaette.hausnummer": _b, ...rest } = move;
  const { "betriebsstaette.plz": _c, "betriebsstaette.ort": _d, ...home } = rest;
  const answers = abmeldungAnswers({ ...home, "betriebsstaette.wieWohnung": "ja" });
  const derived = derivedValues({ ...home, "betriebsstaette.wieWohnung": "ja" });
  expect(derived["kuenftigeBetriebsstaette.strasse"]).toBe("Lindenprobe");
  expect(answers).toMatchObject(derived);
});

test("what the printed Abmeldung does not ask is left behind", () => {
  const answers = abmeldungAnswers(move);
  for (const path of ["unfallversicherungstraeger", "aufenthalt.titelVorhanden", "beginn"]) {
    expect(answers[path]).toBeUndefined();
  }
  expect(Object.keys(answers).some((path) => path.startsWith("fruehereBetriebsstaette."))).toBe(false);
});

const handover = {
  absender: { ags: "05774032", name: "Stadt Paderborn" },
  aktenzeichen: "32.40-2026-00017/01",
  eingegangen: "2026-11-23",
  bescheinigt: "2026-11-24",
};

test("a handover is read as it was written, and the same content gives the same bytes", () => {
  const bytes = writeHandover({ ...handover, antworten: { b: ["1", "2"], a: "x" } });
  expect(bytes).toEqual(writeHandover({ ...handover, antworten: { a: "x", b: ["1", "2"] } }));
  expect(readHandover(bytes)).toMatchObject({ ...handover, antworten: { a: "x", b: ["1", "2"] } });
});

test.each(["{}", "[]", "no json", JSON.stringify({ ...handover, format: "other" })])("is no handover: %s", (text) => {
  expect(() => readHandover(Buffer.from(text))).toThrow();
});
