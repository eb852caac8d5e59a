import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { Forbidden, Invalid, NotFound, type TenantId } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import {
  type Browser,
  createTestDatabase,
  createTestWeb,
  type TestDatabase,
  type TestWeb,
} from "../../platform/testing/index.ts";
import {
  demoRegions,
  findTenantByAgs,
  findTown,
  getTenant,
  listRegions,
  listTenants,
  routes,
  stateOfContact,
  switchOnTown,
  type Tenant,
  type TownContact,
  updateContact,
} from "./index.ts";

let database: TestDatabase;
let web: TestWeb;
let browser: Browser;
let paderborn: Tenant;
let delbrueck: Tenant;

const system = { kind: "system", name: "test" } as const;
const clerk = {
  kind: "staff",
  staffId: "00000000-0000-7000-8000-000000000001",
  name: "Ada",
  duties: ["casework"],
} as const;
const chief = { ...clerk, duties: ["administration"] } as const;
const owl = demoRegions[0] as (typeof demoRegions)[number];
const contact: TownContact = {
  officeName: "Gewerbeamt",
  street: "Am Abdinghof 11",
  postcode: "33098",
  city: "Paderborn",
  phone: "+49 5251 88-0",
  email: "gewerbe@stadt.example",
  hours: { de: ["Montag: 8 bis 12 Uhr"], en: ["Monday: 8 am to noon"] },
};

/** In a transaction without municipality, as an operator. */
function inPlatform<T>(work: (ctx: Pick<Ctx, "tx" | "actor" | "now">) => Promise<T>): Promise<T> {
  return database.db.inPlatform((tx) => work({ tx, actor: system, now: database.now }));
}

beforeAll(async () => {
  database = await createTestDatabase(inject("testServer"));
  paderborn = await inPlatform((ctx) => switchOnTown(ctx, { ags: "05774032", demo: true, region: owl, contact }));
  delbrueck = await inPlatform((ctx) => switchOnTown(ctx, { ags: "delbrueck", demo: true, region: owl }));
  await inPlatform((ctx) => switchOnTown(ctx, { ags: "05334002", demo: false }));
  web = await createTestWeb(database, {
    routes,
    dependencies: {
      findTown: (slug) => database.db.inPlatform((tx) => findTown(tx, slug)),
      authenticate: async () => undefined,
    },
  });
  browser = web.openBrowser();
});
afterAll(async () => {
  await web.close();
  await database.close();
});

describe("switching on a municipality", () => {
  test("makes a town of its key or of its part of the address", () => {
    expect(paderborn).toMatchObject({
      slug: "paderborn",
      ags: "05774032",
      officialName: "Stadt Paderborn",
      kreis: "Kreis Paderborn",
      regierungsbezirk: "Detmold",
      region: "ostwestfalen-lippe",
      demo: true,
      contact,
    });
    expect(delbrueck).toMatchObject({ slug: "delbrueck", ags: "05774020", contact: { postcode: "33129", street: "" } });
    expect(delbrueck.tenantId).not.toBe(paderborn.tenantId);
  });

  test("twice gives the same town and keeps what it has set", async () => {
    const again = await inPlatform((ctx) => switchOnTown(ctx, { ags: "05774032", demo: true }));
    expect(again).toEqual(paderborn);
  });

  test("is refused for a place that is no municipality", async () => {
    await expect(inPlatform((ctx) => switchOnTown(ctx, { ags: "05000000", demo: true }))).rejects.toThrow(NotFound);
  });

  test("is not for staff, and the database refuses it inside a municipality", async () => {
    const input = { ags: "05711000", demo: true } as const;
    await expect(database.run(paderborn.tenantId, chief, (ctx) => switchOnTown(ctx, input))).rejects.toThrow(Forbidden);
    await expect(database.run(paderborn.tenantId, system, (ctx) => switchOnTown(ctx, input))).rejects.toThrow(
      /row-level security/,
    );
  });
});

