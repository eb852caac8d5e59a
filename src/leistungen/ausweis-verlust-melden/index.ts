import type { Answers, Leistung } from "../../modules/forms/index.ts";
import { form } from "./form.ts";
import processXml from "./process.bpmn?raw";

const text = (answers: Answers, path: string): string => {
  const value = answers[path];
  return typeof value === "string" ? value.trim() : "";
};

const subjectName = (answers: Answers): string =>
  [text(answers, "vornamen"), text(answers, "familienname")].filter((part) => part !== "").join(" ");

/** Report of loss, around the clock: § 27 Abs. 1 Nr. 3 PAuswG. Its code prefills a new application. */
export const leistung: Leistung = {
  id: "ausweis-verlust-melden",
  version: 1,
  leikaKey: "99008001014002",
  title: { de: "Verlust des Personalausweises melden", en: "Report a lost identity card" },
  summary: {
    de: "Ihr Personalausweis ist weg oder gestohlen. Melden Sie es sofort, auch nachts.",
    en: "Your identity card is lost or stolen. Report it at once, at night too.",
  },
  icon: "id-card",
  lebenslagen: ["ausweise"],
  keywords: {
    de: [
      "Ausweis verloren",
      "Ausweis gestohlen",
      "Perso weg",
      "Personalausweis sperren",
      "Ausweis sperren",
      "Diebstahl Ausweis",
      "Sperrkennwort",
    ],
    en: ["lost ID card", "stolen identity card", "block identity card"],
  },
  page: {
    what: {
      de: [
        "Wer seinen Personalausweis verliert, meldet das unverzüglich (§ 27 Abs. 1 Nr. 3 PAuswG). Hier geht das rund um die Uhr.",
        "Mit dem Absenden gilt der Ausweis bei uns sofort als abhandengekommen. Mit dem Code der Meldung beantragen Sie danach einen neuen: Ihre Angaben stehen dann schon im Formular.",
      ],
      en: [
        "Whoever loses their identity card reports it without delay (§ 27 Abs. 1 Nr. 3 PAuswG). Here you can do so around the clock.",
        "As soon as you send the report, we treat the card as missing. With the code of the report you then apply for a new one: your details are in the form already.",
      ],
    },
    forWhom: {
      de: ["Für alle, deren Personalausweis oder vorläufiger Personalausweis verloren oder gestohlen ist."],
      en: ["For everyone whose identity card or provisional identity card is lost or stolen."],
    },
    cost: {
      de: ["Kostenlos. Ein neuer Ausweis kostet eine Gebühr."],
      en: ["Free of charge. There is a fee for a new card."],
    },
    time: {
      de: [
        "Das Ausfüllen dauert etwa 4 Minuten.",
        "Der Ausweis ist sofort vermerkt. Das Amt prüft die Meldung am nächsten Arbeitstag.",
      ],
      en: [
        "Filling in takes about 4 minutes.",
        "The card is marked at once. The office checks the report on the next working day.",
      ],
    },
    needed: {
      de: [
        "Wenn vorhanden: eine Kopie des Ausweises mit der Seriennummer",
        "Bei Diebstahl: die Nummer der Anzeige bei der Polizei",
      ],
      en: [
        "If you have one: a copy of the card with its number",
        "After a theft: the number of the report to the police",
      ],
    },
    legalBasis: [
      { cite: "§ 27 Abs. 1 Nr. 3 PAuswG", url: "https://www.gesetze-im-internet.de/pauswg/__27.html" },
      { cite: "§ 10 Abs. 5 bis 9 PAuswG", url: "https://www.gesetze-im-internet.de/pauswg/__10.html" },
      { cite: "§ 25 PAuswV", url: "https://www.gesetze-im-internet.de/pauswv/__25.html" },
    ],
    dataProtection: {
      de: [
        "Wir vermerken den Verlust im Personalausweisregister und teilen ihn der Polizei und dem ausstellenden Amt mit (§ 11 Abs. 5 PAuswG). Der Sperrlistenbetreiber bekommt nur die Sperrsumme, keinen Namen (§ 10 Abs. 5 PAuswG).",
      ],
      en: [
        "We note the loss in the identity card register and tell the police and the issuing office (§ 11 Abs. 5 PAuswG). The operator of the block list receives only the blocking sum, no name (§ 10 Abs. 5 PAuswG).",
      ],
    },
  },
  online: {
    form,
    // Anybody must be able to report at night; the office establishes identity afterwards (§ 25 Abs. 1 Satz 2 PAuswV).
    trustLevel: "low",
    minutes: 4,
    processXml,
    sent: {
      title: { de: "Ihre Meldung ist bei uns", en: "We have your report" },
      steps: [
        {
          label: { de: "Neuen Ausweis beantragen", en: "Apply for a new card" },
          href: "/leistungen/personalausweis-beantragen",
        },
      ],
    },
    fees: [],
    feesFor: () => [],
    records: {
      planUnit: "33.20",
      // The card may be in its last days: five years after them nothing of it may be left, counted to the end of a year.
      retentionYears: 4,
      retentionSource: "§ 23 Abs. 4, § 26 Abs. 1 PAuswG",
      akteTitle: (answers) => `Personalausweis ${subjectName(answers)}`.trim(),
    },
    subjectName,
    declarations: [
      {
        key: "inhaber",
        text: {
          de: "Der Ausweis gehört mir, meinem Kind oder einer Person, die ich vertrete. Meine Angaben sind richtig.",
          en: "The card belongs to me, to my child or to a person whom I represent. My statements are correct.",
        },
        source: "§ 27 Abs. 1 Nr. 3 PAuswG; § 25 Abs. 1 PAuswV",
      },
    ],
  },
};
