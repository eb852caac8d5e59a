import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { cents, newId } from "../../kernel/index.ts";
import {
  type Browser,
  createTestDatabase,
  createTestWeb,
  type TestDatabase,
  type TestWeb,
} from "../../platform/testing/index.ts";
import { casesRoutes, defineCaseContent, defineProcesses, listCasesOfMailbox, parseProcess } from "../cases/index.ts";
import { defineCodeResolvers, listMessages, messagingJobs, messagingRoutes } from "../messaging/index.ts";
import { listDokumente, readDokument, seedAktenplan } from "../records/index.ts";
import { findTown, switchOnTown, type Tenant } from "../tenants/index.ts";
import { submitDraft } from "./actions/submit-draft.ts";
import { caseContent } from "./case-content.ts";
import { draftCodeResolver } from "./code-resolver.ts";
import { formsJobs } from "./jobs.ts";
import type { Leistung } from "./leistung.ts";
import { defineAvailability, defineLeistungen, definePrefillSources } from "./registry.ts";
import { routes } from "./routes.ts";
import { findDraftByCode, moveDraftsToVersion } from "./store.ts";

const both = (de: string) => ({ de, en: `${de} (en)` });
const none = { de: [], en: [] } as const;

/** A dog tax so small that a test can read it: two pages, one of them only sometimes, one question that comes up. */
const hund: Leistung = {
  id: "hund-anmelden",
  version: 1,
  title: { de: "Hund anmelden", en: "Register a dog" },
  summary: both("Sie halten einen Hund."),
  icon: "heart",
  lebenslagen: ["freizeit"],
  keywords: none,
  page: { what: none, forWhom: none, cost: none, time: none, needed: none, legalBasis: [], dataProtection: none },
  online: {
    trustLevel: "low",
    minutes: 2,
    prefill: "test.hunde",
    processXml: "",
    fees: [{ key: "marke", label: both("Hundemarke"), amountCents: cents(500), source: "Satzung" }],
    feesFor: () => ["marke"],
    deadline: { days: 3, counting: "calendar-days", source: "Satzung" },
    records: {
      planUnit: "32.40",
      retentionYears: 5,
      retentionSource: "Satzung",
      akteTitle: (answers) => `Hund ${String(answers.hundename)}`,
    },
    subjectName: (answers) => String(answers.halter),
    declarations: [{ key: "richtig", text: both("Meine Angaben sind richtig."), source: "Satzung" }],
    form: {
      id: "hund-anmelden",
      version: 1,
      sections: [
        {
          key: "hund",
          title: both("Ihr Hund"),
          elements: [
            { kind: "field", key: "halter", type: "name", label: both("Ihr Name"), source: "Satzung" },
            { kind: "field", key: "hundename", type: "text", label: both("Name des Hundes"), source: "Satzung" },
            {
              kind: "field",
              key: "gross",
              type: "yes-no",
              label: both("Ist der Hund größer als 40 cm?"),
              source: "LHundG",
            },
            {
              kind: "field",
              key: "chip",
              type: "text",
              label: both("Chipnummer"),
              source: "LHundG",
              when: 'gross = "ja"',
            },
          ],
        },
        {
          key: "weitere",
          title: both("Weitere Hunde"),
          elements: [
            {
              kind: "group",
              key: "hunde",
              min: 0,
              max: 3,
              title: both("Weitere Hunde"),
              entryName: both("Hund"),
              elements: [{ kind: "field", key: "name", type: "text", label: both("Rufname"), source: "Satzung" }],
            },
          ],
        },
        {
          key: "sachkunde",
          title: both("Sachkunde"),
          when: 'gross = "ja"',
          elements: [
            {
              kind: "field",
              key: "nachweis",
              type: "yes-no",
              label: both("Haben Sie einen Sachkundenachweis?"),
              source: "LHundG",
            },
            {
              kind: "field",
              key: "stelle",
              type: "text",
              label: both("Wer hat ihn ausgestellt?"),
              source: "LHundG",
              required: false,
              when: 'nachweis = "ja"',
            },
            {
              kind: "field",
              key: "auflage",
              type: "yes-no",
              label: both("Mit Auflage"),
              source: "LHundG",
              when: "nachweis != null",
              computed: 'if nachweis = "ja" then "nein" else "ja"',
            },
            {
              kind: "note",
              tone: "warning",
              text: both("Ohne Sachkunde dürfen Sie diesen Hund nicht führen."),
              when: 'nachweis = "nein"',
            },
          ],
        },
      ],
    },
  },
};

