import { createHash } from "node:crypto";
import type { Writable } from "node:stream";
import type { DatabaseConnection, Driver, QueryResult } from "kysely";
import {
  type CompiledQuery,
  Kysely,
  type KyselyConfig,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from "kysely";
import pg from "pg";
import { type TenantId, Unavailable } from "../../kernel/index.ts";

/** A running transaction. Modules narrow it to their own tables with `withTables`. */
export type Tx = Kysely<Record<never, never>>;

/** How a transaction is opened. */
export interface TransactionOptions {
  readonly readOnly?: boolean;
}

/**
 * The app's way into PostgreSQL: transactions only, each bound to one municipality by row-level
 * security, or to none (then only tables without `tenant_id` can be read).
 */
export interface Database {
  /** Runs `work` in a transaction of this municipality; commits when it returns, rolls back when it throws. */
  inTenant<T>(tenant: TenantId, work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** Runs `work` in a transaction that sees no municipality's rows. */
  inPlatform<T>(work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** Whether the server answers. */
  ping(): Promise<void>;
  /** Connections in use and waiting, for metrics. */
  load(): { total: number; idle: number; waiting: number };
  close(): Promise<void>;
}

pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

const names = new Map<string, string>();

/** Statement names let PostgreSQL keep the plan: parsing is paid once per connection. */
function statementName(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = createHash("sha1").update(text).digest("base64url");
    names.set(text, name);
  }
  return name;
}

class ClientConnection implements DatabaseConnection {
  readonly #client: pg.PoolClient;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const result = await this.#client.query<R & pg.QueryResultRow>({
      name: statementName(query.sql),
      text: query.sql,
      values: query.parameters as unknown[],
    });
    const command = result.command;
    if (command === "INSERT" || command === "UPDATE" || command === "DELETE" || command === "MERGE") {
      return { numAffectedRows: BigInt(result.rowCount ?? 0), rows: result.rows };
    }
    return { rows: result.rows };
  }

  // biome-ignore lint/correctness/useYield: streams are not offered; the driver interface wants the method
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error("streaming is not offered");
  }
}

/** A Kysely driver over one client whose transaction somebody else holds. */
class ClientDriver implements Driver {
  readonly #connection: ClientConnection;

  constructor(client: pg.PoolClient) {
    this.#connection = new ClientConnection(client);
  }

  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }
  async beginTransaction(): Promise<void> {
    throw new Error("a transaction is already open");
  }
  async commitTransaction(): Promise<void> {
    throw new Error("the wrapper commits");
  }
  async rollbackTransaction(): Promise<void> {
    throw new Error("the wrapper rolls back");
  }
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {}
}

const executors = new WeakMap<pg.PoolClient, Tx>();

function executorOf(client: pg.PoolClient): Tx {
  let executor = executors.get(client);
  if (executor === undefined) {
    const config: KyselyConfig = {
      dialect: {
        createAdapter: () => new PostgresAdapter(),
        createDriver: () => new ClientDriver(client),
        createIntrospector: (db) => new PostgresIntrospector(db),
        createQueryCompiler: () => new PostgresQueryCompiler(),
      },
    };
    executor = new Kysely(config);
    executors.set(client, executor);
  }
  return executor;
}

/** SQL states after which trying the whole transaction again is the right answer. */
const retryable = new Set(["40001", "40P01"]);
/** Lost connection, server starting or shutting down, too many connections. */
const unreachable = new Set(["57P01", "57P02", "57P03", "53300", "08006", "08001", "08003"]);

function translated(error: unknown): unknown {
  const code = (error as { code?: string }).code;
  if (
    code !== undefined &&
    (unreachable.has(code) || ["ECONNREFUSED", "ECONNRESET", "ENOENT", "EPIPE"].includes(code))
  ) {
    return new Unavailable("db.unreachable", { sqlState: code });
  }
  if (error instanceof Error && error.message.startsWith("Connection terminated")) {
    return new Unavailable("db.unreachable", { sqlState: "terminated" });
  }
  if (error instanceof Error && error.message.includes("timeout exceeded when trying to connect")) {
    return new Unavailable("db.busy");
  }
  return error;
}

export interface DatabaseOptions {
  /** PostgreSQL connection URL of the app role. */
  readonly url: string;
  /** Most connections at once. */
  readonly poolSize: number;
  readonly applicationName: string;
  /** Called for errors of idle connections, which have no caller to throw at. */
  readonly onIdleError: (error: Error) => void;
}

/** Opens a pool for the app role. Connects on first use. */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize,
    application_name: options.applicationName,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 60_000,
    // Statements are sent as they come, without waiting for the answer to the one before.
    pipeline: true,
  } as pg.PoolConfig);
  pool.on("error", options.onIdleError);

  async function once<T>(begin: string, readOnly: boolean, work: (tx: Tx) => Promise<T>): Promise<T> {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      // Not waited for, and held back until this turn of the loop ends: the first statement travels with it.
      // Should it fail, so does everything after it.
      const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
      stream.cork();
      process.nextTick(() => stream.uncork());
      const begun = client.query(begin);
      begun.catch(() => undefined);
      try {
        const result = await work(executorOf(client));
        await begun;
        const committed = client.query("commit");
        // Reading has nothing to lose by an answer that comes before the end of its transaction.
        if (readOnly) committed.catch(() => undefined);
        else await committed;
        return result;
      } catch (error) {
        try {
          await client.query("rollback");
        } catch (rollbackError) {
          broken = rollbackError as Error;
        }
        throw error;
      }
    } catch (error) {
      const translation = translated(error);
      if (translation !== error) broken = error as Error;
      throw translation;
    } finally {
      client.release(broken);
    }
  }

  async function transaction<T>(begin: string, readOnly: boolean, work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await once(begin, readOnly, work);
      } catch (error) {
        if (attempt < 4 && retryable.has((error as { code?: string }).code ?? "")) continue;
        throw error;
      }
    }
  }

  const mode = (readOnly: boolean) => (readOnly ? "begin read only" : "begin");
  return {
    async inTenant(tenant, work, transactionOptions) {
      if (!Number.isSafeInteger(tenant) || tenant < 1) throw new RangeError(`no such tenant: ${tenant}`);
      const readOnly = transactionOptions?.readOnly === true;
      return transaction(`${mode(readOnly)}; set local klickamt.tenant = '${tenant}'`, readOnly, work);
    },
    inPlatform(work, transactionOptions) {
      const readOnly = transactionOptions?.readOnly === true;
      return transaction(`${mode(readOnly)}; set local klickamt.tenant = '0'`, readOnly, work);
    },
    async ping() {
      await pool.query("select 1");
    },
    load: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    async close() {
      await pool.end();
    },
  };
}
