import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { standards } from "../src/platform/testing/index.ts";
import { expectAccessible, expectNoSidewaysScroll, phone, takePicture } from "./support/browser.ts";
import { databaseUrls } from "./support/database.ts";
import { expectHeading, press, readText, watch } from "./support/founder.ts";
import { runProgram, temporaryFolder } from "./support/program.ts";
import { setStage } from "./support/stage.ts";

// Where the schema of the standard is at hand, the built program asks it before anything leaves.
if (standards.present) process.env.KLICKAMT_STANDARDS = standards.folder;
const stage = setStage();
/** Works on a phone, without JavaScript. */
let sam: Page;
let alex: Page;
let heard: { complaints(): readonly string[] };

beforeAll(async () => {
  sam = await stage.atDesk("sam.muster", { viewport: phone, javaScript: false });
  alex = await stage.atDesk("alex.probe");
  heard = watch(alex);
});
afterAll(async () => {
  expect(heard?.complaints() ?? []).toEqual([]);
});

/** Opens a page again until it says something: jobs work in the background. */
async function waitFor(page: Page, words: string): Promise<void> {
  for (let left = 60; left > 0; left--) {
    if ((await readText(page)).includes(words)) return;
    await page.waitForTimeout(500);
    await page.reload();
  }
  throw new Error(`„${words}“ does not appear on ${page.url()}`);
}

async function choose(page: Page, unit: string, button: string, titles: readonly string[]): Promise<void> {
  await page.goto(`${stage.town}/amt/aussonderung?einheit=${unit}`);
  for (const title of titles) await page.locator("tr", { hasText: title }).getByRole("checkbox").check();
  await press(page, button);
}

test("the calendar says what is due, by year and unit, on a phone without JavaScript and at the desk", async () => {
  for (const [page, _name] of [
    [sam, "phone"],
    [alex, "desk"],
  ] as const) {
    await page.goto(`${stage.town}/amt/aussonderung`);
    await expectHeading(page, "Aussonderung");
    const text = await readText(page);
    expect(text).toContain("sind fällig");
    expect(text).toContain("Parken auf dem Probeplatz");
    expect(text).toContain("gesperrt");
    await expectNoSidewaysScroll(page);
    await takePicture(page);
  }
  await expectAccessible(alex);
});

test("a destruction takes two people and leaves a protocol; what is under a legal hold stays", async () => {
  await choose(sam, "32.60", "Vernichtung vorschlagen (V)", ["Parken auf dem Probeplatz"]);
  await expectHeading(sam, "Vernichtung vorschlagen");
  await takePicture(sam);
  await press(sam, "Vorschlagen");
  expect(await readText(sam)).toContain("Freigeben muss es jemand anderes");
  expect(await sam.getByRole("button", { name: "Vernichtung freigeben" }).count()).toBe(0);
  await expectNoSidewaysScroll(sam);
  await takePicture(sam);

  await alex.goto(sam.url());
  expect(await readText(alex)).toContain("Parken auf dem Probeplatz");
  await expectAccessible(alex);
  await takePicture(alex);
  // As `klickamt backup` holds it: nothing is destroyed meanwhile, and the page says why.
  const backup = new pg.Client({ connectionString: databaseUrls(stage.program.dataFolder).migratorUrl });
  await backup.connect();
  await backup.query("select pg_advisory_lock(4711021)");
  await press(alex, "Vernichtung freigeben");
  expect(await readText(alex)).toContain("Eine Datensicherung läuft");
  expect(await readText(alex)).toContain("Parken auf dem Probeplatz");
  await expectAccessible(alex);
  await takePicture(alex);
  await sam.goto(alex.url());
  await expectNoSidewaysScroll(sam);
  await takePicture(sam);
  await backup.end();
  await waitFor(alex, "Vernichtungsprotokoll (PDF)");
  expect(await readText(alex)).not.toContain("Eine Datensicherung läuft");
  expect(await readText(alex)).not.toContain("Parken auf dem Probeplatz");
  await alex.goto(`${stage.town}/amt/aussonderung/vernichtungen`);
  expect(await readText(alex)).toContain("Aktenplan: V");
  await expectAccessible(alex);
  await takePicture(alex);
});

test("a disposal runs from the offer to the confirmation; only then may anything go", async () => {
  await choose(alex, "32.10", "Dem Archiv anbieten (A, B)", ["Hochwasser an der Probeau", "Kampfmittelfund"]);
  await expectHeading(alex, "Dem Archiv anbieten");
  await expectAccessible(alex);
  await takePicture(alex);
  await press(alex, "Jetzt anbieten");
  expect(await readText(alex)).toContain("Das Archiv ist simuliert");
  await waitFor(alex, "Das Archiv hat bewertet");
  await waitFor(alex, "abzugeben");
  const process = alex.url();
  await press(alex, "An das Archiv abgeben");
  await waitFor(alex, "vom Archiv übernommen");
  await waitFor(alex, "Das Archiv hat die Abgabe erhalten");
  expect(await readText(alex)).toContain("SIM 32.10");
  await expectAccessible(alex);
  await takePicture(alex);
  await sam.goto(process);
  await expectNoSidewaysScroll(sam);
  await takePicture(sam);

  await press(sam, "Vernichtung vorschlagen");
  await alex.goto(sam.url());
  await press(alex, "Vernichtung freigeben");
  await waitFor(alex, "Vernichtungsprotokoll (PDF)");
  await alex.goto(process);
  expect(await readText(alex)).toContain("abgeschlossen");
  expect(await readText(alex)).toContain("Das Paket ist nicht mehr da");
  const verified = await stage.program.command("records", "verify", "--town", "paderborn");
  expect(verified.code, verified.output).toBe(0);
});

