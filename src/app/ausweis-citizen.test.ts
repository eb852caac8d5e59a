import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Actor, addDays, dayInBerlin, formatDayShort } from "../kernel/index.ts";
import { createStaff } from "../modules/accounts/index.ts";
import { findAppointmentOfCase, listFreeSlots, seedAppointments } from "../modules/appointments/index.ts";
import {
  captureFingerprints,
  checkIdentity,
  configureAusweis,
  findCardOfCase,
  issueProvisional,
  listDeletions,
  noteChecks,
  noteSignature,
  redeemPhoto,
  setOnlineSetting,
  tellOfSecondApplication,
} from "../modules/ausweis/index.ts";
import { askCitizen, getCase, listHistory, listOpenTasks, withdrawCase } from "../modules/cases/index.ts";
import { configureMail, folderTransport, listMessages } from "../modules/messaging/index.ts";
import {
  configurePayments,
  findAccountOfCase,
  ledgerSums,
  setBankDetails,
  simulatorProvider,
} from "../modules/payments/index.ts";
import { seedAktenplan } from "../modules/records/index.ts";
import { switchOnTown, type Tenant } from "../modules/tenants/index.ts";
import {
  type Browser,
  createTestDatabase,
  type Filling,
  type TestDatabase,
  type TestWeb,
} from "../platform/testing/index.ts";
import { jobs, wireModules } from "./assembly.ts";
import { completeStep } from "./testing/complete-step.ts";
import { openWholeWeb } from "./testing/whole-web.ts";

let database: TestDatabase;
let web: TestWeb;
let town: Tenant;
const folder = mkdtempSync(join(tmpdir(), "klickamt-ausweis-online-"));
const publicUrl = "http://localhost:3000";
const system = { kind: "system", name: "test" } as const;
const password = "Regen Tisch Mond Gabel";
const kim: Actor = {
  kind: "staff",
  staffId: "0197f3a0-0000-7000-8000-000000000001",
  name: "Kim Beispiel",
  duties: ["casework"],
};

