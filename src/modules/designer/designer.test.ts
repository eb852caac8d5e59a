import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { type Actor, Conflict, type Duty, Forbidden, Invalid, NotFound, newId } from "../../kernel/index.ts";
import {
  type Browser,
  createTestDatabase,
  createTestWeb,
  type TestDatabase,
  type TestWeb,
} from "../../platform/testing/index.ts";
import { routes as accountsRoutes, authenticate, createStaff } from "../accounts/index.ts";
import { catalogueRoutes } from "../catalogue/index.ts";
import {
  defineLeistungen,
  defineLeistungSource,
  defineProcedures,
  findLeistung,
  formsRoutes,
  listLeistungen,
} from "../forms/index.ts";
import { seedAktenplan } from "../records/index.ts";
import { findTown, switchOnTown, type Tenant } from "../tenants/index.ts";
import { copyFromTown } from "./actions/copy-from-town.ts";
import { createService } from "./actions/create-service.ts";
import { editDraft } from "./actions/edit-draft.ts";
import { publish, withdraw } from "./actions/publish.ts";
import { setFourEyes } from "./actions/set-four-eyes.ts";
import { startVersion } from "./actions/start-version.ts";
import { undoStep } from "./actions/undo-step.ts";
import { designerRoutes } from "./index.ts";
import { leistungSource } from "./leistung-source.ts";
import { limits } from "./model/limits.ts";
import type { ServiceVersion } from "./model/service.ts";
import { findDraft, findOnShelf, findVersion, listShelf, listSteps } from "./store.ts";
import { exampleProcedures, exampleService } from "./testing/example-service.ts";

let database: TestDatabase;
let web: TestWeb;
let town: Tenant;
let neighbour: Tenant;
let elsewhere: Tenant;
let browser: Browser;
let number = 0;

const system = { kind: "system", name: "test" } as const;
const password = "Regen Tisch Mond Gabel";
const staff = (name: string, ...duties: Duty[]): Actor => ({
  kind: "staff",
  staffId: `0197f3a0-0000-7000-8000-0000000000${name.length.toString().padStart(2, "0")}`,
  name,
  duties,
});
const designer = staff("Dora Design", "design");
const publisher = staff("Paul Publizist", "publish");
const text = (de: string) => ({ de, en: de });
const none = { origin: undefined, rules: [], report: undefined };

beforeAll(async () => {
  defineLeistungen([]);
  defineProcedures(exampleProcedures);
  defineLeistungSource(leistungSource);
  database = await createTestDatabase(inject("testServer"));
  const region = (slug: string) => ({ region: { slug, name: text(slug) } });
  const switchOn = (ags: string, slug: string) =>
    database.db.inPlatform((tx) =>
      switchOnTown({ tx, actor: system, now: database.now }, { ags, demo: true, ...region(slug) }),
    );
  town = await switchOn("05774032", "owl");
  neighbour = await switchOn("05774020", "owl");
  elsewhere = await switchOn("05334002", "aachen");
  for (const { tenantId } of [town, neighbour, elsewhere]) {
    await database.run(tenantId, system, async (ctx) => {
      await seedAktenplan(ctx);
      for (const [email, duties] of [
        ["dora@stadt.example", ["design"]],
        ["paul@stadt.example", ["publish"]],
        ["beide@stadt.example", ["design", "publish", "administration"]],
        ["ada@stadt.example", ["casework"]],
      ] as const)
        await createStaff(ctx, { name: email.split("@")[0] as string, email, password, duties });
    });
  }
  web = await createTestWeb(database, {
    routes: [...designerRoutes, ...accountsRoutes, ...catalogueRoutes, ...formsRoutes],
    dependencies: { findTown: (slug) => database.db.inPlatform((tx) => findTown(tx, slug)), authenticate },
  });
});
afterAll(async () => {
  await web.close();
  await database.close();
});
beforeEach(() => {
  browser = web.openBrowser();
});

const inTown = <T>(actor: Actor, work: Parameters<typeof database.run<T>>[2], tenant = town) =>
  database.run(tenant.tenantId, actor, work);

/** A new service of its own for each test. */
async function newService(): Promise<string> {
  const id = `hund-${++number}`;
  return inTown(designer, (ctx) => createService(ctx, { id, definition: exampleService(id), ...none }));
}

async function draftOf(id: string): Promise<ServiceVersion> {
  return (await inTown(system, (ctx) => findDraft(ctx, id))) as ServiceVersion;
}

async function published(id = ""): Promise<string> {
  const made = id === "" ? await newService() : id;
  const { rowVersion } = await draftOf(made);
  const result = await inTown(publisher, (ctx) => publish(ctx, { serviceId: made, seen: rowVersion }));
  expect(result).toMatchObject({ kind: "published" });
  return made;
}

