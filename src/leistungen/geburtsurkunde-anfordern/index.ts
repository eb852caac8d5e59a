import type { Leistung } from "../../modules/forms/index.ts";
import { inPerson } from "../in-person.ts";

/** Information only: not yet online. */
export const leistung: Leistung = {
  id: "geburtsurkunde-anfordern",
  version: 1,
  leikaKey: "99027002012000",
  title: { de: "Geburtsurkunde anfordern", en: "Order a birth certificate" },
  summary: {
    de: "Sie brauchen eine Geburtsurkunde von sich oder Ihrem Kind.",
    en: "You need a birth certificate for yourself or your child.",
  },
  icon: "file",
  lebenslagen: ["familie"],
  keywords: {
    de: ["Abstammungsurkunde", "Standesamt", "Urkunde", "internationale Geburtsurkunde", "Personenstandsurkunde"],
    en: ["birth certificate", "registry office", "international birth certificate"],
  },
  page: {
    what: {
      de: [
        "Die Geburtsurkunde stellt das Standesamt des Geburtsortes aus, denn dort liegt das Geburtenregister (§ 55 PStG).",
      ],
      en: [
        "The birth certificate is issued by the registry office of the place of birth, because it keeps the register of births (§ 55 PStG).",
      ],
    },
    forWhom: {
      de: [
        "Sie selbst ab 16 Jahren, Ehe- und Lebenspartner, Vorfahren und Abkömmlinge. Geschwister brauchen ein berechtigtes, alle anderen ein rechtliches Interesse (§ 62 Abs. 1 PStG).",
      ],
      en: [
        "Yourself from the age of 16, spouses and partners, ancestors and descendants. Brothers and sisters need a legitimate interest, everybody else a legal one (§ 62 Abs. 1 PStG).",
      ],
    },
    cost: {
      de: ["Die Gebühr richtet sich nach dem Gebührenrecht des Landes. Das Standesamt nennt sie Ihnen vorher."],
      en: ["The fee follows the law of the state. The registry office tells you beforehand."],
    },
    time: {
      de: ["In der Regel wenige Tage und die Zeit der Post."],
      en: ["Usually a few days plus the time for the post."],
    },
    needed: {
      de: ["Personalausweis oder Reisepass", "Name, Tag und Ort der Geburt"],
      en: ["Identity card or passport", "Name, day and place of birth"],
    },
    legalBasis: [
      { cite: "§ 55 PStG", url: "https://www.gesetze-im-internet.de/pstg/__55.html" },
      { cite: "§ 62 PStG", url: "https://www.gesetze-im-internet.de/pstg/__62.html" },
    ],
    dataProtection: {
      de: ["Wir prüfen, ob Sie die Urkunde bekommen dürfen (§ 62 PStG)."],
      en: ["We check whether you may receive the certificate (§ 62 PStG)."],
    },
    offline: inPerson,
  },
};
