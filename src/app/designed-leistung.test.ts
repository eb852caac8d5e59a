import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Actor, cents, newAccessCode, newId } from "../kernel/index.ts";
import { createStaff } from "../modules/accounts/index.ts";
import { type Case, completeTask, getCase, listTasksOfCase, openCase } from "../modules/cases/index.ts";
import {
  type CodeList,
  defineCodeLists,
  defineLeistungSource,
  findDefinitionProblems,
  findLeistung,
  getProcedure,
  type Leistung,
  type LeistungDefinition,
  leistungFrom,
  listLeistungen,
  listProcedures,
  makeReady,
  openDraft,
  saveSection,
  startDraft,
  submitDraft,
} from "../modules/forms/index.ts";
import { listMessages, openMailbox } from "../modules/messaging/index.ts";
import { listDokumente, readDokument, seedAktenplan } from "../modules/records/index.ts";
import { switchOnTown, type Tenant } from "../modules/tenants/index.ts";
import type { Ctx } from "../platform/db/index.ts";
import { type Browser, createTestDatabase, type TestDatabase, type TestWeb } from "../platform/testing/index.ts";
import { jobs, wireModules } from "./assembly.ts";
import { openWholeWeb } from "./testing/whole-web.ts";

const both = (text: string) => ({ de: text, en: `${text} (en)` });
const none = { de: [], en: [] } as const;
const uri = "urn:de:test:baumarten";

const trees: CodeList = {
  uri,
  version: "2026",
  name: both("Baumarten"),
  entries: [
    { code: "100", label: "Rotbuche", labelEn: "Beech" },
    { code: "200", label: "Stieleiche", labelEn: "Oak" },
  ],
};

/** A permit to fell trees, as a designer would make it: data alone. */
const felling: LeistungDefinition = {
  id: "baum-faellen",
  title: both("Baum fällen"),
  summary: both("Sie möchten einen geschützten Baum fällen."),
  icon: "leaf",
  lebenslagen: ["umwelt"],
  keywords: none,
  page: { what: none, forWhom: none, cost: none, time: none, needed: none, legalBasis: [], dataProtection: none },
  online: {
    process: "antrag",
    trustLevel: "low",
    minutes: 3,
    fees: [
      { key: "grund", label: both("Grundgebühr"), amountCents: cents(2500), source: "Satzung" },
      { key: "viele", label: both("Ab drei Bäumen"), amountCents: cents(1000), source: "Satzung", when: "anzahl >= 3" },
    ],
    records: {
      planUnit: "32.40",
      retentionYears: 10,
      retentionSource: "Satzung",
      akteTitle: '"Baum " + name',
    },
    subjectName: "name",
    declarations: [],
    form: {
      sections: [
        {
          key: "baum",
          title: both("Der Baum"),
          elements: [
            { kind: "field", key: "name", type: "name", label: both("Ihr Name"), source: "Satzung" },
            { kind: "field", key: "art", type: "select", label: both("Baumart"), source: "Satzung", codeList: { uri } },
            { kind: "field", key: "anzahl", type: "integer", label: both("Wie viele?"), source: "Satzung", min: 1 },
          ],
        },
      ],
    },
  },
};

/** The next version asks one question more and another procedure follows. */
const later: LeistungDefinition = {
  ...felling,
  online: {
    ...felling.online,
    process: "anzeige",
    form: {
      sections: [
        ...felling.online.form.sections,
        {
          key: "ersatz",
          title: both("Ersatz"),
          elements: [
            { kind: "field", key: "ersatz", type: "yes-no", label: both("Pflanzen Sie neu?"), source: "Satzung" },
          ],
        },
      ],
    },
  },
};

let database: TestDatabase;
let web: TestWeb;
let town: Tenant;
let other: Tenant;
let published: { definition: LeistungDefinition; version: number }[] = [];
let asked = 0;

const system = { kind: "system", name: "test" } as const;
const citizen = { kind: "citizen" } as const;
const caseworker: Actor = { kind: "staff", staffId: newId(), name: "Kim Beispiel", duties: ["casework"] };
const password = "Regen Tisch Mond Gabel";