async function rename(id: string, label: string, seen?: number): Promise<void> {
  const { rowVersion } = await draftOf(id);
  await inTown(designer, (ctx) =>
    editDraft(ctx, {
      serviceId: id,
      seen: seen ?? rowVersion,
      what: text(`Umbenannt in ${label}`),
      change: (content) => ({ ...content, definition: { ...content.definition, title: text(label) } }),
    }),
  );
}

async function signIn(local = "beide", slug = "paderborn"): Promise<void> {
  await browser.open(`/${slug}/amt/anmelden`);
  browser.fill({ "E-Mail": `${local}@stadt.example`, Passwort: password });
  await browser.submit("Anmelden");
}

describe("A service of a town", () => {
  test("may be made and changed by nobody without the duty, and published by nobody without the other", async () => {
    const id = await newService();
    const nobody = [staff("Karl", "casework", "administration", "publish"), { kind: "citizen" } as const];
    for (const actor of nobody) {
      await expect(
        inTown(actor, (ctx) => createService(ctx, { id: "fremd", definition: exampleService("fremd"), ...none })),
      ).rejects.toThrow(Forbidden);
      await expect(
        inTown(actor, (ctx) => editDraft(ctx, { serviceId: id, seen: 1, what: text("x"), change: (now) => now })),
      ).rejects.toThrow(Forbidden);
      await expect(inTown(actor, (ctx) => undoStep(ctx, { serviceId: id, seen: 1 }))).rejects.toThrow(Forbidden);
      await expect(inTown(actor, (ctx) => startVersion(ctx, id))).rejects.toThrow(Forbidden);
    }
    await expect(inTown(designer, (ctx) => publish(ctx, { serviceId: id, seen: 1 }))).rejects.toThrow(Forbidden);
    await expect(inTown(designer, (ctx) => withdraw(ctx, id))).rejects.toThrow(Forbidden);
    await expect(inTown(designer, (ctx) => setFourEyes(ctx, false))).rejects.toThrow(Forbidden);
  });

  test("takes no id that is taken, built in, or no id", async () => {
    const id = await newService();
    const make = (wanted: string) =>
      inTown(designer, (ctx) => createService(ctx, { id: wanted, definition: exampleService(wanted), ...none }));
    await expect(make(id)).rejects.toThrow(Conflict);
    for (const bad of ["Hund", "h", "hund_1", "../x", "a".repeat(61)]) await expect(make(bad)).rejects.toThrow(Invalid);
    const { version: _, online: __, ...texts } = { ...exampleService("mitgeliefert"), version: 1 };
    defineLeistungen([{ ...texts, version: 1 }]);
    await expect(make("mitgeliefert")).rejects.toMatchObject({ code: "designer.id-taken" });
    defineLeistungen([]);
  });

  test("is not larger than people can fill in", async () => {
    const definition = exampleService("riese");
    const elements = Array.from({ length: limits.elements + 1 }, (_, index) => ({
      kind: "field" as const,
      key: `f${index}`,
      type: "text" as const,
      label: text("F"),
      source: "",
    }));
    const form = { sections: [{ key: "s", title: text("S"), elements }] };
    await expect(
      inTown(designer, (ctx) =>
        createService(ctx, {
          id: "riese",
          definition: { ...definition, online: { ...definition.online, form } },
          ...none,
        }),
      ),
    ).rejects.toMatchObject({ code: "designer.too-large", facts: { limit: "elements" } });
  });

  test("is on the portal when it is published, in that version, and off it when it is withdrawn", async () => {
    const id = await newService();
    const offered = () => inTown(system, async (ctx) => (await listLeistungen(ctx)).map((one) => one.id));
    expect(await offered()).not.toContain(id);
    await published(id);
    expect(await offered()).toContain(id);
    await browser.open(`/paderborn/leistungen/${id}`);
    expect(browser.heading()).toBe("Hund anmelden");
    await inTown(designer, (ctx) => startVersion(ctx, id));
    await rename(id, "Hund melden");
    expect((await inTown(system, (ctx) => findLeistung(ctx, id)))?.leistung.title.de).toBe("Hund anmelden");
    await published(id);
    expect((await inTown(system, (ctx) => findLeistung(ctx, id)))?.leistung).toMatchObject({
      version: 2,
      title: { de: "Hund melden" },
    });
    expect((await inTown(system, (ctx) => findLeistung(ctx, id, 1)))?.leistung.title.de).toBe("Hund anmelden");
    await inTown(publisher, (ctx) => withdraw(ctx, id));
    expect(await offered()).not.toContain(id);
    expect(await inTown(system, (ctx) => findLeistung(ctx, id))).toBeUndefined();
    // What was begun can be sent.
    expect((await inTown(system, (ctx) => findLeistung(ctx, id, 2)))?.leistung.title.de).toBe("Hund melden");
    await expect(inTown(publisher, (ctx) => withdraw(ctx, id))).rejects.toThrow(Conflict);
  });

  test("stays as it was published: neither an edit nor the database changes it", async () => {
    const id = await published();
    await expect(rename2(id)).rejects.toThrow(NotFound);
    const { CompiledQuery } = await import("kysely");
    await expect(
      inTown(system, (ctx) =>
        ctx.tx.executeQuery(
          CompiledQuery.raw("update designer.version set definition = '{}' where service_id = $1 and tenant_id = $2", [
            id,
            town.tenantId,
          ]),
        ),
      ),
    ).rejects.toThrow("never changed");
  });

  const rename2 = (id: string) =>
    inTown(designer, (ctx) => editDraft(ctx, { serviceId: id, seen: 1, what: text("x"), change: (now) => now }));
});

