import type { BrowserContext, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { expectAccessible, expectNoSidewaysScroll, newVisitor, phone } from "./support/browser.ts";
import {
  continueWithCode,
  expectHeading,
  fillIn,
  press,
  readCode,
  readText,
  send,
  soleTrader,
  somebody,
  watch,
} from "./support/founder.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();

const sections = soleTrader({ ...somebody, postcode: "33098", city: "Paderborn" });

/** What lies in the browser's databases: how many answers wait, and the bytes of all as text. */
async function stored(page: Page): Promise<{ waiting: number; text: string; keyCanBeTaken: boolean }> {
  return page.evaluate(async () => {
    const found = { waiting: 0, text: "", keyCanBeTaken: false };
    for (const { name = "" } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((done, fail) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
      });
      const all = (store: string) =>
        new Promise<unknown[]>((done, fail) => {
          const request = database.transaction(store).objectStore(store).getAll();
          request.onsuccess = () => done(request.result);
          request.onerror = () => fail(request.error);
        });
      const pages = (await all("pages")) as { bytes: ArrayBuffer }[];
      const queue = (await all("queue")) as { bytes: ArrayBuffer }[];
      found.waiting += queue.length;
      for (const { bytes } of [...pages, ...queue]) found.text += new TextDecoder("latin1").decode(bytes);
      for (const one of await all("about")) if (one instanceof CryptoKey) found.keyCanBeTaken ||= one.extractable;
      database.close();
    }
    return found;
  });
}

/** Waits until this page and the next ones are kept: those of the way that this page knows, which an answer changes. */
async function untilKept(page: Page): Promise<void> {
  const missing = () =>
    page.evaluate(async () => {
      const { pages = "", here = "" } = document.getElementById("ohne-netz-hier")?.dataset ?? {};
      const order = pages.split(" ");
      const wanted = order.slice(order.indexOf(here)).slice(0, 6);
      const [{ name } = {}] = await indexedDB.databases();
      if (name === undefined) return wanted;
      const database = await new Promise<IDBDatabase>((done, fail) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
      });
      const kept = await new Promise<readonly string[]>((done, fail) => {
        const request = database.transaction("pages").objectStore("pages").getAllKeys();
        request.onsuccess = () => done(request.result as string[]);
        request.onerror = () => fail(request.error);
      });
      database.close();
      return wanted.filter((section) => !kept.some((path) => path.endsWith(`/${section}`)));
    });
  await expect.poll(missing, { timeout: 15_000 }).toEqual([]);
}

describe("a founder in a train, on a phone", () => {
  let founder: BrowserContext;
  let page: Page;
  let elsewhere: Page;
  let heard: ReturnType<typeof watch>;
  let _town: string;
  let code: string;
  /** Addresses of the pages with the name and with the birth. */
  let names: string;
  let birth: string;

  test("begins with network, and the next pages come along", async () => {
    founder = await newVisitor(stage.browser, { viewport: phone, javaScript: true });
    page = await founder.newPage();
    heard = watch(page);
    await page.goto(`${stage.town}/leistungen/gewerbe-anmelden`);
    await press(page, "Jetzt online beantragen");
    if ((await page.locator("h1").innerText()).includes("Code")) await press(page, /Ohne Code/, "link");
    await fillIn(page, sections[0] ?? {});
    code = await readCode(page);
    names = page.url();
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await untilKept(page);
  });

  test("goes on without network, page by page, and finds again what was typed", async () => {
    await stage.program.stop();
    await fillIn(page, sections[1] ?? {});
    birth = page.url();
    expect(await readText(page)).toContain("Kein Netz");
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await fillIn(page, sections[2] ?? {});
    await press(page, "Zurück");
    await press(page, "Zurück");
    expect(await page.locator('[name="inhaber.familienname"]').inputValue()).toBe(somebody.familyName);
    const { waiting, text, keyCanBeTaken } = await stored(page);
    expect(waiting).toBeGreaterThanOrEqual(2);
    expect(text).not.toContain("inhaber.familienname");
    expect(text).not.toContain(somebody.givenNames);
    expect(keyCanBeTaken).toBe(false);
  });

  test("is told plainly what has to wait", async () => {
    await page.goto(page.url().replace(/[^/]+$/, "pruefen"));
    await expectHeading(page, "Kein Netz");
    expect(await readText(page)).toContain("Prüfen und senden können Sie, sobald Sie wieder Netz haben.");
    await expectAccessible(page);
  });

  test("is asked, back in the network, where somebody has changed the same on another device", async () => {
    await stage.startAgain();
    const other = await newVisitor(stage.browser, { viewport: phone, javaScript: false });
    elsewhere = await other.newPage();
    await continueWithCode(elsewhere, stage.town, code);
    await fillIn(elsewhere, { ...sections[1], "inhaber.familienname": "Łukaszewicz-Brökel" });

    await page.goto(names);
    await expectHeading(page, "Zweimal geändert");
    const text = await readText(page);
    expect(text).toContain("Łukaszewicz-Brökel");
    expect(text).not.toContain(`${somebody.givenNames}\n`);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    expect((await stored(page)).waiting).toBeGreaterThanOrEqual(1);
    // Closing the page decides nothing: it asks again.
    await page.goto(page.url());
    await expectHeading(page, "Zweimal geändert");
    await page.getByRole("radio", { name: /Łukaszewicz-Brökel/ }).check();
    await press(page, "Auswahl übernehmen");
    expect(await readText(page)).not.toContain("Kein Netz");
  });

  test("has everything there on the other device", async () => {
    await expect
      .poll(
        async () => {
          await page.reload();
          return (await stored(page)).waiting;
        },
        { timeout: 15_000 },
      )
      .toBe(0);
    await elsewhere.goto(names);
    expect(await elsewhere.locator('[name="inhaber.familienname"]').inputValue()).toBe("Łukaszewicz-Brökel");
    await elsewhere.goto(birth);
    expect(await elsewhere.locator('[name="geburt.geburtsdatum"]').inputValue()).toBe("12.04.1991");
  });

  test("sends, and nothing stays in the browser", async () => {
    await page.goto(names);
    await press(page, "Weiter");
    for (const answers of sections.slice(2)) await fillIn(page, answers);
    await send(page);
    await expect
      .poll(() => page.evaluate(async () => (await indexedDB.databases()).length), { timeout: 15_000 })
      .toBe(0);
    expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
    expect(heard.complaints()).toEqual([]);
  });
});

