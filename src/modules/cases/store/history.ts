import { type Insertable, type Selectable, sql } from "kysely";
import { newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { HistoryEntry } from "../model/case.ts";
import type { CasesTables } from "../tables.ts";
import { tables } from "./tables.ts";

function toHistory(row: Selectable<CasesTables["cases.history"]>): HistoryEntry {
  return {
    historyId: row.history_id,
    action: row.action,
    actorKind: row.actor_kind as HistoryEntry["actorKind"],
    text: { de: row.text_de, en: row.text_en },
    details: row.details as HistoryEntry["details"],
    caseVersion: row.case_version,
    at: row.at,
    ...(row.actor_name === null ? {} : { actorName: row.actor_name }),
    ...(row.citizen_text_de === null
      ? {}
      : { citizenText: { de: row.citizen_text_de, en: row.citizen_text_en ?? row.citizen_text_de } }),
  };
}

export type NewHistory = Omit<HistoryEntry, "historyId">;

export function historyValues(ctx: Ctx, caseId: string, entry: NewHistory): Insertable<CasesTables["cases.history"]> {
  return {
    tenant_id: ctx.tenant,
    history_id: newId(),
    case_id: caseId,
    action: entry.action,
    actor_kind: entry.actorKind,
    actor_name: entry.actorName ?? null,
    text_de: entry.text.de,
    text_en: entry.text.en,
    citizen_text_de: entry.citizenText?.de ?? null,
    citizen_text_en: entry.citizenText?.en ?? null,
    details: JSON.stringify(entry.details),
    case_version: entry.caseVersion,
    at: entry.at,
  };
}

export async function insertHistory(ctx: Ctx, caseId: string, entry: NewHistory): Promise<void> {
  await tables(ctx)
    .insertInto("cases.history")
    .values(historyValues(ctx, caseId, entry))
    .execute();
}

/** What happened to a case, in its order. */
export async function listHistory(ctx: Ctx, caseId: string): Promise<readonly HistoryEntry[]> {
  const rows = await tables(ctx)
    .selectFrom("cases.history")
    .selectAll()
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .orderBy("position")
    .execute();
  return rows.map(toHistory);
}

/** When something last happened to each of these cases that its citizen may know of. */
export async function lastChanges(ctx: Ctx, caseIds: readonly string[]): Promise<ReadonlyMap<string, Date>> {
  const { rows } = await sql<{ case_id: string; at: Date }>`select case_id, max(at) as at from cases.history
    where tenant_id = ${ctx.tenant} and case_id = any(${[...caseIds]}::uuid[]) and citizen_text_de is not null
    group by case_id`.execute(ctx.tx);
  return new Map(rows.map((row) => [row.case_id, row.at]));
}
