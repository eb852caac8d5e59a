import type { z } from "zod";
import { Conflict, Failure, Forbidden, Invalid, type Language, NotFound, Unavailable } from "../../kernel/index.ts";
import {
  type Answer,
  accepts,
  content,
  type FileRequest,
  type ProblemError,
  plainProblem,
  preferredLanguage,
  problem,
  RolledBack,
  type WebRequest,
} from "../../platform/web/index.ts";
import { answerOnce } from "./actions/answer-once.ts";
import { findAccess, noteKeyUse } from "./actions/find-access.ts";
import { apiPath } from "./addresses.ts";
import { bearerKey } from "./model/access.ts";
import { parseIdempotencyKey } from "./model/idempotency.ts";
import { type JsonMistake, readJson } from "./model/json.ts";
import { problemKinds } from "./model/problems.ts";
import { type Allowance, RateLimit, rateHeaders } from "./model/rate-limit.ts";
import { schemaMistakes } from "./model/schema-mistakes.ts";
import { type AnyOperation, ApiProblem, type Call, type FileReply } from "./operation.ts";

/** By installation, so that two databases in one process (tests) do not mix. */
const limits = new WeakMap<WebRequest["keyring"], RateLimit>();

function limitOf(ctx: Pick<WebRequest, "keyring">): RateLimit {
  let limit = limits.get(ctx.keyring);
  if (limit === undefined) {
    limit = new RateLimit();
    limits.set(ctx.keyring, limit);
  }
  return limit;
}

const headersOf = (ctx: WebRequest): Readonly<Record<string, string | undefined>> => ctx.raw?.headers ?? {};

/** The language in which a client is answered: that of Accept-Language, otherwise that of the address. */
function languageOf(ctx: WebRequest): Language {
  return preferredLanguage(headersOf(ctx)["accept-language"]) ?? ctx.view.language;
}

function challenge(error?: "invalid_token" | "insufficient_scope", scope?: string): Readonly<Record<string, string>> {
  const parts = [
    'realm="klickamt"',
    ...(error === undefined ? [] : [`error="${error}"`]),
    ...(scope === undefined ? [] : [`scope="${scope}"`]),
  ];
  return { "www-authenticate": `Bearer ${parts.join(", ")}` };
}

/** What was done with a file before the transaction opened. */
interface PreparedFile {
  /** Of the key, which was counted already. */
  readonly allowance: Allowance | undefined;
  readonly file: unknown;
}

/** Has a file looked at where the key is good for it; what is wrong otherwise is told by `runOperation`. */
export async function prepareFile(operation: AnyOperation, request: FileRequest): Promise<PreparedFile> {
  const typed = bearerKey(request.headers.authorization);
  const found =
    typed === undefined
      ? undefined
      : await request.read(async (ctx) => {
          const access = await findAccess(ctx, typed);
          if (access?.state !== "valid") return undefined;
          const { keyId, requestsPerMinute } = access.key;
          return { ...access, allowance: limitOf(ctx).take(keyId, requestsPerMinute, ctx.now.getTime()) };
        });
  const allowance = found?.allowance;
  const query = operation.input.query.safeParse(request.query);
  const good = found?.allowance.allowed === true && found.key.scopes.some((scope) => scope === operation.scope);
  if (!good || !query.success || operation.takesFile === undefined) return { allowance, file: undefined };
  return { allowance, file: await operation.takesFile(request, { client: found.client, query: query.data }) };
}

