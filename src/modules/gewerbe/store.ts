import { type Insertable, type Selectable, type SqlBool, sql } from "kysely";
import { NotFound, newId, type PlainDay, type TermRange } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import type { AdapterName, ConfiguredRecipient, Delivery, DeliveryKey, DeliveryState } from "./model/delivery.ts";
import type { Entry, EntryChange, EntryStatus } from "./model/entry.ts";
import type { GewaKind, StoredAnswers } from "./model/index.ts";
import type { GewerbeTables } from "./tables.ts";

const tables = (ctx: Pick<Ctx, "tx">) => ctx.tx.withTables<GewerbeTables>();

// — Register ————————————————————————————————————————————————————————————

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

/** Rows on one page of a list. */
export const pageSize = 50;

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

// — Recipients ——————————————————————————————————————————————————————————

/** Recipients that the municipality has set up, by key. */
export async function listConfiguredRecipients(ctx: Ctx): Promise<readonly ConfiguredRecipient[]> {
  const rows = await tables(ctx)
    .selectFrom("gewerbe.recipient")
    .select(["recipient_key", "name", "adapter", "target", "waived"])
    .where("tenant_id", "=", ctx.tenant)
    .orderBy("recipient_key")
    .execute();
  return rows.map((row) => ({
    key: row.recipient_key as DeliveryKey,
    name: row.name,
    adapter: row.adapter as AdapterName,
    target: row.target,
    waived: row.waived,
  }));
}

/** Sets a recipient up, or changes it. `keep`: one that is there stays as it is. */
export async function saveRecipient(ctx: Ctx, one: ConfiguredRecipient, by: string, keep = false): Promise<void> {
  const values = {
    name: one.name,
    adapter: one.adapter,
    target: one.target,
    waived: one.waived,
    changed_by: by,
    changed_at: ctx.now,
  };
  await tables(ctx)
    .insertInto("gewerbe.recipient")
    .values({ tenant_id: ctx.tenant, recipient_key: one.key, ...values })
    .onConflict((conflict) => {
      const same = conflict.columns(["tenant_id", "recipient_key"]);
      return keep ? same.doNothing() : same.doUpdateSet(values);
    })
    .execute();
}

// — Deliveries ——————————————————————————————————————————————————————————

type DeliveryRow = Selectable<GewerbeTables["gewerbe.delivery"]>;

function toDelivery(row: DeliveryRow): Delivery {
  return {
    deliveryId: row.delivery_id,
    caseId: row.case_id,
    recipientKey: row.recipient_key as DeliveryKey,
    recipientName: row.recipient_name,
    cite: row.cite,
    anzeigeKind: row.anzeige_kind as GewaKind,
    person: row.person,
    fields: row.fields,
    state: row.state as DeliveryState,
    attempts: row.attempts,
    gaveUp: row.gave_up,
    dueOn: row.due_on,
    queuedAt: row.queued_at,
    notBefore: row.not_before,
    ...(row.delivered_at === null ? {} : { deliveredAt: row.delivered_at }),
    ...(row.last_error === null ? {} : { lastError: row.last_error }),
    filename: row.filename,
    mediaType: row.media_type,
    sha256: row.sha256,
    ...(row.dokument_id === null ? {} : { dokumentId: row.dokument_id }),
    idempotencyKey: row.idempotency_key,
  };
}

function deliveryValues(ctx: Ctx, delivery: Delivery): Insertable<GewerbeTables["gewerbe.delivery"]> {
  return {
    tenant_id: ctx.tenant,
    delivery_id: delivery.deliveryId,
    case_id: delivery.caseId,
    recipient_key: delivery.recipientKey,
    recipient_name: delivery.recipientName,
    cite: delivery.cite,
    anzeige_kind: delivery.anzeigeKind,
    person: delivery.person,
    fields: delivery.fields,
    state: delivery.state,
    due_on: delivery.dueOn,
    queued_at: delivery.queuedAt,
    not_before: delivery.notBefore,
    filename: delivery.filename,
    media_type: delivery.mediaType,
    sha256: delivery.sha256,
    idempotency_key: delivery.idempotencyKey,
  };
}

/** Writes deliveries that are not there yet. @returns ids of the new ones */
export async function insertDeliveries(ctx: Ctx, deliveries: readonly Delivery[]): Promise<ReadonlySet<string>> {
  if (deliveries.length === 0) return new Set();
  const rows = await tables(ctx)
    .insertInto("gewerbe.delivery")
    .values(deliveries.map((delivery) => deliveryValues(ctx, delivery)))
    .onConflict((conflict) => conflict.columns(["tenant_id", "case_id", "recipient_key", "person"]).doNothing())
    .returning("delivery_id")
    .execute();
  return new Set(rows.map((row) => row.delivery_id));
}

