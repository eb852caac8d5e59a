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
import { findTown, switchOnTown, type Tenant } from "../tenants/index.ts";
import {
  changeAccess,
  changeAkte,
  closeVorgang,
  moveVorgang,
  type NewVorgang,
  type OpenedVorgang,
  openVorgang,
  placeHold,
  recordsRoutes,
  reopenVorgang,
  seedAktenplan,
} from "./index.ts";
import { openAccess } from "./model/access.ts";

const citizen: Actor = { kind: "citizen" };
const chief: Actor = {
  kind: "staff",
  staffId: "00000000-0000-7000-8000-000000000001",
  name: "Ada",
  duties: ["administration"],
};
const keeper: Actor = { kind: "system", name: "test" };
const password = "Blauer Reiher 1887 am Wehr";
const caseId = "019ab000-0000-7000-8000-0000000000aa";

let database: TestDatabase;
let web: TestWeb;
let town: Tenant;
let empty: Tenant;
let opened: OpenedVorgang;
let registrar: Browser;

function open(input: Partial<NewVorgang>): Promise<OpenedVorgang> {
  return database.run(town.tenantId, citizen, (ctx) =>
    openVorgang(ctx, {
      planUnit: "32.40",
      akteTitle: "Gewerbe Müller, Anna",
      retentionYears: 10,
      subject: "Gewerbeanmeldung",
      caseId: null,
      ...input,
    }),
  );
}

function document(title: string, mediaType: string, words: string) {
  return {
    title,
    kind: "anlage" as const,
    filename: `${title}.dat`,
    mediaType,
    bytes: new TextEncoder().encode(words),
    author: "Anna Müller",
  };
}

async function signedIn(at: Tenant, duty: Duty): Promise<Browser> {
  const email = `${duty}@${at.slug}.example`;
  await database.run(at.tenantId, chief, (ctx) =>
    createStaff(ctx, { name: `Kim ${duty}`, email, password, duties: [duty] }),
  );
  const browser = web.openBrowser();
  await browser.open(`/${at.slug}/amt/anmelden`);
  browser.fill({ email, passwort: password });
  await browser.submit("Anmelden");
  return browser;
}

beforeAll(async () => {
  database = await createTestDatabase(inject("testServer"));
  [town, empty] = await database.db.inPlatform(async (tx) => {
    const ctx = { tx, actor: { kind: "system", name: "test" } as const, now: database.now };
    return [
      await switchOnTown(ctx, { ags: "05774032", demo: true }),
      await switchOnTown(ctx, { ags: "delbrueck", demo: true }),
    ] as const;
  });
  for (const { tenantId } of [town, empty]) await database.run(tenantId, citizen, (ctx) => seedAktenplan(ctx));
  web = await createTestWeb(database, {
    routes: [...accountRoutes, ...recordsRoutes],
    dependencies: { findTown: (slug) => database.db.inPlatform((tx) => findTown(tx, slug)), authenticate },
  });
  opened = await open({
    caseId,
    documents: [
      document("Anzeige", "application/pdf", "%PDF-1.7"),
      document("Hinweis", "text/plain", "Grüße <b>nicht fett</b>"),
      document("Falle", "text/html", "<script>alert(1)</script>"),
      document("Bild", "image/svg+xml", "<svg onload='alert(1)'/>"),
    ],
  });
  registrar = await signedIn(town, "records");
});
afterAll(async () => {
  await web.close();
  await database.close();
});

