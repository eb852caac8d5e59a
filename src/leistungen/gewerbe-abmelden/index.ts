import type { Leistung } from "../../modules/forms/index.ts";
import { gewerbeDataProtection, gewerbeOnline } from "../gewerbe/leistung.ts";
import { form } from "./form.ts";
import processXml from "./process.bpmn?raw";

/** Gewerbe abmelden: § 14 Abs. 1 Satz 2 Nr. 3 GewO, form GewA3. */
export const leistung: Leistung = {
  id: "gewerbe-abmelden",
  version: 1,
  leikaKey: "99050012070000",
  title: { de: "Gewerbe abmelden", en: "Deregister a business" },
  summary: {
    de: "Sie geben Ihren Betrieb auf oder übergeben ihn.",
    en: "You close your business or hand it over.",
  },
  icon: "archive",
  lebenslagen: ["unternehmen"],
  keywords: {
    de: [
      "Gewerbeabmeldung",
      "Firma abmelden",
      "Firma schließen",
      "Geschäft aufgeben",
      "Laden schließen",
      "Betrieb übergeben",
      "Betriebsaufgabe",
      "GewA3",
    ],
    en: ["close a company", "close a shop", "give up a business", "hand over a business"],
  },
  page: {
    what: {
      de: [
        "Wer den Betrieb aufgibt oder an jemand anderen übergibt, meldet das Gewerbe ab.",
        "Wenn Sie hier schon online angemeldet haben, füllt Ihr Code die bekannten Angaben aus.",
      ],
      en: [
        "Whoever closes a business or hands it over deregisters it.",
        "If you registered online here before, your code fills in what we know already.",
      ],
    },
    forWhom: {
      de: [
        "Für alle, die hier ein Gewerbe angemeldet haben und es aufgeben oder übergeben.",
        "Wenn Sie in eine andere Gemeinde ziehen, melden Sie nur dort an. Die neue Gemeinde sagt uns Bescheid.",
      ],
      en: [
        "For everyone who has registered a business here and closes it or hands it over.",
        "If you move to another municipality, register only there. The new municipality informs us.",
      ],
    },
    cost: {
      de: ["Die Abmeldung ist kostenfrei, wenn die Stadt oder Gemeinde nichts anderes festlegt."],
      en: ["Deregistering is free unless the municipality sets a fee."],
    },
    time: {
      de: [
        "Das Ausfüllen dauert etwa 8 Minuten.",
        "Die Empfangsbescheinigung kommt innerhalb von drei Tagen (§ 15 Abs. 1 GewO).",
      ],
      en: ["Filling in takes about 8 minutes.", "The receipt comes within three days (§ 15 Abs. 1 GewO)."],
    },
    needed: {
      de: ["Den Code Ihrer Anmeldung, wenn Sie ihn haben"],
      en: ["The code of your registration, if you have it"],
    },
    legalBasis: [
      { cite: "§ 14 Abs. 1 Satz 2 Nr. 3 GewO", url: "https://www.gesetze-im-internet.de/gewo/__14.html" },
      { cite: "§ 15 Abs. 1 GewO", url: "https://www.gesetze-im-internet.de/gewo/__15.html" },
      { cite: "GewAnzV", url: "https://www.gesetze-im-internet.de/gewanzv_2014/" },
    ],
    dataProtection: gewerbeDataProtection,
  },
  online: {
    ...gewerbeOnline,
    form,
    minutes: 8,
    processXml,
    fees: [],
    feesFor: () => [],
    prefill: "gewerbe.register",
  },
};
