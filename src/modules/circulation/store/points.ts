import { sql } from "kysely";
import type { PlainDay } from "../../../kernel/index.ts";
import type { Addressee } from "../model/umlauf.ts";
import type { Verfuegung, VerfuegungPoint, Wiedervorlage } from "../model/verfuegung.ts";
import type { CirculationTables } from "../tables.ts";
import { tables, type Where } from "./tables.ts";

// — Wiedervorlage ———————————————————————————————————————————————————————

const wiedervorlageColumns = [
  "wiedervorlage_id",
  "akte_id",
  "vorgang_id",
  "day",
  "addressee_kind",
  "addressee_id",
  "addressee_name",
  "note",
  "state",
  "made_by_name",
] as const;

type WiedervorlageRow = Pick<CirculationTables["circulation.wiedervorlage"], (typeof wiedervorlageColumns)[number]>;

const toWiedervorlage = (row: WiedervorlageRow): Wiedervorlage => ({
  wiedervorlageId: row.wiedervorlage_id,
  akteId: row.akte_id,
  vorgangId: row.vorgang_id,
  day: row.day,
  addressee: { kind: row.addressee_kind as Addressee["kind"], id: row.addressee_id, name: row.addressee_name },
  note: row.note,
  state: row.state as Wiedervorlage["state"],
  madeByName: row.made_by_name,
});

export async function insertWiedervorlage(ctx: Where, wiedervorlage: Wiedervorlage, at: Date): Promise<void> {
  await tables(ctx)
    .insertInto("circulation.wiedervorlage")
    .values({
      tenant_id: ctx.tenant,
      wiedervorlage_id: wiedervorlage.wiedervorlageId,
      akte_id: wiedervorlage.akteId,
      vorgang_id: wiedervorlage.vorgangId,
      day: wiedervorlage.day,
      addressee_kind: wiedervorlage.addressee.kind,
      addressee_id: wiedervorlage.addressee.id,
      addressee_name: wiedervorlage.addressee.name,
      note: wiedervorlage.note,
      state: wiedervorlage.state,
      made_by_name: wiedervorlage.madeByName,
      made_at: at,
      done_at: null,
      done_by_name: null,
    })
    .execute();
}

