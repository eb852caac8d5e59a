import { type Cents, cents } from "../../../kernel/index.ts";
import { payerKeyOf } from "./account.ts";
import type { EntryKind, Ledger } from "./ledger.ts";
import { referencesIn } from "./reference.ts";
import type { BookingPart } from "./statement.ts";

/** Why a person has to look. Stored for ever. */
export type WorklistReason = "overpaid" | "underpaid" | "unknown" | "twice" | "returned";

/** Every reason, in the order of the worklist's tabs. */
export const worklistReasons: readonly WorklistReason[] = ["unknown", "overpaid", "underpaid", "twice", "returned"];

/** What matching needs to know of a claim, as it is before the booking. */
export interface Claim {
  readonly accountId: string;
  readonly reference: string;
  readonly payerKey: string;
  readonly balanceCents: number;
  /** Received and not paid back. */
  readonly receivedCents: number;
  /** Ordered to be paid back, not yet seen on a statement. */
  readonly payableCents: number;
}

/** One entry to write. */
export interface Move {
  readonly accountId: string | undefined;
  readonly kind: EntryKind;
  readonly debit: Ledger;
  readonly credit: Ledger;
  readonly amountCents: Cents;
}

/** What becomes of a booking: entries of exactly its amount, and somebody's attention where it does not fit. */
export interface BookingPlan {
  readonly moves: readonly Move[];
  readonly item?: { readonly reason: WorklistReason; readonly amountCents: Cents; readonly accountId?: string };
}

type Matchable = Pick<
  BookingPart,
  "direction" | "amountCents" | "counterparty" | "remittance" | "endToEndId" | "returned"
>;

/** References that a booking may mean. */
export function referencesOf(booking: Matchable): readonly string[] {
  return referencesIn(`${booking.remittance} / ${booking.endToEndId ?? ""}`);
}

/** The payer as compared with the names of accounts. */
export function payerKeyOfBooking(booking: Matchable): string {
  return payerKeyOf(booking.counterparty ?? "");
}

/** What somebody has to look at once a claim has received an amount; undefined where it fits to the cent. */
export function attentionFor(balanceBefore: number, amountCents: number): BookingPlan["item"] {
  if (balanceBefore <= 0) return { reason: "twice", amountCents: cents(amountCents) };
  const rest = balanceBefore - amountCents;
  if (rest > 0) return { reason: "underpaid", amountCents: cents(rest) };
  return rest < 0 ? { reason: "overpaid", amountCents: cents(-rest) } : undefined;
}

function planCredit(booking: Matchable, named: readonly Claim[], ofPayer: readonly Claim[]): BookingPlan {
  const { amountCents } = booking;
  const pay = (claim: Claim, amount: number): Move => ({
    accountId: claim.accountId,
    kind: "payment",
    debit: "bank",
    credit: "claim",
    amountCents: cents(amount),
  });
  const toSuspense = (reason: WorklistReason): BookingPlan => ({
    moves: [{ accountId: undefined, kind: "payment", debit: "bank", credit: "suspense", amountCents }],
    item: { reason, amountCents },
  });
  if (booking.returned) return toSuspense("returned");
  const [first] = named;
  if (first !== undefined && named.length === 1) {
    const item = attentionFor(first.balanceCents, amountCents);
    return {
      moves: [pay(first, amountCents)],
      ...(item === undefined ? {} : { item: { ...item, accountId: first.accountId } }),
    };
  }
  if (named.length > 1) {
    // One transfer for several claims is shared out only where it is what all of them ask for together.
    const fits =
      named.every(({ balanceCents }) => balanceCents > 0) &&
      named.reduce((sum, { balanceCents }) => sum + balanceCents, 0) === amountCents;
    return fits ? { moves: named.map((claim) => pay(claim, claim.balanceCents)) } : toSuspense("unknown");
  }
  const exact = ofPayer.filter(({ balanceCents }) => balanceCents === amountCents);
  const [only] = exact;
  return only !== undefined && exact.length === 1 ? { moves: [pay(only, amountCents)] } : toSuspense("unknown");
}

function planDebit(booking: Matchable, named: readonly Claim[]): BookingPlan {
  const { amountCents } = booking;
  const [claim] = named;
  if (claim !== undefined && named.length === 1) {
    const { accountId } = claim;
    if (booking.returned && claim.receivedCents >= amountCents) {
      return {
        moves: [{ accountId, kind: "payment", debit: "claim", credit: "bank", amountCents }],
        item: { reason: "returned", amountCents, accountId },
      };
    }
    if (!booking.returned && claim.payableCents >= amountCents) {
      return { moves: [{ accountId, kind: "refund", debit: "payable", credit: "bank", amountCents }] };
    }
  }
  return {
    moves: [{ accountId: undefined, kind: "payment", debit: "suspense", credit: "bank", amountCents }],
    item: { reason: booking.returned ? "returned" : "unknown", amountCents },
  };
}

/**
 * What becomes of a booking. A reference decides; without one the payer's name and the exact amount, where only one
 * claim has both. Everything else waits on the ledger `suspense` for a person.
 * @param named claims whose references the booking names
 * @param ofPayer claims of who paid
 */
export function planBooking(booking: Matchable, named: readonly Claim[], ofPayer: readonly Claim[]): BookingPlan {
  return booking.direction === "credit" ? planCredit(booking, named, ofPayer) : planDebit(booking, named);
}

/** The claim as it is after a move. */
export function afterMove(claim: Claim, move: Move): Claim {
  const onClaim = move.debit === "claim" ? move.amountCents : move.credit === "claim" ? -move.amountCents : 0;
  const onPayable = move.credit === "payable" ? move.amountCents : move.debit === "payable" ? -move.amountCents : 0;
  return {
    ...claim,
    balanceCents: claim.balanceCents + onClaim,
    receivedCents: claim.receivedCents - (move.kind === "payment" || move.kind === "refund" ? onClaim : 0),
    payableCents: claim.payableCents + onPayable,
  };
}
