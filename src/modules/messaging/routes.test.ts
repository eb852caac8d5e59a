import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { type Actor, newAccessCode, newId } from "../../kernel/index.ts";
import {
  type Browser,
  createTestDatabase,
  createTestWeb,
  type TestDatabase,
  type TestWeb,
} from "../../platform/testing/index.ts";
import { sessionCookieName } from "../../platform/web/index.ts";
import { findTown, switchOnTown } from "../tenants/index.ts";
import {
  configureMail,
  defineCodeResolvers,
  defineMailboxCases,
  folderTransport,
  messagingJobs,
  messagingRoutes,
  type NewMessage,
  openMailbox,
  postMessage,
} from "./index.ts";

const system = { kind: "system", name: "test" } as const;
const clerk: Extract<Actor, { kind: "staff" }> = {
  kind: "staff",
  staffId: newId(),
  name: "Ada Kern",
  duties: ["casework"],
};

let database: TestDatabase;
let web: TestWeb;
let browser: Browser;
let town: number;
const pdf = Buffer.from("%PDF-1.7 Bescheinigung");

beforeAll(async () => {
  database = await createTestDatabase(inject("testServer"), messagingJobs);
  town = await database.db.inPlatform(async (tx) => {
    const ctx = { tx, actor: system, now: database.now };
    await switchOnTown(ctx, { ags: "delbrueck", demo: true });
    return (await switchOnTown(ctx, { ags: "paderborn", demo: true })).tenantId;
  });
});
afterAll(() => database.close());
// A server of its own for each test: guesses are counted per server and address.
beforeEach(async () => {
  web = await createTestWeb(database, {
    routes: messagingRoutes,
    dependencies: {
      findTown: (slug) => database.db.inPlatform((tx) => findTown(tx, slug)),
      authenticate: async (_ctx, token) => (token === "ada" ? clerk : undefined),
    },
  });
  browser = web.openBrowser();
  defineCodeResolvers([]);
  defineMailboxCases({ listCases: async () => [] });
});
afterEach(() => web.close());

async function newMailbox(email?: string): Promise<{ mailboxId: string; code: string }> {
  const code = newAccessCode();
  const mailboxId = await database.run(town, { kind: "citizen" }, (ctx) =>
    openMailbox(ctx, {
      codeMac: ctx.keyring.mac("access-code", code),
      language: "de",
      ...(email === undefined ? {} : { email }),
    }),
  );
  return { mailboxId, code };
}

const post = (mailboxId: string, over: Partial<NewMessage> = {}, bytes: Uint8Array = pdf) =>
  database.run(town, clerk, async (ctx) => {
    const caseId = over.caseId ?? newId();
    const file = { filename: "bescheinigung.pdf", mediaType: "application/pdf", title: "Empfangsbescheinigung" };
    await postMessage(ctx, {
      mailboxId,
      caseId,
      direction: "to-citizen",
      kind: "notice",
      subject: "Ihre Gewerbeanmeldung",
      body: "Erste Zeile\nZweite Zeile\n\nNeuer Absatz <script>",
      author: "Ada Kern",
      attachments: [{ ...file, sizeBytes: 1_234_567, sha256: await ctx.files.put(bytes) }],
      ...over,
    });
    return caseId;
  });

async function enter(code: string, at = "/paderborn/fortsetzen"): Promise<void> {
  await browser.open(at);
  browser.fill({ "Ihr Code": code });
  await browser.submit("Weiter");
}

