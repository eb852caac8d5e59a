import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { type Actor, dayInBerlin, type TenantId } from "../kernel/index.ts";
import { listUnits } from "../modules/accounts/index.ts";
import { casesDestructionPart, findCaseByAktenzeichen, searchCases } from "../modules/cases/index.ts";
import {
  circulationDestructionPart,
  makeVerfuegung,
  planWiedervorlage,
  startUmlauf,
} from "../modules/circulation/index.ts";
import { approveDestruction, proposeDestruction, setRetention } from "../modules/disposal/index.ts";
import { listMessages } from "../modules/messaging/index.ts";
import {
  changeAccess,
  closeAkte,
  closeVorgang,
  listDokumenteOfAkte,
  listTombstones,
  listVorgaenge,
  reopenVorgang,
  verifyRecords,
} from "../modules/records/index.ts";
import { findTenantByAgs } from "../modules/tenants/index.ts";
import type { TestDatabase } from "../platform/testing/index.ts";
import { openDemoDatabase } from "./testing/demo-database.ts";

const system: Actor = { kind: "system", name: "test" };
const one: Actor = {
  kind: "staff",
  staffId: "00000000-0000-7000-8000-0000000000a1",
  name: "Eins",
  duties: ["records"],
};
const other: Actor = {
  kind: "staff",
  staffId: "00000000-0000-7000-8000-0000000000a2",
  name: "Zwei",
  duties: ["records"],
};

let database: TestDatabase;
let close: () => Promise<void>;
let town: TenantId;

beforeAll(async () => {
  ({ database, close } = await openDemoDatabase(inject("testServer")));
  town = (await database.db.inPlatform((tx) => findTenantByAgs(tx, "05774032")))?.tenantId as TenantId;
}, 120_000);
afterAll(async () => {
  await close();
});

/** Rows of all tables with one of these ids in a column, by table and column; the tables are counted past every protection. */
async function placesNaming(ids: readonly string[]): Promise<readonly string[]> {
  return database.asSuperuser(async (client) => {
    const { rows } = await client.query<{ place: string; column: string }>(
      `select format('%I.%I', c.table_schema, c.table_name) as place, c.column_name as column
       from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
       where t.table_type = 'BASE TABLE' and c.data_type = 'uuid'
         and c.table_schema not in ('pg_catalog', 'information_schema', 'pgboss')`,
    );
    const all = rows.map(
      ({ place, column }) => `select '${place}.${column}' as name from ${place} where "${column}" = any($1::uuid[])`,
    );
    const found = await client.query<{ name: string }>(`${all.join(" union ")} order by 1`, [ids]);
    return found.rows.map(({ name }) => name);
  });
}

/**
 * Where ids of a destroyed Akte and its case may still stand, each with the reason. A new table about Akten or cases
 * either goes with them, or is listed here.
 */
const stays: Readonly<Record<string, string>> = {
  "disposal.destruction_item.akte_id": "which Akten a destruction was about; no word of what they were about",
  "gewerbe.entry.akte_id": "the register is kept by its own rules",
  "gewerbe.entry.first_case_id": "the register is kept by its own rules",
  "gewerbe.entry.last_case_id": "the register is kept by its own rules",
  "gewerbe.entry_change.case_id": "the register is kept by its own rules",
  "messaging.attachment.document_id": "the citizen's own copy of a letter",
  "messaging.message.case_id": "the citizen's own mailbox",
  "payments.account.case_id": "the ledger is kept by the rules of accounting",
  "proof.leaf.akte_id": "hashes in daily heads that were signed; no word of what it was about",
  "proof.reading.after_dokument": "how far the nightly reading of documents has come; an id alone",
  "records.destruction_order.akte_id": "leave to destroy it",
  "records.tombstone.akte_id": "the tombstone",
};

