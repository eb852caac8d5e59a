import type { FastifyInstance } from "fastify";
import { createLog } from "../log/index.ts";
import { createServer, type Route, type StreamRoute, type WebDependencies } from "../web/index.ts";
import { type Browser, openBrowser } from "./browser.ts";
import type { TestDatabase } from "./database.ts";

/** The real web server over a test database, without a port. */
export interface TestWeb {
  readonly app: FastifyInstance;
  /** Another person's browser, with cookies of its own. */
  openBrowser(): Browser;
  close(): Promise<void>;
}

/**
 * Serves routes of modules for tests, with all that the real server does: transactions, CSRF, cookies, error pages.
 * The clock is the test database's, and no page waits for a job: a test says when jobs run.
 */
export async function createTestWeb(
  database: TestDatabase,
  options: {
    readonly routes: readonly Route[];
    readonly streams?: readonly StreamRoute[];
    readonly dependencies: WebDependencies;
    /** Of built scripts and styles, where a real browser looks at the pages; none where absent. */
    readonly assetsFolder?: string;
  },
): Promise<TestWeb> {
  const app = await createServer({
    routes: options.routes,
    ...(options.streams === undefined ? {} : { streams: options.streams }),
    dependencies: options.dependencies,
    db: database.db,
    files: database.files,
    keyring: database.keyring,
    jobs: database.queue.sender,
    log: createLog(process.env.KLICKAMT_LOG ?? "silent"),
    assetsFolder: options.assetsFolder ?? "/nonexistent",
    publicUrl: "http://localhost:3000",
    trustProxy: false,
    requestsPerMinute: 10_000,
    patienceMs: 0,
    clock: () => database.now,
  });
  return { app, openBrowser: () => openBrowser(app), close: () => app.close() };
}
