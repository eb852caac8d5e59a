import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { type Actor, addDays, formatDay, instantInBerlin, newId, plainDay } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import {
  type Browser,
  createTestDatabase,
  createTestWeb,
  type TestDatabase,
  type TestWeb,
} from "../../platform/testing/index.ts";
import { sessionCookieName } from "../../platform/web/index.ts";
import { configureMail, defineCodeResolvers, messagingJobs, messagingRoutes } from "../messaging/index.ts";
import { findTown, nextWorkingDay, switchOnTown } from "../tenants/index.ts";
import {
  appointmentCodeResolver,
  appointmentsJobs,
  appointmentsRoutes,
  bookSlot,
  defineAppointmentSubject,
  findAppointmentOfCase,
  seedAppointments,
} from "./index.ts";

const system = { kind: "system", name: "test" } as const;
const staff = (
  ...duties: Extract<Actor, { kind: "staff" }>["duties"][number][]
): Extract<Actor, { kind: "staff" }> => ({
  kind: "staff",
  staffId: newId(),
  name: "Ada Kern",
  duties,
});
const people = {
  ada: staff("casework"),
  adi: staff("administration"),
  reg: staff("records", "register"),
} as const;

let database: TestDatabase;
let web: TestWeb;
let browser: Browser;
let town: number;
let otherTown: number;
let placeId: string;
let counterIds: readonly string[];
let day = plainDay("2026-11-24");
const at = (hour: number, minute = 0) => instantInBerlin(day, hour, minute);

beforeAll(async () => {
  database = await createTestDatabase(inject("testServer"), [...appointmentsJobs, ...messagingJobs]);
  configureMail({ publicUrl: "http://localhost", transport: { kind: "folder", send: async () => undefined } });
  defineCodeResolvers([appointmentCodeResolver]);
  [otherTown, town] = await database.db.inPlatform(async (tx) => {
    const ctx = { tx, actor: system, now: database.now };
    return [
      (await switchOnTown(ctx, { ags: "delbrueck", demo: true })).tenantId,
      (await switchOnTown(ctx, { ags: "paderborn", demo: true })).tenantId,
    ];
  });
  ({ placeId, counterIds } = await run((ctx) => seedAppointments(ctx, { address: "Marienplatz 11, 33098 Paderborn" })));
});
afterAll(() => database.close());
beforeEach(async () => {
  database.now = new Date("2026-11-20T09:00:00Z");
  day = nextWorkingDay(addDays(day, 1));
  defineAppointmentSubject({ listSubjects: async () => new Map(), findSubject: async () => undefined });
  web = await createTestWeb(database, {
    routes: [...appointmentsRoutes, ...messagingRoutes],
    dependencies: {
      findTown: (slug) => database.db.inPlatform((tx) => findTown(tx, slug)),
      authenticate: async (_ctx, token) => people[token as keyof typeof people],
    },
  });
  browser = web.openBrowser();
});
afterEach(() => web.close());

function run<T>(work: (ctx: Ctx) => Promise<T>): Promise<T> {
  return database.run(town, system, work);
}
const signIn = (who: keyof typeof people) => browser.setCookie(sessionCookieName("paderborn"), who);
const book = (start: Date, over: object = {}) =>
  run((ctx) =>
    bookSlot(ctx, {
      serviceKey: "personalausweis",
      start,
      people: 1,
      name: "Kim Muster",
      codeMac: newId(),
      language: "de",
      ...over,
    }),
  );
const button = (time: string) => `${time} Uhr, ${formatDay(day, "de")}`;
async function choose(time: string, service = "personalausweis", by = browser): Promise<void> {
  await by.open(`/paderborn/termine/${service}?ab=${day}`);
  await by.submit(button(time));
}
const codeOn = (by = browser) => /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(by.text())?.[0] ?? "";

