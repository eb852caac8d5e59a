import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fastifyFormbody from "@fastify/formbody";
import fastifyMultipart from "@fastify/multipart";
import fastifyStatic from "@fastify/static";
import { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest, fastify, LogController } from "fastify";
import { type Language, newId } from "../../kernel/index.ts";
import { answerNotFound, createAnswerError } from "./answer-errors.ts";
import { createSend } from "./answering.ts";
import { createBrowsers, splitLanguage } from "./browsers.ts";
import { trackConnections } from "./closing.ts";
import { noFileTaken } from "./errors.ts";
import { createMetrics } from "./metrics.ts";
import type { ServerOptions } from "./options.ts";
import { createOwnForms } from "./own-forms.ts";
import type { Route, StreamRoute } from "./route.ts";
import { securityHeaders } from "./security-headers.ts";
import { serveRoute } from "./serve-route.ts";
import { serveStream } from "./serve-stream.ts";
import type { Serving } from "./serving.ts";

const bodyLimitBytes = 512 * 1024;

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

/**
 * Builds the web server: security headers, limits, CSRF, languages, one transaction per request, error
 * pages, health and metrics, and the routes of the modules.
 * @throws Error where a route does not say who may use it
 */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { routes, streams = [], keyring, requestsPerMinute } = options;
  assertRoutes(routes, streams);
  const secure = options.publicUrl.startsWith("https:");
  const security = await securityHeaders(secure);
  const browsers = createBrowsers({ keyring, requestsPerMinute, secure });
  const metrics = createMetrics(options);
  const admit = (request: FastifyRequest) =>
    browsers.admit(request, (request.raw as { klickamtLanguage?: Language }).klickamtLanguage ?? "de");

  const app: FastifyInstance = fastify({
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
      reply.headers(security.byName);
      void answerError(request, reply, refused ?? error);
    },
    rewriteUrl: (request) => {
      const { language, path } = splitLanguage(request.url ?? "/");
      (request as { klickamtLanguage?: Language }).klickamtLanguage = language;
      return path.replaceAll("%00", "");
    },
  });
  const serving: Serving = {
    app,
    options,
    forms: createOwnForms(keyring),
    send: createSend({ security, browsers, secure }),
    asset: assetsIn(options.assetsFolder),
  };
  const answerError = createAnswerError(serving, metrics);

  app.server.headersTimeout = 30_000;
  const letGo = trackConnections(app.server, 20_000);
  app.addHook("preClose", async () => letGo());

  app.addHook("onRequest", (request, _reply, done) => done(admit(request)));
  // Pages bring these headers themselves; here for everything else.
  app.addHook("onSend", (_request, reply, payload, done) => {
    for (const [name, value] of Object.entries(security.byName)) {
      if (!reply.hasHeader(name)) reply.header(name, value);
    }
    done(null, payload);
  });
  noteAnswers(serving, metrics);
  await takeBodies(app);
  await serveAssets(serving);
  serveHealth(serving);
  metrics.serve(app);
  for (const route of routes) serveRoute(serving, route);
  for (const route of streams) serveStream(serving, route);
  app.setErrorHandler((error, request, reply) => answerError(request, reply, error));
  app.setNotFoundHandler(answerNotFound(answerError, routes));
  return app;
}

function noteAnswers({ app, options: { log } }: Serving, metrics: ReturnType<typeof createMetrics>): void {
  app.addHook("onResponse", (request, reply, done) => {
    const { method, id } = request;
    const route = request.routeOptions.url ?? "none";
    const status = reply.statusCode;
    metrics.noteAnswer({ method, route, status }, reply.elapsedTime / 1000);
    if (log.isLevelEnabled("info")) {
      log.info({ method, route, status, ms: Math.round(reply.elapsedTime * 10) / 10, id }, "request");
    }
    done();
  });
}

/** Which kinds of body are read, and how. */
async function takeBodies(app: FastifyInstance): Promise<void> {
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
    else done(noFileTaken());
  });
}

function assetsIn(folder: string): Serving["asset"] {
  const path = join(folder, "manifest.json");
  const manifest: Record<string, string> = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
  return (name) => manifest[name] ?? `/assets/${name}`;
}

async function serveAssets({ app, options: { assetsFolder } }: Serving): Promise<void> {
  if (!existsSync(assetsFolder)) return;
  await app.register(fastifyStatic, {
    root: assetsFolder,
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

function serveHealth({ app, options }: Serving): void {
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
}
