import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import {
  type Browser,
  createTestDatabase,
  createTestWeb,
  type TestDatabase,
  type TestWeb,
} from "../../platform/testing/index.ts";
import { seedAktenplan } from "../records/index.ts";
import { findTown, switchOnTown, type Tenant } from "../tenants/index.ts";
import { openDraft } from "./actions/open-draft.ts";
import { startDraft } from "./actions/start-draft.ts";
import { formsJobs } from "./jobs.ts";
import type { Leistung } from "./leistung.ts";
import type { CodeList } from "./model/index.ts";
import { defineLeistungen } from "./registry.ts";
import { routes } from "./routes.ts";

const both = (de: string) => ({ de, en: `${de} (en)` });
const none = { de: [], en: [] } as const;
const uri = "urn:de:test:berufe";

/** Five thousand entries, two of them with the same name. */
const professions: CodeList = {
  uri,
  version: "1",
  name: both("Berufe"),
  entries: [
    ...Array.from({ length: 5000 }, (_, index) => ({ code: `x${index}`, label: `Beruf ${index}` })),
    { code: "27", label: "Bäckerin", labelEn: "Baker" },
    { code: "28", label: "Bäckereifachkraft" },
    { code: "91", label: "Meister" },
    { code: "92", label: "Meister" },
  ],
};

const field = { kind: "field", source: "Satzung" } as const;

const allInputs: Leistung = {
  id: "alle-eingaben",
  version: 1,
  title: both("Alle Eingaben"),
  summary: both("Alle Eingaben."),
  icon: "file",
  lebenslagen: ["freizeit"],
  keywords: none,
  page: { what: none, forWhom: none, cost: none, time: none, needed: none, legalBasis: [], dataProtection: none },
  online: {
    trustLevel: "low",
    minutes: 2,
    processXml: "",
    fees: [],
    feesFor: () => [],
    records: { planUnit: "32.40", retentionYears: 1, retentionSource: "Satzung", akteTitle: () => "Test" },
    subjectName: () => "Test",
    declarations: [],
    codeLists: [professions],
    form: {
      id: "alle-eingaben",
      version: 1,
      sections: [
        {
          key: "eingaben",
          title: both("Eingaben"),
          elements: [
            { ...field, key: "beruf", type: "select", label: both("Ihr Beruf"), codeList: { uri } },
            {
              ...field,
              key: "weitere",
              type: "choices",
              label: both("Weitere Berufe"),
              codeList: { uri },
              required: false,
            },
            { ...field, key: "ort", type: "map-point", label: both("Wo ist es?") },
            { ...field, key: "preis", type: "currency", label: both("Preis") },
            { ...field, key: "iban", type: "iban", label: both("IBAN") },
            { ...field, key: "plz", type: "postcode", label: both("Postleitzahl") },
            { ...field, key: "gemeinde", type: "text", label: both("Gemeinde"), placeOf: "plz" },
          ],
        },
        {
          key: "haeuser",
          title: both("Häuser"),
          elements: [
            {
              kind: "group",
              key: "haeuser",
              max: 3,
              title: both("Häuser"),
              entryName: both("Haus"),
              elements: [
                { ...field, key: "name", type: "text", label: both("Name des Hauses"), required: false },
                {
                  kind: "group",
                  key: "raeume",
                  min: 0,
                  max: 3,
                  title: both("Räume"),
                  entryName: both("Raum"),
                  elements: [{ ...field, key: "flaeche", type: "number", label: both("Fläche"), required: false }],
                },
              ],
            },
          ],
        },
      ],
    },
  },
};

let database: TestDatabase;
let web: TestWeb;
let town: Tenant;
const citizen = { kind: "citizen" } as const;