describe("A change of a draft", () => {
  test("is a step that can be taken back, one after the other", async () => {
    const id = await newService();
    await rename(id, "Eins");
    await rename(id, "Zwei");
    const undo = async () =>
      inTown(designer, async (ctx) => undoStep(ctx, { serviceId: id, seen: (await draftOf(id)).rowVersion }));
    expect(await undo()).toEqual(text("Umbenannt in Zwei"));
    expect((await draftOf(id)).definition.title.de).toBe("Eins");
    expect(await undo()).toEqual(text("Umbenannt in Eins"));
    expect((await draftOf(id)).definition.title.de).toBe("Hund anmelden");
    expect(await undo()).toBeUndefined();
    const steps = await inTown(system, (ctx) => listSteps(ctx, id, 1, { limit: 10 }));
    expect(steps.map(({ what }) => what.de)).toEqual([
      "Zurückgenommen: Umbenannt in Eins",
      "Zurückgenommen: Umbenannt in Zwei",
      "Umbenannt in Zwei",
      "Umbenannt in Eins",
    ]);
  });

  test("by the second of two people at once is refused", async () => {
    const id = await newService();
    await rename(id, "Eins", 1);
    await expect(rename(id, "Zwei", 1)).rejects.toMatchObject({ code: "designer.changed-meanwhile" });
    expect((await draftOf(id)).definition.title.de).toBe("Eins");
  });
});

