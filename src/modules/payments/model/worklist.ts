import type { Cents, PlainDay } from "../../../kernel/index.ts";
import type { WorklistReason } from "./matching.ts";

/** How an item was done. `settled`: by itself, when the rest was paid or paid back. Stored for ever. */
export type WorklistOutcome = "assigned" | "refunded" | "ignored" | "settled";

/** Money that moved on the municipality's account, as it was taken over. */
export interface Booking {
  readonly bookingId: string;
  readonly statementId: string;
  readonly line: number;
  readonly direction: "credit" | "debit";
  readonly amountCents: Cents;
  readonly bookedOn: PlainDay;
  readonly counterparty: string | undefined;
  readonly counterpartyIban: string | undefined;
  readonly remittance: string;
  readonly returned: boolean;
  readonly returnReason: string | undefined;
}

/** Money that does not fit, for a person to look at. */
export interface WorklistItem {
  readonly itemId: string;
  readonly reason: WorklistReason;
  /** What does not fit: too much, missing, unknown. */
  readonly amountCents: Cents;
  readonly accountId: string | undefined;
  readonly bookingId: string | undefined;
  readonly openedAt: Date;
  readonly doneAt: Date | undefined;
  readonly doneBy: string | undefined;
  readonly outcome: WorklistOutcome | undefined;
  readonly note: string | undefined;
}

/** A statement as it was taken over. */
export interface Statement {
  readonly statementId: string;
  readonly kind: "statement" | "notification";
  readonly format: string;
  readonly iban: string;
  readonly bankStatementId: string;
  readonly page: number;
  readonly fileSha256: string;
  readonly openingCents: Cents | undefined;
  readonly closingCents: Cents | undefined;
  readonly bookings: number;
  /** Known already, from a notification or another statement: not taken twice. */
  readonly knownBookings: number;
  readonly pendingEntries: number;
  readonly importedBy: string;
  readonly importedAt: Date;
}

/** Money of this item waits on the ledger `suspense` and may still go to a claim. */
export function isInSuspense(item: WorklistItem): boolean {
  return item.bookingId !== undefined && item.accountId === undefined;
}
