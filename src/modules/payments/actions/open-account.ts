import { Forbidden, Invalid, type Localized, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { requireDuty } from "../../accounts/index.ts";
import { type Account, type ChargeLine, payerKeyOf } from "../model/account.ts";
import { newReference } from "../model/reference.ts";
import { insertAccount, selectAccountByKey } from "../store/index.ts";
import { entriesOf, postEntries } from "./post-entries.ts";

/** A claim to open. */
export interface NewAccount {
  readonly purpose: Localized;
  /** At least one. */
  readonly lines: readonly ChargeLine[];
  readonly payerName: string;
  /** Whoever opens this mailbox may see the claim. */
  readonly mailboxId?: string;
  readonly caseId?: string;
  /** `keyring.mac("access-code", code)`: whoever has the code may see the claim. */
  readonly codeMac?: string;
  /** The same key gives the same account. */
  readonly idempotencyKey: string;
}

/** Citizens may ask for what they will owe themselves: by a form they send. */
function requireMayOpen(ctx: Ctx, input: NewAccount): void {
  const { actor } = ctx;
  if (actor.kind !== "citizen") requireDuty(actor, "casework");
  else if (actor.mailboxId !== undefined && actor.mailboxId !== input.mailboxId)
    throw new Forbidden("payments.no-access");
}

function checkLines(lines: readonly ChargeLine[]): void {
  if (lines.length === 0) throw new Invalid("payments.no-lines");
  for (const { amountCents } of lines) {
    if (!Number.isSafeInteger(amountCents) || amountCents < 1) throw new Invalid("payments.bad-amount");
  }
  if (new Set(lines.map(({ key }) => key)).size < lines.length) throw new Invalid("payments.line-twice");
}

/**
 * Opens a claim with its charges and gives it a reference.
 * @returns the account; the one that is there already where the key was used before
 * @throws Forbidden `payments.no-access`, `accounts.duty-missing`
 * @throws Invalid `payments.no-lines`, `payments.bad-amount`, `payments.line-twice`, `payments.no-payer`
 */
export async function openAccount(ctx: Ctx, input: NewAccount): Promise<Account> {
  requireMayOpen(ctx, input);
  checkLines(input.lines);
  if (input.payerName.trim() === "") throw new Invalid("payments.no-payer");
  for (let attempt = 1; ; attempt++) {
    const account = {
      accountId: newId(),
      reference: newReference(),
      purpose: input.purpose,
      payerName: input.payerName.trim(),
      payerKey: payerKeyOf(input.payerName),
      codeMac: input.codeMac,
      mailboxId: input.mailboxId,
      caseId: input.caseId,
      openedAt: ctx.now,
    };
    const charges = entriesOf(ctx, chargesOf(account.accountId, input.lines));
    if (await insertAccount(ctx, account, input.idempotencyKey, charges)) return account;
    const earlier = await selectAccountByKey(ctx, input.idempotencyKey);
    if (earlier !== undefined) return earlier;
    // The reference was taken: drawn again.
    if (attempt === 5) throw new Error("no free reference was found");
  }
}

function chargesOf(accountId: string, lines: readonly ChargeLine[]) {
  return lines.map((line) => ({
    accountId,
    kind: "charge" as const,
    debit: "claim" as const,
    credit: "revenue" as const,
    amountCents: line.amountCents,
    lineKey: line.key,
    label: line.label,
    source: line.source,
    idempotencyKey: `charge:${accountId}:${line.key}`,
  }));
}

/**
 * Adds a fee to a claim: a surcharge that came up later. The same key again changes nothing.
 * @throws Forbidden `accounts.duty-missing`: staff with `casework` and the system only
 * @throws Invalid `payments.bad-amount`; Conflict `payments.key-reused`: the key stands for another amount
 */
export async function addCharge(
  ctx: Ctx,
  input: { readonly accountId: string; readonly line: ChargeLine },
): Promise<void> {
  requireDuty(ctx.actor, "casework");
  checkLines([input.line]);
  await postEntries(ctx, chargesOf(input.accountId, [input.line]));
}