describe("the code", () => {
  test("opens the mailbox, and this device keeps it", async () => {
    const { mailboxId, code } = await newMailbox();
    await enter(code.toLowerCase().replaceAll("-", ""));
    expect(browser.path).toBe(`/paderborn/postfach/${mailboxId}`);
    expect(browser.heading()).toBe("Ihr Postfach");
    await browser.open(`/paderborn/postfach/${mailboxId}`);
    expect(browser.status).toBe(200);
    expect(browser.text()).toContain(code);
  });

  test("opens what a module above knows, and is asked for after the mailboxes", async () => {
    const asked: string[] = [];
    const { mailboxId, code } = await newMailbox();
    const draftCode = newAccessCode();
    defineCodeResolvers([
      {
        async resolve(_ctx, one) {
          asked.push(one);
          return one === draftCode ? { href: "/antrag/0198/person" } : undefined;
        },
      },
    ]);
    await enter(code);
    expect(browser.path).toBe(`/paderborn/postfach/${mailboxId}`);
    await enter(draftCode);
    expect(browser.path).toBe("/paderborn/antrag/0198/person");
    expect(asked).toEqual([draftCode]);
    expect(browser.cookies.get("zugang")).toBe(`${draftCode}.${code}`);
  });

  test.each([
    ["nothing", "", "Geben Sie Ihren Code ein."],
    ["half a code", "K7F3-9Q", "Das ist kein vollständiger Code."],
    ["a code nobody has", "K7F3-9QMD-2XTP", "Diesen Code kennen wir hier nicht."],
  ])("that is wrong (%s) comes back as typed, with what to check", async (_case, typed, message) => {
    await enter(typed);
    expect(browser.status).toBe(422);
    expect(browser.errors()[0]).toContain(message);
    expect(browser.value("Ihr Code")).toBe(typed);
    expect(browser.title()).toMatch(/^Fehler: /);
    expect(browser.cookies.has("zugang")).toBe(false);
  });

  test("of one town opens nothing in another", async () => {
    const { mailboxId, code } = await newMailbox();
    await enter(code, "/delbrueck/fortsetzen");
    expect(browser.status).toBe(422);
    browser.setCookie("zugang", code);
    await browser.open(`/delbrueck/postfach/${mailboxId}`);
    expect(browser.path).toMatch(/^\/delbrueck\/fortsetzen/);
  });

  test("leads on to the page that asked for it, and nowhere else", async () => {
    const { mailboxId, code } = await newMailbox();
    await browser.open(`/paderborn/postfach/${mailboxId}/benachrichtigung`);
    expect(browser.text()).toContain("Dieses Gerät kennt Ihren Code noch nicht.");
    browser.fill({ "Ihr Code": "falsch" });
    await browser.submit("Weiter");
    browser.fill({ "Ihr Code": code });
    await browser.submit("Weiter");
    expect(browser.path).toBe(`/paderborn/postfach/${mailboxId}/benachrichtigung`);
    for (const goal of ["//boese.example", "https://boese.example", `/postfach/${newId()}`, "/postfach/../../x"]) {
      await enter(code, `/paderborn/fortsetzen?ziel=${encodeURIComponent(goal)}`);
      expect(browser.path).toBe(`/paderborn/postfach/${mailboxId}`);
    }
  });

  test("is forgotten on this device when asked to", async () => {
    const { mailboxId, code } = await newMailbox();
    await enter(code);
    await browser.submit("Auf diesem Gerät abmelden");
    expect(browser.text()).toContain("Sie sind auf diesem Gerät abgemeldet.");
    expect(browser.cookies.has("zugang")).toBe(false);
    await browser.open(`/paderborn/postfach/${mailboxId}`);
    expect(browser.path).toMatch(/^\/paderborn\/fortsetzen/);
  });

  test("is asked for in English too", async () => {
    const { mailboxId, code } = await newMailbox();
    await browser.open(`/en/paderborn/postfach/${mailboxId}`);
    expect(browser.path).toMatch(/^\/en\/paderborn\/fortsetzen/);
    browser.fill({ "Your code": code });
    await browser.submit("Continue");
    expect(browser.path).toBe(`/en/paderborn/postfach/${mailboxId}`);
    expect(browser.heading()).toBe("Your mailbox");
  });
});

