import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { savedMail, scannedPile } from "../src/modules/intake/testing/pile.ts";
import { readPdf } from "../src/platform/pdf-reading/index.ts";
import { desk, expectGoodPage, expectNoSidewaysScroll, phone } from "./support/browser.ts";
import { expectHeading, press, readText, watch } from "./support/founder.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let page: Page;
const folder = join(mkdtempSync(join(tmpdir(), "klickamt-post-")), "Bauantrag");
const files = ["Antrag.txt", "Pläne/Plan 2.txt", "Pläne/Plan 10.txt", "nachricht.eml"].map((name) =>
  join(folder, name),
);

beforeAll(async () => {
  mkdirSync(join(folder, "Pläne"), { recursive: true });
  for (const [index, path] of files.slice(0, 3).entries()) writeFileSync(path, `Blatt ${index} ${Date.now()}`);
  writeFileSync(files[3] as string, savedMail());
});
afterAll(async () => {
  rmSync(join(folder, ".."), { recursive: true, force: true });
});

async function atDesk(javaScript: boolean, viewport: { width: number; height: number } = desk): Promise<Page> {
  page = await stage.atDesk("alex.probe", { viewport, javaScript });
  return page;
}

/** Opens the page that takes files for the first Akte with an open Vorgang. */
async function openFiling(): Promise<string> {
  await page.goto(`${stage.town}/amt/akten`);
  for (const href of await page
    .locator("main tbody a")
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href))) {
    await page.goto(href);
    if ((await page.locator("#dokumente-hinzufuegen").count()) === 0) continue;
    await press(page, "Dokumente hinzufügen");
    return href;
  }
  throw new Error("no Akte with an open Vorgang");
}

/** Reloads until the page says something. */
async function reloadUntil(words: string | RegExp): Promise<void> {
  const ends = Date.now() + 90_000;
  for (;;) {
    const said = await readText(page);
    if (typeof words === "string" ? said.includes(words) : words.test(said)) return;
    if (Date.now() > ends) throw new Error(`the page never said ${words}: ${said.slice(0, 500)}`);
    await page.waitForTimeout(500);
    await page.reload();
  }
}

describe("a folder with three files and an e-mail", () => {
  test("is dropped, shown with what came with the e-mail, and filed at once", async () => {
    await atDesk(true);
    const heard = watch(page);
    const akte = await openFiling();
    await expectGoodPage(page);
    const session = await page.context().newCDPSession(page);
    const box = await page.locator("[data-intake]").boundingBox();
    const at = { x: (box?.x ?? 0) + 40, y: (box?.y ?? 0) + 20 };
    const data = { items: [], files: [folder], dragOperationsMask: 1 };
    for (const type of ["dragEnter", "dragOver", "drop"] as const) {
      await session.send("Input.dispatchDragEvent", { type, ...at, data });
    }
    // Everything comes by itself: the files, and then the attachment of the e-mail.
    await page.locator("#ablage-formular").getByText("Kaufvertrag.pdf").first().waitFor({ timeout: 30_000 });
    const titles = await page
      .locator("input[name^=titel-]")
      .evaluateAll((inputs) => inputs.map((one) => (one as HTMLInputElement).value));
    expect(titles).toEqual(["Antrag", "Unterlagen zum Widerspruch", "Kaufvertrag", "Plan 2", "Plan 10"]);
    expect(await readText(page)).toContain("Bauantrag/Pläne/Plan 10.txt");
    await expectGoodPage(page);
    await page.locator("input[name^=titel-]").first().fill("Bauantrag der Familie Müller");
    await press(page, "Ablegen (ausgewählt: 5)");
    expect(await readText(page)).toContain("Dokumente in der Akte: 5");
    await expectGoodPage(page);
    await page.goto(akte);
    const said = await readText(page);
    for (const title of ["Bauantrag der Familie Müller", "Unterlagen zum Widerspruch", "Kaufvertrag", "Plan 10"]) {
      expect(said).toContain(title);
    }
    expect(heard.complaints()).toEqual([]);
  });

  test("comes by a plain input without JavaScript, and is filed on a phone", async () => {
    await atDesk(false, phone);
    await openFiling();
    await page.setInputFiles("input[type=file]", files);
    await press(page, "Hochladen");
    await reloadUntil("Kaufvertrag.pdf");
    await expectNoSidewaysScroll(page);
    expect(await readText(page)).toContain("Liegt schon im Vorgang");
    await press(page, "Ablegen (ausgewählt: 5)");
    expect(await readText(page)).toContain("Dokumente in der Akte: 5");
  });
});

