import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import type { TenantId } from "../../kernel/index.ts";
import {
  Checkbox,
  Checkboxes,
  FileField,
  Form,
  Link,
  PortalPage,
  Radios,
  SearchForm,
  Select,
  SubmitButton,
  TextArea,
  TextField,
} from "../ui/index.ts";
import { page, type Route, redirect } from "../web/index.ts";
import { type Browser, createTestDatabase, createTestWeb, type TestDatabase, type TestWeb } from "./index.ts";

let received: unknown;

const routes: readonly Route[] = [
  {
    method: "GET",
    path: "/:town/frage",
    access: "public",
    async handle({ view }) {
      return page(
        <PortalPage view={view} title="Frage">
          <SearchForm view={view} action={view.href("/suche")} name="q" label="Suche" button="Suchen" />
          <Form view={view} action={view.href("/frage")} enctype="multipart/form-data">
            <TextField view={view} name="name" label="Name" value="Ada & <Söhne>" />
            <TextField view={view} name="name2" label="Name der Firma" required={false} />
            <TextArea view={view} name="text" label="Tätigkeit" value={"eins\nzwei"} />
            <Radios
              view={view}
              name="art"
              legend="Art des Betriebs"
              value="i"
              options={[
                { value: "i", label: "Industrie" },
                { value: "h", label: "Handwerk" },
              ]}
            />
            <Checkboxes
              view={view}
              name="tage"
              legend="Tage"
              values={["mo"]}
              options={[
                { value: "mo", label: "Montag" },
                { value: "di", label: "Dienstag" },
                { value: "mi", label: "Mittwoch" },
              ]}
            />
            <Select view={view} name="land" label="Land" options={[{ value: "de", label: "Deutschland" }]} />
            <Checkbox view={view} name="ja" label="Ich versichere das." />
            <FileField view={view} name="anlage" label="Anlage" multiple />
            <SubmitButton>Weiter</SubmitButton>
            <SubmitButton name="schritt" value="zurueck">
              Zurück
            </SubmitButton>
          </Form>
        </PortalPage>,
      );
    },
  },
  {
    method: "POST",
    path: "/:town/frage",
    access: "public",
    upload: { maxFiles: 2, maxFileBytes: 1000 },
    async handle({ body, uploads, view }) {
      received = { body, uploads: uploads.map((file) => `${file.filename}:${Buffer.from(file.bytes)}`) };
      return redirect(view.href("/danke"), [{ name: "dank", value: "a b=c;", maxAgeSeconds: 60 }]);
    },
  },
  {
    method: "GET",
    path: "/:town/danke",
    access: "public",
    async handle({ view, cookies }) {
      return page(
        <PortalPage view={view} title="Danke">
          <p>Keks: {cookies.dank}</p>
          <Link href={view.href("/frage")}>Noch eine</Link>
        </PortalPage>,
      );
    },
  },
  {
    method: "GET",
    path: "/:town/suche",
    access: "public",
    async handle({ view, query }) {
      return page(<PortalPage view={view} title={`Suche nach ${query.q}`} />);
    },
  },
];

let database: TestDatabase;
let web: TestWeb;
let browser: Browser;
beforeAll(async () => {
  database = await createTestDatabase(inject("testServer"));
  web = await createTestWeb(database, {
    routes,
    dependencies: {
      findTown: async (slug) => ({
        tenant: 1 as TenantId,
        brand: { name: "Ort", officialName: "Gemeinde Ort", slug, accent: "#123456", markPath: "/m.svg", demo: false },
      }),
      authenticate: async () => undefined,
    },
  });
});
afterAll(async () => {
  await web.close();
  await database.close();
});
beforeEach(async () => {
  browser = web.openBrowser();
  await browser.open("/ort/frage");
});

describe("the browser of the tests", () => {
  test("reads a page as a person would", () => {
    expect(browser.status).toBe(200);
    expect(browser.heading()).toBe("Frage");
    expect(browser.title()).toBe("Frage – Gemeinde Ort");
    expect(browser.value("Name")).toBe("Ada & <Söhne>");
    expect(browser.value("Tätigkeit")).toBe("eins\nzwei");
    expect(browser.value("Art des Betriebs")).toBe("i");
    expect(browser.text()).toContain("Ich versichere das.");
  });

  test("sends what the form holds and what was filled in, with files, and follows the redirect", async () => {
    browser.fill({
      "Name der Firma": "Bäckerei „Łódź“",
      "Art des Betriebs": "Handwerk",
      Tage: ["Dienstag", "mi"],
      Land: "Deutschland",
      "Ich versichere": true,
      Anlage: [{ filename: "a.txt", mediaType: "text/plain", bytes: Buffer.from("hallo") }],
    });
    await browser.submit("Weiter");
    expect(received).toEqual({
      body: {
        name: "Ada & <Söhne>",
        name2: "Bäckerei „Łódź“",
        text: "eins\nzwei",
        art: "h",
        tage: ["di", "mi"],
        land: "de",
        ja: "ja",
      },
      uploads: ["a.txt:hallo"],
    });
    expect(browser.path).toBe("/ort/danke");
    expect(browser.text()).toContain("Keks: a b=c;");
    await browser.click("Noch eine");
    expect(browser.heading()).toBe("Frage");
  });

  test("sends the button that was pressed", async () => {
    await browser.submit("Zurück");
    expect(received).toMatchObject({ body: { schritt: "zurueck" } });
  });

  test("sends a search as a query", async () => {
    browser.fill({ Suche: "Gewerbe & mehr" });
    await browser.submit();
    expect(browser.heading()).toBe("Suche nach Gewerbe & mehr");
  });

  test("refuses what is not on the page", async () => {
    expect(() => browser.fill({ Farbe: "rot" })).toThrow(/no field "Farbe".*"Tätigkeit"/);
    expect(() => browser.fill({ Land: "Frankreich" })).toThrow(/no choice/);
    await expect(browser.submit("Löschen")).rejects.toThrow(/no button "Löschen".*"Weiter"/);
    await expect(browser.click("Impressum!")).rejects.toThrow(/no link/);
  });

  test("is refused when it makes up a form", async () => {
    await browser.post("/ort/frage", { name: "x" });
    expect(browser.status).toBe(403);
    expect(browser.heading()).toBe("Das Formular ist nicht mehr gültig");
  });
});
