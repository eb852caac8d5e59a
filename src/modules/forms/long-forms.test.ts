import { CompiledQuery } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId, type TenantId } from "../../kernel/index.ts";
import type { Browser } from "../../platform/testing/index.ts";
import { getCase } from "../cases/index.ts";
import { listUploads } from "../uploads/index.ts";
import { openDraft, openPage } from "./actions/open-draft.ts";
import { saveSection } from "./actions/save-section.ts";
import { startDraft } from "./actions/start-draft.ts";
import { submitDraft } from "./actions/submit-draft.ts";
import { defineFormChecks, defineFormPanels } from "./extensions.ts";
import type { Answers, Section } from "./form.ts";
import { answerLayout } from "./model/index.ts";
import { defineLeistungen, getOnlineLeistung } from "./registry.ts";
import { deleteDrafts, getDraft, saveAnswers } from "./store.ts";
import { openParken, type Parken, parken } from "./testing/parken.ts";

const citizen = { kind: "citizen" } as const;
const both = (text: string) => ({ de: text, en: text });

/** Pages of twelve texts each; the last one is shown by an answer of page 3. */
function pages(count: number, condition = 't3x0 != "ohne"'): Section[] {
  return Array.from({ length: count }, (_, page) => ({
    key: `seite-${page}`,
    title: both(`Seite ${page}`),
    ...(page === count - 1 ? { when: condition } : {}),
    elements: Array.from({ length: 12 }, (_, at) => ({
      kind: "field" as const,
      key: `t${page}x${at}`,
      type: "text" as const,
      label: both(`Text ${page} ${at}`),
      source: "Satzung",
      required: false,
    })),
  }));
}

/** The parking permit with so many more pages. */
function defineParken(more: readonly Section[]): void {
  const { online } = parken;
  if (online === undefined) throw new Error("the permit is applied for online");
  defineLeistungen([
    { ...parken, online: { ...online, form: { ...online.form, sections: [...online.form.sections, ...more] } } },
  ]);
}

let opened: Parken;
let draftId: string;
let code: string;

beforeAll(async () => {
  opened = await openParken();
});
afterAll(() => opened.close());
beforeEach(async () => {
  defineParken(pages(20));
  ({ draftId, code } = await run((ctx) => startDraft(ctx, { leistungId: "parken", language: "de" })));
});

type Work<T> = Parameters<typeof opened.database.run<T>>[2];
function run<T>(work: Work<T>): Promise<T> {
  return opened.database.run(opened.town.tenantId, citizen, work);
}
const save = (sectionKey: string, body: Record<string, string>) =>
  run(async (ctx) => {
    const { draft } = await openPage(ctx, draftId, [code], sectionKey);
    return saveSection(ctx, draft, { sectionKey, body, language: "de" });
  });
const whole = () => run(async (ctx) => (await openDraft(ctx, draftId, [code])).draft.answers);
const ofPage = (sectionKey: string) =>
  run(async (ctx) => (await openPage(ctx, draftId, [code], sectionKey)).draft.answers);
const rows = (text: string) =>
  opened.database.db.inTenant(opened.town.tenantId, async (tx) => {
    const { rows } = await tx.executeQuery<Record<string, unknown>>(CompiledQuery.raw(text, [draftId]));
    return rows;
  });
const storedPages = async () =>
  (await rows("select section_key from forms.draft_page where draft_id = $1 order by 1")).map((row) => row.section_key);
const storedTogether = async () => (await rows("select answers from forms.draft where draft_id = $1"))[0]?.answers;

