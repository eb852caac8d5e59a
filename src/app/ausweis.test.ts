import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Actor, dayInBerlin, newAccessCode } from "../kernel/index.ts";
import { sampleAnswers } from "../leistungen/personalausweis-beantragen/testing/sample-answers.ts";
import { createStaff } from "../modules/accounts/index.ts";
import {
  ausweisPrefillSource,
  captureFingerprints,
  checkIdentity,
  configureAusweis,
  findCardOfCase,
  listCardEvents,
  listDeletions,
  noteChecks,
  noteHandover,
  noteSignature,
  redeemPhoto,
  settleFees,
  simulatedFingerMark,
  unblockCard,
  type VisitChecks,
} from "../modules/ausweis/index.ts";
import { getCase, listHistory, openCase, type TaskCompletion } from "../modules/cases/index.ts";
import { freezeAnswers, getOnlineLeistung } from "../modules/forms/index.ts";
import { configureMail, folderTransport, listMessages, openMailbox } from "../modules/messaging/index.ts";
import { findAccountOfCase } from "../modules/payments/index.ts";
import { seedAktenplan } from "../modules/records/index.ts";
import { switchOnTown, type Tenant } from "../modules/tenants/index.ts";
import { createTestDatabase, type TestDatabase, type TestWeb } from "../platform/testing/index.ts";
import { jobs, wireModules } from "./assembly.ts";
import { completeStep } from "./testing/complete-step.ts";
import { openWholeWeb } from "./testing/whole-web.ts";

let database: TestDatabase;
let web: TestWeb;
let town: Tenant;
const folder = mkdtempSync(join(tmpdir(), "klickamt-ausweis-"));
const system = { kind: "system", name: "test" } as const;
const staff = (name: string, last: string, duties: Extract<Actor, { kind: "staff" }>["duties"]): Actor => ({
  kind: "staff",
  staffId: `0197f3a0-0000-7000-8000-00000000000${last}`,
  name,
  duties,
});
const kim = staff("Kim Beispiel", "1", ["casework"]);
const lou = staff("Lou Zweitblick", "2", ["casework"]);
const rolf = staff("Rolf Akten", "3", ["records"]);
const password = "Regen Tisch Mond Gabel";

beforeAll(async () => {
  await wireModules();
  configureAusweis({ folder: join(folder, "ausweis"), secondsToReceipt: 0 });
  configureMail({ publicUrl: "http://localhost:3000", transport: folderTransport(join(folder, "mail")) });
  database = await createTestDatabase(inject("testServer"), jobs);
  town = await database.db.inPlatform((tx) =>
    switchOnTown(
      { tx, actor: system, now: database.now },
      {
        ags: "05774032",
        demo: true,
        contact: {
          officeName: "Bürgeramt",
          street: "Am Abdinghof 11",
          postcode: "33098",
          city: "Paderborn",
          phone: "05251 88-0",
          email: "ausweis@stadt.example",
          hours: { de: ["Montag bis Freitag: 8 bis 12 Uhr"], en: ["Monday to Friday: 8 to 12"] },
        },
      },
    ),
  );
  await database.run(town.tenantId, system, async (ctx) => {
    await seedAktenplan(ctx);
    await createStaff(ctx, { name: "Kim", email: "kim@stadt.example", password, duties: ["casework"] });
    await createStaff(ctx, { name: "Rolf", email: "rolf@stadt.example", password, duties: ["records"] });
  });
  web = await openWholeWeb(database);
});
afterAll(async () => {
  await web.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const application = (more: Readonly<Record<string, string>> = {}) => {
  const { fotoCode, ...answers } = sampleAnswers;
  return { ...answers, ...more };
};

let sent = 0;
/** Case of the card that the first test hands over. */
let handedOver = "";

async function send(leistungId: string, typed: Readonly<Record<string, string>>) {
  const code = newAccessCode();
  sent += 1;
  const key = `submission-${sent}`;
  return database.run(town.tenantId, { kind: "citizen" }, async (ctx) => {
    const { online, leistung } = await getOnlineLeistung(ctx, leistungId);
    const frozen = freezeAnswers(online.compiled, typed, dayInBerlin(ctx.now));
    const mailboxId = await openMailbox(ctx, { codeMac: ctx.keyring.mac("access-code", code), language: "de" });
    const opened = await openCase(ctx, {
      leistungId,
      leistungVersion: leistung.version,
      formHash: "0".repeat(64),
      answers: frozen.answers,
      subjectName: online.subjectName(frozen.answers),
      mailboxId,
      language: "de",
      planUnit: online.records.planUnit,
      akteTitle: "Personalausweis",
      retentionYears: 15,
      submissionKey: key,
      applicationDocuments: [],
    });
    return { caseId: opened.caseId, code };
  });
}

const as = <T>(actor: Actor, work: Parameters<typeof database.run<T>>[2]) => database.run(town.tenantId, actor, work);

const complete = (actor: Actor, caseId: string, outcome?: string, options?: TaskCompletion["options"]) =>
  as(actor, (ctx) => completeStep(ctx, caseId, outcome, options));

const checks: VisitChecks = {
  pinBrief: true,
  vertretung: true,
  versand: true,
  ausserhalbDienstzeit: false,
  ermaechtigung: "",
};

/** Everything that is captured at the appointment. */
async function capture(actor: Actor, caseId: string, code: string): Promise<void> {
  await as(actor, async (ctx) => {
    await checkIdentity(ctx, caseId, "reisepass");
    expect(await redeemPhoto(ctx, caseId, code)).toBe("fetched");
    await captureFingerprints(ctx, caseId);
    await noteSignature(ctx, caseId, { way: "papier", path: "" });
    await noteChecks(ctx, caseId, checks);
  });
}

async function drained(): Promise<void> {
  expect((await database.queue.drain()).failed).toEqual([]);
}

/** Every table of the database, and every file below these folders, that contains the simulator's mark. */
async function placesWithFingerprints(): Promise<readonly string[]> {
  const places: string[] = [];
  await database.asSuperuser(async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema')`,
    );
    const hex = Buffer.from(simulatedFingerMark, "latin1").toString("hex");
    for (const { name } of rows) {
      const found = await client.query<{ hits: number }>(
        `select count(*)::int as hits from ${name} t where t::text like $1 or t::text like $2`,
        [`%${hex}%`, `%${simulatedFingerMark}%`],
      );
      if ((found.rows[0]?.hits ?? 0) > 0) places.push(name);
    }
  });
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    if (readFileSync(path).includes(simulatedFingerMark)) places.push(path);
  }
  return places;
}

