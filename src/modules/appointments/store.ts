import { type Expression, sql } from "kysely";
import { dayInBerlin, type Language, type PlainDay } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import type { Appointment, AppointmentState, Hold } from "./model/appointment.ts";
import type { Closure, Counter, Opening, Place, Service } from "./model/places.ts";
import type { Visit } from "./model/queue.ts";
import type { Busy } from "./model/slots.ts";
import type { WaitingEntry } from "./model/waiting.ts";
import type { AppointmentsTables } from "./tables.ts";

const tables = (ctx: Ctx) => ctx.tx.withTables<AppointmentsTables>();

// — Places, counters, services ——————————————————————————————————————————————

/** By name. */
export async function selectPlaces(ctx: Ctx): Promise<readonly Place[]> {
  const rows = await tables(ctx)
    .selectFrom("appointments.place")
    .select(["place_id", "key", "name_de", "name_en", "address"])
    .where("tenant_id", "=", ctx.tenant)
    .orderBy("name_de")
    .execute();
  return rows.map((row) => ({
    placeId: row.place_id,
    key: row.key,
    name: { de: row.name_de, en: row.name_en },
    address: row.address,
  }));
}

/** Adds a place, or changes it where its key is there already. @returns its id */
export async function upsertPlace(ctx: Ctx, place: Place): Promise<string> {
  const facts = { name_de: place.name.de, name_en: place.name.en, address: place.address };
  const row = await tables(ctx)
    .insertInto("appointments.place")
    .values({ tenant_id: ctx.tenant, place_id: place.placeId, key: place.key, ...facts })
    .onConflict((conflict) => conflict.columns(["tenant_id", "key"]).doUpdateSet(facts))
    .returning("place_id")
    .executeTakeFirstOrThrow();
  return row.place_id;
}

/** By place and position, each with its services. */
export async function selectCounters(ctx: Ctx): Promise<readonly Counter[]> {
  const rows = await tables(ctx)
    .selectFrom("appointments.counter as c")
    .leftJoin("appointments.counter_service as s", (join) =>
      join.onRef("s.tenant_id", "=", "c.tenant_id").onRef("s.counter_id", "=", "c.counter_id"),
    )
    .select(["c.counter_id", "c.place_id", "c.name_de", "c.name_en", "c.position"])
    .select(
      sql<string[]>`coalesce(array_agg(s.service_key) filter (where s.service_key is not null), '{}')`.as("services"),
    )
    .where("c.tenant_id", "=", ctx.tenant)
    .groupBy(["c.counter_id", "c.place_id", "c.name_de", "c.name_en", "c.position"])
    .orderBy("c.place_id")
    .orderBy("c.position")
    .execute();
  return rows.map((row) => ({
    counterId: row.counter_id,
    placeId: row.place_id,
    name: { de: row.name_de, en: row.name_en },
    position: row.position,
    services: row.services,
  }));
}

/** Adds a counter, or changes the one at its position, and sets which services it does. @returns its id */
export async function upsertCounter(ctx: Ctx, counter: Counter): Promise<string> {
  const names = { name_de: counter.name.de, name_en: counter.name.en };
  const { counter_id } = await tables(ctx)
    .insertInto("appointments.counter")
    .values({
      tenant_id: ctx.tenant,
      counter_id: counter.counterId,
      place_id: counter.placeId,
      position: counter.position,
      ...names,
    })
    .onConflict((conflict) => conflict.columns(["tenant_id", "place_id", "position"]).doUpdateSet(names))
    .returning("counter_id")
    .executeTakeFirstOrThrow();
  await tables(ctx)
    .deleteFrom("appointments.counter_service")
    .where("tenant_id", "=", ctx.tenant)
    .where("counter_id", "=", counter_id)
    .execute();
  if (counter.services.length > 0) {
    await tables(ctx)
      .insertInto("appointments.counter_service")
      .values(counter.services.map((service_key) => ({ tenant_id: ctx.tenant, counter_id, service_key })))
      .execute();
  }
  return counter_id;
}