describe("a draft of a long form", () => {
  test("keeps answers with their page, and those that others depend on together", async () => {
    await save("seite-3", { t3x0: "mit", t3x1: "drei" });
    await save("seite-5", { t5x0: "fünf", t3x1: "nicht von dieser Seite" });
    expect(await storedTogether()).toEqual({ t3x0: "mit" });
    expect(await storedPages()).toEqual(["seite-3", "seite-5"]);
    expect(await ofPage("seite-5")).toEqual({ t3x0: "mit", t5x0: "fünf" });
    expect(await whole()).toEqual({ t3x0: "mit", t3x1: "drei", t5x0: "fünf" });
  });

  test("lays a page that is saved again over what is stored", async () => {
    await save("seite-5", { t5x0: "fünf", t5x1: "bleibt" });
    await save("seite-5", { t5x0: "sechs" });
    expect(await whole()).toEqual({ t5x0: "sechs", t5x1: "bleibt" });
  });

  test("of pages that are saved at the same time loses none", async () => {
    await Promise.all(
      Array.from({ length: 8 }, (_, at) => save(`seite-${at}`, { [`t${at}x0`]: "da", [`t${at}x1`]: "auch" })),
    );
    await Promise.all(["t6x0", "t6x1", "t6x2", "t6x3"].map((path) => save("seite-6", { [path]: "neu" })));
    const expected: Record<string, string> = { t6x0: "neu", t6x1: "neu", t6x2: "neu", t6x3: "neu" };
    for (const at of [0, 1, 2, 3, 4, 5, 7]) Object.assign(expected, { [`t${at}x0`]: "da", [`t${at}x1`]: "auch" });
    expect(await whole()).toEqual(expected);
  });

  test("is sent with all its answers, and changes no more", async () => {
    await fillIn();
    await save("seite-5", { t5x0: "fünf" });
    const sent = await run((ctx) => submitDraft(ctx, { draftId, language: "de", declarations: [], email: undefined }));
    if (sent.kind !== "sent") throw new Error(JSON.stringify(sent));
    const { answers } = await run((ctx) => getCase(ctx, sent.caseId));
    expect(answers).toMatchObject({ name: "Mia", t5x0: "fünf" });
    await save("seite-5", { t5x0: "danach", t5x1: "neu" });
    await save("seite-6", { t6x0: "danach" });
    expect(await whole()).toMatchObject({ t5x0: "fünf" });
    expect(await whole()).not.toHaveProperty("t5x1");
    expect(await storedPages()).not.toContain("seite-6");
  });

  test("waits for a page that is just being saved before it is sent", async () => {
    await fillIn();
    let goOn = () => {};
    const held = new Promise<void>((done) => {
      goOn = done;
    });
    let saved = () => {};
    const isSaved = new Promise<void>((done) => {
      saved = done;
    });
    const saving = run(async (ctx) => {
      const { draft } = await openPage(ctx, draftId, [code], "seite-7");
      await saveSection(ctx, draft, { sectionKey: "seite-7", body: { t7x0: "noch da" }, language: "de" });
      // What was deferred has reached the database.
      await getDraft(ctx, draftId);
      saved();
      await held;
    });
    await isSaved;
    const sending = run((ctx) => submitDraft(ctx, { draftId, language: "de", declarations: [], email: undefined }));
    await expect(Promise.race([sending, new Promise((done) => setTimeout(done, 100, "waits"))])).resolves.toBe("waits");
    goOn();
    await saving;
    const sent = await sending;
    if (sent.kind !== "sent") throw new Error(JSON.stringify(sent));
    expect((await run((ctx) => getCase(ctx, sent.caseId))).answers).toMatchObject({ t7x0: "noch da" });
  });

  test("is forgotten with its pages, and no other town sees them", async () => {
    await save("seite-5", { t5x0: "fünf" });
    const elsewhere = await opened.database.db.inTenant((opened.town.tenantId + 1) as TenantId, (tx) =>
      tx.executeQuery(CompiledQuery.raw("select section_key from forms.draft_page")),
    );
    expect(elsewhere.rows).toEqual([]);
    const later = new Date(opened.database.now.getTime() + 86_400_000);
    expect(await run((ctx) => deleteDrafts(ctx, later, later))).toContain(draftId);
    expect(await storedPages()).toEqual([]);
  });
});

test("a page on which modules above work something out sees all answers", async () => {
  const seen: Answers[] = [];
  defineFormChecks([
    {
      leistungId: "parken",
      at: "t5x0",
      check: async (_, answers) => (answers.t6x0 === "x" ? both("Das passt nicht zu Seite 6.") : undefined),
    },
  ]);
  defineFormPanels([
    {
      name: "test.alles",
      render(_, __, { answers }) {
        seen.push(answers);
        return undefined;
      },
    },
  ]);
  try {
    defineParken(pages(20).map((page) => (page.key === "seite-8" ? { ...page, panels: ["test.alles"] } : page)));
    await save("seite-6", { t6x0: "x" });
    const { errors } = await save("seite-5", { t5x0: "fünf" });
    expect(errors.map(({ path, message }) => [path, message])).toEqual([["t5x0", "Das passt nicht zu Seite 6."]]);
    const browser = await withCode();
    await browser.open(`/paderborn/antrag/${draftId}/seite-8`);
    expect(seen).toEqual([{ t5x0: "fünf", t6x0: "x" }]);
  } finally {
    defineFormChecks([]);
    defineFormPanels([]);
  }
});