test("from an expired card to the handover", async () => {
  const { caseId } = await send("personalausweis-beantragen", application());
  await complete(kim, caseId, "vollstaendig");
  await expect(complete(kim, caseId, "erfasst")).rejects.toThrow("cases.not-ready");
  await capture(kim, caseId, "AB12-CD34-EF56");
  expect(await placesWithFingerprints()).toEqual(["ausweis.biometric"]);
  await as(kim, async (ctx) => {
    await settleFees(ctx, caseId);
    await settleFees(ctx, caseId);
    expect(await findAccountOfCase(ctx, caseId)).toMatchObject({ chargedCents: 4600, balanceCents: 4600 });
  });
  await complete(kim, caseId, "erfasst");
  expect(await as(kim, (ctx) => findCardOfCase(ctx, caseId))).toMatchObject({
    state: "ordered",
    issuedOn: "2026-11-23",
    validUntil: "2036-11-22",
  });
  // Nothing is asked of the citizen while the producer works.
  expect((await as(kim, (ctx) => getCase(ctx, caseId))).status).toBe("open");
  await drained();
  const made = await as(kim, (ctx) => findCardOfCase(ctx, caseId));
  expect(made?.state).toBe("produced");
  expect(made?.seriennummer).toMatch(/^L[CFGHJKLMNPRTVWXYZ0-9]{8}$/);

  const browser = web.openBrowser();
  await browser.open("/paderborn/amt/anmelden");
  browser.fill({ "E-Mail-Adresse": "kim@stadt.example", Passwort: password });
  await browser.submit("Anmelden");
  await browser.open("/paderborn/amt/ausweis");
  browser.fill({ "Mustermann, Erika ist da": true });
  await browser.submit("Eingang buchen und bereit melden");
  expect(browser.text()).toContain("1 eingegangen und als abholbereit gemeldet");
  const messages = await as(kim, (ctx) => listMessages(ctx, caseId));
  expect(messages.map(({ subject }) => subject)).toContain("Ihr Personalausweis ist da");

  await expect(complete(kim, caseId)).rejects.toThrow("cases.not-ready");
  await browser.open(`/paderborn/amt/vorgang/${caseId}`);
  expect(browser.text()).toContain("Simulation: Fotodienst");
  browser.fill({ "Name, wie unterschrieben": "Erika Mustermann" });
  await browser.submit("Empfang festhalten");
  expect(browser.text()).toContain("Erika Mustermann (Die Person selbst)");
  await complete(kim, caseId);
  await as(kim, async (ctx) => {
    const card = await findCardOfCase(ctx, caseId);
    expect((await listCardEvents(ctx, card?.cardId ?? "")).map(({ what }) => what)).toEqual([
      "ordered",
      "produced",
      "arrived",
      "ready",
      "handed-over",
    ]);
    expect(await listDeletions(ctx, caseId)).toMatchObject([{ rule: "fingerabdruecke", byName: "Kim Beispiel" }]);
    expect((await getCase(ctx, caseId)).status).toBe("done");
    const told = (await listHistory(ctx, caseId)).flatMap(({ citizenText }) => citizenText?.de ?? []);
    expect(told).toContain("Ihr Ausweis ist beim Hersteller bestellt.");
    expect(told).toContain("Sie haben Ihren Ausweis bekommen. Ihre Fingerabdrücke sind gelöscht.");
  });
  expect(await placesWithFingerprints()).toEqual([]);
  handedOver = caseId;
  await browser.open("/paderborn/amt/ausweis?q=mustermann");
  await browser.click("Mustermann, Erika");
  expect(browser.text()).toContain("Ausgehändigt");
});

