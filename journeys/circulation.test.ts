import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { desk, expectGoodPage, phone } from "./support/browser.ts";
import type { signIn } from "./support/caseworker.ts";
import { dayFromNow, expectHeading, press, readText, watch } from "./support/founder.ts";
import { setStage } from "./support/stage.ts";

let page: Page;

const stage = setStage();

type Local = Parameters<typeof signIn>[2];

async function deskOf(who: Local, javaScript = true): Promise<Page> {
  page = await stage.atDesk(who, { javaScript });
  return page;
}

async function openAkte(at: Page, search: string): Promise<void> {
  await at.goto(`${stage.town}/amt/akten?suche=${encodeURIComponent(search)}`);
  await at.locator("tbody a").first().click();
}

/** Every page of access, closing and circulation, by the way that leads there. */
const pages: readonly (readonly [address: string, ...clicks: string[]])[] = [
  ["amt/umlauf"],
  ["amt/umlauf", "#stationen tbody a"],
  ["amt/umlauf", "#verfuegungen tbody a"],
  ["amt/akten?suche=Wochenmarkt%20am%20Rathausplatz", "tbody a"],
  ["amt/akten?suche=Wochenmarkt%20am%20Rathausplatz", "tbody a", "#zugriff a[href$='/zugriff']"],
  ["amt/akten?suche=Wochenmarkt%20am%20Rathausplatz", "tbody a", "#zugriff tbody a"],
  ["amt/akten?suche=Wochenmarkt%20am%20Rathausplatz", "tbody a", "#zugriff a[href$='/zda']"],
  ["amt/akten?suche=Wochenmarkt%20am%20Rathausplatz", "tbody a", "#geschaeftsgang a[href*='/umlauf/neu/']"],
  ["amt/akten?suche=Wochenmarkt%20am%20Rathausplatz", "tbody a", "#geschaeftsgang a[href*='/verfuegung/neu/']"],
  ["amt/akten?suche=Wochenmarkt%20am%20Rathausplatz", "tbody a", "#geschaeftsgang a[href*='/wiedervorlage/neu/']"],
  ["amt/akte-oeffnen"],
  ["amt/akten/geoeffnet"],
  ["amt/akten/zugriff"],
  ["amt/akten/zugriff/32.40"],
];
const settings: readonly (readonly [address: string, ...clicks: string[]])[] = [
  ["amt/verwaltung/einheiten"],
  ["amt/verwaltung/einheiten", "tbody a"],
  ["amt/verwaltung/einheiten", "#vertraulichkeit tbody a"],
  ["amt/verwaltung/vertretungen"],
  ["amt/verwaltung/akteneinsicht"],
];

describe.each(["de", "en"] as const)("access and Geschäftsgang, %s", (language) => {
  test.each([
    ["sam.muster", pages],
    ["alex.probe", settings],
  ] as const)("every page is accessible on a large screen and a phone: %s", async (who, list) => {
    await deskOf(who);
    const heard = watch(page);
    const own = language === "de" ? stage.town : stage.town.replace(stage.program.url, `${stage.program.url}/en`);
    for (const [address, ...clicks] of list) {
      await page.goto(`${own}/${address}`);
      for (const click of clicks) {
        await page.locator(click).first().click();
        await page.waitForLoadState();
      }
      // The words of the other language are of the same kind: a look at them on the narrow screen is enough.
      await expectGoodPage(page, language === "de" ? [desk, phone] : [phone]);
    }
    expect(heard.complaints()).toEqual([]);
  });
});

test.each([true, false])(
  "a Vorgang goes round, is signed, and the Akte says so (JavaScript: %s)",
  async (javaScript) => {
    const subject = `Satzung, Fassung ${javaScript ? "A" : "B"}`;
    await deskOf("kim.beispiel", javaScript);
    await openAkte(page, "Wochenmarkt am Rathausplatz");
    await page.locator("#geschaeftsgang a[href*='/umlauf/neu/']").first().click();
    await press(page, "Umlauf beginnen");
    expect(await readText(page)).toContain("Wählen Sie, an wen der Umlauf geht.");
    await page.getByLabel("Worum geht es?").fill(subject);
    const stations = page.locator("fieldset", { has: page.getByText("Station 1", { exact: true }) });
    await stations.getByLabel("An wen?").selectOption({ label: "Sam Muster" });
    await stations.getByLabel("Zweck").selectOption({ label: "zur Schlusszeichnung" });
    await stations.getByLabel("Bis").fill(dayFromNow(3));
    await press(page, "Umlauf beginnen");
    await expectHeading(page, `Umlauf: ${subject}`);

    await deskOf("sam.muster", javaScript);
    await page.goto(`${stage.town}/amt/umlauf`);
    await press(page, subject, "link");
    expect(await readText(page)).toContain("keine qualifizierte elektronische Signatur");
    await press(page, "Ablehnen");
    expect(await readText(page)).toContain("mindestens 5 Zeichen");
    await page.getByLabel("Bemerkung").fill("Einverstanden");
    await press(page, "Schlusszeichnen");
    expect(await readText(page)).toContain("gezeichnet: Sam Muster");
    await openAkte(page, "Wochenmarkt am Rathausplatz");
    const row = page.locator("#geschaeftsgang tr", { hasText: subject });
    expect(await row.innerText()).toContain("abgeschlossen");
  },
);