describe("The list of Akten", () => {
  test("shows the plan with its numbers and leads to the Akte", async () => {
    await registrar.open("/paderborn/amt/akten");
    expect(registrar.heading()).toBe("Akten");
    expect(registrar.text()).toContain("32.40 Gewerbeanzeigen (1)");
    await registrar.click("32.40-2026-00001");
    expect(registrar.heading()).toBe("32.40-2026-00001 Gewerbe Müller, Anna");
  });

  test("finds by Aktenzeichen, by name without marks, by several words, and says when nothing is found", async () => {
    for (const search of ["32.40-2026-0000", "muller", "Anna GEWERBE", "gewerbeanm"]) {
      await registrar.open("/paderborn/amt/akten");
      registrar.fill({ suche: search });
      await registrar.submit("Suchen");
      expect(registrar.text(), search).toContain("Gewerbe Müller, Anna");
      expect(registrar.value("suche")).toBe(search);
    }
    for (const search of ["Muster", "Anna Muster", "???", "%"]) {
      await registrar.open(`/paderborn/amt/akten?suche=${encodeURIComponent(search)}`);
      expect(registrar.text(), search).toContain("Keine Akte gefunden");
    }
    await registrar.open("/paderborn/amt/akten?einheit=33.20&suche=muller");
    expect(registrar.text()).toContain("Keine Akte gefunden");
  });

  test("pages through all of them, newest first, each once", async () => {
    for (let index = 0; index < 60; index++) {
      database.now = new Date(database.now.getTime() + 60_000);
      await open({ planUnit: "33.40", akteTitle: `Fund ${index}` });
    }
    await registrar.open("/paderborn/amt/akten?einheit=33.40");
    const first = registrar.links().filter((link) => link.text.startsWith("33.40-2026-"));
    await registrar.click("Weiter");
    const second = registrar.links().filter((link) => link.text.startsWith("33.40-2026-"));
    expect([...first, ...second].map((link) => Number(link.text.slice(-5)))).toEqual(
      Array.from({ length: 60 }, (_, index) => 60 - index),
    );
    expect(first).toHaveLength(50);
    await registrar.click("Zurück");
    expect(registrar.path).toBe("/paderborn/amt/akten?einheit=33.40");
    await registrar.open("/paderborn/amt/akten?nach=nonsense&einheit=99");
    expect(registrar.status).toBe(200);
  });

  test("an empty town says how an Akte comes to be", async () => {
    const browser = await signedIn(empty, "records");
    await browser.open("/delbrueck/amt/akten");
    expect(browser.text()).toContain("Eine Akte entsteht von selbst");
  });
});

describe("The page of an Akte", () => {
  test("shows metadata, Vorgänge with their Dokumente, the way to the case, and a verified history", async () => {
    await registrar.open(`/paderborn/amt/akte/${opened.akteId}`);
    const text = registrar.text();
    for (const words of ["10 Jahre", "32.40 Gewerbeanzeigen", "elektronisch", "vernichten", "Kette geprüft"]) {
      expect(text).toContain(words);
    }
    expect(text).toContain("Zahl der Einträge: 6, Zahl der Dokumente: 4.");
    expect(text).toContain("Dokument abgelegt: Anzeige");
    expect(text).toContain(opened.documents[0]?.sha256.slice(0, 12));
    expect(registrar.links()).toContainEqual({
      text: "Zum Vorgang 32.40-2026-00001/01",
      href: `/paderborn/amt/vorgang/${caseId}`,
    });
    await registrar.open(`/en/paderborn/amt/akte/${opened.akteId}`);
    expect(registrar.text()).toContain("Chain verified");
  });

  test("its history says what was before, and for what reason", async () => {
    const { akteId, vorgangId } = await open({});
    const as = (work: Parameters<typeof database.run<void>>[2]) => database.run(town.tenantId, keeper, work);
    await as((ctx) => changeAkte(ctx, { akteId, betreff: "Gewerbe Mueller, Anna", retentionYears: 12 }));
    await as((ctx) => closeVorgang(ctx, vorgangId));
    await as((ctx) => reopenVorgang(ctx, vorgangId, "Ein Nachweis kam nach der Ablage"));
    await as(async (ctx) => void (await placeHold(ctx, akteId, "Klage 4 K 17/26")));
    await as((ctx) => changeAccess(ctx, akteId, { ...openAccess, vertraulichkeit: "002" }));
    await registrar.open(`/paderborn/amt/akte/${akteId}`);
    // Whoever looks is not cleared for it any more: it is not there.
    expect(registrar.status).toBe(404);
    await as((ctx) => changeAccess(ctx, akteId, openAccess));
    await registrar.open(`/paderborn/amt/akte/${akteId}`);
    const text = registrar.text();
    for (const words of [
      "Betreff: vorher „Gewerbe Müller, Anna“, jetzt „Gewerbe Mueller, Anna“",
      "Aufbewahrung in Jahren: vorher „10“, jetzt „12“",
      "Grund: Ein Nachweis kam nach der Ablage",
      "Grund: Klage 4 K 17/26",
      "Vertraulichkeit: nur für den Dienstgebrauch",
    ])
      expect(text).toContain(words);
  });

  test("its history names no other Akte that who looks may not see", async () => {
    const [from, to] = [await open({}), await open({ akteTitle: "Nimmt auf" })];
    const as = (work: Parameters<typeof database.run<void>>[2]) => database.run(town.tenantId, keeper, work);
    await as((ctx) => moveVorgang(ctx, { vorgangId: from.vorgangId, akteId: to.akteId }));
    const named = to.aktenzeichen.split("/")[0] ?? "";
    await registrar.open(`/paderborn/amt/akte/${from.akteId}`);
    expect(registrar.text()).toContain(`(${named})`);
    await as((ctx) => changeAccess(ctx, to.akteId, { ...openAccess, vertraulichkeit: "002" }));
    await registrar.open(`/paderborn/amt/akte/${from.akteId}`);
    expect(registrar.text()).toContain("Vorgang an andere Akte abgegeben");
    expect(registrar.text()).not.toContain(named);
  });

  test("says where the chain is broken", async () => {
    const { akteId } = await open({});
    await database.tamper(
      "update records.history set action = 'vorgang.erfunden' where akte_id = $1 and sequence = 2",
      [akteId],
    );
    await registrar.open(`/paderborn/amt/akte/${akteId}`);
    expect(registrar.text()).toContain("Die Kette ist unterbrochen");
    expect(registrar.text()).toContain("Eintrag 2: Dieser Eintrag wurde verändert.");
  });

  test("an Akte of another town, or none, is not there", async () => {
    const browser = await signedIn(empty, "casework");
    await browser.open(`/delbrueck/amt/akte/${opened.akteId}`);
    expect(browser.status).toBe(404);
    await browser.open(`/delbrueck/amt/dokument/${opened.documents[0]?.dokumentId}`);
    expect(browser.status).toBe(404);
    await browser.open("/delbrueck/amt/akte/keine");
    expect(browser.status).toBe(404);
  });
});

