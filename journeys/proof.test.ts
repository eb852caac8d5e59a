import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { unzipSync, zipSync } from "fflate";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectGoodPage, newVisitor, phone, takePicture } from "./support/browser.ts";
import { asSuperuser } from "./support/database.ts";
import { expectHeading, press, readText, watch } from "./support/founder.ts";
import { temporaryFolder } from "./support/program.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let page: Page;
const folder = temporaryFolder();

beforeAll(async () => {
  expect((await stage.program.command("records", "seal", "--town", "paderborn")).output).toContain("head 1 of");
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
});

/** Orders something for the Akte that is open, waits until it is there, and saves it. */
async function orderAndFetch(choice: RegExp, name: string): Promise<string> {
  const overview = page.url().replace(/[?#].*$/, "");
  await page.getByLabel(choice).first().check();
  await press(page, "Bereitstellen");
  const link = page.getByRole("link", { name: /^Herunterladen/ }).first();
  await expect
    .poll(
      async () => {
        await page.goto(overview);
        return page.locator("tbody tr").first().innerText();
      },
      { timeout: 60_000, interval: 500 },
    )
    .toContain("Herunterladen");
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  const path = join(folder, name);
  await download.saveAs(path);
  return path;
}

async function openAkte(): Promise<void> {
  page = await stage.atDesk("alex.probe");
  await page.goto(`${stage.town}/amt/akten?suche=Gewerbe`);
  await Promise.all([page.waitForEvent("domcontentloaded"), page.locator("tbody tr a").first().click()]);
  await press(page, "Als Paket oder als PDF bereitstellen", "link");
}

/** A browser that has no network at all, on files of this machine. */
async function offline(path: string): Promise<BrowserContext> {
  const visitor = await newVisitor(stage.browser, { viewport: phone, javaScript: true });
  await visitor.setOffline(true);
  page = await visitor.newPage();
  await page.goto(pathToFileURL(path).href);
  await page.waitForSelector("body[data-checked]");
  return visitor;
}

async function choose(...paths: string[]): Promise<string> {
  await page.locator("#wahl-zip").setInputFiles(paths);
  await page.waitForSelector("body[data-checked=chosen]");
  await expect.poll(() => page.locator("#ergebnis").innerText()).not.toContain("…");
  return page.locator("main").innerText();
}

function unpack(zip: string, into: string): string {
  const target = join(folder, into);
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(zip)))) {
    mkdirSync(dirname(join(target, name)), { recursive: true });
    writeFileSync(join(target, name), bytes);
  }
  return target;
}

/** What of a package is changed here. */
interface Packed {
  readonly akte: { aktenzeichen: string; betreff: string };
  readonly documents: { path: string; title: string }[];
}

