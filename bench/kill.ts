import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { killAtOnce } from "../journeys/support/database.ts";
import { freePort, type Program, runProgram, startProgram, temporaryFolder } from "../journeys/support/program.ts";
import { Connection, ConnectionLost, type Reply, type Requests } from "./http-client.ts";
import { aktenzeichenOn, fillIn, town } from "./journey.ts";
import { environmentOf, postgresPid, superuserUrl } from "./program.ts";
import { UnexpectedAnswer, Visitor } from "./visitor.ts";

export interface KillOptions {
  readonly submissions: number;
  readonly clients: number;
  readonly kills: number;
  readonly log?: (line: string) => void;
}

/** What was left of the submissions after all the kills. */
export interface KillReport {
  readonly submissions: number;
  /** Submissions whose confirmation somebody has seen. */
  readonly confirmed: number;
  readonly serverKills: number;
  readonly databaseKills: number;
  /** Sendings of an application that had to be repeated because the answer never came. */
  readonly repeated: number;
  /** What is lost, doubled or broken; empty where all is well. */
  readonly problems: readonly string[];
  readonly seconds: number;
}

const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));
const patienceMs = 60_000;

/** Repeats a request that got no answer, as somebody does who presses "reload": the very same one. */
class Patient implements Requests {
  readonly #connection: Connection;
  readonly #onRepeat: (path: string) => void;

  constructor(connection: Connection, onRepeat: (path: string) => void) {
    this.#connection = connection;
    this.#onRepeat = onRepeat;
  }

  async request(method: "GET" | "POST", path: string, headers: string, body = ""): Promise<Reply> {
    const until = Date.now() + patienceMs;
    for (;;) {
      try {
        const reply = await this.#connection.request(method, path, headers, body);
        if (reply.status !== 503 || Date.now() > until) return reply;
      } catch (error) {
        if (!(error instanceof ConnectionLost) || Date.now() > until) throw error;
      }
      if (method === "POST") this.#onRepeat(path);
      await sleep(100);
    }
  }
}

interface Confirmed {
  readonly draftId: string;
  readonly aktenzeichen: string;
}

/**
 * Sends many applications while the server and PostgreSQL are killed with `kill -9`, each at other times and once both
 * together, and started again. At the end it looks into the database: every confirmed Aktenzeichen is there exactly
 * once, no draft has two cases, no number is missing, no case without its Akte and no Akte without its case, and
 * `records verify` finds nothing.
 */
