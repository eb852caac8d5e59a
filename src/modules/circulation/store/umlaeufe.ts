import type { Selectable } from "kysely";
import { sql } from "kysely";
import type { Addressee, Purpose, Station, StationState, Umlauf, UmlaufOrder, UmlaufState } from "../model/umlauf.ts";
import type { CirculationTables } from "../tables.ts";
import { tables, type Where } from "./tables.ts";

const umlaufColumns = [
  "umlauf_id",
  "akte_id",
  "vorgang_id",
  "dokument_id",
  "subject",
  "order_kind",
  "state",
  "started_by",
  "started_by_name",
  "started_at",
  "ended_at",
] as const;

type UmlaufRow = Pick<CirculationTables["circulation.umlauf"], (typeof umlaufColumns)[number]>;

const stationColumns = [
  "station_id",
  "umlauf_id",
  "position",
  "purpose",
  "addressee_kind",
  "addressee_id",
  "addressee_name",
  "state",
  "due_on",
  "done_at",
  "done_by_name",
  "done_for_name",
  "note",
] as const;

type StationRow = Pick<Selectable<CirculationTables["circulation.station"]>, (typeof stationColumns)[number]>;

const toUmlauf = (row: UmlaufRow): Umlauf => ({
  umlaufId: row.umlauf_id,
  akteId: row.akte_id,
  vorgangId: row.vorgang_id,
  dokumentId: row.dokument_id,
  subject: row.subject,
  order: row.order_kind as UmlaufOrder,
  state: row.state as UmlaufState,
  startedBy: row.started_by,
  startedByName: row.started_by_name,
  startedAt: row.started_at,
  endedAt: row.ended_at,
});

const toStation = (row: StationRow): Station => ({
  stationId: row.station_id,
  umlaufId: row.umlauf_id,
  position: row.position,
  purpose: row.purpose as Purpose,
  addressee: { kind: row.addressee_kind as Addressee["kind"], id: row.addressee_id, name: row.addressee_name },
  state: row.state as StationState,
  dueOn: row.due_on,
  doneAt: row.done_at,
  doneByName: row.done_by_name,
  doneForName: row.done_for_name,
  note: row.note,
});

/** Stores an Umlauf with its stations, all still waiting. */
export async function insertUmlauf(ctx: Where, umlauf: Umlauf, stations: readonly Station[]): Promise<void> {
  await tables(ctx)
    .insertInto("circulation.umlauf")
    .values({
      tenant_id: ctx.tenant,
      umlauf_id: umlauf.umlaufId,
      akte_id: umlauf.akteId,
      vorgang_id: umlauf.vorgangId,
      dokument_id: umlauf.dokumentId,
      subject: umlauf.subject,
      order_kind: umlauf.order,
      state: umlauf.state,
      started_by: umlauf.startedBy,
      started_by_name: umlauf.startedByName,
      started_at: umlauf.startedAt,
      ended_at: umlauf.endedAt,
    })
    .execute();
  await insertStations(ctx, stations);
}

export async function insertStations(ctx: Where, stations: readonly Station[]): Promise<void> {
  await tables(ctx)
    .insertInto("circulation.station")
    .values(
      stations.map((station) => ({
        tenant_id: ctx.tenant,
        station_id: station.stationId,
        umlauf_id: station.umlaufId,
        position: station.position,
        purpose: station.purpose,
        addressee_kind: station.addressee.kind,
        addressee_id: station.addressee.id,
        addressee_name: station.addressee.name,
        state: station.state,
        due_on: station.dueOn,
        opened_at: null,
        done_at: null,
        done_by: null,
        done_by_name: null,
        done_for_name: null,
        note: station.note,
      })),
    )
    .execute();
}

