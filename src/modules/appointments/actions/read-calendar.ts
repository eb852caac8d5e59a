import { addDays, dayInBerlin, instantInBerlin, NotFound, type PlainDay } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { findHoliday } from "../../tenants/index.ts";
import type { Service } from "../model/places.ts";
import { type Calendar, freeSlots, type Slot } from "../model/slots.ts";
import { selectBusy, selectClosures, selectCounters, selectOpenings, selectServices } from "../store/index.ts";

/** When counters serve in a span of time. */
export async function readCalendar(ctx: Ctx, from: Date, before: Date): Promise<Calendar> {
  return {
    counters: await selectCounters(ctx),
    openings: await selectOpenings(ctx),
    closures: await selectClosures(ctx, from, before),
    isHoliday: (day) => findHoliday(day) !== undefined,
  };
}

/** A service that can be booked. @throws NotFound `appointments.no-such-service` */
export async function getService(ctx: Ctx, serviceKey: string): Promise<Service> {
  const service = (await selectServices(ctx)).find(({ key, active }) => key === serviceKey && active);
  if (service === undefined) throw new NotFound("appointments.no-such-service");
  return service;
}

/** What is looked for. */
export interface SlotSearch {
  readonly serviceKey: string;
  /** First day. */
  readonly from: PlainDay;
  /** 1 to 92. */
  readonly days: number;
  /** 1 or more; more than the service takes at once gives no slots. */
  readonly people: number;
}

async function slotsOf(
  ctx: Ctx,
  service: Service,
  search: SlotSearch,
  exceptHoldKey: string | undefined,
): Promise<readonly Slot[]> {
  if (search.people < 1 || search.people > service.mostPeople) return [];
  const days = Math.min(92, Math.max(1, search.days));
  const start = instantInBerlin(search.from);
  const before = instantInBerlin(addDays(search.from, days));
  const calendar = await readCalendar(ctx, start, before);
  const counterIds = calendar.counters
    .filter(({ services }) => services.includes(service.key))
    .map(({ counterId }) => counterId);
  const busy = await selectBusy(ctx, counterIds, start, before, exceptHoldKey);
  return freeSlots(calendar, { service, people: search.people, from: search.from, days, busy, now: ctx.now });
}

/**
 * Free times of a service, in order; booked ones and held ones are left out.
 * @param options.exceptHoldKey what is held under this key counts as free: for choosing another time
 * @throws NotFound `appointments.no-such-service`
 */
export async function listFreeSlots(
  ctx: Ctx,
  search: SlotSearch,
  options: { readonly exceptHoldKey?: string } = {},
): Promise<readonly Slot[]> {
  return slotsOf(ctx, await getService(ctx, search.serviceKey), search, options.exceptHoldKey);
}

/** A week at a time: mostly the first one has room. */
const stepDays = 7;

/**
 * The next free times from a day on, as far ahead as the service may be booked.
 * @param search.limit how many at most
 * @throws NotFound `appointments.no-such-service`
 */
export async function findNextFreeSlots(
  ctx: Ctx,
  search: { readonly serviceKey: string; readonly people: number; readonly from: PlainDay; readonly limit: number },
): Promise<readonly Slot[]> {
  const service = await getService(ctx, search.serviceKey);
  const lastDay = addDays(dayInBerlin(ctx.now), service.horizonDays);
  const found: Slot[] = [];
  for (let from = search.from; from <= lastDay && found.length < search.limit; from = addDays(from, stepDays)) {
    const { serviceKey, people } = search;
    found.push(...(await slotsOf(ctx, service, { serviceKey, people, from, days: stepDays }, undefined)));
  }
  return found.slice(0, search.limit);
}