export async function surviveKills(options: KillOptions): Promise<KillReport> {
  const log = options.log ?? (() => undefined);
  const begun = performance.now();
  const dataFolder = temporaryFolder();
  const port = await freePort();
  const environment = environmentOf(dataFolder, port, false);
  const given = { KLICKAMT_DEMO: "off", KLICKAMT_REQUESTS_PER_MINUTE: "100000000" };
  const start = () => startProgram({ dataFolder, port, environment: given });
  let program: Program | undefined;
  try {
    const made = await runProgram(
      ["init", "--town", town.name, "--name", "Kim Beispiel", "--email", "kim@example.org"],
      environment,
    );
    if (made.code !== 0) throw new Error(made.output);
    program = await start();

    const confirmed: Confirmed[] = [];
    const problems: string[] = [];
    let repeated = 0;
    let started = 0;
    let startedAnew = 0;
    let finished = false;

    const client = async () => {
      const connection = new Connection(`http://127.0.0.1:${port}`);
      const patient = new Patient(connection, (path) => {
        if (path.endsWith("/pruefen")) repeated++;
      });
      while (started < options.submissions) {
        const number = started++;
        for (let attempt = 1; ; attempt++) {
          const visitor = new Visitor(patient);
          try {
            const ready = await fillIn(visitor, number);
            const sent = await visitor.send(ready.path, ready.body);
            confirmed.push({ draftId: ready.draftId, aktenzeichen: aktenzeichenOn(await visitor.page(sent)) });
            break;
          } catch (error) {
            // Somebody whose very first answer was lost has no code yet and begins again; nothing was typed by then.
            if (attempt < 5 && error instanceof UnexpectedAnswer && error.message.startsWith("303 ")) {
              startedAnew++;
              continue;
            }
            problems.push(`client: ${(error as Error).message}`);
            break;
          }
        }
      }
      connection.close();
    };

    let serverKills = 0;
    let databaseKills = 0;
    const killer = async () => {
      for (let kill = 1; kill <= options.kills; kill++) {
        const at = Math.round((kill / (options.kills + 1)) * options.submissions);
        while (confirmed.length < at && !finished) await sleep(5);
        if (finished) return;
        // Not at the beat of the confirmations.
        await sleep(Math.random() * 40);
        const running = program as Program;
        const postgres = postgresPid(dataFolder);
        const [server, database] = kill % 3 === 1 ? [true, false] : kill % 3 === 2 ? [false, true] : [true, true];
        if (database && postgres !== undefined) {
          killAtOnce(postgres);
          databaseKills++;
        }
        if (server) {
          await running.kill();
          serverKills++;
        } else {
          await untilGone(running.pid);
        }
        const down = performance.now();
        program = undefined;
        program = await start();
        log(
          `${confirmed.length} confirmed: killed ${[server ? "server" : "", database ? "PostgreSQL" : ""].filter(Boolean).join(" and ")}, serving again after ${((performance.now() - down) / 1000).toFixed(1)} s`,
        );
      }
    };
    const clients = Promise.all(Array.from({ length: options.clients }, client)).then(() => {
      finished = true;
    });
    // A program that does not come back ends it: nobody would answer the clients any more.
    await Promise.all([clients, killer()]);
    if (startedAnew > 0) log(`${startedAnew} began again because the very first answer was lost`);

    if (program === undefined) throw new Error("the program does not run any more");
    problems.push(...(await inspect(superuserUrl(dataFolder), confirmed)));
    const verified = await program.command("records", "verify");
    if (verified.code !== 0) problems.push(`records verify: ${verified.output.trim()}`);
    const incidents = program.output().match(/"msg":"incident"/g)?.length ?? 0;
    if (incidents > 0) problems.push(`${incidents} incidents in the log: ${program.output().slice(0, 400)}`);
    return {
      submissions: options.submissions,
      confirmed: confirmed.length,
      serverKills,
      databaseKills,
      repeated,
      problems,
      seconds: (performance.now() - begun) / 1000,
    };
  } finally {
    await program?.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

async function untilGone(pid: number): Promise<void> {
  const until = Date.now() + 10_000;
  // A process whose parent has not yet read its end still has a folder here, with state Z.
  const alive = () =>
    existsSync(join("/proc", String(pid))) && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  for (;;) {
    try {
      if (!alive()) return;
    } catch {
      return;
    }
    if (Date.now() > until) throw new Error("the program goes on without its database");
    await sleep(20);
  }
}

interface Check {
  readonly what: string;
  readonly sql: string;
}

/** Each finds what must not be. */
const checks: readonly Check[] = [
  {
    what: "drafts with two cases",
    sql: "select submission_key as found from cases.case group by 1 having count(*) > 1",
  },
  {
    what: "Aktenzeichen given twice",
    sql: "select aktenzeichen as found from cases.case group by 1 having count(*) > 1",
  },
  {
    what: "cases without the Vorgang that they name",
    sql: "select c.case_id as found from cases.case c left join records.vorgang v on v.vorgang_id = c.vorgang_id and v.case_id = c.case_id and v.aktenzeichen = c.aktenzeichen where v.vorgang_id is null",
  },
  {
    what: "Vorgänge without a case",
    sql: "select v.aktenzeichen as found from records.vorgang v left join cases.case c on c.vorgang_id = v.vorgang_id where c.case_id is null",
  },
  {
    what: "Akten without a Vorgang",
    sql: "select a.aktenzeichen as found from records.akte a left join records.vorgang v on v.akte_id = a.akte_id where v.vorgang_id is null",
  },
  {
    what: "gaps in the numbers of Akten",
    sql: `select c.plan_unit || ' ' || n as found from records.counter c cross join generate_series(1, c.last_number) n
          left join records.akte a on a.plan_unit = c.plan_unit and a.year = c.year and a.number = n where a.akte_id is null`,
  },
  {
    what: "Akten beyond the counter",
    sql: "select a.aktenzeichen as found from records.akte a join records.counter c using (tenant_id, plan_unit, year) where a.number > c.last_number",
  },
  {
    what: "cases without exactly one application in the file",
    sql: "select v.aktenzeichen as found from records.vorgang v left join records.dokument d on d.vorgang_id = v.vorgang_id and d.kind = 'antrag' group by 1 having count(d.dokument_id) not in (1, 2)",
  },
  {
    what: "cases without a task",
    sql: "select c.aktenzeichen as found from cases.case c left join cases.task t using (tenant_id, case_id) where t.task_id is null",
  },
  {
    what: "drafts and cases that do not know each other",
    sql: "select d.draft_id as found from forms.draft d full join cases.case c on c.submission_key = d.draft_id::text where (d.sent_at is not null or c.case_id is not null) and d.case_id is distinct from c.case_id",
  },
  {
    what: "sent drafts without a mailbox",
    sql: "select d.draft_id as found from forms.draft d left join messaging.mailbox m on m.mailbox_id = d.mailbox_id where d.sent_at is not null and m.mailbox_id is null",
  },
];

async function inspect(url: string, confirmed: readonly Confirmed[]): Promise<string[]> {
  const problems: string[] = [];
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const { what, sql } of checks) {
      const { rows } = await client.query<{ found: string }>(sql);
      if (rows.length > 0)
        problems.push(
          `${rows.length} ${what}: ${rows
            .slice(0, 3)
            .map(({ found }) => found)
            .join(", ")}`,
        );
    }
    const { rows } = await client.query<{ submission_key: string; aktenzeichen: string }>(
      "select submission_key, aktenzeichen from cases.case",
    );
    const stored = new Map(rows.map((one) => [one.submission_key, one.aktenzeichen]));
    const lost = confirmed.filter(({ draftId, aktenzeichen }) => stored.get(draftId) !== aktenzeichen);
    if (lost.length > 0)
      problems.push(
        `${lost.length} confirmed and lost: ${lost
          .slice(0, 3)
          .map(({ aktenzeichen }) => aktenzeichen)
          .join(", ")}`,
      );
    if (new Set(confirmed.map(({ aktenzeichen }) => aktenzeichen)).size !== confirmed.length)
      problems.push("one Aktenzeichen was confirmed to two people");
    if (rows.length !== confirmed.length) problems.push(`${rows.length} cases for ${confirmed.length} confirmations`);
  } finally {
    await client.end();
  }
  return problems;
}
