import type { Leistung } from "../../modules/forms/index.ts";
import { inPersonBecause } from "../in-person.ts";

/** Information only: not yet online. */
export const leistung: Leistung = {
  id: "wohngeld-beantragen",
  version: 1,
  leikaKey: "99107023017000",
  title: { de: "Wohngeld beantragen", en: "Apply for housing benefit" },
  summary: {
    de: "Sie haben ein kleines Einkommen und brauchen einen Zuschuss zur Miete oder zum Eigenheim.",
    en: "You have a small income and need help with your rent or your own home.",
  },
  icon: "home",
  lebenslagen: ["soziales", "wohnen"],
  keywords: {
    de: ["Mietzuschuss", "Zuschuss Miete", "Lastenzuschuss", "Miete zu hoch", "Sozialamt"],
    en: ["rent subsidy", "help with rent", "housing allowance"],
  },
  page: {
    what: {
      de: [
        "Wohngeld ist ein Zuschuss zur Miete oder zu den Kosten des selbst genutzten Eigenheims (§ 1 WoGG). Sie zahlen es nicht zurück.",
      ],
      en: [
        "Housing benefit is a contribution to the rent or to the costs of your own home (§ 1 WoGG). You do not pay it back.",
      ],
    },
    forWhom: {
      de: [
        "Haushalte mit kleinem Einkommen. Wer Bürgergeld oder Grundsicherung bekommt, ist in der Regel ausgeschlossen (§ 7 WoGG).",
      ],
      en: ["Households with a small income. Those who receive basic income support are usually excluded (§ 7 WoGG)."],
    },
    cost: { de: ["Kostenfrei (§ 64 SGB X)."], en: ["Free of charge (§ 64 SGB X)."] },
    time: {
      de: [
        "Wohngeld gibt es in der Regel ab dem Monat, in dem der Antrag eingeht (§ 25 Abs. 2 WoGG). Stellen Sie ihn deshalb früh.",
      ],
      en: [
        "The benefit is usually paid from the month in which the application arrives (§ 25 Abs. 2 WoGG). So apply early.",
      ],
    },
    needed: {
      de: ["Mietvertrag oder Nachweis der Belastung", "Nachweise über das Einkommen aller Personen im Haushalt"],
      en: ["Tenancy agreement or proof of the costs of your home", "Proof of income of everyone in the household"],
    },
    legalBasis: [{ cite: "WoGG", url: "https://www.gesetze-im-internet.de/wogg/" }],
    dataProtection: {
      de: ["Ihre Angaben sind Sozialdaten und besonders geschützt (§ 35 SGB I)."],
      en: ["Your details are social data and specially protected (§ 35 SGB I)."],
    },
    offline: inPersonBecause({
      de: ["In kleineren Gemeinden kann der Kreis zuständig sein."],
      en: ["In smaller municipalities the district (Kreis) may be in charge."],
    }),
  },
};