beforeAll(async () => {
  await wireModules();
  defineCodeLists(async (_ctx, ref) => (ref.uri === uri ? trees : undefined));
  const make = ({ definition, version }: (typeof published)[number]): Leistung =>
    leistungFrom(definition, version, getProcedure(definition.online.process));
  defineLeistungSource({
    async find(ctx, id, version) {
      asked += 1;
      if (ctx.tenant !== town.tenantId || id !== "baum-faellen") return undefined;
      const found = version === undefined ? published.at(-1) : published.find((one) => one.version === version);
      return found === undefined ? undefined : make(found);
    },
    list: async (ctx) => {
      const newest = published.at(-1);
      return ctx.tenant === town.tenantId && newest !== undefined ? [make(newest)] : [];
    },
  });
  database = await createTestDatabase(inject("testServer"), jobs);
  const switchOn = (ags: string) =>
    database.db.inPlatform((tx) => switchOnTown({ tx, actor: system, now: database.now }, { ags, demo: true }));
  town = await switchOn("05774032");
  other = await switchOn("05774020");
  await database.run(town.tenantId, system, async (ctx) => {
    await seedAktenplan(ctx);
    await createStaff(ctx, { name: "Kim Beispiel", email: "kim@stadt.example", password, duties: ["casework"] });
  });
  web = await openWholeWeb(database);
});
afterAll(async () => {
  defineLeistungSource({ find: async () => undefined, list: async () => [] });
  defineCodeLists(async () => undefined);
  await web.close();
  await database.close();
});

const run = <T>(as: Actor, work: (ctx: Ctx) => Promise<T>): Promise<T> => database.run(town.tenantId, as, work);

async function send(ctx: Ctx): Promise<string> {
  const { draftId, code } = await startDraft(ctx, { leistungId: "baum-faellen", language: "de" });
  const { draft } = await openDraft(ctx, draftId, [code]);
  const body = { name: "Änne Müller", art: "200", anzahl: "3" };
  expect((await saveSection(ctx, draft, { sectionKey: "baum", body, language: "de" })).errors).toEqual([]);
  const sent = await submitDraft(ctx, { draftId, language: "de", declarations: [], email: undefined });
  if (sent.kind !== "sent") throw new Error(JSON.stringify(sent.errors));
  return sent.caseId;
}

async function complete(caseId: string, outcome: string, options: Record<string, string>): Promise<Case> {
  return run(caseworker, async (ctx) => {
    const { rowVersion } = await getCase(ctx, caseId);
    const task = (await listTasksOfCase(ctx, caseId)).find(({ state }) => state === "open");
    return completeTask(ctx, { caseId, taskId: task?.taskId ?? "", rowVersion, outcome, options });
  });
}

