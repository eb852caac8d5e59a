import type { Leistung } from "../../modules/forms/index.ts";
import { gewerbeCost, gewerbeDataProtection, gewerbeFees, gewerbeFeesFor, gewerbeOnline } from "../gewerbe/leistung.ts";
import { form } from "./form.ts";
import processXml from "./process.bpmn?raw";

/** Gewerbe ummelden: § 14 Abs. 1 Satz 2 Nr. 1, 2 and 2a GewO, form GewA2. */
export const leistung: Leistung = {
  id: "gewerbe-ummelden",
  version: 1,
  leikaKey: "99050012071000",
  title: { de: "Gewerbe ummelden", en: "Change a business registration" },
  summary: {
    de: "Ihr Betrieb zieht innerhalb der Gemeinde um, macht etwas anderes oder heißt anders.",
    en: "Your business moves within the municipality, does something else or has a new name.",
  },
  icon: "edit",
  lebenslagen: ["unternehmen"],
  keywords: {
    de: [
      "Gewerbeummeldung",
      "Firma umziehen",
      "Betrieb verlegen",
      "Firmenadresse ändern",
      "Tätigkeit ändern",
      "Gewerbe erweitern",
      "Firmenname ändern",
      "GewA2",
    ],
    en: ["move a company", "change business address", "change business activity", "change company name"],
  },
  page: {
    what: {
      de: [
        "Wer mit dem Betrieb innerhalb der Gemeinde umzieht, eine andere oder weitere Tätigkeit ausübt oder anders heißt, zeigt das an.",
        "Wenn Sie hier schon online angemeldet haben, füllt Ihr Code die bekannten Angaben aus.",
      ],
      en: [
        "Whoever moves a business within the municipality, takes up another or additional activity or changes the name notifies this.",
        "If you registered online here before, your code fills in what we know already.",
      ],
    },
    forWhom: {
      de: [
        "Für alle, die hier ein Gewerbe angemeldet haben.",
        "Wenn Sie in eine andere Gemeinde ziehen, melden Sie dort an. Eine Ummeldung brauchen Sie nicht.",
      ],
      en: [
        "For everyone who has registered a business here.",
        "If you move to another municipality, register there. You need no change here.",
      ],
    },
    cost: gewerbeCost,
    time: {
      de: [
        "Das Ausfüllen dauert etwa 10 Minuten.",
        "Die Empfangsbescheinigung kommt innerhalb von drei Tagen (§ 15 Abs. 1 GewO).",
      ],
      en: ["Filling in takes about 10 minutes.", "The receipt comes within three days (§ 15 Abs. 1 GewO)."],
    },
    needed: {
      de: [
        "Den Code Ihrer Anmeldung, wenn Sie ihn haben",
        "Wenn nötig: Erlaubnis, Handwerkskarte oder Aufenthaltstitel",
      ],
      en: ["The code of your registration, if you have it", "Where it applies: permit, craft card or residence title"],
    },
    legalBasis: [
      {
        cite: "§ 14 Abs. 1 Satz 2 Nr. 1, 2 und 2a GewO",
        url: "https://www.gesetze-im-internet.de/gewo/__14.html",
      },
      { cite: "§ 15 Abs. 1 GewO", url: "https://www.gesetze-im-internet.de/gewo/__15.html" },
      { cite: "GewAnzV", url: "https://www.gesetze-im-internet.de/gewanzv_2014/" },
    ],
    dataProtection: gewerbeDataProtection,
  },
  online: {
    ...gewerbeOnline,
    form,
    minutes: 10,
    processXml,
    fees: gewerbeFees,
    feesFor: gewerbeFeesFor,
    prefill: "gewerbe.register",
  },
};
