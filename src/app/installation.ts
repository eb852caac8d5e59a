import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import type { BlobStore } from "../kernel/index.ts";
import { type Config, ConfigError, type StoreKind } from "../platform/config/index.ts";
import {
  createRolesAndDatabase,
  type EmbeddedServer,
  EmbeddedServerError,
  isWritableFolder,
  startEmbedded,
} from "../platform/db/index.ts";
import { openFolderStore, openS3Store, StoreRefused, writeWhole } from "../platform/files/index.ts";

/** Why the installation cannot be used now, in one line for the operator. */
export class InstallationError extends Error {}

/** Where the database is, and the secret; with the embedded server it is running. */
export interface Installation {
  readonly appUrl: string;
  /** Absent on an outside server without KLICKAMT_MIGRATOR_URL: then `migrate` must have been run elsewhere. */
  readonly migratorUrl?: string;
  readonly secret: string;
  /** `PostgreSQL 18.4, embedded`. */
  readonly description: string;
  /** Resolves when the embedded server ends by itself. */
  readonly ended?: Promise<unknown>;
  stop(): Promise<void>;
}

interface Secrets {
  readonly secret: string;
  readonly migratorPassword: string;
  readonly appPassword: string;
}

const database = "klickamt";
const oldestServer = 15;

function readSecrets(dataFolder: string): Secrets {
  const file = join(dataFolder, "secrets.json");
  if (!existsSync(file)) {
    const made: Secrets = {
      secret: randomBytes(48).toString("base64url"),
      migratorPassword: randomBytes(24).toString("base64url"),
      appPassword: randomBytes(24).toString("base64url"),
    };
    writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, "utf8")) as Secrets;
}

/** Puts the secret of a backup in place of the one that was made for an empty installation; for the next start. */
export async function adoptSecret(config: Config, secret: string): Promise<void> {
  const secrets: Secrets = { ...readSecrets(config.dataFolder), secret };
  await writeWhole(join(config.dataFolder, "secrets.json"), Buffer.from(`${JSON.stringify(secrets, null, 2)}\n`));
}

function lockFile(dataFolder: string): string {
  return join(dataFolder, "klickamt.lock");
}

/** The process that runs on this data folder, if one does. */
function holderOf(dataFolder: string): { pid: number; appUrl?: string; migratorUrl?: string } | undefined {
  try {
    const lock = JSON.parse(readFileSync(lockFile(dataFolder), "utf8")) as { pid: number; started: string };
    if (lock.pid === process.pid) return undefined;
    process.kill(lock.pid, 0);
    if (existsSync("/proc/self/cmdline")) {
      // The number may have been given to another program since.
      if (!readFileSync(`/proc/${lock.pid}/cmdline`, "utf8").includes("klickamt")) return undefined;
    }
    return lock;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM" ? { pid: 0 } : undefined;
  }
}