test("a message that does not fit is refused, with the reason on the page", async () => {
  await alex.goto(`${stage.town}/amt/aussonderung/eingang`);
  await alex.getByLabel("Antwort des Archivs").setInputFiles({
    name: "antwort.zip",
    mimeType: "application/zip",
    buffer: Buffer.from("PK und sonst nichts"),
  });
  await press(alex, "Hochladen und prüfen");
  expect(await readText(alex)).toContain("Das Paket ist beschädigt oder kein ZIP.");
  await takePicture(alex);
  await press(alex, "Nur Zurückgewiesenes", "link");
  expect(await readText(alex)).toContain("antwort.zip");
  await expectAccessible(alex);
  await sam.goto(alex.url());
  await expectNoSidewaysScroll(sam);
  await takePicture(sam);
});

test("the other pages of the place stand on both screens", async () => {
  for (const place of ["sperren", "uebernahmen", "einstellungen", "aufbewahrung", "abgaben"]) {
    for (const [page, _name] of [
      [sam, "phone"],
      [alex, "desk"],
    ] as const) {
      await page.goto(`${stage.town}/amt/aussonderung/${place}`);
      await expectNoSidewaysScroll(page);
      await takePicture(page);
    }
    await expectAccessible(alex);
  }
});

test("the settings say what checks a message before it leaves, and a package that left passes from the command line too", async () => {
  await alex.goto(`${stage.town}/amt/aussonderung/einstellungen`);
  await expectHeading(alex, "Einstellungen der Aussonderung");
  expect(await readText(alex)).toContain(
    standards.present ? "eigene Regeln und Schema des Standards" : "nur eigene Regeln",
  );
  await expectAccessible(alex);
  await takePicture(alex);
  await sam.goto(`${stage.town}/amt/aussonderung/einstellungen`);
  await expectNoSidewaysScroll(sam);
  await takePicture(sam);
  const shelf = join(stage.program.dataFolder, "archive", "simulation", "paderborn", "archiv");
  const packages = readdirSync(shelf).filter((name) => name.endsWith(".zip"));
  expect(packages.some((name) => name.includes("_0503_"))).toBe(true);
  for (const name of packages) {
    const checked = await stage.program.command("xdomea", "check", join(shelf, name));
    expect(checked).toMatchObject({ code: 0, output: expect.stringContaining("✓ xdomea 4.0.0") });
    expect(checked.output).toContain(standards.present ? "valid against the schema" : "not checked against");
  }
  const overview = readFileSync(
    join(shelf, `${packages.find((name) => name.includes("_0503_"))}.uebersicht.txt`),
    "utf8",
  );
  expect(overview).toContain("| Akte angelegt |");
});

test("a package is taken over with the history of the other side and every format, and the report says so", async () => {
  const shelf = join(stage.program.dataFolder, "archive", "simulation", "paderborn", "archiv");
  const name = readdirSync(shelf).find((one) => /_0503_\d+\.zip$/.test(one)) ?? "";
  await alex.goto(`${stage.town}/amt/aussonderung/uebernahmen`);
  await alex.getByLabel("Paket").setInputFiles(join(shelf, name));
  await press(alex, "Hochladen und ansehen");
  expect(await readText(alex)).toContain("Was entsteht");
  const cells = alex.locator("table").first().locator("tbody tr").first().locator("td");
  expect(Number(/\d+/.exec((await cells.nth(4).textContent()) ?? "")?.[0])).toBeGreaterThan(3);
  await expectAccessible(alex);
  await takePicture(alex);
  await sam.goto(alex.url());
  await expectNoSidewaysScroll(sam);
  await takePicture(sam);
  await alex.getByLabel("In welche Einheit des Aktenplans?").selectOption("10.30");
  await press(alex, "Jetzt übernehmen");
  await waitFor(alex, "fertig");
  expect(await readText(alex)).toMatch(/Historie der abgebenden Stelle: \d+ Einträge, abgelegt/);
  await expectAccessible(alex);
  await takePicture(alex);
  await sam.goto(alex.url());
  await expectNoSidewaysScroll(sam);
  await takePicture(sam);
  await alex.locator("table").last().getByRole("link").first().click();
  expect(await readText(alex)).toContain("Historie der abgebenden Stelle");
});

test("a folder of standards without the schema keeps the program from starting, with what to do", async () => {
  const folder = temporaryFolder();
  const environment = { ...process.env, KLICKAMT_DATA: folder, KLICKAMT_STANDARDS: join(folder, "nothing") };
  const started = await runProgram(["start"], { ...environment, PORT: "0" });
  expect(started.code).toBe(1);
  expect(started.output).toContain("KLICKAMT_STANDARDS: the schema of xdomea cannot be used");
  expect(started.output).not.toContain("    at ");
  const told = await runProgram(["doctor"], environment);
  expect(told).toMatchObject({ code: 1, output: expect.stringContaining("the schema of xdomea is missing") });
  rmSync(folder, { recursive: true, force: true });
});