/** An Umlauf, locked until the transaction ends: of two who sign at once the second sees what the first did. */
export async function findUmlaufForUpdate(ctx: Where, umlaufId: string): Promise<Umlauf | undefined> {
  const row = await tables(ctx)
    .selectFrom("circulation.umlauf")
    .select(umlaufColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("umlauf_id", "=", umlaufId)
    .forUpdate()
    .executeTakeFirst();
  return row && toUmlauf(row);
}

export async function findUmlauf(ctx: Where, umlaufId: string): Promise<Umlauf | undefined> {
  const row = await tables(ctx)
    .selectFrom("circulation.umlauf")
    .select(umlaufColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("umlauf_id", "=", umlaufId)
    .executeTakeFirst();
  return row && toUmlauf(row);
}

/** Umläufe of an Akte, the newest first; at most 100. */
export async function selectUmlaeufeOfAkte(ctx: Where, akteId: string): Promise<readonly Umlauf[]> {
  const rows = await tables(ctx)
    .selectFrom("circulation.umlauf")
    .select(umlaufColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("akte_id", "=", akteId)
    .orderBy("umlauf_id", "desc")
    .limit(100)
    .execute();
  return rows.map(toUmlauf);
}

/** Umläufe of these Akten that are of one of these Vorgänge, running or over, or about one of these Dokumente and running. */
export async function selectUmlaeufeAbout(
  ctx: Where,
  akteIds: readonly string[],
  about: { readonly vorgangIds: readonly string[] } | { readonly dokumentIds: readonly string[] },
): Promise<readonly Umlauf[]> {
  const query = tables(ctx)
    .selectFrom("circulation.umlauf")
    .select(umlaufColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where(sql<boolean>`akte_id = any(${akteIds}::uuid[])`);
  const rows = await ("vorgangIds" in about
    ? query.where(sql<boolean>`vorgang_id = any(${about.vorgangIds}::uuid[])`)
    : query.where("state", "=", "laeuft").where(sql<boolean>`dokument_id = any(${about.dokumentIds}::uuid[])`)
  ).execute();
  return rows.map(toUmlauf);
}

/** What an Umlauf is about lies elsewhere now. */
export async function saveUmlaufPlace(
  ctx: Where,
  umlaufId: string,
  place: { readonly akteId: string; readonly vorgangId: string },
): Promise<void> {
  await tables(ctx)
    .updateTable("circulation.umlauf")
    .set({ akte_id: place.akteId, vorgang_id: place.vorgangId })
    .where("tenant_id", "=", ctx.tenant)
    .where("umlauf_id", "=", umlaufId)
    .execute();
}

/** Umläufe that somebody started and that still run, the newest first; at most 100. */
export async function selectStartedUmlaeufe(ctx: Where, staffId: string): Promise<readonly Umlauf[]> {
  const rows = await tables(ctx)
    .selectFrom("circulation.umlauf")
    .select(umlaufColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("started_by", "=", staffId)
    .where("state", "=", "laeuft")
    .orderBy("umlauf_id", "desc")
    .limit(100)
    .execute();
  return rows.map(toUmlauf);
}

/** The stations of these Umläufe, in their order. */
export async function selectStations(ctx: Where, umlaufIds: readonly string[]): Promise<readonly Station[]> {
  const rows = await tables(ctx)
    .selectFrom("circulation.station")
    .select(stationColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where(sql<boolean>`umlauf_id = any(${umlaufIds}::uuid[])`)
    .orderBy("umlauf_id")
    .orderBy("position")
    .execute();
  return rows.map(toStation);
}

export async function findStation(ctx: Where, stationId: string): Promise<Station | undefined> {
  const row = await tables(ctx)
    .selectFrom("circulation.station")
    .select(stationColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("station_id", "=", stationId)
    .executeTakeFirst();
  return row && toStation(row);
}

/** Open stations addressed to any of these, the next due first; at most 200. */
export async function selectOpenStations(
  ctx: Where,
  addresseeIds: readonly string[],
): Promise<readonly (Station & { readonly umlauf: Umlauf })[]> {
  const rows = await tables(ctx)
    .selectFrom("circulation.station as s")
    .innerJoin("circulation.umlauf as u", (join) =>
      join.onRef("u.tenant_id", "=", "s.tenant_id").onRef("u.umlauf_id", "=", "s.umlauf_id"),
    )
    .select(stationColumns.map((column) => `s.${column}` as const))
    .select([
      "u.akte_id",
      "u.vorgang_id",
      "u.dokument_id",
      "u.subject",
      "u.order_kind",
      "u.state as umlauf_state",
      "u.started_by",
      "u.started_by_name",
      "u.started_at",
      "u.ended_at",
    ])
    .where("s.tenant_id", "=", ctx.tenant)
    .where(sql<boolean>`s.addressee_id = any(${addresseeIds}::uuid[])`)
    .where("s.state", "=", "offen")
    .orderBy("s.due_sort")
    .orderBy("s.station_id")
    .limit(200)
    .execute();
  return rows.map((row) => ({ ...toStation(row), umlauf: toUmlauf({ ...row, state: row.umlauf_state }) }));
}

/** What became of a station. */
export async function saveAnswer(
  ctx: Where,
  stationId: string,
  answer: {
    readonly state: StationState;
    readonly at: Date;
    readonly by: string;
    readonly byName: string;
    readonly forName: string | null;
    readonly note: string | null;
  },
): Promise<void> {
  await tables(ctx)
    .updateTable("circulation.station")
    .set({
      state: answer.state,
      done_at: answer.at,
      done_by: answer.by,
      done_by_name: answer.byName,
      done_for_name: answer.forName,
      note: answer.note,
    })
    .where("tenant_id", "=", ctx.tenant)
    .where("station_id", "=", stationId)
    .execute();
}

/** Opens the stations whose turn it is, drops those to which it does not come, and says where the Umlauf stands. */
export async function saveAdvance(
  ctx: Where,
  umlaufId: string,
  advance: {
    readonly opens: readonly string[];
    readonly drops: readonly string[];
    readonly state: UmlaufState;
    readonly at: Date;
  },
): Promise<void> {
  await sql`
    with opened as (
      update circulation.station set state = 'offen', opened_at = ${advance.at}::timestamptz
      where tenant_id = ${ctx.tenant}::int and station_id = any(${advance.opens}::uuid[])
    ), dropped as (
      update circulation.station set state = 'entfallen'
      where tenant_id = ${ctx.tenant}::int and station_id = any(${advance.drops}::uuid[])
    )
    update circulation.umlauf set state = ${advance.state},
      ended_at = case when ${advance.state} = 'laeuft' then null else ${advance.at}::timestamptz end
    where tenant_id = ${ctx.tenant}::int and umlauf_id = ${umlaufId}::uuid`.execute(ctx.tx);
}

/** The Umläufe of a Vorgang that still run. */
export async function selectRunning(ctx: Where, vorgangId: string, akteId: string): Promise<readonly Umlauf[]> {
  return (await selectUmlaeufeOfAkte(ctx, akteId)).filter(
    (umlauf) => umlauf.vorgangId === vorgangId && umlauf.state === "laeuft",
  );
}
