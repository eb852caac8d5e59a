import { type LeistungDefinition, leistungFrom } from "../../modules/forms/index.ts";
import { sections } from "./form.ts";
import { staaten } from "./persons.ts";
import processXml from "./process.bpmn?raw";

/**
 * The Meldeschein, filled in beforehand and confirmed in person (§ 23 Abs. 1 BMG): data alone, with a procedure of its
 * own. It is not the electronic Anmeldung of § 23a BMG, which needs proof of identity under § 10 Abs. 2 and 3 BMG and
 * the prefilled Meldeschein of the former Meldebehörde; the page says so.
 */
export const definition: LeistungDefinition = {
  id: "wohnsitz-anmelden",
  leikaKey: "99115005104000",
  title: { de: "Wohnsitz anmelden", en: "Register your home address" },
  summary: {
    de: "Sie sind hierher oder innerhalb der Gemeinde umgezogen.",
    en: "You have moved here or within the municipality.",
  },
  icon: "home",
  lebenslagen: ["wohnen"],
  keywords: {
    de: [
      "ummelden",
      "Umzug",
      "Anmeldung Wohnung",
      "Einwohnermeldeamt",
      "Adresse ändern",
      "Meldebescheinigung",
      "zuziehen",
    ],
    en: ["moving house", "register address", "Anmeldung", "change address"],
  },
  page: {
    what: {
      de: [
        "Wer eine Wohnung bezieht, meldet sich innerhalb von zwei Wochen nach dem Einzug an (§ 17 Abs. 1 BMG).",
        "Hier füllen Sie den Meldeschein für sich und Ihre Familie in Ruhe zu Hause aus. Danach kommt eine Person einmal ins Bürgerbüro und bestätigt die Angaben. Erst damit sind Sie angemeldet (§ 23 Abs. 1 BMG).",
        "Das ist noch nicht die vollständig elektronische Anmeldung nach § 23a BMG.",
      ],
      en: [
        "Whoever moves into a home registers within two weeks of moving in (§ 17 Abs. 1 BMG).",
        "Here you fill in the registration form for yourself and your family at home. Then one of you comes to the citizens' office once and confirms the details. Only then are you registered (§ 23 Abs. 1 BMG).",
        "This is not yet fully electronic registration under § 23a BMG.",
      ],
    },
    forWhom: {
      de: [
        "Alle, die hier eine Wohnung beziehen. Für Kinder unter 16 Jahren melden die an, in deren Wohnung sie einziehen (§ 17 Abs. 3 BMG).",
      ],
      en: [
        "Everyone who moves into a home here. Children under 16 are registered by those into whose home they move (§ 17 Abs. 3 BMG).",
      ],
    },
    cost: { de: ["In der Regel kostenfrei."], en: ["Usually free of charge."] },
    time: {
      de: [
        "Das Ausfüllen dauert etwa 10 Minuten, für jede weitere Person 3 Minuten mehr.",
        "Im Bürgerbüro wird die Anmeldung sofort eingetragen, und Sie bekommen die Meldebestätigung (§ 24 Abs. 2 BMG).",
      ],
      en: [
        "Filling in takes about 10 minutes, and 3 minutes more for each further person.",
        "At the citizens' office the registration is entered at once, and you get the certificate (§ 24 Abs. 2 BMG).",
      ],
    },
    needed: {
      de: [
        "Personalausweis, Reisepass oder Passersatz von allen, die einziehen",
        "Bestätigung des Wohnungsgebers (§ 19 BMG), als Foto oder PDF oder im Original zum Besuch",
      ],
      en: [
        "Identity card, passport or substitute of everyone who moves in",
        "Confirmation by the landlord (§ 19 BMG), as a photo or PDF, or the original for your visit",
      ],
    },
    legalBasis: [
      { cite: "§ 17 BMG", url: "https://www.gesetze-im-internet.de/bmg/__17.html" },
      { cite: "§ 19 BMG", url: "https://www.gesetze-im-internet.de/bmg/__19.html" },
      { cite: "§ 23 BMG", url: "https://www.gesetze-im-internet.de/bmg/__23.html" },
      { cite: "§ 24 BMG", url: "https://www.gesetze-im-internet.de/bmg/__24.html" },
      { cite: "§ 27 BMG", url: "https://www.gesetze-im-internet.de/bmg/__27.html" },
    ],
    dataProtection: {
      de: ["Ihre Daten stehen im Melderegister (§ 3 BMG). Bestimmten Auskünften können Sie widersprechen."],
      en: ["Your data are kept in the register of residents (§ 3 BMG). You can object to certain disclosures."],
    },
  },
  online: {
    process: "wohnsitz-anmelden",
    trustLevel: "low",
    minutes: 10,
    codeLists: [staaten],
    fees: [],
    form: { sections },
    records: {
      planUnit: "33.10",
      retentionYears: 10,
      retentionSource: "Aktenplan 33.10",
      akteTitle: '"Anmeldung " + person.vornamen + " " + person.familienname',
    },
    subjectName: 'person.vornamen + " " + person.familienname',
    sentTitle: { de: "Ihr Meldeschein ist bei uns", en: "We have your registration form" },
    declarations: [
      {
        key: "richtigkeit",
        text: {
          de: "Meine Angaben sind richtig und vollständig. Ich weiß, dass ich erst angemeldet bin, wenn ich sie im Bürgerbüro bestätigt habe.",
          en: "My statements are correct and complete. I know that I am registered only once I have confirmed them at the citizens' office.",
        },
        source: "§ 23 Abs. 1 Satz 2, § 25 BMG",
      },
    ],
  },
};

export const leistung = leistungFrom(definition, 1, {
  key: "wohnsitz-anmelden",
  kind: "anzeige",
  name: { de: "Wohnsitz anmelden", en: "Register a home" },
  summary: {
    de: "Jemand prüft den Meldeschein. Die Person kommt mit Ausweis und bestätigt ihn.",
    en: "Somebody checks the form. The person comes with an identity document and confirms it.",
  },
  processXml,
});
