import type { Leistung } from "../../modules/forms/index.ts";
import { gewerbeCost, gewerbeDataProtection, gewerbeFees, gewerbeFeesFor, gewerbeOnline } from "../gewerbe/leistung.ts";
import { form } from "./form.ts";
import processXml from "./process.bpmn?raw";

/** Gewerbe anmelden: § 14 GewO, form GewA1. */
export const leistung: Leistung = {
  id: "gewerbe-anmelden",
  version: 1,
  leikaKey: "99050012104000",
  title: { de: "Gewerbe anmelden", en: "Register a business" },
  summary: {
    de: "Sie beginnen mit einem Gewerbe oder ziehen mit Ihrem Betrieb hierher.",
    en: "You start a business or move your business here.",
  },
  icon: "briefcase",
  lebenslagen: ["unternehmen"],
  keywords: {
    de: [
      "Firma anmelden",
      "Firma gründen",
      "Unternehmen gründen",
      "selbständig machen",
      "selbstständig",
      "Gewerbeschein",
      "Gewerbeanmeldung",
      "Gewerbeamt",
      "Kleingewerbe",
      "Nebengewerbe",
      "Laden eröffnen",
      "Geschäft eröffnen",
      "GmbH anmelden",
      "Betrieb verlegen",
      "Reisegewerbe",
      "GewA1",
    ],
    en: [
      "start a company",
      "register a company",
      "self-employed",
      "trade licence",
      "business licence",
      "open a shop",
      "side business",
      "move a business",
    ],
  },
  page: {
    what: {
      de: [
        "Wer selbständig ein Gewerbe beginnt, zeigt das der Stadt oder Gemeinde an. Das gilt auch für eine Zweigniederlassung und eine Filiale.",
        "Hier füllen Sie die Gewerbeanmeldung aus und senden sie ab. Sie bekommen die Empfangsbescheinigung, den „Gewerbeschein“, in Ihr Postfach. Sie bestätigt den Eingang. Sie ist keine Genehmigung.",
      ],
      en: [
        "Whoever starts a business on their own account notifies the town. This also applies to a branch or a shop of an existing business.",
        "Here you fill in the registration and send it. You receive the official receipt, often called “Gewerbeschein”, in your mailbox. It confirms that your notification has arrived. It is not an approval.",
      ],
    },
    forWhom: {
      de: [
        "Für alle, die hier ein Gewerbe, eine Zweigniederlassung oder eine Filiale beginnen.",
        "Für alle, die mit ihrem Betrieb aus einer anderen Gemeinde hierher ziehen. Dort müssen Sie dann nicht abmelden.",
        "Nicht für freie Berufe wie Ärztin, Anwalt oder Künstler und nicht für Land- und Forstwirtschaft. Sie melden sich beim Finanzamt.",
      ],
      en: [
        "For everyone who starts a business or a branch here.",
        "For everyone who moves a business here from another municipality. You then need not deregister there.",
        "Not for liberal professions such as doctors, lawyers or artists, and not for agriculture and forestry. They register with the tax office.",
      ],
    },
    cost: gewerbeCost,
    time: {
      de: [
        "Das Ausfüllen dauert etwa 12 Minuten. Sie können unterbrechen und später weitermachen.",
        "Die Empfangsbescheinigung kommt innerhalb von drei Tagen (§ 15 Abs. 1 GewO).",
      ],
      en: [
        "Filling in takes about 12 minutes. You can stop and continue later.",
        "The receipt comes within three days (§ 15 Abs. 1 GewO).",
      ],
    },
    needed: {
      de: [
        "Ihren Personalausweis oder Reisepass zum Abschreiben der Angaben",
        "Bei eingetragenen Unternehmen: Registergericht und Registernummer",
        "Wenn nötig: Erlaubnis, Handwerkskarte oder Aufenthaltstitel",
      ],
      en: [
        "Your identity card or passport, to copy the details from",
        "For registered businesses: register court and register number",
        "Where it applies: permit, craft card or residence title",
      ],
    },
    legalBasis: [
      { cite: "§ 14 GewO", url: "https://www.gesetze-im-internet.de/gewo/__14.html" },
      { cite: "§ 15 Abs. 1 GewO", url: "https://www.gesetze-im-internet.de/gewo/__15.html" },
      { cite: "§ 55c GewO", url: "https://www.gesetze-im-internet.de/gewo/__55c.html" },
      { cite: "GewAnzV", url: "https://www.gesetze-im-internet.de/gewanzv_2014/" },
    ],
    dataProtection: gewerbeDataProtection,
  },
  online: {
    ...gewerbeOnline,
    form,
    minutes: 12,
    processXml,
    fees: gewerbeFees,
    feesFor: gewerbeFeesFor,
  },
};
