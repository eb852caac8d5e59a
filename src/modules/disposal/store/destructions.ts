import { type Sight, seenBy } from "../../records/index.ts";
import type { Destruction, DestructionState, DoomedAkte, DoomedState, KeptReason } from "../model/destruction.ts";
import type { DisposalTables } from "../tables.ts";
import { tables, type Where } from "./tables.ts";

const columns = [
  "destruction_id",
  "process_id",
  "state",
  "note",
  "proposed_at",
  "proposed_by",
  "proposed_by_name",
  "decided_at",
  "decided_by",
  "decided_by_name",
  "decision_reason",
  "protocol_akte_id",
  "protocol_vorgang_id",
  "protocol_dokument_id",
  "done_at",
] as const;

type DestructionRow = Pick<DisposalTables["disposal.destruction"], (typeof columns)[number]>;

const toDestruction = (row: DestructionRow): Destruction => ({
  destructionId: row.destruction_id,
  ...(row.process_id === null ? {} : { processId: row.process_id }),
  state: row.state as DestructionState,
  note: row.note,
  proposedAt: row.proposed_at,
  proposedBy: row.proposed_by,
  proposedByName: row.proposed_by_name,
  ...(row.decided_at === null
    ? {}
    : {
        decided: {
          at: row.decided_at,
          ...(row.decided_by === null ? {} : { by: row.decided_by }),
          byName: row.decided_by_name ?? "",
          reason: row.decision_reason ?? "",
        },
      }),
  ...(row.protocol_akte_id === null || row.protocol_vorgang_id === null
    ? {}
    : {
        protocol: {
          akteId: row.protocol_akte_id,
          vorgangId: row.protocol_vorgang_id,
          ...(row.protocol_dokument_id === null ? {} : { dokumentId: row.protocol_dokument_id }),
        },
      }),
  ...(row.done_at === null ? {} : { doneAt: row.done_at }),
});

const itemColumns = [
  "destruction_id",
  "akte_id",
  "circle_id",
  "position",
  "aktenzeichen",
  "plan_unit",
  "basis",
  "confirmed_by",
  "archivkennung",
  "content_digest",
  "state",
  "kept_because",
] as const;

type DoomedRow = Pick<DisposalTables["disposal.destruction_item"], (typeof itemColumns)[number]>;

const toDoomed = (row: DoomedRow): DoomedAkte => ({
  destructionId: row.destruction_id,
  akteId: row.akte_id,
  circleId: row.circle_id,
  position: row.position,
  aktenzeichen: row.aktenzeichen,
  planUnit: row.plan_unit,
  basis: row.basis as DoomedAkte["basis"],
  ...(row.confirmed_by === null ? {} : { confirmedBy: row.confirmed_by }),
  ...(row.archivkennung === null ? {} : { archivkennung: row.archivkennung }),
  ...(row.content_digest === null ? {} : { contentDigest: row.content_digest }),
  state: row.state as DoomedState,
  ...(row.kept_because === null ? {} : { keptBecause: row.kept_because as KeptReason }),
});

export async function insertDestruction(
  ctx: Where,
  destruction: Destruction,
  akten: readonly DoomedAkte[],
): Promise<void> {
  const { decided } = destruction;
  await tables(ctx)
    .insertInto("disposal.destruction")
    .values({
      tenant_id: ctx.tenant,
      destruction_id: destruction.destructionId,
      process_id: destruction.processId ?? null,
      state: destruction.state,
      note: destruction.note,
      proposed_at: destruction.proposedAt,
      proposed_by: destruction.proposedBy,
      proposed_by_name: destruction.proposedByName,
      decided_at: decided?.at ?? null,
      decided_by: decided?.by ?? null,
      decided_by_name: decided?.byName ?? null,
      decision_reason: decided?.reason ?? null,
    })
    .execute();
  await tables(ctx)
    .insertInto("disposal.destruction_item")
    .values(
      akten.map((akte) => ({
        tenant_id: ctx.tenant,
        destruction_id: akte.destructionId,
        akte_id: akte.akteId,
        circle_id: akte.circleId,
        position: akte.position,
        aktenzeichen: akte.aktenzeichen,
        plan_unit: akte.planUnit,
        basis: akte.basis,
        confirmed_by: akte.confirmedBy ?? null,
        archivkennung: akte.archivkennung ?? null,
        content_digest: akte.contentDigest ?? null,
        state: akte.state,
      })),
    )
    .execute();
}

/** @param lock until the transaction ends: nobody else decides or carries it out */
export async function findDestruction(
  ctx: Where,
  destructionId: string,
  lock: "for-update" | "no-lock",
): Promise<Destruction | undefined> {
  const query = tables(ctx)
    .selectFrom("disposal.destruction")
    .select(columns)
    .where("tenant_id", "=", ctx.tenant)
    .where("destruction_id", "=", destructionId);
  const row = await (lock === "for-update" ? query.forUpdate() : query).executeTakeFirst();
  return row && toDestruction(row);
}

/** Writes what was decided, where the protocol lies, and that it is done. */
export async function updateDestruction(ctx: Where, destruction: Destruction): Promise<void> {
  const { decided, protocol } = destruction;
  await tables(ctx)
    .updateTable("disposal.destruction")
    .set({
      state: destruction.state,
      decided_at: decided?.at ?? null,
      decided_by: decided?.by ?? null,
      decided_by_name: decided?.byName ?? null,
      decision_reason: decided?.reason ?? null,
      protocol_akte_id: protocol?.akteId ?? null,
      protocol_vorgang_id: protocol?.vorgangId ?? null,
      protocol_dokument_id: protocol?.dokumentId ?? null,
      done_at: destruction.doneAt ?? null,
    })
    .where("tenant_id", "=", ctx.tenant)
    .where("destruction_id", "=", destruction.destructionId)
    .execute();
}

