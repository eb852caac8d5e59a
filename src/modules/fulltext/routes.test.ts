import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { Actor, Duty } from "../../kernel/index.ts";
import {
  type Browser,
  createTestDatabase,
  createTestWeb,
  type TestDatabase,
  type TestWeb,
} from "../../platform/testing/index.ts";
import { routes as accountRoutes, authenticate, createStaff } from "../accounts/index.ts";
import { extendRecords, openVorgang, recordsRoutes, seedAktenplan } from "../records/index.ts";
import { findTown, switchOnTown, type Tenant } from "../tenants/index.ts";
import { rebuildIndex } from "./actions/rebuild-index.ts";
import { fulltextDokumentPanel, fulltextJobs, fulltextRoutes } from "./index.ts";

const system: Actor = { kind: "system", name: "test" };
const password = "Blauer Reiher 1887 am Wehr";
let database: TestDatabase;
let web: TestWeb;
let town: Tenant;
let registrar: Browser;

async function signedIn(duty: Duty): Promise<Browser> {
  const email = `${duty}@${town.slug}.example`;
  const chief: Actor = {
    kind: "staff",
    staffId: "00000000-0000-7000-8000-000000000001",
    name: "Ada",
    duties: ["administration"],
  };
  await database.run(town.tenantId, chief, (ctx) =>
    createStaff(ctx, { name: `Kim ${duty}`, email, password, duties: [duty] }),
  );
  const browser = web.openBrowser();
  await browser.open(`/${town.slug}/amt/anmelden`);
  browser.fill({ email, passwort: password });
  await browser.submit("Anmelden");
  return browser;
}

beforeAll(async () => {
  database = await createTestDatabase(inject("testServer"), fulltextJobs);
  extendRecords({ aktePanels: [], dokumentPanels: [fulltextDokumentPanel], watchers: [] });
  town = await database.db.inPlatform((tx) =>
    switchOnTown({ tx, actor: { kind: "system", name: "test" }, now: database.now }, { ags: "05774032", demo: true }),
  );
  await database.run(town.tenantId, system, (ctx) => seedAktenplan(ctx));
  const texts = [
    ["Anmeldung", "Die Gewerbeanmeldung der Bäckerei <script>alert(1)</script> & Söhne liegt vor."],
    ["Steuer <b>fett</b>", `Hundesteuer ${"Wort ".repeat(100)}`],
    ...Array.from({ length: 25 }, (_, at) => [`Liste ${at}`, "Kastanie"]),
  ] as const;
  await database.run(town.tenantId, system, (ctx) =>
    openVorgang(ctx, {
      planUnit: "32.40",
      akteTitle: "Bäckerei Meier",
      retentionYears: 10,
      subject: "Gewerbe",
      caseId: null,
      documents: texts.map(([title, text]) => ({
        title,
        kind: "antrag" as const,
        filename: "text.txt",
        mediaType: "text/plain",
        bytes: new TextEncoder().encode(text),
        author: "Anna Meier",
      })),
    }),
  );
  const inTown = <T>(work: Parameters<typeof database.run<T>>[2]) => database.run(town.tenantId, system, work);
  await rebuildIndex({ read: inTown, write: inTown }, () => undefined);
  web = await createTestWeb(database, {
    routes: [...accountRoutes, ...recordsRoutes, ...fulltextRoutes],
    dependencies: { findTown: (slug) => database.db.inPlatform((tx) => findTown(tx, slug)), authenticate },
  });
  registrar = await signedIn("records");
});
afterAll(async () => {
  await web.close();
  await database.close();
});

const open = (query: string, browser = registrar) => browser.open(`/${town.slug}/amt/aktensuche${query}`);