describe("Publishing", () => {
  test("is refused while a condition names a field that is gone, and says where", async () => {
    const id = await newService();
    await signIn();
    await browser.open(`/paderborn/amt/dienste/${id}/entfernen?ort=hund/gefaehrlich`);
    expect(browser.text()).toContain("Nummer der Haftpflichtversicherung");
    expect(browser.text()).toContain("Wann es gezeigt wird");
    await browser.submit("Entfernen");
    expect(browser.text()).toContain("Entfernt.");
    expect(browser.text()).toContain("Es gibt kein Feld „gefaehrlich“");
    const { rowVersion } = await draftOf(id);
    const result = await inTown(publisher, (ctx) => publish(ctx, { serviceId: id, seen: rowVersion }));
    expect(result).toMatchObject({ kind: "refused", problems: [{ address: "hund/haftpflicht" }] });
    await browser.submit("Zurücknehmen: „Ist der Hund gefährlich?“ entfernt");
    expect((await draftOf(id)).definition.online.form).toEqual(exampleService(id).online.form);
  });

  test("is refused where computed values go round in a circle, and where the file plan has no such unit", async () => {
    const id = await newService();
    const { rowVersion } = await draftOf(id);
    const computed = (key: string, feel: string) => ({
      kind: "field" as const,
      key,
      type: "integer" as const,
      label: text(key),
      source: "",
      computed: feel,
    });
    await inTown(designer, (ctx) =>
      editDraft(ctx, {
        serviceId: id,
        seen: rowVersion,
        what: text("Kreis"),
        change: ({ definition, ...rest }) => ({
          ...rest,
          definition: {
            ...definition,
            online: {
              ...definition.online,
              form: {
                sections: [{ key: "s", title: text("S"), elements: [computed("a", "b + 1"), computed("b", "a + 1")] }],
              },
              subjectName: '"x"',
              records: { ...definition.online.records, planUnit: "99.99", akteTitle: '"x"' },
            },
          },
        }),
      }),
    );
    const result = await inTown(publisher, (ctx) => publish(ctx, { serviceId: id, seen: rowVersion + 1 }));
    if (result.kind !== "refused") throw new Error("published");
    expect(result.problems.map((problem) => problem.text.de)).toEqual([
      expect.stringContaining("Das hängt von sich selbst ab: a → b"),
      "Die Einheit „99.99“ gibt es in Ihrem Aktenplan nicht, oder sie nimmt keine Akten auf.",
    ]);
  });

  test("takes a second person where the town wants four eyes", async () => {
    const both = staff("Bea Beides", "design", "publish");
    const id = await newService();
    await inTown(staff("Chefin", "administration"), (ctx) => setFourEyes(ctx, true));
    try {
      const { rowVersion } = await draftOf(id);
      await inTown(both, (ctx) =>
        editDraft(ctx, {
          serviceId: id,
          seen: rowVersion,
          what: text("x"),
          change: (now) => ({ ...now, definition: { ...now.definition, title: text("Neu") } }),
        }),
      );
      await expect(inTown(both, (ctx) => publish(ctx, { serviceId: id, seen: rowVersion + 1 }))).rejects.toMatchObject({
        code: "designer.four-eyes",
      });
      expect(await inTown(publisher, (ctx) => publish(ctx, { serviceId: id, seen: rowVersion + 1 }))).toMatchObject({
        kind: "published",
      });
    } finally {
      await inTown(staff("Chefin", "administration"), (ctx) => setFourEyes(ctx, false));
    }
  });

  test("is refused where a saved sample comes out otherwise, and names it", async () => {
    const id = await newService();
    await signIn();
    await browser.open(`/paderborn/amt/dienste/${id}/vorschau/person`);
    expect(browser.text()).toContain("Hier wird nichts gespeichert");
    await browser.submit("Weiter");
    expect(browser.status).toBe(422);
    browser.fill({ Name: "Kim Beispiel" });
    await browser.submit("Weiter");
    browser.fill({ "Ist der Hund gefährlich?": "Nein" });
    await browser.submit("Weiter");
    expect(browser.text()).toContain("Diese Antworten werden angenommen");
    expect(browser.text()).toContain("Hund von Kim Beispiel");
    expect(browser.text()).toContain("Hundemarke 5,00 €");
    browser.fill({ "Name der Probe": "Braver Hund" });
    await browser.submit("Probe speichern");
    expect(browser.text()).toContain("wie erwartet");
    // The phone number becomes a must: the sample has none.
    await browser.open(`/paderborn/amt/dienste/${id}/element?ort=person/telefon`);
    browser.fill({ "Muss es ausgefüllt werden?": "Ja" });
    await browser.submit("Speichern");
    expect(browser.errors()).toEqual([]);
    await browser.open(`/paderborn/amt/dienste/${id}/veroeffentlichen`);
    expect(browser.text()).toContain("Fehler, der nicht erwartet war: telefon");
    const { rowVersion } = await draftOf(id);
    const result = await inTown(publisher, (ctx) => publish(ctx, { serviceId: id, seen: rowVersion }));
    expect(result).toMatchObject({
      kind: "refused",
      problems: [],
      samples: [{ passed: false, surprising: ["telefon"] }],
    });
    await browser.open(`/paderborn/amt/dienste/${id}/proben`);
    await browser.submit("Dieses Ergebnis ab jetzt erwarten");
    expect(browser.text()).toContain("Fehler bei: telefon");
    await browser.open(`/paderborn/amt/dienste/${id}/veroeffentlichen`);
    await browser.submit("Jetzt veröffentlichen");
    expect(browser.text()).toContain("Veröffentlicht.");
  });
});

