import { sql } from "kysely";
import type { RegistryReport, UndoStep } from "../model/registry-action.ts";
import type { Sight } from "../model/sight.ts";
import type { RecordsTables } from "../tables.ts";
import { seenBy } from "./sight.ts";
import { tables, type Where } from "./tables.ts";

/** An action as it is kept. */
export interface KeptAction {
  readonly actionId: string;
  readonly madeAt: Date;
  readonly staffId: string | null;
  readonly report: RegistryReport;
  readonly undo: readonly UndoStep[];
  /** Number of the newest entry of every chain that was touched. */
  readonly heads: Readonly<Record<string, number>>;
  readonly undoneAt: Date | null;
}

export async function insertAction(ctx: Where, action: Omit<KeptAction, "undoneAt">): Promise<void> {
  await tables(ctx)
    .insertInto("records.registry_action")
    .values({
      tenant_id: ctx.tenant,
      action_id: action.actionId,
      kind: action.report.verb,
      made_at: action.madeAt,
      staff_id: action.staffId,
      report: JSON.stringify(action.report),
      undo: JSON.stringify(action.undo),
      heads: JSON.stringify(action.heads),
    })
    .execute();
}

const columns = ["action_id", "made_at", "staff_id", "report", "undo", "heads", "undone_at"] as const;

type ActionRow = Pick<RecordsTables["records.registry_action"], (typeof columns)[number]>;

const actionOf = (row: ActionRow): KeptAction => ({
  actionId: row.action_id,
  madeAt: row.made_at,
  staffId: row.staff_id,
  report: row.report as RegistryReport,
  undo: row.undo as readonly UndoStep[],
  heads: row.heads as Readonly<Record<string, number>>,
  undoneAt: row.undone_at,
});

/** @param options.lock so that it is taken back once */
export async function selectAction(
  ctx: Where,
  actionId: string,
  options: { readonly lock?: boolean } = {},
): Promise<KeptAction | undefined> {
  const query = tables(ctx)
    .selectFrom("records.registry_action")
    .select(columns)
    .where("tenant_id", "=", ctx.tenant)
    .where("action_id", "=", actionId);
  const row = await (options.lock === true ? query.forNoKeyUpdate() : query).executeTakeFirst();
  return row && actionOf(row);
}

/** The newest actions of somebody. */
export async function selectActionsOf(
  ctx: Where,
  staffId: string | null,
  limit: number,
): Promise<readonly KeptAction[]> {
  const rows = await tables(ctx)
    .selectFrom("records.registry_action")
    .select(columns)
    .where("tenant_id", "=", ctx.tenant)
    .where("staff_id", staffId === null ? "is" : "=", staffId)
    .orderBy("action_id", "desc")
    .limit(limit)
    .execute();
  return rows.map(actionOf);
}

export async function updateActionAsUndone(ctx: Where & { readonly now: Date }, actionId: string): Promise<void> {
  await tables(ctx)
    .updateTable("records.registry_action")
    .set({ undone_at: ctx.now })
    .where("tenant_id", "=", ctx.tenant)
    .where("action_id", "=", actionId)
    .execute();
}

/** Number of the newest entry of Akten. */
export async function selectHeads(ctx: Where, akteIds: readonly string[]): Promise<Readonly<Record<string, number>>> {
  const { rows } = await sql<{ akte_id: string; head: number }>`
    select akte_id, head_sequence as head from records.akte
    where tenant_id = ${ctx.tenant}::int and akte_id = any(${[...akteIds]}::uuid[])`.execute(ctx.tx);
  return Object.fromEntries(rows.map((row) => [row.akte_id, row.head]));
}

/** Something that was ticked, as somebody may see it. */
export interface TickedThing {
  readonly kind: "akte" | "vorgang" | "dokument";
  readonly id: string;
  readonly akteId: string;
  readonly vorgangId: string | null;
  readonly teilakteId: string | null;
  readonly planUnit: string;
  readonly aktenzeichen: string;
  readonly title: string;
  readonly akteClosed: boolean;
  readonly vorgangClosed: boolean;
  /** A legal hold lies on its Akte. */
  readonly akteHeld: boolean;
  readonly circleId: number;
  /** Vorgänge of an Akte, Dokumente of a Vorgang, Anlagen of a Dokument. */
  readonly contents: number;
}

