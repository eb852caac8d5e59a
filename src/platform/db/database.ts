import type { CompiledQuery, DatabaseConnection, QueryResult } from "kysely";
import {
  DefaultQueryExecutor,
  type Dialect,
  type Driver,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from "kysely";
import pg from "pg";
import { type TenantId, Unavailable } from "../../kernel/index.ts";
import { Batch, type Call, Session, statementOf } from "./batch.ts";

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

const dialect: Dialect = {
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => new DummyDriver(),
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
};
const compiler = dialect.createQueryCompiler();
const adapter = dialect.createAdapter();
const driver: Driver = dialect.createDriver();

const sessions = new WeakMap<pg.PoolClient, Session>();

function sessionOf(client: pg.PoolClient): Session {
  let session = sessions.get(client);
  if (session === undefined) {
    session = new Session();
    sessions.set(client, session);
  }
  return session;
}

const nothing = () => undefined;

/**
 * One transaction on one connection. What is asked for in the same turn of the loop travels together; the beginning
 * goes with the first statement, the end of one that writes with the last ones.
 *
 * Reading, each batch is a transaction of its own: at the isolation level in use (read committed) every statement sees
 * its own moment anyway, and nobody waits for an end.
 */
class Transaction implements DatabaseConnection {
  readonly #client: pg.PoolClient;
  readonly #session: Session;
  readonly #tenant: number;
  readonly #readOnly: boolean;
  #waiting: Call[] = [];
  #scheduled = false;
  #begun = false;
  #ended = false;
  #failed = false;

  constructor(client: pg.PoolClient, tenant: number, readOnly: boolean) {
    this.#client = client;
    this.#session = sessionOf(client);
    this.#tenant = tenant;
    this.#readOnly = readOnly;
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return new Promise((done, fail) => {
      this.#add(query, done as Call["done"], fail);
      if (this.#scheduled) return;
      this.#scheduled = true;
      process.nextTick(() => {
        this.#scheduled = false;
        this.#flush([]);
      });
    });
  }

  /** Sends it with whatever comes next, which fails with it. */
  defer(query: CompiledQuery): void {
    if (this.#readOnly) throw new Error("nothing is deferred while reading");
    this.#add(query, nothing, nothing);
  }

  #add(query: CompiledQuery, done: Call["done"], fail: Call["fail"]): void {
    if (this.#ended) throw new Error("the transaction has ended");
    this.#waiting.push({ statement: statementOf(query.sql), values: query.parameters, done, fail });
  }

  #call(text: string, done: Call["done"] = nothing, fail: Call["fail"] = nothing): Call {
    return { statement: statementOf(text), values: [], done, fail };
  }

  #flush(last: readonly Call[]): void {
    const calls = this.#waiting;
    this.#waiting = [];
    if (calls.length === 0 && last.length === 0) return;
    const first = this.#begun
      ? []
      : [
          this.#call(this.#readOnly ? "begin read only" : "begin"),
          this.#call(`set local klickamt.tenant = '${this.#tenant}'`),
        ];
    this.#begun = true;
    const batch = [...first, ...calls, ...last];
    if (this.#readOnly) {
      this.#begun = false;
      batch.push(this.#call("commit", nothing, () => (this.#failed = this.#begun = true)));
    }
    this.#client.query(new Batch(this.#session, batch));
  }

  /** Makes all of it last. */
  commit(): Promise<void> {
    this.#ended = true;
    if (this.#readOnly || (!this.#begun && this.#waiting.length === 0)) return Promise.resolve();
    return new Promise((done, fail) => {
      const committed: Call["done"] = (_result, command) => {
        // After a statement that failed PostgreSQL answers the wish to commit with a rollback, and not with an error.
        if (command === "COMMIT") done();
        else fail(new Error("a statement had failed: nothing was committed"));
      };
      this.#flush([this.#call("commit", committed, fail)]);
    });
  }

  /** Takes all of it back. */
  rollback(): Promise<void> {
    this.#ended = true;
    this.#waiting = [];
    if (!this.#begun || (this.#readOnly && !this.#failed)) return Promise.resolve();
    return new Promise((done, fail) => {
      this.#client.query(new Batch(this.#session, [this.#call("rollback", () => done(), fail)]));
    });
  }

  // biome-ignore lint/correctness/useYield: streams are not offered; the interface wants the method
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error("streaming is not offered");
  }
}

/** Runs what Kysely builds in a transaction that somebody else holds. */
class TransactionExecutor extends DefaultQueryExecutor {
  readonly transaction: Transaction;

  constructor(transaction: Transaction) {
    super(compiler, adapter, { provideConnection: (consumer) => consumer(transaction) });
    this.transaction = transaction;
  }

  /** Shorter than through a connection that is provided, and the same as long as there are no plugins. */
  override executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return this.transaction.executeQuery(query);
  }
}

/**
 * Sends a statement whose outcome nobody needs together with the next one, or with the commit: saves a round trip.
 * The order is kept. Should it fail, so does the transaction.
 */
export function defer(tx: Tx, query: { compile(): CompiledQuery } | CompiledQuery): void {
  const { transaction } = tx.getExecutor() as TransactionExecutor;
  transaction.defer("compile" in query ? query.compile() : query);
}

/** SQL states after which trying the whole transaction again is the right answer; the last two: a plan was out of date. */
const retryable = new Set(["40001", "40P01", "0A000", "26000"]);
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
  });
  pool.on("error", options.onIdleError);

  async function once<T>(tenant: number, readOnly: boolean, work: (tx: Tx) => Promise<T>): Promise<T> {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      const transaction = new Transaction(client, tenant, readOnly);
      const executor = new TransactionExecutor(transaction);
      try {
        const result = await work(new Kysely({ config: { dialect }, dialect, driver, executor }));
        await transaction.commit();
        return result;
      } catch (error) {
        try {
          await transaction.rollback();
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

  async function transaction<T>(tenant: number, readOnly: boolean, work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await once(tenant, readOnly, work);
      } catch (error) {
        if (attempt < 4 && retryable.has((error as { code?: string }).code ?? "")) continue;
        throw error;
      }
    }
  }

  return {
    async inTenant(tenant, work, transactionOptions) {
      if (!Number.isSafeInteger(tenant) || tenant < 1) throw new RangeError(`no such tenant: ${tenant}`);
      return transaction(tenant, transactionOptions?.readOnly === true, work);
    },
    inPlatform: (work, transactionOptions) => transaction(0, transactionOptions?.readOnly === true, work),
    async ping() {
      await pool.query("select 1");
    },
    load: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    async close() {
      await pool.end();
    },
  };
}
