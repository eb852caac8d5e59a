import { addDays, dayInBerlin, instantInBerlin, newAccessCode, newId, type PlainDay } from "../../kernel/index.ts";
import {
  addClosure,
  addWalkIn,
  bookSlot,
  callNext,
  checkIn,
  finish,
  joinWaitingList,
  listAppointmentsOfDay,
  listFreeSlots,
  markNoShow,
  seedAppointments,
  setOpenings,
} from "../../modules/appointments/index.ts";
import { nextWorkingDay } from "../../modules/tenants/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import type { SentApplication } from "./ausweis-desk.ts";
import { earlier, later, minutesAfter, workingDayBefore } from "./clock.ts";

const clerk = {
  kind: "staff" as const,
  staffId: "00000000-0000-7000-8000-000000000000",
  name: "Kim Beispiel",
  duties: ["casework"] as const,
};
const names = [
  "Ayşe Demir",
  "Tom Fischer",
  "Olga Petrova",
  "Lea Wagner",
  "Jan de Vries",
  "Mira Schulz",
  "Peter Klein",
  "Nadia Haddad",
] as const;

/** Counters and hours. Today is open around this hour, whatever day it is: a demo is shown when it is shown. */
export async function openCounters(
  ctx: Ctx,
  address: string,
): Promise<{ placeId: string; counterIds: readonly string[] }> {
  const office = await seedAppointments(ctx, { address });
  const today = dayInBerlin(ctx.now);
  const weekday = new Date(`${today}T12:00:00Z`).getUTCDay() || 7;
  const minute = Math.round((ctx.now.getTime() - instantInBerlin(today).getTime()) / 60_000);
  const hour = 60;
  const usualHours = minute >= 10 * hour && minute <= 14 * hour;
  const fromMinute = usualHours ? 8 * hour : Math.max(0, Math.floor(minute / hour - 2) * hour);
  const toMinute = usualHours ? 16 * hour : Math.min(1440, Math.ceil(minute / hour + 3) * hour);
  const usual = [1, 2, 3, 4, 5].flatMap((one) => [
    { weekday: one, fromMinute: 8 * hour, toMinute: 12 * hour + 30 },
    { weekday: one, fromMinute: 14 * hour, toMinute: (one === 4 ? 18 : 16) * hour },
  ]);
  await setOpenings(ctx, office.placeId, [
    ...usual.filter((one) => one.weekday !== weekday),
    { weekday, fromMinute, toMinute },
  ]);
  return office;
}

/** Books the free time nearest to an instant, on its day. @returns undefined where the day has none within half an hour */
async function bookNear(
  ctx: Ctx,
  wanted: Date,
  who: { readonly serviceKey: string; readonly name: string; readonly caseId?: string },
): Promise<{ readonly appointmentId: string; readonly start: Date } | undefined> {
  const from = dayInBerlin(wanted);
  // Booked the day before: nobody takes a time that has begun.
  const booking: Ctx = { ...ctx, actor: { kind: "citizen" }, now: instantInBerlin(addDays(from, -1), 12) };
  const slots = await listFreeSlots(booking, { serviceKey: who.serviceKey, from, days: 1, people: 1 });
  const distance = ({ start }: { start: Date }) => Math.abs(start.getTime() - wanted.getTime());
  const [nearest] = slots.toSorted((one, other) => distance(one) - distance(other));
  if (nearest === undefined || distance(nearest) > 30 * 60_000) return undefined;
  const codeMac = ctx.keyring.mac("access-code", newAccessCode());
  return bookSlot(booking, { ...who, start: nearest.start, people: 1, codeMac, language: "de" });
}

/** One person is served: comes, waits so long, and is done. */
async function serve(ctx: Ctx, counterId: string, came: Date, waitMinutes: number, minutes: number): Promise<void> {
  const at = (after: number): Ctx => ({ ...ctx, actor: clerk, now: minutesAfter(came, after) });
  const visit = await callNext(at(waitMinutes), { counterId });
  if (visit !== undefined) await finish(at(waitMinutes + minutes), visit.visitId);
}

/** Two weeks of visits, so that waiting times can be looked at. */
async function loadPast(ctx: Ctx, office: { placeId: string; counterIds: readonly string[] }): Promise<void> {
  const today = dayInBerlin(ctx.now);
  const [counterId = ""] = office.counterIds;
  for (let back = 8; back >= 1; back--) {
    const day = workingDayBefore(today, back);
    for (let turn = 0; turn < 5; turn++) {
      const time = instantInBerlin(day, 8 + turn, 30);
      if (turn % 2 === 0) {
        const booked = await bookNear(ctx, time, { serviceKey: "abholung", name: names[turn] ?? "" });
        if (booked === undefined) continue;
        await checkIn({ ...ctx, actor: clerk, now: minutesAfter(booked.start, -3) }, booked.appointmentId);
        await serve(ctx, counterId, booked.start, (back + turn) % 5, 6);
      } else {
        const here: Ctx = { ...ctx, actor: clerk, now: time };
        await addWalkIn(here, { placeId: office.placeId, serviceKey: "meldung", people: 1 });
        await serve(ctx, counterId, time, 9 + ((back * 5 + turn * 3) % 14), 12);
      }
    }
  }
}

