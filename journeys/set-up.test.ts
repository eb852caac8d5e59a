import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asSuperuser, databasePid, databaseUrls, isRunning } from "./support/database.ts";
import { entry, freePort, type Program, runProgram, startProgram, temporaryFolder } from "./support/program.ts";

const home = temporaryFolder();
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Environment of a process with nothing of ours set but this. */
function environment(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { DATABASE_URL, KLICKAMT_SECRET, SMTP_URL, ...rest } = process.env;
  return { ...rest, ...settings };
}

/** Processes that this one has started with these words in their command line. */
function childrenOf(pid: number, words: string): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").map(Number);
  return children.filter((child) => {
    try {
      return readFileSync(`/proc/${child}/cmdline`, "utf8").replaceAll("\0", " ").includes(words);
    } catch {
      return false;
    }
  });
}

/** Folder in which the database of a running program listens. */
function socketFolder(dataFolder: string): string {
  return new URL(databaseUrls(dataFolder).appUrl.replace("@/", "@localhost/")).searchParams.get("host") as string;
}

/** Complaints are one line that begins with the program's name. */
function expectOneLine(output: string, words: RegExp): void {
  const complaints = output.split("\n").filter((line) => line.startsWith("klickamt:"));
  expect(complaints, output).toHaveLength(1);
  expect(complaints[0]).toMatch(words);
  expect(output).not.toMatch(/^\s+at /m);
}

async function untilServes(url: string): Promise<void> {
  await expect
    .poll(
      () =>
        fetch(url).then(
          (response) => response.status,
          () => 0,
        ),
      { timeout: 60_000, interval: 100 },
    )
    .toBe(200);
}

describe("what cannot work says so in one line and ends with 1", () => {
  test("the help lists what an operator can do; a command that is none is refused", async () => {
    const help = await runProgram(["--help"], environment({}));
    expect(help.code).toBe(0);
    for (const command of ["start", "web", "worker", "migrate", "demo", "doctor", "init", "town on", "records verify"])
      expect(help.output).toMatch(new RegExp(`^ {2}${command}`, "m"));
    const typo = await runProgram(["strat"], environment({}));
    expect(typo.code).toBe(1);
    expectOneLine(typo.output, /no command strat/);
  });

  test("a Node that is too old", async () => {
    const command = [process.execPath, "--no-harmony-temporal", entry, "doctor"] as const;
    const { status, stderr } = spawnSync(command[0], command.slice(1), { env: environment({}), encoding: "utf8" });
    expect(status).toBe(1);
    expectOneLine(stderr, /Node v\d+.* is too old: 26/);
  });

  test("a folder that cannot be written", async () => {
    const file = join(home, "a-file");
    writeFileSync(file, "");
    const { code, output } = await runProgram(["start"], environment({ KLICKAMT_DATA: join(file, "data") }));
    expect(code).toBe(1);
    expectOneLine(output, /cannot be written/);
  });

  test("a setting that cannot be meant", async () => {
    const { code, output } = await runProgram(["start"], environment({ KLICKAMT_DATA: home, PORT: "many" }));
    expect(code).toBe(1);
    expectOneLine(output, /PORT/);
  });

  test("a DATABASE_URL that does not answer, and one without a secret", async () => {
    const settings = { KLICKAMT_DATA: home, DATABASE_URL: `postgres://a:b@127.0.0.1:${await freePort()}/klickamt` };
    const silent = await runProgram(["start"], environment({ ...settings, KLICKAMT_SECRET: "s".repeat(40) }));
    expect(silent.code).toBe(1);
    expectOneLine(silent.output, /DATABASE_URL: the server does not answer/);
    const bare = await runProgram(["start"], environment(settings));
    expect(bare.code).toBe(1);
    expectOneLine(bare.output, /KLICKAMT_SECRET/);
  });
});