/** @throws NotFound `gewerbe.no-such-delivery` */
export async function getDelivery(ctx: Ctx, deliveryId: string): Promise<Delivery> {
  const row = await tables(ctx)
    .selectFrom("gewerbe.delivery")
    .selectAll()
    .where("tenant_id", "=", ctx.tenant)
    .where("delivery_id", "=", deliveryId)
    .executeTakeFirst();
  if (row === undefined) throw new NotFound("gewerbe.no-such-delivery");
  return toDelivery(row);
}

/** The delivery, locked until the transaction ends. @throws NotFound `gewerbe.no-such-delivery` */
export async function getDeliveryForUpdate(ctx: Ctx, deliveryId: string): Promise<Delivery> {
  const row = await tables(ctx)
    .selectFrom("gewerbe.delivery")
    .selectAll()
    .where("tenant_id", "=", ctx.tenant)
    .where("delivery_id", "=", deliveryId)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw new NotFound("gewerbe.no-such-delivery");
  return toDelivery(row);
}

/** Saves what a try has changed. */
export async function saveDelivery(
  ctx: Ctx,
  delivery: Pick<Delivery, "deliveryId" | "state" | "attempts" | "gaveUp" | "deliveredAt" | "lastError" | "dokumentId">,
): Promise<void> {
  await tables(ctx)
    .updateTable("gewerbe.delivery")
    .set({
      state: delivery.state,
      attempts: delivery.attempts,
      gave_up: delivery.gaveUp,
      delivered_at: delivery.deliveredAt ?? null,
      last_error: delivery.lastError ?? null,
      dokument_id: delivery.dokumentId ?? null,
    })
    .where("tenant_id", "=", ctx.tenant)
    .where("delivery_id", "=", delivery.deliveryId)
    .execute();
}

/** What goes, went or was to go to whom from a case. */
export async function listDeliveriesOfCase(ctx: Ctx, caseId: string): Promise<readonly Delivery[]> {
  const rows = await tables(ctx)
    .selectFrom("gewerbe.delivery")
    .selectAll()
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .orderBy("delivery_id")
    .execute();
  return rows.map(toDelivery);
}

/** A page of the deliveries in one state, the newest first. */
export async function listDeliveries(
  ctx: Ctx,
  query: { readonly state: DeliveryState; readonly before?: string },
): Promise<{ readonly deliveries: readonly Delivery[]; readonly next?: string }> {
  let rows = tables(ctx)
    .selectFrom("gewerbe.delivery")
    .selectAll()
    .where("tenant_id", "=", ctx.tenant)
    .where("state", "=", query.state);
  if (query.before !== undefined) rows = rows.where("delivery_id", "<", query.before);
  const found = await rows
    .orderBy("delivery_id", "desc")
    .limit(pageSize + 1)
    .execute();
  const shown = found.slice(0, pageSize).map(toDelivery);
  const last = shown.at(-1);
  return { deliveries: shown, ...(found.length > pageSize && last !== undefined ? { next: last.deliveryId } : {}) };
}

/** Ids of failed deliveries, the oldest first, at most `limit`. */
export async function listFailedIds(ctx: Ctx, limit: number): Promise<readonly string[]> {
  const rows = await tables(ctx)
    .selectFrom("gewerbe.delivery")
    .select("delivery_id")
    .where("tenant_id", "=", ctx.tenant)
    .where("state", "=", "failed")
    .orderBy("delivery_id")
    .limit(limit)
    .execute();
  return rows.map((row) => row.delivery_id);
}

/** How many deliveries each recipient has in each state. */
export async function countDeliveries(
  ctx: Ctx,
): Promise<readonly { readonly key: DeliveryKey; readonly state: DeliveryState; readonly count: number }[]> {
  const rows = await tables(ctx)
    .selectFrom("gewerbe.delivery")
    .select(["recipient_key", "state", sql<number>`count(*)::integer`.as("count")])
    .where("tenant_id", "=", ctx.tenant)
    .groupBy(["recipient_key", "state"])
    .execute();
  return rows.map((row) => ({
    key: row.recipient_key as DeliveryKey,
    state: row.state as DeliveryState,
    count: row.count,
  }));
}

// — Moves ———————————————————————————————————————————————————————————————

/** A GewA1 of a move that was passed on (`out`) or received (`in`). */
export interface HandoverRecord {
  readonly caseId: string;
  readonly direction: "out" | "in";
  readonly otherName: string;
  readonly otherAgs?: string;
  readonly otherAktenzeichen?: string;
  readonly sha256: string;
  readonly passedAt: Date;
  readonly receivedAt?: Date;
}