/** What somebody ticked, as far as it may be seen, by Aktenzeichen. */
export async function selectTicked(
  ctx: Where,
  sight: Sight,
  ids: {
    readonly akteIds: readonly string[];
    readonly vorgangIds: readonly string[];
    readonly dokumentIds: readonly string[];
  },
): Promise<readonly TickedThing[]> {
  const held = sql`exists (select from records.legal_hold h
    where h.tenant_id = a.tenant_id and h.akte_id = a.akte_id and h.lifted_at is null)`;
  const { rows } = await sql<TickedThing>`
    select 'akte' as kind, a.akte_id as id, a.akte_id as "akteId", null::uuid as "vorgangId", null::uuid as "teilakteId",
      a.plan_unit as "planUnit", a.aktenzeichen, a.betreff as title, a.zda_at is not null as "akteClosed", false as "vorgangClosed",
      a.circle_id as "circleId", ${held} as "akteHeld",
      (select count(*)::int from records.vorgang v where v.tenant_id = a.tenant_id and v.akte_id = a.akte_id) as contents
    from records.akte a
    where a.tenant_id = ${ctx.tenant}::int and a.akte_id = any(${ids.akteIds}::uuid[]) and ${seenBy(sight, "a")}
    union all
    select 'vorgang', v.vorgang_id, a.akte_id, v.vorgang_id, v.teilakte_id, a.plan_unit, v.aktenzeichen, v.betreff,
      a.zda_at is not null, v.zda_at is not null, a.circle_id, ${held},
      (select count(*)::int from records.dokument d where d.tenant_id = v.tenant_id and d.vorgang_id = v.vorgang_id)
    from records.vorgang v
    join records.akte a on a.tenant_id = v.tenant_id and a.akte_id = v.akte_id
    where v.tenant_id = ${ctx.tenant}::int and v.vorgang_id = any(${ids.vorgangIds}::uuid[]) and ${seenBy(sight, "a")}
    union all
    select 'dokument', d.dokument_id, a.akte_id, v.vorgang_id, v.teilakte_id, a.plan_unit, v.aktenzeichen, d.title,
      a.zda_at is not null, v.zda_at is not null, a.circle_id, ${held},
      (select count(*)::int from records.dokument p where p.tenant_id = d.tenant_id and p.parent_id = d.dokument_id)
    from records.dokument d
    join records.vorgang v on v.tenant_id = d.tenant_id and v.vorgang_id = d.vorgang_id
    join records.akte a on a.tenant_id = v.tenant_id and a.akte_id = v.akte_id
    where d.tenant_id = ${ctx.tenant}::int and d.dokument_id = any(${ids.dokumentIds}::uuid[]) and ${seenBy(sight, "a")}
    order by aktenzeichen, title`.execute(ctx.tx);
  return rows;
}

/** What bears an Aktenzeichen, or did before: an Akte or a Vorgang that may be seen. */
export async function findByAktenzeichen(
  ctx: Where,
  sight: Sight,
  aktenzeichen: string,
): Promise<{ readonly akteId: string; readonly vorgangId: string | null } | undefined> {
  const { rows } = await sql<{ akteId: string; vorgangId: string | null }>`
    with found as (
      select akte_id, null::uuid as vorgang_id, 1 as rank from records.akte
      where tenant_id = ${ctx.tenant}::int and aktenzeichen = ${aktenzeichen}
      union all
      select akte_id, vorgang_id, 2 from records.vorgang
      where tenant_id = ${ctx.tenant}::int and aktenzeichen = ${aktenzeichen}
      union all
      select akte_id, vorgang_id, 3 from records.former_aktenzeichen
      where tenant_id = ${ctx.tenant}::int and aktenzeichen = ${aktenzeichen}
    )
    select f.akte_id as "akteId", f.vorgang_id as "vorgangId" from found f
    join records.akte a on a.tenant_id = ${ctx.tenant}::int and a.akte_id = f.akte_id
    where ${seenBy(sight, "a")} order by f.rank limit 1`.execute(ctx.tx);
  return rows[0];
}
