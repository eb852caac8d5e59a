import { sql } from "kysely";
import type { Localized } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import type { CodeListEntry } from "./model/code-list.ts";
import type { CodelistsTables } from "./tables.ts";

type Reads = Pick<Ctx, "tx" | "tenant">;

/** A list in the database without its entries. */
export interface StoredList {
  readonly uri: string;
  readonly version: string;
  readonly name: Localized;
  readonly entries: number;
  readonly sha256: string;
  readonly importedAt: Date;
  readonly importedBy: string;
  readonly ownTown: boolean;
}

/** Lists of the town and of the other towns of its region; row-level security decides. The town's own come first. */
export async function selectLists(
  { tx, tenant }: Reads,
  where: { readonly uri?: string; readonly version?: string } = {},
): Promise<readonly StoredList[]> {
  let query = tx
    .withTables<CodelistsTables>()
    .selectFrom("codelists.list")
    .select(["tenant_id", "uri", "version", "name", "entry_count", "sha256", "imported_at", "imported_by"]);
  if (where.uri !== undefined) query = query.where("uri", "=", where.uri);
  if (where.version !== undefined) query = query.where("version", "=", where.version);
  const rows = await query.orderBy("uri").orderBy("version").orderBy("imported_at").orderBy("tenant_id").execute();
  return rows
    .map((row) => ({
      uri: row.uri,
      version: row.version,
      name: row.name as unknown as Localized,
      entries: row.entry_count,
      sha256: row.sha256,
      importedAt: row.imported_at,
      importedBy: row.imported_by,
      ownTown: row.tenant_id === tenant,
    }))
    .sort((one, other) => Number(other.ownTown) - Number(one.ownTown));
}

/** Entries of a list that the town may read. */
export async function selectEntries(
  { tx }: Reads,
  list: { readonly uri: string; readonly version: string; readonly sha256: string },
): Promise<readonly CodeListEntry[]> {
  const row = await tx
    .withTables<CodelistsTables>()
    .selectFrom("codelists.list")
    .select("entries")
    .where("uri", "=", list.uri)
    .where("version", "=", list.version)
    .where("sha256", "=", list.sha256)
    .limit(1)
    .executeTakeFirstOrThrow();
  return row.entries as unknown as readonly CodeListEntry[];
}

/** Holds others off who import the same list at the same moment, until the transaction ends. */
export async function lockList({ tx }: Reads, uri: string, version: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`codelists ${uri} ${version}`}, 0))`.execute(
    tx.withTables<CodelistsTables>(),
  );
}

export async function insertList(
  { tx, tenant, now }: Pick<Ctx, "tx" | "tenant" | "now">,
  list: {
    readonly uri: string;
    readonly version: string;
    readonly name: Localized;
    readonly entries: readonly CodeListEntry[];
    readonly sha256: string;
    readonly by: string;
  },
): Promise<void> {
  await tx
    .withTables<CodelistsTables>()
    .insertInto("codelists.list")
    .values({
      tenant_id: tenant,
      uri: list.uri,
      version: list.version,
      name: JSON.stringify(list.name),
      entries: JSON.stringify(list.entries),
      entry_count: list.entries.length,
      sha256: list.sha256,
      imported_at: now,
      imported_by: list.by,
    })
    .execute();
}
