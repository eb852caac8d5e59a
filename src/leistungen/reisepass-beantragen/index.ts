import type { Leistung } from "../../modules/forms/index.ts";
import { inPersonBecause } from "../in-person.ts";

/** Information only: not yet online. */
export const leistung: Leistung = {
  id: "reisepass-beantragen",
  version: 1,
  leikaKey: "99085001012000",
  title: { de: "Reisepass beantragen", en: "Apply for a passport" },
  summary: {
    de: "Sie brauchen einen Pass für Reisen außerhalb der EU.",
    en: "You need a passport for travel outside the EU.",
  },
  icon: "id-card",
  lebenslagen: ["ausweise"],
  keywords: {
    de: ["Pass", "Pass verlängern", "Expresspass", "Kinderpass", "Reisedokument"],
    en: ["passport", "renew passport", "express passport"],
  },
  page: {
    what: {
      de: [
        "Mit dem Reisepass reisen Sie in Staaten, für die der Personalausweis nicht reicht.",
        "Er gilt zehn Jahre, bei Menschen unter 24 Jahren sechs Jahre (§ 5 PassG).",
      ],
      en: [
        "With a passport you travel to countries for which the identity card is not enough.",
        "It is valid for ten years, for people under 24 for six years (§ 5 PassG).",
      ],
    },
    forWhom: {
      de: ["Deutsche Staatsangehörige mit Hauptwohnung hier. Für Kinder beantragen ihn die Sorgeberechtigten."],
      en: ["German nationals whose main home is here. For children, those with custody apply."],
    },
    cost: {
      de: ["70 € ab 24 Jahren, 37,50 € für Jüngere (§ 15 PassV)", "32 € zusätzlich im Expressverfahren (§ 15 PassV)"],
      en: [
        "€70 from the age of 24, €37.50 for younger people (§ 15 PassV)",
        "€32 more for the express procedure (§ 15 PassV)",
      ],
    },
    time: {
      de: ["In der Regel einige Wochen, im Expressverfahren wenige Arbeitstage."],
      en: ["Usually several weeks, with the express procedure a few working days."],
    },
    needed: {
      de: [
        "Bisheriger Pass, Personalausweis oder Geburtsurkunde",
        "Digitales Lichtbild: aus dem Fotostudio mit Code oder im Amt aufgenommen",
      ],
      en: [
        "Your present passport, identity card or birth certificate",
        "A digital photograph: from a registered studio with a code, or taken at the office",
      ],
    },
    legalBasis: [
      { cite: "PassG", url: "https://www.gesetze-im-internet.de/pa_g_1986/" },
      { cite: "PassV", url: "https://www.gesetze-im-internet.de/passv_2007/" },
    ],
    dataProtection: {
      de: ["Ihre Daten stehen im Passregister der Stadt oder Gemeinde (§ 21 PassG)."],
      en: ["Your data are kept in the passport register of the municipality (§ 21 PassG)."],
    },
    offline: inPersonBecause({
      de: [
        "Sie beantragen den Pass persönlich. Fingerabdrücke und Unterschrift nimmt das Amt vor Ort auf (§ 6 PassG).",
      ],
      en: ["You apply in person. The office takes your fingerprints and signature on the spot (§ 6 PassG)."],
    }),
  },
};