async function openOutside(config: Config, url: string): Promise<Installation> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  let version: string;
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version: string; number: number; super: boolean }>(
      "select current_setting('server_version') as server_version, current_setting('server_version_num')::int / 10000 as number, (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) as super",
    );
    const facts = rows[0] as { server_version: string; number: number; super: boolean };
    if (facts.number < oldestServer) {
      throw new InstallationError(
        `DATABASE_URL: PostgreSQL ${facts.server_version} is too old, ${oldestServer} or newer is needed.`,
      );
    }
    if (facts.super) {
      throw new InstallationError(
        "DATABASE_URL: this role passes row-level security (superuser or bypassrls). Use the app role; see docs/operations.md.",
      );
    }
    version = facts.server_version;
  } catch (error) {
    if (error instanceof InstallationError) throw error;
    throw new InstallationError(
      `DATABASE_URL: the server does not answer (${(error as Error).message || (error as { code?: string }).code}).`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
  return {
    appUrl: url,
    ...(config.migratorUrl === undefined ? {} : { migratorUrl: config.migratorUrl }),
    secret: config.secret as string,
    description: `PostgreSQL ${version}, outside`,
    stop: async () => undefined,
  };
}

/**
 * What can be said of an installation before it is opened.
 * @throws InstallationError, ConfigError as `openInstallation`
 */
export function requireUsable(config: Config, mode: "own" | "join"): void {
  if (!isWritableFolder(config.dataFolder)) {
    throw new InstallationError(
      `The data folder ${config.dataFolder} cannot be written. Set KLICKAMT_DATA to one that can.`,
    );
  }
  if (config.databaseUrl !== undefined) return;
  if (config.migratorUrl !== undefined) throw new ConfigError("KLICKAMT_MIGRATOR_URL is set, DATABASE_URL is not.");
  const holder = holderOf(config.dataFolder);
  if (holder !== undefined && mode === "own") {
    throw new InstallationError(
      `The data folder ${config.dataFolder} is in use by process ${holder.pid}. Stop it, or set KLICKAMT_DATA to another folder.`,
    );
  }
}

/**
 * Opens the installation that the configuration describes: an outside PostgreSQL, or the embedded one
 * in the data folder, started unless another process already runs it.
 * @param mode `own`: be the one that runs the data folder; `join`: use a running one where there is one
 * @throws InstallationError, EmbeddedServerError, ConfigError: one line each
 */
export async function openInstallation(config: Config, mode: "own" | "join"): Promise<Installation> {
  requireUsable(config, mode);
  if (config.databaseUrl !== undefined) return openOutside(config, config.databaseUrl);

  const holder = holderOf(config.dataFolder);
  const secrets = readSecrets(config.dataFolder);
  const secret = config.secret ?? secrets.secret;
  if (holder !== undefined) {
    if (holder.appUrl === undefined || holder.migratorUrl === undefined) {
      throw new InstallationError(
        `Process ${holder.pid} on ${config.dataFolder} is still starting. Try again in a moment.`,
      );
    }
    return {
      appUrl: holder.appUrl,
      migratorUrl: holder.migratorUrl,
      secret,
      description: `PostgreSQL of process ${holder.pid}`,
      stop: async () => undefined,
    };
  }

  const lock = lockFile(config.dataFolder);
  const writeLock = (more: object) =>
    writeFileSync(lock, JSON.stringify({ pid: process.pid, started: new Date().toISOString(), ...more }), {
      mode: 0o600,
    });
  writeLock({});
  let server: EmbeddedServer;
  try {
    server = await startEmbedded({
      folder: join(config.dataFolder, "postgres"),
      passwordFile: join(config.dataFolder, "postgres-password"),
      // Each process takes its pool and what the queue needs; the rest is for the operator's commands.
      settings: { max_connections: String(Math.max(80, 40 + config.webProcesses * (config.poolSize + 5))) },
    });
  } catch (error) {
    rmSync(lock, { force: true });
    throw error instanceof EmbeddedServerError ? error : new EmbeddedServerError((error as Error).message);
  }
  await createRolesAndDatabase(server.superuserUrl("postgres"), database, secrets);
  const appUrl = server.urlFor("klickamt_app", secrets.appPassword, database);
  const migratorUrl = server.urlFor("klickamt_migrator", secrets.migratorPassword, database);
  writeLock({ appUrl, migratorUrl });
  return {
    appUrl,
    migratorUrl,
    secret,
    description: `PostgreSQL ${server.version.split(" ")[0]}, embedded`,
    ended: server.ended,
    async stop() {
      await server.stop();
      rmSync(lock, { force: true });
    },
  };
}

/**
 * Opens where the documents are kept, or another place that the configuration knows.
 * @throws InstallationError where it cannot be used, with the setting that is wrong
 */
export async function openStore(config: Config, kind: StoreKind = config.store): Promise<BlobStore> {
  if (kind === "folder") {
    const folder = join(config.dataFolder, "blobs");
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return openFolderStore(folder);
  }
  if (config.s3 === undefined) {
    throw new InstallationError("S3 is not set up: KLICKAMT_S3_BUCKET and what belongs to it; see docs/operations.md.");
  }
  try {
    return await openS3Store(config.s3);
  } catch (error) {
    throw error instanceof StoreRefused ? new InstallationError(error.message) : error;
  }
}

/** The migrator's way to the database, which commands need that read the rows of all municipalities. */
export function migratorOf(installation: Installation): string {
  if (installation.migratorUrl !== undefined) return installation.migratorUrl;
  throw new InstallationError("KLICKAMT_MIGRATOR_URL is needed: the app role may not read everything.");
}
