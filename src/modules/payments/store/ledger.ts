import { sql } from "kysely";
import { addDays, type Cents, instantInBerlin, type PlainDay } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Entry, EntryKind, Ledger, Movement } from "../model/ledger.ts";
import { type StoredAccount, selectAccountsById } from "./accounts.ts";
import { anyOf, tables } from "./tables.ts";

/** Columns of an entry beside its municipality, each with its type. */
const columnTypes = {
  entry_id: "uuid",
  account_id: "uuid",
  kind: "text",
  debit: "text",
  credit: "text",
  amount_cents: "bigint",
  line_key: "text",
  label_de: "text",
  label_en: "text",
  source: "text",
  booking_id: "uuid",
  checkout_id: "uuid",
  booked_on: "date",
  recorded_at: "timestamptz",
  recorded_by: "text",
  idempotency_key: "text",
} as const;
const entryColumns = Object.keys(columnTypes) as readonly (keyof typeof columnTypes)[];

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

const insertedColumns = sql.raw(["tenant_id", ...entryColumns].join());
const insertedValues = sql.raw(entryColumns.map((column) => `r.${column}`).join());
const recordTypes = sql.raw(
  `(${Object.entries(columnTypes)
    .map(([column, type]) => `${column} ${type}`)
    .join()})`,
);

/** Entries as one parameter: the statement stays the same however many there are. */
function recordsOf(entries: readonly Entry[]) {
  const rows = entries.map(
    (entry): Record<keyof typeof columnTypes, unknown> => ({
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
    }),
  );
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)`;
}

/** Writes entries whose key is not there yet. @returns ids of those written */
export async function insertEntries(ctx: Ctx, entries: readonly Entry[]): Promise<ReadonlySet<string>> {
  if (entries.length === 0) return new Set();
  const { rows: written } = await sql<{ entry_id: string }>`
    insert into payments.entry (${insertedColumns})
    select ${ctx.tenant as number}, ${insertedValues}
    from ${recordsOf(entries)} as r ${recordTypes}
    on conflict (tenant_id, idempotency_key) do nothing
    returning entry_id`.execute(ctx.tx);
  return new Set(written.map((row) => row.entry_id));
}

/**
 * Adds an account with its first charges: what nobody knows yet has no other entries, and nobody to wait for.
 * @returns false where an account with this key (or, once in 10¹¹, this reference) is there already
 */
export async function insertAccount(
  ctx: Ctx,
  account: StoredAccount,
  idempotencyKey: string,
  charges: readonly Entry[],
): Promise<boolean> {
  const { rows } = await sql`
    with account as (
      insert into payments.account (tenant_id, account_id, reference, purpose_de, purpose_en, payer_name, payer_key,
        code_mac, mailbox_id, case_id, opened_at, idempotency_key)
      values (${ctx.tenant as number}, ${account.accountId}, ${account.reference}, ${account.purpose.de},
        ${account.purpose.en}, ${account.payerName}, ${account.payerKey}, ${account.codeMac ?? null},
        ${account.mailboxId ?? null}, ${account.caseId ?? null}, ${account.openedAt}, ${idempotencyKey})
      on conflict do nothing
      returning account_id
    ), charges as (
      insert into payments.entry (${insertedColumns})
      select ${ctx.tenant as number}, ${insertedValues}
      from account, ${recordsOf(charges)} as r ${recordTypes}
    )
    select account_id from account`.execute(ctx.tx);
  return rows.length > 0;
}

const selectFromEntries = (ctx: Ctx) =>
  tables(ctx).selectFrom("payments.entry").select(entryColumns).where("tenant_id", "=", ctx.tenant);

/** In the order in which they were written. */
export async function selectEntries(ctx: Ctx, accountId: string): Promise<readonly Entry[]> {
  const rows = await selectFromEntries(ctx).where("account_id", "=", accountId).orderBy("entry_id").execute();
  return rows.map(entryOf);
}

/** Of every claim of a case, those of one after the other in the order in which they were written. */
export async function selectEntriesOfCase(ctx: Ctx, caseId: string): Promise<readonly Entry[]> {
  const rows = await selectFromEntries(ctx)
    .where("account_id", "in", (claims) =>
      claims
        .selectFrom("payments.account")
        .select("account_id")
        .where("tenant_id", "=", ctx.tenant)
        .where("case_id", "=", caseId),
    )
    .orderBy("entry_id")
    .execute();
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
  const accounts = await selectAccountsById(
    ctx,
    rows.map((row) => row.account_id),
  );
  return rows.map((row) => ({ ...entryOf(row), account: accounts.get(row.account_id ?? "") }));
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
