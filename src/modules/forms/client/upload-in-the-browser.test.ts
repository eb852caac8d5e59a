import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  desk,
  expectAccessible,
  expectNoSidewaysScroll,
  launchBrowser,
  newVisitor,
  phone,
} from "../../../../journeys/support/browser.ts";
import { buildAssets } from "../../../../scripts/build-assets.ts";
import { openParken, type Parken } from "../testing/parken.ts";

let assets: string;
let parken: Parken;
let browser: Browser;
let base: string;
let manifest: Record<string, string>;
const pictures = process.env.KLICKAMT_PICTURES;

beforeAll(async () => {
  assets = await mkdtemp(join(tmpdir(), "klickamt-assets-"));
  manifest = await buildAssets(assets);
  parken = await openParken(assets);
  base = await parken.web.app.listen({ port: 0, host: "127.0.0.1" });
  browser = await launchBrowser();
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await parken?.close();
  await rm(assets, { recursive: true, force: true });
});

async function open(viewport: typeof phone | typeof desk, javaScript: boolean, language = "de"): Promise<Page> {
  const context = await newVisitor(browser, { viewport, javaScript });
  const page = await context.newPage();
  const prefix = language === "de" ? "" : `/${language}`;
  await page.goto(`${base}${prefix}/paderborn/fortsetzen`);
  const csrf = await page.locator("[name=_csrf]").first().inputValue();
  // Begins as the page of the service does: by its form.
  const begun = await context.request.post(`${base}${prefix}/paderborn/leistungen/parken/beginnen`, {
    form: { _csrf: csrf, _submission: crypto.randomUUID() },
    headers: { "sec-fetch-site": "same-origin" },
  });
  await page.goto(begun.url());
  return page;
}