const processXml = `<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:klickamt="urn:klickamt:bpmn:1" id="d" targetNamespace="urn:test">
  <process id="hund" isExecutable="true">
    <startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="pruefen"/>
    <userTask id="pruefen" name="Prüfen" klickamt:nameEn="Check" klickamt:duty="casework"/>
    <sequenceFlow id="b" sourceRef="pruefen" targetRef="ende"/><endEvent id="ende"/>
  </process>
  <di:BPMNDiagram xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:dd="http://www.omg.org/spec/DD/20100524/DI" id="diagram">
    <di:BPMNPlane id="plane" bpmnElement="hund">
      <di:BPMNShape id="s1" bpmnElement="start"><dc:Bounds x="0" y="20" width="36" height="36"/></di:BPMNShape>
      <di:BPMNShape id="s2" bpmnElement="pruefen"><dc:Bounds x="80" y="0" width="120" height="80"/></di:BPMNShape>
      <di:BPMNShape id="s3" bpmnElement="ende"><dc:Bounds x="250" y="20" width="36" height="36"/></di:BPMNShape>
      <di:BPMNEdge id="e1" bpmnElement="a"><dd:waypoint x="36" y="38"/><dd:waypoint x="80" y="38"/></di:BPMNEdge>
      <di:BPMNEdge id="e2" bpmnElement="b"><dd:waypoint x="200" y="38"/><dd:waypoint x="250" y="38"/></di:BPMNEdge>
    </di:BPMNPlane>
  </di:BPMNDiagram>
</definitions>`;

let database: TestDatabase;
let web: TestWeb;
let town: Tenant;
let browser: Browser;
const citizen = { kind: "citizen" } as const;

beforeAll(async () => {
  database = await createTestDatabase(inject("testServer"), [...formsJobs, ...messagingJobs]);
  town = await database.db.inPlatform((tx) =>
    switchOnTown({ tx, actor: { kind: "system", name: "test" }, now: database.now }, { ags: "05774032", demo: false }),
  );
  await database.run(town.tenantId, { kind: "system", name: "test" }, seedAktenplan);
  defineLeistungen([hund]);
  defineCaseContent(caseContent);
  defineProcesses({ "hund-anmelden": await parseProcess(processXml) });
  defineCodeResolvers([draftCodeResolver]);
  definePrefillSources([
    {
      name: "test.hunde",
      label: both("Hunderegister"),
      words: {
        title: both("Haben Sie den Hund schon gemeldet?"),
        code: both("Code der Anmeldung"),
        unknown: both("Zu diesem Code finden wir keinen Hund."),
      },
      prefill: async (_ctx, code) =>
        code === "0000-0000-0001"
          ? { values: { halter: "Mia Brökelmann", hundename: "Rex" }, label: "Hunderegister" }
          : undefined,
    },
  ]);
  web = await createTestWeb(database, {
    routes: [...routes, ...messagingRoutes, ...casesRoutes],
    dependencies: {
      findTown: (slug) => database.db.inPlatform((tx) => findTown(tx, slug)),
      authenticate: async () => undefined,
    },
  });
});
afterAll(async () => {
  await web.close();
  await database.close();
});
beforeEach(() => {
  browser = web.openBrowser();
});

/** Starts as the service page does: with its form. */
async function begin(as = browser): Promise<void> {
  await as.open("/paderborn/fortsetzen");
  const csrf = /name="_csrf" value="([^"]+)"/.exec(as.html)?.[1] ?? "";
  await as.post("/paderborn/leistungen/hund-anmelden/beginnen", { _csrf: csrf, _submission: newId() });
}