describe("a Leistung that is data", () => {
  test("is checked before it runs: names, FEEL, code lists, procedure", () => {
    const procedures = listProcedures();
    const codeLists = new Map([[uri, trees]]);
    expect(findDefinitionProblems(felling, { procedures, codeLists })).toEqual([]);
    expect(findDefinitionProblems(felling, { procedures }).map(({ at }) => at)).toEqual(["art"]);
    const { online } = felling;
    const wrong = {
      ...felling,
      online: { ...online, subjectName: "nachname", fees: [{ ...online.fees[1], when: "anzahl" } as never] },
    };
    expect(findDefinitionProblems(wrong, { procedures, codeLists }).map(({ at }) => at)).toEqual([
      "fees.viele",
      "subjectName",
    ]);
    const lost = { ...felling, online: { ...online, process: "irgendwie", subjectName: "name +" } };
    expect(findDefinitionProblems(lost, { procedures, codeLists }).map(({ at }) => at)).toEqual([
      "process",
      "subjectName",
    ]);
  });

  test("is offered in its town and nowhere else", async () => {
    published = [{ definition: felling, version: 1 }];
    expect((await run(citizen, listLeistungen)).map(({ id }) => id)).toContain("baum-faellen");
    const elsewhere = await database.run(other.tenantId, citizen, async (ctx) => ({
      list: await listLeistungen(ctx),
      found: await findLeistung(ctx, "baum-faellen"),
    }));
    expect(elsewhere.list.map(({ id }) => id)).not.toContain("baum-faellen");
    expect(elsewhere.found).toBeUndefined();
  });

  test("is compiled once a version, and a version that is known is not asked for again", async () => {
    const [one, again] = await run(citizen, async (ctx) => {
      const first = await findLeistung(ctx, "baum-faellen", 1);
      const before = asked;
      const second = await findLeistung(ctx, "baum-faellen", 1);
      expect(asked).toBe(before);
      return [first, second];
    });
    expect(one).toBe(again);
    const built = await run(citizen, (ctx) =>
      makeReady(ctx, leistungFrom(felling, 1, getProcedure(felling.online.process))),
    );
    expect(built.online?.compiled.hash).toBe(one?.online?.compiled.hash);
  });

  test("a draft stays on its version, also after another one is published", async () => {
    published = [{ definition: felling, version: 1 }];
    const { draftId, code } = await run(citizen, (ctx) =>
      startDraft(ctx, { leistungId: "baum-faellen", language: "de" }),
    );
    published = [...published, { definition: later, version: 2 }];
    const browser = web.openBrowser();
    browser.setCookie("zugang", code);
    await browser.open(`/${town.slug}/antrag/${draftId}`);
    expect(browser.text()).toContain("Seite 1 von 2");
    browser.fill({ "Ihr Name": "Änne Müller", Baumart: "Stieleiche", "Wie viele?": "2" });
    await browser.submit("Weiter");
    expect(browser.heading()).toBe("Prüfen und senden");
    expect(browser.text()).toContain("Stieleiche");
    expect(browser.text()).toContain("25,00 €");
    await browser.submit("Jetzt senden");
    expect(browser.heading()).toBe("Ihr Antrag ist bei uns");
    const fresh = web.openBrowser();
    const second = await run(citizen, (ctx) => startDraft(ctx, { leistungId: "baum-faellen", language: "de" }));
    fresh.setCookie("zugang", second.code);
    await fresh.open(`/${town.slug}/antrag/${second.draftId}`);
    expect(fresh.text()).toContain("Seite 1 von 3");
  });
});

