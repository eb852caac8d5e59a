import { createHash, randomBytes, randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import fastifyFormbody from "@fastify/formbody";
import fastifyHelmet, { type FastifyHelmetOptions } from "@fastify/helmet";
import fastifyMultipart from "@fastify/multipart";
import fastifyStatic from "@fastify/static";
import {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  fastify,
  LogController,
} from "fastify";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import {
  type Actor,
  type BlobStore,
  Conflict,
  type Duty,
  Failure,
  Forbidden,
  Invalid,
  type Keyring,
  type Language,
  languages,
  NotFound,
  newId,
  type TenantId,
  Unavailable,
} from "../../kernel/index.ts";
import { equalInConstantTime } from "../crypto/index.ts";
import type { Ctx, Database } from "../db/index.ts";
import type { Logger } from "../log/index.ts";
import { ErrorPage, renderDocument, SessionEndedPage, type ViewContext } from "../ui/index.ts";
import { trackConnections } from "./closing.ts";
import { cookieToSet, readCookies } from "./cookies.ts";
import { errorTexts } from "./error-texts.ts";
import { networkOf, perMinute } from "./limiter.ts";
import { isMachinePath, plainProblem, preferredLanguage, problem } from "./problem.ts";
import {
  type Answer,
  type EarlyRequest,
  type Later,
  RolledBack,
  type Route,
  redirect,
  type StreamRoute,
  sessionCookieName,
  type Town,
  type Upload,
  type WebDependencies,
  type WebRequest,
} from "./route.ts";
import { openCookies, type Recipient, sealCookies } from "./sealed-cookies.ts";
import { findEarlierAnswer, rememberAnswer } from "./store.ts";
import { typedWords } from "./typed-words.ts";

export interface ServerOptions {
  readonly routes: readonly Route[];
  readonly streams?: readonly StreamRoute[];
  readonly db: Database;
  readonly files: BlobStore;
  readonly keyring: Keyring;
  readonly jobs: Ctx["jobs"];
  readonly log: Logger;
  readonly dependencies: WebDependencies;
  /** Folder with built assets and their `manifest.json`. */
  readonly assetsFolder: string;
  readonly publicUrl: string;
  readonly trustProxy: boolean;
  /** Per browser session; an address as a whole gets ten times that, so that an office behind one is not slowed. */
  readonly requestsPerMinute: number;
  readonly metricsToken?: string;
  /** Metrics of all web processes as text, where this is one of several; it is handed its own first. */
  readonly gatherMetrics?: (own: Registry) => () => Promise<string>;
  /** How long a page waits at most for a job; not at all in tests, where jobs run when they are told to. */
  readonly patienceMs?: number;
  /** The time; tests set it. */
  readonly clock?: () => Date;
  /** Whether background work runs, for `/readyz`. */
  readonly ready?: () => Promise<void>;
}

const browserCookie = "klickamt";
const bodyLimitBytes = 512 * 1024;

/** Where the town's stylesheet and mark are not personal and the transaction would be wasted. */
function assertRoutes(routes: readonly Route[], streams: readonly StreamRoute[]): void {
  const seen = new Set<string>();
  for (const { path, access } of streams) {
    if (access !== "public" || !path.startsWith("/:town/")) throw new Error(`${path} does not say who may use it`);
  }
  for (const route of routes) {
    const name = `${route.method} ${route.path}`;
    if (route.access === undefined || (Array.isArray(route.access) && route.access.length === 0)) {
      throw new Error(`${name} does not say who may use it`);
    }
    if (route.access !== "public" && !route.path.startsWith("/:town/")) {
      throw new Error(`${name} is for staff, and staff belong to a town`);
    }
    if (seen.has(name)) throw new Error(`${name} is there twice`);
    seen.add(name);
  }
}

interface RequestState {
  language: Language;
  browserId: string;
  newBrowser: boolean;
  cookies: Readonly<Record<string, string>>;
  /** What was typed into a form of ours, for the page that says that it was not taken. */
  typed?: () => readonly string[];
}

declare module "fastify" {
  interface FastifyRequest {
    klickamt: RequestState;
  }
}

/** Answers shorter than this gain nothing by compression. */
const smallestCompressedBytes = 1400;
/** Fast rather than small: a page is compressed on every request. */
const compress = promisify(gzip);

function splitLanguage(url: string): { language: Language; path: string } {
  for (const language of languages) {
    if (language === "de") continue;
    const prefix = `/${language}`;
    if (url === prefix || url.startsWith(`${prefix}/`) || url.startsWith(`${prefix}?`)) {
      const rest = url.slice(prefix.length);
      return { language, path: rest.startsWith("/") ? rest : `/${rest}` };
    }
  }
  return { language: "de", path: url };
}

/** Whether a page that is not public is for whoever has these duties. */
const mayUse = (access: Exclude<Route["access"], "public">, duties: readonly Duty[]): boolean =>
  access === "staff" || access.some((duty) => duties.includes(duty));

/**
 * Answers as they were typed: without the character NUL, which nobody types and PostgreSQL keeps in no text; and with
 * line breaks of one character, as every browser counts them for `maxlength` and sends them as two.
 */
function asTyped(body: Record<string, string | string[]>): Record<string, string | string[]> {
  const clean = (text: string): string => text.replaceAll("\0", "").replaceAll("\r\n", "\n");
  for (const [name, value] of Object.entries(body)) body[name] = Array.isArray(value) ? value.map(clean) : clean(value);
  return body;
}

/**
 * Builds the web server: security headers, limits, CSRF, languages, one transaction per request, error
 * pages, health and metrics, and the routes of the modules.
 * @throws Error where a route does not say who may use it
 */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  assertRoutes(options.routes, options.streams ?? []);
  const secure = options.publicUrl.startsWith("https:");
  const clock = options.clock ?? (() => new Date());
  const manifest: Record<string, string> = existsSync(join(options.assetsFolder, "manifest.json"))
    ? JSON.parse(readFileSync(join(options.assetsFolder, "manifest.json"), "utf8"))
    : {};

  const app = fastify({
    loggerInstance: options.log as FastifyBaseLogger,
    // Nothing is logged through a request's own logger.
    childLoggerFactory: (logger) => logger,
    logController: new LogController({ disableRequestLogging: true }),
    // The nearest proxy alone: what stands before its entry in X-Forwarded-For, whoever asked has written.
    trustProxy: options.trustProxy && ((_address: string, hop: number) => hop === 0),
    bodyLimit: bodyLimitBytes,
    // Ten megabytes over a weak mobile connection take their time; headers have to come at once all the same.
    requestTimeout: 300_000,
    keepAliveTimeout: 30_000,
    forceCloseConnections: "idle",
    genReqId: () => newId(),
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    // An address that is cut off within a letter (`%C3`): before any route or hook has seen it.
    frameworkErrors: (error, request, reply) => {
      const refused = admit(request);
      reply.headers(security);
      void sendError(request, reply, refused ?? error);
    },
    rewriteUrl: (request) => {
      const { language, path } = splitLanguage(request.url ?? "/");
      (request as { klickamtLanguage?: Language }).klickamtLanguage = language;
      return path.replaceAll("%00", "");
    },
  });

  app.server.headersTimeout = 30_000;
  const letGo = trackConnections(app.server, 20_000);
  app.addHook("preClose", async () => letGo());

  // — Metrics ————————————————————————————————————————————————————————————
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: "klickamt_http_seconds",
    help: "Time to answer a request",
    labelNames: ["method", "route", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  const incidents = new Counter({
    name: "klickamt_incidents_total",
    help: "Requests that ended in an error nobody expected",
    registers: [registry],
  });
  new Gauge({
    name: "klickamt_db_connections",
    help: "Connections to PostgreSQL",
    labelNames: ["state"],
    registers: [registry],
    collect() {
      for (const [state, value] of Object.entries(options.db.load())) this.set({ state }, value);
    },
  });

  const metricsText = options.gatherMetrics?.(registry) ?? (() => registry.metrics());

  // — Middleware, in this order ——————————————————————————————————————————
  const security = await securityHeaders({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", "data:"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        frameSrc: ["'self'"],
        frameAncestors: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        manifestSrc: ["'self'"],
        workerSrc: ["'self'"],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: secure ? { maxAge: 63_072_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: "same-origin" },
    crossOriginEmbedderPolicy: false,
    xFrameOptions: { action: "sameorigin" },
  });
  security["permissions-policy"] = permissions("()");
  const securityList = Object.entries(security).flat();
  const limitBrowser = perMinute(options.requestsPerMinute);
  const limitAddress = perMinute(options.requestsPerMinute * 10);
  /** Notes whose request it is. @returns the error where it is one too many */
  function admit(request: FastifyRequest): Error | undefined {
    const cookies = readCookies(request.headers.cookie);
    const known = knownBrowser(cookies[browserCookie] ?? "");
    request.klickamt = {
      language: (request.raw as { klickamtLanguage?: Language }).klickamtLanguage ?? "de",
      browserId: known ?? randomBytes(16).toString("base64url"),
      newBrowser: known === undefined,
      cookies,
    };
    const allowed =
      isHealthPath(request.url) ||
      ((known === undefined || limitBrowser.allow(known)) && limitAddress.allow(networkOf(request.ip)));
    return allowed ? undefined : tooMany();
  }
  app.addHook("onRequest", (request, _reply, done) => done(admit(request)));
  // Pages bring these headers themselves; here for everything else.
  app.addHook("onSend", (_request, reply, payload, done) => {
    for (const [name, value] of Object.entries(security)) if (!reply.hasHeader(name)) reply.header(name, value);
    done(null, payload);
  });
  await app.register(fastifyFormbody, { bodyLimit: bodyLimitBytes });
  await app.register(fastifyMultipart, { throwFileSizeLimit: false });
  // A signature covers the bytes that came: JSON stays text until its route has checked it.
  app.removeContentTypeParser("application/json");
  app.addContentTypeParser(
    "application/json",
    { parseAs: "string", bodyLimit: bodyLimitBytes },
    (_request, body, done) => done(null, body),
  );
  // Bodies of stream routes: handed on as they come, and limited by whoever reads them.
  app.addContentTypeParser("application/offset+octet-stream", (_request, body, done) => done(null, body));
  // A file that another program sends, for routes that take one.
  app.addContentTypeParser("application/octet-stream", (request, body, done) => {
    const { takesFile } = request.routeOptions.config as { takesFile?: boolean };
    if (takesFile === true) done(null, body);
    else done(Object.assign(new Error("no file is taken here"), { statusCode: 415 }));
  });
  if (existsSync(options.assetsFolder)) {
    await app.register(fastifyStatic, {
      root: options.assetsFolder,
      prefix: "/assets/",
      preCompressed: true,
      immutable: true,
      maxAge: "365d",
      index: false,
      // A service worker lies with the assets and serves pages.
      setHeaders: (reply, path) => {
        if (/-worker-[0-9a-f]{10}\.js(\.br|\.gz)?$/.test(path)) reply.header("service-worker-allowed", "/");
      },
    });
  }
  app.addHook("onResponse", (request, reply, done) => {
    const route = request.routeOptions.url ?? "none";
    durations.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    if (options.log.isLevelEnabled("info")) {
      options.log.info(
        {
          method: request.method,
          route,
          status: reply.statusCode,
          ms: Math.round(reply.elapsedTime * 10) / 10,
          id: request.id,
        },
        "request",
      );
    }
    done();
  });

  // — Health —————————————————————————————————————————————————————————————
  app.get("/healthz", async () => ({ status: "ok" }));
  app.get("/readyz", async (_request, reply) => {
    try {
      await options.db.ping();
      await options.ready?.();
      return { status: "ready" };
    } catch {
      return reply.status(503).send({ status: "not ready" });
    }
  });
  app.get("/metrics", async (request, reply) => {
    const local = request.ip === "127.0.0.1" || request.ip === "::1" || request.ip === "::ffff:127.0.0.1";
    const allowed =
      options.metricsToken === undefined
        ? local
        : equalInConstantTime(request.headers.authorization ?? "", `Bearer ${options.metricsToken}`);
    if (!allowed) return reply.status(404).send();
    return reply.type(registry.contentType).send(await metricsText());
  });

  // — Views ——————————————————————————————————————————————————————————————
  /**
   * The token of a form: bound to browser and session, and salted anew for each page, so that compressing
   * the page gives nothing away of it (BREACH).
   */
  function csrfOf(state: RequestState, sessionToken: string, salt: string = randomUUID()): string {
    return `${salt}.${options.keyring.mac("csrf", `${salt}:${state.browserId}:${sessionToken}`)}`;
  }

  function viewOf(
    request: FastifyRequest,
    town: Town | undefined,
    actor: Actor,
    sessionToken: string | undefined,
  ): ViewContext {
    const { language } = request.klickamt;
    const [path = "/", query = ""] = request.url.split("?", 2);
    const prefix = (wanted: Language) => (wanted === "de" ? "" : `/${wanted}`);
    const base = town === undefined ? "" : `/${town.brand.slug}`;
    let csrf: string | undefined;
    return {
      language,
      path,
      query: query === "" ? "" : `?${query}`,
      ...(town === undefined ? {} : { brand: town.brand }),
      ...(actor.kind === "staff" ? { staff: { name: actor.name, duties: actor.duties } } : {}),
      // Made when a form asks for it: most answers to a form are no page.
      get csrf() {
        csrf ??= sessionToken === undefined ? "" : csrfOf(request.klickamt, sessionToken);
        return csrf;
      },
      newSubmissionKey: () => randomUUID(),
      href: (to) => `${prefix(language)}${base}${to === "/" && base !== "" ? "" : to}`,
      hrefInLanguage: (wanted) => `${prefix(wanted)}${path}${query === "" ? "" : `?${query}`}`,
      asset: (name) => manifest[name] ?? `/assets/${name}`,
    };
  }

  // — One route ——————————————————————————————————————————————————————————
  /** Browsers whose cookie was found to be ours; forgotten all at once when they are many. */
  const browsers = new Map<string, string>();

  /** Signed, so that nobody can make up browsers to get a fresh rate limit for each. */
  function knownBrowser(cookie: string): string | undefined {
    const found = browsers.get(cookie);
    if (found !== undefined) return found;
    const [id = "", mac = ""] = cookie.split(".");
    if (id.length !== 22 || !equalInConstantTime(mac, options.keyring.mac("browser", id))) return undefined;
    if (browsers.size >= 20_000) browsers.clear();
    browsers.set(cookie, id);
    return id;
  }

  /** Writes an answer past the framework, which would go over each header and measure the text once more. */
  function write(
    reply: FastifyReply,
    status: number,
    headers: readonly string[],
    body: Buffer | undefined,
  ): FastifyReply {
    reply.hijack();
    reply.raw.writeHead(status, [
      ...headers,
      // What was said before the answer was known: `retry-after`, `allow`.
      ...Object.entries(reply.getHeaders()).flatMap(([name, value]) => [name, String(value)]),
      ...(status === 204 ? [] : ["content-length", String(body?.length ?? 0)]),
    ]);
    reply.raw.end(body);
    return reply;
  }

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    answer: Answer,
    csp: Route["csp"],
  ): Promise<FastifyReply> {
    const { newBrowser, browserId } = request.klickamt;
    const cookies: string[] = [];
    if (newBrowser && answer.kind !== "content") {
      const signed = `${browserId}.${options.keyring.mac("browser", browserId)}`;
      cookies.push("set-cookie", cookieToSet(browserCookie, signed, 31_536_000, secure));
    }
    for (const { name, value, maxAgeSeconds } of answer.cookies ?? []) {
      cookies.push("set-cookie", cookieToSet(name, value, value === "" ? 0 : maxAgeSeconds, secure));
    }
    switch (answer.kind) {
      case "page": {
        const common = csp === "wasm" || answer.camera === true ? wider(security, csp, answer.camera) : securityList;
        const { body, headers } = await compressed(request, renderDocument(answer.page));
        return write(
          reply,
          answer.status,
          [...common, "cache-control", "no-store", "content-type", "text/html; charset=utf-8", ...headers, ...cookies],
          body,
        );
      }
      case "redirect":
        return write(
          reply,
          303,
          [...securityList, "cache-control", "no-store", "location", answer.to, ...cookies],
          undefined,
        );
      case "content": {
        const { cacheSeconds, filename } = answer;
        const disposition =
          filename === undefined
            ? []
            : [
                "content-disposition",
                `attachment; filename="${filename.replaceAll(/[^A-Za-z0-9._-]/g, "_")}"; filename*=UTF-8''${encodeURIComponent(filename)}`,
              ];
        return write(
          reply,
          answer.status,
          [
            ...securityList,
            "cache-control",
            cacheSeconds === undefined ? "no-store" : `public, max-age=${cacheSeconds}`,
            ...(answer.status === 204 ? [] : ["content-type", answer.mediaType]),
            ...disposition,
            ...Object.entries(answer.headers ?? {}).flat(),
            ...cookies,
          ],
          answer.status === 204
            ? undefined
            : typeof answer.body === "string"
              ? utf8(answer.body)
              : Buffer.from(answer.body),
        );
      }
    }
  }

  async function readMultipart(
    request: FastifyRequest,
    route: Route,
    early: EarlyRequest,
    welcome: boolean,
  ): Promise<{ body: Record<string, string | string[]>; uploads: Upload[] }> {
    const body: Record<string, string | string[]> = {};
    const uploads: Upload[] = [];
    const told = route.upload?.oversize === "told";
    const limits = {
      fileSize: route.upload?.maxFileBytes ?? 0,
      files: route.upload?.maxFiles ?? 0,
      fields: 300,
      fieldSize: 64 * 1024,
      parts: 400,
    };
    let left = route.upload?.maxBytes ?? Number.POSITIVE_INFINITY;
    const allowed = welcome && (route.upload?.allowed === undefined || (await route.upload.allowed(early)));
    for await (const part of request.parts({ limits })) {
      if (part.type === "file") {
        if (!allowed) {
          part.file.resume();
          continue;
        }
        const bytes = await wholeOrNothing(part.file, left);
        left -= bytes?.length ?? 0;
        if (bytes === undefined && !told) throw Object.assign(new Error("too large"), { statusCode: 413 });
        const named = { field: part.fieldname, filename: part.filename, mediaType: part.mimetype };
        if (bytes === undefined) uploads.push({ ...named, bytes: new Uint8Array(), tooLarge: true });
        else if (part.filename !== "" && (bytes.length > 0 || told)) uploads.push({ ...named, bytes });
      } else {
        const value = String(part.value);
        const before = body[part.fieldname];
        body[part.fieldname] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
      }
    }
    return { body, uploads };
  }

  /** Requests of stream routes carry no token: see `StreamRoute`. */
  function requireOwnScript(request: FastifyRequest): void {
    requireOwnSite(request);
    const origin = request.headers.origin;
    if (origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== request.host)) {
      throw new Forbidden("web.foreign-form");
    }
    if (request.headers["x-requested-with"] !== "klickamt") throw new Forbidden("web.foreign-form");
  }

  function requireOwnSite(request: FastifyRequest): void {
    const site = request.headers["sec-fetch-site"];
    if (site !== undefined && site !== "same-origin" && site !== "none") throw new Forbidden("web.foreign-form");
  }

  /** A form of another site cannot know the token, and browsers say where a request comes from. */
  function requireOwnForm(request: FastifyRequest, body: Record<string, unknown>, sessionToken: string): void {
    requireOwnSite(request);
    const sent = typeof body._csrf === "string" ? body._csrf : "";
    const expected = csrfOf(request.klickamt, sessionToken, sent.split(".")[0] ?? "");
    if (!equalInConstantTime(sent, expected)) throw new Forbidden("web.csrf");
  }

  function registerRoute(route: Route): void {
    const ofTown = route.path === "/:town" || route.path.startsWith("/:town/");
    const guesses = route.guessesPerMinute === undefined ? undefined : perMinute(route.guessesPerMinute);
    app.route({
      method: route.method,
      url: route.path,
      config: { takesFile: route.prepareFile !== undefined },
      handler: async (request, reply) => {
        if (guesses?.allow(networkOf(request.ip)) === false) throw tooMany();
        const params = request.params as Record<string, string>;
        const town = ofTown ? await options.dependencies.findTown(params.town ?? "") : undefined;
        if (ofTown && town === undefined) throw new NotFound("web.no-such-town");
        const sessionToken =
          town === undefined ? "" : (request.klickamt.cookies[sessionCookieName(town.brand.slug)] ?? "");

        const ctxOf = (tx: Ctx["tx"]): Ctx => ({
          tx,
          actor: { kind: "citizen" },
          tenant: town?.tenant ?? (0 as TenantId),
          now: clock(),
          files: options.files,
          keyring: options.keyring,
          jobs: options.jobs,
        });
        const early = earlyRequest(request, town, ctxOf);
        // Files are read, and work is done with them, before the transaction that says who may use the page.
        let welcome: Promise<boolean> | undefined;
        const isWelcome = (): Promise<boolean> => {
          welcome ??= (async () => {
            if (route.access === "public") return true;
            if (sessionToken === "") return false;
            const staff = await early.read((ctx) => options.dependencies.authenticate(ctx, sessionToken));
            return staff !== undefined && mayUse(route.access, staff.duties);
          })();
          return welcome;
        };
        let body: Record<string, string | string[]> = {};
        let uploads: Upload[] = [];
        let raw: WebRequest["raw"];
        let prepared: unknown;
        if (route.caller === "machine") {
          const headers = request.headers as Readonly<Record<string, string | undefined>>;
          raw = { body: typeof request.body === "string" ? request.body : "", headers };
          const sent = request.body;
          if (route.prepareFile !== undefined && sent instanceof Readable) {
            const query = queryOf(request, route);
            const file = (mostBytes: number) => wholeOrNothing(sent, mostBytes);
            prepared = await route.prepareFile({ ...early, query, headers, file });
          }
        } else if (route.method === "POST") {
          if (request.isMultipart())
            ({ body, uploads } = await readMultipart(request, route, early, await isWelcome()));
          else if (typeof request.body === "object") body = (request.body ?? {}) as Record<string, string | string[]>;
          requireOwnForm(request, body, sessionToken);
        }
        const submissionKey = typeof body._submission === "string" ? body._submission : undefined;
        const { _csrf, _submission, ...fields } = asTyped(body);
        if (route.method === "POST" && route.caller !== "machine")
          request.klickamt.typed = () => typedWords(fields, route.secrets);
        if (route.prepare !== undefined && (await isWelcome())) {
          prepared = await route.prepare({ ...early, uploads, body: fields });
        }

        const work = async (tx: Ctx["tx"]): Promise<Answer | Later> => {
          const base = ctxOf(tx);
          const staff =
            sessionToken === "" ||
            town === undefined ||
            (route.access === "public" && !route.path.startsWith("/:town/amt"))
              ? undefined
              : await options.dependencies.authenticate(base, sessionToken);
          const actor: Actor = staff ?? base.actor;
          const view = viewOf(request, town, actor, sessionToken);
          if (route.access !== "public") {
            if (staff === undefined) {
              if (route.method === "POST") return sessionEnded(view, fields, route.secrets);
              const back = route.method === "GET" ? `?weiter=${encodeURIComponent(request.url)}` : "";
              return redirect(view.href(`/amt/anmelden${back}`));
            }
            if (!mayUse(route.access, staff.duties)) throw new Forbidden("web.duty-missing");
          }
          const repeatKey = town === undefined ? undefined : repeatKeyOf(route, submissionKey, fields);
          const recipient = (key: string): Recipient => ({
            tenant: base.tenant,
            submissionKey: key,
            browserId: request.klickamt.browserId,
          });
          if (repeatKey !== undefined) {
            const earlier = await findEarlierAnswer(base, repeatKey);
            if (earlier !== undefined) {
              const cookies =
                earlier.cookies === undefined
                  ? []
                  : openCookies(options.keyring, recipient(repeatKey), earlier.cookies);
              return redirect(earlier.location, cookies);
            }
          }
          const webRequest: WebRequest = {
            ...base,
            actor,
            params,
            query: queryOf(request, route),
            body: fields,
            uploads,
            prepared,
            cookies: route.caller === "machine" ? {} : request.klickamt.cookies,
            view,
            submissionKey,
            ...(raw === undefined ? {} : { raw }),
            publicUrl: options.publicUrl,
            patienceMs: options.patienceMs ?? 1200,
          };
          const answer = await route.handle(webRequest);
          if (repeatKey !== undefined && town !== undefined && answer.kind === "redirect") {
            // Whoever's sign-in got lost signs in again: sessions of the desk are kept as hashes only.
            const cookies = answer.cookies?.filter(({ name }) => name !== sessionCookieName(town.brand.slug)) ?? [];
            rememberAnswer(base, repeatKey, {
              location: answer.to,
              ...(cookies.length === 0 ? {} : { cookies: sealCookies(options.keyring, recipient(repeatKey), cookies) }),
            });
          }
          return answer;
        };
        const readOnly = route.method === "GET" && route.leavesTrace !== true;
        // Lists and searches of the desk may take their time.
        const how = { readOnly, brief: readOnly && route.access === "public" };
        const answer =
          town === undefined
            ? await options.db.inPlatform(work, how)
            : await options.db.inTenant(town.tenant, work, how);
        return send(request, reply, answer.kind === "later" ? await answer.make() : answer, route.csp);
      },
    });
  }
  for (const route of options.routes) registerRoute(route);

  function earlyRequest(request: FastifyRequest, town: Town | undefined, ctxOf: (tx: Ctx["tx"]) => Ctx): EarlyRequest {
    return {
      params: request.params as Record<string, string>,
      cookies: request.klickamt.cookies,
      language: request.klickamt.language,
      read: (work) =>
        town === undefined
          ? options.db.inPlatform((tx) => work(ctxOf(tx)), { readOnly: true })
          : options.db.inTenant(town.tenant, (tx) => work(ctxOf(tx)), { readOnly: true }),
    };
  }

  function registerStream(route: StreamRoute): void {
    app.route({
      method: [...route.methods],
      url: route.path,
      handler: async (request, reply) => {
        const params = request.params as Record<string, string>;
        const town = await options.dependencies.findTown(params.town ?? "");
        if (town === undefined) throw new NotFound("web.no-such-town");
        requireOwnScript(request);
        const ctxOf = (tx: Ctx["tx"]): Ctx => ({
          tx,
          actor: { kind: "citizen" },
          tenant: town.tenant,
          now: clock(),
          files: options.files,
          keyring: options.keyring,
          jobs: options.jobs,
        });
        const view = viewOf(request, town, { kind: "citizen" }, "");
        const response = await route.handle({
          ...earlyRequest(request, town, ctxOf),
          method: request.method,
          url: request.url,
          headers: new Headers(
            Object.entries(request.headers).flatMap(([name, value]) =>
              typeof value === "string" ? [[name, value]] : [],
            ),
          ),
          body: request.body instanceof Readable ? request.body : undefined,
          href: view.href,
          write: (work) => options.db.inTenant(town.tenant, (tx) => work(ctxOf(tx))),
        });
        reply.status(response.status).header("cache-control", "no-store");
        response.headers.forEach((value, name) => {
          reply.header(name, value);
        });
        return reply.send(response.body === null ? null : Buffer.from(await response.arrayBuffer()));
      },
    });
  }
  for (const route of options.streams ?? []) registerStream(route);

  // — Errors —————————————————————————————————————————————————————————————
  async function sendError(request: FastifyRequest, reply: FastifyReply, error: unknown): Promise<FastifyReply> {
    if (error instanceof RolledBack) return send(request, reply, error.answer, undefined);
    const { status, key } = classify(error);
    let incident: string | undefined;
    if (status === 500) {
      incident = request.id;
      incidents.inc();
      options.log.error(
        { err: error, id: request.id, route: request.routeOptions?.url, method: request.method },
        "incident",
      );
    } else if (error instanceof Failure) {
      options.log.info(
        { code: error.code, facts: error.facts, status, route: request.routeOptions?.url, id: request.id },
        "refused",
      );
    }
    if (status === 429 || status === 503) reply.header("retry-after", "30");
    if (isMachinePath(request.url)) {
      const language = preferredLanguage(request.headers["accept-language"]) ?? request.klickamt.language;
      return send(request, reply, problem(plainProblem(status, language, incident), language), undefined);
    }
    const slug = request.url.split("/", 2)[1]?.split("?")[0] ?? "";
    const town = await options.dependencies.findTown(slug).catch(() => undefined);
    const view = viewOf(request, town, { kind: "citizen" }, undefined);
    const texts = errorTexts(key, view.language);
    const atDesk = /^\/[^/]+\/amt(\/|\?|$)/.test(request.url);
    const from = formOf(request);
    const again =
      from === undefined
        ? []
        : [{ href: from, label: view.language === "de" ? "Die Seite noch einmal öffnen" : "Open the page again" }];
    const actions =
      town === undefined
        ? [...again, { href: view.href("/"), label: view.language === "de" ? "Zur Startseite" : "To the start page" }]
        : [
            ...again,
            ...(atDesk
              ? [{ href: view.href("/amt"), label: view.language === "de" ? "Zum Arbeitsplatz" : "To the desk" }]
              : []),
            {
              href: view.href("/"),
              label:
                view.language === "de"
                  ? `Zur Startseite von ${town.brand.name}`
                  : `To the start page of ${town.brand.name}`,
            },
          ];
    return reply
      .status(status)
      .header("cache-control", "no-store")
      .type("text/html; charset=utf-8")
      .send(
        renderDocument(
          ErrorPage({
            view,
            title: texts.title,
            text: texts.text,
            actions,
            ...(incident === undefined ? {} : { incident }),
            typed: request.klickamt.typed?.() ?? [],
          }),
        ),
      );
  }
  app.setErrorHandler((error, request, reply) => sendError(request, reply, error));
  const machineRoutes = options.routes
    .filter(({ caller }) => caller === "machine")
    .map(({ method, path }) => ({ method, pattern: new RegExp(`^${path.replaceAll(/:[^/]+/g, "[^/]+")}/?$`) }));
  app.setNotFoundHandler((request, reply) => {
    const [path = ""] = request.url.split("?", 1);
    const allowed = machineRoutes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
    if (allowed.length === 0 || !isMachinePath(path)) {
      return sendError(request, reply, new NotFound("web.no-such-page"));
    }
    const withHead = allowed.flatMap((method) => (method === "GET" ? [method, "HEAD"] : [method]));
    reply.header("allow", withHead.join(", "));
    return sendError(request, reply, Object.assign(new Error("method not allowed"), { statusCode: 405 }));
  });
  return app;
}