describe("a founder who sends from another device while answers wait on the phone", () => {
  test("is shown what is not in the application, before the phone forgets it", async () => {
    const founder = await newVisitor(stage.browser, { viewport: phone, javaScript: true });
    const page = await founder.newPage();
    const heard = watch(page);
    await page.goto(`${stage.town}/leistungen/gewerbe-anmelden`);
    await press(page, "Jetzt online beantragen");
    if ((await page.locator("h1").innerText()).includes("Code")) await press(page, /Ohne Code/, "link");
    await fillIn(page, sections[0] ?? {});
    const code = await readCode(page);
    const names = page.url();
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await untilKept(page);
    await stage.program.stop();
    await fillIn(page, sections[1] ?? {});
    expect((await stored(page)).waiting).toBe(1);

    await stage.startAgain();
    const other = await newVisitor(stage.browser, { viewport: phone, javaScript: false });
    const elsewhere = await other.newPage();
    await continueWithCode(elsewhere, stage.town, code);
    await fillIn(elsewhere, { ...sections[1], "inhaber.familienname": "Brökel" });
    for (const answers of sections.slice(2)) await fillIn(elsewhere, answers);
    await send(elsewhere);

    await page.goto(names);
    await expectHeading(page, "Das kam zu spät");
    const text = await readText(page);
    expect(text).toContain("schon von einem anderen Gerät gesendet");
    expect(text).toContain(somebody.familyName);
    expect(text).not.toContain(somebody.givenNames);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    expect((await stored(page)).waiting).toBe(1);
    await press(page, "Verstanden, auf diesem Gerät löschen");
    expect(page.url()).toMatch(/\/gesendet$/);
    await expect
      .poll(() => page.evaluate(async () => (await indexedDB.databases()).length), { timeout: 15_000 })
      .toBe(0);
    expect(heard.complaints()).toEqual([]);
  });
});

describe("a founder who changes an answer that decides what later pages ask", () => {
  test("finds the later pages as they are now, also without network", async () => {
    const founder = await newVisitor(stage.browser, { viewport: phone, javaScript: true });
    const page = await founder.newPage();
    await page.goto(`${stage.town}/leistungen/gewerbe-anmelden`);
    await press(page, "Jetzt online beantragen");
    if ((await page.locator("h1").innerText()).includes("Code")) await press(page, /Ohne Code/, "link");
    const first = page.url();
    const place = first.replace(/[^/]+$/, "betriebsstaette");
    await fillIn(page, sections[0] ?? {});
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await page.goto(place);
    expect(await page.locator('[name="betriebsstaette.wieWohnung"]').count()).toBeGreaterThan(0);
    await page.goto(first);
    await fillIn(page, { rechtsform: "ohg" });
    await page.waitForLoadState("networkidle");
    await page.waitForTimeout(1000);
    await stage.program.stop();
    await page.goto(place);
    expect(await readText(page)).toContain("Kein Netz");
    expect(await page.locator('[name="reisegewerbe"]').count()).toBeGreaterThan(0);
    expect(await page.locator('[name="betriebsstaette.wieWohnung"]').count()).toBe(0);
    await stage.startAgain();
  });
});