describe("a citizen", () => {
  test("finds a time, keeps it, books it without an account, and gets a code, a number and a calendar file", async () => {
    await browser.open("/paderborn/termine");
    await browser.click("Personalausweis beantragen");
    expect(browser.heading()).toBe("Personalausweis beantragen");
    await choose("09:30");
    expect(browser.heading()).toBe("Termin buchen");
    expect(browser.text()).toContain("Wir halten diese Zeit für Sie frei bis 10:15 Uhr.");
    await browser.submit("Verbindlich buchen");
    expect([browser.status, browser.errors()]).toEqual([422, ["Geben Sie Ihren Namen ein."]]);
    browser.fill({ "Ihr Name": "Zoë Ángström" });
    await browser.submit("Verbindlich buchen");
    expect(browser.heading()).toBe("Ihr Termin ist gebucht");
    expect(browser.text()).toContain("09:30 Uhr");
    expect(browser.text()).toMatch(/T \d+/);
    expect(codeOn()).not.toBe("");
    await browser.click("In den Kalender");
    expect(browser.headers["content-type"]).toContain("text/calendar");
    const file = Buffer.from(browser.bytes).toString();
    expect(file).toContain(`DTSTART;TZID=Europe/Berlin:${day.replaceAll("-", "")}T093000`);
    expect(file).not.toContain("Zoë");
  });

  test("who sends the same form again gets the same appointment", async () => {
    await choose("09:30");
    const confirmPath = browser.path;
    browser.fill({ "Ihr Name": "Kim" });
    await browser.submit("Verbindlich buchen");
    const booked = browser.path.split("?")[0];
    const csrf = /name="_csrf" value="([^"]+)"/;
    await browser.open(`/paderborn/termine/personalausweis?ab=${day}`);
    const token = csrf.exec(browser.html)?.[1] ?? "";
    await browser.post(confirmPath, { _csrf: token, name: "Kim", beginn: at(9, 30).toISOString(), personen: "1" });
    expect(browser.path.split("?")[0]).toBe(booked);
  });

  test("who is too slow by a second is shown the next free times", async () => {
    await browser.open(`/paderborn/termine/personalausweis?ab=${day}`);
    await book(at(9));
    await book(at(9));
    await browser.submit(button("09:00"));
    expect(browser.status).toBe(409);
    expect(browser.text()).toContain("Diese Zeit hat gerade jemand anders genommen");
    await browser.submit(button("09:10"));
    expect(browser.heading()).toBe("Termin buchen");
  });

  test("holds one time at once: another choice gives the first back", async () => {
    await choose("09:00");
    await choose("10:00");
    const other = web.openBrowser();
    await other.open(`/paderborn/termine/personalausweis?ab=${day}`);
    await other.submit(button("09:00"));
    await book(at(9));
    expect(other.heading()).toBe("Termin buchen");
    await other.submit("Diese Zeit nicht nehmen");
    expect(other.text()).toContain("Ihre Zeit ist wieder frei für andere.");
  });

  test("who took too long books all the same while the time is free, and is told when it is not", async () => {
    await choose("09:00");
    database.now = new Date(database.now.getTime() + 20 * 60_000);
    browser.fill({ "Ihr Name": "Kim" });
    await browser.submit("Verbindlich buchen");
    expect(browser.heading()).toBe("Ihr Termin ist gebucht");
    await choose("09:10");
    database.now = new Date(database.now.getTime() + 20 * 60_000);
    await book(at(9, 10));
    await book(at(9, 10));
    browser.fill({ "Ihr Name": "Kim" });
    await browser.submit("Verbindlich buchen");
    expect(browser.text()).toContain("Ihre Zeit wurde wieder freigegeben");
  });

  test("cannot take over what another device holds", async () => {
    await choose("09:00");
    const other = web.openBrowser();
    await other.open(browser.path);
    expect(other.text()).toContain("Ihre Zeit wurde wieder freigegeben");
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(other.html)?.[1] ?? "";
    await other.post(`${browser.path}/freigeben`, { _csrf });
    expect(other.status).toBe(200);
    await browser.open(browser.path);
    expect(browser.heading()).toBe("Termin buchen");
  });

  test("changes and cancels with the code, on another device too", async () => {
    await choose("09:00");
    browser.fill({ "Ihr Name": "Kim" });
    await browser.submit("Verbindlich buchen");
    const code = codeOn();
    const path = browser.path.split("?")[0] ?? "";
    const other = web.openBrowser();
    await other.open(path);
    expect([other.status, other.heading()]).toEqual([403, "Code eingeben"]);
    expect(other.text()).not.toContain("09:00");
    other.fill({ "Ihr Code": "K7F3-9QMD-2XTP" });
    await other.submit("Weiter");
    expect([other.status, other.errors().length]).toEqual([422, 1]);
    other.fill({ "Ihr Code": code.toLowerCase() });
    await other.submit("Weiter");
    expect(other.heading()).toBe("Ihr Termin");
    await other.click("Andere Zeit wählen");
    await other.open(`${path}/aendern?ab=${day}`);
    await other.submit(button("10:20"));
    expect(other.text()).toContain("Ihr Termin ist geändert.");
    expect(other.text()).toContain("10:20 Uhr");
    await other.click("Termin absagen");
    expect(other.heading()).toBe("Möchten Sie den Termin absagen?");
    await other.submit("Ja, absagen");
    expect(other.text()).toContain("Dieser Termin ist abgesagt");
    await other.open("/paderborn/fortsetzen");
    other.fill({ code });
    await other.submit("Weiter");
    expect(other.path).toBe(path);
  });

  test("learns the same of an appointment that is not theirs as of one that is not there", async () => {
    const { appointmentId } = await book(at(9));
    const answers: string[] = [];
    for (const id of [appointmentId, newId(), "nichts"]) {
      await browser.open(`/paderborn/termin/${id}`);
      answers.push(`${browser.status} ${browser.heading()}`);
      await browser.open(`/paderborn/termin/${id}/termin.ics`);
      answers.push(`${browser.status} ${browser.heading()}`);
      await browser.open(`/delbrueck/termin/${id}`);
      answers.push(`${browser.status} ${browser.heading()}`);
    }
    expect([...new Set(answers)]).toEqual(["403 Code eingeben"]);
  });

  test("joins the waiting list, is offered a freed time, and takes it", async () => {
    const mine = await book(at(9));
    await browser.open("/paderborn/termine/personalausweis/warteliste");
    browser.fill({ "Ihr Name": "Bo", "Bis wann": "gestern" });
    await browser.submit("Auf die Warteliste setzen");
    expect([browser.status, browser.errors().length]).toEqual([422, 1]);
    const [year, month, date] = day.split("-");
    browser.fill({ "Bis wann": `${date}.${month}.${year}` });
    await browser.submit("Auf die Warteliste setzen");
    expect(browser.heading()).toBe("Sie stehen auf der Warteliste");
    const path = browser.path;
    const other = web.openBrowser();
    await other.open(path);
    expect(other.heading()).toBe("Code eingeben");
    other.setCookie(sessionCookieName("paderborn"), "ada");
    await other.open(`/paderborn/amt/termine/${mine.appointmentId}`);
    await other.click("Termin absagen");
    // Asked once: by one wrong click a person would have stood before a counter that expects somebody else.
    expect(other.heading()).toBe("Möchten Sie den Termin absagen?");
    expect(other.text()).toContain("erfährt es nicht von selbst");
    await other.click("Nein, Termin behalten");
    expect(other.text()).toContain("gebucht");
    await other.click("Termin absagen");
    await other.submit("Ja, absagen");
    expect(other.text()).toContain("abgesagt");
    await other.open(`/paderborn/amt/termine/${mine.appointmentId}/absagen`);
    expect(other.path).toBe(`/paderborn/amt/termine/${mine.appointmentId}`);
    await browser.open(path);
    expect(browser.heading()).toBe("Ein Termin ist frei geworden");
    await browser.submit("Termin annehmen");
    expect(browser.heading()).toBe("Ihr Termin ist gebucht");
    expect(browser.text()).toContain("09:00 Uhr");
  });

  test("reads all of it in English, and what is empty says so", async () => {
    await browser.open("/en/paderborn/termine/personalausweis");
    expect(browser.text()).toContain("Choose a time. We keep it for you for 15 minutes.");
    await browser.open("/delbrueck/termine");
    expect(browser.text()).toContain("Hier gibt es noch keine Termine zu buchen");
    await browser.open("/paderborn/termine/nichts");
    expect(browser.status).toBe(404);
  });

  test("who sends nonsense gets a page that helps", async () => {
    await browser.open(`/paderborn/termine/personalausweis?ab=31.02.2026&personen=tausend`);
    expect(browser.status).toBe(200);
    const token = /name="_csrf" value="([^"]+)"/.exec(browser.html)?.[1] ?? "";
    for (const beginn of ["", "morgen", "2026-11-19T08:00:00.000Z", "9999-99-99T99:99:99.999Z"]) {
      await browser.post("/paderborn/termine/personalausweis/zeit", { _csrf: token, beginn, personen: "-1" });
      expect([beginn, browser.status]).toEqual([beginn, 409]);
      expect(browser.text()).toContain("Diese Zeit gibt es nicht mehr");
    }
  });
});

