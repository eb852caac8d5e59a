import { CompiledQuery } from "kysely";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Actor, Conflict, type Duty, Forbidden, Invalid, NotFound } from "../../kernel/index.ts";
import {
  type Browser,
  createTestDatabase,
  createTestWeb,
  type TestDatabase,
  type TestWeb,
} from "../../platform/testing/index.ts";
import { page, type Route } from "../../platform/web/index.ts";
import { findTown, getTenant, switchOnTown, type Tenant } from "../tenants/index.ts";
import {
  authenticate,
  changePassword,
  createStaff,
  deactivateStaff,
  deskAccess,
  deskNav,
  listStaff,
  requireDuty,
  routes,
  signIn,
  signOut,
} from "./index.ts";
import { PasswordPage } from "./views/password.tsx";

let database: TestDatabase;
let web: TestWeb;
let town: Tenant;
let neighbour: Tenant;
let adaId: string;
let chiefId: string;

const system = { kind: "system", name: "test" } as const;
const citizen = { kind: "citizen" } as const;
const password = "Regen Tisch Mond Gabel";
const staff = (staffId: string, ...duties: Extract<Actor, { kind: "staff" }>["duties"]): Actor => ({
  kind: "staff",
  staffId,
  name: "Test",
  duties,
});
const run: TestDatabase["run"] = (...args) => database.run(...args);
const minutes = (count: number) => {
  database.now = new Date(database.now.getTime() + count * 60_000);
};

/** Stands for the pages of other modules: for caseworkers only. */
const tasks: Route = {
  method: "GET",
  path: "/:town/amt/aufgaben",
  access: deskAccess.aufgaben,
  handle: async ({ view }) => page(PasswordPage({ view, first: false })),
};

beforeAll(async () => {
  database = await createTestDatabase(inject("testServer"));
  const switchOn = (ags: string) =>
    database.db.inPlatform((tx) => switchOnTown({ tx, actor: system, now: database.now }, { ags, demo: true }));
  town = await switchOn("05774032");
  neighbour = await switchOn("05774020");
  adaId = await run(town.tenantId, system, (ctx) =>
    createStaff(ctx, { name: "Ada Amtmann", email: "Ada@Stadt.example", password, duties: ["casework"] }),
  );
  chiefId = await run(town.tenantId, system, (ctx) =>
    createStaff(ctx, {
      name: "Bea Boss",
      email: "bea@stadt.example",
      password,
      duties: ["administration"],
      demoPasswordHint: password,
    }),
  );
  web = await createTestWeb(database, {
    routes: [...routes, tasks],
    dependencies: {
      findTown: (slug) => database.db.inPlatform((tx) => findTown(tx, slug)),
      authenticate,
    },
  });
});
afterAll(async () => {
  await web.close();
  await database.close();
});

const tokenOf = async (email: string, word = password) => {
  const result = await run(town.tenantId, citizen, (ctx) => signIn(ctx, { email, password: word }));
  if (result.kind !== "signed-in") throw new Error(result.kind);
  return result.token;
};
const whoIs = (token: string, tenant = town.tenantId) => run(tenant, citizen, (ctx) => authenticate(ctx, token));

