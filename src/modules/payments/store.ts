import { sql } from "kysely";
import { addDays, type Cents, instantInBerlin, type Language, type PlainDay } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import type { Account, BankDetails } from "./model/account.ts";
import type { DayClosing } from "./model/closing.ts";
import type { Entry, EntryKind, Ledger, Movement } from "./model/ledger.ts";
import type { WorklistReason } from "./model/matching.ts";
import type { Checkout, ProviderRefund, ProviderStatus } from "./model/provider.ts";
import type { Booking, Statement, WorklistItem, WorklistOutcome } from "./model/worklist.ts";
import type { PaymentsTables } from "./tables.ts";

const tables = (ctx: Ctx) => ctx.tx.withTables<PaymentsTables>();

/** One parameter for many values: the statement stays the same however many there are. */
const anyOf = (values: readonly string[], type: "uuid" | "text") => sql`any(${values as string[]}::${sql.raw(type)}[])`;

// — Bank details —————————————————————————————————————————————————————————

export async function selectBankDetails(ctx: Ctx): Promise<BankDetails | undefined> {
  const row = await tables(ctx)
    .selectFrom("payments.bank_details")
    .select(["holder", "iban", "bic"])
    .where("tenant_id", "=", ctx.tenant)
    .executeTakeFirst();
  return row === undefined ? undefined : { holder: row.holder, iban: row.iban, bic: row.bic ?? undefined };
}

export async function upsertBankDetails(ctx: Ctx, details: BankDetails): Promise<void> {
  const values = { holder: details.holder, iban: details.iban, bic: details.bic ?? null, changed_at: ctx.now };
  await tables(ctx)
    .insertInto("payments.bank_details")
    .values({ tenant_id: ctx.tenant, ...values })
    .onConflict((conflict) => conflict.column("tenant_id").doUpdateSet(values))
    .execute();
}

// — Accounts —————————————————————————————————————————————————————————————

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