/** What a repeat of this form is known by; undefined where repeating does no harm. */
function repeatKeyOf(
  { method, repeat = "keyed" }: Route,
  submissionKey: string | undefined,
  fields: WebRequest["body"],
): string | undefined {
  if (method !== "POST" || submissionKey === undefined) return undefined;
  if (typeof repeat === "string") return repeat === "keyed" ? submissionKey : undefined;
  if (repeat(fields) === "natural") return undefined;
  const said = JSON.stringify([submissionKey, Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))]);
  return createHash("sha256").update(said).digest("base64url");
}

/**
 * Names and values behind the question mark. Of a name that is there more than once the first counts for a page;
 * programs see all of it, because they are told of their mistakes.
 */
function queryOf(request: FastifyRequest, { caller }: Route): WebRequest["query"] {
  const query = request.query as Record<string, string | string[] | undefined>;
  if (caller === "machine" || !Object.values(query).some(Array.isArray)) return query as WebRequest["query"];
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, [value].flat()[0]]));
}

/** The page of ours that a form was sent from, as the browser names it: what is wrong with the form starts anew there. */
function formOf(request: FastifyRequest): string | undefined {
  const { referer } = request.headers;
  if (request.method !== "POST" || referer === undefined || !URL.canParse(referer)) return undefined;
  const { host, pathname, search } = new URL(referer);
  // Two slashes would name another host.
  return host === request.host && !pathname.startsWith("//") ? pathname + search : undefined;
}

