import { sql } from "kysely";
import type { Question } from "../model/question.ts";
import { tables, type Where } from "./tables.ts";

/** A search that somebody keeps. */
export interface SavedSearch {
  readonly searchId: string;
  readonly name: string;
  readonly question: Question;
}

/** Newest first. */
export async function selectSavedSearches(ctx: Where, staffId: string): Promise<readonly SavedSearch[]> {
  const rows = await tables(ctx)
    .selectFrom("fulltext.saved_search")
    .select(["search_id", "name", "question"])
    .where("tenant_id", "=", ctx.tenant)
    .where("staff_id", "=", staffId)
    .orderBy("search_id", "desc")
    .limit(100)
    .execute();
  return rows.map((row) => ({ searchId: row.search_id, name: row.name, question: row.question as Question }));
}

export async function insertSavedSearch(
  ctx: Where,
  search: SavedSearch & { readonly staffId: string; readonly savedAt: Date },
): Promise<void> {
  await tables(ctx)
    .insertInto("fulltext.saved_search")
    .values({
      tenant_id: ctx.tenant,
      search_id: search.searchId,
      staff_id: search.staffId,
      name: search.name,
      question: JSON.stringify(search.question),
      saved_at: search.savedAt,
    })
    .execute();
}

/** @returns whether there was one of this person */
export async function deleteSavedSearch(ctx: Where, staffId: string, searchId: string): Promise<boolean> {
  const deleted = await tables(ctx)
    .deleteFrom("fulltext.saved_search")
    .where("tenant_id", "=", ctx.tenant)
    .where("search_id", "=", searchId)
    .where("staff_id", "=", staffId)
    .executeTakeFirst();
  return deleted.numDeletedRows > 0n;
}

/** A search that somebody keeps, whoever that is. */
export interface SearchOfAnybody extends SavedSearch {
  readonly savedAt: Date;
}

/** Searches of anybody by their ids, or whose words fit one of the patterns: for requests about personal data. */
export async function selectSearchesOfAnybody(
  ctx: Where,
  which: { readonly patterns: readonly string[] } | { readonly ids: readonly string[] },
): Promise<readonly SearchOfAnybody[]> {
  const rows = await tables(ctx)
    .selectFrom("fulltext.saved_search")
    .select(["search_id", "name", "question", "saved_at"])
    .where("tenant_id", "=", ctx.tenant)
    .where(
      "ids" in which
        ? sql<boolean>`search_id = any(${[...which.ids]}::uuid[])`
        : sql<boolean>`lower(concat_ws(' ', name, question->>'words', question->>'author')) like any(${[...which.patterns]}::text[])`,
    )
    .orderBy("search_id", "desc")
    .limit(5000)
    .execute();
  return rows.map((row) => ({
    searchId: row.search_id,
    name: row.name,
    question: row.question as Question,
    savedAt: row.saved_at,
  }));
}

/** Deletes a search, whoever keeps it. */
export async function deleteSearchOfAnybody(ctx: Where, searchId: string): Promise<void> {
  await tables(ctx)
    .deleteFrom("fulltext.saved_search")
    .where("tenant_id", "=", ctx.tenant)
    .where("search_id", "=", searchId)
    .execute();
}
