import { readFileSync } from "node:fs";
import { CompiledQuery } from "kysely";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Actor, Conflict, Forbidden, Invalid } from "../../kernel/index.ts";
import { routes as accountsRoutes, authenticate, createStaff } from "../../modules/accounts/index.ts";
import {
  type CodeList,
  type CodeListRefused,
  codelistsRoutes,
  defineCodeListStandard,
  findCodeList,
  importCodeList,
  listCodeLists,
} from "../../modules/codelists/index.ts";
import { findTown, switchOnTown, type Tenant } from "../../modules/tenants/index.ts";
import {
  type Browser,
  createTestDatabase,
  createTestWeb,
  standards,
  type TestDatabase,
  type TestWeb,
  xsdMistakes,
} from "../../platform/testing/index.ts";
import { genericode } from "./index.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const list = (version = "1", label = "Rot"): CodeList => ({
  uri: "urn:example:farben",
  version,
  name: { de: "Farben", en: "Farben" },
  entries: [
    { code: "r", label },
    { code: "g", label: "Grün & <hell>", labelEn: "Green" },
  ],
});

describe("genericode", () => {
  test.skipIf(!standards.present)("a real list is read although it is not valid, and says so", () => {
    const { list: real, notes } = genericode.read(
      readFileSync(standards.path("fim/examples/C05000073_genericode.xml")),
    );
    expect(real).toEqual({
      uri: "urn:de:fim:codeliste:zustimmung",
      version: "2021-01-11",
      name: { de: "zustimmung", en: "zustimmung" },
      entries: [{ code: "01", label: "Ich stimme zu." }],
    });
    expect(notes.map(({ de }) => de).join(" ")).toMatch(/keinen Namen.*Namensräume/);
  });

  test.skipIf(!standards.present)("what is written is valid, and reads as it was", () => {
    const written = genericode.write(list());
    expect(xsdMistakes(written, standards.path("fim/xdatenfelder-2.0/genericode.xsd"))).toEqual([]);
    expect(genericode.read(written)).toEqual({ list: list(), notes: [] });
  });

  test("columns are found by their names, whatever their order; values without a reference follow the columns", () => {
    const text = new TextDecoder()
      .decode(genericode.write({ ...list(), entries: [{ code: "r", label: "Rot" }] }))
      .replace(/<Column Id="code"[\s\S]*?<\/Column>\s*(<Column Id="name"[\s\S]*?<\/Column>)/, (whole, name: string) => {
        return `${name}\n${whole.replace(name, "")}`;
      })
      .replace('<Value ColumnRef="code"><SimpleValue>r</SimpleValue></Value>', "")
      .replace('<Value ColumnRef="name">', "<Value>")
      .replace("</Row>", "<Value><SimpleValue>r</SimpleValue></Value></Row>");
    expect(genericode.read(bytes(text)).list.entries).toEqual([{ code: "r", label: "Rot" }]);
  });

  test.each([
    ["no XML", "farben;rot", 1, "keine XML-Datei"],
    ["another document", "<a/>", 1, "„a“"],
    ["another namespace", '<CodeList xmlns="urn:x"/>', 1, "urn:x"],
    ["no address", "<CodeList>\n<Identification/></CodeList>", 2, "Kennung"],
    [
      "no version",
      "<CodeList>\n<Identification><CanonicalUri>urn:x</CanonicalUri></Identification></CodeList>",
      2,
      "Version",
    ],
    [
      "no entries",
      new TextDecoder().decode(genericode.write(list())).replace(/<Row>[\s\S]*<\/Row>/, ""),
      28,
      "keine Einträge",
    ],
    [
      "one code with two meanings",
      new TextDecoder().decode(genericode.write(list())).replace("<SimpleValue>g<", "<SimpleValue>r<"),
      33,
      "zweimal",
    ],
    ["a DOCTYPE", '<!DOCTYPE a SYSTEM "http://x.example/a.dtd"><CodeList/>', 1, "DOCTYPE"],
  ])("%s is refused with line and reason", (_what, text, line, reason) => {
    let refused: CodeListRefused | undefined;
    try {
      genericode.read(bytes(text));
    } catch (error) {
      refused = error as CodeListRefused;
    }
    expect(refused?.name).toBe("CodeListRefused");
    expect(refused?.reason.de).toContain(reason);
    expect(refused?.line).toBe(line);
  });
});

