import { readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { authenticate, createStaff } from "../modules/accounts/index.ts";
import { findDraft } from "../modules/designer/index.ts";
import { seedAktenplan } from "../modules/records/index.ts";
import { findTown, switchOnTown, type Tenant } from "../modules/tenants/index.ts";
import {
  type Browser,
  createTestDatabase,
  createTestWeb,
  standards,
  type TestDatabase,
  type TestWeb,
} from "../platform/testing/index.ts";
import { jobs, routes, wireModules } from "./assembly.ts";

const system = { kind: "system", name: "test" } as const;
const password = "Regen Tisch Mond Gabel";
let database: TestDatabase;
let web: TestWeb;
let town: Tenant;
let browser: Browser;

beforeAll(async () => {
  await wireModules();
  database = await createTestDatabase(inject("testServer"), jobs);
  town = await database.db.inPlatform((tx) =>
    switchOnTown({ tx, actor: system, now: database.now }, { ags: "05774032", demo: true }),
  );
  await database.run(town.tenantId, system, async (ctx) => {
    await seedAktenplan(ctx);
    await createStaff(ctx, { name: "Alex", email: "alex@stadt.example", password, duties: ["design", "publish"] });
  });
  web = await createTestWeb(database, {
    routes,
    dependencies: { findTown: (slug) => database.db.inPlatform((tx) => findTown(tx, slug)), authenticate },
  });
});
afterAll(async () => {
  await web.close();
  await database.close();
});
beforeEach(async () => {
  browser = web.openBrowser();
  await browser.open("/paderborn/amt/anmelden");
  browser.fill({ "E-Mail": "alex@stadt.example", Passwort: password });
  await browser.submit("Anmelden");
});

async function copyOf(builtIn: string, title: string): Promise<void> {
  await browser.open("/paderborn/amt/dienste/neu");
  browser.fill({ "Titel auf Deutsch": title, "Titel auf Englisch": title, vorlage: `mit:${builtIn}` });
  await browser.submit("Entwurf anlegen");
}

describe("A built-in service", () => {
  test("is copied with its whole form, names what needs a look, and can be published", async () => {
    await copyOf("gewerbe-anmelden", "Gewerbe am Ort anmelden");
    expect(browser.heading()).toBe("Gewerbe am Ort anmelden");
    expect(browser.text()).toContain("Das müssen Sie nach dem Kopieren prüfen");
    expect(browser.text()).toContain("Gebühren: Das Vorbild rechnet sie im Programm aus.");
    expect(browser.text()).toContain("Alles in Ordnung");
    await browser.click("Veröffentlichen …");
    await browser.submit("Jetzt veröffentlichen");
    expect(browser.text()).toContain("Veröffentlicht.");
    await browser.open("/paderborn/leistungen/gewerbe-am-ort-anmelden");
    await browser.submit("Jetzt online beantragen");
    expect(browser.status).toBe(200);
    expect(browser.path).toContain("/antrag/");
  });

  test("keeps its name for itself", async () => {
    await browser.open("/paderborn/amt/dienste/neu");
    browser.fill({ "Titel auf Deutsch": "x", "Titel auf Englisch": "x", "Kennung in der Adresse": "gewerbe-anmelden" });
    await browser.submit("Entwurf anlegen");
    expect(browser.status).toBe(422);
    expect(browser.text()).toContain("„gewerbe-anmelden“ gibt es schon");
    expect(browser.value("Titel auf Deutsch")).toBe("x");
  });
});

describe("The texts of a service", () => {
  test("go to translators and come back, and what is none of ours is refused with line and reason", async () => {
    await copyOf("gewerbe-abmelden", "Gewerbe am Ort abmelden");
    const id = "gewerbe-am-ort-abmelden";
    const form = async () =>
      (await database.run(town.tenantId, system, (ctx) => findDraft(ctx, id)))?.definition.online.form;
    const [first, second] = (await form())?.sections.map(({ title }) => title) ?? [];
    if (first === undefined || second === undefined) throw new Error("no pages");
    await browser.open(`/paderborn/amt/dienste/${id}/texte.xlf`);
    const file = new TextDecoder().decode(browser.bytes);
    const send = async (content: string) => {
      await browser.open(`/paderborn/amt/dienste/${id}/texte`);
      const bytes = new TextEncoder().encode(content);
      browser.fill({ "Übersetzte Datei": { filename: "texte.xlf", mediaType: "application/xliff+xml", bytes } });
      await browser.submit("Einlesen");
    };
    await send("<html>\n</html>");
    expect(browser.status).toBe(422);
    expect(browser.text()).toContain("Zeile 1: Das ist keine XLIFF-Datei");
    await send(
      file
        .replace(`<target>${first.en}</target>`, "<target>Something else</target>")
        .replace(`<source>${second.de}</source>`, "<source>Was früher hier stand</source>"),
    );
    expect(browser.status).toBe(200);
    expect(browser.text()).toContain("1 Texte übernommen");
    expect(browser.text()).toContain("Nicht übernommen, weil sich das Deutsche seitdem geändert hat");
    expect((await form())?.sections.slice(0, 2).map(({ title }) => title.en)).toEqual(["Something else", second.en]);
  });
});

describe("A real schema", () => {
  test.skipIf(!standards.present)("is uploaded at the desk, and its form can be asked at once", async () => {
    const bytes = readFileSync(standards.path("fim/examples/S00000009_xdatenfelder.xml"));
    await browser.open("/paderborn/amt/dienste/neu");
    browser.fill({ "Schema-Datei": { filename: "S00000009.xml", mediaType: "application/xml", bytes } });
    await browser.submit("Datei einlesen");
    expect(browser.text()).toContain("Das Schema ist eingelesen.");
    expect(browser.text()).toContain("Alles in Ordnung");
    const overview = browser.path.replace(/\?.*$/, "");
    await browser.open(`${overview}/regeln`);
    expect(browser.text()).toContain("offen");
    await browser.open(`${overview}/formular`);
    expect(browser.html.match(/data-address="/g)?.length).toBeGreaterThan(132);
    await browser.open("/paderborn/amt/dienste/neu");
    browser.fill({
      "Schema-Datei": { filename: "x.xml", mediaType: "application/xml", bytes: new TextEncoder().encode("\n<a>") },
    });
    await browser.submit("Datei einlesen");
    expect(browser.status).toBe(422);
    expect(browser.errors().join()).toMatch(/Zeile 2: /);
  });
});
