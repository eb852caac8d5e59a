import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { type Actor, cents, dayInBerlin, Forbidden, newId, sha256 } from "../kernel/index.ts";
import {
  captureFingerprints,
  checkIdentity,
  noteSignature,
  reduceFee,
  settleFees,
  takePhoto,
} from "../modules/ausweis/index.ts";
import { getCase, listHiddenCases } from "../modules/cases/index.ts";
import { closeDay, exportDay, formatReference, getAccount, refund, waiveCharge } from "../modules/payments/index.ts";
import { changeAccess } from "../modules/records/index.ts";
import { findTown } from "../modules/tenants/index.ts";
import type { Ctx } from "../platform/db/index.ts";
import { type Browser, createTestWeb, type TestDatabase, type TestWeb } from "../platform/testing/index.ts";
import { sessionCookieName } from "../platform/web/index.ts";
import { routes } from "./assembly.ts";
import { openDemoDatabase } from "./testing/demo-database.ts";

/*
 * What modules keep of a case whose Akte is closed to somebody: registers, payments, appointments. Of everything the demo
 * has, one case each is closed to all but one person.
 */
type Staff = Extract<Actor, { kind: "staff" }>;
const staff = (name: string): Staff => ({
  kind: "staff",
  staffId: newId(),
  name,
  duties: ["casework", "register", "administration"],
});
const insider = staff("Ina Drinnen");
const outsider = staff("Otto Draußen");
const system: Actor = { kind: "system", name: "test" };

let database: TestDatabase;
let close: () => Promise<void>;
let web: TestWeb;
let browser: Browser;
let town: number;

async function rows<T extends object>(text: string, values: readonly unknown[] = []): Promise<readonly T[]> {
  return database.asSuperuser(async (client) => {
    return (await client.query<T>(text, [town, ...values])).rows;
  });
}
const one = async <T extends object>(text: string, values: readonly unknown[] = []): Promise<T> => {
  const [first] = await rows<T>(text, values);
  if (first === undefined) throw new Error(`the demo has none: ${text}`);
  return first;
};

/** Closes the Akte of a case to everybody but the insider, and those who may read it. */
async function protect(caseId: string, readers: readonly Staff[] = []): Promise<void> {
  await database.run(town, system, async (ctx) => {
    const { akteId } = await getCase(ctx, caseId);
    await changeAccess(ctx, akteId, {
      federfuehrung: null,
      scope: "benannte",
      vertraulichkeit: "003",
      grants: [insider, ...readers].map(({ staffId, name }) => ({
        kind: "person",
        id: staffId,
        name,
        mayWork: staffId === insider.staffId,
      })),
    });
  });
}

beforeAll(async () => {
  ({ database, close } = await openDemoDatabase(inject("testServer")));
  town = (await database.db.inPlatform((tx) => findTown(tx, "paderborn")))?.tenant as number;
  web = await createTestWeb(database, {
    routes,
    dependencies: {
      findTown: (slug) => database.db.inPlatform((tx) => findTown(tx, slug)),
      authenticate: async (_ctx, token) => ({ ina: insider, otto: outsider })[token],
    },
  });
}, 120_000);
afterAll(async () => {
  await web?.close();
  await close?.();
});
beforeEach(() => {
  browser = web.openBrowser();
});

async function see(who: "ina" | "otto", path: string): Promise<{ status: number; text: string; html: string }> {
  browser.setCookie(sessionCookieName("paderborn"), who);
  await browser.open(`/paderborn/amt/${path}`);
  return { status: browser.status, text: browser.text(), html: browser.html };
}

test("who knows which cases are closed: none to citizens, jobs and the insider, and none that are not there", async () => {
  const { case_id: caseId } = await one<{ case_id: string }>(
    `select case_id from cases.case c where tenant_id = $1
       and not exists (select from gewerbe.entry e where e.tenant_id = c.tenant_id and e.akte_id = c.akte_id)
       and not exists (select from ausweis.card d where d.tenant_id = c.tenant_id and d.case_id = c.case_id)
       and not exists (select from payments.account a where a.tenant_id = c.tenant_id and a.case_id = c.case_id)
     limit 1`,
  );
  await protect(caseId);
  const asked = (who: Actor) => database.run(town, who, (ctx) => listHiddenCases(ctx, [caseId, newId()]));
  for (const who of [system, { kind: "citizen" } as const, insider]) expect([...(await asked(who))]).toEqual([]);
  expect([...(await asked(outsider))]).toEqual([caseId]);
});

