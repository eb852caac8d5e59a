import { Conflict, Invalid, isId, NotFound, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { requireDuty } from "../model/duty.ts";
import { type Unit, type UnitRole, unitCodePattern, wouldCircle } from "../model/unit.ts";
import { insertUnit, saveMembership, selectMembers, selectUnitsForUpdate, updateUnit } from "../store/units.ts";
import { addHistory, findStaff } from "../store.ts";

/** What a unit is called and where it belongs. */
export interface UnitInput {
  readonly code: string;
  readonly name: string;
  readonly parentId?: string;
}

function checked(input: UnitInput, units: readonly Unit[], own?: string): UnitInput {
  const code = input.code.normalize("NFC").trim();
  const name = input.name.normalize("NFC").trim();
  const parent = units.find(({ unitId }) => unitId === input.parentId);
  const misplaced =
    input.parentId !== undefined &&
    (parent?.dissolvedAt !== undefined ||
      parent === undefined ||
      (own !== undefined && wouldCircle(units, own, input.parentId)));
  if (!unitCodePattern.test(code) || name === "" || name.length > 120 || misplaced) throw new Invalid("accounts.unit");
  if (units.some((unit) => unit.code === code && unit.unitId !== own)) throw new Conflict("accounts.unit-code-taken");
  return { code, name, ...(input.parentId === undefined ? {} : { parentId: input.parentId }) };
}

/**
 * Adds an organisational unit.
 * @returns its id
 * @throws Forbidden `accounts.duty-missing`; Invalid `accounts.unit`; Conflict `accounts.unit-code-taken`
 */
export async function createUnit(ctx: Ctx, input: UnitInput): Promise<string> {
  requireDuty(ctx.actor, "administration");
  const unitId = newId();
  const inserted = await insertUnit(ctx, { unitId, ...checked(input, await selectUnitsForUpdate(ctx)) });
  if (!inserted) throw new Conflict("accounts.unit-code-taken");
  return unitId;
}

/** The unit and all others, locked: two who move two units at once could put each below the other. */
async function getUnit(ctx: Ctx, unitId: string): Promise<{ unit: Unit; units: readonly Unit[] }> {
  const units = await selectUnitsForUpdate(ctx);
  const unit = units.find((one) => one.unitId === unitId);
  if (unit === undefined) throw new NotFound("accounts.no-such-unit");
  return { unit, units };
}

/**
 * Renames or moves a unit. What it is responsible for stays with it.
 * @throws Forbidden `accounts.duty-missing`; NotFound `accounts.no-such-unit`; Invalid `accounts.unit`;
 * Conflict `accounts.unit-code-taken`
 */
export async function changeUnit(ctx: Ctx, unitId: string, input: UnitInput): Promise<void> {
  requireDuty(ctx.actor, "administration");
  const { unit, units } = await getUnit(ctx, unitId);
  await updateUnit(ctx, {
    unitId,
    ...checked(input, units, unitId),
    ...(unit.dissolvedAt === undefined ? {} : { dissolvedAt: unit.dissolvedAt }),
  });
}

/**
 * Dissolves a unit that nobody belongs to any more and that has none below it. Akten go on naming it.
 * @throws Forbidden `accounts.duty-missing`; NotFound `accounts.no-such-unit`; Conflict `accounts.unit-in-use`
 */
export async function dissolveUnit(ctx: Ctx, unitId: string): Promise<void> {
  requireDuty(ctx.actor, "administration");
  const { unit, units } = await getUnit(ctx, unitId);
  const members = (await selectMembers(ctx)).filter((member) => member.unitId === unitId);
  const below = units.filter((one) => one.parentId === unitId && one.dissolvedAt === undefined);
  if (members.length > 0 || below.length > 0) throw new Conflict("accounts.unit-in-use");
  if (unit.dissolvedAt === undefined) await updateUnit(ctx, { ...unit, dissolvedAt: ctx.now });
}

/**
 * Puts somebody into a unit, changes what they are there, or takes them out.
 * @param place.role undefined takes them out
 * @throws Forbidden `accounts.duty-missing`; NotFound `accounts.no-such-unit`, `accounts.no-such-staff`;
 * Conflict `accounts.unit-dissolved`
 */
export async function setMembership(
  ctx: Ctx,
  place: { readonly unitId: string; readonly staffId: string; readonly role: UnitRole | undefined },
): Promise<void> {
  requireDuty(ctx.actor, "administration");
  const { unit } = await getUnit(ctx, place.unitId);
  const staff = isId(place.staffId) ? await findStaff(ctx, place.staffId) : undefined;
  if (staff === undefined) throw new NotFound("accounts.no-such-staff");
  if (place.role !== undefined && unit.dissolvedAt !== undefined) throw new Conflict("accounts.unit-dissolved");
  await saveMembership(ctx, place);
  await addHistory(ctx, place.staffId, place.role === undefined ? "unit-left" : "unit-joined", {
    unit: unit.code,
    ...(place.role === undefined ? {} : { role: place.role }),
  });
}