test("somebody who does not see an Akte finds nothing of it, opens it with a reason, and that is reported", async () => {
  await deskOf("alex.probe");
  await openAkte(page, "Beschwerde");
  const aktenzeichen = (await page.locator("h1").innerText()).split(" ")[0] ?? "";
  const address = page.url();

  await deskOf("sam.muster");
  await page.goto(`${stage.town}/amt/akten?suche=Beschwerde`);
  expect(await readText(page)).toContain("Keine Akte gefunden");
  expect((await page.goto(address))?.status()).toBe(404);
  await page.goto(`${stage.town}/amt/akte-oeffnen`);
  await page.getByLabel("Aktenzeichen").fill("32.40-1999-00001");
  await page.getByLabel("Begründung").fill("Prüfung durch die Rechnungsprüfung, Auftrag 17");
  await press(page, "Akte öffnen");
  expect(await readText(page)).toContain("keine Akte, die Sie öffnen können");
  await page.getByLabel("Aktenzeichen").fill(aktenzeichen);
  await press(page, "Akte öffnen");
  await expectHeading(page, new RegExp(`^${aktenzeichen}`));
  expect(await readText(page)).toContain("nur lesen, mit Begründung geöffnet");
  expect(await page.locator("#geschaeftsgang a[href*='/umlauf/neu/']").count()).toBe(0);

  await deskOf("alex.probe");
  await page.goto(`${stage.town}/amt/akten/geoeffnet`);
  const reported = page.locator("tr", { hasText: "Rechnungsprüfung, Auftrag 17" });
  expect(await reported.innerText()).toContain(aktenzeichen);
});

test("z.d.A. says what stands against it, closes when nothing does, and opens again with a reason", async () => {
  await deskOf("sam.muster");
  await openAkte(page, "Wochenmarkt am Rathausplatz");
  await page.locator("#zugriff tbody a").first().click();
  expect(await readText(page)).toContain("Was noch dagegen steht");
  expect(await readText(page)).toContain("Die Verfügung „Standplätze 2027“ ist nicht abgeschlossen.");
  expect(await page.getByRole("button", { name: "Zu den Akten" }).count()).toBe(0);

  await openAkte(page, "Straßenreinigung");
  const akte = page.url().split("#")[0] ?? "";
  await page.locator("#zugriff tbody a").first().click();
  expect(await readText(page)).toContain("Nichts steht dagegen");
  await press(page, "Zu den Akten");
  await page.goto(`${akte}/zda`);
  await press(page, "Akte zu den Akten");
  await page.getByRole("link", { name: "Akte wieder öffnen" }).click();
  await page.getByLabel("Begründung").fill("kurz");
  await press(page, "Wieder öffnen");
  expect(await readText(page)).toContain("mindestens 10 Zeichen");
  await page.getByLabel("Begründung").fill("Nachfrage des Rates vom 3. Dezember");
  await press(page, "Wieder öffnen");
  expect(await page.locator("#zugriff").innerText()).toContain("Akte zu den Akten");
  expect(await page.locator("#verlauf").innerText()).toContain("Akte wieder geöffnet");
});

test("whoever stands in signs in the place of the absent person", async () => {
  await deskOf("alex.probe");
  await page.goto(`${stage.town}/amt/verwaltung/vertretungen`);
  await page.getByLabel("Wer ist abwesend?").selectOption({ label: "Sam Muster" });
  await page.getByLabel("Wer vertritt?").selectOption({ label: "Kim Beispiel" });
  await page.getByLabel("Erster Tag").fill(dayFromNow(0));
  await page.getByLabel("Letzter Tag").fill(dayFromNow(1));
  await press(page, "Vertretung eintragen");
  expect(await page.locator("tbody tr", { hasText: "Kim Beispiel" }).innerText()).toContain("Sam Muster");

  await deskOf("kim.beispiel");
  await page.goto(`${stage.town}/amt/umlauf`);
  expect(await readText(page)).toContain("Heute auch in Vertretung für Sam Muster.");
  await press(page, "Neue Standordnung für den Wochenmarkt", "link");
  await press(page, "Mitzeichnen");
  expect(await readText(page)).toContain("gezeichnet: Kim Beispiel in Vertretung für Sam Muster");
});
