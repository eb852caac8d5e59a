import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import chromium from "@sparticuz/chromium";
import { type Browser, type BrowserContext, type Page, chromium as playwright } from "playwright-core";
import { expect, onTestFailed } from "vitest";
import { memoryFolder } from "../../src/platform/testing/temporary-folder.ts";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * A real Chromium: the one inside the npm package, or `CHROMIUM_PATH`.
 * @param textPercent size of text that somebody has set in the browser; media queries in rem follow it as well
 */
export async function launchBrowser(textPercent = 100): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? (await chromium.executablePath());
  return playwright.launch({
    executablePath,
    // Whatever the machine's language is: without one, Chromium passes over files whose names have umlauts.
    env: { ...(process.env as Record<string, string>), LC_ALL: "C.UTF-8" },
    // What its processes share is thousands of short files, which would lie on the disk: a twentieth of the processor time.
    ignoreDefaultArgs: memoryFolder() === undefined ? [] : ["--disable-dev-shm-usage"],
    args: [
      // Drawn without a simulated graphics card, which costs a seventh of a journey's processor time.
      "--disable-gpu",
      "--font-render-hinting=none",
      "--no-sandbox",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      `--blink-settings=defaultFontSize=${(textPercent * 16) / 100}`,
    ],
    headless: true,
  });
}

type Screen = { readonly width: number; readonly height: number };
export const phone = { width: 360, height: 740 } as const;
export const desk = { width: 1280, height: 900 } as const;

/** A fresh visitor. What does not come within ten seconds does not come. */
export async function newVisitor(
  browser: Browser,
  options: { viewport: Screen; javaScript: boolean; language?: string },
): Promise<BrowserContext> {
  const visitor = await browser.newContext({
    viewport: options.viewport,
    javaScriptEnabled: options.javaScript,
    locale: options.language ?? "de-DE",
    reducedMotion: "reduce",
  });
  visitor.setDefaultTimeout(10_000);
  return visitor;
}

/** What of axe depends on colours. */
export const colourRules = ["color-contrast", "link-in-text-block"] as const;

/**
 * Fails with what axe finds wrong on the page by WCAG 2.2 AA. Needs JavaScript.
 * @param rules only these
 */
export async function expectAccessible(page: Page, rules?: readonly string[]): Promise<void> {
  if (await page.evaluate(() => !("axe" in globalThis))) await page.evaluate(axeSource);
  const violations = await page.evaluate(async (only) => {
    const axe = (
      globalThis as unknown as {
        axe: { run(o: object): Promise<{ violations: { id: string; help: string; nodes: { html: string }[] }[] }> };
      }
    ).axe;
    const result = await axe.run({
      runOnly: only ?? ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      resultTypes: ["violations"],
      // Only rules that are not asked for need the style sheets once more.
      preload: false,
    });
    return result.violations.map(
      (violation) => `${violation.id}: ${violation.help} — ${violation.nodes[0]?.html.slice(0, 200) ?? ""}`,
    );
  }, rules);
  expect.soft(violations, page.url()).toEqual([]);
}

/** Fails where a page is wider than the screen. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(0);
}

let pictures = 0;

/** Where `KLICKAMT_PICTURES` names a folder, it gets a picture of the page, numbered in the order they are taken. */
export async function takePicture(page: Page): Promise<void> {
  const folder = process.env.KLICKAMT_PICTURES;
  if (folder === undefined) return;
  await page.waitForLoadState("networkidle");
  mkdirSync(folder, { recursive: true });
  const about = new URL(page.url()).pathname.replaceAll(/[0-9a-f-]{30,}/g, "").replaceAll(/[^a-z]+/g, "-");
  const name = `${String(++pictures).padStart(3, "0")}${about}-${page.viewportSize()?.width}.png`;
  await page.screenshot({ path: join(folder, name), fullPage: true });
}

/** Fails where a page is not accessible, or wider than the screen, on any of these screens. */
export async function expectGoodPage(page: Page, screens: readonly Screen[] = [desk, phone]): Promise<void> {
  const own = page.viewportSize() ?? desk;
  for (const viewport of screens) {
    await page.setViewportSize(viewport);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await takePicture(page);
  }
  await page.setViewportSize(own);
}

/** When the test fails, pictures of these pages say what was on them. */
export function picturesOnFailure(pages: () => readonly Page[]): void {
  onTestFailed(async ({ task }) => {
    const folder = join(tmpdir(), "klickamt-failed-journeys");
    mkdirSync(folder, { recursive: true });
    for (const [index, page] of pages().entries()) {
      const path = join(folder, `${task.name.replaceAll(/[^a-zäöü]+/gi, "-").slice(0, 80)}-${index}.png`);
      await page.screenshot({ path, fullPage: true });
      console.log(`${page.url()}: ${path}`);
    }
  });
}