describe("an account", () => {
  test("is made by the administration, with the address as people compare it", async () => {
    const all = await run(town.tenantId, system, listStaff);
    expect(all.map((one) => [one.name, one.email])).toEqual([
      ["Ada Amtmann", "ada@stadt.example"],
      ["Bea Boss", "bea@stadt.example"],
    ]);
    expect(JSON.stringify(all)).not.toContain("argon2");
  });

  test("is not made by others, nor twice, nor with mistakes", async () => {
    const input = { name: "Cem", email: "cem@stadt.example", password, duties: ["casework"] } as const;
    const make = (actor: Actor, change = {}) =>
      run(town.tenantId, actor, (ctx) => createStaff(ctx, { ...input, ...change }));
    await expect(make(staff(adaId, "casework", "records", "register"))).rejects.toThrow(Forbidden);
    await expect(make(citizen)).rejects.toThrow(Forbidden);
    await expect(make(system, { email: "ADA@stadt.example" })).rejects.toThrow(Conflict);
    await expect(make(system, { email: "cem" })).rejects.toThrow(Invalid);
    await expect(make(system, { password: "kurz" })).rejects.toThrow(Invalid);
    await expect(make(system, { duties: [] })).rejects.toThrow(Invalid);
  });

  test("belongs to one municipality", async () => {
    expect(await run(neighbour.tenantId, system, listStaff)).toEqual([]);
    const result = await run(neighbour.tenantId, citizen, (ctx) =>
      signIn(ctx, { email: "ada@stadt.example", password }),
    );
    expect(result.kind).toBe("wrong");
    expect(await whoIs(await tokenOf("ada@stadt.example"), neighbour.tenantId)).toBeUndefined();
  });

  test("has a history that nobody changes", async () => {
    const change = CompiledQuery.raw("update accounts.history set actor_name = 'x'");
    await expect(run(town.tenantId, system, (ctx) => ctx.tx.executeQuery(change))).rejects.toThrow(/permission denied/);
  });
});

describe("a session", () => {
  test("knows who has its token, and the database does not know the token", async () => {
    const token = await tokenOf("ADA@stadt.example ");
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    expect(await whoIs(token)).toEqual({ kind: "staff", staffId: adaId, name: "Ada Amtmann", duties: ["casework"] });
    expect(await whoIs(`${token}x`)).toBeUndefined();
    const { rows } = await run(town.tenantId, system, (ctx) =>
      ctx.tx.executeQuery<{ token_mac: string }>(CompiledQuery.raw("select token_mac from accounts.session")),
    );
    expect(rows.map((row) => row.token_mac)).not.toContain(token);
  });

  test("ends with the next sign-in of the same browser and with a sign-out", async () => {
    const first = await tokenOf("ada@stadt.example");
    const second = await run(town.tenantId, citizen, (ctx) =>
      signIn(ctx, { email: "ada@stadt.example", password, previousToken: first }),
    );
    if (second.kind !== "signed-in") throw new Error(second.kind);
    expect(await whoIs(first)).toBeUndefined();
    expect(await whoIs(second.token)).toBeDefined();
    await run(town.tenantId, citizen, (ctx) => signOut(ctx, second.token));
    expect(await whoIs(second.token)).toBeUndefined();
  });

  test("ends after an hour without use, also when use was only reading", async () => {
    const token = await tokenOf("ada@stadt.example");
    for (let hour = 0; hour < 3; hour++) {
      minutes(50);
      const read = await database.db.inTenant(
        town.tenantId,
        (tx) =>
          authenticate(
            {
              tx,
              actor: citizen,
              tenant: town.tenantId,
              now: database.now,
              files: database.files,
              keyring: database.keyring,
              jobs: database.queue.sender,
            },
            token,
          ),
        { readOnly: true },
      );
      expect(read).toBeDefined();
    }
    minutes(61);
    expect(await whoIs(token)).toBeUndefined();
  });

  test("ends twelve hours after the sign-in, however busy", async () => {
    const token = await tokenOf("ada@stadt.example");
    for (let step = 0; step < 14; step++) {
      minutes(50);
      expect(await whoIs(token)).toBeDefined();
    }
    minutes(21);
    expect(await whoIs(token)).toBeUndefined();
  });
});

