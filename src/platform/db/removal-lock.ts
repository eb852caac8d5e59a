import { sql } from "kysely";
import pg from "pg";
import { Unavailable } from "../../kernel/index.ts";
import type { Tx } from "./database.ts";

/**
 * Whoever removes something for good holds this advisory lock together with others, whoever copies all of it holds it
 * alone: so no copy keeps half of what was removed meanwhile. Removals never wait, they come again; a copy waits for
 * those that have begun, and none begins once it waits.
 */
const removalLock = 4_711_021;
/** How `pg_locks` shows the lock. */
const ofLock = `l.locktype = 'advisory' and l.classid = 0 and l.objid = ${removalLock} and l.objsubid = 1
  and l.database = (select oid from pg_database where datname = current_database()) and l.granted`;

/**
 * Lets something be removed for good until the transaction ends.
 * @throws Unavailable `platform.backup-running`: worth trying again
 */
export async function beginRemoval(tx: Tx): Promise<void> {
  const { rows } = await sql<{
    held: boolean;
  }>`select pg_try_advisory_xact_lock_shared(${removalLock}::bigint) as held`.execute(tx);
  if (rows[0]?.held !== true) throw new Unavailable("platform.backup-running");
}

/** Whether a backup runs now, for which removals wait. */
export async function isBackupRunning(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ running: boolean }>`
    select exists (select from pg_locks l where ${sql.raw(ofLock)} and l.mode = 'ExclusiveLock') as running`.execute(
    tx,
  );
  return rows[0]?.running === true;
}

/** For how long a backup has been running, in seconds; undefined where none is. Asked as the migrator, who makes them. */
export async function backupRunningSeconds(url: string): Promise<number | undefined> {
  const client = new pg.Client({ connectionString: url, application_name: "klickamt-doctor" });
  await client.connect();
  try {
    const { rows } = await client.query<{ seconds: number }>(
      `select extract(epoch from now() - a.backend_start)::float8 as seconds
       from pg_locks l join pg_stat_activity a on a.pid = l.pid where ${ofLock} and l.mode = 'ExclusiveLock'`,
    );
    return rows[0]?.seconds;
  } finally {
    await client.end();
  }
}

/** That nothing is removed for good, until it is released or its connection is lost. */
export interface RemovalStop {
  /** @throws Error where it was lost meanwhile: then something may have been removed */
  check(): Promise<void>;
  release(): Promise<void>;
}

/**
 * Keeps anything from being removed for good. Waits for removals that have begun, and for another backup.
 * @param url of the migrator
 * @param waiting told once where it has to wait, and for what
 */
export async function stopRemovals(
  url: string,
  waiting: (reason: { readonly removals: number; readonly backups: number }) => void,
): Promise<RemovalStop> {
  const client = new pg.Client({ connectionString: url, application_name: "klickamt-backup", keepAlive: true });
  let lost: Error | undefined;
  client.on("error", (error) => {
    lost = error;
  });
  await client.connect();
  try {
    const { rows } = await client.query<{ held: boolean }>("select pg_try_advisory_lock($1::bigint) as held", [
      removalLock,
    ]);
    if (rows[0]?.held !== true) {
      const { rows: modes } = await client.query<{ removals: number; backups: number }>(
        `select count(*) filter (where mode = 'ShareLock')::int as removals,
           count(*) filter (where mode = 'ExclusiveLock')::int as backups from pg_locks l where ${ofLock}`,
      );
      waiting(modes[0] ?? { removals: 0, backups: 0 });
      await client.query("select pg_advisory_lock($1::bigint)", [removalLock]);
    }
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  return {
    async check() {
      if (lost === undefined) await client.query("select 1");
      if (lost !== undefined) throw new Error("the connection that kept removals waiting was lost", { cause: lost });
    },
    async release() {
      await client.end().catch(() => undefined);
    },
  };
}
