import { type Expression, sql } from "kysely";
import { dayInBerlin, type Language } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Appointment, AppointmentState, Hold } from "../model/appointment.ts";
import type { Busy } from "../model/slots.ts";
import { tables } from "./tables.ts";

/** Longest time that one row can take: 20 people of 480 minutes, which a day cannot hold anyway. */
const longestMs = 24 * 3_600_000;

/**
 * What is taken at these counters in a span: booked, or held and not run out. Compares instants rather than ranges,
 * because only comparisons that leak nothing can use an index below row-level security.
 */
export async function selectBusy(
  ctx: Ctx,
  counterIds: readonly string[],
  from: Date,
  before: Date,
  exceptHoldKey?: string,
): Promise<readonly Busy[]> {
  if (counterIds.length === 0) return [];
  let query = tables(ctx)
    .selectFrom("appointments.appointment")
    .select(["counter_id", "starts_at", "ends_at"])
    .where("tenant_id", "=", ctx.tenant)
    .where("counter_id", "=", (eb) => eb.fn.any(eb.val(counterIds) as Expression<readonly string[]>))
    .where("starts_at", ">=", new Date(from.getTime() - longestMs))
    .where("starts_at", "<", before)
    .where("ends_at", ">", from)
    .where("state", "<>", "cancelled")
    .where((eb) => eb.or([eb("hold_expires_at", "is", null), eb("hold_expires_at", ">", ctx.now)]));
  if (exceptHoldKey !== undefined) {
    query = query.where((eb) => eb.or([eb("hold_key", "is", null), eb("hold_key", "<>", exceptHoldKey)]));
  }
  const rows = await query.execute();
  return rows.map((row) => ({ counterId: row.counter_id, start: row.starts_at, end: row.ends_at }));
}

const columns = [
  "appointment_id",
  "counter_id",
  "service_key",
  "starts_at",
  "ends_at",
  "people",
  "state",
  "hold_key",
  "hold_expires_at",
  "name",
  "code_mac",
  "case_id",
  "mailbox_id",
  "language",
  "ticket",
  "booked_at",
  "revision",
] as const;

interface AppointmentRow {
  appointment_id: string;
  counter_id: string;
  service_key: string;
  starts_at: Date;
  ends_at: Date;
  people: number;
  state: string;
  hold_key: string | null;
  hold_expires_at: Date | null;
  name: string | null;
  code_mac: string | null;
  case_id: string | null;
  mailbox_id: string | null;
  language: string;
  ticket: string | null;
  booked_at: Date | null;
  revision: number;
}

function appointmentOf(row: AppointmentRow): Appointment {
  return {
    appointmentId: row.appointment_id,
    counterId: row.counter_id,
    serviceKey: row.service_key,
    start: row.starts_at,
    end: row.ends_at,
    people: row.people,
    state: row.state as AppointmentState,
    name: row.name ?? undefined,
    codeMac: row.code_mac ?? undefined,
    caseId: row.case_id ?? undefined,
    mailboxId: row.mailbox_id ?? undefined,
    language: row.language as Language,
    ticket: row.ticket ?? undefined,
    bookedAt: row.booked_at ?? undefined,
    revision: row.revision,
  };
}

function holdOf(row: AppointmentRow): Hold {
  return {
    holdKey: row.hold_key ?? "",
    appointmentId: row.appointment_id,
    counterId: row.counter_id,
    serviceKey: row.service_key,
    start: row.starts_at,
    end: row.ends_at,
    people: row.people,
    codeMac: row.code_mac ?? undefined,
    until: row.hold_expires_at as Date,
  };
}

/**
 * Takes a time at a counter where nobody has it: holds there that have run out go first. Where somebody takes the same
 * time at this moment, waits for how that ends.
 * @returns false where it is taken
 */
export async function insertHold(ctx: Ctx, hold: Hold, language: Language): Promise<boolean> {
  await tables(ctx)
    .deleteFrom("appointments.appointment")
    .where("tenant_id", "=", ctx.tenant)
    .where("counter_id", "=", hold.counterId)
    .where("state", "=", "held")
    .where("hold_expires_at", "<=", ctx.now)
    .where("starts_at", "<", hold.end)
    .where("ends_at", ">", hold.start)
    .execute();
  const row = await tables(ctx)
    .insertInto("appointments.appointment")
    .values({
      tenant_id: ctx.tenant,
      appointment_id: hold.appointmentId,
      counter_id: hold.counterId,
      service_key: hold.serviceKey,
      starts_at: hold.start,
      ends_at: hold.end,
      people: hold.people,
      state: "held",
      hold_key: hold.holdKey,
      hold_expires_at: hold.until,
      code_mac: hold.codeMac ?? null,
      language,
    })
    // No column is named, so that the exclusion constraint decides as well: the loser gets no row, and no error.
    .onConflict((conflict) => conflict.doNothing())
    .returning("appointment_id")
    .executeTakeFirst();
  return row !== undefined;
}