describe("the procedure of an application", () => {
  let caseId: string;
  beforeAll(async () => {
    published = [{ definition: felling, version: 1 }];
    caseId = await run(citizen, send);
  });

  async function desk(): Promise<Browser> {
    const browser = web.openBrowser();
    await browser.open(`/${town.slug}/amt/anmelden`);
    browser.fill({ "E-Mail-Adresse": "kim@stadt.example", Passwort: password });
    await browser.submit("Anmelden");
    return browser;
  }

  test("charges and names the case by FEEL, on the procedure that it has chosen", async () => {
    const subject = await run(caseworker, (ctx) => getCase(ctx, caseId));
    expect(subject).toMatchObject({ processKey: "antrag", subjectName: "Änne Müller", leistungVersion: 1 });
    const { online } = leistungFrom(felling, 1, getProcedure("antrag"));
    expect(online?.feesFor(subject.answers, "2026-11-22" as never)).toEqual(["grund", "viele"]);
    expect(online?.feesFor({ ...subject.answers, anzahl: "2" }, "2026-11-22" as never)).toEqual(["grund"]);
    expect(online?.records.akteTitle(subject.answers)).toBe("Baum Änne Müller");
    expect(online?.subjectName({})).toBe("Baum fällen");
  });

  test("refuses only with reasons, and keeps what was typed", async () => {
    const browser = await desk();
    await browser.open(`/${town.slug}/amt/vorgang/${caseId}`);
    expect(browser.text()).toContain("Stieleiche");
    browser.fill({ "Was im Schreiben steht": "Der Baum bleibt stehen." });
    await browser.submit("Ablehnen, Bescheid senden");
    expect(browser.status).toBe(422);
    expect(browser.errors()[0]).toContain("Schreiben Sie die Begründung");
    expect(browser.html).toContain('href="#option-begruendung"');
    expect(browser.html).toContain('id="option-begruendung"');
    expect(browser.html).toContain("Der Baum bleibt stehen.");
    await expect(complete(caseId, "ablehnen", { begruendung: " " })).rejects.toThrow("cases.not-ready");
  });

  test("sends no Bescheid whose words are cut off", async () => {
    const browser = await desk();
    await browser.open(`/${town.slug}/amt/vorgang/${caseId}`);
    const reasons = `${"Der Baum ist gesund und steht unter Schutz. ".repeat(240)}Ende der Begründung.`;
    browser.fill({ Begründung: reasons });
    await browser.submit("Ablehnen, Bescheid senden");
    expect(browser.status).toBe(422);
    expect(browser.errors()[0]).toBe("Kürzen Sie den Text auf höchstens 10.000 Zeichen. Es sind 10.580.");
    expect(browser.html).toContain("Ende der Begründung.");
  });

  test("ends in a Bescheid in the Vorgang and in the mailbox, with how to sue", async () => {
    const done = await complete(caseId, "ablehnen", {
      entscheidung: "Der Baum bleibt stehen.",
      begruendung: "Er ist gesund (§ 4 Baumschutzsatzung).",
    });
    expect(done.status).toBe("done");
    await run(caseworker, async (ctx) => {
      const [notice] = (await listMessages(ctx, caseId)).filter(({ kind }) => kind === "notice");
      expect(notice?.subject).toBe("Ihr Bescheid: Baum fällen");
      expect(notice?.effectiveOn).toBeDefined();
      const filed = (await listDokumente(ctx, done.vorgangId)).find(({ kind }) => kind === "schreiben");
      expect(filed?.title).toBe("Ablehnungsbescheid: Baum fällen");
      const bytes = await readDokument(ctx, filed?.dokumentId ?? "");
      expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe("%PDF-");
    });
  });

  test("nobody without the duty decides", async () => {
    const undecided = await run(citizen, send);
    const clerk: Actor = { kind: "staff", staffId: newId(), name: "Rolf", duties: ["records"] };
    const attempt = run(clerk, async (ctx) => {
      const [task] = await listTasksOfCase(ctx, undecided);
      const { rowVersion } = await getCase(ctx, undecided);
      return completeTask(ctx, { caseId: undecided, taskId: task?.taskId ?? "", rowVersion, outcome: "bewilligen" });
    });
    await expect(attempt).rejects.toThrow("accounts.duty-missing");
  });

  test("a notification is taken in and confirmed", async () => {
    published = [{ definition: { ...felling, online: { ...felling.online, process: "anzeige" } }, version: 7 }];
    const noticed = await run(citizen, send);
    const done = await complete(noticed, "vollstaendig", {});
    expect(done).toMatchObject({ status: "done", processKey: "anzeige" });
    const [notice] = await run(caseworker, async (ctx) =>
      (await listMessages(ctx, noticed)).filter(({ kind }) => kind === "notice"),
    );
    expect(notice?.subject).toBe("Ihre Bestätigung: Baum fällen");
  });
});

test("a Leistung of data may bring its own procedure: the Meldeschein ends with a visit", async () => {
  const caseId = await run(citizen, async (ctx) => {
    const mailboxId = await openMailbox(ctx, {
      codeMac: ctx.keyring.mac("access-code", newAccessCode()),
      language: "de",
    });
    const opened = await openCase(ctx, {
      leistungId: "wohnsitz-anmelden",
      leistungVersion: 1,
      processKey: "wohnsitz-anmelden",
      formHash: "0".repeat(64),
      answers: { "person.familienname": "Müller", "person.vornamen": "Änne" },
      subjectName: "Änne Müller",
      mailboxId,
      language: "de",
      planUnit: "33.10",
      akteTitle: "Anmeldung Änne Müller",
      retentionYears: 10,
      submissionKey: newId(),
      applicationDocuments: [],
    });
    return opened.caseId;
  });
  expect((await complete(caseId, "vollstaendig", {})).status).toBe("open");
  expect((await complete(caseId, "eingetragen", {})).status).toBe("done");
});