describe("a photograph's code", () => {
  test.each([
    ["XX12-3456-7890", "wrong", "Diesen Code gibt es nicht"],
    ["XU12-3456-7890", "used", "Dieser Code wurde schon benutzt"],
    ["XA12-3456-7890", "expired", "Dieser Code ist abgelaufen"],
  ])("%s is %s and changes nothing", async (code, result) => {
    const { caseId } = await send("personalausweis-beantragen", application({ vornamen: "Ada" }));
    expect(await as(kim, (ctx) => redeemPhoto(ctx, caseId, code))).toBe(result);
    const history = await as(kim, (ctx) => listHistory(ctx, caseId));
    expect(history.map(({ action }) => action)).not.toContain("ausweis.lichtbild");
  });

  test("is good for one application, there again and again", async () => {
    const first = await send("personalausweis-beantragen", application({ vornamen: "Bea" }));
    const second = await send("personalausweis-beantragen", application({ vornamen: "Cia" }));
    const redeem = (caseId: string) => as(kim, (ctx) => redeemPhoto(ctx, caseId, "gh78 ij90 kl12"));
    expect(await redeem(first.caseId)).toBe("fetched");
    expect(await redeem(first.caseId)).toBe("fetched");
    expect(await redeem(second.caseId)).toBe("used");
  });
});

test("of two applications for one person, sent at once, one card is ordered", async () => {
  const person = application({ vornamen: "Doppelt" });
  const cases = [await send("personalausweis-beantragen", person), await send("personalausweis-beantragen", person)];
  for (const [index, { caseId }] of cases.entries()) {
    await complete(kim, caseId, "vollstaendig");
    await capture(kim, caseId, `DOPPELT-000${index}`);
  }
  const results = await Promise.allSettled(cases.map(({ caseId }) => complete(kim, caseId, "erfasst")));
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const refused = results.find((one) => one.status === "rejected");
  expect(String(refused?.reason)).toMatch(/ausweis\.already-ordered|cases\.not-ready/);
});

test("where four eyes are wanted, the second pair has to be another", async () => {
  const { caseId } = await send("personalausweis-beantragen", application({ vornamen: "Vera" }));
  await complete(kim, caseId, "vollstaendig");
  await capture(kim, caseId, "VIER-AUGEN-01");
  await complete(kim, caseId, "erfasst", { vierAugen: true });
  expect(await as(kim, (ctx) => findCardOfCase(ctx, caseId))).toBeUndefined();
  await expect(complete(kim, caseId, "freigegeben")).rejects.toThrow("cases.not-ready");
  await complete(lou, caseId, "freigegeben");
  expect((await as(kim, (ctx) => findCardOfCase(ctx, caseId)))?.state).toBe("ordered");
});

