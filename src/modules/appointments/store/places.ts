import { sql } from "kysely";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Closure, Counter, Opening, Place, Service } from "../model/places.ts";
import { tables } from "./tables.ts";

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
