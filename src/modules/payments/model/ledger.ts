import type { Cents, Localized, PlainDay } from "../../../kernel/index.ts";
import { cents } from "../../../kernel/index.ts";

/**
 * Where money stands. `claim`: what payers owe. `revenue`: fees. `bank`, `provider`, `cash`: received and not yet
 * passed on. `suspense`: received, nobody knows for what. `payable`: to be paid back. `waived`: given up.
 */
export type Ledger = "claim" | "revenue" | "bank" | "provider" | "cash" | "suspense" | "payable" | "waived";

/** Every ledger, in the order in which the daily closing shows them. */
export const ledgers: readonly Ledger[] = [
  "claim",
  "revenue",
  "waived",
  "bank",
  "provider",
  "cash",
  "suspense",
  "payable",
];

/** Stored for ever. */
export type EntryKind = "charge" | "payment" | "refund" | "waiver";

/** What a sum over the ledger needs of an entry. */
export interface Movement {
  readonly kind: EntryKind;
  readonly debit: Ledger;
  readonly credit: Ledger;
  readonly amountCents: Cents;
}

/** One row of the ledger: never changed, never removed. */
export interface Entry extends Movement {
  readonly entryId: string;
  /** Absent where money came or went that belongs to no claim (yet). */
  readonly accountId: string | undefined;
  /** Key and words of a charge. */
  readonly lineKey: string | undefined;
  readonly label: Localized | undefined;
  /** Law of a charge, reason of a waiver or refund, origin of a payment. */
  readonly source: string;
  readonly bookingId: string | undefined;
  readonly checkoutId: string | undefined;
  readonly bookedOn: PlainDay;
  readonly recordedAt: Date;
  readonly recordedBy: string;
  /** An entry with a key that is there already is not written again. */
  readonly idempotencyKey: string;
}

/** What a page or a letter says about a claim. */
export type PaymentState = "open" | "paid" | "overpaid" | "underpaid" | "waived" | "refunded";

/** Sums of one account, computed from its entries and stored nowhere. */
export interface AccountState {
  readonly chargedCents: Cents;
  /** Came in, less what was booked back. */
  readonly paidCents: Cents;
  readonly refundedCents: Cents;
  readonly waivedCents: Cents;
  /** Still owed; negative where too much was paid. */
  readonly balanceCents: Cents;
  readonly state: PaymentState;
}

function stateOf(due: number, received: number, refunded: number, waived: number): PaymentState {
  if (received > due) return "overpaid";
  if (received < due) return received > 0 ? "underpaid" : "open";
  if (due > 0) return "paid";
  if (refunded > 0) return "refunded";
  return waived > 0 ? "waived" : "open";
}

/** The state of an account. Only what touches the ledger of claims counts. */
export function accountState(entries: readonly Movement[]): AccountState {
  let charged = 0;
  let paid = 0;
  let refunded = 0;
  let waived = 0;
  for (const { kind, debit, credit, amountCents } of entries) {
    const onClaim = debit === "claim" ? amountCents : credit === "claim" ? -amountCents : 0;
    if (kind === "charge") charged += onClaim;
    else if (kind === "payment") paid -= onClaim;
    else if (kind === "refund") refunded += onClaim;
    else waived -= onClaim;
  }
  return {
    chargedCents: cents(charged),
    paidCents: cents(paid),
    refundedCents: cents(refunded),
    waivedCents: cents(waived),
    balanceCents: cents(charged - waived - paid + refunded),
    state: stateOf(charged - waived, paid - refunded, refunded, waived),
  };
}

/** Whether nothing more is owed and the claim still stands, or was waived. */
export function isSettled({ state, balanceCents }: AccountState): boolean {
  return balanceCents <= 0 && (state === "paid" || state === "overpaid" || state === "waived");
}

/** What stands on each ledger: debits less credits. All together they are zero. */
export function ledgerBalances(entries: Iterable<Movement>): Readonly<Record<Ledger, Cents>> {
  const sums = Object.fromEntries(ledgers.map((ledger) => [ledger, 0])) as Record<Ledger, number>;
  for (const { debit, credit, amountCents } of entries) {
    sums[debit] += amountCents;
    sums[credit] -= amountCents;
  }
  return sums as Record<Ledger, Cents>;
}

/** What is still to be paid back to the payer of these entries. */
export function payableCents(entries: readonly Movement[]): Cents {
  return cents(-ledgerBalances(entries).payable || 0);
}
