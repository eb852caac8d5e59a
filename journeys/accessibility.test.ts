import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { colourRules, desk, expectAccessible, expectGoodPage, launchBrowser, phone } from "./support/browser.ts";
import { openCase, openView, signIn } from "./support/caseworker.ts";
import { continueWithCode, expectHeading, press, readText, somebody, walk, watch } from "./support/founder.ts";
import { setStage } from "./support/stage.ts";

/** A screen as desks have beside their first one. */
const wide = { width: 1800, height: 1000 } as const;

const stage = setStage();
let largeText: Browser;
/** Of somebody who has doubled the size of text. */
let large: Page;

beforeAll(async () => {
  largeText = await launchBrowser(200);
  large = await (await largeText.newContext()).newPage();
});
afterAll(async () => {
  await largeText?.close();
});

const newPage = (javaScript = true, viewport: { width: number; height: number } = phone): Promise<Page> =>
  stage.visit({ viewport, javaScript });

/** Fails where the page has to be scrolled sideways, or text is cut off at the edge of its box. */
async function expectAllInSight(page: Page, look: string): Promise<void> {
  const out = await page.evaluate(() => {
    const name = (element: Element) => `${element.tagName}.${element.className}: ${element.textContent?.slice(0, 40)}`;
    const { scrollWidth, clientWidth } = document.documentElement;
    const elements = Array.from(document.querySelectorAll<HTMLElement>("body *"));
    const scrollsItself = (element: Element): boolean => {
      for (let box = element.parentElement; box !== null && box !== document.body; box = box.parentElement)
        if (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(box).overflowX)) return true;
      return false;
    };
    const wide =
      scrollWidth <= clientWidth
        ? []
        : elements
            .filter((element) => element.getBoundingClientRect().right > clientWidth + 1 && !scrollsItself(element))
            .map(name);
    const cut = elements.filter((element) => {
      const { overflowX, overflowY, position, clipPath } = getComputedStyle(element);
      if (clipPath !== "none" || position === "absolute" || element.closest("svg, select, textarea, input") !== null)
        return false;
      return (
        (["hidden", "clip"].includes(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
        (["hidden", "clip"].includes(overflowY) && element.scrollHeight > element.clientHeight + 1)
      );
    });
    return { tooWide: wide, by: Math.max(0, scrollWidth - clientWidth), cutOff: cut.map(name) };
  });
  expect.soft(out, `${look}: ${page.url()}`).toEqual({ tooWide: [], by: 0, cutOff: [] });
}

/** Everything that can be measured about one page, in every look it has. */
async function inspect(page: Page, language: "de" | "en"): Promise<void> {
  const own = page.viewportSize() ?? phone;
  expect(await page.locator("html").getAttribute("lang"), page.url()).toBe(language);
  expect((await page.title()).length, page.url()).toBeGreaterThan(5);
  expect(await page.locator("h1").count(), page.url()).toBe(1);
  await expectAccessible(page);
  for (const width of [320, own.width]) {
    await page.setViewportSize({ width, height: own.height });
    await expectAllInSight(page, `${width} px`);
  }
  // The words of the other language are of the same kind: one look at them is enough.
  if (language === "en") return;
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page, colourRules);
  await page.emulateMedia({ colorScheme: "light" });
  // The other width: what folds on a phone lies open on a large screen.
  await page.setViewportSize(own.width === phone.width ? desk : phone);
  await expectAllInSight(page, `${page.viewportSize()?.width} px`);
  await expectAccessible(page);
  await page.setViewportSize(own);

  await large.context().clearCookies();
  await large.context().addCookies(await page.context().cookies());
  await large.goto(page.url());
  // An answer to a form cannot be opened again by its address.
  if (large.url() === page.url()) {
    for (const width of [360, 1280]) {
      await large.setViewportSize({ width, height: own.height });
      await expectAllInSight(large, `${width} px, text 200 %`);
    }
  }
}

