import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { openInstallation } from "../src/app/installation.ts";
import { openRuntime, type Runtime } from "../src/app/runtime.ts";
import { type Actor, sha256, type TenantId } from "../src/kernel/index.ts";
import { fileDokument, openVorgang, verifyRecords } from "../src/modules/records/index.ts";
import { parseConfig } from "../src/platform/config/index.ts";
import { writeWhole } from "../src/platform/files/index.ts";
import { signIn, timed } from "./desk.ts";
import { Connection } from "./http-client.ts";
import { town } from "./journey.ts";
import { environmentOf, processorTimes, type Running } from "./program.ts";
import { percentile, type Row, row } from "./rows.ts";
import { type SeededTown, seedTown } from "./search-seed.ts";
import { tenantOf } from "./submission.ts";

const parallel = 8;
const sizeBytes = 20_000;
const system: Actor = { kind: "system", name: "bench" };

/** Runs `work` this often, some at once. @returns times a second */
async function rate(times: number, work: (index: number, worker: number) => Promise<void>): Promise<number> {
  let next = 0;
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: parallel }, async (_, worker) => {
      while (next < times) await work(next++, worker);
    }),
  );
  return times / ((performance.now() - begun) / 1000);
}

/** A municipality of its own, so that what is verified is what was taken in. */
async function otherTown(superuser: string): Promise<TenantId> {
  const client = new pg.Client({ connectionString: superuser });
  await client.connect();
  try {
    const { rows } = await client.query<{ tenant_id: number }>(
      "select tenant_id from tenants.tenant where slug <> $1 order by slug desc limit 1",
      [town.slug],
    );
    return rows[0]?.tenant_id as TenantId;
  } finally {
    await client.end();
  }
}

/** What intake cannot do without: the bytes flushed to the disk, and one row of each table in a committed transaction. */
async function rawWrites(superuser: string, folder: string, times: number): Promise<number> {
  mkdirSync(folder, { recursive: true });
  const clients = await Promise.all(
    Array.from({ length: parallel }, async () => {
      const client = new pg.Client({ connectionString: superuser });
      await client.connect();
      return client;
    }),
  );
  try {
    await (clients[0] as pg.Client).query(
      "create table if not exists public.bench_raw (id uuid primary key, title text, sha256 text, details jsonb)",
    );
    const done = await rate(times, async (_index, worker) => {
      const bytes = randomBytes(sizeBytes);
      const address = sha256(bytes);
      await writeWhole(join(folder, address), bytes);
      const client = clients[worker] as pg.Client;
      await client.query("begin");
      for (let table = 0; table < 3; table++)
        await client.query({
          name: "raw",
          text: "insert into public.bench_raw values (gen_random_uuid(), $1, $2, $3)",
          values: ["Anlage", address, JSON.stringify({ title: "Anlage", sha256: address, sizeBytes })],
        });
      await client.query("commit");
    });
    await (clients[0] as pg.Client).query("drop table public.bench_raw");
    return done;
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

/** Takes Dokumente in, each by itself, into as many Vorgänge as there are workers. @returns Dokumente a second */
async function intake(runtime: Runtime, tenant: TenantId, times: number): Promise<number> {
  const vorgaenge = await Promise.all(
    Array.from({ length: parallel }, (_, index) =>
      runtime.inTown(tenant, system, (ctx) =>
        openVorgang(ctx, {
          planUnit: "10.10",
          akteTitle: `Eingang ${index}`,
          retentionYears: 10,
          subject: "Post",
          caseId: null,
        }),
      ),
    ),
  );
  return rate(times, async (_index, worker) => {
    const { vorgangId } = vorgaenge[worker] as (typeof vorgaenge)[number];
    await runtime.inTown(tenant, system, (ctx) =>
      fileDokument(ctx, {
        vorgangId,
        title: "Anlage",
        kind: "eingang",
        filename: "anlage.bin",
        mediaType: "application/pdf",
        author: "Bench",
        bytes: randomBytes(sizeBytes),
      }),
    );
  });
}

const verifiedBetreff = "Akte mit Verlauf";

/** Akten with ten Dokumente each as the program itself makes them, so that there is a chain to verify: once in a folder. */
async function aktenWithHistory(runtime: Runtime, superuser: string, tenant: TenantId): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: superuser });
  await client.connect();
  try {
    const { rows } = await client.query<{ akte_id: string }>(
      "select akte_id from records.akte where tenant_id = $1 and betreff = $2",
      [tenant, verifiedBetreff],
    );
    const akten = rows.map(({ akte_id }) => akte_id);
    while (akten.length < 20) {
      const { akteId } = await runtime.inTown(tenant, system, (ctx) =>
        openVorgang(ctx, {
          planUnit: "32.40",
          akteTitle: verifiedBetreff,
          retentionYears: 10,
          subject: "Vorgang",
          caseId: null,
          documents: Array.from({ length: 10 }, (_, at) => ({
            title: `Anlage ${at}`,
            kind: "anlage" as const,
            filename: "anlage.bin",
            mediaType: "application/pdf",
            author: "Bench",
            bytes: randomBytes(1000),
          })),
        }),
      );
      akten.push(akteId);
    }
    return akten;
  } finally {
    await client.end();
  }
}

