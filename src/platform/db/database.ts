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
  /** Only reads, each of which takes next to no time: they may travel with those of others. */
  readonly brief?: boolean;
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

function callOf(text: string, done: Call["done"] = nothing, fail: Call["fail"] = nothing): Call {
  return { statement: statementOf(text), values: [], done, fail };
}

function beginning(tenant: number, how: "begin" | "begin read only"): readonly Call[] {
  return [callOf(how), callOf(`set local klickamt.tenant = '${tenant}'`)];
}

/** What the calls of one request are, and whoever waits for their end. */
interface Passenger {
  readonly calls: readonly Call[];
  done(): void;
  fail(error: unknown): void;
}

/** So many requests travel together at most: one that takes long keeps the others of its batch waiting. */
const mostTogether = 8;
/** So many batches of a kind are under way at once. What comes meanwhile waits, and travels together … */
const mostUnderWay = 2;
/** … unless one has to wait for somebody: it keeps the others no longer than this. */
const longestWaitMs = 50;

/**
 * Lets brief statements of several requests to the same municipality travel as one transaction. A read by key costs a
 * tenth of a millisecond on both sides, and most of that is waking each other, beginning and ending; a brief write costs
 * a flush to the disk beside. Who is alone goes at once.
 */
class Together {
  readonly #send: (tenant: number, passengers: readonly Passenger[]) => Promise<void>;
  readonly #waiting = new Map<number, Passenger[]>();
  #underWay = 0;
  #scheduled = false;

  /** @param send sends one batch; tells every passenger, and does not fail */
  constructor(send: (tenant: number, passengers: readonly Passenger[]) => Promise<void>) {
    this.#send = send;
  }

  add(tenant: number, passenger: Passenger): void {
    const waiting = this.#waiting.get(tenant);
    if (waiting === undefined) this.#waiting.set(tenant, [passenger]);
    else waiting.push(passenger);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled || this.#underWay >= mostUnderWay) return;
    this.#scheduled = true;
    // After what else came in this turn of the loop.
    setImmediate(() => {
      this.#scheduled = false;
      this.#leave();
    });
  }

  #leave(): void {
    for (const [tenant, waiting] of this.#waiting) {
      if (this.#underWay >= mostUnderWay) return;
      // Whoever has more waiting stands behind the other municipalities.
      this.#waiting.delete(tenant);
      if (waiting.length > mostTogether) this.#waiting.set(tenant, waiting.slice(mostTogether));
      this.#depart(tenant, waiting.slice(0, mostTogether));
    }
  }

  #depart(tenant: number, passengers: readonly Passenger[]): void {
    this.#underWay++;
    let counts = true;
    const makeRoom = () => {
      if (!counts) return;
      counts = false;
      this.#underWay--;
      if (this.#waiting.size > 0) this.#schedule();
    };
    const timer = setTimeout(makeRoom, longestWaitMs);
    void this.#send(tenant, passengers).then(() => {
      clearTimeout(timer);
      makeRoom();
    });
  }
}

/**
 * Sends reads. Each batch is a transaction of its own: at the isolation level in use (read committed) every statement
 * sees its own moment anyway, and nobody holds a connection while a page is made.
 */
class Reads {
  readonly #pool: pg.Pool;
  readonly #brief: Together;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
    this.#brief = new Together((tenant, passengers) =>
      this.send(
        tenant,
        passengers.flatMap(({ calls }) => calls),
      ),
    );
  }

  /** Sends a brief read together with those of other requests to the same municipality. */
  sendTogether(tenant: number, call: Call): void {
    // The call itself hears its outcome.
    this.#brief.add(tenant, { calls: [call], done: nothing, fail: nothing });
  }

  /** Sends one batch, in which every call hears its own outcome. */
  async send(tenant: number, calls: readonly Call[]): Promise<void> {
    let client: pg.PoolClient;
    try {
      client = await this.#pool.connect();
    } catch (error) {
      for (const { fail } of calls) fail(error);
      return;
    }
    let mistake: Error | undefined;
    const leftOut: Call[] = [];
    const asked = calls.map((call) => ({
      ...call,
      fail(error: unknown) {
        // PostgreSQL leaves out what stands behind a mistake: that is asked again, without the one that made it.
        if (mistake === undefined) call.fail(error);
        else leftOut.push(call);
        mistake ??= error as Error;
      },
    }));
    await new Promise<void>((ended) => {
      const end = callOf(
        "commit",
        () => ended(),
        (error) => {
          mistake ??= error as Error;
          ended();
        },
      );
      client.query(new Batch(sessionOf(client), [...beginning(tenant, "begin read only"), ...asked, end]));
    });
    const usable = mistake === undefined || (await isRolledBack(client));
    client.release(!usable);
    if (leftOut.length > 0) await this.send(tenant, leftOut);
  }
}