describe.each(["de", "en"] as const)("every page, %s", (language) => {
  let page: Page;
  let code: string;

  test("of a founder", async () => {
    page = await newPage();
    const heard = watch(page);
    ({ code } = await walk(page, stage.program.url, async () => {
      const german = page.url();
      if (language === "en") await page.goto(inEnglish(german));
      await inspect(page, language);
      if (language === "en") await page.goto(german);
    }));
    for (const path of [
      "/impressum",
      "/datenschutz",
      "/barrierefreiheit",
      "/leichte-sprache",
      "/api",
      "/echtheit/nonsense",
      "/nowhere",
    ]) {
      await page.goto(inLanguage(`${stage.town}${path}`, language));
      await inspect(page, language);
    }
    expect(heard.complaints()).toEqual([]);
  });

  test("of the desk", async () => {
    page = await newPage(true, desk);
    const heard = watch(page);
    const look = async (address: string): Promise<void> => {
      await page.goto(inLanguage(address, language));
      await inspect(page, language);
    };
    await look(`${stage.town}/amt/anmelden`);
    await signIn(page, stage.town, "alex.probe");
    for (const path of [
      "aufgaben?reiter=meine",
      "aufgaben?reiter=offen",
      "aufgaben?reiter=erledigt",
      "vorgaenge",
      "akten",
      "gewerberegister",
      "uebermittlungen",
      "postausgang",
      "verwaltung",
      "verwaltung/empfaenger",
      "verwaltung/empfaenger/ihk",
      "api-zugaenge",
      "api-zugaenge/neu",
    ])
      await look(`${stage.town}/amt/${path}`);
    for (const list of ["gewerberegister", "akten"]) {
      await page.goto(`${stage.town}/amt/${list}`);
      await look(new URL((await page.locator("tbody a").first().getAttribute("href")) ?? "", page.url()).href);
    }
    // A case that is done and one that is open.
    for (const tab of ["erledigt", "offen"]) {
      await page.goto(`${stage.town}/amt/aufgaben?reiter=${tab}`);
      const subject = new URL((await page.locator("tbody a").first().getAttribute("href")) ?? "", page.url()).href;
      for (const view of ["antrag", "dokumente", "nachrichten", "verlauf", "prozess"])
        await look(`${subject}?ansicht=${view}`);
      if (tab === "offen") await look(`${subject}/angabe?pfad=taetigkeit`);
    }
    expect(heard.complaints()).toEqual([]);
  });

  test("of a case on a wide screen, with the list it comes from beside it", async () => {
    page = await newPage(true, wide);
    await signIn(page, stage.town, "alex.probe");
    await page.goto(inLanguage(`${stage.town}/amt/aufgaben?reiter=offen`, language));
    await page.locator("tbody a").first().click();
    const list = page.locator("nav.queue");
    await expectGoodPage(page, [wide]);
    const open = await page.locator("h1").innerText();
    expect(await list.locator("[aria-current=page]").innerText()).toContain(open);
    const other = list.locator("li:has(a:not([aria-current]))").first();
    const name = await other.locator(".queue__name").innerText();
    await other.locator("a").click();
    await page.waitForURL(/amt\/vorgang\//);
    await expectHeading(page, name);
    await page.setViewportSize(desk);
    expect(await list.isVisible()).toBe(false);
  });

  test("on which somebody is asked back", async () => {
    const work = await newPage(true, desk);
    await signIn(work, stage.town, "kim.beispiel");
    const visitor = await newPage();
    await continueWithCode(visitor, stage.town, code);
    const aktenzeichen = /\d{2}\.\d{2}-\d{4}-\d{5}\/\d{2}/.exec(await readText(visitor))?.[0] ?? "";
    await openCase(work, stage.town, aktenzeichen);
    await press(work, "Übernehmen");
    await openView(work, "Nachrichten");
    await press(work, "Frage senden");
    page = work;
    await inspect(work, "de");
    expect(await described(work, "textarea[name=text]")).toMatchObject({
      invalid: "true",
      description: expect.stringMatching(/Schreiben Sie Ihre Frage/),
    });
    await work.getByLabel("Ihre Frage").fill("Wo genau?");
    await press(work, "Frage senden");

    page = visitor;
    await press(visitor, "Gewerbe anmelden", "link");
    const address = visitor.url();
    await visitor.goto(inLanguage(address, language));
    await inspect(visitor, language);
    await visitor.locator("input[type=file]").setInputFiles({
      name: "a.exe",
      mimeType: "application/octet-stream",
      buffer: Buffer.from("MZ"),
    });
    await press(visitor, language === "de" ? "Antwort senden" : "Send answer");
    await inspect(visitor, language);
    // A mistake in an upload is told like any other.
    expect(await described(visitor, "input[type=file]")).toMatchObject({
      invalid: "true",
      description: expect.stringMatching(/PDF/),
    });
  });
});

describe.each([true, false])("mistakes are announced, JavaScript %s", (javaScript) => {
  let page: Page;

  test("the focus is on the summary, which is an alert and leads to each field", async () => {
    page = await newPage(javaScript);
    await page.goto(`${stage.town}/leistungen/gewerbe-anmelden`);
    await press(page, "Jetzt online beantragen");
    await page.locator("[name=rechtsform]").selectOption("einzelunternehmen");
    await press(page, "Weiter");
    await press(page, "Weiter");
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("fehler");
    const summary = page.getByRole("alert");
    expect(await summary.getByRole("link").count()).toBe(3);
    await summary.getByRole("link", { name: /Geschlecht/ }).click();
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe("inhaber.geschlecht");
    expect(await page.title()).toMatch(/^Fehler: /);
  });

  test("a text field carries its mistake", async () => {
    expect(await described(page, "[name='inhaber.familienname']")).toMatchObject({
      invalid: "true",
      description: expect.stringMatching(/Genau wie im Ausweis[\s\S]*Familienname/),
    });
  });

  test("a group of choices carries its question and its mistake", async () => {
    const group = page.locator("fieldset").filter({ hasText: "Geschlecht" });
    expect(await described(page, "fieldset:has([name='inhaber.geschlecht'])")).toMatchObject({
      name: "Geschlecht",
      description: expect.stringMatching(/Geschlecht/),
    });
    expect(await group.locator("legend").innerText()).toContain("Geschlecht");
    for (const radio of await group.getByRole("radio").all()) expect(await radio.getAttribute("required")).toBeNull();
    expect(await described(page, "[name='inhaber.geschlecht']")).toMatchObject({ role: "radio" });
  });

  test("a declaration that is not confirmed carries its mistake", async () => {
    await walk(page, stage.program.url, async () => {
      if (!page.url().endsWith("/pruefen")) return;
      await press(page, "Jetzt senden");
      expect(await described(page, "[name=erklaerung]")).toMatchObject({
        role: "checkbox",
        invalid: "true",
        description: expect.stringMatching(/Bestätigen Sie/),
      });
    });
  });
});

test("a whole application goes without a mouse", async () => {
  const page = await newPage(true, desk);
  await page.goto(`${stage.town}`);
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => (document.activeElement as HTMLElement).innerText)).toBe("Zum Inhalt springen");
  await follow(page);
  await tabTo(page, "input[type=search]");
  await page.keyboard.type("Firma anmelden");
  await next(page);
  await tabTo(page, "a[href$='/gewerbe-anmelden']");
  await next(page);
  await tabTo(page, "main button");
  await next(page);
  const pages: readonly (readonly [string, string])[][] = [
    [["rechtsform", "Einzelunternehmen"]],
    [
      ["inhaber.familienname", somebody.familyName],
      ["inhaber.vornamen", somebody.givenNames],
      ["inhaber.geschlecht", "weiblich"],
    ],
    [
      ["geburt.geburtsdatum", "12.04.1991"],
      ["geburt.geburtsort", "Soest"],
      ["geburt.geburtsland", "Deutschland"],
      ["geburt.staatsangehoerigkeit", "Deutschland"],
    ],
    [
      ["wohnung.land", "Deutschland"],
      ["wohnung.strasse", somebody.street],
      ["wohnung.hausnummer", "4"],
      ["wohnung.plz", somebody.postcode],
      ["wohnung.ort", somebody.city],
    ],
    [
      ["reisegewerbe", "nein"],
      ["niederlassung", "hauptniederlassung"],
      ["betriebsstaette.wieWohnung", "ja"],
    ],
    [
      ["taetigkeit", somebody.activity],
      ["betriebsart", "handel"],
      ["nebenerwerb", "nein"],
      ["beginn", "01.12.2020"],
    ],
    [["beschaeftigteVorhanden", "nein"]],
    [["grund", "neugruendung"]],
    [["erlaubnisArten", "keine"]],
  ];
  for (const fields of pages) {
    for (const [name, value] of fields) await typeIn(page, name, value);
    await tabTo(page, "form#antrag button[type=submit]");
    await next(page);
    if (fields.some(([name]) => name === "beginn")) {
      // Long ago: that has to be read first.
      expect(await page.getByRole("status").allInnerTexts()).toContainEqual(
        expect.stringContaining("Der Beginn liegt in der Vergangenheit"),
      );
      await tabTo(page, "form#antrag button[type=submit]");
      await next(page);
    }
  }
  await expectHeading(page, "Prüfen und senden");
  for (const box of await page.locator("[name=erklaerung]").all()) {
    await tabTo(page, `#${await box.getAttribute("id")}`);
    await page.keyboard.press("Space");
  }
  await tabTo(page, "form button[type=submit]");
  await next(page);
  await expectHeading(page, "Ihre Anzeige ist bei uns");
});

