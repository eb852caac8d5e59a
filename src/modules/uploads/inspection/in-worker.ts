import { Worker } from "node:worker_threads";
import { Unavailable } from "../../../kernel/index.ts";
import type { UploadKind } from "../model/upload.ts";
import type { Verdict } from "./verdict.ts";

const longestMs = 20_000;
/** Of JavaScript; a picture's pixels lie outside and are watched by growth of the whole process. */
const heapMegabytes = 384;
const mostGrowthBytes = 1_200 * 1024 * 1024;
const workersAtOnce = 2;
const mostWaiting = 40;

let running = 0;
const waiting: (() => void)[] = [];

async function turn(): Promise<void> {
  if (running < workersAtOnce) {
    running++;
    return;
  }
  if (waiting.length >= mostWaiting) throw new Unavailable("uploads.busy");
  await new Promise<void>((resolve) => waiting.push(resolve));
}

function done(): void {
  const next = waiting.shift();
  if (next === undefined) running--;
  else next();
}

/** In the built program the worker lies beside the server as a file of its own; in tests it is read as it is written. */
function workerAddress(): URL {
  return import.meta.url.endsWith(".ts")
    ? new URL("upload-worker.ts", import.meta.url)
    : new URL("upload-worker.js", import.meta.url);
}

/**
 * Looks at a file in a thread of its own, two at a time. One that takes too long or too much memory counts as too
 * complex.
 * @throws Unavailable `uploads.busy` where too many wait already
 */
export async function identifyInWorker(
  bytes: Uint8Array,
  kinds: readonly UploadKind[],
  timeoutMs = longestMs,
): Promise<Verdict> {
  await turn();
  try {
    return await new Promise<Verdict>((resolve, reject) => {
      const worker = new Worker(workerAddress(), {
        workerData: { bytes, kinds },
        resourceLimits: { maxOldGenerationSizeMb: heapMegabytes, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 },
        // Nothing of the installation's settings is its concern.
        env: {},
        execArgv: [],
      });
      const before = process.memoryUsage.rss();
      const end = (verdict: Verdict): void => {
        clearTimeout(clock);
        clearInterval(watch);
        void worker.terminate();
        resolve(verdict);
      };
      const tooComplex: Verdict = { kind: "refused", reason: "too-complex" };
      const clock = setTimeout(() => end(tooComplex), timeoutMs);
      const watch = setInterval(() => {
        if (process.memoryUsage.rss() - before > mostGrowthBytes) end(tooComplex);
      }, 100);
      worker.once("message", end);
      worker.once("error", (error: Error & { code?: string }) => {
        if (error.code === "ERR_WORKER_OUT_OF_MEMORY") end(tooComplex);
        else {
          clearTimeout(clock);
          clearInterval(watch);
          reject(error);
        }
      });
    });
  } finally {
    done();
  }
}
