import type { Page } from "playwright-core";
import { press } from "./founder.ts";

/** Signs in at the desk of a demo town. */
export async function signIn(
  page: Page,
  town: string,
  local: "kim.beispiel" | "sam.muster" | "alex.probe",
): Promise<void> {
  await page.goto(`${town}/amt`);
  await page.getByLabel("E-Mail-Adresse").fill(`${local}@${new URL(town).pathname.slice(1)}.example`);
  await page.getByLabel("Passwort").fill("klickamt-demo");
  await press(page, "Anmelden");
}

/** Opens a case by its Aktenzeichen through the search. */
export async function openCase(page: Page, town: string, aktenzeichen: string): Promise<void> {
  await page.goto(`${town}/amt/vorgaenge?suche=${encodeURIComponent(aktenzeichen)}`);
  await press(page, aktenzeichen, "link");
}

/** Opens one view of the case that is open: `Dokumente`, `Nachrichten`, … */
export async function openView(page: Page, name: string): Promise<void> {
  await press(page, new RegExp(`^${name}`), "link");
}
