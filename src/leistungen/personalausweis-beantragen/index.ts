import {
  type AusweisFeeKey,
  ausweisFees,
  feeFactsOf,
  feeKeysOf,
  readApplication,
} from "../../modules/ausweis/index.ts";
import type { Answers, Leistung } from "../../modules/forms/index.ts";
import { form } from "./form.ts";
import processXml from "./process.bpmn?raw";

const text = (answers: Answers, path: string): string => {
  const value = answers[path];
  return typeof value === "string" ? value.trim() : "";
};

const subjectName = (answers: Answers): string =>
  [text(answers, "vornamen"), text(answers, "familienname")].filter((part) => part !== "").join(" ");

/**
 * Personalausweis: everything but the visit itself. The law excludes an electronic application (§ 9 Abs. 1 Satz 2
 * PAuswG), so what is sent prepares the appointment at which the application is made.
 */
export const leistung: Leistung = {
  id: "personalausweis-beantragen",
  version: 1,
  leikaKey: "99008001012000",
  title: { de: "Personalausweis beantragen", en: "Apply for an identity card" },
  summary: {
    de: "Ihr Personalausweis läuft ab, ist weg oder Sie brauchen den ersten.",
    en: "Your identity card expires, is lost or you need your first one.",
  },
  icon: "id-card",
  lebenslagen: ["ausweise"],
  keywords: {
    de: [
      "Perso",
      "Ausweis",
      "Ausweis verlängern",
      "Ausweis verloren",
      "neuer Ausweis",
      "ID-Karte",
      "vorläufiger Personalausweis",
    ],
    en: ["ID card", "renew identity card", "lost identity card"],
  },
  page: {
    what: {
      de: [
        "Deutsche ab 16 Jahren brauchen einen Personalausweis oder einen Reisepass (§ 1 PAuswG).",
        "Der Ausweis gilt zehn Jahre, bei Menschen unter 24 Jahren sechs Jahre (§ 6 PAuswG).",
        "Hier machen Sie alle Angaben vorab. Dann genügt ein kurzer Termin im Amt für Identität, Fingerabdrücke und Unterschrift. Ganz ohne Termin erlaubt es das Gesetz nicht: Sie müssen den Antrag persönlich stellen (§ 9 Abs. 1 PAuswG).",
      ],
      en: [
        "Germans aged 16 and over need an identity card or a passport (§ 1 PAuswG).",
        "The card is valid for ten years, for people under 24 for six years (§ 6 PAuswG).",
        "Here you give all details in advance. One short appointment at the office is then enough for identity, fingerprints and signature. It does not work without: the law requires you to apply in person (§ 9 Abs. 1 PAuswG).",
      ],
    },
    forWhom: {
      de: [
        "Deutsche Staatsangehörige mit Hauptwohnung hier. Für Kinder unter 16 Jahren beantragen ihn die Sorgeberechtigten.",
      ],
      en: ["German nationals whose main home is here. For children under 16, those with custody apply."],
    },
    cost: {
      de: [
        "46 € (§ 1 Abs. 1 Nr. 2 PAuswGebV)",
        "27,60 € für Menschen, die bei der Antragstellung jünger als 24 Jahre sind (§ 1 Abs. 1 Nr. 1 PAuswGebV)",
        "10 € für einen vorläufigen Ausweis (§ 1 Abs. 2 PAuswGebV)",
        "6 € zusätzlich, wenn das Amt das Lichtbild macht (§ 1 Abs. 4 Nr. 4 PAuswGebV)",
        "15 € zusätzlich für den Versand nach Hause (§ 1 Abs. 4 Nr. 3 PAuswGebV)",
        "13 € zusätzlich, wenn Ihre Hauptwohnung woanders ist oder Sie außerhalb der Dienstzeit kommen (§ 1 Abs. 3 PAuswGebV), 30 €, wenn Sie im Ausland leben (§ 1 Abs. 4 Nr. 1 PAuswGebV)",
      ],
      en: [
        "€46 (§ 1 Abs. 1 Nr. 2 PAuswGebV)",
        "€27.60 for people under 24 when they apply (§ 1 Abs. 1 Nr. 1 PAuswGebV)",
        "€10 for a provisional card (§ 1 Abs. 2 PAuswGebV)",
        "€6 more if the office takes the photograph (§ 1 Abs. 4 Nr. 4 PAuswGebV)",
        "€15 more for delivery to your home (§ 1 Abs. 4 Nr. 3 PAuswGebV)",
        "€13 more if your main residence is elsewhere or you come outside office hours (§ 1 Abs. 3 PAuswGebV), €30 if you live abroad (§ 1 Abs. 4 Nr. 1 PAuswGebV)",
      ],
    },
    time: {
      de: ["Der Ausweis wird bei der Bundesdruckerei hergestellt. Das dauert in der Regel einige Wochen."],
      en: ["The card is made by the Bundesdruckerei. This usually takes several weeks."],
    },
    needed: {
      de: [
        "Bisheriger Ausweis, Reisepass oder Geburtsurkunde",
        "Digitales Lichtbild: aus dem Fotostudio mit Code oder im Amt aufgenommen",
      ],
      en: [
        "Your present identity card, passport or birth certificate",
        "A digital photograph: from a registered studio with a code, or taken at the office",
      ],
    },
    legalBasis: [
      { cite: "§ 9 PAuswG", url: "https://www.gesetze-im-internet.de/pauswg/__9.html" },
      { cite: "PAuswG", url: "https://www.gesetze-im-internet.de/pauswg/" },
      { cite: "PAuswGebV", url: "https://www.gesetze-im-internet.de/pauswgebv/" },
    ],
    dataProtection: {
      de: [
        "Ihre Daten stehen im Personalausweisregister der Stadt oder Gemeinde (§ 23 PAuswG). Sie werden spätestens fünf Jahre nach Ablauf des Ausweises gelöscht (§ 23 Abs. 4 PAuswG).",
        "Fingerabdrücke löscht das Amt spätestens, wenn der Ausweis ausgehändigt ist (§ 26 Abs. 2 PAuswG).",
      ],
      en: [
        "Your data are kept in the identity card register of the municipality (§ 23 PAuswG). They are deleted five years after the card has expired at the latest (§ 23 Abs. 4 PAuswG).",
        "The office deletes fingerprints at the latest when the card has been handed over (§ 26 Abs. 2 PAuswG).",
      ],
    },
  },
  online: {
    kind: "antrag",
    form,
    // The office establishes identity at the appointment (§ 9 Abs. 1 Satz 6 PAuswG): nothing is decided before.
    trustLevel: "low",
    minutes: 10,
    processXml,
    sent: {
      // The application itself is made at the appointment: § 9 Abs. 1 PAuswG.
      title: { de: "Ihr Antrag ist vorbereitet", en: "Your application is prepared" },
      steps: [{ label: { de: "Foto vorab prüfen", en: "Check a photo beforehand" }, href: "/ausweis/foto" }],
    },
    appointment: { service: "personalausweis", task: "ausweis.termin", unless: "ohneTermin" },
    fees: ausweisFees,
    feesFor(answers, today): readonly AusweisFeeKey[] {
      const application = readApplication(answers);
      return application === undefined ? [] : feeKeysOf(feeFactsOf(application, today));
    },
    records: {
      planUnit: "33.20",
      // What was handed in may be kept no longer than the register: five years after the card has expired. The shortest
      // card is good for six years, a file is kept to the end of a year, and it may be closed in the year after the
      // issue: that leaves nine. What the office needs longer stands in the register.
      retentionYears: 9,
      retentionSource: "§ 6 Abs. 3, § 23 Abs. 4, § 26 Abs. 1 PAuswG",
      akteTitle: (answers) => `Personalausweis ${subjectName(answers)}`.trim(),
      // Deleted as soon as the courier has handed the card over: § 18 Abs. 3 Satz 5 PAuswV.
      notFiled: (answers) => (text(answers, "uebergabe") === "versand" ? ["email"] : []),
    },
    subjectName,
    declarations: [
      {
        key: "persoenlich",
        text: {
          de: "Ich weiß: Mit dem Absenden bereite ich den Antrag vor. Den Antrag selbst stelle ich persönlich beim Termin im Amt, soweit nicht eine Erprobungsklausel der Stadt davon befreit.",
          en: "I know: by sending this I prepare the application. I make the application itself in person at the appointment, unless an experimentation clause of the town exempts me.",
        },
        source: "§ 9 Abs. 1 Satz 2, 4 und 6 PAuswG",
      },
      {
        key: "richtigkeit",
        text: {
          de: "Meine Angaben sind richtig und vollständig.",
          en: "My statements are correct and complete.",
        },
        source: "§ 9 Abs. 3 Satz 1, § 32 Abs. 1 Nr. 4 PAuswG",
      },
    ],
    prefill: "ausweis.verlust",
  },
};
