import { type RawBuilder, sql } from "kysely";
import { type Sight, seenBy } from "../../records/index.ts";
import type { ItemState, ProcessItem, ProcessKind } from "../model/process.ts";
import type { DisposalTables } from "../tables.ts";
import { tables, type Where } from "./tables.ts";

/** An Akte in a disposal as it is kept. */
export interface StoredItem extends ProcessItem {
  readonly processId: string;
  readonly circleId: number;
  readonly position: number;
  readonly aktenzeichen: string;
  readonly planUnit: string;
  /** What its content was when it was handed over. */
  readonly contentDigest?: string;
}

/** A disposal as it is kept, without its messages. */
export interface StoredProcess {
  readonly processId: string;
  readonly kind: ProcessKind;
  readonly begunAt: Date;
  readonly begunBy: string;
  readonly closedAt?: Date;
}

interface ProcessRow {
  process_id: string;
  kind: string;
  begun_at: Date;
  begun_by: string;
  closed_at: Date | null;
}

const toProcess = (row: ProcessRow): StoredProcess => ({
  processId: row.process_id,
  kind: row.kind as ProcessKind,
  begunAt: row.begun_at,
  begunBy: row.begun_by,
  ...(row.closed_at === null ? {} : { closedAt: row.closed_at }),
});

const itemColumns = [
  "process_id",
  "akte_id",
  "circle_id",
  "position",
  "aktenzeichen",
  "plan_unit",
  "state",
  "handed_over_in",
  "content_digest",
  "confirmed_by",
  "archivkennung",
  "remark",
] as const;

type ItemRow = Pick<DisposalTables["disposal.process_item"], (typeof itemColumns)[number]>;

const toItem = (row: ItemRow): StoredItem => ({
  processId: row.process_id,
  akteId: row.akte_id,
  circleId: row.circle_id,
  position: row.position,
  aktenzeichen: row.aktenzeichen,
  planUnit: row.plan_unit,
  state: row.state as ItemState,
  ...(row.handed_over_in === null ? {} : { handedOverIn: row.handed_over_in }),
  ...(row.content_digest === null ? {} : { contentDigest: row.content_digest }),
  ...(row.confirmed_by === null ? {} : { confirmedBy: row.confirmed_by }),
  ...(row.archivkennung === null ? {} : { archivkennung: row.archivkennung }),
  ...(row.remark === null ? {} : { remark: row.remark }),
});

export async function insertProcess(ctx: Where, process: StoredProcess, items: readonly StoredItem[]): Promise<void> {
  await tables(ctx)
    .insertInto("disposal.process")
    .values({
      tenant_id: ctx.tenant,
      process_id: process.processId,
      kind: process.kind,
      begun_at: process.begunAt,
      begun_by: process.begunBy,
    })
    .execute();
  await tables(ctx)
    .insertInto("disposal.process_item")
    .values(
      items.map((item) => ({
        tenant_id: ctx.tenant,
        process_id: item.processId,
        akte_id: item.akteId,
        circle_id: item.circleId,
        position: item.position,
        aktenzeichen: item.aktenzeichen,
        plan_unit: item.planUnit,
        state: item.state,
      })),
    )
    .execute();
}

/** @param lock until the transaction ends: nobody else changes the process */
export async function findProcess(
  ctx: Where,
  processId: string,
  lock: "for-update" | "no-lock",
): Promise<StoredProcess | undefined> {
  const query = tables(ctx)
    .selectFrom("disposal.process")
    .select(["process_id", "kind", "begun_at", "begun_by", "closed_at"])
    .where("tenant_id", "=", ctx.tenant)
    .where("process_id", "=", processId);
  const row = await (lock === "for-update" ? query.forUpdate() : query).executeTakeFirst();
  return row && toProcess(row);
}

