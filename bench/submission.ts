import { randomUUID } from "node:crypto";
import pg from "pg";
import { openInstallation } from "../src/app/installation.ts";
import { openRuntime, type Runtime } from "../src/app/runtime.ts";
import type { TenantId } from "../src/kernel/index.ts";
import { openDraft, saveSection, startDraft, submitDraft } from "../src/modules/forms/index.ts";
import { parseConfig } from "../src/platform/config/index.ts";
import { answersOf, town } from "./journey.ts";
import { environmentOf } from "./program.ts";
import { type Row, row } from "./rows.ts";

const parallel = 8;
const citizen = { kind: "citizen" } as const;
const declarations = ["identitaet", "richtigkeit"] as const;

interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values?: readonly unknown[];
}

interface DraftRow {
  readonly draftId: string;
  readonly codeMac: string;
}

/** What is worked out only when it is sent, such as the jobs of a transaction, as the text that is sent. */
function asSent(value: unknown): unknown {
  if (value instanceof Date || value instanceof Uint8Array) return value;
  return typeof (value as { toJSON?: unknown } | null)?.toJSON === "function" ? JSON.stringify(value) : value;
}

/** Records what `work` sends to PostgreSQL through the pool: batches of statements. */
async function capture(work: () => Promise<void>): Promise<Statement[]> {
  const statements: Statement[] = [];
  const prototype = pg.Client.prototype as unknown as { query: (...given: unknown[]) => unknown };
  const original = prototype.query;
  prototype.query = function (this: unknown, ...given: unknown[]) {
    const { calls } = given[0] as { calls: readonly { statement: Statement; values: readonly unknown[] }[] };
    for (const { statement, values } of calls) statements.push({ ...statement, values: values.map(asSent) });
    return original.apply(this, given);
  };
  try {
    await work();
  } finally {
    prototype.query = original;
  }
  return statements;
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const paymentReference = /\bKA\d{2}[0-9A-Z]{8}\b/g;
const aktenzeichen = /\d{2}\.\d{2}-\d{4}-\d{5,}/g;

/** The statement for another draft: every id and reference of its own, the same one wherever the same one stood. */
function renewer(captured: DraftRow, fresh: DraftRow): (value: unknown) => unknown {
  const ids = new Map([[captured.draftId, fresh.draftId]]);
  const references = new Map<string, string>();
  const text = (value: string): string =>
    value
      .replaceAll(captured.codeMac, fresh.codeMac)
      .replace(paymentReference, `KA00${fresh.draftId.slice(-8).toUpperCase()}`)
      .replace(uuid, (id) => {
        let renewed = ids.get(id);
        if (renewed === undefined) {
          renewed = randomUUID();
          ids.set(id, renewed);
        }
        return renewed;
      })
      .replace(aktenzeichen, (reference) => {
        let renewed = references.get(reference);
        if (renewed === undefined) {
          renewed = `${reference}-${fresh.draftId.slice(-12)}`;
          references.set(reference, renewed);
        }
        return renewed;
      });
  const value = (given: unknown): unknown => {
    if (typeof given === "string") return text(given);
    return Array.isArray(given) ? given.map(value) : given;
  };
  return value;
}

/** @returns the id of a draft that only has to be sent */
async function prepareTemplate(runtime: Runtime, tenant: TenantId): Promise<string> {
  const { draftId, code } = await runtime.inTown(tenant, citizen, (ctx) =>
    startDraft(ctx, { leistungId: "gewerbe-anmelden", language: "de" }),
  );
  const answers = answersOf(0);
  // Twice, because answers on one page bring up questions on others.
  for (let round = 0; round < 2; round++) {
    for (const sectionKey of [
      "rechtsform",
      "person",
      "geburt",
      "anschrift",
      "betriebsstaette",
      "taetigkeit",
      "beschaeftigte",
      "grund",
      "erlaubnis",
    ]) {
      await runtime.inTown(tenant, citizen, async (ctx) => {
        const { draft } = await openDraft(ctx, draftId, [code]);
        await saveSection(ctx, draft, { sectionKey, body: answers, language: "de" });
      });
    }
  }
  return draftId;
}

/** Copies a filled draft so often. */
async function copyDrafts(superuser: string, template: string, count: number): Promise<DraftRow[]> {
  const client = new pg.Client({ connectionString: superuser });
  await client.connect();
  try {
    const { rows } = await client.query<{ draft_id: string; code_mac: string }>(
      `insert into forms.draft (tenant_id, draft_id, leistung_id, form_version, code_mac, language, answers, done_sections, started_at, saved_at)
       select tenant_id, uuidv7(), leistung_id, form_version, 'bench-' || gen_random_uuid(), language, answers, done_sections, started_at, saved_at
       from forms.draft cross join generate_series(1, $2) where draft_id = $1
       returning draft_id, code_mac`,
      [template, count],
    );
    return rows.map((draft) => ({ draftId: draft.draft_id, codeMac: draft.code_mac }));
  } finally {
    await client.end();
  }
}

async function drained<T>(
  items: readonly T[],
  workers: number,
  work: (item: T, worker: number) => Promise<void>,
): Promise<number> {
  let next = 0;
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: workers }, async (_unused, worker) => {
      while (next < items.length) await work(items[next++] as T, worker);
    }),
  );
  return items.length / ((performance.now() - begun) / 1000);
}

