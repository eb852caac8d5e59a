import type { z } from "zod";
import type { Language, Localized } from "../../kernel/index.ts";
import type { FileRequest, ProblemError, WebRequest } from "../../platform/web/index.ts";
import type { ApiKey, Client, Scope } from "./model/access.ts";
import { type ProblemCode, problemKinds } from "./model/problems.ts";

/** Who asks, in which language, and where the API of the town stands. */
export interface Call {
  readonly ctx: WebRequest;
  /** Undefined only where the operation needs no key. */
  readonly access: { readonly client: Client; readonly key: ApiKey } | undefined;
  readonly language: Language;
  /** `https://stadt.example/paderborn/api/v1` */
  readonly apiUrl: string;
  /** An address of the portal for people, in their language: `pageUrl("/postfach/…")`. */
  pageUrl(path: string): string;
}

/** An answer that is a file. */
export interface FileReply {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly filename: string;
}

/**
 * One operation of the API. The same declaration registers the route, checks what comes in, and is what the OpenAPI
 * document and the reference page say of it: they cannot drift apart.
 */
export interface Operation<
  P extends z.ZodObject = z.ZodObject,
  Q extends z.ZodObject = z.ZodObject,
  H extends z.ZodObject = z.ZodObject,
  B extends z.ZodType = z.ZodType,
  A extends z.ZodType = z.ZodType,
> {
  /** Stable: generated clients name their functions by it. */
  readonly id: string;
  readonly method: "GET" | "POST";
  /** Within `/:town/api/v1`: `/services/{service}`. */
  readonly path: string;
  readonly tag: "services" | "files" | "applications" | "description";
  readonly summary: Localized;
  readonly description: Localized;
  /** Undefined: needs no key. */
  readonly scope: Scope | undefined;
  readonly input: {
    readonly path: P;
    readonly query: Q;
    /** Names in lower case. */
    readonly headers: H;
    readonly body: B | undefined;
  };
  /**
   * The body is one file. Looks at it before the transaction opens, for a client whose key is good; `handle` finds what
   * comes of it as `file`, undefined where there was nothing to look at.
   */
  readonly takesFile?: (
    request: FileRequest,
    input: { readonly client: Client; readonly query: z.output<Q> },
  ) => Promise<unknown>;
  /** A repeat with the same `Idempotency-Key` gets the same answer. */
  readonly once: boolean;
  readonly answer: {
    readonly status: 200 | 201;
    readonly description: Localized;
    /** Absent: a file of any kind. */
    readonly schema: A | undefined;
    readonly mediaType: string;
    /** Where the thing that was made stands. */
    readonly location?: (body: z.output<A>) => string;
  };
  /** Beside those that every operation may have. */
  readonly problems: readonly ProblemCode[];
  handle(
    call: Call,
    input: {
      readonly path: z.output<P>;
      readonly query: z.output<Q>;
      readonly headers: z.output<H>;
      readonly body: z.output<B>;
      readonly file: unknown;
    },
  ): Promise<z.output<A> | FileReply>;
}

// biome-ignore lint/suspicious/noExplicitAny: a list of operations with different inputs
export type AnyOperation = Operation<any, any, any, any, any>;

/** Checks the types of an operation where it is declared. */
export function defineOperation<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  H extends z.ZodObject,
  B extends z.ZodType,
  A extends z.ZodType,
>(operation: Operation<P, Q, H, B, A>): AnyOperation {
  return operation;
}

/** Thrown to answer with a problem; nothing of what was written stays. */
export class ApiProblem extends Error {
  readonly problemCode: ProblemCode;
  readonly errors: readonly ProblemError[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ProblemCode,
    more: { readonly errors?: readonly ProblemError[]; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(code);
    this.problemCode = code;
    this.errors = more.errors;
    this.headers = more.headers ?? {};
  }

  get status(): number {
    return problemKinds[this.problemCode].status;
  }
}
