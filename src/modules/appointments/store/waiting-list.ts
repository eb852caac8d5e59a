import { sql } from "kysely";
import { dayInBerlin, type Language, type PlainDay } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { WaitingEntry } from "../model/waiting.ts";
import { tables } from "./tables.ts";

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

/** Waiting under a name that fits one of the patterns, the latest first. Names are forgotten soon: these are few. */
export async function selectWaitingByName(ctx: Ctx, patterns: readonly string[]): Promise<readonly WaitingEntry[]> {
  const rows = await tables(ctx)
    .selectFrom("appointments.waiting")
    .select(waitingColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("name", "is not", null)
    .where(sql<boolean>`lower(name) like any(${[...patterns]}::text[])`)
    .orderBy("joined_at", "desc")
    .limit(1000)
    .execute();
  return rows.map(waitingOf);
}

/** Entries of a mailbox, the latest first. */
export async function selectWaitingOfMailbox(ctx: Ctx, mailboxId: string): Promise<readonly WaitingEntry[]> {
  const rows = await tables(ctx)
    .selectFrom("appointments.waiting")
    .select(waitingColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("mailbox_id", "=", mailboxId)
    .orderBy("joined_at", "desc")
    .limit(50)
    .execute();
  return rows.map(waitingOf);
}

/** Takes name and code off an entry; that somebody waited stays for the statistics. */
export async function forgetPersonWaiting(ctx: Ctx, waitingId: string): Promise<void> {
  await tables(ctx)
    .updateTable("appointments.waiting")
    .set({ name: null, code_mac: null, mailbox_id: null })
    .where("tenant_id", "=", ctx.tenant)
    .where("waiting_id", "=", waitingId)
    .execute();
}

/** Who waits for one of these services and whose last day is not over, locked in the order in which they joined. */
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
    .where("last_day", ">=", dayInBerlin(ctx.now))
    .where("service_key", "in", [...serviceKeys])
    .orderBy("joined_at")
    .forUpdate()
    .execute();
  return rows.map(waitingOf);
}

/** How many wait or have an offer, by service: those whose last day is over wait no more. */
export async function countWaiting(ctx: Ctx): Promise<ReadonlyMap<string, number>> {
  const rows = await tables(ctx)
    .selectFrom("appointments.waiting")
    .select(["service_key"])
    .select((eb) => eb.fn.countAll<number>().as("waiting"))
    .where("tenant_id", "=", ctx.tenant)
    .where("state", "in", ["waiting", "offered"])
    .where("last_day", ">=", dayInBerlin(ctx.now))
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
