import { Conflict, dayInBerlin, Invalid, type PlainDay, sha256 } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { requireDuty } from "../../accounts/index.ts";
import { type DayClosing, treasuryCsv } from "../model/closing.ts";
import { insertClosing, selectEntriesOfDay } from "../store.ts";
import { nameOfActor } from "./post-entries.ts";

/**
 * The day's export for the treasury.
 * @throws Forbidden `accounts.duty-missing`
 */
export async function exportDay(ctx: Ctx, day: PlainDay): Promise<string> {
  requireDuty(ctx.actor, "casework");
  return treasuryCsv(await selectEntriesOfDay(ctx, day));
}

/**
 * Closes a day that is over: keeps how many entries it has and the hash of its export. Entries are never changed, and
 * new ones carry their own day, so a closed day stays as it is.
 * @throws Forbidden `accounts.duty-missing`
 * @throws Invalid `payments.day-not-over`; Conflict `payments.day-closed`
 */
export async function closeDay(ctx: Ctx, day: PlainDay): Promise<DayClosing> {
  requireDuty(ctx.actor, "casework");
  if (day >= dayInBerlin(ctx.now)) throw new Invalid("payments.day-not-over");
  const entries = await selectEntriesOfDay(ctx, day);
  const closing: DayClosing = {
    day,
    entries: entries.length,
    exportHash: sha256(treasuryCsv(entries)),
    closedBy: nameOfActor(ctx.actor),
    closedAt: ctx.now,
  };
  if (!(await insertClosing(ctx, closing))) throw new Conflict("payments.day-closed");
  return closing;
}
