import cluster from "node:cluster";
import { createServer } from "node:net";
import type { Config } from "../platform/config/index.ts";
import { loadDemo } from "./demo/index.ts";
import { InstallationError, openInstallation, requireUsable } from "./installation.ts";
import { migrateInstallation, openRuntime, type Runtime } from "./runtime.ts";
import { gatherMetrics, startWebProcesses } from "./web-processes.ts";

/** What one process does. */
export interface Roles {
  readonly web: boolean;
  readonly worker: boolean;
}

async function timed<T>(title: string, work: () => Promise<T>, describe: (result: T) => string = () => ""): Promise<T> {
  const begun = performance.now();
  const result = await work();
  const more = describe(result);
  console.log(`  ✓ ${title}${more === "" ? "" : `: ${more}`} (${((performance.now() - begun) / 1000).toFixed(2)} s)`);
  return result;
}

/** @returns the error in words for the operator where it is one of theirs */
function cannotListen(error: unknown, port: number): unknown {
  const { code } = error as { code?: string };
  if (code === "EADDRINUSE") {
    return new InstallationError(`Port ${port} is taken. Stop the other program, or set PORT to another number.`);
  }
  if (code === "EACCES") {
    return new InstallationError(`Port ${port} may not be used by this user. Set PORT to 1024 or more.`);
  }
  return error;
}

/** Tried before anything is started or set up: a first start would work for seconds, and take all of it back. */
async function requirePort({ port, host }: Config): Promise<void> {
  const trial = createServer();
  await new Promise<void>((free, fail) => {
    trial.once("error", (error) => fail(cannotListen(error, port)));
    trial.listen({ port, host, exclusive: true }, () => trial.close(() => free()));
  });
}

async function listen(runtime: Runtime): Promise<() => Promise<void>> {
  const server = await runtime.createServer(cluster.isWorker ? { gatherMetrics } : {});
  try {
    await server.listen({ port: runtime.config.port, host: runtime.config.host });
  } catch (error) {
    await server.close();
    throw cannotListen(error, runtime.config.port);
  }
  return () => server.close();
}

/**
 * Resolves when the process is asked to end, or the process that started it is gone. The listeners stay: Ctrl-C and
 * some supervisors ask every process of a group, and the one that started this asks again.
 */
function untilAskedToEnd(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve(signal));
    if (process.channel !== undefined) process.once("disconnect", () => resolve("disconnect"));
  });
}

/**
 * One of several web processes: the one that started it has opened and migrated the installation, and answers for it.
 * What goes wrong at the start is told there.
 */
async function serveAsOneOfSeveral(config: Config): Promise<number> {
  const ask = untilAskedToEnd();
  const closers: (() => Promise<void>)[] = [];
  const tell = (message: unknown) => new Promise<void>((sent) => void process.send?.(message, () => sent()));
  try {
    const runtime = await openRuntime(config, await openInstallation(config, "join"));
    closers.push(() => runtime.close());
    closers.push(await listen(runtime));
  } catch (error) {
    for (const close of closers) await close();
    await tell({ failed: error instanceof InstallationError ? error.message : String((error as Error).stack) });
    return 1;
  }
  await tell("ready");
  await ask;
  for (const close of closers.reverse()) await close();
  return 0;
}

/**
 * Runs the web server, the worker or both until asked to end, then lets running requests and jobs
 * finish and stops everything it has started.
 */
export async function serve(config: Config, roles: Roles): Promise<number> {
  if (cluster.isWorker) return serveAsOneOfSeveral(config);
  const begun = performance.now();
  const ask = untilAskedToEnd();
  const closers: (() => Promise<void>)[] = [];
  let stopping = false;
  const closeAll = async () => {
    stopping = true;
    for (const close of closers.reverse()) await close();
  };
  try {
    const mode = roles.web && roles.worker ? "own" : "join";
    requireUsable(config, mode);
    if (roles.web) await requirePort(config);
    const installation = await timed(
      "Database",
      () => openInstallation(config, mode),
      (opened) => opened.description,
    );
    closers.push(() => installation.stop());
    await timed(
      "Schema",
      () => migrateInstallation(installation),
      ({ applied, total }) =>
        applied.length === 0 ? `${total} migrations, none new` : `${applied.length} of ${total} migrations applied`,
    );
    const runtime = await openRuntime(config, installation);
    closers.push(() => runtime.close());
    let accounts: readonly string[] = [];
    if (config.demo) {
      const demo = await timed(
        "Demo",
        () => loadDemo(runtime),
        (report) => report.text,
      );
      accounts = demo.accounts;
    }
    if (roles.web && config.webProcesses > 1) {
      const { stop } = await timed(
        "Web",
        () => startWebProcesses(config.webProcesses),
        () => `${config.webProcesses} processes`,
      );
      closers.push(stop);
    } else if (roles.web) closers.push(await listen(runtime));
    if (roles.worker) await runtime.queue.work();
    void installation.ended?.then(() => {
      if (stopping) return;
      console.error("klickamt: PostgreSQL has ended by itself. Stopping; the next start recovers.");
      process.exit(1);
    });

    console.log(
      `\nReady after ${((performance.now() - begun) / 1000).toFixed(2)} s${roles.web ? `: ${runtime.publicUrl}` : ""}`,
    );
    if (roles.web) {
      console.log(`  Portal  ${runtime.publicUrl}/`);
      for (const line of accounts) console.log(line);
      if (!config.demo) console.log("  No municipality yet? npm run klickamt -- init --help");
      console.log("  Ctrl-C stops everything.");
    }
    process.send?.("ready");
    await ask;
    console.log("\nStopping …");
    await closeAll();
    return 0;
  } catch (error) {
    await closeAll().catch(() => undefined);
    throw error;
  }
}
