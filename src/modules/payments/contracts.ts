import { NotFound } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import type { Account } from "./model/account.ts";
import type { AccountState } from "./model/ledger.ts";
import type { PaymentProvider } from "./model/provider.ts";
import type { StatementReader } from "./model/statement.ts";

/**
 * Wants to know when a claim is settled. Called in the transaction that writes the payment: what it does is committed
 * with the payment or not at all. May be called again for the same account after a payment came back.
 */
export interface PaymentListener {
  readonly name: string;
  /** Nothing more is owed: state `paid`, `overpaid` or `waived`. */
  paid(ctx: Ctx, account: Account & AccountState): Promise<void>;
  /** A settled claim is open again: a payment was booked back, or a charge was added. */
  unpaid?(ctx: Ctx, account: Account & AccountState): Promise<void>;
}

/** What payments need of the installation. */
export interface PaymentSettings {
  /** Address that links begin with, without a slash at the end. */
  readonly publicUrl: string;
  /** Online providers; the first is offered. None: transfer only. */
  readonly providers: readonly PaymentProvider[];
}

let listeners: readonly PaymentListener[] = [];
let readers: readonly StatementReader[] = [];
let settings: PaymentSettings = { publicUrl: "", providers: [] };

/** Registered once at boot. Calling it again replaces. */
export function definePaymentListeners(all: readonly PaymentListener[]): void {
  listeners = all;
}

export function listPaymentListeners(): readonly PaymentListener[] {
  return listeners;
}

/** Registered once at boot: readers of the bank's files. The first is asked. Calling it again replaces. */
export function defineStatementReaders(all: readonly StatementReader[]): void {
  readers = all;
}

/** @throws Error where none was registered */
export function getStatementReader(): StatementReader {
  const [reader] = readers;
  if (reader === undefined) throw new Error("no reader of statements was registered");
  return reader;
}

/** At boot. Calling it again replaces. */
export function configurePayments(given: PaymentSettings): void {
  settings = given;
}

export function getPaymentSettings(): PaymentSettings {
  return settings;
}

/** @throws NotFound `payments.no-such-provider` */
export function getProvider(id: string): PaymentProvider {
  const provider = settings.providers.find((one) => one.id === id);
  if (provider === undefined) throw new NotFound("payments.no-such-provider");
  return provider;
}

/**
 * Of these cases those that lie in Akten which who acts may not see. Implemented in a module above: `cases`. None for
 * citizens and jobs.
 */
export type HiddenCases = (ctx: Ctx, caseIds: readonly string[]) => Promise<ReadonlySet<string>>;

let hiddenCases: HiddenCases = async () => new Set();

/** Registered once at boot. Calling it again replaces. */
export function definePaymentSight(given: HiddenCases): void {
  hiddenCases = given;
}

/** Asks who knows. One question for a whole page. */
export const listHiddenCases: HiddenCases = (ctx, caseIds) => hiddenCases(ctx, caseIds);