describe("the page of the search", () => {
  test("begins with what can be searched, and says what it found", async () => {
    await open("");
    expect(registrar.text()).toContain("Wonach suchen Sie?");
    registrar.fill({ worte: "Anmeldung" });
    await registrar.submit("Suchen");
    expect(registrar.text()).toContain("1 Treffer");
    expect(registrar.text()).toContain("Bäckerei Meier");
    expect(registrar.html).toContain("<mark>Gewerbeanmeldung</mark>");
  });

  test("shows texts and titles as texts, whatever stands in them", async () => {
    await open("?worte=Gewerbeanmeldung");
    expect(registrar.html).not.toContain("<script>alert(1)");
    expect(registrar.text()).toContain("<script>alert(1)</script> & Söhne");
    await open("?worte=Steuer");
    expect(registrar.html).not.toContain("<b>fett");
    await open(`?worte=${encodeURIComponent('"><img src=x onerror=alert(1)>"')}`);
    expect(registrar.html).not.toContain("<img src=x");
  });

  test("keeps what was typed where it cannot be answered, and says what to do", async () => {
    await open("?worte=-Anmeldung&verfasst=Meier");
    expect(registrar.status).toBe(200);
    await open(`?worte=${encodeURIComponent('"offen')}&verfasst=Meier`);
    expect(registrar.text()).toContain("Ein Anführungszeichen fehlt.");
    expect(registrar.value("Verfasst von")).toBe("Meier");
    await open("?worte=Anmeldung&von=31.02.2026");
    expect(registrar.status).toBe(422);
    expect(registrar.value("Abgelegt ab")).toBe("31.02.2026");
    await open("?worte=Nashorn");
    expect(registrar.text()).toContain("Nichts gefunden");
  });

  test("goes on page by page", async () => {
    await open("?worte=Kastanien");
    expect(registrar.text()).toContain("25 Treffer");
    await registrar.click("Weiter");
    expect(registrar.text()).toContain("Weitere Treffer");
    expect(registrar.html.match(/class="hit"/g)).toHaveLength(5);
  });

  test("keeps a search under a name, and removes it after asking", async () => {
    await open("?worte=Kastanie&art=antrag&offen=ja");
    registrar.fill({ "Name der Suche": "Bäume" });
    await registrar.submit("Suche merken");
    await open("");
    await registrar.click("Bäume");
    expect(registrar.text()).toContain("25 Treffer");
    expect(registrar.value("In allen Dokumenten suchen")).toBe("Kastanie");
    await registrar.click("Entfernen: Bäume");
    expect(registrar.text()).toContain("An Akten und Dokumenten ändert sich nichts.");
    await registrar.submit("Entfernen");
    expect(registrar.text()).toContain("Noch keine.");
  });

  test("is reached from the list of Akten with the unit, and from an Akte with the Akte, and leads back out", async () => {
    await registrar.open(`/${town.slug}/amt/akten?einheit=32.40`);
    registrar.fill({ "In den Texten der Dokumente suchen": "Gewerbeanm*" });
    await registrar.submit("Texte durchsuchen");
    expect(registrar.text()).toContain("1 Treffer");
    expect(registrar.value("Aktenplaneinheit")).toBe("32.40");
    await registrar.click(registrar.links().find(({ text }) => text.includes("Bäckerei Meier"))?.text ?? "");
    registrar.fill({ "In den Texten dieser Akte suchen": "Kastanie" });
    await registrar.submit("Texte durchsuchen");
    expect(registrar.text()).toContain("Gesucht wird nur in der Akte");
    expect(registrar.text()).toContain("25 Treffer");
    registrar.fill({ "In dieser Akte suchen": "Nashorn" });
    await registrar.submit("Suchen");
    expect(registrar.text()).toContain("Nichts gefunden");
    expect(registrar.text()).toContain("Gesucht wird nur in der Akte");
    await registrar.click("In allen Akten suchen");
    expect(registrar.text()).not.toContain("Gesucht wird nur");
    await open("?worte=Kastanie&akte=019ab000-0000-7000-8000-000000000001");
    expect(registrar.text()).toContain("die es nicht gibt oder die Sie nicht sehen dürfen");
  });

  test("says what to do where a beginning is too short", async () => {
    await open("?worte=Ge*");
    expect(registrar.text()).toContain("mindestens drei Buchstaben");
  });

  test("speaks English", async () => {
    await registrar.open(`/en/${town.slug}/amt/aktensuche?worte=Anmeldung`);
    expect(registrar.text()).toContain("1 hit");
  });

  test("is closed to other duties", async () => {
    const other = await signedIn("administration");
    await open("?worte=Anmeldung", other);
    expect(other.status).toBe(403);
    expect(other.text()).not.toContain("Bäckerei");
  });
});