beforeAll(async () => {
  database = await createTestDatabase(inject("testServer"), [...formsJobs]);
  town = await database.db.inPlatform((tx) =>
    switchOnTown({ tx, actor: { kind: "system", name: "test" }, now: database.now }, { ags: "05774032", demo: false }),
  );
  await database.run(town.tenantId, { kind: "system", name: "test" }, seedAktenplan);
  defineLeistungen([allInputs]);
  web = await createTestWeb(database, {
    routes,
    dependencies: {
      findTown: (slug) => database.db.inPlatform((tx) => findTown(tx, slug)),
      authenticate: async () => undefined,
    },
  });
});
afterAll(async () => {
  await web.close();
  await database.close();
});

interface Begun {
  readonly browser: Browser;
  readonly path: string;
  answers(): Promise<Readonly<Record<string, unknown>>>;
}

async function begin(): Promise<Begun> {
  const browser = web.openBrowser();
  const { draftId, code } = await database.run(town.tenantId, citizen, (ctx) =>
    startDraft(ctx, { leistungId: "alle-eingaben", language: "de" }),
  );
  browser.setCookie("zugang", code);
  const path = `/paderborn/antrag/${draftId}`;
  await browser.open(`${path}/eingaben`);
  return {
    browser,
    path,
    answers: () =>
      database.run(town.tenantId, citizen, async (ctx) => (await openDraft(ctx, draftId, [code])).draft.answers),
  };
}

describe("a list of thousands, without script", () => {
  test("is not in the page; what is typed is found, chosen and kept as its code", async () => {
    const { browser, answers } = await begin();
    expect(browser.html.length).toBeLessThan(40_000);
    browser.fill({ "Ihr Beruf": "baecker", Preis: "12,5" });
    await browser.submit("Suchen: Ihr Beruf");
    expect(browser.status).toBe(200);
    expect(browser.text()).toContain("Was davon meinen Sie?");
    expect(browser.value("Preis")).toBe("12,50");
    browser.fill({ "Was davon meinen Sie? (Ihr Beruf)": "Bäckerin" });
    await browser.submit("Weiter");
    expect(browser.errors().join()).not.toContain("Beruf");
    expect((await answers()).beruf).toBe("27");
    expect(browser.value("Ihr Beruf")).toBe("Bäckerin");
  });

  test("says what is still meant where one goes on at once, and that nothing was found", async () => {
    const { browser } = await begin();
    browser.fill({ "Ihr Beruf": "Meister" });
    await browser.submit("Weiter");
    expect(browser.status).toBe(422);
    expect(browser.text()).toContain("Was davon meinen Sie?");
    browser.fill({ "Ihr Beruf": "qqqq" });
    await browser.submit("Suchen: Ihr Beruf");
    expect(browser.text()).toContain("Wir haben nichts gefunden für: qqqq");
  });

  test("searches anew what is typed, whatever was found and ticked before", async () => {
    const { browser, answers } = await begin();
    browser.fill({ "Ihr Beruf": "Meister" });
    await browser.submit("Suchen: Ihr Beruf");
    browser.fill({ "Was davon meinen Sie? (Ihr Beruf)": "Meister (91)", "Ihr Beruf": "Beruf 4711" });
    await browser.submit("Suchen: Ihr Beruf");
    expect((await answers()).beruf).toBe("x4711");
  });

  test("tells two entries with one name apart", async () => {
    const { browser, answers } = await begin();
    browser.fill({ "Ihr Beruf": "Meister (92)" });
    await browser.submit("Suchen: Ihr Beruf");
    expect((await answers()).beruf).toBe("92");
    expect(browser.value("Ihr Beruf")).toBe("Meister (92)");
  });

  test("lets several be chosen, one after the other", async () => {
    const { browser, answers } = await begin();
    browser.fill({ "Weitere Berufe": "Bäckerin" });
    await browser.submit("Suchen: Weitere Berufe");
    browser.fill({ "Weitere Berufe": "Beruf 12" });
    await browser.submit("Suchen: Weitere Berufe");
    expect((await answers()).weitere).toEqual(["27", "x12"]);
    expect(browser.text()).toContain("Ausgewählt: Weitere Berufe");
  });

  test("gives suggestions to the script, to nobody else's device", async () => {
    const { browser, path } = await begin();
    await browser.open(`${path}/vorschlaege?feld=beruf&q=meist`);
    expect(JSON.parse(browser.html)).toEqual(["Meister (91)", "Meister (92)"]);
    await browser.open(`${path}/vorschlaege?feld=preis&q=a`);
    expect(browser.status).toBe(404);
    const stranger = web.openBrowser();
    await stranger.open(`${path}/vorschlaege?feld=beruf&q=meist`);
    expect(stranger.html).not.toContain("Meister");
  });
});

