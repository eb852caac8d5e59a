import type { Writable } from "node:stream";
import pg from "pg";
import { copyIn, copyOut, portableText } from "./copy.ts";
import { migrationLock } from "./migrate.ts";

const { escapeIdentifier, escapeLiteral } = pg;

/** A table as it lies in a backup. */
export interface SavedTable {
  /** `records.akte` */
  readonly name: string;
  /** In the order of the values in a line; generated ones are left out. */
  readonly columns: readonly string[];
}

/** Where the numbers of an identity column have got to. */
export interface SavedSequence {
  /** `cases.history_position_seq` */
  readonly name: string;
  readonly value: number;
  readonly called: boolean;
}

/** Everything a database holds at one moment, whatever is written to it meanwhile. */
export interface Snapshot {
  readonly takenAt: Date;
  /** Each after those that it refers to. Without unlogged ones: they hold what nobody may copy. */
  readonly tables: readonly SavedTable[];
  readonly migrations: readonly { readonly name: string; readonly sha256: string }[];
  /** At this moment or a little after it: numbers may be left out, none comes twice. */
  listSequences(): Promise<readonly SavedSequence[]>;
  /**
   * Writes the rows of a table as PostgreSQL's COPY text.
   * @param tenants whose rows; a table that is no municipality's is written whole
   * @returns how many rows
   */
  writeRows(
    table: SavedTable,
    tenants: readonly number[],
    sink: Writable,
    onRow: (row: Buffer) => void,
  ): Promise<number>;
  close(): Promise<void>;
}

/** Why rows cannot be loaded into a database, in one line for the operator. */
export class LoadRefused extends Error {}

/** The queue's rows are jobs that wait; what is around them the program makes by itself. */
const ours =
  "(n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema', 'pgboss', 'public') or n.nspname = 'pgboss' and c.relname = 'job') and c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence <> 'u'";

interface TableOfDatabase extends SavedTable {
  readonly byTenant: boolean;
  readonly rowSecurityForced: boolean;
}

function quoted(name: string): string {
  return name.split(".").map(escapeIdentifier).join(".");
}

async function listTables(client: pg.Client): Promise<readonly TableOfDatabase[]> {
  const { rows } = await client.query<TableOfDatabase>(
    `select n.nspname || '.' || c.relname as name, c.relforcerowsecurity as "rowSecurityForced",
       array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '') as columns,
       c.relforcerowsecurity and bool_or(a.attname = 'tenant_id') as "byTenant"
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where ${ours} group by n.nspname, c.relname, c.relforcerowsecurity order by 1`,
  );
  const { rows: references } = await client.query<{ from: string; to: string }>(
    `select n.nspname || '.' || c.relname as from, m.nspname || '.' || d.relname as to
     from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
       join pg_class d on d.oid = k.confrelid join pg_namespace m on m.oid = d.relnamespace
     where k.contype = 'f' and not k.condeferrable and k.conrelid <> k.confrelid`,
  );
  const waiting = new Map(rows.map((table) => [table.name, table]));
  const ordered: TableOfDatabase[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter(
      ({ name }) => !references.some(({ from, to }) => from === name && waiting.has(to)),
    );
    if (ready.length === 0)
      throw new Error(`tables refer to each other in a circle: ${[...waiting.keys()].join(", ")}`);
    for (const table of ready) waiting.delete(table.name);
    ordered.push(...ready);
  }
  return ordered;
}

/**
 * Holds a moment of the database, as the migrator, without locking anybody out. Row-level security binds the migrator
 * too, so the rows are read municipality by municipality, all of them in this one transaction.
 */
