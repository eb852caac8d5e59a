import { Worker } from "node:worker_threads";
import { Unavailable } from "../../kernel/index.ts";

/** A program that runs in a thread of its own, for one piece of work that is heavy or may be aimed at us. */
export interface ThreadProgram {
  /** In tests: as it is written. In the built program it lies beside the server, under its name. */
  readonly address: URL;
  /** At once; others wait. */
  readonly atOnce: number;
  readonly mostWaiting: number;
  /** Of JavaScript; what lies outside is watched by growth of the whole process. */
  readonly heapMegabytes: number;
  readonly mostGrowthBytes: number;
}

/** Why a thread was ended before it had an answer. */
export class ThreadEnded extends Error {
  readonly reason: "time" | "memory";

  constructor(reason: "time" | "memory") {
    super(`thread ended: ${reason}`);
    this.reason = reason;
  }
}

/** @param name of the source file, and of its entry in the build of the server */
export function threadAddress(name: string, from: string): URL {
  return from.endsWith(".ts") ? new URL(`${name}.ts`, from) : new URL(`${name}.js`, from);
}

/** Nothing of the installation's settings is a thread's concern, but where what was compiled before lies. */
function settings(): NodeJS.ProcessEnv {
  const { NODE_COMPILE_CACHE } = process.env;
  return NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE };
}

interface Queue {
  running: number;
  readonly waiting: (() => void)[];
}
const queues = new Map<ThreadProgram, Queue>();

async function turn(program: ThreadProgram): Promise<() => void> {
  const queue = queues.get(program) ?? { running: 0, waiting: [] };
  queues.set(program, queue);
  if (queue.running < program.atOnce) queue.running++;
  else {
    if (queue.waiting.length >= program.mostWaiting) throw new Unavailable("threads.busy");
    await new Promise<void>((resolve) => queue.waiting.push(resolve));
  }
  return () => {
    const next = queue.waiting.shift();
    if (next === undefined) queue.running--;
    else next();
  };
}

/**
 * Gives a program its work and waits for its one answer.
 * @throws Unavailable `threads.busy` where too many wait already; ThreadEnded where it took too long or too much
 * memory; whatever the program threw
 */
export async function runInThread<Answer>(program: ThreadProgram, work: object, timeoutMs: number): Promise<Answer> {
  const done = await turn(program);
  try {
    return await new Promise<Answer>((resolve, reject) => {
      const worker = new Worker(program.address, {
        workerData: work,
        resourceLimits: { maxOldGenerationSizeMb: program.heapMegabytes, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 },
        env: settings(),
        execArgv: [],
      });
      const before = process.memoryUsage.rss();
      const end = (settle: () => void): void => {
        clearTimeout(clock);
        clearInterval(watch);
        void worker.terminate();
        settle();
      };
      const clock = setTimeout(() => end(() => reject(new ThreadEnded("time"))), timeoutMs);
      const watch = setInterval(() => {
        if (process.memoryUsage.rss() - before > program.mostGrowthBytes) end(() => reject(new ThreadEnded("memory")));
      }, 100);
      worker.once("message", (answer: Answer) => end(() => resolve(answer)));
      worker.once("error", (error: Error & { code?: string }) =>
        end(() => reject(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? new ThreadEnded("memory") : error)),
      );
      worker.once("exit", () => end(() => reject(new Error("thread ended without an answer"))));
    });
  } finally {
    done();
  }
}
