import type { Page } from "playwright-core";
import { create } from "qrcode";
import { describe, expect, test } from "vitest";
import { expectAccessible, expectNoSidewaysScroll, phone } from "./support/browser.ts";
import { openCase, signIn } from "./support/caseworker.ts";
import { bringForward } from "./support/database.ts";
import {
  answer,
  continueWithCode,
  expectHeading,
  fillIn,
  press,
  readAktenzeichen,
  readCode,
  readText,
  watch,
} from "./support/founder.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();

/** What a page says when it is opened again. */
async function reread(page: Page, address: string): Promise<string> {
  await page.goto(address);
  return readText(page);
}

/** A camera that sees a code on paper: the device is outside, what the page does with it is not. */
async function showToCamera(page: Page, text: string): Promise<void> {
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const { size } = modules;
  let path = "";
  for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) if (modules.get(y, x)) path += `M${x} ${y}h1v1h-1z`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480" viewBox="-20 -10 ${size + 40} ${size + 20}"><rect x="-99" y="-99" width="300" height="300" fill="#ddd"/><path d="${path}"/></svg>`;
  await page.addInitScript(
    (source) => {
      navigator.mediaDevices.getUserMedia = async () => {
        const image = new Image();
        image.src = source;
        await image.decode();
        const canvas = document.createElement("canvas");
        canvas.width = image.naturalWidth;
        canvas.height = image.naturalHeight;
        const stream = canvas.captureStream(15);
        setInterval(() => canvas.getContext("2d")?.drawImage(image, 0, 0), 50);
        return stream;
      };
    },
    `data:image/svg+xml,${encodeURIComponent(svg)}`,
  );
}