export async function openSnapshot(url: string): Promise<Snapshot> {
  const client = new pg.Client({ connectionString: url, application_name: "klickamt-backup" });
  await client.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    await client.query(`set local klickamt.tenant = '0'; ${portableText}`);
    const { rows } = await client.query<{ now: Date }>("select clock_timestamp() as now");
    const tables = await listTables(client);
    const byTenant = new Set(tables.filter((table) => table.byTenant).map(({ name }) => name));
    const { rows: migrations } = await client.query<{ name: string; sha256: string }>(
      "select name, sha256 from public.klickamt_migration order by 1",
    );
    return {
      takenAt: (rows[0] as { now: Date }).now,
      tables: tables.map(({ name, columns }) => ({ name, columns })),
      migrations,
      async listSequences() {
        const { rows: names } = await client.query<{ name: string }>(
          `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where c.relkind = 'S' and n.nspname not in ('pgboss', 'public') order by 1`,
        );
        const sequences: SavedSequence[] = [];
        for (const { name } of names) {
          const { rows: state } = await client.query<{ value: string; called: boolean }>(
            `select last_value as value, is_called as called from ${quoted(name)}`,
          );
          const { value, called } = state[0] as { value: string; called: boolean };
          sequences.push({ name, value: Number(value), called });
        }
        return sequences;
      },
      async writeRows({ name, columns }, tenants, sink, onRow) {
        const select = `select ${columns.map(escapeIdentifier).join(", ")} from ${quoted(name)}`;
        // Jobs of the queue for itself name queues that a fresh one has yet to make.
        const wanted = name === "pgboss.job" ? `${select} where name not like '\\_\\_pgboss%'` : select;
        if (!byTenant.has(name)) return copyOut(client, `copy (${wanted}) to stdout`, sink, onRow);
        let count = 0;
        for (const tenant of [0, ...tenants]) {
          await client.query(`set local klickamt.tenant = '${Number(tenant)}'`);
          // Some rows can be read by the whole region: each is wanted once.
          const own = `${select} where tenant_id = ${Number(tenant)}`;
          count += await copyOut(client, `copy (${own}) to stdout`, sink, onRow);
        }
        return count;
      },
      async close() {
        await client.end();
      },
    };
  } catch (error) {
    await client.end();
    throw error;
  }
}

/**
 * Fills an empty, migrated database in one transaction, as the migrator: rows exactly as they were, so that what may
 * never change has not. Row-level security binds the owner until it is no longer forced, which only this transaction
 * sees.
 * @param tables in the order of the snapshot
 * @throws LoadRefused where a table holds rows already, or does not fit
 */
export async function loadSnapshot(
  url: string,
  saved: {
    readonly tables: readonly (SavedTable & { readonly rows: number })[];
    readonly sequences: readonly SavedSequence[];
  },
  linesOf: (table: SavedTable) => AsyncIterable<Buffer>,
): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: "klickamt-restore" });
  await client.connect();
  try {
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock($1)", [migrationLock]);
    await client.query(`set local klickamt.tenant = '0'; ${portableText}`);
    const present = await listTables(client);
    const ownTables = present.filter(({ name }) => !name.startsWith("pgboss."));
    for (const { name, rowSecurityForced } of ownTables) {
      if (rowSecurityForced) await client.query(`alter table ${quoted(name)} no force row level security`);
      const { rows } = await client.query<{ filled: boolean }>(`select exists (select from ${quoted(name)}) as filled`);
      if (rows[0]?.filled === true) {
        throw new LoadRefused(
          `this database is not empty: ${name} holds rows. Restore into an empty data folder or database.`,
        );
      }
      await client.query(`alter table ${quoted(name)} disable trigger user`);
    }
    // What an empty program has planned for itself; it will plan again.
    await client.query("delete from pgboss.job");
    for (const table of saved.tables) {
      const target = present.find(({ name }) => name === table.name);
      const lost = table.columns.find((column) => target?.columns.includes(column) !== true);
      if (target === undefined || lost !== undefined) {
        throw new LoadRefused(
          `this version has no ${table.name}${lost === undefined ? "" : ` (${lost})`}. Restore with the version that made the backup, then upgrade.`,
        );
      }
      const columns = table.columns.map(escapeIdentifier).join(", ");
      const count = await copyIn(client, `copy ${quoted(table.name)} (${columns}) from stdin`, linesOf(table));
      if (count !== table.rows)
        throw new LoadRefused(`${table.name}: the backup has ${table.rows} rows, ${count} came.`);
    }
    await client.query("set constraints all immediate");
    for (const { name, rowSecurityForced } of ownTables) {
      await client.query(`alter table ${quoted(name)} enable trigger user`);
      if (rowSecurityForced) await client.query(`alter table ${quoted(name)} force row level security`);
    }
    for (const { name, value, called } of saved.sequences) {
      await client.query(`select setval(${escapeLiteral(quoted(name))}, $1, $2)`, [value, called]);
    }
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  } finally {
    await client.end();
  }
}