/** Tree, list and pages of Akten as people get them who see part of a town. */
async function timePages(
  web: Running,
  dataFolder: string,
  seeded: SeededTown,
  verified: readonly string[],
): Promise<readonly Row[]> {
  const desk = `/${town.slug}/amt`;
  const spent = () => processorTimes(web.pid, dataFolder);
  const rows: Row[] = [];
  for (const { local, sees, large } of [
    {
      local: "kim.beispiel",
      sees: `${seeded.seen} of ${seeded.circles} circles`,
      large: [`${desk}/akte/${seeded.large}`],
    },
    { local: "sam.muster", sees: `1 of ${seeded.circles} circles`, large: [] },
  ]) {
    const connection = new Connection(web.url);
    const visitor = await signIn(connection, local);
    const first = await visitor.page(`${desk}/akten?einheit=32.40`);
    const next = /href="([^"]*[?&;]nach=[^"]+)"/.exec(first)?.[1]?.replaceAll("&amp;", "&");
    const word = (list: readonly string[]) => list.map((one) => `${desk}/akten?suche=${encodeURIComponent(one)}`);
    const pages: Record<string, readonly string[]> = {
      "tree and list": [`${desk}/akten`],
      "tree and list of a unit": seeded.samples.units.map((unit) => `${desk}/akten?einheit=${unit}`),
      ...(next === undefined ? {} : { "list, next page": [next] }),
      "list, frequent word": word(seeded.samples.frequent),
      "list, rare word": word(seeded.samples.rare),
      "page of an Akte with its tree, verified": verified.map((akteId) => `${desk}/akte/${akteId}`),
      ...(large.length === 0 ? {} : { "page of an Akte with very many Dokumente": large }),
    };
    const ping = await timed(visitor, ["/readyz"], 100, () => undefined);
    for (const [name, paths] of Object.entries(pages)) {
      await timed(visitor, paths, 20, () => undefined);
      const before = spent();
      const took = await timed(visitor, paths, 100, () => undefined);
      const after = spent();
      // Twenty that only warm up are in the figure as well.
      const program = (after.program - before.program) / 120;
      const postgres = (after.postgres - before.postgres) / 120;
      const at = `${name}, ${seeded.dokumente.toLocaleString("en")} Dokumente, sees ${sees}`;
      rows.push(
        row(
          `${at}: processor`,
          "ms",
          program + postgres,
          50,
          `program ${program.toFixed(1)} + PostgreSQL ${postgres.toFixed(1)}; yardstick: the limit`,
        ),
        row(
          `${at}: p50`,
          "ms",
          percentile(took, 0.5),
          percentile(ping, 0.5),
          "yardstick: select 1 through the same server",
        ),
        row(`${at}: p95`, "ms", percentile(took, 0.95), 50, "yardstick: the limit"),
      );
      console.log(
        `    ${local} ${name}: ${program.toFixed(1)} + ${postgres.toFixed(1)} ms of processor, p50 ${percentile(took, 0.5).toFixed(1)}, p95 ${percentile(took, 0.95).toFixed(1)}`,
      );
    }
    connection.close();
  }
  return rows;
}

/** Reads and hashes every content again, and nothing else. @returns contents a second */
function rawReads(folder: string, least: number): number {
  const begun = performance.now();
  let read = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    sha256(readFileSync(join(entry.parentPath, entry.name)));
    if (++read >= least) break;
  }
  return read / ((performance.now() - begun) / 1000);
}

/** Intake, verification, and the pages of the E-Akte at a million Dokumente, each beside what it cannot do without. */
export async function timeRecords(
  web: Running,
  dataFolder: string,
  port: number,
  superuser: string,
  dokumente: number,
): Promise<readonly Row[]> {
  const config = parseConfig(environmentOf(dataFolder, port) as Record<string, string>);
  const installation = await openInstallation(config, "join");
  const runtime = await openRuntime(config, installation);
  try {
    const tenant = await otherTown(superuser);
    const raw = join(dataFolder, "bench-raw");
    const count = 2000;
    await intake(runtime, tenant, 200);
    const taken: number[] = [];
    const written: number[] = [];
    // By turns, so that what else the machine does meets both.
    for (let round = 0; round < 3; round++) {
      written.push(await rawWrites(superuser, raw, count));
      taken.push(await intake(runtime, tenant, count));
    }
    const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[1] as number;
    const begun = performance.now();
    const report = await runtime.inTown(tenant, system, verifyRecords);
    const verified = report.documents / ((performance.now() - begun) / 1000);
    if (report.broken.length > 0) throw new Error(`broken: ${JSON.stringify(report.broken.slice(0, 3))}`);
    const read = rawReads(raw, count * 3);
    rmSync(raw, { recursive: true, force: true });
    const seeded = await seedTown(superuser, dataFolder, town.slug, dokumente);
    const withHistory = await aktenWithHistory(runtime, superuser, (await tenantOf(superuser)) as TenantId);
    return [
      row(
        `intake of documents, ${parallel} at once`,
        "1/s",
        middle(taken),
        middle(written),
        `yardstick: the same bytes (${sizeBytes / 1000} kB) flushed to the disk and three rows committed; median of 3 rounds of ${count}`,
      ),
      row(
        "verification: chain, rows and contents",
        "documents/s",
        verified,
        read,
        `yardstick: files of that size read and hashed, nothing else; ${report.documents} documents, ${report.entries} entries`,
      ),
      ...(await timePages(web, dataFolder, seeded, withHistory)),
    ];
  } finally {
    await runtime.close();
    await installation.stop();
  }
}
