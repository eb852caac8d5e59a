import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { launchBrowser, newVisitor, phone } from "../../../../journeys/support/browser.ts";
import { buildAssets } from "../../../../scripts/build-assets.ts";
import type { TenantId } from "../../../kernel/index.ts";
import { createLog } from "../../../platform/log/index.ts";
import { createTestDatabase, type TestDatabase } from "../../../platform/testing/index.ts";
import { createServer, page as pageAnswer } from "../../../platform/web/index.ts";
import { PhotoCheckPage } from "../views/photo-check-page.tsx";
import { type AverageFace, type DrawnFace, drawFace, readAverageFace } from "./testing/drawn-face.ts";

let folder: string;
let database: TestDatabase;
let app: Awaited<ReturnType<typeof createServer>>;
let browser: Browser;
let visitor: BrowserContext;
let page: Page;
let face: AverageFace;
let url: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "klickamt-photo-"));
  await buildAssets(folder);
  database = await createTestDatabase(inject("testServer"));
  const brand = {
    name: "Testdorf",
    officialName: "Gemeinde Testdorf",
    slug: "testdorf",
    accent: "#1f4e8c",
    markPath: "/assets/none.svg",
    demo: false,
  };
  app = await createServer({
    routes: [
      {
        method: "GET",
        path: "/:town/foto",
        access: "public",
        csp: "wasm",
        handle: async ({ view }) => pageAnswer(PhotoCheckPage({ view })),
      },
    ],
    db: database.db,
    files: database.files,
    keyring: database.keyring,
    jobs: database.queue.sender,
    log: createLog("silent"),
    dependencies: {
      findTown: async () => ({ tenant: 1 as TenantId, brand }),
      authenticate: async () => undefined,
    },
    assetsFolder: folder,
    publicUrl: "http://localhost",
    trustProxy: false,
    requestsPerMinute: 1000,
  });
  url = `${await app.listen({ port: 0, host: "127.0.0.1" })}/testdorf/foto`;
  browser = await launchBrowser();
  visitor = await newVisitor(browser, { viewport: phone, javaScript: true });
  page = await visitor.newPage();
  page.on("console", (message) => process.env.DEBUG && console.log(message.type(), message.text()));
  page.on("pageerror", (error) => process.env.DEBUG && console.log("pageerror", error));
  face = readAverageFace();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await app?.close();
  await database?.close();
  await rm(folder, { recursive: true, force: true });
});

test("spike", async () => {
  const t = performance.now();
  await page.goto(url);
  for (const options of [
    {},
    { roll: 12 },
    { yaw: 25 },
    { head: 0.5 },
    { eyes: "shut" },
    { mouth: "open" },
    { background: "stripes" },
    { blur: 6 },
  ] satisfies DrawnFace[]) {
    const address = await page.evaluate(drawFace, { face, options });
    const bytes = Buffer.from(address.split(",")[1] ?? "", "base64");
    await writeFile(`/tmp/face-${JSON.stringify(options).replace(/[^a-z0-9]/gi, "")}.png`, bytes);
    const s = performance.now();
    await page.setInputFiles("#foto-datei", { name: "f.png", mimeType: "image/png", buffer: bytes });
    await page.waitForFunction(
      () => document.querySelector("[data-photo-check]")?.hasAttribute("aria-busy") === false,
      undefined,
      { timeout: 90_000 },
    );
    console.log(
      JSON.stringify(options),
      Math.round(performance.now() - s),
      await page.locator("[data-status]").textContent(),
      await page.locator("[data-advice]").textContent(),
      await page.locator("[data-findings]").innerText(),
    );
  }
  await page.screenshot({ path: "/tmp/photo-check.png", fullPage: true });
  expect(performance.now() - t).toBeGreaterThan(0);
}, 200_000);