const codeOnPage = (as = browser): string => /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(as.text())?.[0] ?? "";

async function fillToReview(as = browser): Promise<void> {
  await begin(as);
  await as.click("Ohne Code weiter");
  as.fill({ "Ihr Name": "Łucja Öztürk", "Name des Hundes": "Rex", "Ist der Hund größer": "Nein" });
  await as.submit("Weiter");
  await as.submit("Weiter");
}

describe("an application", () => {
  test("begun twice because the answer got lost is one draft, and the code comes with the second answer", async () => {
    await browser.open("/paderborn/fortsetzen");
    const own = browser.cookies.get("klickamt") as string;
    const csrf = /name="_csrf" value="([^"]+)"/.exec(browser.html)?.[1] ?? "";
    const form = { _csrf: csrf, _submission: newId() };
    await browser.post("/paderborn/leistungen/hund-anmelden/beginnen", form);
    const code = codeOnPage();
    expect(code).not.toBe("");
    browser.clearCookies();
    browser.setCookie("klickamt", own);
    await browser.post("/paderborn/leistungen/hund-anmelden/beginnen", form);
    expect(codeOnPage()).toBe(code);
    await browser.click("Ohne Code weiter");
    expect(browser.heading()).toBe("Ihr Hund");
  });

  test("asks page by page, only what applies, and says where one is", async () => {
    await begin();
    await browser.click("Ohne Code weiter");
    expect(browser.heading()).toBe("Ihr Hund");
    expect(browser.text()).toContain("Seite 1 von 3");
    browser.fill({ "Ihr Name": "Łucja Öztürk", "Name des Hundes": "Rex", "Ist der Hund größer": "Nein" });
    await browser.submit("Weiter");
    expect(browser.heading()).toBe("Weitere Hunde");
    await browser.submit("Weiter");
    expect(browser.heading()).toBe("Prüfen und senden");
    expect(browser.text()).not.toContain("Chipnummer");
    expect(browser.text()).toContain("5,00 €");
  });

  test("brings a mistake back with what was typed, a linked summary and words that help", async () => {
    await begin();
    await browser.click("Ohne Code weiter");
    browser.fill({ "Ihr Name": "4711", "Name des Hundes": "Rex" });
    await browser.submit("Weiter");
    expect(browser.status).toBe(422);
    expect(browser.title()).toMatch(/^Fehler: /);
    expect(browser.errors()).toHaveLength(2);
    expect(browser.value("Ihr Name")).toBe("4711");
    expect(browser.value("Name des Hundes")).toBe("Rex");
    expect(browser.html).toContain('href="#f-halter"');
    expect(browser.html).toMatch(/<fieldset[^>]*aria-invalid="true"/);
  });

  test("asks the question that an answer brings up, kindly, where no script could", async () => {
    await begin();
    await browser.click("Ohne Code weiter");
    browser.fill({ "Ihr Name": "Mia", "Name des Hundes": "Rex", "Ist der Hund größer": "Ja" });
    await browser.submit("Weiter");
    expect(browser.status).toBe(200);
    expect(browser.heading()).toBe("Ihr Hund");
    expect(browser.text()).toContain("noch eine Frage");
    browser.fill({ Chipnummer: "276098102" });
    await browser.submit("Weiter");
    expect(browser.heading()).toBe("Weitere Hunde");
  });

  async function goToSachkunde(): Promise<void> {
    await begin();
    await browser.click("Ohne Code weiter");
    browser.fill({ "Ihr Name": "Mia", "Name des Hundes": "Rex", "Ist der Hund größer": "Ja" });
    await browser.submit("Weiter");
    browser.fill({ Chipnummer: "276098102" });
    await browser.submit("Weiter");
    await browser.submit("Weiter");
  }

  test("shows a question that needs no answer once before it goes on, and never again", async () => {
    await goToSachkunde();
    browser.fill({ "Haben Sie einen Sachkundenachweis?": "Ja" });
    await browser.submit("Weiter");
    expect(browser.status).toBe(200);
    expect(browser.heading()).toBe("Sachkunde");
    expect(browser.text()).toContain("noch eine Frage");
    expect(browser.html).toContain('<a href="#f-stelle">Wer hat ihn ausgestellt?</a>');
    expect(browser.errors()).toEqual([]);
    await browser.submit("Weiter");
    expect(browser.heading()).toBe("Prüfen und senden");
    expect(browser.text()).toContain("Wer hat ihn ausgestellt?");
  });

  test("shows a warning that an answer brings up before it goes on, and asks nothing about what it works out", async () => {
    await goToSachkunde();
    // Stored while typing, but not shown: a script saves without looking.
    const form = { _csrf: /name="_csrf" value="([^"]+)"/.exec(browser.html)?.[1] ?? "", nachweis: "nein" };
    const { path } = browser;
    await browser.post(path, { ...form, _aktion: "speichern" });
    await browser.post(path, form);
    expect(browser.heading()).toBe("Sachkunde");
    expect(browser.text()).toContain("Bitte beachten Sie");
    expect(browser.text()).not.toContain("noch eine Frage");
    expect(browser.text()).toContain("Mit Auflage");
    await browser.submit("Weiter");
    expect(browser.heading()).toBe("Prüfen und senden");
  });

  test("shows what was stored elsewhere, also right after a page was sent", async () => {
    await begin();
    await browser.click("Ohne Code weiter");
    browser.fill({ "Ihr Name": "Mia", "Name des Hundes": "Rex", "Ist der Hund größer": "Nein" });
    await browser.submit("Weiter");
    const draftId = browser.path.split("/")[3];
    await database.asSuperuser((client) =>
      client.query(`update forms.draft set answers = answers || '{"hundename": "Bello"}' where draft_id = $1`, [
        draftId,
      ]),
    );
    await browser.submit("Weiter");
    expect(browser.heading()).toBe("Prüfen und senden");
    expect(browser.text()).toContain("Bello");
    await database.asSuperuser((client) =>
      client.query(`update forms.draft set answers = answers || '{"hundename": "Kira"}' where draft_id = $1`, [
        draftId,
      ]),
    );
    await browser.open(browser.path);
    expect(browser.text()).toContain("Kira");
  });

  test("keeps what was typed when a condition hides it, and leaves it out when it is sent", async () => {
    await begin();
    await browser.click("Ohne Code weiter");
    browser.fill({ "Ihr Name": "Mia", "Name des Hundes": "Rex", "Ist der Hund größer": "Ja" });
    await browser.submit("Weiter");
    browser.fill({ Chipnummer: "276098102" });
    await browser.submit("Weiter");
    await browser.submit("Zurück");
    browser.fill({ "Ist der Hund größer": "Nein" });
    await browser.submit("Weiter");
    await browser.submit("Zurück");
    browser.fill({ "Ist der Hund größer": "Ja" });
    await browser.submit("Weiter");
    await browser.submit("Zurück");
    expect(browser.value("Chipnummer")).toBe("276098102");
  });

  test("adds and removes entries and keeps the others", async () => {
    await begin();
    await browser.click("Ohne Code weiter");
    browser.fill({ "Ihr Name": "Mia", "Name des Hundes": "Rex", "Ist der Hund größer": "Nein" });
    await browser.submit("Weiter");
    await browser.submit("Hund hinzufügen");
    browser.fill({ "hunde.0.name": "Bello" });
    await browser.submit("Hund hinzufügen");
    browser.fill({ "hunde.1.name": "Waldi" });
    await browser.submit("Hund 1 entfernen");
    expect(browser.value("hunde.0.name")).toBe("Waldi");
  });

  test.each([
    ["without a script", undefined],
    ["with a script", { "hunde.0.name": [["Bello"]], "hunde.1.name": [["Waldi"]], "hunde.2.name": [[""]] }],
  ])("takes one entry out where the same click is sent twice: %s", async (_how, basis) => {
    await begin();
    await browser.click("Ohne Code weiter");
    browser.fill({ "Ihr Name": "Mia", "Name des Hundes": "Rex", "Ist der Hund größer": "Nein" });
    await browser.submit("Weiter");
    for (const [at, name] of ["Bello", "Waldi", "Hasso"].entries()) {
      await browser.submit("Hund hinzufügen");
      browser.fill({ [`hunde.${at}.name`]: name });
    }
    const path = browser.path.split("#")[0] as string;
    const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(browser.html)?.[1] ?? "";
    const sent = {
      _csrf: hidden("_csrf"),
      _submission: hidden("_submission"),
      _aktion: "entfernen:hunde:0",
      "hunde.0.name": "Bello",
      "hunde.1.name": "Waldi",
      "hunde.2.name": "Hasso",
      ...(basis === undefined ? {} : { _basis: JSON.stringify(basis) }),
    };
    await browser.post(path, sent);
    await browser.post(path, sent);
    await browser.open(path);
    expect(browser.value("hunde.0.name")).toBe("Waldi");
    expect(browser.value("hunde.1.name")).toBe("Hasso");
  });

  test("goes on where it was, on another device, with the code", async () => {
    await begin();
    await browser.click("Ohne Code weiter");
    browser.fill({ "Ihr Name": "Mia", "Name des Hundes": "Rex", "Ist der Hund größer": "Nein" });
    await browser.submit("Später fortsetzen");
    const code = codeOnPage();
    const phone = web.openBrowser();
    await phone.open("/paderborn/fortsetzen");
    phone.fill({ "Ihr Code": code.toLowerCase().replaceAll("-", " ") });
    await phone.submit();
    expect(phone.heading()).toBe("Weitere Hunde");
    await phone.submit("Zurück");
    expect(phone.value("Name des Hundes")).toBe("Rex");
  });

  test("shows nothing to a device without the code", async () => {
    await begin();
    await browser.click("Ohne Code weiter");
    const stranger = web.openBrowser();
    await stranger.open(browser.path);
    expect(stranger.path).toContain("/fortsetzen");
  });

  test("is not there under an address that somebody made up", async () => {
    await browser.open("/paderborn/antrag/xyz/hund");
    expect(browser.status).toBe(404);
  });

  test("is filled in from a register, which keeps its mark when it is changed", async () => {
    await begin();
    browser.fill({ "Code der Anmeldung": "0000-0000-0009" });
    await browser.submit("Ausfüllen lassen");
    expect(browser.errors()[0]).toContain("keinen Hund");
    browser.fill({ "Code der Anmeldung": "0000-0000-0001" });
    await browser.submit("Ausfüllen lassen");
    expect(browser.value("Ihr Name")).toBe("Mia Brökelmann");
    expect(browser.text()).toContain("Vorausgefüllt aus: Hunderegister");
    browser.fill({ "Name des Hundes": "Hasso", "Ist der Hund größer": "Nein" });
    await browser.submit("Weiter");
    await browser.submit("Zurück");
    expect(browser.text()).toContain("Von Ihnen geändert");
  });

  test("is saved while it is typed, mistakes and all", async () => {
    await begin();
    await browser.click("Ohne Code weiter");
    const path = browser.path;
    const csrf = /name="_csrf" value="([^"]+)"/.exec(browser.html)?.[1] ?? "";
    await browser.post(path, { _csrf: csrf, _aktion: "speichern", halter: "4711", hundename: "Re" });
    expect(browser.status).toBe(204);
    await browser.open(path);
    expect(browser.value("Ihr Name")).toBe("4711");
  });

  /** Sends the page as a script does: with what the page showed when it was made. */
  async function sendLate(
    path: string,
    action: string,
    basis: Record<string, string[][]>,
    fields: Record<string, string>,
  ): Promise<void> {
    await browser.open(path);
    const csrf = /name="_csrf" value="([^"]+)"/.exec(browser.html)?.[1] ?? "";
    await browser.post(path, { _csrf: csrf, _aktion: action, _basis: JSON.stringify(basis), ...fields });
  }

  test("puts two devices together that have changed different things", async () => {
    await begin();
    await browser.click("Ohne Code weiter");
    const path = browser.path;
    const shown = { halter: [[""]], hundename: [[""]], gross: [[]] };
    await sendLate(path, "speichern", shown, { halter: "Mia", hundename: "" });
    await sendLate(path, "nachreichen", shown, { halter: "", hundename: "Rex", gross: "nein" });
    expect(browser.status).toBe(204);
    await browser.open(path);
    expect(browser.value("Ihr Name")).toBe("Mia");
    expect(browser.value("Name des Hundes")).toBe("Rex");
  });

  test("asks which answer counts where two devices have changed the same, and loses neither", async () => {
    await begin();
    await browser.click("Ohne Code weiter");
    const path = browser.path;
    const shown = { halter: [[""]], hundename: [[""]], gross: [[]] };
    await sendLate(path, "speichern", shown, { halter: "Mia", hundename: "Rex" });
    await sendLate(path, "speichern", shown, { halter: "Mia", hundename: "Bello" });
    expect(browser.status).toBe(409);
    await browser.open(path);
    expect(browser.value("Name des Hundes")).toBe("Rex");
    await sendLate(path, "nachreichen", shown, { halter: "Mia", hundename: "Bello", gross: "nein" });
    expect(browser.status).toBe(409);
    expect(browser.heading()).toBe("Zweimal geändert");
    expect(browser.text()).toContain("Bello");
    expect(browser.text()).toContain("Rex");
    expect(browser.html).toContain('value="Mia"');
    await browser.submit("Auswahl übernehmen");
    expect(browser.status).toBe(422);
    expect(browser.errors()).toEqual([expect.stringContaining("Name des Hundes")]);
    browser.fill({ "Name des Hundes": "Bello" });
    await browser.submit("Auswahl übernehmen");
    expect(browser.heading()).toBe("Weitere Hunde");
    await browser.open(path);
    expect(browser.value("Name des Hundes")).toBe("Bello");
  });

  test("cannot be started where the town has switched it off", async () => {
    defineAvailability({ isOffered: async () => false });
    try {
      await begin();
      expect(browser.status).toBe(409);
      expect(browser.text()).toContain("zurzeit nicht online");
    } finally {
      defineAvailability({ isOffered: async () => true });
    }
  });
});