/** Takes back what failed. @returns false where the connection is of no use any more */
function isRolledBack(client: pg.PoolClient): Promise<boolean> {
  return client.query("rollback").then(
    () => true,
    () => false,
  );
}

/** The call that makes a transaction last. */
function commitCall(done: () => void, fail: Call["fail"]): Call {
  return callOf(
    "commit",
    (_result, command) => {
      // After a statement that failed PostgreSQL answers the wish to commit with a rollback, and not with an error.
      if (command === "COMMIT") done();
      else fail(new Error("a statement had failed: nothing was committed"));
    },
    fail,
  );
}

/**
 * Sends transactions that only write, and whose outcome nobody needs before their end: several share one beginning and
 * one flush to the disk. Where one of them fails, none has happened, and each goes once more by itself.
 */
class Writes {
  readonly #pool: pg.Pool;
  readonly #together = new Together((tenant, passengers) => this.#send(tenant, passengers));

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** @throws whatever one of the statements throws: then none of them has happened */
  send(tenant: number, calls: readonly Call[]): Promise<void> {
    return new Promise((done, fail) => {
      this.#together.add(tenant, { calls, done, fail });
    });
  }

  async #send(tenant: number, passengers: readonly Passenger[]): Promise<void> {
    const failAll = (error: unknown) => {
      for (const { fail } of passengers) fail(error);
    };
    let client: pg.PoolClient;
    try {
      client = await this.#pool.connect();
    } catch (error) {
      failAll(error);
      return;
    }
    const mistake = await new Promise<unknown>((ended) => {
      const calls = passengers.flatMap((passenger) => passenger.calls);
      const commit = commitCall(() => ended(undefined), ended);
      client.query(new Batch(sessionOf(client), [...beginning(tenant, "begin"), ...calls, commit]));
    });
    if (mistake === undefined) {
      client.release();
      for (const { done } of passengers) done();
      return;
    }
    const usable = await isRolledBack(client);
    client.release(!usable);
    // Without a connection nobody knows whether it was committed: it is not tried again.
    if (passengers.length === 1 || !usable) failAll(mistake);
    else await Promise.all(passengers.map((passenger) => this.#send(tenant, [passenger])));
  }
}

/**
 * One transaction. What is asked for in the same turn of the loop travels together; the beginning goes with the first
 * statement, the end of one that writes with the last ones. It holds a connection from its beginning to its end; one
 * that waits for no outcome before its end shares one with others.
 */
class Transaction implements DatabaseConnection {
  readonly #pool: pg.Pool;
  readonly #reads: Reads;
  readonly #writes: Writes;
  readonly #tenant: number;
  readonly #options: TransactionOptions;
  #client: Promise<pg.PoolClient> | undefined;
  #waiting: Call[] = [];
  /** What goes with the commit and not before. */
  readonly #last: Call[] = [];
  readonly #afterCommit: (() => void)[] = [];
  #scheduled = false;
  #ended = false;