describe("The shelf of a region", () => {
  test("shows what a town has published to the towns of its region, and nothing to others", async () => {
    const id = await published();
    const seen = (tenant: Tenant) =>
      inTown(system, async (ctx) => (await listShelf(ctx)).map((one) => one.serviceId), tenant);
    expect(await seen(neighbour)).toContain(id);
    expect(await seen(elsewhere)).toEqual([]);
    expect(await inTown(system, (ctx) => findOnShelf(ctx, town.tenantId, id), elsewhere)).toBeUndefined();
    expect(await inTown(system, (ctx) => findVersion(ctx, id, 1), neighbour)).toBeUndefined();
    await expect(
      inTown(designer, (ctx) => copyFromTown(ctx, { tenantId: town.tenantId, serviceId: id }), elsewhere),
    ).rejects.toThrow(NotFound);
    await inTown(publisher, (ctx) => withdraw(ctx, id));
    expect(await seen(neighbour)).not.toContain(id);
  });

  test("lets nobody change or remove what another town has put there", async () => {
    const id = await published();
    const { CompiledQuery } = await import("kysely");
    const attempt = (sql: string) =>
      inTown(
        system,
        async (ctx) => (await ctx.tx.executeQuery(CompiledQuery.raw(sql, [id]))).numAffectedRows,
        neighbour,
      );
    expect(await attempt("update designer.shelf set version = 99 where service_id = $1")).toBe(0n);
    expect(await attempt("delete from designer.shelf where service_id = $1")).toBe(0n);
    await expect(
      attempt(`insert into designer.shelf (tenant_id, service_id, version, definition, rules, published_at)
        select tenant_id, 'fremd', version, definition, rules, published_at from designer.shelf where service_id = $1`),
    ).rejects.toThrow("row-level security");
  });

  test("gives a service away in one click, with the taker's own contact, fee and procedure, and tells of news", async () => {
    const id = await published();
    await signIn("beide", "delbrueck");
    await browser.open("/delbrueck/amt/dienste/region");
    await browser.open(`/delbrueck/amt/dienste/region/${town.tenantId}/${id}`);
    expect(browser.text()).toContain("Paderborn, Fassung 1");
    expect(browser.text()).toContain("Hundemarke: 5,00 €");
    browser.fill({ "Ablauf in Ihrem Haus": "Antrag mit Bescheid" });
    await browser.submit("Übernehmen und veröffentlichen");
    expect(browser.text()).toContain("Der Dienst läuft");
    const mine = await inTown(system, (ctx) => findLeistung(ctx, id), neighbour);
    expect(mine?.leistung.online?.process).toBe("antrag");

    await inTown(designer, (ctx) => startVersion(ctx, id));
    await rename(id, "Hund melden");
    await published(id);
    await browser.open("/delbrueck/amt/dienste");
    expect(browser.text()).toContain("neu dort: Fassung 2");
    await browser.open(`/delbrueck/amt/dienste/${id}/neues-der-herkunft`);
    await browser.submit("In den Entwurf übernehmen");
    expect(browser.text()).toContain("In den Entwurf übernommen");
    const draft = await inTown(system, (ctx) => findDraft(ctx, id), neighbour);
    expect(draft?.definition).toMatchObject({ title: { de: "Hund melden" }, online: { process: "antrag" } });
    expect(draft?.definition.online.fees).toHaveLength(1);
  });

  test("whose news were taken over and given up again has them offered again", async () => {
    const id = await published();
    const input = { tenantId: town.tenantId, serviceId: id };
    await inTown(designer, (ctx) => copyFromTown(ctx, input), neighbour);
    const publishThere = async () => {
      const draft = await inTown(system, (ctx) => findDraft(ctx, id), neighbour);
      await inTown(publisher, (ctx) => publish(ctx, { serviceId: id, seen: draft?.rowVersion ?? 0 }), neighbour);
    };
    await publishThere();
    await inTown(designer, (ctx) => startVersion(ctx, id));
    await rename(id, "Hund melden");
    await published(id);

    await signIn("beide", "delbrueck");
    const offered = async () => {
      await browser.open(`/delbrueck/amt/dienste/${id}`);
      return browser.text().includes("hat eine neue Fassung");
    };
    const takeOver = async () => {
      await browser.open(`/delbrueck/amt/dienste/${id}/neues-der-herkunft`);
      await browser.submit("In den Entwurf übernehmen");
    };
    await takeOver();
    expect(await offered()).toBe(false);
    const draft = await inTown(system, (ctx) => findDraft(ctx, id), neighbour);
    await inTown(designer, (ctx) => undoStep(ctx, { serviceId: id, seen: draft?.rowVersion ?? 0 }), neighbour);
    expect(await offered()).toBe(true);

    await takeOver();
    expect(await offered()).toBe(false);
    await browser.open(`/delbrueck/amt/dienste/${id}/verwerfen`);
    await browser.submit("Entwurf verwerfen");
    expect(await offered()).toBe(true);
    await browser.open("/delbrueck/amt/dienste");
    expect(browser.text()).toContain("neu dort: Fassung 2");

    await browser.open(`/delbrueck/amt/dienste/${id}/neues-der-herkunft`);
    await inTown(designer, (ctx) => startVersion(ctx, id), neighbour);
    await browser.submit("In den Entwurf übernehmen");
    // Somebody else works on it: their form is not replaced behind their back.
    expect(browser.status).toBe(409);
    expect(await offered()).toBe(true);

    await takeOver();
    await publishThere();
    await inTown(designer, (ctx) => startVersion(ctx, id), neighbour);
    expect(await offered()).toBe(false);
  });

  test("goes to a neighbour under its whole name, however long that is and wherever its hyphens stand", async () => {
    for (const id of [
      `sondernutzung-von-strassen-fuer-baustellen-und-gerueste-${++number}`,
      `${"sondernutzung-von-strassen-fuer-baustellen".padEnd(49, "x")}-${++number}`,
    ]) {
      await inTown(designer, (ctx) => createService(ctx, { id, definition: exampleService(id), ...none }));
      await published(id);
      const input = { tenantId: town.tenantId, serviceId: id };
      expect(await inTown(designer, (ctx) => copyFromTown(ctx, input), neighbour)).toBe(id);
      const again = await inTown(designer, (ctx) => copyFromTown(ctx, input), neighbour);
      expect(again).toMatch(/[a-z]-2$/);
    }
  });
});

