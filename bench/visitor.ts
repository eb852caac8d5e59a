import type { Reply, Requests } from "./http-client.ts";

/** A page that was not what the journey expects, with what it said. */
export class UnexpectedAnswer extends Error {}

/** The text between two marks; undefined where they are not there. */
function between(text: string, before: string, after: string): string | undefined {
  const at = text.indexOf(before);
  if (at === -1) return undefined;
  const from = at + before.length;
  return text.slice(from, text.indexOf(after, from));
}

/** Hidden field of the first form of a page. */
export function hiddenField(html: string, name: string): string | undefined {
  return between(html, `name="${name}" value="`, '"');
}

/** Somebody with a browser: keeps cookies, sends forms with their hidden fields. */
export class Visitor {
  readonly #connection: Requests;
  readonly #cookies = new Map<string, string>();
  /** Called after every request. */
  readonly #onReply: (path: string, reply: Reply, tookMs: number) => void;

  constructor(connection: Requests, onReply: (path: string, reply: Reply, tookMs: number) => void = () => undefined) {
    this.#connection = connection;
    this.#onReply = onReply;
  }

  get(path: string, headers = ""): Promise<Reply> {
    return this.#send("GET", path, headers, "");
  }

  post(path: string, body: string): Promise<Reply> {
    return this.#send("POST", path, "", body);
  }

  /**
   * The page byte by byte, without its umlauts: what a journey looks for has none.
   * @throws UnexpectedAnswer where there is no page
   */
  async page(path: string): Promise<string> {
    const reply = await this.get(path);
    if (reply.status !== 200) throw unexpected(path, reply);
    return reply.body.toString("latin1");
  }

  /** Sends a form, returns where it leads. @throws UnexpectedAnswer where it leads nowhere */
  async send(path: string, body: string): Promise<string> {
    const reply = await this.post(path, body);
    if (reply.status !== 303) throw unexpected(path, reply);
    return reply.headers.location as string;
  }

  async #send(method: "GET" | "POST", path: string, headers: string, body: string): Promise<Reply> {
    const cookies =
      this.#cookies.size === 0
        ? ""
        : `Cookie: ${[...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ")}\r\n`;
    const begun = performance.now();
    const reply = await this.#connection.request(method, path, cookies + headers, body);
    this.#onReply(path, reply, performance.now() - begun);
    const set = reply.headers["set-cookie"];
    if (set !== undefined) {
      for (const line of set.split("\n")) {
        const pair = line.slice(0, line.indexOf(";"));
        const at = pair.indexOf("=");
        this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
      }
    }
    return reply;
  }
}

/** An error that says what came instead. */
export function unexpected(path: string, reply: Reply): UnexpectedAnswer {
  const html = reply.body.toString("utf8");
  const title = between(html, "<title>", "</title>") ?? html.slice(0, 200);
  const mistakes = [...html.matchAll(/href="#f-([^"]+)"/g)].map((match) => match[1]).join(", ");
  return new UnexpectedAnswer(`${reply.status} ${path}: ${title} ${mistakes}`);
}
