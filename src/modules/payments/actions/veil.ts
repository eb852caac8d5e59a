import { Forbidden, type Language } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { listHiddenCases } from "../contracts.ts";
import type { Account } from "../model/account.ts";
import type { Entry } from "../model/ledger.ts";
import type { Booking } from "../model/worklist.ts";

/** What stands in place of a name. */
const words: Readonly<Record<Language, string>> = { de: "Geschützter Vorgang", en: "Protected case" };

/**
 * Claims as who acts may see them. Where the Akte of the case is closed to them, reference and amounts are left, by which
 * money is booked; who owes it, for what, and the way to the case are not.
 */
export async function veilAccounts<A extends Account>(
  ctx: Ctx,
  accounts: readonly A[],
  language: Language,
): Promise<readonly A[]> {
  const hidden = await listHiddenCases(
    ctx,
    accounts.flatMap(({ caseId }) => (caseId === undefined ? [] : [caseId])),
  );
  return accounts.map((account) =>
    account.caseId === undefined || !hidden.has(account.caseId)
      ? account
      : {
          ...account,
          veiled: true,
          payerName: words[language],
          purpose: { de: "–", en: "–" },
          caseId: undefined,
          mailboxId: undefined,
          codeMac: undefined,
        },
  );
}

/** One claim as `veilAccounts` gives it. */
export async function veilAccount<A extends Account>(ctx: Ctx, account: A, language: Language): Promise<A> {
  return (await veilAccounts(ctx, [account], language))[0] ?? account;
}

/** An entry of a claim that is veiled: what was charged, and why something was given up, says what it is about. */
export function veilEntry<E extends Entry>(entry: E): E {
  return { ...entry, label: undefined, source: entry.kind === "payment" ? entry.source : "" };
}

/** A booking that belongs to a claim that is veiled: the bank names the person too. */
export function veilBooking(booking: Booking): Booking {
  return { ...booking, counterparty: undefined, counterpartyIban: undefined, remittance: "" };
}

/**
 * Deciding about a claim takes seeing what it is about; booking money does not.
 * @throws Forbidden `payments.case-protected`
 */
export async function requireCaseSeen(ctx: Ctx, { caseId }: Pick<Account, "caseId">): Promise<void> {
  if (caseId !== undefined && (await listHiddenCases(ctx, [caseId])).size > 0) {
    throw new Forbidden("payments.case-protected");
  }
}