describe("The desk", () => {
  test("is closed to whoever has neither duty", async () => {
    await signIn("ada");
    for (const path of ["", "/neu", "/region", "/x", "/x/formular", "/x/angaben"]) {
      await browser.open(`/paderborn/amt/dienste${path}`);
      expect(browser.status).toBe(403);
    }
  });

  test("begins a service from nothing, adds a field, moves it and asks for it under a condition", async () => {
    await signIn();
    await browser.open("/paderborn/amt/dienste/neu");
    await browser.submit("Entwurf anlegen");
    expect(browser.errors()).toEqual(["Der Titel fehlt auf Deutsch.", "Der Titel fehlt auf Englisch."]);
    browser.fill({ "Titel auf Deutsch": "Stand auf dem Markt", "Titel auf Englisch": "Market stall" });
    await browser.submit("Entwurf anlegen");
    expect(browser.heading()).toBe("Stand auf dem Markt");
    await browser.open("/paderborn/amt/dienste/stand-auf-dem-markt/formular");
    browser.fill({ ort: "person", Hinzufügen: "Feld", "Name oder Frage": "Verkaufen Sie Essen?" });
    await browser.submit("Hinzufügen");
    expect(browser.text()).toContain("Hinzugefügt.");
    expect(browser.text()).not.toContain("So lässt sich der Dienst nicht veröffentlichen");
    browser.fill({ Art: "Ganze Zahl", Von: "quark" });
    await browser.submit("Speichern");
    expect(browser.text()).toContain("So lässt sich der Dienst nicht veröffentlichen");
    expect(browser.text()).toMatch(/Untere Grenze\s*:\s+Es gibt kein Feld „quark“/);
    browser.fill({ Von: "", Art: "Ja oder Nein", Rechtsgrundlage: "§ 67 GewO" });
    await browser.submit("Speichern");
    expect(browser.text()).toContain("Gespeichert.");
    await browser.open("/paderborn/amt/dienste/stand-auf-dem-markt/formular");
    browser.fill({ ort: "person", "Name oder Frage": "Was verkaufen Sie?" });
    await browser.submit("Hinzufügen");
    browser.fill({
      zeigen_art: "Wenn Antworten passen",
      zeigen_feld_0: "verkaufenSieEssen",
      zeigen_vergleich_0: "=",
      zeigen_wert_0: "ja",
    });
    await browser.submit("Speichern");
    expect((await draftOf("stand-auf-dem-markt")).definition.online.form.sections[0]?.elements.at(-1)).toMatchObject({
      key: "wasVerkaufenSie",
      when: 'verkaufenSieEssen = "ja"',
    });
    await browser.open("/paderborn/amt/dienste/stand-auf-dem-markt/formular");
    browser.fill({ ort: "person/wasVerkaufenSie" });
    await browser.submit("Nach oben");
    const keys = (await draftOf("stand-auf-dem-markt")).definition.online.form.sections[0]?.elements.map((one) =>
      one.kind === "note" ? "" : one.key,
    );
    expect(keys).toEqual(["name", "wasVerkaufenSie", "verkaufenSieEssen"]);
    await browser.submit("Nach oben", { nth: 0 });
  });

  test("says before a draft is discarded whether the service goes with it", async () => {
    const id = await newService();
    await signIn();
    await browser.open(`/paderborn/amt/dienste/${id}/verwerfen`);
    expect(browser.text()).toContain("Mit dem Entwurf verschwindet er ganz.");
    await published(id);
    await inTown(designer, (ctx) => startVersion(ctx, id));
    await browser.open(`/paderborn/amt/dienste/${id}/verwerfen`);
    expect(browser.text()).toContain("Alle Änderungen seit der letzten Veröffentlichung gehen verloren.");
    await browser.submit("Entwurf verwerfen");
    expect(browser.text()).toContain("Der Entwurf ist verworfen.");
    expect(await inTown(system, (ctx) => findDraft(ctx, id))).toBeUndefined();
  });

  test("discards nothing that somebody else has changed since one asked", async () => {
    const id = await newService();
    await signIn();
    await browser.open(`/paderborn/amt/dienste/${id}/verwerfen`);
    await rename(id, "Hund melden");
    await browser.submit("Entwurf verwerfen");
    expect(browser.status).toBe(409);
    expect(browser.text()).toContain("Umbenannt in Hund melden");
    expect((await draftOf(id)).definition.title.de).toBe("Hund melden");

    await browser.open(`/paderborn/amt/dienste/${id}/verwerfen`);
    await published(id);
    await inTown(designer, (ctx) => startVersion(ctx, id));
    await browser.submit("Entwurf verwerfen");
    expect(browser.status).toBe(409);
    expect((await draftOf(id)).version).toBe(2);
  });

  test("says which text is too long on the page of all texts, and cuts none off that was long before", async () => {
    const id = await newService();
    const long = "Lang. ".repeat(1000).trim();
    const { rowVersion } = await draftOf(id);
    await inTown(designer, (ctx) =>
      editDraft(ctx, {
        serviceId: id,
        seen: rowVersion,
        what: text("Lange Zusammenfassung"),
        change: (content) => ({ ...content, definition: { ...content.definition, summary: text(long) } }),
      }),
    );
    await signIn();
    await browser.open(`/paderborn/amt/dienste/${id}/texte`);
    browser.fill({ t0_de: "Hund melden" });
    await browser.submit("Texte speichern");
    expect(browser.text()).toContain("Gespeichert.");
    expect((await draftOf(id)).definition).toMatchObject({ title: { de: "Hund melden" }, summary: text(long) });

    browser.fill({ t0_de: long });
    await browser.submit("Texte speichern");
    expect(browser.status).toBe(422);
    expect(browser.errors().join()).toContain("Höchstens 5000 Zeichen sind möglich.");
    expect(browser.value("t0_de")).toBe(long);
    expect((await draftOf(id)).definition.title.de).toBe("Hund melden");
  });

  test("shows where FEEL is not understood, and keeps what was typed", async () => {
    const id = await newService();
    await signIn();
    await browser.open(`/paderborn/amt/dienste/${id}/element?ort=person/telefon`);
    browser.fill({
      zeigen_art: "Nach einer FEEL-Formel",
      zeigen_feel: "name = and 5",
      "Beschriftung (Deutsch)": "Handy",
    });
    await browser.submit("Speichern");
    expect(browser.status).toBe(422);
    expect(browser.errors().join()).toMatch(/FEEL ist an Zeichen \d+ nicht zu verstehen/);
    expect(browser.html).toContain("<mark>");
    expect(browser.value("Beschriftung (Deutsch)")).toBe("Handy");
    expect((await draftOf(id)).rowVersion).toBe(1);
  });

  test("tells the second of two designers what the first did, and keeps what the second typed", async () => {
    const id = await newService();
    await signIn();
    await browser.open(`/paderborn/amt/dienste/${id}/element?ort=person/telefon`);
    await rename(id, "Hund melden");
    browser.fill({ "Beschriftung (Deutsch)": "Handy" });
    await browser.submit("Speichern");
    expect(browser.status).toBe(409);
    expect(browser.text()).toContain("Umbenannt in Hund melden");
    expect(browser.text()).toContain("Dora Design");
    expect(browser.value("Beschriftung (Deutsch)")).toBe("Handy");
    await browser.submit("Speichern");
    expect(browser.text()).toContain("Gespeichert.");
    const draft = await draftOf(id);
    expect(draft.definition.title.de).toBe("Hund melden");
    expect(draft.definition.online.form.sections[0]?.elements[1]).toMatchObject({ label: { de: "Handy" } });
  });

  test("makes a check of a rule in prose, and says who did", async () => {
    const id = `regel-${++number}`;
    await inTown(designer, (ctx) =>
      createService(ctx, {
        id,
        definition: exampleService(id),
        origin: undefined,
        report: undefined,
        rules: [
          {
            ruleId: "R1",
            name: "Erreichbarkeit",
            text: "Bei gefährlichen Hunden ist eine Telefonnummer anzugeben.",
            path: ["telefon"],
            state: "open",
          },
        ],
      }),
    );
    await signIn();
    await browser.open(`/paderborn/amt/dienste/${id}/regeln`);
    expect(browser.text()).toContain("offen");
    await browser.click("Erreichbarkeit");
    expect(browser.text()).toContain("Bei gefährlichen Hunden ist eine Telefonnummer anzugeben.");
    browser.fill({ "Was wird aus der Regel?": "Eine Prüfung im Formular" });
    await browser.submit("Speichern");
    expect(browser.status).toBe(422);
    browser.fill({
      richtig_art: "feel",
      richtig_feel: 'gefaehrlich != "ja" or telefon != null',
      "Meldung, wenn es nicht stimmt (Deutsch)": "Geben Sie eine Telefonnummer an.",
      "Meldung, wenn es nicht stimmt (Englisch)": "Enter a phone number.",
    });
    await browser.submit("Speichern");
    expect(browser.text()).toMatch(/formalisiert von beide am \d\d\.\d\d\.\d{4}/);
    expect((await draftOf(id)).definition.online.form.checks).toEqual([
      {
        at: "telefon",
        feel: 'gefaehrlich != "ja" or telefon != null',
        message: { de: "Geben Sie eine Telefonnummer an.", en: "Enter a phone number." },
      },
    ]);
    await browser.click("Erreichbarkeit");
    browser.fill({ "Was wird aus der Regel?": "Noch offen" });
    await browser.submit("Speichern");
    expect((await draftOf(id)).definition.online.form.checks).toBeUndefined();
  });

  test("shows a readable difference between two versions, moves what was begun, and tells the citizen", async () => {
    const id = await published();
    const citizen = web.openBrowser();
    await citizen.open(`/paderborn/leistungen/${id}`);
    await citizen.submit("Jetzt online beantragen");
    citizen.fill({ Name: "Kim Beispiel", Telefon: "0000 1234567" });
    await citizen.submit("Weiter");
    const page = citizen.path;
    await inTown(designer, (ctx) => startVersion(ctx, id));
    await signIn();
    await browser.open(`/paderborn/amt/dienste/${id}/element?ort=person/telefon`);
    browser.fill({ "Beschriftung (Deutsch)": "Handynummer" });
    await browser.submit("Speichern");
    await browser.open(`/paderborn/amt/dienste/${id}/unterschied?von=1&bis=2`);
    expect(browser.text()).toMatch(/geändert\s+Handynummer/);
    expect(browser.text()).toMatch(/Beschriftung:\s+Telefon\s+→\s+Handynummer/);
    await published(id);
    await citizen.open(page.replace(/[^/]+$/, "person"));
    expect(citizen.text()).toContain("Telefon");
    expect(citizen.text()).not.toContain("Das Formular hat sich geändert");

    await browser.open(`/paderborn/amt/dienste/${id}/begonnene`);
    expect(browser.text()).toContain("1 auf Fassung 1");
    await browser.submit("Auf die neue Fassung umstellen");
    expect(browser.text()).toContain("Ein Antrag ist umgestellt.");
    await citizen.open(page.replace(/[^/]+$/, "person"));
    expect(citizen.text()).toContain("Das Formular hat sich geändert");
    expect(citizen.text()).toContain("Handynummer: geändert");
    expect(citizen.value("Handynummer")).toBe("0000 1234567");
  });
});

