import { type Cents, cents, Forbidden, Invalid, NotFound, newId, type PlainDay } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { requireDuty } from "../../accounts/index.ts";
import type { Account } from "../model/account.ts";
import { accountState, type Movement } from "../model/ledger.ts";
import { attentionFor } from "../model/matching.ts";
import { insertItems, selectAccountsForUpdate, selectEntriesByKeys, selectMovements } from "../store/index.ts";
import { type NewEntry, postEntries } from "./post-entries.ts";
import { refundByProvider } from "./provider-refund.ts";
import { requireCaseSeen } from "./veil.ts";

/** Locks the account until the end of the transaction. @throws NotFound `payments.no-such-account` */
export async function lockAccount(
  ctx: Ctx,
  accountId: string,
): Promise<{ readonly account: Account; readonly movements: readonly Movement[] }> {
  const [account] = await selectAccountsForUpdate(ctx, [accountId]);
  if (account === undefined) throw new NotFound("payments.no-such-account");
  return { account, movements: (await selectMovements(ctx, [accountId])).get(accountId) ?? [] };
}

function requireAmount(amountCents: number): Cents {
  if (!Number.isSafeInteger(amountCents) || amountCents < 1) throw new Invalid("payments.bad-amount");
  return cents(amountCents);
}

const wasDone = async (ctx: Ctx, key: string): Promise<boolean> => (await selectEntriesByKeys(ctx, [key])).length > 0;

/** A payment that somebody received. */
export interface NewPayment {
  readonly accountId: string;
  readonly amountCents: Cents;
  /** `cash`: at the counter, in coins or by card. `bank`: seen on the account, outside of statements. */
  readonly ledger: "cash" | "bank" | "provider";
  /** Where it comes from: "Barkasse, Beleg 117". */
  readonly source: string;
  readonly bookedOn?: PlainDay;
  readonly checkoutId?: string;
  readonly idempotencyKey: string;
}

/** Writes a payment and opens an item where it does not fit; for callers who have checked who acts. */
export async function receivePayment(ctx: Ctx, input: NewPayment): Promise<void> {
  const amountCents = requireAmount(input.amountCents);
  const { movements } = await lockAccount(ctx, input.accountId);
  const entry: NewEntry = {
    accountId: input.accountId,
    kind: "payment",
    debit: input.ledger,
    credit: "claim",
    amountCents,
    source: input.source,
    ...(input.bookedOn === undefined ? {} : { bookedOn: input.bookedOn }),
    ...(input.checkoutId === undefined ? {} : { checkoutId: input.checkoutId }),
    idempotencyKey: input.idempotencyKey,
  };
  const written = await postEntries(ctx, [entry]);
  const item = attentionFor(accountState(movements).balanceCents, amountCents);
  if (written.length === 0 || item === undefined) return;
  await insertItems(ctx, [{ ...item, itemId: newId(), accountId: input.accountId, bookingId: undefined }]);
}

/**
 * Records money that came in. Any amount is taken; what does not fit goes on the worklist.
 * @throws Forbidden `accounts.duty-missing`: staff with `casework` and the system only
 * @throws Invalid `payments.bad-amount`; NotFound `payments.no-such-account`; Conflict `payments.key-reused`
 */
export async function recordPayment(ctx: Ctx, input: NewPayment): Promise<void> {
  requireDuty(ctx.actor, "casework");
  await receivePayment(ctx, input);
}

/** Reason and key of a waiver or a refund. */
export interface AccountChange {
  readonly accountId: string;
  readonly amountCents: Cents;
  /** Shown to the treasury and the payer: "Gebührenbefreiung, § 1 Abs. 6 PAuswGebV". */
  readonly reason: string;
  readonly idempotencyKey: string;
}

function requireReason(reason: string): string {
  if (reason.trim() === "") throw new Invalid("payments.no-reason");
  return reason.trim();
}

/**
 * Gives up a part of what is asked for, or all of it. What was paid already is then overpaid and goes on the worklist.
 * @throws Forbidden `accounts.duty-missing`: staff with `casework` and the system only; `payments.case-protected`
 * @throws Invalid `payments.bad-amount`, `payments.no-reason`, `payments.more-than-charged`
 */