describe("the desk", () => {
  test("sees the day by counter and time, lets people in, calls them, and the screen shows number and counter", async () => {
    const appointment = await book(at(9), { name: "Kim Muster" });
    database.now = at(8, 50);
    signIn("ada");
    await browser.open("/paderborn/amt/termine");
    expect(browser.text()).toContain("09:00 Kim Muster");
    await browser.submit("Ist da Kim Muster");
    await browser.submit("Nummer ausgeben");
    expect(browser.text()).toContain("Ausgegeben: Nummer W 2");
    browser.fill({ schalter: "Schalter 2" });
    database.now = at(9, 2);
    await browser.submit("Nächste Person aufrufen");
    expect(browser.text()).toContain(`Aufgerufen: ${appointment.ticket}`);
    expect(browser.value("schalter")).toBe(counterIds[1]);
    const screen = web.openBrowser();
    await screen.open("/paderborn/aufruf/buergerbuero");
    expect(screen.text()).toContain(`${appointment.ticket}\nSchalter 2`);
    expect(screen.text()).not.toContain("Muster");
    expect(screen.html).toContain('<meta http-equiv="refresh" content="5"');
    await browser.submit(`Fertig ${appointment.ticket}`);
    await browser.submit("Nächste Person aufrufen");
    expect(browser.text()).toContain("Aufgerufen: W 2");
    await browser.submit("Nicht gekommen W 2");
    await browser.submit("Nächste Person aufrufen");
    expect(browser.text()).toContain("Für diesen Schalter wartet niemand.");
    await screen.open("/paderborn/aufruf/buergerbuero");
    expect(screen.text()).toContain("Im Moment wird niemand aufgerufen");
    await browser.open("/paderborn/amt/termine/wartezeiten");
    expect(browser.text()).toContain("Mit Termin warten Menschen im Mittel 2 Minuten, ohne Termin 12");
  });

  test("moves by form, and by drag with what the table says; what is taken changes nothing", async () => {
    const caseId = newId();
    const mine = await book(at(9), { caseId });
    const other = await book(at(10));
    signIn("ada");
    await browser.open(`/paderborn/amt/termine/${mine.appointmentId}`);
    browser.fill({ Zeit: "9:40" });
    await browser.submit("Verschieben");
    expect(browser.text()).toContain("Der Termin ist verschoben.");
    expect((await run((ctx) => findAppointmentOfCase(ctx, caseId)))?.start).toEqual(at(9, 40));
    const token = /name="_csrf" value="([^"]+)"/.exec(browser.html)?.[1] ?? "";
    const path = `/paderborn/amt/termine/${mine.appointmentId}/verschieben`;
    const cell = new RegExp(`data-counter="${counterIds[1]}" data-start="${at(11).toISOString()}"`);
    expect(browser.html).toMatch(cell);
    await browser.post(path, { _csrf: token, beginn: at(11).toISOString(), schalter: counterIds[1] ?? "" });
    expect((await run((ctx) => findAppointmentOfCase(ctx, caseId)))?.counterId).toBe(counterIds[1]);
    await browser.post(path, { _csrf: token, beginn: at(10, 5).toISOString(), schalter: other.counterId });
    expect([browser.status, browser.text().includes("An diesem Schalter ist die Zeit belegt.")]).toEqual([409, true]);
    await browser.open(`/paderborn/amt/termine/${mine.appointmentId}`);
    browser.fill({ Zeit: "halb zehn" });
    await browser.submit("Verschieben");
    expect(browser.text()).toContain("Geben Sie Tag und Uhrzeit ein");
    expect(browser.value("Zeit")).toBe("halb zehn");
  });

  test("links an appointment to its case", async () => {
    const caseId = newId();
    const { appointmentId } = await book(at(9), { caseId });
    defineAppointmentSubject({
      findSubject: async () => undefined,
      listSubjects: async (_ctx, ids, audience) =>
        new Map(
          ids.map((id) => [id, { title: "32-2026-17", href: audience === "desk" ? `/amt/vorgang/${id}` : "/x" }]),
        ),
    });
    signIn("ada");
    await browser.open(`/paderborn/amt/termine/${appointmentId}`);
    expect(browser.links()).toContainEqual({ text: "32-2026-17", href: `/paderborn/amt/vorgang/${caseId}` });
  });

  test("enters an absence, and is told how many appointments lie in it", async () => {
    const { appointmentId, counterId } = await book(at(9));
    signIn("ada");
    await browser.open("/paderborn/amt/termine/einstellungen");
    expect(browser.text()).not.toContain("Anliegen anlegen oder ändern");
    const [year, month, date] = day.split("-");
    const on = `${date}.${month}.${year}`;
    browser.fill({ wo: `${placeId} ${counterId}`, von: on, ab: "8", bis: on, ende: "7:00" });
    await browser.submit("Schließung eintragen");
    expect([browser.status, browser.value("von")]).toEqual([422, on]);
    browser.fill({ wo: `${placeId} ${counterId}`, ende: "12:30" });
    await browser.submit("Schließung eintragen");
    expect(browser.text()).toContain("Gebuchte Termine in dieser Zeit: 1");
    // Which one it is stands there too, with the way to move it.
    expect(browser.links().map(({ href }) => href)).toContain(`/paderborn/amt/termine/${appointmentId}`);
    await browser.submit("Löschen");
    expect(browser.text()).toContain("Nichts geplant.");
  });

  test("lets the administration set hours, services, counters and places", async () => {
    signIn("adi");
    await browser.open("/paderborn/amt/termine/einstellungen");
    browser.fill({ Samstag: "9–12, 11–13" });
    await browser.submit("Speichern", { nth: 0 });
    expect([browser.status, browser.value("Samstag")]).toEqual([422, "9–12, 11–13"]);
    browser.fill({ Samstag: "9–12" });
    await browser.submit("Speichern", { nth: 0 });
    expect(browser.value("Samstag")).toBe("09:00–12:00");
  });

  test("makes a place, a service and a counter that people can then book, and gives back what was wrong", async () => {
    signIn("adi");
    const settings = "/paderborn/amt/termine/einstellungen";
    await browser.open(settings);
    const token = /name="_csrf" value="([^"]+)"/.exec(browser.html)?.[1] ?? "";
    const send = (form: string, fields: Readonly<Record<string, string>>) =>
      browser.post(`${settings}/${form}`, { _csrf: token, _submission: newId(), formular: form, ...fields });
    const service = {
      kuerzel: "fundbuero",
      nameDe: "Fundsache abholen",
      nameEn: "Collect lost property",
      minuten: "10",
      weitere: "0",
      personen: "2",
      vorlauf: "0",
      voraus: "30",
      buchbar: "ja",
    };
    for (const wrong of [{ kuerzel: "Fund Büro" }, { minuten: "0" }, { nameDe: " " }, { voraus: "tausend" }]) {
      await send("anliegen", { ...service, ...wrong });
      expect([wrong, browser.status]).toEqual([wrong, 422]);
      expect(browser.html).toContain('value="Collect lost property"');
    }
    await send("ort", { kuerzel: "rathaus", nameDe: "", nameEn: "Town hall", anschrift: "Am Abdinghof 11" });
    expect([browser.status, browser.html.includes('value="Am Abdinghof 11"')]).toEqual([422, true]);
    await send("ort", { kuerzel: "rathaus", nameDe: "Rathaus", nameEn: "Town hall", anschrift: "Am Abdinghof 11" });
    await send("anliegen", service);
    const place = /<option value="([^"]+)"[^>]*>Rathaus<\/option>/.exec(browser.html)?.[1] ?? "";
    const counter = { ort: place, nummer: "1", nameDe: "Tisch 1", nameEn: "Desk 1", erledigt: "fundbuero" };
    await send("schalter", { ...counter, nummer: "null" });
    expect(browser.status).toBe(422);
    await send("schalter", counter);
    await send("zeiten", { ort: place, ...Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`tag${n}`, "9-12"])) });
    expect(browser.text()).toContain("Tisch 1");
    await send("zeiten", { ort: newId(), tag1: "9-12" });
    expect(browser.status).toBe(404);
    await browser.open(`/paderborn/termine/fundbuero?ab=${day}&zeit=constructor`);
    expect(browser.status).toBe(200);
    await browser.submit(button("09:00"));
    expect(browser.heading()).toBe("Termin buchen");
    signIn("ada");
    for (const form of ["ort", "anliegen", "schalter", "zeiten"]) {
      await send(form, service);
      expect([form, browser.status]).toEqual([form, 403]);
    }
  });

  test("says how long people wait where nobody has an appointment", async () => {
    await database.run(otherTown, system, (ctx) =>
      seedAppointments(ctx, { address: "Lange Straße 45, 33129 Delbrück" }),
    );
    database.now = at(9);
    browser.setCookie(sessionCookieName("delbrueck"), "ada");
    await browser.open("/delbrueck/amt/termine");
    await browser.submit("Nummer ausgeben");
    database.now = at(9, 7);
    await browser.submit("Nächste Person aufrufen");
    await browser.open("/delbrueck/amt/termine/wartezeiten");
    expect(browser.text()).toContain("Ohne Termin warten Menschen im Mittel 7 Minuten");
    await browser.open("/en/delbrueck/amt/termine/wartezeiten");
    expect(browser.text()).toContain("People without an appointment wait 7 minutes on average");
  });

  test("is not open on a public holiday, whatever the hours say", async () => {
    await browser.open("/paderborn/termine/personalausweis?ab=2026-12-24");
    expect(browser.text()).toMatch(/25\. Dezember 2026[\s\S]{0,40}Weihnachtstag/);
  });

  test("is closed to whom it is not for", async () => {
    const { appointmentId } = await book(at(9));
    const pages = ["", "/wartezeiten", `/${appointmentId}`];
    for (const [who, allowed] of [
      ["reg", []],
      ["adi", ["/einstellungen"]],
    ] as const) {
      signIn(who);
      for (const path of [...pages, "/einstellungen"]) {
        await browser.open(`/paderborn/amt/termine${path}`);
        expect([path, browser.status]).toEqual([path, (allowed as readonly string[]).includes(path) ? 200 : 403]);
      }
    }
    browser.clearCookies();
    await browser.open("/paderborn/termine");
    for (const route of appointmentsRoutes.filter(({ path }) => path.startsWith("/:town/amt"))) {
      expect([route.path, route.access === "public"]).toEqual([route.path, false]);
    }
  });
});