/** All Akten of a destruction, whoever asks: for the program, and for who has to see all of them to decide. */
export async function selectDoomed(ctx: Where, destructionId: string, sight?: Sight): Promise<readonly DoomedAkte[]> {
  let query = tables(ctx)
    .selectFrom("disposal.destruction_item as i")
    .select(itemColumns.map((column) => `i.${column}` as const))
    .where("i.tenant_id", "=", ctx.tenant)
    .where("i.destruction_id", "=", destructionId)
    .orderBy("i.position");
  if (sight !== undefined) query = query.where(seenBy(sight, "i"));
  return (await query.execute()).map(toDoomed);
}

/** Akten that some destruction has taken up. */
export async function selectDoomedAkteIds(ctx: Where): Promise<readonly string[]> {
  const rows = await tables(ctx)
    .selectFrom("disposal.destruction_item")
    .select("akte_id")
    .where("tenant_id", "=", ctx.tenant)
    .where("state", "in", ["proposed", "ordered"])
    .execute();
  return rows.map((row) => row.akte_id);
}

/** The next Akte whose turn it is. */
export async function findNextDoomed(ctx: Where, destructionId: string): Promise<DoomedAkte | undefined> {
  const row = await tables(ctx)
    .selectFrom("disposal.destruction_item")
    .select(itemColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("destruction_id", "=", destructionId)
    .where("state", "=", "ordered")
    .orderBy("position")
    .limit(1)
    .executeTakeFirst();
  return row && toDoomed(row);
}

export async function updateDoomed(
  ctx: Where,
  akte: Pick<DoomedAkte, "destructionId" | "akteId" | "state" | "keptBecause">,
): Promise<void> {
  await tables(ctx)
    .updateTable("disposal.destruction_item")
    .set({ state: akte.state, kept_because: akte.keptBecause ?? null })
    .where("tenant_id", "=", ctx.tenant)
    .where("destruction_id", "=", akte.destructionId)
    .where("akte_id", "=", akte.akteId)
    .execute();
}

/** Moves all Akten of a destruction from one state to another: when it is approved. */
export async function updateAllDoomed(
  ctx: Where,
  destructionId: string,
  from: DoomedState,
  to: DoomedState,
  keptBecause?: KeptReason,
): Promise<void> {
  await tables(ctx)
    .updateTable("disposal.destruction_item")
    .set({ state: to, kept_because: keptBecause ?? null })
    .where("tenant_id", "=", ctx.tenant)
    .where("destruction_id", "=", destructionId)
    .where("state", "=", from)
    .execute();
}

/** A destruction in a list, counted over the Akten that somebody may see. */
export interface DestructionInList extends Destruction {
  readonly akten: number;
}

/** Destructions of which somebody may see an Akte, newest first. */
export async function selectDestructions(
  ctx: Where,
  sight: Sight,
  which: { readonly processId?: string; readonly limit: number },
): Promise<readonly DestructionInList[]> {
  let query = tables(ctx)
    .selectFrom("disposal.destruction as d")
    .innerJoin("disposal.destruction_item as i", (join) =>
      join.onRef("i.tenant_id", "=", "d.tenant_id").onRef("i.destruction_id", "=", "d.destruction_id"),
    )
    .select(columns.map((column) => `d.${column}` as const))
    .select((eb) => eb.fn.countAll<number>().as("akten"))
    .where("d.tenant_id", "=", ctx.tenant)
    .where(seenBy(sight, "i"))
    .groupBy(["d.tenant_id", "d.destruction_id"])
    .orderBy("d.proposed_at", "desc")
    .orderBy("d.destruction_id")
    .limit(which.limit);
  if (which.processId !== undefined) query = query.where("d.process_id", "=", which.processId);
  return (await query.execute()).map((row) => ({ ...toDestruction(row), akten: row.akten }));
}

// — Contents that are to go ——————————————————————————————————————————————

/** Queues contents for deletion; those that are queued stay so. */
export async function insertContentRemovals(ctx: Where, addresses: readonly string[], now: Date): Promise<void> {
  const distinct = [...new Set(addresses)];
  if (distinct.length === 0) return;
  await tables(ctx)
    .insertInto("disposal.content_removal")
    .values(distinct.map((address) => ({ tenant_id: ctx.tenant, address, queued_at: now })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function selectContentRemovals(ctx: Where, limit: number): Promise<readonly string[]> {
  const rows = await tables(ctx)
    .selectFrom("disposal.content_removal")
    .select("address")
    .where("tenant_id", "=", ctx.tenant)
    .orderBy("queued_at")
    .orderBy("address")
    .limit(limit)
    .execute();
  return rows.map(({ address }) => address);
}

export async function deleteContentRemovals(ctx: Where, addresses: readonly string[]): Promise<void> {
  if (addresses.length === 0) return;
  await tables(ctx)
    .deleteFrom("disposal.content_removal")
    .where("tenant_id", "=", ctx.tenant)
    .where("address", "in", addresses)
    .execute();
}

// — Where protocols lie ——————————————————————————————————————————————————

export async function findProtocolAkte(ctx: Where, year: number): Promise<string | undefined> {
  const row = await tables(ctx)
    .selectFrom("disposal.protocol_akte")
    .select("akte_id")
    .where("tenant_id", "=", ctx.tenant)
    .where("year", "=", year)
    .executeTakeFirst();
  return row?.akte_id;
}

export async function insertProtocolAkte(ctx: Where, year: number, akteId: string): Promise<void> {
  await tables(ctx)
    .insertInto("disposal.protocol_akte")
    .values({ tenant_id: ctx.tenant, year, akte_id: akteId })
    .execute();
}