/** Who asks. @param told headers that every further answer carries; filled here */
async function authenticate(
  ctx: WebRequest,
  operation: AnyOperation,
  told: Record<string, string>,
): Promise<Call["access"]> {
  if (operation.scope === undefined) return undefined;
  const key = bearerKey(headersOf(ctx).authorization);
  if (key === undefined) throw new ApiProblem("key-missing", { headers: challenge() });
  const access = await findAccess(ctx, key);
  const refused = { headers: challenge("invalid_token") };
  if (access === undefined) throw new ApiProblem("key-unknown", refused);
  if (access.state === "revoked") throw new ApiProblem("key-revoked", refused);
  if (access.state === "expired") throw new ApiProblem("key-expired", refused);
  const allowance =
    (ctx.prepared as PreparedFile | undefined)?.allowance ??
    limitOf(ctx).take(access.key.keyId, access.key.requestsPerMinute, ctx.now.getTime());
  Object.assign(told, rateHeaders(allowance));
  if (!allowance.allowed) throw new ApiProblem("too-many-requests");
  await noteKeyUse(ctx, access.key);
  if (!access.key.scopes.includes(operation.scope)) {
    throw new ApiProblem("scope-missing", { headers: challenge("insufficient_scope", operation.scope) });
  }
  return access;
}

const jsonWords: Readonly<Record<JsonMistake["kind"], Readonly<Record<Language, string>>>> = {
  malformed: { de: "Der Inhalt ist kein gültiges JSON.", en: "The body is not valid JSON." },
  "too-deep": { de: "Der Inhalt ist tiefer als 32 Ebenen.", en: "The body is deeper than 32 levels." },
  "bad-characters": {
    de: "Hier steht ein Nullzeichen oder ein halbes Zeichen.",
    en: "A null character or half a character stands here.",
  },
};