test("questions that come up late take neither the focus nor an open help away", async () => {
  const page = await newPage(true, desk);
  // Past the service worker, which no route of the browser reaches.
  await page.addInitScript(() => {
    const ask = window.fetch;
    window.fetch = async (address, options) => {
      if (String(options?.body).includes("_aktion=aktualisieren"))
        await new Promise((letGo) => window.addEventListener("answer", letGo, { once: true }));
      return ask(address, options);
    };
  });
  await page.goto(`${stage.town}/leistungen/gewerbe-anmelden`);
  await press(page, "Jetzt online beantragen");
  await page.goto(page.url().replace(/[^/]+$/, "betriebsstaette"));
  const help = page.locator("form#antrag details").first();
  await help.locator("summary").click();
  await page.locator("[name=reisegewerbe][value=nein]").check();
  await tabTo(page, "form#antrag button[type=submit]");
  expect(await page.locator("[name=niederlassung]").count()).toBe(0);
  const words = await page.evaluate(() => document.activeElement?.textContent);
  await page.evaluate(() => window.dispatchEvent(new Event("answer")));
  await page.locator("[name=niederlassung]").first().waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(words);
  expect(await help.getAttribute("open")).toBe("");
  await next(page);
  await expectHeading(page, "Der Ort Ihres Betriebes");
  expect(await page.title()).toMatch(/^Fehler: /);
});