async function shot(page: Page, name: string): Promise<void> {
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

const lease = (name = "Mietvertrag.txt", text = "Mietvertrag") => ({
  name,
  mimeType: "text/plain",
  buffer: Buffer.from(text),
});
/** Words that only a screen reader reads stand apart from the others. */
const named = (words: string) => new RegExp(`^${words.replaceAll(".", ".").replace(": ", " ?: ")}$`);
const statusOf = (page: Page) => page.locator("[data-field=mietvertrag] [data-upload-status]");
const listOf = (page: Page) => page.locator("#f-mietvertrag-dateien");

test("the script is small enough", async () => {
  const name = (manifest["upload.js"] ?? "").split("/").at(-1) as string;
  expect(gzipSync(await readFile(join(assets, name))).length).toBeLessThan(12 * 1024);
});

describe.each([
  ["phone", phone],
  ["desk", desk],
] as const)("on a %s", (device, viewport) => {
  test("without script: choose, upload, go wrong, remove", async () => {
    const page = await open(viewport, false);
    await shot(page, `${device}-plain-empty`);
    await page.getByLabel("Ihr Name").fill("Mia Muster");
    await page.locator("#f-mietvertrag").setInputFiles([lease(), lease("Skript.txt", "<!doctype html><p>x")]);
    await page.getByRole("button", { name: named("Hochladen: Mietvertrag") }).click();
    expect(await page.getByRole("alert").first().innerText()).toContain("Skript.txt: In der Datei stehen Befehle");
    expect(await page.getByLabel("Ihr Name").inputValue()).toBe("Mia Muster");
    expect(await listOf(page).innerText()).toContain("Mietvertrag.txt");
    await expectNoSidewaysScroll(page);
    await shot(page, `${device}-plain-refused`);
    await page.getByRole("button", { name: named("Entfernen: Mietvertrag.txt") }).click();
    await shot(page, `${device}-plain-remove`);
    await page.getByRole("button", { name: "Ja, entfernen" }).click();
    expect(await listOf(page).innerText()).not.toContain("Mietvertrag.txt");
    await page.context().close();
  });

  test("with script: a file that was missing is named no longer once it is there", async () => {
    const page = await open(viewport, true);
    await page.getByRole("button", { name: "Weiter" }).click();
    await page.waitForLoadState();
    const missing = page.locator("[data-errors] a[href='#f-mietvertrag']");
    const others = (await page.locator("[data-errors] a").count()) - 1;
    expect(await missing.count()).toBe(1);
    await page.locator("#f-mietvertrag").setInputFiles([lease()]);
    await expect.poll(() => statusOf(page).innerText()).toMatch(/ist da\./);
    expect(await missing.count()).toBe(0);
    expect(await page.locator("[data-errors] a").count()).toBe(others);
    await page.context().close();
  });

  test("with script: upload by choosing, see it, replace and remove it, all announced", async () => {
    const page = await open(viewport, true);
    await expectAccessible(page);
    const picture = await sharp({ create: { width: 900, height: 600, channels: 3, background: "#3a7ca5" } })
      .jpeg()
      .toBuffer();
    await page
      .locator("#f-mietvertrag")
      .setInputFiles([
        lease("Mietvertrag über die Wohnung mit einem wirklich sehr langen Namen.txt"),
        { name: "Foto.JPG", mimeType: "image/jpeg", buffer: picture },
      ]);
    await expect.poll(() => listOf(page).locator("li").count(), { timeout: 20_000 }).toBe(2);
    await expect.poll(() => statusOf(page).innerText()).toMatch(/ist da\./);
    await expect
      .poll(() =>
        listOf(page)
          .locator("img")
          .evaluate((img: HTMLImageElement) => img.naturalWidth),
      )
      .toBe(320);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await shot(page, `${device}-script-two`);

    await page.locator("#f-mietvertrag").setInputFiles(lease("Dritte.txt"));
    await expect.poll(() => statusOf(page).innerText(), { timeout: 20_000 }).toContain("höchstens 2 Dateien");
    expect(await page.locator("#f-mietvertrag").getAttribute("aria-invalid")).toBe("true");
    const described = (await page.locator("#f-mietvertrag").getAttribute("aria-describedby")) ?? "";
    const texts = await Promise.all(described.split(" ").map((id) => page.locator(`[id="${id}"]`).innerText()));
    expect(texts.join(" ")).toContain("höchstens 2 Dateien");
    await expectAccessible(page);
    await shot(page, `${device}-script-third`);
    await page.getByRole("button", { name: "Hinweis entfernen" }).click();

    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: named("Ersetzen: Foto.JPG") }).click();
    await (await chooser).setFiles(lease("Ersatz.txt", "neu"));
    await expect.poll(() => listOf(page).innerText(), { timeout: 20_000 }).toContain("Ersatz.txt");
    expect(await listOf(page).innerText()).not.toContain("Foto.JPG");

    await page.getByRole("button", { name: named("Entfernen: Ersatz.txt") }).focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => page.getByRole("dialog").isVisible()).toBe(true);
    await expectAccessible(page);
    await shot(page, `${device}-script-confirm`);
    await page.keyboard.press("Escape");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("Ersatz.txt");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Ja, entfernen" }).click();
    await expect.poll(() => statusOf(page).innerText()).toContain("wurde entfernt");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("f-mietvertrag");

    await page.locator("#f-mietvertrag").setInputFiles(lease("Skript.txt", "#!/bin/sh"));
    await expect.poll(() => statusOf(page).innerText(), { timeout: 20_000 }).toContain("Das ist ein Programm");
    await shot(page, `${device}-script-refused`);
    await page.getByLabel("Ihr Name").fill("Mia Muster");
    await page.getByRole("button", { name: "Weiter", exact: true }).click();
    await page.getByRole("heading", { name: "Ihre Autos" }).waitFor();
    await page.context().close();
  });
});

