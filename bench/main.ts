// npm run bench -- [--only NAME,…] [--json FILE] [--cases N] [--documents N] [--seconds N] [--keep FOLDER] [--web N]
// [--gin] [--matching TEXT] [--cpu-profile FOLDER]
import { rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { freePort, temporaryFolder } from "../journeys/support/program.ts";
import { timeAppointments } from "./appointments.ts";
import { weighPages } from "./bytes.ts";
import { timeImport } from "./camt.ts";
import { timeCodeLists } from "./code-lists.ts";
import { type DeskTimes, timeDesk } from "./desk.ts";
import { compareForms } from "./forms.ts";
import { town } from "./journey.ts";
import { timeJourneys, timeWorker } from "./journeys.ts";
import { surviveKills } from "./kill.ts";
import { run, superuserUrl } from "./program.ts";
import { timeRecords } from "./records.ts";
import { type Row, row, table } from "./rows.ts";
import { timeSearch } from "./search.ts";
import { seedCases, seedFolders } from "./seed.ts";
import { timeStarts } from "./start.ts";
import { compareSubmissions } from "./submission.ts";

const names = [
  "start",
  "bytes",
  "desk",
  "journeys",
  "submission",
  "forms",
  "appointments",
  "camt",
  "search",
  "code-lists",
  "kill",
  "records",
] as const;
type Name = (typeof names)[number];

const { values: options } = parseArgs({
  options: {
    only: { type: "string" },
    json: { type: "string" },
    cases: { type: "string", default: "100000" },
    documents: { type: "string", default: "1000000" },
    seconds: { type: "string", default: "20" },
    keep: { type: "string" },
    /** Web processes of the journeys: as many as docs/operations.md advises. */
    web: { type: "string", default: String(availableParallelism()) },
    gin: { type: "boolean", default: false },
    matching: { type: "string", default: "" },
    "cpu-profile": { type: "string" },
  },
});
const wanted = new Set<string>(options.only === undefined ? names : options.only.split(","));
for (const name of wanted) {
  if (!(names as readonly string[]).includes(name)) {
    console.error(`bench: there is no ${name}. There are: ${names.join(", ")}`);
    process.exit(1);
  }
}
const wants = (...some: Name[]) => some.some((name) => wanted.has(name));
const cases = Number(options.cases);
const seconds = Number(options.seconds);
const webProcesses = Number(options.web);
const rows: Row[] = [];

async function measured(title: string, work: () => Promise<readonly Row[]>): Promise<void> {
  console.log(`  … ${title}`);
  rows.push(...(await work()));
}

async function onOneDatabase(): Promise<void> {
  const dataFolder = options.keep ?? temporaryFolder();
  const port = await freePort();
  const profile = options["cpu-profile"];
  const nodeOptions = profile === undefined ? [] : ["--cpu-prof", "--cpu-prof-dir", profile];
  const web = await run({ command: "web", dataFolder, port, nodeOptions });
  try {
    const superuser = superuserUrl(dataFolder);
    const seed = async (target: number) => {
      const { added, seconds: took } = await seedCases(superuser, town.slug, target);
      if (added > 0)
        rows.push(
          row(
            `seeding up to ${target.toLocaleString("en")} cases`,
            "cases/s",
            added / took,
            null,
            `${took.toFixed(0)} s`,
          ),
        );
    };
    if (wants("bytes")) await measured("Bytes of the pages", () => weighPages(web.url));

    if (wants("appointments")) {
      await measured("Appointments", () => timeAppointments(web.url, superuser, 100_000, 300));
    }
    if (wants("camt")) await measured("Bank statement", () => timeImport(web, superuser, 10_000));

    if (wants("search")) {
      await measured(`Full text at ${options.documents} documents`, () =>
        timeSearch({
          web,
          dataFolder,
          superuser,
          dokumente: Number(options.documents),
          times: 200,
          gin: options.gin,
          matching: options.matching,
        }),
      );
    }

    const times: DeskTimes[] = [];
    const desk = async (size: number) => {
      await seed(size);
      const found = await timeDesk(web.url, superuser, size, 20, 200);
      times.push(found.p95);
      return found.rows;
    };
    if (wants("desk")) await measured(`Desk at ${cases / 100} cases`, () => desk(cases / 100));
    if (wants("desk", "journeys", "submission")) await seed(cases);
    if (wants("journeys", "submission")) seedFolders(join(dataFolder, "blobs"), cases);
    if (wants("desk")) await measured(`Desk at ${cases} cases`, () => desk(cases));
    if (wants("journeys")) {
      await measured("Journeys", () => timeJourneys({ webProcesses, nodeOptions, dataFolder, seconds, cases }));
      await measured("Worker", () => timeWorker(dataFolder, superuser, seconds * 2));
    }
    if (wants("forms")) await measured("Forms", () => compareForms(dataFolder, port, superuser));
    if (wants("submission")) await measured("Submissions", () => compareSubmissions(dataFolder, port, superuser, 150));
    if (wants("records"))
      await measured("Records", () => timeRecords(web, dataFolder, port, superuser, Number(options.documents)));
    if (wants("desk")) {
      await measured(`Desk at ${cases * 10} cases`, () => desk(cases * 10));
      const [small, , large] = times as [DeskTimes, DeskTimes, DeskTimes];
      for (const [name, p95] of Object.entries(large)) {
        rows.push(
          row(
            `${name}: p95 at ${(cases * 10).toLocaleString("en")}`,
            "ms",
            p95,
            small[name] ?? null,
            `yardstick: at ${(cases / 100).toLocaleString("en")}; goal ratio ≤ 2`,
          ),
        );
      }
    }
  } finally {
    await web.stop();
    if (options.keep === undefined) rmSync(dataFolder, { recursive: true, force: true });
  }
}

if (wants("start")) await measured("Starts", timeStarts);
if (wants("code-lists")) await measured("Code lists", async () => timeCodeLists());
if (wants("bytes", "desk", "journeys", "submission", "forms", "appointments", "camt", "search", "records"))
  await onOneDatabase();
if (wants("kill")) {
  await measured("A thousand submissions with kills", async () => {
    const report = await surviveKills({
      submissions: 1000,
      clients: 8,
      kills: 12,
      log: (line) => console.log(`    ${line}`),
    });
    const broken = report.problems.length;
    return [
      row(
        "submissions confirmed under kills",
        "",
        report.confirmed,
        report.submissions,
        `${report.serverKills} × kill -9 of the server, ${report.databaseKills} × of PostgreSQL; ${report.repeated} sendings repeated; ${report.seconds.toFixed(0)} s`,
      ),
      row(
        "lost, doubled, gaps, broken chains",
        "",
        broken,
        0,
        broken === 0
          ? "none: each confirmed Aktenzeichen is there once, records verify is clean"
          : report.problems.slice(0, 5).join("; "),
      ),
    ];
  });
}
console.log(`\n${table(rows)}`);
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(rows, null, 2)}\n`);