describe("Code lists of a region", () => {
  let database: TestDatabase;
  let web: TestWeb;
  let paderborn: Tenant;
  let delbrueck: Tenant;
  let elsewhere: Tenant;
  const system = { kind: "system", name: "test" } as const;
  const password = "Regen Tisch Mond Gabel";
  const designer: Actor = {
    kind: "staff",
    staffId: "0197f3a0-0000-7000-8000-000000000000",
    name: "Dora Design",
    duties: ["design"],
  };
  const run = <T>(town: Tenant, work: Parameters<typeof database.run<T>>[2], actor: Actor = designer) =>
    database.run(town.tenantId, actor, work);

  beforeAll(async () => {
    defineCodeListStandard(genericode);
    database = await createTestDatabase(inject("testServer"));
    const region = (slug: string) => ({ slug, name: { de: slug, en: slug } });
    const switchOn = (ags: string, slug: string) =>
      database.db.inPlatform((tx) =>
        switchOnTown({ tx, actor: system, now: database.now }, { ags, demo: true, region: region(slug) }),
      );
    paderborn = await switchOn("05774032", "owl");
    delbrueck = await switchOn("05774020", "owl");
    elsewhere = await switchOn("05315000", "rheinland");
    await run(
      paderborn,
      (ctx) => createStaff(ctx, { name: "Dora", email: "dora@stadt.example", password, duties: ["design"] }),
      system,
    );
    await run(
      paderborn,
      (ctx) => createStaff(ctx, { name: "Carl", email: "carl@stadt.example", password, duties: ["casework"] }),
      system,
    );
    web = await createTestWeb(database, {
      routes: [...codelistsRoutes, ...accountsRoutes],
      dependencies: { findTown: (slug) => database.db.inPlatform((tx) => findTown(tx, slug)), authenticate },
    });
  });
  afterAll(async () => {
    await web.close();
    await database.close();
  });

  test("a list is there for all towns of the region, and for no other", async () => {
    expect(await run(paderborn, (ctx) => importCodeList(ctx, list()))).toMatchObject({ outcome: "new", entries: 2 });
    const wanted = { uri: "urn:example:farben" };
    const found = await run(paderborn, (ctx) => Promise.all([1, 2, 3].map(() => findCodeList(ctx, wanted))));
    expect(found[0]).toMatchObject({ version: "1" });
    // Read by three requests at once, it is in memory once.
    expect(new Set(found).size).toBe(1);
    expect((await run(delbrueck, (ctx) => findCodeList(ctx, wanted)))?.entries).toEqual(list().entries);
    expect(await run(elsewhere, (ctx) => findCodeList(ctx, wanted))).toBeUndefined();
    const infos = await run(delbrueck, (ctx) => listCodeLists(ctx));
    expect(infos.find(({ uri }) => uri === wanted.uri)?.imported?.ownTown).toBe(false);
    expect(infos.length).toBe(3);
    expect((await run(elsewhere, (ctx) => listCodeLists(ctx))).length).toBe(2);
  });

  test("the same list again changes nothing, from whichever town; other content in the same version is refused", async () => {
    expect(await run(paderborn, (ctx) => importCodeList(ctx, list()))).toMatchObject({ outcome: "known" });
    expect(await run(delbrueck, (ctx) => importCodeList(ctx, list()))).toMatchObject({ outcome: "known" });
    for (const town of [paderborn, delbrueck]) {
      await expect(run(town, (ctx) => importCodeList(ctx, list("1", "Blau")))).rejects.toThrow(Conflict);
    }
    expect(await run(elsewhere, (ctx) => importCodeList(ctx, list("1", "Blau")))).toMatchObject({ outcome: "new" });
    expect((await run(paderborn, (ctx) => findCodeList(ctx, { uri: list().uri })))?.entries[0]?.label).toBe("Rot");
  });

  test("without a version the newest is found, and a version stays what it is", async () => {
    await run(paderborn, (ctx) => importCodeList(ctx, list("9")));
    await run(delbrueck, (ctx) => importCodeList(ctx, list("10", "Purpur")));
    const find = (version?: string) =>
      run(paderborn, (ctx) => findCodeList(ctx, { uri: list().uri, ...(version === undefined ? {} : { version }) }));
    expect((await find())?.version).toBe("10");
    expect((await find("1"))?.entries[0]?.label).toBe("Rot");
    expect(await find("2")).toBeUndefined();
    expect(await find("1")).toBe(await find("1"));
  });

  test("two at once bring one list", async () => {
    const outcomes = await Promise.all(
      [paderborn, delbrueck].map((town) => run(town, (ctx) => importCodeList(ctx, list("gleichzeitig")))),
    );
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(["known", "new"]);
  });

  test("nobody changes or removes a list, or writes one for another town", async () => {
    for (const statement of [
      "update codelists.list set version = '2'",
      "delete from codelists.list",
      `insert into codelists.list select ${elsewhere.tenantId}, uri, 'x', name, entries, entry_count, sha256, imported_at, imported_by from codelists.list limit 1`,
      `update tenants.tenant set region_id = 'rheinland' where tenant_id = ${paderborn.tenantId}`,
    ]) {
      await expect(
        run(paderborn, async ({ tx }) => {
          await tx.executeQuery(CompiledQuery.raw(statement));
        }),
        statement,
      ).rejects.toThrow();
    }
  });

  test("who may not: a caseworker, a citizen; what may not: no entries, the same code twice, our own lists", async () => {
    const caseworker: Actor = {
      kind: "staff",
      staffId: "0197f3a0-0000-7000-8000-000000000001",
      name: "C",
      duties: ["casework"],
    };
    for (const actor of [caseworker, { kind: "citizen" } as const]) {
      await expect(run(paderborn, (ctx) => importCodeList(ctx, list("5")), actor)).rejects.toThrow(Forbidden);
    }
    for (const entries of [
      [],
      [
        { code: "a", label: "A" },
        { code: "a", label: "B" },
      ],
      [{ code: "", label: "A" }],
    ]) {
      await expect(run(paderborn, (ctx) => importCodeList(ctx, { ...list("5"), entries }))).rejects.toThrow(Invalid);
    }
    const own = { ...list("5"), uri: "urn:klickamt:codeliste:staaten" };
    await expect(run(paderborn, (ctx) => importCodeList(ctx, own))).rejects.toThrow(Conflict);
  });

  describe("at the desk", () => {
    let browser: Browser;
    const signIn = async (email: string) => {
      browser = web.openBrowser();
      await browser.open("/paderborn/amt/anmelden");
      browser.fill({ "E-Mail": email, Passwort: password });
      await browser.submit("Anmelden");
    };
    const file = (content: Uint8Array, filename = "liste.xml") => ({
      filename,
      mediaType: "application/xml",
      bytes: Buffer.from(content),
    });

    test("a designer uploads a list, sees it, searches it and takes it along", async () => {
      await signIn("dora@stadt.example");
      await browser.open("/paderborn/amt/codelisten");
      expect(browser.text()).toContain("Staaten und Gebiete (ISO 3166-1)");
      await browser.submit("Hochladen");
      expect(browser.status).toBe(422);
      expect(browser.text()).toContain("Wählen Sie eine Datei aus");
      browser.fill({ "Codeliste in genericode": file(genericode.write({ ...list("12"), uri: "urn:example:mehr" })) });
      await browser.submit("Hochladen");
      expect(browser.text()).toContain("Die Liste ist übernommen.");
      expect(browser.text()).toContain("Grün & <hell>");
      browser.fill({ "Code oder Bezeichnung": "gruen" });
      await browser.submit("Suchen");
      expect(browser.text()).not.toContain("Rot");
      await browser.open("/paderborn/amt/codelisten/datei?uri=urn%3Aexample%3Amehr&version=12");
      expect(browser.status).toBe(200);
    });

    test("is told what is wrong with a file, and that a version is taken", async () => {
      await signIn("dora@stadt.example");
      await browser.open("/paderborn/amt/codelisten");
      browser.fill({ "Codeliste in genericode": file(bytes("<CodeList>\n<Identification/></CodeList>")) });
      await browser.submit("Hochladen");
      expect(browser.status).toBe(422);
      expect(browser.text()).toContain("Zeile 2 (liste.xml): Die Kennung der Liste fehlt");
      browser.fill({ "Codeliste in genericode": file(genericode.write(list("1", "Blau"))) });
      await browser.submit("Hochladen");
      expect(browser.text()).toContain("mit anderen Einträgen");
      await browser.click("Die vorhandene Liste ansehen");
      expect(browser.text()).toContain("urn:example:farben");
    });

    test("a caseworker sees nothing of it, and a list of another region is not there", async () => {
      await signIn("carl@stadt.example");
      await browser.open("/paderborn/amt/codelisten");
      expect(browser.status).toBe(403);
      await signIn("dora@stadt.example");
      await browser.open("/paderborn/amt/codelisten/liste?uri=urn%3Aandere&version=1");
      expect(browser.status).toBe(404);
    });
  });
});
