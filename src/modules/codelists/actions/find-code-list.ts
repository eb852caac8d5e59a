import type { Ctx } from "../../../platform/db/index.ts";
import { builtInLists } from "../model/built-in.ts";
import { type CodeList, type CodeListInfo, compareVersions } from "../model/code-list.ts";
import { type StoredList, selectEntries, selectLists } from "../store.ts";

type Reads = Pick<Ctx, "tx" | "tenant">;

/** Entries of all lists kept in memory together. */
const mostKept = 500_000;

/** Lists by what they say, the latest used last. Who may read one is asked of the database each time. */
const kept = new Map<string, CodeList>();
let keptEntries = 0;

async function withEntries(ctx: Reads, stored: StoredList): Promise<CodeList> {
  const key = `${stored.sha256} ${stored.uri} ${stored.version}`;
  let list = kept.get(key);
  if (list === undefined) {
    const { uri, version, name } = stored;
    const entries = await selectEntries(ctx, stored);
    // Another request may have read it meanwhile.
    list = kept.get(key);
    if (list === undefined) {
      list = { uri, version, name, entries };
      keptEntries += entries.length;
    }
  }
  kept.delete(key);
  kept.set(key, list);
  for (const [oldest, { entries }] of kept) {
    if (keptEntries <= mostKept || oldest === key) break;
    kept.delete(oldest);
    keptEntries -= entries.length;
  }
  return list;
}

/**
 * A list that the town may use: one that is built in, its own, or of a town of its region. Without a version the
 * newest. The same list is the same object while it is in memory.
 */
export async function findCodeList(
  ctx: Reads,
  { uri, version }: { readonly uri: string; readonly version?: string | undefined },
): Promise<CodeList | undefined> {
  const builtIn = builtInLists().find((list) => list.uri === uri);
  if (builtIn !== undefined) return version === undefined || version === builtIn.version ? builtIn : undefined;
  const stored = await selectLists(ctx, { uri, ...(version === undefined ? {} : { version }) });
  const newest = [...stored].sort((one, other) => compareVersions(other.version, one.version))[0];
  return newest === undefined ? undefined : withEntries(ctx, newest);
}

/** Lists that the town may use, by name; of one address the newest version first, each version once. */
export async function listCodeLists(ctx: Reads): Promise<readonly CodeListInfo[]> {
  const each = new Map<string, CodeListInfo>();
  for (const { uri, version, name, entries } of builtInLists()) {
    each.set(`${uri}\n${version}`, { uri, version, name, entries: entries.length });
  }
  for (const { uri, version, name, entries, importedAt, importedBy, ownTown } of await selectLists(ctx)) {
    const key = `${uri}\n${version}`;
    if (each.has(key)) continue;
    each.set(key, { uri, version, name, entries, imported: { at: importedAt, by: importedBy, ownTown } });
  }
  return [...each.values()].sort(
    (one, other) =>
      one.name.de.localeCompare(other.name.de, "de") ||
      (one.uri < other.uri ? -1 : one.uri > other.uri ? 1 : compareVersions(other.version, one.version)),
  );
}