describe("Bad input", () => {
  test("of a hand-made request is refused and never an error of ours", async () => {
    const id = await newService();
    await signIn();
    const base = `/paderborn/amt/dienste/${id}`;
    for (const path of [
      "/element?ort=gibt/es/nicht",
      "/element?ort=__proto__/constructor",
      "/entfernen?ort=person/~99",
      "/regeln/99",
      "/regeln/x",
      "/unterschied?von=9&bis=x",
      "/vorschau/gibtesnicht",
      "/proben/keine/loeschen",
      "/texte?ab=999999",
      `/../region/999999999/x`,
    ]) {
      await browser.open(base + path);
      expect([200, 404, 422], path).toContain(browser.status);
    }
    for (const [path, body] of [
      ["/formular", { _aktion: "verschieben", stand: "1", ort: "person/name", ziel: "nichts", platz: "-1" }],
      ["/formular", { _aktion: "verschieben", stand: "1", ort: "hund/wuerfe", ziel: "hund/wuerfe", platz: "0" }],
      ["/formular", { _aktion: "hinzufuegen", stand: "1", ort: "nichts", name: "x" }],
      ["/formular", { _aktion: "hinzufuegen", stand: "x", name: "x" }],
      ["/element?ort=person/name", { stand: "1", art: "boese", schluessel: "constructor" }],
      [
        "/element?ort=person/name",
        { stand: "1", art: "text", beschriftung_de: "a", beschriftung_en: "b", schluessel: "name", muster: "(" },
      ],
      ["/angaben", { stand: "1" }],
      ["/texte", { stand: "1", t0_id: "title", t0_de: "", t0_en: "" }],
      ["/vorschau/person", { _antworten: '{"a":{"b":1},"name":["x",1]}' }],
      ["/vorschau/person", { _antworten: "kein JSON" }],
      ["/vorschau/hund", { _aktion: "hinzufuegen:gibtesnicht" }],
      ["/veroeffentlichen", { stand: "77" }],
      ["/begonnene", { von: "5" }],
      ["/regeln/0", { stand: "1", zustand: "formalised" }],
      ["/proben/keine", { stand: "1", _aktion: "erwarten" }],
    ] as const) {
      await browser.open("/paderborn/amt/dienste/neu");
      const csrf = /name="_csrf" value="([^"]+)"/.exec(browser.html)?.[1] ?? "";
      await browser.post(base + path, { ...body, _csrf: csrf, _submission: newId() });
      expect([303, 200, 400, 404, 409, 422], `${path} ${JSON.stringify(body)}: ${browser.status}`).toContain(
        browser.status,
      );
    }
    expect((await draftOf(id)).definition).toEqual(exampleService(id));
  });
});
