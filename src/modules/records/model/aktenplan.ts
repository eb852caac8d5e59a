/** What becomes of an Akte when its retention ends: A archive, B appraise, V destroy. Source: xdomea. */
export type Aussonderungsart = "A" | "B" | "V";

/** A unit of the Aktenplan (Aktenplaneinheit). */
export interface PlanUnit {
  /** `32` for a group, `32.40` for a unit that takes Akten. */
  readonly planUnit: string;
  readonly title: string;
  /** Aufbewahrungsdauer as the plan proposes it. That of an Akte comes from the Leistung that opens it. */
  readonly retentionYears: number;
  readonly aussonderungsart: Aussonderungsart;
  /** Where the retention comes from. */
  readonly source: string;
  readonly takesAkten: boolean;
}

const proposal = "Vorschlag von Klickamt, von der Gemeinde zu prüfen";

function group(planUnit: string, title: string): PlanUnit {
  return { planUnit, title, retentionYears: 10, aussonderungsart: "B", source: proposal, takesAkten: false };
}

function unit(
  planUnit: string,
  title: string,
  retentionYears: number,
  aussonderungsart: Aussonderungsart,
  source: string = proposal,
): PlanUnit {
  return { planUnit, title, retentionYears, aussonderungsart, source, takesAkten: true };
}

/**
 * The Aktenplan a town begins with: a plan of our own, after the usual numbers of municipal departments. The
 * numbers that Leistungen name have to be in it.
 */
export const defaultAktenplan: readonly PlanUnit[] = [
  group("10", "Organisation und Personal"),
  unit("10.10", "Organisation der Verwaltung", 10, "B"),
  unit("10.20", "Rat und Ausschüsse", 30, "A"),
  unit("10.30", "Ortsrecht", 30, "A"),
  unit("10.40", "Digitalisierung und Datenschutz", 10, "B"),
  group("20", "Finanzen"),
  unit("20.10", "Haushalt", 10, "A"),
  unit("20.20", "Steuern und Abgaben", 10, "V"),
  unit("20.30", "Zuwendungen und Förderprojekte", 10, "B"),
  group("32", "Sicherheit und Ordnung"),
  unit("32.10", "Allgemeine Gefahrenabwehr", 10, "B"),
  unit("32.20", "Straßenverkehr und Sondernutzung", 10, "V"),
  unit("32.30", "Gaststätten und Veranstaltungen", 10, "V"),
  unit("32.40", "Gewerbeanzeigen", 10, "V"),
  unit("32.50", "Erlaubnispflichtiges Gewerbe", 10, "B"),
  unit("32.60", "Bußgeldverfahren", 5, "V"),
  group("33", "Bürgerdienste"),
  unit("33.10", "Meldewesen", 10, "V"),
  unit(
    "33.20",
    "Personalausweise",
    15,
    "V",
    "§ 6 und § 23 Abs. 4 PAuswG: zehn Jahre gültig, danach höchstens fünf Jahre",
  ),
  unit("33.30", "Pässe", 15, "V"),
  unit("33.40", "Fundsachen", 5, "V"),
  group("34", "Standesamt"),
  unit("34.10", "Geburten", 110, "A", "§ 5 Abs. 5 Nr. 2 PStG"),
  unit("34.20", "Eheschließungen", 80, "A", "§ 5 Abs. 5 Nr. 1 PStG"),
  unit("34.30", "Sterbefälle", 30, "A", "§ 5 Abs. 5 Nr. 3 PStG"),
  group("40", "Schule und Kultur"),
  unit("40.10", "Schulen", 10, "B"),
  unit("40.20", "Kultur und Vereine", 10, "B"),
  group("50", "Soziales und Familie"),
  unit("50.10", "Soziale Leistungen", 10, "V"),
  unit("50.20", "Kindertagesbetreuung", 10, "V"),
  group("61", "Planen und Bauen"),
  unit("61.10", "Bauleitplanung", 30, "A"),
  unit("61.20", "Beteiligung der Öffentlichkeit", 10, "A"),
  unit("61.30", "Bauanträge", 30, "B"),
  group("66", "Straßen und Grün"),
  unit("66.10", "Meldungen von Schäden", 5, "V"),
  unit("66.20", "Straßenbau", 30, "B"),
];
