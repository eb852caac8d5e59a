import { Conflict, dayInBerlin, Invalid, type Language, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { type Hold, holdMinutes } from "../model/appointment.ts";
import { freeSlots } from "../model/slots.ts";
import { deleteHold, insertHold, selectByHoldKeyForUpdate } from "../store/index.ts";
import { getService, listFreeSlots, readCalendar } from "./read-calendar.ts";

/** A time to keep. */
export interface SlotToHold {
  readonly serviceKey: string;
  /** As `listFreeSlots` gave it. */
  readonly start: Date;
  readonly people: number;
  /** Says whose hold it is, e.g. the id of a draft: a key holds one time, the next one replaces it. */
  readonly holdKey: string;
  /** Where a service is done at several places. Default: wherever there is room. */
  readonly placeId?: string;
  /** Keyed hash of the code that the hold is shown to. */
  readonly codeMac?: string;
  readonly language?: Language;
}

/**
 * Keeps a time for 15 minutes while somebody fills in a form; the key's earlier hold is given back.
 * Two for one time: the database lets one through, the other gets the Conflict.
 * @throws Conflict `appointments.slot-taken`: offer others with `findNextFreeSlots`; the earlier hold stays
 * @throws Conflict `appointments.hold-already-booked`: this key's time is booked
 * @throws Invalid `appointments.no-such-slot`: not a time at which the service begins, too soon or too far ahead
 * @throws NotFound `appointments.no-such-service`
 */
export async function holdSlot(ctx: Ctx, input: SlotToHold): Promise<Hold> {
  const own = await selectByHoldKeyForUpdate(ctx, input.holdKey);
  if (own !== undefined && own.hold === undefined) throw new Conflict("appointments.hold-already-booked");
  const from = dayInBerlin(input.start);
  const search = { serviceKey: input.serviceKey, people: input.people, from, days: 1 };
  const isIt = (slot: { start: Date; placeId: string }) =>
    slot.start.getTime() === input.start.getTime() && (input.placeId === undefined || slot.placeId === input.placeId);
  const free = (await listFreeSlots(ctx, search, { exceptHoldKey: input.holdKey })).filter(isIt);
  if (free.length === 0) await refuse(ctx, search, isIt);
  const until = new Date(ctx.now.getTime() + holdMinutes * 60_000);
  const before = own?.hold;
  if (before !== undefined) await deleteHold(ctx, before.holdKey);
  for (const slot of free) {
    for (const counterId of slot.counterIds) {
      const hold: Hold = {
        holdKey: input.holdKey,
        appointmentId: newId(),
        counterId,
        serviceKey: input.serviceKey,
        start: slot.start,
        end: slot.end,
        people: input.people,
        codeMac: input.codeMac,
        until,
      };
      if (await insertHold(ctx, hold, input.language ?? "de")) return hold;
    }
  }
  // What was held before is not lost over a time that somebody else was faster to take.
  if (before !== undefined) await insertHold(ctx, before, input.language ?? "de");
  throw new Conflict("appointments.slot-taken");
}

/** Says why: somebody has the time, or there is no such time. */
async function refuse(
  ctx: Ctx,
  search: { readonly serviceKey: string; readonly people: number; readonly from: ReturnType<typeof dayInBerlin> },
  isIt: (slot: { start: Date; placeId: string }) => boolean,
): Promise<never> {
  const service = await getService(ctx, search.serviceKey);
  // Closed since the page was shown is taken as well: there was such a time.
  const calendar = { ...(await readCalendar(ctx, ctx.now, ctx.now)), closures: [] };
  const all = freeSlots(calendar, {
    service,
    people: search.people,
    from: search.from,
    days: 1,
    busy: [],
    now: ctx.now,
  });
  if (search.people <= service.mostPeople && all.some(isIt)) throw new Conflict("appointments.slot-taken");
  throw new Invalid("appointments.no-such-slot");
}

/** Gives a held time back at once: whoever leaves the form need not keep others waiting. A booked one stays. */
export async function releaseHold(ctx: Ctx, holdKey: string): Promise<void> {
  await deleteHold(ctx, holdKey);
}
