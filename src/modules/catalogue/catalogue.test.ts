import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { type Actor, Forbidden, NotFound } from "../../kernel/index.ts";
import {
  type Browser,
  createTestDatabase,
  createTestWeb,
  type TestDatabase,
  type TestWeb,
} from "../../platform/testing/index.ts";
import { routes as accountsRoutes, authenticate, createStaff } from "../accounts/index.ts";
import { defineLeistungen } from "../forms/index.ts";
import { findTown, switchOnTown, type Tenant } from "../tenants/index.ts";
import { availability, catalogueRoutes, chooseLeistung, listOffers, seedCatalogue } from "./index.ts";
import { exampleLeistungen } from "./testing/example-leistungen.ts";

let database: TestDatabase;
let web: TestWeb;
let town: Tenant;
let neighbour: Tenant;
let browser: Browser;

const system = { kind: "system", name: "test" } as const;
const citizen = { kind: "citizen" } as const;
const password = "Regen Tisch Mond Gabel";
const staff = (...duties: Extract<Actor, { kind: "staff" }>["duties"]): Actor => ({
  kind: "staff",
  staffId: "0197f3a0-0000-7000-8000-000000000000",
  name: "Bea Boss",
  duties,
});
const contact = {
  officeName: "Bürgeramt",
  street: "Marienplatz 2",
  postcode: "33098",
  city: "Paderborn",
  phone: "05251 88-0",
  email: "buergeramt@paderborn.example",
  hours: { de: ["Montag bis Freitag: 8 bis 12 Uhr"], en: ["Monday to Friday: 8 am to 12 noon"] },
};
const choice = (leistungId: string, enabled: boolean, position = 10) => ({
  leistungId,
  enabled,
  position,
  note: { de: "", en: "" },
});

beforeAll(async () => {
  defineLeistungen(exampleLeistungen);
  database = await createTestDatabase(inject("testServer"));
  const switchOn = (ags: string) =>
    database.db.inPlatform((tx) =>
      switchOnTown({ tx, actor: system, now: database.now }, { ags, demo: true, contact }),
    );
  town = await switchOn("05774032");
  neighbour = await switchOn("05774020");
  for (const [email, duty] of [
    ["bea@stadt.example", "administration"],
    ["ada@stadt.example", "casework"],
  ] as const) {
    await database.run(town.tenantId, system, (ctx) =>
      createStaff(ctx, { name: email, email, password, duties: [duty] }),
    );
  }
  web = await createTestWeb(database, {
    routes: [...catalogueRoutes, ...accountsRoutes],
    dependencies: { findTown: (slug) => database.db.inPlatform((tx) => findTown(tx, slug)), authenticate },
  });
});
afterAll(async () => {
  await web.close();
  await database.close();
});
beforeEach(async () => {
  browser = web.openBrowser();
  for (const [index, { id }] of exampleLeistungen.entries()) {
    await database.run(town.tenantId, system, (ctx) => chooseLeistung(ctx, choice(id, true, (index + 1) * 10)));
  }
});

async function signInAs(email: string): Promise<void> {
  await browser.open("/paderborn/amt/anmelden");
  browser.fill({ "E-Mail": email, Passwort: password });
  await browser.submit("Anmelden");
}

describe("The home page of a town", () => {
  test("names the town, asks what people want, and tells how to reach it", async () => {
    await browser.open("/paderborn");
    expect(browser.status).toBe(200);
    expect(browser.heading()).toBe("Stadt Paderborn");
    for (const words of [
      "Was möchten Sie erledigen?",
      "Gewerbe anmelden",
      "Unternehmen und Gewerbe",
      "3 Leistungen",
      "Marienplatz 2",
      "Montag bis Freitag: 8 bis 12 Uhr",
      "05251 88-0",
    ]) {
      expect(browser.text()).toContain(words);
    }
    expect(browser.links()).toContainEqual({ text: "Mit Code fortsetzen", href: "/paderborn/fortsetzen" });
  });

  test("shows the first six services of the town's order and says honestly where each is done", async () => {
    await browser.open("/paderborn");
    expect(browser.text()).not.toContain("Hund zur Steuer anmelden");
    await database.run(town.tenantId, system, (ctx) => chooseLeistung(ctx, choice("hundesteuer-anmelden", true, 1)));
    await browser.open("/paderborn");
    expect(browser.text()).toContain("Hund zur Steuer anmelden");
    expect(browser.text()).toMatch(/Gewerbe anmelden: so geht es\.\s+online/);
    expect(browser.text()).toMatch(/Personalausweis beantragen: so geht es\.\s+vor Ort/);
  });

  test("speaks English", async () => {
    await browser.open("/en/paderborn");
    expect(browser.text()).toContain("What would you like to do?");
    expect(browser.text()).toContain("Register a business");
    expect(browser.text()).toContain("Monday to Friday");
  });
});