/** In their order, those that are switched off too. */
export async function selectServices(ctx: Ctx): Promise<readonly Service[]> {
  const rows = await tables(ctx)
    .selectFrom("appointments.service")
    .select([
      "service_key",
      "name_de",
      "name_en",
      "minutes",
      "minutes_per_further",
      "most_people",
      "lead_minutes",
      "horizon_days",
      "position",
      "active",
    ])
    .where("tenant_id", "=", ctx.tenant)
    .orderBy("position")
    .orderBy("service_key")
    .execute();
  return rows.map((row) => ({
    key: row.service_key,
    name: { de: row.name_de, en: row.name_en },
    minutes: row.minutes,
    minutesPerFurther: row.minutes_per_further,
    mostPeople: row.most_people,
    leadMinutes: row.lead_minutes,
    horizonDays: row.horizon_days,
    position: row.position,
    active: row.active,
  }));
}

/** Adds a service, or changes it. */
export async function upsertService(ctx: Ctx, service: Service): Promise<void> {
  const facts = {
    name_de: service.name.de,
    name_en: service.name.en,
    minutes: service.minutes,
    minutes_per_further: service.minutesPerFurther,
    most_people: service.mostPeople,
    lead_minutes: service.leadMinutes,
    horizon_days: service.horizonDays,
    position: service.position,
    active: service.active,
  };
  await tables(ctx)
    .insertInto("appointments.service")
    .values({ tenant_id: ctx.tenant, service_key: service.key, ...facts })
    .onConflict((conflict) => conflict.columns(["tenant_id", "service_key"]).doUpdateSet(facts))
    .execute();
}

/** By place, day and time. */
export async function selectOpenings(ctx: Ctx): Promise<readonly Opening[]> {
  const rows = await tables(ctx)
    .selectFrom("appointments.opening")
    .select(["place_id", "weekday", "from_minute", "to_minute"])
    .where("tenant_id", "=", ctx.tenant)
    .orderBy("place_id")
    .orderBy("weekday")
    .orderBy("from_minute")
    .execute();
  return rows.map((row) => ({
    placeId: row.place_id,
    weekday: row.weekday,
    fromMinute: row.from_minute,
    toMinute: row.to_minute,
  }));
}

/** The opening hours of a place from now on: replaces all there were. */
export async function replaceOpenings(ctx: Ctx, placeId: string, openings: readonly Opening[]): Promise<void> {
  await tables(ctx)
    .deleteFrom("appointments.opening")
    .where("tenant_id", "=", ctx.tenant)
    .where("place_id", "=", placeId)
    .execute();
  if (openings.length === 0) return;
  await tables(ctx)
    .insertInto("appointments.opening")
    .values(
      openings.map((opening) => ({
        tenant_id: ctx.tenant,
        place_id: placeId,
        weekday: opening.weekday,
        from_minute: opening.fromMinute,
        to_minute: opening.toMinute,
      })),
    )
    .execute();
}

/** Those that meet a span, by their beginning. */
export async function selectClosures(ctx: Ctx, from: Date, before?: Date): Promise<readonly Closure[]> {
  let query = tables(ctx)
    .selectFrom("appointments.closure")
    .select(["closure_id", "place_id", "counter_id", "starts_at", "ends_at", "reason"])
    .where("tenant_id", "=", ctx.tenant)
    .where("ends_at", ">", from);
  if (before !== undefined) query = query.where("starts_at", "<", before);
  const rows = await query.orderBy("starts_at").execute();
  return rows.map((row) => ({
    closureId: row.closure_id,
    placeId: row.place_id,
    counterId: row.counter_id ?? undefined,
    start: row.starts_at,
    end: row.ends_at,
    reason: row.reason,
  }));
}

