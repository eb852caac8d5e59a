import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { expectNoSidewaysScroll, newVisitor, phone } from "./support/browser.ts";
import { openCase, openView } from "./support/caseworker.ts";
import { asSuperuser } from "./support/database.ts";
import {
  answer,
  continueWithCode,
  dayFromNow,
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

/** The fields of GewA1 that this founder answers. */
const answered = [1, 3, 4, 5, 6, 8, 9, 10, 11, 15, 18, 19, 20, 21, 22, 23, 24, 25, 29, 30, 31, 32];
const without = (...fields: readonly number[]) => answered.filter((field) => !fields.includes(field));

/** What each recipient may get of it, copied from § 3 Abs. 1 GewAnzV. */
const allowed: Readonly<Record<string, readonly number[]>> = {
  ihk: without(13, 27, 29, 30, 31, 33),
  hwk: without(13, 27, 30, 31, 33),
  immissionsschutz: without(10, 12, 13, 27, 28, 29, 30, 31, 33),
  arbeitsschutz: without(10, 12, 13, 27, 28, 29, 30, 31, 33),
  eichamt: [1, 3, 4, 5, 11, 15, 18, 20],
  arbeitsagentur: without(13, 27, 33),
  dguv: without(12, 28, 30, 31, 33),
  knappschaft: without(12, 13, 17, 19, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 33),
  auslaenderbehoerde: without(12, 13, 14, 17, 19, 22, 23, 24, 25, 26, 27, 28, 29, 33),
  finanzamt: without(6, 12, 13, 19, 21, 22, 27, 28, 29, 30, 31, 33),
};

describe.each([
  { javaScript: false, given: "Sevda", code: (code: string) => code.toLowerCase().replaceAll("-", " ") },
  { javaScript: true, given: "Ayşe Łucja", code: (code: string) => code },
])("a founder with a phone, JavaScript $javaScript", ({ javaScript, given, code: typedCode }) => {
  const family = "Özdemir-Nguyễn";
  let founder: BrowserContext;
  let page: Page;
  let heard: ReturnType<typeof watch>;
  let _town: string;
  let code: string;
  let aktenzeichen: string;
  let letter: Buffer;

  const open = async (): Promise<void> => {
    founder = await newVisitor(stage.browser, { viewport: phone, javaScript });
    page = await founder.newPage();
    heard = watch(page);
  };

  test("finds the service, although the words are everyday words with a mistake in them", async () => {
    await open();
    await page.goto(stage.program.url);
    await page.getByRole("searchbox").fill("33098");
    await press(page, "Suchen");
    await press(page, "Paderborn", "link");
    expect(page.url()).toBe(stage.town);
    await page.getByRole("searchbox").fill("Frima anmelden");
    await press(page, "Suchen");
    await press(page, "Gewerbe anmelden", "link");
    await expectHeading(page, "Gewerbe anmelden");
    const text = await readText(page);
    for (const part of ["26,00 €", "drei Tagen", "§ 14 GewO", "Was geschieht mit Ihren Daten?", "Was brauchen Sie?"])
      expect(text).toContain(part);
    await expectNoSidewaysScroll(page);
    await press(page, "Jetzt online beantragen");
    await expectHeading(page, "Ihr Unternehmen");
  });

  test("fills in page by page; a mistake comes back with what was typed and the way to the field", async () => {
    code = await readCode(page);
    await press(page, "Weiter");
    await expectHeading(page, "Ihr Unternehmen");
    expect(await page.title()).toMatch(/^Fehler: /);
    expect(await page.getByRole("alert").innerText()).toContain("Rechtsform");
    await page.getByRole("alert").getByRole("link").click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("f-rechtsform");
    await fillIn(page, { rechtsform: "einzelunternehmen", geschaeftsbezeichnung: "Nähatelier Ö" });

    await expectHeading(page, "Ihr Name");
    await fillIn(page, {
      "inhaber.familienname": `${family}1`,
      "inhaber.vornamen": given,
      "inhaber.geschlecht": "weiblich",
    });
    await expectHeading(page, "Ihr Name");
    expect(await page.locator("[name='inhaber.familienname']").inputValue()).toBe(`${family}1`);
    expect(await page.locator("[name='inhaber.vornamen']").inputValue()).toBe(given);
    expect(await page.locator("[name='inhaber.familienname']").getAttribute("aria-invalid")).toBe("true");
    await fillIn(page, { "inhaber.familienname": family });

    await expectHeading(page, "Geburt und Staatsangehörigkeit");
    await fillIn(page, {
      "geburt.geburtsdatum": "31.02.1991",
      "geburt.geburtsort": "Şanlıurfa",
      "geburt.geburtsland": "tr",
      "geburt.staatsangehoerigkeit": "tr",
    });
    expect(await page.getByRole("alert").innerText()).toContain("Geburtsdatum");
    expect(await page.locator("[name='geburt.geburtsdatum']").inputValue()).toBe("31.02.1991");
    await expectNoSidewaysScroll(page);
    await fillIn(page, { "geburt.geburtsdatum": "12.4.1991" });
  });

  test("is asked for a residence title, because the nationality calls for it; going back keeps everything", async () => {
    await expectHeading(page, "Aufenthaltstitel");
    await press(page, "Zurück");
    await expectHeading(page, "Geburt und Staatsangehörigkeit");
    expect(await page.locator("[name='geburt.geburtsort']").inputValue()).toBe("Şanlıurfa");
    await press(page, "Weiter");
    await answer(page, "aufenthalt.titelVorhanden", "ja");
    if (!javaScript) {
      await press(page, "Weiter");
      expect(await readText(page)).toMatch(/noch (eine Frage|Fragen)/);
    }
    await answer(page, "aufenthalt.auflageVorhanden", "nein");
    await fillIn(page, {
      "aufenthalt.titelDatum": "03.03.2021",
      "aufenthalt.titelBehoerde": "Ausländerbehörde Kreis Paderborn",
    });
    await expectHeading(page, "Ihre Wohnung und Ihr Kontakt");
  });

  test("puts the phone away and goes on with the code on another device", async () => {
    await press(page, "Später fortsetzen");
    await expectHeading(page, "Alles ist gespeichert");
    expect(await readCode(page)).toBe(code);
    const address = page.url();
    expect(heard.complaints()).toEqual([]);
    await founder.close();

    await open();
    await page.goto(address);
    expect(page.url()).toBe(`${stage.town}/fortsetzen`);
    await continueWithCode(page, stage.town, "AAAA-BBBB-CCCC");
    await expectHeading(page, "Ihren Vorgang fortsetzen");
    expect(await page.getByRole("alert").count()).toBe(1);
    await continueWithCode(page, stage.town, typedCode(code));
    await expectHeading(page, "Ihre Wohnung und Ihr Kontakt");
  });

  test("loses nothing when the server and its database are killed", async () => {
    await fillIn(page, {
      "wohnung.land": "de",
      "wohnung.strasse": "Am Musterbach",
      "wohnung.hausnummer": "4",
      "wohnung.plz": "33104",
      "wohnung.ort": "Paderborn",
      "wohnung.email": "founder@example.org",
    });
    await expectHeading(page, "Der Ort Ihres Betriebes");
    await answer(page, "reisegewerbe", "nein");
    await answer(page, "betriebsstaette.wieWohnung", "nein");
    if (!javaScript) await press(page, "Weiter");
    const saved = javaScript ? page.waitForResponse((response) => response.status() === 204) : undefined;
    await answer(page, "betriebsstaette.strasse", "Lindenprobe");
    await saved;

    await stage.program.kill();
    await page.getByRole("button", { name: "Weiter", exact: true }).click();
    await page.waitForURL(/chrome-error|antrag/);
    await stage.startAgain();
    await page.goto(`${stage.town}/antrag/${draftOf(page.url()) ?? ""}`).catch(() => undefined);
    await continueWithCode(page, stage.town, code);
    await expectHeading(page, "Der Ort Ihres Betriebes");
    expect(await page.locator("[name=reisegewerbe][value=nein]").isChecked()).toBe(true);
    if (javaScript) expect(await page.locator("[name='betriebsstaette.strasse']").inputValue()).toBe("Lindenprobe");
    await fillIn(page, {
      niederlassung: "hauptniederlassung",
      "betriebsstaette.strasse": "Lindenprobe",
      "betriebsstaette.hausnummer": "17 a",
      "betriebsstaette.plz": "33098",
      "betriebsstaette.ort": "Paderborn",
    });
  });

  test("is asked for the Handwerkskarte, because it is a craft; the rest follows", async () => {
    await expectHeading(page, "Ihre Tätigkeit");
    await fillIn(page, {
      taetigkeit: "Anfertigung von Kleidung nach Maß",
      betriebsart: ["handwerk"],
      nebenerwerb: "nein",
      beginn: dayFromNow(7),
    });
    await expectHeading(page, "Handwerk");
    await answer(page, "zulassungspflichtigesHandwerk", "ja");
    if (!javaScript) await press(page, "Weiter");
    await answer(page, "handwerkskarteVorhanden", "ja");
    if (!javaScript) await press(page, "Weiter");
    await fillIn(page, { handwerkskarteDatum: "01.10.2025", handwerkskammer: "Ostwestfalen-Lippe zu Bielefeld" });
    await fillIn(page, { beschaeftigteVorhanden: "nein" });
    await fillIn(page, { grund: "neugruendung" });
    await fillIn(page, { erlaubnisArten: ["keine"] });
    await expectHeading(page, "Prüfen und senden");
    expect(await readText(page)).toMatch(/Seite (\d+) von \1/);
    await expectNoSidewaysScroll(page);
  });

  test("checks, changes, keeps a copy and sends; two clicks make one case", async () => {
    const review = page.url();
    await press(page, /^Ändern ?: Ihr Unternehmen/, "link");
    await answer(page, "geschaeftsbezeichnung", `Nähatelier ${given}`);
    await press(page, /Änderung übernehmen|Weiter/);
    expect(page.url()).toBe(review);
    const text = await readText(page);
    for (const part of [`Nähatelier ${given}`, family, "Lindenprobe", "26,00 €", "Türkei"])
      expect(text).toContain(part);

    expect(await download(page, "Kopie herunterladen (PDF)")).toBeGreaterThan(20_000);

    await press(page, "Jetzt senden");
    expect(page.url()).toBe(review);
    expect(await page.getByRole("alert").first().innerText()).toContain("Ich versichere");
    for (const box of await page.locator("[name=erklaerung]").all()) await box.check();
    await page.getByRole("button", { name: "Jetzt senden" }).dblclick();
    await page.waitForURL(/gesendet$/);
    await expectHeading(page, "Ihre Anzeige ist bei uns");
    aktenzeichen = await readAktenzeichen(page);
    expect(await readCode(page)).toBe(code);
    await page.goto(review);
    await expectHeading(page, "Ihre Anzeige ist bei uns");
    expect(await download(page, "Kopie herunterladen (PDF)")).toBeGreaterThan(20_000);
    await press(page, "Zum Postfach", "link");
    await expectHeading(page, "Gewerbe anmelden");
    expect(await readText(page)).toContain("Ihr Anliegen ist bei uns eingegangen.");
    await press(page, "Postfach", "link");
    expect(await page.getByText(aktenzeichen).count()).toBe(1);
    await expectNoSidewaysScroll(page);
  });

  test("is asked back, answers with text and a file, and gets the Empfangsbescheinigung", async () => {
    const work = await stage.atDesk("kim.beispiel", { javaScript });
    const deskHeard = watch(work);
    await expectHeading(work, "Aufgaben");
    await press(work, /^Offen/, "link");
    expect(
      await work
        .getByRole("row")
        .filter({ hasText: `Nähatelier ${given}` })
        .count(),
    ).toBe(1);
    if (javaScript) {
      const active = work.locator("tr[data-row-active]");
      for (let rows = await work.locator("tbody tr").count(); rows > 0; rows--) {
        await work.keyboard.press("j");
        if ((await active.innerText()).includes(aktenzeichen)) break;
      }
      await work.keyboard.press("k");
      expect(await active.innerText()).not.toContain(aktenzeichen);
      await work.keyboard.press("j");
      expect(await active.innerText()).toContain(aktenzeichen);
      const next = work.waitForEvent("domcontentloaded");
      await work.keyboard.press("Enter");
      await next;
    } else await press(work, aktenzeichen, "link");
    await expectHeading(work, `Nähatelier ${given}`);
    expect(await readText(work)).toContain("GewA1 Feld 18");
    await press(work, "Übernehmen");
    expect(await readText(work)).toContain("Bei Ihnen");

    await openView(work, "Nachrichten");
    await press(work, "Frage senden");
    expect(await work.getByRole("alert").first().innerText()).toContain("Schreiben Sie Ihre Frage");
    await work.getByLabel("Ihre Frage").fill("Bitte schicken Sie uns ein Bild Ihrer Handwerkskarte.");
    await press(work, "Frage senden");
    expect(await readText(work)).toContain("Die Rückfrage ist gestellt.");

    await continueWithCode(page, stage.town, code);
    await press(page, "Gewerbe anmelden", "link");
    expect(await readText(page)).toContain("Bitte schicken Sie uns ein Bild Ihrer Handwerkskarte.");
    await page.getByLabel("Ihre Antwort").fill("Hier ist sie. Viele Grüße");
    await page.locator("input[type=file]").setInputFiles({
      name: "karte.pdf",
      mimeType: "application/pdf",
      buffer: Buffer.from("das ist kein PDF"),
    });
    await press(page, "Antwort senden");
    expect(await page.getByLabel("Ihre Antwort").inputValue()).toBe("Hier ist sie. Viele Grüße");
    expect(await page.getByRole("alert").first().innerText()).toContain("PDF");
    await page.locator("input[type=file]").setInputFiles({ name: "Karte.png", mimeType: "image/png", buffer: picture });
    await press(page, "Antwort senden");
    expect(await readText(page)).toContain("Ihre Antwort ist angekommen.");

    await work.reload();
    expect(await readText(work)).toContain("Hier ist sie. Viele Grüße");
    expect(await work.getByRole("link", { name: "Karte" }).count()).toBeGreaterThan(0);
    await openView(work, "Antrag");
    await press(work, /^Berichtigen.*Straße$/, "link");
    await work.locator("[name=wert]").fill("Am Musterbogen");
    await press(work, "Speichern");
    expect(await work.getByRole("alert").first().innerText()).toContain("warum Sie den Wert ändern");
    expect(await work.locator("[name=wert]").inputValue()).toBe("Am Musterbogen");
    await work.getByLabel("Warum ändern Sie das?").fill("Tippfehler, telefonisch geklärt");
    await press(work, "Speichern");
    await expectHeading(work, `Nähatelier ${given}`);
    expect(await readText(work)).toMatch(/Am Musterbach[\s\S]*Am Musterbogen/);

    await press(work, "Empfangsbescheinigung ausstellen");
    expect(await readText(work)).toContain("rechtzeitig erledigt");
    await openView(work, "Verlauf");
    const history = await readText(work);
    for (const part of [
      "Tippfehler, telefonisch geklärt",
      "Am Musterbach",
      "Kim Beispiel",
      "Empfangsbescheinigung ausgestellt",
    ])
      expect(history).toContain(part);

    await continueWithCode(page, stage.town, code);
    await press(page, "Gewerbe anmelden", "link");
    const status = await readText(page);
    for (const part of ["Ihre Empfangsbescheinigung", "Gilt als bekannt gegeben", "Ihr Anliegen ist erledigt."])
      expect(status).toContain(part);
    await expectNoSidewaysScroll(page);
    const href = await page.getByRole("link", { name: /^Empfangsbescheinigung/ }).getAttribute("href");
    const answered = await founder.request.get(new URL(href ?? "", page.url()).href);
    expect(answered.headers()["content-type"]).toBe("application/pdf");
    letter = await answered.body();
    expect(letter.subarray(0, 5).toString()).toBe("%PDF-");
    expect(heard.complaints()).toEqual([]);
    expect(deskHeard.complaints()).toEqual([]);
    await work.close();
  });

  test("anyone can check whether the letter is genuine", async () => {
    const address = /\((http[^)]*\/echtheit\/[^)]*)\)/.exec(letter.toString("latin1"))?.[1] ?? "";
    const stranger = await stage.visit({ viewport: phone, javaScript });
    await stranger.goto(address);
    expect(await readText(stranger)).toContain("Dieses Schreiben stammt von Stadt Paderborn");
    expect(await readText(stranger)).toContain(aktenzeichen);
    expect(await readText(stranger)).not.toContain(family);
    const compare = async (bytes: Buffer): Promise<string> => {
      await stranger
        .locator("input[type=file]")
        .setInputFiles({ name: "a.pdf", mimeType: "application/pdf", buffer: bytes });
      await press(stranger, "Vergleichen");
      return readText(stranger);
    };
    expect(await compare(letter)).toContain("Ihre Datei ist unverändert");
    expect(await compare(Buffer.concat([letter, Buffer.from("\n")]))).toContain(
      "Ihre Datei ist nicht dieses Schreiben",
    );
    await stranger.goto(`${address.slice(0, -1)}${address.endsWith("A") ? "B" : "A"}`);
    expect(await readText(stranger)).toContain("kein Schreiben mit diesem Kennzeichen");
    await stranger.context().close();
  });

  test("the register has the entry, and every recipient gets exactly its fields", async () => {
    const work = await stage.atDesk("sam.muster", { javaScript });
    await press(work, "Gewerberegister", "link");
    await work.getByRole("searchbox").fill(`${family} ${given}`);
    await press(work, "Suchen");
    await press(work, `${given} ${family}`, "link");
    const entry = await readText(work);
    for (const part of ["Lindenprobe 17 a", "Am Musterbogen", "Anfertigung von Kleidung nach Maß", aktenzeichen])
      expect(entry).toContain(part);

    await openCase(work, stage.town, aktenzeichen);
    await openView(work, "Verlauf");
    const table = work.getByRole("table", { name: "Was an wen ging" });
    await expect
      .poll(
        async () => {
          await work.reload();
          return table.getByRole("row").filter({ hasText: "Übermittelt" }).count();
        },
        { timeout: 60_000 },
      )
      .toBe(Object.keys(allowed).length + 2);
    expect(await table.getByRole("row").filter({ hasText: "Statistisches Landesamt" }).innerText()).toContain("Wartet");
    expect(await table.getByRole("row").filter({ hasText: "Zoll" }).count()).toBe(0);
    expect(sentFields(join(stage.program.dataFolder, "deliveries/paderborn"), aktenzeichen)).toMatchObject(allowed);

    await press(work, "Übermittlungen", "link");
    expect(await work.getByRole("row").filter({ hasText: aktenzeichen }).count()).toBeGreaterThan(9);
    await work.close();
  });

  test("everything lies in the Akte, and one changed row is found", async () => {
    const work = await stage.atDesk("sam.muster", { javaScript });
    await press(work, "Akten", "link");
    await work.getByRole("searchbox", { name: "Akte suchen" }).fill(aktenzeichen.split("/")[0] as string);
    await press(work, "Suchen");
    await press(work, aktenzeichen.split("/")[0] as string, "link");
    const akte = await readText(work);
    for (const part of ["Kette geprüft", "Empfangsbescheinigung", "Karte", "Kopie", "Übermittlung an Finanzamt"])
      expect(akte).toContain(part);

    expect(await stage.program.command("records", "verify")).toMatchObject({ code: 0 });
    const tamper = (from: string, to: string) =>
      asSuperuser(stage.program.dataFolder, (client) =>
        client.query(
          `update records.history set actor_name = $2 where actor_name = $1
           and akte_id = (select akte_id from records.akte where aktenzeichen = $3 and tenant_id = history.tenant_id
             and betreff like $4)`,
          [from, to, aktenzeichen.split("/")[0], `%${given}%`],
        ),
      );
    expect((await tamper("Kim Beispiel", "Kim Bespiel")).rowCount).toBeGreaterThan(0);
    const found = await stage.program.command("records", "verify");
    expect(found.code).toBe(1);
    expect(found.output).toContain(`✗ ${aktenzeichen.split("/")[0]}, entry`);
    await work.reload();
    expect(await readText(work)).toContain("Die Kette ist unterbrochen");
    await tamper("Kim Bespiel", "Kim Beispiel");
    expect(await stage.program.command("records", "verify")).toMatchObject({ code: 0 });
    await work.close();
    await founder.close();
  });
});

/** One pixel. */
const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

const draftOf = (address: string): string | undefined => /\/antrag\/([^/]+)/.exec(address)?.[1];

/** Follows a link to a PDF file. @returns its size in bytes */
async function download(page: Page, name: string): Promise<number> {
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name }).click();
  const bytes = readFileSync(await (await coming).path());
  expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
  return bytes.length;
}

/** Numbers of the fields of GewA1 in every message about a case, by recipient. */
function sentFields(folder: string, aktenzeichen: string): Readonly<Record<string, readonly number[]>> {
  const found: Record<string, readonly number[]> = {};
  for (const recipient of readdirSync(folder)) {
    for (const file of readdirSync(join(folder, recipient))) {
      const xml = readFileSync(join(folder, recipient, file), "utf8");
      if (!xml.includes(`aktenzeichen="${aktenzeichen}"`)) continue;
      expect(found[recipient], `${recipient} got it twice`).toBeUndefined();
      found[recipient] = Array.from(xml.matchAll(/<feld nummer="(\d+)"/g), (match) => Number(match[1]));
    }
  }
  return found;
}