describe("sending", () => {
  test("needs every declaration", async () => {
    await fillToReview();
    await browser.submit("Jetzt senden");
    expect(browser.status).toBe(422);
    expect(browser.errors()[0]).toContain("Bestätigen Sie");
  });

  test("names what is missing with the way there, when a page was left out", async () => {
    await begin();
    await browser.click("Ohne Code weiter");
    await browser.open(browser.path.replace(/[^/]+$/, "pruefen"));
    expect(browser.text()).toContain("Bevor Sie senden können");
    browser.fill({ "Meine Angaben sind richtig": true });
    await browser.submit("Jetzt senden");
    expect(browser.heading()).toBe("Prüfen und senden");
  });

  test("says on each page, the last one too, what has changed in the form since", async () => {
    await fillToReview();
    await database.run(town.tenantId, citizen, async (ctx) => {
      await moveDraftsToVersion(ctx, {
        leistungId: "hund-anmelden",
        from: 1,
        to: 1,
        keptSections: ["hund", "weitere"],
        notice: { at: "2026-11-20", changes: [both("Neue Frage: Chipnummer.")] },
      });
    });
    for (const page of ["pruefen", "hund"]) {
      await browser.open(browser.path.replace(/[^/]+$/, page));
      expect(browser.text()).toContain("Das Formular hat sich geändert");
      expect(browser.text()).toContain("Neue Frage: Chipnummer.");
    }
  });

  test("refuses an e-mail address that cannot be one and keeps the ticks", async () => {
    await fillToReview();
    browser.fill({ "Meine Angaben sind richtig": true, "E-Mail-Adresse": "mia@" });
    await browser.submit("Jetzt senden");
    expect(browser.status).toBe(422);
    expect(browser.value("E-Mail-Adresse")).toBe("mia@");
  });

  test("opens one case, files the application, and says how it goes on", async () => {
    await fillToReview();
    browser.fill({ "Meine Angaben sind richtig": true });
    await browser.submit("Jetzt senden");
    expect(browser.heading()).toBe("Ihre Anzeige ist bei uns");
    expect(browser.text()).toMatch(/32\.40-2026-\d{5}\/01/);
    expect(browser.text()).toContain("Donnerstag, 26. November 2026");
    const code = codeOnPage();

    await database.run(town.tenantId, { kind: "system", name: "test" }, async (ctx) => {
      const draft = await findDraftByCode(ctx, ctx.keyring.mac("access-code", code));
      const cases = await listCasesOfMailbox(ctx, draft?.sent?.mailboxId ?? "");
      expect(cases).toHaveLength(1);
      const documents = await listDokumente(ctx, cases[0]?.vorgangId ?? "");
      const filed = JSON.parse(new TextDecoder().decode(await readDokument(ctx, documents[0]?.dokumentId ?? "")));
      expect(filed.answers).toEqual({ gross: "nein", halter: "Łucja Öztürk", hundename: "Rex" });
      expect(filed.declarations).toEqual(["richtig"]);
    });
  });

  test("twice makes one case: by the button, and by two requests at once", async () => {
    await fillToReview();
    const draftId = browser.path.split("/")[3] ?? "";
    const send = () =>
      database.run(town.tenantId, citizen, (ctx) =>
        submitDraft(ctx, { draftId, language: "de", declarations: ["richtig"], email: undefined }),
      );
    const results = await Promise.all([send(), send(), send()]);
    expect(new Set(results.map((result) => result.kind === "sent" && result.caseId)).size).toBe(1);
    browser.fill({ "Meine Angaben sind richtig": true });
    await browser.submit("Jetzt senden");
    expect(browser.heading()).toBe("Ihre Anzeige ist bei uns");
  });

  test("puts a confirmation with a PDF copy into the mailbox", async () => {
    await fillToReview();
    browser.fill({ "Meine Angaben sind richtig": true });
    await browser.submit("Jetzt senden");
    const code = codeOnPage();
    expect((await database.queue.drain()).failed).toEqual([]);
    await database.run(town.tenantId, citizen, async (ctx) => {
      const draft = await findDraftByCode(ctx, ctx.keyring.mac("access-code", code));
      const messages = await listMessages(ctx, draft?.sent?.caseId ?? "");
      expect(messages.map(({ kind }) => kind)).toEqual(["receipt"]);
      const attachment = messages[0]?.attachments[0];
      const bytes = await ctx.files.get(attachment?.sha256 ?? "");
      expect(new TextDecoder("latin1").decode(bytes.subarray(0, 5))).toBe("%PDF-");
    });
  });

  test("locks the draft: its pages lead to the confirmation", async () => {
    await fillToReview();
    const page = browser.path.replace("pruefen", "hund");
    browser.fill({ "Meine Angaben sind richtig": true });
    await browser.submit("Jetzt senden");
    await browser.open(page);
    expect(browser.heading()).toBe("Ihre Anzeige ist bei uns");
  });
});

describe("drafts nobody touches", () => {
  test("are forgotten after sixty days, sent ones after fourteen", async () => {
    await begin();
    await browser.click("Ohne Code weiter");
    const code = codeOnPage();
    const before = database.now;
    try {
      database.now = new Date(before.getTime() + 61 * 86_400_000);
      await database.queue.tick("forms.forget-drafts");
      await database.queue.drain();
    } finally {
      database.now = before;
    }
    await database.run(town.tenantId, citizen, async (ctx) => {
      expect(await findDraftByCode(ctx, ctx.keyring.mac("access-code", code))).toBeUndefined();
    });
  });
});