beforeAll(async () => {
  await wireModules();
  configureAusweis({ folder: join(folder, "ausweis"), secondsToReceipt: 0 });
  configureMail({ publicUrl, transport: folderTransport(join(folder, "mail")) });
  configurePayments({ publicUrl, providers: [simulatorProvider] });
  database = await createTestDatabase(inject("testServer"), jobs);
  town = await database.db.inPlatform((tx) =>
    switchOnTown({ tx, actor: system, now: database.now }, { ags: "05774032", demo: true }),
  );
  await as(system, async (ctx) => {
    await seedAktenplan(ctx);
    await seedAppointments(ctx, { address: "Am Abdinghof 11, 33098 Paderborn" });
    await setBankDetails(ctx, { holder: "Stadt Paderborn", iban: "DE02120300000000202051" });
    for (const duty of ["casework", "administration"] as const) {
      await createStaff(ctx, { name: duty, email: `${duty}@stadt.example`, password, duties: [duty] });
    }
  });
  web = await openWholeWeb(database);
});
afterAll(async () => {
  await web.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const as = <T>(actor: Actor, work: Parameters<typeof database.run<T>>[2]) => database.run(town.tenantId, actor, work);

async function drained(): Promise<void> {
  expect((await database.queue.drain()).failed).toEqual([]);
}

type Pages = Readonly<Record<string, Readonly<Record<string, Filling>>>>;

/** What an adult whose card has expired answers, by the heading of each page. */
const answers: Pages = {
  "Für wen und warum?": { fuerWen: "selbst", geburtsdatum: "12.08.1983", deutsch: "ja", grund: "ablauf" },
  "Welches Amt ist zuständig?": { hauptwohnung: "hier" },
  "Das gilt für Sie": {},
  "Name und Geburtsort": { familienname: "Bjørnsen-Weiß", vornamen: "Łucja Zoë", geburtsort: "Soest" },
  "Größe und Augenfarbe": { groesse: "171", augenfarbe: "gruen" },
  "Anschrift und Kontakt": {
    "wohnung.strasse": "Lindenprobe",
    "wohnung.hausnummer": "4",
    "wohnung.plz": "33098",
    "wohnung.ort": "Paderborn",
  },
  "So steht es auf dem Ausweis": {},
  "Der alte Ausweis": {},
  "Das Lichtbild": { fotoWeg: "code" },
  "Was am Termin passiert": {},
  "Ihre Unterschrift": {},
  "Vorläufiger Ausweis": { vorlaeufig: "nein" },
  "Wie bekommen Sie den Ausweis?": { uebergabe: "abholung" },
  Gebühr: { ermaessigung: "nein" },
};

/**
 * Goes through the form as a person without script does.
 * @param more by heading, over `answers`
 * @param at called on each page before it is filled in
 */
async function fillIn(
  browser: Browser,
  more: Pages = {},
  at: (heading: string) => Promise<void> | void = () => {},
): Promise<void> {
  await browser.open("/paderborn/leistungen/personalausweis-beantragen");
  await browser.submit("Jetzt online beantragen");
  await browser.click("Ohne Code weiter");
  for (let pages = 0; browser.heading() !== "Prüfen und senden"; pages++) {
    const heading = browser.heading();
    if (pages > 30 || answers[heading] === undefined) throw new Error(`stuck at ${heading}: ${browser.text()}`);
    await at(heading);
    const filling = { ...answers[heading], ...more[heading] };
    // A question that an answer brings up is on the page only after it was sent.
    for (let tries = 0; browser.heading() === heading && tries < 4; tries++) {
      browser.fill(Object.fromEntries(Object.entries(filling).filter(([name]) => browser.html.includes(`"${name}"`))));
      await browser.submit("Weiter");
      if (browser.status === 422) throw new Error(browser.errors().join("; "));
    }
  }
}

async function sent(browser: Browser): Promise<{ caseId: string; mailboxId: string; statusPath: string }> {
  browser.fill({ erklaerung: ["persoenlich", "richtigkeit"] });
  await browser.submit("Jetzt senden");
  expect(browser.heading()).toBe("Ihr Antrag ist vorbereitet");
  const href = browser.links().find(({ text }) => text === "Zum Postfach")?.href ?? "";
  const [, , , mailboxId = "", , caseId = ""] = href.split("/");
  return { caseId, mailboxId, statusPath: href };
}

/** Pays in the simulator, in words of the page. */
async function payOnline(browser: Browser, amount: string): Promise<void> {
  await browser.submit("Online bezahlen");
  await drained();
  await browser.open(browser.path);
  await browser.click("Weiter zum Bezahldienst");
  browser.fill({ "Was bezahlt wird": amount });
  await browser.submit("Zahlung gelingt");
  await drained();
  await browser.open(browser.path);
  await browser.click("Zurück zur Gebühr");
}

async function withdraw(caseId: string): Promise<void> {
  await as(kim, (ctx) => completeStep(ctx, caseId, "zurueckgezogen"));
}

describe("whose card has expired", () => {
  test("sees what applies, what it costs and what the card will say, before anything is sent", async () => {
    const browser = web.openBrowser();
    const seen = new Map<string, string>();
    await fillIn(browser, {}, (heading) => {
      seen.set(heading, browser.text());
    });
    const applies = seen.get("Das gilt für Sie") ?? "";
    for (const part of ["10 Jahre", "§ 6 Abs. 1 PAuswG", "46,00 €", "§ 1 Abs. 1 Nr. 2 PAuswGebV"]) {
      expect(applies).toContain(part);
    }
    for (const part of ["§ 9 Abs. 1 Satz 2 PAuswG", "§ 9 Abs. 1 Satz 6 PAuswG", "§ 5 Abs. 9 PAuswG"]) {
      expect(applies).toContain(part);
    }
    const card = seen.get("So steht es auf dem Ausweis") ?? "";
    expect(card).toContain("Bjørnsen-Weiß");
    expect(card).toContain("BJOERNSEN<WEISS<<LUCJA<ZOE<<<<");
    expect(card).toContain("GRÜN");
    expect(seen.get("Gebühr")).toContain("46,00 €");
    expect(browser.text()).toContain("Bezahlen können Sie gleich nach dem Senden");
  });

  test("pays 45,99 € and then the rest, books, and follows the card from the mailbox", async () => {
    const browser = web.openBrowser();
    await fillIn(browser);
    const { caseId, statusPath } = await sent(browser);
    expect(browser.text()).toContain("46,00 €, per GiroCode, Überweisung oder online");
    await browser.click("Gebühr bezahlen");
    expect(browser.text()).toContain("§ 1 Abs. 1 Nr. 2 PAuswGebV");
    expect(browser.html).toContain("GiroCode für eine Überweisung von 46,00");
    await payOnline(browser, "45,99");
    expect(browser.text()).toContain("Es fehlen noch 0,01 €");
    await browser.click("Ihr Postfach");
    expect(browser.links().map(({ text }) => text)).toContain("Rest der Gebühr bezahlen: Es fehlen noch 0,01 €.");
    await browser.click("Rest der Gebühr bezahlen: Es fehlen noch 0,01 €.");
    await payOnline(browser, "0,01");
    expect(browser.text()).toContain("Alles ist bezahlt");

    await browser.open(statusPath);
    await browser.click("Termin buchen");
    expect(browser.text()).toContain("10 Minuten");
    await browser.submit(/\d\d:\d\d.*/.exec(browser.text())?.[0]);
    browser.fill({ name: "Łucja Zoë Bjørnsen-Weiß" });
    await browser.submit("Verbindlich buchen");
    const booked = await as(kim, (ctx) => findAppointmentOfCase(ctx, caseId));
    expect(booked?.state).toBe("booked");

    await browser.open(statusPath);
    const text = browser.text();
    for (const part of ["46,00 € sind bezahlt.", "Ihr Termin", "Beim Hersteller bestellt", "Liegt für Sie bereit"]) {
      expect(text).toContain(part);
    }
    expect(text).toContain("PIN-Brief");
    expect(text).toContain("Sperrkennwort");
    expect(browser.links().map(({ text: words }) => words)).not.toContain("Termin buchen");

    await withdraw(caseId);
    expect(await as(kim, (ctx) => findAccountOfCase(ctx, caseId))).toMatchObject({
      state: "refunded",
      balanceCents: 0,
    });
    expect(await as(kim, (ctx) => findAppointmentOfCase(ctx, caseId))).toBeUndefined();
    await browser.open(statusPath);
    expect(browser.text()).toContain("Was Sie bezahlt haben, wird erstattet.");
    expect(Object.values(await as(kim, (ctx) => ledgerSums(ctx))).reduce((sum, cents) => sum + cents, 0)).toBe(0);
  });

  test("owes what the law says, and is asked for it once: sending twice makes one claim", async () => {
    const browser = web.openBrowser();
    const born = formatDayShort(addDays(dayInBerlin(database.now), -20 * 365), "de");
    await fillIn(browser, {
      "Für wen und warum?": { geburtsdatum: born },
      "Wie bekommen Sie den Ausweis?": { uebergabe: "versand", versandAusweis: true, versandEinwilligung: true },
    });
    const review = browser.path;
    const { caseId } = await sent(browser);
    await browser.open(review);
    expect(browser.heading()).toBe("Ihr Antrag ist vorbereitet");
    const account = await as(kim, (ctx) => findAccountOfCase(ctx, caseId));
    expect(account?.entries.map(({ lineKey, amountCents }) => [lineKey, amountCents])).toEqual([
      ["personalausweis-unter-24", 2760],
      ["zustellung", 1500],
    ]);
  });
});

describe("who does not want the card any more", () => {
  const complete = (caseId: string, outcome: string, options: Readonly<Record<string, boolean>> = {}) =>
    as(kim, (ctx) => completeStep(ctx, caseId, outcome, options));
  const capture = (caseId: string, code: string) =>
    as(kim, async (ctx) => {
      await checkIdentity(ctx, caseId, "reisepass");
      expect(await redeemPhoto(ctx, caseId, code)).toBe("fetched");
      await captureFingerprints(ctx, caseId);
      await noteSignature(ctx, caseId, { way: "papier", path: "" });
      await noteChecks(ctx, caseId, {
        pinBrief: true,
        vertretung: false,
        versand: false,
        ausserhalbDienstzeit: false,
        ermaechtigung: "",
      });
    });
  const accountOf = (caseId: string) => as(kim, (ctx) => findAccountOfCase(ctx, caseId));
  const plain = (browser: Browser): string => browser.text().replaceAll("\u00a0", " ");

  test("reads what happens, withdraws, gets the money back and frees the appointment; twice does nothing", async () => {
    const browser = web.openBrowser();
    await fillIn(browser);
    const { caseId, statusPath } = await sent(browser);
    await browser.click("Gebühr bezahlen");
    await payOnline(browser, "46,00");
    await browser.open(statusPath);
    await browser.click("Termin buchen");
    await browser.submit(/\d\d:\d\d.*/.exec(browser.text())?.[0]);
    browser.fill({ name: "Łucja Zoë Bjørnsen-Weiß" });
    await browser.submit("Verbindlich buchen");
    const booked = await as(kim, (ctx) => findAppointmentOfCase(ctx, caseId));

    const stranger = web.openBrowser();
    await stranger.open(`${statusPath}/zurueckziehen`);
    expect(stranger.path).toContain("/fortsetzen");

    await browser.open(statusPath);
    await browser.click("Antrag zurückziehen");
    expect(browser.heading()).toBe("Antrag zurückziehen?");
    expect(plain(browser)).toContain("Sie bekommen 46,00 € zurück.");
    expect(browser.text()).toContain("wird abgesagt");
    await browser.click("Nicht zurückziehen");
    expect((await accountOf(caseId))?.state).toBe("paid");

    const late = web.openBrowser();
    for (const [name, value] of browser.cookies) late.setCookie(name, value);
    await browser.click("Antrag zurückziehen");
    await late.open(browser.path);
    await browser.submit("Antrag zurückziehen");
    expect(browser.text()).toContain("Ihr Antrag ist zurückgezogen");
    expect(browser.text()).toContain("Was Sie bezahlt haben, wird erstattet.");
    const account = await accountOf(caseId);
    expect(account).toMatchObject({ state: "refunded", balanceCents: 0, refundedCents: 4600 });
    expect(await as(kim, (ctx) => findAppointmentOfCase(ctx, caseId))).toBeUndefined();
    const free = await as(kim, (ctx) =>
      listFreeSlots(ctx, {
        serviceKey: "personalausweis",
        from: dayInBerlin(booked?.start ?? ctx.now),
        days: 1,
        people: 1,
      }),
    );
    expect(free.map(({ start }) => start.getTime())).toContain(booked?.start.getTime());
    const events = await as(kim, (ctx) => listHistory(ctx, caseId));

    await late.submit("Antrag zurückziehen");
    expect(late.text()).toContain("Ihr Antrag ist zurückgezogen");
    await late.open(`${statusPath}/zurueckziehen`);
    expect(late.path).toContain(statusPath);
    expect((await accountOf(caseId))?.entries).toEqual(account?.entries);
    expect(await as(kim, (ctx) => listHistory(ctx, caseId))).toEqual(events);
    expect(late.links().map(({ text }) => text)).not.toContain("Antrag zurückziehen");
    expect((await as(kim, (ctx) => getCase(ctx, caseId))).status).toBe("done");
    await drained();
    expect(Object.values(await as(kim, (ctx) => ledgerSums(ctx))).reduce((sum, cents) => sum + cents, 0)).toBe(0);
  });

  test("withdraws instead of answering a question, and owes nothing", async () => {
    const browser = web.openBrowser();
    await fillIn(browser);
    const { caseId, statusPath } = await sent(browser);
    await as(kim, async (ctx) => {
      const [task] = await listOpenTasks(ctx, caseId);
      const { rowVersion } = await getCase(ctx, caseId);
      await askCitizen(ctx, { caseId, taskId: task?.taskId ?? "", rowVersion, text: "Wie heißen Sie?" });
    });
    await browser.open(`${statusPath}/zurueckziehen`);
    expect(browser.text()).toContain("Sie müssen nichts bezahlen.");
    await browser.submit("Antrag zurückziehen");
    expect(browser.text()).toContain("Ihr Antrag ist zurückgezogen");
    expect(await accountOf(caseId)).toMatchObject({ state: "waived", balanceCents: 0 });
    expect(await as(kim, (ctx) => listOpenTasks(ctx, caseId))).toEqual([]);
  });

  test("pays for the provisional card that was issued, and gets the rest back", async () => {
    const browser = web.openBrowser();
    await fillIn(browser, {
      "Vorläufiger Ausweis": {
        vorlaeufig: "ja",
        vorlaeufigGrund: "Reise",
        vorlaeufigBis: formatDayShort(addDays(dayInBerlin(database.now), 30), "de"),
      },
    });
    const { caseId, statusPath } = await sent(browser);
    await browser.click("Gebühr bezahlen");
    await payOnline(browser, "56,00");
    await complete(caseId, "vollstaendig");
    await capture(caseId, "KEEP-0000-0001");
    await as(kim, (ctx) =>
      issueProvisional(ctx, caseId, { seriennummer: "K3333333", neededUntil: addDays(dayInBerlin(ctx.now), 30) }),
    );
    await browser.open(`${statusPath}/zurueckziehen`);
    expect(plain(browser)).toContain("Sie bekommen 46,00 € zurück.");
    expect(plain(browser)).toContain("10,00 € bleiben: Sie haben einen vorläufigen Ausweis bekommen");
    await browser.submit("Antrag zurückziehen");
    expect(await accountOf(caseId)).toMatchObject({ paidCents: 5600, refundedCents: 4600, balanceCents: 0 });
    expect(plain(browser)).toContain("10,00 € sind bezahlt.");
    expect((await as(kim, (ctx) => findCardOfCase(ctx, caseId, "vorlaeufig")))?.state).toBe("handed-over");
  });

  test("can do so until the card is ordered, also while a second person looks at it, and is told when it is too late", async () => {
    const browser = web.openBrowser();
    await fillIn(browser, { "Name und Geburtsort": { familienname: "Zuspät" } });
    const { caseId, statusPath } = await sent(browser);
    await complete(caseId, "vollstaendig");
    await capture(caseId, "LATE-0000-0001");
    await complete(caseId, "erfasst", { vierAugen: true });
    await browser.open(`${statusPath}/zurueckziehen`);
    expect(browser.heading()).toBe("Antrag zurückziehen?");
    await complete(caseId, "zurueck");
    await complete(caseId, "erfasst");
    expect((await as(kim, (ctx) => findCardOfCase(ctx, caseId)))?.state).toBe("ordered");
    await browser.submit("Antrag zurückziehen");
    expect(browser.status).toBe(409);
    expect(browser.heading()).toBe("Zurückziehen geht hier nicht mehr");
    expect(browser.text()).toContain("Es hat sich nichts geändert.");
    await browser.open(statusPath);
    expect(browser.links().map(({ text }) => text)).not.toContain("Antrag zurückziehen");
    expect((await accountOf(caseId))?.state).toBe("open");
    await browser.open(`${statusPath}/zurueckziehen`);
    expect(browser.status).toBe(409);
  });

  test("is told of a second application: at once on their own device, otherwise only by the office, and neutrally", async () => {
    const name = { "Name und Geburtsort": { familienname: "Doppelt", vornamen: "Dora" } };
    const browser = web.openBrowser();
    await fillIn(browser, name);
    const first = await sent(browser);
    const elsewhere = web.openBrowser();
    await fillIn(elsewhere, name);
    const second = await sent(elsewhere);
    const reference = (await as(kim, (ctx) => getCase(ctx, first.caseId))).aktenzeichen;
    await elsewhere.open(second.statusPath);
    expect(elsewhere.text()).not.toContain("zweiter Antrag");

    const desk = await signedIn("casework");
    await desk.open(`/paderborn/amt/vorgang/${second.caseId}`);
    for (let clicks = 0; clicks < 2 && desk.text().includes("Nach dem zweiten Antrag fragen"); clicks++) {
      await desk.submit("Nach dem zweiten Antrag fragen");
    }
    expect(desk.text()).toContain("Im Postfach danach gefragt");
    await as(kim, (ctx) => tellOfSecondApplication(ctx, second.caseId));
    await elsewhere.open(second.statusPath);
    expect(elsewhere.text()).toContain("Gibt es einen zweiten Antrag?");
    expect(elsewhere.html).not.toContain(reference);
    expect(elsewhere.html).not.toContain(first.caseId);
    const messages = await as(kim, (ctx) => listMessages(ctx, second.caseId));
    expect(messages.filter(({ subject }) => subject === "Gibt es einen zweiten Antrag?")).toHaveLength(1);

    await fillIn(browser, name);
    const third = await sent(browser);
    await browser.open(third.statusPath);
    expect(browser.text()).toContain("Es läuft noch ein zweiter Antrag");
    await browser.click(`Zum anderen Antrag ${reference}`);
    await browser.click("Antrag zurückziehen");
    await browser.submit("Antrag zurückziehen");
    await browser.open(third.statusPath);
    expect(browser.text()).not.toContain("Es läuft noch ein zweiter Antrag");
    const alone = await as(kim, async (ctx) => (await getCase(ctx, third.caseId)).caseId);
    const citizen = as({ kind: "citizen" }, (ctx) => tellOfSecondApplication(ctx, alone));
    await expect(citizen).rejects.toThrow("accounts.duty-missing");
  });

  test("is the only one who can: no other mailbox, and no caseworker in their name", async () => {
    const browser = web.openBrowser();
    await fillIn(browser);
    const { caseId } = await sent(browser);
    const mailboxId = "0197f3a0-0000-7000-8000-00000000000f";
    for (const actor of [{ kind: "citizen", mailboxId } as const, { kind: "citizen" } as const, kim]) {
      await expect(as(actor, (ctx) => withdrawCase(ctx, { caseId }))).rejects.toThrow("cases.foreign-case");
    }
  });
});

describe("the photograph's code", () => {
  const codes = [
    ["XX12-3456-7890", "Den Code Ihres Lichtbilds gibt es nicht"],
    ["XU12-3456-7890", "Der Code Ihres Lichtbilds wurde schon benutzt"],
    ["XA12-3456-7890", "Der Code Ihres Lichtbilds ist abgelaufen"],
  ] as const;

  test.each(codes)("%s is answered in the mailbox, and another one is taken", async (code, title) => {
    const browser = web.openBrowser();
    await fillIn(browser, { "Das Lichtbild": { fotoWeg: "code", fotoCode: code } });
    const { caseId, statusPath } = await sent(browser);
    await drained();
    expect((await as(kim, (ctx) => listMessages(ctx, caseId))).map(({ subject }) => subject)).toContain(title);
    await browser.open(statusPath);
    expect(browser.text()).toContain("Ihr Antrag bleibt, wie er ist.");
    await browser.click("Anderen Code eingeben");
    expect(browser.headers["permissions-policy"]).toContain("camera=(self)");
    browser.fill({ code: "??" });
    await browser.submit("Lichtbild abrufen");
    expect(browser.status).toBe(422);
    expect(browser.value("code")).toBe("??");
    browser.fill({ code: `GUT-${code}` });
    await browser.submit("Lichtbild abrufen");
    await drained();
    await browser.open(statusPath);
    expect(browser.text()).toContain("Ihr Lichtbild liegt uns vor.");
    expect((await as(kim, (ctx) => listHistory(ctx, caseId))).map(({ action }) => action)).toContain(
      "ausweis.lichtbild",
    );
    await browser.open(`${statusPath}/lichtbild`);
    const stranger = web.openBrowser();
    await stranger.open(`${statusPath}/lichtbild`);
    expect(stranger.path).toContain("/fortsetzen");
    // Nor through a mailbox of one's own.
    await fillIn(stranger);
    const own = await sent(stranger);
    await stranger.open(`${own.statusPath.replace(own.caseId, caseId)}/lichtbild`);
    expect(stranger.status).toBe(404);
  });

  test("stands in no job: the queue is that of all towns, and keeps what is done for a week", async () => {
    const browser = web.openBrowser();
    await fillIn(browser, { "Das Lichtbild": { fotoWeg: "code", fotoCode: "GEHEIM-4711-0815" } });
    const { statusPath } = await sent(browser);
    await drained();
    await browser.open(statusPath);
    expect(browser.text()).toContain("Ihr Lichtbild liegt uns vor.");
    const { rows } = await database.asSuperuser((client) =>
      client.query("select from pgboss.job where data::text like '%4711%'"),
    );
    expect(rows).toHaveLength(0);
  });

  test("no page but those that scan or take a picture may ask for the camera", async () => {
    const browser = web.openBrowser();
    const allowed: string[] = [];
    await fillIn(browser, {}, (heading) => {
      if (browser.headers["permissions-policy"]?.includes("camera=(self)") === true) allowed.push(heading);
    });
    expect(allowed).toEqual(["Das Lichtbild"]);
    await browser.open("/paderborn/ausweis/foto");
    expect(browser.headers["permissions-policy"]).toContain("camera=(self)");
  });
});

describe("the signature", () => {
  test("is given on a page of its own, goes to the office, and goes with an application that came to nothing", async () => {
    const browser = web.openBrowser();
    let signaturePath = "";
    await fillIn(browser, {}, async (heading) => {
      if (heading !== "Ihre Unterschrift") return;
      await browser.click("Jetzt unterschreiben");
      signaturePath = browser.path;
      await browser.submit("Weiter");
      expect(browser.errors()).toEqual(["Unterschreiben Sie auf dem Bildschirm, oder tragen Sie Ihren Namen ein."]);
      browser.fill({ "Ihr Vor- und Nachname": "Łucja Zoë Bjørnsen-Weiß", "unterschrift-erklaerung": true });
      await browser.submit("Weiter");
      expect(browser.text()).toContain("Sie unterschreiben beim Termin");
    });
    expect(browser.heading()).toBe("Prüfen und senden");
    expect(browser.text()).toContain("Sie unterschreiben beim Termin im Amt.");
    const stranger = web.openBrowser();
    await stranger.open(signaturePath);
    expect(stranger.path).toContain("/fortsetzen");
    const { caseId } = await sent(browser);
    await browser.open(signaturePath);
    expect(browser.heading()).toBe("Ihr Antrag ist vorbereitet");

    const desk = await signedIn("casework");
    await desk.open(`/paderborn/amt/vorgang/${caseId}`);
    expect(desk.text()).toContain("Łucja Zoë Bjørnsen-Weiß unterschreibt beim Termin von Hand");

    await withdraw(caseId);
    await as(system, (ctx) => ctx.jobs.send(ctx, "ausweis.forget-online", {}));
    await drained();
    expect(await as(kim, (ctx) => listDeletions(ctx, caseId))).toMatchObject([{ rule: "unterschrift" }]);
    await desk.open(`/paderborn/amt/vorgang/${caseId}`);
    expect(desk.text()).not.toContain("unterschreibt beim Termin von Hand");
  });

  test("is left for the appointment where the town wants it so, and by children under ten", async () => {
    await as(system, (ctx) => setOnlineSetting(ctx, { unterschriftAmHandy: false, ohneTermin: false, klausel: "" }));
    try {
      const browser = web.openBrowser();
      await fillIn(browser, {}, (heading) => {
        if (heading !== "Ihre Unterschrift") return;
        expect(browser.text()).toContain("Sie unterschreiben beim Termin im Amt.");
        expect(browser.links().map(({ text }) => text)).not.toContain("Jetzt unterschreiben");
      });
    } finally {
      await as(system, (ctx) => setOnlineSetting(ctx, { unterschriftAmHandy: true, ohneTermin: false, klausel: "" }));
    }
  });
});

async function signedIn(duty: "casework" | "administration"): Promise<Browser> {
  const desk = web.openBrowser();
  await desk.open("/paderborn/amt/anmelden");
  desk.fill({ "E-Mail-Adresse": `${duty}@stadt.example`, Passwort: password });
  await desk.submit("Anmelden");
  return desk;
}

describe("an experiment without an appointment", () => {
  test("needs a clause, and the administration", async () => {
    const page = "/paderborn/amt/ausweis/einstellungen/online";
    const desk = await signedIn("casework");
    await desk.open(page);
    expect(desk.status).toBe(403);
    await expect(
      as(kim, (ctx) => setOnlineSetting(ctx, { unterschriftAmHandy: true, ohneTermin: true, klausel: "§ 1" })),
    ).rejects.toThrow("accounts.duty-missing");
    const office = await signedIn("administration");
    await office.open(page);
    expect(office.text()).toContain("§ 9 Abs. 1 Satz 2 PAuswG");
    office.fill({ "Ausweise ohne Termin bestellen": true });
    await office.submit("Speichern");
    expect(office.errors()).toEqual([
      "Nennen Sie die Erprobungsklausel mit ihrer Fundstelle, oder schalten Sie die Erprobung aus.",
    ]);
    office.fill({ klausel: "§ 7 Modellregionengesetz (erfunden)" });
    await office.submit("Speichern");
    expect(office.text()).toContain("Gespeichert");
  });

  test("says on which clause it relies and what would stand in the way; a case keeps what held when it was sent", async () => {
    const browser = web.openBrowser();
    await fillIn(browser, { "Das Lichtbild": { fotoWeg: "code", fotoCode: "ERPROBUNG-0001" } }, (heading) => {
      if (heading !== "Das gilt für Sie") return;
      expect(browser.text()).toContain("§ 7 Modellregionengesetz (erfunden)");
      expect(browser.text()).toContain("§ 9 Abs. 1 Satz 2 PAuswG");
    });
    const { caseId, statusPath } = await sent(browser);
    expect(browser.text()).not.toContain("Termin buchen");
    await as(system, (ctx) => setOnlineSetting(ctx, { unterschriftAmHandy: true, ohneTermin: false, klausel: "" }));
    await drained();
    await browser.open(statusPath);
    expect(browser.text()).toContain("§ 7 Modellregionengesetz (erfunden)");
    expect(browser.text()).not.toContain("Termin buchen");
    for (const outcome of ["vollstaendig", "erfasst"]) {
      await as(kim, (ctx) => completeStep(ctx, caseId, outcome));
    }
    await browser.open(statusPath);
    expect(browser.text()).toContain("Ihr Ausweis ist beim Hersteller bestellt.");
  });
});