describe.each([
  { javaScript: false, family: "Bjørnsen-Weiß", zone: "BJOERNSEN<WEISS<<LUCJA<ZOE", photoCode: "AB12-CD34-EF56" },
  { javaScript: true, family: "Łukasiewicz-Öz", zone: "LUKASIEWICZ<OEZ<<LUCJA<ZOE", photoCode: "GH78-IJ90-KL12" },
])("my card has expired, with a phone, JavaScript $javaScript", ({ javaScript, family, zone, photoCode }) => {
  const given = "Łucja Zoë";
  let page: Page;
  let work: Page;
  let heard: ReturnType<typeof watch>;
  let deskHeard: ReturnType<typeof watch>;
  let code: string;
  let aktenzeichen: string;
  let statusPage: string;

  /** Everything about the page that is open, and about the same one in English. */
  async function look(): Promise<void> {
    await expectNoSidewaysScroll(page);
    if (!javaScript) return;
    const german = page.url();
    await expectAccessible(page);
    const { origin, pathname, search } = new URL(german);
    const other = await page.context().newPage();
    await other.goto(`${origin}/en${pathname}${search}`);
    if (new URL(other.url()).pathname === `/en${pathname}`) {
      expect(await other.locator("html").getAttribute("lang")).toBe("en");
      await expectAccessible(other);
      await expectNoSidewaysScroll(other);
    }
    await other.close();
    await page.bringToFront();
  }

  test("finds the service in everyday words and learns what it costs and why one visit remains", async () => {
    page = await stage.visit({ viewport: phone, javaScript });
    heard = watch(page);
    if (javaScript) await showToCamera(page, `https://foto.example/abruf?code=${photoCode}`);
    await page.goto(stage.town);
    await page.getByRole("searchbox").fill("Perso abgelaufen");
    await press(page, "Suchen");
    await press(page, "Personalausweis beantragen", "link");
    const text = await readText(page);
    for (const part of ["46 €", "§ 1 Abs. 1 Nr. 2 PAuswGebV", "§ 9 Abs. 1 PAuswG"]) expect(text).toContain(part);
    await look();
    await press(page, "Jetzt online beantragen");
    await expectHeading(page, "Haben Sie einen Verlust schon gemeldet?");
    await look();
    await press(page, "Ohne Code weiter", "link");
    await expectHeading(page, "Für wen und warum?");
    code = await readCode(page);
    await look();
  });

  test("a birthday in the future, a 29 February that was not, somebody who is not German: each is said at its field", async () => {
    await fillIn(page, { fuerWen: "selbst", geburtsdatum: "01.01.2999", deutsch: "ja", grund: "ablauf" });
    expect(await page.getByRole("alert").first().innerText()).toContain("Geburtsdatum");
    expect(await page.locator("[name=geburtsdatum]").inputValue()).toBe("01.01.2999");
    await look();
    await fillIn(page, { geburtsdatum: "29.02.1983" });
    expect(await page.locator("[name=geburtsdatum]").getAttribute("aria-invalid")).toBe("true");
    await fillIn(page, { geburtsdatum: "29.02.1984", deutsch: "nein" });
    expect(await page.getByRole("alert").first().innerText()).toContain("nur Deutsche");
    await fillIn(page, { deutsch: "ja" });
    await expectHeading(page, "Welches Amt ist zuständig?");
    await look();
  });

  test("another town is competent: the surcharge and the reason are asked for, and taken back", async () => {
    await answer(page, "hauptwohnung", "andernorts");
    if (!javaScript) await press(page, "Weiter");
    await page.locator("[name=wichtigerGrund]").waitFor();
    await fillIn(page, { zustaendigeBehoerde: "Stadt Soest", wichtigerGrund: "Ich arbeite hier die ganze Woche." });
    await expectHeading(page, "Das gilt für Sie");
    expect(await readText(page)).toContain("59,00 €");
    await press(page, "Zurück");
    expect(await page.locator("[name=zustaendigeBehoerde]").inputValue()).toBe("Stadt Soest");
    await fillIn(page, { hauptwohnung: "hier" });
    await expectHeading(page, "Das gilt für Sie");
    const text = await readText(page);
    for (const part of ["10 Jahre", "§ 6 Abs. 1 PAuswG", "46,00 €", "§ 9 Abs. 1 Satz 6 PAuswG"])
      expect(text).toContain(part);
    await look();
    await press(page, "Weiter");
  });

  test("sees how the card will read it, before anything is typed twice", async () => {
    await expectHeading(page, "Name und Geburtsort");
    await look();
    await fillIn(page, { familienname: family, vornamen: given, geburtsort: "Gdańsk" });
    await expectHeading(page, "Größe und Augenfarbe");
    await fillIn(page, { groesse: "171", augenfarbe: "gruen" });
    await expectHeading(page, "Anschrift und Kontakt");
    await look();
    await fillIn(page, {
      "wohnung.strasse": "Lindenprobe",
      "wohnung.hausnummer": "4",
      "wohnung.plz": "51147",
      "wohnung.ort": "Köln",
    });
    expect(await readText(page)).toContain("Die Postleitzahl 51147 (Köln) gehört nicht zu Paderborn");
    await look();
    await fillIn(page, { "wohnung.plz": "33098", "wohnung.ort": "Paderborn" });
    await expectHeading(page, "So steht es auf dem Ausweis");
    const text = await readText(page);
    expect(text).toContain(zone);
    expect(text).toContain("840229");
    expect(text).toContain(family);
    await look();
    await press(page, "Weiter");
    await expectHeading(page, "Der alte Ausweis");
    await look();
    await press(page, "Weiter");
  });

  test("gives the photo code: scanned with the camera where there is one, typed otherwise", async () => {
    await expectHeading(page, "Das Lichtbild");
    await answer(page, "fotoWeg", "code");
    if (javaScript) {
      await look();
      await page.getByRole("button", { name: "QR-Code scannen" }).click();
      await page.getByText("Der Code ist eingetragen.").waitFor({ timeout: 20_000 });
      expect(await page.locator("[name=fotoCode]").inputValue()).toBe(photoCode);
    } else await answer(page, "fotoCode", photoCode);
    await press(page, "Weiter");
    await expectHeading(page, "Was am Termin passiert");
    expect(await readText(page)).toContain("Sperrkennwort");
    await look();
    await press(page, "Weiter");
  });

  test("signs on the screen, takes a stroke back, or gives the name", async () => {
    await expectHeading(page, "Ihre Unterschrift");
    await look();
    await press(page, "Jetzt unterschreiben", "link");
    await look();
    if (javaScript) {
      const box = await page.locator("canvas").boundingBox();
      if (box === null) throw new Error("no pad");
      const stroke = async (points: readonly (readonly [number, number])[]) => {
        for (const [at, [x, y]] of points.entries()) {
          await page.mouse.move(box.x + box.width * x, box.y + box.height * y, { steps: 4 });
          if (at === 0) await page.mouse.down();
        }
        await page.mouse.up();
      };
      await stroke([
        [0.1, 0.3],
        [0.3, 0.7],
        [0.5, 0.3],
        [0.7, 0.7],
        [0.9, 0.4],
      ]);
      await stroke([
        [0.1, 0.1],
        [0.2, 0.2],
      ]);
      await page.getByRole("button", { name: "Letzten Strich zurücknehmen" }).click();
      await press(page, "Weiter");
      expect(await readText(page)).toContain("Sie haben unterschrieben");
      await look();
    } else {
      await press(page, "Weiter");
      expect(await page.getByRole("alert").first().innerText()).toContain("tragen Sie Ihren Namen ein");
      await page.getByLabel("Ihr Vor- und Nachname").fill(`${given} ${family}`);
      await page.getByLabel("Ich habe meinen Namen selbst eingetragen.").check();
      await press(page, "Weiter");
      expect(await readText(page)).toContain("Sie unterschreiben beim Termin");
    }
    await press(page, "Weiter");
  });

  test("chooses delivery, sees the fee with its paragraph, and sends; two clicks make one case", async () => {
    await expectHeading(page, "Vorläufiger Ausweis");
    await look();
    await fillIn(page, { vorlaeufig: "nein" });
    await expectHeading(page, "Wie bekommen Sie den Ausweis?");
    await look();
    await fillIn(page, { uebergabe: "abholung" });
    await expectHeading(page, "Gebühr");
    expect(await readText(page)).toContain("§ 1 Abs. 1 Nr. 2 PAuswGebV");
    await look();
    await fillIn(page, { ermaessigung: "nein" });
    await expectHeading(page, "Prüfen und senden");
    await look();
    for (const box of await page.locator("[name=erklaerung]").all()) await box.check();
    await page.getByRole("button", { name: "Jetzt senden" }).dblclick();
    await page.waitForURL(/gesendet$/);
    await expectHeading(page, "Ihr Antrag ist vorbereitet");
    aktenzeichen = await readAktenzeichen(page);
    expect(await readCode(page)).toBe(code);
    await look();
  });

  test("pays 45,99 €, is told what is missing, and pays the rest", async () => {
    await press(page, "Gebühr bezahlen", "link");
    await expectHeading(page, "Gebühr bezahlen");
    expect(await page.getByRole("img", { name: /GiroCode/ }).isVisible()).toBe(true);
    await look();
    const pay = async (amount: string) => {
      await press(page, "Online bezahlen");
      for (let tries = 0; tries < 10 && (await page.getByText("Weiter zum Bezahldienst").count()) === 0; tries++) {
        await page.goto(page.url());
      }
      await look();
      await press(page, "Weiter zum Bezahldienst", "link");
      await look();
      await page.locator("[name=betrag]").fill(amount);
      await press(page, "Zahlung gelingt");
      await expect.poll(() => reread(page, page.url()), { timeout: 20_000 }).toContain("angekommen");
      await press(page, "Zurück zur Gebühr", "link");
    };
    await pay("45,99");
    expect(await readText(page)).toContain("Es fehlen noch 0,01 €");
    await look();
    await pay("0,01");
    expect(await readText(page)).toContain("Alles ist bezahlt");
  });

  test("books ten minutes; a time that somebody took meanwhile costs nothing but a second choice", async () => {
    await page.goto(`${stage.town}/termine/personalausweis`);
    // Not the first, which may begin too soon before it is pressed.
    const time = page.locator("button[name=beginn]").nth(4);
    const wanted = (await time.getAttribute("value")) ?? "";
    // Others hold the time at every counter that does this, while this page is being read.
    for (let counters = 0; counters < 5; counters++) {
      const other = await stage.visit({ viewport: phone, javaScript: false });
      await other.goto(`${stage.town}/termine/personalausweis`);
      const button = other.locator(`button[value="${wanted}"]`);
      if ((await button.count()) === 0) break;
      await Promise.all([other.waitForEvent("domcontentloaded"), button.click()]);
    }
    await Promise.all([page.waitForEvent("domcontentloaded"), page.locator(`button[value="${wanted}"]`).click()]);
    expect(await page.getByRole("alert").innerText()).toContain("jemand anders genommen");
    await page.goto(`${stage.town}/termine/personalausweis`);
    await look();
    await Promise.all([page.waitForEvent("domcontentloaded"), time.click()]);
    await look();
    // Nothing is typed twice: the name comes from the application, the reminder goes into its mailbox.
    expect(await page.locator("[name=name]").inputValue()).toBe(`${given} ${family}`);
    expect(await page.locator("[name=email]").count()).toBe(0);
    await press(page, "Verbindlich buchen");
    expect(await readText(page)).toContain("Personalausweis beantragen");
    expect(await readCode(page)).toBe(code);
    await look();
  });

  test("follows it from the mailbox: what is paid, when to come, what comes next", async () => {
    await continueWithCode(page, stage.town, code.toLowerCase());
    await look();
    expect(await page.getByRole("link", { name: /bezahlen|Termin buchen/ }).count()).toBe(0);
    await press(page, "Personalausweis beantragen", "link");
    statusPage = page.url();
    const text = await readText(page);
    for (const part of ["46,00 € sind bezahlt.", "Ihr Termin", "Ihr Lichtbild liegt uns vor.", "Liegt für Sie bereit"])
      expect(text).toContain(part);
    await page.getByText("PIN-Brief und Sperrkennwort").click();
    expect(await readText(page)).toContain("116 116");
    await look();
    expect(heard.complaints()).toEqual([]);
  });

  test("the office has everything ready: checks, captures, orders", async () => {
    work = await stage.visit({ javaScript });
    deskHeard = watch(work);
    await signIn(work, stage.town, "kim.beispiel");
    await openCase(work, stage.town, aktenzeichen);
    await press(work, "Übernehmen");
    await press(work, "Termin: Identität, Lichtbild, Fingerabdrücke");
    expect(await work.getByRole("img", { name: /Lichtbild von/ }).count()).toBe(1);
    if (javaScript) expect(await work.getByRole("img", { name: /Unterschrift von/ }).count()).toBe(1);
    await press(work, "Identität festgestellt");
    await press(work, "Fingerabdrücke aufnehmen");
    // With script it was drawn on the phone and is compared; without, it is given on paper.
    if (!javaScript) await work.getByLabel("Wie hat die Person unterschrieben?").selectOption("papier");
    await press(work, "Unterschrift festhalten");
    await work.getByLabel(/PIN-Brief verschlossen übergeben/).check();
    await press(work, "Nachweise festhalten");
    await press(work, "Beim Hersteller bestellen");
    await page.goto(statusPage);
    expect(await readText(page)).toContain("Ihr Ausweis ist beim Hersteller bestellt.");
    await look();
  });

  test("the card arrives and is handed over; the citizen reads it on the phone", async () => {
    // The simulated producer takes a minute; today it is quick.
    await expect
      .poll(
        async () => {
          await bringForward(stage.program.dataFolder, "ausweis.receipt");
          return reread(page, statusPage);
        },
        { timeout: 60_000, interval: 500 },
      )
      .toContain("Ihr Ausweis ist hergestellt");
    await work.goto(`${stage.town}/amt/ausweis`);
    await work.getByRole("checkbox", { name: new RegExp(family) }).check();
    await press(work, "Eingang buchen und bereit melden");
    await page.goto(statusPage);
    expect(await readText(page)).toContain("Ihr Personalausweis ist da");
    await look();
    await openCase(work, stage.town, aktenzeichen);
    await work.getByLabel("Name, wie unterschrieben").fill(`${given} ${family}`);
    await press(work, "Empfang festhalten");
    await press(work, "Aushändigung eintragen, Fingerabdrücke löschen");
    await page.goto(statusPage);
    const text = await readText(page);
    expect(text).toContain("Sie haben Ihren Ausweis bekommen. Ihre Fingerabdrücke sind gelöscht.");
    expect(text).toContain("Ihr Anliegen ist erledigt.");
    await look();
    expect(heard.complaints()).toEqual([]);
    expect(deskHeard.complaints()).toEqual([]);
  });

  test("the card is lost at night: the report blocks it and fills the new application", async () => {
    await press(page, "Ausweis verloren? Rund um die Uhr melden", "link");
    await look();
    await press(page, "Jetzt online beantragen");
    await expectHeading(page, "Was ist passiert?");
    const lossCode = await readCode(page);
    await look();
    await answer(page, "art", "verloren");
    if (!javaScript) await press(page, "Weiter");
    await page.locator("[name='verlust.am']").waitFor();
    await fillIn(page, { ausweisart: "personalausweis", "verlust.am": "01.11.2026", "verlust.ort": "Zug nach Soest" });
    await fillIn(page, {
      familienname: family,
      vornamen: given,
      geburtsdatum: "29.02.1984",
      geburtsort: "Gdańsk",
      "wohnung.strasse": "Lindenprobe",
      "wohnung.hausnummer": "4",
      "wohnung.plz": "33098",
      "wohnung.ort": "Paderborn",
    });
    await fillIn(page, { notrufGesperrt: "nein" });
    await expectHeading(page, "Prüfen und senden");
    for (const box of await page.locator("[name=erklaerung]").all()) await box.check();
    await press(page, "Jetzt senden");
    await expectHeading(page, "Ihre Meldung ist bei uns");
    await look();
    await work.goto(`${stage.town}/amt/ausweis?q=${encodeURIComponent(family)}`);
    expect(await work.locator("main").innerText()).toContain("Abhandengekommen");

    await press(page, "Neuen Ausweis beantragen", "link");
    await press(page, "Jetzt online beantragen");
    expect(await page.locator("[name=code]").inputValue()).toBe(lossCode);
    await press(page, "Ausfüllen lassen");
    await expectHeading(page, "Für wen und warum?");
    expect(await page.locator("[name=geburtsdatum]").inputValue()).toBe("29.02.1984");
    expect(await page.locator("[name=grund][value=verlust]").isChecked()).toBe(true);
    await look();
  });
});