export async function waiveCharge(ctx: Ctx, input: AccountChange): Promise<void> {
  requireDuty(ctx.actor, "casework");
  const amountCents = requireAmount(input.amountCents);
  const source = requireReason(input.reason);
  const { account, movements } = await lockAccount(ctx, input.accountId);
  await requireCaseSeen(ctx, account);
  const { chargedCents, waivedCents } = accountState(movements);
  if (!(await wasDone(ctx, input.idempotencyKey)) && waivedCents + amountCents > chargedCents) {
    throw new Invalid("payments.more-than-charged");
  }
  const written = await postEntries(ctx, [
    {
      accountId: input.accountId,
      kind: "waiver",
      debit: "waived",
      credit: "claim",
      amountCents,
      source,
      idempotencyKey: input.idempotencyKey,
    },
  ]);
  const owed = accountState(movements).balanceCents;
  const tooMuch = Math.min(amountCents, amountCents - owed);
  if (written.length === 0 || tooMuch <= 0) return;
  const { accountId } = input;
  await insertItems(ctx, [
    { itemId: newId(), reason: "overpaid", amountCents: cents(tooMuch), accountId, bookingId: undefined },
  ]);
}

/**
 * Orders money to be paid back: it stands on the ledger `payable` until the provider says, or a statement shows, that it
 * left. What was paid online goes back by the provider, the rest is for the treasury.
 * @throws Forbidden `accounts.duty-missing`: staff with `casework` and the system only; `payments.case-protected`
 * @throws Invalid `payments.bad-amount`, `payments.no-reason`, `payments.more-than-paid`
 */
export async function refund(ctx: Ctx, input: AccountChange): Promise<void> {
  requireDuty(ctx.actor, "casework");
  const amountCents = requireAmount(input.amountCents);
  const source = requireReason(input.reason);
  const { account, movements } = await lockAccount(ctx, input.accountId);
  await requireCaseSeen(ctx, account);
  const { paidCents, refundedCents } = accountState(movements);
  if (!(await wasDone(ctx, input.idempotencyKey)) && refundedCents + amountCents > paidCents) {
    throw new Invalid("payments.more-than-paid");
  }
  const written = await postEntries(ctx, [refundEntry(input.accountId, amountCents, source, input.idempotencyKey)]);
  if (written.length > 0) await refundByProvider(ctx, input.accountId, amountCents);
}

function refundEntry(accountId: string, amountCents: Cents, source: string, idempotencyKey: string): NewEntry {
  return { accountId, kind: "refund", debit: "claim", credit: "payable", amountCents, source, idempotencyKey };
}

/**
 * The application was withdrawn: everything still asked for is given up and everything paid is paid back, but for what
 * the law lets the office keep. Listeners are not told: nobody paid. A repeat changes nothing.
 * @param input.keepCents fee for the withdrawal (§ 15 Abs. 2 VwKostG of many states); default none
 * @throws Forbidden `payments.no-access`: a citizen other than the one of the claim's mailbox; `accounts.duty-missing`
 * @throws Invalid `payments.no-reason`, `payments.more-than-charged`
 */
export async function withdrawClaim(
  ctx: Ctx,
  input: { readonly accountId: string; readonly reason: string; readonly keepCents?: Cents },
): Promise<void> {
  const { actor } = ctx;
  const { account, movements } = await lockAccount(ctx, input.accountId);
  if (actor.kind !== "citizen") requireDuty(actor, "casework");
  else if (actor.mailboxId === undefined || actor.mailboxId !== account.mailboxId) {
    throw new Forbidden("payments.no-access");
  }
  const source = requireReason(input.reason);
  const { chargedCents, waivedCents, paidCents, refundedCents } = accountState(movements);
  const due = chargedCents - waivedCents;
  const keep = input.keepCents ?? 0;
  if (keep < 0 || keep > chargedCents) throw new Invalid("payments.more-than-charged");
  const waive = Math.max(0, due - keep);
  const payBack = Math.max(0, paidCents - refundedCents - Math.min(keep, due));
  const step = movements.length;
  const { accountId } = input;
  const entries: NewEntry[] = [
    ...(payBack > 0 ? [refundEntry(accountId, cents(payBack), source, `withdraw:${accountId}:${step}:refund`)] : []),
    ...(waive > 0
      ? [
          {
            accountId,
            kind: "waiver" as const,
            debit: "waived" as const,
            credit: "claim" as const,
            amountCents: cents(waive),
            source,
            idempotencyKey: `withdraw:${accountId}:${step}:waiver`,
          },
        ]
      : []),
  ];
  const written = await postEntries(ctx, entries, { quiet: true });
  for (const { kind, amountCents } of written) {
    if (kind === "refund") await refundByProvider(ctx, accountId, amountCents);
  }
}