test("the Gewerberegister has no entry, no search and no page of it; pages stay full", async () => {
  const {
    entry_id: entryId,
    name,
    last_case_id: caseId,
  } = await one<{
    entry_id: string;
    name: string;
    last_case_id: string;
  }>("select entry_id, name, last_case_id from gewerbe.entry where tenant_id = $1 order by entry_id desc limit 1");
  const search = `gewerberegister?q=${encodeURIComponent(name)}`;
  expect((await see("otto", search)).html).toContain(entryId);
  await protect(caseId);
  expect((await see("otto", search)).html).not.toContain(entryId);
  expect((await see("otto", "gewerberegister")).html).not.toContain(entryId);
  expect((await see("otto", `gewerberegister/${entryId}`)).status).toBe(404);
  expect((await see("ina", search)).html).toContain(entryId);
  expect((await see("ina", `gewerberegister/${entryId}`)).status).toBe(200);
  // Who sends failed deliveries again sees to whom, not about whom.
  const { state } = await one<{ state: string }>(
    "select state from gewerbe.delivery where tenant_id = $1 and case_id = $2 limit 1",
    [caseId],
  );
  const transfers = await see("otto", `uebermittlungen?stand=${state}`);
  expect(transfers.status).toBe(200);
  expect(transfers.html).not.toContain(caseId);
  expect((await see("ina", `uebermittlungen?stand=${state}`)).html).toContain(caseId);
  const { delivery_id: deliveryId } = await one<{ delivery_id: string }>(
    "select delivery_id from gewerbe.delivery where tenant_id = $1 and case_id = $2 limit 1",
    [caseId],
  );
  const again = async (who: "ina" | "otto") => {
    const { html } = await see(who, "uebermittlungen");
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? "";
    await browser.post(`/paderborn/amt/uebermittlungen/${deliveryId}/wiederholen`, { _csrf, zurueck: "case" });
    return browser.path;
  };
  expect(await again("otto")).toBe("/paderborn/amt/uebermittlungen?stand=queued&gesendet=0");
  expect(await again("ina")).toContain(caseId);
});

test("the register of identity cards and the desk of the day have no card of it", async () => {
  const {
    card_id: cardId,
    case_id: caseId,
    name,
  } = await one<{ card_id: string; case_id: string; name: string }>(
    `select c.card_id, c.case_id, s.subject_name as name from ausweis.card c
     join cases.case s on s.tenant_id = c.tenant_id and s.case_id = c.case_id
     where c.tenant_id = $1 order by c.card_id limit 1`,
  );
  const search = `ausweis?q=${encodeURIComponent(name)}`;
  expect((await see("otto", search)).html).toContain(cardId);
  await protect(caseId);
  expect((await see("otto", search)).html).not.toContain(cardId);
  expect((await see("otto", `ausweis/register/${cardId}`)).status).toBe(404);
  expect((await see("ina", search)).html).toContain(cardId);
  expect((await see("ina", `ausweis/register/${cardId}`)).status).toBe(200);
});

test("the photograph of an application is shown to nobody who may not see its case", async () => {
  const { case_id: caseId } = await one<{ case_id: string }>(
    "select case_id from ausweis.photo where tenant_id = $1 order by case_id limit 1",
  );
  const photo = `ausweis/vorgang/${caseId}/lichtbild`;
  expect((await see("otto", photo)).status).toBe(200);
  await protect(caseId);
  expect((await see("otto", photo)).status).toBe(404);
  expect((await see("ina", photo)).status).toBe(200);
});

test("who may only read the Akte of an application notes nothing there, takes no photograph and waives no fee", async () => {
  const { case_id: caseId } = await one<{ case_id: string }>(
    `select c.case_id from cases.case c where c.tenant_id = $1 and c.leistung_id = 'personalausweis-beantragen'
       and c.status = 'open' and not exists (
         select from ausweis.card d where d.tenant_id = c.tenant_id and d.case_id = c.case_id)
     order by c.case_id limit 1`,
  );
  await protect(caseId, [outsider]);
  const changes: readonly ((ctx: Ctx) => Promise<unknown>)[] = [
    (ctx) => checkIdentity(ctx, caseId, "reisepass"),
    (ctx) => takePhoto(ctx, caseId),
    (ctx) => captureFingerprints(ctx, caseId),
    (ctx) => noteSignature(ctx, caseId, { way: "papier", path: "" }),
    (ctx) => settleFees(ctx, caseId),
    (ctx) => reduceFee(ctx, caseId, { toCents: 0, reason: "§ 1 Abs. 6 PAuswGebV" }),
  ];
  expect((await see("otto", `ausweis/schalter/${caseId}`)).status).toBe(200);
  for (const change of changes) {
    await expect(database.run(town, outsider, change)).rejects.toThrow(new Forbidden("records.read-only"));
  }
  for (const change of changes) await database.run(town, insider, change);
});

test("appointments keep time, service and number, and neither name nor case", async () => {
  const {
    appointment_id: id,
    case_id: caseId,
    name,
    starts,
  } = await one<{
    appointment_id: string;
    case_id: string;
    name: string;
    starts: Date;
  }>(
    `select appointment_id, case_id, name, starts_at as starts from appointments.appointment
     where tenant_id = $1 and case_id is not null and name is not null and state = 'booked' limit 1`,
  );
  const day = `termine?tag=${dayInBerlin(starts)}`;
  expect((await see("otto", day)).text).toContain(name);
  const before = (await see("otto", day)).html.split(name).length;
  await protect(caseId);
  const board = await see("otto", day);
  expect(board.html).toContain(`/termine/${id}`);
  expect(board.text).toContain("Geschützter Vorgang");
  expect(board.html.split(name).length).toBeLessThan(before);
  const page = await see("otto", `termine/${id}`);
  expect(page.status).toBe(200);
  expect(page.text).not.toContain(name);
  expect(page.html).not.toContain(caseId);
  const own = await see("ina", `termine/${id}`);
  expect(own.text).toContain(name);
  expect(own.html).toContain(caseId);
});