describe("inputs", () => {
  test("a place on the map takes two numbers and shows them again", async () => {
    const { browser, answers } = await begin();
    browser.fill({ Breite: "51,7189", Länge: "8,7543" });
    await browser.submit("Weiter");
    expect((await answers()).ort).toBe("51,7189;8,7543");
    expect(browser.errors().join()).not.toContain("Breite");
    expect([browser.value("Breite"), browser.value("Länge")]).toEqual(["51,7189", "8,7543"]);
    browser.fill({ Länge: "" });
    await browser.submit("Weiter");
    expect(browser.errors().join()).toContain("Breite und Länge");
  });

  test("amounts and IBANs come back as people write them, mistakes as they were typed", async () => {
    const { browser } = await begin();
    browser.fill({ Preis: "1.234,5 €", IBAN: "de02120300000000202051" });
    await browser.submit("Weiter");
    expect([browser.value("Preis"), browser.value("IBAN")]).toEqual(["1234,50", "DE02 1203 0000 0000 2020 51"]);
    browser.fill({ Preis: "viel" });
    await browser.submit("Weiter");
    expect(browser.value("Preis")).toBe("viel");
  });
});

describe("a postcode", () => {
  test("fills in the place that it belongs to, and another one after it was corrected", async () => {
    const { browser } = await begin();
    browser.fill({ Postleitzahl: "33098" });
    await browser.submit("Weiter");
    expect(browser.value("Gemeinde")).toBe("Paderborn");
    browser.fill({ Postleitzahl: "33161" });
    await browser.submit("Weiter");
    expect(browser.value("Gemeinde")).toBe("Hövelhof");
  });

  test("leaves what was typed, and does not know places outside the land", async () => {
    const { browser } = await begin();
    browser.fill({ Postleitzahl: "33098", Gemeinde: "Schloß Neuhaus" });
    await browser.submit("Weiter");
    expect(browser.value("Gemeinde")).toBe("Schloß Neuhaus");
    browser.fill({ Postleitzahl: "10115" });
    await browser.submit("Weiter");
    expect(browser.value("Gemeinde")).toBe("Schloß Neuhaus");
    const other = await begin();
    other.browser.fill({ Postleitzahl: "10115" });
    await other.browser.submit("Weiter");
    expect(other.browser.errors().join()).toContain("Gemeinde");
  });
});

describe("groups inside groups, without script", () => {
  test("are added and taken out, and what else was typed stays", async () => {
    const { browser, path, answers } = await begin();
    await browser.open(`${path}/haeuser`);
    browser.fill({ "Name des Hauses": "Altes Rathaus" });
    await browser.submit("Haus hinzufügen");
    await browser.submit("Raum hinzufügen (Haus 2)");
    browser.fill({ Fläche: "12,5" });
    await browser.submit("Raum hinzufügen (Haus 2)");
    expect(await answers()).toMatchObject({
      "haeuser.0.name": "Altes Rathaus",
      "haeuser.1.raeume.0.flaeche": "12,5",
      "haeuser.1.raeume.1.flaeche": "",
    });
    await browser.submit("Haus 1 entfernen");
    const left = await answers();
    expect(left["haeuser.0.raeume.0.flaeche"]).toBe("12,50");
    expect(left["haeuser.1.name"]).toBeUndefined();
  });
});
