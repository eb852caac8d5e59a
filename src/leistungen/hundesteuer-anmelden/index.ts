import type { Leistung } from "../../modules/forms/index.ts";
import { inPerson } from "../in-person.ts";

/** Information only: not yet online. */
export const leistung: Leistung = {
  id: "hundesteuer-anmelden",
  version: 1,
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
        "Wer einen Hund hält, zahlt Hundesteuer. Jede Stadt und Gemeinde regelt das in ihrer Satzung.",
        "Hunde ab 40 cm Höhe oder ab 20 kg Gewicht müssen Sie außerdem dem Ordnungsamt anzeigen (§ 11 LHundG NRW).",
      ],
      en: [
        "Whoever keeps a dog pays dog tax. Each municipality sets this in its own by-law.",
        "Dogs of 40 cm or more or of 20 kg or more must also be notified to the public order office (§ 11 LHundG NRW).",
      ],
    },
    forWhom: { de: ["Alle, die hier einen Hund halten."], en: ["Everyone who keeps a dog here."] },
    cost: {
      de: ["Die Höhe der Steuer legt die Stadt oder Gemeinde fest."],
      en: ["The municipality sets the amount of the tax."],
    },
    time: {
      de: ["Die Frist für die Anmeldung steht in der Hundesteuersatzung."],
      en: ["The time limit for registering is set in the by-law."],
    },
    needed: {
      de: ["Rasse, Alter und Tag der Aufnahme des Hundes", "Nummer des Mikrochips, wenn er einen hat"],
      en: ["Breed, age and the day you took in the dog", "Number of the microchip, if it has one"],
    },
    legalBasis: [{ cite: "§ 3 KAG NRW" }, { cite: "LHundG NRW" }],
    dataProtection: {
      de: ["Wir brauchen die Angaben, um die Steuer festzusetzen. Es gilt das Steuergeheimnis (§ 12 KAG NRW)."],
      en: ["We need the details to assess the tax. Tax secrecy applies (§ 12 KAG NRW)."],
    },
    offline: inPerson,
  },
};