/** The row with this hold key, held or booked already; locked. */
export async function selectByHoldKeyForUpdate(
  ctx: Ctx,
  holdKey: string,
): Promise<{ readonly hold: Hold | undefined; readonly appointment: Appointment } | undefined> {
  const row = await tables(ctx)
    .selectFrom("appointments.appointment")
    .select(columns)
    .where("tenant_id", "=", ctx.tenant)
    .where("hold_key", "=", holdKey)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined
    ? undefined
    : { appointment: appointmentOf(row), hold: row.state === "held" ? holdOf(row) : undefined };
}

/** A hold that has not run out. */
export async function selectHold(ctx: Ctx, holdKey: string): Promise<Hold | undefined> {
  const row = await tables(ctx)
    .selectFrom("appointments.appointment")
    .select(columns)
    .where("tenant_id", "=", ctx.tenant)
    .where("hold_key", "=", holdKey)
    .where("state", "=", "held")
    .where("hold_expires_at", ">", ctx.now)
    .executeTakeFirst();
  return row === undefined ? undefined : holdOf(row);
}

/** Holds of these codes, run out or not. */
export async function selectHoldsOfCodes(ctx: Ctx, codeMacs: readonly string[]): Promise<readonly Hold[]> {
  if (codeMacs.length === 0) return [];
  const rows = await tables(ctx)
    .selectFrom("appointments.appointment")
    .select(columns)
    .where("tenant_id", "=", ctx.tenant)
    .where("code_mac", "in", [...codeMacs])
    .where("state", "=", "held")
    .execute();
  return rows.map(holdOf);
}

export async function deleteHold(ctx: Ctx, holdKey: string): Promise<void> {
  await tables(ctx)
    .deleteFrom("appointments.appointment")
    .where("tenant_id", "=", ctx.tenant)
    .where("hold_key", "=", holdKey)
    .where("state", "=", "held")
    .execute();
}

/** @returns how many holds had run out */
export async function deleteExpiredHolds(ctx: Ctx): Promise<number> {
  const rows = await tables(ctx)
    .deleteFrom("appointments.appointment")
    .where("tenant_id", "=", ctx.tenant)
    .where("state", "=", "held")
    .where("hold_expires_at", "<=", ctx.now)
    .returning("appointment_id")
    .execute();
  return rows.length;
}

/** What a hold becomes. */
export interface Booking {
  readonly name: string;
  readonly codeMac: string;
  readonly caseId: string | undefined;
  readonly mailboxId: string | undefined;
  readonly language: Language;
  readonly ticket: string;
}

export async function updateHoldToBooked(ctx: Ctx, appointmentId: string, booking: Booking): Promise<void> {
  await tables(ctx)
    .updateTable("appointments.appointment")
    .set({
      state: "booked",
      hold_expires_at: null,
      name: booking.name,
      code_mac: booking.codeMac,
      case_id: booking.caseId ?? null,
      mailbox_id: booking.mailboxId ?? null,
      language: booking.language,
      ticket: booking.ticket,
      booked_at: ctx.now,
    })
    .where("tenant_id", "=", ctx.tenant)
    .where("appointment_id", "=", appointmentId)
    .execute();
}

