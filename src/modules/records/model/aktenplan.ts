import { defaultRule, isAktenzeichenRule, isPlanUnitNumber } from "./aktenzeichen.ts";

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
  /** A unit that takes Akten has no units below it; one that groups has. */
  readonly takesAkten: boolean;
  /** People open no new Akten in it. What citizens send still arrives. */
  readonly closed: boolean;
  /** How an Aktenzeichen of it is made, see `isAktenzeichenRule`. Holds for new Akten. */
  readonly rule: string;
}

/** The unit above: `32` of `32.40`. */
export function parentUnit(planUnit: string): string | undefined {
  const at = planUnit.lastIndexOf(".");
  return at === -1 ? undefined : planUnit.slice(0, at);
}

/** In the order of a plan: number by number, `10.2` before `10.10`. */
export function compareUnits(one: string, other: string): number {
  const left = one.split(".");
  const right = other.split(".");
  for (let level = 0; level < Math.min(left.length, right.length); level++) {
    const [a, b] = [left[level] as string, right[level] as string];
    const byNumber = Number(a) - Number(b);
    if (!Number.isNaN(byNumber) && byNumber !== 0) return byNumber;
    if (a !== b) return a < b ? -1 : 1;
  }
  return left.length - right.length;
}

/** What is wrong with a unit of a plan. Printed for scripts: never renamed. */
export type PlanMistakeKind =
  | "number"
  | "doubled"
  | "title"
  | "retention"
  | "aussonderungsart"
  | "source"
  | "rule"
  | "no-group"
  | "group-takes-akten"
  | "has-akten";

export interface PlanMistake {
  readonly planUnit: string;
  readonly what: PlanMistakeKind;
}

/** Most units of a plan. */
export const mostPlanUnits = 2500;

/** What is wrong with a unit by itself. */
export function mistakesOfUnit(unit: PlanUnit): readonly PlanMistake[] {
  const found: PlanMistakeKind[] = [];
  if (!isPlanUnitNumber(unit.planUnit)) found.push("number");
  if (unit.title.trim() === "" || unit.title.length > 300) found.push("title");
  if (!Number.isInteger(unit.retentionYears) || unit.retentionYears < 0 || unit.retentionYears > 200)
    found.push("retention");
  if (!["A", "B", "V"].includes(unit.aussonderungsart)) found.push("aussonderungsart");
  if (unit.source.trim() === "" || unit.source.length > 500) found.push("source");
  if (!isAktenzeichenRule(unit.rule)) found.push("rule");
  return found.map((what) => ({ planUnit: unit.planUnit, what }));
}

/**
 * What is wrong with a whole plan: with single units, and with how they stand to each other.
 * @param withAkten units in which Akten were opened
 */
export function mistakesOfPlan(units: readonly PlanUnit[], withAkten: ReadonlySet<string>): readonly PlanMistake[] {
  const byNumber = new Map<string, PlanUnit>();
  const mistakes: PlanMistake[] = [];
  for (const unit of units) {
    mistakes.push(...mistakesOfUnit(unit));
    if (byNumber.has(unit.planUnit)) mistakes.push({ planUnit: unit.planUnit, what: "doubled" });
    byNumber.set(unit.planUnit, unit);
  }
  for (const { planUnit, takesAkten } of units) {
    const above = parentUnit(planUnit);
    const group = above === undefined ? undefined : byNumber.get(above);
    if (above !== undefined && group === undefined) mistakes.push({ planUnit, what: "no-group" });
    if (group?.takesAkten === true) mistakes.push({ planUnit, what: "group-takes-akten" });
    if (!takesAkten && withAkten.has(planUnit)) mistakes.push({ planUnit, what: "has-akten" });
  }
  return mistakes;
}

/** What of a unit is said and may change. */
const unitValues = ["title", "retentionYears", "aussonderungsart", "source", "takesAkten", "closed", "rule"] as const;

/** Names of what differs between two units of the same number. */
export function differencesOfUnits(one: PlanUnit, other: PlanUnit): readonly (typeof unitValues)[number][] {
  return unitValues.filter((name) => one[name] !== other[name]);
}

/** What a new plan changes in one that is there. */
export interface PlanChanges {
  readonly added: readonly PlanUnit[];
  readonly changed: readonly { readonly before: PlanUnit; readonly after: PlanUnit }[];
  /** Are there and not in the new plan. */
  readonly missing: readonly PlanUnit[];
}

/** Compares plans; each list in the order of the plan. */
export function changesOfPlan(before: readonly PlanUnit[], after: readonly PlanUnit[]): PlanChanges {
  const had = new Map(before.map((unit) => [unit.planUnit, unit]));
  const has = new Set(after.map((unit) => unit.planUnit));
  const inOrder = [...after].sort((one, other) => compareUnits(one.planUnit, other.planUnit));
  return {
    added: inOrder.filter((unit) => !had.has(unit.planUnit)),
    changed: inOrder.flatMap((unit) => {
      const one = had.get(unit.planUnit);
      return one === undefined || differencesOfUnits(one, unit).length === 0 ? [] : [{ before: one, after: unit }];
    }),
    missing: before.filter((unit) => !has.has(unit.planUnit)),
  };
}

const proposal = "Vorschlag von Klickamt, von der Gemeinde zu prüfen";

function group(planUnit: string, title: string): PlanUnit {
  return {
    planUnit,
    title,
    retentionYears: 10,
    aussonderungsart: "B",
    source: proposal,
    takesAkten: false,
    closed: false,
    rule: defaultRule,
  };
}

function unit(
  planUnit: string,
  title: string,
  retentionYears: number,
  aussonderungsart: Aussonderungsart,
  source: string = proposal,
): PlanUnit {
  return {
    planUnit,
    title,
    retentionYears,
    aussonderungsart,
    source,
    takesAkten: true,
    closed: false,
    rule: defaultRule,
  };
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
    9,
    "V",
    "§ 6 Abs. 3, § 23 Abs. 4 und § 26 Abs. 1 PAuswG: bei Menschen unter 24 sechs Jahre gültig, danach höchstens fünf Jahre",
  ),
  unit(
    "33.30",
    "Pässe",
    9,
    "V",
    "§ 5 und § 21 Abs. 4 PassG: bei Menschen unter 24 sechs Jahre gültig, danach höchstens fünf Jahre",
  ),
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
