import type { Ctx } from "../../../platform/db/index.ts";
import type { Account } from "../model/account.ts";
import { anyOf, tables } from "./tables.ts";

const accountColumns = [
  "account_id",
  "reference",
  "purpose_de",
  "purpose_en",
  "payer_name",
  "payer_key",
  "code_mac",
  "mailbox_id",
  "case_id",
  "opened_at",
] as const;

/** An account with the payer's name as names are compared. */
export type StoredAccount = Account & { readonly payerKey: string };

function accountOf(row: {
  account_id: string;
  reference: string;
  purpose_de: string;
  purpose_en: string;
  payer_name: string;
  payer_key: string;
  code_mac: string | null;
  mailbox_id: string | null;
  case_id: string | null;
  opened_at: Date;
}): StoredAccount {
  return {
    accountId: row.account_id,
    reference: row.reference,
    purpose: { de: row.purpose_de, en: row.purpose_en },
    payerName: row.payer_name,
    payerKey: row.payer_key,
    codeMac: row.code_mac ?? undefined,
    mailboxId: row.mailbox_id ?? undefined,
    caseId: row.case_id ?? undefined,
    openedAt: row.opened_at,
  };
}

const selectFromAccounts = (ctx: Ctx) =>
  tables(ctx).selectFrom("payments.account").select(accountColumns).where("tenant_id", "=", ctx.tenant);

export async function selectAccount(ctx: Ctx, accountId: string): Promise<StoredAccount | undefined> {
  const row = await selectFromAccounts(ctx).where("account_id", "=", accountId).executeTakeFirst();
  return row === undefined ? undefined : accountOf(row);
}

export async function selectAccountByKey(ctx: Ctx, idempotencyKey: string): Promise<StoredAccount | undefined> {
  const row = await selectFromAccounts(ctx).where("idempotency_key", "=", idempotencyKey).executeTakeFirst();
  return row === undefined ? undefined : accountOf(row);
}

export async function selectAccountByReference(ctx: Ctx, reference: string): Promise<StoredAccount | undefined> {
  const row = await selectFromAccounts(ctx).where("reference", "=", reference).executeTakeFirst();
  return row === undefined ? undefined : accountOf(row);
}

/** Latest first: a case may have had a claim before. */
export async function selectAccountsOfCase(ctx: Ctx, caseId: string): Promise<readonly StoredAccount[]> {
  const rows = await selectFromAccounts(ctx).where("case_id", "=", caseId).orderBy("account_id", "desc").execute();
  return rows.map(accountOf);
}

/** Latest first, at most 1000. */
export async function selectAccountsOfMailbox(ctx: Ctx, mailboxId: string): Promise<readonly StoredAccount[]> {
  const rows = await selectFromAccounts(ctx)
    .where("mailbox_id", "=", mailboxId)
    .orderBy("account_id", "desc")
    .limit(1000)
    .execute();
  return rows.map(accountOf);
}

export async function selectAccountByMac(ctx: Ctx, codeMac: string): Promise<StoredAccount | undefined> {
  const row = await selectFromAccounts(ctx)
    .where("code_mac", "=", codeMac)
    .orderBy("account_id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : accountOf(row);
}

/** Accounts with these ids, by id; what belongs to none is left out. */
export async function selectAccountsById(
  ctx: Ctx,
  accountIds: readonly (string | null)[],
): Promise<ReadonlyMap<string, StoredAccount>> {
  const ids = [...new Set(accountIds.filter((id) => id !== null))];
  if (ids.length === 0) return new Map();
  const rows = await selectFromAccounts(ctx)
    .where("account_id", "=", anyOf(ids, "uuid") as never)
    .execute();
  return new Map(rows.map((row) => [row.account_id, accountOf(row)]));
}

/** Locks them in the order of their ids, so that two transactions never wait for each other in a circle. */
export async function selectAccountsForUpdate(
  ctx: Ctx,
  accountIds: readonly string[],
): Promise<readonly StoredAccount[]> {
  if (accountIds.length === 0) return [];
  const rows = await selectFromAccounts(ctx)
    .where("account_id", "=", anyOf(accountIds, "uuid") as never)
    .orderBy("account_id")
    .forUpdate()
    .execute();
  return rows.map(accountOf);
}

export async function selectAccountIdsByReferences(ctx: Ctx, references: readonly string[]): Promise<string[]> {
  if (references.length === 0) return [];
  const rows = await tables(ctx)
    .selectFrom("payments.account")
    .select("account_id")
    .where("tenant_id", "=", ctx.tenant)
    .where("reference", "=", anyOf(references, "text") as never)
    .execute();
  return rows.map((row) => row.account_id);
}

/** Accounts of people of these names; at most so many as one can look at. */
export async function selectAccountIdsByPayers(ctx: Ctx, payerKeys: readonly string[]): Promise<string[]> {
  if (payerKeys.length === 0) return [];
  const rows = await tables(ctx)
    .selectFrom("payments.account")
    .select("account_id")
    .where("tenant_id", "=", ctx.tenant)
    .where("payer_key", "=", anyOf(payerKeys, "text") as never)
    .orderBy("account_id", "desc")
    .limit(5000)
    .execute();
  return rows.map((row) => row.account_id);
}
