import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Actor, Conflict, Forbidden, NotFound, newId } from "../../kernel/index.ts";
import { createTestDatabase, type TestDatabase } from "../../platform/testing/index.ts";
import { findTown, switchOnTown } from "../tenants/index.ts";
import {
  closeAkte,
  closeVorgang,
  type DestructionOrder,
  destroyAkte,
  findUnnamedContents,
  getAkte,
  isDue,
  liftHold,
  listAktenInRetention,
  listHoldsOfAkte,
  listTombstones,
  type OpenedVorgang,
  openAkte,
  openVorgang,
  orderDestruction,
  placeHold,
  retentionEnd,
  revokeDestruction,
  seedAktenplan,
  verifyRecords,
} from "./index.ts";

const system: Actor = { kind: "system", name: "test" };
const registrar: Actor = {
  kind: "staff",
  staffId: "00000000-0000-7000-8000-0000000000a1",
  name: "Ayla Öztürk",
  duties: ["records"],
};
const administrator: Actor = {
  kind: "staff",
  staffId: "00000000-0000-7000-8000-0000000000a2",
  name: "Uwe Admin",
  duties: ["administration"],
};

let database: TestDatabase;
let town: number;
let neighbour: number;
let proofAkteId: string;

async function superuser<T extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<T[]> {
  return database.asSuperuser(async (client) => {
    return (await client.query<T>(text, [...values])).rows;
  });
}

beforeAll(async () => {
  database = await createTestDatabase(inject("testServer"));
  const ctx = (tx: Parameters<Parameters<TestDatabase["db"]["inPlatform"]>[0]>[0]) => ({
    tx,
    actor: { kind: "system", name: "test" } as const,
    now: database.now,
  });
  await database.db.inPlatform((tx) => switchOnTown(ctx(tx), { ags: "05774032", demo: true }));
  await database.db.inPlatform((tx) => switchOnTown(ctx(tx), { ags: "05774020", demo: true }));
  town = (await database.db.inPlatform((tx) => findTown(tx, "paderborn")))?.tenant as number;
  neighbour = (await database.db.inPlatform((tx) => findTown(tx, "delbrueck")))?.tenant as number;
  for (const one of [town, neighbour]) await database.run(one, system, (ctx) => seedAktenplan(ctx));
  ({ akteId: proofAkteId } = await database.run(town, system, (ctx) =>
    openAkte(ctx, { planUnit: "10.10", title: "Aussonderung 2026", retentionYears: 200 }),
  ));
});
afterAll(() => database.close());

/** An Akte that was closed at a moment, or is open. */
async function closed(words: string, at = "2014-06-30T10:00:00Z", of = town): Promise<OpenedVorgang> {
  const opened = await database.run(of, system, (ctx) =>
    openVorgang(ctx, {
      planUnit: "32.40",
      akteTitle: `Gewerbe ${words}`,
      retentionYears: 10,
      subject: "Anzeige",
      caseId: null,
      documents: [
        {
          title: "Anzeige",
          kind: "antrag",
          filename: "anzeige.txt",
          mediaType: "text/plain",
          bytes: new TextEncoder().encode(words),
          author: "Anna Müller",
        },
      ],
    }),
  );
  if (at === "open") return opened;
  await database.run(of, system, async (ctx) => {
    const then = { ...ctx, now: new Date(at) };
    await closeVorgang(then, opened.vorgangId);
    await closeAkte(then, opened.akteId);
  });
  return opened;
}

const orderFor = (akteId: string, more: Partial<DestructionOrder> = {}): DestructionOrder => ({
  orderId: newId(),
  akteId,
  basis: "plan",
  proposedBy: "s1",
  approvedBy: "s2",
  ...more,
});

/** Every place in the database that names one of these ids. */
async function placesNaming(ids: readonly string[]): Promise<readonly string[]> {
  const columns = await superuser<{ place: string; column: string }>(
    `select format('%I.%I', c.table_schema, c.table_name) as place, c.column_name as column
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where t.table_type = 'BASE TABLE' and c.data_type = 'uuid' and c.table_schema not in ('pg_catalog', 'information_schema', 'pgboss')`,
  );
  const all = columns.map(
    ({ place, column }) => `select '${place}.${column}' as name from ${place} where "${column}" = any($1::uuid[])`,
  );
  return (await superuser<{ name: string }>(`${all.join(" union ")} order by 1`, [ids])).map(({ name }) => name);
}

