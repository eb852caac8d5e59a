import { Conflict, dayInBerlin, NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Aussonderungsart } from "../model/aktenplan.ts";
import { aktenzeichenOf } from "../model/aktenzeichen.ts";
import { requireRegistryDuty } from "../model/duty.ts";
import {
  renumberVorgaenge,
  replaceFormer,
  selectAkteValues,
  selectFormer,
  takeNumber,
  updateAkte,
} from "../store/index.ts";
import { editAkte, lockAktenHolding, refreshTerms } from "./edit-akte.ts";
import { listPlanUnits } from "./read-akten.ts";

/** What an Akte is called after it was moved. */
export interface MovedAkte {
  readonly akteId: string;
  readonly before: string;
  readonly after: string;
}

/**
 * Moves Akten into another unit of the Aktenplan. Each gets a new Aktenzeichen by the rule of that unit, or the one it
 * had there before, and so do its Vorgänge; the old ones go on finding it. It is kept as the new unit says, or as
 * `retention` does.
 * @throws Forbidden `records.registry-duty-missing`; NotFound `records.no-such-akte`, `records.no-such-plan-unit`;
 * Conflict `records.akte-closed`
 */
export async function moveAkten(
  ctx: Ctx,
  move: {
    readonly akteIds: readonly string[];
    readonly planUnit: string;
    readonly retention?: { readonly retentionYears: number; readonly aussonderungsart: Aussonderungsart };
  },
): Promise<readonly MovedAkte[]> {
  requireRegistryDuty(ctx.actor);
  const { akten } = await lockAktenHolding(ctx, { akteIds: move.akteIds });
  if (move.akteIds.some((akteId) => !akten.has(akteId))) throw new NotFound("records.no-such-akte");
  const unit = (await listPlanUnits(ctx)).find(({ planUnit }) => planUnit === move.planUnit);
  if (unit === undefined || !unit.takesAkten)
    throw new NotFound("records.no-such-plan-unit", { planUnit: move.planUnit });
  const kept = move.retention ?? unit;
  const moved: MovedAkte[] = [];
  const inOrder = [...akten.values()].sort((one, other) => (one.aktenzeichen < other.aktenzeichen ? -1 : 1));
  for (const akte of inOrder) {
    if (akte.closed) throw new Conflict("records.akte-closed", { aktenzeichen: akte.aktenzeichen });
    if (akte.planUnit === unit.planUnit) continue;
    const { betreff: _betreff, medium: _medium, ...before } = await selectAkteValues(ctx, akte.akteId);
    const former = await selectFormer(ctx, { ofAkteId: akte.akteId });
    const had = former.findLast(({ planUnit }) => planUnit === unit.planUnit);
    const number =
      had === undefined
        ? await nextNumber(ctx, unit.planUnit)
        : { aktenzeichen: had.aktenzeichen, year: had.year ?? 0, number: had.number ?? 0 };
    const after = {
      planUnit: unit.planUnit,
      ...number,
      retentionYears: kept.retentionYears,
      aussonderungsart: kept.aussonderungsart,
    };
    const edit = editAkte(ctx, akte);
    edit.record({ action: "akte.umgezogen", vorgangId: null, details: { after, before } });
    updateAkte(ctx, akte.akteId, after);
    replaceFormer(ctx, { akteId: akte.akteId, vorgangId: null }, [
      ...former.filter((zeichen) => zeichen !== had),
      {
        aktenzeichen: before.aktenzeichen,
        planUnit: before.planUnit,
        year: before.year,
        number: before.number,
        until: ctx.now,
      },
    ]);
    renumberVorgaenge(ctx, akte.akteId, after.aktenzeichen);
    await edit.save();
    await refreshTerms(ctx, akte.akteId);
    moved.push({ akteId: akte.akteId, before: before.aktenzeichen, after: after.aktenzeichen });
  }
  return moved;
}

async function nextNumber(ctx: Ctx, planUnit: string) {
  const year = Number(dayInBerlin(ctx.now).slice(0, 4));
  const taken = await takeNumber(ctx, planUnit, year, { evenClosed: false });
  if (taken === undefined) throw new NotFound("records.no-such-plan-unit", { planUnit });
  return { aktenzeichen: aktenzeichenOf(planUnit, year, taken.number, taken.rule), year, number: taken.number };
}