describe("a draft that is laid out in another way than its form wants", () => {
  const answers: Answers = { name: "Mia", t3x0: "mit", t3x1: "drei", t5x0: "fünf", fremd: "von früher" };
  const begunBefore = () =>
    rows(
      `update forms.draft set answers = '${JSON.stringify(answers)}' where draft_id = $1 and layout is null returning 1`,
    );

  test("because it was begun before there were layouts: nothing is lost, and the next page that is saved lays it out", async () => {
    expect(await begunBefore()).toHaveLength(1);
    expect(await ofPage("seite-3")).toEqual(answers);
    expect((await save("seite-5", { t5x1: "neu" })).answers).toMatchObject({ ...answers, t5x1: "neu" });
    expect(await whole()).toEqual({ ...answers, t5x1: "neu" });
    expect(await storedTogether()).toEqual({ t3x0: "mit", fremd: "von früher" });
    expect(await storedPages()).toEqual(["nachweise", "seite-3", "seite-5"]);
  });

  test("because its form has changed: the same", async () => {
    await begunBefore();
    await save("seite-5", {});
    // Another answer decides, and a page has gone.
    defineParken(pages(19, 't5x0 != "ohne"'));
    expect(await ofPage("seite-3")).toEqual(answers);
    await save("seite-3", { t3x0: "anders" });
    expect(await whole()).toEqual({ ...answers, t3x0: "anders" });
    expect(await storedTogether()).toEqual({ t5x0: "fünf", fremd: "von früher" });
  });

  test("because its form has become short, and long again", async () => {
    await begunBefore();
    await save("seite-5", {});
    defineParken(pages(7));
    expect(await ofPage("seite-3")).toEqual(answers);
    await save("seite-3", { t3x1: "kurz" });
    expect(await storedPages()).toEqual([]);
    expect(await storedTogether()).toEqual({ ...answers, t3x1: "kurz" });
    defineParken(pages(20));
    await save("seite-3", { t3x2: "lang" });
    expect(await whole()).toEqual({ ...answers, t3x1: "kurz", t3x2: "lang" });
  });

  test("only once somebody else has laid it out: what was saved meanwhile is the newer, wherever it lies", async () => {
    await begunBefore();
    const layout = await run(async (ctx) => answerLayout((await getOnlineLeistung(ctx, "parken")).online.compiled));
    defineParken(pages(19, 't5x0 != "ohne"'));
    await save("seite-3", { t3x0: "neu", t3x1: "neu" });
    const late = (changes: Answers, by: typeof layout) =>
      run(async (ctx) => saveAnswers(ctx, draftId, changes, by, { key: "seite-3", done: true }));
    await late({ t3x0: "spät", t3x1: "spät" }, layout);
    expect(await whole()).toEqual({ ...answers, t3x0: "spät", t3x1: "spät" });
    await late({ t3x1: "noch später" }, undefined);
    expect(await ofPage("seite-3")).toEqual({ ...answers, t3x0: "spät", t3x1: "noch später" });
    await save("seite-3", { t3x2: "dazu" });
    expect(await whole()).toEqual({ ...answers, t3x0: "spät", t3x1: "noch später", t3x2: "dazu" });
    expect(await storedTogether()).toEqual({ t5x0: "fünf", fremd: "von früher" });
  });
});

/** A browser that knows the draft's code. */
async function withCode(): Promise<Browser> {
  const browser = opened.web.openBrowser();
  await browser.open("/paderborn/fortsetzen");
  const csrf = /name="_csrf" value="([^"]+)"/.exec(browser.html)?.[1] ?? "";
  await browser.post("/paderborn/fortsetzen", { _csrf: csrf, _submission: newId(), code });
  return browser;
}

/** The pages that have to be filled in, with a file; the rest as it is. */
async function fillIn(): Promise<Browser> {
  const browser = await withCode();
  await browser.open(`/paderborn/antrag/${draftId}/nachweise`);
  const bytes = Buffer.from("Mietvertrag");
  browser.fill({ "Ihr Name": "Mia", Mietvertrag: [{ filename: "a.txt", mediaType: "text/plain", bytes }] });
  await browser.submit("Weiter");
  expect(browser.heading()).toBe("Ihre Autos");
  return browser;
}

describe("the pages of a long form", () => {
  test("are gone through, with files and entries, to the review that shows everything", async () => {
    const browser = await fillIn();
    const uploads = await run((ctx) => listUploads(ctx, draftId));
    expect(await whole()).toEqual({ name: "Mia", mietvertrag: [uploads[0]?.uploadId] });
    await browser.submit("Auto hinzufügen");
    await browser.submit("Auto hinzufügen");
    const file = (name: string) => [{ filename: name, mediaType: "text/plain", bytes: Buffer.from(name) }];
    browser.fill({ "autos.0.schein": file("erstes.txt"), "autos.1.schein": file("zweites.txt") });
    await browser.submit("Auto 1 entfernen");
    expect(browser.text()).toContain("zweites.txt");
    await browser.submit("Weiter");
    browser.fill({ "Text 0 0": "Anfang" });
    await browser.submit("Weiter");
    for (const page of [1, 2, 3]) {
      expect(browser.heading()).toBe(`Seite ${page}`);
      browser.fill(page === 3 ? { "Text 3 0": "ohne" } : {});
      await browser.submit("Weiter");
    }
    await browser.open(browser.path.replace("seite-4", "seite-0"));
    expect(browser.value("Text 0 0")).toBe("Anfang");
    // The last page has gone with the answer of page 3.
    await browser.open(browser.path.replace("seite-0", "seite-19"));
    expect(browser.heading()).toBe("Seite 4");
    await browser.open(browser.path.replace("seite-4", "pruefen"));
    for (const shown of ["Mia", "a.txt", "zweites.txt", "Anfang", "ohne"]) expect(browser.text()).toContain(shown);
    expect(browser.text()).not.toContain("erstes.txt");
  });
});
