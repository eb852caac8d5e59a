import type { Leistung } from "../../modules/forms/index.ts";
import { inPersonBecause } from "../in-person.ts";

/** Information only: not yet online. */
export const leistung: Leistung = {
  id: "bauantrag-stellen",
  version: 1,
  leikaKey: "99012008001000",
  title: { de: "Bauantrag stellen", en: "Apply for building permission" },
  summary: {
    de: "Sie wollen bauen, umbauen oder ein Gebäude anders nutzen.",
    en: "You want to build, convert or use a building differently.",
  },
  icon: "hammer",
  lebenslagen: ["bauen"],
  keywords: {
    de: ["Baugenehmigung", "Haus bauen", "Anbau", "Carport", "Garage", "Umbau", "Nutzungsänderung", "Bauamt"],
    en: ["building permit", "build a house", "extension", "conversion"],
  },
  page: {
    what: {
      de: [
        "Wer ein Gebäude errichtet, ändert oder anders nutzt, braucht in der Regel eine Baugenehmigung (§ 60 BauO NRW 2018). Manches ist ohne Genehmigung erlaubt (§ 62 BauO NRW 2018).",
      ],
      en: [
        "Whoever erects, alters or changes the use of a building usually needs permission (§ 60 BauO NRW 2018). Some things are allowed without (§ 62 BauO NRW 2018).",
      ],
    },
    forWhom: {
      de: [
        "Bauherrinnen und Bauherren. Die Bauvorlagen unterschreibt meist eine Architektin oder ein Ingenieur (§ 67 BauO NRW 2018).",
      ],
      en: ["Those who build. The plans are usually signed by an architect or engineer (§ 67 BauO NRW 2018)."],
    },
    cost: {
      de: ["Die Gebühr hängt vom Vorhaben ab und richtet sich nach dem Gebührenrecht des Landes."],
      en: ["The fee depends on the project and follows the law of the state."],
    },
    time: {
      de: ["Fragen Sie das Bauamt vor dem Antrag. Das spart Zeit."],
      en: ["Ask the building office before you apply. It saves time."],
    },
    needed: {
      de: ["Antragsformular", "Lageplan, Bauzeichnungen und Baubeschreibung"],
      en: ["Application form", "Site plan, drawings and description"],
    },
    legalBasis: [{ cite: "§ 70 BauO NRW 2018" }, { cite: "BauPrüfVO NRW" }],
    dataProtection: {
      de: ["Wir beteiligen die Stellen, deren Stellungnahme nötig ist (§ 71 BauO NRW 2018)."],
      en: ["We involve the bodies whose opinion is needed (§ 71 BauO NRW 2018)."],
    },
    offline: inPersonBecause({
      de: ["Kleinere Gemeinden haben keine eigene Bauaufsicht. Dort entscheidet der Kreis (§ 57 BauO NRW 2018)."],
      en: [
        "Smaller municipalities have no building authority of their own. There the district (Kreis) decides (§ 57 BauO NRW 2018).",
      ],
    }),
  },
};