/** Wiedervorlagen of an Akte that are not done, by day. */
export async function selectWiedervorlagenOfAkte(ctx: Where, akteId: string): Promise<readonly Wiedervorlage[]> {
  const rows = await tables(ctx)
    .selectFrom("circulation.wiedervorlage")
    .select(wiedervorlageColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("akte_id", "=", akteId)
    .where("state", "<>", "erledigt")
    .orderBy("day")
    .limit(100)
    .execute();
  return rows.map(toWiedervorlage);
}

/** Wiedervorlagen for any of these whose day has come, the oldest first; at most 200. */
export async function selectDueWiedervorlagen(
  ctx: Where,
  addresseeIds: readonly string[],
  today: PlainDay,
): Promise<readonly Wiedervorlage[]> {
  const rows = await tables(ctx)
    .selectFrom("circulation.wiedervorlage")
    .select(wiedervorlageColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where(sql<boolean>`addressee_id = any(${addresseeIds}::uuid[])`)
    .where("state", "in", ["geplant", "vorgelegt"])
    .where("day", "<=", today)
    .orderBy("day")
    .orderBy("wiedervorlage_id")
    .limit(200)
    .execute();
  return rows.map(toWiedervorlage);
}

/** Locked until the transaction ends. */
export async function findWiedervorlageForUpdate(ctx: Where, id: string): Promise<Wiedervorlage | undefined> {
  const row = await tables(ctx)
    .selectFrom("circulation.wiedervorlage")
    .select(wiedervorlageColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("wiedervorlage_id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return row && toWiedervorlage(row);
}

/** Those that are planned for a day up to this one; at most 500, locked. */
export async function selectPlannedForUpdate(ctx: Where, today: PlainDay): Promise<readonly Wiedervorlage[]> {
  const rows = await tables(ctx)
    .selectFrom("circulation.wiedervorlage")
    .select(wiedervorlageColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("state", "=", "geplant")
    .where("day", "<=", today)
    .orderBy("akte_id")
    .limit(500)
    .forUpdate()
    .execute();
  return rows.map(toWiedervorlage);
}

export async function saveWiedervorlageState(
  ctx: Where,
  id: string,
  state: "vorgelegt" | { readonly doneByName: string; readonly at: Date },
): Promise<void> {
  await tables(ctx)
    .updateTable("circulation.wiedervorlage")
    .set(state === "vorgelegt" ? { state } : { state: "erledigt", done_at: state.at, done_by_name: state.doneByName })
    .where("tenant_id", "=", ctx.tenant)
    .where("wiedervorlage_id", "=", id)
    .execute();
}

// — Verfügung ———————————————————————————————————————————————————————————

export async function insertVerfuegung(ctx: Where, verfuegung: Verfuegung): Promise<void> {
  await tables(ctx)
    .insertInto("circulation.verfuegung")
    .values({
      tenant_id: ctx.tenant,
      verfuegung_id: verfuegung.verfuegungId,
      akte_id: verfuegung.akteId,
      vorgang_id: verfuegung.vorgangId,
      title: verfuegung.title,
      state: verfuegung.state,
      made_by_name: verfuegung.madeByName,
      made_at: verfuegung.madeAt,
      finished_at: null,
      dokument_id: null,
    })
    .execute();
  await tables(ctx)
    .insertInto("circulation.verfuegung_point")
    .values(
      verfuegung.points.map((point) => ({
        tenant_id: ctx.tenant,
        verfuegung_id: verfuegung.verfuegungId,
        position: point.position,
        text: point.text,
        addressee_kind: point.addressee.kind,
        addressee_id: point.addressee.id,
        addressee_name: point.addressee.name,
        due_on: point.dueOn,
        done_at: null,
        done_by_name: null,
        done_for_name: null,
      })),
    )
    .execute();
}

const verfuegungColumns = [
  "verfuegung_id",
  "akte_id",
  "vorgang_id",
  "title",
  "state",
  "made_by_name",
  "made_at",
  "finished_at",
  "dokument_id",
] as const;

type VerfuegungRow = Pick<CirculationTables["circulation.verfuegung"], (typeof verfuegungColumns)[number]>;

async function withPoints(ctx: Where, rows: readonly VerfuegungRow[]): Promise<readonly Verfuegung[]> {
  const points = await tables(ctx)
    .selectFrom("circulation.verfuegung_point")
    .select([
      "verfuegung_id",
      "position",
      "text",
      "addressee_kind",
      "addressee_id",
      "addressee_name",
      "due_on",
      "done_at",
      "done_by_name",
      "done_for_name",
    ])
    .where("tenant_id", "=", ctx.tenant)
    .where(sql<boolean>`verfuegung_id = any(${rows.map((row) => row.verfuegung_id)}::uuid[])`)
    .orderBy("position")
    .execute();
  const byVerfuegung = Map.groupBy(points, (point) => point.verfuegung_id);
  return rows.map((row) => ({
    verfuegungId: row.verfuegung_id,
    akteId: row.akte_id,
    vorgangId: row.vorgang_id,
    title: row.title,
    state: row.state as Verfuegung["state"],
    madeByName: row.made_by_name,
    madeAt: row.made_at,
    finishedAt: row.finished_at,
    dokumentId: row.dokument_id,
    points: (byVerfuegung.get(row.verfuegung_id) ?? []).map(
      (point): VerfuegungPoint => ({
        position: point.position,
        text: point.text,
        addressee: {
          kind: point.addressee_kind as Addressee["kind"],
          id: point.addressee_id,
          name: point.addressee_name,
        },
        dueOn: point.due_on,
        doneAt: point.done_at,
        doneByName: point.done_by_name,
        doneForName: point.done_for_name,
      }),
    ),
  }));
}

export async function findVerfuegung(
  ctx: Where,
  verfuegungId: string,
  options: { readonly lock?: boolean } = {},
): Promise<Verfuegung | undefined> {
  const rows = await tables(ctx)
    .selectFrom("circulation.verfuegung")
    .select(verfuegungColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("verfuegung_id", "=", verfuegungId)
    .$if(options.lock === true, (query) => query.forUpdate())
    .execute();
  return rows.length === 0 ? undefined : (await withPoints(ctx, rows))[0];
}

/** Verfügungen of an Akte, the newest first; at most 100. */
export async function selectVerfuegungenOfAkte(ctx: Where, akteId: string): Promise<readonly Verfuegung[]> {
  const rows = await tables(ctx)
    .selectFrom("circulation.verfuegung")
    .select(verfuegungColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("akte_id", "=", akteId)
    .orderBy("verfuegung_id", "desc")
    .limit(100)
    .execute();
  return withPoints(ctx, rows);
}

/** Verfügungen of these Akten that are of one of these Vorgänge, finished or not. */
export async function selectVerfuegungenOfVorgaenge(
  ctx: Where,
  akteIds: readonly string[],
  vorgangIds: readonly string[],
): Promise<readonly Verfuegung[]> {
  const rows = await tables(ctx)
    .selectFrom("circulation.verfuegung")
    .select(verfuegungColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where(sql<boolean>`akte_id = any(${akteIds}::uuid[])`)
    .where(sql<boolean>`vorgang_id = any(${vorgangIds}::uuid[])`)
    .execute();
  return withPoints(ctx, rows);
}

/** The Vorgang of a Verfügung lies in another Akte now. */
export async function saveVerfuegungAkte(ctx: Where, verfuegungId: string, akteId: string): Promise<void> {
  await tables(ctx)
    .updateTable("circulation.verfuegung")
    .set({ akte_id: akteId })
    .where("tenant_id", "=", ctx.tenant)
    .where("verfuegung_id", "=", verfuegungId)
    .execute();
}

/** Verfügungen with a point that any of these still has to do; at most 200. */
export async function selectVerfuegungenToDo(
  ctx: Where,
  addresseeIds: readonly string[],
): Promise<readonly Verfuegung[]> {
  const rows = await tables(ctx)
    .selectFrom("circulation.verfuegung as v")
    .select(verfuegungColumns.map((column) => `v.${column}` as const))
    .where("v.tenant_id", "=", ctx.tenant)
    .where("v.state", "=", "offen")
    .where("v.verfuegung_id", "in", (inner) =>
      inner
        .selectFrom("circulation.verfuegung_point as p")
        .select("p.verfuegung_id")
        .where("p.tenant_id", "=", ctx.tenant)
        .where(sql<boolean>`p.addressee_id = any(${addresseeIds}::uuid[])`)
        .where("p.done_at", "is", null)
        .limit(200),
    )
    .execute();
  return withPoints(ctx, rows);
}

export async function savePointDone(
  ctx: Where,
  point: {
    readonly verfuegungId: string;
    readonly position: number;
    readonly at: Date;
    readonly byName: string;
    readonly forName: string | null;
  },
): Promise<void> {
  await tables(ctx)
    .updateTable("circulation.verfuegung_point")
    .set({ done_at: point.at, done_by_name: point.byName, done_for_name: point.forName })
    .where("tenant_id", "=", ctx.tenant)
    .where("verfuegung_id", "=", point.verfuegungId)
    .where("position", "=", point.position)
    .execute();
}

export async function saveFinished(ctx: Where, verfuegungId: string, dokumentId: string, at: Date): Promise<void> {
  await tables(ctx)
    .updateTable("circulation.verfuegung")
    .set({ state: "fertig", finished_at: at, dokument_id: dokumentId })
    .where("tenant_id", "=", ctx.tenant)
    .where("verfuegung_id", "=", verfuegungId)
    .execute();
}
