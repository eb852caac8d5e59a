import type { Leistung } from "../../modules/forms/index.ts";
import { inPersonBecause } from "../in-person.ts";

/** Information only: not yet online. */
export const leistung: Leistung = {
  id: "ehe-anmelden",
  version: 1,
  leikaKey: "99059001104000",
  title: { de: "Ehe anmelden", en: "Register a marriage" },
  summary: {
    de: "Sie wollen heiraten und melden die Eheschließung an.",
    en: "You want to get married and register the marriage.",
  },
  icon: "heart",
  lebenslagen: ["familie"],
  keywords: {
    de: ["heiraten", "Hochzeit", "Trauung", "Standesamt", "Eheschließung", "Aufgebot"],
    en: ["get married", "wedding", "civil marriage"],
  },
  page: {
    what: {
      de: [
        "Bevor Sie heiraten, prüft das Standesamt, ob der Ehe etwas entgegensteht (§ 13 PStG). Danach haben Sie sechs Monate Zeit.",
      ],
      en: [
        "Before you marry, the registry office checks whether anything stands in the way (§ 13 PStG). Then you have six months.",
      ],
    },
    forWhom: {
      de: ["Paare, von denen mindestens eine Person hier wohnt (§ 12 Abs. 1 PStG)."],
      en: ["Couples of whom at least one lives here (§ 12 Abs. 1 PStG)."],
    },
    cost: {
      de: [
        "Die Gebühren richten sich nach dem Recht des Landes. Für besondere Orte und Zeiten kommt ein Betrag der Stadt oder Gemeinde dazu.",
      ],
      en: ["The fees follow the law of the state. For special places and times the municipality adds an amount."],
    },
    time: {
      de: ["Vereinbaren Sie den Termin früh, besonders für Freitage und den Sommer."],
      en: ["Make the appointment early, especially for Fridays and the summer."],
    },
    needed: {
      de: [
        "Personalausweis oder Reisepass",
        "Beglaubigter Ausdruck aus dem Geburtenregister",
        "Bei früheren Ehen: Nachweis der Auflösung",
      ],
      en: [
        "Identity card or passport",
        "Certified copy from the register of births",
        "For former marriages: proof that they have ended",
      ],
    },
    legalBasis: [
      { cite: "§§ 12 bis 15 PStG", url: "https://www.gesetze-im-internet.de/pstg/__12.html" },
      { cite: "§ 1310 BGB", url: "https://www.gesetze-im-internet.de/bgb/__1310.html" },
    ],
    dataProtection: {
      de: ["Die Angaben stehen im Eheregister des Standesamtes (§ 15 PStG)."],
      en: ["The details are kept in the register of marriages (§ 15 PStG)."],
    },
    offline: inPersonBecause({
      de: ["Heiraten können Sie nur persönlich und beide zusammen (§ 1311 BGB)."],
      en: ["You can only marry in person and together (§ 1311 BGB)."],
    }),
  },
};
