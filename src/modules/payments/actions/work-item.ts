import { Conflict, Invalid, NotFound, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { requireDuty } from "../../accounts/index.ts";
import { accountState, payableCents } from "../model/ledger.ts";
import { attentionFor } from "../model/matching.ts";
import type { WorklistItem } from "../model/worklist.ts";
import { isInSuspense } from "../model/worklist.ts";
import {
  insertItems,
  lockImports,
  selectBooking,
  selectItemForUpdate,
  selectPayableWithoutClaim,
  updateItemDone,
} from "../store/index.ts";
import { lockAccount, refund } from "./change-account.ts";
import { nameOfActor, postEntries } from "./post-entries.ts";

async function openItem(ctx: Ctx, itemId: string): Promise<WorklistItem> {
  requireDuty(ctx.actor, "casework");
  const item = await selectItemForUpdate(ctx, itemId);
  if (item === undefined) throw new NotFound("payments.no-such-item");
  if (item.doneAt !== undefined) throw new Conflict("payments.item-done", { by: item.doneBy ?? "" });
  return item;
}

async function bookingInSuspense(ctx: Ctx, item: WorklistItem) {
  const booking = isInSuspense(item) ? await selectBooking(ctx, item.bookingId ?? "") : undefined;
  if (booking === undefined) throw new Invalid("payments.not-in-suspense");
  return booking;
}

/**
 * Gives money that nobody could place to a claim; what does not fit there goes on the worklist. Money that left is what
 * was to be paid back, as far as that is open: the bank does not always hand the reference on. Otherwise it was booked
 * back, and is taken from the claim.
 * @throws Forbidden `accounts.duty-missing`; NotFound `payments.no-such-item`, `payments.no-such-account`
 * @throws Conflict `payments.item-done`: a colleague was faster; Invalid `payments.not-in-suspense`, `payments.more-than-paid`
 */
export async function assignItem(
  ctx: Ctx,
  input: { readonly itemId: string; readonly accountId: string },
): Promise<void> {
  const item = await openItem(ctx, input.itemId);
  const booking = await bookingInSuspense(ctx, item);
  const { movements } = await lockAccount(ctx, input.accountId);
  const credit = booking.direction === "credit";
  const { balanceCents, paidCents, refundedCents } = accountState(movements);
  const isPayout = !credit && !booking.returned && payableCents(movements) >= booking.amountCents;
  if (!credit && !isPayout && paidCents - refundedCents < booking.amountCents) {
    throw new Invalid("payments.more-than-paid");
  }
  await postEntries(ctx, [
    {
      accountId: input.accountId,
      kind: isPayout ? "refund" : "payment",
      debit: credit ? "suspense" : isPayout ? "payable" : "claim",
      credit: credit ? "claim" : "suspense",
      amountCents: booking.amountCents,
      source: "Zugeordnet",
      bookingId: booking.bookingId,
      bookedOn: booking.bookedOn,
      idempotencyKey: `item:${item.itemId}:assign`,
    },
  ]);
  await updateItemDone(ctx, item.itemId, { by: nameOfActor(ctx.actor), outcome: "assigned", note: "" });
  const more = credit ? attentionFor(balanceCents, booking.amountCents) : undefined;
  if (more === undefined) return;
  // Without the booking: it lies on `suspense` no more.
  await insertItems(ctx, [{ ...more, itemId: newId(), accountId: input.accountId, bookingId: undefined }]);
}

/**
 * The money that left is what was to be paid back of money that belongs to no claim: no reference leads there.
 * @throws as `assignItem`; Invalid `payments.nothing-payable`: not so much is to be paid back
 */
export async function assignItemToPayout(ctx: Ctx, itemId: string): Promise<void> {
  const item = await openItem(ctx, itemId);
  const booking = await bookingInSuspense(ctx, item);
  // There is no claim to lock: two at once would both find the same money to be paid back.
  await lockImports(ctx);
  if (booking.direction === "credit" || (await selectPayableWithoutClaim(ctx)) < booking.amountCents) {
    throw new Invalid("payments.nothing-payable");
  }
  await postEntries(ctx, [
    {
      accountId: undefined,
      kind: "refund",
      debit: "payable",
      credit: "suspense",
      amountCents: booking.amountCents,
      source: "Erstattung ohne Forderung",
      bookingId: booking.bookingId,
      bookedOn: booking.bookedOn,
      idempotencyKey: `item:${item.itemId}:payout`,
    },
  ]);
  await updateItemDone(ctx, item.itemId, { by: nameOfActor(ctx.actor), outcome: "assigned", note: "" });
}

/**
 * The money is what the online provider pays out in one sum: clears the ledger `provider`.
 * @throws as `assignItem`
 */
export async function assignItemToProvider(ctx: Ctx, itemId: string): Promise<void> {
  const item = await openItem(ctx, itemId);
  const booking = await bookingInSuspense(ctx, item);
  const credit = booking.direction === "credit";
  await postEntries(ctx, [
    {
      accountId: undefined,
      kind: "payment",
      debit: credit ? "suspense" : "provider",
      credit: credit ? "provider" : "suspense",
      amountCents: booking.amountCents,
      source: "Auszahlung des Bezahldienstes",
      bookingId: booking.bookingId,
      bookedOn: booking.bookedOn,
      idempotencyKey: `item:${item.itemId}:provider`,
    },
  ]);
  await updateItemDone(ctx, item.itemId, { by: nameOfActor(ctx.actor), outcome: "assigned", note: "provider" });
}

/**
 * Orders the treasury to pay back: what was paid too much, or money that belongs to no claim.
 * @throws Forbidden `accounts.duty-missing`; NotFound `payments.no-such-item`; Conflict `payments.item-done`
 * @throws Invalid `payments.nothing-to-refund`: an amount is missing or left already
 */
export async function refundItem(ctx: Ctx, input: { readonly itemId: string; readonly reason: string }): Promise<void> {
  const item = await openItem(ctx, input.itemId);
  const idempotencyKey = `item:${item.itemId}:refund`;
  if (isInSuspense(item)) {
    const booking = await bookingInSuspense(ctx, item);
    if (booking.direction === "debit") throw new Invalid("payments.nothing-to-refund");
    await postEntries(ctx, [
      {
        accountId: undefined,
        kind: "refund",
        debit: "suspense",
        credit: "payable",
        amountCents: booking.amountCents,
        source: input.reason,
        bookingId: booking.bookingId,
        idempotencyKey,
      },
    ]);
  } else {
    const { movements } = await lockAccount(ctx, item.accountId ?? "");
    const tooMuch = -accountState(movements).balanceCents;
    if (tooMuch <= 0) throw new Invalid("payments.nothing-to-refund");
    await refund(ctx, {
      accountId: item.accountId ?? "",
      amountCents: Math.min(tooMuch, item.amountCents) as WorklistItem["amountCents"],
      reason: input.reason,
      idempotencyKey,
    });
  }
  await updateItemDone(ctx, item.itemId, { by: nameOfActor(ctx.actor), outcome: "refunded", note: input.reason });
}

/**
 * Takes an item off the list; the money stays where it is.
 * @throws Forbidden `accounts.duty-missing`; NotFound `payments.no-such-item`; Conflict `payments.item-done`
 * @throws Invalid `payments.no-reason`
 */
export async function ignoreItem(ctx: Ctx, input: { readonly itemId: string; readonly reason: string }): Promise<void> {
  const item = await openItem(ctx, input.itemId);
  if (input.reason.trim() === "") throw new Invalid("payments.no-reason");
  await updateItemDone(ctx, item.itemId, {
    by: nameOfActor(ctx.actor),
    outcome: "ignored",
    note: input.reason.trim(),
  });
}
