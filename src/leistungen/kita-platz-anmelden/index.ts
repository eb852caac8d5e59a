import type { Leistung } from "../../modules/forms/index.ts";
import { inPersonBecause } from "../in-person.ts";

/** Information only: not yet online. */
export const leistung: Leistung = {
  id: "kita-platz-anmelden",
  version: 1,
  leikaKey: "99041004034000",
  title: { de: "Kita-Platz anmelden", en: "Register for a day-care place" },
  summary: {
    de: "Sie suchen einen Platz in einer Kita oder in der Kindertagespflege.",
    en: "You are looking for a place in a day-care centre or with a childminder.",
  },
  icon: "users",
  lebenslagen: ["familie"],
  keywords: {
    de: ["Kindergarten", "Kindertagesstätte", "Krippe", "Tagesmutter", "Kinderbetreuung", "U3"],
    en: ["kindergarten", "nursery", "day care", "childcare"],
  },
  page: {
    what: {
      de: [
        "Ab dem ersten Geburtstag hat Ihr Kind Anspruch auf einen Platz in der Kita oder in der Kindertagespflege (§ 24 Abs. 2 SGB VIII). Ab dem dritten Geburtstag auf einen Platz in der Kita (§ 24 Abs. 3 SGB VIII).",
      ],
      en: [
        "From the first birthday your child has a right to a place in day care or with a childminder (§ 24 Abs. 2 SGB VIII). From the third birthday to a place in a day-care centre (§ 24 Abs. 3 SGB VIII).",
      ],
    },
    forWhom: { de: ["Eltern, deren Kind hier wohnt."], en: ["Parents whose child lives here."] },
    cost: {
      de: [
        "Die Elternbeiträge legt das Jugendamt nach Einkommen fest. Die letzten zwei Jahre vor der Schule sind in NRW beitragsfrei (§ 50 KiBiz).",
      ],
      en: [
        "The youth welfare office sets the contributions by income. In NRW the last two years before school are free (§ 50 KiBiz).",
      ],
    },
    time: {
      de: ["Melden Sie den Bedarf spätestens sechs Monate vorher (§ 5 KiBiz)."],
      en: ["Register your need at least six months ahead (§ 5 KiBiz)."],
    },
    needed: {
      de: ["Name und Geburtsdatum des Kindes", "Gewünschter Beginn und gewünschte Stunden"],
      en: ["Name and date of birth of the child", "When you want to start and for how many hours"],
    },
    legalBasis: [
      { cite: "§ 24 SGB VIII", url: "https://www.gesetze-im-internet.de/sgb_8/__24.html" },
      { cite: "KiBiz NRW" },
    ],
    dataProtection: {
      de: ["Ihre Angaben sind Sozialdaten und besonders geschützt (§ 61 SGB VIII)."],
      en: ["Your details are social data and specially protected (§ 61 SGB VIII)."],
    },
    offline: inPersonBecause({
      de: ["Gemeinden ohne eigenes Jugendamt arbeiten mit dem Jugendamt des Kreises zusammen."],
      en: ["Municipalities without a youth welfare office of their own work with that of the district (Kreis)."],
    }),
  },
};