describe("a pile of five sheets with a separator", () => {
  test.each([true, false])(
    "becomes two letters, one of them on file with its protocol (script: %s)",
    async (javaScript) => {
      await atDesk(javaScript, javaScript ? desk : phone);
      await page.goto(`${stage.town}/amt/akten`);
      // One by the rule of its unit, one by the rule that all units begin with.
      const written = javaScript ? /^32\.70-\d{4}-001-MARKT$/ : /^32\.40-\d{4}-\d{5}$/;
      const akte = (await page.locator("main tbody a", { hasText: written }).first().innerText()).trim();
      if (javaScript) {
        await page.goto(`${stage.town}/amt/posteingang`);
        await expectGoodPage(page);
        await page.goto(`${stage.town}/amt/posteingang/trennblatt`);
        await expectGoodPage(page);
        await page.goto(`${stage.town}/amt/posteingang/einstellungen`);
        await expectGoodPage(page);
      }
      await page.goto(`${stage.town}/amt/posteingang`);
      await press(page, "Stapel einscannen", "link");
      if (javaScript) await expectGoodPage(page);
      await page.getByLabel("Scanner", { exact: true }).fill("Musterscan 5000");
      await page.getByLabel("Software mit Version").fill("Musterscan Treiber 2.1");
      await press(page, "Weiter zu den Dateien");
      const pile = {
        name: "stapel.pdf",
        mimeType: "application/pdf",
        buffer: Buffer.from(await scannedPile(akte, 200, { answersTo: akte, upsideDown: javaScript })),
      };
      await page.setInputFiles("input[type=file]", pile);
      if (javaScript) await page.locator("#eingang-inhalt").getByText("stapel.pdf").first().waitFor();
      else await press(page, "Hochladen");
      if (javaScript) await expectGoodPage(page);
      await press(page, "Stapel aufteilen");
      await reloadUntil("Schriftstücke: 2.");
      if (javaScript) await expectGoodPage(page);
      await press(page, "Aufteilung übernehmen und Text erkennen");
      const letters = page.url();
      if (javaScript) {
        await expectGoodPage(page);
        // The page looks by itself.
        await page.getByText("zu vergleichen").nth(1).waitFor({ timeout: 90_000 });
      } else await reloadUntil(/(zu vergleichen[\s\S]*){2}/);
      await press(page, "Schriftstück 2", "link");
      expect(await readText(page)).toContain("Für die Prüfung bitten wir um eine Frist");
      if (javaScript) await expectGoodPage(page);
      await press(page, "Seiten vergleichen", "link");
      if (javaScript) await expectGoodPage(page);
      await page.getByLabel("mit dem Papieroriginal").check();
      await page.getByLabel("Das Ergebnis stimmt bildlich und inhaltlich überein").check();
      await press(page, "Vergleich bestätigen");
      await page.locator("[name=title]").fill("Antrag auf Fristverlängerung");
      await page.locator("[name=sender]").fill("Kanzlei Beispiel");
      const vorgang = page.locator("select[name=vorgang]");
      await vorgang.selectOption({ index: (await vorgang.locator("option").count()) - 1 });
      if (javaScript) await expectGoodPage(page);
      const searchable = await page.request.get(`${page.url().replace(/[?#].*/, "")}/durchsuchbar.pdf`);
      expect((await readPdf(await searchable.body())).pages[0]?.text).toContain("Fristverlängerung");
      await press(page, "In der Akte ablegen");
      await expectNoSidewaysScroll(page);
      expect(await readText(page)).toContain("Dieses Schriftstück liegt in der Akte");
      await page.goto(`${stage.town}/amt/akten?suche=${encodeURIComponent(akte)}`);
      await press(page, akte, "link");
      const said = await readText(page);
      expect(said).toContain("Transfervermerk: Antrag auf Fristverlängerung");
      const protocol = await page
        .getByRole("link", { name: "Transfervermerk: Antrag auf Fristverlängerung" })
        .first()
        .getAttribute("href");
      const note = await readPdf(
        await (await page.request.get(new URL(protocol?.replace(/\/ansicht.*$/, "") ?? "", page.url()).href)).body(),
      );
      expect(note.pages[0]?.text).toContain("Musterscan Treiber 2.1");
      await page.goto(`${stage.town}/amt/posteingang`);
      await expectHeading(page, "Posteingang");
      await page.goto(letters);
      // The other letter lay on its head in part, and says where it belongs: a person takes that, or leaves it.
      await press(page, "Schriftstück 1", "link");
      if (javaScript) expect(await readText(page)).toContain("Seite 2, gedreht um 180° vom Programm");
      expect(await readText(page)).toContain("gelesen auf Seite 1");
      expect(await page.locator("[name=title]").count()).toBe(0);
      await page.locator("#akte a", { hasText: akte }).click();
      await page.locator("[name=title]").waitFor();
      expect(await page.inputValue("[name=title]")).toBe("");
      if (javaScript) await expectGoodPage(page);
      await press(page, "Alle Vorschläge übernehmen", "link");
      expect(await page.inputValue("[name=title]")).toBe("Widerspruch gegen den Gebührenbescheid");
      expect(await page.inputValue("[name=theirReference]")).toBe("K 17/26");
    },
  );
});