/** Today: some were here, some did not come, some wait, one is being served, others are expected. */
async function loadToday(
  ctx: Ctx,
  office: { placeId: string; counterIds: readonly string[] },
  applications: readonly SentApplication[],
): Promise<void> {
  const [first = "", second = ""] = office.counterIds;
  const today = dayInBerlin(ctx.now);
  // Around midnight as if it were the nearest time at which two hours before and after lie on the same day.
  const now = earlier(later(ctx.now, instantInBerlin(today, 2, 15)), instantInBerlin(today, 21, 30));
  const after = (minutes: number) => minutesAfter(now, minutes);
  const at = (minutes: number): Ctx => ({ ...ctx, actor: clerk, now: after(minutes) });
  const sameDay = (minutes: number) => dayInBerlin(after(minutes)) === today;
  const book = (minutes: number, serviceKey: string, name: string, caseId?: string) =>
    sameDay(minutes)
      ? bookNear(ctx, after(minutes), { serviceKey, name, ...(caseId === undefined ? {} : { caseId }) })
      : Promise.resolve(undefined);
  const done = await book(-110, "meldung", names[0]);
  const missed = await book(-80, "abholung", names[1]);
  if (done !== undefined) {
    await checkIn(at(-112), done.appointmentId);
    await serve(ctx, second, after(-110), 3, 14);
  }
  if (missed !== undefined) await markNoShow(at(-50), missed.appointmentId);
  const [atCounter, waiting, ...expected] = applications;
  const served =
    atCounter === undefined ? undefined : await book(-12, "personalausweis", nameOf(atCounter), atCounter.caseId);
  if (served !== undefined) {
    await checkIn(at(-16), served.appointmentId);
    await callNext(at(-9), { counterId: first });
  }
  for (const [minutes, serviceKey] of [
    [-21, "meldung"],
    [-6, "abholung"],
  ] as const) {
    if (sameDay(minutes)) await addWalkIn(at(minutes), { placeId: office.placeId, serviceKey, people: 1 });
  }
  const next = waiting === undefined ? undefined : await book(8, "personalausweis", nameOf(waiting), waiting.caseId);
  if (next !== undefined) await checkIn(at(-2), next.appointmentId);
  for (const [index, one] of expected.entries())
    await book(25 + index * 20, "personalausweis", nameOf(one), one.caseId);
  for (const [index, name] of names.slice(4).entries()) {
    await book(20 + index * 30, index % 2 === 0 ? "abholung" : "meldung", name);
  }
}

/**
 * A demo is shown for longer than a day: appointments of today, where the office is open and has none yet.
 * @returns whether there are new ones
 */
export async function loadAnotherDay(ctx: Ctx): Promise<boolean> {
  const today = dayInBerlin(ctx.now);
  if ((await listAppointmentsOfDay({ ...ctx, actor: clerk }, { day: today })).length > 0) return false;
  let booked = 0;
  for (const [index, name] of names.entries()) {
    const wanted = minutesAfter(ctx.now, index * 25 - 70);
    if (dayInBerlin(wanted) !== today) continue;
    const serviceKey = index % 2 === 0 ? "abholung" : "meldung";
    const appointment = await bookNear(ctx, wanted, { serviceKey, name });
    if (appointment === undefined) continue;
    booked++;
    // Who should have been here an hour ago did not come.
    if (index === 0) await markNoShow({ ...ctx, actor: clerk }, appointment.appointmentId);
  }
  return booked > 0;
}

const nameOf = ({ applicant }: SentApplication): string => `${applicant.vornamen} ${applicant.familienname}`;

/** Visits of the past and of today, an absence, and people who would like to come earlier. */
export async function loadCounters(
  ctx: Ctx,
  office: { placeId: string; counterIds: readonly string[] },
  applications: readonly SentApplication[],
): Promise<void> {
  await loadPast(ctx, office);
  await loadToday(ctx, office, applications);
  const today: PlainDay = dayInBerlin(ctx.now);
  const away = nextWorkingDay(addDays(today, 1));
  await addClosure(ctx, {
    placeId: office.placeId,
    counterId: office.counterIds[2],
    start: instantInBerlin(away, 8),
    end: instantInBerlin(away, 12, 30),
    reason: "Fortbildung",
  });
  for (const name of names.slice(2, 4)) {
    await joinWaitingList(
      { ...ctx, actor: { kind: "citizen" } },
      {
        serviceKey: "personalausweis",
        people: 1,
        lastDay: addDays(today, 14),
        name,
        codeMac: ctx.keyring.mac("access-code", newId()),
        language: "de",
      },
    );
  }
}
