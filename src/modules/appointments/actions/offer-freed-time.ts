import { dayInBerlin, formatDay, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { enqueue } from "../../../platform/jobs/index.ts";
import { offerMinutes } from "../model/appointment.ts";
import { minutesFor } from "../model/places.ts";
import { isServed } from "../model/slots.ts";
import { formatTime } from "../model/times.ts";
import { inOfferOrder, type WaitingEntry } from "../model/waiting.ts";
import { offerLapsedPayload } from "../payloads.ts";
import { deleteHold, insertHold, selectServices, selectWaitingLineForUpdate, updateWaiting } from "../store/index.ts";
import { readCalendar } from "./read-calendar.ts";
import { postFromOffice } from "./write-message.ts";

/**
 * Keeps a time that was given back for the first of the waiting list whom it fits, for 30 minutes. Where it fits
 * nobody, it is free for all.
 */
export async function offerFreedTime(
  ctx: Ctx,
  freed: { readonly counterId: string; readonly start: Date },
): Promise<void> {
  const until = new Date(ctx.now.getTime() + offerMinutes * 60_000);
  if (freed.start <= until) return;
  const calendar = await readCalendar(ctx, freed.start, new Date(freed.start.getTime() + 86_400_000));
  const counter = calendar.counters.find(({ counterId }) => counterId === freed.counterId);
  if (counter === undefined) return;
  const services = (await selectServices(ctx)).filter(({ key, active }) => active && counter.services.includes(key));
  const line = await selectWaitingLineForUpdate(
    ctx,
    services.map(({ key }) => key),
  );
  for (const entry of inOfferOrder(line, { start: freed.start, day: dayInBerlin(freed.start) })) {
    const service = services.find(({ key }) => key === entry.serviceKey);
    if (service === undefined || freed.start.getTime() < ctx.now.getTime() + service.leadMinutes * 60_000) continue;
    const end = new Date(freed.start.getTime() + minutesFor(service, entry.people) * 60_000);
    if (!isServed(calendar, counter, freed.start, end)) continue;
    const held = await insertHold(
      ctx,
      {
        holdKey: entry.waitingId,
        appointmentId: newId(),
        counterId: counter.counterId,
        serviceKey: service.key,
        start: freed.start,
        end,
        people: entry.people,
        codeMac: entry.codeMac,
        until,
      },
      entry.language,
    );
    // It needs more time than was freed: the next one may need less.
    if (!held) continue;
    await updateWaiting(ctx, entry.waitingId, {
      state: "offered",
      start: freed.start,
      counterId: counter.counterId,
      until,
    });
    await enqueue(
      ctx,
      { name: "appointments.offer-lapsed", payload: offerLapsedPayload },
      { waitingId: entry.waitingId, until: until.toISOString() },
      { startAfter: until },
    );
    await tell(ctx, entry, freed.start, until);
    return;
  }
}

async function tell(ctx: Ctx, entry: WaitingEntry, start: Date, until: Date): Promise<void> {
  if (entry.mailboxId === undefined) return;
  const { language } = entry;
  const day = formatDay(dayInBerlin(start), language);
  const limit = formatTime(until, language);
  await postFromOffice(ctx, {
    mailboxId: entry.mailboxId,
    caseId: entry.caseId ?? entry.waitingId,
    subject: language === "de" ? "Ein Termin ist frei geworden" : "An appointment has become free",
    body:
      language === "de"
        ? `${day}, ${formatTime(start, language)} Uhr.\n\nWir halten den Termin bis ${limit} Uhr für Sie frei. Öffnen Sie mit Ihrem Code die Warteliste und nehmen Sie ihn an. Danach fragen wir die nächste Person.`
        : `${day}, ${formatTime(start, language)}.\n\nWe keep it for you until ${limit}. Open the waiting list with your code and accept it. After that we ask the next person.`,
  });
}

/** The offer was not wanted or not answered: its time goes to the next one in line. */
export async function passOffer(ctx: Ctx, entry: WaitingEntry): Promise<void> {
  if (entry.state !== "offered" || entry.offer === undefined) return;
  await deleteHold(ctx, entry.waitingId);
  await updateWaiting(ctx, entry.waitingId, { state: "waiting", passed: entry.passed + 1 });
  await offerFreedTime(ctx, { counterId: entry.offer.counterId, start: entry.offer.start });
}
