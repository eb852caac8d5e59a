import { Conflict, isId, NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { tellWatchers } from "../extensions.ts";
import { extendChain, type HistoryDraft, type HistoryEntry } from "../model/history.ts";
import { termsOf } from "../model/search-terms.ts";
import {
  isHeld,
  keepLocks,
  type LockedAkte,
  markLocks,
  replaceTerms,
  selectAktenForUpdate,
  selectAktenHolding,
  selectWordsOfAkte,
  unlockAkten,
  writeEntries,
} from "../store/index.ts";
import { requireMayWorkIn, sightOf } from "./sight-of.ts";

/** An Akte that is locked and is being changed: collects the entries that say how. */
export interface AkteEdit {
  readonly akte: LockedAkte;
  /** Puts one more entry at the end of the chain. */
  record(draft: HistoryDraft): HistoryEntry;
  /** Writes the entries, at the latest with the commit, and tells who watches. Once, after everything else. */
  save(dokumentIds?: readonly string[]): Promise<void>;
}

/** Begins to change an Akte that is locked. */
export function editAkte(ctx: Ctx, akte: LockedAkte): AkteEdit {
  const place = { tenant: ctx.tenant, akteId: akte.akteId, actor: ctx.actor, now: ctx.now };
  const written: HistoryEntry[] = [];
  let { head } = akte;
  return {
    akte,
    record(draft) {
      const extended = extendChain(head, place, [draft]);
      const entry = extended.entries[0] as HistoryEntry;
      head = extended.head;
      written.push(entry);
      return entry;
    },
    async save(dokumentIds = []) {
      if (written.length === 0) return;
      writeEntries(ctx, akte.akteId, written, head);
      await tellWatchers(ctx, akte.akteId, dokumentIds);
    },
  };
}

/** What is to be changed: things that lie in Akten, and Akten. */
export interface Held {
  readonly akteIds?: readonly string[];
  readonly teilakteIds?: readonly string[];
  readonly vorgangIds?: readonly string[];
  readonly dokumentIds?: readonly string[];
}

const mostLooks = 4;

/**
 * Locks every Akte in which these lie, in a fixed order, as far as who acts may see them.
 * @returns the Akten by id, and in which of them each thing lies. What is not there, or may not be seen, is missing
 * @throws Forbidden `records.read-only` where one of them may be read and not changed
 */
export async function lockAktenHolding(
  ctx: Ctx,
  held: Held,
): Promise<{ readonly akten: ReadonlyMap<string, LockedAkte>; readonly akteOf: ReadonlyMap<string, string> }> {
  const sight = await sightOf(ctx);
  const ids = {
    akteIds: (held.akteIds ?? []).filter(isId),
    teilakteIds: (held.teilakteIds ?? []).filter(isId),
    vorgangIds: (held.vorgangIds ?? []).filter(isId),
    dokumentIds: (held.dokumentIds ?? []).filter(isId),
  };
  markLocks(ctx);
  let akten: ReadonlyMap<string, LockedAkte>;
  let akteOf = await selectAktenHolding(ctx, ids);
  for (let look = 1; ; look++) {
    const wanted = new Set(akteOf.values());
    akten = await selectAktenForUpdate(ctx, sight, [...wanted]);
    // Somebody may have moved one of them while we waited for the lock.
    akteOf = await selectAktenHolding(ctx, ids);
    if (look === mostLooks || [...akteOf.values()].every((akteId) => wanted.has(akteId))) break;
    // To lock one more now would break the order, and two could wait for each other.
    unlockAkten(ctx);
  }
  keepLocks(ctx);
  for (const akte of akten.values()) await requireMayWorkIn(ctx, akte);
  return { akten, akteOf: new Map([...akteOf].filter(([, akteId]) => akten.has(akteId))) };
}

/**
 * Locks the Akte in which one thing lies.
 * @throws NotFound with this code where there is none, or none that may be seen; Conflict `records.akte-closed`
 */
export async function lockOpenAkteHolding(ctx: Ctx, held: Held, code: string): Promise<LockedAkte> {
  const { akten } = await lockAktenHolding(ctx, held);
  const [akte] = akten.values();
  if (akte === undefined) throw new NotFound(code);
  if (akte.closed) throw new Conflict("records.akte-closed", { aktenzeichen: akte.aktenzeichen });
  return akte;
}

/**
 * What lies in an Akte under a legal hold stays there: elsewhere it might be destroyed. The Akte is locked.
 * @throws Conflict `records.akte-held`
 */
export async function requireMayLeave(ctx: Ctx, akte: LockedAkte): Promise<void> {
  if (await isHeld(ctx, akte.akteId)) throw new Conflict("records.akte-held", { aktenzeichen: akte.aktenzeichen });
}

/** Makes an Akte be found by what it and its Vorgänge are called now, and by what it was called before. */
export async function refreshTerms(ctx: Ctx, akteId: string): Promise<void> {
  replaceTerms(ctx, akteId, termsOf((await selectWordsOfAkte(ctx, akteId)).join(" ")));
}

/** What changes, and what was there before: nothing where both are the same. */
export function differences<Values extends Readonly<Record<string, string | number | null>>>(
  before: Values,
  wanted: { readonly [Name in keyof Values]?: Values[Name] | undefined },
): { readonly after: Partial<Values>; readonly before: Partial<Values> } | undefined {
  const names = (Object.keys(wanted) as (keyof Values)[]).filter(
    (name) => wanted[name] !== undefined && wanted[name] !== before[name],
  );
  if (names.length === 0) return undefined;
  return {
    after: Object.fromEntries(names.map((name) => [name, wanted[name]])) as Partial<Values>,
    before: Object.fromEntries(names.map((name) => [name, before[name]])) as Partial<Values>,
  };
}
