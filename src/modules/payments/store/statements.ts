import { sql } from "kysely";
import type { Cents, PlainDay } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Booking, Statement } from "../model/worklist.ts";
import { tables } from "./tables.ts";

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
