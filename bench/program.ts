import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");
const entry = join(root, "dist/server/klickamt.js");

/** One process of the built program. */
export interface Running {
  readonly url: string;
  readonly pid: number;
  /** From the start of the process until it serves. */
  readonly readyMs: number;
  stop(): Promise<void>;
}

export interface RunOptions {
  readonly command: "start" | "web" | "worker";
  readonly dataFolder: string;
  readonly port: number;
  readonly demo?: boolean;
  /** Web processes on the port; one where absent. */
  readonly webProcesses?: number;
  /** Options of Node, as `--cpu-prof`. */
  readonly nodeOptions?: readonly string[];
}

/** Environment of a program under measurement: nobody is slowed down, nothing of the caller's leaks in. */
export function environmentOf(dataFolder: string, port: number, demo = true): NodeJS.ProcessEnv {
  const { DATABASE_URL, KLICKAMT_MIGRATOR_URL, KLICKAMT_SECRET, SMTP_URL, ...rest } = process.env;
  return {
    ...rest,
    NODE_ENV: "production",
    KLICKAMT_DATA: dataFolder,
    PORT: String(port),
    KLICKAMT_DEMO: demo ? "on" : "off",
    KLICKAMT_REQUESTS_PER_MINUTE: "100000000",
  };
}

/** Runs one command of the operator to its end. */
export async function runCommand(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, [entry, ...args], { env: environment, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  child.stderr.on("data", (chunk) => {
    output += chunk;
  });
  const code = await new Promise<number>((done) => child.on("close", (status) => done(status ?? -1)));
  return { code, output };
}

/** Starts a process of the program and waits until it is ready. */
export async function run(options: RunOptions): Promise<Running> {
  const begun = performance.now();
  const child: ChildProcess = spawn(process.execPath, [...(options.nodeOptions ?? []), entry, options.command], {
    env: {
      ...environmentOf(options.dataFolder, options.port, options.demo),
      KLICKAMT_WEB: String(options.webProcesses ?? 1),
    },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk) => (output = (output + chunk).slice(-4000)));
  const ended = new Promise<number | null>((done) => child.once("close", (code) => done(code)));
  await new Promise<void>((ready, fail) => {
    child.once("message", () => ready());
    void ended.then((code) => fail(new Error(`${options.command} ended with ${code}:\n${output}`)));
  });
  return {
    url: `http://127.0.0.1:${options.port}`,
    pid: child.pid as number,
    readyMs: performance.now() - begun,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** Process id of the embedded PostgreSQL of a data folder, where it runs. */
export function postgresPid(dataFolder: string): number | undefined {
  const file = join(dataFolder, "postgres", "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, "utf8").split("\n", 1)[0]);
  // The number may belong to another program by now: only the server of this very folder counts.
  const commandLine = existsSync(`/proc/${pid}/cmdline`) ? readFileSync(`/proc/${pid}/cmdline`, "utf8") : "";
  return commandLine.includes(join(dataFolder, "postgres")) ? pid : undefined;
}

function privateKilobytes(pid: number | string): number {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
    return Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** Memory of a process in MB: its proportional share (PSS), so that what processes share is counted once. Linux only. */
export function memoryMb(pid: number): number {
  return privateKilobytes(pid) / 1024;
}

function childrenOf(pid: number): string[] {
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name) && statOf(name)[1] === String(pid));
}

/** Processes of the embedded PostgreSQL of a data folder. */
function postgresPids(dataFolder: string): string[] {
  const postmaster = postgresPid(dataFolder);
  return postmaster === undefined ? [] : [String(postmaster), ...childrenOf(postmaster)];
}

/** The process of a program that has joined the database of another, and the web processes that it has started. */
function programPids(pid: number): string[] {
  return [String(pid), ...childrenOf(pid)];
}

/** Memory of such a program with all its web processes, in MB. */
export function programMemoryMb(pid: number): number {
  return programPids(pid).reduce((sum, one) => sum + privateKilobytes(one), 0) / 1024;
}

/** Fields of /proc/…/stat from the third on; empty where the process is gone. */
function statOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .trim()
      .split(" ");
  } catch {
    return [];
  }
}

/** Processor time of a process so far, in ms; with `ended`, that of its children that have ended too. Linux only. */
export function processorTimeMs(pid: string, ended = false): number {
  const stat = statOf(pid);
  const ticks = [11, 12, ...(ended ? [13, 14] : [])].reduce((sum, field) => sum + Number(stat[field] ?? 0), 0);
  return ticks * 10;
}

/** Processor time so far of a program that has joined the database of another, and of PostgreSQL: tells the cost apart from what else the machine does. */
export function processorTimes(pid: number, dataFolder: string): { program: number; postgres: number } {
  return {
    program: programPids(pid).reduce((sum, one) => sum + processorTimeMs(one), 0),
    postgres: postgresPids(dataFolder).reduce((sum, one, at) => sum + processorTimeMs(one, at === 0), 0),
  };
}

/** Memory of PostgreSQL with all its backends, in MB. */
export function postgresMemoryMb(dataFolder: string): number {
  return postgresPids(dataFolder).reduce((sum, pid) => sum + privateKilobytes(pid), 0) / 1024;
}

/** Connection URL of the superuser of a running embedded database. */
export function superuserUrl(dataFolder: string): string {
  const { migratorUrl } = JSON.parse(readFileSync(join(dataFolder, "klickamt.lock"), "utf8")) as {
    migratorUrl: string;
  };
  const password = readFileSync(join(dataFolder, "postgres-password"), "utf8").trim();
  return migratorUrl.replace(/^postgres:\/\/[^@]*@/, `postgres://postgres:${encodeURIComponent(password)}@`);
}
