import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { standards } from "../src/platform/testing/index.ts";
import { desk, expectAccessible, expectGoodPage, expectNoSidewaysScroll, phone } from "./support/browser.ts";
import { openCase, signIn } from "./support/caseworker.ts";
import { expectHeading, press, readAktenzeichen, readText, send, watch } from "./support/founder.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();

/** The official schema "Gewerbe Anmeldung": 132 places of fields, 54 of groups. */
const schema = "fim/examples/S00000009_xdatenfelder.xml";
const advice = "Tragen Sie 0 ein, wenn niemand in Vollzeit arbeitet, sonst die Zahl der Menschen.";
const fullTime = "Anzahl der Vollzeitbeschäftigten";

/** Answers every question of a page that has to be answered, as somebody who gives no more than they must. */
async function answerWhatIsAsked(page: Page): Promise<void> {
  const fields = await page.locator("form#antrag").evaluate((form) =>
    Array.from((form as HTMLFormElement).elements).flatMap((element) => {
      const field = element as HTMLInputElement;
      if (field.name === "" || field.name.startsWith("_") || field.type === "submit" || field.type === "hidden")
        return [];
      const frame = field.closest("fieldset, .field");
      const label = frame?.querySelector("legend, label")?.textContent ?? "";
      return [{ name: field.name, type: field.type, value: field.value, label }];
    }),
  );
  for (const { name, type, label } of fields) {
    if (label.includes("(freiwillig)")) continue;
    const input = page.locator(`[name="${name}"]`);
    if (type === "radio") {
      if ((await page.locator(`[name="${name}"]:checked`).count()) === 0) {
        const no = page.locator(`[name="${name}"][value="nein"]`);
        await ((await no.count()) > 0 ? no : input).first().check();
      }
    } else if (type === "checkbox") await input.first().check();
    else if (type === "select-one") await input.selectOption({ index: 1 });
    else if ((await input.first().inputValue()) === "") await input.first().fill(answerFor(label));
  }
}

/** Something that fits: days are days, numbers are numbers, the rest are words. */
function answerFor(label: string): string {
  if (/datum|beginn/i.test(label)) return "12.04.1991";
  if (/anzahl|jahr\b/i.test(label)) return "0";
  if (/postleitzahl/i.test(label)) return "33098";
  if (/hausnummer/i.test(label)) return "4";
  return "Beispiel";
}

describe.skipIf(!standards.present)("a schema of FIM becomes a service of the town", () => {
  let page: Page;
  let _town: string;
  let aktenzeichen: string;
  let heard: ReturnType<typeof watch>;

  test("a designer brings the official file, and everything in it comes over", async () => {
    page = await stage.visit();
    heard = watch(page);
    await signIn(page, stage.town, "alex.probe");
    await page.goto(`${stage.town}/amt/dienste/neu`);
    await expectAccessible(page);
    const file = page.locator("input[type=file]");
    await file.setInputFiles(standards.path(schema));
    const button = page.locator("form:has(input[type=file]) button[type=submit]");
    await Promise.all([page.waitForEvent("domcontentloaded"), button.click()]);
    await expectHeading(page, "Gewerbe Anmeldung");
    const report = await readText(page);
    expect(report).toMatch(/\d+ Stellen aus dem Einlesen brauchen eine Person/);
    for (const part of ["132 von 132", "54 von 54"]) expect(report).toContain(part);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await press(page, /Stellen aus dem Einlesen/, "link");
    expect(await readText(page)).toContain("Codelisten, die fehlen");
    await expectGoodPage(page);
    await press(page, /^Zu „Rechtsform“/, "link");
    await expectHeading(page, "Rechtsform");
  });

  test("makes a rule of a sentence that stands in the schema", async () => {
    await press(page, /^Regeln/, "link");
    await press(page, fullTime, "link");
    expect(await readText(page)).toContain("Wenn es keine Vollzeitbeschäftigten gibt, tragen Sie 0 ein.");
    await page.getByLabel("Eine Prüfung im Formular").check();
    await expectGoodPage(page);
    const chosen = await page.getByLabel("Die Meldung steht bei").locator("option:checked").innerText();
    const path = /\(([^()]+)\)$/.exec(chosen.trim())?.[1] ?? "";
    await page.getByLabel("Nach einer FEEL-Formel").check();
    await page.getByLabel("Richtig sind die Antworten, wenn (FEEL)").fill(`${path} >= `);
    await page.getByLabel("Meldung, wenn es nicht stimmt (Deutsch)").fill(advice);
    await page.getByLabel("Meldung, wenn es nicht stimmt (Englisch)").fill("Enter 0 if nobody works full time.");
    await press(page, "Speichern");
    expect(await page.locator("h1").innerText()).toBe(fullTime);
    expect(await page.locator("[aria-invalid=true]").count()).toBe(1);
    await page.getByLabel("Richtig sind die Antworten, wenn (FEEL)").fill("vollzeit >= 0");
    await press(page, "Speichern");
    expect(await readText(page)).toContain("Diese Felder gibt es nicht: vollzeit.");
    await page.getByLabel("Richtig sind die Antworten, wenn (FEEL)").fill(`${path} >= 0`);
    await press(page, "Speichern");
    await page.goto(`${stage.town}/amt/dienste/gewerbe-anmeldung/regeln`);
    await press(page, fullTime, "link");
    expect(await readText(page)).toMatch(/Formalisiert von Alex Probe am \d/i);
    await expectAccessible(page);
  });

  test("looks at the tree and the preview, and publishes", async () => {
    await page.goto(`${stage.town}/amt/dienste/gewerbe-anmeldung/formular`);
    await expectAccessible(page);
    await page.goto(`${stage.town}/amt/dienste/gewerbe-anmeldung/veroeffentlichen`);
    await press(page, "Jetzt veröffentlichen");
    expect(await readText(page)).toContain("Veröffentlicht");
    expect(heard.complaints()).toEqual([]);
  });

  test("a citizen finds it and fills it in on a phone without JavaScript, and the rule holds", async () => {
    page = await stage.visit({ viewport: phone, javaScript: false });
    await page.goto(`${stage.town}/leistungen?suche=Gewerbe+Anmeldung`);
    await page.goto(`${stage.town}/leistungen/gewerbe-anmeldung`);
    await press(page, "Jetzt online beantragen");
    let ruled = false;
    for (let count = 0; count < 30 && !page.url().endsWith("/pruefen"); count++) {
      const before = page.url();
      await answerWhatIsAsked(page);
      const ruledField = page.getByLabel(fullTime, { exact: false });
      if (!ruled && (await ruledField.count()) > 0) {
        await ruledField.first().fill("-1");
        await press(page, "Weiter");
        expect(await readText(page)).toContain(advice);
        await ruledField.first().fill("0");
        ruled = true;
      }
      await press(page, "Weiter");
      const errors = await page.locator("[data-errors] a").allInnerTexts();
      expect(errors, before).toEqual([]);
    }
    expect(ruled).toBe(true);
    await expectHeading(page, "Prüfen und senden");
    await send(page);
    aktenzeichen = await readAktenzeichen(page);
  });

  test("a caseworker has it on the desk like any other", async () => {
    page = await stage.atDesk("kim.beispiel", { viewport: desk, javaScript: false });
    await openCase(page, stage.town, aktenzeichen);
    expect(await readText(page)).toContain(fullTime);
  });
});