  constructor(pool: pg.Pool, reads: Reads, writes: Writes, tenant: number, options: TransactionOptions) {
    this.#pool = pool;
    this.#reads = reads;
    this.#writes = writes;
    this.#tenant = tenant;
    this.#options = options;
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return new Promise((done, fail) => {
      const call = this.#callFor(query, done as Call["done"], fail);
      if (this.#options.brief === true) return this.#reads.sendTogether(this.#tenant, call);
      this.#waiting.push(call);
      if (this.#scheduled) return;
      this.#scheduled = true;
      process.nextTick(() => {
        this.#scheduled = false;
        this.#flush([]);
      });
    });
  }

  /** Before the beginning where that is still to come. */
  readFirst<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#client !== undefined || this.#waiting.length > 0) return this.executeQuery(query);
    return new Promise((done, fail) => {
      this.#reads.sendTogether(this.#tenant, this.#callFor(query, done as Call["done"], fail));
    });
  }

  /** Sends it with whatever comes next, or with the commit; that fails with it. */
  defer(query: CompiledQuery, until: "next" | "commit"): void {
    if (this.#options.readOnly === true) throw new Error("nothing is deferred while reading");
    const call = this.#callFor(query, nothing, nothing);
    (until === "next" ? this.#waiting : this.#last).push(call);
  }

  afterCommit(tell: () => void): void {
    this.#afterCommit.push(tell);
  }

  #callFor(query: CompiledQuery, done: Call["done"], fail: Call["fail"]): Call {
    if (this.#ended) throw new Error("the transaction has ended");
    return { statement: statementOf(query.sql), values: query.parameters, done, fail };
  }

  #flush(last: readonly Call[]): void {
    const calls = [...this.#waiting, ...last];
    this.#waiting = [];
    if (calls.length === 0) return;
    if (this.#options.readOnly === true) {
      void this.#reads.send(this.#tenant, calls);
      return;
    }
    const first = this.#client === undefined ? beginning(this.#tenant, "begin") : [];
    this.#client ??= this.#pool.connect();
    this.#client.then(
      (client) => client.query(new Batch(sessionOf(client), [...first, ...calls])),
      (error: unknown) => {
        for (const { fail } of calls) fail(error);
      },
    );
  }

  /** Makes all of it last. */
  async commit(): Promise<void> {
    await this.#commit();
    for (const tell of this.#afterCommit) tell();
  }

  #commit(): Promise<void> {
    this.#ended = true;
    if (this.#options.readOnly === true) return Promise.resolve();
    if (this.#client === undefined) {
      const calls = [...this.#waiting, ...this.#last];
      this.#waiting = [];
      return calls.length === 0 ? Promise.resolve() : this.#writes.send(this.#tenant, calls);
    }
    return new Promise((done, fail) => {
      this.#flush([...this.#last, commitCall(done, fail)]);
    });
  }

  /** Takes all of it back. */
  rollback(): Promise<void> {
    this.#ended = true;
    this.#waiting = [];
    if (this.#client === undefined) return Promise.resolve();
    return new Promise((done, fail) => {
      this.#flush([callOf("rollback", () => done(), fail)]);
    });
  }

  /** Gives the connection back. @param broken why it is of no use to anybody any more */
  async release(broken: Error | undefined): Promise<void> {
    const client = await this.#client?.catch(() => undefined);
    client?.release(broken);
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
  transaction.defer("compile" in query ? query.compile() : query, "next");
}

/** The same with the commit, for what nothing else of the transaction asks for: behind all other statements. */
export function deferToCommit(tx: Tx, query: CompiledQuery): void {
  (tx.getExecutor() as TransactionExecutor).transaction.defer(query, "commit");
}

/** Tells once all of the transaction lasts; nothing where it does not. For what this process may remember of it. */
export function afterCommit(tx: Tx, tell: () => void): void {
  (tx.getExecutor() as TransactionExecutor).transaction.afterCommit(tell);
}

/**
 * Runs a brief read that a transaction begins with and that need not be part of it: nothing is locked, and what is
 * written later does not rely on it. It travels with the reads of others, and the transaction begins after it.
 */
export function readFirst<R>(tx: Tx, query: CompiledQuery): Promise<QueryResult<R>> {
  return (tx.getExecutor() as TransactionExecutor).transaction.readFirst<R>(query);
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
  const reads = new Reads(pool);
  const writes = new Writes(pool);

  async function once<T>(tenant: number, work: (tx: Tx) => Promise<T>, how: TransactionOptions): Promise<T> {
    const transaction = new Transaction(pool, reads, writes, tenant, how);
    const executor = new TransactionExecutor(transaction);
    let broken: Error | undefined;
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
      const translation = translated(error);
      if (translation !== error) broken = error as Error;
      throw translation;
    } finally {
      await transaction.release(broken);
    }
  }

  async function transaction<T>(
    tenant: number,
    work: (tx: Tx) => Promise<T>,
    how: TransactionOptions = {},
  ): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await once(tenant, work, how);
      } catch (error) {
        if (attempt < 4 && retryable.has((error as { code?: string }).code ?? "")) continue;
        throw error;
      }
    }
  }

  return {
    async inTenant(tenant, work, transactionOptions) {
      if (!Number.isSafeInteger(tenant) || tenant < 1) throw new RangeError(`no such tenant: ${tenant}`);
      return transaction(tenant, work, transactionOptions);
    },
    inPlatform: (work, transactionOptions) => transaction(0, work, transactionOptions),
    async ping() {
      await pool.query("select 1");
    },
    load: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    async close() {
      await pool.end();
    },
  };
}