test("a Personalausweis is applied for without a mouse, the signature too", async () => {
  const page = await newPage(true, phone);
  await page.goto(`${stage.town}/leistungen/personalausweis-beantragen`);
  await tabTo(page, "main button");
  await next(page);
  const onwards = await page.getByRole("link", { name: "Ohne Code weiter" }).getAttribute("href");
  await tabTo(page, `a[href="${onwards}"]`);
  await next(page);
  const pages: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
    [
      "Für wen und warum?",
      [
        ["fuerWen", "selbst"],
        ["geburtsdatum", "29.02.1984"],
        ["deutsch", "ja"],
        ["grund", "ablauf"],
      ],
    ],
    ["Welches Amt ist zuständig?", [["hauptwohnung", "hier"]]],
    ["Das gilt für Sie", []],
    [
      "Name und Geburtsort",
      [
        ["familienname", "Bjørnsen"],
        ["vornamen", "Zoë"],
        ["geburtsort", "Soest"],
      ],
    ],
    [
      "Größe und Augenfarbe",
      [
        ["groesse", "171"],
        ["augenfarbe", "gruen"],
      ],
    ],
    [
      "Anschrift und Kontakt",
      [
        ["wohnung.strasse", "Lindenprobe"],
        ["wohnung.hausnummer", "4"],
        ["wohnung.plz", "33098"],
        ["wohnung.ort", "Paderborn"],
      ],
    ],
    ["So steht es auf dem Ausweis", []],
    ["Der alte Ausweis", []],
    [
      "Das Lichtbild",
      [
        ["fotoWeg", "code"],
        ["fotoCode", "AB12-CD34-EF56"],
      ],
    ],
    ["Was am Termin passiert", []],
  ];
  for (const [heading, fields] of pages) {
    await expectHeading(page, heading);
    for (const [name, value] of fields) await typeIn(page, name, value);
    await tabTo(page, "form#antrag button[type=submit]");
    await next(page);
  }
  await expectHeading(page, "Ihre Unterschrift");
  await tabTo(page, "main a[href*='unterschrift']");
  await next(page);
  await tabTo(page, "main details[data-signature-typed] summary");
  await page.keyboard.press("Enter");
  const name = page.getByLabel("Ihr Vor- und Nachname");
  await tabTo(page, `#${await name.getAttribute("id")}`);
  await page.keyboard.type("Zoë Bjørnsen");
  await tabTo(page, `#${await page.getByLabel("Ich habe meinen Namen selbst eingetragen.").getAttribute("id")}`);
  await page.keyboard.press("Space");
  await tabTo(page, "main form button[type=submit]");
  await next(page);
  expect(await page.locator("main").innerText()).toContain("Sie unterschreiben beim Termin");
  for (const [heading, fields] of [
    ["Ihre Unterschrift", []],
    ["Vorläufiger Ausweis", [["vorlaeufig", "nein"]]],
    ["Wie bekommen Sie den Ausweis?", [["uebergabe", "abholung"]]],
    ["Gebühr", [["ermaessigung", "nein"]]],
  ] as const) {
    await expectHeading(page, heading);
    for (const [name, value] of fields) await typeIn(page, name, value);
    await tabTo(page, "form#antrag button[type=submit]");
    await next(page);
  }
  await expectHeading(page, "Prüfen und senden");
  for (const box of await page.locator("[name=erklaerung]").all()) {
    await tabTo(page, `#${await box.getAttribute("id")}`);
    await page.keyboard.press("Space");
  }
  await tabTo(page, "form button[type=submit]:not([aria-hidden])");
  await next(page);
  await expectHeading(page, "Ihr Antrag ist vorbereitet");
});