describe("Retention", () => {
  test.each([
    ["2014-01-01", 10, "2024-12-31"],
    ["2014-12-31", 10, "2024-12-31"],
    ["2015-01-01", 0, "2015-12-31"],
  ])("closed on %s, kept %i years: ends on %s", (day, years, end) => {
    expect(retentionEnd(day as never, years)).toBe(end);
  });

  test("it is over on the first of January after its end, and never where it is unlimited", () => {
    expect(isDue(2024, "2024-12-31" as never)).toBe(false);
    expect(isDue(2024, "2025-01-01" as never)).toBe(true);
    expect(isDue(null, "2999-01-01" as never)).toBe(false);
  });

  test("counts from the year in Berlin; a rule of the unit counts more than the Akte, one of the Akte most", async () => {
    const { akteId } = await closed("Silvester", "2014-12-31T23:30:00Z");
    const ends = async (rules: Parameters<typeof listAktenInRetention>[1]) =>
      (
        await database.run(town, registrar, (ctx) => listAktenInRetention(ctx, rules, { akteIds: [akteId], limit: 1 }))
      )[0]?.endsYear;
    expect(await ends({ units: [], akten: [] })).toBe(2025);
    expect(await ends({ units: [{ planUnit: "32.40", years: 5 }], akten: [] })).toBe(2020);
    expect(await ends({ units: [{ planUnit: "32.40", years: 5 }], akten: [{ akteId, years: null }] })).toBeNull();
  });
});

