import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Connection } from "../bench/http-client.ts";
import { wholeJourney } from "../bench/journey.ts";
import { Visitor } from "../bench/visitor.ts";
import { copyDemo } from "./support/copy-demo.ts";
import { asSuperuser, databaseUrls } from "./support/database.ts";
import { freePort, type Program, runProgram, startProgram, temporaryFolder } from "./support/program.ts";

const work = temporaryFolder();
const dataFolder = join(work, "data");
const running = new Set<Program>();
beforeAll(() => copyDemo(dataFolder));
afterAll(async () => {
  for (const program of running) await program.stop();
  rmSync(work, { recursive: true, force: true });
});

async function start(): Promise<Program> {
  const program = await startProgram({ dataFolder });
  running.add(program);
  return program;
}

async function stop(program: Program): Promise<void> {
  running.delete(program);
  await program.stop();
}

/** Rows of every table that stands still while nobody does anything, and what protects it. */
async function look(client: pg.Client): Promise<Record<string, string>> {
  const { rows } = await client.query<{ name: string; facts: string }>(
    `select n.nspname || '.' || c.relname as name, concat_ws(' ', c.relrowsecurity, c.relforcerowsecurity,
       (select string_agg(tgname || tgenabled::text, ',' order by tgname) from pg_trigger where tgrelid = c.oid and not tgisinternal)) as facts
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss', 'public')`,
  );
  const found: Record<string, string> = {};
  for (const { name, facts } of rows) {
    const { rows: content } = await client.query<{ hash: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as hash from ${name.replace(/\.(.*)$/, '."$1"')} t`,
    );
    found[name] = `${content[0]?.hash} ${facts}`;
  }
  return found;
}

function environment(folder: string, more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const { DATABASE_URL, KLICKAMT_MIGRATOR_URL, KLICKAMT_SECRET, ...rest } = process.env;
  return { ...rest, KLICKAMT_DATA: folder, ...more };
}

const signInFields = (html: string) => {
  const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "";
  return `_csrf=${encodeURIComponent(field("_csrf"))}&_submission=${field("_submission")}&email=kim.beispiel%40paderborn.example&passwort=klickamt-demo`;
};

test("what was backed up while people were sending is all there after the data folder is gone", async () => {
  const program = await start();
  const connection = new Connection(`http://127.0.0.1:${program.port}`);
  const aktenzeichen = await wholeJourney(new Visitor(connection), 1);
  connection.close();

  // While the program serves and applications come in.
  const busy = join(work, "busy");
  let sending = true;
  let sent = 0;
  const people = [2, 3, 4].map(async (founder) => {
    const own = new Connection(`http://127.0.0.1:${program.port}`);
    while (sending) {
      await wholeJourney(new Visitor(own), founder);
      sent++;
    }
    own.close();
  });
  const saved = await program.command("backup", busy);
  expect(saved.output).toContain("Backup of");
  expect(saved.code).toBe(0);
  sending = false;
  await Promise.all(people);
  expect(sent).toBeGreaterThan(0);
  expect((await program.command("backup", busy)).output).toContain("holds a backup already");

  const alive = await program.command("restore", busy);
  expect(alive).toMatchObject({ code: 1, output: expect.stringContaining("is in use by process") });
  await stop(program);
  expect((await runProgram(["restore", busy], environment(dataFolder))).output).toContain("this installation is alive");

  // Of a moment in which nobody does anything: equal to the last row.
  const quiet = join(work, "quiet");
  expect((await runProgram(["backup", quiet], environment(dataFolder))).code).toBe(0);
  const again = await start();
  await stop(again);

  // Into another folder, from the busy one: no row without its document, no chain without its link.
  const elsewhere = join(work, "elsewhere");
  const fromBusy = await runProgram(["restore", busy], environment(elsewhere));
  expect(fromBusy.output).toContain("Restored. Start the program.");
  expect(fromBusy.code).toBe(0);

  rmSync(dataFolder, { recursive: true });
  const restored = await runProgram(["restore", quiet], environment(dataFolder));
  expect(restored.output).toContain("Restored. Start the program.");
  expect(restored.code).toBe(0);

  const back = await start();
  const visitor = new Visitor(new Connection(`http://127.0.0.1:${back.port}`));
  const door = await visitor.page("/paderborn/amt/anmelden");
  await visitor.send("/paderborn/amt/anmelden", signInFields(door));
  expect(await visitor.page(`/paderborn/amt/vorgaenge?suche=${encodeURIComponent(aktenzeichen)}`)).toContain(
    aktenzeichen,
  );
  expect((await back.command("records", "verify")).code).toBe(0);

  // And the numbers go on where they stopped.
  const next = await wholeJourney(new Visitor(new Connection(`http://127.0.0.1:${back.port}`)), 5);
  expect(next).not.toBe(aktenzeichen);
  await stop(back);
});

test("a backup and a destruction do not meet: it waits for what has begun, and the doctor says that the others wait", async () => {
  const program = await start();
  /** The lock that whoever removes for good holds together with others, and a backup alone. */
  const lock = "4711021";
  await asSuperuser(dataFolder, async (client) => {
    await client.query(`select pg_advisory_lock_shared(${lock})`);
    const saving = program.command("backup", join(work, "waited"));
    await expect
      .poll(
        async () => (await client.query("select from pg_locks where locktype = 'advisory' and not granted")).rowCount,
        { timeout: 30_000 },
      )
      .toBe(1);
    expect(existsSync(join(work, "waited", "manifest.json"))).toBe(false);
    await client.query(`select pg_advisory_unlock_shared(${lock})`);
    const saved = await saving;
    expect(saved.output).toContain("waiting for a removal to end");
    expect(saved.code).toBe(0);
  });
  const calm = await program.command("doctor");
  expect(calm.output).not.toContain("a backup has been running");
  const held = new pg.Client({ connectionString: databaseUrls(dataFolder).migratorUrl });
  await held.connect();
  await held.query(`select pg_advisory_lock(${lock})`);
  expect((await program.command("doctor")).output).toContain("a backup has been running for");
  await held.end();
  await stop(program);
});

test("rows, triggers and row-level security are the same after a restore, fingerprints stay out", async () => {
  const first = join(work, "first");
  const other = join(work, "other");
  const folder = join(work, "same");
  await copyDemo(first);
  let program = await startProgram({ dataFolder: first });
  running.add(program);
  await asSuperuser(first, (client) =>
    client.query(
      "insert into ausweis.biometric select tenant_id, gen_random_uuid(), 'zeigefinger', '\\x01', 'zeigefinger', '\\x02', now() from tenants.tenant limit 1",
    ),
  );
  await stop(program);
  // Jobs that wait would go on in both, each at its own pace.
  expect((await runProgram(["jobs", "drain"], environment(first))).code).toBe(0);
  // So would those that are to come later, such as the receipt of a card: not today.
  program = await startProgram({ dataFolder: first, environment: { KLICKAMT_DEMO: "off" } });
  running.add(program);
  await asSuperuser(first, async (client) => {
    for (let left = 1; left > 0; ) {
      await client.query(
        "update pgboss.job set start_after = now() + interval '1 day' where state in ('created', 'retry') and start_after < now() + interval '1 day'",
      );
      const { rows } = await client.query<{ n: number }>(
        "select count(*)::int as n from pgboss.job where state = 'active'",
      );
      left = rows[0]?.n ?? 0;
    }
  });
  await stop(program);
  expect((await runProgram(["backup", folder], environment(first))).code).toBe(0);
  expect(readFileSync(join(folder, "manifest.json"), "utf8")).not.toContain("ausweis.biometric");
  expect((await runProgram(["restore", folder], environment(other))).code).toBe(0);

  const web = { KLICKAMT_DEMO: "off" };
  const looks: Record<string, string>[] = [];
  for (const data of [first, other]) {
    program = await startProgram({ dataFolder: data, environment: web });
    running.add(program);
    looks.push(await asSuperuser(data, look));
    await stop(program);
  }
  const [before, after] = looks as [Record<string, string>, Record<string, string>];
  expect(before["ausweis.biometric"]).toMatch(/^[1-9]/);
  expect(after["ausweis.biometric"]).toMatch(/^0 /);
  delete before["ausweis.biometric"];
  delete after["ausweis.biometric"];
  expect(after).toEqual(before);

  // A damaged part is refused by its name, before anything is written.
  const blob = readFileSync(join(folder, "blobs.txt"), "utf8").split("\n")[0] as string;
  for (const part of ["tables/records.akte.copy.gz", `blobs/${blob.slice(0, 2)}/${blob.slice(2, 4)}/${blob}`]) {
    const path = join(folder, part);
    const bytes = readFileSync(path);
    appendFileSync(path, "x");
    const refused = await runProgram(["restore", folder], environment(join(work, "damaged")));
    expect(refused.code).toBe(1);
    expect(refused.output).toContain(`the backup is damaged: ${part}`);
    expect(existsSync(join(work, "damaged", "blobs", blob.slice(0, 2)))).toBe(false);
    rmSync(path);
    appendFileSync(path, bytes);
  }
  rmSync(join(folder, "manifest.json"));
  expect((await runProgram(["restore", folder], environment(join(work, "damaged")))).output).toContain(
    "it has no manifest.json",
  );
});

test("an outside PostgreSQL is restored with its secret, and again after a restore that broke off", async () => {
  const source = join(work, "source");
  const folder = join(work, "outside-backup");
  expect(
    (
      await runProgram(
        ["init", "--town", "Soest", "--name", "Kim Beispiel", "--email", "kim@soest.example"],
        environment(source),
      )
    ).code,
  ).toBe(0);

  // As a backup looks that broke off: no backup, and begun again in the same folder.
  mkdirSync(join(folder, "tables"), { recursive: true });
  writeFileSync(join(folder, "UNFINISHED"), "");
  writeFileSync(join(folder, "tables", "half.copy.gz"), "");
  expect((await runProgram(["restore", folder], environment(join(work, "empty")))).output).toContain(
    "did not come to its end",
  );
  expect((await runProgram(["backup", folder], environment(source))).code).toBe(0);
  expect(existsSync(join(folder, "UNFINISHED"))).toBe(false);
  expect(existsSync(join(folder, "tables", "half.copy.gz"))).toBe(false);

  // The server of another installation plays the outside one.
  const host = await startProgram({
    dataFolder: join(work, "host"),
    port: await freePort(),
    environment: { KLICKAMT_DEMO: "off" },
  });
  running.add(host);
  const urls = await asSuperuser(join(work, "host"), async (client) => {
    await client.query("create database outside owner klickamt_migrator");
    await client.query("grant connect on database outside to klickamt_app");
    return JSON.parse(readFileSync(join(work, "host", "klickamt.lock"), "utf8")) as Record<
      "appUrl" | "migratorUrl",
      string
    >;
  });
  const to = (url: string) => url.replace(/\/klickamt(?=\?|$)/, "/outside");
  const given = (secret: string) =>
    environment(join(work, "outside"), {
      DATABASE_URL: to(urls.appUrl),
      KLICKAMT_MIGRATOR_URL: to(urls.migratorUrl),
      KLICKAMT_SECRET: secret,
    });
  expect(to(urls.appUrl)).not.toBe(urls.appUrl);

  const wrong = await runProgram(["restore", folder], given("another secret that is long enough to be one"));
  expect(wrong).toMatchObject({ code: 1, output: expect.stringContaining("KLICKAMT_SECRET is not the one") });

  const secret = readFileSync(join(folder, "secret.txt"), "utf8").trim();
  const migrator = new pg.Client({ connectionString: to(urls.migratorUrl) });
  await migrator.connect();
  // Breaks the transaction that loads the rows: this table does not take the row.
  expect((await runProgram(["migrate"], given(secret))).code).toBe(0);
  await migrator.query("alter table accounts.staff add constraint broken check (false)");
  expect((await runProgram(["restore", folder], given(secret))).code).toBe(1);
  const { rows } = await migrator.query<{ towns: number }>("select count(*)::int as towns from tenants.tenant");
  expect(rows).toEqual([{ towns: 0 }]);
  await migrator.query("alter table accounts.staff drop constraint broken");
  await migrator.end();

  const restored = await runProgram(["restore", folder], given(secret));
  expect(restored.output).toContain("Restored. Start the program.");
  expect((await runProgram(["town", "list"], given(secret))).output).toContain("Soest");
  const back = join(work, "outside-again");
  expect((await runProgram(["backup", back], given(secret))).code).toBe(0);
  await stop(host);
});
