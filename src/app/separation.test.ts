import { CompiledQuery } from "kysely";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { cents, dayInBerlin, newAccessCode, newId, type TenantId } from "../kernel/index.ts";
import { bookHold, holdSlot, listFreeSlots } from "../modules/appointments/index.ts";
import { openAccount, recordPayment } from "../modules/payments/index.ts";
import { openAkte, verifyRecords } from "../modules/records/index.ts";
import { findTenantByAgs } from "../modules/tenants/index.ts";
import { listTenantTables } from "../platform/db/index.ts";
import type { Browser, TestDatabase } from "../platform/testing/index.ts";
import { demoPassword } from "./demo/index.ts";
import { openDemoDatabase } from "./testing/demo-database.ts";
import { openWholeWeb } from "./testing/whole-web.ts";

const system = { kind: "system", name: "test" } as const;
let database: TestDatabase;
let close: () => Promise<void>;
let paderborn: TenantId;
let delbrueck: TenantId;
/** Of another region. */
let soest: TenantId;
let tables: readonly string[];

/** Tables that the demo and its jobs leave empty in Paderborn; what they hold comes with other journeys. */
const emptyInDemo = [
  "api.application",
  "api.client",
  "api.history",
  "api.idempotency",
  "api.key",
  "api.upload",
  "codelists.list",
  "dataprotection.erasure",
  "forms.draft_page",
  "fulltext.part_again",
  "disposal.content_removal",
  "disposal.due_note",
  "disposal.import",
  "disposal.import_object",
  "disposal.protocol_akte",
  "disposal.settings",
  "fulltext.saved_search",
  "gewerbe.handover",
  "intake.item",
  "intake.letter",
  "intake.letter_file",
  "intake.letter_page",
  "intake.page",
  "intake.setting",
  "messaging.mail",
  "records.destruction_order",
  "records.tombstone",
  "records.tombstone_number",
  "records.opening_rule",
  "proof.finding",
  "proof.stamp",
  "uploads.upload",
  "viewer.conversion",
  "viewer.disclosure",
  "viewer.disclosure_box",
  "viewer.disclosure_page",
];

beforeAll(async () => {
  ({ database, close } = await openDemoDatabase(inject("testServer")));
  const find = (ags: string) => database.db.inPlatform((tx) => findTenantByAgs(tx, ags));
  paderborn = (await find("05774032"))?.tenantId as TenantId;
  delbrueck = (await find("05774020"))?.tenantId as TenantId;
  soest = (await find("05974040"))?.tenantId as TenantId;
  await usePages();
  await useOffice();
  tables = (await listTenantTables(database.superuserUrl))
    .filter((table) => table.hasTenant && table.name !== "tenants.tenant")
    .map((table) => table.name);
}, 120_000);
afterAll(async () => {
  await close();
});

/** What only pages leave behind: a session, a failed sign-in, a form that was sent. */
async function usePages(): Promise<void> {
  const web = await openWholeWeb(database);
  const browser = web.openBrowser();
  for (const [person, password] of [
    ["kim.beispiel", demoPassword],
    ["sam.muster", "wrong"],
  ] as const) {
    await browser.open("/paderborn/amt/anmelden");
    browser.fill({ "E-Mail-Adresse": `${person}@paderborn.example`, Passwort: password });
    await browser.submit("Anmelden");
    browser.clearCookies();
  }
  await browser.open("/paderborn/leistungen/gewerbe-anmelden");
  await browser.submit("Jetzt online beantragen");
  expect(browser.heading()).toBe("Ihr Unternehmen");
  await designService(web.openBrowser());
  await web.close();
}

/** A service of the town's own, changed and published. */
async function designService(browser: Browser): Promise<void> {
  await browser.open("/paderborn/amt/anmelden");
  browser.fill({ "E-Mail-Adresse": "alex.probe@paderborn.example", Passwort: demoPassword });
  await browser.submit("Anmelden");
  await browser.open("/paderborn/amt/dienste/neu");
  browser.fill({ "Titel auf Deutsch": "Stand auf dem Markt", "Titel auf Englisch": "Market stall" });
  await browser.submit("Entwurf anlegen");
  await browser.click("Formular");
  browser.fill({ ort: "person", "Name oder Frage": "Was verkaufen Sie?" });
  await browser.submit("Hinzufügen");
  await browser.open("/paderborn/amt/dienste/stand-auf-dem-markt/veroeffentlichen");
  await browser.submit("Jetzt veröffentlichen");
  expect(browser.text()).toContain("Veröffentlicht.");
  await browser.open("/paderborn/amt/verwaltung/vier-augen");
  browser.fill({ vier_augen: true });
  await browser.submit("Speichern");
}