test("an Akte is taken along as a package that checks itself without a network, and names what was tampered with", async () => {
  await openAkte();
  await expectGoodPage(page);
  const zip = await orderAndFetch(/Die ganze Akte als Paket/, "akte.zip");
  await expectGoodPage(page);

  const unpacked = unpack(zip, "heil");
  await offline(join(unpacked, "index.html"));
  const heard = watch(page);
  expect(await page.locator("#ergebnis").innerText()).toContain("Was geprüft werden konnte, stimmt.");
  const all = await choose(zip);
  expect(all).toContain("Alles Geprüfte stimmt.");
  expect(all).toMatch(/Einträge hängen lückenlos zusammen/);
  expect(all).toMatch(/Alle Dokumente sind unverändert/);
  expect(all).toMatch(/ist Teil dieses Tagesbeweises/);
  expect(all).toMatch(/ist mit dem Schlüssel ([0-9a-f]{4} ){16}unterschrieben/);
  await expectGoodPage(page);
  await page.getByRole("button", { name: "English" }).click();
  await expect.poll(() => page.locator("#ergebnis").innerText()).toContain("Everything that was checked is right.");
  expect(await page.locator("html").getAttribute("lang")).toBe("en");
  await expectGoodPage(page);

  // One letter of one document is another one.
  const parts = unzipSync(readFileSync(zip));
  const victim = Object.keys(parts).find((name) => name.startsWith("Dokumente/")) as string;
  const bytes = parts[victim] as Uint8Array;
  bytes[bytes.length - 1] = (bytes[bytes.length - 1] as number) ^ 1;
  writeFileSync(join(folder, "veraendert.zip"), zipSync(parts));
  const changed = await choose(join(folder, "veraendert.zip"));
  expect(changed).toContain("Something is wrong here.");
  expect(changed).toContain(`Changed: ${victim}`);
  await takePicture(page);

  // A document is left out, and one that is none is put in.
  delete parts[victim];
  parts["Dokumente/99 Fremd.txt"] = new TextEncoder().encode("fremd");
  writeFileSync(join(folder, "fehlt.zip"), zipSync(parts));
  const missing = await choose(join(folder, "fehlt.zip"));
  expect(missing).toContain(`Missing: ${victim}`);
  expect(missing).toContain("Not part of the file: Dokumente/99 Fremd.txt");

  // The unpacked files one by one do as well.
  const documents = Object.keys(unzipSync(readFileSync(zip))).filter((name) => name.startsWith("Dokumente/"));
  expect(await choose(...documents.map((name) => join(unpacked, name)))).toContain(
    "Everything that was checked is right.",
  );
  expect(heard.complaints()).toEqual([]);
});

