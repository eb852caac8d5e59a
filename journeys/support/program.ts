import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { temporaryFolder as folderOfTest } from "../../src/platform/testing/temporary-folder.ts";
import { databasePid, killAtOnce } from "./database.ts";

const root = resolve(import.meta.dirname, "../..");
/** The built program. */
export const entry = join(root, "dist/server/klickamt.js");

/** A port that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.on("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });
}

/** The built program, running. */
export interface Program {
  readonly url: string;
  readonly port: number;
  readonly dataFolder: string;
  readonly pid: number;
  /** What it has printed so far. */
  output(): string;
  /** Runs one command of the operator on the same data. */
  command(...args: string[]): Promise<{ code: number; output: string }>;
  /** Asks it to end and waits. */
  stop(): Promise<number | null>;
  /** Ends it as a power cut would, the database too. */
  kill(): Promise<void>;
}

export interface ProgramOptions {
  readonly dataFolder?: string;
  readonly port?: number;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A folder of one test's own. */
export function temporaryFolder(): string {
  return folderOfTest("journey");
}

function environmentOf(
  dataFolder: string,
  port: number,
  more: Readonly<Record<string, string>> = {},
): NodeJS.ProcessEnv {
  const { DATABASE_URL, KLICKAMT_SECRET, SMTP_URL, ...rest } = process.env;
  return { ...rest, KLICKAMT_DATA: dataFolder, PORT: String(port), KLICKAMT_REQUESTS_PER_MINUTE: "100000", ...more };
}

function collect(child: ChildProcess): () => string {
  let text = "";
  child.stdout?.on("data", (chunk) => (text += chunk));
  child.stderr?.on("data", (chunk) => (text += chunk));
  return () => text;
}

/** Runs the program with these arguments to its end. */
export async function runProgram(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, [entry, ...args], { env: environment, stdio: ["ignore", "pipe", "pipe"] });
  const output = collect(child);
  const code = await new Promise<number>((done) => child.on("close", (status) => done(status ?? -1)));
  return { code, output: output() };
}

/** Starts the program and waits until it serves. Rejects with what it printed where it ends before that. */
export async function startProgram(options: ProgramOptions = {}): Promise<Program> {
  const dataFolder = options.dataFolder ?? temporaryFolder();
  const port = options.port ?? (await freePort());
  const environment = environmentOf(dataFolder, port, options.environment);
  const child = spawn(process.execPath, [entry, "start"], {
    env: environment,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const output = collect(child);
  const ended = new Promise<number | null>((done) => child.once("close", (code) => done(code)));
  await new Promise<void>((ready, fail) => {
    const tooLate = setTimeout(() => fail(new Error(`does not serve:\n${output()}`)), 60_000);
    child.once("message", () => ready());
    void ended.then((code) => fail(new Error(`ended with ${code}:\n${output()}`)));
    child.once("message", () => clearTimeout(tooLate));
  });
  return {
    url: `http://localhost:${port}`,
    port,
    dataFolder,
    pid: child.pid as number,
    output,
    command: (...args) => runProgram(args, environment),
    async stop() {
      child.kill("SIGTERM");
      const code = await ended;
      if (options.dataFolder === undefined) rmSync(dataFolder, { recursive: true, force: true });
      return code;
    },
    async kill() {
      const database = databasePid(dataFolder);
      child.kill("SIGKILL");
      if (database !== undefined) killAtOnce(database);
      await ended;
    },
  };
}
