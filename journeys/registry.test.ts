import { readFile } from "node:fs/promises";
import type { Locator, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { desk, expectAccessible, expectNoSidewaysScroll, phone } from "./support/browser.ts";
import { expectHeading, readText, watch } from "./support/founder.ts";
import { setStage } from "./support/stage.ts";

let page: Page;

const stage = setStage();

async function atDesk(viewport: { width: number; height: number }, javaScript: boolean): Promise<Page> {
  page = await stage.atDesk("sam.muster", { viewport, javaScript });
  return page;
}

/** Goes on with Tab, as somebody without a mouse, until this has the focus. */
async function reach(target: Locator): Promise<void> {
  // Found once: by its role a large page is searched anew each time.
  const element = await target.first().elementHandle();
  if (element === null) throw new Error(`not on ${page.url()}`);
  for (let steps = 0; steps < 400; steps++) {
    if (await element.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`cannot be reached by keyboard on ${page.url()}`);
}

async function enter(role: "button" | "link", name: string | RegExp): Promise<void> {
  await reach(page.getByRole(role, { name, exact: typeof name === "string" }));
  await Promise.all([page.waitForEvent("domcontentloaded"), page.keyboard.press("Enter")]);
}

async function type(label: string | RegExp, words: string): Promise<void> {
  await reach(page.getByLabel(label));
  await page.keyboard.press("Control+A");
  await page.keyboard.type(words);
}

/** In a list, the arrows choose. */
async function choose(label: string, words: string): Promise<void> {
  const list = page.getByRole("combobox", { name: label });
  await reach(list);
  const element = await list.elementHandle();
  const chosen = async () =>
    (await element?.evaluate((one) => (one as HTMLSelectElement).selectedOptions[0]?.text)) ?? "";
  for (let steps = 0; steps < 60 && !(await chosen()).includes(words); steps++) await page.keyboard.press("ArrowDown");
  expect(await chosen()).toContain(words);
}

async function tick(name: string | RegExp): Promise<void> {
  await reach(page.getByRole("checkbox", { name }));
  await page.keyboard.press("Space");
}

describe.each([
  ["at the desk", desk],
  ["on a phone", phone],
])("A registrar %s, without a mouse and without JavaScript", (_where, viewport) => {
  const suffix = viewport === desk ? "DESK" : "PHONE";
  const unit = viewport === desk ? "32.91" : "32.92";

  test("makes a unit and Akten, moves, splits, merges, and takes back", async () => {
    await atDesk(viewport, false);
    await page.goto(`${stage.town}/amt/akten`);
    await enter("link", "Aktenplan bearbeiten");
    await enter("link", "Einheit anlegen");
    await type("Nummer", unit);
    await type("Titel", `Versuch ${suffix}`);
    await type(/^Aufbewahrung in Jahren/, "8");
    await type(/^Woher die Frist kommt/, "Dienstanweisung 3");
    await type(/^Regel für Aktenzeichen/, `{einheit}-{jahr}-{nummer:3}-${suffix}`);
    await enter("button", "Speichern");
    expect(await readText(page)).toContain("Der Aktenplan ist gespeichert");

    const opened: string[] = [];
    for (const betreff of ["Erste", "Zweite"]) {
      await page.goto(`${stage.town}/amt/akten?einheit=${unit}`);
      await enter("link", "Akte anlegen");
      await type("Betreff", `${betreff} ${suffix}`);
      await enter("button", "Akte anlegen");
      opened.push(((await page.locator("h1").innerText()) ?? "").split(" ")[0] ?? "");
    }
    const [first = "", second = ""] = opened;
    expect(first).toMatch(new RegExp(`^${unit.replace(".", "\\.")}-\\d{4}-001-${suffix}$`));
    const find = async (aktenzeichen: string) => {
      await page.goto(`${stage.town}/amt/akten?suche=${encodeURIComponent(aktenzeichen)}`);
      await enter("link", aktenzeichen);
    };
    await find(first);
    await enter("link", "Teilakte anlegen");
    await type("Betreff", "Band 1");
    await enter("button", "Speichern");
    for (const betreff of ["Anfrage", "Gutachten", "Rechnung"]) {
      await enter("link", "Vorgang anlegen");
      await type("Betreff", betreff);
      await enter("button", "Speichern");
    }

    // One Vorgang into the other Akte, with preview and report, and back again.
    await tick(`Auswählen: ${first}/02`);
    await choose("Mit der Auswahl", "Vorgänge in eine Akte");
    await enter("button", "Weiter zur Vorschau");
    await expectHeading(page, "Vorgänge in eine Akte verschieben");
    await type(/^Aktenzeichen der Akte/, second);
    await enter("button", /^Vorschau/);
    expect(await readText(page)).toContain("Was geschieht");
    await enter("button", "Jetzt verschieben (1)");
    expect(await readText(page)).toContain("Erledigt: 1.");
    await find(second);
    expect(await readText(page)).toContain(`${second}/01 Gutachten`);
    await page.goto(`${stage.town}/amt/akten`);
    await enter("link", "Meine letzten Aktionen");
    await enter("link", "Vorgänge in eine Akte verschieben");
    await enter("button", "Die ganze Aktion zurücknehmen");
    await expectHeading(page, "Zurückgenommen");
    await find(first);
    expect(await readText(page)).toContain(`${first}/02 Gutachten`);

    // Split.
    await tick(`Auswählen: ${first}/03`);
    await choose("Mit der Auswahl", "Vorgänge in eine neue");
    await enter("button", "Weiter zur Vorschau");
    await type("Betreff der neuen Akte", `Rechnungen ${suffix}`);
    await enter("button", /^Vorschau/);
    await enter("button", "Jetzt abtrennen (1)");
    expect(await readText(page)).toContain(`${unit}-`);

    // Merge.
    await page.goto(`${stage.town}/amt/akten?einheit=${unit}`);
    await tick(`Auswählen: ${second}`);
    await choose("Mit der Auswahl", "Akten in einer Akte");
    await enter("button", "Weiter zur Vorschau");
    await type(/^Aktenzeichen der Akte/, first);
    await enter("button", /^Vorschau/);
    await enter("button", "Jetzt zusammenführen (1)");
    await find(second);
    expect(await readText(page)).toContain("Akte in anderer Akte aufgegangen");
    await find(first);
    const text = await readText(page);
    for (const words of ["Kette geprüft", "hervorgegangen aus", "fortgeführt in", "Anfrage", "Gutachten"])
      expect(text).toContain(words);
    expect((await stage.program.command("records", "verify")).output).toContain("all match");
  });
});

test("the Aktenplan goes out as CSV, and comes in again with what was changed in it", async () => {
  await atDesk(desk, false);
  await page.goto(`${stage.town}/amt/akten/plan`);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Als CSV sichern" }).click(),
  ]);
  const csv = await readFile(await download.path(), "utf8");
  expect(csv).toContain("33.40;Fundsachen;ja;5;V;");
  await enter("link", "CSV einlesen");
  await page.getByLabel("CSV-Datei").setInputFiles({
    name: "plan.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(csv.replace("33.40;Fundsachen", "33.40;Fundbüro")),
  });
  await enter("button", "Vorschau");
  expect(await readText(page)).toContain("Titel: Fundsachen → Fundbüro");
  await enter("button", "Jetzt übernehmen (1)");
  expect(await readText(page)).toContain("Fundbüro");
});

