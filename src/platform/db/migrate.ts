import pg from "pg";
import { sha256 } from "../../kernel/index.ts";

/** One forward step of the schema. */
export interface Migration {
  /** `<room>/<file without .sql>`, e.g. `records/0001-file`. Stored for ever. */
  readonly name: string;
  readonly sql: string;
}

export interface MigrationReport {
  readonly applied: readonly string[];
  readonly total: number;
}

/** A database that this program must not touch, in words an operator understands. */
export class SchemaMismatch extends Error {}

/** Whoever changes the schema or fills it holds this advisory lock. */
export const migrationLock = 4_711_020;

/**
 * Brings the database to this program's schema, as the migrator role, all of it in one transaction.
 * @param migrations in the order in which they are to run
 * @throws SchemaMismatch where the database is newer than the program, or a step was changed after it ran
 */
export async function migrate(url: string, migrations: readonly Migration[]): Promise<MigrationReport> {
  const client = new pg.Client({ connectionString: url, application_name: "klickamt-migrate" });
  await client.connect();
  try {
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock($1)", [migrationLock]);
    await client.query("set local klickamt.tenant = '0'");
    await client.query(
      "create table if not exists public.klickamt_migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now())",
    );
    await client.query("grant select on public.klickamt_migration to klickamt_app");
    const { rows } = await client.query<{ name: string; sha256: string }>(
      "select name, sha256 from public.klickamt_migration",
    );
    const done = new Map(rows.map((row) => [row.name, row.sha256]));
    const known = new Set(migrations.map((migration) => migration.name));
    const unknown = rows.filter((row) => !known.has(row.name));
    if (unknown.length > 0) {
      throw new SchemaMismatch(
        `the database is newer than this program: it has had ${unknown.map((row) => row.name).join(", ")}. Start the newer version.`,
      );
    }
    const applied: string[] = [];
    for (const migration of migrations) {
      const hash = sha256(migration.sql);
      const before = done.get(migration.name);
      if (before === hash) continue;
      if (before !== undefined) {
        throw new SchemaMismatch(`migration ${migration.name} was changed after it had run here.`);
      }
      try {
        await client.query(migration.sql);
      } catch (error) {
        throw new Error(`migration ${migration.name}: ${(error as Error).message}`, { cause: error });
      }
      await client.query("insert into public.klickamt_migration (name, sha256) values ($1, $2)", [
        migration.name,
        hash,
      ]);
      applied.push(migration.name);
    }
    await client.query("commit");
    return { applied, total: migrations.length };
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  } finally {
    await client.end();
  }
}

/** Whether the schema is the one this program was made for; the app role may ask. */
export async function pendingMigrations(url: string, migrations: readonly Migration[]): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url, application_name: "klickamt-check" });
  await client.connect();
  try {
    const { rows } = await client.query<{ present: boolean }>(
      "select to_regclass('public.klickamt_migration') is not null as present",
    );
    if (rows[0]?.present !== true) return migrations.map((migration) => migration.name);
    const { rows: done } = await client.query<{ name: string }>("select name from public.klickamt_migration");
    const names = new Set(done.map((row) => row.name));
    return migrations.map((migration) => migration.name).filter((name) => !names.has(name));
  } finally {
    await client.end();
  }
}