describe("guessing a password", () => {
  const attempt = (email: string, word: string, knownBrowser?: string) =>
    run(town.tenantId, citizen, (ctx) =>
      signIn(ctx, { email, password: word, ...(knownBrowser === undefined ? {} : { knownBrowser }) }),
    );

  test.each(["ada@stadt.example", "niemand@stadt.example"])("has to wait after ten failures: %s", async (email) => {
    minutes(60);
    for (let count = 0; count < 10; count++) {
      expect((await attempt(email, `falsch ${count}`)).kind).toBe("wrong");
      minutes(0.5);
    }
    expect(await attempt(email, password)).toEqual({ kind: "wait", minutes: 10 });
    minutes(10);
    expect((await attempt(email, password)).kind).toBe(email.startsWith("ada") ? "signed-in" : "wrong");
  });

  test("does not lock out a browser that has signed in before", async () => {
    minutes(60);
    const before = await attempt("ada@stadt.example", password);
    if (before.kind !== "signed-in") throw new Error(before.kind);
    for (let count = 0; count < 11; count++) await attempt("ada@stadt.example", "falsch");
    expect((await attempt("ada@stadt.example", password)).kind).toBe("wait");
    expect((await attempt("ada@stadt.example", password, "erfunden.x")).kind).toBe("wait");
    expect((await attempt("ada@stadt.example", password, before.knownBrowser)).kind).toBe("signed-in");
    // A known browser is known for its own account only, and may not guess for ever either.
    expect((await attempt("bea@stadt.example", password, before.knownBrowser)).kind).toBe("signed-in");
    for (let count = 0; count < 10; count++) await attempt("ada@stadt.example", "falsch", before.knownBrowser);
    expect((await attempt("ada@stadt.example", password, before.knownBrowser)).kind).toBe("wait");
    minutes(60);
  });

  test("at the same time gets no more tries", async () => {
    minutes(60);
    const results = await Promise.all(
      Array.from({ length: 14 }, (_, n) => attempt("ada@stadt.example", `falsch ${n}`)),
    );
    expect(results.filter((result) => result.kind === "wrong")).toHaveLength(10);
    minutes(60);
  });
});

describe("changing one's password", () => {
  const next = "Wolke Löffel Tor Birne";
  const change = (actor: Actor, current: string, wanted: string, keepToken?: string) =>
    run(town.tenantId, actor, (ctx) =>
      changePassword(ctx, { current, wanted, language: "de", ...(keepToken === undefined ? {} : { keepToken }) }),
    );

  test("ends all other sessions, and works only with the current one and a good new one", async () => {
    const here = await tokenOf("ada@stadt.example");
    const elsewhere = await tokenOf("ada@stadt.example");
    const ada = staff(adaId, "casework");
    expect(await change(ada, "falsch", next)).toHaveProperty("current");
    expect(await change(ada, password, password)).toHaveProperty("wanted");
    expect(await change(ada, password, "kurz")).toHaveProperty("wanted");
    expect(await change(ada, password, next, here)).toEqual({});
    expect(await whoIs(here)).toBeDefined();
    expect(await whoIs(elsewhere)).toBeUndefined();
    expect(await tokenOf("ada@stadt.example", next)).toBeTypeOf("string");
    expect(await change(ada, next, password)).toEqual({});
  });

  test("is not for anybody else", async () => {
    await expect(change(citizen, password, next)).rejects.toThrow(Forbidden);
    await expect(change(system, password, next)).rejects.toThrow(Forbidden);
    await expect(
      run(neighbour.tenantId, staff(adaId, "casework"), (ctx) =>
        changePassword(ctx, { current: password, wanted: next, language: "de" }),
      ),
    ).rejects.toThrow(Forbidden);
  });
});

