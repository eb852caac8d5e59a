import {
  addDays,
  Conflict,
  dayInBerlin,
  Invalid,
  type Language,
  NotFound,
  newId,
  type PlainDay,
} from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Appointment } from "../model/appointment.ts";
import type { WaitingEntry } from "../model/waiting.ts";
import { insertWaiting, selectWaiting, updateWaiting } from "../store/index.ts";
import { bookHold } from "./book.ts";
import { requireOwn } from "./duty.ts";
import { passOffer } from "./offer-freed-time.ts";
import { getService } from "./read-calendar.ts";

/** Who wants an earlier time. */
export interface NewWaitingEntry {
  readonly serviceKey: string;
  readonly people: number;
  /** Last day that still helps. */
  readonly lastDay: PlainDay;
  readonly name: string;
  readonly codeMac: string;
  readonly caseId?: string;
  readonly mailboxId?: string;
  readonly language: Language;
}

/**
 * Puts somebody on the waiting list, from today until their last day.
 * @throws Invalid `appointments.name-missing`, `appointments.bad-people`, `appointments.bad-last-day`
 * @throws NotFound `appointments.no-such-service`
 */
export async function joinWaitingList(ctx: Ctx, input: NewWaitingEntry): Promise<WaitingEntry> {
  const service = await getService(ctx, input.serviceKey);
  const name = input.name.trim().replaceAll(/\s+/g, " ").slice(0, 120);
  const today = dayInBerlin(ctx.now);
  if (name === "") throw new Invalid("appointments.name-missing");
  if (input.people < 1 || input.people > service.mostPeople) throw new Invalid("appointments.bad-people");
  if (input.lastDay < today || input.lastDay > addDays(today, service.horizonDays)) {
    throw new Invalid("appointments.bad-last-day");
  }
  const entry: WaitingEntry = {
    waitingId: newId(),
    serviceKey: service.key,
    people: input.people,
    firstDay: today,
    lastDay: input.lastDay,
    name,
    codeMac: input.codeMac,
    caseId: input.caseId,
    mailboxId: input.mailboxId,
    language: input.language,
    state: "waiting",
    joinedAt: ctx.now,
    passed: 0,
    offer: undefined,
  };
  await insertWaiting(ctx, entry);
  return entry;
}

interface OwnEntry {
  readonly waitingId: string;
  readonly codeMac?: string;
}

async function lockEntry(ctx: Ctx, input: OwnEntry): Promise<WaitingEntry> {
  const entry = await selectWaiting(ctx, input.waitingId, { lock: true });
  if (entry === undefined) throw new NotFound("appointments.no-such-waiting-entry");
  requireOwn(ctx, entry, input.codeMac);
  return entry;
}

/**
 * Books what was offered; that ends the waiting.
 * @throws Conflict `appointments.offer-over`: it had run out
 * @throws Forbidden `appointments.not-yours`
 */
export async function acceptOffer(ctx: Ctx, input: OwnEntry): Promise<Appointment> {
  const entry = await lockEntry(ctx, input);
  const { name, codeMac } = entry;
  const over = entry.state !== "offered" || entry.offer?.until === undefined || entry.offer.until <= ctx.now;
  if (over || name === undefined || codeMac === undefined) throw new Conflict("appointments.offer-over");
  const appointment = await bookHold(ctx, {
    holdKey: entry.waitingId,
    name,
    codeMac,
    language: entry.language,
    ...(entry.caseId === undefined ? {} : { caseId: entry.caseId }),
    ...(entry.mailboxId === undefined ? {} : { mailboxId: entry.mailboxId }),
  });
  await updateWaiting(ctx, entry.waitingId, { state: "booked" });
  return appointment;
}

/** Lets an offer pass: it goes to the next one, this entry waits on. @throws Forbidden `appointments.not-yours` */
export async function declineOffer(ctx: Ctx, input: OwnEntry): Promise<void> {
  await passOffer(ctx, await lockEntry(ctx, input));
}

/** Leaves the waiting list; what was offered goes to the next one. @throws Forbidden `appointments.not-yours` */
export async function leaveWaitingList(ctx: Ctx, input: OwnEntry): Promise<void> {
  const entry = await lockEntry(ctx, input);
  if (entry.state === "booked" || entry.state === "left") return;
  await passOffer(ctx, entry);
  await updateWaiting(ctx, entry.waitingId, { state: "left" });
}

/** Job: nobody answered within the time. An offer that was answered, or another one since, stays as it is. */
export async function lapseOffer(
  ctx: Ctx,
  input: { readonly waitingId: string; readonly until: string },
): Promise<void> {
  const entry = await selectWaiting(ctx, input.waitingId, { lock: true });
  if (entry?.state !== "offered" || entry.offer?.until?.toISOString() !== input.until) return;
  await passOffer(ctx, entry);
}
