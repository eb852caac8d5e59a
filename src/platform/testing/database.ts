import { randomBytes } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import type { Actor, TenantId } from "../../kernel/index.ts";
import { openKeyring } from "../crypto/index.ts";
import {
  type Ctx,
  createRolesAndDatabase,
  type Database,
  type Migration,
  migrate,
  openDatabase,
  startEmbedded,
} from "../db/index.ts";
import { openFolderStore } from "../files/index.ts";
import { type AnyJob, installQueue, openQueue, type Queue } from "../jobs/index.ts";
import { createLog } from "../log/index.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** How test files reach the one server of the run. */
export interface TestServer {
  /** URL of the superuser with `DATABASE` where the database's name goes. */
  readonly superuserTemplate: string;
  readonly appTemplate: string;
  readonly migratorTemplate: string;
  /** What files of tests keep for each other, until the run ends. */
  readonly sharedFolder: string;
}

const templateDatabase = "klickamt_template";
const placeholder = "DATABASE";

/** Starts a PostgreSQL for the run and migrates the template that every test file clones. */
export async function startTestServer(
  migrations: readonly Migration[],
): Promise<{ server: TestServer; stop(): Promise<void> }> {
  const folder = temporaryFolder("test");
  const server = await startEmbedded({
    folder: join(folder, "postgres"),
    passwordFile: join(folder, "password"),
    // Tests need no durability; the crash tests start servers of their own.
    settings: {
      fsync: "off",
      synchronous_commit: "off",
      full_page_writes: "off",
      shared_buffers: "64MB",
      // A file's database is used for seconds and stays to the end: nothing in it is worth tidying.
      autovacuum: "off",
    },
  });
  try {
    const passwords = {
      migratorPassword: randomBytes(12).toString("hex"),
      appPassword: randomBytes(12).toString("hex"),
    };
    await createRolesAndDatabase(server.superuserUrl("postgres"), templateDatabase, passwords);
    const migratorTemplate = server.urlFor("klickamt_migrator", passwords.migratorPassword, placeholder);
    await migrate(migratorTemplate.replace(placeholder, templateDatabase), migrations);
    await installQueue(migratorTemplate.replace(placeholder, templateDatabase));
    return {
      server: {
        superuserTemplate: server.superuserUrl(placeholder),
        appTemplate: server.urlFor("klickamt_app", passwords.appPassword, placeholder),
        migratorTemplate,
        sharedFolder: folder,
      },
      async stop() {
        await server.stop();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** A database of one test file, with everything an action wants. */
export interface TestDatabase {
  readonly name: string;
  readonly db: Database;
  readonly url: string;
  readonly migratorUrl: string;
  readonly superuserUrl: string;
  /** Does something past row-level security. */
  asSuperuser<T>(work: (client: pg.Client) => Promise<T>): Promise<T>;
  /** Changes rows past triggers too, as whoever holds the machine can. @returns how many */
  tamper(text: string, values?: readonly unknown[]): Promise<number>;
  readonly queue: Queue;
  /** Lets every job that waits for its next attempt fall due: the queue looks at the real clock. */
  letRetriesFallDue(): Promise<void>;
  /** When a job falls due by the tests' clock, from its row in the queue. */
  dueAt(startAfter: Date): Date;
  readonly files: Ctx["files"];
  /** Where the files lie: for tests that change bytes as somebody with the disk can. */
  readonly filesFolder: string;
  readonly keyring: Ctx["keyring"];
  /** Set to let the tests' clock stand at another time. */
  now: Date;
  /** Municipalities for which something has run here: scheduled jobs run for these. */
  readonly tenants: ReadonlySet<TenantId>;
  /** Runs in a committed transaction of a municipality, as somebody. */
  run<T>(tenant: number, actor: Actor, work: (ctx: Ctx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Does something as the superuser of the server, in none of the tests' databases. */
async function asAdmin<T>(server: TestServer, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: server.superuserTemplate.replace(placeholder, "postgres") });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

/** What was in a test database that is closed. */
interface Kept {
  readonly database: string;
  readonly tenants: readonly TenantId[];
}

/**
 * A test database that begins with what several files want and what takes long to make: the first of them makes it, the
 * others wait, and each gets a copy of its own.
 * @param fill makes it, with files that lie beside the documents in the folder; runs once in a run of all tests
 * @returns the folder with copies of those files, too
 */
export async function createFilledDatabase(
  server: TestServer,
  jobs: readonly AnyJob[],
  what: string,
  fill: (database: TestDatabase, folder: string) => Promise<void>,
): Promise<{ readonly database: TestDatabase; readonly folder: string }> {
  const shared = join(server.sharedFolder, what);
  const [kept, documents, beside] = ["kept.json", "documents", "beside"].map((name) => join(shared, name)) as [
    string,
    string,
    string,
  ];
  await asAdmin(server, async (admin) => {
    // Held until this connection ends.
    await admin.query("select pg_advisory_lock(hashtext($1))", [what]);
    if (existsSync(kept)) return;
    rmSync(shared, { recursive: true, force: true });
    mkdirSync(beside, { recursive: true });
    const first = await createTestDatabase(server, jobs);
    try {
      await fill(first, beside);
      cpSync(first.filesFolder, documents, { recursive: true });
    } finally {
      await first.close();
    }
    writeFileSync(kept, JSON.stringify({ database: first.name, tenants: [...first.tenants] } satisfies Kept));
  });
  const { database: template, tenants } = JSON.parse(readFileSync(kept, "utf8")) as Kept;
  const database = await createTestDatabase(server, jobs, { template, tenants });
  cpSync(documents, database.filesFolder, { recursive: true });
  const folder = temporaryFolder("beside");
  cpSync(beside, folder, { recursive: true });
  return { database, folder };
}

/**
 * Clones the template for one test file.
 * @param jobs that may be queued and drained in these tests
 */
export async function createTestDatabase(
  server: TestServer,
  jobs: readonly AnyJob[] = [],
  like: { readonly template: string; readonly tenants: readonly TenantId[] } = {
    template: templateDatabase,
    tenants: [],
  },
): Promise<TestDatabase> {
  const name = `t_${randomBytes(8).toString("hex")}`;
  await asAdmin(server, async (admin) => {
    // Copied as files, not page by page through the log of a server that never has to recover.
    await admin.query(`create database ${name} template ${like.template} strategy file_copy owner klickamt_migrator`);
    await admin.query(`grant connect on database ${name} to klickamt_app`);
  });
  const folder = temporaryFolder("files");
  const url = server.appTemplate.replace(placeholder, name);
  const log = createLog("silent");
  const db = openDatabase({ url, poolSize: 6, applicationName: "test", onIdleError: () => undefined });
  const files = openFolderStore(folder);
  const keyring = openKeyring("a secret for tests only, long enough to be one");
  const test: { now: Date } = { now: new Date("2026-11-23T09:00:00Z") };
  const tenants = new Set<TenantId>(like.tenants);
  const queue = await openQueue({
    url,
    db,
    files,
    keyring,
    log,
    jobs,
    listTenants: async () => [...tenants],
    clock: () => test.now,
  });
  const superuserUrl = server.superuserTemplate.replace(placeholder, name);
  async function asSuperuser<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({ connectionString: superuserUrl });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }
  return {
    name,
    db,
    url,
    migratorUrl: server.migratorTemplate.replace(placeholder, name),
    superuserUrl,
    asSuperuser,
    tamper: (text, values = []) =>
      asSuperuser(async (client) => {
        await client.query("set session_replication_role = replica");
        return (await client.query(text, [...values])).rowCount ?? 0;
      }),
    queue,
    async letRetriesFallDue() {
      await asSuperuser((client) => client.query("update pgboss.job set start_after = now() where state = 'retry'"));
    },
    dueAt: (startAfter) => new Date(startAfter.getTime() - queue.aheadMs),
    files,
    filesFolder: folder,
    keyring,
    get now() {
      return test.now;
    },
    set now(value) {
      test.now = value;
    },
    tenants,
    run(tenant, actor, work) {
      tenants.add(tenant as TenantId);
      return db.inTenant(tenant as TenantId, (tx) =>
        work({ tx, actor, tenant: tenant as TenantId, now: test.now, files, keyring, jobs: queue.sender }),
      );
    },
    async close() {
      await queue.stop();
      await db.close();
      rmSync(folder, { recursive: true, force: true });
      // The database itself goes with the server. It has two thousand files, and where so many have just been deleted,
      // ext4 takes several times as long to create the next ones.
    },
  };
}
