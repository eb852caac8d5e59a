import { type Actor, Conflict, dayInBerlin, newId, type PlainDay } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { listPaymentListeners } from "../contracts.ts";
import { accountState, type Entry, isSettled } from "../model/ledger.ts";
import {
  insertEntries,
  selectAccountsForUpdate,
  selectEntriesByKeys,
  selectMovements,
  settleItems,
} from "../store/index.ts";

/** An entry as an action asks for it. */
export type NewEntry = Omit<
  Entry,
  "entryId" | "lineKey" | "label" | "bookingId" | "checkoutId" | "bookedOn" | "recordedAt" | "recordedBy"
> &
  Partial<Pick<Entry, "lineKey" | "label" | "bookingId" | "checkoutId">> & { readonly bookedOn?: PlainDay };

/** Who acts, as the ledger and its export name them. */
export function nameOfActor(actor: Actor): string {
  if (actor.kind === "citizen") return "Bürgerportal";
  return actor.kind === "staff" ? actor.name : `System (${actor.name})`;
}

function sameEntry(entry: Entry, asked: Entry): boolean {
  return (
    entry.accountId === asked.accountId &&
    entry.kind === asked.kind &&
    entry.debit === asked.debit &&
    entry.credit === asked.credit &&
    entry.amountCents === asked.amountCents
  );
}

/** Entries as they are written: by whoever acts, now. */
export function entriesOf(ctx: Ctx, asked: readonly NewEntry[]): readonly Entry[] {
  const ids = asked.map(() => newId()).sort();
  return asked.map((entry, index) => ({
    lineKey: undefined,
    label: undefined,
    bookingId: undefined,
    checkoutId: undefined,
    bookedOn: dayInBerlin(ctx.now),
    ...entry,
    entryId: ids[index] as string,
    recordedAt: ctx.now,
    recordedBy: nameOfActor(ctx.actor),
  }));
}

/**
 * The only way into the ledger of accounts that are there already. Locks the accounts, writes what is not there yet, and tells listeners which claims are
 * settled by it, or open again.
 * @param options.quiet listeners are not told
 * @returns the entries that were written; those whose key was there already are left out
 * @throws Conflict `payments.key-reused`: a key stands for something else already
 */
export async function postEntries(
  ctx: Ctx,
  asked: readonly NewEntry[],
  options: { readonly quiet?: boolean } = {},
): Promise<readonly Entry[]> {
  const recordedBy = nameOfActor(ctx.actor);
  const entries = entriesOf(ctx, asked);
  const accountIds = [...new Set(entries.flatMap(({ accountId }) => (accountId === undefined ? [] : [accountId])))];
  const accounts = await selectAccountsForUpdate(ctx, accountIds);
  const before = await selectMovements(ctx, accountIds);
  const ownIds = await insertEntries(ctx, entries);
  const written = entries.filter(({ entryId }) => ownIds.has(entryId));
  if (written.length < entries.length) {
    const repeated = entries.filter(({ entryId }) => !ownIds.has(entryId));
    const known = new Map(
      (
        await selectEntriesByKeys(
          ctx,
          repeated.map(({ idempotencyKey }) => idempotencyKey),
        )
      ).map((entry) => [entry.idempotencyKey, entry]),
    );
    for (const entry of repeated) {
      const earlier = known.get(entry.idempotencyKey);
      if (earlier === undefined || !sameEntry(earlier, entry)) throw new Conflict("payments.key-reused");
    }
  }
  const added = Map.groupBy(written, ({ accountId }) => accountId);
  const changed = accounts.flatMap((account) => {
    const own = added.get(account.accountId);
    if (own === undefined) return [];
    const earlier = before.get(account.accountId) ?? [];
    return [{ account, was: accountState(earlier), is: accountState([...earlier, ...own]) }];
  });
  const idsWhere = (holds: (one: (typeof changed)[number]) => boolean) =>
    changed.filter(holds).map(({ account }) => account.accountId);
  await settleItems(
    ctx,
    idsWhere(({ is }) => is.balanceCents <= 0),
    ["underpaid", "returned"],
    recordedBy,
  );
  await settleItems(
    ctx,
    idsWhere(({ is }) => is.balanceCents >= 0),
    ["overpaid", "twice"],
    recordedBy,
  );
  for (const { account, was, is } of changed) {
    if (isSettled(was) === isSettled(is) || options.quiet) continue;
    for (const listener of listPaymentListeners()) {
      if (isSettled(is)) await listener.paid(ctx, { ...account, ...is });
      else if (is.balanceCents > 0) await listener.unpaid?.(ctx, { ...account, ...is });
    }
  }
  return written;
}