/** All Akten of a disposal, whoever asks: for the program. */
export async function selectItems(ctx: Where, processId: string): Promise<readonly StoredItem[]> {
  const rows = await tables(ctx)
    .selectFrom("disposal.process_item")
    .select(itemColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("process_id", "=", processId)
    .orderBy("position")
    .execute();
  return rows.map(toItem);
}

/** Those of its Akten that somebody may see. */
export async function selectVisibleItems(ctx: Where, sight: Sight, processId: string): Promise<readonly StoredItem[]> {
  const rows = await tables(ctx)
    .selectFrom("disposal.process_item as i")
    .select(itemColumns.map((column) => `i.${column}` as const))
    .where("i.tenant_id", "=", ctx.tenant)
    .where("i.process_id", "=", processId)
    .where(seenBy(sight, "i"))
    .orderBy("i.position")
    .execute();
  return rows.map(toItem);
}

/** Writes what has become of Akten of a disposal. */
export async function updateItems(ctx: Where, items: readonly StoredItem[]): Promise<void> {
  for (const item of items) {
    await tables(ctx)
      .updateTable("disposal.process_item")
      .set({
        state: item.state,
        handed_over_in: item.handedOverIn ?? null,
        content_digest: item.contentDigest ?? null,
        confirmed_by: item.confirmedBy ?? null,
        archivkennung: item.archivkennung ?? null,
        remark: item.remark ?? null,
      })
      .where("tenant_id", "=", ctx.tenant)
      .where("process_id", "=", item.processId)
      .where("akte_id", "=", item.akteId)
      .execute();
  }
}

export async function updateProcessAsClosed(ctx: Where, processId: string, now: Date): Promise<void> {
  await tables(ctx)
    .updateTable("disposal.process")
    .set({ closed_at: now })
    .where("tenant_id", "=", ctx.tenant)
    .where("process_id", "=", processId)
    .where("closed_at", "is", null)
    .execute();
}

/** A disposal in a list, counted over the Akten that somebody may see. */
export interface ProcessInList extends StoredProcess {
  readonly states: Readonly<Partial<Record<ItemState, number>>>;
}

/** Disposals of which somebody may see an Akte, newest first. */
export async function selectProcesses(ctx: Where, sight: Sight, limit: number): Promise<readonly ProcessInList[]> {
  const { rows } = await sql<ProcessRow & { states: Partial<Record<ItemState, number>> }>`
    select p.process_id, p.kind, p.begun_at, p.begun_by, p.closed_at, jsonb_object_agg(i.state, i.akten) as states
    from disposal.process p
    join lateral (
      select i.state, count(*)::int as akten from disposal.process_item i
      where i.tenant_id = p.tenant_id and i.process_id = p.process_id and ${seenBy(sight, "i")} group by i.state
    ) i on true
    where p.tenant_id = ${ctx.tenant}::int
    group by p.tenant_id, p.process_id order by p.begun_at desc, p.process_id limit ${limit}::int`.execute(ctx.tx);
  return rows.map((row) => ({ ...toProcess(row), states: row.states }));
}

/** Akten that are in a disposal or a destruction now: they are not offered again. */
export async function selectBusyAkten(ctx: Where): Promise<readonly string[]> {
  const busy: RawBuilder<{ akte_id: string }> = sql`
    select akte_id from disposal.process_item
    where tenant_id = ${ctx.tenant}::int and state not in ('destroyed', 'withdrawn')
    union
    select akte_id from disposal.destruction_item
    where tenant_id = ${ctx.tenant}::int and state in ('proposed', 'ordered')`;
  const { rows } = await busy.execute(ctx.tx);
  return rows.map((row) => row.akte_id);
}

/** The item of an Akte in the disposal that is under way. */
export async function findRunningItem(ctx: Where, akteId: string): Promise<StoredItem | undefined> {
  const row = await tables(ctx)
    .selectFrom("disposal.process_item")
    .select(itemColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("akte_id", "=", akteId)
    .where("state", "not in", ["destroyed", "withdrawn"])
    .executeTakeFirst();
  return row && toItem(row);
}

/** Notes the circle in which an Akte lies now, wherever it is on its way. */
export async function updateCircle(ctx: Where, akteId: string, circleId: number): Promise<void> {
  for (const table of ["disposal.process_item", "disposal.destruction_item"] as const) {
    await tables(ctx)
      .updateTable(table)
      .set({ circle_id: circleId })
      .where("tenant_id", "=", ctx.tenant)
      .where("akte_id", "=", akteId)
      .execute();
  }
}
