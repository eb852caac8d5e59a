import { expect, test } from "vitest";
import type { Gewerbeanzeige } from "./gewa.ts";
import { prefillAnswers, publicPart, registerFacts } from "./register.ts";

const value = (path: string, raw: string) => ({ path, label: path, display: raw, raw });
const anzeige: Gewerbeanzeige = {
  kind: "GewA1",
  person: 1,
  persons: 1,
  fields: {
    1: { label: "", values: [value("rechtsform", "einzelunternehmen")] },
    3: { label: "", values: [value("geschaeftsbezeichnung", "Bäckerei Müller")] },
    4: { label: "", values: [value("inhaber.familienname", "Müller")] },
    5: { label: "", values: [value("inhaber.vornamen", "Änne")] },
    8: { label: "", values: [value("geburt.geburtsdatum", "1980-01-01")] },
    15: {
      label: "",
      values: [
        value("betriebsstaette.strasse", "Marienplatz"),
        value("betriebsstaette.hausnummer", "1"),
        value("betriebsstaette.plz", "33098"),
        value("betriebsstaette.ort", "Paderborn"),
        value("betriebsstaette.telefon", "05251 1"),
      ],
    },
    18: { label: "", values: [value("taetigkeit", "Herstellung von Backwaren"), value("schwerpunkt", "Brot")] },
  },
};

test("public are name, business name, business address and activity, nothing else", () => {
  expect(publicPart(registerFacts([anzeige]))).toEqual({
    name: "Änne Müller",
    businessName: "Bäckerei Müller",
    strasse: "Marienplatz",
    hausnummer: "1",
    plz: "33098",
    ort: "Paderborn",
    activity: "Herstellung von Backwaren",
  });
});

test("an Ummeldung starts with what the Anmeldung said", () => {
  const answers = prefillAnswers(
    {
      rechtsform: "einzelunternehmen",
      "inhaber.familienname": "Müller",
      "betriebsstaette.wieWohnung": "ja",
      "wohnung.strasse": "Marienplatz",
      taetigkeit: "Herstellung von Backwaren",
      betriebsart: ["handwerk"],
      grund: "neugruendung",
      beginn: "2020-01-01",
    },
    "GewA2",
  );
  expect(answers).toEqual({
    rechtsform: "einzelunternehmen",
    "inhaber.familienname": "Müller",
    "betriebsstaette.wieWohnung": "ja",
    "wohnung.strasse": "Marienplatz",
    weiterhinTaetigkeit: "Herstellung von Backwaren",
    handwerk: "ja",
    "fruehereBetriebsstaette.strasse": "Marienplatz",
  });
});

test("an Abmeldung deregisters every activity and asks no residence title", () => {
  const answers = prefillAnswers(
    {
      "personen.0.familienname": "Müller",
      "personen.0.titelVorhanden": "ja",
      weiterhinTaetigkeit: "Herstellung von Möbeln",
      neueTaetigkeit: "Handel mit Möbeln",
      erlaubnisVorhanden: "ja",
    },
    "GewA3",
  );
  expect(answers).toEqual({
    "personen.0.familienname": "Müller",
    taetigkeit: "Handel mit Möbeln\nHerstellung von Möbeln",
  });
});
