import type { Leistung } from "../../modules/forms/index.ts";
import { inPerson } from "../in-person.ts";

/** Information only: not yet online. */
export const leistung: Leistung = {
  id: "sperrmuell-anmelden",
  version: 1,
  leikaKey: "99001009004002",
  title: { de: "Sperrmüll anmelden", en: "Order bulky waste collection" },
  summary: {
    de: "Alte Möbel und große Gegenstände abholen lassen.",
    en: "Have old furniture and large items collected.",
  },
  icon: "trash",
  lebenslagen: ["umwelt", "wohnen"],
  keywords: {
    de: ["Sperrgut", "Möbel entsorgen", "Müll", "Abfall", "Sofa", "Matratze", "Abfuhr"],
    en: ["bulky waste", "dispose of furniture", "rubbish", "mattress"],
  },
  page: {
    what: {
      de: [
        "Sperrmüll sind Dinge aus dem Haushalt, die nicht in die Tonne passen: Möbel, Teppiche, Matratzen. Bauschutt und Elektrogeräte gehören in der Regel nicht dazu.",
      ],
      en: [
        "Bulky waste is household items that do not fit into the bin: furniture, carpets, mattresses. Building rubble and electrical appliances usually do not belong to it.",
      ],
    },
    forWhom: {
      de: ["Haushalte, die an die Abfallentsorgung angeschlossen sind."],
      en: ["Households that are connected to the waste service."],
    },
    cost: {
      de: ["Ob und was die Abholung kostet, legt die Stadt oder Gemeinde fest."],
      en: ["The municipality sets whether and what the collection costs."],
    },
    time: {
      de: ["Den Termin nennt Ihnen die Abfallberatung."],
      en: ["The waste advisory service tells you the date."],
    },
    needed: { de: ["Eine Liste der Gegenstände"], en: ["A list of the items"] },
    legalBasis: [{ cite: "§ 20 KrWG", url: "https://www.gesetze-im-internet.de/krwg/__20.html" }],
    dataProtection: {
      de: ["Wir brauchen Name und Anschrift für die Abholung."],
      en: ["We need your name and address for the collection."],
    },
    offline: inPerson,
  },
};