describe("deactivating an account", () => {
  test("ends its sessions at once and for good", async () => {
    const id = await run(town.tenantId, system, (ctx) =>
      createStaff(ctx, { name: "Cem", email: "cem@stadt.example", password, duties: ["records"] }),
    );
    const token = await tokenOf("cem@stadt.example");
    await run(town.tenantId, staff(chiefId, "administration"), (ctx) => deactivateStaff(ctx, id));
    expect(await whoIs(token)).toBeUndefined();
    await expect(tokenOf("cem@stadt.example")).rejects.toThrow("wrong");
    await run(town.tenantId, staff(chiefId, "administration"), (ctx) => deactivateStaff(ctx, id));
  });

  test("gives its address free: who has forgotten a password gets a new account", async () => {
    const make = (word: string) =>
      run(town.tenantId, system, (ctx) =>
        createStaff(ctx, { name: "Eda", email: "eda@stadt.example", password: word, duties: ["casework"] }),
      );
    const before = await make(password);
    await run(town.tenantId, staff(chiefId, "administration"), (ctx) => deactivateStaff(ctx, before));
    const now = await make("Wolke Nagel Birne Zug");
    expect(now).not.toBe(before);
    await expect(tokenOf("eda@stadt.example")).rejects.toThrow("wrong");
    expect(await whoIs(await tokenOf("eda@stadt.example", "Wolke Nagel Birne Zug"))).toMatchObject({ staffId: now });
  });

  test("leaves an administrator where two lock each other out at once", async () => {
    const admins = await run(neighbour.tenantId, system, async (ctx) => {
      const make = (name: string) =>
        createStaff(ctx, { name, email: `${name}@dorf.example`, password, duties: ["administration"] });
      return [await make("cora"), await make("dirk")] as const;
    });
    const [cora, dirk] = admins;
    const lock = (by: string, whom: string) =>
      run(neighbour.tenantId, staff(by, "administration"), (ctx) => deactivateStaff(ctx, whom));
    await Promise.allSettled([lock(cora, dirk), lock(dirk, cora)]);
    const left = (await run(neighbour.tenantId, system, listStaff)).filter(
      ({ staffId, deactivatedAt }) => [cora, dirk].includes(staffId) && deactivatedAt === undefined,
    );
    expect(left).toHaveLength(1);
  });

  test("is not for others, not for oneself, and not across municipalities", async () => {
    const by = (actor: Actor, id: string, tenant = town.tenantId) =>
      run(tenant, actor, (ctx) => deactivateStaff(ctx, id));
    await expect(by(staff(adaId, "casework"), chiefId)).rejects.toThrow(Forbidden);
    await expect(by(citizen, chiefId)).rejects.toThrow(Forbidden);
    await expect(by(staff(chiefId, "administration"), chiefId)).rejects.toThrow(Conflict);
    await expect(by(system, adaId, neighbour.tenantId)).rejects.toThrow(NotFound);
  });
});

test("a duty is asked for by name, or one of several; the system has all", () => {
  expect(() => requireDuty(staff("x", "records"), "records")).not.toThrow();
  expect(() => requireDuty(staff("x", "records"), ["casework", "records"])).not.toThrow();
  expect(() => requireDuty(system, "administration")).not.toThrow();
  expect(() => requireDuty(staff("x", "records"), "casework")).toThrow("accounts.duty-missing");
  expect(() => requireDuty(citizen, "casework")).toThrow(Forbidden);
});

