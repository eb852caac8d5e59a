import cluster, { type Worker } from "node:cluster";
import { setTimeout as sleep } from "node:timers/promises";
import { AggregatorRegistry, type Registry } from "prom-client";
import { InstallationError } from "./installation.ts";

/** Web processes that share one port; connections go to them in turn. */
interface WebProcesses {
  /** Lets running requests finish; resolves when all are gone. */
  stop(): Promise<void>;
}

/** What a web process asks for, and what it gets: the metrics of all, summed. */
type MetricsMessage = { readonly metricsFor?: number; readonly metrics?: string };

/** A process that ends sooner than this was not brought down by a request: the next one waits. */
const shortLifeMs = 5000;

/**
 * Starts web processes and replaces each that ends by itself. A web process ends when this one is gone, however it went.
 * @throws InstallationError where one of them cannot serve
 */
export async function startWebProcesses(count: number): Promise<WebProcesses> {
  const all = new AggregatorRegistry();
  cluster.setupPrimary({ args: ["web"] });
  const ended = new Map<Worker, Promise<void>>();
  let stopping = false;

  const stop = async () => {
    stopping = true;
    for (const worker of ended.keys()) worker.process.kill("SIGTERM");
    await Promise.all(ended.values());
  };

  const fork = (): Promise<void> => {
    const worker = cluster.fork();
    const begun = performance.now();
    const end = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
    ended.set(worker, end);
    return new Promise((ready, fail) => {
      let serves = false;
      worker.on("message", (message: "ready" | { readonly failed?: string } | MetricsMessage) => {
        if (message === "ready") {
          serves = true;
          ready();
          return;
        }
        if ("failed" in message) fail(new InstallationError(message.failed as string));
        if ("metricsFor" in message) {
          all.clusterMetrics().then(
            (metrics) => answer(worker, { ...message, metrics }),
            () => answer(worker, message),
          );
        }
      });
      worker.once("exit", (code, signal) => {
        ended.delete(worker);
        fail(new InstallationError(`A web process has ended before it served (${signal ?? code}).`));
        if (serves && !stopping) void replace(`${signal ?? code}`, performance.now() - begun);
      });
    });
  };

  const replace = async (how: string, livedMs: number) => {
    console.error(`klickamt: a web process has ended by itself (${how}). Another one takes its place.`);
    for (let short = livedMs < shortLifeMs; !stopping; short = true) {
      if (short) await sleep(1000, undefined, { ref: false });
      if (stopping) return;
      try {
        await fork();
        return;
      } catch (error) {
        if (!stopping) console.error(`klickamt: ${(error as Error).message}`);
      }
    }
  };

  try {
    await Promise.all(Array.from({ length: count }, fork));
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}

function answer(worker: Worker, message: MetricsMessage): void {
  if (worker.isConnected()) worker.send(message);
}

/**
 * For one of several web processes: its metrics join the others', and what comes back is the sum of all, whichever
 * process was asked.
 */
export function gatherMetrics(own: Registry): () => Promise<string> {
  AggregatorRegistry.setRegistries([own]);
  new AggregatorRegistry();
  const waiting = new Map<number, (message: MetricsMessage) => void>();
  process.on("message", (message: MetricsMessage) => {
    if (message.metricsFor === undefined) return;
    waiting.get(message.metricsFor)?.(message);
    waiting.delete(message.metricsFor);
  });
  let asked = 0;
  return () =>
    new Promise((resolve, reject) => {
      const metricsFor = ++asked;
      waiting.set(metricsFor, ({ metrics }) => {
        if (metrics === undefined) reject(new Error("the web processes do not tell their metrics"));
        else resolve(metrics);
      });
      process.send?.({ metricsFor });
    });
}
