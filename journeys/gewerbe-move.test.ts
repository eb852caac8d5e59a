import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { phone } from "./support/browser.ts";
import { openCase, openView, signIn } from "./support/caseworker.ts";
import {
  answer,
  dayFromNow,
  expectHeading,
  fillIn,
  press,
  readAktenzeichen,
  readCode,
  readText,
  send,
  soleTrader,
} from "./support/founder.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let page: Page;
let work: Page;
/** Of the registration in Delbrück, and of the one in Paderborn after the move. */
let code: string;
let newCode: string;

const person = {
  familyName: "Strömqvist",
  givenNames: "Inga",
  activity: "Herstellung und Verkauf von Seifen",
  street: "Probeallee",
  postcode: "33129",
  city: "Delbrück",
};

beforeAll(async () => {
  page = await stage.visit({ viewport: phone, javaScript: true });
  work = await stage.visit();
});

const townUrl = (slug: string): string => `${stage.program.url}/${slug}`;

/** Takes a case and issues the Empfangsbescheinigung. */
async function workOff(slug: string, aktenzeichen: string): Promise<void> {
  await work.context().clearCookies();
  await signIn(work, townUrl(slug), "sam.muster");
  await openCase(work, townUrl(slug), aktenzeichen);
  await press(work, "Übernehmen");
  await press(work, "Empfangsbescheinigung ausstellen");
  expect(await readText(work)).toContain("rechtzeitig erledigt");
}

/** Goes on through pages that are filled in already, up to the review. */
async function confirmPages(): Promise<void> {
  for (let pages = 0; pages < 15 && !page.url().endsWith("/pruefen"); pages++) await press(page, "Weiter");
  await expectHeading(page, "Prüfen und senden");
}

async function begin(slug: string, leistung: string): Promise<void> {
  await page.goto(`${townUrl(slug)}/leistungen/${leistung}`);
  await press(page, "Jetzt online beantragen");
}

test("Delbrück registers a business", async () => {
  await begin("delbrueck", "gewerbe-anmelden");
  code = await readCode(page);
  for (const answers of soleTrader(person)) await fillIn(page, answers);
  await send(page);
  await workOff("delbrueck", await readAktenzeichen(page));
});

test("an Ummeldung starts with what the register knows and changes the entry", async () => {
  await begin("delbrueck", "gewerbe-ummelden");
  await page.locator("#code").fill("AAAA-BBBB-CCCC");
  await press(page, "Ausfüllen lassen");
  expect(await page.getByRole("alert").innerText()).toContain("kein angemeldetes Gewerbe");
  await page.locator("#code").fill(code);
  await press(page, "Ausfüllen lassen");
  await fillIn(page, { anlaesse: ["verlegung"], aenderungsdatum: dayFromNow(3) });
  await press(page, "Weiter");
  await expectHeading(page, "Ihr Name");
  expect(await page.locator("[name='inhaber.familienname']").inputValue()).toBe("Strömqvist");
  expect(await readText(page)).toContain("Vorausgefüllt aus:");
  while (!page.url().includes("/betriebsstaette")) await press(page, "Weiter");
  await answer(page, "betriebsstaette.wieWohnung", "nein");
  await answer(page, "betriebsstaette.strasse", "Lange Straße");
  await answer(page, "betriebsstaette.hausnummer", "5");
  await answer(page, "betriebsstaette.plz", "33129");
  await answer(page, "betriebsstaette.ort", "Delbrück");
  await confirmPages();
  expect(await readText(page)).toContain("Lange Straße");
  await send(page);
  await workOff("delbrueck", await readAktenzeichen(page));
  await press(work, "Gewerberegister", "link");
  await press(work, "Inga Strömqvist", "link");
  const entry = await readText(work);
  expect(entry).toContain("Anschrift geändert");
  expect(entry).toContain("Lange Straße 5, 33129 Delbrück");
});

test("a move is reported only in Paderborn; Delbrück gets it passed on, with the GewA3 derived from it", async () => {
  await begin("paderborn", "gewerbe-anmelden");
  newCode = await readCode(page);
  for (const answers of soleTrader({ ...person, postcode: "33098", city: "Paderborn" })) {
    if (!("grund" in answers)) {
      await fillIn(page, answers);
      continue;
    }
    await answer(page, "grund", "verlegung");
    await page.locator("[name='fruehereBetriebsstaette.gemeinde']").waitFor();
    await fillIn(page, {
      "fruehereBetriebsstaette.gemeinde": "Delbrück",
      "fruehereBetriebsstaette.strasse": "Lange Straße",
      "fruehereBetriebsstaette.hausnummer": "5",
      "fruehereBetriebsstaette.plz": "33129",
      "fruehereBetriebsstaette.ort": "Delbrück",
      unfallversicherungBekannt: "nein",
    });
  }
  await send(page);
  const aktenzeichen = await readAktenzeichen(page);
  await workOff("paderborn", aktenzeichen);
  await openView(work, "Verlauf");
  const passedOn = work.getByRole("row").filter({ hasText: "Delbrück" });
  await expect
    .poll(
      async () => {
        await work.reload();
        return (await passedOn.allInnerTexts()).join("\n");
      },
      { timeout: 30_000 },
    )
    .toContain("Anmeldung an Stadt Delbrück weitergegeben");

  await work.context().clearCookies();
  await signIn(work, townUrl("delbrueck"), "sam.muster");
  await expect
    .poll(
      async () => {
        await work.goto(`${townUrl("delbrueck")}/amt/vorgaenge`);
        return work.getByRole("row").filter({ hasText: "Strömqvist" }).count();
      },
      { timeout: 30_000 },
    )
    .toBe(3);
  const derived = work.getByRole("row").filter({ hasText: "Strömqvist" }).filter({ hasText: "Gewerbe abmelden" });
  expect(await derived.count()).toBe(1);
  await Promise.all([work.waitForEvent("domcontentloaded"), derived.getByRole("link").first().click()]);
  const sheet = await readText(work);
  expect(sheet).toContain("GewA3");
  expect(sheet).toContain("Probeallee");
  await workOff("delbrueck", await readAktenzeichen(work));
  await press(work, "Gewerberegister", "link");
  expect(await work.getByRole("row").filter({ hasText: "Strömqvist" }).innerText()).toContain("Abgemeldet");
});

test("an Abmeldung in Paderborn, prefilled with its own code, ends the entry there", async () => {
  await begin("paderborn", "gewerbe-abmelden");
  await page.locator("#code").fill(newCode);
  await press(page, "Ausfüllen lassen");
  await fillIn(page, { grund: "vollstaendige-aufgabe", ursachen: "Alter", aufgabedatum: dayFromNow(5) });
  await fillIn(page, { neuerrichtung: "nein" });
  await confirmPages();
  await send(page);
  await workOff("paderborn", await readAktenzeichen(page));
  await press(work, "Gewerberegister", "link");
  await work.getByRole("searchbox").fill("Strömqvist");
  await press(work, "Suchen");
  expect(await work.getByRole("row").filter({ hasText: "Strömqvist" }).innerText()).toContain("Abgemeldet");
  const folder = join(stage.program.dataFolder, "deliveries/paderborn/finanzamt");
  await expect
    .poll(() => readdirSync(folder).filter((file) => file.includes("GewA3")).length, { timeout: 30_000 })
    .toBe(1);
});