describe("The search of a town", () => {
  test("finds what is meant from the home page on, and puts the mistake right", async () => {
    await browser.open("/paderborn");
    browser.fill({ q: "Gewreb anmelden" });
    await browser.submit("Suchen");
    expect(browser.path).toBe("/paderborn/leistungen?q=Gewreb+anmelden");
    await browser.click("Meinten Sie „Gewerbe anmelden“?");
    expect(browser.path).toContain("/leistungen?q=Gewerbe%20anmelden");
    await browser.click("Gewerbe anmelden");
    expect(browser.path).toBe("/paderborn/leistungen/gewerbe-anmelden");
  });

  test("says which everyday words a service was found by", async () => {
    await browser.open("/paderborn/leistungen?q=Firma%20gruenden");
    expect(browser.text()).toContain("Auch gesucht als: Firma gründen");
  });

  test("helps where nothing is found", async () => {
    await browser.open("/paderborn/leistungen?q=Quantenphysik");
    expect(browser.text()).toContain("Nichts gefunden für „Quantenphysik“");
    expect(browser.text()).toContain("05251 88-0");
    expect(browser.text()).toContain("Ausweise und Dokumente");
  });

  test("shows what was typed as text, never as markup", async () => {
    await browser.open(`/paderborn/leistungen?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect(browser.status).toBe(200);
    expect(browser.html).not.toContain("<script>alert");
  });

  test("lists everything, or one situation in life; an unknown one is everything", async () => {
    await browser.open("/paderborn/leistungen");
    expect(browser.text()).toContain("Eheschließung anmelden");
    await browser.open("/paderborn/leistungen?lage=ausweise");
    expect(browser.heading()).toBe("Leistungen: Ausweise und Dokumente");
    expect(browser.text()).toContain("Reisepass beantragen");
    expect(browser.text()).not.toContain("Eheschließung anmelden");
    await browser.open("/paderborn/leistungen?lage=constructor");
    expect(browser.heading()).toBe("Leistungen");
  });
});

describe("The page of a service", () => {
  test("tells all about it and begins", async () => {
    await browser.open("/paderborn/leistungen/gewerbe-anmelden");
    for (const words of ["Für wen?", "Was kostet es?", "26,00 €", "Gebührenordnung", "§ 14 GewO", "etwa 12 Minuten"]) {
      expect(browser.text()).toContain(words);
    }
    expect(browser.text()).toContain("Jetzt online beantragen");
    expect(browser.html).toContain('action="/paderborn/leistungen/gewerbe-anmelden/beginnen"');
    expect(browser.text()).toContain("Gewerbe abmelden");
  });

  test("says how long the file is kept (Art. 13 Abs. 2 Buchst. a DSGVO)", async () => {
    await browser.open("/paderborn/leistungen/gewerbe-anmelden");
    expect(browser.text()).toContain(
      "Ihre Akte bewahren wir nach dem Ende des Jahres, in dem sie geschlossen wird, noch 10 Jahre auf.",
    );
    await browser.open("/en/paderborn/leistungen/gewerbe-anmelden");
    expect(browser.text()).toContain("we keep it for 10 more years");
  });

  test("says how it is done today where it is not online", async () => {
    await browser.open("/paderborn/leistungen/personalausweis-beantragen");
    expect(browser.text()).toContain("Sie kommen mit einem Foto ins Bürgeramt.");
    expect(browser.html).not.toContain("/beginnen");
  });

  test("there is none for a service nobody knows", async () => {
    await browser.open("/paderborn/leistungen/mondfahrt");
    expect(browser.status).toBe(404);
  });
});

describe("The administration of a town", () => {
  test("switches a service off with a note, and the portal says so", async () => {
    await signInAs("bea@stadt.example");
    await browser.open("/paderborn/amt/verwaltung/leistungen");
    expect(browser.text()).toContain("Angefangene Anträge lassen sich weiter ausfüllen");
    await browser.click("Gewerbe anmelden");
    browser.fill({ angebot: "Nein, ausschalten", hinweis_de: "Wir stellen um bis März." });
    await browser.submit("Speichern");
    expect(browser.text()).toContain("„Gewerbe anmelden“ ist gespeichert.");
    expect(browser.text()).toContain("ausgeschaltet");

    const visitor = web.openBrowser();
    await visitor.open("/paderborn/leistungen/gewerbe-anmelden");
    expect(visitor.text()).toContain("Stadt Paderborn bietet das zurzeit nicht online an");
    expect(visitor.text()).toContain("Wir stellen um bis März.");
    expect(visitor.text()).toContain("05251 88-0");
    expect(visitor.html).not.toContain("/beginnen");
    await visitor.open("/paderborn/leistungen?q=Gewerbe%20anmelden");
    expect(visitor.links().map(({ href }) => href)).not.toContain("/paderborn/leistungen/gewerbe-anmelden");
    await visitor.open("/delbrueck/leistungen/gewerbe-anmelden");
    expect(visitor.text()).toContain("Jetzt online beantragen");
  });

  test("is told what to put right, and nothing typed is lost", async () => {
    await signInAs("bea@stadt.example");
    await browser.open("/paderborn/amt/verwaltung/leistungen/gewerbe-anmelden");
    browser.fill({ platz: "vorn", hinweis_en: "Soon" });
    await browser.submit("Speichern");
    expect(browser.status).toBe(422);
    expect(browser.errors()).toEqual(["Geben Sie eine ganze Zahl von 0 bis 9999 ein."]);
    expect(browser.value("platz")).toBe("vorn");
    expect(browser.value("hinweis_en")).toBe("Soon");
  });

  test("is not open to citizens nor to staff without that duty", async () => {
    const address = "/paderborn/amt/verwaltung/leistungen";
    await browser.open(address);
    expect(browser.path).toContain("/amt/anmelden");
    await signInAs("ada@stadt.example");
    for (const path of [address, `${address}/gewerbe-anmelden`]) {
      await browser.open(path);
      expect(browser.status).toBe(403);
    }
    await browser.post(`${address}/gewerbe-anmelden`, { angebot: "aus", platz: "1" });
    expect(browser.status).toBe(403);
    for (const actor of [citizen, staff("casework"), staff("records", "register")]) {
      await expect(
        database.run(town.tenantId, actor, (ctx) => chooseLeistung(ctx, choice("gewerbe-anmelden", false))),
      ).rejects.toBeInstanceOf(Forbidden);
    }
  });

  test("cannot choose what does not exist", async () => {
    await expect(
      database.run(town.tenantId, staff("administration"), (ctx) => chooseLeistung(ctx, choice("mondfahrt", true))),
    ).rejects.toBeInstanceOf(NotFound);
  });
});

describe("What a town offers", () => {
  test("is everything, in the order of definition, where it has not chosen", async () => {
    const offers = await database.run(neighbour.tenantId, citizen, listOffers);
    expect(offers.map(({ leistung }) => leistung.id)).toEqual(exampleLeistungen.map(({ id }) => id));
    expect(offers.every(({ enabled }) => enabled)).toBe(true);
  });

  test("stays as it chose when it is set up again", async () => {
    await database.run(town.tenantId, staff("administration"), (ctx) =>
      chooseLeistung(ctx, choice("ehe-anmelden", false, 3)),
    );
    await database.run(town.tenantId, system, seedCatalogue);
    const [first] = await database.run(town.tenantId, citizen, listOffers);
    expect(first).toMatchObject({ enabled: false, position: 3, changed: { by: "Bea Boss" } });
  });

  test("can be begun only where it is online and switched on", async () => {
    const isOffered = (id: string) => database.run(town.tenantId, citizen, (ctx) => availability.isOffered(ctx, id));
    expect(await isOffered("gewerbe-anmelden")).toBe(true);
    expect(await isOffered("reisepass-beantragen")).toBe(false);
    expect(await isOffered("mondfahrt")).toBe(false);
    await database.run(town.tenantId, system, (ctx) => chooseLeistung(ctx, choice("gewerbe-anmelden", false)));
    expect(await isOffered("gewerbe-anmelden")).toBe(false);
  });
});