/** What helmet would say of every answer, asked once: it says the same each time. */
async function securityHeaders(options: FastifyHelmetOptions): Promise<Record<string, string>> {
  const asked = fastify();
  await asked.register(fastifyHelmet, options);
  asked.get("/", async () => "");
  const { headers } = await asked.inject("/");
  await asked.close();
  const ofTheAnswerItself = new Set(["content-type", "content-length", "date", "connection"]);
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !ofTheAnswerItself.has(name))
      .map(([name, value]) => [name, String(value)]),
  );
}

/** What every answer has, with the policy widened by what a page needs, and by nothing else. */
function wider(security: Readonly<Record<string, string>>, csp: Route["csp"], camera: boolean | undefined): string[] {
  const policy = security["content-security-policy"] ?? "";
  return Object.entries({
    ...security,
    ...(camera === true ? { "permissions-policy": permissions("(self)") } : {}),
    ...(csp === "wasm"
      ? {
          "content-security-policy": policy
            .replace(/(^|;)script-src 'self'(?=;|$)/, "$1script-src 'self' 'wasm-unsafe-eval'")
            .replace(/(^|;)connect-src 'self'(?=;|$)/, "$1connect-src 'self' blob:"),
        }
      : {}),
  }).flat();
}

/** @returns undefined where there was more than may be */
async function wholeOrNothing(
  file: Readable & { readonly truncated?: boolean },
  most: number,
): Promise<Buffer | undefined> {
  let chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of file) {
    length += (chunk as Buffer).length;
    // Read to its end all the same: what stands behind it is what somebody typed.
    if (length > most) chunks = [];
    else chunks.push(chunk as Buffer);
  }
  return file.truncated || length > most ? undefined : Buffer.concat(chunks);
}
const permissions = (camera: string): string =>
  `camera=${camera}, geolocation=(self), microphone=(), payment=(), usb=()`;

