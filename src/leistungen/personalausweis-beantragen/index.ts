import type { Leistung } from "../../modules/forms/index.ts";
import { inPersonBecause } from "../in-person.ts";

/** Information only: not yet online. */
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
      ],
      en: [
        "Germans aged 16 and over need an identity card or a passport (§ 1 PAuswG).",
        "The card is valid for ten years, for people under 24 for six years (§ 6 PAuswG).",
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
      ],
      en: [
        "€46 (§ 1 Abs. 1 Nr. 2 PAuswGebV)",
        "€27.60 for people under 24 when they apply (§ 1 Abs. 1 Nr. 1 PAuswGebV)",
        "€10 for a provisional card (§ 1 Abs. 2 PAuswGebV)",
        "€6 more if the office takes the photograph (§ 1 Abs. 4 Nr. 4 PAuswGebV)",
        "€15 more for delivery to your home (§ 1 Abs. 4 Nr. 3 PAuswGebV)",
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
      { cite: "PAuswG", url: "https://www.gesetze-im-internet.de/pauswg/" },
      { cite: "PAuswGebV", url: "https://www.gesetze-im-internet.de/pauswgebv/" },
    ],
    dataProtection: {
      de: ["Ihre Daten stehen im Personalausweisregister der Stadt oder Gemeinde (§ 23 PAuswG)."],
      en: ["Your data are kept in the identity card register of the municipality (§ 23 PAuswG)."],
    },
    offline: inPersonBecause({
      de: [
        "Das Gesetz verlangt, dass Sie den Ausweis persönlich beantragen. Fingerabdrücke und Unterschrift nimmt das Amt vor Ort auf (§ 9 PAuswG).",
      ],
      en: [
        "The law requires you to apply in person. The office takes your fingerprints and signature on the spot (§ 9 PAuswG).",
      ],
    }),
  },
};