describe("at the desk", () => {
  async function signedIn(email: string): Promise<Browser> {
    const browser = web.openBrowser();
    await browser.open("/paderborn/amt/anmelden");
    browser.fill({ "E-Mail-Adresse": email, Passwort: password });
    await browser.submit("Anmelden");
    return browser;
  }

  test("a visitor signs in and comes to the page they wanted", async () => {
    const browser = web.openBrowser();
    await browser.open("/paderborn/amt/aufgaben?seite=2");
    expect(browser.heading()).toBe("Anmeldung für Mitarbeitende");
    browser.fill({ "E-Mail-Adresse": "ada@stadt.example", Passwort: password });
    await browser.submit("Anmelden");
    expect(browser.path).toBe("/paderborn/amt/aufgaben?seite=2");
    expect(browser.text()).toContain("Ada Amtmann");
    await browser.open("/paderborn/amt");
    expect(browser.path).toBe("/paderborn/amt/aufgaben");
    await browser.submit("Abmelden");
    expect(browser.heading()).toBe("Anmeldung für Mitarbeitende");
    await browser.open("/paderborn/amt/aufgaben");
    expect(browser.heading()).toBe("Anmeldung für Mitarbeitende");
  });

  test("a way back that leads elsewhere is ignored", async () => {
    const browser = web.openBrowser();
    await browser.open("/paderborn/amt/anmelden?weiter=//boese.example/paderborn/amt");
    browser.fill({ "E-Mail-Adresse": "ada@stadt.example", Passwort: password });
    await browser.submit("Anmelden");
    expect(browser.path).toBe("/paderborn/amt/aufgaben");
  });

  test("mistakes come back with what was typed, but never with the password", async () => {
    const browser = web.openBrowser();
    await browser.open("/en/paderborn/amt/anmelden");
    browser.fill({ "E-mail address": "ada@stadt.example", Password: "wrong password" });
    await browser.submit("Sign in");
    expect(browser.status).toBe(422);
    expect(browser.errors()).toEqual(["E-mail address or password is not right. Check both, capitals too."]);
    expect(browser.value("E-mail address")).toBe("ada@stadt.example");
    expect(browser.html).not.toContain("wrong password");
    browser.fill({ "E-mail address": "", Password: "" });
    await browser.submit("Sign in");
    expect(browser.errors()).toEqual(["Enter your e-mail address.", "Enter your password."]);
  });

  test("a password sent after the session has ended is shown by no page", async () => {
    const browser = web.openBrowser();
    await browser.open("/paderborn/amt/anmelden");
    browser.fill({ "E-Mail-Adresse": "ada@stadt.example", Passwort: password });
    await browser.submit("Anmelden");
    await browser.open("/paderborn/amt/passwort");
    minutes(61);
    browser.fill({ "Jetziges Passwort": password, "Neues Passwort": "Wolke Nagel Birne Zug" });
    await browser.submit();
    expect(browser.status).toBe(401);
    expect(browser.html).not.toContain(password);
    expect(browser.html).not.toContain("Wolke Nagel");
  });

  test("too many failures are told with the time to wait, and counted though each was refused", async () => {
    const browser = web.openBrowser();
    await browser.open("/paderborn/amt/anmelden");
    for (let count = 0; count < 11; count++) {
      browser.fill({ "E-Mail-Adresse": "gast@stadt.example", Passwort: "falsch" });
      await browser.submit("Anmelden");
    }
    expect(browser.errors()).toEqual([
      "Für dieses Konto gab es zu viele falsche Versuche. Warten Sie 15 Minuten und versuchen Sie es dann noch einmal.",
    ]);
  });

  test("nobody tries one account after the other: an address has sixty attempts a minute for all of them", async () => {
    const page = await web.app.inject({ url: "/paderborn/amt/anmelden" });
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? "";
    const attempt = (remoteAddress: string) =>
      web.app.inject({
        method: "POST",
        url: "/paderborn/amt/anmelden",
        remoteAddress,
        headers: {
          cookie: String(page.headers["set-cookie"]).split(";")[0] ?? "",
          "content-type": "application/x-www-form-urlencoded",
        },
        payload: new URLSearchParams({ _csrf, email: "", passwort: "" }).toString(),
      });
    // Two minutes of the clock at most, and each allows sixty.
    const statuses: number[] = [];
    for (let count = 0; count < 121; count++) statuses.push((await attempt("192.0.2.77")).statusCode);
    expect(statuses.slice(0, 60)).toEqual(Array<number>(60).fill(422));
    expect(statuses).toContain(429);
    expect((await attempt("192.0.2.78")).statusCode).toBe(422);
  });

  test("the demonstration shows its accounts, and only those meant for it", async () => {
    const browser = web.openBrowser();
    await browser.open("/paderborn/amt/anmelden");
    expect(browser.text()).toContain("bea@stadt.example");
    expect(browser.text()).not.toContain("ada@stadt.example");
  });

  test("the menu shows what one's duties open", async () => {
    const browser = await signedIn("ada@stadt.example");
    const menu = browser.links().map((link) => link.text);
    expect(menu).toContain("Gewerberegister");
    expect(menu).toContain("Postausgang");
    expect(menu).not.toContain("Verwaltung");
    expect(deskNav({ language: "en", href: (path: string) => path } as never)).toEqual([]);
    const groupsOf = (...duties: Duty[]) => [
      ...new Set(
        deskNav({ language: "de", href: (path: string) => path, staff: { name: "Kim", duties } } as never).map(
          ({ group }) => group,
        ),
      ),
    ];
    expect(groupsOf("casework")).toEqual(["Meine Arbeit", "Post", "E-Akte", "Fachaufgaben"]);
    expect(groupsOf("register")).toEqual(["Fachaufgaben"]);
  });

  test("every place of the menu has a sign of its own, and its group in one piece", () => {
    const duties = Object.values(deskAccess).flat();
    const menu = deskNav({ language: "de", href: (path: string) => path, staff: { name: "Kim", duties } } as never);
    expect(menu.map(({ href }) => href).toSorted()).toEqual(
      Object.keys(deskAccess)
        .map((place) => `/amt/${place}`)
        .toSorted(),
    );
    expect(new Set(menu.map(({ icon }) => icon)).size).toBe(menu.length);
    const runs = menu.filter(({ group }, index) => group !== menu[index - 1]?.group).map(({ group }) => group);
    expect(new Set(runs).size).toBe(runs.length);
  });

  test.each([
    "/verwaltung",
    "/verwaltung/neu",
    "/verwaltung/kontakt",
    "/verwaltung/konto/00000000-0000-7000-8000-000000000000/sperren",
  ])("%s is for the administration only", async (path) => {
    const browser = await signedIn("ada@stadt.example");
    await browser.open(`/paderborn/amt${path}`);
    expect(browser.status).toBe(403);
    browser.clearCookies();
    await browser.open(`/paderborn/amt${path}`);
    expect(browser.heading()).toBe("Anmeldung für Mitarbeitende");
  });

  test("of two who change the contact at once the second gets back what was typed", async () => {
    const [first, second] = [await signedIn("bea@stadt.example"), await signedIn("bea@stadt.example")];
    for (const browser of [first, second]) {
      await browser.open("/paderborn/amt/verwaltung/kontakt");
      browser.fill({ stelle: "Bürgerbüro", strasse: "Rathausprobe 1", plz: "33098", ort: "Paderborn" });
    }
    first.fill({ telefon: "05251 1" });
    second.fill({ stelle: "Bürgerbüro Mitte" });
    await first.submit("Speichern");
    expect(first.heading()).toBe("Verwaltung");
    await second.submit("Speichern");
    expect(second.status).toBe(409);
    expect(second.text()).toContain("Bürgerbüro Mitte");
    await second.open("/paderborn/amt/verwaltung/kontakt");
    expect(second.value("telefon")).toBe("05251 1");
    second.fill({ stelle: "" });
    await second.submit("Speichern");
    expect(second.errors()).toHaveLength(1);
    second.fill({ stelle: "Bürgerbüro Mitte" });
    await second.submit("Speichern");
    expect(second.heading()).toBe("Verwaltung");
  });

  test("the administration makes an account, whose owner chooses a password first", async () => {
    const chief = await signedIn("bea@stadt.example");
    expect(chief.heading()).toBe("Verwaltung");
    await chief.click("Konto anlegen");
    chief.fill({ Name: "", "E-Mail-Adresse": "bea@stadt.example", "Was darf die Person?": [] });
    await chief.submit("Konto anlegen");
    expect(chief.errors()).toHaveLength(3);
    chief.fill({
      Name: "Đorđe Łęcki",
      "E-Mail-Adresse": "dorde@stadt.example",
      "Was darf die Person?": ["Sachbearbeitung"],
    });
    await chief.submit("Konto anlegen");
    expect(chief.heading()).toBe("Konto für Đorđe Łęcki angelegt");
    const first = /([a-z2-9]{5}-){3}[a-z2-9]{5}/.exec(chief.text())?.[0] ?? "";

    const browser = web.openBrowser();
    await browser.open("/paderborn/amt/anmelden");
    browser.fill({ "E-Mail-Adresse": "dorde@stadt.example", Passwort: first });
    await browser.submit("Anmelden");
    expect(browser.heading()).toBe("Wählen Sie Ihr eigenes Passwort");
    await browser.open("/paderborn/amt/aufgaben");
    expect(browser.status).toBe(403);
    await browser.open("/paderborn/amt");
    browser.fill({ "Jetziges Passwort": first, "Neues Passwort": "kurz" });
    await browser.submit("Passwort speichern");
    expect(browser.errors()[0]).toContain("mindestens 12 Zeichen");
    browser.fill({ "Jetziges Passwort": first, "Neues Passwort": "Wolke Löffel Tor Birne" });
    await browser.submit("Passwort speichern");
    expect(browser.path).toBe("/paderborn/amt/aufgaben");

    await chief.click("Zurück zur Verwaltung");
    await chief.click("Sperren: Đorđe Łęcki");
    expect(chief.heading()).toBe("Đorđe Łęcki sperren?");
    await chief.submit("Sperren");
    expect(chief.text()).toMatch(/Đorđe Łęcki[\s\S]*gesperrt/);
    await browser.open("/paderborn/amt/aufgaben");
    expect(browser.heading()).toBe("Anmeldung für Mitarbeitende");
  });

  test("the administration changes contact and opening hours", async () => {
    const browser = await signedIn("bea@stadt.example");
    await browser.click("Ändern");
    browser.fill({ "Straße und Hausnummer": "Am Abdinghof 11", Postleitzahl: "3309" });
    await browser.submit("Speichern");
    expect(browser.errors()).toEqual(["Geben Sie die Postleitzahl mit fünf Ziffern an, zum Beispiel 33098."]);
    browser.fill({
      Postleitzahl: "33098",
      "Öffnungszeiten auf Deutsch": "Montag: 8 bis 12 Uhr\n\nDienstag: 8 bis 16 Uhr",
    });
    await browser.submit("Speichern");
    expect(browser.path).toBe("/paderborn/amt/verwaltung");
    const { contact } = await run(town.tenantId, system, getTenant);
    expect(contact).toMatchObject({
      street: "Am Abdinghof 11",
      postcode: "33098",
      hours: { de: ["Montag: 8 bis 12 Uhr", "Dienstag: 8 bis 16 Uhr"], en: [] },
    });
  });

  test("a deputy from a year that no calendar knows is no mistake of ours", async () => {
    const browser = web.openBrowser();
    await browser.open("/paderborn/amt/anmelden");
    browser.fill({ "E-Mail": "bea@stadt.example", Passwort: password });
    await browser.submit("Anmelden");
    await browser.open("/paderborn/amt/verwaltung/vertretungen");
    browser.fill({ abwesend: adaId, vertritt: chiefId, von: "01.01.0000", bis: "31.12.2099" });
    await browser.submit();
    expect(browser.status).toBe(422);
    expect(browser.value("von")).toBe("01.01.0000");
  });

  test("a form made up by somebody else is refused", async () => {
    const browser = await signedIn("bea@stadt.example");
    await browser.post(`/paderborn/amt/verwaltung/konto/${adaId}/sperren`, {});
    expect(browser.status).toBe(403);
    expect(
      (await run(town.tenantId, system, listStaff)).find((one) => one.staffId === adaId)?.deactivatedAt,
    ).toBeUndefined();
  });
});
