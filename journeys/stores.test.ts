import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { request as ask, createServer } from "node:http";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Connection } from "../bench/http-client.ts";
import { wholeJourney } from "../bench/journey.ts";
import { Visitor } from "../bench/visitor.ts";
import { sha256 } from "../src/kernel/index.ts";
import { openFolderStore, openS3Store, placeOf } from "../src/platform/files/index.ts";
import { type S3TestServer, startS3Server } from "../src/platform/testing/index.ts";
import { copyDemo } from "./support/copy-demo.ts";
import { type Program, runProgram, startProgram, temporaryFolder } from "./support/program.ts";

const work = temporaryFolder();
const running = new Set<Program>();
let s3: S3TestServer;
beforeAll(async () => {
  s3 = await startS3Server();
});
afterAll(async () => {
  for (const program of running) await program.stop();
  await s3.stop();
  rmSync(work, { recursive: true, force: true });
});

function environment(dataFolder: string, more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const { DATABASE_URL, KLICKAMT_MIGRATOR_URL, KLICKAMT_SECRET, ...rest } = process.env;
  return { ...rest, ...s3.environment, KLICKAMT_DATA: dataFolder, ...more };
}

async function start(dataFolder: string, store: "folder" | "s3"): Promise<Program> {
  const program = await startProgram({ dataFolder, environment: { ...s3.environment, KLICKAMT_STORE: store } });
  running.add(program);
  return program;
}

async function stop(program: Program): Promise<void> {
  running.delete(program);
  await program.stop();
}

/** Somebody registers a trade, and the office has dealt with it. */
async function register(program: Program, founder: number): Promise<void> {
  const connection = new Connection(`http://127.0.0.1:${program.port}`);
  await wholeJourney(new Visitor(connection), founder);
  connection.close();
}

const figure = (output: string, pattern: RegExp) => Number(pattern.exec(output)?.[1]);

/** Passes on to the S3 server, until it has passed on so many documents; then nobody answers there any more. */
async function giveOutAfter(documents: number): Promise<{ readonly endpoint: string; stop(): void }> {
  let left = documents;
  const { port } = new URL(s3.settings.endpoint as string);
  const proxy = createServer((incoming, outgoing) => {
    if (incoming.method === "PUT" && left-- <= 0) {
      incoming.destroy();
      return;
    }
    const onwards = ask(
      { port, host: "127.0.0.1", method: incoming.method, path: incoming.url, headers: incoming.headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode as number, answer.headers);
        answer.pipe(outgoing);
      },
    );
    incoming.pipe(onwards);
  });
  await new Promise<void>((ready) => proxy.listen(0, "127.0.0.1", ready));
  return {
    endpoint: `http://127.0.0.1:${(proxy.address() as { port: number }).port}`,
    stop() {
      proxy.closeAllConnections();
      proxy.close();
    },
  };
}