/** A claim with a payment, a booked appointment, and an Akte that the search has yet to read. */
async function useOffice(): Promise<void> {
  await database.run(paderborn, system, async (ctx) => {
    const account = await openAccount(ctx, {
      purpose: { de: "Gebühr", en: "Fee" },
      lines: [{ key: "gebuehr", label: { de: "Gebühr", en: "Fee" }, amountCents: cents(2600), source: "Satzung" }],
      payerName: "Mia Muster",
      idempotencyKey: "separation",
    });
    await recordPayment(ctx, {
      accountId: account.accountId,
      amountCents: cents(2600),
      ledger: "cash",
      source: "Kasse",
      idempotencyKey: "separation",
    });
  });
  await database.run(paderborn, { kind: "citizen" }, async (ctx) => {
    const [slot] = await listFreeSlots(ctx, {
      serviceKey: "abholung",
      from: dayInBerlin(ctx.now),
      days: 14,
      people: 1,
    });
    if (slot === undefined) throw new Error("the demo office has no free time");
    const holdKey = newId();
    const codeMac = ctx.keyring.mac("access-code", newAccessCode());
    await holdSlot(ctx, { serviceKey: "abholung", start: slot.start, people: 1, holdKey });
    await bookHold(ctx, { holdKey, name: "Mia Muster", codeMac, language: "de" });
  });
  await database.run(paderborn, system, (ctx) =>
    openAkte(ctx, { planUnit: "32.40", title: "Allgemeines", retentionYears: 5 }),
  );
}

const countOf = (as: TenantId, table: string, of: TenantId) =>
  database.db.inTenant(as, async (tx) => {
    const { rows } = await tx.executeQuery<{ n: number }>(
      CompiledQuery.raw(`select count(*)::int as n from ${table} where tenant_id = $1`, [of]),
    );
    return rows[0]?.n ?? 0;
  });

describe("a municipality", () => {
  test("has rows in every table, or this test would prove nothing", async () => {
    const empty: string[] = [];
    for (const table of tables) if ((await countOf(paderborn, table, paderborn)) === 0) empty.push(table);
    expect(empty.filter((table) => !emptyInDemo.includes(table))).toEqual([]);
  });

  test("sees no row of another in any table", async () => {
    const seen: string[] = [];
    for (const table of tables) if ((await countOf(soest, table, paderborn)) > 0) seen.push(table);
    expect(seen).toEqual([]);
  });

  test("sees of its neighbours in the region what they have put out for it, and nothing else", async () => {
    const seen: string[] = [];
    for (const table of tables) if ((await countOf(delbrueck, table, paderborn)) > 0) seen.push(table);
    expect(seen).toEqual(["designer.shelf"]);
  });

  test("changes and removes no row of another, where it may change rows at all", async () => {
    for (const table of tables) {
      for (const statement of [
        `update ${table} set tenant_id = tenant_id where tenant_id = $1`,
        `delete from ${table} where tenant_id = $1`,
      ]) {
        const touched = await database.db
          .inTenant(delbrueck, (tx) => tx.executeQuery(CompiledQuery.raw(statement, [paderborn])))
          .then((result) => Number(result.numAffectedRows ?? 0))
          .catch((error: { code?: string }) => {
            // insufficient_privilege: not even for its own rows.
            expect([table, error.code]).toEqual([table, "42501"]);
            return 0;
          });
        expect([table, touched]).toEqual([table, 0]);
      }
    }
  });

  test("keeps a file whose every chain and document matches", async () => {
    const report = await database.run(paderborn, system, verifyRecords);
    expect(report.broken).toEqual([]);
    expect(report.documents).toBeGreaterThan(12);
  });
});