function readBody(ctx: WebRequest, schema: z.ZodType, language: Language): unknown {
  const headers = headersOf(ctx);
  const mediaType = (headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase();
  const coding = (headers["content-encoding"] ?? "identity").toLowerCase();
  if (mediaType !== "application/json" || coding !== "identity") throw new ApiProblem("unsupported-media-type");
  const read = readJson(ctx.raw?.body ?? "");
  if ("mistake" in read) {
    const { mistake } = read;
    const pointer = mistake.kind === "bad-characters" ? mistake.pointer : "";
    throw new ApiProblem("malformed-json", { errors: [{ pointer, detail: jsonWords[mistake.kind][language] }] });
  }
  const checked = schema.safeParse(read.value);
  if (checked.success) return checked.data;
  throw new ApiProblem("body-not-right", { errors: schemaMistakes(checked.error, language) });
}

/** Parts of the address and headers, as the operation declares them. */
function readParameters(ctx: WebRequest, operation: AnyOperation, language: Language) {
  const { town: _, ...pathParameters } = ctx.params;
  const headers = headersOf(ctx);
  const wanted = Object.keys(operation.input.headers.shape).flatMap((name) =>
    headers[name] === undefined ? [] : [[name, headers[name]]],
  );
  const mistakes: ProblemError[] = [];
  const read = (schema: z.ZodObject, values: unknown): unknown => {
    const checked = schema.safeParse(values);
    if (checked.success) return checked.data;
    for (const { pointer = "", detail } of schemaMistakes(checked.error, language))
      mistakes.push({ parameter: pointer.slice(1), detail });
    return undefined;
  };
  const path = read(operation.input.path, pathParameters);
  // An address that cannot be one leads nowhere, as one that is none does.
  if (mistakes.length > 0) throw new ApiProblem("not-found");
  const query = read(operation.input.query, ctx.query);
  const headerValues = read(operation.input.headers, Object.fromEntries(wanted));
  if (mistakes.length > 0) throw new ApiProblem("bad-request", { errors: mistakes });
  return { path, query, headers: headerValues };
}

const isFile = (reply: unknown): reply is FileReply =>
  typeof reply === "object" && reply !== null && "bytes" in reply && reply.bytes instanceof Uint8Array;

async function perform(
  ctx: WebRequest,
  operation: AnyOperation,
  call: Call,
  input: Parameters<AnyOperation["handle"]>[1],
  told: Readonly<Record<string, string>>,
): Promise<Answer> {
  const { status, mediaType, location } = operation.answer;
  const headers = { "content-language": call.language, vary: "accept-language, authorization", ...told };
  if (operation.once && call.access !== undefined) {
    const idempotencyKey = parseIdempotencyKey(headersOf(ctx)["idempotency-key"]);
    if (idempotencyKey === undefined) throw new ApiProblem("idempotency-key-missing");
    const answer = await answerOnce(
      ctx,
      {
        clientId: call.access.client.clientId,
        idempotencyKey,
        request: `${operation.method} ${operation.path}\n${ctx.raw?.body ?? ""}`,
      },
      async () => ({ status, body: JSON.stringify(await operation.handle(call, input)) }),
    );
    if (answer === "in-progress") throw new ApiProblem("idempotency-in-progress", { headers: { "retry-after": "1" } });
    if (answer === "reused") throw new ApiProblem("idempotency-key-reused");
    return content(answer.body, mediaType, {
      status: answer.status,
      headers: {
        ...headers,
        ...(location === undefined ? {} : { location: location(JSON.parse(answer.body)) }),
        ...(answer.repeated ? { "idempotency-replayed": "true" } : {}),
      },
    });
  }
  const reply = await operation.handle(call, input);
  return isFile(reply)
    ? content(reply.bytes, reply.mediaType, { status, filename: reply.filename, headers })
    : content(JSON.stringify(reply), mediaType, {
        status,
        headers: { ...headers, ...(location === undefined ? {} : { location: location(reply) }) },
      });
}

/** Everything else is a bug, or worth trying again: the server tells that itself. */
function toProblem(error: unknown): ApiProblem | number | undefined {
  if (error instanceof ApiProblem) return error;
  if (!(error instanceof Failure) || error instanceof Unavailable) return undefined;
  if (error instanceof NotFound) return 404;
  if (error instanceof Forbidden) return 403;
  if (error instanceof Conflict) return 409;
  return error instanceof Invalid ? 400 : undefined;
}

/**
 * Serves one request by its declaration: key, rate, scope, content negotiation, parameters and body are checked before
 * the operation sees them. A problem is answered as RFC 9457; what the operation wrote before it is rolled back.
 */
export async function runOperation(operation: AnyOperation, ctx: WebRequest): Promise<Answer> {
  const language = languageOf(ctx);
  const told: Record<string, string> = {};
  const docs = `${ctx.publicUrl}${ctx.view.href("/api")}`;
  let performing = false;
  try {
    const access = await authenticate(ctx, operation, told);
    const acceptable =
      operation.answer.schema === undefined || accepts(headersOf(ctx).accept, operation.answer.mediaType);
    if (!acceptable) throw new ApiProblem("not-acceptable");
    const parameters = readParameters(ctx, operation, language);
    const prepared = ctx.prepared as PreparedFile | undefined;
    const packed = (headersOf(ctx)["content-encoding"] ?? "identity").toLowerCase() !== "identity";
    if (operation.takesFile !== undefined && (prepared === undefined || packed)) {
      throw new ApiProblem("unsupported-media-type");
    }
    const body = operation.input.body === undefined ? undefined : readBody(ctx, operation.input.body, language);
    const call: Call = {
      ctx,
      access,
      language,
      apiUrl: `${ctx.publicUrl}/${ctx.view.brand?.slug ?? ""}${apiPath}`,
      pageUrl: (path) =>
        `${ctx.publicUrl}${language === "de" ? "" : `/${language}`}/${ctx.view.brand?.slug ?? ""}${path}`,
    };
    performing = true;
    return await perform(ctx, operation, call, { ...parameters, body, file: prepared?.file }, told);
  } catch (error) {
    const found = toProblem(error);
    if (found === undefined) throw error;
    const facts =
      typeof found === "number"
        ? plainProblem(found, language)
        : {
            status: found.status,
            code: found.problemCode,
            title: problemKinds[found.problemCode].title[language],
            detail: problemKinds[found.problemCode].text[language],
            ...(found.errors === undefined ? {} : { errors: found.errors }),
          };
    const more = typeof found === "number" ? {} : found.headers;
    const answer = problem({ ...facts, type: `${docs}#problem-${facts.code}` }, language, { ...told, ...more });
    // That the key was used stays noted where nothing else was begun.
    if (!performing) return answer;
    throw new RolledBack(answer);
  }
}