test("documents move from the folder into S3, survive the loss of everything, and come back into a folder", async () => {
  const data = join(work, "data");
  const folder = join(data, "blobs");
  await copyDemo(data);
  let program = await start(data, "folder");
  await register(program, 1);
  const stray = await openFolderStore(folder).put(Buffer.from("left behind by a transaction that was rolled back"));

  // Breaks off on the way; what has arrived is there, and the next one completes it.
  const proxy = await giveOutAfter(2);
  const broken = await runProgram(
    ["store", "copy", "--to", "s3"],
    environment(data, { KLICKAMT_S3_ENDPOINT: proxy.endpoint }),
  );
  proxy.stop();
  expect(broken.code).toBe(1);
  expect(broken.output).toContain("klickamt: the store of documents does not answer (put:");
  expect(broken.output).not.toContain("    at ");
  const bucket = await openS3Store(s3.settings);
  expect(await bucket.list()).toHaveLength(2);

  const copy = await program.command("store", "copy", "--to", "s3");
  expect(copy.code).toBe(0);
  const copied = figure(copy.output, /(\d+) copied and read again/);
  expect(copied).toBeGreaterThan(0);
  expect(copy.output).toContain("2 were there and match;");
  // The stray one, and what jobs have stored since the rows were read.
  expect(figure(copy.output, /(\d+) that no row names stay/)).toBeGreaterThan(0);
  expect(copy.output).toContain("The program still keeps its documents in the folder");
  expect(await bucket.has(stray)).toBe(false);

  // What comes while it is copied is there after the second time, which reads only what is new.
  await register(program, 2);
  await stop(program);
  const rest = await runProgram(["store", "copy", "--to", "s3", "--trust-present"], environment(data));
  expect(rest.code).toBe(0);
  expect(figure(rest.output, /(\d+) copied and read again/)).toBeGreaterThan(0);
  expect(figure(rest.output, /(\d+) were there/)).toBe(copied + 2);

  // A bit that turned over in the bucket is found, named, and mended from the folder.
  const [victim] = (await bucket.list()) as [string];
  const path = s3.pathOf(s3.settings.prefix + placeOf(victim));
  const bytes = readFileSync(path);
  bytes[0] = (bytes[0] as number) ^ 1;
  writeFileSync(path, bytes);
  const found = await runProgram(["store", "verify", "--in", "s3"], environment(data));
  expect(found).toMatchObject({ code: 1, output: expect.stringContaining(`not what was stored: ${victim}`) });
  const mended = await runProgram(["store", "copy", "--to", "s3"], environment(data));
  expect(mended).toMatchObject({ code: 0, output: expect.stringContaining("1 were wrong there and are mended") });
  expect((await runProgram(["store", "verify", "--in", "s3"], environment(data))).code).toBe(0);
  expect((await runProgram(["store", "verify"], environment(data))).output).toContain(`in the folder ${folder}`);

  // From now on without the folder.
  renameSync(folder, join(work, "away"));
  program = await start(data, "s3");
  await register(program, 3);
  expect((await program.command("records", "verify")).code).toBe(0);
  const doctor = await program.command("doctor");
  expect(doctor.output).toContain(
    "✓ documents are kept in the bucket klickamt-dokumente, rathaus/ (written, read, erased",
  );
  expect(existsSync(folder)).toBe(false);

  // Everything is lost, and restored into a folder.
  await stop(program);
  const fromS3 = join(work, "from-s3");
  expect((await runProgram(["backup", fromS3], environment(data, { KLICKAMT_STORE: "s3" }))).code).toBe(0);
  const before = await bucket.list();
  rmSync(data, { recursive: true });
  s3.empty();
  expect(await bucket.list()).toEqual([]);
  const inFolder = await runProgram(["restore", fromS3], environment(data, { KLICKAMT_STORE: "folder" }));
  expect(inFolder.output).toContain("Restored. Start the program.");
  expect(inFolder.code).toBe(0);
  // A job that was tried again may have left one behind that no row names.
  expect(before).toEqual(expect.arrayContaining([...(await openFolderStore(folder).list())]));

  // And from a folder into S3.
  program = await start(data, "folder");
  await register(program, 4);
  await stop(program);
  const fromFolder = join(work, "from-folder");
  expect((await runProgram(["backup", fromFolder], environment(data))).code).toBe(0);
  const after = await openFolderStore(folder).list();
  rmSync(data, { recursive: true });
  const inS3 = await runProgram(["restore", fromFolder], environment(data, { KLICKAMT_STORE: "s3" }));
  expect(inS3.output).toContain("Restored. Start the program.");
  expect(inS3.code).toBe(0);
  expect(existsSync(folder)).toBe(false);
  expect(after).toEqual(expect.arrayContaining([...(await bucket.list())]));
  program = await start(data, "s3");
  await register(program, 5);
  expect((await program.command("records", "verify")).code).toBe(0);

  // And back into the folder, with one that is damaged in the bucket: named, not copied.
  const [spoilt] = (await bucket.list()) as [string];
  writeFileSync(s3.pathOf(s3.settings.prefix + placeOf(spoilt)), "something else");
  const back = await program.command("store", "copy", "--to", "folder");
  expect(back).toMatchObject({ code: 1, output: expect.stringContaining(`not copied: ${spoilt}`) });
  expect(await openFolderStore(folder).has(spoilt)).toBe(false);
  const partly = join(work, "partly");
  const saved = await program.command("backup", partly);
  expect(saved).toMatchObject({ code: 1, output: expect.stringContaining(`it is damaged: document ${spoilt}`) });
  expect(readFileSync(join(partly, "manifest.json"), "utf8")).toContain(spoilt);
  expect(existsSync(join(partly, "blobs", placeOf(spoilt)))).toBe(false);
  await stop(program);
}, 480_000);

test("a bucket that cannot be used is told in one line, at the start and by the doctor", async () => {
  const data = join(work, "refused");
  const wrong = environment(data, { KLICKAMT_STORE: "s3", KLICKAMT_S3_SECRET: "not the one", KLICKAMT_DEMO: "off" });
  const refused = await runProgram(["start"], wrong);
  expect(refused.code).toBe(1);
  expect(refused.output).toContain("klickamt: KLICKAMT_S3_SECRET: it does not belong to KLICKAMT_S3_KEY_ID");
  expect(refused.output).not.toContain("    at ");
  const doctor = await runProgram(["doctor"], wrong);
  expect(doctor.code).toBe(1);
  expect(doctor.output).toMatch(
    /✗ the bucket klickamt-dokumente, rathaus\/ cannot be opened\n {4}→ KLICKAMT_S3_SECRET/,
  );

  const { KLICKAMT_S3_BUCKET, ...without } = environment(data, { KLICKAMT_STORE: "s3" });
  const incomplete = await runProgram(["start"], without);
  expect(incomplete).toMatchObject({
    code: 1,
    output: expect.stringContaining("klickamt: KLICKAMT_S3_BUCKET: needed"),
  });
  const nowhere = await runProgram(["store", "copy", "--to", "cloud"], environment(data));
  expect(nowhere).toMatchObject({ code: 1, output: expect.stringContaining("--to is one of folder, s3") });
});

test("what lies in the folder under a wrong name is found by store verify", async () => {
  const data = join(work, "wrong");
  const wrong = sha256("one thing");
  const path = join(data, "blobs", placeOf(wrong));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, "another");
  const verified = await runProgram(["store", "verify"], environment(data));
  expect(verified).toMatchObject({ code: 1, output: expect.stringContaining(`not what was stored: ${wrong}`) });
});
