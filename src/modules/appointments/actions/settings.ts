import { Invalid, NotFound, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { requireDuty } from "../../accounts/index.ts";
import type { Appointment } from "../model/appointment.ts";
import type { Closure, Counter, Opening, Place, Service } from "../model/places.ts";
import {
  deleteClosure,
  insertClosure,
  replaceOpenings,
  selectAppointmentsBetween,
  selectCounters,
  selectPlaces,
  upsertCounter,
  upsertPlace,
  upsertService,
} from "../store/index.ts";
import { requireSettings } from "./duty.ts";

/** Adds a place or changes the one with this key. @returns its id @throws Forbidden `accounts.duty-missing` */
export async function savePlace(ctx: Ctx, place: Omit<Place, "placeId">): Promise<string> {
  requireSettings(ctx);
  if (!/^[a-z0-9-]{2,40}$/.test(place.key)) throw new Invalid("appointments.bad-key");
  return upsertPlace(ctx, { ...place, placeId: newId() });
}

/**
 * Adds a counter, or changes the one at this position of the place. A service it no longer does stays with it for the
 * appointments that are booked.
 * @returns its id
 * @throws Forbidden `accounts.duty-missing`
 */
export async function saveCounter(ctx: Ctx, counter: Omit<Counter, "counterId">): Promise<string> {
  requireSettings(ctx);
  return upsertCounter(ctx, { ...counter, counterId: newId() });
}

/** Adds or changes a service. @throws Forbidden `accounts.duty-missing` @throws Invalid `appointments.bad-service` */
export async function saveService(ctx: Ctx, service: Service): Promise<void> {
  requireSettings(ctx);
  const within = (value: number, least: number, most: number) =>
    Number.isInteger(value) && value >= least && value <= most;
  const good =
    /^[a-z0-9-]{2,60}$/.test(service.key) &&
    service.name.de.trim() !== "" &&
    service.name.en.trim() !== "" &&
    within(service.minutes, 1, 480) &&
    within(service.minutesPerFurther, 0, 480) &&
    within(service.mostPeople, 1, 20) &&
    within(service.leadMinutes, 0, 10_080) &&
    within(service.horizonDays, 1, 400);
  if (!good) throw new Invalid("appointments.bad-service");
  await upsertService(ctx, service);
}

/**
 * Sets the opening hours of a place; what is booked outside of them stays booked.
 * @throws Forbidden `accounts.duty-missing`
 * @throws Invalid `appointments.bad-opening`: the end before the beginning, or two that overlap
 */
export async function setOpenings(
  ctx: Ctx,
  placeId: string,
  openings: readonly Omit<Opening, "placeId">[],
): Promise<void> {
  requireSettings(ctx);
  const sorted = [...openings].sort((one, other) => one.weekday - other.weekday || one.fromMinute - other.fromMinute);
  const bad = sorted.some((one, index) => {
    const before = sorted[index - 1];
    const overlaps = before !== undefined && before.weekday === one.weekday && before.toMinute > one.fromMinute;
    return one.fromMinute < 0 || one.toMinute > 1440 || one.fromMinute >= one.toMinute || overlaps;
  });
  if (bad) throw new Invalid("appointments.bad-opening");
  await replaceOpenings(
    ctx,
    placeId,
    sorted.map((opening) => ({ ...opening, placeId })),
  );
}

/**
 * Closes a place, or one counter of it because somebody is absent.
 * @returns the appointments that lie in that time: they stay booked until somebody moves or cancels them
 * @throws Forbidden `accounts.duty-missing`
 * @throws Invalid `appointments.bad-closure`
 * @throws NotFound `appointments.no-such-place`, `appointments.no-such-counter`
 */
export async function addClosure(ctx: Ctx, input: Omit<Closure, "closureId">): Promise<readonly Appointment[]> {
  requireDuty(ctx.actor, ["casework", "administration"]);
  if (input.start >= input.end) throw new Invalid("appointments.bad-closure");
  if (!(await selectPlaces(ctx)).some(({ placeId }) => placeId === input.placeId)) {
    throw new NotFound("appointments.no-such-place");
  }
  const counters = (await selectCounters(ctx)).filter(({ placeId }) => placeId === input.placeId);
  if (input.counterId !== undefined && !counters.some(({ counterId }) => counterId === input.counterId)) {
    throw new NotFound("appointments.no-such-counter");
  }
  await insertClosure(ctx, { ...input, reason: input.reason.trim().slice(0, 200), closureId: newId() });
  return listAffected(ctx, input);
}

/**
 * Booked appointments that lie in a closure: somebody has to move or cancel them.
 * @throws Forbidden `accounts.duty-missing`
 */
export async function listAffected(
  ctx: Ctx,
  closure: Pick<Closure, "placeId" | "counterId" | "start" | "end">,
): Promise<readonly Appointment[]> {
  requireDuty(ctx.actor, ["casework", "administration"]);
  const counters = (await selectCounters(ctx)).filter(({ placeId }) => placeId === closure.placeId);
  const found = await selectAppointmentsBetween(
    ctx,
    counters
      .map(({ counterId }) => counterId)
      .filter((counterId) => closure.counterId === undefined || counterId === closure.counterId),
    new Date(closure.start.getTime() - 86_400_000),
    closure.end,
  );
  return found.filter(({ start, end, state }) => end > closure.start && start >= ctx.now && state === "booked");
}

/** Opens again. @throws Forbidden `accounts.duty-missing` @throws NotFound `appointments.no-such-closure` */
export async function removeClosure(ctx: Ctx, closureId: string): Promise<void> {
  requireDuty(ctx.actor, ["casework", "administration"]);
  if (!(await deleteClosure(ctx, closureId))) throw new NotFound("appointments.no-such-closure");
}
