import { type Actor, Conflict, Forbidden, isId, NotFound, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { sightOf } from "../../records/index.ts";
import type { Question } from "../model/question.ts";
import { deleteSavedSearch, insertSavedSearch, type SavedSearch, selectSavedSearches } from "../store/index.ts";

/** Most that one person keeps. */
const mostSaved = 50;

function staffIdOf(actor: Actor): string {
  if (actor.kind !== "staff") throw new Forbidden("fulltext.staff-only");
  return actor.staffId;
}

/**
 * The searches that who acts has kept, newest first. Nobody sees those of others.
 * @throws Forbidden `records.duty-missing`, `fulltext.staff-only`
 */
export async function listSavedSearches(ctx: Ctx): Promise<readonly SavedSearch[]> {
  await sightOf(ctx);
  return selectSavedSearches(ctx, staffIdOf(ctx.actor));
}

/**
 * Keeps a search under a name. What it finds is asked anew each time.
 * @param name without it, its words name it
 * @throws Forbidden `records.duty-missing`, `fulltext.staff-only`; Conflict `fulltext.too-many-searches`
 */
export async function saveSearch(ctx: Ctx, name: string, question: Question): Promise<void> {
  const saved = await listSavedSearches(ctx);
  if (saved.length >= mostSaved) throw new Conflict("fulltext.too-many-searches", { most: mostSaved });
  const words = name.trim() || question.words.trim() || "Suche";
  await insertSavedSearch(ctx, {
    searchId: newId(ctx.now.getTime()),
    staffId: staffIdOf(ctx.actor),
    name: words.slice(0, 80).toWellFormed(),
    question,
    savedAt: ctx.now,
  });
}

/** @throws Forbidden `records.duty-missing`, `fulltext.staff-only`; NotFound `fulltext.no-such-search` also for those of others */
export async function getSavedSearch(ctx: Ctx, searchId: string): Promise<SavedSearch> {
  const found = (await listSavedSearches(ctx)).find((one) => one.searchId === searchId);
  if (found === undefined) throw new NotFound("fulltext.no-such-search");
  return found;
}

/** @throws Forbidden `records.duty-missing`, `fulltext.staff-only`; NotFound `fulltext.no-such-search` also for those of others */
export async function removeSearch(ctx: Ctx, searchId: string): Promise<void> {
  await sightOf(ctx);
  const removed = isId(searchId) && (await deleteSavedSearch(ctx, staffIdOf(ctx.actor), searchId));
  if (!removed) throw new NotFound("fulltext.no-such-search");
}
