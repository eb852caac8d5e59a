import type { QueryResult } from "kysely";
import pg from "pg";

/** Text of a statement and the name under which connections keep its plan. One object per text. */
export interface Statement {
  readonly text: string;
  readonly name: string;
}

const statements = new Map<string, Statement>();

/** The statement of this text: parsing and planning are paid once per connection. */
export function statementOf(text: string): Statement {
  let statement = statements.get(text);
  if (statement === undefined) {
    statement = { text, name: `k${statements.size.toString(36)}` };
    statements.set(text, statement);
  }
  return statement;
}

/** A statement with its values and whoever waits for its outcome. */
export interface Call {
  readonly statement: Statement;
  readonly values: readonly unknown[];
  done(result: QueryResult<unknown>, command: string): void;
  fail(error: unknown): void;
}

interface Column {
  readonly name: string;
  parse(text: string): unknown;
}

interface Prepared {
  readonly name: string;
  readonly columns: readonly Column[];
}

/** What one connection knows by name. */
export class Session {
  readonly prepared = new Map<Statement, Prepared>();
  /** Where an error came between parsing and running, the name may be taken or not: nobody uses it again. */
  spoilt = 0;
}

const instant = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?\+00$/;
const parseTimestamptz = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) =>
  instant.test(text) ? new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`) : parseTimestamptz(text),
);

/** Grows with the largest batch so far; what is sent is copied out of it. */
let space = Buffer.allocUnsafe(32_768);
let used = 0;

function reserve(bytes: number): void {
  if (used + bytes <= space.length) return;
  const larger = Buffer.allocUnsafe(Math.max(space.length * 2, used + bytes));
  space.copy(larger, 0, 0, used);
  space = larger;
}

const int16 = (value: number) => {
  space.writeInt16BE(value, used);
  used += 2;
};
const int32 = (value: number) => {
  space.writeInt32BE(value, used);
  used += 4;
};
/** No character takes more than three bytes for each of its units. */
const roomFor = (text: string) => text.length * 3 + 8;

function cstring(text: string): void {
  used += space.write(text, used);
  space[used++] = 0;
}

/** Begins a message; `close` writes how long it became. */
function open(code: number, bytes: number): number {
  reserve(bytes + 16);
  space[used++] = code;
  used += 4;
  return used - 4;
}

function close(start: number): void {
  space.writeInt32BE(used - start, start);
}

function arrayLiteral(values: readonly unknown[]): string {
  const parts = values.map((value) => {
    if (value === null || value === undefined) return "NULL";
    if (Array.isArray(value)) return arrayLiteral(value);
    if (value instanceof Uint8Array) return `"\\\\x${Buffer.from(value).toString("hex")}"`;
    return `"${textOf(value).replaceAll(/["\\]/g, "\\$&")}"`;
  });
  return `{${parts.join(",")}}`;
}

/** A value as PostgreSQL reads it. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return String(value);
  if (value instanceof Date) return value.toISOString();
  return Array.isArray(value) ? arrayLiteral(value) : JSON.stringify(value);
}

function writeParse(name: string, text: string): void {
  let start = open(0x50, roomFor(text));
  cstring(name);
  cstring(text);
  int16(0);
  close(start);
  start = open(0x44, 40);
  space[used++] = 0x53;
  cstring(name);
  close(start);
}

function writeBind(name: string, values: readonly unknown[]): void {
  const start = open(0x42, 64 + 2 * values.length);
  space[used++] = 0;
  cstring(name);
  // Bytes go as bytes, everything else as text.
  if (values.some((value) => value instanceof Uint8Array)) {
    int16(values.length);
    for (const value of values) int16(value instanceof Uint8Array ? 1 : 0);
  } else int16(0);
  int16(values.length);
  for (const value of values) {
    if (value === null || value === undefined) {
      reserve(16);
      int32(-1);
    } else if (value instanceof Uint8Array) {
      reserve(value.length + 16);
      int32(value.length);
      space.set(value, used);
      used += value.length;
    } else {
      const text = textOf(value);
      reserve(roomFor(text));
      const length = space.write(text, used + 4);
      int32(length);
      used += length;
    }
  }
  reserve(16);
  int16(0);
  close(start);
}

function writeExecute(): void {
  const start = open(0x45, 16);
  space[used++] = 0;
  int32(0);
  close(start);
}

function resultOf(command: string, rows: unknown[]): QueryResult<unknown> {
  const changes = /^(?:INSERT \d+|UPDATE|DELETE|MERGE) (\d+)/.exec(command);
  return changes === null ? { rows } : { rows, numAffectedRows: BigInt(changes[1] as string) };
}

/** Plans that have to be made anew: a table changed below them, or somebody else cleared the connection. */
const stale = new Set(["0A000", "26000"]);

