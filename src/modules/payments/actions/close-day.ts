import { Conflict, dayInBerlin, Invalid, type Language, type PlainDay, sha256 } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { requireDuty } from "../../accounts/index.ts";
import { type DayClosing, treasuryCsv } from "../model/closing.ts";
import { insertClosing, selectEntriesOfDay } from "../store/index.ts";
import { nameOfActor } from "./post-entries.ts";
import { veilAccounts, veilEntry } from "./veil.ts";

/** Entries of a day as who acts may see them: those of claims whose case is closed to them are veiled. */
export async function listEntriesOfDay(
  ctx: Ctx,
  day: PlainDay,
  language: Language,
): Promise<Awaited<ReturnType<typeof selectEntriesOfDay>>> {
  requireDuty(ctx.actor, "casework");
  const entries = await selectEntriesOfDay(ctx, day);
  const accounts = new Map(
    entries.flatMap(({ account }) => (account === undefined ? [] : [[account.accountId, account]])),
  );
  const shown = new Map((await veilAccounts(ctx, [...accounts.values()], language)).map((one) => [one.accountId, one]));
  return entries.map((entry) => {
    const account = shown.get(entry.account?.accountId ?? "");
    return account?.veiled === true ? { ...veilEntry(entry), account } : entry;
  });
}

/**
 * The day's export for the treasury. What is veiled for who fetches it is veiled in it: the reference, by which the
 * treasury books, is there. The closing keeps the hash of the whole.
 * @throws Forbidden `accounts.duty-missing`
 */
export async function exportDay(ctx: Ctx, day: PlainDay): Promise<string> {
  return treasuryCsv(await listEntriesOfDay(ctx, day, "de"));
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