describe("payments", () => {
  let claim: { account_id: string; case_id: string; payer_name: string; purpose_de: string };
  beforeAll(async () => {
    claim = await one(
      `select a.account_id, a.case_id, a.payer_name, a.purpose_de from payments.account a
       where a.tenant_id = $1 and a.case_id is not null and exists (
         select from payments.entry e where e.tenant_id = a.tenant_id and e.account_id = a.account_id and e.kind = 'payment')
       order by a.account_id limit 1`,
    );
    await rows(
      `insert into payments.worklist_item (tenant_id, item_id, reason, amount_cents, account_id, opened_at)
       values ($1, $2, 'overpaid', 100, $3, now())`,
      [newId(), claim.account_id],
    );
    await protect(claim.case_id);
  });
  const reference = async () =>
    formatReference((await database.run(town, system, (ctx) => getAccount(ctx, claim.account_id))).reference);

  test("a claim shows reference and amounts, which booking takes, and neither who nor what for", async () => {
    const path = `zahlungen/konto/${claim.account_id}`;
    const closed = await see("otto", path);
    expect(closed.status).toBe(200);
    expect(closed.text).toContain(await reference());
    expect(closed.text).toContain("Die Akte dazu dürfen Sie nicht sehen");
    expect(closed.text).toContain("Zahlung buchen");
    expect(closed.text).not.toContain("Erstattung anordnen");
    for (const hidden of [claim.payer_name, claim.purpose_de]) expect(closed.text).not.toContain(hidden);
    expect(closed.html).not.toContain(claim.case_id);
    const own = await see("ina", path);
    expect(own.text).toContain(claim.payer_name);
    expect(own.text).toContain("Erstattung anordnen");
    expect(own.html).toContain(claim.case_id);
  });

  test("so do worklist, payouts, the day and its export; the hash of a closed day is that of the whole", async () => {
    const item = await one<{ item_id: string }>(
      "select item_id from payments.worklist_item where tenant_id = $1 and account_id = $2 and done_at is null",
      [claim.account_id],
    );
    const { recorded_at: at } = await one<{ recorded_at: Date }>(
      "select recorded_at from payments.entry where tenant_id = $1 and account_id = $2 order by recorded_at limit 1",
      [claim.account_id],
    );
    const day = dayInBerlin(at);
    const list = await see("otto", "zahlungen");
    expect(list.html).toContain(item.item_id);
    expect((await see("otto", `zahlungen/klaeren/${item.item_id}`)).text).not.toContain(claim.payer_name);
    const row = (html: string) => new RegExp(`klaeren/${item.item_id}[^>]*>([^<]*)<`).exec(html)?.[1];
    expect(row(list.html)).toBe("Geschützter Vorgang");
    expect(row((await see("ina", "zahlungen")).html)).toBe(claim.payer_name);
    expect((await see("otto", `zahlungen/abschluss/${day}`)).text).toContain("fehlen Name und Zweck");
    const exported = async (who: "ina" | "otto") => {
      const lines = (await see(who, `zahlungen/abschluss/${day}/export`)).html.split("\r\n");
      const known = await reference();
      return { lines: lines.length, own: lines.filter((line) => line.includes(known)) };
    };
    const [closed, own] = [await exported("otto"), await exported("ina")];
    expect(closed.lines).toBe(own.lines);
    expect(closed.own.length).toBeGreaterThan(0);
    expect(closed.own.length).toBe(own.own.length);
    expect(closed.own.join()).not.toContain(claim.payer_name);
    expect(own.own.join()).toContain(claim.payer_name);
    const now = database.now;
    database.now = new Date(at.getTime() + 3 * 86_400_000);
    const { exportHash } = await database.run(town, outsider, (ctx) => closeDay(ctx, day));
    expect(exportHash).toBe(sha256(await database.run(town, system, (ctx) => exportDay(ctx, day))));
    database.now = now;
  });

  test("deciding about it takes seeing its case: no waiver and no refund, while the insider may", async () => {
    const { account_id: accountId } = claim;
    const change = { accountId, amountCents: cents(1), reason: "§ 5 der Satzung" };
    const waive = (who: Actor) =>
      database.run(town, who, (ctx) => waiveCharge(ctx, { ...change, idempotencyKey: `w:${newId()}` }));
    const back = (who: Actor) =>
      database.run(town, who, (ctx) => refund(ctx, { ...change, idempotencyKey: `r:${newId()}` }));
    await expect(waive(outsider)).rejects.toThrow(new Forbidden("payments.case-protected"));
    await expect(back(outsider)).rejects.toThrow(new Forbidden("payments.case-protected"));
    await waive(insider);
    await back(insider);
  });
});