test("a history, a head or a signature that somebody has changed in the page itself is named", async () => {
  const zip = join(folder, "akte.zip");
  expect(existsSync(zip)).toBe(true);
  const target = unpack(zip, "gefaelscht");
  const html = readFileSync(join(target, "index.html"), "utf8");
  const forged = async (change: (text: string) => string, words: string | RegExp) => {
    const text = change(html);
    expect(text).not.toBe(html);
    writeFileSync(join(target, "index.html"), text);
    const visitor = await offline(join(target, "index.html"));
    const said = await page.locator("main").innerText();
    expect(said).toContain("Hier stimmt etwas nicht.");
    expect(said).toMatch(words);
    await visitor.close();
  };
  await forged(
    (text) => text.replace('"action":"akte.angelegt"', '"action":"akte.erfunden"'),
    /Eintrag 1 wurde verändert/,
  );
  await forged(
    (text) => text.replace(/"signature":"(..)/, (_, pair: string) => `"signature":"${pair === "00" ? "11" : "00"}`),
    /Die Unterschrift passt nicht/,
  );
  await forged(
    (text) => text.replace(/"side":"(left|right)"/, (_, side) => `"side":"${side === "left" ? "right" : "left"}"`),
    /Der Verlauf passt nicht zu diesem Tagesbeweis/,
  );
  await forged((text) => text.replace(/\\"akten\\":\d+/, '\\"akten\\":9999'), /Die Unterschrift passt nicht/);
});

test("anybody finds the key and a checking page of their own at the town's", async () => {
  page = await stage.visit({ viewport: phone, javaScript: true });
  await page.goto(`${stage.town}/beweise`);
  await expectHeading(page, "Beweise der Akten");
  expect(await readText(page)).toMatch(/([0-9a-f]{4} ){15}[0-9a-f]{4}/);
  await expectGoodPage(page);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Prüfseite herunterladen" }).click(),
  ]);
  const path = join(folder, "pruefseite.html");
  await download.saveAs(path);
  await offline(path);
  expect(await page.locator("main").innerText()).toContain("Noch ist nichts gewählt.");
  await expectGoodPage(page);
  expect(await choose(join(folder, "akte.zip"))).toContain("Alles Geprüfte stimmt.");
  expect(await page.locator("h1").innerText()).toMatch(/Akte prüfen: \d/);

  // Whoever packs anew without a document, or calls the Akte otherwise, is contradicted by the history.
  const repacked = async (name: string, change: (evidence: Packed, parts: Record<string, Uint8Array>) => void) => {
    const parts = unzipSync(readFileSync(join(folder, "akte.zip")));
    const evidence = JSON.parse(new TextDecoder().decode(parts["Beweis/beweis.json"])) as Packed;
    change(evidence, parts);
    parts["Beweis/beweis.json"] = new TextEncoder().encode(JSON.stringify(evidence));
    writeFileSync(join(folder, name), zipSync(parts));
    const said = await choose(join(folder, name));
    expect(said).toContain("Hier stimmt etwas nicht.");
    return said;
  };
  const without = await repacked("ohne.zip", (evidence, parts) => {
    delete parts[evidence.documents.pop()?.path ?? ""];
  });
  expect(without).toContain("Steht im Verlauf und fehlt im Paket:");
  expect(without).not.toContain("Alle Dokumente sind unverändert");
  const renamed = await repacked("umbenannt.zip", (evidence) => {
    evidence.akte.betreff = "Ganz etwas anderes";
    evidence.akte.aktenzeichen = "99.99-2026-00001";
    for (const document of evidence.documents) document.title = "Erfunden";
  });
  expect(renamed).toContain("Im Verlauf steht es anders: Betreff");
  expect(renamed).toContain("Im Verlauf steht es anders: Aktenzeichen");
  expect(renamed).toContain("Heißt im Verlauf anders: Erfunden");
});

test.each([true, false])("the complete file is one PDF, JavaScript %s", async (javaScript) => {
  page = await stage.atDesk("alex.probe", { javaScript });
  await page.goto(`${stage.town}/amt/akten?suche=Gewerbe`);
  await Promise.all([page.waitForEvent("domcontentloaded"), page.locator("tbody tr a").first().click()]);
  await press(page, "Als Paket oder als PDF bereitstellen", "link");
  await press(page, "Bereitstellen");
  expect(await readText(page)).toContain("Wählen Sie, was hinein soll.");
  const path = await orderAndFetch(/Die ganze Akte als ein PDF\/A/, "akte.pdf");
  expect(readFileSync(path).subarray(0, 5).toString()).toBe("%PDF-");
});

test("a package of a Vorgang goes into the citizen's mailbox after a question", async () => {
  await openAkte();
  await page
    .getByLabel(/Nur der Vorgang/)
    .first()
    .check();
  await press(page, "Bereitstellen");
  const overview = page.url().replace(/[?#].*$/, "");
  await expect
    .poll(
      async () => {
        await page.goto(overview);
        return page.locator("tbody tr").first().innerText();
      },
      { timeout: 60_000, interval: 500 },
    )
    .toContain("Ins Postfach stellen");
  await press(page, "Ins Postfach stellen", "link");
  await expectHeading(page, "Paket ins Postfach stellen?");
  await expectGoodPage(page);
  await press(page, "Ins Postfach stellen");
  expect(await readText(page)).toContain("Das Paket liegt jetzt im Postfach.");
});

test("the desk sees the heads, the keys and what the reading of documents found", async () => {
  page = await stage.atDesk("alex.probe");
  await page.goto(`${stage.town}/amt/beweise`);
  const said = await readText(page);
  expect(said).toContain("Keine Abweichung gefunden.");
  expect(said).toContain("keiner eingerichtet");
  await expectGoodPage(page);
  await page.goto(`${stage.town.replace(stage.program.url, `${stage.program.url}/en`)}/amt/beweise`);
  await expectHeading(page, "Proofs");
  await expectGoodPage(page);
});

test("the operator is told how the proofs stand, and of what was changed past every protection", async () => {
  expect((await stage.program.command("doctor")).output).toMatch(/✓ proofs of the E-Akte: in order in \d+ towns/);
  expect((await stage.program.command("records", "verify", "--town", "paderborn")).code).toBe(0);
  await asSuperuser(stage.program.dataFolder, (client) =>
    client.query(
      "update proof.leaf set hash = repeat('0', 64) where (tenant_id, akte_id) in (select tenant_id, akte_id from proof.leaf limit 1)",
    ),
  );
  const { code, output } = await stage.program.command("records", "verify");
  expect([code, output]).toEqual([1, expect.stringContaining("entry 1: leaves-changed")]);
});