describe("a mailbox", () => {
  test("says what will be there while it is empty", async () => {
    const { code } = await newMailbox();
    await enter(code);
    expect(browser.text()).toContain("Sobald Sie einen Antrag senden, steht er hier mit seinem Stand.");
    expect(browser.text()).toContain("Wenn wir Ihnen schreiben oder ein Dokument für Sie haben, liegt es hier.");
  });

  test("shows the cases and the messages, each leading to the case", async () => {
    const { mailboxId, code } = await newMailbox();
    const caseId = await post(mailboxId);
    const href = `/postfach/${mailboxId}/vorgang/${caseId}`;
    defineMailboxCases({
      listCases: async (_ctx, asked, language) =>
        asked === mailboxId
          ? [
              {
                caseId,
                title: "Gewerbe anmelden",
                aktenzeichen: "32.40-2026-00017/01",
                statusText: language === "de" ? "Wir prüfen Ihre Angaben." : "We check.",
                href,
                updatedAt: database.now,
                steps: [{ label: "Gebühr", text: "46,00 €", icon: "edit", href: "/zahlung/1", done: false }],
              },
            ]
          : [],
    });
    await enter(code);
    const text = browser.text();
    for (const words of [
      "Wir prüfen Ihre Angaben.",
      "32.40-2026-00017/01",
      "Von: Stadt Paderborn",
      "Neu",
      "1 Anhang",
    ]) {
      expect(text).toContain(words);
    }
    const links = browser.links();
    expect(links).toContainEqual({ text: "Gewerbe anmelden", href: `/paderborn${href}` });
    expect(links.find((link) => link.text === "Ihre Gewerbeanmeldung")?.href).toMatch(
      new RegExp(`^/paderborn${href}#nachricht-`),
    );
  });

  test("shows a message whole where no case is known, with its effect date in words", async () => {
    const { mailboxId, code } = await newMailbox();
    await post(mailboxId);
    await enter(code);
    const text = browser.text();
    expect(text).toContain("Gilt als bekannt gegeben am Freitag, 27. November 2026 (§ 9 Abs. 1 OZG).");
    expect(text).toContain("Ada Kern, Stadt Paderborn");
    expect(text).toContain("(PDF, 1,2 MB)");
    expect(browser.html).toContain("Erste Zeile<br/>Zweite Zeile");
    expect(browser.html).toContain("&lt;script>");
    await browser.click("Empfangsbescheinigung");
    expect(browser.headers["content-type"]).toBe("application/pdf");
    expect(browser.headers["content-disposition"]).toBeUndefined();
    expect(browser.headers["x-content-type-options"]).toBe("nosniff");
    expect(browser.headers["cache-control"]).toBe("no-store");
    expect(Buffer.from(browser.bytes)).toEqual(pdf);
  });

  test.each([
    ["a page that calls itself a PDF", "application/pdf", "x.pdf", "<script>alert(1)</script>"],
    ["a page", "text/html", "x.html", "<script>alert(1)</script>"],
    ["a drawing with script", "image/svg+xml", "x.svg", "<svg onload='x'/>"],
  ])("never opens %s in the browser", async (_case, mediaType, filename, bytes) => {
    const { mailboxId, code } = await newMailbox();
    const sha256 = await database.files.put(Buffer.from(bytes));
    await post(mailboxId, { attachments: [{ title: "Anlage", filename, mediaType, sizeBytes: 10, sha256 }] });
    await enter(code);
    await browser.click("Anlage");
    expect(browser.headers["content-type"]).toBe("application/octet-stream");
    expect(browser.headers["content-disposition"]).toContain("attachment;");
  });

  test("gives nothing to somebody with another code, nor to the code of another mailbox's attachment", async () => {
    const mine = await newMailbox();
    const theirs = await newMailbox();
    await post(theirs.mailboxId);
    await enter(theirs.code);
    const document = browser.links().find((link) => link.text === "Empfangsbescheinigung")?.href as string;
    browser.clearCookies();
    await enter(mine.code);
    await browser.open(document);
    expect(browser.path).toMatch(/^\/paderborn\/fortsetzen/);
    await browser.open(document.replace(theirs.mailboxId, mine.mailboxId));
    expect(browser.status).toBe(404);
    await browser.open(`/paderborn/postfach/${newId()}`);
    expect(browser.path).toMatch(/^\/paderborn\/fortsetzen/);
    await browser.open("/paderborn/postfach/keine-id");
    expect(browser.path).toBe("/paderborn/fortsetzen");
  });
});

