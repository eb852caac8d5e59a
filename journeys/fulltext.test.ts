import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { desk, expectAccessible, expectNoSidewaysScroll, phone } from "./support/browser.ts";
import { setStage } from "./support/stage.ts";

let page: Page;

const stage = setStage();

/** The demo is indexed by jobs, which may still be at it. */
async function searchUntilFound(words: string): Promise<void> {
  for (let go = 0; go < 60; go++) {
    await page.goto(`${stage.town}/amt/aktensuche?worte=${encodeURIComponent(words)}`);
    if ((await page.locator(".hit").count()) > 0) return;
    await new Promise((wait) => setTimeout(wait, 1000));
  }
  throw new Error(`nothing found for ${words}`);
}

describe.each([
  ["phone", phone, true],
  ["phone", phone, false],
  ["desk", desk, true],
] as const)("on a %s (%o), with JavaScript: %s", (_, viewport, javaScript) => {
  test("the registry finds what applications say, narrows, opens a hit and keeps the search", async () => {
    page = await stage.atDesk("sam.muster", { viewport, javaScript });
    await searchUntilFound("Anmeldung");
    await page.goto(`${stage.town}/amt/aktensuche`);
    await expectNoSidewaysScroll(page);
    await page.getByRole("searchbox", { name: "In allen Dokumenten suchen" }).fill("Anmeldungen");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: /Treffer$/ }).waitFor();
    expect(await page.locator(".hit mark").first().textContent()).toMatch(/meld/i);
    await expectNoSidewaysScroll(page);
    if (javaScript) await expectAccessible(page);

    await page.getByText("Suche eingrenzen").click();
    await page.getByLabel("Art des Dokuments").selectOption("antrag");
    await page.getByLabel("Reihenfolge").selectOption("passend");
    await page.getByRole("button", { name: "Eingegrenzt suchen" }).click();
    await page.getByRole("heading", { name: /Treffer$/ }).waitFor();
    await expectNoSidewaysScroll(page);
    if (javaScript) await expectAccessible(page);

    const name = `Anmeldungen ${javaScript} ${viewport.width}`;
    await page.getByLabel("Name der Suche").fill(name);
    await page.getByRole("button", { name: "Suche merken" }).click();
    await page.goto(`${stage.town}/amt/aktensuche`);
    await page.getByRole("link", { name, exact: true }).click();
    expect(await page.getByRole("searchbox", { name: "In allen Dokumenten suchen" }).inputValue()).toBe("Anmeldungen");
    await page.locator(".saved-searches li", { hasText: name }).getByRole("link", { name: "Entfernen" }).click();
    if (javaScript) await expectAccessible(page);
    await page.getByRole("button", { name: "Entfernen" }).click();
    await page.getByText("Wonach suchen Sie?").waitFor();
    expect(await page.getByRole("link", { name, exact: true }).count()).toBe(0);

    await page.goto(`${stage.town}/amt/akten`);
    await expectNoSidewaysScroll(page);
    await page.getByRole("searchbox", { name: "In den Texten der Dokumente suchen" }).fill("Anmeld*");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: /Treffer$/ }).waitFor();
    await page.locator(".hit__facts a").first().click();
    await page.getByRole("searchbox", { name: "In den Texten dieser Akte suchen" }).fill("Anmeldung");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: /Treffer$/ }).waitFor();
    await page.getByText("Gesucht wird nur in der Akte").waitFor();
    await expectNoSidewaysScroll(page);
    if (javaScript) await expectAccessible(page);
    await page.getByRole("link", { name: "In allen Akten suchen" }).click();
    await page.getByRole("searchbox", { name: "In allen Dokumenten suchen" }).waitFor();

    await page.goto(`${stage.town}/amt/aktensuche?worte=${encodeURIComponent("Anmeldung -Anmeldung")}`);
    await page.getByText("Nichts gefunden").waitFor();
    await page.goto(`${stage.town}/amt/aktensuche?worte=${encodeURIComponent('"offen')}`);
    await page.getByText("Ein Anführungszeichen fehlt.").waitFor();
    if (javaScript) await expectAccessible(page);
    await page.context().close();
  });
});