test("who does not work on cases captures nothing and sees nothing", async () => {
  const { caseId } = await send("personalausweis-beantragen", application({ vornamen: "Emil" }));
  for (const actor of [rolf, { kind: "citizen" } as const]) {
    await expect(as(actor, (ctx) => checkIdentity(ctx, caseId, "reisepass"))).rejects.toThrow("accounts.duty-missing");
    await expect(as(actor, (ctx) => captureFingerprints(ctx, caseId))).rejects.toThrow("accounts.duty-missing");
    await expect(as(actor, (ctx) => redeemPhoto(ctx, caseId, "AB12-CD34-XY99"))).rejects.toThrow("duty-missing");
    await expect(as(actor, (ctx) => settleFees(ctx, caseId))).rejects.toThrow("accounts.duty-missing");
    const received = { receivedBy: "selbst", name: "E", signature: "", oldCard: "keiner" } as const;
    await expect(as(actor, (ctx) => noteHandover(ctx, caseId, received))).rejects.toThrow("accounts.duty-missing");
  }
  const browser = web.openBrowser();
  await browser.open("/paderborn/amt/anmelden");
  browser.fill({ "E-Mail-Adresse": "rolf@stadt.example", Passwort: password });
  await browser.submit("Anmelden");
  for (const path of ["ausweis", `ausweis/vorgang/${caseId}/lichtbild`]) {
    await browser.open(`/paderborn/amt/${path}`);
    expect([path, browser.status]).toEqual([path, 403]);
  }
});

test("an application that is withdrawn leaves no fingerprints, by the job of the night", async () => {
  const { caseId } = await send("personalausweis-beantragen", application({ vornamen: "Zora" }));
  await complete(kim, caseId, "vollstaendig");
  await capture(kim, caseId, "ZURUECK-0001");
  await complete(kim, caseId, "zurueckgezogen");
  await as(system, (ctx) => ctx.jobs.send(ctx, "ausweis.forget-fingerprints", {}));
  await drained();
  expect(await as(kim, (ctx) => listDeletions(ctx, caseId))).toMatchObject([{ rule: "fingerabdruecke" }]);
});

test("fingerprints lie in a table that is not logged", async () => {
  const { rows } = await database.asSuperuser((client) =>
    client.query("select relpersistence from pg_class where oid = 'ausweis.biometric'::regclass"),
  );
  expect(rows).toEqual([{ relpersistence: "u" }]);
});

test("a reported loss blocks the card until the office lifts it, and prefills a new application", async () => {
  const { code } = await send("ausweis-verlust-melden", {
    art: "verloren",
    familienname: "Mustermann",
    vornamen: "Erika",
    geburtsdatum: "12.08.1983",
  });
  const card = await as(kim, (ctx) => findCardOfCase(ctx, handedOver));
  expect(card?.state).toBe("blocked");
  await expect(as(rolf, (ctx) => unblockCard(ctx, card?.cardId ?? ""))).rejects.toThrow("accounts.duty-missing");
  await as(kim, (ctx) => unblockCard(ctx, card?.cardId ?? ""));
  expect((await as(kim, (ctx) => findCardOfCase(ctx, handedOver)))?.state).toBe("handed-over");
  const found = await as({ kind: "citizen" }, (ctx) =>
    ausweisPrefillSource.prefill(ctx, code, "personalausweis-beantragen"),
  );
  expect(found?.values).toMatchObject({ grund: "verlust", familienname: "Mustermann", "verlust.gemeldet": "ja" });
  const nothing = await as({ kind: "citizen" }, (ctx) =>
    ausweisPrefillSource.prefill(ctx, newAccessCode(), "personalausweis-beantragen"),
  );
  expect(nothing).toBeUndefined();
});

test("five years after its last day the register forgets a card, and says so", async () => {
  const { caseId } = await send("personalausweis-beantragen", application({ vornamen: "Alt" }));
  await complete(kim, caseId, "vollstaendig");
  await capture(kim, caseId, "ALTER-CODE-01");
  await complete(kim, caseId, "erfasst");
  const card = await as(kim, (ctx) => findCardOfCase(ctx, caseId));
  const before = database.now;
  const nightAt = async (now: string) => {
    database.now = new Date(now);
    await as(system, (ctx) => ctx.jobs.send(ctx, "ausweis.keep-register", {}));
    await drained();
    return as(kim, (ctx) => findCardOfCase(ctx, caseId));
  };
  try {
    expect(await nightAt("2041-11-22T02:00:00Z")).toBeDefined();
    expect(await nightAt("2041-11-23T02:00:00Z")).toBeUndefined();
    const protocol = await as(kim, (ctx) => listDeletions(ctx, card?.cardId));
    expect(protocol).toMatchObject([{ rule: "register", source: "§ 23 Abs. 4 PAuswG" }]);
    expect(JSON.stringify(protocol)).not.toContain("Mustermann");
    expect(await as(kim, (ctx) => listCardEvents(ctx, card?.cardId ?? ""))).toEqual([]);
  } finally {
    database.now = before;
  }
});