describe("the address for e-mails", () => {
  test("is entered, changed and removed", async () => {
    const { code } = await newMailbox();
    await enter(code);
    expect(browser.text()).toContain("Keine. Sie bekommen keine E-Mail.");
    await browser.click("Eintragen");
    browser.fill({ "E-Mail-Adresse": "anna@example" });
    await browser.submit("Speichern");
    expect(browser.status).toBe(422);
    expect(browser.errors()[0]).toContain("Diese E-Mail-Adresse ist nicht vollständig.");
    expect(browser.value("E-Mail-Adresse")).toBe("anna@example");
    browser.fill({ "E-Mail-Adresse": "anna@example.org" });
    await browser.submit("Speichern");
    expect(browser.text()).toContain("Ihre E-Mail-Adresse ist gespeichert.");
    expect(browser.text()).toContain("anna@example.org");
    await browser.click("Ändern");
    expect(browser.value("E-Mail-Adresse")).toBe("anna@example.org");
    await browser.submit("Adresse entfernen");
    expect(browser.text()).toContain("Sie bekommen keine E-Mails mehr.");
    expect(browser.text()).not.toContain("anna@example.org");
  });

  test("is not changed without the code", async () => {
    const { mailboxId, code } = await newMailbox("meine@example.org");
    await enter(code);
    await browser.click("Ändern");
    browser.fill({ "E-Mail-Adresse": "fremd@example.org" });
    browser.setCookie("zugang", newAccessCode());
    await browser.submit("Speichern");
    expect(browser.path).toBe(`/paderborn/fortsetzen?ziel=${encodeURIComponent(`/postfach/${mailboxId}`)}`);
    await enter(code);
    expect(browser.text()).toContain("meine@example.org");
  });
});

describe("the desk's outgoing e-mails", () => {
  test("show each mail as it was, without the whole address, and that they reach nobody", async () => {
    configureMail({ transport: folderTransport("/nonexistent/post"), publicUrl: "https://rathaus.example" });
    browser.setCookie(sessionCookieName("paderborn"), "ada");
    await browser.open("/paderborn/amt/postausgang");
    expect(browser.heading()).toBe("Postausgang");
    expect(browser.text()).toContain("Diese E-Mails gehen an niemanden");
    expect(browser.text()).toContain("Noch keine E-Mail");

    let sent = 0;
    configureMail({
      transport: { kind: "folder", send: async () => void sent++ },
      publicUrl: "https://rathaus.example",
    });
    const { mailboxId } = await newMailbox("anna@example.org");
    await post(mailboxId);
    await browser.open("/paderborn/amt/postausgang");
    expect(browser.text()).toContain("wartet");
    await database.queue.drain();
    await browser.open("/paderborn/amt/postausgang");
    const text = browser.text();
    expect(sent).toBe(1);
    expect(text).toContain("in den Ordner geschrieben");
    expect(text).toContain("a•••@example.org");
    expect(browser.html).not.toContain("anna@example.org");
    expect(text).toContain("Neue Nachricht in Ihrem Postfach – Stadt Paderborn");
    expect(text).toContain(`https://rathaus.example/paderborn/postfach/${mailboxId}`);
    browser.setCookie(sessionCookieName("delbrueck"), "ada");
    await browser.open("/delbrueck/amt/postausgang");
    expect(browser.text()).toContain("Noch keine E-Mail");
  });

  test("are for staff only", async () => {
    await browser.open("/paderborn/amt/postausgang");
    expect(browser.path).toMatch(/^\/paderborn\/amt\/anmelden/);
  });
});

describe("guessing codes", () => {
  test("ends after twenty tries a minute, for codes that exist too", async () => {
    const { code } = await newMailbox();
    for (let guess = 0; guess < 20; guess++) {
      await enter(newAccessCode());
      expect(browser.status).toBe(422);
    }
    browser.clearCookies();
    await enter(code);
    expect(browser.status).toBe(429);
    expect(browser.cookies.has("zugang")).toBe(false);
  });
});
