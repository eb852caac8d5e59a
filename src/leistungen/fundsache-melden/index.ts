import type { Leistung } from "../../modules/forms/index.ts";
import { inPerson } from "../in-person.ts";

/** Information only: not yet online. */
export const leistung: Leistung = {
  id: "fundsache-melden",
  version: 1,
  leikaKey: "99089017089000",
  title: { de: "Fundsache melden", en: "Report a found item" },
  summary: {
    de: "Sie haben etwas gefunden oder suchen etwas Verlorenes.",
    en: "You have found something or are looking for something lost.",
  },
  icon: "search",
  lebenslagen: ["freizeit"],
  keywords: {
    de: ["Fundbüro", "verloren", "gefunden", "Schlüssel", "Fahrrad gefunden", "Geldbörse", "Handy verloren"],
    en: ["lost property", "lost and found", "keys", "wallet"],
  },
  page: {
    what: {
      de: [
        "Wer etwas findet, das mehr als 10 € wert ist, zeigt das der Stadt oder Gemeinde an, wenn der Eigentümer nicht bekannt ist (§ 965 BGB).",
        "Meldet sich sechs Monate lang niemand, gehört die Sache in der Regel Ihnen (§ 973 BGB).",
      ],
      en: [
        "Whoever finds something worth more than €10 reports it to the municipality if the owner is unknown (§ 965 BGB).",
        "If nobody comes forward for six months, the item is usually yours (§ 973 BGB).",
      ],
    },
    forWhom: {
      de: ["Alle, die hier etwas gefunden oder verloren haben."],
      en: ["Everyone who has found or lost something here."],
    },
    cost: {
      de: [
        "Die Meldung kostet nichts. Für die Aufbewahrung kann die Stadt oder Gemeinde beim Abholen etwas verlangen.",
      ],
      en: ["Reporting is free. The municipality may charge for storage when you collect the item."],
    },
    time: {
      de: ["Melden Sie den Fund ohne Verzögerung (§ 965 BGB)."],
      en: ["Report what you found without delay (§ 965 BGB)."],
    },
    needed: { de: ["Die Fundsache, Ort und Zeit des Fundes"], en: ["The item, and where and when you found it"] },
    legalBasis: [{ cite: "§§ 965 bis 984 BGB", url: "https://www.gesetze-im-internet.de/bgb/__965.html" }],
    dataProtection: {
      de: ["Ihren Namen geben wir dem Eigentümer nur für den Finderlohn weiter (§ 971 BGB)."],
      en: ["We give your name to the owner only for the finder’s reward (§ 971 BGB)."],
    },
    offline: inPerson,
  },
};
