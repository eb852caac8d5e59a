import { type LeistungDefinition, leistungFrom } from "../../modules/forms/index.ts";
import { anzeige } from "../verfahren/index.ts";
import { breeds } from "./breeds.ts";
import { elements } from "./form.ts";

const satzung = "Hundesteuersatzung (Beispiel)";

/**
 * Registration of dogs for dog tax, data alone: what a designer could have made. By-law, rates and creditor id are
 * invented, and the page says so. Sources: § 3 KAG NRW; LHundG NRW.
 */
export const definition: LeistungDefinition = {
  id: "hundesteuer-anmelden",
  leikaKey: "99102013002000",
  title: { de: "Hund anmelden", en: "Register a dog" },
  summary: {
    de: "Sie nehmen einen Hund auf und melden ihn zur Hundesteuer an.",
    en: "You take in a dog and register it for dog tax.",
  },
  icon: "heart",
  lebenslagen: ["wohnen", "freizeit"],
  keywords: {
    de: ["Hundesteuer", "Hundemarke", "Hund", "Welpe", "Hund abmelden"],
    en: ["dog tax", "dog licence", "dog tag", "puppy"],
  },
  page: {
    what: {
      de: [
        "Wer einen Hund hält, zahlt Hundesteuer. Jede Stadt und Gemeinde regelt das in ihrer Satzung. Hier melden Sie einen oder mehrere Hunde an.",
        "Sie sehen sofort, wie hoch die Steuer im Jahr ist. Den Steuerbescheid schickt das Steueramt danach gesondert.",
        "Hunde ab 40 cm Höhe oder ab 20 kg Gewicht müssen Sie außerdem dem Ordnungsamt anzeigen (§ 11 LHundG NRW). Diese Anmeldung ersetzt das nicht.",
      ],
      en: [
        "Whoever keeps a dog pays dog tax. Each municipality sets this in its own by-law. Here you register one dog or several.",
        "You see at once how much the tax is a year. The tax office sends the tax assessment separately afterwards.",
        "Dogs of 40 cm or more or of 20 kg or more must also be notified to the public order office (§ 11 LHundG NRW). This registration does not replace that.",
      ],
    },
    forWhom: { de: ["Alle, die hier einen Hund halten."], en: ["Everyone who keeps a dog here."] },
    cost: {
      de: [
        "Die Anmeldung ist kostenlos.",
        "Steuer im Jahr nach der Beispielsatzung dieser Demo: 84 € für einen Hund, je 108 € bei zwei, je 132 € ab drei Hunden, je 600 € für Hunde der Rassen nach § 3 und § 10 LHundG NRW. In Ihrer Stadt oder Gemeinde gilt deren Satzung.",
      ],
      en: [
        "Registering is free of charge.",
        "Tax a year under the example by-law of this demo: €84 for one dog, €108 each for two, €132 each from three, €600 for each dog of the breeds under § 3 and § 10 LHundG NRW. In your municipality its own by-law applies.",
      ],
    },
    time: {
      de: [
        "Das Ausfüllen dauert etwa 5 Minuten.",
        "Die Beispielsatzung verlangt die Anmeldung innerhalb von zwei Wochen.",
      ],
      en: ["Filling in takes about 5 minutes.", "The example by-law asks for registration within two weeks."],
    },
    needed: {
      de: [
        "Rasse, Geburtstag und Tag der Aufnahme des Hundes",
        "Nummer des Mikrochips, wenn er einen hat",
        "Für eine Befreiung: der Nachweis als Foto oder PDF",
        "Für die Lastschrift: Ihre IBAN",
      ],
      en: [
        "Breed, date of birth and the day you took in the dog",
        "Number of the microchip, if it has one",
        "For an exemption: the proof as a photo or PDF",
        "For direct debit: your IBAN",
      ],
    },
    legalBasis: [{ cite: "§ 3 KAG NRW" }, { cite: "LHundG NRW" }],
    dataProtection: {
      de: ["Wir brauchen die Angaben, um die Steuer festzusetzen. Es gilt das Steuergeheimnis (§ 12 KAG NRW)."],
      en: ["We need the details to assess the tax. Tax secrecy applies (§ 12 KAG NRW)."],
    },
  },
  online: {
    process: "anzeige",
    trustLevel: "low",
    minutes: 5,
    codeLists: [breeds],
    fees: [],
    form: { sections: elements },
    records: {
      planUnit: "20.20",
      retentionYears: 10,
      retentionSource: "Keine gesetzliche Frist; Vorschlag von Klickamt, von der Gemeinde zu prüfen",
      akteTitle: '"Hundesteuer " + halter.vornamen + " " + halter.familienname',
    },
    subjectName: 'halter.vornamen + " " + halter.familienname',
    sentTitle: { de: "Ihr Hund ist angemeldet", en: "Your dog is registered" },
    declarations: [
      {
        key: "richtigkeit",
        text: {
          de: "Meine Angaben sind richtig und vollständig. Wenn sich etwas ändert, melde ich es.",
          en: "My statements are correct and complete. I will report any change.",
        },
        source: satzung,
      },
    ],
  },
};

export const leistung = leistungFrom(definition, 1, anzeige);