test("with an Akte goes everything about it, in all modules, but for what is listed with a reason", async () => {
  const found = await database.run(town, system, async (ctx) => {
    const { cases } = await searchCases(ctx, []);
    return cases.find(({ status, leistungId }) => status === "done" && leistungId.startsWith("gewerbe"));
  });
  if (found === undefined) throw new Error("the demo has no case that is done");
  const { akteId, caseId, aktenzeichen } = found;
  const parts = await database.run(town, system, async (ctx) => ({
    vorgaenge: await listVorgaenge(ctx, akteId),
    dokumente: await listDokumenteOfAkte(ctx, akteId),
  }));
  const [office] = await database.run(town, system, (ctx) => listUnits(ctx));
  await database.run(town, system, async (ctx) => {
    await changeAccess(ctx, akteId, {
      federfuehrung: office?.unitId ?? null,
      scope: "alle",
      vertraulichkeit: "003",
      grants: [],
    });
  });
  await database.run(town, one, async (ctx) => {
    const vorgangId = parts.vorgaenge[0]?.vorgangId ?? "";
    await reopenVorgang(ctx, vorgangId, "Es kam noch eine Frage");
    const addressee = { kind: "einheit", id: office?.unitId ?? "" } as const;
    await planWiedervorlage(ctx, {
      akteId,
      day: dayInBerlin(ctx.now),
      addressee,
      note: "Nachfrage von Frau Beispiel?",
    });
    await startUmlauf(ctx, {
      vorgangId,
      subject: "Anschreiben an Frau Beispiel",
      order: "gleichzeitig",
      stations: [{ purpose: "kenntnis", addressee, dueOn: null }],
    });
    await makeVerfuegung(ctx, {
      vorgangId,
      title: "Anschreiben an Frau Beispiel",
      points: [{ text: "absenden", addressee, dueOn: null }],
    });
  });
  // At the desk nobody could close it with these open.
  await database.run(town, system, async (ctx) => {
    const then = { ...ctx, now: new Date("2026-11-23T10:00:00Z") };
    await closeVorgang(then, parts.vorgaenge[0]?.vorgangId ?? "");
    await closeAkte(then, akteId);
  });
  await expect(
    database.run(town, system, (ctx) =>
      casesDestructionPart.destroy(ctx, { akteId, vorgangIds: [], dokumentIds: [], caseIds: [caseId] }),
    ),
  ).rejects.toThrow("the Akte of a case is there");
  await expect(
    database.run(town, system, (ctx) => circulationDestructionPart.destroy(ctx, { akteId })),
  ).rejects.toThrow("the Akte is there");

  database.now = new Date("2038-01-05T09:00:00Z");
  await database.run(town, one, (ctx) =>
    setRetention(ctx, { planUnit: "32.40", rule: "years", years: 10, reason: "Probe" }),
  );
  const destructionId = await database.run(town, one, (ctx) =>
    proposeDestruction(ctx, { akteIds: [akteId], note: "" }),
  );
  await database.run(town, other, (ctx) => approveDestruction(ctx, destructionId));
  expect((await database.queue.drain()).failed).toEqual([]);
  expect((await database.run(town, one, (ctx) => listTombstones(ctx, { akteIds: [akteId], limit: 1 }))).length).toBe(1);
  expect(await database.run(town, system, (ctx) => findCaseByAktenzeichen(ctx, aktenzeichen))).toBeUndefined();
  const ids = [
    akteId,
    caseId,
    ...parts.vorgaenge.map(({ vorgangId }) => vorgangId),
    ...parts.dokumente.map(({ dokumentId }) => dokumentId),
  ];
  expect((await placesNaming(ids)).filter((place) => !(place in stays))).toEqual([]);
  // A letter also lies in the citizen's mailbox, which keeps its content; everything else is gone.
  const messages = await database.run(town, system, (ctx) => listMessages(ctx, caseId));
  const inMailbox = new Set(messages.flatMap(({ attachments }) => attachments.map(({ sha256 }) => sha256)));
  const gone = parts.dokumente.filter(({ sha256 }) => !inMailbox.has(sha256));
  expect(gone.length).toBeGreaterThan(0);
  for (const { sha256, title } of gone) expect(await database.files.has(sha256), title).toBe(false);
  const report = await database.run(town, system, (ctx) => verifyRecords(ctx));
  expect(report.broken).toEqual([]);
}, 60_000);
