import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { expectAccessible, expectNoSidewaysScroll, newVisitor, phone } from "./support/browser.ts";
import { expectHeading, fillIn, press, readText, watch } from "./support/founder.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
const keeper = {
  "halter.vornamen": "Mia",
  "halter.familienname": "Brökelmann",
  "halter.geburtsdatum": "03.04.1988",
  "halter.strasse": "Lindenprobe",
  "halter.hausnummer": "3",
  "halter.plz": "33098",
};

const dog = (at: number) => ({
  [`hunde.${at}.rufname`]: "Rex",
  [`hunde.${at}.geschlecht`]: "ruede",
  [`hunde.${at}.geworfen`]: "01.06.2024",
  [`hunde.${at}.aufgenommen`]: "15.11.2024",
  [`hunde.${at}.befreiung`]: "keine",
});

async function begin(page: Page): Promise<void> {
  await page.goto(`${stage.program.url}/paderborn/leistungen/hundesteuer-anmelden`);
  await press(page, "Jetzt online beantragen");
  await expectHeading(page, "Wer hält den Hund?");
}

describe("a dog is registered", () => {
  let page: Page;

  test("on a phone without script: the place follows from the postcode, the breed is searched", async () => {
    const visitor = await newVisitor(stage.browser, { viewport: phone, javaScript: false });
    page = await visitor.newPage();
    await begin(page);
    await fillIn(page, keeper);
    // The postcode has filled the place in, so nothing is missing.
    await expectHeading(page, "Ihre Hunde");
    await page.locator('[name="hunde.0.rasse"]').fill("rottweiller");
    await press(page, /^Suchen/);
    await page.getByLabel("Rottweiler").check();
    await expectNoSidewaysScroll(page);
    await press(page, "Hund hinzufügen");
    expect(await page.locator('[name="hunde.0.rasse"]').first().inputValue()).toBe("Rottweiler");
    expect(await readText(page)).toContain("Erlaubnis des Ordnungsamts");
    await page.locator('[name="hunde.1.rasse"]').fill("Beagle");
    await fillIn(page, { ...dog(0), ...dog(1) });
    await expectHeading(page, "Steuer und Zahlung");
    expect(await readText(page)).toContain("708,00 €");
    await expectNoSidewaysScroll(page);
    await page.close();
  });

  test("at a desk by keyboard: suggestions while typing, chosen with the arrow keys", async () => {
    page = await stage.visit();
    const heard = watch(page);
    await begin(page);
    await page.locator('[name="halter.plz"]').fill("33161");
    await page.locator('[name="halter.ort"]').focus();
    await expect.poll(() => page.locator(`[name="halter.ort"]`).inputValue(), { timeout: 10_000 }).toBe("Hövelhof");
    await fillIn(page, keeper);
    await expectHeading(page, "Ihre Hunde");
    const breed = page.getByRole("combobox", { name: "Rasse" });
    const suggested = async (): Promise<number> => {
      await breed.fill("");
      await breed.pressSequentially("schaef");
      await page.waitForTimeout(1_500);
      return page.getByRole("option").count();
    };
    await expect.poll(suggested, { timeout: 20_000 }).toBeGreaterThan(1);
    await expectAccessible(page);
    await breed.press("ArrowDown");
    await breed.press("Enter");
    expect(await breed.inputValue()).toMatch(/[Ss]chäferhund/);
    expect(await page.getByRole("option").count()).toBe(0);
    await fillIn(page, dog(0));
    await expectHeading(page, "Steuer und Zahlung");
    expect(await readText(page)).toContain("84,00 €");
    expect(heard.complaints()).toEqual([]);
    await page.close();
  });
});

describe("whoever goes to and fro on a page with script", () => {
  test("finds what was typed just now in the other language", async () => {
    const page = await stage.visit();
    await begin(page);
    await page.locator('[name="halter.familienname"]').fill("Brökelmann");
    await press(page, "English", "link");
    await expectHeading(page, "Who keeps the dog?");
    expect(await page.locator('[name="halter.familienname"]').inputValue()).toBe("Brökelmann");
    await page.close();
  });

  test("comes back to a page that had mistakes in it, and is not led on to the next one", async () => {
    const page = await stage.visit();
    await begin(page);
    await press(page, "Weiter");
    expect(await page.title()).toMatch(/^Fehler: /);
    await fillIn(page, keeper);
    await expectHeading(page, "Ihre Hunde");
    await page.goBack();
    await expectHeading(page, "Wer hält den Hund?");
    expect(await page.locator('[name="halter.familienname"]').inputValue()).toBe("Brökelmann");
    await page.close();
  });
});

test("the Meldeschein is accessible on its longest page and says that it ends with a visit", async () => {
  const visitor = await newVisitor(stage.browser, { viewport: phone, javaScript: true });
  const page = await visitor.newPage();
  await page.goto(`${stage.program.url}/paderborn/leistungen/wohnsitz-anmelden`);
  await press(page, "Jetzt online beantragen");
  expect(await readText(page)).toContain(
    "Angemeldet sind Sie erst, wenn Sie Ihre Angaben im Bürgerbüro bestätigt haben",
  );
  await expectAccessible(page);
  await page.goto(page.url().replace(/einzug$/, "stand"));
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.close();
});