describe("Destroying an Akte", () => {
  test("takes every row and leaves a tombstone, a proof in another chain, and no gap", async () => {
    const gone = await closed("Abt");
    const before = await database.run(town, system, (ctx) => verifyRecords(ctx));
    const order = orderFor(gone.akteId);
    await database.run(town, registrar, (ctx) => orderDestruction(ctx, [order]));
    const addresses = await database.run(town, system, (ctx) => destroyAkte(ctx, { ...order, proofAkteId }));
    expect(addresses).toEqual(gone.documents.map(({ sha256 }) => sha256));

    await expect(database.run(town, registrar, (ctx) => getAkte(ctx, gone.akteId))).rejects.toThrow(NotFound);
    const [tombstone] = await database.run(town, registrar, (ctx) =>
      listTombstones(ctx, { akteIds: [gone.akteId], limit: 2 }),
    );
    expect(tombstone).toMatchObject({
      aktenzeichen: gone.aktenzeichen.replace("/01", ""),
      planUnit: "32.40",
      vorgaenge: 1,
      dokumente: 1,
      headSequence: 5,
      basis: "plan",
      proofAkteId,
    });
    const ids = [gone.akteId, gone.vorgangId, ...gone.documents.map(({ dokumentId }) => dokumentId)];
    expect(await placesNaming(ids)).toEqual(["records.destruction_order.akte_id", "records.tombstone.akte_id"]);
    const after = await database.run(town, system, (ctx) => verifyRecords(ctx));
    expect(after.broken).toEqual(before.broken);
    expect(after.akten).toBe(before.akten - 1);
  });

  test("a second time it is not there", async () => {
    const { akteId } = await closed("Zweimal");
    const order = orderFor(akteId);
    await database.run(town, registrar, (ctx) => orderDestruction(ctx, [order]));
    await database.run(town, system, (ctx) => destroyAkte(ctx, { ...order, proofAkteId }));
    await expect(database.run(town, system, (ctx) => destroyAkte(ctx, { ...order, proofAkteId }))).rejects.toThrow(
      NotFound,
    );
  });

  test("nobody does it at the desk, nobody orders it alone, and without records duty nobody orders it", async () => {
    const { akteId } = await closed("Allein");
    const order = orderFor(akteId);
    await expect(database.run(town, administrator, (ctx) => orderDestruction(ctx, [order]))).rejects.toThrow(Forbidden);
    await expect(
      database.run(town, registrar, (ctx) => orderDestruction(ctx, [{ ...order, approvedBy: "s1" }])),
    ).rejects.toThrow("records.same-person");
    await database.run(town, registrar, (ctx) => orderDestruction(ctx, [order]));
    await expect(database.run(town, registrar, (ctx) => destroyAkte(ctx, { ...order, proofAkteId }))).rejects.toThrow(
      "records.only-the-program",
    );
  });

  test("an open Akte, one that is held, one without leave or with leave taken back: none of them goes", async () => {
    const destroy = (akteId: string, orderId: string) =>
      database.run(town, system, (ctx) => destroyAkte(ctx, { akteId, orderId, proofAkteId }));
    const open = await closed("Offen", "open");
    const held = await closed("Gesperrt");
    const revoked = await closed("Widerrufen");
    const orders = [open, held, revoked].map(({ akteId }) => orderFor(akteId));
    await database.run(town, registrar, (ctx) => orderDestruction(ctx, orders));
    const [openOrder, heldOrder, revokedOrder] = orders as [DestructionOrder, DestructionOrder, DestructionOrder];
    await expect(destroy(open.akteId, openOrder.orderId)).rejects.toThrow("records.akte-open");

    const holdId = await database.run(town, registrar, (ctx) => placeHold(ctx, held.akteId, "Klage 4 K 17/26"));
    await expect(destroy(held.akteId, heldOrder.orderId)).rejects.toThrow(Conflict);
    await database.run(town, registrar, (ctx) => liftHold(ctx, held.akteId, holdId, "Klage zurückgenommen"));
    expect(
      (await database.run(town, registrar, (ctx) => listHoldsOfAkte(ctx, held.akteId))).map(({ lifted }) => lifted?.by),
    ).toEqual(["Ayla Öztürk"]);
    await destroy(held.akteId, heldOrder.orderId);

    await database.run(town, registrar, (ctx) => revokeDestruction(ctx, revokedOrder.orderId, revoked.akteId));
    await expect(destroy(revoked.akteId, revokedOrder.orderId)).rejects.toThrow("records.no-order");
    await expect(destroy(revoked.akteId, newId())).rejects.toThrow("records.no-order");
  });

  test("the database itself refuses what the actions refuse", async () => {
    const { akteId } = await closed("Letzte Wache");
    const app = new pg.Client({ connectionString: database.url });
    await app.connect();
    try {
      await app.query(`set klickamt.tenant = '${town}'`);
      const destroy = (orderId: string) =>
        app.query("select records.destroy_akte($1, $2, $3, 1, now())", [akteId, orderId, proofAkteId]);
      await expect(destroy(newId())).rejects.toThrow("nobody has ordered it");
      const insert = (proposedBy: string, approvedBy: string | null, confirmedBy: string | null) => {
        const orderId = newId();
        return app
          .query(
            `insert into records.destruction_order (tenant_id, order_id, akte_id, basis, proposed_by, approved_by, approved_at, confirmed_by)
             values ($1, $2, $3, $4, $5, $6, now(), $7)`,
            [town, orderId, akteId, confirmedBy === null ? "plan" : "uebernahme", proposedBy, approvedBy, confirmedBy],
          )
          .then(() => orderId);
      };
      await expect(insert("s1", "s1", null)).rejects.toThrow("check constraint");
      await expect(insert("s1", null, null)).rejects.toThrow("check constraint");
      const orderId = await insert("s1", "s2", null);
      await expect(destroy(orderId)).rejects.toThrow("no entry of another Akte proves it");
      for (const table of ["history", "dokument", "dokument_version", "tombstone"]) {
        await expect(app.query(`delete from records.${table}`)).rejects.toThrow("permission denied");
      }
      await expect(app.query("insert into records.tombstone (tenant_id) values ($1)", [town])).rejects.toThrow(
        "permission denied",
      );
    } finally {
      await app.end();
    }
    await expect(superuser("delete from records.history where akte_id = $1", [akteId])).rejects.toThrow(
      "never changed or removed",
    );
  });

  test("another town's Akte is not there", async () => {
    const { akteId } = await closed("Nachbar", undefined, neighbour);
    const order = orderFor(akteId);
    await database.run(town, registrar, (ctx) => orderDestruction(ctx, [order]));
    await expect(database.run(town, system, (ctx) => destroyAkte(ctx, { ...order, proofAkteId }))).rejects.toThrow(
      NotFound,
    );
  });

  test("a tombstone that no chain bears out is found", async () => {
    const { akteId, aktenzeichen } = await closed("Verschwunden");
    const order = orderFor(akteId);
    await database.run(town, registrar, (ctx) => orderDestruction(ctx, [order]));
    await database.run(town, system, (ctx) => destroyAkte(ctx, { ...order, proofAkteId }));
    await database.tamper("update records.tombstone set head_hash = $2 where akte_id = $1", [akteId, "0".repeat(64)]);
    const report = await database.run(town, system, (ctx) => verifyRecords(ctx));
    expect(report.broken).toEqual([
      { akteId, aktenzeichen: aktenzeichen.replace("/01", ""), sequence: 0, what: "tombstone-unproven" },
    ]);
  });
});

test("a content stays as long as a row of any municipality names it", async () => {
  const here = await closed("Gleicher Brief");
  const there = await closed("Gleicher Brief", undefined, neighbour);
  const [address = ""] = here.documents.map(({ sha256 }) => sha256);
  const unnamed = () => database.run(town, system, (ctx) => findUnnamedContents(ctx, [address, "f".repeat(64)]));
  expect(await unnamed()).toEqual(["f".repeat(64)]);
  const order = orderFor(here.akteId);
  await database.run(town, registrar, (ctx) => orderDestruction(ctx, [order]));
  await database.run(town, system, (ctx) => destroyAkte(ctx, { ...order, proofAkteId }));
  expect(await unnamed()).toEqual(["f".repeat(64)]);
  expect(await database.run(neighbour, system, async (ctx) => (await getAkte(ctx, there.akteId)).betreff)).toBe(
    "Gewerbe Gleicher Brief",
  );
});
