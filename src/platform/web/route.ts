import type { Readable } from "node:stream";
import type { VNode } from "preact";
import type { Actor, Duty, Language } from "../../kernel/index.ts";
import type { Ctx } from "../db/index.ts";
import type { Brand, ViewContext } from "../ui/index.ts";

/**
 * Who may use a route. Declared by every route, or the server refuses to boot.
 * `public`: everybody; the handler itself asks for a code where one is needed.
 * `staff`: any signed-in member of staff of the town. A list of duties: staff with one of them.
 */
export type Access = "public" | "staff" | readonly Duty[];

/** One file of a multipart form. */
export interface Upload {
  readonly field: string;
  readonly filename: string;
  /** As the browser said; not to be trusted. */
  readonly mediaType: string;
  /** Empty where it was too large. */
  readonly bytes: Uint8Array;
  /** Larger than the route takes: only where the route says `oversize: "told"`. */
  readonly tooLarge?: true;
}

/** What is known of a request before its transaction is open. */
export interface EarlyRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly cookies: Readonly<Record<string, string | undefined>>;
  readonly language: Language;
  /** Runs in a read-only transaction of the town, which ends with it. */
  read<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>;
}

/** A request of another program whose body is a file, before its transaction is open. */
export interface FileRequest extends EarlyRequest {
  readonly query: Readonly<Record<string, string | undefined>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Reads the body into memory. @returns undefined where there is more than `mostBytes` */
  file(mostBytes: number): Promise<Uint8Array | undefined>;
}

/** What files a form may bring. */
export interface UploadLimits {
  readonly maxFiles: number;
  readonly maxFileBytes: number;
  /** Of all files of one form, which are in memory together; what does not fit any more counts as too large. */
  readonly maxBytes?: number;
  /** `refused` (default): a file that is too large ends the request. `told`: it comes as `tooLarge`, so that nothing that was typed is lost. */
  readonly oversize?: "refused" | "told";
  /** Asked before a file is read into memory; where false, files are passed over and the rest is read. */
  allowed?(request: EarlyRequest): Promise<boolean>;
}

/** What a handler gets: the `Ctx` of its one transaction, and the request. */
export interface WebRequest extends Ctx {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** Fields of a POST form without `_csrf` and `_submission`; a repeated name gives a list. */
  readonly body: Readonly<Record<string, string | readonly string[]>>;
  readonly uploads: readonly Upload[];
  /** What the route's `prepare` gave back. */
  readonly prepared: unknown;
  readonly cookies: Readonly<Record<string, string | undefined>>;
  readonly view: ViewContext;
  /**
   * What another program sent, as it came: only where the route says `caller: "machine"`. Names in lower case; the
   * body is empty where it was no JSON.
   */
  readonly raw?: { readonly body: string; readonly headers: Readonly<Record<string, string | undefined>> };
  /** The submission key of the form that was sent, where it had one. */
  readonly submissionKey: string | undefined;
  /** Address that links in letters and mails begin with, e.g. `https://stadt.example`. */
  readonly publicUrl: string;
  /** How long a page may wait for a job, see `lookUntil`. */
  readonly patienceMs: number;
}

/** A cookie to set with the answer; always HttpOnly, SameSite=Lax, Path=/, Secure behind HTTPS. */
export interface CookieToSet {
  readonly name: string;
  /** Empty removes it. */
  readonly value: string;
  readonly maxAgeSeconds: number;
}

interface AnswerBase {
  readonly cookies?: readonly CookieToSet[];
}

/** What a handler returns. Everything returned is committed; what is thrown is rolled back. */
export type Answer =
  | (AnswerBase & {
      readonly kind: "page";
      readonly status: number;
      readonly page: VNode;
      /** The page may ask for the camera. */
      readonly camera?: boolean;
    })
  | (AnswerBase & { readonly kind: "redirect"; readonly to: string })
  | (AnswerBase & {
      readonly kind: "content";
      readonly status: number;
      readonly mediaType: string;
      readonly body: Uint8Array | string;
      /** Offered for download under this name; shown in the browser where absent. */
      readonly filename?: string;
      /** Seconds that browsers may keep it; never where absent. */
      readonly cacheSeconds?: number;
      /** Names in lower case; not those that the server sets itself. */
      readonly headers?: Readonly<Record<string, string>>;
    });

/** An answer that is still to be made. */
export interface Later {
  readonly kind: "later";
  /** Runs when the transaction has ended: nothing of it can be read or written any more. */
  make(): Promise<Answer>;
}

/** Thrown where an answer is ready and nothing of what was written for it may stay. */
export class RolledBack extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super("rolled back");
    this.answer = answer;
  }
}

/** A page. 200, or 422 where it comes back with mistakes, 409 where somebody was faster. No other page has a camera. */
export function page(
  content: VNode,
  options: { status?: number; cookies?: readonly CookieToSet[]; camera?: boolean } = {},
): Answer {
  return {
    kind: "page",
    status: options.status ?? 200,
    page: content,
    ...(options.camera === true ? { camera: true } : {}),
    ...(options.cookies ? { cookies: options.cookies } : {}),
  };
}

/** On to another page with GET (303). `to` is made with `view.href`. */
export function redirect(to: string, cookies?: readonly CookieToSet[]): Answer {
  return { kind: "redirect", to, ...(cookies ? { cookies } : {}) };
}

