import type { Page } from "playwright-core";
import { expect } from "vitest";

/** Answers by the names of the fields. */
export type Answers = Readonly<Record<string, string | readonly string[]>>;

/** Watches a page for what it must never say: a blocked resource (CSP), an error in a script. */
export function watch(page: Page): { complaints(): readonly string[] } {
  const heard: string[] = [];
  page.on("pageerror", (error) => heard.push(error.message));
  page.on("console", (message) => {
    // Pages that come back with mistakes answer 422, and the browser reports that as an error.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) heard.push(message.text());
  });
  return { complaints: () => heard };
}

/** Presses a button or follows a link and waits for the page that comes, be it the same one with mistakes. */
export async function press(page: Page, name: string | RegExp, role: "button" | "link" = "button"): Promise<void> {
  await Promise.all([
    page.waitForEvent("domcontentloaded"),
    page
      .getByRole(role, { name, exact: typeof name === "string" })
      .first()
      .click(),
  ]);
}

/** Puts one answer in, whatever kind of field it has. */
export async function answer(page: Page, name: string, value: string | readonly string[]): Promise<void> {
  const fields = page.locator(`[name="${name}"]`);
  const first = fields.first();
  const kind = await first.evaluate((field) => (field as HTMLInputElement).type);
  if (kind === "select-one") await first.selectOption(value as string);
  else if (kind === "radio") await page.locator(`[name="${name}"][value="${String(value)}"]`).check();
  else if (kind === "checkbox")
    for (const one of [value].flat()) await page.locator(`[name="${name}"][value="${one}"]`).check();
  else await first.fill(String(value));
}

/** Fills in a page of a form and goes on. */
export async function fillIn(page: Page, answers: Answers): Promise<void> {
  for (const [name, value] of Object.entries(answers)) await answer(page, name, value);
  await press(page, "Weiter");
}

/** What the page says, with every kind of space as a plain one. */
export async function readText(page: Page): Promise<string> {
  return (await page.locator("main").innerText()).replaceAll(/[^\S\n]/g, " ");
}

/** Heading of the page. */
export async function expectHeading(page: Page, text: string | RegExp): Promise<void> {
  const heading = (await page.locator("h1").innerText()).trim();
  if (typeof text === "string") expect(heading, page.url()).toBe(text);
  else expect(heading, page.url()).toMatch(text);
}

const codePattern = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/;

/** The access code that the page shows. */
export async function readCode(page: Page): Promise<string> {
  const found = codePattern.exec(await readText(page))?.[0];
  if (found === undefined) throw new Error(`no code on ${page.url()}`);
  return found;
}

/** The Aktenzeichen that the page shows. */
export async function readAktenzeichen(page: Page): Promise<string> {
  const found = /\d{2}\.\d{2}-\d{4}-\d{5}\/\d{2}/.exec(await readText(page))?.[0];
  if (found === undefined) throw new Error(`no Aktenzeichen on ${page.url()}`);
  return found;
}

/** Opens what belongs to a code, as on a device that has never been here. */
export async function continueWithCode(page: Page, town: string, code: string): Promise<void> {
  await page.goto(`${town}/fortsetzen`);
  await page.getByLabel("Ihr Code").fill(code);
  await press(page, "Weiter");
}

/** Everything of a sole trader's Gewerbe-Anmeldung except the place, page by page. */
export function soleTrader(person: {
  readonly familyName: string;
  readonly givenNames: string;
  readonly activity: string;
  readonly street: string;
  readonly postcode: string;
  readonly city: string;
}): readonly Answers[] {
  return [
    { rechtsform: "einzelunternehmen" },
    {
      "inhaber.familienname": person.familyName,
      "inhaber.vornamen": person.givenNames,
      "inhaber.geschlecht": "weiblich",
    },
    {
      "geburt.geburtsdatum": "12.04.1991",
      "geburt.geburtsort": "Soest",
      "geburt.geburtsland": "de",
      "geburt.staatsangehoerigkeit": "de",
    },
    {
      "wohnung.land": "de",
      "wohnung.strasse": person.street,
      "wohnung.hausnummer": "4",
      "wohnung.plz": person.postcode,
      "wohnung.ort": person.city,
    },
    { reisegewerbe: "nein", "betriebsstaette.wieWohnung": "ja" },
    { niederlassung: "hauptniederlassung" },
    { taetigkeit: person.activity, betriebsart: ["handel"], nebenerwerb: "nein", beginn: dayFromNow(7) },
    { beschaeftigteVorhanden: "nein" },
    { grund: "neugruendung" },
    { erlaubnisArten: ["keine"] },
  ];
}

/** A day in German writing, counted from today in Berlin. */
export function dayFromNow(days: number): string {
  return new Intl.DateTimeFormat("de-DE", {
    timeZone: "Europe/Berlin",
    day: "2-digit",
    month: "2-digit",
    year: "numeric",
  }).format(Date.now() + days * 86_400_000);
}

/** Confirms every declaration of the review and sends. */
export async function send(page: Page): Promise<void> {
  for (const box of await page.locator("[name=erklaerung]").all()) await box.check();
  await press(page, "Jetzt senden");
}

/** An invented founder for journeys that do not care who it is. */
export const somebody = {
  familyName: "Łukaszewicz",
  givenNames: "Nora",
  activity: "Verkauf von Fahrrädern im Laden",
  street: "Beispielgasse",
  postcode: "33104",
  city: "Paderborn",
} as const;

/**
 * Walks the way of a founder from the first page to the mailbox and stops at every page.
 * @param visit what to do there; the page is at rest and nothing on it has been touched
 */
export async function walk(
  page: Page,
  origin: string,
  visit: (page: Page) => Promise<void>,
): Promise<{ code: string }> {
  const town = `${origin}/paderborn`;
  for (const address of [
    origin,
    `${origin}/?ort=pader`,
    town,
    `${town}/leistungen`,
    `${town}/leistungen?q=Firma+anmelden`,
    `${town}/fortsetzen`,
    `${town}/leistungen/gewerbe-anmelden`,
  ]) {
    await page.goto(address);
    await visit(page);
  }
  await press(page, "Jetzt online beantragen");
  const code = await readCode(page);
  for (const answers of soleTrader(somebody)) {
    await visit(page);
    await fillIn(page, answers);
  }
  await expectHeading(page, "Prüfen und senden");
  await visit(page);
  const review = page.url();
  await page.goto(review.replace(/pruefen$/, "pause"));
  await visit(page);
  await page.goto(review);
  await send(page);
  await visit(page);
  await press(page, "Zum Postfach", "link");
  await visit(page);
  await press(page, "Postfach", "link");
  await visit(page);
  return { code };
}
