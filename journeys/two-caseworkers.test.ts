import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { openView } from "./support/caseworker.ts";
import { expectHeading, press, readText } from "./support/founder.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let kim: Page;
let sam: Page;

beforeAll(async () => {
  kim = await stage.atDesk("kim.beispiel");
  sam = await stage.atDesk("sam.muster", { javaScript: false });
});

test("the second who takes a case learns who has it", async () => {
  for (const page of [kim, sam]) {
    await page.goto(`${stage.town}/amt/aufgaben?reiter=offen&suche=Musterbach`);
    await press(page, /^32\.40/, "link");
    await expectHeading(page, "Kaffeerösterei Brökelmann");
  }
  await press(kim, "Übernehmen");
  await press(sam, "Übernehmen");
  await expectHeading(sam, "Jemand war schneller");
  expect(await readText(sam)).toContain("Kim Beispiel");
});

test("the second who corrects a value sees what the first has done, and writes nothing over it", async () => {
  await press(sam, "So steht es jetzt ansehen", "link");
  for (const page of [kim, sam]) {
    await openView(page, "Antrag");
    await press(page, /^Berichtigen.*Familienname$/, "link");
    await page.getByLabel("Warum ändern Sie das?").fill("Tippfehler");
  }
  await kim.locator("[name=wert]").fill("Brökelmeier");
  await sam.locator("[name=wert]").fill("Bröckelmann");
  await press(kim, "Speichern");
  await press(sam, "Speichern");
  await expectHeading(sam, "Jemand war schneller");
  const text = await readText(sam);
  expect(text).toContain("Kim Beispiel");
  expect(text).toContain("Brökelmeier");
  await press(sam, "So steht es jetzt ansehen", "link");
  expect(await readText(sam)).toContain("Brökelmeier");
  expect(await readText(sam)).not.toContain("Bröckelmann");
});

test("a step that the first has done is not done a second time", async () => {
  await openView(kim, "Antrag");
  await press(kim, "Empfangsbescheinigung ausstellen");
  expect(await readText(kim)).toContain("rechtzeitig erledigt");
  await press(sam, "Empfangsbescheinigung ausstellen");
  await expectHeading(sam, "Jemand war schneller");
  expect(await readText(sam)).toMatch(/Kim Beispiel: Erledigt: Anzeige prüfen[\s\S]*Vorgang erledigt/);
  await press(sam, "So steht es jetzt ansehen", "link");
  await openView(sam, "Dokumente");
  expect(await sam.getByRole("link", { name: /^Empfangsbescheinigung/ }).count()).toBe(1);
});