/** Not one that is only held. */
export async function selectAppointment(
  ctx: Ctx,
  appointmentId: string,
  options: { readonly lock?: boolean } = {},
): Promise<Appointment | undefined> {
  const query = tables(ctx)
    .selectFrom("appointments.appointment")
    .select(columns)
    .where("tenant_id", "=", ctx.tenant)
    .where("appointment_id", "=", appointmentId)
    .where("state", "<>", "held");
  const row = await (options.lock === true ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? undefined : appointmentOf(row);
}

/** The latest of a case, a mailbox or a code that is neither held nor cancelled; of a code also a cancelled one. */
export async function selectAppointmentsOf(
  ctx: Ctx,
  of: { readonly caseId: string } | { readonly mailboxId: string } | { readonly codeMac: string },
): Promise<readonly Appointment[]> {
  const base = tables(ctx).selectFrom("appointments.appointment").select(columns).where("tenant_id", "=", ctx.tenant);
  const query =
    "caseId" in of
      ? base.where("case_id", "=", of.caseId)
      : "mailboxId" in of
        ? base.where("mailbox_id", "=", of.mailboxId)
        : base.where("code_mac", "=", of.codeMac);
  const rows = await query.where("state", "<>", "held").orderBy("starts_at", "desc").limit(50).execute();
  return rows.map(appointmentOf);
}

/** At these counters, begun in a span, with the cancelled ones left out and the held ones in; by time. */
export async function selectAppointmentsBetween(
  ctx: Ctx,
  counterIds: readonly string[],
  from: Date,
  before: Date,
): Promise<readonly Appointment[]> {
  if (counterIds.length === 0) return [];
  const rows = await tables(ctx)
    .selectFrom("appointments.appointment")
    .select(columns)
    .where("tenant_id", "=", ctx.tenant)
    .where("counter_id", "=", (eb) => eb.fn.any(eb.val(counterIds) as Expression<readonly string[]>))
    .where("starts_at", ">=", from)
    .where("starts_at", "<", before)
    .where("state", "<>", "cancelled")
    .where((eb) => eb.or([eb("hold_expires_at", "is", null), eb("hold_expires_at", ">", ctx.now)]))
    .orderBy("starts_at")
    .execute();
  return rows.map(appointmentOf);
}

export async function updateAppointmentState(ctx: Ctx, appointmentId: string, state: AppointmentState): Promise<void> {
  await tables(ctx)
    .updateTable("appointments.appointment")
    .set((eb) => ({
      state,
      // What is cancelled frees its key as well: the same form may choose another time.
      ...(state === "cancelled" ? { hold_key: null, revision: eb("revision", "+", 1) } : {}),
    }))
    .where("tenant_id", "=", ctx.tenant)
    .where("appointment_id", "=", appointmentId)
    .execute();
}

/**
 * Moves an appointment to another time and counter.
 * @returns false where the time is taken there; nothing has changed then
 */
export async function moveAppointment(
  ctx: Ctx,
  appointmentId: string,
  to: { readonly counterId: string; readonly start: Date; readonly end: Date; readonly ticket: string },
): Promise<boolean> {
  await tables(ctx)
    .deleteFrom("appointments.appointment")
    .where("tenant_id", "=", ctx.tenant)
    .where("counter_id", "=", to.counterId)
    .where("state", "=", "held")
    .where("hold_expires_at", "<=", ctx.now)
    .where("starts_at", "<", to.end)
    .where("ends_at", ">", to.start)
    .execute();
  await sql`savepoint moving`.execute(ctx.tx);
  try {
    await tables(ctx)
      .updateTable("appointments.appointment")
      .set((eb) => ({
        counter_id: to.counterId,
        starts_at: to.start,
        ends_at: to.end,
        ticket: to.ticket,
        revision: eb("revision", "+", 1),
      }))
      .where("tenant_id", "=", ctx.tenant)
      .where("appointment_id", "=", appointmentId)
      .execute();
  } catch (error) {
    // exclusion_violation: somebody was faster. The page wants to offer other times, so the transaction must live on.
    if ((error as { code?: string }).code !== "23P01") throw error;
    await sql`rollback to savepoint moving`.execute(ctx.tx);
    return false;
  }
  await sql`release savepoint moving`.execute(ctx.tx);
  return true;
}

/** Booked under a name that fits one of the patterns, the latest first. Names are forgotten soon: these are few. */
export async function selectAppointmentsByName(ctx: Ctx, patterns: readonly string[]): Promise<readonly Appointment[]> {
  const rows = await tables(ctx)
    .selectFrom("appointments.appointment")
    .select(columns)
    .where("tenant_id", "=", ctx.tenant)
    .where("name", "is not", null)
    .where(sql<boolean>`lower(name) like any(${[...patterns]}::text[])`)
    .orderBy("starts_at", "desc")
    .limit(1000)
    .execute();
  return rows.map(appointmentOf);
}

/** Takes the name and the code off an appointment, the place in its time stays for the statistics. */
export async function forgetPersonOf(ctx: Ctx, appointmentId: string): Promise<void> {
  await tables(ctx)
    .updateTable("appointments.appointment")
    .set({ name: null, code_mac: null, mailbox_id: null, hold_key: null })
    .where("tenant_id", "=", ctx.tenant)
    .where("appointment_id", "=", appointmentId)
    .execute();
}

/** Names and codes of appointments that ended before an instant go; the times stay for the statistics. */
export async function forgetPeopleBefore(ctx: Ctx, before: Date): Promise<number> {
  const gone = { name: null, code_mac: null, mailbox_id: null };
  const rows = await tables(ctx)
    .updateTable("appointments.appointment")
    .set({ ...gone, hold_key: null })
    .where("tenant_id", "=", ctx.tenant)
    .where("ends_at", "<", before)
    .where("name", "is not", null)
    .returning("appointment_id")
    .execute();
  const waiting = await tables(ctx)
    .updateTable("appointments.waiting")
    .set(gone)
    .where("tenant_id", "=", ctx.tenant)
    .where("name", "is not", null)
    .where((eb) => eb.or([eb("state", "in", ["booked", "left"]), eb("last_day", "<", dayInBerlin(before))]))
    .where("joined_at", "<", before)
    .returning("waiting_id")
    .execute();
  return rows.length + waiting.length;
}