export async function insertClosure(ctx: Ctx, closure: Closure): Promise<void> {
  await tables(ctx)
    .insertInto("appointments.closure")
    .values({
      tenant_id: ctx.tenant,
      closure_id: closure.closureId,
      place_id: closure.placeId,
      counter_id: closure.counterId ?? null,
      starts_at: closure.start,
      ends_at: closure.end,
      reason: closure.reason,
    })
    .execute();
}

/** @returns whether there was one */
export async function deleteClosure(ctx: Ctx, closureId: string): Promise<boolean> {
  const row = await tables(ctx)
    .deleteFrom("appointments.closure")
    .where("tenant_id", "=", ctx.tenant)
    .where("closure_id", "=", closureId)
    .returning("closure_id")
    .executeTakeFirst();
  return row !== undefined;
}

// — Appointments ————————————————————————————————————————————————————————————

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

/** Booked under a name, or waiting for a time under it; at most 200, the latest first. */
export async function selectAppointmentsByName(ctx: Ctx, name: string): Promise<readonly Appointment[]> {
  const rows = await tables(ctx)
    .selectFrom("appointments.appointment")
    .select(columns)
    .where("tenant_id", "=", ctx.tenant)
    .where(sql<boolean>`lower(name) = lower(${name})`)
    .orderBy("starts_at", "desc")
    .limit(200)
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

// — The queue ———————————————————————————————————————————————————————————————

/** The next number of a place on a day; two at once get two. */
export async function takeTicketNumber(ctx: Ctx, placeId: string, day: PlainDay): Promise<number> {
  const row = await tables(ctx)
    .insertInto("appointments.ticket_number")
    .values({ tenant_id: ctx.tenant, place_id: placeId, day, last_number: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(["tenant_id", "place_id", "day"])
        .doUpdateSet((eb) => ({ last_number: eb("appointments.ticket_number.last_number", "+", 1) })),
    )
    .returning("last_number")
    .executeTakeFirstOrThrow();
  return row.last_number;
}

const visitColumns = [
  "visit_id",
  "place_id",
  "service_key",
  "appointment_id",
  "ticket",
  "people",
  "state",
  "counter_id",
  "arrived_at",
  "due_at",
  "called_at",
  "ended_at",
] as const;

function visitOf(row: {
  visit_id: string;
  place_id: string;
  service_key: string;
  appointment_id: string | null;
  ticket: string;
  people: number;
  state: string;
  counter_id: string | null;
  arrived_at: Date;
  due_at: Date;
  called_at: Date | null;
  ended_at: Date | null;
}): Visit {
  return {
    visitId: row.visit_id,
    placeId: row.place_id,
    serviceKey: row.service_key,
    appointmentId: row.appointment_id ?? undefined,
    ticket: row.ticket,
    people: row.people,
    state: row.state as Visit["state"],
    counterId: row.counter_id ?? undefined,
    arrivedAt: row.arrived_at,
    dueAt: row.due_at,
    calledAt: row.called_at ?? undefined,
    endedAt: row.ended_at ?? undefined,
  };
}

/** @returns false where the appointment has a visit already */
export async function insertVisit(ctx: Ctx, visit: Visit, day: PlainDay): Promise<boolean> {
  const row = await tables(ctx)
    .insertInto("appointments.visit")
    .values({
      tenant_id: ctx.tenant,
      visit_id: visit.visitId,
      place_id: visit.placeId,
      service_key: visit.serviceKey,
      appointment_id: visit.appointmentId ?? null,
      ticket: visit.ticket,
      people: visit.people,
      state: visit.state,
      counter_id: visit.counterId ?? null,
      day,
      arrived_at: visit.arrivedAt,
      due_at: visit.dueAt,
      called_at: visit.calledAt ?? null,
      ended_at: visit.endedAt ?? null,
    })
    .onConflict((conflict) => conflict.columns(["tenant_id", "appointment_id"]).doNothing())
    .returning("visit_id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Of a place on a day, by arrival. */
export async function selectVisits(ctx: Ctx, placeId: string, day: PlainDay): Promise<readonly Visit[]> {
  const rows = await tables(ctx)
    .selectFrom("appointments.visit")
    .select(visitColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("place_id", "=", placeId)
    .where("day", "=", day)
    .orderBy("arrived_at")
    .execute();
  return rows.map(visitOf);
}

/** Who waits at a place for one of these services; locked, but for those that another counter is calling just now. */
export async function selectWaitingVisitsForUpdate(
  ctx: Ctx,
  placeId: string,
  day: PlainDay,
  serviceKeys: readonly string[],
): Promise<readonly Visit[]> {
  if (serviceKeys.length === 0) return [];
  const rows = await tables(ctx)
    .selectFrom("appointments.visit")
    .select(visitColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("place_id", "=", placeId)
    .where("day", "=", day)
    .where("state", "=", "waiting")
    .where("service_key", "in", [...serviceKeys])
    .orderBy("arrived_at")
    .forUpdate()
    .skipLocked()
    .execute();
  return rows.map(visitOf);
}

export async function selectVisitForUpdate(ctx: Ctx, visitId: string): Promise<Visit | undefined> {
  const row = await tables(ctx)
    .selectFrom("appointments.visit")
    .select(visitColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("visit_id", "=", visitId)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : visitOf(row);
}

export async function updateVisitCalled(ctx: Ctx, visitId: string, counterId: string): Promise<void> {
  await tables(ctx)
    .updateTable("appointments.visit")
    .set({ state: "called", counter_id: counterId, called_at: ctx.now })
    .where("tenant_id", "=", ctx.tenant)
    .where("visit_id", "=", visitId)
    .execute();
}

export async function updateVisitEnded(ctx: Ctx, visitId: string, state: "finished" | "left"): Promise<void> {
  await tables(ctx)
    .updateTable("appointments.visit")
    .set({ state, ended_at: ctx.now })
    .where("tenant_id", "=", ctx.tenant)
    .where("visit_id", "=", visitId)
    .execute();
}

/** Visits of these days that were called, whatever the place. */
export async function selectCalledVisits(
  ctx: Ctx,
  firstDay: PlainDay,
  lastDay: PlainDay,
): Promise<readonly (Visit & { readonly calledAt: Date; readonly day: PlainDay })[]> {
  const rows = await tables(ctx)
    .selectFrom("appointments.visit")
    .select([...visitColumns, "day"])
    .where("tenant_id", "=", ctx.tenant)
    .where("day", ">=", firstDay)
    .where("day", "<=", lastDay)
    .where("called_at", "is not", null)
    .execute();
  return rows.map((row) => ({ ...visitOf(row), calledAt: row.called_at as Date, day: row.day }));
}

// — The waiting list ————————————————————————————————————————————————————————

const waitingColumns = [
  "waiting_id",
  "service_key",
  "people",
  "first_day",
  "last_day",
  "name",
  "code_mac",
  "case_id",
  "mailbox_id",
  "language",
  "state",
  "joined_at",
  "passed",
  "offered_start",
  "offered_counter",
  "offered_until",
] as const;

function waitingOf(row: {
  waiting_id: string;
  service_key: string;
  people: number;
  first_day: PlainDay;
  last_day: PlainDay;
  name: string | null;
  code_mac: string | null;
  case_id: string | null;
  mailbox_id: string | null;
  language: string;
  state: string;
  joined_at: Date;
  passed: number;
  offered_start: Date | null;
  offered_counter: string | null;
  offered_until: Date | null;
}): WaitingEntry {
  return {
    waitingId: row.waiting_id,
    serviceKey: row.service_key,
    people: row.people,
    firstDay: row.first_day,
    lastDay: row.last_day,
    name: row.name ?? undefined,
    codeMac: row.code_mac ?? undefined,
    caseId: row.case_id ?? undefined,
    mailboxId: row.mailbox_id ?? undefined,
    language: row.language as Language,
    state: row.state as WaitingEntry["state"],
    joinedAt: row.joined_at,
    passed: row.passed,
    offer:
      row.offered_start === null || row.offered_counter === null
        ? undefined
        : { start: row.offered_start, counterId: row.offered_counter, until: row.offered_until ?? undefined },
  };
}

export async function insertWaiting(ctx: Ctx, entry: WaitingEntry): Promise<void> {
  await tables(ctx)
    .insertInto("appointments.waiting")
    .values({
      tenant_id: ctx.tenant,
      waiting_id: entry.waitingId,
      service_key: entry.serviceKey,
      people: entry.people,
      first_day: entry.firstDay,
      last_day: entry.lastDay,
      name: entry.name ?? null,
      code_mac: entry.codeMac ?? null,
      case_id: entry.caseId ?? null,
      mailbox_id: entry.mailboxId ?? null,
      language: entry.language,
      state: entry.state,
      joined_at: entry.joinedAt,
    })
    .execute();
}

export async function selectWaiting(
  ctx: Ctx,
  waitingId: string,
  options: { readonly lock?: boolean } = {},
): Promise<WaitingEntry | undefined> {
  const query = tables(ctx)
    .selectFrom("appointments.waiting")
    .select(waitingColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("waiting_id", "=", waitingId);
  const row = await (options.lock === true ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? undefined : waitingOf(row);
}

export async function selectWaitingByCode(ctx: Ctx, codeMac: string): Promise<WaitingEntry | undefined> {
  const row = await tables(ctx)
    .selectFrom("appointments.waiting")
    .select(waitingColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("code_mac", "=", codeMac)
    .orderBy("joined_at", "desc")
    .executeTakeFirst();
  return row === undefined ? undefined : waitingOf(row);
}

/** Who waits for one of these services, locked in the order in which they joined. */
export async function selectWaitingLineForUpdate(
  ctx: Ctx,
  serviceKeys: readonly string[],
): Promise<readonly WaitingEntry[]> {
  if (serviceKeys.length === 0) return [];
  const rows = await tables(ctx)
    .selectFrom("appointments.waiting")
    .select(waitingColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("state", "=", "waiting")
    .where("service_key", "in", [...serviceKeys])
    .orderBy("joined_at")
    .forUpdate()
    .execute();
  return rows.map(waitingOf);
}

/** How many wait or have an offer, by service. */
export async function countWaiting(ctx: Ctx): Promise<ReadonlyMap<string, number>> {
  const rows = await tables(ctx)
    .selectFrom("appointments.waiting")
    .select(["service_key"])
    .select((eb) => eb.fn.countAll<number>().as("waiting"))
    .where("tenant_id", "=", ctx.tenant)
    .where("state", "in", ["waiting", "offered"])
    .groupBy("service_key")
    .execute();
  return new Map(rows.map((row) => [row.service_key, Number(row.waiting)]));
}

/** Changes where an entry stands; what was offered last stays known. */
export async function updateWaiting(
  ctx: Ctx,
  waitingId: string,
  change:
    | { readonly state: "offered"; readonly start: Date; readonly counterId: string; readonly until: Date }
    | { readonly state: "waiting"; readonly passed: number }
    | { readonly state: "booked" | "left" },
): Promise<void> {
  await tables(ctx)
    .updateTable("appointments.waiting")
    .set(
      change.state === "offered"
        ? {
            state: change.state,
            offered_start: change.start,
            offered_counter: change.counterId,
            offered_until: change.until,
          }
        : {
            state: change.state,
            offered_until: null,
            ...(change.state === "waiting" ? { passed: change.passed } : {}),
          },
    )
    .where("tenant_id", "=", ctx.tenant)
    .where("waiting_id", "=", waitingId)
    .execute();
}