const pages: readonly (readonly [address: string, ...clicks: string[]])[] = [
  ["amt/akten"],
  ["amt/akten?einheit=32.70"],
  ["amt/akten?einheit=32.70", "table tbody th a"],
  ["amt/akten?suche=Wochenmarkt+Dom", "table tbody th a"],
  ["amt/akten?suche=Wochenmarkt+Dom", "table tbody th a", "a[href$='/angaben']"],
  ["amt/akten?suche=Wochenmarkt+Dom", "table tbody th a", "a[href$='/verweis']"],
  ["amt/akten?suche=Wochenmarkt+Dom", "table tbody th a", "a[href$='/entfernen']"],
  ["amt/akten?suche=Wochenmarkt+Dom", "table tbody th a", "a[href$='/vorgang']"],
  ["amt/akten?suche=Wochenmarkt+Dom", "table tbody th a", "a[href*='/dokument/'][href$='/angaben']"],
  ["amt/akten/neu"],
  ["amt/akten/aktionen"],
  ["amt/akten/plan"],
  ["amt/akten/plan/neu"],
  ["amt/akten/plan/einheit?nummer=32.70"],
  ["amt/akten/plan/einlesen"],
  ["amt/akten/plan/verlauf"],
];

describe.each([
  ["at the desk", desk],
  ["on a phone", phone],
])("Every page of the registry %s", (_where, viewport) => {
  test("fits the screen, is accessible and complains about nothing", async () => {
    await atDesk(viewport, true);
    const { complaints } = watch(page);
    for (const [address, ...clicks] of pages) {
      await page.goto(`${stage.town}/${address}`);
      for (const click of clicks)
        await Promise.all([page.waitForEvent("domcontentloaded"), page.locator(`main ${click}`).first().click()]);
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
    }
    // A preview and a report, which only a form leads to.
    await page.goto(`${stage.town}/amt/akten?einheit=32.40`);
    for (const box of (await page.getByRole("checkbox", { name: /^Auswählen/ }).all()).slice(0, 2)) await box.check();
    const press = (name: string | RegExp) =>
      Promise.all([page.waitForEvent("domcontentloaded"), page.getByRole("button", { name }).first().click()]);
    await press("Weiter zur Vorschau");
    await page.getByRole("combobox", { name: "Aktenplaneinheit" }).selectOption("32.10");
    await press("Vorschau");
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await press(/^Jetzt umlegen/);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await press("Die ganze Aktion zurücknehmen");
    expect(await readText(page)).toContain("Das war selbst eine Rücknahme");
    expect(complaints()).toEqual([]);
  });
});

test("j, k, x and Enter work in the list of Akten", async () => {
  await atDesk(desk, true);
  await page.goto(`${stage.town}/amt/akten?einheit=32.40`);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  const boxes = await page.getByRole("checkbox", { name: /^Auswählen/ }).all();
  expect(await Promise.all(boxes.slice(0, 3).map((box) => box.isChecked()))).toEqual([false, true, false]);
  await Promise.all([page.waitForEvent("domcontentloaded"), page.keyboard.press("Enter")]);
  expect(page.url()).toContain("/amt/akte/");
});
