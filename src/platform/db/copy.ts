import { once } from "node:events";
import type { Writable } from "node:stream";
import type pg from "pg";

/** Settings under which text written by one server is read by another as the same values. */
export const portableText =
  "set local datestyle = 'ISO'; set local intervalstyle = 'postgres'; set local timezone = 'UTC'; set local bytea_output = 'hex'; set local extra_float_digits = 1; set local client_encoding = 'UTF8'";

function rowsIn(command: string): number {
  return Number(/^COPY (\d+)$/.exec(command)?.[1] ?? 0);
}

/** `COPY … TO STDOUT`: `pg` leaves what to do with the data to whoever submits it. */
class CopyOut implements pg.Submittable {
  readonly #text: string;
  readonly #sink: Writable;
  readonly #onRow: (row: Buffer) => void;
  readonly #done: (rows: number) => void;
  readonly #fail: (error: Error) => void;
  #rows = 0;

  constructor(
    text: string,
    sink: Writable,
    onRow: (row: Buffer) => void,
    done: (rows: number) => void,
    fail: (error: Error) => void,
  ) {
    this.#text = text;
    this.#sink = sink;
    this.#onRow = onRow;
    this.#done = done;
    this.#fail = fail;
  }

  submit(connection: pg.Connection): void {
    connection.query(this.#text);
  }

  handleCopyData(message: { chunk: Buffer }, connection: pg.Connection): void {
    this.#onRow(message.chunk);
    // Nobody takes it any more: the rest is let go by, so that the connection can end.
    if (this.#sink.destroyed) return;
    // The parser uses its buffer again.
    const goesOn = this.#sink.write(Buffer.from(message.chunk));
    if (goesOn || connection.stream.isPaused()) return;
    connection.stream.pause();
    const resume = () => {
      this.#sink.off("drain", resume).off("close", resume);
      connection.stream.resume();
    };
    this.#sink.once("drain", resume).once("close", resume);
  }

  handleCommandComplete(message: { text: string }): void {
    this.#rows = rowsIn(message.text);
  }

  handleReadyForQuery(): void {
    this.#done(this.#rows);
  }

  handleError(error: Error): void {
    this.#fail(error);
  }
}

/** `COPY … FROM STDIN`. */
class CopyIn implements pg.Submittable {
  readonly #text: string;
  readonly #source: AsyncIterable<Buffer>;
  readonly #done: (rows: number) => void;
  readonly #fail: (error: Error) => void;
  #rows = 0;
  #failed = false;

  constructor(text: string, source: AsyncIterable<Buffer>, done: (rows: number) => void, fail: (error: Error) => void) {
    this.#text = text;
    this.#source = source;
    this.#done = done;
    this.#fail = fail;
  }

  submit(connection: pg.Connection): void {
    connection.query(this.#text);
  }

  handleCopyInResponse(connection: pg.Connection): void {
    void this.#send(connection);
  }

  async #send(connection: pg.Connection): Promise<void> {
    const wire = connection as pg.Connection & {
      sendCopyFromChunk(chunk: Buffer): void;
      endCopyFrom(): void;
      sendCopyFail(message: string): void;
    };
    try {
      for await (const chunk of this.#source) {
        if (this.#failed) return;
        wire.sendCopyFromChunk(chunk);
        if (wire.stream.writableNeedDrain) await once(wire.stream, "drain");
      }
      if (!this.#failed) wire.endCopyFrom();
    } catch (error) {
      if (!this.#failed) wire.sendCopyFail((error as Error).message);
    }
  }

  handleCommandComplete(message: { text: string }): void {
    this.#rows = rowsIn(message.text);
  }

  handleReadyForQuery(): void {
    this.#done(this.#rows);
  }

  handleError(error: Error): void {
    this.#failed = true;
    this.#fail(error);
  }
}

/**
 * Writes what a `COPY … TO STDOUT` yields.
 * @param onRow told each row; the bytes are only good during the call
 * @returns how many rows
 */
export function copyOut(
  client: pg.Client,
  text: string,
  sink: Writable,
  onRow: (row: Buffer) => void,
): Promise<number> {
  return new Promise((done, fail) => {
    client.query(new CopyOut(text, sink, onRow, done, fail));
  });
}

/** Feeds a `COPY … FROM STDIN`. @returns how many rows */
export function copyIn(client: pg.Client, text: string, source: AsyncIterable<Buffer>): Promise<number> {
  return new Promise((done, fail) => {
    client.query(new CopyIn(text, source, done, fail));
  });
}
