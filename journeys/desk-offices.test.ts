import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { colourRules, desk, expectAccessible, expectGoodPage, phone } from "./support/browser.ts";
import { press, readText, watch } from "./support/founder.ts";
import { setStage } from "./support/stage.ts";

let page: Page;

const stage = setStage();

async function atDesk(javaScript = true): Promise<Page> {
  page = await stage.atDesk("alex.probe", { javaScript });
  return page;
}

/** Every page of the three desks, by the way that leads there; what is listed is opened, the first of each. */
const pages: readonly (readonly [address: string, ...clicks: string[]])[] = [
  ["amt/termine"],
  ["amt/termine", ".board__entry a"],
  // A Tuesday, when a counter opens in the afternoon only, and a Saturday.
  ["amt/termine?tag=2030-06-04"],
  ["amt/termine?tag=2030-06-08"],
  ["amt/termine/wartezeiten"],
  ["amt/termine/einstellungen"],
  ["aufruf/buergerbuero"],
  ["amt/zahlungen"],
  ["amt/zahlungen?grund=underpaid", "tbody a"],
  ["amt/zahlungen?grund=unknown", "tbody a"],
  ["amt/zahlungen?grund=overpaid", "tbody a"],
  ["amt/zahlungen/auszahlungen"],
  ["amt/zahlungen/auszahlungen", "tbody a"],
  ["amt/zahlungen/auszuege"],
  ["amt/zahlungen/abschluss"],
  ["amt/zahlungen/abschluss", "tbody a"],
  ["amt/zahlungen/bankverbindung"],
  ["amt/ausweis"],
  ["amt/ausweis", "#heute tbody a"],
  ["amt/ausweis", "#bereit a"],
  ["amt/ausweis?q=Berger", "#register tbody a"],
  ["amt/ausweis/einstellungen"],
];

describe.each(["de", "en"] as const)("the desks of appointments, payments and cards, %s", (language) => {
  test("are accessible on every page, with the demo's data, on a large screen and a phone", async () => {
    await atDesk();
    const heard = watch(page);
    const own = language === "de" ? stage.town : stage.town.replace(stage.program.url, `${stage.program.url}/en`);
    for (const [address, ...clicks] of pages) {
      await page.goto(`${own}/${address}`);
      for (const click of clicks) {
        await Promise.all([page.waitForEvent("domcontentloaded"), page.locator(click).first().click()]);
      }
      expect(await page.locator("html").getAttribute("lang"), page.url()).toBe(language);
      expect(await page.locator("h1").count(), page.url()).toBe(1);
      // The words of the other language are of the same kind: a look at them on the narrow screen is enough.
      await expectGoodPage(page, language === "de" ? [desk, phone] : [phone]);
      if (language === "de") {
        await page.emulateMedia({ colorScheme: "dark" });
        await expectAccessible(page, colourRules);
        await page.emulateMedia({ colorScheme: "light" });
      }
    }
    expect(heard.complaints()).toEqual([]);
  });
});

test("an appointment is dragged to another counter", async () => {
  await atDesk();
  await page.goto(`${stage.town}/amt/termine`);
  // At the first counter, with the second free at that time.
  const row = page
    .locator("tbody tr")
    .filter({ has: page.locator("td:nth-of-type(1) .board__entry[draggable=true]") })
    .filter({ has: page.locator("td:nth-of-type(2)[data-counter]:not(:has(.board__entry))") })
    .first();
  const entry = row.locator("td:nth-of-type(1) .board__entry[draggable=true]").first();
  const person = (await entry.locator("a").innerText()).trim().replace(/^\d\d:\d\d /, "");
  // Both ends in view before: scrolling between press and move would take what lies there then.
  await row.evaluate((element) => element.scrollIntoView({ block: "center" }));
  const moved = page.waitForURL(/verschoben=1/);
  await entry.dragTo(row.locator("td:nth-of-type(2)"));
  await moved;
  expect(await readText(page)).toContain("Der Termin ist verschoben.");
  expect(await page.locator("td:nth-of-type(2) .board__entry").allInnerTexts()).toContainEqual(
    expect.stringContaining(person),
  );
});

describe.each([true, false])("at the counters, JavaScript %s", (javaScript) => {
  test("somebody without an appointment gets a number and is called, and the screen says so by itself", async () => {
    await atDesk(javaScript);
    await page.goto(`${stage.town}/amt/termine`);
    const screen = await stage.visit({ javaScript });
    await screen.goto(`${stage.town}/aufruf/buergerbuero`);
    await press(page, "Nummer ausgeben");
    const number = /Ausgegeben: Nummer (W \d+)/.exec(await readText(page))?.[1] ?? "";
    expect(number).not.toBe("");
    // Whoever waited before is called before.
    for (let calls = 0; calls < 12; calls++) {
      await press(page, "Nächste Person aufrufen");
      if ((await readText(page)).includes(`Aufgerufen: ${number}`)) break;
    }
    expect(await readText(page)).toContain(`Aufgerufen: ${number}`);
    await expect.poll(() => screen.locator("main").innerText(), { timeout: 15_000 }).toContain(number);
    await press(page, `Fertig ${number}`);
  });

  test("an application is captured, and a fee of nobody's money assigned, by the forms alone", async () => {
    await atDesk(javaScript);
    await page.goto(`${stage.town}/amt/ausweis`);
    const links = page.locator("#heute tbody a");
    await Promise.all([page.waitForEvent("domcontentloaded"), links.nth(javaScript ? 0 : 1).click()]);
    const missing = async () => (await page.locator("#schritt").innerText()).includes("Es fehlt noch");
    if (!(await page.locator(".portrait img").isVisible())) await press(page, "Lichtbild abrufen");
    expect(await page.locator(".portrait img").evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(413);
    await press(page, "Identität festgestellt");
    expect(await missing()).toBe(true);
    await press(page, "Fingerabdrücke aufnehmen");
    await page.getByLabel("Wie hat die Person unterschrieben?").selectOption("papier");
    await press(page, "Unterschrift festhalten");
    expect(await missing()).toBe(true);
    await page.getByLabel(/PIN-Brief verschlossen übergeben/).check();
    await press(page, "Nachweise festhalten");
    expect(await missing()).toBe(false);
    await press(page, "Erfassung abschließen");
    expect(await readText(page)).toContain("Im Moment ist hier nichts zu tun.");
  });
});

test("the receipt of a card is signed with the pointer", async () => {
  await atDesk();
  await page.goto(`${stage.town}/amt/ausweis`);
  await Promise.all([page.waitForEvent("domcontentloaded"), page.locator("#bereit a").first().click()]);
  const pad = page.locator(".pad__canvas");
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (box === null) throw new Error("there is no pad");
  const point = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...point(0.2, 0.6));
  await page.mouse.down();
  await page.mouse.move(...point(0.5, 0.3), { steps: 8 });
  await page.mouse.move(...point(0.8, 0.6), { steps: 8 });
  await page.mouse.up();
  await press(page, "Empfang festhalten");
  expect(await page.locator("svg[aria-label^='Unterschrift:']").count()).toBe(1);
  await press(page, "Aushändigung abschließen");
  expect(await readText(page)).toContain("Der Vorgang ist erledigt.");
});
