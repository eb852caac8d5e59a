import pg from "pg";
import { freePort } from "../journeys/support/program.ts";
import { makeLoad, withStaticServer } from "./processes.ts";
import { postgresMemoryMb, processorTimes, programMemoryMb, type Running, run } from "./program.ts";
import { percentile, type Row, row } from "./rows.ts";

const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Published by others for their own machines; shown for orientation, never compared with. */
const peers =
  "DEFRA forms engine, 13 requests a journey and nothing stored, another 2-core machine: 20.8 journeys/s, p95 287 ms";

export interface JourneyOptions {
  /** As many as a town would run on this machine. */
  readonly webProcesses: number;
  /** Options of Node for them. */
  readonly nodeOptions: readonly string[];
  readonly dataFolder: string;
  readonly seconds: number;
  readonly cases: number;
}

/** Whole journeys at 1, 10 and 50 at once, beside a bare Fastify server under the same client. */
export async function timeJourneys(options: JourneyOptions): Promise<Row[]> {
  const web = await run({ command: "web", port: await freePort(), ...options });
  try {
    return await timeJourneysAt(web, options);
  } finally {
    await web.stop();
  }
}

async function timeJourneysAt(web: Running, options: JourneyOptions): Promise<Row[]> {
  const { webProcesses, dataFolder, seconds } = options;
  const installed = webProcesses === 1 ? "one web process" : `${webProcesses} web processes`;
  const rows: Row[] = [];
  // A town's processes run for days: what they run most is compiled by then.
  await makeLoad({ kind: "journeys", url: web.url, clients: 10, seconds: 10 });
  for (const clients of [1, 10, 50]) {
    const port = await freePort();
    const bare = await withStaticServer(port, async (url, spent) => {
      const report = await makeLoad({ kind: "page", url, path: "/", clients, seconds: Math.min(5, seconds) });
      return { ...report, processorMs: spent() };
    });
    const bareRate = bare.requests / bare.seconds;
    const before = processorTimes(web.pid, dataFolder);
    const running = makeLoad({ kind: "journeys", url: web.url, clients, seconds });
    if (clients === 50) {
      await sleep(seconds * 700);
      rows.push(
        row(
          "memory under load, web",
          "MB",
          programMemoryMb(web.pid),
          null,
          `PSS of ${installed}${webProcesses === 1 ? "" : " and the one that started them"}, at 50 journeys at once`,
        ),
      );
      rows.push(
        row("memory under load, PostgreSQL", "MB", postgresMemoryMb(dataFolder), null, "PSS of all its processes"),
      );
    }
    const report = await running;
    const after = processorTimes(web.pid, dataFolder);
    const name = `journeys, ${clients} at once`;
    const rate = report.requests / report.seconds;
    const each = (report.requests / Math.max(1, report.journeys)).toFixed(0);
    rows.push(
      row(
        name,
        "journeys/s",
        report.journeys / report.seconds,
        bareRate,
        `yardstick: requests/s of a bare Fastify page of 10 kB; ${each} requests each; ${options.cases.toLocaleString("en")} cases; ${installed}, no worker${clients === 50 ? "; goal > 100" : ""}`,
      ),
      row(`${name}: requests`, "1/s", rate, bareRate, "yardstick: bare Fastify, same client"),
      row(
        `${name}: request p50`,
        "ms",
        percentile(report.latencies, 0.5),
        percentile(bare.latencies, 0.5),
        "yardstick: bare Fastify",
      ),
      row(
        `${name}: request p95`,
        "ms",
        percentile(report.latencies, 0.95),
        percentile(bare.latencies, 0.95),
        `yardstick: bare Fastify${clients === 50 ? "; goal < 100" : ""}`,
      ),
      row(
        `${name}: request p99`,
        "ms",
        percentile(report.latencies, 0.99),
        percentile(bare.latencies, 0.99),
        "yardstick: bare Fastify",
      ),
      row(
        `${name}: errors`,
        "",
        report.errors.length,
        0,
        report.errors.length === 0 ? "goal 0" : [...new Set(report.errors)].slice(0, 3).join("; "),
      ),
    );
    if (clients === 50) {
      const webMs = (after.program - before.program) / report.requests;
      const postgresMs = (after.postgres - before.postgres) / report.requests;
      const clientMs = report.processorMs / report.requests;
      const bareMs = bare.processorMs / bare.requests;
      rows.push(
        row(
          "processor time of a request, web",
          "ms",
          webMs,
          bareMs,
          "yardstick: bare Fastify; holds whatever else the machine does",
        ),
        row("processor time of a request, PostgreSQL", "ms", postgresMs, webMs, "yardstick: web"),
        row("processor time of a request, client", "ms", clientMs, webMs, "yardstick: web; on the same machine"),
        row(
          "journeys that two idle cores can carry",
          "journeys/s",
          Math.min((1000 * webProcesses) / webMs, 2000 / (webMs + postgresMs)) / (report.requests / report.journeys),
          null,
          `computed from the processor times, ${installed}, client elsewhere`,
        ),
      );
      const slow = Object.entries(report.pages)
        .toSorted(([, a], [, b]) => b.meanMs - a.meanMs)
        .slice(0, 3);
      rows.push(
        row(
          "slowest page, 50 at once",
          "ms",
          slow[0]?.[1].meanMs ?? 0,
          percentile(report.latencies, 0.5),
          `yardstick: median of all; ${slow.map(([page, { meanMs }]) => `${page} ${meanMs.toFixed(1)}`).join(", ")}`,
        ),
      );
      rows.push(row("journeys of others", "journeys/s", 20.8, null, peers));
    }
  }
  return rows;
}

/** How fast a worker of its own works off what the journeys have queued. */
export async function timeWorker(dataFolder: string, superuser: string, longestSeconds: number): Promise<Row[]> {
  const client = new pg.Client({ connectionString: superuser });
  await client.connect();
  const waiting = async () => {
    const { rows } = await client.query<{ n: number }>(
      "select count(*)::int as n from pgboss.job where name = 'klickamt' and state in ('created', 'retry', 'active') and start_after <= now()",
    );
    return rows[0]?.n ?? 0;
  };
  try {
    const before = await waiting();
    if (before === 0) return [];
    const worker = await run({ command: "worker", dataFolder, port: await freePort() });
    const begun = performance.now();
    let left = before;
    while (left > 0 && performance.now() - begun < longestSeconds * 1000) {
      await sleep(500);
      left = await waiting();
    }
    const seconds = (performance.now() - begun) / 1000;
    await worker.stop();
    return [
      row(
        "worker",
        "jobs/s",
        (before - left) / seconds,
        null,
        `${before} jobs waited after the journeys, ${left} after ${seconds.toFixed(0)} s; web idle`,
      ),
    ];
  } finally {
    await client.end();
  }
}
