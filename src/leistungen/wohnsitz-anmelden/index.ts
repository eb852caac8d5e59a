import type { Leistung } from "../../modules/forms/index.ts";
import { inPerson } from "../in-person.ts";

/** Information only: not yet online. */
export const leistung: Leistung = {
  id: "wohnsitz-anmelden",
  version: 1,
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
      de: ["Wer eine Wohnung bezieht, meldet sich innerhalb von zwei Wochen nach dem Einzug an (§ 17 Abs. 1 BMG)."],
      en: ["Whoever moves into a home registers within two weeks of moving in (§ 17 Abs. 1 BMG)."],
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
    time: { de: ["Die Anmeldung wird sofort eingetragen."], en: ["The registration is entered at once."] },
    needed: {
      de: ["Personalausweis oder Reisepass", "Bestätigung des Wohnungsgebers (§ 19 BMG)"],
      en: ["Identity card or passport", "Confirmation by the landlord (§ 19 BMG)"],
    },
    legalBasis: [
      { cite: "§ 17 BMG", url: "https://www.gesetze-im-internet.de/bmg/__17.html" },
      { cite: "§ 19 BMG", url: "https://www.gesetze-im-internet.de/bmg/__19.html" },
    ],
    dataProtection: {
      de: ["Ihre Daten stehen im Melderegister (§ 3 BMG). Bestimmten Auskünften können Sie widersprechen."],
      en: ["Your data are kept in the register of residents (§ 3 BMG). You can object to certain disclosures."],
    },
    offline: inPerson,
  },
};
