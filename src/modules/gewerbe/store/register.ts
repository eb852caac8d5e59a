import { type Selectable, type SqlBool, sql } from "kysely";
import { NotFound, newId, type TermRange } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Entry, EntryChange, EntryStatus } from "../model/entry.ts";
import type { GewaKind, StoredAnswers } from "../model/index.ts";
import type { GewerbeTables } from "../tables.ts";
import { pageSize, tables } from "./tables.ts";

const entryColumns = [
  "entry_id",
  "status",
  "name",
  "business_name",
  "rechtsform",
  "owners",
  "strasse",
  "hausnummer",
  "plz",
  "ort",
  "activity",
  "started_on",
  "ended_on",
  "akte_id",
  "first_case_id",
  "last_case_id",
  "kind",
  "answers",
  "entered_at",
  "changed_at",
] as const;

type EntryRow = Pick<Selectable<GewerbeTables["gewerbe.entry"]>, (typeof entryColumns)[number]>;

function toEntry(row: EntryRow): Entry {
  return {
    entryId: row.entry_id,
    status: row.status as EntryStatus,
    name: row.name,
    ...(row.business_name === null ? {} : { businessName: row.business_name }),
    rechtsform: row.rechtsform,
    owners: row.owners,
    strasse: row.strasse,
    hausnummer: row.hausnummer,
    plz: row.plz,
    ort: row.ort,
    activity: row.activity,
    ...(row.started_on === null ? {} : { startedOn: row.started_on }),
    ...(row.ended_on === null ? {} : { endedOn: row.ended_on }),
    akteId: row.akte_id,
    firstCaseId: row.first_case_id,
    lastCaseId: row.last_case_id,
    kind: row.kind as GewaKind,
    answers: row.answers as StoredAnswers,
    enteredAt: row.entered_at,
    changedAt: row.changed_at,
  };
}

function entryValues(entry: Entry, matchKey: string) {
  return {
    status: entry.status,
    name: entry.name,
    business_name: entry.businessName ?? null,
    rechtsform: entry.rechtsform,
    owners: [...entry.owners],
    strasse: entry.strasse,
    hausnummer: entry.hausnummer,
    plz: entry.plz,
    ort: entry.ort,
    activity: entry.activity,
    started_on: entry.startedOn ?? null,
    ended_on: entry.endedOn ?? null,
    akte_id: entry.akteId,
    first_case_id: entry.firstCaseId,
    last_case_id: entry.lastCaseId,
    match_key: matchKey,
    kind: entry.kind,
    answers: JSON.stringify(entry.answers),
    changed_at: entry.changedAt,
  };
}

/** Writes a new entry with the words that find it. */
export async function insertEntry(ctx: Ctx, entry: Entry, matchKey: string, terms: readonly string[]): Promise<void> {
  await tables(ctx)
    .insertInto("gewerbe.entry")
    .values({
      tenant_id: ctx.tenant,
      entry_id: entry.entryId,
      ...entryValues(entry, matchKey),
      entered_at: entry.enteredAt,
    })
    .execute();
  await insertTerms(ctx, entry.entryId, terms);
}

/** Replaces what the register says of a business, and the words that find it. */
export async function updateEntry(ctx: Ctx, entry: Entry, matchKey: string, terms: readonly string[]): Promise<void> {
  await tables(ctx)
    .updateTable("gewerbe.entry")
    .set(entryValues(entry, matchKey))
    .where("tenant_id", "=", ctx.tenant)
    .where("entry_id", "=", entry.entryId)
    .execute();
  await tables(ctx)
    .deleteFrom("gewerbe.entry_term")
    .where("tenant_id", "=", ctx.tenant)
    .where("entry_id", "=", entry.entryId)
    .execute();
  await insertTerms(ctx, entry.entryId, terms);
}

async function insertTerms(ctx: Ctx, entryId: string, terms: readonly string[]): Promise<void> {
  await sql`insert into gewerbe.entry_term (tenant_id, term, entry_id)
    select ${ctx.tenant}::integer, word, ${entryId}::uuid from unnest(${[...terms]}::text[]) as word`.execute(ctx.tx);
}

const entries = (ctx: Ctx) =>
  tables(ctx).selectFrom("gewerbe.entry").select(entryColumns).where("tenant_id", "=", ctx.tenant);

export async function findEntry(ctx: Ctx, entryId: string): Promise<Entry | undefined> {
  const row = await entries(ctx).where("entry_id", "=", entryId).executeTakeFirst();
  return row === undefined ? undefined : toEntry(row);
}

/** @throws NotFound `gewerbe.no-such-entry` */
export async function getEntry(ctx: Ctx, entryId: string): Promise<Entry> {
  const found = await findEntry(ctx, entryId);
  if (found === undefined) throw new NotFound("gewerbe.no-such-entry");
  return found;
}

