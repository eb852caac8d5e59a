import type { Leistung } from "../../modules/forms/index.ts";
import { inPersonBecause } from "../in-person.ts";

/** Information only: not yet online. */
export const leistung: Leistung = {
  id: "fuehrungszeugnis-beantragen",
  version: 1,
  leikaKey: "99049001001000",
  title: { de: "Führungszeugnis beantragen", en: "Apply for a certificate of conduct" },
  summary: {
    de: "Ein Arbeitgeber, ein Verein oder eine Behörde verlangt ein Führungszeugnis.",
    en: "An employer, an association or an authority asks for a certificate of conduct.",
  },
  icon: "file",
  lebenslagen: ["familie", "unternehmen"],
  keywords: {
    de: ["polizeiliches Führungszeugnis", "erweitertes Führungszeugnis", "Vorstrafen", "Bundeszentralregister"],
    en: ["criminal record certificate", "police certificate", "background check"],
  },
  page: {
    what: {
      de: [
        "Das Führungszeugnis sagt, ob im Bundeszentralregister etwas über Sie steht, das dort mitgeteilt wird. Es stellt das Bundesamt für Justiz aus.",
      ],
      en: [
        "The certificate says whether the Federal Central Register holds entries about you that are disclosed. It is issued by the Federal Office of Justice.",
      ],
    },
    forWhom: { de: ["Menschen ab 14 Jahren (§ 30 Abs. 1 BZRG)."], en: ["People aged 14 and over (§ 30 Abs. 1 BZRG)."] },
    cost: {
      de: ["13 € (Nr. 1130 der Anlage zum JVKostG). Für ein Ehrenamt kann die Gebühr entfallen."],
      en: ["€13 (No. 1130 of the annex to the JVKostG). For voluntary work the fee can be waived."],
    },
    time: {
      de: ["In der Regel etwa zwei Wochen. Es kommt per Post."],
      en: ["Usually about two weeks. It comes by post."],
    },
    needed: {
      de: [
        "Personalausweis oder Reisepass",
        "Für ein erweitertes Führungszeugnis: die schriftliche Aufforderung der Stelle, die es verlangt (§ 30a BZRG)",
      ],
      en: [
        "Identity card or passport",
        "For an extended certificate: the written request of the body that asks for it (§ 30a BZRG)",
      ],
    },
    legalBasis: [
      { cite: "§ 30 BZRG", url: "https://www.gesetze-im-internet.de/bzrg/__30.html" },
      { cite: "§ 30a BZRG", url: "https://www.gesetze-im-internet.de/bzrg/__30a.html" },
      { cite: "JVKostG", url: "https://www.gesetze-im-internet.de/jvkostg/" },
    ],
    dataProtection: {
      de: ["Wir geben Ihren Antrag an das Bundesamt für Justiz weiter (§ 30 Abs. 2 BZRG)."],
      en: ["We pass your application on to the Federal Office of Justice (§ 30 Abs. 2 BZRG)."],
    },
    offline: inPersonBecause({
      de: [
        "Mit der Online-Ausweisfunktion können Sie es direkt beim Bundesamt für Justiz beantragen: www.fuehrungszeugnis.bund.de.",
      ],
      en: [
        "With the online identity function of your card you can apply directly to the Federal Office of Justice: www.fuehrungszeugnis.bund.de.",
      ],
    }),
  },
};
