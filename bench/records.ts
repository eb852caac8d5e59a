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
import { environmentOf } from "./program.ts";
import { percentile, type Row, row } from "./rows.ts";
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

/** Fills the town up to a million Dokumente, straight into the tables, ten in a Vorgang, and one Akte with 20,000. */
async function seed(superuser: string, tenant: number, dokumente: number): Promise<string> {
  const client = new pg.Client({ connectionString: superuser });
  await client.connect();
  const large = "019ab000-0000-7000-8000-00000000beef";
  try {
    await client.query("set session_replication_role = replica; set synchronous_commit = off; set work_mem = '256MB'");
    const akten = dokumente / 10;
    const akte = `(tenant_id, akte_id, plan_unit, year, number, aktenzeichen, betreff, aufbewahrungsdauer, aussonderungsart, opened_at,
      last_vorgang, head_sequence, head_hash)`;
    await client.query(
      `create temp table seeded as select n, uuidv7(make_interval(secs => n - ${akten})) as akte_id, gen_random_uuid() as vorgang_id,
         (array['10.20', '20.20', '32.40', '50.10', '61.30'])[1 + n % 5] as plan_unit from generate_series(1, ${akten}) as n`,
    );
    await client.query(
      `insert into records.akte ${akte} select ${tenant}, akte_id, plan_unit, 2025, 1000000 + n, plan_unit || '-2025-' || (1000000 + n),
         'Akte ' || n, 10, 'V', now(), 1, 12, repeat('a', 64) from seeded`,
    );
    await client.query(
      `insert into records.vorgang (tenant_id, vorgang_id, akte_id, number, aktenzeichen, betreff, opened_at)
       select ${tenant}, vorgang_id, akte_id, 1, plan_unit || '-2025-' || (1000000 + n) || '/01', 'Vorgang ' || n, now() from seeded`,
    );
    const dokument = "(tenant_id, dokument_id, vorgang_id, sequence, kind, title, author, filed_at)";
    await client.query(
      `insert into records.dokument ${dokument} select ${tenant}, gen_random_uuid(), vorgang_id, 2 + d, 'anlage', 'Dokument ' || d, 'Bench', now()
       from seeded, generate_series(1, 10) as d`,
    );
    await client.query(
      `insert into records.akte ${akte} values (${tenant}, '${large}', '10.30', 2025, 1, '10.30-2025-00001', 'Große Akte', 10, 'V', now(),
         100, 20101, repeat('a', 64))`,
    );
    await client.query(
      `insert into records.vorgang (tenant_id, vorgang_id, akte_id, number, aktenzeichen, betreff, opened_at)
       select ${tenant}, gen_random_uuid(), '${large}', n, '10.30-2025-00001/' || n, 'Vorgang ' || n, now() from generate_series(1, 100) as n`,
    );
    await client.query(
      `insert into records.dokument ${dokument} select ${tenant}, gen_random_uuid(), v.vorgang_id, v.number * 200 + d, 'anlage', 'Dokument ' || d,
         'Bench', now() from records.vorgang v, generate_series(1, 200) as d where v.tenant_id = ${tenant} and v.akte_id = '${large}'`,
    );
    await client.query(
      `insert into records.dokument_version (tenant_id, dokument_id, version, sha256, size_bytes, media_type, filename, made_at)
       select tenant_id, dokument_id, 1, repeat('b', 64), 1000, 'application/pdf', 'd.pdf', now() from records.dokument d
       where tenant_id = ${tenant} and author = 'Bench'`,
    );
    await client.query(
      `insert into records.history (tenant_id, akte_id, sequence, recorded_at, action, actor_kind, details, previous_hash, hash)
       select ${tenant}, '${large}', n, now(), 'dokument.abgelegt', 'system', '{"title": "Dokument"}', repeat('a', 64), repeat('a', 64)
       from generate_series(1, 20101) as n`,
    );
    await client.query(
      `insert into records.akte_term (tenant_id, term, akte_id)
       select ${tenant}, term, akte_id from seeded, unnest(array['akte', 'vorgang', plan_unit || '-2025-' || (1000000 + n), 'n' || n]) as term`,
    );
    for (const table of ["akte", "vorgang", "dokument", "dokument_version", "history", "akte_term"])
      await client.query(`vacuum (analyze) records.${table}`);
    await client.query("checkpoint");
    return large;
  } finally {
    await client.end();
  }
}

/** Tree, list and pages of Akten as a caseworker gets them. */
async function timePages(url: string, superuser: string, dokumente: number, large: string): Promise<readonly Row[]> {
  const connection = new Connection(url);
  const visitor = await signIn(connection);
  const desk = `/${town.slug}/amt`;
  const client = new pg.Client({ connectionString: superuser });
  await client.connect();
  const { rows: akten } = await client.query<{ akte_id: string }>(
    "select akte_id from records.akte where betreff like 'Akte %' order by md5(betreff) limit 50",
  );
  await client.end();
  const first = await visitor.page(`${desk}/akten?einheit=32.40`);
  const next = /href="([^"]*[?&;]nach=[^"]+)"/.exec(first)?.[1]?.replaceAll("&amp;", "&");
  const pages: Record<string, readonly string[]> = {
    "tree and list": [`${desk}/akten`],
    "tree and list of a unit": [`${desk}/akten?einheit=32.40`, `${desk}/akten?einheit=61.30`],
    ...(next === undefined ? {} : { "list, next page": [next] }),
    "page of an Akte with its tree, verified": akten.map(({ akte_id }) => `${desk}/akte/${akte_id}`),
    "page of an Akte with 20,000 Dokumente": [`${desk}/akte/${large}`],
  };
  const ping = await timed(visitor, ["/readyz"], 100, () => undefined);
  const rows: Row[] = [];
  for (const [name, paths] of Object.entries(pages)) {
    const took = await timed(visitor, paths, 100, () => undefined);
    const at = `${name}, ${dokumente.toLocaleString("en")} Dokumente`;
    rows.push(
      row(
        `${at}: p50`,
        "ms",
        percentile(took, 0.5),
        percentile(ping, 0.5),
        "yardstick: select 1 through the same server",
      ),
      row(`${at}: p95`, "ms", percentile(took, 0.95), 50, "yardstick: the limit"),
    );
  }
  connection.close();
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
  web: { readonly url: string },
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
    const large = await seed(superuser, await tenantOf(superuser), dokumente);
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
      ...(await timePages(web.url, superuser, dokumente, large)),
    ];
  } finally {
    await runtime.close();
    await installation.stop();
  }
}