/** The entry of an Akte, active before deregistered, the newest first; locked until the transaction ends. */
export async function findEntryOfAkteForUpdate(ctx: Ctx, akteId: string): Promise<Entry | undefined> {
  const row = await entries(ctx)
    .where("akte_id", "=", akteId)
    .orderBy("status")
    .orderBy("entry_id", "desc")
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : toEntry(row);
}

/** Entries stand with the Akte of the case that wrote them last. */
export async function moveEntries(ctx: Ctx, caseIds: readonly string[], akteId: string): Promise<void> {
  if (caseIds.length === 0) return;
  await tables(ctx)
    .updateTable("gewerbe.entry")
    .set({ akte_id: akteId })
    .where("tenant_id", "=", ctx.tenant)
    .where("last_case_id", "in", [...caseIds])
    .where("akte_id", "<>", akteId)
    .execute();
}

/** The one active entry of this name and address; undefined where there is none or more than one. */
export async function findEntryByMatch(ctx: Ctx, matchKey: string): Promise<Entry | undefined> {
  const rows = await entries(ctx).where("match_key", "=", matchKey).where("status", "=", "active").limit(2).execute();
  return rows.length === 1 && rows[0] !== undefined ? toEntry(rows[0]) : undefined;
}

/** Entries that a case has made or changed. */
export async function listEntriesOfCase(ctx: Ctx, caseId: string): Promise<readonly Entry[]> {
  const rows = await entries(ctx)
    .where(
      "entry_id",
      "in",
      tables(ctx)
        .selectFrom("gewerbe.entry_change")
        .select("entry_id")
        .where("tenant_id", "=", ctx.tenant)
        .where("case_id", "=", caseId),
    )
    .execute();
  return rows.map(toEntry);
}

/** Active entries of any of these Akten, the newest first. */
export async function listActiveEntriesOfAkten(ctx: Ctx, akteIds: readonly string[]): Promise<readonly Entry[]> {
  if (akteIds.length === 0) return [];
  const rows = await entries(ctx)
    .where("akte_id", "in", [...akteIds])
    .where("status", "=", "active")
    .orderBy("changed_at", "desc")
    .execute();
  return rows.map(toEntry);
}

/** Entries that hold all these words, the newest first. `before`: id of the last entry of the page before. */
export async function searchEntries(
  ctx: Ctx,
  query: { readonly ranges: readonly TermRange[]; readonly status?: EntryStatus; readonly before?: string },
): Promise<{ readonly entries: readonly Entry[]; readonly next?: string }> {
  let rows = entries(ctx);
  if (query.status !== undefined) rows = rows.where("status", "=", query.status);
  if (query.before !== undefined) rows = rows.where("entry_id", "<", query.before);
  for (const range of query.ranges) {
    rows = rows.where(
      sql<SqlBool>`entry_id in (select t.entry_id from gewerbe.entry_term t
        where t.tenant_id = ${ctx.tenant} and t.term >= ${range.from} and t.term < ${range.before})`,
    );
  }
  const found = await rows
    .orderBy("entry_id", "desc")
    .limit(pageSize + 1)
    .execute();
  const shown = found.slice(0, pageSize).map(toEntry);
  const last = shown.at(-1);
  return { entries: shown, ...(found.length > pageSize && last !== undefined ? { next: last.entryId } : {}) };
}

export async function insertChanges(
  ctx: Ctx,
  entryId: string,
  changes: readonly Omit<EntryChange, "changeId" | "at">[],
): Promise<void> {
  if (changes.length === 0) return;
  await tables(ctx)
    .insertInto("gewerbe.entry_change")
    .values(
      changes.map((change) => ({
        tenant_id: ctx.tenant,
        change_id: newId(),
        entry_id: entryId,
        what: change.what,
        old_value: change.oldValue ?? null,
        new_value: change.newValue ?? null,
        case_id: change.caseId,
        day: change.day,
        actor_name: change.actorName,
        at: ctx.now,
      })),
    )
    .execute();
}

/** What happened to an entry, in its order. */
export async function listChanges(ctx: Ctx, entryId: string): Promise<readonly EntryChange[]> {
  const rows = await tables(ctx)
    .selectFrom("gewerbe.entry_change")
    .select(["change_id", "what", "old_value", "new_value", "case_id", "day", "actor_name", "at"])
    .where("tenant_id", "=", ctx.tenant)
    .where("entry_id", "=", entryId)
    .orderBy("position")
    .execute();
  return rows.map((row) => ({
    changeId: row.change_id,
    what: row.what as EntryChange["what"],
    ...(row.old_value === null ? {} : { oldValue: row.old_value }),
    ...(row.new_value === null ? {} : { newValue: row.new_value }),
    caseId: row.case_id,
    day: row.day,
    actorName: row.actor_name,
    at: row.at,
  }));
}
