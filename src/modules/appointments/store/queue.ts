import type { PlainDay } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Visit } from "../model/queue.ts";
import { tables } from "./tables.ts";

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
