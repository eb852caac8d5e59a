import {
  type Aussonderungsart,
  compareUnits,
  mistakesOfPlan,
  mostPlanUnits,
  type PlanMistakeKind,
  type PlanUnit,
} from "./aktenplan.ts";
import { defaultRule } from "./aktenzeichen.ts";
import { parseCsv, writeCsv } from "./csv.ts";

/** Columns of the file, in their order. Reading takes them in any order; the last two may be left out. */
export const planColumns = [
  "Nummer",
  "Titel",
  "Nimmt Akten auf",
  "Aufbewahrung in Jahren",
  "Aussonderungsart",
  "Quelle",
  "Geschlossen",
  "Aktenzeichen",
] as const;
type PlanColumn = (typeof planColumns)[number];

const optional: readonly PlanColumn[] = ["Geschlossen", "Aktenzeichen"];

/** Largest file that is read, in bytes. */
export const mostCsvBytes = 256 * 1024;

/** An Aktenplan as a file for spreadsheets. Always in German: what it says is German. */
export function writePlanCsv(units: readonly PlanUnit[]): string {
  const word = (value: boolean) => (value ? "ja" : "nein");
  const inOrder = [...units].sort((one, other) => compareUnits(one.planUnit, other.planUnit));
  return writeCsv([
    planColumns,
    ...inOrder.map((unit) => [
      unit.planUnit,
      unit.title,
      word(unit.takesAkten),
      String(unit.retentionYears),
      unit.aussonderungsart,
      unit.source,
      word(unit.closed),
      unit.rule,
    ]),
  ]);
}

/** What is wrong with a line of the file. */
export interface CsvMistake {
  readonly line: number;
  readonly what: PlanMistakeKind | "quotes" | "column" | "cells" | "yes-no" | "too-many" | "empty";
  /** The column, or the unit, that it is about. */
  readonly about: string;
}

/** `ja` or `nein`, as spreadsheets and people write them; undefined for anything else. */
function readYes(text: string): boolean | undefined {
  const word = text.trim().toLowerCase();
  if (["ja", "j", "x", "wahr", "true", "1"].includes(word)) return true;
  return ["nein", "n", "", "falsch", "false", "0"].includes(word) ? false : undefined;
}

/**
 * Reads an Aktenplan from a file.
 * @param withAkten units in which Akten were opened
 * @returns the units, and what is wrong by line: with a mistake, nothing of the file may be taken
 */
export function readPlanCsv(
  text: string,
  withAkten: ReadonlySet<string>,
): { readonly units: readonly PlanUnit[]; readonly mistakes: readonly CsvMistake[] } {
  const parsed = parseCsv(text);
  if ("badLine" in parsed) return { units: [], mistakes: [{ line: parsed.badLine, what: "quotes", about: "" }] };
  const [head, ...lines] = parsed.lines;
  if (head === undefined || lines.length === 0) return { units: [], mistakes: [{ line: 1, what: "empty", about: "" }] };
  const names = head.cells.map((cell) => cell.trim().toLowerCase());
  const at = new Map(planColumns.map((column) => [column, names.indexOf(column.toLowerCase())]));
  const lacking = planColumns.filter((column) => at.get(column) === -1 && !optional.includes(column));
  if (lacking.length > 0)
    return {
      units: [],
      mistakes: lacking.map((column) => ({ line: head.line, what: "column" as const, about: column })),
    };
  if (lines.length > mostPlanUnits)
    return { units: [], mistakes: [{ line: head.line, what: "too-many", about: String(mostPlanUnits) }] };

  const mistakes: CsvMistake[] = [];
  const units: PlanUnit[] = [];
  const lineOf = new Map<string, number>();
  for (const { line, cells } of lines) {
    const cell = (column: PlanColumn) => (cells[at.get(column) ?? -1] ?? "").trim();
    const planUnit = cell("Nummer");
    if (
      cells.length <
      Math.max(...planColumns.filter((column) => !optional.includes(column)).map((c) => at.get(c) ?? 0)) + 1
    ) {
      mistakes.push({ line, what: "cells", about: planUnit });
      continue;
    }
    const takesAkten = readYes(cell("Nimmt Akten auf"));
    const closed = readYes(cell("Geschlossen"));
    if (takesAkten === undefined) mistakes.push({ line, what: "yes-no", about: "Nimmt Akten auf" });
    if (closed === undefined) mistakes.push({ line, what: "yes-no", about: "Geschlossen" });
    const years = cell("Aufbewahrung in Jahren");
    units.push({
      planUnit,
      title: cell("Titel"),
      takesAkten: takesAkten ?? false,
      retentionYears: /^\d{1,3}$/.test(years) ? Number(years) : Number.NaN,
      aussonderungsart: cell("Aussonderungsart").toUpperCase() as Aussonderungsart,
      source: cell("Quelle"),
      closed: closed ?? false,
      rule: cell("Aktenzeichen") === "" ? defaultRule : cell("Aktenzeichen"),
    });
    // The later line of two is the one too many.
    lineOf.set(planUnit, line);
  }
  for (const { planUnit, what } of mistakesOfPlan(units, withAkten))
    mistakes.push({ line: lineOf.get(planUnit) ?? head.line, what, about: planUnit });
  return { units, mistakes: mistakes.sort((one, other) => one.line - other.line) };
}