test("in forced colours everything keeps an edge, a focus and a state", async () => {
  const page = await newPage();
  await page.emulateMedia({ forcedColors: "active" });
  await page.goto(`${stage.town}/leistungen/gewerbe-anmelden`);
  await press(page, "Jetzt online beantragen");
  await page.locator("[name=rechtsform]").selectOption("einzelunternehmen");
  await press(page, "Weiter");
  for (const selector of ["input[type=text]", "button[type=submit]:not([aria-hidden])"]) {
    const edge = await page
      .locator(selector)
      .first()
      .evaluate((element) => {
        const { borderTopWidth, borderTopStyle } = getComputedStyle(element);
        return { width: Number.parseFloat(borderTopWidth), style: borderTopStyle };
      });
    expect(edge, selector).toMatchObject({ style: "solid" });
    expect(edge.width, selector).toBeGreaterThan(0);
  }
  for (const selector of ["input[type=text]", "input[type=radio]", "button[type=submit]", "header a"]) {
    await page.keyboard.press("Tab");
    await page.locator(selector).first().focus();
    const outline = await page
      .locator(selector)
      .first()
      .evaluate((element) => getComputedStyle(element).outlineStyle);
    expect(outline, selector).not.toBe("none");
  }
  const radio = page.locator("input[value=weiblich]");
  await page.locator("input[type=text]").first().focus();
  const before = await radio.screenshot();
  await page.locator("input[value=weiblich]").check();
  await page.locator("input[type=text]").first().focus();
  expect((await radio.screenshot()).equals(before)).toBe(false);
});

