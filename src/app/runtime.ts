import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FastifyInstance } from "fastify";
import type { Actor, TenantId } from "../kernel/index.ts";
import type { Config } from "../platform/config/index.ts";
import { openKeyring } from "../platform/crypto/index.ts";
import { type Ctx, type Database, migrate, openDatabase, pendingMigrations } from "../platform/db/index.ts";
import { installQueue, openQueue, type Queue } from "../platform/jobs/index.ts";
import { createLog, type Logger } from "../platform/log/index.ts";
import { createServer, type ServerOptions } from "../platform/web/index.ts";
import { assemble } from "./assembly.ts";
import { type Installation, InstallationError, openStore } from "./installation.ts";
import { migrations } from "./migrations.ts";

/** Folder of the built styles, fonts and scripts: beside the built server. */
const assetsFolder = join(fileURLToPath(new URL(".", import.meta.url)), "..", "assets");

/** The assembled program on one installation: database, documents, keys, queue. */
export interface Runtime {
  readonly config: Config;
  readonly installation: Installation;
  readonly db: Database;
  readonly log: Logger;
  readonly queue: Queue;
  readonly publicUrl: string;
  /** Runs in a committed transaction of a municipality. */
  inTown<T>(tenant: TenantId, actor: Actor, work: (ctx: Ctx) => Promise<T>): Promise<T>;
  /** Runs in a committed transaction that sees no municipality's rows. */
  inPlatform<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>;
  /** @param more what differs where this is one of several web processes */
  createServer(more?: Pick<ServerOptions, "gatherMetrics">): Promise<FastifyInstance>;
  close(): Promise<void>;
}

/** Brings the schema and the queue to this version. */
export async function migrateInstallation(
  installation: Installation,
): Promise<{ applied: readonly string[]; total: number }> {
  if (installation.migratorUrl === undefined) {
    const pending = await pendingMigrations(installation.appUrl, migrations);
    if (pending.length > 0) {
      throw new InstallationError(
        `The database lacks ${pending.length} migrations. Run \`npm run klickamt -- migrate\` with KLICKAMT_MIGRATOR_URL.`,
      );
    }
    return { applied: [], total: migrations.length };
  }
  const report = await migrate(installation.migratorUrl, migrations);
  await installQueue(installation.migratorUrl);
  return report;
}

/** Opens everything on a migrated installation. */
export async function openRuntime(config: Config, installation: Installation): Promise<Runtime> {
  const log = createLog(config.logLevel);
  const files = await openStore(config);
  const publicUrl = config.publicUrl ?? `http://localhost:${config.port}`;
  const db = openDatabase({
    url: installation.appUrl,
    poolSize: config.poolSize,
    applicationName: "klickamt",
    onIdleError: (error) => log.warn({ err: error }, "database connection lost"),
  });
  const keyring = openKeyring(installation.secret);
  const assembly = await assemble({ config, publicUrl, db });
  const queue = await openQueue({
    url: installation.appUrl,
    db,
    files,
    keyring,
    log,
    jobs: assembly.jobs,
    listTenants: assembly.listTenants,
  });
  const ctxOf = (tx: Ctx["tx"], tenant: TenantId, actor: Actor): Ctx => ({
    tx,
    tenant,
    actor,
    now: new Date(),
    files,
    keyring,
    jobs: queue.sender,
  });
  return {
    config,
    installation,
    db,
    log,
    queue,
    publicUrl,
    inTown: (tenant, actor, work) => db.inTenant(tenant, (tx) => work(ctxOf(tx, tenant, actor))),
    inPlatform: (work) => db.inPlatform((tx) => work(ctxOf(tx, 0 as TenantId, { kind: "system", name: "operator" }))),
    createServer: (more = {}) =>
      createServer({
        routes: assembly.routes,
        streams: assembly.streams,
        dependencies: assembly.web,
        db,
        files,
        keyring,
        jobs: queue.sender,
        log,
        assetsFolder,
        publicUrl,
        trustProxy: config.trustProxy,
        requestsPerMinute: config.requestsPerMinute,
        ...(config.metricsToken === undefined ? {} : { metricsToken: config.metricsToken }),
        ...more,
      }),
    async close() {
      await queue.stop();
      await db.close();
    },
  };
}