/**
 * Statements that travel together: PostgreSQL runs them one after the other and answers once, so that neither side
 * is woken for each. After one that fails it leaves out the rest of the batch.
 *
 * `pg` connects, signs in and reads the messages; it would end each statement with a Sync of its own.
 */
export class Batch implements pg.Submittable {
  /** What travels, in its order. */
  readonly calls: readonly Call[];
  readonly #session: Session;
  readonly #results: { result: QueryResult<unknown>; command: string }[] = [];
  #columns: readonly Column[] | undefined;
  #names: string[] = [];
  #rows: unknown[] = [];

  constructor(session: Session, calls: readonly Call[]) {
    this.#session = session;
    this.calls = calls;
  }

  /** For `pg`: writes the batch to the connection. */
  submit(connection: pg.Connection): void {
    used = 0;
    const parsed = new Set<Statement>();
    for (const { statement, values } of this.calls) {
      const known = this.#session.prepared.get(statement);
      const name =
        known?.name ?? (this.#session.spoilt === 0 ? statement.name : `${statement.name}_${this.#session.spoilt}`);
      if (known === undefined && !parsed.has(statement)) {
        writeParse(name, statement.text);
        parsed.add(statement);
      }
      writeBind(name, values);
      writeExecute();
      this.#names.push(name);
    }
    const start = open(0x53, 8);
    close(start);
    connection.stream.write(Buffer.from(space.subarray(0, used)));
    this.#next();
  }

  get #current(): Call | undefined {
    return this.calls[this.#results.length];
  }

  #next(): void {
    this.#rows = [];
    const call = this.#current;
    this.#columns = call && this.#session.prepared.get(call.statement)?.columns;
  }

  handleRowDescription(message: { fields: readonly { name: string; dataTypeID: number }[] }): void {
    this.#columns = message.fields.map(({ name, dataTypeID }) => ({
      name,
      parse: pg.types.getTypeParser(dataTypeID),
    }));
  }

  handleDataRow(message: { fields: readonly (string | null)[] }): void {
    const row: Record<string, unknown> = {};
    const columns = this.#columns ?? [];
    for (let at = 0; at < columns.length; at++) {
      const { name, parse } = columns[at] as Column;
      const text = message.fields[at] as string | null;
      row[name] = text === null ? null : parse(text);
    }
    this.#rows.push(row);
  }

  handleCommandComplete(message: { text: string }): void {
    const { statement } = this.#current as Call;
    if (!this.#session.prepared.has(statement)) {
      const name = this.#names[this.#results.length] as string;
      this.#session.prepared.set(statement, { name, columns: this.#columns ?? [] });
    }
    this.#results.push({ result: resultOf(message.text, this.#rows), command: message.text });
    this.#next();
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: "" });
  }

  handleReadyForQuery(): void {
    this.#tellResults();
  }

  #tellResults(): void {
    this.#results.forEach(({ result, command }, at) => {
      (this.calls[at] as Call).done(result, command);
    });
  }

  handleError(error: Error & { code?: string }): void {
    const failed = this.#current;
    if (failed !== undefined && (!this.#session.prepared.has(failed.statement) || stale.has(error.code ?? ""))) {
      this.#session.prepared.delete(failed.statement);
      this.#session.spoilt++;
    }
    this.#tellResults();
    const told = failed === undefined ? error : Object.assign(error, { statement: failed.statement.text });
    for (const call of this.calls.slice(this.#results.length)) call.fail(told);
  }
}