describe("a running program", () => {
  let program: Program;
  const dataFolder = join(home, "running");

  beforeAll(async () => {
    mkdirSync(dataFolder);
    program = await startProgram({ dataFolder });
  });

  afterAll(() => program?.stop());

  test("says where it serves and as whom to sign in", () => {
    const output = program.output();
    expect(output).toMatch(/Database: PostgreSQL \d+.*\(\d+\.\d\d s\)/);
    expect(output).toContain(`Portal  ${program.url}/`);
    expect(output).toContain("kim.beispiel@paderborn.example, password klickamt-demo");
  });

  test("keeps its data folder and its port to itself", async () => {
    const second = await runProgram(
      ["start"],
      environment({ KLICKAMT_DATA: dataFolder, PORT: String(await freePort()) }),
    );
    expect(second.code).toBe(1);
    expectOneLine(second.output, new RegExp(`in use by process ${program.pid}`));

    const other = join(home, "other");
    const taken = await runProgram(["start"], environment({ KLICKAMT_DATA: other, PORT: String(program.port) }));
    expect(taken.code).toBe(1);
    expectOneLine(taken.output, new RegExp(`Port ${program.port} is taken`));
    expect(databasePid(other)).toBeUndefined();
    expect(existsSync(join(other, "klickamt.lock"))).toBe(false);
  });

  test("switches on another municipality while it serves, and is well by the doctor's word", async () => {
    const on = await program.command("town", "on", "Büren");
    expect(on.output).toMatch(/Büren.*switched on/);
    expect(on.code).toBe(0);
    const page = await fetch(`${program.url}/bueren`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("Büren");
    expect((await program.command("town", "on", "Atlantis")).code).toBe(1);
    const doctor = await program.command("doctor");
    expect(doctor.output).toContain("row-level security is forced on every tenant table");
    expect(doctor.code, doctor.output).toBe(0);
  });

  test("is killed with its database, and the next start recovers by itself", async () => {
    await program.kill();
    program = await startProgram({ dataFolder });
    expect(program.output()).toContain("Demo: already there");
    expect((await fetch(`${program.url}/bueren`)).status).toBe(200);
  });

  test("is killed alone: the next start takes over the database that was left behind", async () => {
    const left = databasePid(dataFolder) as number;
    process.kill(program.pid, "SIGKILL");
    await expect.poll(() => isRunning(program.pid), { timeout: 10_000 }).toBe(false);
    expect(isRunning(left)).toBe(true);
    program = await startProgram({ dataFolder });
    expect(databasePid(dataFolder)).not.toBe(left);
    expect((await fetch(`${program.url}/paderborn`)).status).toBe(200);
  });

  test("ends on SIGTERM and leaves nothing behind, also after what was killed before", async () => {
    const database = databasePid(dataFolder) as number;
    expect(isRunning(database)).toBe(true);
    const sockets = socketFolder(dataFolder);
    expect(existsSync(sockets)).toBe(true);
    // Browsers open connections in advance; nobody waits for what may once come on them.
    const inAdvance = connect(program.port, "localhost");
    await new Promise<void>((open) => inAdvance.once("connect", () => open()));
    expect(await program.stop()).toBe(0);
    inAdvance.destroy();
    await expect.poll(() => isRunning(database), { timeout: 5000 }).toBe(false);
    expect(databasePid(dataFolder)).toBeUndefined();
    expect(existsSync(join(dataFolder, "klickamt.lock"))).toBe(false);
    expect(existsSync(sockets)).toBe(false);
    program = await startProgram({ dataFolder });
  });
});

describe("several web processes on one port", () => {
  const dataFolder = join(home, "several");
  const settings = { dataFolder, environment: { KLICKAMT_WEB: "2", KLICKAMT_DEMO: "off" } };
  let program: Program;
  const webProcesses = () => childrenOf(program.pid, "klickamt.js web");
  /** Each time by a connection of its own. */
  const ask = (path: string) => fetch(`${program.url}${path}`, { headers: { connection: "close" } });

  beforeAll(async () => {
    mkdirSync(dataFolder);
    program = await startProgram(settings);
  });

  afterAll(() => program?.stop());

  test("serve in turn and are counted together", async () => {
    expect(webProcesses()).toHaveLength(2);
    for (let at = 0; at < 10; at++) expect((await ask("/healthz")).status).toBe(200);
    for (let at = 0; at < 2; at++) {
      expect(await (await ask("/metrics")).text()).toMatch(
        /^klickamt_http_seconds_count\{method="GET",route="\/healthz",status="200"\} 10$/m,
      );
    }
  });

  test("one that is killed is replaced, and meanwhile the other serves", async () => {
    const [first, second] = webProcesses() as [number, number];
    process.kill(first, "SIGKILL");
    await expect.poll(() => isRunning(first), { timeout: 10_000 }).toBe(false);
    expect((await ask("/readyz")).status).toBe(200);
    await expect
      .poll(() => webProcesses().filter((pid) => pid !== first), { timeout: 20_000, interval: 100 })
      .toHaveLength(2);
    expect(webProcesses()).toContain(second);
    expect(program.output()).toMatch(/a web process has ended by itself \(SIGKILL\)/);
  });

  test("a taken port is one line", async () => {
    const other = join(home, "several-other");
    const taken = await runProgram(
      ["start"],
      environment({ KLICKAMT_DATA: other, PORT: String(program.port), KLICKAMT_WEB: "2" }),
    );
    expect(taken.code).toBe(1);
    expectOneLine(taken.output, new RegExp(`Port ${program.port} is taken`));
    expect(databasePid(other)).toBeUndefined();
  });

  test("end with the program, asked or killed, and leave nothing behind", async () => {
    const asked = webProcesses();
    const database = databasePid(dataFolder) as number;
    const foreign = join(socketFolder(dataFolder), "of-somebody-else");
    writeFileSync(foreign, "");
    expect(await program.stop()).toBe(0);
    for (const pid of [...asked, database]) await expect.poll(() => isRunning(pid), { timeout: 5000 }).toBe(false);
    expect(existsSync(foreign)).toBe(true);
    rmSync(foreign);

    program = await startProgram(settings);
    const left = webProcesses();
    process.kill(program.pid, "SIGKILL");
    for (const pid of left) await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
    program = await startProgram(settings);
    expect((await ask("/readyz")).status).toBe(200);
  });
});

test("without the demo nothing invented is there; init opens the first municipality", async () => {
  const dataFolder = join(home, "no-demo");
  mkdirSync(dataFolder);
  const program = await startProgram({ dataFolder, environment: { KLICKAMT_DEMO: "off" } });
  try {
    expect(program.output()).toContain("init --help");
    expect(program.output()).not.toContain("klickamt-demo");
    expect((await fetch(`${program.url}/paderborn`)).status).toBe(404);
    expect(await (await fetch(program.url)).text()).not.toContain("Paderborn</a>");
    expect((await program.command("init", "--town", "Soest")).code).toBe(1);
    const made = await program.command("init", "--town", "Soest", "--name", "Ada Amt", "--email", "ada@example.org");
    expect(made.code, made.output).toBe(0);
    expect(made.output).toMatch(/password, shown once: \S{15,}/);
    const signIn = await (await fetch(`${program.url}/soest/amt/anmelden`)).text();
    expect(signIn).toContain("Passwort");
    expect(signIn).not.toContain("Konten zum Ausprobieren");
    expect(await (await fetch(`${program.url}/soest`)).text()).not.toContain("erfunden");
    expect((await program.command("records", "verify")).code).toBe(0);
  } finally {
    await program.stop();
  }
});

describe("an outside PostgreSQL", () => {
  let host: Program;
  let settings: Record<string, string>;
  const started: ChildProcess[] = [];

  beforeAll(async () => {
    const dataFolder = join(home, "host");
    mkdirSync(dataFolder);
    host = await startProgram({ dataFolder, environment: { KLICKAMT_DEMO: "off" } });
    await asSuperuser(dataFolder, (client) => client.query("create database outside owner klickamt_migrator"));
    const { appUrl, migratorUrl } = databaseUrls(dataFolder);
    const elsewhere = (url: string) => url.replace("/klickamt?", "/outside?");
    settings = {
      KLICKAMT_DATA: join(home, "beside"),
      KLICKAMT_SECRET: "a secret that is long enough for this test",
      DATABASE_URL: elsewhere(appUrl),
      KLICKAMT_MIGRATOR_URL: elsewhere(migratorUrl),
      PORT: String(await freePort()),
    };
  });

  afterAll(async () => {
    for (const child of started) child.kill("SIGKILL");
    await host?.stop();
  });

  const run = (
    role: string,
    more: Readonly<Record<string, string>> = {},
  ): { child: ChildProcess; output(): string } => {
    const child = spawn(process.execPath, [entry, role], {
      env: environment({ ...settings, ...more }),
      stdio: ["ignore", "pipe", "pipe"],
    });
    started.push(child);
    let output = "";
    child.stdout?.on("data", (chunk) => (output += chunk));
    child.stderr?.on("data", (chunk) => (output += chunk));
    return { child, output: () => output };
  };

  test("a role that passes row-level security is refused", async () => {
    const superuser = await asSuperuser(join(home, "host"), async (client) => {
      await client.query("create role too_strong login bypassrls password 'x'");
      return (settings.DATABASE_URL as string).replace(/^postgres:\/\/[^@]*@/, "postgres://too_strong:x@");
    });
    const { code, output } = await runProgram(["start"], environment({ ...settings, DATABASE_URL: superuser }));
    expect(code).toBe(1);
    expectOneLine(output, /row-level security/);
  });

  test("is migrated by one role and used by another; web and worker are processes of their own", async () => {
    const migrated = await runProgram(["migrate"], environment(settings));
    expect(migrated.output).toMatch(/^Applied: /m);
    expect(migrated.code).toBe(0);
    expect((await runProgram(["migrate"], environment(settings))).output).toContain("Nothing to do");

    // Nothing invented comes into a database of one's own unless somebody asks for it.
    const demo = await runProgram(["demo"], environment({ ...settings, KLICKAMT_DEMO: "on" }));
    expect(demo.code, demo.output).toBe(0);
    expect(demo.output).toContain("13 towns");

    // The web process has no way to change the schema.
    const web = run("web", { KLICKAMT_MIGRATOR_URL: "" });
    const worker = run("worker");
    await untilServes(`http://localhost:${settings.PORT}/healthz`);
    await expect.poll(() => worker.output(), { timeout: 30_000 }).toContain("Ready");
    expect(worker.output()).not.toContain("Portal");

    expect((await fetch(`http://localhost:${settings.PORT}/paderborn`)).status).toBe(200);
    // What the demo has left for the worker gets done: letters of copies, deliveries.
    const deliveries = join(home, "beside/deliveries");
    await expect.poll(() => existsSync(deliveries), { timeout: 60_000 }).toBe(true);

    const ends = [web, worker].map(
      ({ child }) => new Promise<number | null>((done) => child.once("close", (code) => done(code))),
    );
    for (const { child } of [web, worker]) child.kill("SIGTERM");
    expect(await Promise.all(ends)).toEqual([0, 0]);
  });
});
