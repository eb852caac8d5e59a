import { dayInBerlin, Invalid } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import {
  type AkteInRetention,
  type Aussonderungsart,
  countAktenInRetention,
  getAkte,
  isDue,
  listAktenInRetention,
  listPlanUnits,
  type RetentionCount,
  recordEvent,
} from "../../records/index.ts";
import { nameOf, requireDisposalDuty } from "../model/duty.ts";
import type { RetentionChange } from "../model/retention-change.ts";
import {
  insertRetentionChange,
  selectBusyAkten,
  selectRetentionChanges,
  selectRules,
  upsertDueNotes,
} from "../store/index.ts";

/** The year of today: what ended before it is due. */
export function yearOf(ctx: Ctx): number {
  return Number(dayInBerlin(ctx.now).slice(0, 4));
}

/**
 * How many closed Akten of each unit end in each year.
 * @throws Forbidden `disposal.duty-missing`
 */
export async function readCalendar(ctx: Ctx): Promise<readonly RetentionCount[]> {
  requireDisposalDuty(ctx.actor);
  return countAktenInRetention(ctx, await selectRules(ctx));
}

/**
 * Closed Akten by the end of their retention, one page.
 * @param filter.due only those that may go now: due, not held, and in no disposal or destruction
 * @throws Forbidden `disposal.duty-missing`
 */
export async function listInRetention(
  ctx: Ctx,
  filter: {
    readonly planUnit?: string;
    readonly arten?: readonly Aussonderungsart[];
    readonly year?: number;
    readonly akteIds?: readonly string[];
    readonly due?: boolean;
    readonly after?: string;
    readonly limit: number;
  },
): Promise<readonly AkteInRetention[]> {
  requireDisposalDuty(ctx.actor);
  const { due, ...rest } = filter;
  const rules = await selectRules(ctx);
  if (due !== true) return listAktenInRetention(ctx, rules, rest);
  const found = await listAktenInRetention(ctx, rules, {
    ...rest,
    untilYear: yearOf(ctx) - 1,
    without: await selectBusyAkten(ctx),
  });
  return found.filter(({ held }) => !held);
}

/** @throws Forbidden `disposal.duty-missing` */
export async function listRetentionChanges(ctx: Ctx): Promise<readonly RetentionChange[]> {
  requireDisposalDuty(ctx.actor);
  return selectRetentionChanges(ctx);
}

/**
 * Says how long the Akten of a unit, or one Akte, are kept. What is due by it is due from now on; what was destroyed
 * stays destroyed.
 * @throws Forbidden `disposal.duty-missing`; NotFound `records.no-such-akte`; Invalid `disposal.bad-retention`
 */
export async function setRetention(
  ctx: Ctx,
  change: Pick<RetentionChange, "planUnit" | "akteId" | "rule" | "years" | "reason">,
): Promise<void> {
  requireDisposalDuty(ctx.actor);
  const { planUnit, akteId, rule, years } = change;
  const reason = change.reason.trim();
  const yearsFit = rule === "years" ? Number.isInteger(years) && Number(years) >= 0 && Number(years) <= 200 : true;
  if (reason === "" || reason.length > 2000 || !yearsFit || (planUnit === undefined) === (akteId === undefined)) {
    throw new Invalid("disposal.bad-retention");
  }
  if (planUnit !== undefined) {
    const unit = (await listPlanUnits(ctx)).find((one) => one.planUnit === planUnit && one.takesAkten);
    if (unit === undefined) throw new Invalid("disposal.bad-retention");
  }
  if (akteId !== undefined) {
    await getAkte(ctx, akteId);
    await recordEvent(ctx, {
      akteId,
      action: "disposal.frist-geaendert",
      details: { rule, years: rule === "years" ? (years as number) : null, reason },
    });
  }
  await insertRetentionChange(ctx, {
    ...(planUnit === undefined ? {} : { planUnit }),
    ...(akteId === undefined ? {} : { akteId }),
    rule,
    ...(rule === "years" ? { years: years as number } : {}),
    reason,
    setAt: ctx.now,
    setBy: nameOf(ctx.actor),
  });
}

/** Notes, for a job, how many Akten of each unit may go since which year. */
export async function noteDueAkten(ctx: Ctx): Promise<void> {
  requireDisposalDuty(ctx.actor);
  const today = dayInBerlin(ctx.now);
  const due = (await readCalendar(ctx)).filter(({ endsYear }) => isDue(endsYear, today));
  await upsertDueNotes(
    ctx,
    due.map(({ endsYear, planUnit, aussonderungsart, akten }) => ({
      year: Number(endsYear) + 1,
      planUnit,
      aussonderungsart,
      akten,
    })),
    ctx.now,
  );
}
