import { NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Account } from "../model/account.ts";
import { type AccountState, accountState, type Entry } from "../model/ledger.ts";
import { parseReference } from "../model/reference.ts";
import {
  selectAccount,
  selectAccountByReference,
  selectAccountsOfCase,
  selectEntries,
  selectEntriesOfCase,
} from "../store/index.ts";

/** A claim, its entries, and its state computed from them. */
export type AccountWithState = Account & AccountState & { readonly entries: readonly Entry[] };

/** For callers who know that they may: routes check before. */
export async function withState(ctx: Ctx, account: Account): Promise<AccountWithState> {
  const entries = await selectEntries(ctx, account.accountId);
  return { ...account, ...accountState(entries), entries };
}

/** @throws NotFound `payments.no-such-account` */
export async function getAccount(ctx: Ctx, accountId: string): Promise<AccountWithState> {
  const account = await selectAccount(ctx, accountId);
  if (account === undefined) throw new NotFound("payments.no-such-account");
  return withState(ctx, account);
}

/** The latest claim of a case. */
export async function findAccountOfCase(ctx: Ctx, caseId: string): Promise<AccountWithState | undefined> {
  const [[latest], ofAll] = await Promise.all([selectAccountsOfCase(ctx, caseId), selectEntriesOfCase(ctx, caseId)]);
  if (latest === undefined) return undefined;
  const entries = ofAll.filter(({ accountId }) => accountId === latest.accountId);
  return { ...latest, ...accountState(entries), entries };
}

/** @param text as typed */
export async function findAccountByReference(ctx: Ctx, text: string): Promise<AccountWithState | undefined> {
  const reference = parseReference(text);
  const account = reference === undefined ? undefined : await selectAccountByReference(ctx, reference);
  return account === undefined ? undefined : withState(ctx, account);
}
