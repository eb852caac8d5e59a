import { dayInBerlin, Invalid, isId, NotFound, type PlainDay } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { requireDuty } from "../model/duty.ts";
import { endDeputy, insertDeputy } from "../store/units.ts";
import { addHistory, findStaff } from "../store.ts";

/**
 * Lets somebody stand in for somebody else: from the first day to the last they see and do what the other may, with
 * their own clearance. Who stands in for whom is the administration's to say, not the absent person's.
 * @throws Forbidden `accounts.duty-missing`; NotFound `accounts.no-such-staff`; Invalid `accounts.deputy` where both
 * are the same, or the last day lies before the first or before today
 */
export async function setDeputy(
  ctx: Ctx,
  input: {
    readonly absent: string;
    readonly deputy: string;
    readonly fromDay: PlainDay;
    readonly untilDay: PlainDay;
  },
): Promise<string> {
  requireDuty(ctx.actor, "administration");
  const people = await Promise.all(
    [input.absent, input.deputy].map((id) => (isId(id) ? findStaff(ctx, id) : Promise.resolve(undefined))),
  );
  const [absent, deputy] = people;
  if (absent === undefined || deputy === undefined) throw new NotFound("accounts.no-such-staff");
  if (
    absent.staffId === deputy.staffId ||
    deputy.deactivatedAt !== undefined ||
    input.untilDay < input.fromDay ||
    input.untilDay < dayInBerlin(ctx.now)
  ) {
    throw new Invalid("accounts.deputy");
  }
  const deputyshipId = await insertDeputy(ctx, input);
  await addHistory(ctx, input.absent, "deputy-set", {
    deputy: deputy.staffId,
    from: input.fromDay,
    until: input.untilDay,
  });
  return deputyshipId;
}

/**
 * Ends a deputyship at once. Doing it twice does no harm.
 * @throws Forbidden `accounts.duty-missing`
 */
export async function endDeputyship(ctx: Ctx, deputyshipId: string): Promise<void> {
  requireDuty(ctx.actor, "administration");
  const ended = isId(deputyshipId) ? await endDeputy(ctx, deputyshipId) : undefined;
  if (ended !== undefined) await addHistory(ctx, ended.absent, "deputy-ended", { deputy: ended.deputy });
}