/** @returns false where an account with this key (or, once in 10¹¹, this reference) is there already */
export async function insertAccount(ctx: Ctx, account: StoredAccount, idempotencyKey: string): Promise<boolean> {
  const row = await tables(ctx)
    .insertInto("payments.account")
    .values({
      tenant_id: ctx.tenant,
      account_id: account.accountId,
      reference: account.reference,
      purpose_de: account.purpose.de,
      purpose_en: account.purpose.en,
      payer_name: account.payerName,
      payer_key: account.payerKey,
      code_mac: account.codeMac ?? null,
      mailbox_id: account.mailboxId ?? null,
      case_id: account.caseId ?? null,
      opened_at: account.openedAt,
      idempotency_key: idempotencyKey,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("account_id")
    .executeTakeFirst();
  return row !== undefined;
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

// — The ledger ———————————————————————————————————————————————————————————

const entryColumns = [
  "entry_id",
  "account_id",
  "kind",
  "debit",
  "credit",
  "amount_cents",
  "line_key",
  "label_de",
  "label_en",
  "source",
  "booking_id",
  "checkout_id",
  "booked_on",
  "recorded_at",
  "recorded_by",
  "idempotency_key",
] as const;

function entryOf(row: {
  entry_id: string;
  account_id: string | null;
  kind: string;
  debit: string;
  credit: string;
  amount_cents: number;
  line_key: string | null;
  label_de: string | null;
  label_en: string | null;
  source: string;
  booking_id: string | null;
  checkout_id: string | null;
  booked_on: PlainDay;
  recorded_at: Date;
  recorded_by: string;
  idempotency_key: string;
}): Entry {
  return {
    entryId: row.entry_id,
    accountId: row.account_id ?? undefined,
    kind: row.kind as EntryKind,
    debit: row.debit as Ledger,
    credit: row.credit as Ledger,
    amountCents: row.amount_cents as Cents,
    lineKey: row.line_key ?? undefined,
    label: row.label_de === null || row.label_en === null ? undefined : { de: row.label_de, en: row.label_en },
    source: row.source,
    bookingId: row.booking_id ?? undefined,
    checkoutId: row.checkout_id ?? undefined,
    bookedOn: row.booked_on,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by,
    idempotencyKey: row.idempotency_key,
  };
}

/** Writes entries whose key is not there yet. @returns ids of those written */
export async function insertEntries(ctx: Ctx, entries: readonly Entry[]): Promise<ReadonlySet<string>> {
  if (entries.length === 0) return new Set();
  const rows = entries.map((entry) => ({
    entry_id: entry.entryId,
    account_id: entry.accountId ?? null,
    kind: entry.kind,
    debit: entry.debit,
    credit: entry.credit,
    amount_cents: entry.amountCents,
    line_key: entry.lineKey ?? null,
    label_de: entry.label?.de ?? null,
    label_en: entry.label?.en ?? null,
    source: entry.source,
    booking_id: entry.bookingId ?? null,
    checkout_id: entry.checkoutId ?? null,
    booked_on: entry.bookedOn,
    recorded_at: entry.recordedAt.toISOString(),
    recorded_by: entry.recordedBy,
    idempotency_key: entry.idempotencyKey,
  }));
  const { rows: written } = await sql<{ entry_id: string }>`
    insert into payments.entry (tenant_id, entry_id, account_id, kind, debit, credit, amount_cents, line_key, label_de,
      label_en, source, booking_id, checkout_id, booked_on, recorded_at, recorded_by, idempotency_key)
    select ${ctx.tenant as number}, entry_id, account_id, kind, debit, credit, amount_cents, line_key, label_de,
      label_en, source, booking_id, checkout_id, booked_on, recorded_at, recorded_by, idempotency_key
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (entry_id uuid, account_id uuid, kind text, debit text,
      credit text, amount_cents bigint, line_key text, label_de text, label_en text, source text, booking_id uuid,
      checkout_id uuid, booked_on date, recorded_at timestamptz, recorded_by text, idempotency_key text)
    on conflict (tenant_id, idempotency_key) do nothing
    returning entry_id`.execute(ctx.tx);
  return new Set(written.map((row) => row.entry_id));
}

const selectFromEntries = (ctx: Ctx) =>
  tables(ctx).selectFrom("payments.entry").select(entryColumns).where("tenant_id", "=", ctx.tenant);

/** In the order in which they were written. */
export async function selectEntries(ctx: Ctx, accountId: string): Promise<readonly Entry[]> {
  const rows = await selectFromEntries(ctx).where("account_id", "=", accountId).orderBy("entry_id").execute();
  return rows.map(entryOf);
}

export async function selectEntriesByKeys(ctx: Ctx, keys: readonly string[]): Promise<readonly Entry[]> {
  if (keys.length === 0) return [];
  const rows = await selectFromEntries(ctx)
    .where("idempotency_key", "=", anyOf(keys, "text") as never)
    .execute();
  return rows.map(entryOf);
}

/** What sums need of the entries of many accounts. */
export async function selectMovements(
  ctx: Ctx,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Movement[]>> {
  if (accountIds.length === 0) return new Map();
  const rows = await tables(ctx)
    .selectFrom("payments.entry")
    .select(["account_id", "kind", "debit", "credit", "amount_cents"])
    .where("tenant_id", "=", ctx.tenant)
    .where("account_id", "=", anyOf(accountIds, "uuid") as never)
    .execute();
  return Map.groupBy(
    rows.map((row) => ({
      accountId: row.account_id as string,
      kind: row.kind as EntryKind,
      debit: row.debit as Ledger,
      credit: row.credit as Ledger,
      amountCents: row.amount_cents as Cents,
    })),
    (movement) => movement.accountId,
  );
}

/** Entries recorded on a day in Berlin, in their order, with the account they belong to. */
export async function selectEntriesOfDay(
  ctx: Ctx,
  day: PlainDay,
): Promise<readonly (Entry & { readonly account: StoredAccount | undefined })[]> {
  const rows = await selectFromEntries(ctx)
    .where("recorded_at", ">=", instantInBerlin(day))
    .where("recorded_at", "<", instantInBerlin(addDays(day, 1)))
    .orderBy("recorded_at")
    .orderBy("entry_id")
    .execute();
  const ids = [...new Set(rows.flatMap((row) => (row.account_id === null ? [] : [row.account_id])))];
  const accounts =
    ids.length === 0
      ? []
      : await selectFromAccounts(ctx)
          .where("account_id", "=", anyOf(ids, "uuid") as never)
          .execute();
  const byId = new Map(accounts.map((row) => [row.account_id, accountOf(row)]));
  return rows.map((row) => ({ ...entryOf(row), account: byId.get(row.account_id ?? "") }));
}

/** Days on which something was recorded, latest first, with how many entries. */
export async function selectDays(
  ctx: Ctx,
  limit: number,
): Promise<readonly { readonly day: PlainDay; readonly entries: number }[]> {
  const { rows } = await sql<{ day: PlainDay; entries: number }>`
    select (recorded_at at time zone 'Europe/Berlin')::date as day, count(*)::int as entries
    from payments.entry where tenant_id = ${ctx.tenant as number}
    group by 1 order by 1 desc limit ${limit}`.execute(ctx.tx);
  return rows;
}

/** Debits less credits of each ledger over everything. */
export async function selectLedgerSums(ctx: Ctx): Promise<ReadonlyMap<Ledger, number>> {
  const { rows } = await sql<{ ledger: Ledger; cents: number }>`
    select ledger, sum(cents)::bigint as cents from (
      select debit as ledger, amount_cents as cents from payments.entry where tenant_id = ${ctx.tenant as number}
      union all
      select credit, -amount_cents from payments.entry where tenant_id = ${ctx.tenant as number}) sides
    group by ledger`.execute(ctx.tx);
  return new Map(rows.map((row) => [row.ledger, row.cents]));
}

// — Statements and bookings ——————————————————————————————————————————————

/** One import at a time: two of the same file would not see each other's bookings. */
export async function lockImports(ctx: Ctx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`payments:import:${ctx.tenant}`}, 0))`.execute(ctx.tx);
}

/** Hash of what a statement said when it was taken over. */
export async function selectStatementHash(
  ctx: Ctx,
  statement: Pick<Statement, "iban" | "kind" | "bankStatementId" | "page">,
): Promise<string | undefined> {
  const row = await tables(ctx)
    .selectFrom("payments.statement")
    .select("content_hash")
    .where("tenant_id", "=", ctx.tenant)
    .where("iban", "=", statement.iban)
    .where("kind", "=", statement.kind)
    .where("bank_statement_id", "=", statement.bankStatementId)
    .where("page", "=", statement.page)
    .executeTakeFirst();
  return row?.content_hash;
}

export async function insertStatement(ctx: Ctx, statement: Statement, contentHash: string): Promise<void> {
  await tables(ctx)
    .insertInto("payments.statement")
    .values({
      tenant_id: ctx.tenant,
      statement_id: statement.statementId,
      kind: statement.kind,
      format: statement.format,
      iban: statement.iban,
      bank_statement_id: statement.bankStatementId,
      page: statement.page,
      content_hash: contentHash,
      file_sha256: statement.fileSha256,
      opening_cents: statement.openingCents ?? null,
      closing_cents: statement.closingCents ?? null,
      bookings: statement.bookings,
      known_bookings: statement.knownBookings,
      pending_entries: statement.pendingEntries,
      imported_by: statement.importedBy,
      imported_at: statement.importedAt,
    })
    .execute();
}

/** Latest first. */
export async function selectStatements(
  ctx: Ctx,
  where: { readonly fileSha256?: string; readonly limit: number },
): Promise<readonly Statement[]> {
  let query = tables(ctx)
    .selectFrom("payments.statement")
    .select([
      "statement_id",
      "kind",
      "format",
      "iban",
      "bank_statement_id",
      "page",
      "file_sha256",
      "opening_cents",
      "closing_cents",
      "bookings",
      "known_bookings",
      "pending_entries",
      "imported_by",
      "imported_at",
    ])
    .where("tenant_id", "=", ctx.tenant)
    .orderBy("statement_id", "desc")
    .limit(where.limit);
  if (where.fileSha256 !== undefined) query = query.where("file_sha256", "=", where.fileSha256);
  return (await query.execute()).map((row) => ({
    statementId: row.statement_id,
    kind: row.kind as Statement["kind"],
    format: row.format,
    iban: row.iban,
    bankStatementId: row.bank_statement_id,
    page: row.page,
    fileSha256: row.file_sha256,
    openingCents: (row.opening_cents ?? undefined) as Cents | undefined,
    closingCents: (row.closing_cents ?? undefined) as Cents | undefined,
    bookings: row.bookings,
    knownBookings: row.known_bookings,
    pendingEntries: row.pending_entries,
    importedBy: row.imported_by,
    importedAt: row.imported_at,
  }));
}

/** A booking as it is written. */
export interface NewBooking extends Booking {
  readonly bookingKey: string;
  readonly valuedOn: PlainDay | undefined;
  readonly bankReference: string | undefined;
  readonly endToEndId: string | undefined;
}

/** Writes bookings that are not there yet. @returns ids of those written */
export async function insertBookings(ctx: Ctx, bookings: readonly NewBooking[]): Promise<ReadonlySet<string>> {
  if (bookings.length === 0) return new Set();
  const rows = bookings.map((booking) => ({
    booking_id: booking.bookingId,
    statement_id: booking.statementId,
    booking_key: booking.bookingKey,
    line: booking.line,
    direction: booking.direction,
    amount_cents: booking.amountCents,
    booked_on: booking.bookedOn,
    valued_on: booking.valuedOn ?? null,
    bank_reference: booking.bankReference ?? null,
    end_to_end_id: booking.endToEndId ?? null,
    counterparty: booking.counterparty ?? null,
    counterparty_iban: booking.counterpartyIban ?? null,
    remittance: booking.remittance,
    returned: booking.returned,
    return_reason: booking.returnReason ?? null,
  }));
  const { rows: written } = await sql<{ booking_id: string }>`
    insert into payments.booking (tenant_id, booking_id, statement_id, booking_key, line, direction, amount_cents,
      booked_on, valued_on, bank_reference, end_to_end_id, counterparty, counterparty_iban, remittance, returned,
      return_reason)
    select ${ctx.tenant as number}, booking_id, statement_id, booking_key, line, direction, amount_cents,
      booked_on, valued_on, bank_reference, end_to_end_id, counterparty, counterparty_iban, remittance, returned,
      return_reason
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (booking_id uuid, statement_id uuid, booking_key text,
      line int, direction text, amount_cents bigint, booked_on date, valued_on date, bank_reference text,
      end_to_end_id text, counterparty text, counterparty_iban text, remittance text, returned boolean,
      return_reason text)
    on conflict (tenant_id, booking_key) do nothing
    returning booking_id`.execute(ctx.tx);
  return new Set(written.map((row) => row.booking_id));
}

export async function selectBooking(ctx: Ctx, bookingId: string): Promise<Booking | undefined> {
  const row = await tables(ctx)
    .selectFrom("payments.booking")
    .select([
      "booking_id",
      "statement_id",
      "line",
      "direction",
      "amount_cents",
      "booked_on",
      "counterparty",
      "counterparty_iban",
      "remittance",
      "returned",
      "return_reason",
    ])
    .where("tenant_id", "=", ctx.tenant)
    .where("booking_id", "=", bookingId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    bookingId: row.booking_id,
    statementId: row.statement_id,
    line: row.line,
    direction: row.direction as Booking["direction"],
    amountCents: row.amount_cents as Cents,
    bookedOn: row.booked_on,
    counterparty: row.counterparty ?? undefined,
    counterpartyIban: row.counterparty_iban ?? undefined,
    remittance: row.remittance,
    returned: row.returned,
    returnReason: row.return_reason ?? undefined,
  };
}

// — The worklist —————————————————————————————————————————————————————————

const itemColumns = [
  "item_id",
  "reason",
  "amount_cents",
  "account_id",
  "booking_id",
  "opened_at",
  "done_at",
  "done_by",
  "outcome",
  "note",
] as const;

function itemOf(row: {
  item_id: string;
  reason: string;
  amount_cents: number;
  account_id: string | null;
  booking_id: string | null;
  opened_at: Date;
  done_at: Date | null;
  done_by: string | null;
  outcome: string | null;
  note: string | null;
}): WorklistItem {
  return {
    itemId: row.item_id,
    reason: row.reason as WorklistReason,
    amountCents: row.amount_cents as Cents,
    accountId: row.account_id ?? undefined,
    bookingId: row.booking_id ?? undefined,
    openedAt: row.opened_at,
    doneAt: row.done_at ?? undefined,
    doneBy: row.done_by ?? undefined,
    outcome: (row.outcome ?? undefined) as WorklistOutcome | undefined,
    note: row.note ?? undefined,
  };
}

/** What is needed to open an item. */
export type NewItem = Pick<WorklistItem, "itemId" | "reason" | "amountCents" | "accountId" | "bookingId">;

export async function insertItems(ctx: Ctx, items: readonly NewItem[]): Promise<void> {
  if (items.length === 0) return;
  const rows = items.map((item) => ({
    item_id: item.itemId,
    reason: item.reason,
    amount_cents: item.amountCents,
    account_id: item.accountId ?? null,
    booking_id: item.bookingId ?? null,
  }));
  await sql`
    insert into payments.worklist_item (tenant_id, item_id, reason, amount_cents, account_id, booking_id, opened_at)
    select ${ctx.tenant as number}, item_id, reason, amount_cents, account_id, booking_id, ${ctx.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (item_id uuid, reason text, amount_cents bigint, account_id uuid, booking_id uuid)`.execute(ctx.tx);
}

/** Open items, oldest first. */
export async function selectOpenItems(
  ctx: Ctx,
  where: { readonly reason?: WorklistReason; readonly after?: string; readonly limit: number },
): Promise<readonly WorklistItem[]> {
  let query = tables(ctx)
    .selectFrom("payments.worklist_item")
    .select(itemColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("done_at", "is", null)
    .orderBy("item_id")
    .limit(where.limit);
  if (where.reason !== undefined) query = query.where("reason", "=", where.reason);
  if (where.after !== undefined) query = query.where("item_id", ">", where.after);
  return (await query.execute()).map(itemOf);
}

export async function countOpenItems(ctx: Ctx): Promise<ReadonlyMap<WorklistReason, number>> {
  const { rows } = await sql<{ reason: WorklistReason; n: number }>`
    select reason, count(*)::int as n from payments.worklist_item
    where tenant_id = ${ctx.tenant as number} and done_at is null group by reason`.execute(ctx.tx);
  return new Map(rows.map((row) => [row.reason, row.n]));
}

export async function selectItem(ctx: Ctx, itemId: string): Promise<WorklistItem | undefined> {
  const row = await tables(ctx)
    .selectFrom("payments.worklist_item")
    .select(itemColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("item_id", "=", itemId)
    .executeTakeFirst();
  return row === undefined ? undefined : itemOf(row);
}

/** Locks it: two people at once do not both pay back. */
export async function selectItemForUpdate(ctx: Ctx, itemId: string): Promise<WorklistItem | undefined> {
  const row = await tables(ctx)
    .selectFrom("payments.worklist_item")
    .select(itemColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("item_id", "=", itemId)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : itemOf(row);
}

/** Items of an account, open ones first. */
export async function selectItemsOfAccount(ctx: Ctx, accountId: string): Promise<readonly WorklistItem[]> {
  const rows = await tables(ctx)
    .selectFrom("payments.worklist_item")
    .select(itemColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("account_id", "=", accountId)
    .orderBy("item_id", "desc")
    .execute();
  return rows.map(itemOf);
}

export async function updateItemDone(
  ctx: Ctx,
  itemId: string,
  done: { readonly by: string; readonly outcome: WorklistOutcome; readonly note: string },
): Promise<void> {
  await tables(ctx)
    .updateTable("payments.worklist_item")
    .set({ done_at: ctx.now, done_by: done.by, outcome: done.outcome, note: done.note })
    .where("tenant_id", "=", ctx.tenant)
    .where("item_id", "=", itemId)
    .where("done_at", "is", null)
    .execute();
}

/** Closes items of accounts that answered themselves: the rest came, the excess went. */
export async function settleItems(
  ctx: Ctx,
  accountIds: readonly string[],
  reasons: readonly WorklistReason[],
  by: string,
): Promise<void> {
  if (accountIds.length === 0) return;
  await sql`
    update payments.worklist_item set done_at = ${ctx.now}, done_by = ${by}, outcome = 'settled'
    where tenant_id = ${ctx.tenant as number} and done_at is null
      and account_id = ${anyOf(accountIds, "uuid")} and reason = ${anyOf(reasons, "text")}`.execute(ctx.tx);
}

// — Payments with a provider —————————————————————————————————————————————

const checkoutColumns = [
  "checkout_id",
  "account_id",
  "provider",
  "provider_id",
  "redirect_to",
  "amount_cents",
  "language",
  "state",
  "created_at",
] as const;

function checkoutOf(row: {
  checkout_id: string;
  account_id: string;
  provider: string;
  provider_id: string | null;
  redirect_to: string | null;
  amount_cents: number;
  language: string;
  state: string;
  created_at: Date;
}): Checkout {
  return {
    checkoutId: row.checkout_id,
    accountId: row.account_id,
    provider: row.provider,
    providerId: row.provider_id ?? undefined,
    redirectTo: row.redirect_to ?? undefined,
    amountCents: row.amount_cents as Cents,
    language: row.language as Language,
    state: row.state as Checkout["state"],
    createdAt: row.created_at,
  };
}

const selectFromCheckouts = (ctx: Ctx) =>
  tables(ctx).selectFrom("payments.checkout").select(checkoutColumns).where("tenant_id", "=", ctx.tenant);

export async function insertCheckout(ctx: Ctx, checkout: Checkout): Promise<void> {
  await tables(ctx)
    .insertInto("payments.checkout")
    .values({
      tenant_id: ctx.tenant,
      checkout_id: checkout.checkoutId,
      account_id: checkout.accountId,
      provider: checkout.provider,
      provider_id: checkout.providerId ?? null,
      redirect_to: checkout.redirectTo ?? null,
      amount_cents: checkout.amountCents,
      language: checkout.language,
      state: checkout.state,
      created_at: checkout.createdAt,
      changed_at: checkout.createdAt,
    })
    .execute();
}

export async function selectCheckout(ctx: Ctx, checkoutId: string): Promise<Checkout | undefined> {
  const row = await selectFromCheckouts(ctx).where("checkout_id", "=", checkoutId).executeTakeFirst();
  return row === undefined ? undefined : checkoutOf(row);
}

export async function selectCheckoutForUpdate(
  ctx: Ctx,
  provider: string,
  providerId: string,
): Promise<Checkout | undefined> {
  const row = await selectFromCheckouts(ctx)
    .where("provider", "=", provider)
    .where("provider_id", "=", providerId)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : checkoutOf(row);
}

/** Latest first, each with what came by it; undefined where nothing did. */
export async function selectCheckoutsOfAccount(
  ctx: Ctx,
  accountId: string,
): Promise<readonly (Checkout & { readonly paidCents: Cents | undefined })[]> {
  const rows = await selectFromCheckouts(ctx)
    .select(
      sql<number | null>`(select sum(e.amount_cents)::bigint from payments.entry e
        where e.tenant_id = checkout.tenant_id and e.account_id = checkout.account_id
          and e.checkout_id = checkout.checkout_id and e.kind = 'payment' and e.debit = 'provider')`.as("paid_cents"),
    )
    .where("account_id", "=", accountId)
    .orderBy("checkout_id", "desc")
    .execute();
  return rows.map((row) => ({ ...checkoutOf(row), paidCents: (row.paid_cents ?? undefined) as Cents | undefined }));
}

/** Payments whose end nobody has told: begun between these two times. */
export async function selectUnsettledCheckouts(
  ctx: Ctx,
  begun: { readonly after: Date; readonly before: Date; readonly limit: number },
): Promise<readonly Checkout[]> {
  const rows = await selectFromCheckouts(ctx)
    .where("state", "in", ["open", "failed"])
    .where("created_at", ">", begun.after)
    .where("created_at", "<=", begun.before)
    .orderBy("created_at")
    .limit(begun.limit)
    .execute();
  return rows.map(checkoutOf);
}

export async function updateCheckoutOpened(
  ctx: Ctx,
  checkoutId: string,
  opened: { readonly providerId: string; readonly redirectTo: string },
): Promise<void> {
  await tables(ctx)
    .updateTable("payments.checkout")
    .set({ provider_id: opened.providerId, redirect_to: opened.redirectTo, state: "open", changed_at: ctx.now })
    .where("tenant_id", "=", ctx.tenant)
    .where("checkout_id", "=", checkoutId)
    .where("state", "=", "preparing")
    .execute();
}

export async function updateCheckoutState(ctx: Ctx, checkoutId: string, state: "paid" | "failed"): Promise<void> {
  await tables(ctx)
    .updateTable("payments.checkout")
    .set({ state, changed_at: ctx.now })
    .where("tenant_id", "=", ctx.tenant)
    .where("checkout_id", "=", checkoutId)
    .execute();
}

/** @returns false where this event was received before */
export async function insertProviderEvent(
  ctx: Ctx,
  event: {
    readonly provider: string;
    readonly eventId: string;
    readonly checkoutId: string;
    readonly status: ProviderStatus;
    readonly amountCents: Cents | undefined;
    /** Where it is about money that goes back. */
    readonly refundId: string | undefined;
  },
): Promise<boolean> {
  const row = await tables(ctx)
    .insertInto("payments.provider_event")
    .values({
      tenant_id: ctx.tenant,
      provider: event.provider,
      event_id: event.eventId,
      checkout_id: event.checkoutId,
      status: event.status,
      amount_cents: event.amountCents ?? null,
      refund_id: event.refundId ?? null,
      received_at: ctx.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("event_id")
    .executeTakeFirst();
  return row !== undefined;
}

const refundColumns = ["refund_id", "checkout_id", "account_id", "amount_cents", "state", "ordered_at"] as const;

function providerRefundOf(row: {
  refund_id: string;
  checkout_id: string;
  account_id: string;
  amount_cents: number;
  state: string;
  ordered_at: Date;
}): ProviderRefund {
  return {
    refundId: row.refund_id,
    checkoutId: row.checkout_id,
    accountId: row.account_id,
    amountCents: row.amount_cents as Cents,
    state: row.state as ProviderRefund["state"],
    orderedAt: row.ordered_at,
  };
}

const selectFromRefunds = (ctx: Ctx) =>
  tables(ctx).selectFrom("payments.provider_refund").select(refundColumns).where("tenant_id", "=", ctx.tenant);

export async function insertProviderRefund(ctx: Ctx, refund: ProviderRefund): Promise<void> {
  await tables(ctx)
    .insertInto("payments.provider_refund")
    .values({
      tenant_id: ctx.tenant,
      refund_id: refund.refundId,
      checkout_id: refund.checkoutId,
      account_id: refund.accountId,
      amount_cents: refund.amountCents,
      state: refund.state,
      ordered_at: refund.orderedAt,
      changed_at: refund.orderedAt,
    })
    .execute();
}

export async function selectProviderRefund(ctx: Ctx, refundId: string): Promise<ProviderRefund | undefined> {
  const row = await selectFromRefunds(ctx).where("refund_id", "=", refundId).executeTakeFirst();
  return row === undefined ? undefined : providerRefundOf(row);
}

/** Locked: a webhook and an answer that come at once write one entry. */
export async function selectProviderRefundForUpdate(ctx: Ctx, refundId: string): Promise<ProviderRefund | undefined> {
  const row = await selectFromRefunds(ctx).where("refund_id", "=", refundId).forUpdate().executeTakeFirst();
  return row === undefined ? undefined : providerRefundOf(row);
}

/** Of an account, in the order of ordering. */
export async function selectProviderRefunds(ctx: Ctx, accountId: string): Promise<readonly ProviderRefund[]> {
  const rows = await selectFromRefunds(ctx).where("account_id", "=", accountId).orderBy("refund_id").execute();
  return rows.map(providerRefundOf);
}

/** Those whose end nobody has told, ordered before then, the oldest first. */
export async function selectOpenProviderRefunds(
  ctx: Ctx,
  orderedBefore: Date,
  limit: number,
): Promise<readonly ProviderRefund[]> {
  const rows = await selectFromRefunds(ctx)
    .where("state", "=", "ordered")
    .where("ordered_at", "<=", orderedBefore)
    .orderBy("ordered_at")
    .limit(limit)
    .execute();
  return rows.map(providerRefundOf);
}

export async function updateProviderRefund(ctx: Ctx, refundId: string, state: "done" | "failed"): Promise<void> {
  await tables(ctx)
    .updateTable("payments.provider_refund")
    .set({ state, changed_at: ctx.now })
    .where("tenant_id", "=", ctx.tenant)
    .where("refund_id", "=", refundId)
    .execute();
}

/** Money that is ordered to be paid back and has not left, by claim; without one: money that belonged to nobody. */
export interface Payout {
  readonly account: StoredAccount | undefined;
  readonly amountCents: Cents;
  /** Since when something of it waits. */
  readonly since: Date;
}

/** Payouts that are open, the oldest first; at most 500. */
export async function selectPayouts(ctx: Ctx): Promise<readonly Payout[]> {
  const { rows } = await sql<{ account_id: string | null; cents: number; since: Date }>`
    select account_id, sum(case when credit = 'payable' then amount_cents else -amount_cents end)::bigint as cents,
      max(recorded_at) filter (where credit = 'payable') as since
    from payments.entry
    where tenant_id = ${ctx.tenant as number} and (debit = 'payable' or credit = 'payable')
    group by account_id having sum(case when credit = 'payable' then amount_cents else -amount_cents end) > 0
    order by 3 limit 500`.execute(ctx.tx);
  const ids = rows.flatMap((row) => (row.account_id === null ? [] : [row.account_id]));
  const accounts =
    ids.length === 0
      ? []
      : await selectFromAccounts(ctx)
          .where("account_id", "=", anyOf(ids, "uuid") as never)
          .execute();
  const byId = new Map(accounts.map((row) => [row.account_id, accountOf(row)]));
  return rows.map((row) => ({
    account: byId.get(row.account_id ?? ""),
    amountCents: row.cents as Cents,
    since: row.since,
  }));
}

// — Daily closing ————————————————————————————————————————————————————————

export async function insertClosing(ctx: Ctx, closing: DayClosing): Promise<boolean> {
  const row = await tables(ctx)
    .insertInto("payments.day_closing")
    .values({
      tenant_id: ctx.tenant,
      day: closing.day,
      entries: closing.entries,
      export_hash: closing.exportHash,
      closed_by: closing.closedBy,
      closed_at: closing.closedAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("day")
    .executeTakeFirst();
  return row !== undefined;
}

/** Latest first. */
export async function selectClosings(ctx: Ctx, limit: number): Promise<readonly DayClosing[]> {
  const rows = await tables(ctx)
    .selectFrom("payments.day_closing")
    .select(["day", "entries", "export_hash", "closed_by", "closed_at"])
    .where("tenant_id", "=", ctx.tenant)
    .orderBy("day", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    day: row.day,
    entries: row.entries,
    exportHash: row.export_hash,
    closedBy: row.closed_by,
    closedAt: row.closed_at,
  }));
}

export async function selectClosing(ctx: Ctx, day: PlainDay): Promise<DayClosing | undefined> {
  const row = await tables(ctx)
    .selectFrom("payments.day_closing")
    .select(["day", "entries", "export_hash", "closed_by", "closed_at"])
    .where("tenant_id", "=", ctx.tenant)
    .where("day", "=", day)
    .executeTakeFirst();
  return row === undefined
    ? undefined
    : {
        day: row.day,
        entries: row.entries,
        exportHash: row.export_hash,
        closedBy: row.closed_by,
        closedAt: row.closed_at,
      };
}

// — The simulator ————————————————————————————————————————————————————————

/** What the simulated provider was told to do with a payment. */
interface SimulatedPayment {
  readonly status: "paid" | "failed";
  readonly amountCents: Cents;
  /** How it answers when money is to go back. */
  readonly refundAnswer: "at-once" | "late" | "twice" | "fails";
}

/** What the simulated provider holds to be true; the first decision for `paid` stays. */
export async function upsertSimulatedPayment(
  ctx: Ctx,
  payment: SimulatedPayment & { readonly checkoutId: string },
): Promise<void> {
  await sql`
    insert into payments.simulated_payment (tenant_id, checkout_id, status, amount_cents, refund_answer, decided_at)
    values (${ctx.tenant as number}, ${payment.checkoutId}, ${payment.status}, ${payment.amountCents as number},
      ${payment.refundAnswer}, ${ctx.now})
    on conflict (tenant_id, checkout_id) do update
      set status = excluded.status, amount_cents = excluded.amount_cents, refund_answer = excluded.refund_answer,
        decided_at = excluded.decided_at
      where simulated_payment.status <> 'paid'`.execute(ctx.tx);
}

export async function selectSimulatedPayment(ctx: Ctx, checkoutId: string): Promise<SimulatedPayment | undefined> {
  const row = await tables(ctx)
    .selectFrom("payments.simulated_payment")
    .select(["status", "amount_cents", "refund_answer"])
    .where("tenant_id", "=", ctx.tenant)
    .where("checkout_id", "=", checkoutId)
    .executeTakeFirst();
  return row === undefined
    ? undefined
    : {
        status: row.status as SimulatedPayment["status"],
        amountCents: row.amount_cents as Cents,
        refundAnswer: row.refund_answer as SimulatedPayment["refundAnswer"],
      };
}