/**
 * The action that sends an application, beside the very SQL of it replayed without the program: what is between
 * the two is the price of the program (checks, rendering of JSON, hashes, files).
 */
export async function compareSubmissions(
  dataFolder: string,
  port: number,
  superuser: string,
  count: number,
): Promise<Row[]> {
  const config = parseConfig(environmentOf(dataFolder, port) as Record<string, string>);
  const installation = await openInstallation(config, "join");
  const runtime = await openRuntime(config, installation);
  try {
    const tenant = (await tenantOf(superuser)) as TenantId;
    const template = await prepareTemplate(runtime, tenant);
    const submit = async (draftId: string) => {
      const result = await runtime.inTown(tenant, citizen, (ctx) =>
        submitDraft(ctx, { draftId, language: "de", declarations, email: undefined }),
      );
      if (result.kind !== "sent")
        throw new Error(
          `not sent: ${result.errors.map(({ path }) => path).join(", ")} ${result.missingDeclarations.join(", ")}`,
        );
    };
    const rounds = 3;
    const drafts = await copyDrafts(superuser, template, count * rounds * 2 + 50);
    const take = (much: number) => drafts.splice(0, much);
    await drained(take(40), parallel, (draft) => submit(draft.draftId));

    const captured = take(1)[0] as DraftRow;
    const statements = await capture(() => submit(captured.draftId));
    const clients = await Promise.all(
      Array.from({ length: parallel }, async () => {
        const client = new pg.Client({ connectionString: installation.appUrl });
        await client.connect();
        return client;
      }),
    );
    const replay = async (draft: DraftRow, worker: number) => {
      const renew = renewer(captured, draft);
      const client = clients[worker] as pg.Client;
      for (const { text, values, name } of statements) {
        await client.query({
          text,
          name,
          ...(values === undefined ? {} : { values: values.map(renew) }),
        });
      }
    };
    // By turns, so that what else the machine does meets both.
    const actions: number[] = [];
    const replays: number[] = [];
    for (let round = 0; round < rounds; round++) {
      replays.push(await drained(take(count), parallel, replay));
      actions.push(await drained(take(count), parallel, (draft) => submit(draft.draftId)));
    }
    await Promise.all(clients.map((client) => client.end()));
    const middle = (values: number[]) => values.toSorted((a, b) => a - b)[1] as number;
    return [
      row(
        `submission, ${parallel} at once`,
        "1/s",
        middle(actions),
        middle(replays),
        `yardstick: its ${statements.length} SQL statements replayed; goal ratio ≥ 0.5; median of ${rounds} rounds of ${count}`,
      ),
    ];
  } finally {
    await runtime.close();
    await installation.stop();
  }
}

/** The town that the benchmarks run in. */
export async function tenantOf(superuser: string): Promise<number> {
  const client = new pg.Client({ connectionString: superuser });
  await client.connect();
  try {
    const { rows } = await client.query<{ tenant_id: number }>("select tenant_id from tenants.tenant where slug = $1", [
      town.slug,
    ]);
    return rows[0]?.tenant_id as number;
  } finally {
    await client.end();
  }
}