describe("the contact of a municipality", () => {
  const changed = { ...contact, phone: "05251 123" };

  test("is changed by its administration", async () => {
    const numbers = ["1", "2", "3", "4", "5"];
    // Read side by side, so that all connections are there before they are needed at once.
    const read = await Promise.all(numbers.map(() => database.run(paderborn.tenantId, chief, getTenant)));
    const seen = stateOfContact((read[0] as Tenant).contact);
    const atOnce = await Promise.allSettled(
      numbers.map((number) =>
        database.run(paderborn.tenantId, chief, (ctx) =>
          updateContact(ctx, { ...changed, phone: `05251 88-${number}` }, seen),
        ),
      ),
    );
    expect(atOnce.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await database.run(paderborn.tenantId, chief, (ctx) => updateContact(ctx, changed));
    expect((await database.run(paderborn.tenantId, system, getTenant)).contact).toEqual(changed);
    expect((await database.run(delbrueck.tenantId, system, getTenant)).contact.phone).toBe("");
  });

  test("is not changed by others, nor with mistakes", async () => {
    const run = (actor: Ctx["actor"], value: TownContact) =>
      database.run(paderborn.tenantId, actor, (ctx) => updateContact(ctx, value));
    await expect(run(clerk, contact)).rejects.toThrow(Forbidden);
    await expect(run({ kind: "citizen" }, contact)).rejects.toThrow(Forbidden);
    await expect(run(chief, { ...contact, postcode: "3309" })).rejects.toThrow(Invalid);
  });

  test("of another municipality stays as it is, whatever the code does", async () => {
    await database.run(paderborn.tenantId, chief, (ctx) =>
      updateContact({ ...ctx, tenant: delbrueck.tenantId as TenantId }, changed),
    );
    expect((await database.run(delbrueck.tenantId, system, getTenant)).contact.phone).toBe("");
  });
});

test("towns are found by path and key, and listed by name and region", async () => {
  await inPlatform(async ({ tx }) => {
    expect(await findTown(tx, "delbrueck")).toMatchObject({
      tenant: delbrueck.tenantId,
      brand: { name: "Delbrück", markPath: "/delbrueck/marke.svg" },
    });
    expect(await findTown(tx, "atlantis")).toBeUndefined();
    expect((await findTenantByAgs(tx, "05774020"))?.slug).toBe("delbrueck");
    expect((await listTenants(tx)).map((town) => town.name)).toEqual(["Aachen", "Delbrück", "Paderborn"]);
    const [region] = await listRegions(tx);
    expect(region).toMatchObject({ name: { en: "Ostwestfalen-Lippe" } });
    expect(region?.towns.map((town) => town.name)).toEqual(["Paderborn", "Delbrück"]);
  });
});

describe("the start page", () => {
  test("shows the regions with their towns, and leads to one", async () => {
    await browser.open("/");
    expect(browser.heading()).toBe("Behördengang per Mausklick");
    expect(browser.text()).toContain("Ostwestfalen-Lippe");
    expect(browser.links()).toContainEqual({ text: "Paderborn", href: "/paderborn" });
  });

  test.each([
    ["Delbrück", "Stadt Delbrück"],
    ["delbrueck", "Stadt Delbrück"],
    ["Padeborn", "Stadt Paderborn"],
    ["33098", "Stadt Paderborn"],
  ])("finds %s", async (typed, name) => {
    await browser.open("/");
    browser.fill({ "In welcher Stadt oder Gemeinde?": typed });
    await browser.submit("Suchen");
    expect(browser.links().map((link) => link.text)).toContain(name);
  });

  test("finds a region", async () => {
    await browser.open("/?ort=ostwestfalen");
    expect(browser.text()).toContain("Region Ostwestfalen-Lippe");
    expect(browser.links().map((link) => link.text)).toContain("Stadt Delbrück");
  });

  test("says where Klickamt is not used yet, and links nowhere from there", async () => {
    await browser.open("/?ort=Essen");
    expect(browser.text()).toContain("Nutzt Klickamt noch nicht\nStadt Essen (Kreisfreie Stadt)");
    expect(browser.links().map((link) => link.text)).not.toContain("Stadt Essen");
  });

  test("says so when there is nothing, in English too", async () => {
    await browser.open("/en?ort=Atlantis");
    expect(browser.text()).toContain("Nothing found for “Atlantis”");
    await browser.open("/?ort=%3Cscript%3E");
    expect(browser.html).not.toContain("<script>");
  });
});

describe("the look of a town", () => {
  test("is a style sheet and a mark that may be kept for an hour", async () => {
    await browser.open("/paderborn/marke.css");
    expect(browser.headers["content-type"]).toBe("text/css; charset=utf-8");
    expect(browser.headers["cache-control"]).toBe("public, max-age=3600");
    expect(browser.html).toContain(":root{--brand:");
    await browser.open("/paderborn/marke.svg");
    expect(browser.headers["content-type"]).toBe("image/svg+xml");
    expect(browser.html).toMatch(/^<svg/);
    await browser.open("/atlantis/marke.css");
    expect(browser.status).toBe(404);
  });
});

describe("the pages that the law wants", () => {
  test.each([
    ["/impressum", "Impressum"],
    ["/datenschutz", "Datenschutz"],
    ["/barrierefreiheit", "Erklärung zur Barrierefreiheit"],
    ["/leichte-sprache", "Leichte Sprache"],
    ["/en/impressum", "Imprint"],
    ["/en/paderborn/barrierefreiheit", "Accessibility statement"],
  ])("%s", async (path, heading) => {
    await browser.open(path);
    expect(browser.status).toBe(200);
    expect(browser.heading()).toBe(heading);
  });

  test("tell what Art. 13 DSGVO and § 25 TDDDG want: what stays on the device, how long, and that consent can be withdrawn", async () => {
    await browser.open("/paderborn/datenschutz");
    for (const part of [
      "legt Ihr Browser Seiten und Antworten eines begonnenen Antrags verschlüsselt auf Ihrem Gerät ab",
      "Rühren Sie ihn 60 Tage lang nicht an, wird er gelöscht.",
      "30 Tage nach dem Termin",
      "Sie können sie jederzeit zurücknehmen.",
    ]) {
      expect(browser.text()).toContain(part);
    }
  });

  test("lead to the Ombudsverfahren and give reasons for what is missing (§ 10b Abs. 2 BGG NRW)", async () => {
    await browser.open("/paderborn/barrierefreiheit");
    expect(browser.html).toContain('href="https://www.lbbp.nrw.de/ombudsstelle"');
    for (const part of ["gilt für alle Seiten der Stadt Paderborn", "Grund:", "nach sechs Wochen", "@mags.nrw.de"]) {
      expect(browser.text()).toContain(part);
    }
  });

  test("name the town, and say that a demonstration is one", async () => {
    await browser.open("/paderborn/impressum");
    expect(browser.text()).toContain("Am Abdinghof 11\n33098 Paderborn");
    expect(browser.text()).toContain("Das ist eine Vorführung");
    await browser.open("/aachen/impressum");
    expect(browser.text()).not.toContain("Vorführung");
  });
});