test("letters of twice the size on a phone leave words whole and a field to type in", async () => {
  await large.setViewportSize(phone);
  const split = () =>
    large.evaluate(() =>
      Array.from(document.querySelectorAll(".head__inner a, .card__title, .alert__title")).flatMap((element) => {
        const found: string[] = [];
        const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
          for (const word of (text.textContent ?? "").matchAll(/\p{L}{2,12}(?!\p{L})/gu)) {
            if (/\p{L}/u.test(text.textContent?.[word.index - 1] ?? "")) continue;
            const range = document.createRange();
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            if (range.getClientRects().length > 1) found.push(word[0]);
          }
        }
        return found;
      }),
    );
  await large.goto(stage.town);
  expect(await split()).toEqual([]);
  expect((await large.getByRole("searchbox").boundingBox())?.width).toBeGreaterThan(200);
  await large.goto(`${stage.town}/fortsetzen`);
  await press(large, "Weiter");
  expect(await split()).toEqual([]);
});

test("who wants less motion gets none", async () => {
  const page = await newPage();
  for (const address of [
    stage.program.url,
    stage.town,
    `${stage.town}/leistungen/gewerbe-anmelden`,
    `${stage.town}/amt/anmelden`,
  ]) {
    await page.goto(address);
    const moving = await page.evaluate(() =>
      Array.from(document.querySelectorAll("*"))
        .filter((element) => {
          const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
          return (
            transitionDuration.split(",").some((time) => Number.parseFloat(time) > 0.01) ||
            animationName !== "none" ||
            scrollBehavior === "smooth"
          );
        })
        .map((element) => `${element.tagName}.${element.className}`),
    );
    expect(moving, address).toEqual([]);
  }
});

/** The same page in English. */
function inEnglish(address: string): string {
  const { origin, pathname, search } = new URL(address);
  return `${origin}/en${pathname}${search}`;
}

const inLanguage = (address: string, language: "de" | "en") => (language === "en" ? inEnglish(address) : address);

/** What assistive technology is told about an element: computed by the browser, not read from attributes. */
async function described(page: Page, selector: string): Promise<Readonly<Record<string, string>>> {
  const session = await page.context().newCDPSession(page);
  const { root } = await session.send("DOM.getDocument");
  const { nodeId } = await session.send("DOM.querySelector", { nodeId: root.nodeId, selector });
  const { nodes } = await session.send("Accessibility.getPartialAXTree", { nodeId, fetchRelatives: false });
  await session.detach();
  const [node] = nodes;
  const invalid = node?.properties?.find(({ name }) => name === "invalid")?.value.value;
  return {
    role: String(node?.role?.value ?? ""),
    name: String(node?.name?.value ?? ""),
    description: String(node?.description?.value ?? ""),
    invalid: String(invalid ?? ""),
  };
}

/** Presses Tab until the focus is on something that fits. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${selector} cannot be reached by Tab on ${page.url()}`);
}

async function follow(page: Page): Promise<void> {
  await page.keyboard.press("Enter");
}

/** Presses Enter and waits for the page that comes. */
async function next(page: Page): Promise<void> {
  await Promise.all([page.waitForEvent("domcontentloaded"), page.keyboard.press("Enter")]);
}

/** Answers one question with the keyboard alone. */
async function typeIn(page: Page, name: string, value: string): Promise<void> {
  const field = page.locator(`[name="${name}"]`).first();
  await field.waitFor();
  const kind = await field.evaluate((element) => (element as HTMLInputElement).type);
  if (kind === "checkbox") {
    await tabTo(page, `[name="${name}"][value="${value}"]`);
    await page.keyboard.press("Space");
    return;
  }
  await tabTo(page, `[name="${name}"]`);
  if (kind !== "radio") {
    await page.keyboard.type(value);
    return;
  }
  await page.keyboard.press("Space");
  const wanted = page.locator(`[name="${name}"][value="${value}"]`);
  for (let presses = 0; presses < 10 && !(await wanted.isChecked()); presses++) await page.keyboard.press("ArrowDown");
  expect(await wanted.isChecked(), `${name} ${value}`).toBe(true);
}
