import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";

/** Process id of the PostgreSQL that runs on a data folder, or ran last. Undefined where it was ended in order. */
export function databasePid(dataFolder: string): number | undefined {
  try {
    return Number(readFileSync(join(dataFolder, "postgres/postmaster.pid"), "utf8").split("\n", 1)[0]);
  } catch {
    return undefined;
  }
}

/** Kills a process, where it is not gone already: what its parent has noticed is. */
export function killAtOnce(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Whether a process is there. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

interface Lock {
  readonly appUrl: string;
  readonly migratorUrl: string;
}

/** Connection URLs of the roles of a running program. */
export function databaseUrls(dataFolder: string): Lock {
  return JSON.parse(readFileSync(join(dataFolder, "klickamt.lock"), "utf8")) as Lock;
}

/**
 * Does one thing to the database of a running program past every protection: as superuser, row-level security and
 * triggers off. What an intruder with the keys to the machine can do.
 */
export async function asSuperuser<T>(dataFolder: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const password = readFileSync(join(dataFolder, "postgres-password"), "utf8").trim();
  const role = `postgres://postgres:${encodeURIComponent(password)}@`;
  const client = new pg.Client({
    connectionString: databaseUrls(dataFolder).migratorUrl.replace(/^postgres:\/\/[^@]*@/, role),
  });
  await client.connect();
  try {
    await client.query("set session_replication_role = replica");
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Jobs of a name that wait for their time have it now. */
export async function bringForward(dataFolder: string, job: string): Promise<void> {
  await asSuperuser(dataFolder, (client) =>
    client.query("update pgboss.job set start_after = now() where data->>'job' = $1 and state = 'created'", [job]),
  );
}