const tooMany = () => Object.assign(new Error("too many requests"), { statusCode: 429 });

const isHealthPath = (url: string): boolean => url === "/healthz" || url === "/readyz" || url === "/metrics";

let space = Buffer.allocUnsafe(131_072);

/** A text as bytes. Into room that is there already: Node would measure the text before it writes. */
function utf8(text: string): Buffer {
  if (text.length * 3 > space.length) space = Buffer.allocUnsafe(text.length * 3);
  const length = space.write(text);
  return Buffer.from(space.subarray(0, length));
}

/** A page as the browser takes it: with gzip where it may be and gains something. */
async function compressed(
  request: FastifyRequest,
  text: string,
): Promise<{ readonly body: Buffer; readonly headers: readonly string[] }> {
  const body = utf8(text);
  const accepts = request.headers["accept-encoding"] ?? "";
  if (body.length < smallestCompressedBytes || !/\bgzip\b/.test(accepts))
    return { body, headers: ["vary", "accept-encoding"] };
  return {
    body: await compress(body, { level: 4 }),
    headers: ["vary", "accept-encoding", "content-encoding", "gzip"],
  };
}

/** The session ended while somebody was typing: what they typed is on the page, to be copied and sent again. */
function sessionEnded(
  view: ViewContext,
  fields: Readonly<Record<string, string | readonly string[]>>,
  secrets: readonly string[] = [],
): Answer {
  return {
    kind: "page",
    status: 401,
    page: SessionEndedPage({ view, typed: typedWords(fields, secrets), signInHref: view.href("/amt/anmelden") }),
  };
}

type ErrorKey = Parameters<typeof errorTexts>[0];

function classify(error: unknown): { status: number; key: ErrorKey } {
  if (error instanceof Forbidden) {
    return {
      status: 403,
      key: error.code === "web.csrf" || error.code === "web.foreign-form" ? "expired" : "forbidden",
    };
  }
  if (error instanceof NotFound) return { status: 404, key: "not-found" };
  if (error instanceof Conflict) return { status: 409, key: "conflict" };
  if (error instanceof Invalid) return { status: 400, key: "invalid" };
  if (error instanceof Unavailable) return { status: 503, key: "unavailable" };
  const status = (error as { statusCode?: number }).statusCode;
  const code = (error as { code?: string }).code ?? "";
  if (status === 413 || code.startsWith("FST_REQ_FILE_TOO_LARGE") || code.startsWith("FST_FILES_LIMIT")) {
    return { status: 413, key: "too-large" };
  }
  if (status === 429) return { status: 429, key: "too-many" };
  if (status !== undefined && status >= 400 && status < 500) return { status, key: "invalid" };
  return { status: 500, key: "bug" };
}