test("a broken connection is waited for, the file goes on where it was, and the page is not sent meanwhile", async () => {
  const page = await open(phone, true);
  const offsets: string[] = [];
  let broken = true;
  await page.route(/\/dateien\/[^/]+$/, async (route) => {
    if (route.request().method() === "PATCH") offsets.push(route.request().headers()["upload-offset"] ?? "");
    if (broken && offsets.length > 1) return route.abort("connectionreset");
    return route.continue();
  });
  await page.locator("#f-ausweis").setInputFiles({ name: "Ausweis.png", mimeType: "image/png", buffer: await noise() });
  const state = page.locator("[data-field=ausweis] .upload--sending .upload__state");
  await expect.poll(() => state.innerText(), { timeout: 20_000 }).toContain("Die Verbindung ist unterbrochen");
  await shot(page, "phone-script-waiting");
  await page.getByRole("button", { name: "Weiter", exact: true }).click();
  expect(await state.innerText()).toContain("Einen Moment");
  expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("Ihre Nachweise");
  broken = false;
  await expect.poll(() => page.locator("#f-ausweis-dateien").innerText(), { timeout: 40_000 }).toContain("Ausweis.png");
  expect(offsets.slice(0, 2)).toEqual(["0", String(256 * 1024)]);
  expect(offsets.filter((offset) => offset === "0")).toHaveLength(1);
  await page.context().close();
});

test("a file goes on after the page was left, when the same one is chosen again", async () => {
  const page = await open(phone, true);
  const offsets: string[] = [];
  await page.route(/\/dateien\/[^/]+$/, async (route) => {
    if (route.request().method() === "PATCH") offsets.push(route.request().headers()["upload-offset"] ?? "");
    return offsets.length > 1 && offsets.length < 50 ? route.abort() : route.continue();
  });
  const chosen = { name: "Ausweis.png", mimeType: "image/png", buffer: await noise() };
  // From the disk, as people do, so that its date is the same both times.
  const path = join(assets, chosen.name);
  await writeFile(path, chosen.buffer);
  await page.locator("#f-ausweis").setInputFiles(path);
  await expect.poll(() => offsets.length, { timeout: 20_000 }).toBeGreaterThan(1);
  page.on("dialog", (dialog) => void dialog.accept());
  await page.reload();
  expect(await page.locator("#f-ausweis-dateien").innerText()).toContain("Wählen Sie dieselbe Datei noch einmal aus");
  await shot(page, "phone-script-unfinished");
  offsets.length = 0;
  for (let at = 0; at < 60; at++) offsets.push("earlier");
  await page.locator("#f-ausweis").setInputFiles(path);
  await expect.poll(() => page.locator("#f-ausweis-dateien").innerText(), { timeout: 40_000 }).toContain("Geprüft");
  expect(offsets[60]).toBe(String(256 * 1024));
  await page.context().close();
});

test("a file that is dropped is taken", async () => {
  const page = await open(desk, true);
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["Mietvertrag"], "Gezogen.txt", { type: "text/plain" }));
    return transfer;
  });
  const field = page.locator("[data-field=mietvertrag]");
  await field.dispatchEvent("dragover", { dataTransfer: data });
  await shot(page, "desk-script-over");
  await field.dispatchEvent("drop", { dataTransfer: data });
  await expect.poll(() => listOf(page).innerText(), { timeout: 20_000 }).toContain("Gezogen.txt");
  await page.context().close();
});

/** A picture of about a megabyte that does not get smaller. */
async function noise(): Promise<Buffer> {
  const pixels = crypto.getRandomValues(new Uint8Array(65_536));
  const raw = Buffer.concat(
    Array.from({ length: 16 }, () => Buffer.from(pixels.map((value) => value ^ Math.floor(Math.random() * 255)))),
  );
  return sharp(raw, { raw: { width: 512, height: 682, channels: 3 } })
    .png()
    .toBuffer();
}

test("in English too", async () => {
  const page = await open(phone, true, "en");
  await page.locator("#f-mietvertrag").setInputFiles(lease("x.txt", "#!/bin/sh"));
  await expect.poll(() => statusOf(page).innerText(), { timeout: 20_000 }).toContain("This is a program");
  await shot(page, "phone-script-english");
  await page.context().close();
});
