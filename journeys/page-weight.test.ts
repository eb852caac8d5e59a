import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { phone } from "./support/browser.ts";
import { walk } from "./support/founder.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();

interface Weight {
  readonly page: string;
  readonly bytes: number;
  readonly scriptBytes: number;
}

/** What comes over the wire on a first visit to the address the page shows: headers and bodies as they are encoded. */
async function weigh(page: Page): Promise<Weight> {
  const visitor = await stage.browser.newContext({
    viewport: phone,
    locale: "de-DE",
    storageState: await page.context().storageState(),
  });
  const first = await visitor.newPage();
  const network = await visitor.newCDPSession(first);
  await network.send("Network.enable");
  const scripts = new Set<string>();
  let [bytes, scriptBytes] = [0, 0];
  const pending = new Set<string>();
  let changed = performance.now();
  network.on("Network.requestWillBeSent", ({ requestId }) => {
    pending.add(requestId);
    changed = performance.now();
  });
  network.on("Network.loadingFailed", ({ requestId }) => pending.delete(requestId));
  network.on("Network.responseReceived", ({ requestId, type }) => {
    if (type === "Script") scripts.add(requestId);
  });
  network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    bytes += encodedDataLength;
    if (scripts.has(requestId)) scriptBytes += encodedDataLength;
    pending.delete(requestId);
    changed = performance.now();
  });
  await first.goto(page.url(), { waitUntil: "load" });
  // A script may ask for another one. Playwright's own idle is half a second, two dozen times.
  while (pending.size > 0 || performance.now() - changed < 150) await sleep(25);
  expect(first.url()).toBe(page.url());
  await visitor.close();
  return { page: new URL(page.url()).pathname.replaceAll(/[0-9a-f-]{36}/g, "…"), bytes, scriptBytes };
}

test("no page of the journey weighs more than 60 kB on a first visit, 15 kB of it script", async () => {
  const page = await stage.visit({ viewport: phone, javaScript: true });
  const weights: Weight[] = [];
  await walk(page, stage.program.url, async () => {
    weights.push(await weigh(page));
  });
  expect(weights.length).toBeGreaterThan(20);
  for (const weight of weights) expect(weight.bytes, JSON.stringify(weight)).toBeGreaterThan(10_000);
  expect(weights.filter(({ bytes, scriptBytes }) => bytes > 60_000 || scriptBytes > 15_000)).toEqual([]);
  console.table(weights);
});
