import { connect, type Socket } from "node:net";

/** What a server answered. */
export interface Reply {
  readonly status: number;
  /** Those of `wanted`. Names in small letters; a repeated header joined by a line break. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Something that sends requests. */
export interface Requests {
  /** @throws ConnectionLost */
  request(method: "GET" | "POST", path: string, headers: string, body?: string): Promise<Reply>;
}

/** The server hung up, or did not answer: whether it did the work is not known. */
export class ConnectionLost extends Error {}

const headerEnd = Buffer.from("\r\n\r\n");
const lineEnd = Buffer.from("\r\n");

/** The headers that somebody asks for: taking all of them apart was an eighth of the client's work. */
const wanted = new Set([
  "connection",
  "content-encoding",
  "content-length",
  "location",
  "set-cookie",
  "transfer-encoding",
]);
const firstLetters = new Set([...wanted].map((name) => name.charCodeAt(0)));
const lowerCase = 0x20;

function parseHead(text: string): { status: number; headers: Record<string, string> } {
  const headers: Record<string, string> = {};
  for (let at = text.indexOf("\r\n"); at !== -1; ) {
    const from = at + 2;
    at = text.indexOf("\r\n", from);
    if (!firstLetters.has(text.charCodeAt(from) | lowerCase)) continue;
    const colon = text.indexOf(":", from);
    const name = text.slice(from, colon).toLowerCase();
    if (!wanted.has(name)) continue;
    const value = text.slice(colon + 1, at === -1 ? undefined : at).trim();
    headers[name] = headers[name] === undefined ? value : `${headers[name]}\n${value}`;
  }
  return { status: Number(text.slice(9, 12)), headers };
}

/** The bytes of a chunked body, once its last chunk is there. */
function readChunks(buffer: Buffer, from: number): { body: Buffer; end: number } | undefined {
  const parts: Buffer[] = [];
  for (let at = from; ; ) {
    const line = buffer.indexOf(lineEnd, at);
    if (line === -1) return undefined;
    const size = Number.parseInt(buffer.toString("latin1", at, line), 16);
    if (buffer.length < line + 4 + size) return undefined;
    if (size === 0) return { body: Buffer.concat(parts), end: line + 4 };
    parts.push(buffer.subarray(line + 2, line + 2 + size));
    at = line + 4 + size;
  }
}

/**
 * One kept-alive connection, one request at a time. Plain on purpose: on a machine with two cores a client that
 * works hard measures itself. `node:http` costs about three times as much a request.
 */
export class Connection implements Requests {
  readonly #host: string;
  readonly #port: number;
  readonly #timeoutMs: number;
  #socket: Socket | undefined;
  #received: Buffer = Buffer.alloc(0);
  #waiting: { done: (reply: Reply) => void; fail: (error: Error) => void } | undefined;

  constructor(url: string, options: { readonly timeoutMs?: number } = {}) {
    const { hostname, port } = new URL(url);
    this.#host = hostname === "localhost" ? "127.0.0.1" : hostname;
    this.#port = Number(port);
    this.#timeoutMs = options.timeoutMs ?? 30_000;
  }

  /** @throws ConnectionLost */
  request(method: "GET" | "POST", path: string, headers: string, body = ""): Promise<Reply> {
    return new Promise((done, fail) => {
      this.#waiting = { done, fail };
      const socket = this.#open();
      socket.write(
        `${method} ${path} HTTP/1.1\r\nHost: localhost:${this.#port}\r\n${headers}${
          method === "POST"
            ? `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`
            : ""
        }\r\n${body}`,
      );
    });
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  #open(): Socket {
    if (this.#socket !== undefined && !this.#socket.destroyed && this.#socket.writable) return this.#socket;
    const socket = connect({
      host: this.#host,
      port: this.#port,
      noDelay: true,
      // Into the same room each time, past Node's stream.
      onread: {
        buffer: Buffer.allocUnsafe(65_536),
        callback: (length, room) => {
          this.#take(Buffer.from(room.subarray(0, length)));
          return true;
        },
      },
    });
    this.#socket = socket;
    this.#received = Buffer.alloc(0);
    socket.setTimeout(this.#timeoutMs, () => socket.destroy(new Error("no answer in time")));
    const lost = (why: string) => {
      if (this.#socket === socket) this.#lose(why);
    };
    socket.on("error", (error) => lost(error.message));
    socket.on("close", () => lost("closed"));
    return socket;
  }

  #lose(why: string): void {
    this.close();
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.fail(new ConnectionLost(why));
  }

  #take(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const buffer = this.#received;
    const headLength = buffer.indexOf(headerEnd);
    if (headLength === -1) return;
    const { status, headers } = parseHead(buffer.toString("latin1", 0, headLength));
    const start = headLength + 4;
    let body: Buffer;
    let end: number;
    if (headers["transfer-encoding"] === "chunked") {
      const chunks = readChunks(buffer, start);
      if (chunks === undefined) return;
      ({ body, end } = chunks);
    } else {
      end = start + Number(headers["content-length"] ?? 0);
      if (buffer.length < end) return;
      body = buffer.subarray(start, end);
    }
    this.#received = buffer.subarray(end);
    if (headers.connection === "close") this.close();
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.done({ status, headers, body });
  }
}
