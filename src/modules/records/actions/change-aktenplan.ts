import { Conflict, isId, NotFound, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import {
  changesOfPlan,
  mistakesOfPlan,
  type PlanChanges,
  type PlanMistake,
  type PlanUnit,
  parentUnit,
} from "../model/aktenplan.ts";
import { type CsvMistake, readPlanCsv } from "../model/aktenplan-csv.ts";
import { requireRecordsDuty, requireRegistryDuty } from "../model/duty.ts";
import {
  deletePlanUnit,
  insertPlanEntries,
  insertPlanUnits,
  lockPlan,
  type PlanEntry,
  selectPlanEntries,
  selectUsedUnits,
  updatePlanUnit,
} from "../store/index.ts";
import { listPlanUnits } from "./read-akten.ts";

const said = ({ planUnit, title, retentionYears, aussonderungsart, source, takesAkten, closed, rule }: PlanUnit) => ({
  planUnit,
  title: title.trim(),
  retentionYears,
  aussonderungsart,
  source: source.trim(),
  takesAkten,
  closed,
  rule: rule.trim(),
});

/** Writes what a plan changes, each with an entry that says what was before. */
async function writeChanges(ctx: Ctx, changes: PlanChanges): Promise<void> {
  if (changes.added.length > 0) await insertPlanUnits(ctx, changes.added);
  for (const { after } of changes.changed) await updatePlanUnit(ctx, after);
  // From below, so that a group goes after what it groups.
  for (const { planUnit } of [...changes.missing].reverse()) await deletePlanUnit(ctx, planUnit);
  const entryId = () => newId(ctx.now.getTime());
  const entries = [
    ...changes.added.map((unit) => ({
      entryId: entryId(),
      planUnit: unit.planUnit,
      action: "angelegt" as const,
      before: null,
      after: said(unit),
    })),
    ...changes.changed.map(({ before, after }) => ({
      entryId: entryId(),
      planUnit: after.planUnit,
      action: "geaendert" as const,
      before: said(before),
      after: said(after),
    })),
    ...changes.missing.map((unit) => ({
      entryId: entryId(),
      planUnit: unit.planUnit,
      action: "entfernt" as const,
      before: said(unit),
      after: null,
    })),
  ];
  if (entries.length > 0) await insertPlanEntries(ctx, entries);
}

/**
 * Makes a unit of the town's Aktenplan, or changes the one of that number. Its rule for Aktenzeichen holds for new
 * Akten.
 * @param options.isNew has to be new, or has to be there
 * @returns what is wrong, if anything: then nothing was changed
 * @throws Forbidden `records.registry-duty-missing`, NotFound `records.no-such-plan-unit`
 */
export async function savePlanUnit(
  ctx: Ctx,
  wanted: PlanUnit,
  options: { readonly isNew: boolean },
): Promise<readonly PlanMistake[]> {
  requireRegistryDuty(ctx.actor);
  await lockPlan(ctx);
  const unit = said(wanted);
  const plan = await listPlanUnits(ctx);
  const before = plan.find((one) => one.planUnit === unit.planUnit);
  if (!options.isNew && before === undefined) throw new NotFound("records.no-such-plan-unit");
  if (options.isNew && before !== undefined) return [{ planUnit: unit.planUnit, what: "doubled" }];
  const after = [...plan.filter((one) => one.planUnit !== unit.planUnit), unit];
  // Only this unit is being changed: what was wrong elsewhere before does not stand in its way.
  const below = `${unit.planUnit}.`;
  const mistakes = mistakesOfPlan(after, await selectUsedUnits(ctx)).filter(
    ({ planUnit, what }) => planUnit === unit.planUnit || (what === "group-takes-akten" && planUnit.startsWith(below)),
  );
  if (mistakes.length > 0) return mistakes.slice(0, 1).map(({ what }) => ({ planUnit: unit.planUnit, what }));
  await writeChanges(ctx, { ...changesOfPlan(plan, after), missing: [] });
  return [];
}

const isRemovable = (plan: readonly PlanUnit[], used: ReadonlySet<string>, planUnit: string): boolean =>
  !used.has(planUnit) && !plan.some((one) => one.planUnit.startsWith(`${planUnit}.`));

/**
 * A unit, to be changed, and whether it can be removed.
 * @throws Forbidden `records.registry-duty-missing`, NotFound `records.no-such-plan-unit`
 */
export async function getPlanUnit(
  ctx: Ctx,
  planUnit: string,
): Promise<{ readonly unit: PlanUnit; readonly removable: boolean }> {
  requireRegistryDuty(ctx.actor);
  const plan = await listPlanUnits(ctx);
  const unit = plan.find((one) => one.planUnit === planUnit);
  if (unit === undefined) throw new NotFound("records.no-such-plan-unit");
  return { unit, removable: isRemovable(plan, await selectUsedUnits(ctx), planUnit) };
}

/**
 * Removes a unit in which no Akte was ever opened, and which groups nothing.
 * @throws Forbidden `records.registry-duty-missing`; NotFound `records.no-such-plan-unit`; Conflict
 * `records.plan-unit-used` where it has Akten or units below it
 */
export async function removePlanUnit(ctx: Ctx, planUnit: string): Promise<void> {
  requireRegistryDuty(ctx.actor);
  await lockPlan(ctx);
  const plan = await listPlanUnits(ctx);
  const unit = plan.find((one) => one.planUnit === planUnit);
  if (unit === undefined) throw new NotFound("records.no-such-plan-unit");
  if (!isRemovable(plan, await selectUsedUnits(ctx), planUnit))
    throw new Conflict("records.plan-unit-used", { planUnit });
  await writeChanges(ctx, { added: [], changed: [], missing: [unit] });
}

/** What a file would change in the plan of the town. */
export interface PlanPreview {
  readonly mistakes: readonly CsvMistake[];
  readonly changes: PlanChanges;
  /** Of those that are missing in the file: never removed, because Akten were opened in them or below. */
  readonly kept: ReadonlySet<string>;
}

/** Units in which Akten were opened, and what groups them: never removed. */
function keptUnits(used: ReadonlySet<string>): ReadonlySet<string> {
  const kept = new Set<string>();
  for (const planUnit of used) {
    for (let at: string | undefined = planUnit; at !== undefined; at = parentUnit(at)) kept.add(at);
  }
  return kept;
}

/**
 * What a file would change. Changes nothing.
 * @param options.removeMissing also units that are not in the file; those with Akten stay all the same
 * @throws Forbidden `records.registry-duty-missing`
 */
export async function previewPlan(
  ctx: Ctx,
  csv: string,
  options: { readonly removeMissing: boolean },
): Promise<PlanPreview> {
  requireRegistryDuty(ctx.actor);
  const plan = await listPlanUnits(ctx);
  const withAkten = await selectUsedUnits(ctx);
  const kept = keptUnits(withAkten);
  const read = readPlanCsv(csv, withAkten);
  const nothing = { added: [], changed: [], missing: [] };
  if (read.mistakes.length > 0) return { mistakes: read.mistakes, changes: nothing, kept };
  const units = read.units.map(said);
  const changes = changesOfPlan(plan, units);
  // What stays has to fit what the file says as well.
  const staying = changes.missing.filter(({ planUnit }) => !options.removeMissing || kept.has(planUnit));
  const clashes = mistakesOfPlan([...units, ...staying], withAkten);
  if (clashes.length > 0)
    return {
      mistakes: clashes.map(({ planUnit, what }) => ({ line: 1, what, about: planUnit })),
      changes: nothing,
      kept,
    };
  const missing = options.removeMissing ? changes.missing.filter(({ planUnit }) => !kept.has(planUnit)) : [];
  return { mistakes: [], changes: { ...changes, missing }, kept };
}

/**
 * Takes a file over into the plan of the town: all of it, or, where something is wrong with it, nothing.
 * @param options.removeMissing as `previewPlan` has it
 * @returns what was changed, or what is wrong
 * @throws Forbidden `records.registry-duty-missing`
 */
export async function importPlan(
  ctx: Ctx,
  csv: string,
  options: { readonly removeMissing: boolean },
): Promise<PlanPreview> {
  requireRegistryDuty(ctx.actor);
  await lockPlan(ctx);
  const preview = await previewPlan(ctx, csv, options);
  if (preview.mistakes.length === 0) await writeChanges(ctx, preview.changes);
  return preview;
}

/**
 * The history of the plan, or of one unit, newest first.
 * @param question.before id of the last entry of the page before
 * @throws Forbidden `records.duty-missing`
 */
export async function listPlanHistory(
  ctx: Ctx,
  question: { readonly planUnit?: string; readonly before?: string; readonly limit: number },
): Promise<{ readonly entries: readonly PlanEntry[]; readonly more: boolean }> {
  requireRecordsDuty(ctx.actor);
  const { before, limit, ...which } = question;
  const found = await selectPlanEntries(ctx, {
    ...which,
    limit: limit + 1,
    ...(before === undefined || !isId(before) ? {} : { before }),
  });
  return { entries: found.slice(0, limit), more: found.length > limit };
}