describe("A Dokument", () => {
  const openDokument = (index: number) =>
    registrar.open(`/paderborn/amt/dokument/${opened.documents[index]?.dokumentId}`);

  test("PDF and text open in the browser, as what they are", async () => {
    await openDokument(0);
    expect(registrar.headers["content-type"]).toBe("application/pdf");
    expect(registrar.headers["content-disposition"]).toBeUndefined();
    expect(registrar.headers["x-content-type-options"]).toBe("nosniff");
    await openDokument(1);
    expect(registrar.headers["content-type"]).toBe("text/plain; charset=utf-8");
    expect(new TextDecoder().decode(registrar.bytes)).toBe("Grüße <b>nicht fett</b>");
  });

  test("HTML and SVG are only offered for download", async () => {
    for (const index of [2, 3]) {
      await openDokument(index);
      expect(registrar.headers["content-type"]).toBe("application/octet-stream");
      expect(registrar.headers["content-disposition"]).toMatch(/^attachment/);
    }
  });
});

describe("Who may not", () => {
  const pages = () => [
    "/paderborn/amt/akten",
    `/paderborn/amt/akte/${opened.akteId}`,
    `/paderborn/amt/dokument/${opened.documents[0]?.dokumentId}`,
  ];

  test("who is not signed in is asked to sign in", async () => {
    const browser = web.openBrowser();
    for (const path of pages()) {
      await browser.open(path);
      expect(browser.path).toMatch(/^\/paderborn\/amt\/anmelden/);
      expect(browser.text()).not.toContain("Müller");
    }
  });

  test("staff without casework or records is refused; casework is not", async () => {
    for (const duty of ["administration", "register"] as const) {
      const browser = await signedIn(town, duty);
      for (const path of pages()) {
        await browser.open(path);
        expect(browser.status).toBe(403);
      }
    }
    const caseworker = await signedIn(town, "casework");
    for (const path of pages()) {
      await caseworker.open(path);
      expect(caseworker.status).toBe(200);
    }
  });
});