/**
 * What takes long and needs the database no more, such as drawing a page: made when the transaction has ended, so that
 * no connection waits for it. What `make` throws becomes an error page as what a handler throws.
 */
export function later(make: () => Promise<Answer>): Later {
  return { kind: "later", make };
}

/** Bytes or text of another kind. */
export function content(
  body: Uint8Array | string,
  mediaType: string,
  options: {
    filename?: string;
    cacheSeconds?: number;
    status?: number;
    headers?: Readonly<Record<string, string>>;
  } = {},
): Extract<Answer, { kind: "content" }> {
  return {
    kind: "content",
    status: options.status ?? 200,
    mediaType,
    body,
    ...(options.filename === undefined ? {} : { filename: options.filename }),
    ...(options.cacheSeconds === undefined ? {} : { cacheSeconds: options.cacheSeconds }),
    ...(options.headers === undefined ? {} : { headers: options.headers }),
  };
}

/**
 * What a second POST of the same form does. `keyed`: the submission key makes it answer as the first did, without running
 * again. `natural`: it runs again and does no harm, as in saving the page of a draft.
 */
export type Repeat = "keyed" | "natural";

/**
 * One address of the server. Paths of a town begin with `/:town`; their handler runs in a transaction
 * of that town. Other paths run without a town and see no town's rows.
 */
export interface Route {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly access: Access;
  /** Forms with files: limits in bytes. Default: no files. Of whoever may not use the page files are passed over. */
  readonly upload?: UploadLimits;
  /**
   * Work on what was sent that takes long, before the transaction opens: what `outside` is to a job. Nothing is stored
   * in the database here; `handle` finds what comes of it as `prepared`. Not called for whoever may not use the page.
   */
  prepare?(
    request: EarlyRequest & { readonly uploads: readonly Upload[]; readonly body: WebRequest["body"] },
  ): Promise<unknown>;
  /**
   * `caller: "machine"` only: the body is one file (`application/octet-stream`). As `prepare`, but the body is read by
   * whoever asks for it, so that nobody without a key fills the memory. Not called where something else was sent.
   */
  prepareFile?(request: FileRequest): Promise<unknown>;
  /**
   * Default for POST: `keyed`. A form whose buttons differ in it says it of what was sent; then one is the repeat of
   * another only where both say the same, because the key is that of a page on which somebody may go on typing.
   */
  readonly repeat?: Repeat | ((body: WebRequest["body"]) => Repeat);
  /**
   * `machine`: another program asks, and sends JSON, not a form of ours (default). It cannot know the token of a form,
   * so the handler itself has to check a signature or key in `raw`. Cookies do not reach it.
   */
  readonly caller?: "form" | "machine";
  /** A GET that is written down: that a document was fetched, and by whom. */
  readonly leavesTrace?: boolean;
  /**
   * What the page may do beyond every other. `wasm`: compile WebAssembly, and load what it has downloaded itself
   * (`blob:`) as data. It still runs no code out of strings.
   */
  readonly csp?: "wasm";
  /** Fields that no page shows again, as passwords: not the one either that says that what was typed was not taken. */
  readonly secrets?: readonly string[];
  /** Guards against guessing: at most this many requests a minute from one address. */
  readonly guessesPerMinute?: number;
  handle(request: WebRequest): Promise<Answer | Later>;
}

/** A request whose body is read as it comes. Transactions are short ones, because a phone may send for minutes. */
export interface StreamRequest extends EarlyRequest {
  readonly method: string;
  /** Path and query as the browser asked for them, without the language prefix. */
  readonly url: string;
  readonly headers: Headers;
  /** Undefined where nothing is sent. */
  readonly body: Readable | undefined;
  /** Link within the town, in the language of the request. */
  href(path: string): string;
  /** Runs in a transaction of the town: committed when it returns, rolled back when it throws. */
  write<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>;
}

/**
 * An address of a town that a script of ours talks to by a protocol of its own, with bodies of any length. Requests
 * carry no form token: they have to come from our own pages (`Origin`, `Sec-Fetch-Site`) and carry the header
 * `X-Requested-With: klickamt`, which no form and no other site can send. The handler asks for a code itself.
 */
export interface StreamRoute {
  readonly kind: "stream";
  readonly methods: readonly ("HEAD" | "POST" | "PATCH" | "DELETE")[];
  /** Begins with `/:town/`. */
  readonly path: string;
  readonly access: "public";
  handle(request: StreamRequest): Promise<Response>;
}

/** A municipality as the wrapper needs it. */
export interface Town {
  readonly tenant: Ctx["tenant"];
  readonly brand: Brand;
}

/** What the wrapper asks the modules for. */
export interface WebDependencies {
  /** From memory, or freshly read; undefined where there is no such town. */
  findTown(slug: string): Promise<Town | undefined>;
  /** The member of staff behind a session cookie, in the town's transaction. */
  authenticate(ctx: Ctx, sessionToken: string): Promise<Extract<Actor, { kind: "staff" }> | undefined>;
}

/** Name of the cookie that carries the staff session of a town. */
export function sessionCookieName(slug: string): string {
  return `sitzung_${slug}`;
}
