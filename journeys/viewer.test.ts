import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { expectGoodPage, phone } from "./support/browser.ts";
import { signIn } from "./support/caseworker.ts";
import { press, readText, watch } from "./support/founder.ts";
import { setStage } from "./support/stage.ts";

let page: Page;

const stage = setStage();

/** Opens a PDF with neighbours in its Vorgang, by the way people go: Akten, Akte, title of the Dokument. */
async function openPdf(): Promise<string> {
  await page.goto(`${stage.town}/amt/akten?suche=Gewerbe`);
  const akten = await page
    .locator("main table tbody a")
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
  for (const akte of akten) {
    await page.goto(akte);
    const titles = page.locator("main a[href$='/ansicht']");
    const count = await titles.count();
    for (let index = 0; count > 1 && index < count; index++) {
      await Promise.all([page.waitForEvent("domcontentloaded"), titles.nth(index).click()]);
      if ((await page.locator(".viewer__picture").count()) > 0 && (await page.locator(".viewer__around a").count()) > 0)
        return page.url();
      await page.goBack();
    }
  }
  throw new Error("the demo has no PDF in a Vorgang with other documents");
}

async function picturesLoaded(): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll<HTMLImageElement>(".viewer__picture")]
      .slice(0, 1)
      .every((image) => image.complete && image.naturalWidth > 0),
  );
}

describe("a Dokument in the page", () => {
  test("is read, annotated, compared and blacked out with script, by mouse and keyboard", async () => {
    page = await stage.visit();
    const heard = watch(page);
    await signIn(page, stage.town, "alex.probe");
    const address = await openPdf();
    await picturesLoaded();
    await expectGoodPage(page);

    const other = page.locator(".viewer__around a").first();
    const key = (await other.getAttribute("rel")) === "next" ? "n" : "p";
    const target = await other.getAttribute("href");
    await Promise.all([page.waitForEvent("domcontentloaded"), page.keyboard.press(key)]);
    expect(new URL(page.url()).pathname).toBe(target);
    await page.goto(address);
    await press(page, "sehr groß", "link");
    await picturesLoaded();
    await expectGoodPage(page);

    await page.getByLabel("Neue Notiz").fill("Bitte bis Freitag prüfen.");
    await press(page, "Notiz anheften");
    expect(await readText(page)).toContain("Bitte bis Freitag prüfen.");

    await press(page, "Daneben legen", "link");
    await page.locator("select[name=rechts]").selectOption({ index: 1 });
    await press(page, "Anzeigen");
    await expectGoodPage(page);

    await page.goto(address);
    await press(page, "Geschwärzte Fassung anlegen", "link");
    await expectGoodPage(page);
    await page.getByLabel(/^Wörter und Namen/).fill("Stadt");
    await page.getByLabel(/^Wofür/).fill("Auskunft");
    await press(page, "Weiter zu den Seiten");
    const marks = await page.locator(".viewer__mark").count();
    const sheet = page.locator("svg[data-draw]");
    const room = await sheet.boundingBox();
    if (room === null) throw new Error("no page to draw on");
    await page.mouse.move(room.x + 40, room.y + 60);
    await page.mouse.down();
    await page.mouse.move(room.x + 240, room.y + 100, { steps: 4 });
    await page.mouse.up();
    await page.waitForFunction(() =>
      performance.getEntriesByType("resource").some(({ name, duration }) => name.endsWith("/gross") && duration > 0),
    );
    expect(await page.locator("textarea[name=kaesten]").inputValue()).toMatch(/^[\d,]+ [\d,]+ [\d,]+ [\d,]+$/);
    await expectGoodPage(page);
    await press(page, "Seite speichern");
    expect(await page.locator(".viewer__mark").count()).toBe(marks + 1);
    await press(page, "Vorschau erstellen");
    // The page looks by itself.
    await page.getByRole("link", { name: "Zur Akte nehmen" }).waitFor({ timeout: 60_000 });
    await picturesLoaded();
    await expectGoodPage(page);
    await press(page, "Zur Akte nehmen", "link");
    await expectGoodPage(page);
    await page.getByLabel(/^Ich habe jede Seite/).check();
    await press(page, "Jetzt zur Akte nehmen");
    expect(await page.locator("h1").innerText()).toMatch(/^Geschwärzte Fassung: /);
    expect(heard.complaints()).toEqual([]);
  });

  test("does the same without script, on a phone", async () => {
    page = await stage.atDesk("alex.probe", { viewport: phone, javaScript: false });
    await openPdf();
    expect(await page.locator(".viewer__picture").first().getAttribute("src")).toMatch(/\/bild\/1-1\/1\/normal$/);
    await page.getByText("Text dieser Seite").first().click();
    expect((await page.locator(".viewer__text").first().innerText()).length).toBeGreaterThan(20);
    await press(page, "Geschwärzte Fassung anlegen", "link");
    await page.getByLabel(/^Wofür/).fill("Auskunft");
    await press(page, "Weiter zu den Seiten");
    await page.getByLabel("Balken auf dieser Seite").fill("10 10 30 4");
    await page.getByText("Wörter dieser Seite auswählen").first().click();
    await page.locator("input[name=wort]").first().check();
    await press(page, "Seite speichern");
    expect(await readText(page)).toContain("Die Seite ist gespeichert.");
    expect(await page.locator("input[name=wort]").first().isChecked()).toBe(true);
    await press(page, "Vorschau erstellen");
    for (
      let tries = 0;
      tries < 60 && (await page.getByRole("link", { name: "Seite neu laden" }).count()) > 0;
      tries++
    ) {
      await page.waitForTimeout(1000);
      await press(page, "Seite neu laden", "link");
    }
    expect(await page.locator("h1").innerText()).toMatch(/^Vorschau: /);
    await press(page, "Fassung verwerfen", "link");
    await press(page, "Ja, verwerfen");
    expect(await readText(page)).not.toContain("Vorschau fertig");
  });
});
