import type { Leistung } from "../../modules/forms/index.ts";
import { inPerson } from "../in-person.ts";

/** Information only: not yet online. */
export const leistung: Leistung = {
  id: "bewohnerparkausweis-beantragen",
  version: 1,
  leikaKey: "99108001001000",
  title: { de: "Bewohnerparkausweis beantragen", en: "Apply for a resident’s parking permit" },
  summary: {
    de: "In Ihrem Viertel dürfen Bewohner bevorzugt parken.",
    en: "In your quarter residents may park with priority.",
  },
  icon: "car",
  lebenslagen: ["fahrzeuge", "wohnen"],
  keywords: {
    de: ["Anwohnerparken", "Parkausweis", "Parken", "Auto", "Anwohnerparkausweis"],
    en: ["resident parking", "parking permit", "car"],
  },
  page: {
    what: {
      de: [
        "Mit dem Ausweis parken Sie auf den Plätzen, die für Bewohner Ihres Viertels bestimmt sind. Einen festen Platz haben Sie nicht.",
      ],
      en: [
        "With the permit you park in the places meant for residents of your quarter. You have no right to a particular place.",
      ],
    },
    forWhom: {
      de: ["Menschen, die im Viertel gemeldet sind, dort wirklich wohnen und ein Auto halten oder dauernd nutzen."],
      en: ["People who are registered in the quarter, really live there and own or permanently use a car."],
    },
    cost: {
      de: ["Die Gebühr legt die Stadt oder Gemeinde fest (§ 6a Abs. 5a StVG)."],
      en: ["The municipality sets the fee (§ 6a Abs. 5a StVG)."],
    },
    time: {
      de: ["Oft bekommen Sie den Ausweis gleich beim Termin."],
      en: ["You often receive the permit at the appointment."],
    },
    needed: {
      de: ["Personalausweis", "Zulassungsbescheinigung Teil I (Fahrzeugschein)"],
      en: ["Identity card", "Vehicle registration certificate part I"],
    },
    legalBasis: [
      { cite: "§ 45 Abs. 1b Nr. 2a StVO", url: "https://www.gesetze-im-internet.de/stvo_2013/__45.html" },
      { cite: "§ 6a Abs. 5a StVG", url: "https://www.gesetze-im-internet.de/stvg/__6a.html" },
    ],
    dataProtection: {
      de: ["Wir prüfen Ihre Angaben im Melderegister."],
      en: ["We check your details against the register of residents."],
    },
    offline: inPerson,
  },
};
