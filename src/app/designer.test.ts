import { readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { createStaff } from "../modules/accounts/index.ts";
import { type CodeList, importCodeList } from "../modules/codelists/index.ts";
import { findDraft } from "../modules/designer/index.ts";
import { seedAktenplan } from "../modules/records/index.ts";
import { switchOnTown, type Tenant } from "../modules/tenants/index.ts";
import {
  type Browser,
  createTestDatabase,
  standards,
  type TestDatabase,
  type TestWeb,
} from "../platform/testing/index.ts";
import { jobs, wireModules } from "./assembly.ts";
import { openWholeWeb } from "./testing/whole-web.ts";

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
  web = await openWholeWeb(database);
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
    expect(browser.text()).toContain("1 Text übernommen");
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
    expect(browser.text()).toContain("Nichts hindert am Veröffentlichen");
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

  /** Reads the schema anew and opens the page of what needs a person. */
  async function readSchema(): Promise<string> {
    const bytes = readFileSync(standards.path("fim/examples/S00000009_xdatenfelder.xml"));
    await browser.open("/paderborn/amt/dienste/neu");
    browser.fill({ "Schema-Datei": { filename: "S00000009.xml", mediaType: "application/xml", bytes } });
    await browser.submit("Datei einlesen");
    const overview = browser.path.replace(/\?.*$/, "");
    await browser.open(`${overview}/offene-stellen`);
    return overview;
  }

  test.skipIf(!standards.present)(
    "names what needs a person with the way to it, and each point can be ticked",
    async () => {
      const overview = await readSchema();
      const count = async () => {
        await browser.open(overview);
        return Number(/(\d+) Stellen aus dem Einlesen brauchen eine Person/.exec(browser.text())?.[1]);
      };
      const before = await count();
      await browser.open(`${overview}/offene-stellen`);
      expect(browser.html).toContain("/element?ort=");
      browser.fill({ "Das Schema ist nur auf Deutsch. Auf Englisch steht überall der deutsche Text.": true });
      await browser.submit("Häkchen speichern");
      expect(browser.text()).toMatch(/gesehen von Alex am \d/);
      expect(await count()).toBe(before - 1);
    },
  );

  test.skipIf(!standards.present)("lets people choose as soon as a missing code list has come", async () => {
    const overview = await readSchema();
    expect(browser.text()).toContain("Die Codeliste urn:xpersonenstand:schluesseltabelle:geschlecht (2) fehlt.");
    expect(browser.text()).not.toContain("sind jetzt da");
    const genders: CodeList = {
      uri: "urn:xpersonenstand:schluesseltabelle:geschlecht",
      version: "2",
      name: { de: "Geschlecht", en: "Gender" },
      entries: [
        { code: "m", label: "männlich" },
        { code: "w", label: "weiblich" },
        { code: "x", label: "divers" },
      ],
    };
    await database.run(town.tenantId, system, (ctx) => importCodeList(ctx, genders));
    await browser.open(`${overview}/offene-stellen`);
    expect(browser.text()).toContain("Codelisten für 3 Felder sind jetzt da");
    await browser.submit("Codelisten anschließen");
    expect(browser.text()).toContain("Codelisten angeschlossen.");
    expect(browser.text()).toContain("Erledigt: Die Liste ist angeschlossen.");
    const id = overview.split("/").at(-1) ?? "";
    const draft = await database.run(town.tenantId, system, (ctx) => findDraft(ctx, id));
    const chosen = JSON.stringify(draft?.definition).match(
      /"type":"choice"[^{}]*"codeList":\{[^{}]*geschlecht|"codeList":\{[^{}]*geschlecht/g,
    );
    expect(chosen).toHaveLength(3);
    await browser.open(`${overview}/schema/json-schema`);
    expect(JSON.parse(new TextDecoder().decode(browser.bytes)).$schema).toContain("2020-12");
  });

  test.skipIf(!standards.present)("makes checks in all places of a rule that stands in several", async () => {
    const overview = await readSchema();
    await browser.open(`${overview}/regeln`);
    await browser.click("Geburtsdatum");
    expect(browser.text()).toContain("An allen 3 Stellen, für die der Satz gilt");
    const field = /value="([^"]*geburtsdatum\/monat)"/.exec(browser.html)?.[1] ?? "";
    const month = /value="([^"]*geburtsdatum\.monat)"/.exec(browser.html)?.[1] ?? "";
    browser.fill({
      "Was wird aus der Regel?": "Eine Prüfung im Formular",
      feld: field,
      richtig_art: "wenn",
      richtig_feld_0: month,
      richtig_vergleich_0: "<=",
      richtig_wert_0: "12",
      "Meldung, wenn es nicht stimmt (Deutsch)": "Ein Monat geht bis 12.",
      "Meldung, wenn es nicht stimmt (Englisch)": "A month is at most 12.",
    });
    await browser.submit("Speichern");
    expect(browser.text()).toMatch(/formalisiert von Alex am/);
    const id = overview.split("/").at(-1) ?? "";
    const draft = await database.run(town.tenantId, system, (ctx) => findDraft(ctx, id));
    expect(JSON.stringify(draft?.definition).match(/"feel":"monat <= 12"/g)).toHaveLength(3);
    await browser.open(overview);
    expect(browser.text()).toContain("Nichts hindert am Veröffentlichen");
  });
});