/** Writes a handover, once per case. @returns false where it is there already */
export async function insertHandover(ctx: Ctx, record: HandoverRecord): Promise<boolean> {
  const row = await tables(ctx)
    .insertInto("gewerbe.handover")
    .values({
      tenant_id: ctx.tenant,
      case_id: record.caseId,
      direction: record.direction,
      other_name: record.otherName,
      other_ags: record.otherAgs ?? null,
      other_aktenzeichen: record.otherAktenzeichen ?? null,
      sha256: record.sha256,
      passed_at: record.passedAt,
      received_at: record.receivedAt ?? null,
    })
    .onConflict((conflict) => conflict.columns(["tenant_id", "case_id"]).doNothing())
    .returning("case_id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function findHandover(ctx: Ctx, caseId: string): Promise<HandoverRecord | undefined> {
  const row = await tables(ctx)
    .selectFrom("gewerbe.handover")
    .selectAll()
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    caseId: row.case_id,
    direction: row.direction as "out" | "in",
    otherName: row.other_name,
    ...(row.other_ags === null ? {} : { otherAgs: row.other_ags }),
    ...(row.other_aktenzeichen === null ? {} : { otherAktenzeichen: row.other_aktenzeichen }),
    sha256: row.sha256,
    passedAt: row.passed_at,
    ...(row.received_at === null ? {} : { receivedAt: row.received_at }),
  };
}

/** Keeps under which reference the other municipality works on it, the first time. @returns whether it was the first */
export async function acknowledgeHandover(ctx: Ctx, caseId: string, aktenzeichen: string): Promise<boolean> {
  const row = await tables(ctx)
    .updateTable("gewerbe.handover")
    .set({ received_at: ctx.now, other_aktenzeichen: aktenzeichen })
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .where("received_at", "is", null)
    .returning("case_id")
    .executeTakeFirst();
  return row !== undefined;
}

// — Proofs of letters ———————————————————————————————————————————————————

/** A letter that anyone who holds it can check. */
export interface Proof {
  readonly token: string;
  readonly caseId: string;
  readonly dokumentId: string;
  readonly kind: GewaKind;
  readonly aktenzeichen: string;
  readonly issuedOn: PlainDay;
  readonly sha256: string;
}

export async function insertProof(ctx: Ctx, proof: Proof): Promise<void> {
  await tables(ctx)
    .insertInto("gewerbe.proof")
    .values({
      tenant_id: ctx.tenant,
      token: proof.token,
      case_id: proof.caseId,
      dokument_id: proof.dokumentId,
      kind: proof.kind,
      aktenzeichen: proof.aktenzeichen,
      issued_on: proof.issuedOn,
      sha256: proof.sha256,
    })
    .execute();
}

const proofColumns = ["token", "case_id", "dokument_id", "kind", "aktenzeichen", "issued_on", "sha256"] as const;

function toProof(row: Pick<Selectable<GewerbeTables["gewerbe.proof"]>, (typeof proofColumns)[number]>): Proof {
  return {
    token: row.token,
    caseId: row.case_id,
    dokumentId: row.dokument_id,
    kind: row.kind as GewaKind,
    aktenzeichen: row.aktenzeichen,
    issuedOn: row.issued_on,
    sha256: row.sha256,
  };
}

export async function findProof(ctx: Ctx, token: string): Promise<Proof | undefined> {
  const row = await tables(ctx)
    .selectFrom("gewerbe.proof")
    .select(proofColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("token", "=", token)
    .executeTakeFirst();
  return row === undefined ? undefined : toProof(row);
}

/** The Empfangsbescheinigung of a case: the latest, where there are several. */
export async function findProofOfCase(ctx: Ctx, caseId: string): Promise<Proof | undefined> {
  const row = await tables(ctx)
    .selectFrom("gewerbe.proof")
    .select(proofColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .orderBy("issued_on", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : toProof(row);
}

/** Removes deliveries, hand-overs and tokens of letters of cases that were destroyed. @returns contents they named */
export async function deleteOfCases(ctx: Ctx, caseIds: readonly string[]): Promise<readonly string[]> {
  if (caseIds.length === 0) return [];
  const contents: string[] = [];
  for (const table of ["gewerbe.proof", "gewerbe.delivery", "gewerbe.handover"] as const) {
    const rows = await tables(ctx)
      .deleteFrom(table)
      .where("tenant_id", "=", ctx.tenant)
      .where("case_id", "in", [...caseIds])
      .returning("sha256")
      .execute();
    contents.push(...rows.map(({ sha256 }) => sha256));
  }
  return contents;
}
